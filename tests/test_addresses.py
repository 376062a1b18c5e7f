"""Addresses: one form, the same page by another address, articles and other things."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_extract.sources.addresses import SeenAddresses, is_article, normalize

SPECS = json.loads((Path(__file__).parent / "specs" / "addresses.json").read_text())


@pytest.mark.parametrize("case", SPECS["normalized"], ids=lambda case: case["from"])
def test_normalized(case: dict[str, str]) -> None:
    assert normalize(case["from"]) == case["to"]
    assert normalize(case["to"]) == case["to"]


@pytest.mark.parametrize("address", SPECS["articles"])
def test_articles(address: str) -> None:
    assert is_article(address)


@pytest.mark.parametrize("address", SPECS["no_articles"])
def test_no_articles(address: str) -> None:
    assert not is_article(address)


@pytest.mark.parametrize(("one", "two"), SPECS["same"])
def test_the_same_page(one: str, two: str) -> None:
    seen = SeenAddresses()
    assert seen.add(one)
    assert two in seen
    assert not seen.add(two)


@pytest.mark.parametrize(("one", "two"), SPECS["different"])
def test_another_page(one: str, two: str) -> None:
    seen = SeenAddresses([one])
    assert two not in seen
    assert seen.add(two)
    assert one in seen


def test_a_node_stands_for_one_page_and_not_for_every_page_with_its_number() -> None:
    seen = SeenAddresses(["http://news.example.org/a/5555", "http://news.example.org/b/5555"])
    assert "http://news.example.org/node/5555" in seen
    assert "http://news.example.org/c/5555" not in seen


@given(st.text(max_size=60))
def test_any_text_is_taken(text: str) -> None:
    for address in (text, f"http://{text}", f"http://a.example/{text}"):
        seen = SeenAddresses()
        try:
            once = normalize(address)
            assert seen.add(address)
            assert once in seen
        except ValueError as error:
            pytest.fail(f"{address!r}: {error}")

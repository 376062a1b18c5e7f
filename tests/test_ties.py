"""Bodies that a sentence ties to the page's activity, and those it does not: `specs/ties.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from osce_extract.facts import Hints, partners
from osce_extract.facts.reading import read_page
from osce_extract.pages import Page

_TIES = tomllib.loads((Path(__file__).parent / "specs" / "ties.toml").read_text(encoding="utf-8"))["case"]
_FIRST = "The OSCE Mission to Serbia held a course on beekeeping in Bor for 20 farmers."


def _read(*body):
    page = Page(
        kind="article",
        format="text",
        encoding="utf-8",
        language="en",
        title="A sweet day",
        issued_on="2025-06-20",
        body=body,
    )
    return read_page(page, Hints())


@pytest.mark.parametrize("case", _TIES, ids=lambda case: case["text"])
def test_bodies_tied_to_the_activity(case):
    said = {f"{role.kind}: {role.mention.name}" for role in _read(_FIRST, case["text"]).roles}
    assert sorted(said - {"organizer: OSCE Mission to Serbia"}) == case["roles"]


def test_a_refusal_says_what_it_is_about():
    found = partners.read(_read(_FIRST, "The Guild, jointly with the Forest Agency, is building a mill."))
    assert not found.facts
    (refusal,) = found.rejected
    assert refusal.evidence.text == "Forest Agency"
    assert "nothing ties it" in refusal.reason

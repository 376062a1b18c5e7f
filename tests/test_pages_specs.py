"""Datelines and the values of labels, as the tables in `specs/` say."""

from __future__ import annotations

from typing import Any

import pytest
from invented import read_cases

from osce_extract.pages.dateline import find_dateline
from osce_extract.pages.values import split_values


@pytest.mark.parametrize(
    "case", read_cases("pages_datelines.toml", "dateline"), ids=lambda case: case["words"]
)
def test_datelines_are_read(case: dict[str, Any]) -> None:
    found = find_dateline((case["paragraph"],))
    assert found is not None
    assert list(found.cities) == case["cities"]
    assert found.country == case.get("country")
    assert found.date == case.get("date")
    assert case["paragraph"][found.start : found.end] == case["words"]


@pytest.mark.parametrize(
    "case", read_cases("pages_datelines.toml", "none"), ids=lambda case: case["paragraph"]
)
def test_sentences_and_captions_are_no_datelines(case: dict[str, Any]) -> None:
    assert find_dateline((case["paragraph"],)) is None


def test_a_caption_with_a_date_may_stand_before_the_dateline() -> None:
    body = ("A judge in Tetovo, 1 May 2012.", "SKOPJE, 3 May 2012 – A guide was presented.")
    found = find_dateline(body)
    assert found is not None
    assert (found.paragraph, found.date) == (1, "2012-05-03")


@pytest.mark.parametrize("case", read_cases("pages_values.toml", "value"), ids=lambda case: case["printed"])
def test_values_are_split_into_names(case: dict[str, Any]) -> None:
    assert list(split_values(case["printed"])) == case["names"]

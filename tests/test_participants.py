"""Counts of participants and of people reached, phrase by phrase."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from osce_extract.facts import Hints, cumulative, participants
from osce_extract.facts.reading import Reading, read_page
from osce_extract.pages import Page

_SPECS = Path(__file__).parent / "specs"
_OPENING = (
    "A three-day course for local officials was held in Osh from 3 to 5 March 2025"
    " by the OSCE Programme Office in Bishkek."
)


def _cases(name: str) -> list[Any]:
    cases = tomllib.loads((_SPECS / name).read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=f"{case['family']}: {case['text'][:50]}") for case in cases]


def _read(text: str, title: str = "OSCE course held in Osh") -> Reading:
    page = Page(
        kind="article",
        format="text",
        encoding="utf-8",
        title=title,
        language="en",
        issued_on="2025-03-06",
        body=(_OPENING, text),
    )
    return read_page(page, Hints())


@pytest.mark.parametrize("case", _cases("participants.toml") + _cases("participants_hard.toml"))
def test_participants(case: dict[str, Any]) -> None:
    found = participants.read(_read(case["text"])).facts
    said = {"total": found[0].total, "women": found[0].women, "men": found[0].men} if found else {}
    assert {key: value for key, value in said.items() if value is not None} == {
        key: case[key] for key in ("total", "women", "men") if key in case
    }
    if found:
        assert found[0].qualifier == case.get("qualifier")

"""Corners of the grammar that coverage and mutation showed to be little exercised: `specs/corners.toml`."""

from __future__ import annotations

from typing import Any

import pytest
from invented import page_of, read_cases

from osce_extract.facts import Hints, read_facts

_CASES = read_cases("corners.toml")


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["name"])
def test_what_is_read(case: dict[str, Any]) -> None:
    title, issued_by = case.get("title", "A day in the field"), tuple(case.get("by", ()))
    page = page_of(*case["body"], title=title, issued_on="2025-06-20", issued_by=issued_by)
    facts = read_facts(page, Hints())
    counts = facts.participants
    said = {
        "organizers": [fact.name for fact in facts.organizers],
        "partners": [f"{fact.role}: {fact.name}" for fact in facts.partners],
        "donors": [fact.name for fact in facts.donors],
        "dates": [f"{fact.start or '?'}/{fact.end or '?'}" for fact in facts.dates],
        "places": [f"{fact.name}|{fact.country or ''}" for fact in facts.locations],
        "people": [counts.total, counts.women, counts.men] if counts else [],
        "project": facts.project.name if facts.project else "",
    }
    asked = case.keys() & said.keys()
    assert {key: said[key] for key in asked} == {key: _plain(case[key]) for key in asked}


def _plain(value: Any) -> Any:
    """A value of the table; -1 stands for a number that is not told."""
    return [None if entry == -1 else entry for entry in value] if isinstance(value, list) else value

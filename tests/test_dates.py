"""The dates of small pages: `specs/dates.toml` and `specs/dates_families.toml`."""

from __future__ import annotations

import pytest
from invented import page_of, read_cases

from osce_extract.facts import Hints, dates
from osce_extract.facts.reading import read_page

_CASES = read_cases("dates.toml")


def _page(case):
    first, *others = case["body"]
    title = case.get("title", "News from the field")
    return page_of(case.get("dateline", "") + first, *others, title=title, issued_on=case.get("issued_on"))


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["name"])
def test_dates_of_small_pages(case):
    page = _page(case)
    found = dates.read(read_page(page, Hints(reference_date=case.get("reference_date"))))
    said = sorted(f"{d.start or '?'}/{d.end or '?'}" for d in found.facts)
    assert said == sorted(case["said"])


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["name"])
def test_evidence_is_what_the_page_says(case):
    page = _page(case)
    for date in dates.read(read_page(page, Hints())).facts:
        for evidence in (date.evidence, *date.more_evidence):
            text = {"title": page.title, "lead": page.lead}.get(evidence.source)
            text = page.body[evidence.paragraph] if text is None else text
            assert text[evidence.start : evidence.end] == evidence.text

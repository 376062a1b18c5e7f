"""The dates of small pages: `specs/dates.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from osce_extract.facts import Hints, dates
from osce_extract.facts.reading import read_page
from osce_extract.pages import Page
from osce_extract.pages.dateline import find_dateline

_SPEC = Path(__file__).parent / "specs" / "dates.toml"
_CASES = tomllib.loads(_SPEC.read_text(encoding="utf-8"))["case"]


def _page(case):
    body = tuple(case["body"])
    if "dateline" in case:
        body = (case["dateline"] + body[0], *body[1:])
    return Page(
        kind="article",
        format="text",
        encoding="utf-8",
        title=case.get("title", "News from the field"),
        language="en",
        issued_on=case.get("issued_on"),
        body=body,
        dateline=find_dateline(body),
    )


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

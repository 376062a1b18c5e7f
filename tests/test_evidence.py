"""Every fact shows the words it rests on: on every page at hand, offsets and text agree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from conftest import CORPUS, FIXTURES, SEEDS

from osce_extract.facts import Hints
from osce_extract.facts.model import Evidence
from osce_extract.record.grounds import grounds_of, words_at
from osce_extract.runs.explanation import explain
from osce_extract.sources.files import open_document

PAGES = sorted(
    p for folder in (FIXTURES, CORPUS, SEEDS) for p in folder.glob("*") if p.suffix in {".txt", ".html"}
)


def all_evidence(value: object) -> Iterator[Evidence]:
    """Every Evidence anywhere below a value."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from all_evidence(getattr(value, field))
    elif isinstance(value, tuple):
        for item in value:
            yield from all_evidence(item)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_words_stand_where_the_evidence_says(path: Path) -> None:
    with path.open("rb") as stdin:
        explanations = explain(open_document(str(path), stdin), Hints())
    assert explanations
    for explanation in explanations:
        record = explanation.record
        found = [*all_evidence(record), *(rejection.evidence for rejection in explanation.rejected)]
        for evidence in found:
            assert evidence.text
            assert evidence.rule
            assert (evidence.paragraph is None) == (evidence.source != "body")
            assert words_at(record, evidence) == evidence.text
        assert {g.evidence for g in grounds_of(record)} == set(all_evidence(record))


def test_the_pages_at_hand_hold_facts() -> None:
    """Without this the test above would pass on a tool that reads nothing."""
    path = FIXTURES / "dev-text-01.txt"
    with path.open("rb") as stdin:
        [explanation] = explain(open_document(str(path), stdin), Hints())
    assert {g.field for g in explanation.grounds} >= {"dates", "locations", "organizers", "partners"}

"""Event pages say when, where and by whom in labels of their own: `specs/event_labels.toml`."""

import pytest
from invented import page_of, read_cases

from osce_extract.facts import Hints, read_facts
from osce_extract.record import assemble
from osce_extract.record.grounds import grounds_of, words_at
from osce_extract.sources import Document

CASES = read_cases("event_labels.toml")


def read(case):
    page = page_of(
        *case["body"],
        event_when=case.get("when"),
        event_where=case.get("where"),
        event_organizer=case.get("organized_by"),
    )
    return assemble(Document(location="event.txt", content=b""), page, read_facts(page, Hints()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_labels_are_read(case):
    record = read(case)
    assert [f"{place.name}|{place.country or ''}" for place in record.locations] == case["places"]
    if "dates" in case:
        assert [f"{days.start}/{days.end}" for days in record.dates] == case["dates"]
    if "organizers" in case:
        assert [body.name for body in record.organizers] == case["organizers"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_evidence_stands_in_the_labels_that_the_record_keeps(case):
    record = read(case)
    assert record.event is None or record.event.where == case.get("where")
    grounds = list(grounds_of(record))
    assert grounds
    for ground in grounds:
        assert words_at(record, ground.evidence) == ground.evidence.text


def test_a_page_without_labels_has_no_event():
    assert read({"body": ["A seminar was held in Gyumri on 4 May 2016."]}).event is None

"""What kind of activity a page reports: `specs/activity.toml`."""

from __future__ import annotations

import pytest
from invented import page_of, read_cases

from osce_extract.facts import Hints, activity
from osce_extract.facts.reading import read_page

_CASES = read_cases("activity.toml")


def _read(title, *body):
    return activity.read(read_page(page_of(*body, title=title), Hints())).facts


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["text"])
def test_the_first_sentence_tells_the_kind(case):
    (found,) = _read("Wells in Osh", case["text"])
    assert found.type == case["kind"]
    assert found.evidence.text in case["text"]


def test_the_body_weighs_more_than_later_words():
    (found,) = _read(
        "Wells in Osh",
        "A seminar on wells was held in Osh.",
        "The course of the river was discussed.",
        "The meeting room was full.",
    )
    assert found.type == "seminar"


def test_a_page_that_names_no_activity_has_none():
    assert _read("Wells in Osh", "There are forty wells in Osh.") == ()


def test_what_the_second_paragraph_calls_it_outweighs_a_loose_verb():
    (found,) = _read("Wells in Osh", "Mayors met in Osh.", "The conference was convened by the Office.")
    assert found.type == "conference"


def test_a_ceremony_only_frames_a_hand_over():
    (found,) = _read("Wells in Osh", "Six pumps were handed over in Osh.", "The ceremony was short.")
    assert found.type == "hand-over"


def test_what_a_title_says_people_compare_is_a_topic():
    (found,) = _read("Mayors compare water campaigns in Osh", "Mayors met in Osh.")
    assert found.type == "meeting"


_PORTRAITS = read_cases("portraits.toml")


@pytest.mark.parametrize("case", _PORTRAITS, ids=lambda case: case["title"])
def test_a_portrait_reports_no_activity(case):
    found = _read(case["title"], *case["body"])
    assert [fact.type for fact in found] == case["kinds"]

"""Whose facts a sentence holds (`specs/frames.toml`), and which pages report no activity."""

from __future__ import annotations

import pytest
from invented import page_of, read_cases

from osce_extract.facts import Hints
from osce_extract.facts.reading import read_page
from osce_extract.facts.stance import find_stance

_CASES = read_cases("frames.toml")
_FIRST = "Thirty engineers attended a course on wells that was held in Osh from 12 to 14 May."


def _read(*body, title="Engineers learn about wells", **facts):
    return read_page(page_of(*body, title=title, issued_on="2025-05-16", **facts), Hints())


def _frame_at(passage, offset):
    return next(s.frame_at(offset) for s in passage.statements if s.start <= offset < s.end)


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["text"])
def test_words_have_their_frame(case):
    text = case["text"].replace("[", "").replace("]", "")
    reading = _read(_FIRST, "They drew maps.", text)
    passage = next(p for p in reading.passages if p.paragraph == 2)
    first, last = case["text"].index("["), case["text"].index("]") - 2
    assert {_frame_at(passage, first), _frame_at(passage, last)} == {case["frame"]}


def test_the_activitys_own_day_is_never_framed_away():
    reading = _read("Thirty engineers who had previously worked alone met on 12 May at a workshop in Osh.")
    passage = next(reading.body)
    assert _frame_at(passage, passage.text.index("12 May")) == "activity"


def test_an_announcement_speaks_of_its_own_activity():
    reading = _read(
        "A conference on wells will open in Osh on 20 May.", "It will bring together thirty engineers."
    )
    assert {s.frame for p in reading.passages for s in p.statements} == {"activity"}


@pytest.mark.parametrize(
    ("title", "first", "kind"),
    [
        ("Chairperson condemns attack on school", "The Chairperson today condemned the attack.", "statement"),
        ("OSCE mourns colleague", "Our colleague passed away on Friday.", "statement"),
        ("Representative calls for new media law", "The draft contains vague words.", "statement"),
        ("Secretary General welcomes ceasefire", "The Secretary General welcomed the news.", "statement"),
        ("Daily report 7/2019", "The monitors recorded 12 explosions.", "monitoring"),
        ("Latest from the Mission", "Based on information as of 19:30.", "monitoring"),
        (
            "Vote calm but count slow, observers say",
            "Polls were well run, international observers concluded today.",
            "monitoring",
        ),
        (
            "Courts still slow, finds OSCE Centre",
            "Courts take a year to decide, its latest trial monitoring report says.",
            "monitoring",
        ),
        (
            "ODIHR opens election observation mission in Malta",
            "The mission was formally opened today in Valletta.",
            "monitoring",
        ),
        ("Mission seeks a driver", "The Mission is looking for a driver.", "other"),
        ("New Head of Office takes up duties", "She came to Osh on Monday.", "other"),
        ("A conversation with an engineer", "What do you do?", "other"),
    ],
)
def test_pages_without_an_activity(title, first, kind):
    reading = _read(first, title=title)
    stance = find_stance(reading.page, reading.passages)
    assert stance is not None
    assert stance.kind == kind
    assert {s.frame for p in reading.passages for s in p.statements} == {"background"}


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [("Statement", "statement"), ("Daily report", "monitoring"), ("Interview", "other")],
)
def test_a_printed_content_type_decides(content_type, kind):
    reading = _read(_FIRST, content_type=content_type)
    stance = find_stance(reading.page, reading.passages)
    assert stance is not None
    assert stance.kind == kind


@pytest.mark.parametrize(
    ("title", "first"),
    [
        (
            "Deputy Minister praises Mission",
            "The Deputy Minister visited Osh today and met the Head of Mission.",
        ),
        ("Judges call for clearer law", "Judges called for a clearer law at a round table in Osh on 3 May."),
        ("Mission stresses need for wells", "The need for wells was discussed at a workshop in Osh."),
        ("OSCE welcomes students", "Thirty students were welcomed to a summer school in Osh on 3 May."),
        (
            "Course on applying for grants",
            "At a course in Osh, clerks learned how to write a call for projects.",
        ),
        ("OSCE trains international observers", "The Office trained 30 observers in Osh on 3 and 4 May."),
        ("Report finds courts slow", "A monitoring report was presented at a round table in Osh on 3 May."),
        ("Violence against women condemned", "A campaign against violence was launched in Osh today."),
    ],
)
def test_what_is_said_on_an_occasion_is_an_activity(title, first):
    reading = _read(first, title=title)
    assert find_stance(reading.page, reading.passages) is None

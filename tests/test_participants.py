"""Counts of participants and of people reached, phrase by phrase."""

from __future__ import annotations

from typing import Any

import pytest
from invented import page_of, read_cases

from osce_extract.facts import Hints, cumulative, participants
from osce_extract.facts.reading import Reading, read_page

_OPENING = (
    "A three-day course for local officials was held in Osh from 3 to 5 March 2025"
    " by the OSCE Programme Office in Bishkek."
)


def _cases(name: str) -> list[Any]:
    return [pytest.param(case, id=f"{case['family']}: {case['text'][:50]}") for case in read_cases(name)]


def _read(text: str, title: str = "OSCE course held in Osh", opening: str = _OPENING) -> Reading:
    return read_page(page_of(opening, text, title=title, issued_on="2025-03-06"), Hints())


_PARTICIPANTS = (
    "participants.toml",
    "participants_hard.toml",
    "participants_places.toml",
    "participants_forms.toml",
    "participants_kinds.toml",
)


@pytest.mark.parametrize("case", [case for name in _PARTICIPANTS for case in _cases(name)])
def test_participants(case: dict[str, Any]) -> None:
    found = participants.read(_read(case["text"], opening=case.get("opening", _OPENING))).facts
    said = {"total": found[0].total, "women": found[0].women, "men": found[0].men} if found else {}
    assert {key: value for key, value in said.items() if value is not None} == {
        key: case[key] for key in ("total", "women", "men") if key in case
    }
    if found:
        assert found[0].qualifier == case.get("qualifier")


@pytest.mark.parametrize("case", _cases("cumulative.toml"))
def test_cumulative(case: dict[str, Any]) -> None:
    found = cumulative.read(_read(case["text"])).facts
    assert [fact.count for fact in found] == case["counts"]
    if "period" in case:
        assert found[0].period == case["period"]


def test_evidence_names_what_each_span_gives() -> None:
    [fact] = participants.read(
        _read("Thirty-one officers (12 women and 19 men) attended, 9 of them online.")
    ).facts
    assert (fact.evidence.text, fact.evidence.rule) == ("Thirty-one officers", "count-before-verb")
    assert [(e.text, e.rule) for e in fact.more_evidence] == [
        ("12 women", "women-of-count"),
        ("19 men", "men-of-count"),
    ]
    assert [(group.count, group.evidence.text) for group in fact.groups] == [(9, "9")]


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("Six trainers fed new clues into the game.", "Six trainers", "trainers"),
        ("It was open to 410 applicants.", "410 applicants", "applicants"),
        ("Since 2013, more than 900 students have taken part.", "more than 900 students", "project"),
        ("“We trained 300 officers,” she said.", "300 officers", "somebody says"),
    ],
)
def test_a_refused_count_says_why(text: str, words: str, reason: str) -> None:
    rejected = participants.read(_read(text)).rejected
    assert [(r.evidence.text, reason in r.reason) for r in rejected] == [(words, True)]


def test_a_sentence_full_of_numbers_is_a_table() -> None:
    table = ", ".join(f"{n} judges" for n in range(100, 4000))
    assert participants.read(_read(f"The court heard {table}.")).facts == ()


def test_the_body_holds_where_the_title_says_otherwise() -> None:
    reading = _read("Eighteen notaries attended.", title="Twenty notaries attend OSCE course in Osh")
    assert participants.read(reading).facts[0].total == 18


def test_the_title_speaks_where_the_body_is_silent() -> None:
    reading = _read("They discussed wills.", title="Twenty notaries attend OSCE course in Osh")
    assert participants.read(reading).facts[0].total == 20

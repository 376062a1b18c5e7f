"""Two dates of an activity that belong together: its beginning and its end, or two days in a row."""

from __future__ import annotations

from datetime import timedelta

from osce_extract.facts.dating import Candidate
from osce_extract.facts.events import find_events
from osce_extract.facts.joints import are_of_two_towns
from osce_extract.text.dates import PartialDate

__all__ = ["are_neighbours", "is_before", "pair", "shift"]

# A year without a leap day, for counting days where the page gives no year.
_NO_YEAR = 2001


def pair(chosen: list[Candidate]) -> tuple[Candidate, Candidate] | None:
    """Find one phrase for the beginning and one for the end: "opened on Tuesday and closed on Friday"."""
    if len(chosen) != 2 or any(len(c.dates) != 1 for c in chosen):
        return None
    if _session(chosen[0]) == "first" and _session(chosen[1]) == "last" and _is_long_series(chosen[0]):
        return chosen[0], chosen[1]
    for first, last in (chosen, reversed(chosen)):
        is_begun = first.part == "start" if first.is_one_day else not first.is_serial
        is_ended = last.is_one_day and last.part == "end"
        if is_begun and is_ended and is_before(first.dates[0].end, last.dates[0].start):
            return first, last
    return None


def _session(candidate: Candidate) -> str:
    """Read which session of a series a day is that of: "the first on 3 May"."""
    before = [token.lower for token in candidate.statement.tokens if token.end <= candidate.phrase.start]
    return next((word for word in reversed(before[-3:]) if word in {"first", "last"}), "")


def _is_long_series(candidate: Candidate) -> bool:
    """Tell whether there are sessions between the first and the last."""
    words = {token.lower for token in candidate.statement.tokens}
    events = find_events(candidate.passage, candidate.statement)
    return any(e.word.is_plural and e.is_noun for e in events) and not words & {"two", "both"}


def are_neighbours(chosen: list[Candidate]) -> bool:
    """Tell whether two days follow one another: "On Monday they sat, on Tuesday they judged"."""
    if len(chosen) != 2 or not all(c.is_one_day for c in chosen):
        return False
    first, last = chosen
    if first.passage is not last.passage or shift(first.dates[0].start, 1) != last.dates[0].start:
        return False
    if first.part == "end" or last.part == "start":
        return False
    if first.part == "start" and first.statement.start != last.statement.start:
        return False
    if first.statement is last.statement and are_of_two_towns(first.statement, first.phrase, last.phrase):
        return False
    # Each of several courses has a day of its own.
    events = [e for statement in first.passage.statements for e in find_events(first.passage, statement)]
    return not any(e.word.is_plural and e.is_noun and not e.is_modifier for e in events)


def shift(day: PartialDate, days: int) -> PartialDate | None:
    """The date so many days later."""
    known = day._replace(year=day.year or _NO_YEAR).as_day
    if known is None:
        return None
    shifted = PartialDate.of(known + timedelta(days=days))
    return shifted if day.year else shifted._replace(year=None)


def is_before(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Tell whether the first date lies before the second; not where only one of them has a year."""
    if one is None or other is None or (one.year is None) != (other.year is None):
        return False
    return tuple(part or 0 for part in one) < tuple(part or 0 for part in other)

"""Other activities that have days of their own: "The Centre held a seminar for 28 officials in May"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from osce_extract.facts.events import Event, find_events
from osce_extract.facts.passages import Frame, Passage, Statement
from osce_extract.text.dates import PartialDate, RelativeDate

__all__ = ["Window", "find_window", "frame_of_days"]

# What lies so far from the activity's days is no part of it.
_NEAR = timedelta(days=14)
# Without a year a date is that of the nearest year.
_HALF_YEAR = timedelta(days=183)
_MONTH = 31
# Determiners and adjectives of a noun phrase, back from its noun.
_PHRASE = 6
_LIMITS = frozenset(", ; : ( of in on at by to from for with and or that which was were is are".split())
_INDEFINITE = frozenset({"a", "an", "another"})
# Words of a sentence that may tell of days to come.
_FORETELLING = frozenset("due expected next plans planned scheduled shall to will would".split())
_SEVERAL = frozenset({"cycle", "first", "second", "series"})


class Window(NamedTuple):
    """The first and the last day that a page's first paragraph gives."""

    first: date
    last: date


def find_window(passages: tuple[Passage, ...], day: date | None) -> Window | None:
    """Find the days of the first paragraph; None where it gives none, or tells of several activities.

    Args:
        passages: the page's.
        day: the day of writing.
    """
    opening = next((p for p in passages if p.source == "body" and p.paragraph == 0), None)
    if opening is None or day is None:
        return None
    days: list[date] = []
    for statement in opening.statements:
        if not _SEVERAL.isdisjoint(token.lower for token in statement.tokens):
            return None
        events = find_events(opening, statement)
        if any(event.word.strength == "strong" and event.word.is_plural for event in events):
            return None
        for span in _spans(statement, day):
            days += span
    return Window(min(days), max(days)) if days else None


def frame_of_days(passage: Passage, statement: Statement, window: Window, day: date) -> Frame | None:
    """The frame of a later sentence that names an activity anew, all of whose dates lie apart; else None."""
    if passage.paragraph in (None, 0) or not statement.dates:
        return None
    if any(isinstance(m, RelativeDate) for p in statement.dates for period in p.periods for m in period):
        return None
    spans = list(_spans(statement, day))
    # "In November, the Presence trained 60 notaries": a month at the head is that of all that follows.
    if not spans or not (_is_opened_by_date(statement) or _names_another(passage, statement)):
        return None
    if all(last < window.first - _NEAR for _, last in spans):
        return "earlier"
    # What lies between those days and the day of writing is news, not the future.
    return "later" if all(first > max(window.last + _NEAR, day) for first, _ in spans) else None


def _is_opened_by_date(statement: Statement) -> bool:
    phrase = next(iter(statement.dates), None)
    if phrase is None or phrase.start - statement.start > len("In "):
        return False
    return any(token.start == phrase.end and token.text == "," for token in statement.tokens)


def _spans(statement: Statement, day: date) -> Iterator[tuple[date, date]]:
    """The first and last day of each date of a statement; what only says "today" is the day of writing."""
    is_told = _is_opened_by_date(statement) and not _FORETELLING & {t.lower for t in statement.tokens}
    latest = day + _NEAR if is_told else None
    for phrase in statement.dates:
        if phrase.lead == "since":
            continue
        for period in phrase.periods:
            first, last = (_days_of(moment, day, latest) for moment in (period.first, period.last))
            if first and last:
                yield first[0], last[1]


def _days_of(
    moment: PartialDate | RelativeDate | None, day: date, latest: date | None
) -> tuple[date, date] | None:
    """The days of a date; without a year it is no later than `latest`, where nothing foretells."""
    if isinstance(moment, RelativeDate):
        return day, day
    if moment is None or moment.month is None:
        return None
    first = _make_day(moment.year or day.year, moment.month, moment.day or 1)
    if first is None:
        return None
    if moment.year is None and abs(first - day) > _HALF_YEAR:
        first = _make_day(day.year + (1 if first < day else -1), moment.month, moment.day or 1) or first
    if moment.year is None and latest and first > latest:
        first = _make_day(first.year - 1, moment.month, moment.day or 1) or first
    return first, first if moment.day else first + timedelta(days=_MONTH - 1)


def _make_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _names_another(passage: Passage, statement: Statement) -> bool:
    """Whether all activities that the statement names are new to the page: "a seminar", "the Guild's"."""
    events = [
        event
        for event in find_events(passage, statement)
        if event.is_noun and event.word.kind and not event.is_modifier
    ]
    return bool(events) and all(_is_new(statement, event) for event in events)


def _is_new(statement: Statement, event: Event) -> bool:
    before = [token for token in statement.tokens if token.end <= event.start][-_PHRASE:]
    for token in reversed(before):
        if token.lower in _INDEFINITE or token.lower in ("'s", "’s"):
            return True
        if token.lower in _LIMITS:
            return False
    return False

"""Words in, the days of the calendar that begin at one of them out: "3, 5 and 7 March", "May 30–June 2"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from osce_extract.text.dates import Moment, PartialDate, Period
from osce_extract.text.tokens import Token

__all__ = [
    "DASHES",
    "MONTHS",
    "ORDINALS",
    "TO",
    "WEEKDAYS",
    "PeriodsRead",
    "Words",
    "read_bare_days",
    "read_days",
    "read_month",
    "read_year",
]

Words = Sequence[Token]

_MONTH_NAMES = "january february march april may june july august september october november december".split()
_WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS: Mapping[str, int] = MappingProxyType(
    {name: i for i, name in enumerate(_MONTH_NAMES, 1)}
    | {name[:3]: i for i, name in enumerate(_MONTH_NAMES, 1) if len(name) > 4}
    | {"sept": 9}
)
WEEKDAYS: Mapping[str, int] = MappingProxyType({name: i for i, name in enumerate(_WEEKDAY_NAMES)})
DASHES = frozenset("-–—‑−‒")
TO = DASHES | {"to", "until", "till", "through", "untill"}
_AND = frozenset({"and", "&"})
_BEHIND_DAYS = frozenset("and in at by for when the with to while after before".split())
_NO_YEAR = 2001
# Longer lists of days are tables.
_LONGEST_LIST = 12
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_UNITS = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS = (
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
    " twentieth"
).split()
ORDINALS: Mapping[str, int] = MappingProxyType(
    {word: i for i, word in enumerate([*_UNITS, *_TEENS], 1)}
    | {f"twenty-{word}": 20 + i for i, word in enumerate(_UNITS, 1)}
    | {"thirtieth": 30, "thirty-first": 31}
)
# A number behind one of these is no day: "Article 3", "No. 5", "EUR 20".
_NUMBERED = frozenset({"no", "nos", "article", "articles", "section", "chapter", "page", "phase", "number"})
_NUMBERED_MARKS = frozenset("€$£#№")


class PeriodsRead(NamedTuple):
    """What was read, and the index of the word behind it."""

    periods: tuple[Period, ...]
    after: int


class _Span(NamedTuple):
    first: int
    last: int


class _Days(NamedTuple):
    spans: tuple[_Span, ...]
    after: int


class _Dated(NamedTuple):
    spans: tuple[_Span, ...]
    month: int
    year: int | None
    after: int

    @property
    def is_one_day(self) -> bool:
        return len(self.spans) == 1 and self.spans[0].first == self.spans[0].last


def read_days(words: Words, i: int, lead: str = "") -> PeriodsRead | None:
    """Read the days that begin at word `i`; `lead` is the preposition before it.

    Days that follow one another are one period, others one each: "13 and 14 May", "3 and 17 March".
    """
    first = _read_dated(words, i, lead)
    if first is None:
        return None
    until = _skip_to(words, first.after + (_lower(words, first.after) == ","), lead)
    second = _read_dated(words, until, "") if until is not None and first.is_one_day else None
    if second is not None and second.is_one_day:
        return PeriodsRead((_join(first, second),), second.after)
    if _has_gap(first, until, second):
        return None
    return _read_more(words, first)


def _read_more(words: Words, first: _Dated) -> PeriodsRead:
    """Read on behind "and": "28 February and 1 March" is one period, "4 May and 7 June" are two."""
    more = _read_dated(words, first.after + 1, "") if _lower(words, first.after) in _AND else None
    if more is None:
        return PeriodsRead(_periods(first), first.after)
    if first.year is None and more.year is not None:
        first = first._replace(year=more.year - (first.month > more.month))
    elif more.year is None and first.year is not None:
        more = more._replace(year=first.year + (more.month < first.month))
    periods = [*_periods(first), *_periods(more)]
    at = len(_periods(first))
    before, behind = periods[at - 1], periods[at]
    if _follows(before.last, behind.first):
        periods[at - 1 : at + 1] = [Period(before.first, behind.last)]
    return PeriodsRead(tuple(periods), more.after)


def _follows(one: Moment, other: Moment) -> bool:
    if not isinstance(one, PartialDate) or not isinstance(other, PartialDate):
        return False
    # A year without a leap day stands in where none is given.
    days = [date._replace(year=date.year or _NO_YEAR).as_day for date in (one, other)]
    return days[0] is not None and days[1] is not None and days[1] - days[0] == timedelta(days=1)


class BareDays(NamedTuple):
    """Days of a month that is told elsewhere, as first and last of each run; the index of the word behind."""

    spans: tuple[tuple[int, int], ...]
    after: int

    @property
    def first(self) -> int:
        """The first day."""
        return self.spans[0][0]

    @property
    def last(self) -> int:
        """The last day."""
        return self.spans[-1][1]


def read_bare_days(words: Words, i: int) -> BareDays | None:
    """Read "the 30th", "the 3rd, 4th and 5th", or "5 and 6" behind "on", where they could count nothing."""
    ordinal = _lower(words, i) == "the" and _lower(words, i + 2) in _ORDINALS
    if not ordinal and _lower(words, i - 1) != "on":
        return None
    start = _read_day(words, i)
    # "on the fifth and last day" counts days.
    if start is None or (not words[start[1] - 1].is_number and words[start[1] - 1].lower not in _ORDINALS):
        return None
    first, after = start
    last = first
    joint = _skip_to(words, after, "between")
    end = _read_day(words, joint) if joint is not None else None
    if end is not None and end[0] == first + 1:
        last, after = end
    spans, after = _read_ordinals(words, [(first, last)], after)
    # "on 5, 6 and 7 and in Osh on 9 March"
    listed = _read_day_list(words, i, "on") if not ordinal and _lower(words, start[1]) == "," else None
    if listed is not None and listed.after > after:
        spans, after = [(span.first, span.last) for span in _runs(listed.spans)], listed.after
    behind = words[after] if after < len(words) else None
    if behind is not None and behind.is_word and behind.lower not in _BEHIND_DAYS:
        return None
    is_end = behind is None or behind.is_word or behind.text in ",.;:)–—"
    return BareDays(tuple(spans), after) if is_end else None


def _read_ordinals(
    words: Words, spans: list[tuple[int, int]], after: int
) -> tuple[list[tuple[int, int]], int]:
    """Read on in "3rd, 4th and 5th"; an article begins a list of its own."""
    while (joint := _read_joint(words, after)) is not None and _lower(words, joint + 1) in _ORDINALS:
        item = _read_day(words, joint)
        if item is None or item[0] <= spans[-1][1]:
            break
        if item[0] == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], item[0])
        else:
            spans.append((item[0], item[0]))
        after = item[1]
    return spans, after


def read_month(words: Words, i: int) -> int | None:
    """Tell which month's name word `i` is; months are written with a capital."""
    if i >= len(words) or not words[i].is_capitalized:
        return None
    return MONTHS.get(words[i].lower)


def read_year(words: Words, i: int) -> int | None:
    """Tell which year word `i` is: four digits of the last or this century."""
    if i >= len(words) or len(words[i].text) != 4 or not words[i].text.isdecimal():
        return None
    year = int(words[i].text)
    return year if 1900 <= year <= 2099 else None


def _has_gap(first: _Dated, until: int | None, second: _Dated | None) -> bool:
    # "from 5 May to 12 and 14 June" is not understood: better nothing than its first half.
    return first.is_one_day and until is not None and second is not None and not second.is_one_day


def _read_dated(words: Words, i: int, lead: str) -> _Dated | None:
    return _read_day_first(words, i, lead) or _read_month_first(words, i, lead)


def _read_day_first(words: Words, i: int, lead: str) -> _Dated | None:
    days = _read_day_list(words, i, lead)
    if days is None or _is_numbered(words, i):
        return None
    at = days.after + (_lower(words, days.after) == "of")
    month = read_month(words, at)
    if month is None:
        return None
    at += 1 + _has_stop(words, at)
    year, after = _read_year_behind(words, at)
    return _Dated(days.spans, month, year, after) if _is_in_calendar(days.spans, month) else None


def _read_month_first(words: Words, i: int, lead: str) -> _Dated | None:
    if _lower(words, i) in WEEKDAYS:
        # "Thursday, May 24"
        i += 1 + (_lower(words, i + 1) == ",")
    month = read_month(words, i)
    if month is None:
        return None
    at = i + 1 + _has_stop(words, i)
    # "in mid-March (15–16)"
    is_bracketed = _lower(words, at) == "("
    at += is_bracketed or _lower(words, at) == "the"
    days = _read_day_list(words, at, lead, is_behind=True)
    if is_bracketed:
        return _read_bracketed(words, days, month)
    if days is None or _lower(words, days.after) in {":", "%", "per"}:
        return None
    year, after = _read_year_behind(words, days.after)
    # "In May 20 participants took part": behind "in" a number after a month counts something else.
    if year is None and lead in {"in", "since", "during"}:
        return None
    return _Dated(days.spans, month, year, after) if _is_in_calendar(days.spans, month) else None


def _read_bracketed(words: Words, days: _Days | None, month: int) -> _Dated | None:
    if days is None or _lower(words, days.after) != ")" or not _is_in_calendar(days.spans, month):
        return None
    return _Dated(days.spans, month, None, days.after + 1)


def _has_stop(words: Words, i: int) -> bool:
    return words[i].lower not in _MONTH_NAMES and _lower(words, i + 1) == "."


def _read_year_behind(words: Words, i: int) -> tuple[int | None, int]:
    at = i + (_lower(words, i) in {",", "of"})
    year = read_year(words, at)
    return (None, i) if year is None else (year, at + 1)


def _read_day_list(words: Words, i: int, lead: str, *, is_behind: bool = False) -> _Days | None:
    """Read "3, 5 and 7"; behind its month a list ends where a number or "the second" is no later day."""
    first = _read_day_span(words, i)
    if first is None:
        return None
    spans, after = [first.spans[0]], first.after
    closed = after
    pending: list[_Span] = []
    while (joint := _read_joint(words, after)) is not None and len(spans) + len(pending) < _LONGEST_LIST:
        item = _read_day_span(words, joint)
        if item is None or (is_behind and not _goes_on(words, joint, [*spans, *pending], item)):
            break
        # "on May 14 and 15, and 29 to Talas"
        if is_behind and closed > first.after and _lower(words, joint - 2) == ",":
            break
        pending.append(item.spans[0])
        # "6, 13 and 20": commas alone join no days, only a list that "and" closes.
        if _AND & {_lower(words, joint - 1), _lower(words, joint - 2)}:
            spans += pending
            pending = []
            closed = item.after
        after = item.after
    if pending and not is_behind:
        return None
    if any(b.first <= a.last for a, b in pairwise(spans)):
        return None
    if lead == "between" and len(spans) == 2 and all(s.first == s.last for s in spans):
        spans = [_Span(spans[0].first, spans[1].first)]
    return _Days(tuple(spans), closed)


def _goes_on(words: Words, i: int, spans: list[_Span], item: _Days) -> bool:
    """Tell whether a day goes on with a list behind its month: not in "May 16 and 17, the second in Osh"."""
    is_spelled = _lower(words, i) == "the" and not words[i + 1].is_number
    return not is_spelled and item.spans[0].first > spans[-1].last


def _read_joint(words: Words, i: int) -> int | None:
    at = i + (_lower(words, i) == ",")
    if _lower(words, at) in _AND:
        # "from 2 to 4 and from 15 to 18 July"
        return at + 1 + (_lower(words, at + 1) in {"on", "from"})
    return at if at > i else None


def _read_day_span(words: Words, i: int) -> _Days | None:
    start = _read_day(words, i)
    if start is None:
        return None
    day, after = start
    until = after + 1 if _lower(words, after) == "/" else _skip_to(words, after, "")
    end = None if until is None else _read_day(words, until)
    if end is not None and end[0] > day:
        return _Days((_Span(day, end[0]),), end[1])
    return _Days((_Span(day, day),), after)


def _read_day(words: Words, i: int) -> tuple[int, int] | None:
    if _lower(words, i) in WEEKDAYS:
        i += 1 + (_lower(words, i + 1) == ",")
    i += _lower(words, i) == "the"
    if _lower(words, i) in ORDINALS and _lower(words, i - 1) == "the":
        return ORDINALS[_lower(words, i)], i + 1
    if i >= len(words) or not words[i].text.isdecimal() or len(words[i].text) > 2:
        return None
    day = int(words[i].text)
    if not 1 <= day <= 31:
        return None
    return day, i + 1 + (_lower(words, i + 1) in _ORDINALS and words[i + 1].start == words[i].end)


def _skip_to(words: Words, i: int, lead: str) -> int | None:
    word = _lower(words, i)
    if word in TO or (lead == "between" and word in _AND):
        return i + 1
    return None


def _is_numbered(words: Words, i: int) -> bool:
    if i == 0:
        return False
    before = words[i - 1]
    if before.lower == "." and i > 1:
        before = words[i - 2]
        return before.lower in {"no", "nos", "art"}
    return before.lower in _NUMBERED or before.text in _NUMBERED_MARKS


def _is_in_calendar(spans: tuple[_Span, ...], month: int) -> bool:
    longest = 29 if month == 2 else 30 if month in {4, 6, 9, 11} else 31
    return all(span.last <= longest for span in spans)


def _join(first: _Dated, second: _Dated) -> Period:
    turns = first.month > second.month
    start_year, end_year = first.year, second.year
    if start_year is None and end_year is not None:
        start_year = end_year - turns
    elif end_year is None and start_year is not None:
        end_year = start_year + turns
    return Period(
        PartialDate(start_year, first.month, first.spans[0].first),
        PartialDate(end_year, second.month, second.spans[0].first),
    )


def _runs(spans: tuple[_Span, ...]) -> list[_Span]:
    """Days that follow one another as one span."""
    merged: list[_Span] = []
    for span in spans:
        if merged and span.first == merged[-1].last + 1:
            merged[-1] = _Span(merged[-1].first, span.last)
        else:
            merged.append(span)
    return merged


def _periods(dated: _Dated) -> tuple[Period, ...]:
    return tuple(
        Period(PartialDate(dated.year, dated.month, a), PartialDate(dated.year, dated.month, b))
        for a, b in _runs(dated.spans)
    )


def _lower(words: Words, i: int) -> str:
    return words[i].lower if 0 <= i < len(words) else ""

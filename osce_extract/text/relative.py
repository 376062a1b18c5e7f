"""Words in, the dates told by their distance from the day of writing out: "today", "Thursday last week"."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType

from osce_extract.text.dates import Moment, Period, RelativeDate, Unit
from osce_extract.text.dayphrases import TO, WEEKDAYS, PeriodsRead, Words

__all__ = ["COUNTED_UNITS", "COUNTS", "RELATIVE_OPENERS", "read_relative"]

_DAYS: Mapping[str, int] = MappingProxyType({"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1})
_SHIFTS: Mapping[str, int] = MappingProxyType(
    {"this": 0, "last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}
)
_UNITS: Mapping[str, Unit] = MappingProxyType(
    {"week": "week", "month": "month", "year": "year", "weekend": "weekend"}
)
_PARTS_OF_DAY = frozenset({"morning", "afternoon", "evening", "night"})
_STRETCHES = frozenset({"over", "during", "for", "in", "within", "throughout", "these"})
_AND = frozenset({"and", "&"})
COUNTS: Mapping[str, int] = MappingProxyType(
    {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
)
# What stands behind a number that begins a relative date: "two weeks ago".
COUNTED_UNITS = frozenset(unit + ending for unit in ("day", *_UNITS) for ending in ("", "s"))
# The words that a relative date may begin with.
RELATIVE_OPENERS = frozenset({"following", "weekend", *WEEKDAYS, *_DAYS, *_SHIFTS, *COUNTS})


def read_relative(words: Words, i: int) -> PeriodsRead | None:
    """Read the relative date that begins at word `i`."""
    lower = words[i].lower
    counted = _read_counted(words, i)
    if counted is not None:
        return counted
    if lower in _DAYS:
        return _read_day(words, i)
    if lower in _SHIFTS:
        return _read_shifted(words, i, _SHIFTS[lower])
    if lower in WEEKDAYS and words[i].is_capitalized:
        # "every Monday", "the first Monday of each month"
        is_repeated = _word(words, i - 1) in {"every", "each", "first", "second", "third", "fourth"}
        return None if is_repeated else _read_weekdays(words, i, None)
    if lower in {"week", "month", "year", "weekend"} and _word(words, i - 1) == "the":
        # "over the weekend"; "the week" and "the weekend of 9 March" are no dates by themselves.
        is_date = lower == "weekend" and _word(words, i + 1) != "of"
        return _only(RelativeDate("weekend", None), i + 1) if is_date else None
    return _read_ago(words, i)


def _read_day(words: Words, i: int) -> PeriodsRead:
    """Read "today", and "yesterday and today" as one period."""
    shift = {"before": -1, "after": 1}.get(_word(words, i - 1), 0) if _word(words, i - 2) == "day" else 0
    first = RelativeDate("day", _DAYS[words[i].lower] + shift)
    if (
        tuple(_word(words, i + k) for k in (2, 3, 4)) == ("the", "day", "before")
        and _word(words, i + 1) in _AND
    ):
        return PeriodsRead((Period(RelativeDate("day", (first.offset or 0) - 1), first),), i + 5)
    next_day = _DAYS.get(_word(words, i + 2)) if _word(words, i + 1) in _AND else None
    if next_day is not None and next_day == (first.offset or 0) + 1:
        return PeriodsRead((Period(first, RelativeDate("day", next_day)),), i + 3)
    return _only(first, i + 1)


def _read_shifted(words: Words, i: int, shift: int) -> PeriodsRead | None:
    """Read "this week", "last Friday", "this morning", "last three days"."""
    following = _word(words, i + 1)
    if (
        shift < 0
        and _is_stretch(words, i)
        and following in COUNTS
        and _word(words, i + 2) == "days"
        and _word(words, i + 3) != "of"
    ):
        days = Period(RelativeDate("day", 1 - COUNTS[following]), RelativeDate("day", 0))
        return PeriodsRead((days,), i + 3)
    if words[i].lower == "last" and following in {"night", "evening"}:
        return _only(RelativeDate("day", -1), i + 2)
    if following in _UNITS and _word(words, i + 2) not in {"'s", "of"}:
        return _only(RelativeDate(_UNITS[following], shift), i + 2)
    if following in WEEKDAYS and words[i + 1].is_capitalized:
        is_last = words[i].lower == "last"
        weekdays = _read_weekdays(words, i + 1, None if is_last else shift)
        return _in_past(weekdays) if is_last else weekdays
    if shift == 0 and following in _PARTS_OF_DAY:
        return _only(RelativeDate("day", 0), i + 2)
    return None


def _in_past(read: PeriodsRead | None) -> PeriodsRead | None:
    """Weekdays behind "last", none of which is the day of writing."""
    if read is None:
        return None
    periods = tuple(Period(*(_before_today(moment) for moment in period)) for period in read.periods)
    return PeriodsRead(periods, read.after)


def _before_today(moment: Moment) -> Moment:
    return moment._replace(is_past=True) if isinstance(moment, RelativeDate) else moment


def _is_stretch(words: Words, i: int) -> bool:
    """Tell "over the last three days" from the last three days of something else."""
    before = _word(words, i - 2) if _word(words, i - 1) == "the" else _word(words, i - 1)
    return before in _STRETCHES


def _read_weekdays(words: Words, i: int, offset: int | None) -> PeriodsRead | None:
    """Read "Tuesday", "Thursday and Friday last week", "from Monday to Wednesday"."""
    days = [WEEKDAYS[words[i].lower]]
    after = _skip_part_of_day(words, i + 1)
    ranged = _word(words, i - 1) == "between"
    while len(days) < 7 and _word(words, after) in _AND | TO | {","}:
        at = after + 1 + (_word(words, after) == "," and _word(words, after + 1) in _AND)
        if _word(words, at) not in WEEKDAYS:
            break
        ranged = ranged or _word(words, after) in TO
        days.append(WEEKDAYS[words[at].lower])
        after = _skip_part_of_day(words, at + 1)
    at = after + (_word(words, after) == "of")
    if _word(words, at) in _SHIFTS and _word(words, at + 1) == "week":
        offset, after = _SHIFTS[_word(words, at)], at + 2
    return PeriodsRead(_weekday_periods(days, offset, ranged=ranged), after)


def _weekday_periods(days: list[int], offset: int | None, *, ranged: bool) -> tuple[Period, ...]:
    dates = [RelativeDate("weekday", offset, day) for day in days]
    follows = all(b == (a + 1) % 7 for a, b in pairwise(days))
    if len(dates) > 1 and (ranged or follows):
        return (Period(dates[0], dates[-1]),)
    return tuple(Period(date, date) for date in dates)


def _read_ago(words: Words, i: int) -> PeriodsRead | None:
    count = COUNTS.get(words[i].lower)
    unit = _word(words, i + 1).removesuffix("s")
    if count is None or _word(words, i + 2) != "ago":
        return None
    if unit == "week" and _word(words, i + 3) == "today":
        return _only(RelativeDate("day", -7 * count), i + 4)
    if unit == "day":
        return _only(RelativeDate("day", -count), i + 3)
    if unit in _UNITS:
        return _only(RelativeDate(_UNITS[unit], -count), i + 3)
    return None


def _read_counted(words: Words, i: int) -> PeriodsRead | None:
    """Read what is counted from a date told before: "the following Friday", "a week later"."""
    following = _word(words, i + 1)
    if words[i].lower in {"following", "next"} and _word(words, i - 1) == "the":
        if following in WEEKDAYS:
            return _only(RelativeDate("weekday", None, WEEKDAYS[following], is_counted=True), i + 2)
        if following == "day" and _word(words, i + 2) not in {"of", "'s"}:
            return _only(RelativeDate("day", 1, is_counted=True), i + 2)
        return None
    count = COUNTS.get(words[i].lower)
    unit = following.removesuffix("s")
    if count is None or unit not in {"day", "week"} or _word(words, i + 2) != "later":
        return None
    # "one week later, on the 11th" tells the day itself.
    at = i + 3 + (_word(words, i + 3) == ",")
    if _word(words, at) in {"on", "from"}:
        return None
    return _only(RelativeDate("day", count * (7 if unit == "week" else 1), is_counted=True), i + 3)


def _skip_part_of_day(words: Words, i: int) -> int:
    return i + (_word(words, i) in _PARTS_OF_DAY)


def _only(date: RelativeDate, after: int) -> PeriodsRead:
    return PeriodsRead((Period(date, date),), after)


def _word(words: Words, i: int) -> str:
    return words[i].lower if 0 <= i < len(words) else ""

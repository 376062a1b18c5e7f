"""The day a page was written, and the year of a date that is printed without one."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
from msgspec.structs import replace

from osce_extract.facts.clauses import is_about_activity
from osce_extract.facts.model import YearFrom
from osce_extract.facts.passages import Passage, Statement
from osce_extract.facts.reading import Reading
from osce_extract.text.calendar import DatePhrase
from osce_extract.text.dates import PartialDate, Period, RelativeDate, resolve_period
from osce_extract.vocab.datecues import date_cues

__all__ = ["Anchor", "Dated", "find_anchor", "resolve_counted", "resolve_phrase", "step_back"]

# A year without a leap day, for counting days where the page gives no year.
_NO_YEAR = 2001
_PROGRAMMES = frozenset({"programme", "series", "season", "cycle", "calendar"})
# News of the past is at most so much older than the page; a later date is ahead of it.
_AHEAD = timedelta(days=45)
_FRESH = timedelta(days=60)
_LONG_AGO = timedelta(days=180)


class Anchor(msgspec.Struct, frozen=True):
    """What the dates of a page are read against.

    Attributes:
        day: the day of writing; in a year of no meaning where `has_year` is false.
        source: what gave it.
        has_year: whether its year is known.
        told: days that the page tells in full somewhere, as month, day and year.
        year: a year that binds the activity where no day of writing is known.
        year_source: what gave that.
    """

    day: date | None = None
    source: YearFrom | None = None
    has_year: bool = True
    told: tuple[PartialDate, ...] = ()
    year: int | None = None
    year_source: YearFrom | None = None


class Dated(msgspec.Struct, frozen=True):
    """A period with its dates resolved, and what decided their year."""

    start: PartialDate
    end: PartialDate
    year_from: YearFrom | None


def find_anchor(reading: Reading) -> Anchor:
    """Find what the page's dates are read against."""
    told = {
        moment
        for passage in reading.passages
        for statement in passage.statements
        for phrase in statement.dates
        for moment in (phrase.periods[-1].last,)
        if isinstance(moment, PartialDate) and moment.year is not None and moment.day is not None
    }
    return replace(_find_anchor(reading), told=tuple(sorted(told)))


def _find_anchor(reading: Reading) -> Anchor:
    """Find the day of writing, else a year, in the codebook's order: dateline, page, body, caller."""
    page, hints = reading.page, reading.hints
    dateline = PartialDate.parse(page.dateline.date) if page.dateline and page.dateline.date else None
    is_callers = page.issued_on_from == "caller"
    issued = _day(None if is_callers else page.issued_on)
    if dateline and dateline.as_day:
        return Anchor(dateline.as_day, "dateline")
    told = _day(page.issued_on if is_callers else None) or _day(hints.issued_on) or _day(hints.reference_date)
    if dateline and dateline.month and dateline.day:
        year, source = _dateline_year(dateline, issued, told, reading.passages)
        day = PartialDate(year or _NO_YEAR, dateline.month, dateline.day).as_day
        if day:
            return Anchor(day, source, has_year=year is not None)
    if issued:
        return Anchor(issued, "issued_on")
    year = _find_body_year(reading.passages)
    if year is not None:
        return Anchor(year=year, year_source="body")
    return Anchor(told, "caller") if told else Anchor()


def _dateline_year(
    dateline: PartialDate, issued: date | None, told: date | None, passages: tuple[Passage, ...]
) -> tuple[int | None, YearFrom]:
    """The year of a dateline without one: from the page's day, words in the body, the caller's day."""
    if issued:
        return _nearest_year(dateline, issued), "issued_on"
    year = _find_body_year(passages)
    if year is not None:
        return year, "body"
    return (_nearest_year(dateline, told), "caller") if told else (None, "dateline")


def resolve_counted(phrase: DatePhrase, before: Dated) -> tuple[Dated, ...]:
    """Tell the dates of "the following Friday" or "four days later", counted from a date told before."""
    day = before.end._replace(year=before.end.year or _NO_YEAR).as_day
    is_weekday = any(isinstance(m, RelativeDate) and m.unit == "weekday" for m in phrase.periods[0])
    if day is None or (before.end.year is None and is_weekday):
        return ()
    first, last = resolve_period(phrase.periods[0], day)
    year = before.end.year and first.year
    return (Dated(first._replace(year=year), last._replace(year=year), before.year_from),)


def resolve_phrase(
    phrase: DatePhrase, statement: Statement, anchor: Anchor, *, ahead: bool
) -> tuple[Dated, ...]:
    """Tell the dates of a phrase; relative ones without a day of writing have none."""
    found: list[Dated] = []
    for period in phrase.periods:
        dated = _resolve(period, statement, anchor, ahead=ahead)
        if dated is None or _runs_back(dated):
            continue
        # "31 December and 1 January" are neighbours only once their years are known.
        if found and _follows(found[-1].end, dated.start):
            dated = replace(dated, start=found.pop().start)
        found.append(dated)
    return tuple(found)


def _runs_back(dated: Dated) -> bool:
    first, last = dated.start.as_day, dated.end.as_day
    return first is not None and last is not None and last < first


def step_back(dates: tuple[Dated, ...], phrase: DatePhrase, end: Dated) -> tuple[Dated, ...]:
    """Put a bare weekday before the end told before it: "ended on Friday. It had begun on Monday"."""
    moment = phrase.periods[0].first
    is_bare = isinstance(moment, RelativeDate) and moment.unit == "weekday" and moment.offset is None
    days = dates[0].start.as_day, end.start.as_day
    if not is_bare or len(dates) != 1 or days[0] is None or days[1] is None or days[0] <= days[1]:
        return dates
    earlier = PartialDate.of(days[0] - timedelta(days=7))
    return (replace(dates[0], start=earlier, end=earlier),)


def _follows(one: PartialDate, other: PartialDate) -> bool:
    days = (one.as_day, other.as_day)
    return days[0] is not None and days[1] is not None and days[1] - days[0] == timedelta(days=1)


def _resolve(period: Period, statement: Statement, anchor: Anchor, *, ahead: bool) -> Dated | None:
    if isinstance(period.first, RelativeDate) or isinstance(period.last, RelativeDate):
        return _resolve_relative(period, anchor, ahead=ahead)
    first, last = period.first, period.last
    if last.year is not None or first.year is not None:
        return Dated(first, last, "text")
    year, source = _year_of(last, statement, anchor, ahead=ahead)
    if year is None:
        return Dated(first, last, None)
    turns = (first.month or 0) > (last.month or 0)
    if turns and anchor.day is not None and anchor.has_year:
        year = _nearest_year(last, anchor.day) or year
    return Dated(first._replace(year=year - turns), last._replace(year=year), source)


def _resolve_relative(period: Period, anchor: Anchor, *, ahead: bool) -> Dated | None:
    if anchor.day is None:
        return None
    if not anchor.has_year and any(isinstance(m, RelativeDate) and m.unit != "day" for m in period):
        return None
    first, last = resolve_period(period, anchor.day, ahead=ahead)
    if last.year is None and last.month is not None:
        last = last._replace(year=_year_by(last, anchor.day, ahead=True))
    if first.year is None and first.month is not None and last.year is not None:
        # "from 4 July until today"
        first = first._replace(year=last.year - (first.month > (last.month or 0)))
    if not anchor.has_year:
        return Dated(first._replace(year=None), last._replace(year=None), None)
    return Dated(first, last, anchor.source)


def _year_of(
    last: PartialDate, statement: Statement, anchor: Anchor, *, ahead: bool
) -> tuple[int | None, YearFrom | None]:
    near = None if _is_fresh(last, anchor) and not ahead else _neighbour_year(last, statement)
    # A law's full date in the sentence says nothing of an activity that the page reports years later.
    if near is not None and (anchor.day is None or abs(near - anchor.day.year) < 2):
        return near, "text"
    years = {day.year for day in anchor.told if (day.month, day.day) == (last.month, last.day)}
    if len(years) == 1 and anchor.day is None:
        return years.pop(), "text"
    if anchor.day is not None and anchor.has_year:
        return _year_by(last, anchor.day, ahead=ahead), anchor.source
    if anchor.year is not None:
        return anchor.year, anchor.year_source
    return None, None


def _is_fresh(last: PartialDate, anchor: Anchor) -> bool:
    """Tell whether the date, told in the year of writing, is some weeks old: it needs no other year."""
    if anchor.day is None or not anchor.has_year:
        return False
    day = _at(last, anchor.day.year)
    return day is not None and timedelta(0) <= anchor.day - day <= _FRESH


def _neighbour_year(last: PartialDate, statement: Statement) -> int | None:
    """The year of a full date in the same sentence: "on 7 July, the second on 9 July 2020"."""
    years = {
        moment.year
        for phrase in statement.dates
        if phrase.lead not in {"since", "of", "dated", "by"}
        and statement.frame_at(phrase.start) == statement.frame
        for moment in (phrase.periods[-1].last,)
        if isinstance(moment, PartialDate) and moment.year and moment.day and last.day
    }
    return years.pop() if len(years) == 1 else None


def _year_by(last: PartialDate, day: date, *, ahead: bool) -> int:
    """The year that makes the date fit the day of writing: December told in January is the year before."""
    this_year = _at(last, day.year)
    if this_year is None:
        # 29 February is of the leap year nearest before, or after where it is still to come.
        step = 1 if ahead else -1
        return next((y for y in range(day.year, day.year + 9 * step, step) if _at(last, y)), day.year)
    if not ahead and this_year > day + _AHEAD:
        return day.year - 1
    if ahead and this_year < day - _LONG_AGO:
        return day.year + 1
    return day.year


def _at(given: PartialDate, year: int) -> date | None:
    return PartialDate(year, given.month or 1, given.day or 1).as_day


def _nearest_year(given: PartialDate, reference: date) -> int | None:
    days = [(year, _at(given, year)) for year in (reference.year - 1, reference.year, reference.year + 1)]
    known = [(abs((day - reference).days), year) for year, day in days if day is not None]
    return min(known)[1] if known else None


def _day(iso: str | None) -> date | None:
    given = PartialDate.parse(iso) if iso else None
    return given.as_day if given else None


def _find_body_year(passages: tuple[Passage, ...]) -> int | None:
    """The only year that the page's words bind to the activity, or to the project's count for a year."""
    years = {
        year
        for passage in passages
        for statement in passage.statements
        if statement.frame in {"activity", "earlier"}
        for year in (
            _project_year(passage, statement),
            _edition_year(passage, statement),
            _series_year(passage, statement),
        )
        if year is not None
    }
    return years.pop() if len(years) == 1 else None


def _project_year(passage: Passage, statement: Statement) -> int | None:
    """Read the year of "In 2024, 300 cadets have been trained through this project"."""
    words = {token.lower for token in statement.tokens}
    is_perfect = bool(words & {"have", "has"}) and statement.tokens[0].lower in {"in", "during", "so"}
    if not is_perfect and not date_cues().bound.find(passage.text[statement.start : statement.end]):
        return None
    for phrase in statement.dates:
        last = phrase.periods[-1].last
        if phrase.lead in {"in", "of", "during"} and isinstance(last, PartialDate) and last.month is None:
            return last.year
    return None


def _edition_year(passage: Passage, statement: Statement) -> int | None:
    """Read the year of "the 2025 cycle of the programme" or "Summer School 2025"."""
    tokens = statement.tokens
    for i, token in enumerate(tokens):
        if len(token.text) != 4 or not token.text.isdecimal() or not 1990 <= int(token.text) <= 2099:
            continue
        following = [t.lower for t in tokens[i + 1 : i + 3]]
        before = [t.lower for t in tokens[max(0, i - 1) : i]]
        if statement.frame_at(token.start) != "activity":
            continue
        is_before = tokens[i - 1].lower in {"the", "its", "this", "s", "'s"} if i else True
        # "opened the Ministry's training programme for 2024"
        is_behind = i > 1 and tokens[i - 1].lower == "for" and tokens[i - 2].lower in _PROGRAMMES
        if is_behind and is_about_activity(passage, statement):
            return int(token.text)
        if (is_before and set(following) & date_cues().editions) or (
            set(before) & date_cues().editions and tokens[i - 1].is_capitalized
        ):
            return int(token.text)
    return None


def _series_year(passage: Passage, statement: Statement) -> int | None:
    """Read the year of "It was the third of five courses planned for 2022"."""
    words = {token.text for token in statement.tokens}
    # "Today's was the third of eight courses planned for 2022."
    is_todays = [token.lower for token in statement.tokens[1:2]] == ["'s"]
    if not words & date_cues().ordinals or not (is_todays or is_about_activity(passage, statement)):
        return None
    years = {
        last.year
        for phrase in statement.dates
        for last in (phrase.periods[-1].last,)
        if phrase.lead in {"of", "in", "for"} and isinstance(last, PartialDate) and last.month is None
    }
    return years.pop() if len(years) == 1 else None

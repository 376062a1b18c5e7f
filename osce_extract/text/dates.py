"""Days, months and years as far as words give them, and what "on Tuesday" means on a given day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, NamedTuple

__all__ = ["Moment", "PartialDate", "Period", "RelativeDate", "Unit", "resolve_moment", "resolve_period"]

Unit = Literal["day", "weekday", "weekend", "week", "month", "year"]


class PartialDate(NamedTuple):
    """A date of the calendar; what the words leave out is None.

    Attributes:
        year: four digits.
        month: 1 to 12; None when only a year is given.
        day: 1 to 31; None when only a month or a year is given.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def edtf(self) -> str:
        """In EDTF: `2025-09-08`, `2025-09`, `2025`, `XXXX-12-09`.

        >>> PartialDate(None, 12, 9).edtf
        'XXXX-12-09'
        """
        year = "XXXX" if self.year is None else f"{self.year:04}"
        return "-".join([year, *(f"{part:02}" for part in (self.month, self.day) if part is not None)])

    @property
    def as_day(self) -> date | None:
        """The day, when year, month and day are known and there is such a day."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """A known day."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse(cls, edtf: str) -> PartialDate | None:
        """Read the EDTF forms that `edtf` writes; None for anything else.

        >>> PartialDate.parse("XXXX-06-08")
        PartialDate(year=None, month=6, day=8)
        """
        parts = edtf.split("-")
        if len(parts) > 3 or not all(part.isdigit() for part in parts[1:]):
            return None
        if parts[0] != "XXXX" and not (parts[0].isdigit() and len(parts[0]) == 4):
            return None
        year = None if parts[0] == "XXXX" else int(parts[0])
        return cls(year, *(int(part) for part in parts[1:]))


class RelativeDate(NamedTuple):
    """A day, week, month or year told by its distance from the day of writing.

    Attributes:
        unit: what is counted.
        offset: how many units later (of a weekday or weekend: weeks); None when the words do not say.
        weekday: 0 for Monday to 6 for Sunday, for a weekday only.
        is_counted: whether it is counted from the date told before it, not from the day of writing:
            "the following Friday", "four days later".
        is_past: whether a weekday is never the day of writing itself: "last Friday".
    """

    unit: Unit
    offset: int | None = 0
    weekday: int | None = None
    is_counted: bool = False
    is_past: bool = False


Moment = PartialDate | RelativeDate


class Period(NamedTuple):
    """From the first to the last day, month or year, both included; one day when they are equal."""

    first: Moment
    last: Moment


def resolve_moment(
    moment: RelativeDate, reference: date, *, ahead: bool = False
) -> tuple[PartialDate, PartialDate]:
    """Tell the first and last day (or month, or year) that is meant on the day `reference`.

    A bare weekday is the last one up to that day, or, looking `ahead`, the next one from it.

    >>> resolve_moment(RelativeDate("weekday", None, 1), date(2013, 9, 26))[0].edtf
    '2013-09-24'
    """
    offset = moment.offset or 0
    monday = reference - timedelta(days=reference.weekday())
    match moment.unit:
        case "day":
            return _days(reference + timedelta(days=offset))
        case "weekday":
            return _days(_weekday(moment, reference, ahead=ahead))
        case "week":
            start = monday + timedelta(weeks=offset)
            return PartialDate.of(start), PartialDate.of(start + timedelta(days=6))
        case "weekend":
            # "the weekend" is the last one up to the day of writing.
            if moment.offset is None and reference.weekday() < 5:
                offset = -1
            start = monday + timedelta(weeks=offset, days=5)
            return PartialDate.of(start), PartialDate.of(start + timedelta(days=1))
        case "month":
            months = reference.year * 12 + reference.month - 1 + offset
            month = PartialDate(months // 12, months % 12 + 1)
            return month, month
        case _:
            year = PartialDate(reference.year + offset)
            return year, year


def resolve_period(
    period: Period, reference: date, *, ahead: bool = False
) -> tuple[PartialDate, PartialDate]:
    """Tell a period's first and last date; what is no relative date stays as it is."""
    first, last = period
    if isinstance(last, RelativeDate):
        is_one = last == first
        last = resolve_moment(last, reference, ahead=ahead)[1]
        # "from Monday to Wednesday" told on a Tuesday: the first day leads to the last, not away from it.
        is_open = isinstance(first, RelativeDate) and first.offset is None
        if is_open and not is_one and last.as_day and not ahead:
            reference = last.as_day
    if isinstance(first, RelativeDate):
        first = resolve_moment(first, reference, ahead=ahead)[0]
    # "from today until Sunday": the next one.
    moment = period.last
    is_bare = isinstance(moment, RelativeDate) and moment.unit == "weekday" and moment.offset is None
    if is_bare and first.as_day and last.as_day and last.as_day < first.as_day:
        last = PartialDate.of(last.as_day + timedelta(days=7))
    return first, last


def _weekday(moment: RelativeDate, reference: date, *, ahead: bool) -> date:
    weekday = moment.weekday or 0
    if moment.is_counted:
        return reference + timedelta(days=(weekday - reference.weekday() - 1) % 7 + 1)
    if moment.offset is not None:
        return reference + timedelta(weeks=moment.offset, days=weekday - reference.weekday())
    if ahead:
        return reference + timedelta(days=(weekday - reference.weekday()) % 7)
    back = (reference.weekday() - weekday) % 7
    return reference - timedelta(days=back or (7 if moment.is_past else 0))


def _days(day: date) -> tuple[PartialDate, PartialDate]:
    return PartialDate.of(day), PartialDate.of(day)

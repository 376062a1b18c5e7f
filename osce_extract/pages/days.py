"""Days as pages print them in datelines and labels: `12 December 2023`, `Dec. 12, 2023`, `13.10.2025`.

Phrases in sentences ("from 9 to 12 December") are not read here.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from osce_extract.vocab.months import month_numbers
from osce_extract.vocab.pagewords import page_words

__all__ = ["PrintedDay", "find_day", "is_plausible", "is_span", "parse_day"]

# The conference that became the OSCE opened in 1973.
_FIRST_YEAR = 1973
_LAST_YEAR = 2099

_WORD = r"(?P<{}>[^\W\d_]{{3,10}})\.?"
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?(?:\s+|-)(?:(?:of|de)\s+)?"
    + _WORD.format("month")
    + r"(?:[,-]?\s*(?:(?:de|соли)\s+)?(?P<year>\d{4})(?!\d))?"
)
# "2024-yil 16-may", "2024 жылғы 16 мамыр".
_YEAR_WORDED = re.compile(
    r"(?P<year>\d{4})(?:-|\s+)(?P<word>[^\W\d_]{3,9})\s+(?P<day>\d{1,2})(?:-|\s+)" + _WORD.format("month")
)
_MONTH_FIRST = re.compile(
    _WORD.format("month") + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)(?:,?\s*(?P<year>\d{4})(?!\d))?"
)
_MONTH_ONLY = re.compile(_WORD.format("month") + r",?\s+(?P<year>\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
_DIGITS = re.compile(r"(?P<day>\d{1,2})\s?[./-]\s?(?P<month>\d{1,2})\s?[./-]\s?(?P<year>\d{4})(?!\d)")
_OPEN_SPAN = re.compile(r"(?<!\d)\d{1,2}\.?\s*(?:[-–—]|to|and|until)\s*$")
_SPAN_JOINT = re.compile(r",?\s*(?:[-–—]|to|and|until)\s*")
# A number, or a word before one.
_START = re.compile(r"(?<![^\W_])(?:\d|(?=[^\W\d_]{3,10}\.?,?\s+\d))")


class PrintedDay(NamedTuple):
    """A date in a text: `text[start:end]`, and its EDTF (`2019-07-02`, `XXXX-06-08`, `2023-11`)."""

    start: int
    end: int
    edtf: str


def find_day(text: str, start: int = 0, *, month_first: bool = False) -> PrintedDay | None:
    """Find the first date that stands in a text at or after an offset.

    Args:
        text: any text; cut it to where a date may stand.
        start: offset to begin at.
        month_first: read `03/12/2024` as of March.
    """
    for at in _START.finditer(text, start):
        found = _read_day(text, at.start(), month_first)
        if found is not None:
            return found
    return None


def parse_day(text: str, *, month_first: bool = False) -> str | None:
    """Read the ISO date that a label's value gives; None without a full, possible date.

    >>> parse_day("Tue, 03/12/2024 - 09:05", month_first=True)
    '2024-03-12'
    """
    found = find_day(text[:80], month_first=month_first)
    if found is None or len(found.edtf) != len("2019-07-02") or found.edtf.startswith("X"):
        return None
    return found.edtf


def is_span(text: str) -> bool:
    """Tell a text that gives a first and a last day: when something takes place, not when a page came out.

    >>> is_span("16 - 17 May 2024"), is_span("16 May 2024 - 10:30")
    (True, False)
    """
    first = find_day(text)
    if first is None:
        return False
    second = find_day(text, first.end)
    if _OPEN_SPAN.search(text, 0, first.start):
        return True
    return second is not None and bool(_SPAN_JOINT.fullmatch(text, first.end, second.start))


def is_plausible(day: str, latest: str | None = None) -> bool:
    """Tell whether an ISO date can be one of publication: not before the OSCE, not after `latest`."""
    return f"{_FIRST_YEAR}-01-01" <= day <= (latest or f"{_LAST_YEAR}-12-31")


def _read_day(text: str, at: int, month_first: bool) -> PrintedDay | None:
    if text[at].isdigit():
        year_first = _YEAR_WORDED.match(text, at)
        if year_first and year_first["word"].casefold() in page_words().years:
            return _worded(year_first)
        return _worded(_DAY_FIRST.match(text, at)) or _numbered(text, at, month_first)
    return _worded(_MONTH_FIRST.match(text, at)) or _worded(_MONTH_ONLY.match(text, at))


def _worded(match: re.Match[str] | None) -> PrintedDay | None:
    if match is None:
        return None
    parts = match.groupdict()
    month = month_numbers().get(parts["month"].casefold())
    if month is None:
        return None
    year = parts["year"]
    if "day" not in parts:
        return PrintedDay(match.start(), match.end(), f"{year}-{month:02}")
    day = int(parts["day"])
    if not _exists(int(year) if year else 2000, month, day):
        return None
    return PrintedDay(match.start(), match.end(), f"{year or 'XXXX'}-{month:02}-{day:02}")


def _numbered(text: str, at: int, month_first: bool) -> PrintedDay | None:
    match = _YEAR_FIRST.match(text, at) or _DIGITS.match(text, at)
    if match is None:
        return None
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    if month_first and match.re is _DIGITS:
        month, day = day, month
    if not _exists(year, month, day) and match.re is _DIGITS:
        month, day = day, month
    if not _exists(year, month, day):
        return None
    return PrintedDay(match.start(), match.end(), f"{year:04}-{month:02}-{day:02}")


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True

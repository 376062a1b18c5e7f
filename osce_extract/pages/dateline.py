"""Paragraphs in, the dateline that opens one of them out: `SKOPJE/VIENNA, 2 July 2019 –`."""

from __future__ import annotations

import re
from typing import NamedTuple

from osce_extract.pages.days import PrintedDay, find_day
from osce_extract.pages.page import Dateline
from osce_extract.vocab.pagewords import page_words

__all__ = ["find_dateline"]

# A caption, a summary or a date of its own may stand before the paragraph with the dateline.
_PARAGRAPHS = 4
# "VIENNA/BANJA LUKA/THE HAGUE, Bosnia and Herzegovina, Wednesday 30 September 2015 (OSCE) –" and some room.
_REACH = 140

_CITY_WORD = r"[^\W\d_]+(?:[.’'-][^\W\d_]+)*\.?"
_CITY = re.compile(rf"{_CITY_WORD}(?:[ ]{_CITY_WORD}){{0,3}}")
_JOINT = re.compile(r"\s*/\s*|\s+(?:and|AND|&|und|et|и)\s+|\s*[–—]\s*|\s+-\s+")
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*$", re.IGNORECASE)
# The agency in brackets: "2005 (OSCE)".
_TAIL = re.compile(r"(?:\s*\([A-Z][A-Z/ -]{2,18}\))?")
_BEFORE_DAY = re.compile(r",?\s+([^\W\d_]{2,3})\s*$")
# "2020 г. –", "2018. године –", and the full stop behind a year alone: "2018. –".
_YEAR_WORD = re.compile(r"\.?\s*([^\W\d_]{1,9})\.?(?!\w)")
_YEAR_STOP = re.compile(r"\.(?=\s*[–—-])")
_CLOSE = re.compile(r"\s*+(?:\)\s*+)?(?:[-–—―‑−]+|:)(?=\s|[^\W\d_]|[\"“„«'‘(]|$)")
_UNDATED_CLOSE = re.compile(r"\s+[-–—]+(?=\s+\S)")
_OPENER = re.compile(r"[\s(\[–—-]*")
# "In Vienna, 5 May 2010 - …", "On 5 May - …" open sentences.
_NO_CITY = frozenset(
    "in on at from until since by before after today yesterday mon tue tues wed thu thur thurs fri sat sun "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)


class _Places(NamedTuple):
    cities: tuple[str, ...]
    country: str | None
    is_shouted: bool


def find_dateline(body: tuple[str, ...]) -> Dateline | None:
    """Find the dateline among a body's first paragraphs.

    A dateline in capitals needs no dash after its date; one in ordinary letters does, and one
    without a date needs both.

    >>> find_dateline(("GENOA, Italy, 4 March 2020 – A course ended.",)).country
    'Italy'
    """
    for number, paragraph in enumerate(body[:_PARAGRAPHS]):
        found = _read(paragraph, number)
        if found is not None:
            return found
    return None


def _read(paragraph: str, number: int) -> Dateline | None:
    head = paragraph[:_REACH]
    opener = _OPENER.match(head)
    start = opener.end() if opener else 0
    for day in _days(head, start):
        places = _read_places(head[start : day.start])
        end = _find_end(head, day.end)
        if places is None or not _is_closed(paragraph, places, day, end):
            continue
        return Dateline(
            cities=places.cities,
            country=places.country,
            date=day.edtf,
            paragraph=number,
            start=start,
            end=end,
        )
    return _read_undated(head, start, number)


def _days(head: str, start: int) -> list[PrintedDay]:
    # "MARCH, Cambridgeshire, 4 March 2020": a town's name may look like a month.
    first = find_day(head, start)
    if first is None:
        return []
    second = find_day(head, first.end)
    return [first] if second is None else [first, second]


def _find_end(head: str, after: int) -> int:
    word = _YEAR_WORD.match(head, after)
    if word is None or word[1].casefold() not in page_words().years:
        word = _YEAR_STOP.match(head, after)
    at = word.end() if word else after
    tail = _TAIL.match(head, at)
    at = tail.end() if tail and tail[0].strip() else at
    close = _CLOSE.match(head, at)
    return close.end() if close else at


def _is_closed(paragraph: str, places: _Places, day: PrintedDay, end: int) -> bool:
    rest = paragraph[end:].lstrip(" \t.,;)")
    if end > day.end and paragraph[day.end : end].strip(" ()"):
        return not rest or places.is_shouted or not rest[0].islower() or day.start < 40
    if not rest:
        return True
    return places.is_shouted and not rest[0].islower()


def _read_places(text: str) -> _Places | None:
    before = _BEFORE_DAY.search(text)
    if before and before[1] in page_words().before_days:
        text = text[: before.start()]
    text = _WEEKDAY.sub("", text).strip().rstrip(",.-–— (")
    if not text:
        return None
    segments = [segment.strip() for segment in text.split(",")]
    if not all(segments):
        return None
    groups = [_read_cities(segment) for segment in segments]
    if len(groups) > 4 or any(group is None for group in groups):
        return None
    shouted = [all(_is_shouted(city) for city in group or ()) for group in groups]
    cities: list[str] = list(groups[0] or ())
    country: str | None = None
    for group, is_shouted, segment in zip(groups[1:], shouted[1:], segments[1:], strict=True):
        if is_shouted and shouted[0] and country is None:
            cities += group or ()
        else:
            country = segment
    return _Places(tuple(cities), country, shouted[0])


def _read_cities(segment: str) -> tuple[str, ...] | None:
    cities = tuple(part.strip() for part in _JOINT.split(segment))
    if len(cities) > 5 or not all(_CITY.fullmatch(city) and _is_capitalized(city) for city in cities):
        return None
    return cities


def _is_capitalized(city: str) -> bool:
    words = city.split()
    if words[0].lower() in _NO_CITY or city in page_words().no_cities:
        return False
    small = page_words().small_words
    return words[0][0].isupper() and all(word[0].isupper() or word in small for word in words)


def _is_shouted(city: str) -> bool:
    return city.isupper() and len(city) > 2


def _read_undated(head: str, start: int, number: int) -> Dateline | None:
    close = _UNDATED_CLOSE.search(head, start)
    if close is None:
        return None
    places = _read_places(head[start : close.start()])
    if places is None or not places.is_shouted:
        return None
    return Dateline(
        cities=places.cities,
        country=places.country,
        date=None,
        paragraph=number,
        start=start,
        end=close.end(),
    )

"""The days that an event page prints under When: they are the activity's whatever its text says."""

from __future__ import annotations

from itertools import pairwise

from osce_extract.facts.model import DateRange, YearFrom
from osce_extract.facts.passages import Passage
from osce_extract.facts.years import Anchor, Dated, resolve_phrase
from osce_extract.text.calendar import DatePhrase

__all__ = ["read_when"]

_RULE = "when-label"
_TO = frozenset({"to", "until", "till", "through", "-", "–", "—"})


def read_when(passage: Passage, anchor: Anchor) -> tuple[DateRange, ...]:
    """Read the label's days; two days with "to" or a dash between them, hours aside, are one range."""
    found = [
        (phrase, dated)
        for statement in passage.statements
        for phrase in statement.dates
        for dated in resolve_phrase(phrase, statement, anchor, ahead=True)
        if phrase.is_calendar and dated.start.month is not None
    ]
    for (first, begin), (second, end) in pairwise(found):
        if len(found) == len((first, second)) and _is_range(passage, first, second):
            return (_range(passage, first.start, second.end, Dated(begin.start, end.end, begin.year_from)),)
    return tuple(_range(passage, phrase.start, phrase.end, dated) for phrase, dated in found)


def _is_range(passage: Passage, first: DatePhrase, second: DatePhrase) -> bool:
    tokens = [token for statement in passage.statements for token in statement.tokens]
    between = {token.lower for token in tokens if first.end <= token.start < second.start}
    return not between.isdisjoint(_TO) and not between & {"and", ";"}


def _range(passage: Passage, start: int, end: int, dated: Dated) -> DateRange:
    year_from: YearFrom | None = dated.year_from
    return DateRange(
        start=dated.start.edtf,
        end=dated.end.edtf,
        year_from=year_from,
        evidence=passage.evidence(start, end, _RULE),
    )

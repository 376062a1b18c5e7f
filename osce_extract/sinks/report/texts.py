"""A page's text cut where the words of facts begin and end, so that they can be marked in place."""

from __future__ import annotations

from itertools import pairwise
from typing import TypeAlias

import msgspec

from osce_extract.record import Record
from osce_extract.record.grounds import Ground, grounds_of
from osce_extract.sinks.report.shown import harmless, web_address

__all__ = ["Mark", "MarkedText", "Piece", "Stated", "marked_text"]

Piece: TypeAlias = "str | tuple[str, tuple[int, ...]]"
"""Words of no fact, or words with the marks that cover them."""


class Stated(msgspec.Struct, frozen=True):
    """A fact: the record's field and what it says."""

    field: str
    value: str


class Mark(msgspec.Struct, frozen=True):
    """Words of the page: the fact that rests on them (an index into `facts`) and the rule that read them."""

    fact: int
    rule: str


class MarkedText(msgspec.Struct, frozen=True, kw_only=True):
    """What the report shows of one page.

    Attributes:
        url: where it can be read, http or https only.
        language: ISO 639-1 code of the text.
        by: the structures that issued it.
        issued: ISO date of publication.
        title: the headline, in pieces.
        lead: the summary above the text, in pieces; None where it has none.
        body: the paragraphs, each in pieces.
        facts: what the record says.
        marks: where it says so.
        warnings: what is lost, doubtful or left out.
    """

    url: str | None
    language: str | None
    by: tuple[str, ...]
    issued: str | None
    title: tuple[Piece, ...]
    lead: tuple[Piece, ...] | None
    body: tuple[tuple[Piece, ...], ...]
    facts: tuple[Stated, ...]
    marks: tuple[Mark, ...]
    warnings: tuple[str, ...]


def marked_text(record: Record) -> MarkedText:
    """The text of a record with its marks. Evidence that names no place of the page is left out."""
    grounds = tuple(grounds_of(record))
    facts = tuple(dict.fromkeys((ground.field, ground.value) for ground in grounds))
    places = {fact: n for n, fact in enumerate(facts)}

    def pieces(text: str, source: str, paragraph: int | None) -> tuple[Piece, ...]:
        here = [n for n, ground in enumerate(grounds) if _stands_in(ground, source, paragraph)]
        return _cut(harmless(text), [(n, grounds[n].evidence.start, grounds[n].evidence.end) for n in here])

    return MarkedText(
        url=web_address(record.url),
        language=record.language,
        by=tuple(map(harmless, record.issued_by)),
        issued=harmless(record.issued_on) if record.issued_on else None,
        title=pieces(record.title or "", "title", None),
        lead=pieces(record.lead, "lead", None) if record.lead else None,
        body=tuple(pieces(text, "body", n) for n, text in enumerate(record.body)),
        facts=tuple(Stated(field, harmless(value)) for field, value in facts),
        marks=tuple(
            Mark(places[ground.field, ground.value], harmless(ground.evidence.rule)) for ground in grounds
        ),
        warnings=tuple(map(harmless, record.warnings)),
    )


def _stands_in(ground: Ground, source: str, paragraph: int | None) -> bool:
    return ground.evidence.source == source and ground.evidence.paragraph == paragraph


def _cut(text: str, spans: list[tuple[int, int, int]]) -> tuple[Piece, ...]:
    """Cut a text at the ends of spans, given as mark, start and end; spans may overlap."""
    whole = [(mark, start, end) for mark, start, end in spans if 0 <= start < end <= len(text)]
    cuts = sorted({0, len(text), *(cut for _, start, end in whole for cut in (start, end))})
    pieces: list[Piece] = []
    for start, end in pairwise(cuts):
        covering = tuple(mark for mark, first, last in whole if first <= start and end <= last)
        pieces.append((text[start:end], covering) if covering else text[start:end])
    return tuple(pieces)

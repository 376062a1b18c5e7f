"""A page's text cut where the words of facts begin and end, so that they can be marked in place."""

from __future__ import annotations

from collections.abc import Iterator
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
        source: path or address that it was read from.
        language: ISO 639-1 code of the text.
        content_type: as the page prints it.
        fields: fields of work.
        by: the structures that issued it.
        issued: ISO date of publication.
        title: the headline, in pieces.
        labels: what an event page prints beside its text: name of the label, what stands there in pieces.
        lead: the summary above the text, or that of a listing item, in pieces; None where it has none.
        body: the paragraphs, each in pieces.
        facts: what the record says.
        marks: where it says so.
        warnings: what is lost, doubtful or left out.
    """

    url: str | None
    source: str
    language: str | None
    content_type: str | None
    fields: tuple[str, ...]
    by: tuple[str, ...]
    issued: str | None
    title: tuple[Piece, ...]
    labels: tuple[tuple[str, tuple[Piece, ...]], ...]
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
        source=harmless(record.source.location),
        language=record.language,
        content_type=harmless(record.content_type) if record.content_type else None,
        fields=tuple(map(harmless, record.fields_of_work)),
        by=tuple(map(harmless, record.issued_by)),
        issued=harmless(record.issued_on) if record.issued_on else None,
        title=pieces(record.title or "", "title", None),
        labels=tuple((label, pieces(text, label, None)) for label, text in _labels_of(record)),
        lead=pieces(summary, "lead", None) if (summary := _summary_of(record)) else None,
        body=tuple(pieces(text, "body", n) for n, text in enumerate(record.body)),
        facts=tuple(Stated(field, harmless(value)) for field, value in facts),
        marks=tuple(
            Mark(places[ground.field, ground.value], harmless(ground.evidence.rule)) for ground in grounds
        ),
        warnings=tuple(map(harmless, record.warnings)),
    )


def _summary_of(record: Record) -> str | None:
    """What stands above the text; a listing item may have no other text than its summary."""
    return record.lead or (None if record.body else record.teaser)


def _labels_of(record: Record) -> Iterator[tuple[str, str]]:
    for label in ("when", "where", "organized_by"):
        if text := getattr(record.event, label, None):
            yield label, text


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

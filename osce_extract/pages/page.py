"""A page as people see it: the article without its surroundings."""

from __future__ import annotations

from typing import Literal

import msgspec

__all__ = ["Dateline", "Format", "Page", "PageKind"]

PageKind = Literal["article", "listing_item", "other"]
Format = Literal["html", "text"]


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """Place and date before the first sentence: `SKOPJE/VIENNA, 2 July 2019 –`.

    Attributes:
        cities: as printed, in order (`("SKOPJE", "VIENNA")`).
        country: as printed between city and date (`"Italy"`), or None.
        date: EDTF, `XXXX-06-08` when it has no year; None when it has no date.
        paragraph: the paragraph of the body that it opens.
        start: offset of its first character in that paragraph.
        end: offset after its closing dash or, without one, after the date.
    """

    cities: tuple[str, ...]
    country: str | None
    date: str | None
    paragraph: int
    start: int
    end: int


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The page facts, and the text that event facts are read from.

    Attributes:
        kind: `article`, `listing_item` (one item of a listing), or `other` (a page that is no article).
        format: what the bytes were.
        encoding: the encoding they were decoded by.
        encoding_from: what decided it: `bom`, `transport`, `meta`, `utf-8`, `detected`.
        url: the address the page gives for itself, or the caller's.
        language: ISO 639-1 code of the text, None when too short to tell.
        language_from: `declared` or `detected`.
        title: the headline without the site's name.
        content_type: as printed, in sentence case; None if not printed.
        issued_on: ISO date, None when the page does not give it.
        issued_on_from: `label`, `time` (a printed date without a label), `metadata`, `dateline`, `caller`.
        issued_by: OSCE structures as printed.
        fields_of_work: topics as printed, in order.
        lead: a summary above the labels, only where it differs from the first paragraph.
        body: paragraphs in order.
        teaser: a listing item's summary.
        dateline: the dateline of the body's first paragraph.
        event_when: what an event page prints under "When"; it stands in no paragraph.
        event_where: what it prints under "Where".
        event_organizer: what it prints under "Organized by".
        warnings: what is lost or doubtful, a short sentence each.
    """

    kind: PageKind
    format: Format
    encoding: str
    encoding_from: str = "utf-8"
    url: str | None = None
    language: str | None = None
    language_from: str | None = None
    title: str | None = None
    content_type: str | None = None
    issued_on: str | None = None
    issued_on_from: str | None = None
    issued_by: tuple[str, ...] = ()
    fields_of_work: tuple[str, ...] = ()
    lead: str | None = None
    body: tuple[str, ...] = ()
    teaser: str | None = None
    dateline: Dateline | None = None
    event_when: str | None = None
    event_where: str | None = None
    event_organizer: str | None = None
    warnings: tuple[str, ...] = ()

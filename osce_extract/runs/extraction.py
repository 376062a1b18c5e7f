"""One document in, its records out: the only place where all stages meet."""

from __future__ import annotations

import msgspec

from osce_extract.facts import Hints, read_facts
from osce_extract.pages import Page, read_pages
from osce_extract.record import Record, assemble
from osce_extract.sources import Document

__all__ = ["dated", "extract", "parse", "read_records"]


def parse(content: bytes | str, *, url: str | None = None) -> tuple[Page, ...]:
    """Read a page without the facts of its activity: one Page for an article, one for each item of a listing.

    Args:
        content: the page as bytes in any encoding, or as text.
        url: its address, when known.

    Raises:
        PageError: the content is no page that can be read.
    """
    return read_pages(_document(content, "-", url))


def extract(
    content: bytes | str,
    *,
    location: str = "-",
    url: str | None = None,
    issued_on: str | None = None,
    reference_date: str | None = None,
) -> tuple[Record, ...]:
    """Read a page's records: one for an article, one for each item of a listing.

    Args:
        content: the page as bytes in any encoding, or as text.
        location: what `source.location` shall say.
        url: the page's address, when known.
        issued_on: ISO date of publication, for a page that does not give it.
        reference_date: ISO date that a date without a year is read against when nothing on the page decides.

    Raises:
        PageError: the content is no page that can be read.
    """
    document = _document(content, location, url)
    return read_records(document, Hints(issued_on=issued_on, reference_date=reference_date))


def read_records(document: Document, hints: Hints) -> tuple[Record, ...]:
    """Read a document's records.

    Raises:
        PageError: the document is no page that can be read.
    """
    pages = (dated(page, hints) for page in read_pages(document, hints.navigation))
    return tuple(assemble(document, page, read_facts(page, hints)) for page in pages)


def dated(page: Page, hints: Hints) -> Page:
    """A page that does not say when it was issued, with the date the caller gives."""
    if page.issued_on or not hints.issued_on:
        return page
    return msgspec.structs.replace(page, issued_on=hints.issued_on, issued_on_from="caller")


def _document(content: bytes | str, location: str, url: str | None) -> Document:
    if isinstance(content, str):
        return Document(location=location, content=content.encode(), url=url, charset="utf-8")
    return Document(location=location, content=content, url=url)

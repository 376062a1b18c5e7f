"""One document in, its records out: the only place where all stages meet."""

from __future__ import annotations

from collections.abc import Iterator

from osce_extract.facts import Hints, read_facts
from osce_extract.pages import read_pages
from osce_extract.record import Record, assemble
from osce_extract.sources import Document

__all__ = ["extract"]


def extract(document: Document, hints: Hints | None = None) -> Iterator[Record]:
    """Read a document's records: one for an article, one for each item of a listing.

    Raises:
        PageError: the bytes are no page that can be read.
    """
    for page in read_pages(document):
        yield assemble(document, page, read_facts(page, hints or Hints()))

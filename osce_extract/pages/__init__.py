"""Documents in, pages out: decoding, layouts, boilerplate, page facts."""

from __future__ import annotations

from osce_extract.pages.page import Dateline, Page
from osce_extract.sources import Document

__all__ = ["Dateline", "Page", "read_pages"]


def read_pages(document: Document) -> tuple[Page, ...]:
    """Read the article of a document, or the items of a listing.

    Raises:
        PageError: the bytes are no page that can be read.
    """
    lines = tuple(line for line in document.content.decode("utf-8").splitlines() if line.strip())
    return (
        Page(kind="article", format="text", encoding="utf-8", title=lines[0], body=lines[1:], language="en"),
    )

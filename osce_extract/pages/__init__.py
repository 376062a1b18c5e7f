"""Documents in, pages out: decoding, layouts, boilerplate, page facts."""

from __future__ import annotations

from osce_extract.errors import EmptyPage
from osce_extract.pages.article import Draft, finish
from osce_extract.pages.blocks import read_lines
from osce_extract.pages.decode import decode
from osce_extract.pages.hypertext import read_hypertext
from osce_extract.pages.kind import check_content, is_html
from osce_extract.pages.markup import read_markup
from osce_extract.pages.metadata import read_metadata
from osce_extract.pages.page import Dateline, Page
from osce_extract.pages.plain import read_plain
from osce_extract.sources import Document

__all__ = ["Dateline", "Page", "read_pages"]


def read_pages(document: Document) -> tuple[Page, ...]:
    """Read the article of a document, or the items of a listing.

    Raises:
        EmptyPage: there is no text in it.
        NotAPage: it is neither text nor HTML.
    """
    check_content(document.content)
    decoded = decode(document.content, document.charset)
    if not decoded.text.strip():
        raise EmptyPage("there is no text in it", location=document.location)
    return (finish(_draft(decoded.text, document.url), decoded, document),)


def _draft(text: str, url: str | None) -> Draft:
    if not is_html(text):
        return read_plain(read_lines(text))
    markup = read_markup(text)
    return read_hypertext(markup, read_metadata(markup, url))

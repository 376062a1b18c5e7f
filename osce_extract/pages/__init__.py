"""Documents in, pages out: decoding, layouts, boilerplate, page facts."""

from __future__ import annotations

from osce_extract.errors import EmptyPage
from osce_extract.pages.article import finish
from osce_extract.pages.blocks import Outline, read_lines
from osce_extract.pages.decode import Decoded, clean, decode_unclean
from osce_extract.pages.hypertext import read_hypertext
from osce_extract.pages.kind import check_content, is_html
from osce_extract.pages.listing import ListingLinks, make_pages, read_boxes, read_items, read_links
from osce_extract.pages.markup import read_markup
from osce_extract.pages.metadata import read_metadata
from osce_extract.pages.page import Dateline, Page
from osce_extract.pages.plain import read_plain
from osce_extract.pages.trimming import LONGEST
from osce_extract.sources import Document
from osce_extract.vocab.navigation import entry_key

__all__ = ["Dateline", "ListingLinks", "Page", "read_listing_links", "read_pages"]


def read_pages(document: Document, navigation: frozenset[str] = frozenset()) -> tuple[Page, ...]:
    """Read the article of a document, or the items of a listing.

    Args:
        document: what a source gave.
        navigation: lines that the caller knows to be none of an article's text, as `entry_key` makes them.

    Raises:
        EmptyPage: there is no text in it.
        NotAPage: it is neither text nor HTML.
    """
    decoded, is_markup = _decode(document)
    if is_markup:
        return _read_html(decoded, document, navigation)
    outline = _without(read_lines(decoded.text), navigation)
    items = read_items(outline)
    if items:
        return make_pages(items, decoded, "text", None)
    return (finish(read_plain(outline), decoded, document),)


def read_listing_links(document: Document) -> ListingLinks:
    """Read where a listing leads: the pages it lists, and its next page.

    A page that is no listing, or is plain text, leads nowhere.

    Raises:
        PageError: the document is no page that can be read.
    """
    decoded, is_markup = _decode(document)
    if not is_markup:
        return ListingLinks((), None)
    markup = read_markup(decoded.text)
    base = document.url or read_metadata(markup, None).url
    items = read_boxes(markup.outline, base)
    return read_links(markup.outline, items, base) if items else ListingLinks((), None)


def _decode(document: Document) -> tuple[Decoded, bool]:
    """The document as text, and whether that is HTML; only plain text is cleaned here."""
    check_content(document.content)
    decoded = decode_unclean(document.content, document.charset)
    if is_html(decoded.text):
        return decoded, True
    is_cut = len(decoded.text) > LONGEST
    decoded = decoded._replace(text=clean(decoded.text[:LONGEST]))
    if not decoded.text.strip():
        raise EmptyPage("there is no text in it", location=document.location)
    return _warned(decoded) if is_cut else decoded, False


def _warned(decoded: Decoded) -> Decoded:
    told = f"the page is too long: only its first {LONGEST:,} characters are read"
    return decoded._replace(warnings=(*decoded.warnings, told))


def _without(outline: Outline, navigation: frozenset[str]) -> Outline:
    return outline.without(lambda text: entry_key(text) in navigation) if navigation else outline


def _read_html(decoded: Decoded, document: Document, navigation: frozenset[str]) -> tuple[Page, ...]:
    markup = read_markup(decoded.text)
    markup = markup._replace(outline=_without(markup.outline, navigation))
    decoded = _warned(decoded) if markup.is_cut else decoded
    metadata = read_metadata(markup, document.url)
    items = read_boxes(markup.outline, document.url or metadata.url)
    if items:
        return make_pages(items, decoded, "html", markup.lang)
    return (finish(read_hypertext(markup, metadata), decoded, document),)

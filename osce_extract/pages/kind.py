"""Bytes in, refused when they are no page; text in, told whether it is HTML. Suffixes decide nothing."""

from __future__ import annotations

import re

from osce_extract.errors import EmptyPage, NotAPage
from osce_extract.pages.decode import clean

__all__ = ["check_content", "is_html"]

_SAMPLE = 4096
_SIGNATURES = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"BM", "an image"),
    (b"II*\0", "an image"),
    (b"MM\0*", "an image"),
    (b"RIFF", "a media file"),
    (b"ID3", "a media file"),
    (b"OggS", "a media file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
# "BM" and the like also begin words, so a short signature counts only before bytes that no text has.
_SHORT = 3
_XML = re.compile(
    rb"\s*+(?:<\?xml[^>]{0,200}>\s*+)?(?:<!--.{0,500}?-->\s*+)?<(rss|feed|urlset|sitemapindex|svg)\b",
    re.DOTALL,
)
_XML_KINDS = {
    b"rss": "a feed",
    b"feed": "a feed",
    b"urlset": "a sitemap",
    b"sitemapindex": "a sitemap",
    b"svg": "an image",
}
_JSON = re.compile(rb"\s*(?:\[\s*)?\{\s*\"[^\"\n]{1,80}\"\s*:")
_NOT_IN_TEXT = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1B})
_BINARY_SHARE = 0.05
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")

_HTML_START = re.compile(
    r"(?:(?:<\?xml[^>]{0,200}>|<!--.{0,2000}?-->)\s*){0,9}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(
    r"</?(?:html|head|body|div|p|article|main|section|header|footer|nav|table|tr|td|ul|ol|li|h[1-6]|span|a|br|meta|title)"
    r"(?=[\s/>])[^<>]{0,1000}>",
    re.IGNORECASE,
)
_HTML_REACH = 1 << 16


def check_content(content: bytes) -> None:
    """Refuse what is no text, looking at its beginning only.

    Raises:
        EmptyPage: there is nothing but white space.
        NotAPage: a PDF, an image, an archive, a feed, JSON, other binary data.
    """
    head = content[:_SAMPLE]
    if not head.strip() and not content.strip():
        raise EmptyPage("nothing in it")
    kind = _signed(head) or _structured(head)
    if kind:
        raise NotAPage(f"it is {kind}, not a page")
    if _is_binary(head):
        zeros = not any(head) and content.count(0) == len(content)
        raise NotAPage("it holds nothing but zero bytes" if zeros else "it is binary data, not a page")


def is_html(text: str) -> bool:
    """Tell HTML, or a piece of it, from plain text that mentions a tag or two; the text need not be clean."""
    head = text[:_SAMPLE]
    # Most pages need no cleaning to be told.
    if _HTML_START.match(head.lstrip()) or _HTML_START.match(clean(head).lstrip()):
        return True
    head = clean(text[:_HTML_REACH]).lstrip()
    tags = sum(1 for _ in zip(_HTML_TAG.finditer(head), range(8), strict=False))
    return tags >= 8 or (tags >= 2 and head.startswith("<"))


def _signed(head: bytes) -> str | None:
    for mark, kind in _SIGNATURES:
        if head.startswith(mark) and (len(mark) > _SHORT or _is_binary(head) or mark[0] >= 0x80):
            return kind
    return None


def _structured(head: bytes) -> str | None:
    xml = _XML.match(head)
    if xml:
        return _XML_KINDS[xml[1].lower()]
    return "JSON" if _JSON.match(head) else None


def _is_binary(head: bytes) -> bool:
    if head.startswith(_WIDE_MARKS):
        return False
    zeros = head.count(0)
    if zeros > len(head) * 0.3 and zeros < len(head) * 0.6 and _is_wide(head):
        return False
    strange = len(head) - len(head.translate(None, _NOT_IN_TEXT))
    return strange > len(head) * _BINARY_SHARE


def _is_wide(head: bytes) -> bool:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return min(even, odd) * 10 < max(even, odd)

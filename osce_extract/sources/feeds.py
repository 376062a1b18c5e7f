"""Sitemaps and feeds in, addresses out. Entities are refused: a page of them can unfold to gigabytes."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Literal, NamedTuple
from urllib.parse import urljoin
from xml.parsers import expat

__all__ = ["Feed", "FeedEntry", "read_feed"]

FeedKind = Literal["sitemap", "sitemap index", "feed"]

_ROOTS: dict[str, FeedKind] = {
    "urlset": "sitemap",
    "sitemapindex": "sitemap index",
    "rss": "feed",
    "feed": "feed",
    "RDF": "feed",
}
_ENTRIES = frozenset({"url", "sitemap", "item", "entry"})
_ADDRESSES = ("loc", "link", "guid", "id")
_DATES = ("published", "pubDate", "date", "issued", "lastmod", "updated")
_DEEPEST = 50
_LONGEST_TEXT = 8192
_STEP = 1 << 16
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class FeedEntry(NamedTuple):
    """One entry.

    Attributes:
        address: absolute.
        date: ISO date: of publication in a feed, of the last change in a sitemap; None when not given.
    """

    address: str
    date: str | None


class Feed(NamedTuple):
    """What a sitemap or feed names.

    Attributes:
        kind: what it is.
        entries: in order, each address once.
        damage: why reading broke off before the end; None when it did not.
    """

    kind: FeedKind
    entries: tuple[FeedEntry, ...]
    damage: str | None = None


def read_feed(content: bytes, base: str) -> Feed | None:
    """Read a sitemap, a sitemap index, or a feed (RSS, RDF, Atom).

    Args:
        content: XML, unpacked.
        base: the address it came from, which relative addresses start at.

    Returns:
        What it names, as far as it can be read; None when it is no such thing.
    """
    reader = _Reader(base)
    damage: str | None = None
    try:
        for start in range(0, len(content), _STEP):
            reader.parser.Parse(content[start : start + _STEP], start + _STEP >= len(content))
    except expat.ExpatError as error:
        damage = f"broken XML: {expat.errors.messages[error.code]} in line {error.lineno}"
    except _Refusal as error:
        damage = str(error)
    if reader.kind is None:
        return None
    return Feed(kind=reader.kind, entries=tuple(reader.entries), damage=damage)


class _Refusal(Exception):
    """XML that is not read to its end."""


class _Reader:
    def __init__(self, base: str) -> None:
        self.kind: FeedKind | None = None
        self.entries: dict[FeedEntry, None] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        # Feeds use HTML's entities without declaring them; this makes expat pass over those.
        self.parser.UseForeignDTD(True)
        self.parser.ExternalEntityRefHandler = lambda *_: 1
        self.parser.EntityDeclHandler = self._refuse_entity
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self._base = base
        self._path: list[str] = []
        self._entry: dict[str, str] | None = None
        self._said: list[str] = []

    def _refuse_entity(self, *_: object) -> None:
        self.kind = "feed"  # it has not come to its first element
        raise _Refusal("it declares entities, which no sitemap or feed needs")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(" ")[2]
        if not self._path:
            self.kind = _ROOTS.get(name)
            if self.kind is None:
                raise _Refusal("it is neither a sitemap nor a feed")
        self._path.append(name)
        if len(self._path) > _DEEPEST:
            raise _Refusal(f"its elements are nested more than {_DEEPEST} deep")
        self._said.clear()
        if name in _ENTRIES:
            self._entry = {}
        elif self._entry is not None and "href" in attributes and name == "link":
            if attributes.get("rel", "alternate") == "alternate":
                self._entry.setdefault("link", attributes["href"])
        elif self._entry is not None and name == "guid" and attributes.get("isPermaLink") == "false":
            self._path[-1] = "guid that is no address"

    def _text(self, text: str) -> None:
        if self._entry is not None and sum(map(len, self._said)) < _LONGEST_TEXT:
            self._said.append(text)

    def _end(self, _name: str) -> None:
        name = self._path.pop()
        if self._entry is None:
            return
        if name in _ENTRIES:
            self._finish(self._entry)
            self._entry = None
        elif (said := "".join(self._said).strip()) and self._path[-1] in _ENTRIES:
            self._entry.setdefault(name, said)
        self._said.clear()

    def _finish(self, entry: dict[str, str]) -> None:
        address = next((entry[name] for name in _ADDRESSES if name in entry), None)
        if address is None:
            return
        absolute = urljoin(self._base, address)
        if absolute.startswith(("http://", "https://")):
            when = next((entry[name] for name in _DATES if name in entry), "")
            self.entries[FeedEntry(absolute, _read_day(when))] = None


def _read_day(text: str) -> str | None:
    try:
        if _ISO.match(text):
            return date.fromisoformat(text[:10]).isoformat()
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, IndexError):
        return None

"""Where a crawl begins in, addresses of articles out: listings, sitemaps, feeds are followed to the end."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import parse_qs, urljoin, urlsplit

import msgspec

from osce_extract.errors import NotAPage, PageError, SourceError
from osce_extract.pages import ListingLinks, Page, read_listing_links, read_pages
from osce_extract.record import Record
from osce_extract.runs.fetching import try_to_get
from osce_extract.sources import Document, Failure
from osce_extract.sources.addresses import is_article, is_file, is_on_site, normalize
from osce_extract.sources.feeds import Feed, read_feed
from osce_extract.sources.manners import FEED_TYPES, PAGE_TYPES
from osce_extract.sources.unpacking import DamagedData, TooMuchData, unpack
from osce_extract.sources.web import Web

__all__ = ["Discovery", "Found", "Wish"]

_GZIP_MAGIC = b"\x1f\x8b"
_MOST_LOST_PAGES = 3  # of a listing, one after the other
_MOST_STALE_PAGES = 3  # of a listing, without an address that is new
_MOST_UNPACKED = 64 * 1024 * 1024
_LINK = re.compile(rb"<a\s[^<>]{0,500}?href\s*=\s*[\"']([^\"'<>\s]{1,1000})", re.IGNORECASE)


class Found(NamedTuple):
    """An address, with what was said of it where it was found.

    Attributes:
        address: normalized.
        issued_on: ISO date of publication.
        changed_on: ISO date of the last change.
        issued_by: OSCE structures.
        fields_of_work: topics.
    """

    address: str
    issued_on: str | None = None
    changed_on: str | None = None
    issued_by: tuple[str, ...] = ()
    fields_of_work: tuple[str, ...] = ()


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """Which articles are wanted.

    Attributes:
        since: first ISO date of publication.
        until: last ISO date of publication.
        match: a regular expression that is searched in the address.
        issued_by: words of a structure's name, any of them.
        fields_of_work: words of a topic, any of them.
    """

    since: str | None = None
    until: str | None = None
    match: re.Pattern[str] | None = None
    issued_by: tuple[str, ...] = ()
    fields_of_work: tuple[str, ...] = ()

    def may_want(self, found: Found) -> bool:
        """Whether an article can be wanted, by what is known before it is fetched."""
        if self.match is not None and not self.match.search(found.address):
            return False
        if self.since and found.changed_on and found.changed_on < self.since:
            return False
        return (
            self._is_in_time(found.issued_on)
            and (not found.issued_by or _names(self.issued_by, found.issued_by))
            and (not found.fields_of_work or _names(self.fields_of_work, found.fields_of_work))
        )

    def wants(self, record: Record) -> bool:
        """Whether a record is wanted: an article's, of the time, the structure and the topic asked for.

        A page without a date is wanted whatever the time.
        """
        return (
            record.record_type == "page"
            and self._is_in_time(record.issued_on)
            and _names(self.issued_by, record.issued_by)
            and _names(self.fields_of_work, record.fields_of_work)
        )

    def _is_in_time(self, day: str | None) -> bool:
        return not day or ((self.since or "") <= day and (not self.until or day <= self.until))


class _Place(NamedTuple):
    """A listing, sitemap or feed to read; `after` counts the pages of a listing before it that were lost."""

    address: str
    is_start: bool = True
    after: int = 0
    stale: int = 0


class Discovery:
    """Finds articles.

    Args:
        web: the network.
        starts: addresses of listings, sitemaps, feeds, or of a site, which stands for its sitemaps.
        wish: which articles are wanted.
    """

    def __init__(self, web: Web, starts: Iterable[str], wish: Wish) -> None:
        self._web = web
        self._wish = wish
        self._places = deque(_Place(start) for start in starts)
        self._visited: set[str] = set()
        self._listed: set[str] = set()

    def find(self) -> Iterator[Found | Failure]:
        """Yield addresses that may be wanted, in the order they are found; one may come more than once.

        A listing, sitemap or feed that cannot be read comes as a Failure; the others are read all the same.
        """
        while self._places:
            place = self._places.popleft()
            if place.address not in self._visited:
                self._visited.add(place.address)
                yield from self._read(place)

    def _read(self, place: _Place) -> Iterator[Found | Failure]:
        if place.is_start and urlsplit(place.address).path in {"", "/"}:
            yield from self._read_site(place.address)
            return
        response = try_to_get(place.address, self._web, types=(*PAGE_TYPES, *FEED_TYPES))
        if isinstance(response, Failure):
            yield response
            self._go_past(place)
            return
        try:
            document = _unpacked(response.document)
            feed = read_feed(document.content, document.url or place.address)
            found = self._read_feed(place, feed) if feed else self._read_listing(place, document)
            yield from found
        except PageError as error:
            yield Failure.of(error, place.address)

    def _read_site(self, address: str) -> Iterator[Failure]:
        try:
            sitemaps = self._web.robots_of(address).sitemaps
        except SourceError as error:
            yield Failure.of(error, address)
            return
        addresses = sitemaps or (urljoin(address, "/sitemap.xml"),)
        self._places.extendleft(_Place(urljoin(address, sitemap), False) for sitemap in reversed(addresses))

    def _read_feed(self, place: _Place, feed: Feed) -> Iterator[Found | Failure]:
        since = self._wish.since or ""
        if feed.kind == "sitemap index":
            nested = [e.address for e in feed.entries if not e.date or e.date >= since]
            self._places.extendleft(_Place(address, False) for address in reversed(nested))
        for entry in feed.entries if feed.kind != "sitemap index" else ():
            address = normalize(entry.address)
            if feed.kind == "feed":
                found = Found(address, issued_on=entry.date)
            else:
                found = Found(address, changed_on=entry.date)
            if self._may_be_article(address, listed=feed.kind == "feed") and self._wish.may_want(found):
                yield found
        if feed.damage:
            yield Failure.of(
                NotAPage(f"a {feed.kind} that cannot be read to its end: {feed.damage}"), place.address
            )

    def _read_listing(self, place: _Place, document: Document) -> Iterator[Found | Failure]:
        links = self._links(place, document)
        if not links.items and place.is_start:
            raise NotAPage("neither a listing nor a sitemap nor a feed")
        known = {page.url: page for page in _items(document) if page.url}
        fresh = [item for item in links.items if item not in self._listed]
        self._listed.update(fresh)
        dates: list[str | None] = []
        for item in links.items:
            page = known.get(item)
            found = _found(item, page)
            dates.append(found.issued_on)
            if self._may_be_article(found.address, listed=True) and self._wish.may_want(found):
                yield found
        stale = 0 if fresh else place.stale + 1
        is_past = bool(dates) and all(date is not None and date < (self._wish.since or "") for date in dates)
        if links.next_page and stale < _MOST_STALE_PAGES and not is_past:
            self._places.appendleft(_Place(links.next_page, False, stale=stale))

    def _links(self, place: _Place, document: Document) -> ListingLinks:
        links = read_listing_links(document)
        if links.items or place.is_start:
            return links
        # The last page of a listing may have too few items to be known for one; the pager led here.
        base = document.url or place.address
        linked = [urljoin(base, link.decode("utf-8", "replace")) for link in _LINK.findall(document.content)]
        host = urlsplit(base).netloc
        articles = [link for link in linked if is_article(link) and urlsplit(link).netloc == host]
        return ListingLinks(items=tuple(dict.fromkeys(articles)), next_page=links.next_page)

    def _go_past(self, place: _Place) -> None:
        """After a page of a listing that could not be had, try the one behind it."""
        number = parse_qs(urlsplit(place.address).query).get("page", [""])[0]
        if not place.is_start and number.isdigit() and place.after + 1 < _MOST_LOST_PAGES:
            behind = re.sub(r"(?<=[?&]page=)\d+", str(int(number) + 1), place.address)
            self._places.appendleft(_Place(behind, False, after=place.after + 1))

    def _may_be_article(self, address: str, *, listed: bool) -> bool:
        """Whether to fetch an address; away from the OSCE's site, whatever a list names is taken."""
        if is_file(address):
            return False
        if self._wish.match is not None and not is_on_site(address):
            return True
        return is_article(address) or (listed and not is_on_site(address))


def _found(address: str, page: Page | None) -> Found:
    if page is None:
        return Found(normalize(address))
    return Found(
        normalize(address),
        issued_on=page.issued_on,
        issued_by=page.issued_by,
        fields_of_work=page.fields_of_work,
    )


def _items(document: Document) -> tuple[Page, ...]:
    try:
        return tuple(page for page in read_pages(document) if page.kind == "listing_item")
    except PageError:
        return ()


def _unpacked(document: Document) -> Document:
    if not document.content.startswith(_GZIP_MAGIC):
        return document
    try:
        content = unpack(document.content, ("gzip",), _MOST_UNPACKED)
    except TooMuchData:
        raise NotAPage(f"it unfolds to more than {_MOST_UNPACKED // 1024**2} MiB") from None
    except DamagedData as error:
        raise NotAPage(str(error)) from None
    return msgspec.structs.replace(document, content=content)


def _names(wanted: tuple[str, ...], names: tuple[str, ...]) -> bool:
    """Whether one of the wanted words is in one of the names; no wanted words want everything."""
    folded = [name.casefold() for name in names]
    return not wanted or any(words.casefold() in name for words in wanted for name in folded)

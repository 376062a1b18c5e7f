"""Addresses in, documents out: robots.txt, pace, retries, redirects, limits and the cache in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import msgspec

from osce_extract.errors import Forbidden, NotFound, Refused, RobotsDenied, Unreachable, Unreadable
from osce_extract.sources.document import Document, Fetched
from osce_extract.sources.exchange import Exchange, Headers
from osce_extract.sources.limits import PageLimits, RobotsLimits
from osce_extract.sources.manners import PAGE_TYPES, Manners
from osce_extract.sources.pace import Clock, Pace, SystemClock, host_of
from osce_extract.sources.policy import CachePolicy
from osce_extract.sources.robots import Robots, RobotsBook
from osce_extract.sources.unpacking import DamagedData, TooMuchData, unpack
from osce_extract.sources.visits import Visit, Visitor

if TYPE_CHECKING:
    from osce_extract.sources.wire import CachedWire

__all__ = ["Response", "Web"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_ROBOTS_REDIRECTS = 5  # as many as RFC 9309 asks for


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """A page that came.

    Attributes:
        document: the page, unpacked.
        exchanges: every request and response that led to it, redirects first.
    """

    document: Document
    exchanges: tuple[Exchange, ...]


class Web:
    """The network. Threads may share it; hosts do not wait for one another.

    Args:
        manners: how to behave.
        clock: the time.
    """

    def __init__(self, manners: Manners, clock: Clock | None = None) -> None:
        from osce_extract.sources.wire import Connection, Wire

        self._manners = manners
        self._clock = clock or SystemClock()
        self._pace = Pace(self._clock, pause=manners.pause, at_once=manners.at_once)
        connection = Connection(proxies=manners.proxies, ca_file=manners.ca_file)
        self._wire = Wire(connection, silence=manners.silence, deadline=manners.deadline)
        self._visitor = Visitor(self._wire, self._pace, manners, self._clock)
        self._robots = RobotsBook(self._get_robots, manners.agent_token, self._clock)
        self._cached = self._open_cache()

    def get(self, address: str, *, types: tuple[str, ...] = PAGE_TYPES) -> Response:
        """Get a page.

        Args:
            address: http or https.
            types: content types to take, besides those that the manners add.

        Raises:
            NotFound: 404 or 410.
            Forbidden: another 4xx.
            Unreachable: the network failed, or the server did, also at the last try.
            Unreadable: the body is packed in a damaged or unknown way.
            NotCached: only the cache may be asked, and it does not have it.
            Refused: scheme, size, content type or number of redirects; RobotsDenied for robots.txt.
        """
        visit = Visit(self._clock, self._manners.deadline)
        exchanges: list[Exchange] = []
        url = address.partition("#")[0]
        while True:
            _check_scheme(url)
            exchange = self._get_one(url, types, visit)
            exchanges.append(exchange)
            target = _redirect_target(exchange)
            if target is None:
                return Response(document=self._document(address, exchange, types), exchanges=tuple(exchanges))
            if len(exchanges) > self._manners.max_redirects:
                limit = self._manners.max_redirects
                reason = (
                    f"more than {limit} redirects, the last to {target}; --max-redirects raises the limit"
                )
                raise Refused(reason, url=url, status=exchange.status)
            url = target

    def robots_of(self, url: str) -> Robots:
        """The rules of an address's site.

        Raises:
            RobotsDenied: they cannot be read.
        """
        return self._robots.rules_of(url)

    def close(self) -> None:
        """Close connections and cache."""
        self._wire.close()
        if self._cached is not None:
            self._cached.close()

    def _open_cache(self) -> CachedWire | None:
        from osce_extract.sources.wire import CachedWire

        manners = self._manners
        if manners.cache is None:
            return None
        policy = CachePolicy(
            self._clock, max_age=manners.max_age, refresh=manners.refresh, offline=manners.offline
        )
        return CachedWire(manners.cache, policy, largest=manners.max_bytes)

    def _get_one(self, url: str, types: tuple[str, ...], visit: Visit) -> Exchange:
        def ask(_url: str, headers: Headers) -> Exchange:
            self._ask_robots(url)
            exchange = self._visitor.ask(url, headers, PageLimits(url, self._manners, types), visit)
            # Raised here, so that the cache never keeps an error for a page.
            _check_status(exchange)
            return exchange

        headers = self._headers()
        return ask(url, headers) if self._cached is None else self._cached.get(url, headers, ask)

    def _headers(self) -> Headers:
        return (
            ("User-Agent", self._manners.user_agent),
            ("Accept", "text/html,application/xhtml+xml,text/plain;q=0.9,application/xml;q=0.8,*/*;q=0.1"),
            ("Accept-Encoding", "gzip, deflate, br, zstd"),
            *((("Cache-Control", "no-cache"),) if self._manners.refresh else ()),
        )

    def _ask_robots(self, url: str) -> None:
        if self._manners.ignore_robots:
            return
        robots = self._robots.rules_of(url)
        if robots.pause:
            self._pace.slow_down(host_of(url), robots.pause)
        if not robots.is_allowed(url):
            site = urlsplit(url).netloc
            reason = f"robots.txt of {site} forbids it to {self._manners.agent_token}"
            raise RobotsDenied(f"{reason}; --ignore-robots asks all the same", url=url)

    def _get_robots(self, address: str) -> Exchange:
        visit = Visit(self._clock, self._manners.deadline)
        headers = (("User-Agent", self._manners.user_agent), ("Accept-Encoding", "identity"))
        url = address
        for _ in range(_ROBOTS_REDIRECTS + 1):
            _check_scheme(url)
            exchange = self._visitor.ask(url, headers, RobotsLimits(), visit)
            target = _redirect_target(exchange)
            if target is None:
                break
            url = target
        return exchange

    def _document(self, address: str, exchange: Exchange, types: tuple[str, ...]) -> Document:
        # What comes from the cache was let in under limits that may have been others.
        limits = PageLimits(exchange.url, self._manners, types)
        limits.check_type(exchange.media_type)
        try:
            content = unpack(exchange.body, exchange.encodings, limits.max_bytes)
        except TooMuchData:
            raise limits.too_large() from None
        except DamagedData as error:
            raise Unreadable(str(error), url=exchange.url, status=exchange.status) from None
        return Document(
            location=address,
            content=content,
            url=exchange.url,
            charset=exchange.charset,
            fetched=Fetched(
                status=exchange.status,
                final_url=exchange.url,
                fetched_at=exchange.fetched_at,
                from_cache=exchange.from_cache,
            ),
        )


def _check_scheme(url: str) -> None:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError as error:
        raise Refused(f"no address: {error}", url=url) from None
    if parts.scheme.lower() not in {"http", "https"}:
        scheme = f"{parts.scheme}: is" if parts.scheme else "an address without a scheme is"
        raise Refused(f"{scheme} neither http nor https, and no option allows another", url=url)
    if not host:
        raise Refused("no address: there is no host in it", url=url)


def _redirect_target(exchange: Exchange) -> str | None:
    location = exchange.header("location")
    if exchange.status not in _REDIRECTS or not location:
        return None
    try:
        return urljoin(exchange.url, location.strip()).partition("#")[0]
    except ValueError:
        return location


def _check_status(exchange: Exchange) -> None:
    status = exchange.status
    if status < 400:
        return
    said = f"the server answered {status}"
    if status in _GONE:
        raise NotFound(said, url=exchange.url, status=status)
    if status >= 500 or status in {408, 425, 429}:
        wait = exchange.header("retry-after")
        if wait is not None:
            said += f" and asks to come back after {wait.strip()[:40]}"
        raise Unreachable(said, url=exchange.url, status=status)
    raise Forbidden(said, url=exchange.url, status=status)

"""What a site's robots.txt allows, by RFC 9309; what cannot be read forbids."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from osce_extract.errors import NotCached, RobotsDenied, SourceError, Unreachable
from osce_extract.sources.exchange import Exchange
from osce_extract.sources.pace import Clock
from osce_extract.sources.unpacking import DamagedData, TooMuchData, unpack

if TYPE_CHECKING:
    from protego import Protego

__all__ = ["MAX_ROBOTS_BYTES", "Robots", "RobotsBook", "read_robots"]

MAX_ROBOTS_BYTES = 512 * 1024
"""How much of a robots.txt is read; the RFC asks for at least 500 KiB."""

_KEPT_SECONDS = 24 * 3600
_KEPT_SITES = 1000
_BUSY = 429
_HTML = re.compile(rb"\s*<(?:!doctype|html|head|body|\?xml|!--)|<html[\s>]", re.IGNORECASE)


class Robots:
    """The rules of one site.

    Args:
        rules: as parsed; None allows everything.
        agent: the name that the rules know us by.
    """

    def __init__(self, rules: Protego | None, agent: str) -> None:
        self._rules = rules
        self._agent = agent

    def is_allowed(self, url: str) -> bool:
        """Whether the rules let us fetch an address."""
        return self._rules is None or bool(self._rules.can_fetch(url, self._agent))

    @property
    def pause(self) -> float:
        """Seconds between two requests that the site asks for; 0 when it does not."""
        if self._rules is None:
            return 0.0
        rate = self._rules.request_rate(self._agent)
        between = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(self._rules.crawl_delay(self._agent) or 0.0, between, 0.0)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps it names."""
        return tuple(self._rules.sitemaps) if self._rules else ()


def read_robots(exchange: Exchange, agent: str) -> Robots:
    """Understand the answer to a request for robots.txt.

    Success gives its rules; a 4xx, or a redirect that leads nowhere, means that there are none.

    Raises:
        RobotsDenied: 429, a 5xx, or an HTML page where the rules should be.
    """
    status = exchange.status
    if status == _BUSY or status >= 500:
        raise _denied(f"answered {status}", exchange.url, status, retryable=True)
    if status >= 300:
        return Robots(None, agent)
    try:
        content = unpack(exchange.body, exchange.encodings, 16 * MAX_ROBOTS_BYTES)
    except (DamagedData, TooMuchData):
        raise _denied("cannot be unpacked", exchange.url, status) from None
    if _HTML.match(content.removeprefix(b"\xef\xbb\xbf")[:1024]):
        raise _denied("is an HTML page", exchange.url, status)
    from protego import Protego

    text = content[:MAX_ROBOTS_BYTES].decode("utf-8-sig", "replace")
    if len(content) >= MAX_ROBOTS_BYTES:
        text = text.rpartition("\n")[0]
    return Robots(Protego.parse(text), agent)


class RobotsBook:
    """The rules of every site asked so far, for a day; a failure to read them is not remembered.

    Args:
        fetch: gets a robots.txt, following redirects.
        agent: the name that rules know us by.
        clock: the time.
    """

    def __init__(self, fetch: Callable[[str], Exchange], agent: str, clock: Clock) -> None:
        self._fetch = fetch
        self._agent = agent
        self._clock = clock
        self._known: OrderedDict[str, tuple[float, Robots]] = OrderedDict()
        self._asking: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def rules_of(self, url: str) -> Robots:
        """The rules of an address's site, asked for once.

        Raises:
            RobotsDenied: they cannot be read, so nothing may be fetched.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            asking = self._asking.setdefault(site, threading.Lock())
        with asking:
            known = self._known.get(site)
            if known and self._clock.now() - known[0] < _KEPT_SECONDS:
                return known[1]
            robots = self._ask(f"{site}/robots.txt")
        with self._lock:
            self._known[site] = (self._clock.now(), robots)
            while len(self._known) > _KEPT_SITES:
                self._asking.pop(self._known.popitem(last=False)[0], None)
        return robots

    def _ask(self, address: str) -> Robots:
        try:
            return read_robots(self._fetch(address), self._agent)
        except (RobotsDenied, NotCached):
            raise
        except Unreachable as error:
            raise _denied(str(error), address, error.status, retryable=True) from None
        except SourceError as error:
            raise _denied(str(error), address, error.status) from None


def _denied(reason: str, address: str, status: int | None, *, retryable: bool = False) -> RobotsDenied:
    return RobotsDenied(
        f"{address} cannot be read ({reason}), so nothing may be fetched; --ignore-robots asks all the same",
        url=address,
        status=status,
        retryable=retryable,
    )

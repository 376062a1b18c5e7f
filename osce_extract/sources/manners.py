"""How to behave at a host, and what not to put up with from it."""

from __future__ import annotations

from pathlib import Path

import msgspec

__all__ = ["FEED_TYPES", "PAGE_TYPES", "Manners"]

PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
"""Content types of pages."""

FEED_TYPES = (
    "application/xml",
    "text/xml",
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/gzip",
    "application/x-gzip",
    "application/octet-stream",
)
"""Content types of feeds and sitemaps, packed ones too."""


class Manners(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of all that goes over the network.

    Attributes:
        user_agent: sent with every request; what stands before its first slash is our name in a robots.txt.
        pause: seconds between two requests to a host, from the end of one to the start of the next.
        at_once: requests at a time to one host.
        retries: further tries after the first.
        back_off: seconds before the second try; doubled for each after it.
        max_wait: the longest `Retry-After` that is waited for, in seconds.
        silence: seconds a server may be silent.
        deadline: seconds for one page with all its tries, from its first turn at the host.
        max_bytes: bytes of a body, packed or unpacked.
        max_redirects: redirects that are followed.
        more_types: content types taken besides those of pages.
        ignore_robots: whether robots.txt is not even asked for.
        max_age: seconds for which the cache is used unasked, whatever the server said.
        refresh: whether the server is asked each time.
        offline: whether only the cache is asked.
        cache: the cache's database file; None for no cache.
        proxies: proxy by scheme, as `urllib.request.getproxies` gives them.
        ca_file: certificates to trust instead of the usual ones.
    """

    user_agent: str
    pause: float = 1.0
    at_once: int = 1
    retries: int = 3
    back_off: float = 1.0
    max_wait: float = 120.0
    silence: float = 30.0
    deadline: float = 300.0
    max_bytes: int = 16 * 1024 * 1024
    max_redirects: int = 10
    more_types: tuple[str, ...] = ()
    ignore_robots: bool = False
    max_age: float | None = None
    refresh: bool = False
    offline: bool = False
    cache: Path | None = None
    proxies: dict[str, str] = {}
    ca_file: Path | None = None

    @property
    def agent_token(self) -> str:
        """Our name in a robots.txt."""
        return (self.user_agent.partition("/")[0].split() or [""])[0]

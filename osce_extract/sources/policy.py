"""When an answer in the cache may be used without asking the server."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from osce_extract.errors import NotCached
from osce_extract.sources.exchange import Headers
from osce_extract.sources.pace import Clock

__all__ = ["FETCHED_AT", "CachePolicy", "StoredResponse"]

FETCHED_AT = "osce-extract-fetched-at"
"""The header that a stored response carries besides its own."""


class StoredResponse(NamedTuple):
    """The head of a response in the cache."""

    status: int
    headers: Headers


class CachePolicy:
    """Decides about stored responses.

    Without options a stored response is used unasked only as long as its server said that it stays fresh;
    what a server says nothing about is asked for each time, with ETag and Last-Modified where it has them.

    Args:
        clock: the time.
        max_age: seconds for which a response is used unasked, whatever its server said.
        refresh: ask the server each time.
        offline: use what there is, however old, and ask nobody.
    """

    def __init__(
        self, clock: Clock, *, max_age: float | None = None, refresh: bool = False, offline: bool = False
    ) -> None:
        self._clock = clock
        self._max_age = max_age
        self._refresh = refresh
        self._offline = offline

    def choose(self, stored: Sequence[StoredResponse], url: str) -> int | None:
        """Which of the stored responses to use; None when the server has to be asked.

        Raises:
            NotCached: nobody may be asked, and there is none.
        """
        newest = max(range(len(stored)), key=lambda i: _fetched_at(stored[i]), default=None)
        if newest is None:
            if self._offline:
                raise NotCached("not in the cache, and --offline asks nobody", url=url)
            return None
        return newest if self._may_use(stored[newest]) else None

    def _may_use(self, response: StoredResponse) -> bool:
        if self._offline:
            return True
        if self._refresh:
            return False
        age = (self._clock.today() - _fetched_at(response)).total_seconds()
        if self._max_age is not None:
            return age <= self._max_age
        return age < _lifetime(response)


def _lifetime(response: StoredResponse) -> float:
    """Seconds for which the server said that the response stays fresh, counted from when it gave it."""
    directives = {
        name.strip().lower(): value.strip().strip('"')
        for key, line in response.headers
        if key.lower() == "cache-control"
        for name, _, value in (part.partition("=") for part in line.split(","))
    }
    if "no-cache" in directives or _header(response, "vary") == "*":
        return 0.0
    aged = _number(_header(response, "age"))
    if "max-age" in directives:
        return _number(directives["max-age"]) - aged
    expires = _date(_header(response, "expires"))
    if expires is None:
        return 0.0
    given = _date(_header(response, "date")) or _fetched_at(response)
    return (expires - given).total_seconds() - aged


def _header(response: StoredResponse, name: str) -> str:
    return next((value for key, value in response.headers if key.lower() == name), "")


def _number(text: str) -> float:
    return float(text[:12]) if text.isascii() and text.isdigit() else 0.0


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, IndexError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _fetched_at(response: StoredResponse) -> datetime:
    try:
        return datetime.fromisoformat(_header(response, FETCHED_AT))
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)

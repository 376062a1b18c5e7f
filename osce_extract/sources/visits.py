"""Asking a server for an address: in turn, again when it makes sense, and not for ever."""

from __future__ import annotations

import threading

from osce_extract.errors import Unreachable
from osce_extract.sources.exchange import Exchange, Headers
from osce_extract.sources.limits import Limits
from osce_extract.sources.manners import Manners
from osce_extract.sources.pace import Clock, Pace, host_of
from osce_extract.sources.retries import RETRIED, back_off, read_retry_after
from osce_extract.sources.wire import Wire

__all__ = ["Visit", "Visitor"]

_LONGEST_HOLD = 24 * 3600.0


class Visit:
    """The time that one page may take, counted from its first turn at a host.

    Args:
        clock: the time.
        seconds: how long it may take.
    """

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock = clock
        self._seconds = seconds
        self._end: float | None = None

    def begin(self) -> None:
        """Start counting, if that has not been done."""
        if self._end is None:
            self._end = self._clock.now() + self._seconds

    def left(self) -> float:
        """Seconds that are left."""
        return self._seconds if self._end is None else self._end - self._clock.now()


class Visitor:
    """Asks servers. Threads may share it.

    Args:
        wire: sends requests.
        pace: gives turns at hosts.
        manners: how often to try, and how long to wait.
        clock: the time.
    """

    def __init__(self, wire: Wire, pace: Pace, manners: Manners, clock: Clock) -> None:
        self._wire = wire
        self._pace = pace
        self._manners = manners
        self._clock = clock
        self._tired: set[str] = set()
        self._lock = threading.Lock()

    def ask(self, url: str, headers: Headers, limits: Limits, visit: Visit) -> Exchange:
        """Ask until the server gives an answer that trying again would not better.

        Raises:
            Unreachable: it never gave one.
            Refused: a limit was passed.
        """
        host = host_of(url)
        tries = self._tries(host)
        for attempt in range(1, tries + 1):
            answer = self._try_once(host, url, headers, limits, visit)
            if isinstance(answer, Exchange) and answer.status not in RETRIED:
                self._mark(host, tired=False)
                return answer
            wait = self._wait_after(attempt, answer)
            self._pace.hold(host, wait)
            if wait > self._manners.max_wait or wait > visit.left():
                break
        self._mark(host, tired=True)
        if isinstance(answer, Unreachable):
            raise answer
        return answer

    def _try_once(
        self, host: str, url: str, headers: Headers, limits: Limits, visit: Visit
    ) -> Exchange | Unreachable:
        held = self._pace.held_for(host)
        if held > self._manners.max_wait:
            return Unreachable(
                f"{host} asks to wait {held:.0f} s, longer than --max-wait {self._manners.max_wait:g}",
                url=url,
            )
        with self._pace.turn(host):
            visit.begin()
            at = self._clock.today().isoformat(timespec="microseconds").replace("+00:00", "Z")
            try:
                return self._wire.send(url, headers, limits.reception(), seconds=visit.left(), at=at)
            except Unreachable as error:
                return error

    def _tries(self, host: str) -> int:
        # A host that failed at every try for one page gets a single one for the next, until it answers.
        with self._lock:
            return 1 if host in self._tired else self._manners.retries + 1

    def _mark(self, host: str, *, tired: bool) -> None:
        with self._lock:
            if tired:
                self._tired.add(host)
            else:
                self._tired.discard(host)

    def _wait_after(self, attempt: int, answer: Exchange | Unreachable) -> float:
        if isinstance(answer, Exchange):
            asked = read_retry_after(answer.header("retry-after"), self._clock.today())
            if asked is not None:
                return min(asked, _LONGEST_HOLD)
        return back_off(attempt, self._manners.back_off)

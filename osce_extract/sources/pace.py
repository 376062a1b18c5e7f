"""When a host may be asked next: one request at a time, and a pause between two."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Protocol
from urllib.parse import urlsplit

__all__ = ["Clock", "Pace", "SystemClock", "host_of"]


class Clock(Protocol):
    """The time, and waiting; a test may run it faster."""

    def now(self) -> float:
        """Seconds that only grow."""

    def today(self) -> datetime:
        """The instant, in UTC."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The real time."""

    def now(self) -> float:
        """Seconds that only grow."""
        return time.monotonic()

    def today(self) -> datetime:
        """The instant, in UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


def host_of(url: str) -> str:
    """What counts as one host: the name without `www.`, with the port where it is not the scheme's own.

    What is no address is a host of its own.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    name = (parts.hostname or "").removeprefix("www.")
    return name if port in {None, 80, 443} else f"{name}:{port}"


class _Host:
    def __init__(self, at_once: int) -> None:
        self.places = threading.BoundedSemaphore(at_once)
        self.lock = threading.Lock()
        self.next_at = float("-inf")
        self.held_until = float("-inf")
        self.pause = 0.0


class Pace:
    """Gives turns at hosts. Hosts do not wait for one another.

    Args:
        clock: the time.
        pause: seconds from the end of a request to the start of the next at the same host.
        at_once: requests at a time to one host.
    """

    def __init__(self, clock: Clock, *, pause: float, at_once: int = 1) -> None:
        self._clock = clock
        self._pause = pause
        self._at_once = at_once
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def slow_down(self, host: str, pause: float) -> None:
        """Make the pause of a host at least so long."""
        state = self._state(host)
        with state.lock:
            before = self._gap(state)
            state.pause = max(state.pause, pause)
            state.next_at += self._gap(state) - before  # also after the request that told us

    def hold(self, host: str, seconds: float) -> None:
        """Give no turn at a host for some time, as it asked."""
        state = self._state(host)
        with state.lock:
            state.held_until = max(state.held_until, self._clock.now() + seconds)

    def held_for(self, host: str) -> float:
        """Seconds for which a host has asked not to be asked; 0 when it has not."""
        return max(0.0, self._state(host).held_until - self._clock.now())

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for a turn at a host and keep it for the length of the block."""
        state = self._state(host)
        with state.places:
            self._wait(state)
            try:
                yield
            finally:
                with state.lock:
                    state.next_at = max(state.next_at, self._clock.now() + self._gap(state))

    def _wait(self, state: _Host) -> None:
        with state.lock:
            start = max(self._clock.now(), state.next_at, state.held_until)
            state.next_at = start + self._gap(state)
        while (left := start - self._clock.now()) > 0:
            self._clock.sleep(left)

    def _gap(self, state: _Host) -> float:
        return max(self._pause, state.pause)

    def _state(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host(self._at_once))

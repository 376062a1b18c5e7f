"""Work for several hosts at once: a lane for each, results in the order of the items."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from queue import Full, Queue
from typing import Generic, TypeVar

__all__ = ["work_in_order"]

Item = TypeVar("Item")
Result = TypeVar("Result")

_LOOK_AHEAD = 64  # pages that wait to be read are held in memory
_GLANCE = 0.2  # seconds between two looks at whether the reader has gone


def work_in_order(
    items: Iterable[Item],
    work: Callable[[Item], Result],
    lane_of: Callable[[Item], str],
    *,
    lanes: int,
    in_lane: int = 1,
) -> Iterator[Result]:
    """Work on items of different lanes at the same time, and yield the results in the items' order.

    Items are taken a bounded number ahead of the results that were asked for, on a thread of its own, so that
    a source that is slow or never ends holds up no result. Threads do not outlive the process.

    Args:
        items: what to work on.
        work: makes a result of an item; what it raises is raised here.
        lane_of: names an item's lane.
        lanes: lanes that are worked on at a time.
        in_lane: items of a lane that are worked on at a time.
    """
    stop = threading.Event()
    results: Queue[Future[Result] | None] = Queue(_LOOK_AHEAD)
    crew = _Crew(work, lanes, in_lane, stop)

    def put(result: Future[Result] | None) -> None:
        while not stop.is_set():
            try:
                results.put(result, timeout=_GLANCE)
            except Full:
                continue
            return

    def feed() -> None:
        try:
            for item in items:
                if stop.is_set():
                    return
                put(crew.submit(lane_of(item), item))
        except BaseException as error:
            failed: Future[Result] = Future()
            failed.set_exception(error)
            put(failed)
        put(None)

    threading.Thread(target=feed, name="feed", daemon=True).start()
    try:
        while (result := results.get()) is not None:
            yield result.result()
    finally:
        stop.set()


class _Crew(Generic[Item, Result]):
    """Threads that each empty a lane, then take the next that waits."""

    def __init__(
        self, work: Callable[[Item], Result], lanes: int, in_lane: int, stop: threading.Event
    ) -> None:
        self._work = work
        self._most = lanes * in_lane
        self._in_lane = in_lane
        self._stop = stop
        self._lock = threading.Lock()
        self._lanes: dict[str, deque[tuple[Item, Future[Result]]]] = {}
        self._busy: dict[str, int] = {}

    def submit(self, lane: str, item: Item) -> Future[Result]:
        future: Future[Result] = Future()
        with self._lock:
            self._lanes.setdefault(lane, deque()).append((item, future))
            if self._busy.get(lane, 0) < self._in_lane and sum(self._busy.values()) < self._most:
                self._busy[lane] = self._busy.get(lane, 0) + 1
                threading.Thread(target=self._empty, args=(lane,), name=lane, daemon=True).start()
        return future

    def _empty(self, lane: str) -> None:
        current: str | None = lane
        while current is not None:
            task = self._next_of(current)
            if task is None:
                current = self._move_on(current)
                continue
            item, future = task
            try:
                future.set_result(self._work(item))
            except BaseException as error:
                future.set_exception(error)

    def _next_of(self, lane: str) -> tuple[Item, Future[Result]] | None:
        with self._lock:
            waiting = self._lanes.get(lane)
            return waiting.popleft() if waiting and not self._stop.is_set() else None

    def _move_on(self, lane: str) -> str | None:
        with self._lock:
            self._busy[lane] -= 1
            if not self._busy[lane]:
                del self._busy[lane]
            if not self._lanes.get(lane):
                self._lanes.pop(lane, None)
            if self._stop.is_set():
                return None
            for other, waiting in self._lanes.items():
                if waiting and self._busy.get(other, 0) < self._in_lane:
                    self._busy[other] = self._busy.get(other, 0) + 1
                    return other
        return None

"""Work for several hosts at once: order, errors, and an end before the end."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from osce_extract.runs.lanes import work_in_order

PATIENCE = 60


def _lane(item: int) -> str:
    return str(item % 3)


def test_results_come_in_the_order_of_the_items() -> None:
    assert list(work_in_order(range(200), lambda item: item * item, _lane, lanes=2)) == [
        item * item for item in range(200)
    ]


def test_a_lane_that_waits_holds_up_no_other() -> None:
    """The first item of lane 0 ends only when lane 1 has worked, though one result comes after the other."""
    other = threading.Event()

    def work(item: int) -> int:
        if item == 0:
            assert other.wait(PATIENCE)
        elif item % 3 == 1:
            other.set()
        return item

    assert list(work_in_order(range(9), work, _lane, lanes=3)) == list(range(9))


def test_what_work_raises_is_raised_in_its_place() -> None:
    def work(item: int) -> int:
        if item == 2:
            raise ValueError("two")
        return item

    results = work_in_order(range(5), work, _lane, lanes=2)
    assert [next(results), next(results)] == [0, 1]
    with pytest.raises(ValueError, match="two"):
        next(results)


def test_what_the_source_raises_comes_behind_its_last_item() -> None:
    def source() -> Iterator[int]:
        yield 1
        raise OSError("gone")

    results = work_in_order(source(), lambda item: item, _lane, lanes=2)
    assert next(results) == 1
    with pytest.raises(OSError, match="gone"):
        next(results)


def test_who_stops_asking_ends_the_work() -> None:
    """An endless source is left, though nobody takes the results that were made ahead."""
    taken: list[int] = []
    is_left = threading.Event()

    def source() -> Iterator[int]:
        try:
            while True:
                taken.append(len(taken))
                yield taken[-1]
        finally:
            is_left.set()

    results = work_in_order(source(), lambda item: item, _lane, lanes=2)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    assert is_left.wait(PATIENCE)
    assert len(taken) < 1000

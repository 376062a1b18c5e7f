"""How the time of each reader grows with the length of a page."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from osce_extract.facts import READERS, Hints
from osce_extract.facts.reading import read_page
from osce_extract.pages import read_pages
from osce_extract.sources import Document

FIXTURE = Path(__file__).parent.parent / "tests" / "fixtures" / "dev-text-01.txt"
TIMES = 100


def ratios() -> dict[str, float]:
    """For each step, the time of a body 100 times as long over the time of the body itself."""
    [page] = read_pages(Document(location="-", content=FIXTURE.read_bytes()))
    long_page = msgspec.structs.replace(page, body=_lengthened(page.body))
    short, long = read_page(page, Hints()), read_page(long_page, Hints())
    steps: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "tokens, frames and roles": (lambda: read_page(page, Hints()), lambda: read_page(long_page, Hints())),
    }
    for name, read in READERS.items():
        steps[name] = (lambda read=read: read(short), lambda read=read: read(long))
    return {name: _best(late) / _best(early) for name, (early, late) in steps.items()}


def _lengthened(body: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{paragraph} ({i})" for i in range(TIMES) for paragraph in body)


def _best(work: Callable[[], object]) -> float:
    best = float("inf")
    deadline = time.perf_counter() + 1
    while time.perf_counter() < deadline:
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best

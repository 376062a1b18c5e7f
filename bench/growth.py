"""How the time of each reader grows with the length of a page."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from osce_extract.facts import READERS, Hints
from osce_extract.facts.reading import Reading, read_page
from osce_extract.pages import Page, read_pages
from osce_extract.sources import Document

# As on the command line: how often cycles are looked for must not weigh on what is measured.
gc.set_threshold(100_000)
FIXTURE = Path(__file__).parent.parent / "tests" / "fixtures" / "dev-text-01.txt"
TIMES = 100
_UNENDED = str.maketrans(dict.fromkeys(".?!", ","))
STEPS: dict[str, Callable[[Reading], object] | None] = {"tokens, frames and roles": None, **READERS}


def ratios() -> dict[str, float]:
    """For each step, the time of a body 100 times as long over the time of the body itself.

    The body is lengthened by paragraphs, and into one sentence. Readers share what they find, so each is
    measured on a page that no other has read.
    """
    [page] = read_pages(Document(location="-", content=FIXTURE.read_bytes()))
    found: dict[str, float] = {}
    for shape, lengthen in (("paragraphs", _lengthen), ("one sentence", _join)):
        short = msgspec.structs.replace(page, body=lengthen(page.body, 1))
        long = msgspec.structs.replace(page, body=lengthen(page.body, TIMES))
        for name, read in STEPS.items():
            found[f"{name}, {shape}"] = _best(long, read, 2) / _best(short, read, 50)
    return found


def _lengthen(body: tuple[str, ...], times: int) -> tuple[str, ...]:
    return tuple(f"{paragraph} ({i})" for i in range(times) for paragraph in body)


def _join(body: tuple[str, ...], times: int) -> tuple[str, ...]:
    text = "; ".join(paragraph.rstrip(".").translate(_UNENDED) for paragraph in _lengthen(body, times))
    return (f"{text}.",)


def _best(page: Page, read: Callable[[Reading], object] | None, rounds: int) -> float:
    """The shortest of several times, in seconds, that a reader takes; of the common ground without one."""
    best = float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        reading = read_page(page, Hints())
        if read is not None:
            begun = time.process_time()
            read(reading)
        best = min(best, time.process_time() - begun)
        reading.forget()
    return best

"""One measurement in a process of its own: `python worker.py KIND FOLDER` prints seconds a page."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path


def main() -> None:
    """Read the pages into memory, warm up on some, then time all of them."""
    kind, folder = sys.argv[1:3]
    pages = [path.read_bytes() for path in sorted(Path(folder).iterdir())]
    work = KINDS[kind]()
    for page in pages[:20]:
        work(page)
    start = time.perf_counter()
    for page in pages:
        work(page)
    seconds = (time.perf_counter() - start) / len(pages)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"seconds": seconds, "peak": peak, "pages": len(pages)}))


def _parse() -> Callable[[bytes], object]:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser


def _record() -> Callable[[bytes], object]:
    from osce_extract.facts import Hints
    from osce_extract.runs.extraction import read_records
    from osce_extract.sinks.jsonl import encode
    from osce_extract.sources import Document

    hints = Hints()

    def work(page: bytes) -> list[bytes]:
        return [encode(record) for record in read_records(Document(location="-", content=page), hints)]

    return work


def _page() -> Callable[[bytes], object]:
    from osce_extract.pages import read_pages
    from osce_extract.sources import Document

    return lambda page: read_pages(Document(location="-", content=page))


def _rival() -> Callable[[bytes], object]:
    from rivals import extract

    return extract


KINDS = {"parse": _parse, "page": _page, "record": _record, "rival": _rival}

if __name__ == "__main__":
    main()

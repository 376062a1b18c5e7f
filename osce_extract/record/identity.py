"""Which records are of the same page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from osce_extract.record.model import Record

__all__ = ["distinct", "identity"]


def identity(record: Record) -> tuple[str, ...]:
    """What records of one page share: the address, or without one the bytes and the title."""
    if record.url:
        return record.record_type, record.url
    return record.record_type, record.source.sha256, record.title or ""


def distinct(records: Iterable[Record]) -> Iterator[Record]:
    """The records whose page has not come before."""
    seen: set[tuple[str, ...]] = set()
    for record in records:
        name = identity(record)
        if name not in seen:
            seen.add(name)
            yield record

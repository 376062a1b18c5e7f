"""The output of a crawl as its own memory: what stands in it is done."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from osce_extract.errors import SinkError
from osce_extract.sinks.files import lock
from osce_extract.sinks.jsonl import stream
from osce_extract.sources.addresses import SeenAddresses

__all__ = ["Ledger", "open_ledger"]


class _Source(msgspec.Struct):
    location: str
    final_url: str | None = None


class _Line(msgspec.Struct):
    """As much of a record as tells which page it is of."""

    source: _Source


_DECODER = msgspec.json.Decoder(_Line)


class Ledger:
    """A file of records that is open for more.

    Attributes:
        done: the addresses of its records.
        count: how many records it had when it was opened.
    """

    def __init__(self, file: BinaryIO, name: str, done: SeenAddresses, count: int) -> None:
        self.done = done
        self.count = count
        self._lines = stream(file, name)

    def write(self, line: bytes) -> None:
        """Write a record, given without its line end; it is in the system's hands when this returns.

        Raises:
            SinkError: it cannot be written.
        """
        self._lines.write(line)


@contextmanager
def open_ledger(path: Path) -> Iterator[Ledger]:
    """Open a file of records, or a new one, to write behind what is there.

    A last line that a killed run left torn is cut off: its page is not done. While it is open, no other run
    can open it.

    Raises:
        SinkError: it cannot be read or written, is in use, or holds something else than records.
    """
    try:
        with path.open("ab+") as file:
            lock(file, path)
            file.seek(0)
            done, count, end = _read(file, path)
            file.truncate(end)
            file.seek(0, os.SEEK_END)
            yield Ledger(file, str(path), done, count)
    except OSError as error:
        raise SinkError(f"cannot be written: {error.strerror or error}", location=str(path)) from None


def _read(file: BinaryIO, path: Path) -> tuple[SeenAddresses, int, int]:
    done = SeenAddresses()
    count = end = 0
    for line in file:
        if not line.endswith(b"\n"):
            break
        try:
            source = _DECODER.decode(line).source
        except msgspec.DecodeError:
            reason = f"line {count + 1} is no record, so nothing can be written behind it"
            raise SinkError(reason, location=str(path)) from None
        done.add(source.location)
        if source.final_url:
            done.add(source.final_url)
        count += 1
        end += len(line)
    return done, count, end

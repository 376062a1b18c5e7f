"""A crawl's output in another form than whole records, and the ledger beside it that remembers.

A table cannot tell which pages are done: among the donors, a page without any has no row. So the records
themselves are kept beside it, and the output is their image.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from osce_extract.errors import SinkError
from osce_extract.record.reading import read_records
from osce_extract.runs.ledger import Ledger
from osce_extract.sinks.files import cannot_write
from osce_extract.sinks.jsonl import Lines, encode
from osce_extract.sinks.layout import Layout, header_of, laid_out
from osce_extract.sinks.parquet import arrow_schema, parquet_file
from osce_extract.sources import Failure

__all__ = ["ledger_path", "open_image"]


def ledger_path(layout: Layout) -> Path | None:
    """Where a crawl with this output remembers what is done; None where it writes to a stream.

    Whole records are their own memory; of any other form the records are kept in a file beside it.
    """
    if layout.path is None or (layout.format == "jsonl" and layout.fields is None):
        return layout.path
    return layout.path.with_name(layout.path.name + ".records.jsonl")


@contextmanager
def open_image(layout: Layout, ledger: Ledger) -> Iterator[Lines]:
    """Open an output whose records stand in a ledger; what is written goes into the ledger first.

    Lines are written as they come, and those that a killed run did not get to are written at the start.
    Parquet is written whole when the block ends without an error.

    Args:
        layout: the output, a file.
        ledger: open, at the path that `ledger_path` gives.

    Raises:
        MissingExtra: a package that the format needs is not installed.
        SinkError: it cannot be written, or holds something else than an image of the ledger.
    """
    path, memory = layout.path, ledger_path(layout)
    if path is None or memory is None or path == memory:
        yield ledger
    elif layout.format == "parquet":
        arrow_schema(layout.fields)
        yield ledger
        with parquet_file(path, layout.fields) as rows:
            _copy(memory, rows)
    else:
        with _open(path) as file:
            image = _Image(file, path, memory)
            if (header := header_of(layout)) is not None:
                image.write(header)
            rows = laid_out(layout, image)
            _copy(memory, rows)
            image.finish_comparing()
            yield _Both(ledger, rows)


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("ab+")
    except OSError as error:
        raise cannot_write(str(path), error) from None


class _Both:
    def __init__(self, ledger: Lines, rows: Lines) -> None:
        self._ledger = ledger
        self._rows = rows

    def write(self, line: bytes) -> None:
        self._ledger.write(line)
        self._rows.write(line)


class _Image:
    """Takes the lines that a file ought to hold: compares those that are there, writes those that are not."""

    def __init__(self, file: BinaryIO, path: Path, memory: Path) -> None:
        self._file = file
        self._path = path
        self._memory = memory
        self._left = file.tell()
        file.seek(0)

    def write(self, line: bytes) -> None:
        data = line + b"\n"
        try:
            there = self._file.read(min(len(data), self._left)) if self._left else b""
            self._left -= len(there)
            if not data.startswith(there) or (self._left and there != data):
                raise self._changed()
            self._file.write(data[len(there) :])
            self._file.flush()
        except OSError as error:
            raise cannot_write(str(self._path), error) from None

    def finish_comparing(self) -> None:
        """Check that the file holds nothing but the lines given so far."""
        if self._left:
            raise self._changed()

    def _changed(self) -> SinkError:
        told = f"holds something else than {self._memory} in this form; moved away, it is written anew"
        return SinkError(told, location=str(self._path))


def _copy(memory: Path, rows: Lines) -> None:
    if not memory.stat().st_size:
        return
    for record in read_records([str(memory)], BytesIO()):
        if isinstance(record, Failure):
            raise SinkError(record.message, location=record.location)
        rows.write(encode(record))

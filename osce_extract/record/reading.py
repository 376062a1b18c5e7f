"""Records read back from JSON Lines, one at a time; what is no record is a failure that names its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from osce_extract.errors import SourceError
from osce_extract.record.model import RECORD_VERSION, Record
from osce_extract.sources import Failure
from osce_extract.sources.lines import read_lines

__all__ = ["NO_RECORD", "read_records"]

NO_RECORD = "no_record"
"""The `kind` of a Failure for a line that holds no record."""


def read_records(locations: Iterable[str], stdin: BinaryIO) -> Iterator[Record | Failure]:
    """Yield the records of files in order, and a Failure for a file or line that gives none.

    A bad line loses only itself, but a file that begins with one is no file of records and is left.

    Args:
        locations: paths, "-" for standard input.
        stdin: where "-" is read from.
    """
    for location in locations:
        try:
            yield from _read_file(read_lines(location, stdin), location)
        except SourceError as error:
            yield Failure.of(error, location)


def _read_file(lines: Iterable[bytes], location: str) -> Iterator[Record | Failure]:
    decoder = msgspec.json.Decoder(Record)
    is_first = True
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = decoder.decode(line)
            if record.record_version != RECORD_VERSION:
                raise msgspec.ValidationError(_other_version(record.record_version))
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            yield _failure(location, number, line, error)
            if is_first:
                return
        else:
            yield record
        is_first = False
    if is_first:
        yield Failure(location=location, kind=NO_RECORD, message="no records in it")


def _failure(location: str, number: int, line: bytes, error: Exception) -> Failure:
    # Only the last line can lack its end: the writer was killed, or is still at it.
    is_torn = not line.endswith(b"\n") and not isinstance(error, msgspec.ValidationError)
    told = "breaks off before its end" if is_torn else f"is no record: {error}"
    return Failure(location=location, kind=NO_RECORD, message=f"line {number} {told}")


def _other_version(version: str) -> str:
    return f"it has record_version {version!r}, this osce-extract reads {RECORD_VERSION!r}"

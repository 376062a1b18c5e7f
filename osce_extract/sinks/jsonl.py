"""Records as JSON Lines: to a stream, or to a file that is written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

import msgspec

from osce_extract.sinks.files import anew, behind, cannot_write, whole

if TYPE_CHECKING:
    from osce_extract.sinks.fields import JSON, Fields

__all__ = ["Lines", "append_file", "encode", "reduced", "stream", "whole_file"]

_ENCODER = msgspec.json.Encoder()


class Lines(Protocol):
    """Takes lines of output."""

    def write(self, line: bytes) -> None:
        """Write one line, given without its line end.

        Raises:
            BrokenPipeError: the reader has gone away.
            SinkError: it cannot be written.
        """


def encode(record: msgspec.Struct) -> bytes:
    """A record as one line of JSON in UTF-8, without the line end."""
    return _ENCODER.encode(record)


class _FileLines:
    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._name = name

    def write(self, line: bytes) -> None:
        try:
            self._file.write(line + b"\n")
            self._file.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise cannot_write(self._name, error) from None


class _ReducedLines:
    def __init__(self, lines: Lines, fields: Fields) -> None:
        self._lines = lines
        self._fields = fields

    def write(self, line: bytes) -> None:
        record: dict[str, JSON] = msgspec.json.decode(line)
        self._lines.write(_ENCODER.encode(self._fields.keep(record)))


def stream(file: BinaryIO, name: str = "standard output") -> Lines:
    """Write lines to an open file, flushing each."""
    return _FileLines(file, name)


def reduced(lines: Lines, fields: Fields) -> Lines:
    """Write records of which only some fields are kept."""
    return _ReducedLines(lines, fields)


@contextmanager
def whole_file(path: Path) -> Iterator[Lines]:
    """Write lines to a file that appears under its name only when the block ends without an error.

    Raises:
        SinkError: it cannot be written.
    """
    with whole(path) as file:
        yield _FileLines(file, str(path))


@contextmanager
def growing_file(path: Path) -> Iterator[Lines]:
    """Write lines to a file anew, so that each is there whatever happens next.

    Raises:
        SinkError: it cannot be written.
    """
    with anew(path) as file:
        yield _FileLines(file, str(path))


@contextmanager
def append_file(path: Path) -> Iterator[Lines]:
    """Write lines behind those that a file has; the file is made where there is none.

    Raises:
        SinkError: it cannot be written.
    """
    with behind(path) as file:
        yield _FileLines(file, str(path))

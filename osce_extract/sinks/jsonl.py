"""Records as JSON Lines: to a stream, or to a file that is written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Protocol

import msgspec

from osce_extract.errors import SinkError

__all__ = ["Lines", "append_file", "encode", "stream", "whole_file"]

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
            raise _cannot_write(self._name, error) from None


def stream(file: BinaryIO, name: str = "standard output") -> Lines:
    """Write lines to an open file, flushing each."""
    return _FileLines(file, name)


@contextmanager
def whole_file(path: Path) -> Iterator[Lines]:
    """Write a file that appears under its name only when the block ends without an error.

    Raises:
        SinkError: it cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise _cannot_write(str(path), error) from None
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield _FileLines(file, str(path))
            file.flush()
            os.fsync(file.fileno())
        part.chmod(_mode_of(path))
        part.replace(path)
    except OSError as error:
        raise _cannot_write(str(path), error) from None
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


@contextmanager
def append_file(path: Path) -> Iterator[Lines]:
    """Write lines behind those that a file has; the file is made where there is none.

    A last line without its line end, left by a run that was killed, is given one first.

    Raises:
        SinkError: it cannot be written.
    """
    try:
        with path.open("ab+") as file:
            if file.tell():
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":
                    file.write(b"\n")
            yield _FileLines(file, str(path))
    except OSError as error:
        raise _cannot_write(str(path), error) from None


def _mode_of(path: Path) -> int:
    """The rights the file would have had if it had been opened plainly."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _cannot_write(name: str, error: OSError) -> SinkError:
    return SinkError(f"cannot be written: {error.strerror or error}", location=name)

"""Files for output: written whole or not at all, or written behind what they hold."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from osce_extract.errors import SinkError

__all__ = ["anew", "behind", "cannot_write", "lock", "whole"]


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file that appears under its name only when the block ends without an error.

    A link stays one, and what it leads to is written. A device or a pipe cannot be put in place of: it is
    written as the block goes.

    Raises:
        SinkError: it cannot be written.
    """
    import tempfile

    given, path = path, Path(os.path.realpath(path))
    if given.exists() and not given.is_file():
        with anew(given) as file:
            yield file
        return
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise cannot_write(str(given), error) from None
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.chmod(_mode_of(path))
        part.replace(path)
    except OSError as error:
        raise cannot_write(str(given), error) from None
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


@contextmanager
def anew(path: Path) -> Iterator[BinaryIO]:
    """Open a file that is empty at first and has what was written so far whatever happens next.

    Raises:
        SinkError: it cannot be written.
    """
    try:
        with path.open("wb") as file:
            yield file
    except OSError as error:
        raise cannot_write(str(path), error) from None


@contextmanager
def behind(path: Path) -> Iterator[BinaryIO]:
    """Open a file to write lines behind those that it has; it is made where there is none.

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
            yield file
    except OSError as error:
        raise cannot_write(str(path), error) from None


def lock(file: BinaryIO, path: Path) -> None:
    """Keep an open file from every other run, until it is closed.

    Raises:
        SinkError: another run has it.
    """
    with suppress(ImportError):  # where there is no such lock, two runs at a time are the user's to avoid
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SinkError("another run is writing to it", location=str(path)) from None


def cannot_write(name: str, error: OSError) -> SinkError:
    """The error for a file or stream that the system will not write."""
    return SinkError(f"cannot be written: {error.strerror or error}", location=name)


def _mode_of(path: Path) -> int:
    """The rights the file would have had if it had been opened plainly."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask

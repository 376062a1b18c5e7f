"""Files wherever fsspec can reach them: the local disk, object stores, web servers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote, urlsplit

from osce_extract.errors import MissingExtra, NotFound, SourceError, Unreachable, Unreadable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
    from fsspec import AbstractFileSystem

__all__ = ["Range", "StoredFile", "absolute", "file_system", "open_stored", "read_ranges", "stamp_of"]

Range = tuple[int, int]
"""Offset and length of a part of a file, in bytes."""

_BLOCK = 8 * 1024 * 1024  # bytes for one request to a distant store
_AT_ONCE = 32
_STAMPS = ("ETag", "etag", "generation", "LastModified", "last_modified", "updated", "mtime", "created")


class _Raw(Protocol):
    def read(self, size: int, /) -> bytes: ...


def absolute(location: str) -> str:
    """A location as it is known from any folder and machine: an address as it is, a path from the root on."""
    if location.startswith("file://"):
        location = unquote(urlsplit(location).path)
    return location if "://" in location else str(Path(location).absolute())


def file_system(address: str) -> tuple[AbstractFileSystem, str]:
    """The file system that an address belongs to, and the path in it.

    Raises:
        MissingExtra: fsspec is not installed.
        Unreadable: there is no file system for such addresses, or its package is not installed.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise MissingExtra("dask", "archives wherever they are") from None
    try:
        system, path = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise Unreadable(f"cannot be read: {error}", location=address) from None
    return system, path


class StoredFile(RawIOBase):
    """A file that is read from front to back and remembers what went wrong.

    Attributes:
        failed: why it could not be read to its end; None while it could.
    """

    def __init__(self, file: _Raw, size: int | None) -> None:
        super().__init__()
        self.failed: str | None = None
        self._file = file
        self._left = size

    def readable(self) -> bool:  # noqa: D102
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:  # noqa: D102
        view = memoryview(buffer)
        try:
            data = self._file.read(len(view))
        except Exception as error:  # each store has errors of its own
            self.failed = f"cannot be read: {error or type(error).__name__}"
            raise OSError(self.failed) from error
        if self._left is not None:
            self._left -= len(data)
            if not data and view and self._left > 0:
                self.failed = f"cannot be read: {self._left} bytes before its end nothing more came"
                raise OSError(self.failed)
        view[: len(data)] = data
        return len(data)


@contextmanager
def open_stored(address: str) -> Iterator[tuple[BufferedReader, StoredFile]]:
    """Open a file to read it from front to back; gives it with a buffer, and without one.

    Raises:
        MissingExtra: a package is not installed.
        NotFound: there is no such file.
        SourceError: it cannot be opened; trying again may help where it is distant.
    """
    system, path = file_system(address)
    try:
        file = system.open(path, "rb", block_size=_BLOCK, cache_type="readahead")
    except Exception as error:
        raise _error(error, address) from None
    with file:
        stored = StoredFile(file, getattr(file, "size", None))
        yield BufferedReader(stored, 1 << 16), stored


def stamp_of(address: str) -> str | None:
    """What changes when a file does: its size and what its store says besides; None when it says nothing."""
    try:
        system, path = file_system(address)
        info = system.info(path)
    except Exception:
        return None
    more = next((str(info[name]) for name in _STAMPS if info.get(name) is not None), "")
    return f"{info.get('size')} {more}".strip()


def read_ranges(address: str, ranges: Iterable[Range]) -> Iterator[bytes]:
    """Read parts of a file, and nothing else of it, a few at a time; a part past its end comes short.

    Raises:
        MissingExtra: a package is not installed.
        NotFound: there is no such file.
        SourceError: it cannot be read; trying again may help where it is distant.
    """
    system, path = file_system(address)
    for some in _portions(ranges):
        try:
            parts = system.cat_ranges(
                [path] * len(some), [at for at, _ in some], [at + length for at, length in some]
            )
        except Exception as error:
            raise _error(error, address) from None
        for part, (_, length) in zip(parts, some, strict=True):
            if len(part) > length:
                raise Unreadable("the server gives no parts of a file, only the whole", location=address)
            yield bytes(part)


def _portions(ranges: Iterable[Range]) -> Iterator[list[Range]]:
    some: list[Range] = []
    for part in ranges:
        if some and (len(some) == _AT_ONCE or sum(length for _, length in some) + part[1] > _BLOCK):
            yield some
            some = []
        some.append(part)
    if some:
        yield some


def _error(error: Exception, address: str) -> SourceError:
    if isinstance(error, FileNotFoundError):
        return NotFound("no such file", location=address)
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    if "://" in address and not isinstance(error, PermissionError):
        return Unreachable(f"cannot be read: {reason}", location=address)
    return Unreadable(f"cannot be read: {reason}", location=address)

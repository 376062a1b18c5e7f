"""Files wherever fsspec can reach them: the local disk, object stores, web servers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
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
_WEB = ("http://", "https://")
_SILENCE = 60.0  # seconds that a web server may be silent
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
        system, path = url_to_fs(address, **_options(address))
    except (ImportError, ValueError) as error:
        raise Unreadable(f"cannot be read: {error}", location=address) from None
    return system, path


class StoredFile(RawIOBase):
    """A file that is read from front to back and remembers what went wrong.

    Attributes:
        failed: why it could not be read to its end; None while it could.

    Args:
        file: where it comes from.
        size: how long it is, where that is known.
        in_one_go: opens it anew, to be read without asking for parts, which some web servers do not give.
    """

    def __init__(self, file: _Raw, size: int | None, in_one_go: Callable[[], _Raw] | None = None) -> None:
        super().__init__()
        self.failed: str | None = None
        self._file = file
        self._taken = 0
        self._size = size
        self._in_one_go = in_one_go

    def readable(self) -> bool:  # noqa: D102
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:  # noqa: D102
        view = memoryview(buffer)
        try:
            data = self._read(len(view))
        except Exception as error:  # each store has errors of its own
            self.failed = f"cannot be read: {error or type(error).__name__}"
            raise OSError(self.failed) from error
        self._taken += len(data)
        if not data and view and self._size is not None and self._taken < self._size:
            self.failed = f"cannot be read: {self._size - self._taken} bytes before its end nothing more came"
            raise OSError(self.failed)
        view[: len(data)] = data
        return len(data)

    def _read(self, size: int) -> bytes:
        try:
            return self._file.read(size)
        except ValueError:  # what fsspec makes of a server that sends the whole where a part was asked for
            if self._in_one_go is None:
                raise
        self._file, self._in_one_go = self._in_one_go(), None
        left = self._taken
        while left and (data := self._file.read(min(left, _BLOCK))):
            left -= len(data)
        return self._file.read(size)


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
    with ExitStack() as opened:
        opened.enter_context(file)
        in_one_go = None
        if address.startswith(_WEB):
            in_one_go = lambda: opened.enter_context(system.open(path, "rb", block_size=0))  # noqa: E731
        stored = StoredFile(file, getattr(file, "size", None), in_one_go)
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
                [path] * len(some),
                [at for at, _ in some],
                [at + length for at, length in some],
                on_error="raise",
            )
        except Exception as error:
            raise _error(error, address) from None
        for part, (_, length) in zip(parts, some, strict=True):
            if len(part) > length:
                raise Unreadable("the server gives no parts of a file, only the whole", location=address)
            yield bytes(part)


def _options(address: str) -> dict[str, object]:
    """What a file system is told besides the address: the web's to wait as long as something comes."""
    if not address.startswith(_WEB):
        return {}
    from aiohttp import ClientTimeout

    timeout = ClientTimeout(total=None, sock_connect=_SILENCE, sock_read=_SILENCE)
    return {"client_kwargs": {"timeout": timeout}}


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

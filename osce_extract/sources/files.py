"""Documents from files, folders, archives and standard input; gzip is unpacked here."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import BinaryIO

from osce_extract.errors import MissingExtra, NotFound, Refused, SourceError, Unreadable
from osce_extract.sources.document import Document, Failure, Skipped
from osce_extract.sources.saved import read_note
from osce_extract.sources.signatures import is_warc

__all__ = ["MAX_BYTES", "PAGE_SUFFIXES", "find_pages", "open_document", "read_documents"]

MAX_BYTES = 64 * 1024 * 1024
"""Bytes a page may have, packed or unpacked; a thousand times the size of a real one."""

PAGE_SUFFIXES = frozenset({"", ".txt", ".text", ".html", ".htm", ".xhtml", ".warc"})
"""Suffixes of the files that are taken from a folder, with or without `.gz` behind them."""

_GZIP_MAGIC = b"\x1f\x8b"
_GLANCE = 512


def find_pages(paths: Iterable[str]) -> Iterator[str | Failure]:
    """Name every file that the given paths stand for, in order.

    A folder stands for the pages below it, sorted; hidden files and files that do not end like a page are
    left out. Yields a Failure for a folder without pages.
    """
    for path in paths:
        if path == "-" or not Path(path).is_dir():
            yield path
            continue
        inside = _walk(str(Path(path)))
        first = next(inside, None)
        if first is None:
            yield Failure(location=path, kind="not_found", message="a folder without pages")
            continue
        yield first
        yield from inside


def _walk(folder: str) -> Iterator[str]:
    """The pages below a folder, sorted by their parts; of a large one only the names are held."""
    folders: set[str] = set()
    names: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                is_folder = entry.is_dir(follow_symlinks=False)
                if not entry.name.startswith(".") and (is_folder or _is_page(entry.name)):
                    names.append(entry.name)
                    folders.update([entry.name] if is_folder else ())
    except PermissionError:
        return
    names.sort()
    for name in names:
        path = Path(folder, name)
        if name in folders:
            yield from _walk(str(path))
        elif path.is_file():
            yield str(path)


def _is_page(name: str) -> bool:
    suffix = Path(name).suffix.lower()
    return (Path(Path(name).stem).suffix.lower() if suffix == ".gz" else suffix) in PAGE_SUFFIXES


def read_documents(
    locations: Iterable[str | Failure], stdin: BinaryIO, *, url: str | None = None
) -> Iterator[Document | Failure | Skipped]:
    """Open each location in turn; a WARC archive gives a document for each page in it.

    What cannot be had comes as a Failure in its place, what an archive holds besides pages as Skipped.

    Args:
        locations: paths, "-" for standard input, or failures to pass on.
        stdin: where "-" is read from.
        url: the address of the pages, when known.
    """
    for location in locations:
        if isinstance(location, Failure):
            yield location
            continue
        try:
            with _opened(location, stdin) as file:
                if isinstance(file, BufferedReader) and is_warc(file.peek(_GLANCE)[:_GLANCE]):
                    from osce_extract.sources.warc import read_warc

                    yield from read_warc(file, location, max_bytes=MAX_BYTES)
                else:
                    yield _read_page(file, location, url)
        except (SourceError, MissingExtra) as error:
            yield Failure.of(error, location)


def open_document(location: str, stdin: BinaryIO, *, url: str | None = None) -> Document:
    """Read one file, or standard input for "-".

    Raises:
        NotFound: there is no such file.
        Unreadable: it cannot be read, or is a broken gzip file.
        Refused: it is larger than `MAX_BYTES`.
    """
    with _opened(location, stdin) as file:
        return _read_page(file, location, url)


@contextmanager
def _opened(location: str, stdin: BinaryIO) -> Iterator[BinaryIO]:
    if location == "-":
        yield stdin
        return
    try:
        file = Path(location).open("rb")  # noqa: SIM115
    except FileNotFoundError:
        raise NotFound("no such file", location=location) from None
    except (OSError, ValueError) as error:
        raise _unreadable(error, location) from None
    with file:
        yield file


def _read_page(file: BinaryIO, location: str, url: str | None) -> Document:
    try:
        content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(error, location) from None
    if len(content) <= MAX_BYTES and content.startswith(_GZIP_MAGIC):
        content = _unpack(content, location)
    if len(content) > MAX_BYTES:
        raise Refused(f"larger than {MAX_BYTES // 1024**2} MiB, no page is", location=location)
    document = Document(location=location, content=content, url=url)
    return document if location == "-" else read_note(Path(location), document)


def _unreadable(error: OSError | ValueError, location: str) -> Unreadable:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Unreadable(f"cannot be read: {reason}", location=location)


def _unpack(content: bytes, location: str) -> bytes:
    import gzip

    try:
        with gzip.GzipFile(fileobj=BytesIO(content)) as packed:
            return packed.read(MAX_BYTES + 1)
    except EOFError:
        raise Unreadable("a gzip file that breaks off before its end", location=location) from None
    except (OSError, zlib.error) as error:
        raise Unreadable(f"a damaged gzip file: {error}", location=location) from None

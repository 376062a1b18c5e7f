"""Archives named in many ways: by path or address, by folder, by pattern, in a list, in an index."""

from __future__ import annotations

import glob
import gzip
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from osce_extract.errors import SourceError, Unreadable
from osce_extract.sources.cdx import Index
from osce_extract.sources.document import Document, Failure, Skipped
from osce_extract.sources.signatures import is_warc
from osce_extract.sources.stores import Range, absolute, file_system, open_stored, read_ranges
from osce_extract.sources.warc import read_warc

__all__ = ["Archive", "HostMatch", "find_archives", "read_parts"]

_SUFFIXES = (".warc", ".warc.gz")
_PATTERN = re.compile(r"[*?\[]")
_GLANCE = 4096
_MOST_LIST_BYTES = 256 * 1024 * 1024
_GZIP_MAGIC = b"\x1f\x8b"


class Archive(msgspec.Struct, frozen=True, kw_only=True):
    """One archive.

    Attributes:
        location: its path or address as the caller gave it, or as it follows from what was given.
        address: the same, good from any folder and machine that reaches it.
        parts: the parts of it to read; None for the whole.
    """

    location: str
    address: str
    parts: tuple[Range, ...] | None = None


class HostMatch(msgspec.Struct, frozen=True, kw_only=True):
    """Says of an address whether its host is one of some, or below one of them.

    Attributes:
        hosts: names of hosts; none of them stands for all hosts.
    """

    hosts: tuple[str, ...] = ()

    def __call__(self, address: str) -> bool:
        """Whether the address is on one of the hosts."""
        if not self.hosts:
            return True
        try:
            name = (urlsplit(address).hostname or "").rstrip(".")
        except ValueError:
            return False
        return any(name == host or name.endswith("." + host) for host in self.hosts)


def find_archives(inputs: Iterable[str], index: Index | None = None) -> Iterator[Archive | Failure]:
    """Name every archive that the inputs stand for, in order, each once.

    A folder stands for the archives below it, sorted; a pattern for what it matches; a text file for the
    inputs that it lists, a line each. With an index, an archive stands for the parts that the index names,
    and an address that ends with a slash for the archives that the index names below it.

    Args:
        inputs: paths and addresses.
        index: the parts of archives that are to be read.

    Raises:
        MissingExtra: fsspec is not installed.
    """
    seen: set[str] = set()
    for location in _expand(inputs, index, within_list=False):
        if isinstance(location, Failure):
            yield location
            continue
        address = _address_of(location)
        if address not in seen:
            seen.add(address)
            parts = _parts_of(address, index) if index is not None else None
            yield Archive(location=location, address=address, parts=parts)


def read_parts(archive: Archive, *, max_bytes: int) -> Iterator[Document | Failure | Skipped]:
    """Read the parts of an archive, each of which holds one record; a part that does not is a Failure.

    Raises:
        SourceError: the archive cannot be read.
    """
    sound = [part for part in archive.parts or () if 0 < part[1] <= max_bytes and part[0] >= 0]
    for at, length in set(archive.parts or ()) - set(sound):
        yield _no_record(archive, at, f"is {length} bytes long, no page is")
    for (at, length), data in zip(sound, read_ranges(archive.address, sound), strict=True):
        if len(data) < length:
            yield _no_record(archive, at, "is behind the archive's end")
        elif not is_warc(data):
            yield _no_record(archive, at, "is not there")
        else:
            for found in read_warc(BytesIO(data), archive.location, max_bytes=max_bytes):
                is_torn = isinstance(found, Failure) and found.location == archive.location
                yield _no_record(archive, at, "is damaged") if is_torn else found


def _address_of(location: str) -> str:
    """The one address of an archive, where its store knows it by several."""
    address = absolute(location)
    if "://" not in address:
        return address
    try:
        system, path = file_system(address)
        return str(system.unstrip_protocol(path))
    except SourceError:  # said when it is read
        return address


def _no_record(archive: Archive, at: int, what: str) -> Failure:
    return Failure.of(Unreadable(f"the record that the index has at {at} {what}"), archive.location)


def _parts_of(address: str, index: Index) -> tuple[Range, ...]:
    """What the index has of an archive: under its whole path, or the longest end of it."""
    names = address.split("/")
    ends = ("/".join(names[at:]) for at in range(len(names)))
    by_path = next((index[end] for end in ends if end in index), None)
    if by_path is not None:
        return by_path
    # Downloaded from where the index has it, an archive keeps its name and loses its folders.
    return next((parts for name, parts in index.items() if name.rpartition("/")[2] == names[-1]), ())


def _expand(inputs: Iterable[str], index: Index | None, *, within_list: bool) -> Iterator[str | Failure]:
    for given in inputs:
        try:
            if "://" in given and not given.startswith("file://"):
                found = _find_distant(given, index)
            else:
                found = _find_local(given)
            if found is not None:
                yield from sorted(found)
                if not found:
                    yield _nothing(given)
            elif given.lower().endswith(_SUFFIXES) or within_list:
                yield given
            else:
                yield from _expand_file(given, index)
        except SourceError as error:
            yield msgspec.structs.replace(Failure.of(error), location=given)


def _find_local(given: str) -> list[str] | None:
    """What a folder or a pattern stands for; None for a file."""
    path = given if not given.startswith("file://") else absolute(given)
    if Path(path).is_dir():
        return [str(file) for file in Path(path).rglob("*") if _is_archive(str(file)) and file.is_file()]
    if _PATTERN.search(path) and not Path(path).exists():
        names = glob.glob(path, recursive=True)  # noqa: PTH207 - as the shell would name them
        return [name for name in names if Path(name).is_file()]
    return None


def _find_distant(given: str, index: Index | None) -> list[str] | None:
    """What an address of a folder or with a pattern stands for; None for a file's."""
    if given.endswith("/"):
        if index is not None:
            return [given + name.lstrip("/") for name in index]
        return [
            found for found in _listed(given, lambda system, path: system.find(path)) if _is_archive(found)
        ]
    if "*" in given or "[" in given:
        return _listed(given, lambda system, path: system.glob(path))
    return None


def _listed(given: str, ask: Callable[..., list[str]]) -> list[str]:
    system, path = file_system(given)
    try:
        return [system.unstrip_protocol(name) for name in ask(system, path)]
    except Exception as error:  # each store has errors of its own
        raise Unreadable(f"cannot be listed: {error or type(error).__name__}", location=given) from None


def _is_archive(name: str) -> bool:
    return name.lower().endswith(_SUFFIXES) and not name.rpartition("/")[2].startswith(".")


def _nothing(given: str) -> Failure:
    return Failure(location=given, kind="not_found", message="no archives there")


def _expand_file(given: str, index: Index | None) -> Iterator[str | Failure]:
    """A file by another name than an archive's: a list when its bytes are text, else an archive after all."""
    with open_stored(absolute(given)) as (file, _):
        head = file.read(_GLANCE)
        content = b"" if is_warc(head) else _text(head + file.read(_MOST_LIST_BYTES), given)
    if content is None or is_warc(head):
        yield given
        return
    lines = (line.strip() for line in content.decode("utf-8", "surrogateescape").splitlines())
    yield from _expand((line for line in lines if line and not line.startswith("#")), index, within_list=True)


def _text(content: bytes, given: str) -> bytes | None:
    """The bytes of a text, unpacked; None for what is no text."""
    if content.startswith(_GZIP_MAGIC):
        try:
            content = gzip.decompress(content)
        except (OSError, EOFError, zlib.error) as error:
            raise Unreadable(f"a damaged gzip file: {error}", location=given) from None
    is_text = b"\0" not in content and all(byte > 31 or byte in b"\t\n\f\r" for byte in set(content))
    return content if is_text else None

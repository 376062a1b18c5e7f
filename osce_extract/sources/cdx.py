"""An index of archives (CDXJ, as Common Crawl's): which parts of which archive hold pages of some hosts."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

import msgspec

from osce_extract.errors import Unreadable
from osce_extract.sources.manners import PAGE_TYPES
from osce_extract.sources.stores import Range, open_stored

__all__ = ["Index", "digest_of_index", "read_index"]

Index = dict[str, tuple[Range, ...]]
"""The parts of each archive that hold pages, by the archive's name, from front to back."""

_GZIP_MAGIC = b"\x1f\x8b"
_STEP = 1 << 18
_NO_TYPE = "unk"  # what Common Crawl writes where the server named none


class _Line(msgspec.Struct):
    """As much of a line as says where a page is, and whether it is one; the numbers may be in quotes."""

    url: str
    filename: str
    offset: int
    length: int
    status: int | None = None
    mime: str | None = None


def read_index(address: str, wants: Callable[[str], bool] | None = None) -> Index:
    """Read an index, gzipped or not: lines of JSON, with or without a key and an instant before it.

    Args:
        address: a path or address.
        wants: says of a page's address whether it is read.

    Raises:
        SourceError: it cannot be read, or holds something else than index lines.
    """
    decoder = msgspec.json.Decoder(_Line, strict=False)
    parts: dict[str, set[Range]] = {}
    with open_stored(address) as (file, _):
        for number, line in enumerate(_lines(file, address), 1):
            text = line.strip()
            if not text:
                continue
            try:
                found = decoder.decode(text[max(text.find(b"{"), 0) :])
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                raise Unreadable(
                    f"line {number} is none of a CDXJ index: {error}", location=address
                ) from None
            if _is_page(found) and (wants is None or wants(found.url)):
                parts.setdefault(found.filename, set()).add((found.offset, found.length))
    return {name: tuple(sorted(ranges)) for name, ranges in parts.items()}


def digest_of_index(index: Index) -> str:
    """Hexadecimal SHA-256 of what an index names."""
    return hashlib.sha256(msgspec.json.encode(sorted(index.items()))).hexdigest()


def _is_page(line: _Line) -> bool:
    """Whether reading it can give a page, by what `read_warc` would take."""
    return line.status in {None, 200} and line.mime in {None, "", _NO_TYPE, *PAGE_TYPES}


def _lines(file: BinaryIO, address: str) -> Iterator[bytes]:
    rest = b""
    for piece in _unpacked(file, address):
        *lines, rest = (rest + piece).split(b"\n")
        yield from lines
    if rest:
        yield rest


def _unpacked(file: BinaryIO, address: str) -> Iterable[bytes]:
    inflate: zlib._Decompress | None = None
    is_first = True
    try:
        while data := file.read(_STEP):
            if is_first:
                inflate = zlib.decompressobj(16 + zlib.MAX_WBITS) if data.startswith(_GZIP_MAGIC) else None
                is_first = False
            while data and inflate is not None:
                yield inflate.decompress(data)
                data = inflate.unused_data
                if inflate.eof:
                    inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
            if inflate is None:
                yield data
    except (OSError, zlib.error) as error:
        raise Unreadable(f"cannot be read: {error}", location=address) from None

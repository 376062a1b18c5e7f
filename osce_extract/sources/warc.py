"""WARC archives in, their pages out, record by record; a torn archive is told after what is good in it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from osce_extract.errors import MissingExtra, Refused, Unreadable
from osce_extract.sources.document import Document, Failure, Fetched, Skipped
from osce_extract.sources.exchange import Exchange, content_encodings
from osce_extract.sources.manners import PAGE_TYPES
from osce_extract.sources.unpacking import DamagedData, TooMuchData, unpack

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

__all__ = ["read_warc"]

_GZIP_MAGIC = b"\x1f\x8b"
_END = b"\r\n\r\n"
_STEP = 1 << 16
_CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]{1,16}")


def read_warc(
    file: BinaryIO, location: str, *, max_bytes: int, wants: Callable[[str], bool] | None = None
) -> Iterator[Document | Failure | Skipped]:
    """Read the pages of an archive, one at a time.

    Args:
        file: the archive, gzipped or not, from its beginning.
        location: its path.
        max_bytes: bytes that a page may have, packed or unpacked.
        wants: says of an address whether its response is read; the others are skipped.

    Yields:
        A Document for each successful response with a page; Skipped for each other response; a Failure for
        each that is too large or damaged, and at the end for an archive that breaks off.

    Raises:
        MissingExtra: FastWARC is not installed.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise MissingExtra("warc", "WARC archives") from None
    stream = _Unpacked(file)
    try:
        for record in ArchiveIterator(stream, parse_http=False):
            is_response = record.record_type == WarcRecordType.response
            is_wanted = wants is None or wants(_address(record))
            size = int(record.content_length)
            if size > max_bytes:
                if is_response and is_wanted:
                    yield _too_large(_name(location, record), max_bytes)
                continue
            # Records of other kinds are read too, or nobody would notice that one breaks off.
            block = record.reader.read(size) if size else b""
            if len(block) < size:
                stream.is_torn = True
                break
            if is_response and not is_wanted:
                yield Skipped(location=_name(location, record), reason="not asked for")
            elif is_response and block:
                yield _read_response(record, block, location, max_bytes)
    except OSError:  # FastWARC's complaint of a record's head
        stream.is_torn = True
    if stream.fault is not None:
        reason = stream.fault.strerror or str(stream.fault)
        yield Failure.of(Unreadable(f"cannot be read: {reason}"), location)
    elif not stream.is_whole():
        reason = "a WARC archive that is damaged or breaks off before its end"
        yield Failure.of(Unreadable(reason), location)


class _Unpacked:
    """The bytes of an archive without gzip, as a file that FastWARC reads; remembers whether it ends well."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._inflate: zlib._Decompress | None = None
        self._packed = b""
        self._tail = b""
        self._is_packed: bool | None = None
        self._given = 0
        self.is_torn = False
        self.fault: OSError | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._read(_STEP if size < 0 else size)
        except OSError as error:  # FastWARC would panic
            self.fault = error
            return b""
        self._given += len(data)
        self._tail = (self._tail + data)[-len(_END) :]
        return data

    def _read(self, size: int) -> bytes:
        if self._is_packed is None:
            self._packed = self._file.read(_STEP)
            self._is_packed = self._packed.startswith(_GZIP_MAGIC)
        return self._unpack(size) if self._is_packed else self._take(size)

    def tell(self) -> int:
        return self._given

    def seek(self, _offset: int, _whence: int = 0) -> int:
        raise OSError("an archive is read from front to back")

    def close(self) -> None:
        """The caller closes the file."""

    def is_whole(self) -> bool:
        while self.read(_STEP):
            pass
        return not self.is_torn and self._inflate is None and self._tail == _END

    def _take(self, size: int) -> bytes:
        data, self._packed = self._packed[:size], self._packed[size:]
        return data or self._file.read(size)

    def _unpack(self, size: int) -> bytes:
        while not self.is_torn:
            self._packed = self._packed or self._file.read(_STEP)
            if not self._packed:
                return b""
            try:
                if self._inflate is None:
                    self._inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
                data = self._inflate.decompress(self._packed, size)
            except zlib.error:
                self.is_torn = True
                return b""
            if self._inflate.eof:
                self._packed = self._inflate.unused_data
                self._inflate = None
            else:
                self._packed = self._inflate.unconsumed_tail
            if data:
                return data
        return b""


def _read_response(
    record: WarcRecord, block: bytes, location: str, max_bytes: int
) -> Document | Failure | Skipped:
    name = _name(location, record)
    exchange = _read_http(record, block)
    if exchange is None:
        return Skipped(location=name, reason="no HTTP response")
    if exchange.status != 200:
        return Skipped(location=name, reason=f"answered {exchange.status}")
    if exchange.media_type not in {None, *PAGE_TYPES}:
        return Skipped(location=name, reason=f"of type {exchange.media_type}")
    try:
        body = _without_chunks(exchange)
        content = unpack(body, exchange.encodings, max_bytes)
    except TooMuchData:
        return _too_large(name, max_bytes)
    except DamagedData as error:
        return Failure.of(Unreadable(str(error)), name)
    return Document(
        location=name,
        content=content,
        url=exchange.url,
        charset=exchange.charset,
        fetched=Fetched(
            status=exchange.status,
            final_url=exchange.url,
            fetched_at=exchange.fetched_at,
            from_cache=exchange.from_cache,
        ),
    )


def _read_http(record: WarcRecord, block: bytes) -> Exchange | None:
    from http.client import HTTPException, parse_headers

    file = BytesIO(block)
    version, _, rest = file.readline(_STEP).decode("latin-1").partition(" ")
    status = rest[:3]
    if not version.startswith("HTTP/") or not status.isdecimal():
        return None
    try:
        headers = parse_headers(file)
    except HTTPException:
        return None
    return Exchange(
        url=_address(record),
        request_headers=(),
        status=int(status),
        headers=tuple((key, str(value)) for key, value in headers.items()),
        body=file.read(),
        fetched_at=record.headers.get("WARC-Date") or "",
    )


def _without_chunks(exchange: Exchange) -> bytes:
    """The body without HTTP/1.1's chunks, which some archives keep and others undo in spite of the header."""
    body = exchange.body
    if "chunked" not in content_encodings(exchange.header("transfer-encoding")):
        return body
    pieces: list[bytes] = []
    at = 0
    while at < len(body):
        end = body.find(b"\r\n", at, at + 1024)
        size_text = body[at:end].partition(b";")[0].strip() if end >= 0 else b""
        if not _CHUNK_SIZE.fullmatch(size_text):
            if not pieces:
                return body
            raise DamagedData("its chunks are damaged")
        size = int(size_text, 16)
        if size == 0:
            break
        pieces.append(body[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
    return b"".join(pieces)


def _too_large(name: str, max_bytes: int) -> Failure:
    return Failure.of(Refused(f"larger than {max_bytes // 1024**2} MiB, no page is"), name)


def _address(record: WarcRecord) -> str:
    return (record.headers.get("WARC-Target-URI") or "").strip("<>")


def _name(location: str, record: WarcRecord) -> str:
    return f"{location}#{_address(record) or (record.record_id or '').strip('<>')}"

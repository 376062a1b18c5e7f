"""Requests and responses in, a standard WARC archive out."""

from __future__ import annotations

import base64
import gzip
import hashlib
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from osce_extract.errors import SinkError
from osce_extract.sinks.files import cannot_write
from osce_extract.sources.exchange import Exchange, Headers

__all__ = ["WarcFile", "warc_file"]


class WarcFile:
    """An archive that is open for writing.

    Args:
        file: where to.
        name: its path.
        packed: whether each record is gzipped.
    """

    def __init__(self, file: BinaryIO, name: str, *, packed: bool) -> None:
        self._file = file
        self._name = name
        self._packed = packed

    def write_info(self, fields: Headers, at: str) -> None:
        """Write what the archive is and who made it; the first record."""
        block = _head(fields)
        self._write((("WARC-Type", "warcinfo"), ("WARC-Date", at)), block, "application/warc-fields")

    def write(self, exchanges: Iterable[Exchange]) -> None:
        """Write the responses that led to a page, each with its request where one was sent for it.

        Raises:
            SinkError: it cannot be written.
        """
        try:
            for exchange in exchanges:
                self._write_exchange(exchange)
            self._file.flush()
        except OSError as error:
            raise cannot_write(self._name, error) from None

    def _write_exchange(self, exchange: Exchange) -> None:
        about = (("WARC-Target-URI", exchange.url), ("WARC-Date", exchange.fetched_at))
        digest = (("WARC-Payload-Digest", _digest(exchange.body)),)
        block = _response_head(exchange) + exchange.body
        kind = "application/http;msgtype=response"
        response = self._write((("WARC-Type", "response"), *about, *digest), block, kind)
        if exchange.request_headers:
            together = (("WARC-Concurrent-To", response),)
            block = _request_head(exchange)
            kind = "application/http;msgtype=request"
            self._write((("WARC-Type", "request"), *about, *together), block, kind)

    def _write(self, fields: Headers, block: bytes, content_type: str) -> str:
        record_id = f"<urn:uuid:{uuid.uuid4()}>"
        head = _head(
            (
                *fields,
                ("WARC-Record-ID", record_id),
                ("WARC-Block-Digest", _digest(block)),
                ("Content-Type", content_type),
                ("Content-Length", str(len(block))),
            )
        )
        record = b"WARC/1.1\r\n" + head + b"\r\n" + block + b"\r\n\r\n"
        self._file.write(gzip.compress(record, mtime=0) if self._packed else record)
        return record_id


@contextmanager
def warc_file(path: Path, fields: Headers, at: str) -> Iterator[WarcFile]:
    """Open a new archive; it is gzipped when its name ends in `.gz`.

    Args:
        path: where to; there must be no such file.
        fields: what its first record says: software, user agent.
        at: ISO 8601 instant in UTC.

    Raises:
        SinkError: there is such a file, or it cannot be written.
    """
    try:
        file = path.open("xb")
    except FileExistsError:
        raise SinkError(
            "there is such a file, and an archive is not written over", location=str(path)
        ) from None
    except OSError as error:
        raise cannot_write(str(path), error) from None
    with file:
        archive = WarcFile(file, str(path), packed=path.suffix == ".gz")
        archive.write_info((("format", "WARC File Format 1.1"), *fields), at)
        yield archive


def _head(fields: Headers) -> bytes:
    return b"".join(f"{key}: {_one_line(value)}\r\n".encode() for key, value in fields)


def _one_line(value: str) -> str:
    return " ".join(value.splitlines()).strip()


def _response_head(exchange: Exchange) -> bytes:
    """The head as HTTP/1.1, whatever the version was; the length is that of the body as it is archived."""
    try:
        phrase = HTTPStatus(exchange.status).phrase
    except ValueError:
        phrase = ""
    kept = tuple(pair for pair in exchange.headers if pair[0].lower() != "content-length")
    length = (("Content-Length", str(len(exchange.body))),)
    return f"HTTP/1.1 {exchange.status} {phrase}\r\n".encode() + _head((*kept, *length)) + b"\r\n"


def _request_head(exchange: Exchange) -> bytes:
    parts = urlsplit(exchange.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return f"GET {target} HTTP/1.1\r\n".encode() + _head(exchange.request_headers) + b"\r\n"


def _digest(data: bytes) -> str:
    # SHA-1 because that is what the tools that check archives know; nothing here rests on its strength.
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()

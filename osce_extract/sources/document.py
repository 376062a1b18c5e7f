"""What a source yields: the bytes of a page with their provenance, or the reason why there are none."""

from __future__ import annotations

import hashlib

import msgspec

from osce_extract.errors import OsceExtractError, SourceError

__all__ = ["Document", "Failure", "Fetched", "Skipped"]


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """How a page came over the network.

    Attributes:
        status: HTTP status code.
        final_url: the address after redirects.
        fetched_at: ISO 8601 instant in UTC.
        from_cache: whether the body was served from the cache on disk.
    """

    status: int
    final_url: str
    fetched_at: str
    from_cache: bool


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One page as bytes.

    Attributes:
        location: path or address as the caller gave it; "-" for standard input.
        content: the bytes, unzipped, undecoded.
        url: the page's address, when known.
        charset: the charset that the transport declared, when it did.
        fetched: how it came over the network; None for files.
    """

    location: str
    content: bytes
    url: str | None = None
    charset: str | None = None
    fetched: Fetched | None = None

    @property
    def sha256(self) -> str:
        """Hexadecimal digest of the content."""
        return hashlib.sha256(self.content).hexdigest()


class Skipped(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was left out because it is no page to read, which is no failure.

    Attributes:
        location: path or address as the caller gave it.
        reason: a few words for people.
    """

    location: str
    reason: str


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """Why a location gave no record; one line of an `--errors` file.

    Attributes:
        location: path or address as the caller gave it.
        kind: the error's name in snake case (see `osce_extract.errors`).
        message: one line for people.
        retryable: whether the same request may succeed later.
        url: the page's address, when it differs from `location`.
        status: HTTP status code, when a server answered.
    """

    location: str
    kind: str
    message: str
    retryable: bool = False
    url: str | None = None
    status: int | None = None

    @classmethod
    def of(cls, error: OsceExtractError, location: str = "") -> Failure:
        """Describe an error; `location` fills in where the error does not know it."""
        return cls(
            location=error.location or location,
            kind=error.kind,
            message=str(error),
            retryable=error.retryable,
            url=error.url if isinstance(error, SourceError) else None,
            status=error.status if isinstance(error, SourceError) else None,
        )

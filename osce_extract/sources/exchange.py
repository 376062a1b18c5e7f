"""One request and its response, as they went over the wire."""

from __future__ import annotations

import msgspec

__all__ = ["Exchange", "Headers", "content_encodings", "media_type"]

Headers = tuple[tuple[str, str], ...]


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """A response with what was asked.

    Attributes:
        url: the address that was asked for.
        request_headers: as sent; empty when the cache answered without asking.
        status: HTTP status code.
        headers: the response's, without `Transfer-Encoding`.
        body: as it came, in its content encoding.
        fetched_at: ISO 8601 instant in UTC at which the server gave it or confirmed it.
        from_cache: whether the body was kept from an earlier request.
    """

    url: str
    request_headers: Headers
    status: int
    headers: Headers
    body: bytes
    fetched_at: str
    from_cache: bool = False

    def header(self, name: str) -> str | None:
        """The first value of a header, whatever its case; None when it is not there."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def encodings(self) -> tuple[str, ...]:
        """Names of the content encodings in the order they were applied, lower case."""
        return content_encodings(self.header("content-encoding"))

    @property
    def media_type(self) -> str | None:
        """The content type without parameters, lower case; None when the server gave none."""
        return media_type(self.header("content-type"))

    @property
    def charset(self) -> str | None:
        """The charset of the content type, when the server declared it."""
        from email.message import Message

        message = Message()
        message["content-type"] = self.header("content-type") or ""
        charset = message.get_param("charset")
        return charset.strip() or None if isinstance(charset, str) else None


def media_type(value: str | None) -> str | None:
    """The type in a `Content-Type` header without parameters, lower case; None when there is none."""
    return (value or "").partition(";")[0].strip().lower() or None


def content_encodings(value: str | None) -> tuple[str, ...]:
    """The names in a `Content-Encoding` header, lower case, without `identity`."""
    names = (name.strip().lower() for name in (value or "").split(","))
    return tuple(name for name in names if name and name != "identity")

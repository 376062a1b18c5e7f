"""Everything that can go wrong, as one tree.

OsceExtractError
├── SourceError        a page could not be had
│   ├── NotFound           no such file or address
│   ├── Unreadable         it is there, but cannot be read whole
│   ├── NotCached          it is not in the cache, and only the cache may be asked
│   ├── Forbidden          the server will not give it
│   ├── Refused            a policy forbids it: size, scheme, content type, number of redirects
│   │   └── RobotsDenied       the site's robots.txt forbids it, or cannot be read
│   └── Unreachable        the network or the server failed; trying again may help
├── PageError          the bytes are no page we can read
│   ├── EmptyPage          nothing in it
│   └── NotAPage           a PDF, an image, an archive, binary data
├── SinkError          records could not be written
├── MissingExtra       an optional package is not installed
└── UsageError         a request that contradicts itself

A page without facts is no error: its record has empty fields and, where it helps, warnings.
"""

from __future__ import annotations

__all__ = [
    "EmptyPage",
    "Forbidden",
    "MissingExtra",
    "NotAPage",
    "NotCached",
    "NotFound",
    "OsceExtractError",
    "PageError",
    "Refused",
    "RobotsDenied",
    "SinkError",
    "SourceError",
    "Unreachable",
    "Unreadable",
    "UsageError",
]


class OsceExtractError(Exception):
    """The root of all errors of this package.

    Attributes:
        location: the path or address it is about, as it was given; "" where there is none.
        retryable: whether the same request may succeed later.
    """

    retryable: bool = False

    def __init__(self, message: str, *, location: str = "") -> None:
        super().__init__(message)
        self.location = location

    @property
    def kind(self) -> str:
        """The error's name for machines: the class name in snake case."""
        name = type(self).__name__
        return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")


class SourceError(OsceExtractError):
    """A page could not be had.

    Attributes:
        url: the address that gave the error, where it differs from the one asked for.
        status: HTTP status code, when a server answered.
    """

    def __init__(
        self,
        message: str,
        *,
        location: str = "",
        url: str | None = None,
        status: int | None = None,
        retryable: bool | None = None,
    ) -> None:
        super().__init__(message, location=location)
        self.url = url
        self.status = status
        if retryable is not None:
            self.retryable = retryable


class NotFound(SourceError):
    """No such file or address."""


class Unreadable(SourceError):
    """It is there, but cannot be read whole."""


class NotCached(SourceError):
    """It is not in the cache, and only the cache may be asked."""


class Forbidden(SourceError):
    """The server will not give it."""


class Refused(SourceError):
    """A policy forbids it: a size limit, a scheme, a content type, the number of redirects."""


class RobotsDenied(Refused):
    """The site's robots.txt forbids it, or cannot be read."""


class Unreachable(SourceError):
    """The network or the server failed; trying again may help."""

    retryable = True


class PageError(OsceExtractError):
    """The bytes are no page that can be read."""


class EmptyPage(PageError):
    """There is no text in it."""


class NotAPage(PageError):
    """It is neither text nor HTML: a PDF, an image, an archive, other binary data."""


class SinkError(OsceExtractError):
    """Records could not be written."""


class MissingExtra(OsceExtractError):
    """An optional package is not installed.

    Args:
        extra: the extra that brings it.
        what: what needs it, for people.
    """

    def __init__(self, extra: str, what: str) -> None:
        super().__init__(f"{what} need the extra '{extra}': pip install 'osce-extract[{extra}]'")
        self.extra = extra


class UsageError(OsceExtractError):
    """A request that contradicts itself."""

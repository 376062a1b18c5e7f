"""Everything that can go wrong, as one tree.

OsceExtractError
├── SourceError        a page could not be had
│   ├── NotFound           no such file or address
│   ├── Unreadable         it is there, but cannot be read whole
│   ├── Refused            a policy forbids it: robots.txt, size, scheme, content type
│   └── Unreachable        the network or the server failed; trying again may help
├── PageError          the bytes are no page we can read
│   ├── EmptyPage          nothing in it
│   └── NotAPage           a PDF, an image, an archive, binary data
├── SinkError          records could not be written
└── UsageError         a request that contradicts itself

A page without facts is no error: its record has empty fields and, where it helps, warnings.
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "EmptyPage",
    "NotAPage",
    "NotFound",
    "OsceExtractError",
    "PageError",
    "Refused",
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

    retryable: ClassVar[bool] = False

    def __init__(self, message: str, *, location: str = "") -> None:
        super().__init__(message)
        self.location = location

    @property
    def kind(self) -> str:
        """The error's name for machines: the class name in snake case."""
        name = type(self).__name__
        return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")


class SourceError(OsceExtractError):
    """A page could not be had."""


class NotFound(SourceError):
    """No such file or address."""


class Unreadable(SourceError):
    """It is there, but cannot be read whole."""


class Refused(SourceError):
    """A policy forbids it: robots.txt, a size limit, a scheme, a content type."""


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


class UsageError(OsceExtractError):
    """A request that contradicts itself."""

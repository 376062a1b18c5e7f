"""What is taken of a response: content types, and a size, packed and unpacked, while it comes in."""

from __future__ import annotations

from typing import Protocol

from osce_extract.errors import Refused
from osce_extract.sources.exchange import Headers, content_encodings, media_type
from osce_extract.sources.manners import Manners
from osce_extract.sources.robots import MAX_ROBOTS_BYTES
from osce_extract.sources.unpacking import DamagedData, TooMuchData, Unpacker

__all__ = ["Limits", "PageLimits", "Reception", "RobotsLimits"]

_OF_AN_ERROR = 64 * 1024  # bytes of a body that nobody will read


class Reception(Protocol):
    """Watches one response come in; what it raises ends the request at once."""

    def start(self, status: int, headers: Headers) -> None:
        """The head has come."""

    def take(self, piece: bytes) -> bool:
        """A piece of the body has come; False when no more of it is wanted."""


class Limits(Protocol):
    """Makes a Reception for each try."""

    def reception(self) -> Reception:
        """A new one."""


class PageLimits:
    """Limits of a page.

    Args:
        url: its address.
        manners: the limits.
        types: content types to take, besides those that the manners add.
    """

    def __init__(self, url: str, manners: Manners, types: tuple[str, ...]) -> None:
        self._url = url
        self._types = frozenset(types) | {name.lower() for name in manners.more_types}
        self.max_bytes = manners.max_bytes

    def reception(self) -> Reception:
        """A new watch over one response."""
        return _PageReception(self)

    def check_type(self, media_type: str | None) -> None:
        """Refuse a content type; a server that names none is given the benefit of the doubt.

        Raises:
            Refused: it is not taken.
        """
        if media_type is not None and media_type not in self._types:
            raise Refused(
                f"of type {media_type}, which no page is; --content-type {media_type} takes it", url=self._url
            )

    def too_large(self) -> Refused:
        """The refusal of a body that passes the limit."""
        return Refused(
            f"larger than {self.max_bytes / 1024**2:g} MiB; --max-size raises the limit", url=self._url
        )


class _PageReception:
    def __init__(self, limits: PageLimits) -> None:
        self._limits = limits
        self._taken = 0
        self._wanted = True
        self._unpacker: Unpacker | None = None

    def start(self, status: int, headers: Headers) -> None:
        named = {key.lower(): value for key, value in headers}
        self._wanted = 200 <= status < 300
        if not self._wanted:
            return
        self._limits.check_type(media_type(named.get("content-type")))
        length = named.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length[:18]) > self._limits.max_bytes:
            raise self._limits.too_large()
        try:
            self._unpacker = Unpacker(
                content_encodings(named.get("content-encoding")), self._limits.max_bytes
            )
        except DamagedData:
            self._unpacker = None  # said when the whole is unpacked

    def take(self, piece: bytes) -> bool:
        self._taken += len(piece)
        if not self._wanted:
            return self._taken < _OF_AN_ERROR
        if self._taken > self._limits.max_bytes:
            raise self._limits.too_large()
        if self._unpacker is not None:
            try:
                self._unpacker.feed(piece)
            except TooMuchData:
                raise self._limits.too_large() from None
            except DamagedData:
                self._unpacker = None
        return True


class RobotsLimits:
    """Limits of a robots.txt: any type, and no more than its beginning."""

    def __init__(self) -> None:
        self._taken = 0

    def reception(self) -> Reception:
        """A new watch over one response."""
        return RobotsLimits()

    def start(self, status: int, headers: Headers) -> None:
        """Any head will do."""

    def take(self, piece: bytes) -> bool:
        """Take pieces until there is enough."""
        self._taken += len(piece)
        return self._taken < MAX_ROBOTS_BYTES

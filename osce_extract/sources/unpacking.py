"""Packed bytes in, unpacked bytes out, never more than a limit: a small bomb must not fill the memory."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable

__all__ = ["CODINGS", "DamagedData", "TooMuchData", "Unpacker", "unpack"]

CODINGS = ("gzip", "deflate", "br", "zstd")
"""Content codings that can be unpacked."""

_MOST_LAYERS = 2
_STEP = 1 << 16
# A zstd frame can say "128 kB of the same byte" in four bytes, and the library has no limit on its output.
_ZSTD_STEP = 256
_ZSTD_WINDOW = 1 << 27


class TooMuchData(Exception):
    """More comes out than the limit allows."""


class DamagedData(Exception):
    """The packed bytes are damaged, break off early, or are packed in a way that is not known."""


class Unpacker:
    """Undoes content codings piece by piece.

    Args:
        codings: their names in the order they were applied.
        limit: bytes that may come out in all.

    Raises:
        DamagedData: a coding is not known, or there are too many.
    """

    def __init__(self, codings: Iterable[str], limit: int) -> None:
        names = [name.removeprefix("x-") for name in codings]
        unknown = [name for name in names if name not in CODINGS]
        if unknown or len(names) > _MOST_LAYERS:
            raise DamagedData(f"packed as {', '.join(names)}, which cannot be unpacked")
        self._layers = [_LAYERS[name](limit) for name in reversed(names)]
        self._left = limit

    def feed(self, data: bytes) -> bytes:
        """Unpack the next piece.

        Raises:
            TooMuchData: the limit is passed.
            DamagedData: the bytes are damaged.
        """
        for layer in self._layers:
            data = layer.feed(data)
        self._left -= len(data)
        if self._left < 0:
            raise TooMuchData
        return data

    def finish(self) -> None:
        """Say that all has been fed.

        Raises:
            DamagedData: more was to come.
        """
        if not all(layer.is_complete() for layer in self._layers):
            raise DamagedData("the packed data breaks off before its end")


def unpack(data: bytes, codings: Iterable[str], limit: int) -> bytes:
    """Unpack data that is all there.

    Raises:
        TooMuchData: more than `limit` bytes come out.
        DamagedData: the bytes are damaged or incomplete, or a coding is not known.
    """
    unpacker = Unpacker(codings, limit)
    content = b"".join([unpacker.feed(data[i : i + _STEP]) for i in range(0, len(data), _STEP)])
    unpacker.finish()
    return content


class _Layer:
    """One coding. `feed` raises TooMuchData as soon as more than the limit has come out of it."""

    def __init__(self, limit: int) -> None:
        self._left = limit
        self._started = False
        self._ended = True

    def feed(self, data: bytes) -> bytes:
        out: list[bytes] = []
        self._started = self._started or bool(data)
        self._unpack(data, out)
        return b"".join(out)

    def is_complete(self) -> bool:
        return not self._started or self._ended

    def _unpack(self, data: bytes, out: list[bytes]) -> None:
        raise NotImplementedError

    def _put(self, piece: bytes, out: list[bytes]) -> None:
        self._left -= len(piece)
        if self._left < 0:
            raise TooMuchData
        out.append(piece)


class _Gzip(_Layer):
    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self._inflate = self._new(b"")
        self._ended = False

    def _new(self, _head: bytes) -> zlib._Decompress:
        return zlib.decompressobj(16 + zlib.MAX_WBITS)

    def _unpack(self, data: bytes, out: list[bytes]) -> None:
        try:
            while data:
                if self._ended:
                    # A gzip file may have several members; other bytes behind the last are padding.
                    if not data.startswith(b"\x1f"):
                        return
                    self._inflate, self._ended = self._new(data), False
                self._put(self._inflate.decompress(data, min(_STEP, self._left + 1)), out)
                self._ended = self._inflate.eof
                data = self._inflate.unused_data if self._ended else self._inflate.unconsumed_tail
        except zlib.error as error:
            raise DamagedData(f"the packed data is damaged: {error}") from None


class _Deflate(_Gzip):
    """Both what the standard means by deflate (with a zlib header) and what some servers send (without)."""

    def _new(self, head: bytes) -> zlib._Decompress:
        bare = len(head) > 1 and ((head[0] & 15) != 8 or (head[0] << 8 | head[1]) % 31 != 0)
        return zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS)

    def _unpack(self, data: bytes, out: list[bytes]) -> None:
        if data and self._inflate is not None and not self._seen:
            self._inflate, self._seen = self._new(data), True
        super()._unpack(data, out)

    _seen = False


class _Brotli(_Layer):
    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        import brotli

        self._brotli = brotli.Decompressor()
        self._error: type[Exception] = brotli.error
        self._ended = False

    def _unpack(self, data: bytes, out: list[bytes]) -> None:
        try:
            self._put(self._brotli.process(data, output_buffer_limit=_STEP), out)
            while not self._brotli.can_accept_more_data():
                self._put(self._brotli.process(b"", output_buffer_limit=_STEP), out)
        except self._error:
            raise DamagedData("the packed data is damaged (brotli)") from None
        self._ended = self._brotli.is_finished()


class _Zstd(_Layer):
    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        import zstandard

        self._new = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj
        self._error: type[Exception] = zstandard.ZstdError
        self._zstd = self._new()
        self._ended = False

    def _unpack(self, data: bytes, out: list[bytes]) -> None:
        try:
            while data:
                if self._ended:
                    self._zstd, self._ended = self._new(), False
                step, data = data[:_ZSTD_STEP], data[_ZSTD_STEP:]
                self._put(self._zstd.decompress(step), out)
                self._ended = self._zstd.eof
                data = self._zstd.unused_data + data
        except self._error as error:
            raise DamagedData(f"the packed data is damaged: {error}") from None


_LAYERS: dict[str, Callable[[int], _Layer]] = {
    "gzip": _Gzip,
    "deflate": _Deflate,
    "br": _Brotli,
    "zstd": _Zstd,
}

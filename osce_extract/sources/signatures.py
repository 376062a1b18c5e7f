"""What a file is by its first bytes."""

from __future__ import annotations

import zlib

__all__ = ["is_warc"]

_MAGIC = b"WARC/"
_GZIP_MAGIC = b"\x1f\x8b"


def is_warc(head: bytes) -> bool:
    """Whether a file that begins with these bytes is a WARC archive, gzipped or not."""
    if head.startswith(_GZIP_MAGIC):
        try:
            head = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, len(_MAGIC))
        except zlib.error:
            return False
    return head.startswith(_MAGIC)

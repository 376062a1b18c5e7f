"""Lines of files and standard input, as they come; gzip is unpacked here."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

from osce_extract.errors import NotFound, Unreadable

__all__ = ["read_lines"]

_GZIP_MAGIC = b"\x1f\x8b"


def read_lines(location: str, stdin: BinaryIO) -> Iterator[bytes]:
    """Yield lines with their line ends, holding one at a time; only a line feed ends a line.

    Args:
        location: a path, or "-" for standard input.
        stdin: where "-" is read from.

    Raises:
        NotFound: there is no such file.
        Unreadable: it cannot be read, or is a broken gzip file.
    """
    try:
        with ExitStack() as files:
            file = stdin if location == "-" else files.enter_context(Path(location).open("rb"))
            if cast(BufferedReader, file).peek(2).startswith(_GZIP_MAGIC):
                file = files.enter_context(cast(BinaryIO, gzip.GzipFile(fileobj=file)))
            yield from file
    except FileNotFoundError:
        raise NotFound("no such file", location=location) from None
    except EOFError:
        raise Unreadable("a gzip file that breaks off before its end", location=location) from None
    except (OSError, ValueError, zlib.error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Unreadable(f"cannot be read: {reason}", location=location) from None

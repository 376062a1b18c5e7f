"""One page for a command that works on one."""

from __future__ import annotations

import sys

from osce_extract.sources import Document
from osce_extract.sources.files import open_document

__all__ = ["open_input"]


def open_input(location: str) -> Document:
    """Read a file or standard input.

    Raises:
        SourceError: the page cannot be had.
    """
    return open_document(location, sys.stdin.buffer)

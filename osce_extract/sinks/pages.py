"""Fetched pages in, files out, with all that `parse` needs to read them as they were read."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from osce_extract.sinks.files import cannot_write, whole
from osce_extract.sources import Document
from osce_extract.sources.saved import SavedPage, note_of

__all__ = ["open_folder", "save_page"]

_NOT_IN_NAMES = re.compile(r"[^0-9a-z]+")
_LONGEST = 80


def open_folder(folder: Path) -> None:
    """Make a folder for pages, if there is none.

    Raises:
        SinkError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(str(folder), error) from None


def save_page(document: Document, folder: Path) -> Path:
    """Write a page, and the note on it, under a name made of its address; the same address, the same name.

    Raises:
        SinkError: it cannot be written.
    """
    path = folder / _name(document)
    note = SavedPage(
        location=document.location,
        url=document.url,
        sha256=document.sha256,
        charset=document.charset,
        fetched=document.fetched,
    )
    with whole(note_of(path)) as file:
        file.write(msgspec.json.encode(note) + b"\n")
    with whole(path) as file:
        file.write(document.content)
    return path


def _name(document: Document) -> str:
    parts = urlsplit(document.location)
    words = _NOT_IN_NAMES.sub("-", unquote(f"{parts.hostname or ''}{parts.path}").lower()).strip("-")
    digest = hashlib.sha256(document.location.encode()).hexdigest()[:8]
    suffix = ".html" if b"<" in document.content[:1024] else ".txt"
    return f"{words[:_LONGEST]}-{digest}{suffix}"

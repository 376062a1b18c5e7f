"""What a saved page cannot say itself, in a note beside it: address, declared charset, when it came."""

from __future__ import annotations

from pathlib import Path

import msgspec

from osce_extract.sources.document import Document, Fetched

__all__ = ["SavedPage", "note_of", "read_note"]

_SUFFIX = ".fetched.json"


class SavedPage(msgspec.Struct, frozen=True, kw_only=True):
    """The note beside a saved page.

    Attributes:
        location: the address as it was asked for.
        url: the address after redirects.
        sha256: hexadecimal digest of the page, which the note is good for.
        charset: the charset that the server declared, when it did.
        fetched: how it came.
    """

    location: str
    url: str | None
    sha256: str
    charset: str | None
    fetched: Fetched | None


def note_of(page: Path) -> Path:
    """Where the note of a page is."""
    return page.with_name(page.name + _SUFFIX)


def read_note(page: Path, document: Document) -> Document:
    """Add what the note beside a file says, if there is one and it is of this very page."""
    try:
        saved = msgspec.json.decode(note_of(page).read_bytes(), type=SavedPage)
    except (OSError, msgspec.DecodeError):
        return document
    if saved.sha256 != document.sha256:
        return document
    return msgspec.structs.replace(
        document, url=document.url or saved.url, charset=saved.charset, fetched=saved.fetched
    )

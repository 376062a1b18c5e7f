"""The memory of a batch run: a line for each input, written as it is done; any stop can be resumed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from time import monotonic
from typing import BinaryIO

import msgspec

from osce_extract.errors import SinkError, UsageError
from osce_extract.runs.batch import MANIFEST, Entry, Settings
from osce_extract.sinks.files import lock, whole
from osce_extract.sinks.folders import Folder
from osce_extract.sinks.jsonl import encode, stream

__all__ = ["Manifest", "open_manifest"]

_PAUSE = 30.0  # seconds between two times that a distant manifest is written, whole each time


class Manifest:
    """What is known of each input.

    Attributes:
        entries: by address.
    """

    def __init__(self, folder: Folder, entries: dict[str, Entry], journal: BinaryIO | None) -> None:
        self.entries = entries
        self._folder = folder
        self._journal = stream(journal, MANIFEST) if journal is not None else None
        self._written = monotonic()

    def add(self, entry: Entry) -> None:
        """Remember an entry, instead of what was known of the same input.

        Raises:
            SinkError: it cannot be written.
        """
        self.entries[entry.address] = entry
        if self._journal is not None:
            self._journal.write(encode(entry))
        elif monotonic() - self._written > _PAUSE:
            self.write()

    def write(self) -> None:
        """Write the manifest anew, a line for each input, in the order of their addresses.

        Raises:
            SinkError: it cannot be written.
        """
        lines = b"".join(encode(self.entries[address]) + b"\n" for address in sorted(self.entries))
        with self._folder.place(MANIFEST) as path, whole(path) as file:
            file.write(lines)
        self._written = monotonic()


@contextmanager
def open_manifest(folder: Folder, settings: Settings) -> Iterator[Manifest]:
    """Open the manifest of a folder; while it is open, no other run on this machine can open it.

    Raises:
        SinkError: it cannot be read or written, is in use, or is no manifest.
        UsageError: it is of a run with other settings, whose outputs these would not match.
    """
    if folder.path is None:
        manifest = Manifest(folder, _read(folder.read(MANIFEST) or b"", settings, folder.location), None)
        try:
            yield manifest
        finally:
            manifest.write()
        return
    with _open_journal(folder.path / MANIFEST) as journal:
        content = journal.read()
        journal.truncate(content.rfind(b"\n") + 1)
        journal.seek(0, os.SEEK_END)
        manifest = Manifest(folder, _read(content, settings, folder.location), journal)
        try:
            yield manifest
        finally:
            manifest.write()


@contextmanager
def _open_journal(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("ab+") as journal:
            lock(journal, path)
            journal.seek(0)
            yield journal
    except OSError as error:
        raise SinkError(f"cannot be written: {error.strerror or error}", location=str(path)) from None


def _read(content: bytes, settings: Settings, location: str) -> dict[str, Entry]:
    decoder = msgspec.json.Decoder(Entry)
    entries: dict[str, Entry] = {}
    for number, line in enumerate(BytesIO(content), 1):
        if not line.endswith(b"\n"):
            break  # a run was killed while it wrote: what the line tells of counts as not done
        try:
            entry = decoder.decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            reason = f"line {number} of {MANIFEST} is no entry of a manifest"
            raise SinkError(reason, location=location) from None
        entries[entry.address] = entry
    if any(entry.settings != settings.digest for entry in entries.values()):
        reason = "holds the outputs of a run with other options or another version of osce-extract"
        raise UsageError(f"{location} {reason}; take another folder")
    return entries

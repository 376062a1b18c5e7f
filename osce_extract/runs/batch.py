"""Many archives: what is to be done with each, what has been done, what is missing. Nothing is read here."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from osce_extract.facts import Hints
from osce_extract.sinks.csv import Per
from osce_extract.sinks.fields import Fields
from osce_extract.sinks.layout import Format, Layout
from osce_extract.sources import Failure
from osce_extract.sources.archives import Archive

__all__ = ["MANIFEST", "Entry", "Settings", "Task", "missing", "plan"]

MANIFEST = "manifest.jsonl"
"""Name of the manifest in the folder of outputs."""

_NOT_IN_NAMES = re.compile(r"[^0-9A-Za-z._-]+")
_LONGEST = 150


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the bytes of an output depend on besides the archive.

    Attributes:
        version: of this package.
        format: of the outputs.
        per: in CSV, the kind of fact that has a row of its own; None for a row a page.
        fields: dotted names of those kept, in order; none for all.
        hosts: hosts whose responses are read; none for all.
        reference_date: what the caller knows of every page.
        navigation: lines left out of every page, in order, as `Hints` has them.
        index: digest of the index of parts; None without one.
    """

    version: str
    format: Format = "jsonl"
    per: Per | None = None
    fields: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    reference_date: str | None = None
    navigation: tuple[str, ...] = ()
    index: str | None = None

    @property
    def hints(self) -> Hints:
        """What the caller knows of every page."""
        return Hints(reference_date=self.reference_date, navigation=frozenset(self.navigation))

    def layout(self, path: Path) -> Layout:
        """The form of an output at this path."""
        fields = Fields(paths=self.fields) if self.fields else None
        return Layout(path=path, format=self.format, per=self.per, fields=fields)

    @property
    def digest(self) -> str:
        """The same for the same settings, in a few characters."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:16]


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One archive to read into one output.

    Attributes:
        archive: what is read.
        folder: path or address of the folder of outputs.
        output: the output's name in it.
        settings: how it is read.
        keep_failures: whether every failure is wanted, and not only their number.
    """

    archive: Archive
    folder: str
    output: str
    settings: Settings
    keep_failures: bool = False


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the manifest: what an input came to.

    Attributes:
        input: its path or address as the caller gave it.
        address: the same, good from any folder; by it an input is known again.
        output: name of the file with its records; None where there is none.
        records: records in the output.
        skipped: responses that are no pages, or of other hosts.
        failed: pages that gave no record, and the archive where it is damaged or no archive.
        seconds: time that its worker took.
        sha256: hexadecimal digest of the output.
        bytes: size of the output.
        error: what is wrong with the archive itself.
        stamp: what changes when the input does: its size, and date or tag.
        settings: digest of the settings.
    """

    input: str
    address: str
    output: str | None
    records: int = 0
    skipped: int = 0
    failed: int = 0
    seconds: float = 0.0
    sha256: str | None = None
    bytes: int | None = None
    error: Failure | None = None
    stamp: str | None = None
    settings: str


def plan(
    archives: Sequence[Archive],
    folder: str,
    settings: Settings,
    known: Mapping[str, Entry],
    *,
    keep_failures: bool = False,
) -> list[Task]:
    """A task for each archive, its output named after it.

    Archives of the same name get a digest of their address into the name of the output. What the manifest
    knows keeps its name, so that later inputs take none away from earlier ones.

    Args:
        archives: what is read, no address twice.
        folder: path or address of the folder of outputs.
        settings: how it is read.
        known: entries of the manifest by address.
        keep_failures: whether every failure is wanted.
    """
    named = {archive.address: _name(archive.address) for archive in archives}
    taken = {entry.output.lower(): address for address, entry in known.items() if entry.output}
    often = Counter(name.lower() for name in named.values())

    def output(address: str) -> str:
        entry = known.get(address)
        if entry is not None and entry.output:
            return entry.output
        name = f"{named[address]}.{settings.format}"
        is_shared = often[named[address].lower()] > 1 or name.lower() in taken or name == MANIFEST
        digest = hashlib.sha256(address.encode("utf-8", "surrogateescape")).hexdigest()[:8]
        return f"{named[address]}-{digest}.{settings.format}" if is_shared else name

    return [
        Task(
            archive=archive,
            folder=folder,
            output=output(archive.address),
            settings=settings,
            keep_failures=keep_failures,
        )
        for archive in archives
    ]


def missing(
    tasks: Iterable[Task],
    known: Mapping[str, Entry],
    is_there: Callable[[str, int, str], bool],
    stamp: Callable[[str], str | None],
) -> list[Task]:
    """The tasks that are still to be done: without an entry, without their output, or of a changed input.

    Args:
        tasks: all of them.
        known: entries of the manifest by address.
        is_there: says of an output's name, size and digest whether there is such a file.
        stamp: what `Entry.stamp` would be now. Archives on the local disk are asked, and of others those
            that were damaged: a million distant ones are not looked at for the sake of it.
    """

    def is_done(task: Task) -> bool:
        entry = known.get(task.archive.address)
        if entry is None or entry.output is None or entry.sha256 is None or entry.bytes is None:
            return False
        is_asked = entry.error is not None or "://" not in entry.address
        if is_asked and stamp(entry.address) != entry.stamp:
            return False
        return is_there(entry.output, entry.bytes, entry.sha256)

    return [task for task in tasks if not is_done(task)]


def _name(address: str) -> str:
    path = urlsplit(address).path if "://" in address else address
    name = _NOT_IN_NAMES.sub("-", path.rstrip("/").rpartition("/")[2])
    return name.removesuffix(".gz")[-_LONGEST:].lstrip(".-") or "archive"

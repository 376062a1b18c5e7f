"""One archive in, one output out: what a worker does, on whatever machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from time import perf_counter

import msgspec

from osce_extract.errors import MissingExtra, SourceError, Unreachable, Unreadable
from osce_extract.runs.batch import Entry, Task
from osce_extract.runs.parsing import INTERNAL, Outcome, parse_one
from osce_extract.sinks.folders import Folder, digest_of
from osce_extract.sinks.layout import open_sink
from osce_extract.sources import Document, Failure, Skipped
from osce_extract.sources.archives import HostMatch, read_parts
from osce_extract.sources.files import MAX_BYTES
from osce_extract.sources.signatures import is_warc
from osce_extract.sources.stores import StoredFile, open_stored, stamp_of
from osce_extract.sources.warc import read_warc

__all__ = ["Result", "extract_archive"]

_GLANCE = 512

Found = Document | Failure | Skipped


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What one archive came to.

    Attributes:
        entry: for the manifest.
        failures: each page that gave no record, where they are wanted.
        traces: tracebacks of internal errors.
    """

    entry: Entry
    failures: tuple[Failure, ...] = ()
    traces: tuple[str, ...] = ()


class _Tally:
    """Counts what becomes of the pages of one archive."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._start = perf_counter()
        # Taken first: an archive that changes while it is read must not pass for the one that was read.
        self._stamp = stamp_of(task.archive.address)
        self.records = self.skipped = self.failed = 0
        self.failures: list[Failure] = []
        self.traces: list[str] = []
        self.error: Failure | None = None

    def count(self, outcome: Outcome) -> None:
        self.records += len(outcome.lines)
        self.skipped += outcome.skipped is not None
        if outcome.failure is not None:
            self.fail(outcome.failure)
        if outcome.trace:
            self.traces.append(outcome.trace)

    def fail(self, failure: Failure) -> None:
        self.failed += 1
        if failure.location == self._task.archive.location:
            self.error = self.error or failure
        if self._task.keep_failures or failure.kind == INTERNAL:
            self.failures.append(failure)

    def result(
        self, *, output: str | None = None, sha256: str | None = None, size: int | None = None
    ) -> Result:
        archive = self._task.archive
        entry = Entry(
            input=archive.location,
            address=archive.address,
            output=output,
            records=self.records if output else 0,
            skipped=self.skipped if output else 0,
            failed=self.failed,
            seconds=round(perf_counter() - self._start, 3),
            sha256=sha256,
            bytes=size,
            error=self.error,
            stamp=self._stamp,
            settings=self._task.settings.digest,
        )
        return Result(entry=entry, failures=tuple(self.failures), traces=tuple(self.traces))


def extract_archive(task: Task) -> Result:
    """Read an archive and write its records to its output, whole or not at all.

    An archive that breaks off gives an output with what is good in it, and an error in its entry. What is no
    archive gives an entry without an output.

    Raises:
        Unreachable: the archive could not be read to its end; trying again may help.
        SinkError: the output could not be written.
    """
    tally = _Tally(task)
    folder = Folder(task.folder)
    try:
        with _opened(task) as found, folder.place(task.output) as path:
            with open_sink(task.settings.layout(path), BytesIO()) as sink:
                for document in found:
                    outcome = parse_one(document, task.settings.hints)
                    tally.count(outcome)
                    for line in outcome.lines:
                        sink.write(line)
            return tally.result(output=task.output, sha256=digest_of(path), size=path.stat().st_size)
    except Unreachable:
        raise
    except (MissingExtra, SourceError) as error:
        failure = Failure.of(error)
        tally.fail(msgspec.structs.replace(failure, location=task.archive.location))
    folder.remove(task.output)
    return tally.result()


@contextmanager
def _opened(task: Task) -> Iterator[Iterable[Found]]:
    """What is in an archive, and at the end a word on whether that was all.

    Raises:
        SourceError: it is no archive, or could not be read.
    """
    archive = task.archive
    if archive.parts is not None:
        yield read_parts(archive, max_bytes=MAX_BYTES)
        return
    wants = HostMatch(hosts=task.settings.hosts)
    with open_stored(archive.address) as (file, stored):
        try:
            head = file.peek(_GLANCE)[:_GLANCE]
        except OSError:
            raise Unreachable(stored.failed or "cannot be read", location=archive.location) from None
        if not is_warc(head):
            raise Unreadable("no WARC archive", location=archive.location)
        found = read_warc(file, archive.location, max_bytes=MAX_BYTES, wants=wants)
        yield _to_its_end(found, stored, archive.location)


def _to_its_end(found: Iterable[Found], stored: StoredFile, location: str) -> Iterator[Found]:
    """Pass on what is found; what the store did not give is no fault of the archive, and no end of it."""
    yield from found
    if stored.failed:
        raise Unreachable(stored.failed, location=location)

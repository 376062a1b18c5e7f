"""What `osce-extract batch` does with its options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import msgspec
import typer

from osce_extract.cli.bulletin import Bulletin, open_bulletin
from osce_extract.cli.exits import Exit
from osce_extract.cli.running import layout_of, read_navigation
from osce_extract.errors import MissingExtra, SinkError, SourceError, Unreachable, UsageError
from osce_extract.runs.archives import Result, extract_archive
from osce_extract.runs.batch import MANIFEST, Entry, Settings, Task, missing, plan
from osce_extract.runs.cluster import Cluster, open_cluster
from osce_extract.runs.manifest import Manifest, open_manifest
from osce_extract.runs.parsing import INTERNAL
from osce_extract.sinks.csv import Per
from osce_extract.sinks.folders import Folder
from osce_extract.sinks.jsonl import Lines, append_file, encode
from osce_extract.sinks.layout import Format
from osce_extract.sources import Failure
from osce_extract.sources.archives import Archive, HostMatch, find_archives
from osce_extract.sources.cdx import digest_of_index, read_index
from osce_extract.sources.stores import absolute, stamp_of

__all__ = ["Wishes", "carry_out"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wishes:
    """The options of a batch run; each is as the option says."""

    inputs: list[str]
    output: str
    format: Format
    per: Per | None
    fields: str | None
    hosts: tuple[str, ...]
    cdx: str | None
    reference_date: str | None
    navigation: Path | None
    scheduler: str | None
    jobs: int | None
    errors: Path | None
    is_json: bool
    quiet: bool
    verbose: bool


@dataclass(slots=True)
class _Sum:
    """What a run came to: archives that are whole in the output, that are damaged or lost, bugs."""

    written: int = 0
    damaged: int = 0
    internal: int = 0

    def exit_code(self) -> Exit:
        if self.internal:
            return Exit.INTERNAL
        if not self.damaged:
            return Exit.OK
        return Exit.SOME_FAILED if self.written else Exit.ALL_FAILED


def carry_out(wishes: Wishes) -> Exit:
    """Run a batch, and say how it went."""
    with open_bulletin(is_json=wishes.is_json, quiet=wishes.quiet, verbose=wishes.verbose) as bulletin:
        total = _Sum()
        try:
            _carry_out(wishes, bulletin, total)
        except UsageError as error:
            raise typer.BadParameter(str(error)) from None
        except KeyboardInterrupt:
            bulletin.notice("interrupted; what is done stays, and the same command goes on")
            return Exit.INTERRUPTED
        except (MissingExtra, SinkError, SourceError) as error:
            bulletin.failure(Failure.of(error))
            if isinstance(error, Unreachable):
                bulletin.notice("what is done stays, and the same command does what is missing")
            return Exit.SOME_FAILED if total.written else Exit.ALL_FAILED
        return total.exit_code()


def _carry_out(wishes: Wishes, bulletin: Bulletin, total: _Sum) -> None:
    form = layout_of(Path(MANIFEST), format=wishes.format, per=wishes.per, fields=wishes.fields)
    index = read_index(absolute(wishes.cdx), HostMatch(hosts=wishes.hosts)) if wishes.cdx else None
    settings = Settings(
        version=version("osce-extract"),
        format=wishes.format,
        per=wishes.per,
        fields=form.fields.paths if form.fields else (),
        hosts=wishes.hosts,
        reference_date=wishes.reference_date,
        navigation=tuple(sorted(read_navigation(wishes.navigation))),
        index=digest_of_index(index) if index is not None else None,
    )
    archives: list[Archive] = []
    for found in find_archives(wishes.inputs, index):
        if isinstance(found, Failure):
            total.damaged += 1
            bulletin.failure(found)
        else:
            archives.append(found)
    folder = Folder(wishes.output)
    folder.make()
    with ExitStack() as opened:
        manifest = opened.enter_context(open_manifest(folder, settings))
        errors = opened.enter_context(append_file(wishes.errors)) if wishes.errors else None
        known = manifest.entries
        tasks = plan(archives, folder.location, settings, known, keep_failures=errors is not None)
        todo = missing(tasks, known, folder.holds, stamp_of)
        _count_before(tasks, todo, known, bulletin, total)
        if todo:
            cluster = opened.enter_context(open_cluster(wishes.scheduler, wishes.jobs, bulletin.notice))
            _introduce(cluster, bulletin)
            try:
                _work(cluster, todo, manifest, errors, bulletin, total)
            finally:
                _sweep(folder, todo)
        bulletin.finish()


def _count_before(
    tasks: Sequence[Task], todo: Sequence[Task], known: dict[str, Entry], bulletin: Bulletin, total: _Sum
) -> None:
    """Take up what earlier runs have done; what is damaged in it is told again."""
    bulletin.start(archives=len(tasks), before=len(tasks) - len(todo))
    left = {task.archive.address for task in todo}
    for task in tasks:
        if task.archive.address not in left:
            entry = known[task.archive.address]
            total.written += 1
            total.damaged += entry.error is not None
            bulletin.before(entry)


def _introduce(cluster: Cluster, bulletin: Bulletin) -> None:
    bulletin.dashboard(cluster.dashboard, cluster.address)
    if not cluster.workers:
        bulletin.notice(f"the scheduler at {cluster.address} has no workers yet; waiting for them")


def _work(
    cluster: Cluster,
    todo: Sequence[Task],
    manifest: Manifest,
    errors: Lines | None,
    bulletin: Bulletin,
    total: _Sum,
) -> None:
    for result in _results(cluster, todo):
        for failure in result.failures:
            if errors is not None:
                errors.write(encode(failure))
            if failure.kind == INTERNAL:
                total.internal += 1
                bulletin.failure(failure)
        for trace in result.traces:
            bulletin.detail(trace)
        entry = result.entry
        manifest.add(entry)
        total.written += entry.output is not None
        total.damaged += entry.error is not None
        bulletin.done(entry)


def _results(cluster: Cluster, todo: Sequence[Task]) -> Iterator[Result]:
    for task, result in cluster.run(extract_archive, todo):
        if isinstance(result, Failure):
            archive = task.archive
            error = msgspec.structs.replace(result, location=archive.location)
            yield Result(
                entry=Entry(
                    input=archive.location,
                    address=archive.address,
                    output=None,
                    failed=1,
                    error=error,
                    settings=task.settings.digest,
                ),
                failures=(error,) if task.keep_failures else (),
            )
        else:
            yield result


def _sweep(folder: Folder, tasks: Sequence[Task]) -> None:
    for task in tasks:
        folder.sweep(task.output)

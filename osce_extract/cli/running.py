"""What every command that makes records does with them: write, report, sum up, choose the exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import typer

from osce_extract.cli.console import Console
from osce_extract.cli.exits import Exit, leave_quietly
from osce_extract.cli.testimony import tell
from osce_extract.errors import MissingExtra, SinkError, UsageError
from osce_extract.pages.decode import clean
from osce_extract.runs.parsing import INTERNAL, Outcome
from osce_extract.runs.witness import Witness
from osce_extract.sinks.jsonl import Lines, encode, growing_file, whole_file
from osce_extract.sinks.layout import Format, Layout, open_sink, read_layout
from osce_extract.sources import Failure
from osce_extract.vocab.navigation import entry_key

if TYPE_CHECKING:
    from osce_extract.sinks.csv import Per

__all__ = ["layout_of", "read_navigation", "run"]

_REFUSALS = frozenset({"refused", "robots_denied"})


class _Tally(msgspec.Struct):
    done: int = 0
    records: int = 0
    failed: int = 0
    refused: int = 0
    internal: int = 0
    skipped: int = 0

    def exit_code(self) -> Exit:
        if self.internal:
            return Exit.INTERNAL
        if not self.failed:
            return Exit.OK
        if self.failed == self.refused:
            return Exit.REFUSED
        return Exit.SOME_FAILED if self.done else Exit.ALL_FAILED

    def sentence(self) -> str:
        pages = f"{self.done} page{'' if self.done == 1 else 's'}"
        records = f"{self.records} record{'' if self.records == 1 else 's'}"
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{pages}, {records}, {self.failed} failed{skipped}"


def layout_of(
    output: Path | None,
    *,
    append: bool = False,
    format: Format | None = None,  # noqa: A002
    per: Per | None = None,
    fields: str | None = None,
) -> Layout:
    """Put together what the options ask of the output; wishes that contradict are an error of usage."""
    try:
        return read_layout(output, append=append, format=format, per=per, fields=fields)
    except UsageError as error:
        raise typer.BadParameter(str(error)) from None


def read_navigation(path: Path | None) -> frozenset[str]:
    """Read the lines of a file that pages print around their articles; what begins with `#` is a comment."""
    if path is None:
        return frozenset()
    try:
        text = clean(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{path} cannot be read as a text in UTF-8: {error}") from None
    keys = (entry_key(line) for line in text.split("\n") if not line.startswith("#"))
    return frozenset(filter(None, keys))


def run(
    outcomes: Iterable[Outcome],
    console: Console,
    layout: Layout | Lines,
    *,
    errors: Path | None = None,
    fail_fast: bool = False,
) -> Exit:
    """Write every outcome where it belongs, as it comes, and say how it went.

    Args:
        outcomes: what became of each document.
        console: where people are told.
        layout: where records go, and in what form; or what takes them, and then failures too are written as
            they come, so that what is done stays when the run is stopped.
        errors: the file for failures.
        fail_fast: whether to stop at the first failure.
    """
    tally = _Tally()
    witness = Witness() if console.is_heard else None
    try:
        with ExitStack() as files:
            if isinstance(layout, Layout):
                records = files.enter_context(open_sink(layout, sys.stdout.buffer))
                failures = files.enter_context(whole_file(errors)) if errors else None
            else:
                records = layout
                failures = files.enter_context(growing_file(errors)) if errors else None
            if witness is not None:
                outcomes = witness.watching(outcomes)
            _write_all(outcomes, console, tally, records, failures, fail_fast=fail_fast)
    except BrokenPipeError:
        leave_quietly()
        return Exit.READER_GONE
    except KeyboardInterrupt:
        console.summary(f"interrupted: {tally.sentence()}")
        return Exit.INTERRUPTED
    except (MissingExtra, SinkError) as error:
        console.failure(Failure.of(error))
        return Exit.ALL_FAILED
    console.summary(tally.sentence())
    if witness is not None:
        tell(witness.testify(), console)
    return tally.exit_code()


def _write_all(
    outcomes: Iterable[Outcome],
    console: Console,
    tally: _Tally,
    records: Lines,
    failures: Lines | None,
    *,
    fail_fast: bool,
) -> None:
    for outcome in outcomes:
        if outcome.failure is not None:
            _report(outcome, outcome.failure, console, tally)
            if failures is not None:
                failures.write(encode(outcome.failure))
            if fail_fast:
                return
            continue
        if outcome.skipped is not None:
            tally.skipped += 1
            console.detail(f"{outcome.location}: skipped, {outcome.skipped}")
            continue
        for line in outcome.lines:
            records.write(line)
        tally.done += 1
        tally.records += len(outcome.lines)
        for warning in outcome.warnings:
            console.warning(outcome.location, warning)


def _report(outcome: Outcome, failure: Failure, console: Console, tally: _Tally) -> None:
    tally.failed += 1
    tally.refused += failure.kind in _REFUSALS
    tally.internal += failure.kind == INTERNAL
    console.failure(failure)
    if outcome.trace:
        console.detail(outcome.trace)

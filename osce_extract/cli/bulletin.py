"""What people and programs see of a batch run on standard error: losses, progress, time left."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from osce_extract.cli.console import Console, printable
from osce_extract.runs.batch import Entry
from osce_extract.sources import Failure

if TYPE_CHECKING:
    from rich.progress import Progress

__all__ = ["Bulletin", "State", "open_bulletin"]

_PAUSE = 1.0  # seconds between two lines of progress


class State(msgspec.Struct, kw_only=True):
    """How far a run has come; a line of `--progress json`.

    Attributes:
        event: `progress`, and `end` on the last line.
        archives: how many there are.
        done: of them, those that are done, in earlier runs too.
        before: of these, those of earlier runs.
        damaged: of those that are done, those that broke off, are no archives, or were lost.
        records: records in the outputs.
        failed: pages and archives that failed.
        seconds: since the start.
        rate: records a second in this run.
        left: seconds that are left, by the archives done in this run; None before the first.
    """

    event: str = "progress"
    archives: int = 0
    done: int = 0
    before: int = 0
    damaged: int = 0
    records: int = 0
    failed: int = 0
    seconds: float = 0.0
    rate: float = 0.0
    left: float | None = None


class Bulletin:
    """Tells of a run.

    Args:
        console: for people.
        is_json: whether programs read it: every line is an object then.
    """

    def __init__(self, console: Console, *, is_json: bool, progress: Progress | None) -> None:
        self.state = State()
        self._console = console
        self._is_json = is_json
        self._progress = progress
        self._started = self._told = time.monotonic()
        self._records_before = 0

    def start(self, *, archives: int, before: int) -> None:
        """Say how much there is to do."""
        self.state.archives = archives
        self.state.before = before
        if self._progress is not None:
            self._progress.add_task("reading", total=archives, records=0, rate=0.0)

    def before(self, entry: Entry) -> None:
        """Count an archive that an earlier run has done."""
        self._count(entry)
        self._records_before = self.state.records
        self._tell_of(entry)

    def done(self, entry: Entry) -> None:
        """Count an archive, and tell of it where something is wrong with it."""
        self._count(entry)
        self._tell_of(entry)
        self._update()
        if time.monotonic() - self._told >= _PAUSE:
            self._tell_state()

    def finish(self) -> None:
        """Say what it all came to."""
        self.state.event = "end"
        self._update()
        self._tell_state()
        state = self.state
        if not self._is_json:
            self._console.summary(
                f"{state.done} archive{'' if state.done == 1 else 's'}, {state.records} records, "
                f"{state.damaged} damaged or lost, {state.failed} failed"
            )

    def dashboard(self, link: str | None, scheduler: str) -> None:
        """Say where the engine shows what goes on."""
        if self._is_json:
            self._write({"event": "start", "dashboard": link or "", "scheduler": scheduler})
        elif link:
            self._console.notice(f"dashboard: {link}")

    def notice(self, message: str) -> None:
        """Say what a person has to know."""
        if self._is_json:
            self._write({"event": "notice", "message": message})
        else:
            self._console.notice(message)

    def failure(self, failure: Failure) -> None:
        """Say what failed, and why."""
        if self._is_json:
            self._write({"event": "failure"} | msgspec.to_builtins(failure))
        else:
            self._console.failure(failure)

    def detail(self, message: str) -> None:
        """Say what helps only who asked for more words."""
        if not self._is_json:
            self._console.detail(message)

    def _count(self, entry: Entry) -> None:
        state = self.state
        state.done += 1
        state.damaged += entry.error is not None
        state.records += entry.records
        state.failed += entry.failed

    def _tell_of(self, entry: Entry) -> None:
        if entry.error is not None:
            self.failure(entry.error)
        pages = entry.failed - (entry.error is not None)
        if pages:
            self.notice(f"{entry.input}: {pages} page{'' if pages == 1 else 's'} failed")

    def _update(self) -> None:
        state = self.state
        state.seconds = round(time.monotonic() - self._started, 3)
        state.rate = round((state.records - self._records_before) / max(state.seconds, 1e-3), 1)
        now = state.done - state.before
        left = state.archives - state.done
        state.left = round(state.seconds / now * left, 1) if now else None
        if self._progress is not None:
            for task in self._progress.task_ids:
                self._progress.update(task, completed=state.done, records=state.records, rate=state.rate)

    def _tell_state(self) -> None:
        self._told = time.monotonic()
        if self._is_json:
            self._write(msgspec.to_builtins(self.state))

    def _write(self, told: dict[str, object]) -> None:
        if self._console.quiet and told["event"] != "failure":
            return
        sys.stderr.write(printable(msgspec.json.encode(told).decode()) + "\n")
        sys.stderr.flush()


@contextmanager
def open_bulletin(*, is_json: bool, quiet: bool, verbose: bool) -> Iterator[Bulletin]:
    """Open what tells of a run; where a person can see it, a bar shows how far it has come."""
    console = Console(quiet=quiet, verbose=verbose)
    if is_json or quiet or not sys.stderr.isatty():
        yield Bulletin(console, is_json=is_json, progress=None)
        return
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("reading"),
        BarColumn(),
        TextColumn("{task.completed} of {task.total} archives, {task.fields[records]} records"),
        TextColumn("{task.fields[rate]:.0f}/s"),
        TimeRemainingColumn(),
    )
    with console.showing(*columns) as progress:
        yield Bulletin(console, is_json=False, progress=progress)

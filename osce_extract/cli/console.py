"""What people see on standard error: one-line messages, a progress bar, a summary."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from osce_extract.sources import Failure

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

__all__ = ["Console", "printable"]

T = TypeVar("T")


def printable(text: str) -> str:
    """Text as one line that cannot move the cursor or change colours of a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)


class Console:
    """Speaks to the person at the terminal.

    Args:
        quiet: say nothing but what failed.
        verbose: say warnings and every page as well.
    """

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self.quiet = quiet
        self.verbose = verbose and not quiet
        self._progress: Progress | None = None

    def failure(self, failure: Failure) -> None:
        """Say in one line what gave no record, and why."""
        where = failure.location or "input"
        if failure.url and failure.url != failure.location:
            where += f" ({failure.url})"
        self._say(f"osce-extract: {where}: {failure.message}")

    def warning(self, location: str, message: str) -> None:
        """Say what is doubtful, to who asked for more words."""
        if self.verbose:
            self._say(f"osce-extract: {location}: warning: {message}")

    def detail(self, message: str) -> None:
        """Say what helps only who asked for more words."""
        if self.verbose:
            for line in message.splitlines():
                self._say(line)

    def summary(self, message: str) -> None:
        """Say what it all came to: to a person at a terminal, or who asked for more words."""
        if self.is_heard:
            self._say(message)

    @property
    def is_heard(self) -> bool:
        """Whether somebody reads what is said beside failures."""
        return not self.quiet and (self.verbose or sys.stderr.isatty())

    def hint(self, message: str) -> None:
        """Say what a person could do better: at a terminal only."""
        if not self.quiet and sys.stderr.isatty():
            self._say(f"osce-extract: {message}")

    def notice(self, message: str) -> None:
        """Say what a person has to know though nothing failed."""
        if not self.quiet:
            self._say(f"osce-extract: {message}")

    def follow(self, items: Iterable[T], state: Callable[[T], tuple[int, bool]], what: str) -> Iterator[T]:
        """Pass items on and show how far it has come where the total is not known from the start.

        Args:
            items: what is passed on.
            state: for an item, how many there will be as far as is known now, and whether it failed.
            what: a word for what is going on.
        """
        if self.quiet or not sys.stderr.isatty():
            yield from items
            return
        from rich.console import Console as RichConsole
        from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

        columns: tuple[ProgressColumn, ...] = (
            TextColumn(what),
            BarColumn(),
            TextColumn("{task.completed} done of {task.total} found, {task.fields[failed]} failed"),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        # As in `track`.
        with Progress(
            *columns,
            console=RichConsole(stderr=True),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        ) as progress:
            self._progress = progress
            task: TaskID = progress.add_task(what, total=0, failed=0, rate="")
            failed = 0
            try:
                for item in items:
                    yield item
                    total, is_failure = state(item)
                    failed += is_failure
                    speed = progress.tasks[0].speed
                    rate = f"{speed:.1f}/s" if speed else ""
                    progress.update(task, advance=1, total=total, failed=failed, rate=rate)
            finally:
                self._progress = None

    def track(self, items: Iterable[T], total: int | None, what: str) -> Iterator[T]:
        """Pass items on and show how far it has come, where a person can see it and the total is known."""
        if self.quiet or total is None or total < 2 or not sys.stderr.isatty():
            yield from items
            return
        from rich.console import Console as RichConsole
        from rich.progress import Progress

        console = RichConsole(stderr=True)
        # Unless told not to, rich would catch what is written to standard output and show it on the terminal.
        with Progress(
            console=console, transient=True, redirect_stdout=False, redirect_stderr=False
        ) as progress:
            self._progress = progress
            task = progress.add_task(what, total=total)
            try:
                for item in items:
                    yield item
                    progress.advance(task)
            finally:
                self._progress = None

    @contextmanager
    def showing(self, *columns: ProgressColumn) -> Iterator[Progress]:
        """A bar of such columns, with what else is said above it."""
        from rich.console import Console as RichConsole
        from rich.progress import Progress

        # As in `track`.
        with Progress(
            *columns,
            console=RichConsole(stderr=True),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        ) as progress:
            self._progress = progress
            try:
                yield progress
            finally:
                self._progress = None

    def _say(self, line: str) -> None:
        line = printable(line)
        if self._progress is not None:
            self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            sys.stderr.write(line + "\n")
            sys.stderr.flush()

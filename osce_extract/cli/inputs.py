"""Pages and records for the commands that read them one by one."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import typer

from osce_extract.cli.console import Console
from osce_extract.cli.exits import Exit
from osce_extract.cli.network import NetworkOptions, open_web
from osce_extract.record import Record
from osce_extract.record.reading import read_records
from osce_extract.sources import Document, Failure
from osce_extract.sources.files import open_document

__all__ = ["RecordInput", "open_input", "record_files"]


def open_input(location: str, network: NetworkOptions, console: Console) -> Document:
    """Read a file, standard input for "-", or an address.

    Raises:
        SourceError: the page cannot be had.
    """
    if not location.lower().startswith(("http://", "https://")):
        return open_document(location, sys.stdin.buffer)
    with open_web(network.manners(), console) as web:
        return web.get(location).document


def record_files(files: Sequence[str] | None) -> Sequence[str]:
    """The files given, or standard input where something is piped in."""
    if not files and sys.stdin.isatty():
        raise typer.BadParameter("no FILE given, and nothing is piped in")
    return files or ["-"]


class RecordInput:
    """The records of files; what is wrong with a file or line is told on standard error and passed over.

    Args:
        files: paths, "-" for standard input; none stands for that too.
    """

    def __init__(self, files: Sequence[str] | None) -> None:
        self._files = record_files(files)
        self._console = Console()
        self._records = 0
        self._failures = 0

    def __iter__(self) -> Iterator[Record]:
        for item in read_records(self._files, sys.stdin.buffer):
            if isinstance(item, Failure):
                self._failures += 1
                self._console.failure(item)
            else:
                self._records += 1
                yield item

    @property
    def exit_code(self) -> Exit:
        """What the exit code says of what has been read so far."""
        if not self._failures:
            return Exit.OK
        return Exit.SOME_FAILED if self._records else Exit.ALL_FAILED

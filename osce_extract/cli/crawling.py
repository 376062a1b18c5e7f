"""What `osce-extract crawl` does with its options."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from osce_extract.cli.console import Console
from osce_extract.cli.exits import Exit, leave_quietly
from osce_extract.cli.network import keeping, open_web
from osce_extract.cli.running import read_navigation, run
from osce_extract.errors import MissingExtra, SinkError
from osce_extract.facts import Hints
from osce_extract.runs.crawling import Crawl
from osce_extract.runs.discovery import Wish
from osce_extract.runs.images import ledger_path, open_image
from osce_extract.runs.ledger import Ledger, open_ledger
from osce_extract.runs.parsing import Outcome
from osce_extract.sinks.jsonl import Lines, stream
from osce_extract.sinks.layout import Layout, header_of, laid_out, open_sink
from osce_extract.sources import Failure
from osce_extract.sources.manners import Manners
from osce_extract.vocab.addresses import read_address_facts

__all__ = ["Wishes", "carry_out"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wishes:
    """The options of a crawl that are not its manners; each is as the option says."""

    starts: list[str]
    wish: Wish
    limit: int | None
    dry_run: bool
    layout: Layout
    new_only: bool
    save: Path | None
    warc: Path | None
    errors: Path | None
    fail_fast: bool
    reference_date: str | None
    navigation: Path | None
    hosts: int


def carry_out(wishes: Wishes, manners: Manners, console: Console) -> Exit:
    """Crawl, and say how it went."""
    try:
        with ExitStack() as opened:
            path = _ledger_path(wishes)
            ledger = opened.enter_context(open_ledger(path)) if path else None
            sink = opened.enter_context(_open_output(wishes, ledger))
            web = opened.enter_context(open_web(manners, console))
            crawl = Crawl(
                web,
                wishes.starts or [read_address_facts().home],
                wishes.wish,
                done=ledger.done if ledger else None,
                limit=wishes.limit,
                only_new=wishes.new_only,
            )
            if wishes.dry_run:
                return _print_addresses(crawl, console)
            keep = opened.enter_context(keeping(wishes.save, wishes.warc, manners))
            outcomes = crawl.read(
                Hints(reference_date=wishes.reference_date, navigation=read_navigation(wishes.navigation)),
                hosts=wishes.hosts,
                in_host=manners.at_once,
                keep=keep,
            )
            code = run(
                _followed(outcomes, crawl, console),
                console,
                sink,
                errors=wishes.errors,
                fail_fast=wishes.fail_fast,
            )
    except (MissingExtra, SinkError) as error:
        console.failure(Failure.of(error))
        return Exit.ALL_FAILED
    if code == Exit.INTERRUPTED and ledger is not None:
        console.notice(
            f"interrupted; what is done is in {wishes.layout.path}; to go on: {_command_to_resume()}"
        )
    return code


def _print_addresses(crawl: Crawl, console: Console) -> Exit:
    out = stream(sys.stdout.buffer)
    failed = printed = 0
    try:
        for address in crawl.find():
            if isinstance(address, Failure):
                console.failure(address)
                failed += 1
            else:
                out.write(address.encode())
                printed += 1
    except BrokenPipeError:
        leave_quietly()
        return Exit.READER_GONE
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    if failed:
        return Exit.SOME_FAILED if printed else Exit.ALL_FAILED
    return Exit.OK


def _ledger_path(wishes: Wishes) -> Path | None:
    """The file that remembers, if there is one; to print addresses only, none is made."""
    path = ledger_path(wishes.layout)
    return None if path is None or (wishes.dry_run and not path.exists()) else path


@contextmanager
def _open_output(wishes: Wishes, ledger: Ledger | None) -> Iterator[Lines]:
    if wishes.dry_run:
        yield stream(sys.stdout.buffer)
    elif ledger is None:
        with open_sink(wishes.layout, sys.stdout.buffer) as lines:
            yield lines
    else:
        with open_image(wishes.layout, ledger) as lines:
            yield _Both(_printed(wishes.layout), lines) if wishes.new_only else lines


def _printed(layout: Layout) -> Lines:
    """Standard output, in the form of the file where that has lines; silent as long as nothing is new."""
    form = msgspec.structs.replace(layout, path=None, format="csv" if layout.format == "csv" else "jsonl")
    return laid_out(form, _Headed(stream(sys.stdout.buffer), header_of(form)))


class _Headed:
    """Writes the names of the columns before the first row, and not where none comes."""

    def __init__(self, lines: Lines, header: bytes | None) -> None:
        self._lines = lines
        self._header = header

    def write(self, line: bytes) -> None:
        if self._header is not None:
            self._lines.write(self._header)
            self._header = None
        self._lines.write(line)


class _Both:
    """Prints a record, then remembers it: after a crash, to be told twice is better than not to be told."""

    def __init__(self, printed: Lines, ledger: Lines) -> None:
        self._printed = printed
        self._ledger = ledger

    def write(self, line: bytes) -> None:
        self._printed.write(line)
        self._ledger.write(line)


def _followed(outcomes: Iterator[Outcome], crawl: Crawl, console: Console) -> Iterator[Outcome]:
    def state(outcome: Outcome) -> tuple[int, bool]:
        return crawl.progress.found - crawl.progress.before, outcome.failure is not None

    return console.follow(outcomes, state, "crawling")


def _command_to_resume() -> str:
    words = ["osce-extract", *sys.argv[1:]]
    if not {"--resume", "--new-only"} & set(words):
        words.append("--resume")
    return shlex.join(words)

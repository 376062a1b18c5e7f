"""The commands and what they share. What a command needs is imported when it runs, so that help is quick."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated

import typer

from osce_extract.cli.batch import batch
from osce_extract.cli.cache import cache
from osce_extract.cli.convert import convert
from osce_extract.cli.crawl import crawl
from osce_extract.cli.exits import EXIT_CODES_HELP, Exit
from osce_extract.cli.explain import explain
from osce_extract.cli.fetch import fetch
from osce_extract.cli.parse import parse
from osce_extract.cli.report import report
from osce_extract.cli.schema import schema
from osce_extract.cli.show import show
from osce_extract.cli.stats import stats

__all__ = ["app"]

app = typer.Typer(
    name="osce-extract",
    help="Turn OSCE news pages into event facts that can be counted, each with the words it rests on.",
    epilog=EXIT_CODES_HELP,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _add(command: Callable[..., None]) -> None:
    r"""Add a command: its docstring up to the line `\b` opens the help, the examples below end it."""
    told, _, examples = (inspect.getdoc(command) or "").partition("\\b\n")
    # The same mark, as the character it stands for, tells the help to keep a paragraph's lines.
    app.command(help=told, epilog="\b\n" + examples)(command)


for _command in (parse, fetch, crawl, batch, show, stats, convert, report, explain, cache, schema):
    _add(_command)

_START = """\
osce-extract turns OSCE news pages into event facts that can be counted. To start, save a page and try:

    osce-extract parse page.txt > records.jsonl    read it: one line of JSON for each page
    osce-extract show records.jsonl                look at what was found, with the words it rests on
    osce-extract stats records.jsonl               count
    osce-extract convert records.jsonl -o activities.csv    open it in a spreadsheet
    osce-extract report records.jsonl -o report.html        charts, a map and the marked texts in one page

All commands: osce-extract --help. One of them, with examples: osce-extract parse --help.
"""


def _print_version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        typer.echo(f"osce-extract {version('osce-extract')}")
        raise typer.Exit


@app.callback()
def _start(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and leave."),
    ] = False,
) -> None:
    del version
    if context.invoked_subcommand is None:
        # Nothing was done, so a script that forgot the command must not take it for success.
        typer.echo(_START, err=True, nl=False)
        raise typer.Exit(Exit.USAGE)

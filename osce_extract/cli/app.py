"""The commands and what they share. A command's module is imported when the command is called."""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from osce_extract.cli.exits import EXIT_CODES_HELP, Exit
from osce_extract.cli.version import show_version

if TYPE_CHECKING:
    from typer._click import Command, Context

__all__ = ["COMMANDS", "app", "load_command"]

COMMANDS = {
    "parse": "Read saved pages and write a record for each, one line of JSON per page.",
    "fetch": "Fetch pages and print a record for each, one line of JSON per page, in the order given.",
    "crawl": "Find articles through listings, sitemaps and feeds, and print a record for each, once.",
    "batch": "Read many WARC archives on many processes or machines, one output for each archive.",
    "show": "Show records as cards to read, each fact with the words it rests on.",
    "stats": "Count records by year, country, activity type, donor, partner and field of work, "
    "and who took part.",
    "convert": "Write records again in another format: as CSV, as Parquet, or with fewer fields.",
    "report": "Make one HTML file of records: charts, a map, a table to filter, "
    "and each text with its facts marked.",
    "explain": "Show why a record says what it says.",
    "cache": "Show where the cache of fetched pages is and how large, or clear it.",
    "schema": "Print the JSON Schema of a record.",
}
"""Each command, the function of its name in the module of its name, with the first sentence of its help."""

_START = """\
osce-extract turns OSCE news pages into event facts that can be counted. To start, save a page and try:

    osce-extract parse page.txt > records.jsonl    read it: one line of JSON for each page
    osce-extract show records.jsonl                look at what was found, with the words it rests on
    osce-extract stats records.jsonl               count
    osce-extract convert records.jsonl -o activities.csv    open it in a spreadsheet
    osce-extract report records.jsonl -o report.html        charts, a map and the marked texts in one page

All commands: osce-extract --help. One of them, with examples: osce-extract parse --help.
"""


class _Commands(TyperGroup):
    """Lists, completes and corrects the names of commands without their modules; loads the one called."""

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        name, listed, rest = super().resolve_command(ctx, args)
        return name, listed and load_command(str(name)), rest


def load_command(name: str) -> Command:
    r"""Import a command with its options.

    Its docstring up to the line `\b` opens the help, the examples below end it.
    """
    function = getattr(import_module(f"osce_extract.cli.{name}"), name)
    told, _, examples = (inspect.getdoc(function) or "").partition("\\b\n")
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    # The same mark, as the character it stands for, tells the help to keep a paragraph's lines.
    alone.command(name, help=told, epilog="\b\n" + examples)(function)
    return typer.main.get_command(alone)


app = typer.Typer(
    name="osce-extract",
    cls=_Commands,
    help="Turn OSCE news pages into event facts that can be counted, each with the words it rests on.",
    epilog=EXIT_CODES_HELP,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _listed() -> None:
    """Stand in the list for a command that is not loaded."""


for _name, _sentence in COMMANDS.items():
    app.command(_name, help=_sentence)(_listed)


def _version(value: bool) -> None:
    if value:
        raise typer.Exit(show_version())


@app.callback()
def _start(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave."),
    ] = False,
) -> None:
    del version
    if context.invoked_subcommand is None:
        # Nothing was done, so a script that forgot the command must not take it for success.
        typer.echo(_START, err=True, nl=False)
        raise typer.Exit(Exit.USAGE)

"""The commands and what they share. What a command needs is imported when it runs, so that help is quick."""

from __future__ import annotations

from typing import Annotated

import typer

from osce_extract.cli.exits import EXIT_CODES_HELP
from osce_extract.cli.explain import explain
from osce_extract.cli.parse import parse
from osce_extract.cli.schema import schema

__all__ = ["app"]

app = typer.Typer(
    name="osce-extract",
    help="Turn OSCE news pages into event facts that can be counted, each with the words it rests on.",
    epilog=EXIT_CODES_HELP,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(parse)
app.command()(explain)
app.command()(schema)


def _print_version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        typer.echo(f"osce-extract {version('osce-extract')}")
        raise typer.Exit


@app.callback()
def _start(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and leave."),
    ] = False,
) -> None:
    del version

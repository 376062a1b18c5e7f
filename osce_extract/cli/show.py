"""`osce-extract show`."""

from __future__ import annotations

from typing import Annotated

import typer

from osce_extract.cli.options import RecordFiles

__all__ = ["show"]


def show(
    files: RecordFiles = None,
    table: Annotated[bool, typer.Option("--table", help="One line for each record.")] = False,
) -> None:
    r"""Show records as cards to read, each fact with the words it rests on.

    Records come from files that parse, fetch or crawl wrote as JSON Lines, or from standard input. They are
    shown as they are read, however many there are.

    \b
    Examples:
        osce-extract show records.jsonl
        osce-extract show records.jsonl --table
        osce-extract parse page.txt | osce-extract show
    """
    from osce_extract.cli.cards import show_card
    from osce_extract.cli.inputs import RecordInput
    from osce_extract.cli.rows import show_heading, show_row
    from osce_extract.cli.screen import open_screen

    records = RecordInput(files)
    screen = open_screen()
    for number, record in enumerate(records):
        if table and number == 0:
            show_heading(screen)
        (show_row if table else show_card)(screen, record)
    raise typer.Exit(records.exit_code)

"""`osce-extract report`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from osce_extract.cli.options import RecordFiles

__all__ = ["report"]


def report(
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FILE", help="Write the report to FILE, whole or not at all."),
    ],
    files: RecordFiles = None,
    title: Annotated[
        str, typer.Option(metavar="TEXT", help="The headline of the report.")
    ] = "OSCE activities",
) -> None:
    r"""Make one HTML file of records: charts, a map, a table to filter, and each text with its facts marked.

    The file opens in any browser, offline; nothing is loaded from the network. Records come from files that
    parse, fetch or crawl wrote as JSON Lines, or from standard input. A page that comes twice is shown once.

    \b
    Examples:
        osce-extract report records.jsonl -o report.html
        osce-extract report records.jsonl -o report.html --title "Border management, 2019 to 2025"
        osce-extract parse page.txt | osce-extract report -o report.html
    """
    from osce_extract.cli.console import Console
    from osce_extract.cli.exits import Exit
    from osce_extract.cli.inputs import RecordInput
    from osce_extract.errors import MissingExtra, SinkError
    from osce_extract.record.identity import distinct
    from osce_extract.sinks.files import whole
    from osce_extract.sinks.report import build_report
    from osce_extract.sources import Failure

    reading = RecordInput(files)
    records = tuple(distinct(reading))
    if not records:
        raise typer.Exit(reading.exit_code)
    try:
        with whole(output) as file:
            file.write(build_report(records, title=title, source=_names(files)))
    except (MissingExtra, SinkError) as error:
        Console().failure(Failure.of(error, str(output)))
        raise typer.Exit(Exit.ALL_FAILED) from None
    raise typer.Exit(reading.exit_code)


def _names(files: Sequence[str] | None) -> str:
    return ", ".join("standard input" if file == "-" else Path(file).name for file in files or ["-"])

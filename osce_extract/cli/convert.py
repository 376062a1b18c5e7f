"""`osce-extract convert`."""

from __future__ import annotations

import typer

from osce_extract.cli.options import Append, Errors, FieldNames, Format, Output, Per, Quiet, RecordFiles

__all__ = ["convert"]


def convert(
    files: RecordFiles = None,
    output: Output = None,
    format: Format = None,  # noqa: A002
    per: Per = None,
    fields: FieldNames = None,
    append: Append = False,
    errors: Errors = None,
    quiet: Quiet = False,
) -> None:
    r"""Write records again in another format: as CSV, as Parquet, or with fewer fields.

    Records come from files that parse, fetch or crawl wrote as JSON Lines, or from standard input.

    \b
    Examples:
        osce-extract convert records.jsonl -o activities.csv
        osce-extract convert records.jsonl -o donors.csv --per donors
        osce-extract convert records.jsonl -o records.parquet
        osce-extract convert records.jsonl --fields title,dates.start,donors.name | jq .donors
    """
    import sys

    from osce_extract.cli.console import Console
    from osce_extract.cli.inputs import record_files
    from osce_extract.cli.running import layout_of, run
    from osce_extract.runs.conversion import convert_all

    layout = layout_of(output, append=append, format=format, per=per, fields=fields)
    outcomes = convert_all(record_files(files), sys.stdin.buffer)
    raise typer.Exit(run(outcomes, Console(quiet=quiet), layout, errors=errors))

"""Options that several commands share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import typer

__all__ = [
    "Append",
    "Errors",
    "FailFast",
    "FieldNames",
    "Format",
    "IssuedOn",
    "Jobs",
    "Navigation",
    "Output",
    "Per",
    "Quiet",
    "RecordFiles",
    "ReferenceDate",
    "Verbose",
    "iso_date",
]


def iso_date(value: str | None) -> str | None:
    """Check that a value is a calendar day in ISO form."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no date such as 2025-09-08") from None


_INPUT = "What is known of the pages"
_OUTPUT = "Output"

RecordFiles: TypeAlias = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILE]...",
        show_default=False,
        help='Records as JSON Lines, plain or gzipped; "-" for standard input.',
    ),
]
Output: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write records to FILE instead of standard output, whole or not at all.",
        rich_help_panel=_OUTPUT,
    ),
]
Format: TypeAlias = Annotated[
    Literal["jsonl", "csv", "parquet"] | None,
    typer.Option(
        "--format",
        "-f",
        help="How records are written; else as FILE's name ends, else as JSON Lines.",
        rich_help_panel=_OUTPUT,
    ),
]
Per: TypeAlias = Annotated[
    Literal["donors", "partners", "dates", "locations", "organizers"] | None,
    typer.Option(
        "--per", help="In CSV, a row for each of these facts, behind its page's key.", rich_help_panel=_OUTPUT
    ),
]
FieldNames: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--fields", metavar="A,B.C", help="Keep only these fields, in this order.", rich_help_panel=_OUTPUT
    ),
]
Append: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--append", help="Write behind what FILE already holds, record by record.", rich_help_panel=_OUTPUT
    ),
]
Errors: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--errors", metavar="FILE", help="Write what failed to FILE, as JSON Lines.", rich_help_panel=_OUTPUT
    ),
]
FailFast: TypeAlias = Annotated[
    bool, typer.Option("--fail-fast", help="Stop at the first input that fails.", rich_help_panel=_OUTPUT)
]
Quiet: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--quiet", "-q", help="Say nothing on standard error but what failed.", rich_help_panel=_OUTPUT
    ),
]
Verbose: TypeAlias = Annotated[
    bool, typer.Option("--verbose", "-v", help="Say warnings and a summary as well.", rich_help_panel=_OUTPUT)
]
Jobs: TypeAlias = Annotated[
    int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Read on N processes; the output is the same.")
]
IssuedOn: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--issued-on",
        callback=iso_date,
        metavar="DATE",
        help="Date of publication, for pages that do not give it.",
        rich_help_panel=_INPUT,
    ),
]
ReferenceDate: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--reference-date",
        callback=iso_date,
        metavar="DATE",
        help="What dates without a year are read against when nothing on the page decides.",
        rich_help_panel=_INPUT,
    ),
]
Navigation: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--navigation",
        metavar="FILE",
        help="A text of lines that the pages print around their articles; they are left out of every page.",
        rich_help_panel=_INPUT,
    ),
]

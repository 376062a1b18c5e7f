"""`osce-extract parse`."""

from __future__ import annotations

from typing import Annotated

import typer

from osce_extract.cli.options import (
    Append,
    Errors,
    FailFast,
    FieldNames,
    Format,
    IssuedOn,
    Jobs,
    Navigation,
    Output,
    Per,
    Quiet,
    ReferenceDate,
    Verbose,
)

__all__ = ["parse"]


def parse(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...", show_default=False, help='Files, folders, or "-" for standard input.'
        ),
    ] = None,
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="The address of the page; only with a single input.")
    ] = None,
    issued_on: IssuedOn = None,
    reference_date: ReferenceDate = None,
    navigation: Navigation = None,
    output: Output = None,
    format: Format = None,  # noqa: A002
    per: Per = None,
    fields: FieldNames = None,
    append: Append = False,
    errors: Errors = None,
    fail_fast: FailFast = False,
    jobs: Jobs = 1,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    r"""Read saved pages and write a record for each, one line of JSON per page.

    Pages may be text or HTML, plain or gzipped, in any encoding; a listing gives a record for each of its
    items. Folders are searched for pages. Without a PATH the page is read from standard input.

    \b
    Examples:
        osce-extract parse page.txt | jq .dates
        osce-extract parse pages/ -o records.jsonl --errors failed.jsonl
        osce-extract parse pages/ -o activities.csv
        osce-extract parse pages/ --format csv --per donors --fields issued_on,title,donors > donors.csv
        curl -s https://www.osce.org/secretariat/598000 | osce-extract parse --url https://www.osce.org/secretariat/598000
    """
    import sys

    from osce_extract.cli.console import Console
    from osce_extract.cli.running import layout_of, read_navigation, run
    from osce_extract.facts import Hints
    from osce_extract.runs.parsing import parse_all
    from osce_extract.sources.files import find_pages, read_documents

    layout = layout_of(output, append=append, format=format, per=per, fields=fields)
    hints = Hints(issued_on=issued_on, reference_date=reference_date, navigation=read_navigation(navigation))
    if not paths and sys.stdin.isatty():
        raise typer.BadParameter("no PATH given, and nothing is piped in")
    locations = list(find_pages(paths or ["-"]))
    if url is not None and len(locations) > 1:
        raise typer.BadParameter("--url goes with a single page")
    outcomes = parse_all(
        read_documents(locations, sys.stdin.buffer, url=url),
        hints,
        jobs=jobs,
    )
    console = Console(quiet=quiet, verbose=verbose)
    code = run(
        console.track(outcomes, len(locations), "parsing"),
        console,
        layout,
        errors=errors,
        fail_fast=fail_fast,
    )
    raise typer.Exit(code)

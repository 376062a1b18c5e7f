"""`osce-extract crawl`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from osce_extract.cli.network import NetworkOptions, Save, Warc, with_network
from osce_extract.cli.options import (
    Errors,
    FailFast,
    FieldNames,
    Format,
    Navigation,
    Output,
    Per,
    Quiet,
    ReferenceDate,
    Verbose,
    iso_date,
)

if TYPE_CHECKING:
    import re

    from osce_extract.sinks.layout import Layout

__all__ = ["crawl"]

_WHICH = "Which articles"


@with_network
def crawl(
    starts: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[START]...",
            show_default=False,
            help="Listings, sitemaps, feeds, or a site; without one, the OSCE's.",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            callback=iso_date, metavar="DATE", help="Issued on DATE or later.", rich_help_panel=_WHICH
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            callback=iso_date, metavar="DATE", help="Issued on DATE or earlier.", rich_help_panel=_WHICH
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="At most N articles.", rich_help_panel=_WHICH)
    ] = None,
    match: Annotated[
        str | None,
        typer.Option(metavar="REGEX", help="With REGEX in the address.", rich_help_panel=_WHICH),
    ] = None,
    issued_by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Issued by a structure with NAME in its name; may be given again.",
            rich_help_panel=_WHICH,
        ),
    ] = None,
    field_of_work: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="On a field of work with NAME in its name; may be given again.",
            rich_help_panel=_WHICH,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only print the addresses that would be fetched.")
    ] = False,
    output: Output = None,
    format: Format = None,  # noqa: A002
    per: Per = None,
    fields: FieldNames = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on behind what the output FILE holds; what is in it is done.")
    ] = False,
    new_only: Annotated[
        bool,
        typer.Option("--new-only", help="As --resume, and print what is new on standard output as well."),
    ] = False,
    save: Save = None,
    warc: Warc = None,
    errors: Errors = None,
    fail_fast: FailFast = False,
    reference_date: ReferenceDate = None,
    navigation: Navigation = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    *,
    network: NetworkOptions,
) -> None:
    r"""Find articles through listings, sitemaps and feeds, and print a record for each, once.

    With -o FILE the file is the memory: whatever stops the run, the same command with --resume goes on, and
    the file ends up as if nothing had happened. A file that is there is never written over. Beside a FILE in
    another form than whole records, FILE.records.jsonl keeps them; Parquet is written when the run ends.

    \b
    Examples:
        osce-extract crawl https://www.osce.org/press-releases --since 2025-01-01 -o osce.jsonl
        osce-extract crawl --field-of-work "gender" --limit 200 -o gender.jsonl --resume
        osce-extract crawl https://www.osce.org/press-releases -o donors.csv --per donors
        osce-extract crawl https://www.osce.org/rss.xml -o seen.jsonl --new-only | jq -r .title
    """
    from osce_extract.cli.console import Console
    from osce_extract.cli.crawling import Wishes, carry_out
    from osce_extract.cli.running import layout_of
    from osce_extract.runs.discovery import Wish

    layout = layout_of(output, format=format, per=per, fields=fields)
    _check_memory(layout, goes_on=resume or new_only, dry_run=dry_run)
    manners = network.manners()
    wish = Wish(
        since=since, until=until, match=_pattern(match),
        issued_by=tuple(issued_by or ()), fields_of_work=tuple(field_of_work or ()),
    )  # fmt: skip
    wishes = Wishes(
        starts=starts or [], wish=wish, limit=limit, dry_run=dry_run, layout=layout, new_only=new_only,
        save=save, warc=warc, errors=errors, fail_fast=fail_fast, reference_date=reference_date,
        navigation=navigation, hosts=network.hosts,
    )  # fmt: skip
    raise typer.Exit(carry_out(wishes, manners, Console(quiet=quiet, verbose=verbose)))


def _check_memory(layout: Layout, *, goes_on: bool, dry_run: bool) -> None:
    """Refuse what would write over a file, or go on behind one without knowing what is in it."""
    from osce_extract.runs.images import ledger_path

    memory = ledger_path(layout)
    if layout.path is None or memory is None:
        if goes_on:
            raise typer.BadParameter(
                "--resume and --new-only need --output FILE, which remembers what is done"
            )
        return
    if dry_run:
        return
    there = [path for path in (layout.path, memory) if path.exists() and path.stat().st_size]
    if there and not goes_on:
        raise typer.BadParameter(f"{there[0]} is there already; --resume goes on behind what it holds")
    if there and not memory.exists():
        raise typer.BadParameter(
            f"{layout.path} is there already, but not {memory}, which would tell what is in it"
        )


def _pattern(text: str | None) -> re.Pattern[str] | None:
    import re

    try:
        return re.compile(text) if text is not None else None
    except re.error as error:
        raise typer.BadParameter(f"{text!r} is no regular expression: {error}") from None

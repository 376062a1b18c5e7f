"""`osce-extract fetch`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from osce_extract.cli.network import NetworkOptions, Save, Warc, with_network
from osce_extract.cli.options import (
    Append,
    Errors,
    FailFast,
    FieldNames,
    Format,
    IssuedOn,
    Navigation,
    Output,
    Per,
    Quiet,
    ReferenceDate,
    Verbose,
)

__all__ = ["fetch"]


@with_network
def fetch(
    urls: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[URL]...", show_default=False, help='Addresses, or "-" to read them from standard input.'
        ),
    ] = None,
    retry_from: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Try again what an --errors FILE of an earlier run says is worth it."
        ),
    ] = None,
    issued_on: IssuedOn = None,
    reference_date: ReferenceDate = None,
    navigation: Navigation = None,
    output: Output = None,
    append: Append = False,
    format: Format = None,  # noqa: A002
    per: Per = None,
    fields: FieldNames = None,
    save: Save = None,
    warc: Warc = None,
    errors: Errors = None,
    fail_fast: FailFast = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    *,
    network: NetworkOptions,
) -> None:
    r"""Fetch pages and print a record for each, one line of JSON per page, in the order given.

    Sites are asked politely: robots.txt and Crawl-delay are kept, a host gets one request at a time and a
    pause between two, and what has not changed is not sent twice. A listing gives a record for each item.

    \b
    Examples:
        osce-extract fetch https://www.osce.org/secretariat/598000 | jq .dates
        osce-extract fetch - -o records.jsonl --errors failed.jsonl < addresses.txt
        osce-extract fetch --retry-from failed.jsonl -o records.jsonl --append
    """
    import sys

    from osce_extract.cli.console import Console
    from osce_extract.cli.exits import Exit
    from osce_extract.cli.network import keeping, open_web
    from osce_extract.cli.running import layout_of, read_navigation, run
    from osce_extract.errors import SinkError, SourceError
    from osce_extract.facts import Hints
    from osce_extract.runs.fetching import fetch_all, read_addresses, read_retryable
    from osce_extract.sources import Failure

    layout = layout_of(output, append=append, format=format, per=per, fields=fields)
    hints = Hints(issued_on=issued_on, reference_date=reference_date, navigation=read_navigation(navigation))
    if not urls and retry_from is None and sys.stdin.isatty():
        raise typer.BadParameter("no URL given, and nothing is piped in")
    console = Console(quiet=quiet, verbose=verbose)
    manners = network.manners()
    try:
        retried = read_retryable(retry_from) if retry_from is not None else []
    except SourceError as error:
        raise typer.BadParameter(f"{error.location}: {error}") from None
    given = urls or ([] if retry_from is not None else ["-"])
    total = len(given) + len(retried) if "-" not in given else None

    def addresses() -> Iterator[str]:
        yield from retried
        for url in given:
            if url == "-":
                yield from read_addresses(sys.stdin.buffer)
            else:
                yield url

    try:
        with open_web(manners, console) as web, keeping(save, warc, manners) as keep:
            outcomes = fetch_all(
                addresses(), web, hints, hosts=network.hosts, in_host=network.per_host, keep=keep
            )
            code = run(
                console.track(outcomes, total, "fetching"),
                console,
                layout,
                errors=errors,
                fail_fast=fail_fast,
            )
    except SinkError as error:
        console.failure(Failure.of(error))
        code = Exit.ALL_FAILED
    raise typer.Exit(code)

"""`osce-extract batch`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from osce_extract.cli.options import FieldNames, Navigation, Per, Quiet, ReferenceDate, Verbose

__all__ = ["batch"]

_WHERE = "Where it runs"
_WHICH = "What is read"
_OUTPUT = "Output"


def batch(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            show_default=False,
            help="WARC archives, folders, patterns, or text files that list them; paths or addresses such as s3://.",
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FOLDER",
            help="Where the records of each archive go, and manifest.jsonl.",
            rich_help_panel=_OUTPUT,
        ),
    ],
    format: Annotated[  # noqa: A002
        Literal["jsonl", "csv", "parquet"],
        typer.Option("--format", "-f", help="How records are written.", rich_help_panel=_OUTPUT),
    ] = "jsonl",
    per: Per = None,
    fields: FieldNames = None,
    match_host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOST",
            help="Only responses of HOST and of hosts below it; may be given again.",
            rich_help_panel=_WHICH,
        ),
    ] = None,
    cdx: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="An index of the archives (CDXJ): only the parts that it names are read.",
            rich_help_panel=_WHICH,
        ),
    ] = None,
    reference_date: ReferenceDate = None,
    navigation: Navigation = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Run on the Dask cluster of this scheduler, as tcp://HOST:8786; else on this machine.",
            rich_help_panel=_WHERE,
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            min=1,
            metavar="N",
            help="On this machine, the number of processes; else one for each core.",
            rich_help_panel=_WHERE,
        ),
    ] = None,
    errors: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Add each page that failed to FILE, as JSON Lines.", rich_help_panel=_OUTPUT
        ),
    ] = None,
    progress: Annotated[
        Literal["bar", "json"],
        typer.Option(help="How progress is told on standard error: to people, or as JSON Lines."),
    ] = "bar",
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    r"""Read many WARC archives on many processes or machines, one output for each archive.

    What is done stands in the manifest: after any failure the same command does only what is missing. An
    archive that breaks off gives what is good in it; exit code 1 says that some archive was damaged or lost.

    \b
    Examples:
        osce-extract batch archives/ -o out
        osce-extract batch archives/ -o out-2 --match-host osce.org --format parquet --progress json --quiet
    """
    from osce_extract.cli.batching import Wishes, carry_out

    if scheduler is not None and jobs is not None:
        raise typer.BadParameter("--jobs is for this machine, not for the cluster of --scheduler")
    wishes = Wishes(
        inputs=inputs, output=output, format=format, per=per, fields=fields,
        hosts=_hosts(match_host or []), cdx=cdx,
        reference_date=reference_date, navigation=navigation, scheduler=scheduler, jobs=jobs, errors=errors,
        is_json=progress == "json", quiet=quiet, verbose=verbose,
    )  # fmt: skip
    raise typer.Exit(carry_out(wishes))


def _hosts(given: list[str]) -> tuple[str, ...]:
    hosts = sorted({host.strip().lower().strip(".") for host in given})
    for host in hosts:
        if not host or any(c in "/:@*? " for c in host):
            raise typer.BadParameter(f"{host!r} is no name of a host such as osce.org")
    return tuple(hosts)

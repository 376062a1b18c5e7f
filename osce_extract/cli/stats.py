"""`osce-extract stats`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from osce_extract.cli.options import RecordFiles

if TYPE_CHECKING:
    from rich.console import Console

    from osce_extract.runs.statistics import Count, Statistics, Turnout

__all__ = ["stats"]

_WIDEST = 100
_BAR = 24


def stats(
    files: RecordFiles = None,
    top: Annotated[int, typer.Option(min=0, metavar="N", help="Rows in each table; 0 for all.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print all counts as JSON.")] = False,
) -> None:
    r"""Count records by year, country, activity type, donor, partner and field of work, and who took part.

    A record counts once for each name it holds. The year is that of the activity, else that of its page. The
    share of women is that of the activities whose page gives both women and all. A page that comes twice is
    counted once.

    \b
    Examples:
        osce-extract stats records.jsonl
        osce-extract stats records.jsonl --top 3
        osce-extract stats records.jsonl --json | jq '.donors[:5]'
    """
    import sys

    from osce_extract.cli.inputs import RecordInput
    from osce_extract.cli.screen import open_screen
    from osce_extract.runs.statistics import count_records
    from osce_extract.sinks.jsonl import encode, stream

    records = RecordInput(files)
    statistics = count_records(records)
    if as_json:
        stream(sys.stdout.buffer).write(encode(statistics))
    elif statistics.records:
        _show(open_screen(), statistics, top)
    raise typer.Exit(records.exit_code)


def _show(screen: Console, statistics: Statistics, top: int) -> None:
    from osce_extract.cli.screen import plain

    screen.print(plain(_sum(statistics), "bold"))
    screen.print(plain(_people(statistics.participants)))
    _show_years(screen, statistics)
    countries = tuple(_named(entry) for entry in statistics.countries)
    for heading, counts in (
        ("countries", countries),
        ("activity types", statistics.activity_types),
        ("donors", statistics.donors),
        ("partners", statistics.partners),
        ("fields of work", statistics.fields_of_work),
    ):
        _show_counts(screen, heading, counts, top or len(counts))


def _sum(statistics: Statistics) -> str:
    parts = [_some(statistics.pages, "page")] if statistics.pages else []
    parts += [_some(statistics.listing_items, "listing item")] if statistics.listing_items else []
    parts += [f"{statistics.repeated:,} repeated and not counted"] if statistics.repeated else []
    parts += [f"{statistics.online:,} online"] if statistics.online else []
    return ", ".join(parts)


def _people(people: Turnout) -> str:
    if not people.activities and not people.women and not people.men:
        return "no participants given"
    rounded = f", {people.rounded:,} of the totals rounded" if people.rounded else ""
    told = f"{_some(people.total, 'participant')} in {_count(people.activities)}{rounded}; "
    told += f"{people.women:,} women and {people.men:,} men told apart"
    if people.share_of_women is not None:
        told += f"; {people.share_of_women:.0%} women in {_count(people.share_activities)} that count them"
    return told


def _count(activities: int) -> str:
    return "1 activity" if activities == 1 else f"{activities:,} activities"


def _some(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _show_years(screen: Console, statistics: Statistics) -> None:
    from rich.bar import Bar
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("year", no_wrap=True)
    table.add_column("", width=_bar_width(screen))
    for heading in ("records", "people", "women"):
        table.add_column(heading, justify="right", no_wrap=True)
    most = max(year.records for year in statistics.years)
    for year in statistics.years:
        people = year.participants
        share = f"{people.share_of_women:.0%}" if people.share_of_women is not None else ""
        bar = Bar(most, 0, year.records, color="cyan")
        told = f"{people.total:,}" if people.activities else ""
        table.add_row(year.year or "unknown", bar, f"{year.records:,}", told, share)
    screen.print()
    screen.print(table)


def _show_counts(screen: Console, heading: str, counts: tuple[Count, ...], top: int) -> None:
    from rich.bar import Bar
    from rich.table import Table

    from osce_extract.cli.screen import plain

    if not counts:
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    names = min(screen.width, _WIDEST) - _bar_width(screen) - 12
    table.add_column(heading, no_wrap=True, overflow="ellipsis", max_width=names)
    table.add_column("", width=_bar_width(screen))
    table.add_column("records", justify="right", no_wrap=True)
    for entry in counts[:top]:
        bar = Bar(counts[0].records, 0, entry.records, color="cyan")
        table.add_row(plain(entry.name), bar, f"{entry.records:,}")
    if len(counts) > top:
        table.add_row(plain(f"and {len(counts) - top:,} more", "dim"))
    screen.print()
    screen.print(table)


def _bar_width(screen: Console) -> int:
    return max(4, min(_BAR, (screen.width - 30) // 2))


def _named(entry: Count) -> Count:
    """A count of a country under its name in place of its code."""
    import msgspec

    from osce_extract.vocab.countries import country

    known = country(entry.name)
    return msgspec.structs.replace(entry, name=known.name) if known else entry

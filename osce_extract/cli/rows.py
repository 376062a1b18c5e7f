"""A record as one line of a table in the terminal, printed before the next is read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from osce_extract.cli.screen import plain

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from osce_extract.facts.model import DateRange, Participants
    from osce_extract.record import Record

__all__ = ["show_heading", "show_row"]

# Name, least width, share of what is left. Fixed before the first record is seen, so that nothing need wait.
_COLUMNS = (
    ("when", 13, 1),
    ("what", 8, 0.5),
    ("where", 8, 1.5),
    ("people", 6, 0),
    ("women", 5, 0),
    ("paid by", 8, 2),
    ("title", 10, 4),
)


def show_heading(screen: Console) -> None:
    """Print the names of the columns."""
    _print(screen, [plain(name, "bold underline") for name, _, _ in _COLUMNS])


def show_row(screen: Console, record: Record) -> None:
    """Print one record."""
    people = record.participants
    cells = (
        _joined(_days(dates) for dates in record.dates) or record.issued_on or "",
        record.activity_type or "",
        _joined(place.name for place in record.locations),
        _total(people),
        str(people.women) if people and people.women is not None else "",
        _joined(donor.name for donor in record.donors),
        record.title or record.url or record.source.location,
    )
    _print(screen, [plain(cell) for cell in cells])


def _days(dates: DateRange) -> str:
    """A range in the short form of ISO 8601: `2024-12-09/12`."""
    start, end = dates.start or "", dates.end or ""
    if start == end:
        return start
    for unit in (8, 5):
        if start[:unit] == end[:unit] and len(start) == len(end) == 10:
            return f"{start}/{end[unit:]}"
    return f"{start}/{end}"


def _joined(names: Iterable[str]) -> str:
    return ", ".join(names)


def _total(people: Participants | None) -> str:
    if people is None or people.total is None:
        return ""
    return {"about": "~", "at least": "≥", None: ""}[people.qualifier] + str(people.total)


def _print(screen: Console, cells: list[Text]) -> None:
    from rich.text import Text

    left = max(0, screen.width - sum(least + 2 for _, least, _ in _COLUMNS) + 2)
    shares = sum(share for _, _, share in _COLUMNS)
    for cell, (_, least, share) in zip(cells, _COLUMNS, strict=True):
        cell.truncate(least + int(left * share / shares), overflow="ellipsis", pad=True)
    line = Text("  ").join(cells)
    line.rstrip()
    screen.print(line, no_wrap=True, overflow="crop", crop=True)

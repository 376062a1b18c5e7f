"""A record as a card in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from osce_extract.cli.console import printable
from osce_extract.cli.screen import FACT_STYLES, has_colour, plain

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

    from osce_extract.record import Record
    from osce_extract.record.grounds import Ground

__all__ = ["show_card"]

_WIDEST = 110  # longer lines are hard to follow
_NARROW = 72  # below it words stand under the fact and not beside it
_AROUND = 36  # characters of the page on either side of a fact's words
_MARKS = ("[", "]")  # around a fact's words where no colour marks them

_LABELS = {
    "dates": "when",
    "locations": "where",
    "organizers": "held by",
    "partners": "with",
    "participants": "people",
    "cumulative": "in all",
    "donors": "paid by",
    "project": "project",
}


def show_card(screen: Console, record: Record) -> None:
    """Print one record: what page it is, its facts with their words, its warnings."""
    from rich.console import Group
    from rich.panel import Panel

    width = min(screen.width, _WIDEST)
    parts: list[RenderableType] = [plain(record.title or "(no title)", "bold"), _origin(record)]
    if record.teaser:
        parts += [plain(record.teaser, "italic")]
    facts = _facts(record, is_narrow=width < _NARROW, marks=("", "") if has_colour(screen) else _MARKS)
    parts += ["", facts if facts.row_count else plain("no facts of an activity", "dim")]
    parts += [plain(f"warning: {warning}", "yellow") for warning in record.warnings]
    screen.print(Panel(Group(*parts), width=width, border_style="dim", padding=(0, 1)))


def _origin(record: Record) -> Text:
    told = (record.activity_type, record.issued_on, record.content_type, *record.issued_by, record.language)
    where = record.url or record.source.location
    return plain(" · ".join(part for part in (*told, where) if part), "dim")


def _facts(record: Record, *, is_narrow: bool, marks: tuple[str, str]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(ratio=2, overflow="fold")
    if not is_narrow:
        table.add_column(ratio=3, overflow="fold")
    shown = ""
    for ground in _first_grounds(record):
        label = _LABELS[ground.field]
        value, words = plain(ground.value), _in_context(record, ground, marks)
        cells = [Text.assemble(value, "\n", words)] if is_narrow else [value, words]
        table.add_row(plain(label if label != shown else "", "bold"), *cells)
        shown = label
    return table


def _first_grounds(record: Record) -> Iterator[Ground]:
    """Each fact once, with the first words it rests on."""
    from osce_extract.record.grounds import grounds_of

    told: set[tuple[str, str]] = set()
    for ground in grounds_of(record):
        fact = (ground.field, ground.value)
        if ground.field in _LABELS and fact not in told:
            told.add(fact)
            yield ground


def _in_context(record: Record, ground: Ground, marks: tuple[str, str]) -> Text:
    """The words of a fact, marked, with some of the page around them."""
    from rich.text import Text

    from osce_extract.record.grounds import text_at

    opening, closing = marks
    evidence = ground.evidence
    text = text_at(record, evidence)
    if text[evidence.start : evidence.end] != evidence.text:  # a file that another hand has changed
        return plain(opening + evidence.text + closing, FACT_STYLES[ground.field])
    start, end = max(0, evidence.start - _AROUND), evidence.end + _AROUND
    # Cut between words: half a word only puzzles.
    if start > 0:
        start = text.find(" ", start, evidence.start) + 1 or evidence.start
    if end < len(text):
        end = max(text.rfind(" ", evidence.end, end), evidence.end)
    return Text.assemble(
        ("… " if start > 0 else "") + printable(text[start : evidence.start]),
        (opening + printable(text[evidence.start : evidence.end]) + closing, FACT_STYLES[ground.field]),
        printable(text[evidence.end : end]) + (" …" if end < len(text) else ""),
        style="dim",
    )

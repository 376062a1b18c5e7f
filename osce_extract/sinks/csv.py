"""Records as CSV for spreadsheets: a row for each page, or a row for each fact of one kind."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from osce_extract.facts.model import DateRange, Evidence, Fact
from osce_extract.record import Record
from osce_extract.record.grounds import describe
from osce_extract.record.shape import Shape, record_shape
from osce_extract.sinks.fields import Fields
from osce_extract.sinks.jsonl import Lines

__all__ = ["Per", "csv_header", "csv_rows", "guard"]

Per: TypeAlias = Literal["donors", "partners", "dates", "locations", "organizers"]

_PAGE = (
    *("title", "url", "issued_on", "activity_type", "dates", "locations", "organizers", "partners"),
    *("participants", "cumulative", "donors", "project", "content_type", "issued_by", "fields_of_work"),
    *("language", "lead", "teaser", "event", "warnings", "record_type", "record_version", "source", "body"),
)
_KEY = ("title", "url", "issued_on", "activity_type", "record_type", "source.location")

_EVIDENCE = {"evidence", "more_evidence"}
_BETWEEN = "; "
_BETWEEN_PARAGRAPHS = "\n\n"

# What a spreadsheet may take for a formula; the marks of full width count for some East Asian ones.
_RUNS = re.compile(r"(?:'*[\s\ufeff\u200b-\u200f]*[=+\-@＝＋－＠]|'*[\t\r\n])")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class _Column(NamedTuple):
    name: str
    path: tuple[str, ...]
    of_fact: bool


def guard(text: str) -> str:
    """Text for a cell that no spreadsheet runs: an apostrophe before what begins like a formula.

    A negative number stays one.

        >>> guard("=1+2"), guard("-3.5"), guard("Skopje")
        ("'=1+2", '-3.5', 'Skopje')
    """
    return "'" + text if _RUNS.match(text) and not _NUMBER.fullmatch(text) else text


class _CsvRows:
    def __init__(self, lines: Lines, columns: tuple[_Column, ...], per: Per | None) -> None:
        self._lines = lines
        self._columns = columns
        self._per = per
        self._decoder = msgspec.json.Decoder(Record)

    def write(self, line: bytes) -> None:
        record = self._decoder.decode(line)
        facts: tuple[Fact | None, ...] = getattr(record, self._per) if self._per else (None,)
        for fact in facts:
            cells = (_cell(fact if column.of_fact else record, column.path) for column in self._columns)
            self._lines.write(_row(cells))


def csv_header(per: Per | None = None, fields: Fields | None = None) -> bytes:
    """The names of the columns that `csv_rows` writes, as a line without its end."""
    return _row(column.name for column in _columns_of(per, fields))


def csv_rows(lines: Lines, *, per: Per | None = None, fields: Fields | None = None) -> Lines:
    """Write records as rows.

    Args:
        lines: where rows go; a cell may hold line ends.
        per: the kind of fact that has a row of its own, with the page's key before it; None for a row a page.
        fields: which columns, in order.
    """
    return _CsvRows(lines, _columns_of(per, fields), per)


def _columns_of(per: Per | None, fields: Fields | None) -> tuple[_Column, ...]:
    paths = fields.paths if fields else (*_KEY, per) if per else _PAGE
    return tuple(_columns(paths, per))


def _columns(paths: tuple[str, ...], per: Per | None) -> Iterator[_Column]:
    for path in paths:
        names = tuple(path.split("."))
        of_fact = names[0] == per
        shape = record_shape()
        several = False
        for depth, name in enumerate(names):
            shape = shape.fields[name]
            several = several or (shape.many and not (of_fact and depth == 0))
        yield from _leaves(names, shape, several=several, of_fact=of_fact)


def _leaves(path: tuple[str, ...], shape: Shape, *, several: bool, of_fact: bool) -> Iterator[_Column]:
    """A column for a value or a list, and for an object one for each of its fields."""
    if shape.kind != "object" or several:
        yield _Column("_".join(path), path[1:] if of_fact else path, of_fact)
        return
    is_row = of_fact and len(path) == 1
    names = [name for name in shape.fields if name not in _EVIDENCE]
    # A fact that has a row of its own has room for its words.
    for name in [*names, "evidence"] if is_row else names:
        yield from _leaves(
            (*path, name), shape.fields[name], several=shape.fields[name].many, of_fact=of_fact
        )


def _row(cells: Iterator[str]) -> bytes:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue().removesuffix("\n").encode()


def _cell(holder: object, path: tuple[str, ...]) -> str:
    between = _BETWEEN_PARAGRAPHS if path == ("body",) else _BETWEEN
    text = between.join(_words(_value(holder, path)))
    return guard(text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))


def _value(holder: object, path: tuple[str, ...]) -> object:
    for depth, name in enumerate(path):
        if holder is None:
            return None
        if isinstance(holder, tuple):
            return tuple(_value(item, path[depth:]) for item in holder)
        holder = getattr(holder, name)
    return holder


def _words(value: object) -> Iterator[str]:
    match value:
        case None:
            yield ""
        case bool():
            yield "true" if value else "false"
        case tuple():
            for item in value:
                yield from _words(item)
        case DateRange(start=start, end=end):
            yield start or "" if start == end else f"{start or ''}/{end or ''}"
        case Evidence(text=text):
            yield text
        case Fact():
            yield describe(value)
        case _:
            yield str(value)

"""What the caller asked the output to look like, and the sink that gives it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, TypeAlias

import msgspec

from osce_extract.errors import SinkError, UsageError
from osce_extract.sinks.files import cannot_write
from osce_extract.sinks.jsonl import Lines, append_file, reduced, stream, whole_file

if TYPE_CHECKING:
    from osce_extract.sinks.csv import Per
    from osce_extract.sinks.fields import Fields

__all__ = ["Format", "Layout", "header_of", "laid_out", "open_sink", "read_layout"]

Format: TypeAlias = Literal["jsonl", "csv", "parquet"]

_BY_SUFFIX: dict[str, Format] = {".csv": "csv", ".parquet": "parquet"}

# Stands before a file's header: without it Excel takes UTF-8 for the machine's old encoding.
_BYTE_ORDER_MARK = "\ufeff".encode()


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """The form of the output.

    Attributes:
        path: the file; None for standard output.
        append: whether records go behind what the file holds.
        format: of the file.
        per: in CSV, the kind of fact that has a row of its own; None for a row a page.
        fields: which are kept; None for all, or in CSV for all that fit a spreadsheet.
    """

    path: Path | None = None
    append: bool = False
    format: Format = "jsonl"
    per: Per | None = None
    fields: Fields | None = None


def read_layout(
    path: Path | None,
    *,
    append: bool = False,
    format: Format | None = None,  # noqa: A002
    per: Per | None = None,
    fields: str | None = None,
) -> Layout:
    """Put together what the caller asked for; a format that is not named follows the file's name.

    Raises:
        UsageError: the wishes contradict one another, or name a field that no record has.
    """
    if path is not None and str(path) == "-":
        path = None
    chosen = format or _BY_SUFFIX.get(path.suffix.lower() if path else "", "jsonl")
    if append and path is None:
        raise UsageError("--append needs --output FILE")
    if chosen == "parquet" and path is None:
        raise UsageError("--format parquet needs --output FILE")
    if chosen == "parquet" and append:
        raise UsageError("a Parquet file cannot be appended to")
    if per and chosen != "csv":
        raise UsageError("--per goes with --format csv")
    kept = None
    if fields:
        from osce_extract.sinks.fields import read_fields

        kept = read_fields(fields)
    return Layout(path=path, append=append, format=chosen, per=per, fields=kept)


@contextmanager
def open_sink(layout: Layout, stdout: BinaryIO) -> Iterator[Lines]:
    """Open what takes records, each given as a line of JSON; a file not appended to is whole or not there.

    Raises:
        MissingExtra: a package that the format needs is not installed.
        SinkError: it cannot be written.
    """
    if layout.format == "parquet" and layout.path is not None:
        from osce_extract.sinks.parquet import parquet_file

        with parquet_file(layout.path, layout.fields) as rows:
            yield rows
        return
    with _open_lines(layout, stdout) as lines:
        yield laid_out(layout, lines)


def laid_out(layout: Layout, lines: Lines) -> Lines:
    """What takes records, each as a line of JSON, and writes them to `lines` in a form that has lines."""
    if layout.format == "csv":
        from osce_extract.sinks.csv import csv_rows

        return csv_rows(lines, per=layout.per, fields=layout.fields)
    return reduced(lines, layout.fields) if layout.fields else lines


def header_of(layout: Layout) -> bytes | None:
    """The first line, without its end, of a form that begins with the names of its columns."""
    if layout.format != "csv":
        return None
    from osce_extract.sinks.csv import csv_header

    header = csv_header(layout.per, layout.fields)
    return header if layout.path is None else _BYTE_ORDER_MARK + header


@contextmanager
def _open_lines(layout: Layout, stdout: BinaryIO) -> Iterator[Lines]:
    header = header_of(layout)
    if layout.path is None:
        lines = stream(stdout)
        if header is not None:
            lines.write(header)
        yield lines
        return
    existing = _first_line(layout.path) if layout.append else b""
    if header is not None and existing and existing not in (header, header.removeprefix(_BYTE_ORDER_MARK)):
        raise SinkError("cannot be appended to: its columns are others", location=str(layout.path))
    with append_file(layout.path) if layout.append else whole_file(layout.path) as lines:
        if header is not None and not existing:
            lines.write(header)
        yield lines


def _first_line(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.readline().rstrip(b"\r\n")
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise cannot_write(str(path), error) from None

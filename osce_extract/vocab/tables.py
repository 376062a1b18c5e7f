"""The data files as rows of checked width."""

from __future__ import annotations

from pathlib import Path

__all__ = ["DATA", "LIST_MARK", "read_lines", "read_rows", "split_list"]

DATA = Path(__file__).with_name("data")
"""Where the files of the vocabulary are."""

LIST_MARK = "|"


def read_lines(name: str) -> list[str]:
    """The lines of a data file without comments (`#`) and blank lines.

    Args:
        name: file name in `data/`.
    """
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


def read_rows(name: str, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The rows of a tab-separated data file.

    Args:
        name: file name in `data/`.
        columns: what its header must say.

    Raises:
        ValueError: the header differs, or a row has another number of cells.
    """
    header, *lines = read_lines(name)
    if tuple(header.split("\t")) != columns:
        raise ValueError(f"{name}: columns must be {', '.join(columns)}")
    rows = [tuple(line.split("\t")) for line in lines]
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"{name}: {len(row)} cells instead of {len(columns)} in the row of {row[0]!r}")
    return rows


def split_list(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds a list."""
    return tuple(cell.split(LIST_MARK)) if cell else ()

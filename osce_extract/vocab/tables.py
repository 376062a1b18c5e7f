"""The data files: tables as rows of checked width, lists of words as a checked type."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TypeAlias, TypeVar

import msgspec

__all__ = [
    "DATA",
    "LIST_MARK",
    "TWINS",
    "Twin",
    "WordLists",
    "read_lines",
    "read_rows",
    "read_toml",
    "split_list",
]

T = TypeVar("T")

DATA = Path(__file__).with_name("data")
"""Where the files of the vocabulary are."""

TWINS = DATA / "twins"
"""Where each TOML file has its twin in JSON."""

LIST_MARK = "|"

WordLists: TypeAlias = dict[str, dict[str, list[str]]]
"""Lists of words or phrases by section and name, the form of most TOML files."""


class Twin(msgspec.Struct, frozen=True, kw_only=True):
    """A TOML file's content as JSON, which is read in a fiftieth of the time.

    Attributes:
        sha256: hexadecimal digest of the TOML file that it was made from.
        content: the same in JSON.
    """

    sha256: str
    content: msgspec.Raw


def read_toml(name: str, form: type[T]) -> T:
    """What a TOML file holds, read from its twin; when the file was edited since, from itself.

    Args:
        name: file name in `data/`.
        form: the type of its content.

    Raises:
        msgspec.ValidationError: the content is of another type.
    """
    source = (DATA / name).read_bytes()
    path = TWINS / f"{name}.json"
    if path.exists():
        twin = msgspec.json.decode(path.read_bytes(), type=Twin)
        if twin.sha256 == sha256(source).hexdigest():
            return msgspec.json.decode(twin.content, type=form)
    return msgspec.toml.decode(source, type=form)


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

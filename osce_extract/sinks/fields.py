"""The fields that a caller wants, out of all that a record has."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TypeAlias

import msgspec

from osce_extract.errors import UsageError
from osce_extract.record.shape import paths_of, record_shape

__all__ = ["JSON", "Fields", "Tree", "read_fields"]

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"
Tree: TypeAlias = "dict[str, Tree]"
"""Fields by name with those wanted below each; nothing below stands for all."""


class Fields(msgspec.Struct, frozen=True, kw_only=True):
    """Fields to keep.

    Attributes:
        paths: their dotted names, in the order asked for, none twice and none below another.
    """

    paths: tuple[str, ...]

    @property
    def tree(self) -> Tree:
        """The same, nested."""
        tree: Tree = {}
        for path in self.paths:
            below = tree
            for name in path.split("."):
                below = below.setdefault(name, {})
        return tree

    def keep(self, record: dict[str, JSON]) -> dict[str, JSON]:
        """A record with these fields only, in this order; lists and objects keep their form."""
        return _object(record, self.tree)


def read_fields(text: str) -> Fields:
    """Read dotted field names with commas between, as `title,donors.name`.

    Raises:
        UsageError: a record has no such field; the nearest one is named.
    """
    known = list(paths_of(record_shape()))
    asked = dict.fromkeys(name for part in text.split(",") if (name := part.strip()))
    for path in asked:
        if path not in known:
            raise UsageError(f"no field {path!r}{_nearest(path, known)}")
    if not asked:
        raise UsageError("no field named; write them as in title,donors.name")
    return Fields(paths=tuple(path for path in asked if not _is_inside(path, asked)))


def _nearest(path: str, known: list[str]) -> str:
    # Whoever leaves out what stands above ("country") means one of the fields that end so.
    inside = [name for name in known if name.endswith("." + path)][:3]
    near = inside or get_close_matches(path, known, n=2)
    return f"; did you mean {' or '.join(near)}?" if near else "; `osce-extract schema` names them all"


def _is_inside(path: str, asked: dict[str, None]) -> bool:
    parts = path.split(".")
    return any(".".join(parts[:length]) in asked for length in range(1, len(parts)))


def _object(record: dict[str, JSON], tree: Tree) -> dict[str, JSON]:
    return {name: _value(record.get(name), below) for name, below in tree.items()}


def _value(value: JSON, tree: Tree) -> JSON:
    if not tree:
        return value
    if isinstance(value, list):
        return [_value(item, tree) for item in value]
    return _object(value, tree) if isinstance(value, dict) else value

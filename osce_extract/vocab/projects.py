"""The words that tell a project's name, read from `[project]` in `data/cues.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import NamedTuple

from osce_extract.vocab.phrasebook import plain
from osce_extract.vocab.tables import read_lines

__all__ = ["ProjectWords", "project_words"]


class ProjectWords(NamedTuple):
    """Word lists, explained in the file."""

    nouns: frozenset[str]
    announcing: frozenset[str]
    binding: frozenset[str]
    extrabudgetary: frozenset[str]
    describing: frozenset[str]
    within: frozenset[str]
    untying: frozenset[str]


@cache
def project_words() -> ProjectWords:
    """The words that tell a project's name."""
    lists = tomllib.loads("\n".join(read_lines("cues.toml")))["project"]
    return ProjectWords(
        **{name: frozenset(plain(word) for word in lists[name]) for name in ProjectWords._fields}
    )

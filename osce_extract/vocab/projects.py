"""The words that tell a project's name, read from `[project]` in `data/cues.toml`."""

from __future__ import annotations

from functools import cache

import msgspec

from osce_extract.vocab.tables import read_toml
from osce_extract.vocab.wordlists import read_lists

__all__ = ["ProjectWords", "project_words"]


class ProjectWords(msgspec.Struct, frozen=True):
    """Word lists, explained in the file."""

    nouns: frozenset[str]
    announcing: frozenset[str]
    binding: frozenset[str]
    extrabudgetary: frozenset[str]
    describing: frozenset[str]
    within: frozenset[str]
    untying: frozenset[str]
    praising: frozenset[str]
    others: frozenset[str]
    observances: frozenset[str]
    topical: frozenset[str]
    adjectives: frozenset[str]


class _Lists(msgspec.Struct, frozen=True):
    project: dict[str, list[str]]


@cache
def project_words() -> ProjectWords:
    """The words that tell a project's name."""
    return read_lists(read_toml("cues.toml", _Lists).project, ProjectWords)

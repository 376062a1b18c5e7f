"""The words by which a page shows that it reports no activity of its own: `stances.toml`."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from osce_extract.vocab.matcher import Matchers
from osce_extract.vocab.tables import WordLists, read_toml

__all__ = ["StanceKind", "StanceWords", "stance_words"]

StanceKind = Literal["statement", "monitoring", "other"]


class StanceWords(msgspec.Struct, frozen=True):
    """What shows that a page reports no activity.

    Attributes:
        content_types: the kind of page that a printed type stands for.
        phrases: lists of phrases by what they show: `section.key` of the file.
    """

    content_types: dict[str, StanceKind]
    phrases: Matchers


@cache
def stance_words() -> StanceWords:
    """Load the vocabulary once."""
    data = read_toml("stances.toml", WordLists)
    types = data["content_types"]
    kinds: tuple[StanceKind, ...] = ("statement", "monitoring", "other")
    lists = {
        f"{section}.{key}": phrases
        for section, keys in data.items()
        for key, phrases in keys.items()
        if keys is not types
    }
    return StanceWords({name: kind for kind in kinds for name in types[kind]}, Matchers(lists))

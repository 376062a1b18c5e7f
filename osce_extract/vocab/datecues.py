"""The words that tell what a date phrase dates: `dates.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec

from osce_extract.vocab.matcher import Matcher
from osce_extract.vocab.tables import read_lines

__all__ = ["DateCue", "DateCues", "date_cues"]

DateCue = Literal["end", "start", "whole", "hard", "soft", "none"]


class DateCues(msgspec.Struct, frozen=True):
    """The vocabulary of dating.

    Attributes:
        phrases: words with what a date near them dates.
        attributive: nouns that take a date before them for themselves.
        ordinals: words for the sessions of a series.
        bound: phrases that bind a year to the activity's project.
        editions: nouns that make a year before them the activity's.
    """

    phrases: Matcher[DateCue]
    attributive: frozenset[str]
    ordinals: frozenset[str]
    bound: Matcher[None]
    editions: frozenset[str]


@cache
def date_cues() -> DateCues:
    """Load the vocabulary once."""
    data = tomllib.loads("\n".join(read_lines("dates.toml")))
    kinds: tuple[DateCue, ...] = ("end", "start", "whole", "hard", "soft", "none")
    entries: Iterable[tuple[str, DateCue]] = ((phrase, kind) for kind in kinds for phrase in data[kind])
    return DateCues(
        Matcher(entries, "any"),
        frozenset(data["attributive"]),
        frozenset(data["ordinals"]),
        Matcher(((phrase, None) for phrase in data["years"]["bound"]), "any"),
        frozenset(data["years"]["editions"]),
    )

"""The words that tie a clause to the page's activity, or to something else: `ties.toml`."""

from __future__ import annotations

from functools import cache

import msgspec

from osce_extract.vocab.tables import read_toml
from osce_extract.vocab.wordlists import read_lists

__all__ = ["TieWords", "tie_words"]


class TieWords(msgspec.Struct, frozen=True):
    """The vocabulary of ties; the lists are explained in `data/ties.toml`."""

    asking: frozenset[str]
    content: frozenset[str]
    intent: frozenset[str]
    pronouns: frozenset[str]
    deeds: frozenset[str]
    things: frozenset[str]
    praise: frozenset[str]
    receiving: frozenset[str]
    encounters: frozenset[str]
    paying: frozenset[str]
    visits: frozenset[str]
    limits: frozenset[str]
    visiting: frozenset[str]
    opening: frozenset[str]
    goods: frozenset[str]
    no_activities: frozenset[str]
    frequenting: frozenset[str]
    lasting: frozenset[str]
    giving: frozenset[str]
    founding: frozenset[str]
    aid: frozenset[str]
    former_habits: frozenset[str]
    aims: frozenset[str]
    backing: frozenset[str]
    spending: frozenset[str]
    made: frozenset[str]
    handing: frozenset[str]
    making: frozenset[str]
    adapting: frozenset[str]
    running: frozenset[str]
    habits: frozenset[str]
    attending: frozenset[str]
    touring: frozenset[str]
    others: frozenset[str]


@cache
def tie_words() -> TieWords:
    """Load the vocabulary once."""
    return read_lists(read_toml("ties.toml", dict[str, list[str]]), TieWords)

"""The words that tie a clause to the page's activity, or to something else: `ties.toml`."""

from __future__ import annotations

from functools import cache

import msgspec

from osce_extract.vocab.tables import WordLists, read_toml

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
    encounters: frozenset[str]
    paying: frozenset[str]
    visits: frozenset[str]
    limits: frozenset[str]
    goods: frozenset[str]
    no_activities: frozenset[str]


@cache
def tie_words() -> TieWords:
    """Load the vocabulary once."""
    data = read_toml("ties.toml", WordLists)
    return TieWords(
        asking=frozenset(data["content"]["asking"]),
        content=frozenset(data["content"]["verbs"]),
        intent=frozenset(data["intent"]["verbs"]),
        pronouns=frozenset(data["own"]["pronouns"]),
        deeds=frozenset(data["own"]["verbs"]),
        things=frozenset(data["own"]["things"]),
        praise=frozenset(data["praise"]["adjectives"]),
        encounters=frozenset(data["encounters"]["nouns"]),
        paying=frozenset(data["visits"]["verbs"]),
        visits=frozenset(data["visits"]["nouns"]),
        limits=frozenset(data["visits"]["limits"]),
        goods=frozenset(data["own"]["goods"]),
        no_activities=frozenset(data["deeds"]["no_activities"]),
    )

"""Words for people, and the words around numbers of people: `data/people.tsv` and `data/counts.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal, cast

import msgspec

from osce_extract.text.phrases import Phrases
from osce_extract.vocab.tables import WordLists, read_rows, read_toml

__all__ = ["CountCues", "PersonKind", "count_cues", "noun_kind", "person_kind"]

PersonKind = Literal["participant", "person", "expert", "leader", "outsider", "woman", "man", "group"]

# Ends of plurals that mostly name people by what they do; people.tsv lists the things that end so too.
_AGENTS = ("ers", "ors", "ists", "ians")
_SHORTEST_AGENT = 5


class CountCues(msgspec.Struct, frozen=True):
    """The phrase lists of `data/counts.toml`, by `section.key`; what each means is written there."""

    lists: Mapping[str, Phrases]

    def __getitem__(self, name: str) -> Phrases:
        return self.lists[name]


@cache
def count_cues() -> CountCues:
    """What the words around a number of people say."""
    return CountCues(
        {
            f"{section}.{key}": Phrases(phrases)
            for section, keys in _lists().items()
            for key, phrases in keys.items()
        }
    )


@cache
def _lists() -> WordLists:
    return read_toml("counts.toml", WordLists)


@cache
def _kinds() -> Mapping[str, PersonKind | Literal["thing"]]:
    return {
        noun: cast('PersonKind | Literal["thing"]', kind)
        for kind, nouns in read_rows("people.tsv", ("kind", "nouns"))
        for noun in nouns.split(" ")
    }


@cache
def _endings() -> tuple[str, ...]:
    return tuple(_lists()["noun_phrase"]["people_endings"])


def noun_kind(words: tuple[str, ...], i: int) -> PersonKind | None:
    """What kind of people the noun at `i` counts, by the word before it where it may be a thing: "points"
    are people as contact points, "monitors" as trial monitors.
    """
    known = _lists()["ambiguous"].get(words[i])
    if known is not None:
        # "points of contact"
        is_told = words[i + 1 : i + 2] == ("of",) and not {*words[i + 2 : i + 3]}.isdisjoint(known)
        return "person" if is_told or (i and words[i - 1] in known) else None
    return person_kind(words[i])


def person_kind(word: str) -> PersonKind | None:
    """What kind of people a plural noun in lower case counts; None when it counts none.

    >>> person_kind("judges"), person_kind("vehicles"), person_kind("craftspeople")
    ('person', None, 'person')
    """
    kind = _kinds().get(word.removeprefix("co-"))
    if kind is not None:
        return None if kind == "thing" else kind
    if word.endswith(_endings()):
        return "woman" if word.endswith("women") else "person"
    return "person" if word.endswith(_AGENTS) and len(word) > _SHORTEST_AGENT else None

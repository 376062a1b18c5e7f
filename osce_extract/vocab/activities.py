"""The words that name activities, and the kinds they name: `activity_types.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal

import msgspec

from osce_extract.vocab.matcher import Matcher
from osce_extract.vocab.tables import read_toml

__all__ = ["ActivityWord", "ActivityWords", "Strength", "activity_words"]

Strength = Literal["strong", "weak", "verb", "thing", "generic"]


class ActivityWord(msgspec.Struct, frozen=True):
    """What a word or phrase says of an activity.

    Attributes:
        kind: the activity type it names; None for a generic noun such as "event".
        strength: a noun that names it for sure or weakly, a verb, a thing that is published, a generic noun.
        is_plural: whether the phrase is a plural.
    """

    kind: str | None
    strength: Strength
    is_plural: bool = False


class ActivityWords(msgspec.Struct, frozen=True):
    """The vocabulary of activities.

    Attributes:
        phrases: nouns and verbs, longest match.
        heads: nouns that make an activity noun before them a mere modifier.
        others: adjectives of another activity than the page's.
        definite: determiners of an activity already named.
        bodies: nouns that name a body, and no activity, when they are capitalized.
        naming: words that make a capitalized noun behind them a body.
    """

    phrases: Matcher[ActivityWord]
    heads: frozenset[str]
    others: frozenset[str]
    definite: frozenset[str]
    bodies: frozenset[str]
    naming: frozenset[str]


class _Lists(msgspec.Struct, frozen=True):
    types: Mapping[str, Mapping[str, tuple[str, ...]]]
    generic: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]


@cache
def activity_words() -> ActivityWords:
    """Load the vocabulary once."""
    data = read_toml("activity_types.toml", _Lists)
    entries: list[tuple[str, ActivityWord]] = []
    for kind, lists in data.types.items():
        entries += _nouns(lists.get("nouns", ()), kind, "strong")
        entries += _nouns(lists.get("weak", ()), kind, "weak")
        entries += _nouns(lists.get("things", ()), kind, "thing")
    for kind, lists in data.types.items():
        entries += [(verb, ActivityWord(kind, "verb")) for verb in lists.get("verbs", ())]
    entries += _nouns(data.generic["nouns"], None, "generic")
    return ActivityWords(
        Matcher(entries, "any"),
        frozenset(data.words["heads"]),
        frozenset(data.words["others"]),
        frozenset(data.words["definite"]),
        frozenset(data.words["bodies"]),
        frozenset(data.words["naming"]),
    )


def _nouns(nouns: Iterable[str], kind: str | None, strength: Strength) -> Iterable[tuple[str, ActivityWord]]:
    for noun in nouns:
        yield noun, ActivityWord(kind, strength)
        yield _plural(noun), ActivityWord(kind, strength, is_plural=True)


def _plural(noun: str) -> str:
    if noun.endswith("s"):
        return noun
    if noun.endswith(("ch", "sh", "z", "x")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2] not in "aeo":
        return f"{noun[:-1]}ies"
    return f"{noun}s"

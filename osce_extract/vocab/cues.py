"""Phrases that put a body in a role: `data/cues.toml` compiled to steps that match word by word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple, cast

import msgspec

from osce_extract.vocab.phrasebook import plain
from osce_extract.vocab.tables import read_toml
from osce_extract.vocab.wordlists import read_lists

__all__ = [
    "Argument",
    "ContributorWords",
    "Cue",
    "CueMatch",
    "CueRole",
    "NominalWords",
    "agent_words",
    "compound_cues",
    "contributor_words",
    "event_words",
    "find_cues",
    "gift_words",
    "nominal_words",
    "occasion_words",
    "other_deeds",
    "role_nouns",
    "rules_of_others",
]

CueRole = Literal["organizer", "co-operation", "host", "support", "implementer", "contributor", "donor"]
Argument = Literal["after", "agent", "subject", "compound", "companion", "source"]

_WILD = "*"
_WILD_LENGTH = 3
_ELEMENT = re.compile(r"\([^)]*\)\??|\S+")


class _Step(msgspec.Struct, frozen=True, eq=False):
    """One word of a phrase: the choices by their first word, the longest first; whether it may be missing."""

    choices: Mapping[str, Sequence[tuple[str, ...]]]
    is_optional: bool


class Cue(msgspec.Struct, frozen=True):
    """A family of phrases that puts bodies in a role; the attributes are explained in `data/cues.toml`."""

    name: str
    role: CueRole
    argument: Argument
    only: Literal["osce", "other"] | None
    without: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    ahead: frozenset[str] = frozenset()
    then: frozenset[str] = frozenset()
    about: Literal["occasion", "money"] | None = None
    relative: bool = False
    phrases: tuple[tuple[_Step, ...], ...] = ()


class CueMatch(NamedTuple):
    """A cue found: the words from `first` to before `after`."""

    cue: Cue
    first: int
    after: int


class ContributorWords(msgspec.Struct, frozen=True):
    """The word lists of `[contributors]` in `data/cues.toml`, explained there."""

    teachers: frozenset[str]
    people: frozenset[str]
    verbs: frozenset[str]
    attending: frozenset[str]
    guests: frozenset[str]
    working: frozenset[str]
    participles: frozenset[str]
    former: frozenset[str]
    sending: frozenset[str]
    joining: frozenset[str]
    making: frozenset[str]
    performers: frozenset[str]
    performing: frozenset[str]
    speaking: frozenset[str]
    telling: frozenset[str]
    pleas: frozenset[str]
    teaching: frozenset[str]
    bodies: frozenset[str]
    inputs: frozenset[str]
    openings: frozenset[str]
    listeners: frozenset[str]
    classes: frozenset[str]
    coming: frozenset[str]


class NominalWords(msgspec.Struct, frozen=True):
    """The word lists of `[nominals]` in `data/cues.toml`, explained there."""

    adjectives: frozenset[str]
    choosing: frozenset[str]
    serving: frozenset[str]


def find_cues(words: Sequence[str]) -> tuple[CueMatch, ...]:
    """The cues in a sentence's plain words, in order; of phrases of one cue that begin together, the longest.

    Compound adjectives are not found here: they stand within a word.
    """
    found: list[CueMatch] = []
    openings = _by_first_word()
    vocabulary = frozenset(words)
    for i, word in enumerate(words):
        if word not in openings:
            continue
        second = words[i + 1] if i + 1 < len(words) else ""
        longest: dict[str, CueMatch] = {}
        for cue, steps, behind in _phrases_of(word, second):
            if behind is not None and behind.isdisjoint(vocabulary):
                continue
            after = _match(steps, 0, words, i)
            if after is None or not cue.without.isdisjoint(words[i:after]):
                continue
            if cue.beside and cue.beside.isdisjoint(vocabulary):
                continue
            if cue.ahead and cue.ahead.isdisjoint(words[:i]):
                continue
            if cue.name not in longest or longest[cue.name].after < after:
                longest[cue.name] = CueMatch(cue, i, after)
        found += longest.values()
    return tuple(found)


@cache
def compound_cues() -> Mapping[str, Cue]:
    """Cues of compound adjectives by the word behind the hyphen."""
    compounds = (cue for cue in _cues() if cue.argument == "compound")
    return {word: cue for cue in compounds for steps in cue.phrases for word in steps[0].choices}


@cache
def contributor_words() -> ContributorWords:
    """The words that tell who taught."""
    return read_lists(cast("dict[str, list[str]]", _data()["contributors"]), ContributorWords)


@cache
def nominal_words() -> NominalWords:
    """The words around nouns that say what a body was to an activity."""
    return read_lists(cast("dict[str, list[str]]", _data()["nominals"]), NominalWords)


@cache
def event_words() -> frozenset[str]:
    """Nouns of activities that people take part in, the class `EVENT`."""
    classes = cast("dict[str, list[str]]", _data()["classes"])
    return frozenset(plain(word) for word in classes["EVENT"])


@cache
def other_deeds() -> frozenset[str]:
    """Past verbs that make nobody an organizer."""
    lists = cast("dict[str, list[str]]", _data()["contributors"])
    return frozenset(plain(word) for word in lists["other_deeds"])


@cache
def occasion_words() -> frozenset[str]:
    """Nouns of what can be organized, the classes `EVENT` and `OCCASION`."""
    classes = cast("dict[str, list[str]]", _data()["classes"])
    return frozenset(plain(word) for word in (*classes["EVENT"], *classes["OCCASION"]))


@cache
def role_nouns() -> Mapping[str, CueRole]:
    """Nouns that say what a body was to an activity ("organizer", "sponsor"), each with its role."""
    lists = cast("dict[str, list[str]]", _data()["nouns"])
    return {plain(word): cast(CueRole, role) for role, words in lists.items() for word in words}


@cache
def gift_words() -> frozenset[str]:
    """Nouns of what is given in money, the classes `GIFT` and `MONEY`."""
    classes = cast("dict[str, list[str]]", _data()["classes"])
    return frozenset(plain(word) for word in (*classes["GIFT"], *classes["MONEY"]))


@cache
def agent_words() -> frozenset[str]:
    """The participles, and nouns for help and money, whose agent may follow behind "by"."""
    classes = cast("dict[str, list[str]]", _data()["classes"])
    # "launched in the hall by": rooms and goods have none.
    goods = {plain(word) for word in classes["GOODS"]}
    agents = (cue for cue in _cues() if cue.argument == "agent")
    return frozenset(word for cue in agents for steps in cue.phrases for word in steps[0].choices) - goods


@cache
def rules_of_others() -> frozenset[str]:
    """The names of the cues that put only bodies outside the OSCE in a role."""
    return frozenset(cue.name for cue in _cues() if cue.only == "other")


def _match(steps: tuple[_Step, ...], k: int, words: Sequence[str], i: int) -> int | None:
    """The index after the words that the steps from `k` on match from `i` on, as many as they can."""
    if k == len(steps):
        return i
    step = steps[k]
    word = words[i] if i < len(words) else ""
    for choice in step.choices.get(word, ()):
        if len(choice) == 1 or tuple(words[i : i + len(choice)]) == choice:
            after = _match(steps, k + 1, words, i + len(choice))
            if after is not None:
                return after
    if _WILD in step.choices:
        return _match_wild(steps, k + 1, words, i)
    return _match(steps, k + 1, words, i) if step.is_optional else None


def _match_wild(steps: tuple[_Step, ...], k: int, words: Sequence[str], i: int) -> int | None:
    for length in range(1, _WILD_LENGTH + 1):
        if i + length > len(words) or not words[i + length - 1][0].isalnum():
            return None
        after = _match(steps, k, words, i + length)
        if after is not None:
            return after
    return None


@cache
def _data() -> Mapping[str, object]:
    return read_toml("cues.toml", dict[str, object])


@cache
def _cues() -> tuple[Cue, ...]:
    lists = cast("dict[str, list[str]]", _data()["classes"])
    entries = cast("list[dict[str, object]]", _data()["cue"])
    return tuple(
        Cue(
            name=cast(str, entry["name"]),
            role=cast(CueRole, entry["role"]),
            argument=cast(Argument, entry["argument"]),
            only=cast('Literal["osce", "other"] | None', entry.get("only")),
            without=_words_of(entry, "without", lists),
            beside=_words_of(entry, "beside", lists),
            ahead=_words_of(entry, "ahead", lists),
            then=_words_of(entry, "then", lists),
            about=cast('Literal["occasion", "money"] | None', entry.get("about")),
            relative=bool(entry.get("relative")),
            phrases=tuple(_compile(phrase) for phrase in cast("list[str]", entry["phrases"])),
        )
        for entry in entries
    )


def _words_of(entry: Mapping[str, object], key: str, classes: Mapping[str, list[str]]) -> frozenset[str]:
    """The plain words of a list, with those of the classes that it names."""
    listed = cast("list[str]", entry.get(key, []))
    return frozenset(plain(word) for text in listed for word in classes.get(text, [text]))


@cache
def _plain_words(text: str) -> tuple[str, ...]:
    return tuple(plain(word) for word in text.split())


def _compile(phrase: str) -> tuple[_Step, ...]:
    """Turn a phrase into steps.

    >>> [step.is_optional for step in _compile("in (close|full)? touch")]
    [False, True, False]
    """
    return tuple(map(_compile_step, _ELEMENT.findall(phrase)))


@cache
def _compile_step(element: str) -> _Step:
    """The step of a word, of choices in brackets or of a class; most classes stand in many phrases."""
    classes = cast("dict[str, list[str]]", _data()["classes"])
    is_optional = len(element) > 1 and element.endswith("?")
    bare = element.removesuffix("?") if is_optional else element
    options = bare[1:-1].split("|") if bare.startswith("(") else [bare]
    texts = (text for option in options for text in classes.get(option, [option]))
    choices: dict[str, list[tuple[str, ...]]] = {}
    for choice in sorted(map(_plain_words, texts), key=len, reverse=True):
        choices.setdefault(choice[0], []).append(choice)
    return _Step(choices, is_optional)


@cache
def _by_first_word() -> Mapping[str, tuple[tuple[Cue, tuple[_Step, ...]], ...]]:
    openings: dict[str, list[tuple[Cue, tuple[_Step, ...]]]] = {}
    for cue in _cues():
        if cue.argument == "compound":
            continue
        for steps in cue.phrases:
            if steps[0].is_optional:
                raise ValueError(f"cues.toml: a phrase of {cue.name} begins with an optional word")
            for word in steps[0].choices:
                openings.setdefault(word, []).append((cue, steps))
    return {word: tuple(pairs) for word, pairs in openings.items()}


@lru_cache(maxsize=4096)
def _phrases_of(word: str, second: str) -> tuple[tuple[Cue, tuple[_Step, ...], frozenset[str] | None], ...]:
    """The phrases that may begin with two words, each with the words of which one stands behind its gap.

    They are worked out when a text first has the two words, since few do.
    """
    return tuple(
        (cue, steps, _words_behind_gap(steps))
        for cue, steps, seconds in _with_second_words(word)
        if seconds is None or second in seconds
    )


@cache
def _with_second_words(word: str) -> tuple[tuple[Cue, tuple[_Step, ...], frozenset[str] | None], ...]:
    """The phrases that begin with a word, each with the words that may come second; None for any or none."""
    return tuple((cue, steps, _second_words(word, steps)) for cue, steps in _by_first_word()[word])


def _words_behind_gap(steps: tuple[_Step, ...]) -> frozenset[str] | None:
    """The words that may end the gap of "with * AID FROM"; None without a gap that only certain words end."""
    for gap, end in pairwise(steps):
        if _WILD in gap.choices and not end.is_optional and _WILD not in end.choices:
            return frozenset(end.choices)
    return None


def _second_words(word: str, steps: tuple[_Step, ...]) -> frozenset[str] | None:
    found = {choice[1] for choice in steps[0].choices[word] if len(choice) > 1}
    if (word,) not in steps[0].choices[word]:
        return frozenset(found)
    for step in steps[1:]:
        if _WILD in step.choices:
            return None
        found.update(step.choices)
        if not step.is_optional:
            return frozenset(found)
    return None

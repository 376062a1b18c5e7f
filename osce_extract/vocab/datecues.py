"""The words that tell what a date phrase dates: `dates.toml`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal, cast

import msgspec

from osce_extract.vocab.matcher import Matcher
from osce_extract.vocab.tables import read_toml

__all__ = ["DateCue", "DateCues", "date_cues"]

DateCue = Literal["end", "start", "whole", "hard", "public", "soft", "none"]


class DateCues(msgspec.Struct, frozen=True):
    """The vocabulary of dating.

    Attributes:
        phrases: words with what a date near them dates.
        attributive: nouns that take a date before them for themselves.
        adjectives: words between such a noun and its date.
        ordinals: words for the sessions of a series.
        bound: phrases that bind a year to the activity's project.
        editions: nouns that make a year before them the activity's.
        adjuncts: how a sentence may begin that tells first of what its activity belongs to.
        made: participles of what is done to things.
        made_of_people: participles of what is done to people.
        holding: first words of verbs that only activities have.
        entries: what is sent in for a contest.
        works: what may be sent in: films, essays.
        entering: verbs of sending in.
        entered: their participles.
        winners: nouns for those who won.
        announcing: participles of telling who won.
        stages: nouns for the stages of an activity.
        lasting: what an activity may "have been" doing since a day.
        brief: meetings that are over in a day.
        gathering: verbs of people who come together for what lasts.
        terms: nouns for a time in office or in force, which ends by itself.
    """

    phrases: Matcher[DateCue]
    attributive: frozenset[str]
    adjectives: frozenset[str]
    ordinals: frozenset[str]
    bound: Matcher[None]
    editions: frozenset[str]
    adjuncts: tuple[str, ...]
    made: frozenset[str]
    made_of_people: frozenset[str]
    holding: frozenset[str]
    entries: frozenset[str]
    works: frozenset[str]
    entering: frozenset[str]
    entered: frozenset[str]
    winners: frozenset[str]
    announcing: frozenset[str]
    stages: frozenset[str]
    lasting: frozenset[str]
    brief: Matcher[None]
    gathering: frozenset[str]
    terms: frozenset[str]


@cache
def date_cues() -> DateCues:
    """Load the vocabulary once."""
    data = read_toml("dates.toml", dict[str, object])
    lists, years = cast("dict[str, list[str]]", data), cast("dict[str, list[str]]", data["years"])
    clauses = cast("dict[str, list[str]]", data["clauses"])
    kinds: tuple[DateCue, ...] = ("end", "start", "whole", "hard", "public", "soft", "none")
    entries: Iterable[tuple[str, DateCue]] = ((phrase, kind) for kind in kinds for phrase in lists[kind])
    return DateCues(
        Matcher(entries, "any"),
        frozenset(lists["attributive"]),
        frozenset(lists["attributive_adjectives"]),
        frozenset(lists["ordinals"]),
        Matcher(((phrase, None) for phrase in years["bound"]), "any"),
        frozenset(years["editions"]),
        tuple(clauses["adjuncts"]),
        frozenset(clauses["made"]),
        frozenset(clauses["made_of_people"]),
        frozenset(phrase.split()[0] for phrase in clauses["holding"]),
        brief=Matcher(((phrase, None) for phrase in lists["brief"]), "any"),
        entries=frozenset(lists["entries"]),
        works=frozenset(lists["works"]),
        entering=frozenset(lists["entering"]),
        entered=frozenset(lists["entered"]),
        winners=frozenset(lists["winners"]),
        announcing=frozenset(lists["announcing"]),
        stages=frozenset(lists["stages"]),
        lasting=frozenset(lists["lasting"]),
        gathering=frozenset(lists["gathering"]),
        terms=frozenset(lists["terms"]),
    )

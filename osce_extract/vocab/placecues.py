"""Words around the names of places: `place_cues.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

import msgspec

from osce_extract.vocab.tables import read_toml
from osce_extract.vocab.wordlists import read_lists

__all__ = ["AreaKind", "PlaceCues", "area_nouns", "place_cues"]

AreaKind = Literal["town", "district", "region"]


class PlaceCues(msgspec.Struct, frozen=True):
    """The vocabulary of whereabouts; the lists are explained in `data/place_cues.toml`.

    Attributes:
        unnamed: nouns of places without a name: "in ten locations", "in three districts".
        people: nouns that are somewhere without the activity being there, those of houses among them.
    """

    adjectives: frozenset[str]
    directions: frozenset[str]
    parts: frozenset[str]
    venues: frozenset[str]
    features: frozenset[str]
    waters: frozenset[str]
    nearness: frozenset[str]
    unnamed: frozenset[str]
    holding: frozenset[str]
    activities: frozenset[str]
    hosting: frozenset[str]
    seeing: frozenset[str]
    taking_place: frozenset[str]
    receiving: frozenset[str]
    beginning: frozenset[str]
    lying: frozenset[str]
    opening: frozenset[str]
    counted: frozenset[str]
    going: frozenset[str]
    posts: frozenset[str]
    post_heads: frozenset[str]
    leading: frozenset[str]
    visiting: frozenset[str]
    people: frozenset[str]
    houses: frozenset[str]
    comparing: frozenset[str]
    writings: frozenset[str]
    applying: frozenset[str]
    agreeing: frozenset[str]
    public_events: frozenset[str]
    prizes: frozenset[str]
    topics: frozenset[str]
    giving: frozenset[str]
    travel: frozenset[str]
    staff: frozenset[str]
    saying: frozenset[str]
    common: frozenset[str]
    online_adverbs: frozenset[str]
    online_joining: frozenset[str]
    online_adjectives: frozenset[str]
    online_nouns: frozenset[str]
    online_calling: frozenset[str]
    attending: frozenset[str]
    broadcasting: frozenset[str]
    moving: frozenset[str]
    products: frozenset[str]
    by: frozenset[str]
    channels: frozenset[str]
    listed: frozenset[str]
    announced: frozenset[str]
    scenes: frozenset[str]
    seats: frozenset[str]
    upon: frozenset[str]
    dropped: frozenset[str]
    leaving: frozenset[str]
    walking: frozenset[str]
    distances: frozenset[str]
    happening: frozenset[str]
    meeting: frozenset[str]
    rooms: frozenset[str]
    intending: frozenset[str]
    onward: frozenset[str]
    upcoming: frozenset[str]
    fronted: frozenset[str]
    landscape: frozenset[str]
    online_events: frozenset[str]
    heights: frozenset[str]
    town_posts: frozenset[str]
    bringing: frozenset[str]
    inspecting: frozenset[str]
    showing: frozenset[str]
    hosts: frozenset[str]


@cache
def place_cues() -> PlaceCues:
    """Load the vocabulary once."""
    lists = _lists()
    joined = {
        "unnamed": [*lists["sites"], *area_nouns()],
        "people": [*lists["people"], *lists["houses"]],
    }
    return read_lists(lists | joined, PlaceCues)


@cache
def area_nouns() -> Mapping[str, AreaKind]:
    """Nouns of places ("village", "districts"), and what they make of a name."""
    kinds: tuple[AreaKind, ...] = ("town", "district", "region")
    return {noun: kind for kind in kinds for noun in _lists()[kind]}


def _lists() -> dict[str, list[str]]:
    return read_toml("place_cues.toml", dict[str, list[str]])

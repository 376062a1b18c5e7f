"""Words around the names of places: `place_cues.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

import msgspec

from osce_extract.vocab.tables import WordLists, read_toml

__all__ = ["AreaKind", "PlaceCues", "place_cues"]

AreaKind = Literal["town", "district", "region"]


class PlaceCues(msgspec.Struct, frozen=True):
    """The vocabulary of whereabouts, in lower case.

    Attributes:
        areas: nouns of places ("village", "districts"), and what they make of a name.
        adjectives: words that may stand before such a noun.
        directions: "south" in "the south of Albania".
        parts: "southern" in "southern Albania".
        venues: nouns of buildings and sites: "the main square of Osh".
        features: words that begin the name of a lake or a mountain: "Lake Ohrid".
        waters: words that end the name of a water: "Caspian Sea".
        nearness: adjectives right before a town: "downtown Chisinau".
        unnamed: nouns of places without a name: "in ten locations", "in three districts".
        holding: verbs of taking place.
        activities: nouns of activities beyond the activity types.
        hosting: verbs whose subject is the town.
        seeing: verbs whose subject may be the town when an activity follows: "saw", "welcomed".
        taking_place: verbs of a clause that tells what took place: "where a retreat was held".
        receiving: verbs of taking in visitors: "received by the court in Maribor".
        beginning: participles behind "had" that tell of the activity's beginning: "It had begun in Osh".
        lying: "located": where what was opened lies.
        opening: verbs of opening.
        counted: nouns of people in a series of places: "12 teachers in Osh".
        posts: words of a site whose name stands before them: "the Torugart border crossing point".
        post_heads: of these, the ones it can end with.
        going: words before "to TOWN" that make it the activity's.
        leading: of these, verbs of taking somebody along: "accompanied the Minister to X".
        visiting: verbs whose object is the town.
        people: nouns that are somewhere without the activity being there.
        houses: of these, houses in which an activity may be held: "in a school in Osh".
        comparing: words of comparing: "instead of in Mostar", "similar to the academy in Graz".
        writings: what is about something: "a report on a trial in Mostar".
        applying: nouns before an activity that people are asked to apply for.
        agreeing: participles of what States and bodies agree on.
        public_events: what is held without being anybody's activity: elections.
        prizes: words before "a trip to Vienna" that make it a prize.
        topics: nouns of what people speak about, which are in a country without the activity being there.
        giving: verbs of handing over.
        travel: words of going that count only where the page reports a visit.
        staff: nouns and verbs that make "at BODY" somebody's employer.
        saying: verbs of saying, beside which "today" is no activity's day.
        common: towns whose names are common words.
        online_adverbs: "online", "remotely".
        online_joining: verbs of following something on a screen.
        online_adjectives: "online", "virtual".
        online_nouns: "webinar".
        online_calling: verbs with "in": "dialled in".
        attending: verbs of taking part and of holding that make "over the Internet" the activity's.
        broadcasting: words that make "tuned in" somebody's radio or television.
        moving: verbs of taking an activity to the Internet: "moved online".
        products: programs to meet on: "on Zoom".
        by: prepositions before a channel.
        channels: "Zoom", "video link".
    """

    areas: Mapping[str, AreaKind]
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


@cache
def place_cues() -> PlaceCues:
    """Load the vocabulary once."""
    data = read_toml("place_cues.toml", WordLists)
    nouns, holding, online, refused = data["nouns"], data["holding"], data["online"], data["refused"]
    kinds: tuple[AreaKind, ...] = ("town", "district", "region")
    areas = {noun: kind for kind in kinds for noun in nouns[kind]}
    return PlaceCues(
        areas=areas,
        adjectives=frozenset(nouns["adjectives"]),
        directions=frozenset(nouns["directions"]),
        parts=frozenset(nouns["parts"]),
        venues=frozenset(nouns["venues"]),
        features=frozenset(nouns["features"]),
        waters=frozenset(nouns["waters"]),
        nearness=frozenset(nouns["nearness"]),
        unnamed=frozenset((*nouns["sites"], *areas)),
        holding=frozenset(holding["verbs"]),
        activities=frozenset(holding["nouns"]),
        hosting=frozenset(holding["hosting"]),
        seeing=frozenset(holding["seeing"]),
        taking_place=frozenset(holding["taking_place"]),
        receiving=frozenset(holding["receiving"]),
        beginning=frozenset(holding["beginning"]),
        lying=frozenset(holding["lying"]),
        opening=frozenset(holding["opening"]),
        counted=frozenset(holding["counted"]),
        posts=frozenset(nouns["posts"]),
        post_heads=frozenset(nouns["post_heads"]),
        going=frozenset(holding["going"]),
        leading=frozenset(holding["leading"]),
        visiting=frozenset(holding["visiting"]),
        people=frozenset((*refused["people"], *refused["houses"])),
        houses=frozenset(refused["houses"]),
        comparing=frozenset(refused["comparing"]),
        writings=frozenset(refused["writings"]),
        applying=frozenset(refused["applying"]),
        agreeing=frozenset(refused["agreeing"]),
        public_events=frozenset(refused["public_events"]),
        prizes=frozenset(refused["prizes"]),
        topics=frozenset(refused["topics"]),
        giving=frozenset(refused["giving"]),
        travel=frozenset(holding["travel"]),
        staff=frozenset(refused["staff"]),
        saying=frozenset(refused["saying"]),
        common=frozenset(data["words"]["common"]),
        online_adverbs=frozenset(online["adverbs"]),
        online_joining=frozenset(online["joining"]),
        online_adjectives=frozenset(online["adjectives"]),
        online_nouns=frozenset(online["nouns"]),
        online_calling=frozenset(online["calling"]),
        attending=frozenset(online["attending"]),
        broadcasting=frozenset(online["broadcasting"]),
        moving=frozenset(online["moving"]),
        products=frozenset(online["products"]),
        by=frozenset(online["by"]),
        channels=frozenset(online["channels"]),
    )

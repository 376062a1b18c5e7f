"""What a place is in a line, and the places told otherwise than by a town's name.

"the Turkmen capital", "the capital of Albania", "the south of Kyrgyzstan", "Lake Ohrid", "Mount Vlašić".
"""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from osce_extract.facts.lines import Line
from osce_extract.vocab.bodies import countries
from osce_extract.vocab.countries import Country
from osce_extract.vocab.placecues import place_cues
from osce_extract.vocab.places import Place, find_places

__all__ = ["Area", "Toponym", "read_site", "site_words"]

Area = Literal["town", "district", "region", "country", "area"]

_CAPITAL = "capital"


class Toponym(msgspec.Struct, frozen=True):
    """A place named in a line.

    Attributes:
        first: index of the name's first word.
        after: index after its last word, area noun included.
        name: as it goes into the record.
        area: `town`, `district`, `region`, `country`, or `area` for a part of the world.
        places: what the gazetteer knows under the name; empty for unknown places.
        within: country code that the words right behind give.
        is_sure: whether the gazetteer or the words around show that it names a place.
    """

    first: int
    after: int
    name: str
    area: Area
    places: tuple[Place, ...] = ()
    within: str | None = None
    is_sure: bool = True


@cache
def site_words() -> frozenset[str]:
    """The words with which the places told otherwise than by a town's name begin."""
    cues = place_cues()
    return cues.directions | cues.parts | cues.features | {_CAPITAL} | countries().openers


def read_site(line: Line, i: int) -> Toponym | None:
    """Read a part of a State, a capital without its name, a lake or a mountain at word `i`."""
    if line.at(i) not in site_words():
        return None
    return _read_part(line, i) or _read_capital(line, i) or _read_feature(line, i)


def _read_part(line: Line, i: int) -> Toponym | None:
    """A part of a State: "south of Kyrgyzstan", "northern Albania"."""
    word = line.at(i)
    n = i + 1 + (line.at(i + 1) == "of")
    if n >= len(line) or word not in (place_cues().directions if n > i + 1 else place_cues().parts):
        return None
    state = line.state_at(n, len(line))
    if state is None or state.value.kind != "name" or line.is_name_word(state.after):
        return None
    return Toponym(i, state.after, line.slice(i, state.after), "region", within=state.value.country.code)


def _read_capital(line: Line, i: int) -> Toponym | None:
    """A capital told by its State: "the Turkmen capital", "the capital of Albania"."""
    if line.at(i) == _CAPITAL and line.at(i + 1) == "of":
        state = line.state_at(i + 2, len(line))
        if state is None or state.value.kind != "name" or line.at(state.after) == "'s":
            return None
        return _capital(state.value.country, i, state.after)
    state = line.states.get(i)
    if state is None or state.value.kind != "demonym" or line.at(state.after) != _CAPITAL:
        return None
    after = state.after + 1 + (line.at(state.after + 1) == "city")
    # "the Turkmen capital Ashgabat" and "the Turkmen capital, Ashgabat" name it themselves.
    is_named = line.is_name_word(after + (line.at(after) == ","))
    return None if is_named else _capital(state.value.country, i, after)


def _capital(country: Country, first: int, after: int) -> Toponym | None:
    if not country.capitals:
        return None
    name = country.capitals[0]
    places = tuple(place for place in find_places(name) if place.country == country.code)
    return Toponym(first, after, name, "town", places, country.code)


def _read_feature(line: Line, i: int) -> Toponym | None:
    """A lake, a mountain, a cape: "Lake Ohrid", "Mount Vlašić"."""
    if line.at(i) not in place_cues().features or not line.is_name_word(i) or not line.is_name_word(i + 1):
        return None
    after = i + 2 + (line.is_name_word(i + 2))
    if line.is_name_word(after):
        return None
    name = line.slice(i, after)
    return Toponym(i, after, name, "district", find_places(name))

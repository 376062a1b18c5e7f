"""The place that an event page prints under Where: "Hotel Park, Subotica, Serbia", "Vienna and online"."""

from __future__ import annotations

from osce_extract.facts.lines import Line
from osce_extract.facts.model import Location
from osce_extract.facts.passages import Passage
from osce_extract.facts.settings import Setting
from osce_extract.facts.sites import Toponym
from osce_extract.facts.toponyms import read_toponym
from osce_extract.vocab.bodies import find_head
from osce_extract.vocab.placecues import place_cues
from osce_extract.vocab.places import Place

__all__ = ["read_where"]

_RULE = "where-label"
_SEPARATORS = frozenset({",", ";", "/", "(", ")", "|", "–", "-", "and", "in", "."})


def read_where(passage: Passage, setting: Setting) -> tuple[Location, ...]:
    """Read the towns of the label, else its countries; and whether it is online."""
    found = [t for s in passage.statements for t in _read_line(Line.of(passage, s), setting)]
    finest = [location for location, area in found if area != "country"]
    places = finest or [location for location, _ in found]
    unique = {(place.name, place.country): place for place in places}
    return (*unique.values(), *_read_online(passage))


def _read_line(line: Line, setting: Setting) -> list[tuple[Location, str]]:
    """The places that are a segment of their own between commas, the country behind a town taken in."""
    found: list[tuple[Location, str]] = []
    within: str | None = None
    segments = _segments(line)
    for k in range(len(segments) - 1, -1, -1):
        first, after = segments[k]
        toponym = read_toponym(line, first)
        if toponym is None or toponym.after != after:
            continue
        if toponym.area == "country":
            within = toponym.within
            found.insert(0, (_locate(line, toponym, None, within), "country"))
            continue
        is_last = k == len(segments) - 1 or within is not None
        place = _identify(toponym, within, setting)
        if place is None and not (is_last and _may_be_town(line, toponym) and not _has_town(found)):
            continue
        country = place.country if place else within or setting.host
        found.insert(0, (_locate(line, toponym, place, country), toponym.area))
    return found


def _segments(line: Line) -> list[tuple[int, int]]:
    """Where the words between commas begin and end; numbers such as postal codes are left out."""
    segments: list[tuple[int, int]] = []
    first = i = 0
    while i <= len(line):
        state = line.states.get(i)
        if state and state.value.kind == "name":
            i = state.after
            continue
        if i == len(line) or line.at(i) in _SEPARATORS or line.tokens[i].is_number:
            if first < i:
                segments.append((first, i))
            first = i + 1
        i += 1
    return segments


def _identify(toponym: Toponym, within: str | None, setting: Setting) -> Place | None:
    wanted = (within,) if within else setting.countries
    for code in wanted:
        for place in toponym.places:
            if place.country == code:
                return place
    return None if within or not toponym.places else toponym.places[0]


def _may_be_town(line: Line, toponym: Toponym) -> bool:
    """Whether an unknown name may be a town: no house's, no street's."""
    words = line.plain[toponym.first : toponym.after]
    cues = place_cues()
    others = cues.venues | cues.online_adverbs | cues.online_adjectives | cues.online_nouns | cues.products
    return not any(find_head(word) or word in others for word in words)


def _has_town(found: list[tuple[Location, str]]) -> bool:
    return any(area != "country" for _, area in found)


def _locate(line: Line, toponym: Toponym, place: Place | None, country: str | None) -> Location:
    start, end = line.tokens[toponym.first].start, line.tokens[toponym.after - 1].end
    return Location(
        name=toponym.name,
        country=country,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        evidence=line.passage.evidence(start, end, _RULE),
    )


def _read_online(passage: Passage) -> tuple[Location, ...]:
    cues = place_cues()
    words = cues.online_adverbs | cues.online_adjectives | cues.online_nouns | cues.products
    for statement in passage.statements:
        for token in statement.tokens:
            if token.lower in words:
                evidence = passage.evidence(token.start, token.end, "online")
                return (Location(name="online", country=None, evidence=evidence),)
    return ()

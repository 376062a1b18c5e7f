"""Where in a statement places are named: behind a preposition, before a verb of hosting, in a list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec

from osce_extract.facts.lines import ARTICLES, Line
from osce_extract.facts.scenes import Scene
from osce_extract.facts.sites import Toponym
from osce_extract.facts.toponyms import read_toponyms
from osce_extract.text.folding import fold
from osce_extract.vocab.placecues import area_nouns, place_cues
from osce_extract.vocab.places import find_places

__all__ = ["Introduction", "find_modifiers", "find_preposition", "introduce", "introducing_words"]

_INSIDE = frozenset({"in", "at", "near", "across", "throughout", "around", "above", "outside"})
_SHORTEST_LIST = 2
_HELD = frozenset({"held", "place"})
_MARKS = frozenset({"(", ":", "-", "–", "—"})
_ANNOUNCING = frozenset({"in", "at", "across", "throughout"})
_LONGEST_ANNOUNCEMENT = 6
_BE = frozenset({"was", "were", "is", "are", "became", "served"})
_EACH = frozenset({"each", "both", "all", "also", "again"})
# What may stand between a verb and "the venue": "had been chosen as the venue".
_CHOSEN = frozenset(
    "first second third last final next been chosen selected picked as again to be also once the a an".split()
)
# How far behind "saw" the activity may stand.
_REACH = 8
_LONGEST_SUBJECT = 9
_BEHIND_HOUSES = frozenset(
    {"", ".", ";", ")", "on", "from", "between", "and", "by", "for", "with", "to", "today", "yesterday"}
)
# A body's name begins with a town's name by chance, unless the town is this large.
_LARGE = 100_000


class Introduction(msgspec.Struct, frozen=True):
    """Places, and how they are introduced.

    Attributes:
        toponyms: the places, in order; never none.
        after: index of the word from which to read on.
        governor: index of the word that introduces them: a preposition, a verb.
        rule: `inside`; `wide` ("all over"); `near` ("ten kilometres from"); `house` (in the name of a body);
            `to`; `goal` ("left for"); `visit`; `subject` (the town hosts); `session` (with its day); `event`
            (the town before the noun of an activity).
    """

    toponyms: tuple[Toponym, ...]
    after: int
    governor: int
    rule: str


@cache
def introducing_words() -> frozenset[str]:
    """The words that can introduce places; `introduce` need not be asked about others."""
    cues = place_cues()
    verbs = (*cues.visiting, *cues.hosting, *cues.seeing, *_BE, "had", "played")
    return _INSIDE | _MARKS | {"to", "over", "on", "for", "through", "from", "of", *verbs}


def introduce(scene: Scene, i: int) -> Introduction | None:
    """Read the places that the word at `i`, one of the introducing words, introduces."""
    line, cues, word = scene.line, place_cues(), scene.line.at(i)
    if word in _INSIDE or word == "to" or word in cues.visiting:
        house = _read_house(scene, i) if word in ("at", "in") else None
        return house or _read_behind(line, i)
    if word in ("over", "on"):
        return _read_upon(scene, i)
    rule = _rule_of_direction(line, i)
    if rule:
        return _made(line, tuple(t for t in read_toponyms(line, i + 1)[0] if t.is_sure), i + 1, i, rule)
    found = _read_list(scene, i) if word in _MARKS or word in _BE else None
    if found is None and word in _MARKS:
        found = _read_session(scene, i) or _read_venue(line, i)
    if found is None and _is_hosting(scene, i):
        found = _made(line, _read_subject(line, i), i + 1, i, "subject")
    return found


def _read_behind(line: Line, i: int) -> Introduction | None:
    """Places behind "in", "at", "to" or "visited"; unknown ones only where the words make them places."""
    word = line.at(i)
    # "in both Banja Luka and Sarajevo"
    toponyms, after = read_toponyms(line, i + 1 + (line.at(i + 1) == "both"))
    rule = "inside" if word in _INSIDE else "to" if word == "to" else "visit"
    is_told = word in ("in", "at") or (word == "to" and line.plain[after : after + 2] == (",", "where"))
    return _made(line, tuple(t for t in toponyms if t.is_sure or is_told), after, i, rule)


def _read_upon(scene: Scene, i: int) -> Introduction | None:
    """Places behind "all over", or behind "on" when they are islands, shores and the like."""
    line, end = scene.line, scene.line.tokens[i - 1].end
    # "a discussion on Vis" is about it, "a camp on Vis" was there.
    is_topic = any(e.end == end and e.is_noun and e.word.kind != "training" for e in scene.events)
    is_over = line.at(i) == "over" and line.at(i - 1) == "all"
    if not is_over and line.at(i) == "over":
        return None
    toponyms, after = read_toponyms(line, i + 1)
    if is_over:
        return _made(line, toponyms, after, i - 1, "wide")
    if not toponyms:
        return None
    is_upon = not place_cues().upon.isdisjoint(line.plain[i + 1 : toponyms[0].after])
    # "held on Zlatibor", "a camp held on Bjelašnica, Bosnia and Herzegovina"
    is_height = fold(toponyms[0].name) in place_cues().heights and not is_topic
    is_height = is_height or (
        line.at(i - 1) in _HELD and toponyms[0].within is not None and _is_town(toponyms)
    )
    is_known = is_height or (is_upon and toponyms[0].is_sure)
    return _made(line, toponyms, after, i, "inside") if is_known else None


def _is_town(toponyms: tuple[Toponym, ...]) -> bool:
    return toponyms[0].area == "town"


def _rule_of_direction(line: Line, i: int) -> str:
    """What a preposition makes of a town by the word before it: "left for", "ten kilometres from"."""
    word, before = line.at(i), line.at(i - 1)
    if word == "for" and before in place_cues().leaving:
        return "goal"
    if word == "through" and not place_cues().walking.isdisjoint(line.plain[max(0, i - 3) : i]):
        return "inside"
    is_distance = word == "from" and before in place_cues().distances
    is_side = word == "of" and before in place_cues().directions and before != "centre"
    return "near" if is_distance or is_side else ""


def _read_house(scene: Scene, i: int) -> Introduction | None:
    """The town in the name of a body that something may be held at: "at the University of Tuzla"."""
    line = scene.line
    first = i + 1 + (line.at(i + 1) in ARTICLES)
    body = scene.bodies.get(first)
    if body is None or body.first != first:
        return None
    # "in the municipalities of Bugojno, Jajce and Kupres": places as well as bodies.
    if line.at(first) == "municipalities":
        return None
    # Behind "in", a comma or a noun the house may lie elsewhere: "the Vienna institute's branch in Osh".
    if not (line.at(body.after) in _BEHIND_HOUSES or line.is_date(body.after)):
        return None
    if "in" in line.plain[first : body.after]:
        return None
    of = next((k for k in range(first + 1, body.after - 1) if line.at(k) == "of"), None)
    town = _read_first_town(line, first, body.after)
    if town is None and of is not None:
        toponyms, after = read_toponyms(line, of + 1)
        is_town = bool(toponyms) and toponyms[0].area == "town" and bool(toponyms[0].places)
        town = toponyms[0] if is_town and after <= body.after else None
    return Introduction((town,), body.after, i, "house") if town else None


def _read_first_town(line: Line, first: int, after: int) -> Toponym | None:
    """The known town with which a body's name begins: "Baku State University"."""
    for end in (first + 2, first + 1):
        name = line.slice(first, end) if end < after else ""
        places = find_places(name) if name and fold(name) not in place_cues().common else ()
        if places and places[0].kind == "town" and (places[0].population or _LARGE) >= _LARGE:
            return Toponym(first, end, name, "town", places)
    return None


def _made(line: Line, toponyms: tuple[Toponym, ...], after: int, i: int, rule: str) -> Introduction | None:
    if not toponyms or _is_thing(line, i, toponyms[0]):
        return None
    return Introduction(toponyms, after, i, rule)


def _is_thing(line: Line, i: int, toponym: Toponym) -> bool:
    """Whether an article makes the word something else than a town: "at the Sector", "in the Centre"."""
    is_town = toponym.area == "town" and line.at(toponym.first) != "the"
    return (
        is_town and toponym.first == i + 2 and line.at(i + 1) == "the" and toponym.after == toponym.first + 1
    )


def _read_list(scene: Scene, i: int) -> Introduction | None:
    """A list of places that a noun before a mark announces: "in three villages: A, B and C"."""
    line, word = scene.line, scene.line.at(i)
    is_sentence = word in ("was", "were", "are")
    noun = i - 1
    while noun > max(0, i - _LONGEST_ANNOUNCEMENT) and line.at(noun) not in place_cues().unnamed:
        noun -= 1
    if line.at(noun) not in place_cues().unnamed or not _is_within(line, noun + 1, i):
        return None
    governor = noun if is_sentence else find_preposition(line, noun)
    is_announced = line.at(noun) in place_cues().listed if is_sentence else governor >= 0
    if not is_announced:
        return None
    toponyms, after = read_toponyms(line, i + 1, area_nouns().get(line.at(noun)))
    known = tuple(t for t in toponyms if t.is_sure and t.area != "country")
    if len(known) < _SHORTEST_LIST:
        return None
    return Introduction(known, after, governor, "session" if is_sentence else "inside")


def find_preposition(line: Line, noun: int) -> int:
    """The index of "in" before a noun of places: "in ten different locations"; -1 without one."""
    for k in range(noun - 1, max(-1, noun - _LONGEST_ANNOUNCEMENT), -1):
        if line.at(k) in _ANNOUNCING:
            return k
        if line.at(k) in (",", "of", "from", "for", "with", "and"):
            return -1
    return -1


def _is_within(line: Line, first: int, after: int) -> bool:
    """Whether nothing, or only "of Uzbekistan" or "across the country", stands between two words."""
    if first == after:
        return True
    if line.at(first) not in ("of", "in", "across", "throughout"):
        return False
    k = first + 1 + (line.at(first + 1) in ARTICLES)
    state = line.state_at(k, after)
    return line.plain[k:after] == ("country",) or (state is not None and state.after == after)


def _read_session(scene: Scene, i: int) -> Introduction | None:
    """A town in brackets with its day behind it: "Two seminars (Ohrid, 3 June, and Struga, 5 June)"."""
    line = scene.line
    if line.at(i) not in ("(", ":") or not scene.has_event:
        return None
    found: list[Toponym] = []
    k = i + 1
    is_day = line.is_date(i - 1)
    while k < len(line) and (line.at(k) != ")" or line.at(i) == ":"):
        toponyms, after = read_toponyms(line, k)
        towns = tuple(t for t in toponyms if t.area == "town" and t.places)
        behind = after + (line.at(after) in (",", "on"))
        is_dated = line.is_date(behind) or line.at(behind) == "from" or (is_day and line.at(after) == ")")
        if towns and is_dated:
            found += towns
        elif not found:
            return None
        k = max(after, k + 1)
    return Introduction(tuple(found), k, i, "session") if found else None


def _read_venue(line: Line, i: int) -> Introduction | None:
    """The town behind "Venue:" or "Place of the event:"."""
    if line.at(i) != ":" or place_cues().announced.isdisjoint(line.plain[max(0, i - 4) : i]):
        return None
    toponyms, after = read_toponyms(line, i + 1)
    is_known = bool(toponyms) and bool(toponyms[0].places)
    return Introduction(toponyms, after, i, "session") if is_known else None


def _is_hosting(scene: Scene, i: int) -> bool:
    """Whether the verb at `i` makes its subject the place: "hosted", "saw the first round table"."""
    line, cues, word = scene.line, place_cues(), scene.line.at(i)
    before = i - 1 - (line.at(i - 1) in _EACH)
    if before < 0 or not line.tokens[before].is_capitalized:
        return False
    if word in cues.hosting:
        return True
    if word in _BE or word in ("had", "played"):
        k = i + 1
        while line.at(k) in _CHOSEN:
            k += 1
        return line.at(k) in cues.scenes or line.plain[k : k + 2] == ("home", "to")
    if word not in cues.seeing:
        return False
    end = line.tokens[min(i + _REACH, len(line) - 1)].end
    start = line.tokens[i].end
    return any(
        event.word.strength == "strong" and start <= event.start < end and not event.is_other
        for event in scene.events
    )


def _read_subject(line: Line, verb: int) -> tuple[Toponym, ...]:
    """The town that hosts: "Almaty hosted the regional training", "Osh and Uzgen each hosted"."""
    verb -= line.at(verb - 1) in _EACH
    for first in range(max(0, verb - _LONGEST_SUBJECT), verb):
        toponyms, end = read_toponyms(line, first)
        is_whole = first in (0, verb - 1) or (line.at(first) == "the" and line.at(first - 1) in (",", ":"))
        if end == verb and toponyms and (toponyms[0].places or first < toponyms[0].first) and is_whole:
            return toponyms if toponyms[0].is_sure else ()
    return ()


def find_modifiers(scene: Scene) -> Iterator[Introduction]:
    """Towns right before the noun of an activity: "Tirana workshop looks at"."""
    line = scene.line
    if scene.passage.source == "title":
        toponyms, after = read_toponyms(line, 0)
        if toponyms and toponyms[0].area == "town" and toponyms[0].places and line.at(after) == ":":
            yield Introduction(toponyms, after, 0, "event")
    index = {token.start: i for i, token in enumerate(line.tokens)}
    for event in scene.events:
        i = index.get(event.start, 0)
        # "Helsinki Conference" is the name of one that everybody knows.
        if not i or event.is_other or event.word.strength != "strong" or line.tokens[i].is_capitalized:
            continue
        toponyms = _read_subject(line, i)
        if toponyms and toponyms[0].area == "town":
            yield Introduction(toponyms, i, i, "event")

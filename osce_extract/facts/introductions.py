"""Where in a statement places are named: behind a preposition, before a verb of hosting, in a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from osce_extract.facts.lines import ARTICLES, Line
from osce_extract.facts.scenes import Scene
from osce_extract.facts.sites import Toponym
from osce_extract.facts.toponyms import read_toponyms
from osce_extract.vocab.bodies import countries
from osce_extract.vocab.placecues import AreaKind, place_cues

__all__ = ["Introduction", "find_modifiers", "find_preposition", "introduce"]

_INSIDE = frozenset({"in", "at", "near", "across", "throughout", "around", "above", "outside"})
# What a place must be to have things happen "on" it.
_UPON = frozenset(
    "lake mount mt cape island islands peninsula shore shores banks coast slopes outskirts beach".split()
)
_SHORTEST_LIST = 2
_MARKS = frozenset({"(", ":", "-", "–", "—"})
_ANNOUNCING = frozenset({"in", "at", "across", "throughout"})
_LONGEST_ANNOUNCEMENT = 6
_BE = frozenset({"was", "were", "is", "are", "became", "served"})
_SCENES = frozenset({"venue", "scene", "setting", "stage", "site", "host"})
# How far behind "saw" the activity may stand.
_REACH = 8


@dataclass(frozen=True, slots=True)
class Introduction:
    """Places, and how they are introduced.

    Attributes:
        toponyms: the places, in order; never none.
        after: index of the word from which to read on.
        governor: index of the word that introduces them: a preposition, a verb.
        rule: `inside`, `to`, `visit`, `subject` (the town hosts), `session` (in brackets with its day),
            or `event` (the town before the noun of an activity).
    """

    toponyms: tuple[Toponym, ...]
    after: int
    governor: int
    rule: str


def introduce(scene: Scene, i: int) -> Introduction | None:
    """Read the places that the word at `i` introduces."""
    line, cues, word = scene.line, place_cues(), scene.line.at(i)
    if word in _INSIDE or word == "to" or word in cues.visiting:
        toponyms, after = read_toponyms(line, i + 1)
        rule = "inside" if word in _INSIDE else "to" if word == "to" else "visit"
        is_told = word in ("in", "at") or (word == "to" and line.plain[after : after + 2] == (",", "where"))
        toponyms = tuple(t for t in toponyms if t.is_sure or is_told)
        return _made(line, toponyms, after, i, rule)
    if word == "on":
        toponyms, after = read_toponyms(line, i + 1)
        is_upon = bool(toponyms) and not _UPON.isdisjoint(line.plain[i + 1 : toponyms[0].after])
        return _made(line, toponyms, after, i, "inside") if is_upon and toponyms[0].is_sure else None
    if word in _MARKS or word in _BE:
        listed = _read_list(scene, i)
        if listed or word in _MARKS:
            return listed or _read_session(scene, i)
    if _is_hosting(scene, i):
        return _made(line, _read_subject(line, i), i + 1, i, "subject")
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
    while noun > max(0, i - _LONGEST_ANNOUNCEMENT) and line.at(noun) not in _nouns():
        noun -= 1
    if line.at(noun) not in _nouns() or not _is_within(line, noun + 1, i):
        return None
    governor = noun if is_sentence else find_preposition(line, noun)
    is_announced = line.at(noun) in _SITE_NOUNS if is_sentence else governor >= 0
    if not is_announced:
        return None
    toponyms, after = read_toponyms(line, i + 1, _kind_of(line.at(noun)))
    known = tuple(t for t in toponyms if t.is_sure and t.area != "country")
    if len(known) < _SHORTEST_LIST:
        return None
    return Introduction(known, after, governor, "session" if is_sentence else "inside")


_SITE_NOUNS = frozenset({"venues", "stops", "locations", "sites", "places"})


def _nouns() -> frozenset[str]:
    return place_cues().sites | place_cues().areas.keys()


def _kind_of(noun: str) -> AreaKind | None:
    return place_cues().areas.get(noun)


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
    state = countries().at(line.words, k, after)
    return line.plain[k:after] == ("country",) or (state is not None and state.after == after)


def _read_session(scene: Scene, i: int) -> Introduction | None:
    """A town in brackets with its day behind it: "Two seminars (Ohrid, 3 June, and Struga, 5 June)"."""
    line = scene.line
    if line.at(i) != "(" or not scene.events:
        return None
    found: list[Toponym] = []
    k = i + 1
    while k < len(line) and line.at(k) != ")":
        toponyms, after = read_toponyms(line, k)
        towns = tuple(t for t in toponyms if t.area == "town" and t.places)
        behind = after + (line.at(after) in (",", "on"))
        if towns and (line.is_date(behind) or line.at(behind) == "from"):
            found += towns
        elif not found:
            return None
        k = max(after, k + 1)
    return Introduction(tuple(found), k, i, "session") if found else None


def _is_hosting(scene: Scene, i: int) -> bool:
    """Whether the verb at `i` makes its subject the place: "hosted", "saw the first round table"."""
    line, cues, word = scene.line, place_cues(), scene.line.at(i)
    if not i or not line.tokens[i - 1].is_capitalized:
        return False
    if word in cues.hosting:
        return True
    if word in _BE:
        article = i + 1 + (line.at(i + 1) == "as")
        return line.at(article) in ("the", "a") and line.at(article + 1) in _SCENES
    if word == "played":
        return line.at(i + 1) in _SCENES
    if word not in cues.seeing:
        return False
    end = line.tokens[min(i + _REACH, len(line) - 1)].end
    start = line.tokens[i].end
    return any(
        event.word.strength == "strong" and start <= event.start < end and not event.is_other
        for event in scene.events
    )


def _read_subject(line: Line, verb: int) -> tuple[Toponym, ...]:
    """The town that hosts: "Almaty hosted the regional training"."""
    for first in range(max(0, verb - 3), verb):
        toponyms, end = read_toponyms(line, first)
        if end == verb and toponyms and toponyms[0].places and first in (0, verb - 1):
            return toponyms
    return ()


def find_modifiers(scene: Scene) -> Iterator[Introduction]:
    """Towns right before the noun of an activity: "Tirana workshop looks at"."""
    line = scene.line
    index = {token.start: i for i, token in enumerate(line.tokens)}
    for event in scene.events:
        i = index.get(event.start, 0)
        # "Helsinki Conference" is the name of one that everybody knows.
        if not i or event.is_other or event.word.strength != "strong" or line.tokens[i].is_capitalized:
            continue
        toponyms = _read_subject(line, i)
        if toponyms and toponyms[0].area == "town":
            yield Introduction(toponyms, i, i, "event")

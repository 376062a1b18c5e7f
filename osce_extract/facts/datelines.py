"""The dateline's town as the place: when the text reports the activity as of today, or as held "here"."""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

from osce_extract.facts.model import Evidence
from osce_extract.facts.passages import Passage, Statement
from osce_extract.facts.reading import Reading
from osce_extract.facts.scenes import Scene
from osce_extract.facts.settings import Setting
from osce_extract.facts.sites import Toponym
from osce_extract.facts.whereabouts import find_whereabouts
from osce_extract.text.folding import fold
from osce_extract.vocab.placecues import place_cues
from osce_extract.vocab.places import Place

__all__ = ["DatelineTown", "find_dateline_towns"]

# Words before "here" and "today" this near may govern them.
_NEAR = 6
_BOTH = frozenset({("both", "cities"), ("both", "capitals"), ("both", "towns"), ("two", "cities")})
_CITIES = 2
_DAYS = frozenset({"today", "yesterday", "tomorrow"})
_OCCASIONS = frozenset({"at", "during", "in", "when", "while", "as", "after"})
_EVERYWHERE = frozenset({("across", "the", "country"), ("throughout", "the", "country")})


class DatelineTown(NamedTuple):
    """A town of the dateline that is the activity's place, with the passage and the words that name it."""

    toponym: Toponym
    place: Place | None
    passage: Passage
    evidence: Evidence


def find_dateline_towns(reading: Reading, setting: Setting) -> list[DatelineTown]:
    """The dateline's only town, when the text reports the activity as of today and names no other place.

    Both towns of a dateline are the place when the activity was held "in both cities".
    """
    dateline = reading.page.dateline
    if dateline is None or not setting.dateline_towns:
        return []
    passage = next(p for p in reading.body if p.paragraph == dateline.paragraph)
    near = [p for p in reading.body if (p.paragraph or 0) <= dateline.paragraph + 2]
    if len(setting.dateline_towns) > 1:
        is_here, rule = _has(passage, _BOTH) and len(setting.dateline_towns) == _CITIES, "dateline-both"
    else:
        is_here = any(_reports(scene) for p in near for scene in _scenes(p))
        is_here = is_here and not any(_has(p, _EVERYWHERE) for p in near)
        rule = "dateline-today"
    if not is_here or _names_elsewhere(passage, dateline.end, {fold(city) for city in dateline.cities}):
        return []
    found: list[DatelineTown] = []
    start = dateline.start
    for city, (toponym, place) in zip(dateline.cities, setting.dateline_towns, strict=True):
        start = passage.text.index(city, start)
        evidence = passage.evidence(start, start + len(city), rule)
        found.append(DatelineTown(toponym, place, passage, evidence))
        start += len(city)
    return found


def _scenes(passage: Passage) -> list[Scene]:
    return [Scene(passage, statement) for statement in passage.statements]


def _has(passage: Passage, phrases: frozenset[tuple[str, ...]]) -> bool:
    """Whether words of a passage that speak of the activity hold one of the phrases."""
    length = len(next(iter(phrases)))
    return any(
        tuple(t.lower for t in statement.tokens[i : i + length]) in phrases
        for statement in passage.statements
        if statement.frame == "activity"
        for i in range(len(statement.tokens))
    )


def _reports(scene: Scene) -> bool:
    """Whether a sentence says that the activity was today, or here; what somebody said today is none."""
    return any(
        token.lower in ("today", "here")
        and scene.statement.frame_at(token.start) == "activity"
        and (_is_here(scene, i) if token.lower == "here" else not _is_said(scene.statement, i))
        for i, token in enumerate(scene.statement.tokens)
    )


def _is_here(scene: Scene, i: int) -> bool:
    """Whether "here" is where something was held: "will close here tomorrow", "held here"."""
    before = scene.line.plain[max(0, i - _NEAR) : i]
    # "played chess here yesterday", "will compete here on Friday"
    behind = i + 1 + (scene.line.at(i + 1) == "on")
    is_dated = scene.line.at(behind) in _DAYS or (behind < len(scene.line) and scene.line.is_date(behind))
    if is_dated and not _is_said(scene.statement, i):
        return True
    verbs = place_cues().holding | place_cues().taking_place
    return bool(scene.events) and any(word in verbs for word in before)


def _is_said(statement: Statement, i: int) -> bool:
    """Whether "today" tells when somebody spoke: "said today", but not "said today at a seminar"."""
    around = [token.lower for token in statement.tokens[max(0, i - 1) : i + 2]]
    return around[-1] not in _OCCASIONS and not place_cues().saying.isdisjoint(around)


def _names_elsewhere(passage: Passage, after: int, cities: Set[str]) -> bool:
    """Whether the dateline's paragraph says that something was in a town or district that is none of them."""
    for scene in _scenes(passage):
        for where in find_whereabouts(scene):
            # "Similar seminars were held in Mary": nothing of the activity was there.
            is_other = where.reason.startswith(("where something else", "where another activity"))
            is_elsewhere = where.rule == "not-held-there" and scene.line.at(where.governor) == "in"
            is_elsewhere = is_elsewhere and not is_other
            first = where.toponyms[0]
            is_local = first.area in ("town", "district") and scene.line.tokens[first.first].start >= after
            if is_elsewhere and is_local and fold(first.name) not in cities:
                return True
    return False

"""Whether a verb of a cue is active or a participle: "held in Osh a course", "the course held in Osh"."""

from __future__ import annotations

from osce_extract.facts.lines import ARTICLES, Line
from osce_extract.vocab.cues import CueMatch

__all__ = ["BE", "PASSIVE_FOLLOWERS", "is_passive"]

BE = frozenset("are be been being is was were".split())
PASSIVE_FOLLOWERS = frozenset("as at between by during for from in on today under within yesterday .".split())
_PARTICLES = frozenset("off on out over together".split())
_RELATIVES = frozenset("that which whom".split())
# Of a place or a day between a verb and its object.
_LONGEST_ADJUNCT = 6
_INDEFINITE = frozenset({"a", "an", "its", "their", "two", "three"})


def is_passive(line: Line, match: CueMatch, first: int, *, is_apart: bool) -> bool:
    """Whether the verb is a participle that follows its object: "the course of the Academy held in Osh"."""
    if any(line.at(k) in BE for k in range(max(0, match.first - 3), match.first)) and not line.at(
        match.first
    ).endswith("ing"):
        return True
    if match.after > match.first + 1 and line.at(match.after - 1) not in _PARTICLES:
        return False
    follower = line.at(match.after)
    is_intransitive = line.at(match.first) in ("ran", "runs")
    if follower not in PASSIVE_FOLLOWERS or (is_apart and follower != "by" and not is_intransitive):
        return False
    before = first - 1
    while before > 0 and line.at(before) in ARTICLES:
        before -= 1
    if follower != "by" and _has_object_behind(line, match.after):
        return False
    return follower == "by" or line.at(before) not in _RELATIVES


def _has_object_behind(line: Line, i: int) -> bool:
    """Whether what the verb acts on stands behind a place or a day: "organized in Skopje a training"."""
    k = i + 1
    while k < len(line) and k - i < _LONGEST_ADJUNCT and (line.is_name_word(k) or line.is_date(k)):
        k += 1
    is_adjunct = k > i + 1 or line.at(i) == "today"
    return is_adjunct and line.at(k) in _INDEFINITE and not line.is_date(k)

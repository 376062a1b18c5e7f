"""How a place stands to the activity: held there, merely named there, or not where it took place at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from osce_extract.facts.lines import ARTICLES, Line
from osce_extract.facts.names import Name
from osce_extract.facts.scenes import Scene
from osce_extract.facts.sites import Toponym
from osce_extract.facts.toponyms import read_toponyms
from osce_extract.vocab.placecues import place_cues

__all__ = ["Standing", "Whereabouts", "find_whereabouts"]

Standing = Literal["held", "named", "near", "refused"]

_INSIDE = frozenset({"in", "at", "near", "across", "throughout", "around", "above", "outside"})
_NEAR = frozenset({"near", "around", "above", "outside"})
_WIDE = frozenset({"across", "throughout"})
# How far before "to TOWN" the word may stand that says people went there.
_REACH = 9
_LONGEST_DETOUR = 14
_PHRASE = 4
_LONGEST_PARALLEL = 16
_BODIES = frozenset({"structure", "body", "thing", "person", "reference", "acronym"})
# What may stand between a verb or noun of the activity and "in TOWN".
_TRANSPARENT = frozenset(
    (
        "today yesterday tomorrow again also on from to until till between and both this last week month year"
        " day days morning afternoon evening jointly officially successfully online here the of a an ) , – -"
        " virtually"
    ).split()
)
_DAYS = frozenset({"today", "yesterday", "tomorrow"})
_SITES = frozenset(
    {"premises", "headquarters", "facilities", "building", "site", "grounds", "seat", "campus"}
)
# Parts of a series: "the second, in Bălți, finished today".
_PARTS = frozenset({"first", "second", "third", "fourth", "fifth", "last", "other", "former", "latter"})
_POSSESSIVES = frozenset({"its", "their", "his", "her"})


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Places named together, and how they stand to the activity.

    Attributes:
        toponyms: the places.
        standing: `held` when the words say that the activity took place there.
        rule: the name of the rule that decided.
        reason: why they are refused; empty when not.
        is_wide: whether "across" or "throughout" introduces them.
        governor: index of the word that introduces them.
    """

    toponyms: tuple[Toponym, ...]
    standing: Standing
    rule: str
    reason: str = ""
    is_wide: bool = False
    governor: int = 0


def find_whereabouts(scene: Scene) -> Iterator[Whereabouts]:
    """Find every place in a statement that a preposition or a verb puts somewhere, in order."""
    line, cues = scene.line, place_cues()
    after = 0
    previous: Whereabouts | None = None
    for i in range(len(line)):
        if i < after:
            continue
        word = line.at(i)
        if word in _INSIDE or word == "to" or word in cues.visiting:
            toponyms, end = read_toponyms(line, i + 1)
        elif word in cues.hosting and i and line.tokens[i - 1].is_capitalized:
            toponyms, end = _read_subject(line, i), i + 1
        else:
            continue
        toponyms = tuple(t for t in toponyms if t.is_sure or word in ("in", "at"))
        if not toponyms or _is_thing(line, i, toponyms[0]):
            continue
        where = _judge(scene, i, toponyms)
        if previous and previous.standing == "held" and _continues(line, i, previous):
            where = replace(where, standing="held", rule=previous.rule, reason="")
        after, previous = end, where
        yield where
    yield from _from(scene)


def _is_thing(line: Line, i: int, toponym: Toponym) -> bool:
    """Whether an article makes the word something else than a town: "at the Sector", "in the Centre"."""
    is_town = toponym.area == "town" and line.at(toponym.first) != "the"
    return (
        is_town and toponym.first == i + 2 and line.at(i + 1) == "the" and toponym.after == toponym.first + 1
    )


def _continues(line: Line, i: int, previous: Whereabouts) -> bool:
    """Whether "in Y" goes on with an "in X" before it: "in X on 4 March and in Y on 6 March"."""
    last = previous.toponyms[-1].after
    if line.at(i - 1) == "and" and line.at(i) == line.at(previous.governor) and i - last < _LONGEST_PARALLEL:
        return True
    return line.at(i) in ("in", "to") and 0 <= _content_before(line, i) < last


def _read_subject(line: Line, verb: int) -> tuple[Toponym, ...]:
    """The town that hosts: "Almaty hosted the regional training"."""
    for first in range(max(0, verb - 3), verb):
        toponyms, end = read_toponyms(line, first)
        if end == verb and toponyms and toponyms[0].places and first in (0, verb - 1):
            return toponyms
    return ()


def _from(scene: Scene) -> Iterator[Whereabouts]:
    """Places that people come from, for the explanation only."""
    for i, word in enumerate(scene.line.plain):
        if word == "from":
            toponyms, _ = read_toponyms(scene.line, i + 1)
            if toponyms and toponyms[0].area == "town" and toponyms[0].places:
                yield Whereabouts(toponyms, "refused", "origin", "where somebody or something comes from")


def _judge(scene: Scene, i: int, toponyms: tuple[Toponym, ...]) -> Whereabouts:
    """Decide by the word at `i`, which introduces the places, and by what stands before it."""
    cues, word = place_cues(), scene.line.at(i)
    if word in cues.hosting:
        return Whereabouts(toponyms, "held", "town-hosts")
    body = scene.bodies.get(toponyms[0].first)
    if body and body.first <= i:
        return _judge_venue(scene, body, toponyms)
    if body and body.after > toponyms[0].after:
        return Whereabouts(toponyms, "refused", "inside-name", f"part of the name “{body.mention.name}”")
    if word in cues.visiting:
        return Whereabouts(toponyms, "held", "travelled", governor=i)
    if word == "to":
        return _judge_goal(scene, i, toponyms)
    standing, reason = _judge_attachment(scene, i, toponyms)
    rule = {"held": "held-in", "named": "named-in", "refused": "not-held-there"}[standing]
    if word in _NEAR and standing != "refused":
        standing, rule = "near", "near"
    return Whereabouts(toponyms, standing, rule, reason, word in _WIDE, i)


def _judge_venue(scene: Scene, body: Name, toponyms: tuple[Toponym, ...]) -> Whereabouts:
    """A place inside a body's name counts when something was held at that body."""
    line = scene.line
    inner = range(body.first, toponyms[0].first)
    if any(event.word.kind and scene.event_at(j) is event for j in inner for event in scene.events):
        return Whereabouts(toponyms, "held", "held-in")
    k = body.first - 1
    while k >= 0 and (line.at(k) in ARTICLES or line.at(k) in _POSSESSIVES):
        k -= 1
    if k >= 1 and line.at(k) == "of" and line.at(k - 1) in _SITES:
        k -= 3 if line.at(k - 2) in ARTICLES else 2
    if _is_host(line, body.after):
        return Whereabouts(toponyms, "held", "town-hosts")
    if k >= 0 and line.at(k) == "at":
        standing, _ = _judge_attachment(scene, k, toponyms)
        before = line.at(k - 1)
        is_staff = before in place_cues().staff or (k and line.is_name_word(k - 1))
        if standing != "refused" and not is_staff:
            return Whereabouts(toponyms, standing, "venue")
    reason = f"part of the name “{body.mention.name}”; the text does not say that it was held there"
    return Whereabouts(toponyms, "refused", "inside-name", reason)


def _is_host(line: Line, i: int) -> bool:
    """Whether the body before word `i` gave its house: "was the venue of", "hosted"."""
    return line.at(i) in place_cues().hosting or line.plain[i : i + 3] == ("was", "the", "venue")


def _judge_goal(scene: Scene, i: int, toponyms: tuple[Toponym, ...]) -> Whereabouts:
    """Where people went for the activity: "on a study visit to X", "brought 33 deputies to X"."""
    line, cues = scene.line, place_cues()
    for k in range(i - 1, max(-1, i - 1 - _REACH), -1):
        if k in scene.bodies:
            break
        if line.at(k) in cues.going:
            return Whereabouts(
                toponyms, "held", "travelled" if line.at(k) in cues.travel else "went-to", governor=i
            )
        if line.at(k) in (".", ";", "from", "in"):
            break
    return Whereabouts(
        toponyms, "refused", "not-held-there", "nothing says that the activity took people there"
    )


def _judge_attachment(scene: Scene, i: int, toponyms: tuple[Toponym, ...]) -> tuple[Standing, str]:
    """What the preposition at `i` hangs on: the nearest word before it that says something."""
    line, cues = scene.line, place_cues()
    k = _content_before(line, i)
    if k < 0:
        return ("held" if scene.has_event else "named"), ""
    word = line.at(k)
    is_dated = _is_dated(line, k, i, toponyms[-1].after)
    event = scene.event_at(k) if k not in scene.bodies else None
    if event and event.is_other:
        return "refused", "where another activity was held"
    is_body = k in scene.bodies
    holds = event or (not is_body and (word in cues.holding or word in cues.activities))
    is_site = word in cues.people and "at" in line.plain[max(0, k - _PHRASE) : k]
    is_part = word == "," and line.at(k - 1) in _PARTS
    if holds or is_part or _is_call(line, k) or (is_site and scene.has_event):
        return "held", ""
    is_topic = word in cues.topics and toponyms[0].area != "town" and not is_dated
    if not is_body and not is_site and (word in cues.people or is_topic):
        return "refused", f"says where the {line.words[k]} is, not the activity"
    if not is_dated and _is_gift(scene, i):
        return "refused", "where what was handed over goes to"
    return ("held" if is_dated else "named"), ""


def _is_dated(line: Line, k: int, i: int, after: int) -> bool:
    """Whether a day stands right before or behind the place: "in The Hague on 7 July"."""
    if any(line.is_date(j) or line.at(j) in _DAYS for j in range(k + 1, i)):
        return True
    following = after + (line.at(after) in ("on", "from", "between"))
    return line.at(following) in _DAYS or (line.is_date(following) and following > after)


def _is_call(line: Line, k: int) -> bool:
    """Whether a visit to a body says where it is: "visits to Ombudsman Institutions in Budapest"."""
    window = range(k, max(-1, k - _REACH), -1)
    return any(line.at(j) in place_cues().visiting and line.at(j + 1) != "from" for j in window)


def _is_gift(scene: Scene, i: int) -> bool:
    """Whether the place belongs to who is given something: "donated computers to the courts in Bitola"."""
    line, cues = scene.line, place_cues()
    window = range(i - 1, max(-1, i - 1 - _REACH), -1)
    to = next((j for j in window if line.at(j) in ("to", "at", "during")), None)
    if (
        to is None
        or line.at(to) != "to"
        or any(event.is_noun and event.start > line.tokens[to].start for event in scene.events)
    ):
        return False
    return any(line.at(j) in cues.giving for j in range(to))


def _content_before(line: Line, i: int) -> int:
    """The index of the nearest word before `i` that is no date, number or adverb; -1 at the start."""
    k = i - 1
    while k >= 0 and i - k < _LONGEST_DETOUR:
        word = line.at(k)
        if word == ")":
            opening = next((j for j in range(k, -1, -1) if line.words[j] == "("), 0)
            k = opening - 1
            continue
        if (
            word == ","
            and k == i - 1
            and k > 0
            and not line.is_date(k - 1)
            and line.at(k - 1) not in _TRANSPARENT
        ):
            return k
        if not (word in _TRANSPARENT or line.is_date(k) or word in ("th", "st", "nd", "rd")):
            return k
        k -= 1
    return k

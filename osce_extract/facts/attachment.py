"""What the preposition before a place hangs on, and so how the place stands to the activity."""

from __future__ import annotations

from typing import Literal

from osce_extract.facts.introductions import find_preposition
from osce_extract.facts.lines import Line
from osce_extract.facts.scenes import Scene
from osce_extract.facts.sites import Toponym
from osce_extract.vocab.placecues import place_cues

__all__ = ["Standing", "find_content", "judge_attachment"]

Standing = Literal["held", "named", "near", "refused"]

_REACH = 9
_LONGEST_DETOUR = 14
_PHRASE = 4
# What may stand between a verb or noun of the activity and "in TOWN".
_TRANSPARENT = frozenset(
    (
        "today yesterday tomorrow again also on from to until till between and both this last week month year"
        " day days morning afternoon evening jointly officially successfully online here the of a an ) , – -"
        " virtually first then later finally lastly afterwards"
    ).split()
)
_DAYS = frozenset({"today", "yesterday", "tomorrow"})
# Parts of a series: "the second, in Bălți, finished today".
_PARTS = frozenset(
    {"first", "second", "third", "fourth", "fifth", "last", "other", "others", "former", "latter"}
)
_BE = frozenset({"is", "are", "was", "were"})


def judge_attachment(scene: Scene, i: int, toponyms: tuple[Toponym, ...]) -> tuple[Standing, str]:
    """What the preposition at `i` hangs on: the nearest word before it that says something."""
    line, cues = scene.line, place_cues()
    k = find_content(line, i)
    if k < 0:
        return ("held" if scene.has_event else "named"), ""
    word = line.at(k)
    if word == "back":
        return "refused", "where people came back to"
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
    is_place = not is_body and (word in cues.sites or word in cues.areas)
    unnamed = find_preposition(line, k) if is_place else -1
    if 0 <= unnamed < k:
        return judge_attachment(scene, unnamed, toponyms)
    if word in cues.lying and line.at(k - 1) in _BE and _is_opened(scene):
        return "held", ""
    is_topic = word in cues.topics and toponyms[0].area != "town" and not is_dated
    if not is_body and not is_site and (word in cues.people or is_topic):
        return "refused", f"says where the {line.words[k]} is, not the activity"
    if not is_dated and _is_gift(scene, i):
        return "refused", "where what was handed over goes to"
    return ("held" if is_dated else "named"), ""


def _is_opened(scene: Scene) -> bool:
    """Whether an earlier sentence of the first paragraph says that something was opened."""
    passage = scene.passage
    words = {t.lower for s in passage.statements if s.end <= scene.statement.start for t in s.tokens}
    return scene.is_first and not words.isdisjoint(place_cues().opening)


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


def find_content(line: Line, i: int) -> int:
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

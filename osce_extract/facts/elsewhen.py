"""Whether the words around a place tell of another time than the activity's: earlier, later, never."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from osce_extract.facts.attachment import find_content
from osce_extract.facts.clauses import is_about_activity
from osce_extract.facts.lines import Line
from osce_extract.facts.passages import Frame
from osce_extract.facts.scenes import Scene
from osce_extract.facts.sites import Toponym
from osce_extract.facts.whereabouts import Whereabouts
from osce_extract.vocab.placecues import place_cues

__all__ = ["find_other_time"]

_FRAMES = {
    "quotation": "a speaker's words",
    "earlier": "about an earlier event",
    "later": "about a later event",
    "background": "does not speak of the activity",
}
# Characters between a place and a date that belongs to it: " in ".
_BESIDE = 4
# "The courses that were to be held in Osh" were not held there.
_WAS, _TO = frozenset({"was", "were"}), frozenset({"to"})
_TO_HAVE_BEEN = ("to", "have", "been")
# "had a", "had to" tell of no earlier time.
_NO_VERBS = frozenset({"to", "a", "the"})
# Between "had" and its verb: "had already gathered".
_AUXILIARY = 3
_SPANS, _AGO = frozenset({"year", "years", "months", "decade", "decades"}), frozenset({"ago"})
_AGO_REACH = 4
_TRAVELLED = frozenset({"travelled", "went-to"})
# "will also take her to Baku": beyond what the sentence tells.
_WILL = frozenset({"will"})
_NEXT = frozenset({"also", "then", "later", "next", "subsequently", "afterwards"})
_RELATIVE = frozenset({"that", "which", "who"})
_MEANWHILE, _IN = frozenset({"as", "when", "while"}), frozenset({"at", "in"})
# "While in Osh", "As part of"
_NO_SUBJECTS = frozenset({"a", "an", "at", "early", "in", "on", "part", "visiting", "well"})
_PRONOUNS = frozenset({"it", "they", "she", "he", "we"})
_ARTICLES = frozenset({"a", "the"})


def find_other_time(scene: Scene, where: Whereabouts, toponym: Toponym, *, is_ahead: bool) -> str:
    """Why its frame, the tense, or a bare year behind it, sets a place apart; empty when nothing does.

    Args:
        scene: the statement.
        where: the places named together.
        toponym: one of them.
        is_ahead: whether the page announces its activity.
    """
    line = scene.line
    if (frame := _frame(scene, where, toponym)) != "activity":
        return _FRAMES[frame]
    before = line.plain[: toponym.first]
    if _is_meanwhile(line, toponym):
        return "about what went on elsewhere meanwhile"
    year = line.words[toponym.after + 1] if toponym.after + 1 < len(line) else ""
    is_year = line.at(toponym.after) == "in" and len(year) == 4 and year.isdecimal()
    # "took up his post in Osh three years ago"
    if (
        is_year
        or _was_then(before)
        or _stand_together(line.plain[toponym.after : toponym.after + _AGO_REACH], _SPANS, _AGO)
    ):
        return _FRAMES["earlier"]
    is_opening = scene.is_first and scene.is_opening
    had = "had" in before and any(a == "had" and b not in _NO_VERBS for a, b in pairwise(before))
    had = had and not _tells_own_past(scene, toponym)
    had = had or _stand_together(line.plain, _SPANS, _AGO)
    if (had and not is_opening) or _had_been(before) or scene.is_fronted(_start(scene, where, toponym)):
        return _FRAMES["earlier"]
    unreal = _stand_together(before, _WAS, _TO) or ("would" in before and "have" in before)
    if unreal or ("been" in before and any(triple == _TO_HAVE_BEEN for triple in _triples(before))):
        return "about what was planned and not held"
    is_meant = _stand_together(before, place_cues().intending, _TO)
    is_coming = is_meant or ("will" in before and not is_ahead)
    is_coming = (is_coming and not is_opening) or _is_next(scene, where, before)
    return _FRAMES["later"] if is_coming else ""


def _was_then(before: tuple[str, ...]) -> bool:
    """Whether a clause tells of a year before: "the first since 2015, when thirty nurses met in Osh"."""
    if "since" not in before or "when" not in before:
        return False
    return any(a == "since" and b.isdecimal() and d == "when" for a, b, d in _since(before))


def _since(words: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    return zip(words, words[1:], words[3:], strict=False)


def _is_meanwhile(line: Line, toponym: Toponym) -> bool:
    """Whether a clause in front tells where others were: "While some sat in Oslo, others met in Bergen"."""
    if line.at(0) not in _MEANWHILE or line.at(1) in _NO_SUBJECTS or "," not in line.words:
        return False
    comma = line.words.index(",", 1)
    is_in_front = toponym.after <= comma
    return is_in_front and any(
        line.at(k) in _IN and line.tokens[k + 1].is_capitalized for k in range(comma + 1, len(line) - 1)
    )


def _had_been(before: tuple[str, ...]) -> bool:
    """Whether a clause looks back: "presented a guide that it had already presented in Tirana"."""
    return "had" in before and any(
        a in _RELATIVE and b in _PRONOUNS and c == "had" for a, b, c in _triples(before)
    )


def _stand_together(words: tuple[str, ...], ones: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one of the first words stands right before one of the others."""
    if ones.isdisjoint(words) or others.isdisjoint(words):
        return False
    return any(a in ones and b in others for a, b in pairwise(words))


def _triples(words: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    return zip(words, words[1:], words[2:], strict=False)


def _is_next(scene: Scene, where: Whereabouts, before: tuple[str, ...]) -> bool:
    """Whether it tells of what comes next: "A second one will be held in Bor", "will also visit Bor"."""
    line = scene.line
    if where.rule in _TRAVELLED:
        # "From Ashgabat she travels to Dushanbe"
        is_onward = line.at(0) == "from" and line.tokens[1].is_capitalized and not line.is_date(1)
        if is_onward and not place_cues().onward.isdisjoint(before):
            return True
        return _stand_together(before, _WILL, _NEXT)
    if "will" not in before:
        return False
    # "launched a film which will also be shown in Split"
    if any(a in _RELATIVE and b == "will" and c in _NEXT for a, b, c in _triples(before)):
        return True
    return line.at(line.at(0) in _ARTICLES) in place_cues().upcoming


def _start(scene: Scene, where: Whereabouts, toponym: Toponym) -> int:
    """Where the preposition stands that introduces a place: what is true of it holds for all its list."""
    k = where.governor if 0 < where.governor < toponym.first else toponym.first
    return scene.line.tokens[k].start


def _frame(scene: Scene, where: Whereabouts, toponym: Toponym) -> Frame:
    """The frame of a place: that of its own words, or of a date of another event right beside it."""
    tokens = scene.line.tokens
    start, end = tokens[toponym.first].start, tokens[toponym.after - 1].end
    for aside in scene.statement.asides:
        is_beside = 0 <= start - aside.end <= _BESIDE or aside.start - end == 1
        if is_beside and aside.frame in ("earlier", "later"):
            return aside.frame
        # "After meetings in Osh, Talas and Batken": the preposition's frame is that of all its places.
        is_within = aside.start <= _start(scene, where, toponym) < aside.end <= start
        if is_within and aside.frame in ("earlier", "later"):
            return aside.frame
    return scene.statement.frame_at(start)


def _is_had(line: Line, k: int) -> bool:
    return line.at(k) in place_cues().holding and line.plain[max(0, k - 2) : k] == ("had", "been")


def _tells_own_past(scene: Scene, toponym: Toponym) -> bool:
    """Whether "had" tells of the activity itself: "It had begun in Osh", "who had met in Osh on 3 May"."""
    line = scene.line
    k = find_content(line, toponym.first - 1)
    is_begun = line.at(k) in place_cues().beginning and line.at(k - 1) == "had"
    if is_begun and is_about_activity(scene.passage, scene.statement):
        return True
    behind = toponym.after + (line.at(toponym.after) == ",")
    behind += line.at(behind) in ("on", "from", "between")
    # "Courses had been held in Soroca, on 27 September, and in Cahul, on 4 October"
    k = max((j for j in range(toponym.first) if _is_had(line, j)), default=k)
    is_verb = line.at(k) in place_cues().holding and "had" in line.plain[max(0, k - _AUXILIARY) : k]
    return scene.is_first and is_verb and scene.event_at(k) is None and line.is_date(behind)

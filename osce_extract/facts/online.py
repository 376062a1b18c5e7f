"""Whether the activity was held on the Internet."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from osce_extract.facts.clauses import is_about_activity
from osce_extract.facts.lines import Line
from osce_extract.facts.model import Evidence
from osce_extract.facts.scenes import Scene
from osce_extract.vocab.placecues import place_cues

__all__ = ["Online", "find_online"]

_REACH = 5
_WISHES = frozenset({"should", "ought", "could"})
_TOPICS = frozenset({"on", "about", "of", "against"})
_FORMATS = frozenset({"format", "mode", "setting"})
_FREE = frozenset(
    {
        "",
        ",",
        ".",
        ";",
        ":",
        ")",
        "on",
        "from",
        "by",
        "in",
        "and",
        "for",
        "with",
        "due",
        "via",
        "to",
        "between",
        "after",
        "last",
        "this",
        "today",
        "yesterday",
        "where",
    }
)
_BEFORE_ADVERB = frozenset({"and", "both", "or", "entirely", "fully", "completely", "them", "mainly"})
_AS_WELL = ("as", "well", "as")
_ENTIRELY = frozenset({"entirely", "fully", "completely", "wholly", "only"})
_THE = frozenset({"the", "it", "this", "a"})
_ON_SITE = ("on", "site")
_REST = frozenset({"more", "others"})
_NOT_INNER = frozenset("in of on for and with to at by from a an the that which as".split())


class Online(NamedTuple):
    """The words that put the activity on the Internet, and whether they leave room for a place beside it."""

    evidence: Evidence
    is_partial: bool


def find_online(scenes: Iterable[Scene]) -> Online | None:
    """The first words that say so: "held online", "an online course", "webinar", "via Zoom"."""
    telling = _opening_words() | _WISHES
    for scene in scenes:
        line = scene.line
        for i in [i for i, word in enumerate(line.plain) if word in telling]:
            # "heirs should be allowed to sign by video link": what somebody asks for.
            if line.plain[i] in _WISHES:
                break
            after = _read(scene, i)
            start = line.tokens[i].start
            if after and scene.statement.frame_at(start) == "activity":
                evidence = scene.passage.evidence(start, line.tokens[after - 1].end, "online")
                return Online(evidence, _is_partial(line, i))
    return None


@cache
def _opening_words() -> frozenset[str]:
    """The words that `_read` reads."""
    cues = place_cues()
    nouns = cues.online_nouns | cues.online_adjectives | cues.online_adverbs
    return nouns | cues.online_calling | cues.by | {"connected", "on", "to"}


def _is_partial(line: Line, i: int) -> bool:
    """Whether the words say that only some took part so: "hybrid", "followed online", "eight dialled in"."""
    joining = {"and", "them", "both"} | place_cues().online_joining
    is_some = line.at(i) in {"hybrid", "connected"} or line.at(i) in place_cues().online_calling
    is_some = is_some or (line.at(i - 2) in _THE and line.at(i - 3) in joining)
    is_some = is_some or (i > 0 and line.tokens[i - 1].is_number)
    return is_some or line.at(i - 1) in joining or line.at(i - 1) in place_cues().moving


def _read(scene: Scene, i: int) -> int:
    """The index after the words at `i` that put the activity on the Internet; 0 when they do not."""
    cues, word = place_cues(), scene.line.at(i)
    if i in scene.bodies:
        return 0
    if word in cues.online_nouns:
        return i + 1 if _is_event(scene, i) else 0
    if word in cues.online_adjectives and _describes_event(scene, i):
        return i + 1
    if word in cues.online_adverbs and _is_adverb(scene, i, i + 1):
        return i + 1
    return _read_pair(scene, i) or _read_channel(scene, i)


def _read_pair(scene: Scene, i: int) -> int:
    """The index after two words that make one: "entirely on line", "dialled in"."""
    line, cues, word = scene.line, place_cues(), scene.line.at(i)
    if word == "on" and line.at(i + 1) == "line":
        is_told = line.at(i - 1) in cues.holding or line.at(i - 1) in _ENTIRELY
        return i + 2 if is_told and _is_adverb(scene, i, i + 2) else 0
    is_moved = line.at(i - 1) in cues.moving and line.at(i + 1) in cues.products
    if word == "to" and is_moved and line.is_name_word(i + 1):
        return i + 2
    # "approximately 40 more connected from the field"
    if word == "connected" and line.at(i + 1) == "from" and line.at(i - 1) in _REST:
        return i + 1
    # "logged on", but "listening on the worst day"
    is_in = line.at(i + 1) == "in" or (line.at(i + 1) == "on" and word.startswith("log"))
    is_call = word in cues.online_calling and is_in
    return i + 2 if is_call and cues.broadcasting.isdisjoint(line.plain) else 0


def _is_event(scene: Scene, i: int) -> bool:
    start = scene.line.tokens[i].start
    known = [event for event in scene.events if event.start <= start < event.end]
    return not any(event.is_other for event in known) and scene.line.at(i - 1) not in _TOPICS


def _describes_event(scene: Scene, i: int) -> bool:
    """Whether an activity is said to be online: "an online round table", "in a hybrid format"."""
    line = scene.line
    if line.at(i + 1) in _FORMATS:
        return True
    # "in conjunction with a new online module": beside the activity.
    if "conjunction" in line.plain[max(0, i - _REACH) : i]:
        return False
    for event in scene.events:
        if not event.is_noun or event.is_other or event.governor in _TOPICS:
            continue
        between = [k for k in range(i, min(len(line), i + _REACH)) if line.tokens[k].end <= event.end]
        is_here = line.tokens[i].start <= event.start and bool(between)
        if is_here and line.tokens[between[-1]].end == event.end and all(_is_inner(line, k) for k in between):
            words = line.passage.text[event.start : event.end].lower()
            return event.word.strength != "generic" or words in place_cues().online_events
    return False


def _is_inner(line: Line, i: int) -> bool:
    return line.tokens[i].is_word and line.at(i) not in _NOT_INNER


def _is_adverb(scene: Scene, i: int, after: int) -> bool:
    """Whether "online" says how it was held: "held online", "in Tirana and online", "85 of them online"."""
    line, cues = scene.line, place_cues()
    if line.at(after) not in _FREE and not line.is_date(after):
        return False
    if _is_beside_site(line, i) or (line.at(i - 1) in cues.online_joining and line.at(after) != "by"):
        return True
    # "52 followed the seminar online from Odesa"
    if line.at(after) == "from" and line.at(i - 2) in _THE and line.at(i - 3) in cues.online_joining:
        return True
    if line.at(i - 1) in _BEFORE_ADVERB or line.plain[max(0, i - 3) : i] == _AS_WELL:
        return scene.has_event
    if line.at(i - 1) in cues.moving:
        return is_about_activity(scene.passage, scene.statement) or scene.is_opening
    # "chairpersons had been trained online in March": what went before.
    is_before = not scene.is_first and line.plain[max(0, i - 3) : i - 1] == ("had", "been")
    return not is_before and any(line.at(k) in cues.holding for k in range(max(0, i - 4), i))


def _is_beside_site(line: Line, i: int) -> bool:
    """Whether those online are counted beside those who came: "90 people on site and some 40 online"."""
    return line.tokens[i - 1].is_number and any(pair == _ON_SITE for pair in pairwise(line.plain[:i]))


def _read_channel(scene: Scene, i: int) -> int:
    """The index after a channel behind its preposition: "via Zoom", "on Zoom", "over the Internet"."""
    line, cues, word = scene.line, place_cues(), scene.line.at(i)
    if word not in cues.by and word != "on":
        return 0
    first = i + 1 + (line.at(i + 1) in ("a", "the"))
    if word == "on":
        is_product = line.at(first) in cues.products and line.is_name_word(first)
        return first + 1 if is_product and first == i + 1 else 0
    if line.at(first) == "internet":
        return first + 1 if _is_attended(line, i) else 0
    for length in (2, 1):
        if first + length <= len(line) and " ".join(line.plain[first : first + length]) in cues.channels:
            return first + length
    return 0


def _is_attended(line: Line, i: int) -> bool:
    """Whether somebody takes part, or something is held, right before word `i`: "held over the Internet"."""
    cues = place_cues()
    return any(line.at(k) in cues.attending for k in range(max(0, i - 3), i))

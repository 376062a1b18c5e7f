"""What the preposition before a place hangs on, and so how the place stands to the activity."""

from __future__ import annotations

from typing import Literal

from osce_extract.facts.events import Event
from osce_extract.facts.introductions import find_preposition
from osce_extract.facts.lines import Line
from osce_extract.facts.scenes import Scene
from osce_extract.facts.sites import Toponym
from osce_extract.vocab.people import count_cues, person_kind
from osce_extract.vocab.placecues import place_cues

__all__ = ["Standing", "find_content", "judge_attachment"]

Standing = Literal["held", "named", "near", "refused"]

_REACH = 9
_CLAUSE = 16
_FIRST = 3
_LONGEST_DETOUR = 14
_PHRASE = 4
_LONGEST_LIST = 24
# What may stand between a verb or noun of the activity and "in TOWN".
_TRANSPARENT = frozenset(
    (
        "today yesterday tomorrow again also on from to until till between and both this last week month year"
        " day days morning afternoon evening jointly officially successfully online here the of a an ) , – -"
        ""
        " virtually only simultaneously alternately separately respectively exclusively"
        " first then later finally lastly afterwards"
    ).split()
)
_PREPOSITIONS = frozenset("in at on to of for with by and or as until who which is are was were".split())
_WIDE = frozenset({"across", "throughout"})
_DAYS = frozenset({"today", "yesterday", "tomorrow"})
# Parts of a series: "the second, in Bălți, finished today".
_PARTS = frozenset(
    {"first", "second", "third", "fourth", "fifth", "last", "other", "others", "former", "latter"}
)
_POSSESSIVES = frozenset({"its", "their", "his", "her", "our"})
# "similar to that in Graz", "modelled on one in Graz"
_STANDING_FOR = frozenset({"that", "those", "one"})
_COMPARING = frozenset({"on", "to", "than", "like", "as", "with", "of"})
_RELATIVE = frozenset({"that", "which"})
_AUXILIARIES = frozenset({"is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "and"})
_BE = frozenset({"is", "are", "was", "were"})


def judge_attachment(scene: Scene, i: int, toponyms: tuple[Toponym, ...]) -> tuple[Standing, str]:
    """What the preposition at `i` hangs on: the nearest word before it that says something."""
    line = scene.line
    k = find_content(line, i)
    is_dated = _is_dated(line, k, i, toponyms[-1].after)
    if k < 0:
        return ("held" if scene.has_event or is_dated else "named"), ""
    if k not in scene.bodies and line.at(k) in place_cues().unnamed:
        unnamed = find_preposition(line, k)
        if 0 <= unnamed < k:
            return judge_attachment(scene, unnamed, toponyms)
    event = scene.event_at(k) if k not in scene.bodies else None
    reason = _refuse(scene, k, event) or _refuse_topic(line, i, is_dated=is_dated)
    # "went from school to school in Khatlon"
    is_round = line.plain[max(0, k - 3) : k] == ("from", line.at(k), "to")
    if event is None and k not in scene.bodies and not is_dated and _is_origin(line, k):
        reason = reason or "where somebody or something comes from"
    if _is_seat_of_origin(scene, k):
        reason = reason or "where somebody or something comes from"
    is_for = len(toponyms) > 1 and _are_held_for(scene, k)
    if not reason and (is_round or is_for or _holds(scene, k, event)):
        return "held", ""
    # "in 86 post offices throughout Khatlon": so many houses are where it was, not whose they are.
    is_villages = line.at(i) == "in" and "villages" in line.plain[i + 1 : i + _FIRST]
    is_spread = (
        line.at(i) in _WIDE and line.at(k).endswith("s") and "in" in line.plain[max(0, k - _PHRASE) : k]
    )
    reason = reason or (
        "" if is_spread or is_villages else _refuse_noun(scene, k, toponyms, is_dated=is_dated)
    )
    # "to the courts in Priboj and Sjenica today": several towns cannot have been there.
    if not reason and (not is_dated or len(toponyms) > 1) and _is_gift(scene, i):
        reason = "where what was handed over goes to"
    if reason:
        return "refused", reason
    return ("held" if is_dated else "named"), ""


def _refuse(scene: Scene, k: int, event: Event | None) -> str:
    """Why the word at `k` sets the place apart from the activity at once; empty when it does not."""
    line, cues = scene.line, place_cues()
    if line.at(k) == "back":
        return "where people came back to"
    if event and event.is_other:
        return "where another activity was held"
    before = line.plain[max(0, k - _REACH) : k]
    if event and not cues.applying.isdisjoint(before[-_PHRASE:]):
        return "where something is held that people apply for"
    # "from their classrooms in Comrat"
    is_fronted = k == 1 and line.at(0) == "from" and line.at(1).endswith("s")
    if event is None and (is_fronted or (line.at(k - 1) in _POSSESSIVES and line.at(k - 2) == "from")):
        return "where somebody or something comes from"
    is_standing_for = line.at(k) in _STANDING_FOR and (line.at(k) != "one" or line.at(k - 1) in _COMPARING)
    if is_standing_for or _is_compared(line, max(0, k - _PHRASE), k + 1):
        return "where something else is, with which it is compared"
    other = _other_subject(scene, k)
    return f"where the {other} was, not the activity" if other else ""


def _is_origin(line: Line, k: int) -> bool:
    """Whether the plural noun at `k` says where people come from: "from the crossing points at"."""
    before = line.plain[max(0, k - _PHRASE) : k]
    if "from" not in before or not line.at(k).endswith("s"):
        return False
    between = before[len(before) - before[::-1].index("from") :]
    return all(word.isalpha() and word not in _PREPOSITIONS for word in between)


def _is_seat_of_origin(scene: Scene, k: int) -> bool:
    """Whether the body that ends at `k` sent people: "a delegation from the Parliament in Bishkek"."""
    if k not in scene.bodies:
        return False
    line, i = scene.line, scene.bodies[k].first - 1
    i -= line.at(i) == "the"
    # "organized by the Mission's field office in Bihać": whose seat it is.
    if line.at(i) == "by" and line.at(k) in place_cues().rooms:
        return True
    sent = line.at(i - 1)
    # "Twelve officials of the Ministry in Yerevan paid a visit to Vilnius": those who set out.
    is_opening = line.at(i) == "of" and i <= _FIRST and not line.plain[0].endswith("ing")
    return (line.at(i) == "from" or is_opening) and (
        person_kind(sent) is not None or sent in count_cues()["noun_phrase.collectives"]
    )


def _refuse_topic(line: Line, i: int, *, is_dated: bool) -> str:
    """Why a place lies within what something is about: "a report on a trial in Bijeljina was published"."""
    if line.vocabulary.isdisjoint(place_cues().writings):
        return ""
    window = range(i - 1, max(0, i - _REACH), -1)
    on = next((j for j in window if line.at(j) in ("on", "about")), 0)
    is_topic = on > 0 and line.at(on - 1) in place_cues().writings
    cues = place_cues().holding | _BE
    is_told = any(line.at(j) in cues or not line.tokens[j].is_word for j in range(on + 1, i))
    return "what something is about" if is_topic and not is_told and not is_dated else ""


def _is_compared(line: Line, first: int, after: int) -> bool:
    """Whether a word compares: "similar to", "compared with"; but those who "compared rulings" met."""
    comparing = place_cues().comparing
    for j, word in enumerate(line.plain[first:after], start=first):
        if word == "compared":
            if line.at(j + 1) in ("to", "with"):
                return True
        elif word in comparing:
            return True
    return False


def _other_subject(scene: Scene, k: int) -> str:
    """What, other than an activity, was where the verb at `k` says; empty when nothing else was.

    "the treaty that was signed in", "a robbery that took place in", "the agreement signed in",
    "elections were held in".
    """
    line = scene.line
    is_verb = line.at(k - 1) in _BE or line.plain[k - 1 : k + 1] == ("took", "place")
    if is_verb and line.at(k - 2) in _RELATIVE and _is_whence(scene, k - 3):
        return ""
    # "a workshop for librarians and social workers which took place in": people and bodies take no place.
    is_people = person_kind(line.at(k - 3)) is not None or k - 3 in scene.bodies
    is_people = is_people and line.at(k) == "place"
    if is_verb and line.at(k - 2) in _RELATIVE and line.at(k - 3).isalpha() and not is_people:
        return "" if _is_activity(scene, k - 3) else line.words[k - 3]
    if is_verb and line.at(k - 2) in place_cues().public_events:
        return line.words[k - 2]
    is_participle = line.at(k) in place_cues().agreeing and line.at(k - 1) not in _AUXILIARIES
    is_noun = k > 0 and line.at(k - 1).isalpha() and not line.is_name_word(k - 1)
    return line.words[k - 1] if is_participle and is_noun and not _is_activity(scene, k - 1) else ""


def _is_whence(scene: Scene, k: int) -> bool:
    """Whether word `k` says whence people came: "a meeting for experts from academia that took place"."""
    line = scene.line
    window = range(k - 1, max(0, k - _LONGEST_LIST), -1)
    whence = next((j for j in window if line.at(j) == "from"), 0)
    if not whence or person_kind(line.at(whence - 1)) is None:
        return False
    end = line.tokens[whence].start
    return any(event.is_noun and not event.is_other and event.end < end for event in scene.events)


def _is_activity(scene: Scene, k: int) -> bool:
    """Whether the noun phrase that ends with word `k` speaks of an activity: "a course on accounting"."""
    tokens = scene.line.tokens[max(0, k - _PHRASE) : k + 1]
    start, end = tokens[0].start, tokens[-1].end
    known = any(event.is_noun and start <= event.start < end for event in scene.events)
    return known or any(token.lower in place_cues().activities for token in tokens)


def _holds(scene: Scene, k: int, event: Event | None) -> bool:
    """Whether the word at `k` says that something took place."""
    line, cues = scene.line, place_cues()
    word, is_body = line.at(k), k in scene.bodies
    if event or (not is_body and (word in cues.holding or word in cues.activities)):
        return True
    if word == "," and line.at(k - 1) in _PARTS:
        return True
    if word in cues.lying and line.at(k - 1) in _BE and _is_opened(scene):
        return True
    return _is_call(line, k) or (_is_site(line, k) and scene.has_event)


def _is_site(line: Line, k: int) -> bool:
    """Whether it was at an office or the like: "at its regional office in", "in a school in"."""
    before = line.plain[max(0, k - _PHRASE) : k]
    inside = find_preposition(line, k)
    is_inside = inside >= 0 and (line.at(k) in place_cues().houses or line.at(inside) == "at")
    return line.at(k) in place_cues().people and ("at" in before or is_inside)


def _refuse_noun(scene: Scene, k: int, toponyms: tuple[Toponym, ...], *, is_dated: bool) -> str:
    """Why the noun at `k` only says where somebody is, or what is spoken about; empty when it does not."""
    line, cues = scene.line, place_cues()
    is_topic = line.at(k) in cues.topics and toponyms[0].area != "town" and not is_dated
    if k in scene.bodies or _is_site(line, k) or not (line.at(k) in cues.people or is_topic):
        return ""
    if is_dated and line.at(k) in cues.rooms:
        return ""
    # "opened a shelter in Mostar", "met the staff of the shelters in Mostar"; a title only sums up.
    is_used = any(
        word in cues.opening or word in cues.meeting for word in line.plain[max(0, k - _CLAUSE) : k]
    )
    if line.at(k) in cues.houses and (is_used or is_dated or scene.passage.source == "title"):
        return ""
    if (line.at(k) in cues.hosts and _is_met(line, k)) or _is_opened_there(line, k):
        return ""
    return f"says where the {line.words[k]} is, not the activity"


def _is_opened_there(line: Line, k: int) -> bool:
    """Whether the noun at `k` is what is opened: "open first mediation office in Pogradec"."""
    if line.at(k) not in place_cues().rooms:
        return False
    for j in range(k - 1, max(-1, k - _PHRASE - 2), -1):
        if line.at(j) in place_cues().opening:
            return True
        if line.at(j) in _PREPOSITIONS or not line.tokens[j].is_word:
            return False
    return False


def _are_held_for(scene: Scene, k: int) -> bool:
    """Whether sessions were held for those in several towns: "held for the authorities in A and B"."""
    line = scene.line
    held = next((j for j in range(k - 1, max(0, k - _REACH), -1) if line.at(j) == "for"), 0)
    if not held or line.at(held - 1) not in place_cues().taking_place:
        return False
    end = line.tokens[held].start
    return any(e.is_noun and e.word.is_plural and not e.is_other and e.end < end for e in scene.events)


def _is_met(line: Line, k: int) -> bool:
    """Whether visitors met those whom the noun at `k` names: "met with the authorities in Riga"."""
    for j in range(k - 1, max(-1, k - _REACH), -1):
        if line.at(j) in place_cues().meeting or line.at(j) in place_cues().visiting:
            return True
        if line.at(j) in ("who", "from", "in", "on", "about", "that", "which", ".", ";"):
            return False
    return False


def _is_opened(scene: Scene) -> bool:
    """Whether one of the first sentences says that something was opened."""
    passage = scene.passage
    before = [s for s in passage.statements[:_FIRST] if s.end <= scene.statement.start]
    words = {token.lower for statement in before for token in statement.tokens}
    return scene.is_first and not words.isdisjoint(place_cues().opening)


def _is_dated(line: Line, k: int, i: int, after: int) -> bool:
    """Whether a day stands right before or behind the place: "in The Hague on 7 July"."""
    if any(line.is_date(j) or line.at(j) in _DAYS for j in range(k + 1, i)):
        return True
    following = after + (line.at(after) in ("on", "from", "between", "("))
    return line.at(following) in _DAYS or (line.is_date(following) and following > after)


def _is_call(line: Line, k: int) -> bool:
    """Whether a visit to a body says where it is: "visits to Ombudsman Institutions in Budapest"."""
    cues = place_cues()
    for j in range(k, max(-1, k - _LONGEST_LIST), -1):
        word = line.plain[j]
        if word in cues.visiting or word in cues.inspecting:
            return line.at(j + 1) != "from"
        # "were first shown the hotspot in Pozzallo"
        if word in cues.showing and k - j < _FIRST:
            return not _BE.isdisjoint(line.plain[max(0, j - _FIRST) : j])
        # "visited the bridge in Zolote and the hub of the Mission in Kadiivka": one verb, two objects.
        if k - j >= _REACH and not (line.tokens[j].is_word or word in ("(", ")")):
            return False
    return False


def _is_gift(scene: Scene, i: int) -> bool:
    """Whether the place belongs to who is given something: "donated computers to the courts in Bitola"."""
    line, cues = scene.line, place_cues()
    # "handed over to the police at the border crossing": only "in" says whose they are.
    if line.at(i) == "at":
        return False
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
        if word == "not" and line.at(k + 1) == "only":
            k -= 1
            continue
        if not (word in _TRANSPARENT or line.is_date(k) or word in ("th", "st", "nd", "rd")):
            return k
        k -= 1
    return k

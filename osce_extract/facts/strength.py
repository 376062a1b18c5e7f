"""Counts of those who belong to a body, a house or somebody's service, and of those named beside others."""

from __future__ import annotations

from osce_extract.facts.counts import Clause, Count
from osce_extract.facts.judgement import Judgement
from osce_extract.facts.leadins import clause_start, unwrap
from osce_extract.vocab.people import count_cues, person_kind

__all__ = ["has_head", "is_included", "judge_included", "judge_strength"]

_STRENGTH = Judgement("others", "count-of-strength", "counts who belongs to a body, a house or a service")
_FICTION = Judgement("others", "count-of-fiction", "counts people in the scenario of an exercise")
_SPEAKERS = Judgement("others", "count-leaders", "trainers, speakers and organizers are no participants")
_SOME = Judgement("others", "count-of-some-named", "counts some of those who came")
_INCLUDED = Judgement("unclear", "count-of-included")
_INCLUDE = frozenset({"included", "include", "includes"})
_PLACED = frozenset({"at", "on", "in", "under"})
_OWNERS = frozenset({"the", "her", "his", "their", "my", "our", "its", "this"})
_STATES = frozenset(
    {"are", "is", "learn", "learned", "study", "live", "lived", "work", "serve", "sleep", "stay"}
)
_ROOMS = frozenset({"room", "hall", "group", "class", "audience", "team"})
_LONGEST_NOUN, _REACH_OF_LIST = 4, 6
_REACH_OF_BODY = 9
# "Participants included ten bailiffs and four notaries": so few groups are examples.
_SHORTEST_LIST = 3
_SCHOOLS = frozenset({"school", "academy"})


def judge_strength(clause: Clause, count: Count) -> Judgement | None:
    """Refuse those of whom a body consists, who live in a house, or who serve with somebody."""
    is_told = _makes_up_body(clause, count) or _is_housed(clause, count) or _serves_there(clause, count)
    if (is_told or _uses_house(clause, count)) and count.kind != "participant":
        return _STRENGTH
    if _is_fiction(clause, count):
        return _FICTION
    return _SPEAKERS if _is_of_speakers(clause, count) else None


def _is_fiction(clause: Clause, count: Count) -> bool:
    """Whether they are in what an exercise is about: "The scenario: 200 refugees arrive at the border"."""
    before = clause.words[max(0, count.number.lead - _REACH_OF_BODY) : count.number.after + 1]
    told = next((i for i, word in enumerate(before) if word in count_cues()["strength.fictions"]), None)
    # "the scenario of an exercise in which 34 officials took part"
    is_real = told is not None and any(word in count_cues()["activity.nouns"] for word in before[told:])
    return told is not None and not is_real


def _is_of_speakers(clause: Clause, count: Count) -> bool:
    """Whether they are among those who spoke: "Among the speakers were six mayors", "Speakers included"."""
    words, i = clause.words, count.number.lead
    first = words[1:3] if words[:1] == ("among",) else words[:1] if "included" in words[1:2] else words[1:2]
    is_told = words[:1] == ("among",) or "included" in words[:3]
    return is_told and i < _REACH_OF_LIST and any(person_kind(word) == "leader" for word in first)


def _uses_house(clause: Clause, count: Count) -> bool:
    """Whether a house or a paper is used by them: "The school is attended by 420 pupils"."""
    words, i = clause.words, unwrap(clause, count.number.lead)
    if i < _LONGEST_NOUN or words[i - 1] != "by" or words[i - 3] != "is":
        return False
    start = clause_start(clause, i)
    subject = words[start : i - 3]
    is_activity = any(word in count_cues()["activity.nouns"] and word not in _SCHOOLS for word in subject)
    return bool(subject) and subject[0] in {"the", "a", "its"} and not is_activity


def _makes_up_body(clause: Clause, count: Count) -> bool:
    """Whether a standing body is made up of them: "The mission consists of 16 experts"."""
    words, cues, i = clause.words, count_cues(), unwrap(clause, count.number.lead)
    length = cues["strength.verbs"].before(words, i)
    bodies = cues["strength.bodies"]
    # "Of the 250 members of parliament, 84 are women"
    is_of_body = words[max(0, i - 1) : i] == ("of",) and words[count.after - 1] == "members"
    if is_of_body and words[count.after : count.after + 1] == ("of",):
        return any(word in bodies for word in words[count.after + 1 : count.after + 3])
    if not length:
        length, bodies = cues["strength.uniting"].before(words, i), cues["strength.memberships"]
    subject = words[max(clause_start(clause, i), i - length - _REACH_OF_BODY) : i - length]
    return length > 0 and any(word in bodies for word in subject)


def _is_housed(clause: Clause, count: Count) -> bool:
    """Whether "a kindergarten in which 46 children are taught" describes a house."""
    words, i = clause.words, unwrap(clause, count.number.lead)
    length = 2 if words[max(0, i - 2) : i] == ("in", "which") else 1 if words[i - 1 : i] == ("where",) else 0
    if not length or i <= length or words[count.after : count.after + 1] == ():
        return False
    house = i - length - 1
    is_activity = words[house] in count_cues()["activity.nouns"] and words[house] not in _SCHOOLS
    is_house = not is_activity and words[house - 1] != "summer" and clause.tokens[house].text.islower()
    return is_house and words[count.after] in _STATES


def _serves_there(clause: Clause, count: Count) -> bool:
    """Whether "Of the 210 officers on her shift" or "nine of the 64 officers at the post" serve there."""
    words, i = clause.words, count.after
    if (
        words[max(0, count.number.lead - 2) : count.number.lead] != ("of", "the")
        or count.kind == "participant"
    ):
        return False
    if words[i : i + 1] == () or words[i] not in _PLACED or words[i + 1 : i + 2] == ():
        return False
    nouns = words[i + 2 : i + 2 + _LONGEST_NOUN]
    is_activity = any(noun in count_cues()["activity.nouns"] or noun in _ROOMS for noun in nouns)
    is_common = bool(nouns) and clause.tokens[i + 2].text.islower()
    return words[i + 1] in _OWNERS and is_common and not is_activity


def judge_included(clause: Clause, count: Count) -> Judgement | None:
    """Judge what "The participants included" opens: all who came where it lists nothing but counts."""
    words = clause.words
    first = next((i for i in range(1, min(_REACH_OF_LIST, count.number.lead)) if words[i] in _INCLUDE), 0)
    if not first or not _names_all(clause, first):
        return None
    leads = {c.number.lead for c in clause.counts}
    listed = [c for c in clause.counts if c.number.lead > first]
    if count not in listed:
        return None
    stop = listed[-1].number.lead
    items = [first + 1, *(i + 1 for i in range(first + 1, stop) if words[i] in {",", "and"})]
    starts = [i for i in items if words[i] != "and" and not clause.tokens[i].is_capitalized]
    is_whole = (
        len(listed) >= _SHORTEST_LIST
        and all(i in leads for i in starts)
        and "," not in words[listed[-1].after :]
    )
    return _INCLUDED if is_whole else _SOME


def is_included(clause: Clause, count: Count) -> bool:
    """Whether it is one of the counts that make up what "The participants included" lists."""
    return judge_included(clause, count) is _INCLUDED


def _names_all(clause: Clause, i: int) -> bool:
    """Whether those who came are named right before `i`: "Participants", "Those attending"."""
    noun = clause.words[i - 1]
    return person_kind(noun) == "participant" or noun in count_cues()["strength.audience"]


def has_head(clause: Clause, count: Count) -> bool:
    """Whether the head of those counted came with them: "The head and five analysts of the Unit"."""
    words, lead = clause.words, count.number.lead
    if words[lead - 1 : lead] != ("and",) or lead < 3 or count.kind is None or count.sex is not None:
        return False
    is_head = words[lead - 2] in count_cues()["strength.heads"]
    start = lead - 3 if words[lead - 3] in {"the", "its", "their"} else lead - 4
    is_named = start >= 0 and words[start] in {"the", "its", "their"}
    return is_head and is_named and words[count.after : count.after + 1] in {("of",), ("from",)}

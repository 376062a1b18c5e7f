"""A count as the subject of a verb: whether it is one, and whether what its people did was to take part."""

from __future__ import annotations

from osce_extract.facts.counts import Clause, Count
from osce_extract.facts.judgement import EARLIER, LEADERS, UNSHOWN, UNTIED, Judgement
from osce_extract.facts.leadins import BREAKS, clause_start, unwrap
from osce_extract.vocab.people import count_cues
from osce_extract.vocab.placecues import place_cues

__all__ = ["REACH_OF_VERB", "came", "has_done", "is_subject", "judge_subject"]

REACH_OF_VERB = 60
_LONGEST_SETTING = 12
_REACH_OF_WHERE = 15
_REACH_OF_OTHER = 9
# So few people in a sentence that does not say that they took part are rarely all who did.
_FEW, _MANY = 4, 600
_LINKS = frozenset("and but what how why whom where when while whereas that which as then".split())
_SETTINGS = frozenset(
    "in on at from during after over throughout between for today yesterday last this".split()
)
# "after a survey among 900 pupils": no subject behind these.
_GOVERNING = frozenset({"among", "amongst", "by", "with", "against", "about", "into", "than", "per", "like"})
_ADVERBS = frozenset({"today", "yesterday"})
_OF_THEM = frozenset({("of", "them"), ("of", "whom"), ("of", "these")})
_TEACHING = frozenset({"trained", "instructed", "briefed", "taught", "introduced", "acquainted"})
_OBJECTS = frozenset((word,) for word in "the them their some these participants students a those".split())
_HELPED = frozenset("accompanied led supervised assisted supported escorted guided mentored joined".split())
_SOME = frozenset({"half", "most", "some", "many", "several", "all", "few"})
_OTHER = frozenset({"similar", "earlier", "previous", "another"})
_NOT_DONE = frozenset("who whom which that will would to , ; : had are is be were was".split())
_PAST = frozenset({"took", "came", "met", "learned", "learnt"})
_FORWARD = frozenset({"will", "want", "plan", "hope", "intend", "wish"})
_BEFORE = frozenset({"after", "following", "earlier", "previous"})
_LENGTHS = frozenset({"days", "weeks", "hours", "months"})
_RELATIVES = frozenset({"who", "which", "whom", "whose"})
_PARTICIPLE_TAILS = frozenset("by in from at for on to with as near under across through".split())


def judge_subject(clause: Clause, count: Count) -> Judgement:
    """Judge a count by the first telling verb behind it."""
    if not is_subject(clause, count):
        return UNTIED
    words = clause.words
    i, stop = _skip_some(clause, count.after), min(len(words), count.after + REACH_OF_VERB)
    is_relative = False
    while i < stop and words[i] not in {";", ":"}:
        if words[i] in _RELATIVES:
            i, is_relative = _skip_relative(clause, i), True
            continue
        judged = None if clause.brackets[i] is not None else _judge_verb(clause, count, i)
        # "mayors who had been elected in May took part": the clause of "who" tells of another time.
        if judged is not None and not (is_relative and judged.stance == "others" and words[i - 1] == "been"):
            return judged
        if i == count.after and _is_other_verb(clause, i):
            break
        i += 1
    return _judge_place(clause, count)


def _judge_verb(clause: Clause, count: Count, i: int) -> Judgement | None:
    words, cues = clause.words, count_cues()
    # "Seven experts trained the officers": they were the teachers.
    is_object = any(c.number.lead == i + 1 for c in clause.counts) or words[i + 1 : i + 2] in _OBJECTS
    is_first = i == count.after or count.kind == "leader"
    if words[i] in _TEACHING and is_first and is_object:
        return LEADERS
    if cues["behind.took_part"].behind(words, i):
        is_past = "had" in words[max(count.after, i - 2) : i] and not _is_within(clause, count)
        # "Twenty-six people had come": the page looks back at its own activity.
        is_own = not count.number.lead and words[count.after - 1 : count.after + 1] == ("people", "had")
        if is_past and is_own:
            return UNSHOWN
        is_other = _is_of_other(clause, count) or _is_of_house(clause, count)
        if (is_past and not cues["behind.chosen"].behind(words, i)) or is_other:
            return EARLIER
        is_visible = cues["occasions.behind"].behind(words, i) > 0
        return Judgement("took part", "count-before-verb", is_visible=is_visible)
    # "members of the Assembly, led by its President, met": what was done to them is no deed of theirs.
    is_passive = words[i - 1] == "," and words[i + 1 : i + 2] == ("by",)
    if cues["behind.others"].behind(words, i) and not is_passive:
        return Judgement("others", "count-others", f"“{words[i]}” says that these are other people")
    return None


def _is_of_other(clause: Clause, count: Count) -> bool:
    """Whether they took part in another event: "In April, 25 teachers took part in a similar course"."""
    words, nouns = clause.words, count_cues()["activity.nouns"]
    for i in range(count.after, min(len(words) - 1, count.after + _REACH_OF_OTHER)):
        if words[i] in {",", ";", "who", "after", "before"}:
            return False
        if words[i] in _OTHER and words[i - 1] in {"a", "an", "in"}:
            return any(word in nouns for word in words[i + 1 : i + 4])
    return False


def _is_of_house(clause: Clause, count: Count) -> bool:
    """Whether it counts those whom a house took in: "a shelter in which 64 women found refuge"."""
    lead = count.number.lead
    house = lead - 3 if clause.words[max(0, lead - 2) : lead] == ("in", "which") else -1
    return house >= 0 and clause.words[house] in place_cues().houses


def has_done(clause: Clause, count: Count) -> bool:
    """Whether the first verb behind the count says what they did: "Ten completed it and will teach"."""
    words, took_part = clause.words, count_cues()["behind.took_part"]
    if not is_subject(clause, count):
        return False
    for i in range(count.after, min(len(words), count.after + _LONGEST_SETTING)):
        if words[i] in _NOT_DONE:
            return False
        if took_part.behind(words, i):
            is_past = words[i].endswith("ed") or words[i] in _PAST
            return is_past and not _FORWARD.isdisjoint(words[i:])
    return False


def _is_within(clause: Clause, count: Count) -> bool:
    """Whether "where" or "in which" ties the count to what the sentence tells: it is no earlier event."""
    words, lead = clause.words, count.number.lead
    # "Over five days, 96 students had argued": how long the activity took.
    if words[0] in {"over", "for", "during"} and "days" in words[1:4]:
        return True
    # "after two courses in Niš, in which 41 officials had taken part"
    before = words[max(0, lead - _REACH_OF_WHERE) : lead]
    if not _BEFORE.isdisjoint(before) and _LENGTHS.isdisjoint(before):
        return False
    for i in range(lead - 1, max(0, lead - _REACH_OF_WHERE) - 1, -1):
        if words[i] == "where" or (words[i] == "which" and i and words[i - 1] in {"in", "at", "during"}):
            return True
        if count_cues()["behind.took_part"].behind(words, i):
            return False
    return False


def _is_other_verb(clause: Clause, i: int) -> bool:
    """Whether a past tense stands right behind the count that says neither ("applauded")."""
    words = clause.words
    tail = words[i + 1] if i + 1 < len(words) else "."
    is_known = words[i] in count_cues()["behind.auxiliaries"]
    return words[i].endswith("ed") and not is_known and tail not in _PARTICIPLE_TAILS


def _judge_place(clause: Clause, count: Count) -> Judgement:
    """Judge a count that begins its clause before a verb that says neither."""
    i = unwrap(clause, count.number.lead)
    behind = clause.words[count.after : count.after + 3]
    is_linked = i > 0 and clause.words[i - 1] in _LINKS
    # So many are seldom counted without a verb that says that they came.
    is_large = count.value > _MANY and count.kind != "participant"
    if count.value <= _FEW or is_large or is_linked or "had" in behind or behind[:2] == ("will", "have"):
        return UNTIED
    return UNSHOWN


def _skip_some(clause: Clause, i: int) -> int:
    """Behind an aside on some of those counted: "officers, half of them newly appointed, sat down"."""
    words = clause.words
    if words[i : i + 1] != (",",):
        return i
    is_some = bool(_SOME & set(words[i + 1 : i + 2])) and words[i + 2 : i + 4] in _OF_THEM
    # "Twenty clerks, accompanied by six guards, attended"
    is_helped = bool(_HELPED & set(words[i + 1 : i + 2])) and words[i + 2 : i + 3] == ("by",)
    if not is_some and not is_helped:
        return i
    return next((j + 1 for j in range(i + 4, min(i + REACH_OF_VERB, len(words))) if words[j] == ","), i)


def _skip_relative(clause: Clause, i: int) -> int:
    """Behind the relative clause that begins at `i`; where none ends it, behind its first words."""
    for j in range(i + 1, min(i + REACH_OF_VERB, len(clause.words))):
        if clause.words[j] in {",", "–", "—"}:
            return j + 1
        if clause.words[j] in {":", ";"}:
            return j
    return i + 2


def is_subject(clause: Clause, count: Count) -> bool:
    """Whether the count begins its clause, but for "in May", "on 3 July 2020" or the like."""
    words, cues = clause.words, count_cues()
    i = unwrap(clause, count.number.lead)
    if i > 1 and words[i - 1] == "with" and words[i - 2] in cues["noun_phrase.teams"]:
        return True
    if i == 0 or words[i - 1] in BREAKS | _LINKS or not clause.tokens[i - 1].text[-1].isalnum():
        return True
    # "KNIN, 12 October 2006 Thirty mayors met": a dateline without its dash.
    if clause.tokens[i].is_capitalized and clause.tokens[i - 1].is_number:
        return True
    start = clause_start(clause, i)
    is_long = i - start > _LONGEST_SETTING
    # "In July her team of eight found 31 mines": the team is the subject, and the number only its size.
    is_size = words[i - 1] == "of" and words[i - 2] in cues["noun_phrase.collectives"]
    if words[i - 1] in _GOVERNING:
        return False
    if words[start] not in _SETTINGS or words[i - 1] in _SETTINGS - _ADVERBS or is_long or is_size:
        return False
    verbs = cues["behind.took_part"], cues["behind.auxiliaries"]
    return all(verb.within(words, start, i) is None for verb in verbs)


def came(clause: Clause, count: Count) -> bool:
    """Whether "who took part" stands behind it."""
    words, i = clause.words, count.after
    return words[i : i + 1] == ("who",) and count_cues()["occasions.behind"].behind(words, i + 1) > 0

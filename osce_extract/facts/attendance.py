"""Whether those whom a count counts took part in the activity, by the words around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from osce_extract.facts.counts import Clause, Count
from osce_extract.vocab.people import count_cues

__all__ = ["Judgement", "clause_start", "is_definite", "is_leader", "judge", "multiplier", "unwrap"]

Stance = Literal["took part", "unclear", "others"]

_REACH_OF_FOR = 30
_REACH_OF_VERB = 60
_REACH_OF_BY = 16
_FEW_EXPERTS = 12
_FEW = 4
_BREAKS = frozenset({",", ";", "–", "—", "-", ":", "(", "“", '"', "«"})
_LINKS = frozenset(
    {
        "and",
        "but",
        "what",
        "how",
        "why",
        "whom",
        "where",
        "when",
        "while",
        "whereas",
        "that",
        "which",
        "as",
        "then",
        "with",
    }
)
_SETTINGS = frozenset(
    {
        "in",
        "on",
        "at",
        "from",
        "during",
        "after",
        "over",
        "throughout",
        "between",
        "for",
        "today",
        "yesterday",
        "last",
        "this",
    }
)
_TEAMS = frozenset({"teams", "groups", "delegations", "crews", "schools", "classes", "batches", "squads"})
_ADVERBS = frozenset({"today", "yesterday"})
_LONGEST_SETTING = 12
_RELATIVES = frozenset({"who", "which", "whom", "whose"})
_PARTICIPLE_TAILS = frozenset(
    {"by", "in", "from", "at", "for", "on", "to", "with", "as", "near", "under", "across", "through"}
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How those counted stand to the activity.

    Attributes:
        stance: `took part`, `others`, or `unclear` when the words around say neither.
        rule: the rule that says so.
        reason: why they are no participants, for people; empty when they took part.
        is_visible: whether the cue says that they were there, and not what they learned.
    """

    stance: Stance
    rule: str
    reason: str = ""
    is_visible: bool = False


_UNTIED = Judgement("others", "count-untied", "nothing ties these people to the activity")


def unwrap(clause: Clause, i: int) -> int:
    """Where the words begin that only introduce a number: "a total of", "the", "a group of"."""
    wrappers = count_cues()["noun_phrase.wrappers"]
    while (
        length := wrappers.before(clause.words, i)
        or _collective_before(clause, i)
        or _teams_before(clause, i)[0]
    ):
        i -= length
    return i


def multiplier(clause: Clause, lead: int) -> int:
    """How many groups there are of those counted: 9 in "nine teams of four students"."""
    return _teams_before(clause, lead)[1]


def _teams_before(clause: Clause, i: int) -> tuple[int, int]:
    """How many words "nine teams of" has right before `i`, and how many teams it counts."""
    words = clause.words
    if i < 3 or words[i - 1] != "of" or words[i - 2] not in _TEAMS:
        return 0, 1
    number = next((n for n in clause.numbers if n.after == i - 2), None)
    return (i - number.lead, number.value) if number is not None and number.value > 1 else (0, 1)


def _collective_before(clause: Clause, i: int) -> int:
    """How many words "a second generation of" or "a group of" has right before `i`."""
    words = clause.words
    if i < 3 or words[i - 1] != "of" or words[i - 2] not in count_cues()["noun_phrase.collectives"]:
        return 0
    for length in (3, 4, 5):
        if i >= length and words[i - length] in {"a", "an", "the", "this"}:
            return length
    return 0


def judge(clause: Clause, count: Count) -> Judgement:
    """Judge a count by its noun, by the words before it, and by the verb behind it."""
    if count.kind == "outsider":
        return Judgement(
            "others", "count-outsiders", "a noun for people who do not take part, such as applicants"
        )
    words = clause.words
    is_each = words[count.after : count.after + 1] in {("each",), ("per",), ("apiece",)}
    if (is_each and (count.number.qualifier or multiplier(clause, count.number.lead) == 1)) or _is_of_each(
        clause, count
    ):
        return Judgement("others", "count-each", "says how many came each time, not how many came")
    if _is_elsewhere(clause, count):
        return Judgement("others", "count-elsewhere", "counts the people of an event that somebody went to")
    found = _judge_before(clause, count) or _judge_behind(clause, count)
    if is_leader(count) and not (found.stance == "took part" and _is_plain(clause, count)):
        return Judgement("others", "count-leaders", "trainers, speakers and organizers are no participants")
    if found.stance != "took part" and found.rule != "count-others" and is_definite(clause, count):
        return Judgement("took part", "count-of-participants")
    return found


def _is_elsewhere(clause: Clause, count: Count) -> bool:
    """Whether it counts who was at an event that "she addressed" or "he had taken part in"."""
    words, cues = clause.words, count_cues()
    for i in range(count.number.lead - 1):
        if words[i] in {"he", "she"}:
            verb = cues["behind.visited"].within(words, i + 1, min(i + 5, count.number.lead))
            if verb is not None:
                return True
    return False


def _is_of_each(clause: Clause, count: Count) -> bool:
    """Whether the clause tells of each of several: "Each session was attended by up to 25 teachers"."""
    i = unwrap(clause, count.number.lead)
    cues, words = count_cues(), clause.words
    for j in range(clause_start(clause, i), i - 1):
        if words[j] in {"each", "every"} and (words[j + 1] == "of" or words[j + 1] in cues["activity.nouns"]):
            return True
    return False


def is_leader(count: Count) -> bool:
    """Whether the noun counts trainers or speakers; experts are when they come in small numbers."""
    return count.kind == "leader" or (count.kind == "expert" and count.value <= _FEW_EXPERTS)


def is_definite(clause: Clause, count: Count) -> bool:
    """Whether it counts "the 28 participants" or "with 50 participants": those of whom the page speaks."""
    before = clause.words[count.number.lead - 1] if count.number.lead else ""
    return count.kind == "participant" and before in {
        "the",
        "all",
        "these",
        "their",
        "its",
        "with",
        "for",
        "had",
    }


def _judge_before(clause: Clause, count: Count) -> Judgement | None:
    cues, words = count_cues(), clause.words
    i = unwrap(clause, count.number.lead)
    took = cues["before.took_part"].before(words, i)
    others = cues["before.others"].before(words, i)
    if took > others:
        is_visible = cues["occasions.before"].before(words, i) > 0
        return Judgement("took part", "count-after-cue", is_visible=is_visible)
    if i and words[i - 1] in {"by", "and"} and _is_guest_list(clause, i):
        return Judgement("took part", "count-after-cue", is_visible=True)
    if others:
        return Judgement(
            "others", "count-others", f"“{' '.join(words[i - others : i])}” says that these are other people"
        )
    if i and _is_for_activity(clause, i):
        return Judgement("took part", "count-for-whom-held")
    if i and words[i - 1] == "of" and _is_all(clause, count, i):
        return Judgement("took part", "count-out-of-all")
    return None


def _is_all(clause: Clause, count: Count, i: int) -> bool:
    """Whether the count is the whole of "Of the 42 trained, 31 were women" or "Fourteen of the 23 cooks were women"."""
    words = clause.words
    if {"invited", "registered", "expected", "applied"} & set(words[count.after : count.after + 5]):
        return False
    return i == 1 + clause_start(clause, i - 1) or any(c.number.after == i - 1 for c in clause.counts)


def _is_guest_list(clause: Clause, i: int) -> bool:
    """Whether "attended by" opens what the count closes: "attended by the mayor and some thirty guests"."""
    words, cues = clause.words, count_cues()
    for j in range(i - 1, max(0, i - _REACH_OF_BY) - 1, -1):
        if words[j] == "by":
            return cues["behind.attended"].within(words, max(0, j - _REACH_OF_BY), j) is not None
        if cues["behind.took_part"].behind(words, j) or words[j] in {"who", "which", ";", "was", "were"}:
            return False
    return False


def clause_start(clause: Clause, i: int) -> int:
    """Find where the stretch between commas, dashes or brackets begins that token `i` belongs to."""
    while i and clause.words[i - 1] not in _BREAKS:
        i -= 1
    return i


def _is_for_activity(clause: Clause, i: int) -> bool:
    """Whether the count is whom an activity is for: "a course for 25 editors", "a lecture to 40 students"."""
    cues, words = count_cues(), clause.words
    reach = {"for": _REACH_OF_FOR, "to": 6, "with": 4}.get(words[i - 1], 0)
    for j in range(i - 2, max(-1, i - 2 - reach), -1):
        if words[j] in cues["activity.nouns"]:
            return True
        if words[j] in cues["activity.things"]:
            return False
    return False


def _judge_behind(clause: Clause, count: Count) -> Judgement:
    if not _is_subject(clause, count):
        return _UNTIED
    cues, words = count_cues(), clause.words
    took_part, others = cues["behind.took_part"], cues["behind.others"]
    i, stop = count.after, min(len(words), count.after + _REACH_OF_VERB)
    is_first = True
    while i < stop:
        word = words[i]
        if word in {";", ":"}:
            break
        if word in _RELATIVES:
            i = _skip_relative(clause, i)
            continue
        if clause.brackets[i] is not None:
            i += 1
            continue
        if took_part.behind(words, i):
            if "had" in words[max(count.after, i - 2) : i] and not cues["behind.chosen"].behind(words, i):
                return Judgement("others", "count-of-earlier", "counts people of an earlier event")
            is_visible = cues["occasions.behind"].behind(words, i) > 0
            return Judgement("took part", "count-before-verb", is_visible=is_visible)
        if others.behind(words, i):
            return Judgement("others", "count-others", f"“{word}” says that these are other people")
        if word in cues["behind.auxiliaries"]:
            i += 1
            continue
        if (
            is_first
            and word.endswith("ed")
            and (i + 1 == len(words) or words[i + 1] not in _PARTICIPLE_TAILS)
        ):
            break
        is_first = False
        i += 1
    i = unwrap(clause, count.number.lead)
    behind = words[count.after : count.after + 3]
    if count.value <= _FEW:
        return _UNTIED
    if (i and words[i - 1] in _LINKS) or "had" in behind or behind[:2] == ("will", "have"):
        return _UNTIED
    return Judgement("unclear", "count-as-subject", "no verb says that these people took part")


def _skip_relative(clause: Clause, i: int) -> int:
    """Behind the relative clause that begins at `i`; where none ends it, behind its first word."""
    for j in range(i + 1, len(clause.words)):
        if clause.words[j] in {",", "–", "—"}:
            return j + 1
        if clause.words[j] in {":", ";"}:
            return j
    return i + 2


def _is_subject(clause: Clause, count: Count) -> bool:
    """Whether the count begins its clause, but for "in May", "on 3 July 2020" or the like."""
    words = clause.words
    i = unwrap(clause, count.number.lead)
    if i > 1 and words[i - 1] == "with" and words[i - 2] in _TEAMS:
        return True
    if i == 0 or words[i - 1] in _BREAKS | _LINKS - {"with"} or not clause.tokens[i - 1].text[-1].isalnum():
        return True
    start = clause_start(clause, i)
    if words[start] not in _SETTINGS:
        return False
    verbs = count_cues()["behind.took_part"], count_cues()["behind.auxiliaries"]
    if words[i - 1] in _SETTINGS - _ADVERBS or i - start > _LONGEST_SETTING:
        return False
    return all(verb.within(words, start, i) is None for verb in verbs)


def _is_plain(clause: Clause, count: Count) -> bool:
    """Whether one of the few cues stands there by which even trainers are participants."""
    cues, words = count_cues(), clause.words
    i = unwrap(clause, count.number.lead)
    if cues["leaders.before"].before(words, i) or (
        i and _is_for_activity(clause, i) and words[i - 1] == "for"
    ):
        return True
    stop = min(len(words), count.after + _REACH_OF_VERB)
    return _is_subject(clause, count) and cues["leaders.behind"].within(words, count.after, stop) is not None

"""Counts of people who are still to come: to the activity that has just begun, or to a later one."""

from __future__ import annotations

from osce_extract.facts.counts import Clause, Count
from osce_extract.facts.deeds import is_subject
from osce_extract.facts.leadins import clause_start, unwrap
from osce_extract.vocab.people import count_cues

__all__ = ["is_expected", "is_intended"]

_COMING = frozenset({"expected", "registered", "enrolled"})
# "50 are expected to attend", but "300 are expected to move in" and "to arrive for election day".
_STILL, _GOING, _LONGEST_LIST = frozenset({"are", "is", "have"}), frozenset({"arrive", "be", "visit"}), 9


def is_expected(clause: Clause, count: Count) -> bool:
    """Whether it counts who is to come: "About 60 of them are expected", "some forty are registered"."""
    words, took_part = clause.words, count_cues()["behind.took_part"]
    i = count.after + count_cues()["parts.closers"].behind(words, count.after)
    # "Up to 50 carriers, forwarders and customs officers are expected"
    i = next((j for j in range(i, min(i + _LONGEST_LIST, len(words))) if words[j] in _STILL), i)
    is_told = words[i : i + 1] and words[i] in _STILL and is_subject(clause, count)
    if not is_told or _COMING.isdisjoint(words[i + 1 : i + 3]) or count.kind == "leader":
        return False
    deed = words[i + 3] if words[i + 2 : i + 3] == ("to",) and i + 3 < len(words) else ""
    is_other = took_part.behind((f"{deed}d",), 0) + took_part.behind((f"{deed}ed",), 0) == 0
    is_other = is_other and not took_part.behind(words, i + 3)
    return not is_other and deed not in _GOING if deed else True


def is_intended(clause: Clause, count: Count) -> bool:
    """Whether it counts who is to be trained later: "plans to train 60 operators", "60, to be trained"."""
    words, i = clause.words, count.after
    i += words[i : i + 1] == (",",)
    # "200 judges have yet to be vetted"
    if words[i : i + 2] in {("have", "yet"), ("are", "yet"), ("are", "still"), ("remain", "to")}:
        return True
    if words[i : i + 2] == ("to", "be") and words[i + 2 : i + 3] != ("held",):
        return True
    # "five trainings to be delivered to 125 officers"
    lead = unwrap(clause, count.number.lead)
    if words[max(0, lead - 4) : lead - 2] == ("to", "be") and words[lead - 1] in {"to", "for", "by"}:
        return True
    # "The course will be repeated for 15 officers"
    if "repeated" in words[: count.number.lead] and {"will", "to"} & set(words[: count.number.lead]):
        return True
    before = words[clause_start(clause, count.number.lead) : count.number.lead]
    plan = next((k for k, word in enumerate(before) if word in count_cues()["cumulative.intending"]), -1)
    return plan >= 0 and before[plan + 1 : plan + 2] == ("to",)

"""Numbers of people told by other numbers: "twice as many clerks", "women outnumbered men by 16 to 12"."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from osce_extract.facts.counts import Clause, Count, Sex
from osce_extract.facts.sexes import Part, sex_at
from osce_extract.text.numbers import read_number
from osce_extract.vocab.people import count_cues

__all__ = ["find_equals", "read_each_sex", "read_majority", "read_of_all", "read_one_of", "sex_of_equals"]

_REACH = 10
_FACTORS = {"half": Fraction(1, 2), "twice": Fraction(2), "thrice": Fraction(3)}
_TIMES = {"two": 2, "three": 3, "four": 4, "five": 5}
_MAJORITIES = frozenset({"outnumbered", "outnumber", "outnumbering"})
_ONE_EACH = ("each", ")")
_DETERMINERS = frozenset({"the", "just", "only", "these"})
_AMONG = frozenset({"on", "in", "among", "amongst", "at", "attending", "of"})
_OF = frozenset({"of", "among"})
_THEM = frozenset({"them", "whom", "these"})
_GROUPS = frozenset({"group", "class", "team", "participants", "trainees", "attendees", "graduates"})


def find_equals(clause: Clause, count: Count, stop: int) -> Fraction:
    """How many times those counted others follow: 1 for "six officers and as many cadets"; 0 for none."""
    words = clause.words
    for i in range(count.after, min(count.after + _REACH, stop, len(words) - 2)):
        if words[i] in {".", ";", ":"}:
            break
        if words[i : i + 3] == ("the", "same", "number") and words[i + 3 : i + 4] in {("of",), ("from",)}:
            return Fraction(1)
        if words[i : i + 2] == ("as", "many") and words[i + 2] != "as":
            if words[i - 1] == "times":
                return Fraction(_TIMES.get(words[i - 2], 0))
            return _FACTORS.get(words[i - 1], Fraction(1))
    return Fraction(0)


def sex_of_equals(clause: Clause, count: Count) -> Sex | None:
    """The sex of those others: "twenty women and twice as many men"."""
    words = clause.words
    for i in range(count.after, min(count.after + _REACH, len(words) - 2)):
        if words[i : i + 2] == ("as", "many"):
            return sex_at(clause, i + 2)
    return None


def read_majority(clause: Clause) -> tuple[Part, ...]:
    """Read both numbers of "men outnumbered women by 14 to seven"."""
    words = clause.words
    if _MAJORITIES.isdisjoint(words):
        return ()
    for i in range(1, len(words) - 5):
        if words[i] not in _MAJORITIES or words[i + 2] != "by":
            continue
        more, fewer = sex_at(clause, i - 1), sex_at(clause, i + 1)
        if more is None or fewer is None:
            continue
        # A range to the reader of numbers: "by 14 to seven".
        first = read_number(clause.tokens[i + 3].text)
        second = read_number(clause.tokens[i + 5].text) if words[i + 4 : i + 5] == ("to",) else None
        if first is not None and second is not None:
            return Part(first, more, i + 3, i + 4), Part(second, fewer, i + 5, i + 6)
    return ()


def read_each_sex(clause: Clause) -> tuple[Part, ...]:
    """Read "girls and boys (21 each)"."""
    words = clause.words
    if "each" not in words:
        return ()
    for number in clause.numbers:
        i = number.lead
        if words[number.after : number.after + 2] != _ONE_EACH or i < 4 or words[i - 1] != "(":
            continue
        one, other = sex_at(clause, i - 4), sex_at(clause, i - 2)
        if words[i - 3] == "and" and one and other and one != other:
            return tuple(Part(number.value, sex, i, number.after) for sex in (one, other))
    return ()


def read_one_of(clause: Clause) -> tuple[Part, ...]:
    """Read the women in "one of the three women on the course" and "the only woman in the group"."""
    words = clause.words
    if "woman" in words:
        for i in range(len(words) - 3):
            if words[i : i + 3] == ("the", "only", "woman") and _is_of_group(clause, i + 3):
                return (Part(1, "women", i + 1, i + 3),)
    for number in clause.numbers:
        i = number.lead - (words[number.lead - 1] in _DETERMINERS)
        sex = sex_at(clause, number.after)
        is_told = sex is not None and words[max(0, i - 2) : i] == ("one", "of")
        if is_told and _is_of_group(clause, number.after + 1):
            return (Part(number.value, sex, number.lead, number.after + 1),)
    return ()


def read_of_all(clause: Clause, parts: Sequence[Part], everybody: int) -> dict[Sex, int]:
    """The women or men of a sum that its last count is followed by: "20 judges and six clerks, all men",
    "…; nine of them were women".
    """
    told = [part for part in parts if part.sex is not None]
    if len(told) != 1 or told[0].sex is None:
        return {}
    part, sex, words = told[0], told[0].sex, clause.words
    near = words[max(0, part.first - 2) : part.after + 3]
    if part.value is None and "all" in words[max(0, part.first - 1) : part.after]:
        return {"women": 0, "men": everybody} if sex == "men" else {"women": everybody, "men": 0}
    is_of_them = any(one in _OF and other in _THEM for one, other in pairwise(near))
    return {sex: part.value} if part.value and part.value <= everybody and is_of_them else {}


def _is_of_group(clause: Clause, i: int) -> bool:
    """Whether "on the course", "among the participants" or "who took part" stands at `i`."""
    words = clause.words
    if words[i : i + 1] == ("who",):
        return count_cues()["occasions.behind"].behind(words, i + 1) > 0
    if words[i : i + 2] in {("taking", "part"), ("to", "attend")}:
        return True
    is_there = words[i : i + 1] and words[i] in _AMONG and words[i + 1 : i + 2] in {("the",), ("this",)}
    nouns = words[i + 2 : i + 5]
    is_noun = any(noun in _GROUPS or noun in count_cues()["activity.nouns"] for noun in nouns)
    return bool(is_there and is_noun)

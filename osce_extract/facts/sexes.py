"""How many of those counted are women or men: "33 of them women", "all but two were women"."""

from __future__ import annotations

import msgspec

from osce_extract.facts.counts import Clause, Count, Sex
from osce_extract.facts.leadins import unwrap
from osce_extract.vocab.people import count_cues, person_kind

__all__ = ["Part", "find_all", "find_all_loose", "find_all_told", "is_tally", "read_part", "sex_at"]

_REACH_OF_TOLD = 20
_MARKS = frozenset({",", ";", "–", "—", "-", "(", ":"})
_ALL_OF_ONE = frozenset({"all-female", "all-women", "all-male", "all-men"})
_ADJECTIVES = frozenset({"young", "local", "rural", "adult"})
_LETTERS: dict[str, Sex] = {"f": "women", "w": "women", "m": "men"}


class Part(msgspec.Struct, frozen=True):
    """Some of those who were counted.

    Attributes:
        value: how many; None for all of them.
        sex: whether they are the women or the men; None for another part.
        first: index of its first token.
        after: index behind its last token.
        is_rest: whether all the others are of the other sex.
    """

    value: int | None
    sex: Sex | None
    first: int
    after: int
    is_rest: bool = False


def read_part(clause: Clause, count: Count) -> Part:
    """The count as a part of another, with the sex that the words around it give."""
    first, words = count.number.lead, clause.words
    if words[max(0, first - 2) : first] == ("all", "but"):
        sex, after = _find_sex(clause, count)
        return Part(count.value, _opposite(sex), first - 2, after, is_rest=sex is not None)
    sex = count.sex or _sex_before(clause, count) or _sex_by_letter(clause, count)
    after = count.after
    if sex is None:
        sex, after = _find_sex(clause, count)
    if sex is not None and count.kind is None and words[max(0, first - 1)] == "all":
        return Part(None, sex, first, after)
    others = words[after : after + 3]
    is_rest = others in {("and", "the", "rest"), ("and", "the", "others"), (",", "the", "rest")}
    return Part(count.value, sex, first, after, is_rest=is_rest and sex is not None)


def is_tally(clause: Clause, count: Count) -> bool:
    """Whether a noun for a sex and a verb of counting stand before it: "Women accounted for 13"."""
    return count.kind is None and _sex_before(clause, count) is not None


def _opposite(sex: Sex | None) -> Sex | None:
    return None if sex is None else "men" if sex == "women" else "women"


def sex_at(clause: Clause, i: int) -> Sex | None:
    """The sex that word `i` names: "women", "boys"."""
    if 0 <= i < len(clause.words):
        cues = count_cues()
        if clause.words[i] in cues["parts.women"]:
            return "women"
        if clause.words[i] in cues["parts.men"]:
            return "men"
    return None


def _sex_before(clause: Clause, count: Count) -> Sex | None:
    """The sex in "women: 12", "women accounted for 12", "girls were in the majority with 12"."""
    if count.kind is not None:
        return None
    i = unwrap(clause, count.number.lead)
    length = count_cues()["parts.tallies"].before(clause.words, i)
    if not length and i and clause.words[i - 1] == ":":
        length = 1
    before = i - length - 1
    # "(F: 9, M: 23)"
    if length == 1 and before > 0 and clause.brackets[before] is not None:
        return sex_at(clause, before) or _LETTERS.get(clause.words[before])
    return sex_at(clause, before) if length else None


def _sex_by_letter(clause: Clause, count: Count) -> Sex | None:
    """The sex in "(20 f, 13 m)"."""
    i = count.number.after
    opened = clause.brackets[count.number.lead]
    if count.kind is not None or opened is None or i >= len(clause.words):
        return None
    letter = clause.words[i]
    inside = clause.words[opened : opened + 8]
    return _LETTERS.get(letter) if letter in {"f", "w"} or {"f", "w"} & set(inside) else None


def _find_sex(clause: Clause, count: Count) -> tuple[Sex | None, int]:
    """The sex behind a number: "33 of them women", "one was a man"; and the index behind it."""
    words, cues = clause.words, count_cues()
    if count.sex is not None:
        return count.sex, count.after
    i = count.after
    i += cues["parts.closers"].behind(words, i)
    if words[i : i + 3] == (",", "respectively", ","):
        i += 3
    is_aside = words[count.number.lead - 1 : count.number.lead] in {(",",), ("(",)}
    if is_aside and words[i : i + 1] in {(",",), (")",)} and words[i + 1 : i + 2] in {("were",), ("are",)}:
        i += 1
    if words[i : i + 2] == ("of", "the"):
        i = next((c.after for c in clause.counts if c.number.lead == i + 2), _skip_people(clause, i + 2))
    if i < len(words) and words[i] in cues["parts.copulas"]:
        i += 1
    if count.value == 1 and i > count.after and words[i : i + 1] == ("a",):
        i += 1
    if i > count.after and i + 1 < len(words) and words[i] in _ADJECTIVES:
        i += 1
    sex = sex_at(clause, i) if i > count.number.first else None
    return (sex, i + 1) if sex is not None else (None, count.after)


def _skip_people(clause: Clause, i: int) -> int:
    """Behind "players" or "young participants"."""
    for j in range(i, min(i + 4, len(clause.words))):
        if person_kind(clause.words[j]) is not None:
            return j + 1
    return i


def find_all(clause: Clause, first: int, stop: int) -> Part | None:
    """Find "– all men" or "(all of them women)" behind a count."""
    cues = count_cues()
    for i in range(first, stop):
        length = cues["parts.nobody"].behind(clause.words, i)
        if length and clause.words[i - 1] in _MARKS:
            nobody = _read_all(clause, i, i + length)
            return Part(0, nobody.sex, i, nobody.after) if nobody is not None else None
        if clause.words[i] == "none" and (length := cues["parts.closers"].behind(clause.words, i + 1)):
            nobody = _read_all(clause, i, i + 1 + length)
            return Part(0, nobody.sex, i, nobody.after) if nobody is not None else None
        if clause.words[i] in _ALL_OF_ONE:
            return _read_all(clause, i, i)
        length = cues["parts.all"].behind(clause.words, i + 1) or _relative(clause, i + 1)
        if clause.words[i] in _MARKS and length:
            everybody = _read_all(clause, i + 1, i + 1 + length)
            if everybody is not None and not _is_mixed(clause, everybody.after):
                return everybody
    return None


def _relative(clause: Clause, i: int) -> int:
    """How many words "who are" or "who were all" has at `i`, where a sex follows; else 0."""
    words = clause.words
    if words[i : i + 1] != ("who",) or not set(words[i + 1 : i + 2]) & {"are", "were"}:
        return 0
    length = 3 if words[i + 2 : i + 3] == ("all",) else 2
    is_sex = sex_at(clause, i + length) is not None and words[i + length + 1 : i + length + 2] != ("'s",)
    return length if is_sex else 0


def _is_mixed(clause: Clause, i: int) -> bool:
    """Whether the other sex follows: "women and men"."""
    return clause.words[i : i + 1] in {("and",), ("or",)} and sex_at(clause, i + 1) is not None


def find_all_told(clause: Clause, count: Count) -> Part | None:
    """Find "were women" of "All 22 participants in the workshop were women", "The 22 were all women"."""
    words, copulas = clause.words, count_cues()["parts.copulas"]
    before = words[max(0, count.number.lead - 3) : count.number.lead]
    is_all = before[-1:] == ("all",) or before in {("all", "of", "the"), ("all", "of", "these")}
    if not is_all and before[-1:] != ("the",):
        return None
    for i in range(count.after, min(len(words) - 1, count.after + _REACH_OF_TOLD)):
        if words[i] in {",", ";", "who", "whom"}:
            return None
        if words[i] in copulas:
            k = i + 1 + (words[i + 1] == "all")
            sex = sex_at(clause, k)
            is_told = (is_all or k > i + 1) and sex is not None and not _is_mixed(clause, k + 1)
            if is_told or sex is not None:
                return Part(None, sex, i, k + 1) if is_told else None
    return None


def _read_all(clause: Clause, first: int, i: int) -> Part | None:
    words, cues = clause.words, count_cues()
    while i < len(words) and (words[i] in cues["parts.copulas"] or words[i] == "a"):
        i += 1
    for sex in ("women", "men"):
        if i < len(words) and words[i].removeprefix("all-") in cues[f"parts.{sex}"]:
            return Part(None, "women" if sex == "women" else "men", first, i + 1)
    return None


def find_all_loose(clause: Clause) -> Part | None:
    """Find what is said of everybody counted elsewhere: "All participants were women"."""
    words, cues = clause.words, count_cues()
    length = cues["parts.all"].behind(words, 0)
    if not length:
        return _find_all_floated(clause) or _find_all_behind(clause)
    while length < len(words) and (words[length] == "the" or person_kind(words[length]) is not None):
        length += 1
    return (
        _read_all(clause, 0, length)
        if length < len(words) and words[length] in cues["parts.copulas"]
        else None
    )


def _find_all_floated(clause: Clause) -> Part | None:
    """Find "They were all women" and "The trainees were all women"."""
    words = clause.words
    i = next((i for i, word in enumerate(words[:8]) if word in count_cues()["parts.copulas"]), 0)
    is_theirs = words[:i] == ("they",) or (i > 0 and person_kind(words[i - 1]) in {"participant", "person"})
    return _read_all(clause, 0, i + 2) if is_theirs and words[i + 1 : i + 2] == ("all",) else None


def _find_all_behind(clause: Clause) -> Part | None:
    """Find "one of the officers, all of whom were men" where the sentence counts nobody."""
    words = clause.words
    for i in range(2, len(words) - 3):
        is_everybody = words[i : i + 4] == (",", "all", "of", "whom") and "the" in words[max(0, i - 4) : i]
        if is_everybody and person_kind(words[i - 1]) in {"participant", "person"}:
            return _read_all(clause, i + 1, i + 4)
    return None

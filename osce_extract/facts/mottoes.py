"""Announced names that are a phrase: "On the Move", "Centar za mir", "Root, Bark, Leaf"."""

from __future__ import annotations

from osce_extract.facts.chains import Chain
from osce_extract.facts.drafts import read_group
from osce_extract.facts.lines import Line
from osce_extract.vocab.bodies import body_words, find_head

__all__ = ["read_motto"]

_LONGEST_TAIL = 4
# Prepositions that a name in capitals begins with: "the NGO On the Move".
_LEADING = frozenset("behind beyond for from in on over through under with".split())
# Words that end a name in another language.
_ENGLISH = frozenset(
    "also and are as at be been by for from gave had has have held in into is led met on of or ran said that "
    "the their through to today took under was were which who will with".split()
)


def read_motto(line: Line, i: int, stop: int) -> Chain | None:
    """Read "On the Move" and "Centar za mir": announced names whose words are not all capitalized."""
    if line.at(i) in _LEADING and line.at(i + 1) == "the" and line.is_name_word(i + 2):
        after = read_group(line, i + 2, stop)
        return Chain.simple(line, i, after, after)
    joint = read_group(line, i, stop)
    k = joint + 1
    if _is_triad(line, i, stop):
        return Chain.simple(line, i, i + 5, i + 5)
    if line.at(joint) not in body_words().foreign:
        return None
    while k < min(stop, joint + _LONGEST_TAIL) and line.words[k].islower() and line.at(k) not in _ENGLISH:
        if line.at(k).endswith(("ed", "ing")):
            break
        k += 1
    return Chain.simple(line, i, k, k) if k > joint + 1 else None


def _is_triad(line: Line, i: int, stop: int) -> bool:
    """Whether three words make one body's name: "the organization Root, Bark, Leaf", with no "and"."""
    is_one = not line.at(i - 1).endswith("s") and line.at(i + 5) not in (",", "and", "&")
    words = [k for k in range(i, min(stop, i + 5), 2) if read_group(line, k, stop) == k + 1]
    is_plain = len(words) == 3 and not any(line.is_acronym(k) or find_head(line.words[k]) for k in words)
    return is_one and is_plain and line.at(i + 1) == line.at(i + 3) == ","

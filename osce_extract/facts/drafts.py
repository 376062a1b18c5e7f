"""A name while it is read: the words it has so far, and what they allow to follow."""

from __future__ import annotations

import msgspec

from osce_extract.facts.lines import Line
from osce_extract.vocab.bodies import Head, body_words, find_head
from osce_extract.vocab.structures import Structure

__all__ = ["ABSTRACT", "NAMING", "Draft", "begins_name", "ends_in_known", "is_strong", "read_group"]


# Endings of what a body can be for: "Emancipation, Solidarity and Equality", "Metrology and Economics".
ABSTRACT = (
    *("tion", "sion", "arity", "ality", "ility", "acy", "ance", "ence", "ness", "ship", "ment", "dom"),
    *("logy", "graphy", "ics", "ing", "ism"),
)


# Nouns in lower case that end a body's name: "the INTERPOL Safe Sea project", "the Bright Side movement".
NAMING = tuple((noun,) for noun in "project programme network movement foundation alliance".split())


class Draft(msgspec.Struct):
    """A chain while it grows.

    Attributes:
        line: the words.
        first: index of the name's first word.
        stop: index before which it must end.
        end: index after what has been read, brackets included.
        group_after: index after the name's own group of words, before any joined part.
        pieces: word ranges that make up the name, brackets left out.
        head: the noun that says what kind of body it is.
        is_announced: whether a common noun has announced the name, so that it needs no head of its own.
        is_topical: whether the last part names a subject or members, so that "and" may continue it.
        is_complete: whether the last part is a whole name of its own, so that "and" may not.
        abbreviation: from brackets.
        structure: the OSCE structure it names.
        owner_is_osce: whether an OSCE structure owns the body.
        is_programme: whether it is a project that a bracket and the noun behind it name.
    """

    line: Line
    first: int
    stop: int
    end: int
    group_after: int
    pieces: list[tuple[int, int]]
    head: Head | None = None
    is_announced: bool = False
    is_topical: bool = False
    is_complete: bool = False
    abbreviation: str | None = None
    structure: Structure | None = None
    owner_is_osce: bool = False
    is_programme: bool = False

    def take(self, after: int) -> None:
        """Let the name go on to before the word at `after`."""
        first, _ = self.pieces[-1]
        self.pieces[-1] = (first, after)
        self.end = after


def read_group(line: Line, i: int, stop: int) -> int:
    """The index after the capitalized words that begin at `i`, with what may stand between them."""
    joiners = body_words().joiners
    j = i
    while j < stop:
        place = line.state_at(j, stop) if line.tokens[j].is_capitalized else None
        if place and place.value.kind == "name":
            j = place.after
        elif line.is_name_word(j) or (j == i and line.tokens[j].is_number and line.is_name_word(j + 1)):
            j += 1
        elif j > i and _is_shared_genitive(line, j):
            j += 3
        elif j > i and (_joins(line, j, joiners) or _is_numbered(line, j)):
            j += 2 if not line.tokens[j].is_number else 1
        else:
            break
    return j


def _joins(line: Line, j: int, joiners: frozenset[str]) -> bool:
    """Whether the mark or the little word at `j` joins two capitalized words to one group."""
    word = line.words[j]
    if word == "-" and j + 1 < len(line) and line.tokens[j + 1].is_number:
        return line.is_tight(j - 1) and line.is_tight(j)
    if word == "." and _is_domain(line, j):
        return True
    if not line.is_name_word(j + 1):
        return False
    if word in ("’s", "'s", "’", "'"):
        return line.is_tight(j - 1)
    if word in ("/", "-", "–", "‑"):
        return line.is_tight(j - 1) and line.is_tight(j)
    return word == "&" or (word in joiners and not line.tokens[j].is_capitalized)


def _is_shared_genitive(line: Line, j: int) -> bool:
    """Whether "’s and Family" stands at `j`, behind people: "Committee for Women’s and Family Affairs"."""
    is_joined = line.at(j) in ("'s", "'") and line.at(j + 1) == "and" and line.is_name_word(j + 2)
    return is_joined and line.at(j - 1) in body_words().people


def _is_numbered(line: Line, j: int) -> bool:
    """Whether a number that tells schools or groups apart stands at `j`: "Group 484", "School No. 8"."""
    if line.at(j) == "." and line.at(j - 1) == "no" and j + 1 < len(line):
        return line.tokens[j + 1].is_number
    is_numbered = line.tokens[j].is_number and line.at(j - 1) in body_words().numbered
    return is_numbered and not line.is_name_word(j + 1)


def _is_domain(line: Line, j: int) -> bool:
    """Whether the full stop at `j` stands within a name such as "Istinomer.rs"."""
    ending = line.at(j + 1)
    is_short = 1 < len(ending) < 4 and ending.isalpha() and line.words[j + 1].islower()
    return is_short and line.is_tight(j - 1) and line.is_tight(j)


def begins_name(line: Line, i: int, stop: int) -> bool:
    """Whether a name of its own begins at `i`: a State, a demonym, a structure, a known body, an acronym."""
    if i >= stop:
        return False
    if line.structure_at(i, stop) or line.known_body_at(i, stop):
        return True
    return line.state_at(i, stop) is not None or (line.is_acronym(i) and line.words[i].isupper())


def ends_in_known(line: Line, first: int, after: int) -> bool:
    """Whether a name is a known body, or ends with one that another owns: "Mission’s Bank for …"."""
    starts = (i for i in range(first, after) if i == first or line.at(i - 1) in ("'s", "'"))
    found = (line.known_body_at(i, after) for i in starts)
    return any(known is not None and known.after == after for known in found)


def is_strong(word: str) -> bool:
    """Whether a word is a head that makes a name by itself."""
    head = find_head(word)
    return head is not None and head.kind != "weak"

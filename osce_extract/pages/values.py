"""A label's value in, its names out: commas part them, but also stand inside them."""

from __future__ import annotations

from functools import cache

from osce_extract.text.folding import fold
from osce_extract.vocab.structures import find_structure, structure_forms
from osce_extract.vocab.topics import fields_of_work, find_field_of_work

__all__ = ["is_known", "may_be_known", "split_values"]

# "Office for A, B, C and D" is the longest that a name with commas has been seen.
_LONGEST = 5
_LETTERS = 4
_REACH = 12


def is_known(value: str) -> bool:
    """Tell whether a value is, as a whole, a structure or a topic of the vocabularies."""
    return may_be_known(value) and bool(find_structure(value) or find_field_of_work(value))


def may_be_known(value: str) -> bool:
    """Tell by its first letters whether a value may begin with a name; most of a page's texts do not."""
    return _opening(value) in _openings()


def split_values(text: str) -> tuple[str, ...]:
    """Split a value into names: by semicolons, then by the longest known name, then by shape.

    >>> split_values("OSCE Secretariat, Transnational Threats Department")
    ('OSCE Secretariat', 'Transnational Threats Department')
    """
    names: list[str] = []
    for part in text.replace("|", ";").split(";"):
        names += _split_commas([piece.strip() for piece in part.split(",") if piece.strip(" .")])
    return tuple(dict.fromkeys(name for name in names if name))


def _split_commas(pieces: list[str]) -> list[str]:
    names: list[str] = []
    at = 0
    while at < len(pieces):
        length = _known_length(pieces, at)
        if length == 0 and names and _continues(pieces[at]):
            names[-1] += f", {pieces[at]}"
        elif length == 0:
            names += _split_and(pieces[at])
        else:
            names.append(", ".join(pieces[at : at + length]))
        at += length or 1
    return names


def _known_length(pieces: list[str], at: int) -> int:
    if not may_be_known(pieces[at]):
        return 0
    for length in range(min(_LONGEST, len(pieces) - at), 0, -1):
        if is_known(", ".join(pieces[at : at + length])):
            return length
    return 0


def _continues(piece: str) -> bool:
    # "Ministry of Ecology, Geology and Natural Resources": what begins small, or with "and", goes on.
    return not piece[0].isupper() and not piece[0].isdigit()


def _split_and(piece: str) -> list[str]:
    left, joint, right = piece.partition(" and ")
    while joint:
        if is_known(left) and is_known(right):
            return [left, right]
        more, joint, rest = right.partition(" and ")
        left, right = f"{left} and {more}", rest
    return [piece.removeprefix("and ").strip(" .")]


@cache
def _openings() -> frozenset[str]:
    return frozenset(map(_opening, (*structure_forms(), *fields_of_work())))


def _opening(text: str) -> str:
    # An article is no part of a name, and a hyphen in its first word may be missing.
    head = fold(text.lstrip()[:_REACH]).removeprefix("the ")
    return head.replace("-", "").partition(" ")[0][:_LETTERS]

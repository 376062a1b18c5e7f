"""A label's value in, its names out: commas part them, but also stand inside them."""

from __future__ import annotations

from osce_extract.vocab.structures import find_structure
from osce_extract.vocab.topics import find_field_of_work

__all__ = ["is_known", "split_values"]

# "Office for A, B, C and D" is the longest that a name with commas has been seen.
_LONGEST = 5


def is_known(value: str) -> bool:
    """Tell whether a value is, as a whole, a structure or a topic of the vocabularies."""
    return bool(find_structure(value) or find_field_of_work(value))


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

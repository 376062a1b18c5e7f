"""The chair of the OSCE in a year, by the State that holds it."""

from __future__ import annotations

from osce_extract.facts.lines import Line
from osce_extract.vocab.phrasebook import Entry
from osce_extract.vocab.structures import Structure

__all__ = ["find_chair"]

_YEAR = 4


def find_chair(line: Line, i: int, stop: int) -> Entry[Structure] | None:
    """The chair of the year that a State holds: "Malta's 2031 OSCE Chairmanship", "the Maltese one"."""
    j = _skip_year(line, i, stop)
    state = line.state_at(j, stop)
    if state is None:
        return None
    j = state.after + (line.at(state.after) in ("'s", "'"))
    j = _skip_year(line, j, stop)
    known = line.structure_at(j, stop)
    return known if known and known.value.kind == "chair" else None


def _skip_year(line: Line, i: int, stop: int) -> int:
    is_year = i < stop and line.tokens[i].is_number and len(line.words[i]) == _YEAR
    return i + is_year

"""All names of a vocabulary found in one pass over a text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, Literal, NamedTuple, TypeVar

import ahocorasick

from osce_extract.text.folding import fold

__all__ = ["CasePolicy", "Match", "Matcher"]

T = TypeVar("T")

CasePolicy = Literal["exact", "capitalized", "any"]


class Match(NamedTuple, Generic[T]):
    """A name found: `text[start:end]`, in code points, and what the vocabulary says of it."""

    start: int
    end: int
    value: T


class Matcher(Generic[T]):
    """Finds names as whole words; of two that overlap the one that begins first, of those the longest.

    Args:
        entries: names, each with its value; the first value of a name stays.
        case: `exact`: as written; `capitalized`: accents and case are ignored, but the words must begin
            with a capital; `any`: accents and case are ignored.
    """

    def __init__(self, entries: Iterable[tuple[str, T]], case: CasePolicy) -> None:
        self._case = case
        self._automaton = ahocorasick.Automaton()
        for name, value in entries:
            key = self._key(name)
            if key and not self._automaton.exists(key):
                self._automaton.add_word(key, (len(key), value))
        self._is_empty = len(self._automaton) == 0
        if not self._is_empty:
            self._automaton.make_automaton()

    def find(self, text: str) -> tuple[Match[T], ...]:
        """The names in a text, in order."""
        if self._is_empty:
            return ()
        found: dict[int, Match[T]] = {}
        for last, (length, value) in self._automaton.iter(self._key(text)):
            start, end = last - length + 1, last + 1
            # Matches come by their ends, so a longer one with the same start comes later and stays.
            if self._is_whole(text, start, end):
                found[start] = Match(start, end, value)
        return tuple(_leftmost(found)) if found else ()

    def _key(self, text: str) -> str:
        return text if self._case == "exact" else fold(text)

    def _is_whole(self, text: str, start: int, end: int) -> bool:
        if self._case == "capitalized" and not text[start].isupper():
            return False
        return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


def _leftmost(found: dict[int, Match[T]]) -> Iterable[Match[T]]:
    after = 0
    for start in sorted(found):
        if start >= after:
            after = found[start].end
            yield found[start]

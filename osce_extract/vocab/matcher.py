"""All names of a vocabulary found in one pass over a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, Literal, NamedTuple, TypeVar

import ahocorasick

from osce_extract.text.folding import fold

__all__ = ["CasePolicy", "Match", "Matcher", "Matchers"]

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
            if _is_whole(text, start, end) and (self._case != "capitalized" or text[start].isupper()):
                found[start] = Match(start, end, value)
        return tuple(_leftmost(found)) if found else ()

    def _key(self, text: str) -> str:
        return text if self._case == "exact" else fold(text)


class Matchers:
    """Several lists of phrases found in one pass over a text, each as a matcher of its own would find it.

    Args:
        lists: the phrases by what they show; accents and case are ignored.
    """

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        names: dict[str, list[str]] = {}
        for name, phrases in lists.items():
            for key in dict.fromkeys(map(fold, phrases)):
                names.setdefault(key, []).append(name)
        self._automaton = ahocorasick.Automaton()
        for key, of in names.items():
            self._automaton.add_word(key, (len(key), tuple(of)))
        self._automaton.make_automaton()

    def find(self, text: str) -> Mapping[str, tuple[Match[None], ...]]:
        """What stands in a text of each list, in order; lists of which nothing stands there are left out."""
        found: dict[str, dict[int, Match[None]]] = {}
        for last, (length, names) in self._automaton.iter(fold(text)):
            start, end = last - length + 1, last + 1
            if _is_whole(text, start, end):
                for name in names:
                    found.setdefault(name, {})[start] = Match(start, end, None)
        return {name: tuple(_leftmost(spans)) for name, spans in found.items()}


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on at an end of the span."""
    return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


def _leftmost(found: dict[int, Match[T]]) -> Iterable[Match[T]]:
    after = 0
    for start in sorted(found):
        if start >= after:
            after = found[start].end
            yield found[start]

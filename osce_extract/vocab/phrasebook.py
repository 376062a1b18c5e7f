"""Phrases of several words, found where a text's words stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from osce_extract.text.folding import fold
from osce_extract.text.tokens import split_words

__all__ = ["Entry", "PhraseBook", "plain"]

T = TypeVar("T")

_SPELLINGS = (("co-", "co"), ("organis", "organiz"), ("center", "centre"))


@lru_cache(maxsize=16384)
def plain(word: str) -> str:
    """A word without case, accents and differences of spelling.

    >>> plain("Co-organised"), plain("Priština")
    ('coorganized', 'pristina')
    """
    key = fold(word)
    for spelling, kept in _SPELLINGS:
        if key.startswith(spelling) or (spelling != "co-" and spelling in key):
            key = key.replace(spelling, kept, 1)
    return "programme" if key == "program" else key


class Entry(NamedTuple, Generic[T]):
    """What a phrase stands for, and where in the sequence it ends."""

    after: int
    value: T


class PhraseBook(Generic[T]):
    """Finds the longest known phrase that begins at a given word.

    Args:
        entries: phrases, each with its value; the first value of a phrase stays.
        exact: phrases whose case counts, such as abbreviations.
    """

    def __init__(self, entries: Iterable[tuple[str, T]], exact: Iterable[tuple[str, T]] = ()) -> None:
        self._values: dict[tuple[str, ...], T] = {}
        self._exact: dict[tuple[str, ...], T] = {}
        self._lengths: dict[str, list[int]] = {}
        for book, pairs, key in ((self._values, entries, plain), (self._exact, exact, str)):
            for phrase, value in pairs:
                words = tuple(map(key, split_words(phrase)))
                if words and book.setdefault(words, value) is value:
                    lengths = self._lengths.setdefault(plain(words[0]), [])
                    if len(words) not in lengths:
                        lengths.append(len(words))
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)

    @property
    def openers(self) -> Set[str]:
        """The plain words that a phrase begins with."""
        return self._lengths.keys()

    def among(self, words: Sequence[str], plains: Sequence[str]) -> dict[int, Entry[T]]:
        """The longest phrase at each word that begins one; `plains` are the words in plain."""
        stop, lengths = len(words), self._lengths
        openings = [i for i, word in enumerate(plains) if word in lengths]
        found = {i: self.at(words, i, stop) for i in openings}
        return {i: entry for i, entry in found.items() if entry is not None}

    def at(self, words: Sequence[str], i: int, stop: int) -> Entry[T] | None:
        """The longest phrase that begins at `words[i]` and ends before `stop`; None where no word stands."""
        lengths = self._lengths.get(plain(words[i])) if 0 <= i < len(words) else None
        if lengths is None:
            return None
        for length in lengths:
            if i + length > stop:
                continue
            printed = tuple(words[i : i + length])
            value = self._exact.get(printed)
            if value is not None:
                return Entry(i + length, value)
            value = self._values.get(tuple(map(plain, printed)))
            if value is not None and any(word[0].isupper() for word in printed):
                return Entry(i + length, value)
        return None

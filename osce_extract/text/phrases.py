"""Sets of fixed phrases, found by where they begin or end in a row of words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from osce_extract.text.tokens import split_words

__all__ = ["Phrases"]


class Phrases:
    """Phrases of lower-case words; of several that fit, the longest counts.

    Args:
        phrases: words and marks apart as `tokenize` parts them.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = frozenset(tuple(split_words(phrase)) for phrase in phrases)
        self._lengths = tuple(sorted({len(phrase) for phrase in self._phrases}, reverse=True))

    def __contains__(self, word: object) -> bool:
        return (word,) in self._phrases

    def behind(self, words: Sequence[str], i: int) -> int:
        """How many words the phrase that begins at `i` has; 0 when none does.

        >>> Phrases(["took part", "took"]).behind(["they", "took", "part"], 1)
        2
        """
        for length in self._lengths:
            if i + length <= len(words) and tuple(words[i : i + length]) in self._phrases:
                return length
        return 0

    def before(self, words: Sequence[str], i: int) -> int:
        """How many words the phrase that ends right before `i` has; 0 when none does."""
        for length in self._lengths:
            if length <= i and tuple(words[i - length : i]) in self._phrases:
                return length
        return 0

    def within(self, words: Sequence[str], first: int, after: int) -> int | None:
        """Where the first phrase begins that lies in `words[first:after]`."""
        for i in range(max(first, 0), min(after, len(words))):
            length = self.behind(words, i)
            if length and i + length <= after:
                return i
        return None

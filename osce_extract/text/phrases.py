"""Sets of fixed phrases, found by where they begin or end in a row of words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from osce_extract.text.tokens import split_words

__all__ = ["Phrases"]


class Phrases:
    """Phrases of lower-case words; of several that fit, the longest counts.

    Args:
        phrases: words and marks apart as `tokenize` parts them.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = frozenset(tuple(split_words(phrase)) for phrase in phrases)
        # Most words begin and end no phrase: one look tells.
        self._behind = _lengths_by_word(self._phrases, 0)
        self._before = _lengths_by_word(self._phrases, -1)

    def __contains__(self, word: object) -> bool:
        return (word,) in self._phrases

    def may_stand_in(self, words: Iterable[str]) -> bool:
        """Whether one of the words begins a phrase."""
        return not self._behind.keys().isdisjoint(words)

    def behind(self, words: Sequence[str], i: int) -> int:
        """How many words the phrase that begins at `i` has; 0 when none does.

        >>> Phrases(["took part", "took"]).behind(["they", "took", "part"], 1)
        2
        """
        for length in self._behind.get(words[i], ()) if 0 <= i < len(words) else ():
            if i + length <= len(words) and tuple(words[i : i + length]) in self._phrases:
                return length
        return 0

    def before(self, words: Sequence[str], i: int) -> int:
        """How many words the phrase that ends right before `i` has; 0 when none does."""
        for length in self._before.get(words[i - 1], ()) if 0 < i <= len(words) else ():
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


def _lengths_by_word(phrases: Iterable[tuple[str, ...]], at: int) -> Mapping[str, tuple[int, ...]]:
    """For the first (0) or last (-1) word of phrases, how long those are, the longest first."""
    lengths: dict[str, set[int]] = {}
    for phrase in phrases:
        lengths.setdefault(phrase[at], set()).add(len(phrase))
    return {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}

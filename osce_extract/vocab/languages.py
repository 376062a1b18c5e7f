"""Words that tell languages in Latin letters apart, and letters that tell those in Cyrillic."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from osce_extract.vocab.tables import read_rows

__all__ = ["LanguageLetters", "languages_of", "letters_of_languages"]


class LanguageLetters(NamedTuple):
    """A language in Cyrillic.

    Attributes:
        language: its code.
        letters: those that it has and Russian has not.
        needed: groups of them, of each of which a text holds one.
    """

    language: str
    letters: str
    needed: tuple[str, ...]


def languages_of(word: str) -> tuple[str, ...]:
    """Codes of the languages that a word in small letters tells; `sh` for Bosnian, Croatian and Serbian."""
    return _by_word().get(word, ())


@cache
def letters_of_languages() -> tuple[LanguageLetters, ...]:
    """The languages that letters tell, in the order in which they are asked."""
    return tuple(
        LanguageLetters(language, letters, tuple(needed.split(" ")))
        for language, letters, needed in read_rows("letters.tsv", ("language", "letters", "needed"))
    )


@cache
def _by_word() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, words in read_rows("languages.tsv", ("language", "words")):
        for word in words.split(" "):
            found[word] = (*found.get(word, ()), language)
    return found

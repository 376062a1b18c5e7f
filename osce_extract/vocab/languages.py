"""Words that tell languages in Latin letters apart."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from osce_extract.vocab.tables import read_rows

__all__ = ["languages_of"]


def languages_of(word: str) -> tuple[str, ...]:
    """Codes of the languages that a word in small letters tells; `sh` for Bosnian, Croatian and Serbian."""
    return _by_word().get(word, ())


@cache
def _by_word() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, words in read_rows("languages.tsv", ("language", "words")):
        for word in words.split(" "):
            found[word] = (*found.get(word, ()), language)
    return found

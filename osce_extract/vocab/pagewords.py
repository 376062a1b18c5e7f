"""Words by which pages are told from what is printed on and around them: `page_words.toml`."""

from __future__ import annotations

from functools import cache

import msgspec

from osce_extract.vocab.tables import read_toml

__all__ = ["PageWords", "page_words"]


class PageWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of the file, explained there; letters' case counts."""

    no_cities: frozenset[str]
    small_words: frozenset[str]
    site_titles: frozenset[str]
    inviting: frozenset[str]
    invited_to: frozenset[str]
    bylines: tuple[str, ...]
    notices: tuple[str, ...]
    before_days: frozenset[str]
    years: frozenset[str]
    changes: tuple[str, ...]


@cache
def page_words() -> PageWords:
    """Load the vocabulary once."""
    return read_toml("page_words.toml", PageWords)

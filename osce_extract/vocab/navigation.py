"""Lines that stand around an article and are none of its text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal, cast

from osce_extract.text.folding import fold
from osce_extract.vocab.countries import find_form
from osce_extract.vocab.structures import find_structure
from osce_extract.vocab.tables import read_rows
from osce_extract.vocab.topics import find_field_of_work

__all__ = ["NavigationKind", "entry_key", "find_navigation"]

NavigationKind = Literal["menu", "meeting", "share", "related", "pager", "footer", "contact", "listing"]

# No line of a menu is longer; the same ones stand on every page of a site.
_LONGEST = 200


def find_navigation(line: str) -> NavigationKind | None:
    """What a whole line belongs to when it is no text of an article; None for any other line.

    A list mark before it and a colon behind it are ignored, and so is what a menu adds to a State's name
    behind a dash. Whether the line is used as navigation is the caller's to decide, from the lines around it.
    """
    return _find(line) if len(line) <= _LONGEST else None


def entry_key(line: str) -> str:
    """What lines have in common that are one entry of a menu, with or without list mark and colon.

    >>> entry_key("- Follow  us:") == entry_key("FOLLOW US")
    True
    """
    return fold(_bare(" ".join(line.split())))


def _bare(line: str) -> str:
    return line.strip().removeprefix("- ").rstrip(" :\u00a0")


@lru_cache(maxsize=4096)
def _find(line: str) -> NavigationKind | None:
    text = _bare(line)
    kind = _kinds().get(fold(text))
    if kind:
        return kind
    form = find_form(text.partition(" – ")[0])
    if (form and form.kind == "name") or find_structure(text) or find_field_of_work(text):
        return "menu"
    return None


@cache
def _kinds() -> Mapping[str, NavigationKind]:
    return {
        fold(words): cast(NavigationKind, kind)
        for words, kind in read_rows("navigation.tsv", ("words", "kind"))
    }

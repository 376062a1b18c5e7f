"""What stands around an article, told by how a line begins or by the name of an HTML element's class."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal, cast

from osce_extract.text.folding import fold
from osce_extract.vocab.tables import read_rows

__all__ = ["OpeningKind", "find_no_article", "find_opening", "find_region"]

OpeningKind = Literal["contact", "ending", "line"]

_WORD = re.compile(r"[a-z]+")
_REACH = 60


def find_opening(line: str) -> OpeningKind | None:
    """What a line opens when its first words say that it belongs to no article."""
    head = fold(line[:_REACH])
    space = head.find(" ")
    for length, kind in _openings().get(head[: space if space > 0 else len(head)].rstrip(":"), ()):
        if head.startswith(length):
            return kind
    return None


def find_region(names: str) -> str:
    """What an element holds (`nav`, `share`, `caption`, …) by its class, id or role; "" when they do not say.

    >>> find_region("block block--share-links")
    'share'
    """
    regions = _regions()
    for word in _WORD.findall(names.lower()):
        kind = regions.get(word)
        if kind:
            return kind
    return ""


@cache
def _openings() -> Mapping[str, tuple[tuple[str, OpeningKind], ...]]:
    found: dict[str, list[tuple[str, OpeningKind]]] = {}
    for words, kind in read_rows("openings.tsv", ("words", "kind")):
        folded = fold(words)
        found.setdefault(folded.split(" ")[0].rstrip(":"), []).append((folded, cast(OpeningKind, kind)))
    # The longest opening decides: "Contacts:" before "Contact".
    return {first: tuple(sorted(entries, key=lambda e: -len(e[0]))) for first, entries in found.items()}


@cache
def _regions() -> Mapping[str, str]:
    return dict(read_rows("regions.tsv", ("word", "kind")))  # type: ignore[arg-type]


def find_no_article(heading: str) -> str | None:
    """What a page is when its heading says that it is no article: an error page, a search form, …

    One word such as "Error" or "Search" must be the whole heading; a phrase may begin it.
    """
    folded = fold(heading.strip().rstrip(".!?:… "))
    for words, what in _no_articles().items():
        if folded == words or (" " in words and folded.startswith(words)):
            return what
        if words.isdigit() and folded.split(" ")[0].rstrip(":-–") == words and len(folded) < _REACH:
            return what
    return None


@cache
def _no_articles() -> Mapping[str, str]:
    return {fold(words): what for words, what in read_rows("no_articles.tsv", ("words", "what"))}

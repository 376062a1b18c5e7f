"""A line in, whether it only names the site or an author out: `OSCE | Newsroom`, `By the press team`."""

from __future__ import annotations

import re

from osce_extract.pages.blocks import count_words
from osce_extract.vocab.countries import find_form
from osce_extract.vocab.navigation import find_navigation
from osce_extract.vocab.pagewords import page_words
from osce_extract.vocab.structures import find_structure
from osce_extract.vocab.topics import find_field_of_work

__all__ = ["is_byline", "is_masthead", "is_trail"]

_LONGEST = 120
_BYLINE_WORDS = 7
_JOINT = re.compile(r"\s+[|·•»›/–—-]+\s+|:\s+|\s*[()]\s*")
_STEP = re.compile(r"\s+[»›>→]\s+")
_TRAIL_WORDS = 40
_SECTIONS = frozenset({"menu", "listing", "related"})


def is_masthead(text: str) -> bool:
    """Tell a line that is the site's name, its names joined, or its name and a section of it.

    >>> is_masthead("OSCE | Newsroom"), is_masthead("OSCE Mission to Serbia")
    (True, False)
    """
    if len(text) > _LONGEST:
        return False
    pieces = [piece for piece in _JOINT.split(text.strip()) if piece]
    return any(map(_has_site, pieces)) and all(_has_site(piece) or _is_section(piece) for piece in pieces)


def is_byline(text: str) -> bool:
    """Tell a short line that says who wrote a text and is no sentence."""
    if count_words(text) > _BYLINE_WORDS or text.endswith((".", "!", "?", ":", "…")):
        return False
    return text.startswith(page_words().bylines)


def is_trail(text: str) -> bool:
    """Tell a line that leads from the front page to this one: `Home » News » Balkans`."""
    pieces = _STEP.split(text)
    return len(pieces) > 1 and find_navigation(pieces[0]) == "menu" and count_words(text) <= _TRAIL_WORDS


def _has_site(piece: str) -> bool:
    if _names_site(piece):
        return True
    head, _, rest = piece.partition(" ")
    return _names_site(head) and _is_section(rest)


def _names_site(text: str) -> bool:
    structure = find_structure(text)
    return (structure is not None and structure.id == "osce") or text.lower() in page_words().site_titles


def _is_section(text: str) -> bool:
    # States, structures and topics are entries of menus too, and may be what a page is about.
    is_subject = find_structure(text) or find_field_of_work(text) or find_form(text)
    return not is_subject and find_navigation(text) in _SECTIONS

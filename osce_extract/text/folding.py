"""Letters without case and accents, so that `Peć`, `PEĆ` and `Pec` are one; offsets stay what they were."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

__all__ = ["fold"]

# Letters that Unicode does not take apart, and marks that keyboards vary.
_SINGLE = {
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "ı": "i",
    "ø": "o",
    "ħ": "h",
    "ə": "a",
    "ß": "s",
    "æ": "a",
    "œ": "o",
    "þ": "t",
    "’": "'",
    "‘": "'",
    "ʻ": "'",
    "ʼ": "'",
    "`": "'",
    "‑": "-",
    "‐": "-",
    "\u00a0": " ",
    "\u202f": " ",
}


# What lower case alone does not fold.
_UNUSUAL = re.compile(r"[^\x00-\x7f]|`")


@cache
def _fold_character(character: str) -> str:
    lower = character.lower()[:1]
    lower = _SINGLE.get(lower, lower)
    return unicodedata.normalize("NFD", lower)[:1]


def _fold_match(match: re.Match[str]) -> str:
    return _fold_character(match[0])


def fold(text: str) -> str:
    """Lower a text and drop its accents, one character for each character.

    >>> fold("Gjilan/GNJILANE, Peć, İzmir")
    'gjilan/gnjilane, pec, izmir'
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    # Few characters of English prose are unusual; to translate them all takes ten times as long.
    return _UNUSUAL.sub(_fold_match, text).lower()

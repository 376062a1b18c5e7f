"""Letters without case and accents, so that `Peć`, `PEĆ` and `Pec` are one; offsets stay what they were."""

from __future__ import annotations

import unicodedata

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


class _Folds(dict[int, str]):
    """Folded characters by code point, worked out when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    lower = character.lower()[:1]
    lower = _SINGLE.get(lower, lower)
    return unicodedata.normalize("NFD", lower)[:1]


_FOLDS = _Folds()


def fold(text: str) -> str:
    """Lower a text and drop its accents, one character for each character.

    >>> fold("Gjilan/GNJILANE, Peć, İzmir")
    'gjilan/gnjilane, pec, izmir'
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    if text.isascii() and "`" not in text:
        return text.lower()
    return text.translate(_FOLDS)

"""What is quoted in a passage: the words of a speaker, or a name in quotation marks."""

from __future__ import annotations

import re

from osce_extract.facts.passages import Passage

__all__ = ["find_quoted", "find_speech"]

_MARKS = re.compile(r"[“”„«»\"]")
_CLOSES = {"“": "”", "„": "“”", "«": "»", '"': '"'}
_WORD = re.compile(r"[^\W\d_]{4,}")
# Words before a quotation mark that make what follows a name.
_NAMING = re.compile(
    r"\b(?:project|programme|program|titled|entitled|called|named|theme|topic|course|initiative|campaign"
    r"|training|workshop|seminar|conference|exhibition|report|handbook|title|under|the|on|an?"
    r"|ngos?|organi[sz]ation|association|foundation|cent(?:re|er)|club|movement|network|union|society)\W*$",
    re.IGNORECASE,
)


def find_speech(passage: Passage) -> tuple[tuple[int, int], ...]:
    """Find what speakers are quoted with, marks included; names and single words in quotes are left out."""
    return tuple((a, b) for a, b in find_quoted(passage) if _is_speech(passage.text, a, b))


def find_quoted(passage: Passage) -> tuple[tuple[int, int], ...]:
    """Find whatever stands in quotation marks, marks included; what is never closed goes on to the end."""
    text = passage.text
    spans: list[tuple[int, int]] = []
    start: int | None = None
    closing = ""
    for mark in _MARKS.finditer(text):
        if start is None:
            if mark.group() in _CLOSES and _may_open(text, mark.start()):
                start, closing = mark.start(), _CLOSES[mark.group()]
        elif mark.group() in closing:
            spans.append((start, mark.end()))
            start = None
    if start is not None and text[start] != '"':
        # Speech that goes on in the next paragraph is closed there only.
        spans.append((start, len(text)))
    return tuple(spans)


def _may_open(text: str, at: int) -> bool:
    return at + 1 < len(text) and not text[at + 1].isspace()


def _is_speech(text: str, start: int, end: int) -> bool:
    words = _WORD.findall(text[start:end])
    is_named = _NAMING.search(text[max(0, start - 30) : start]) is not None
    if not is_named and text[end - 2] in ",.!?" and " " in text[start:end].strip():
        return True
    if len(words) < 2 or (len(words) < 8 and is_named):
        return False
    # In a name nearly every longer word has a capital, in speech few have.
    capitals = sum(word[0].isupper() for word in words)
    return bool(capitals * 2 <= len(words))

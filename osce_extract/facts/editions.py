"""Other editions of a numbered activity: beside the second meeting "The first took place in Vienna"."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from osce_extract.facts.clauses import is_about_activity
from osce_extract.facts.events import find_events
from osce_extract.facts.passages import Aside, Frame, Passage, Statement
from osce_extract.text.dayphrases import ORDINALS

__all__ = ["Edition", "find_edition", "find_other_editions", "frame_of_edition"]

# Between an ordinal and its noun: "the second preparatory ministerial meeting".
_PHRASE = 3
# Behind "The first" without a noun.
_TAILS = frozenset("took was were is will had has one in on followed , took opened began ended".split())
_PAST = frozenset({"took", "was", "were", "had", "followed", "ended", "opened", "began", "brought"})
_LIMITS = frozenset({"of", "the", "and", "in", "on", "for"})
_NUMBERS = frozenset("two three four five six seven eight nine ten".split())
_DETERMINERS = frozenset({"the", "a", "its", "their"})


class Edition(NamedTuple):
    """Which of several meetings, courses or the like the page reports.

    Attributes:
        number: counted from one.
        noun: what they are called, in lower case; "" where the page says only "the second of five".
    """

    number: int
    noun: str


def find_edition(passages: tuple[Passage, ...]) -> Edition | None:
    """Find the number by which a page calls its activity: "the sixth regional meeting", "the second of five".

    None where it gives none, or several.
    """
    found: list[Edition] = []
    for passage in passages:
        is_top = passage.source != "body" or passage.paragraph == 0
        for statement in passage.statements:
            if any(token.lower in ORDINALS for token in statement.tokens):
                found += _read_named(passage, statement) if is_top else ()
                found += _read_counted(passage, statement)
    return found[0] if len({edition.number for edition in found}) == 1 else None


def frame_of_edition(passage: Passage, statement: Statement, own: Edition) -> Frame | None:
    """The frame of a sentence whose subject is another edition than the page's own; None for others."""
    words = [token.lower for token in statement.tokens[: _PHRASE + 2]]
    if len(words) < _PHRASE or words[0] not in _DETERMINERS or words[1] not in ORDINALS:
        return None
    number = ORDINALS[words[1]]
    if number == own.number:
        return None
    # "The first two took place in Osh"
    tail = words[3:4] if words[2] in _NUMBERS else words[2:3]
    is_bare = bool(tail) and tail[0] in _TAILS
    if not is_bare and own.noun not in {e.noun for e in _read_named(passage, statement)}:
        return None
    # "The first seminar was held in May. The second took place in June": the page tells of all of them.
    is_told = number > own.number and not _PAST.isdisjoint(words)
    return None if is_told else "earlier" if number < own.number else "later"


def find_other_editions(statement: Statement, own: Edition) -> list[Aside]:
    """Find what is said of others behind a semicolon: "; the first two took place in May"."""
    tokens = statement.tokens
    for i, token in enumerate(tokens[:-2]):
        if token.text != ";" or tokens[i + 1].lower != "the" or tokens[i + 2].lower not in ORDINALS:
            continue
        number = ORDINALS[tokens[i + 2].lower]
        if number != own.number:
            frame: Frame = "earlier" if number < own.number else "later"
            return [Aside(tokens[i + 1].start, statement.end, frame)]
    return []


def _read_named(passage: Passage, statement: Statement) -> list[Edition]:
    """Read "the second preparatory meeting"; "the first day of the meeting" is another noun's number."""
    tokens = statement.tokens
    ends = [token.end for token in tokens]
    found: list[Edition] = []
    for event in find_events(passage, statement):
        if not event.is_noun or event.is_other or event.is_modifier or event.word.is_plural:
            continue
        at = bisect_left(ends, event.end)
        for i in range(at - 1, max(-1, at - 2 - _PHRASE), -1):
            if tokens[i].lower in ORDINALS:
                found.append(Edition(ORDINALS[tokens[i].lower], tokens[at].lower))
                break
            is_last = tokens[i].lower == "and" and tokens[i + 1].lower in {"last", "final"}
            if not tokens[i].is_word or (tokens[i].lower in _LIMITS and not is_last):
                break
    return found


def _read_counted(passage: Passage, statement: Statement) -> list[Edition]:
    """Read "The seminar, the second of five, …" and "It was the third of four courses"."""
    words = [token.lower for token in statement.tokens]
    if "of" not in words or not is_about_activity(passage, statement):
        return []
    return [
        Edition(ORDINALS[word], "")
        for i, word in enumerate(words[:-2])
        if word in ORDINALS and words[i - 1] == "the" and _is_counted(words[i + 1 : i + 6])
    ]


def _is_counted(behind: list[str]) -> bool:
    """Tell whether "of five", "and last in a series" follows an ordinal."""
    if behind[:2] in (["and", "last"], ["and", "final"]):
        behind = behind[2:]
    if behind[:1] == ["of"]:
        return len(behind) > 1 and _is_several(behind[1])
    return behind[:1] == ["in"] and "series" in behind[2:3]


def _is_several(word: str) -> bool:
    return word in _NUMBERS or word == "several"

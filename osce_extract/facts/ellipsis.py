"""Clauses that leave out their verb: "A gave the hall and B the lights", "…, and so did C"."""

from __future__ import annotations

from osce_extract.facts.acceptance import is_acceptable
from osce_extract.facts.lines import ARTICLES, Line
from osce_extract.facts.names import Name
from osce_extract.facts.phrases import Phrase, read_bodies
from osce_extract.vocab.cues import CueMatch

__all__ = ["read_ellipsis"]

_DO = frozenset("are did do does had has is was were".split())
_FINITE = frozenset("are be been did do does had has have is shall was were which who whom will".split())
_SUMMING = frozenset({"that", "those", "the", "half", "part", "their", "its", "everything"})
_LONGEST_GAP = 14


def read_ellipsis(line: Line, match: CueMatch, phrase: Phrase, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Read the bodies that share the verb of a cue without repeating it.

    Args:
        line: the words.
        match: the cue.
        phrase: the bodies that it governs.
        names: all names of the line.
    """
    if match.cue.argument not in ("subject", "agent") or not phrase.names:
        return ()
    found = _read_so_did(line, max(match.after, phrase.after))
    if match.cue.argument == "agent":
        return (*found, *_read_second_agent(line, phrase))
    return (*found, *_read_gapped(line, match, names))


def _read_so_did(line: Line, start: int) -> tuple[Name, ...]:
    """Read "and so did A", "as did A and B"."""
    for j in range(start, len(line) - 2):
        if line.at(j) in ("so", "as") and line.at(j + 1) in _DO:
            return read_bodies(line, j + 2).names
    return ()


def _read_second_agent(line: Line, phrase: Phrase) -> tuple[Name, ...]:
    """Read "the hall was paid for by A, and the buses by B"."""
    j = phrase.after
    if line.at(j) not in (",", ";", "and"):
        return ()
    for k in range(j + 1, min(len(line), j + _LONGEST_GAP)):
        if line.at(k) == "by":
            return read_bodies(line, k + 1).names if k > j + 2 else ()
        if line.at(k) in _FINITE or line.at(k) in ("with", "kind") or _is_regular_verb(line, k):
            return ()
    return ()


def _is_regular_verb(line: Line, k: int) -> bool:
    return line.at(k).endswith(("ed", "ing")) and not line.tokens[k].is_capitalized


def _read_gapped(line: Line, match: CueMatch, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Read "A sent two trainers, B one" and "A covered the travel and B that of the guests"."""
    found: list[Name] = []
    counted = any(_is_count(line, k) for k in range(match.first, min(len(line), match.after + 4)))
    for name in names:
        if name.first < match.after or not is_acceptable(line, name.first, name):
            continue
        first = name.first - (line.at(name.first - 1) in ARTICLES)
        is_joined = line.at(first - 1) in ("and", ";", "while")
        is_listed = is_joined or line.at(first - 1) == ","
        filler = line.at(name.after)
        is_counted = counted and is_listed and _is_count(line, name.after)
        is_share = match.cue.role == "donor" and is_joined and filler in _SUMMING
        is_share = is_share or (is_joined and filler == "for" and line.at(match.after - 1) == "for")
        if (is_counted or is_share) and _is_verbless(line, name.after):
            found.append(name)
    return tuple(found)


def _is_count(line: Line, k: int) -> bool:
    return 0 <= k < len(line) and (line.tokens[k].is_number or line.at(k) in _COUNTS)


_COUNTS = frozenset("a another one two three four five six seven eight nine ten several".split())


def _is_verbless(line: Line, i: int) -> bool:
    """Whether no verb stands before the next mark or "and"."""
    for k in range(i, len(line)):
        if line.at(k) in (".", ",", ";", "and", "–"):
            return k > i
        if line.at(k) in _FINITE or _is_regular_verb(line, k):
            return False
    return True

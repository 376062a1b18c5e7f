"""Clauses that leave out their verb: "A gave the hall and B the lights", "…, and so did C"."""

from __future__ import annotations

from osce_extract.facts.acceptance import is_acceptable
from osce_extract.facts.keeping import once
from osce_extract.facts.lines import ARTICLES, Line
from osce_extract.facts.names import Name
from osce_extract.facts.phrases import Phrase, find_names, read_bodies
from osce_extract.vocab.cues import CueMatch

__all__ = ["read_ellipsis"]

_DO = frozenset("are did do does had has is was were".split())
_FINITE = frozenset(
    (
        "are be been did do does gave had has have held is led ran shall took was were which who whom will"
    ).split()
)
_SUMMING = frozenset({"that", "those", "the", "half", "part", "their", "its", "everything"})
_JOINTS = ("and", ";", "while")
_LONGEST_GAP = 14
_PREPOSITIONS = frozenset("after at based following from in on under upon with".split())


def read_ellipsis(line: Line, match: CueMatch, phrase: Phrase) -> tuple[Name, ...]:
    """Read the bodies that share the verb of a cue without repeating it.

    Args:
        line: the words.
        match: the cue.
        phrase: the bodies that it governs.
    """
    if match.cue.argument not in ("subject", "agent") or not phrase.names:
        return ()
    found = _read_so_did(line, max(match.after, phrase.after))
    if match.cue.argument == "agent":
        return (*found, *_read_second_agent(line, phrase))
    gaps = [name for name in _find_gaps(line) if name.first >= match.after]
    return (*found, *_read_gapped(line, match, gaps)) if gaps else found


def _read_so_did(line: Line, start: int) -> tuple[Name, ...]:
    """Read "and so did A", "as did A and B"."""
    j = next((j for j in _find_so_did(line) if j >= start), None)
    return read_bodies(line, j + 2).names if j is not None else ()


@once
def _find_so_did(line: Line) -> tuple[int, ...]:
    words = line.plain
    if line.vocabulary.isdisjoint(_DO):
        return ()
    return tuple(j for j in range(len(line) - 2) if words[j] in ("so", "as") and words[j + 1] in _DO)


def _read_second_agent(line: Line, phrase: Phrase) -> tuple[Name, ...]:
    """Read "the hall was paid for by A, and the buses by B"."""
    j = phrase.after
    # "held by A, on the basis of rules by B": what B made is told.
    if line.at(j) not in (",", ";", "and") or line.at(j + 1) in _PREPOSITIONS:
        return ()
    for k in range(j + 1, min(len(line), j + _LONGEST_GAP)):
        if line.at(k) == "by":
            return read_bodies(line, k + 1).names if k > j + 2 else ()
        if line.at(k) in _FINITE or line.at(k) in ("with", "kind") or _is_regular_verb(line, k):
            return ()
    return ()


def _is_regular_verb(line: Line, k: int) -> bool:
    return line.at(k).endswith(("ed", "ing")) and not line.tokens[k].is_capitalized


@once
def _find_gaps(line: Line) -> tuple[Name, ...]:
    """The names behind a comma or a joint whose clause has no verb."""
    return tuple(
        name
        for name in find_names(line)
        if (_is_count(line, name.after) or line.at(name.after) == "for" or line.at(name.after) in _SUMMING)
        and line.at(_before(line, name)) in (",", *_JOINTS)
        and is_acceptable(line, name.first, name)
        and _is_verbless(line, name.after)
    )


def _before(line: Line, name: Name) -> int:
    return name.first - 1 - (line.at(name.first - 1) in ARTICLES)


def _read_gapped(line: Line, match: CueMatch, names: list[Name]) -> tuple[Name, ...]:
    """Read "A sent two trainers, B one" and "A covered the travel and B that of the guests"."""
    found: list[Name] = []
    counted = any(_is_count(line, k) for k in range(match.first, min(len(line), match.after + 4)))
    for name in names:
        is_joined = line.at(_before(line, name)) in _JOINTS
        filler = line.at(name.after)
        is_counted = counted and _is_count(line, name.after)
        is_share = match.cue.role == "donor" and is_joined and filler in _SUMMING
        is_share = is_share or (is_joined and filler == "for" and line.at(match.after - 1) == "for")
        if is_counted or is_share:
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
        # "the course held by the Mission": a participle.
        is_finite = line.at(k) in _FINITE and line.at(k + 1) != "by"
        if is_finite or _is_regular_verb(line, k):
            return False
    return True

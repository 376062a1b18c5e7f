"""The OSCE structure that did something with an activity: the weakest sign of an organizer."""

from __future__ import annotations

from collections.abc import Iterator

from osce_extract.facts.lines import Line
from osce_extract.facts.names import Name
from osce_extract.vocab.cues import contributor_words, occasion_words, other_deeds

__all__ = ["find_doers"]

_LONGEST_OBJECT = 7
_LONGEST_SUBJECT = 14
_BREAKS = frozenset(", ; : that which who by".split())


def find_doers(line: Line, names: tuple[Name, ...]) -> Iterator[Name]:
    """Find OSCE structures that are the subject or the agent of a verb whose object is an activity.

    Args:
        line: the words.
        names: all names of the line.
    """
    for name in names:
        if name.mention.osce and name.mention.kind in ("structure", "reference"):
            first = name.first - (line.at(name.first - 1) == "the")
            if _acts(line, first, name.after) or _is_agent(line, first):
                yield name


def _is_deed(line: Line, i: int) -> bool:
    """Whether a past verb stands at `i` that is none of attending, speaking, helping or paying."""
    word = line.at(i)
    is_past = word.endswith("ed") and "-" not in word and len(word) > 4
    is_other = word in contributor_words().attending or word in other_deeds()
    return is_past and not line.tokens[i].is_capitalized and not is_other


def _acts(line: Line, first: int, after: int) -> bool:
    """Whether the clause is "the Mission pitched the camp": a verb, an article, an activity."""
    is_subject = first == 0 or line.at(first - 1) in (",", "and", "that", "which", "when")
    if not is_subject or after >= len(line) or not _is_deed(line, after):
        return False
    if line.at(after + 1) not in ("a", "an", "the", "its", "this", "two", "three"):
        return False
    for k in range(after + 2, min(len(line), after + _LONGEST_OBJECT)):
        if line.at(k) in occasion_words():
            return True
        if line.at(k) in _BREAKS or line.at(k) in ("of", "for", "in", "on", "at", "with", "to"):
            return False
    return False


def _is_agent(line: Line, first: int) -> bool:
    """Whether the clause is "the camp was pitched by the Mission"."""
    if line.at(first - 1) != "by" or first < 3 or not _is_deed(line, first - 2):
        return False
    if line.at(first - 3) not in ("was", "were", "been", "being", "and", "is", "are", "had"):
        return False
    for k in range(first - 3, max(-1, first - _LONGEST_SUBJECT), -1):
        if line.at(k) in occasion_words():
            return k == 0 or line.at(k - 1) not in ("of", "for", "in", "at", "on", "to", "with")
        if line.at(k) in _BREAKS:
            return False
    return False

"""What "it" and "they" did beside what the sentence before tells of a body: "It also paid for the hall"."""

from __future__ import annotations

from collections.abc import Iterator

from osce_extract.facts.lines import Line
from osce_extract.facts.phrases import Phrase, find_names
from osce_extract.vocab.cues import CueMatch, find_cues

__all__ = ["read_pronoun"]

_ROLES = frozenset({"contributor", "donor", "host", "support"})
_JOINTS = frozenset({"the", "and", ",", "both"})
_BE = frozenset({"are", "is", "was", "were", "has", "have", "had", "will"})
_BODIES = frozenset({"acronym", "body", "state", "structure"})
_ADDING = frozenset({"also", "further", "furthermore", "moreover", "too"})
_NEAR = 5


def read_pronoun(line: Line, before: Line | None) -> Iterator[tuple[CueMatch, Phrase]]:
    """Read the cues whose subject is a pronoun for the bodies that the sentence before begins with.

    Args:
        line: the words.
        before: the sentence before in the same paragraph; None for the first.
    """
    if before is None or line.at(0) not in ("it", "they", "both") or _ADDING.isdisjoint(line.plain):
        return
    subject = _read_subject(before)
    is_fitting = subject.names and (len(subject.names) == 1) == (line.at(0) == "it")
    if not is_fitting:
        return
    for match in find_cues(line.plain):
        is_verb = match.cue.argument == "subject" and match.cue.role in _ROLES and not match.cue.relative
        if is_verb and match.first < _NEAR and line.at(match.first - 1) not in _BE:
            yield match, subject


def _read_subject(line: Line) -> Phrase:
    """The bodies that a sentence begins with, when what stands behind them is their verb."""
    names = []
    after = 0
    for name in find_names(line):
        if not all(line.at(k) in _JOINTS for k in range(after, name.first)):
            break
        if name.mention.kind not in _BODIES:
            return Phrase((), 0)
        names.append(name)
        after = name.after
    is_active = (
        line.at(after).isalpha() and line.at(after) not in _BE and not line.tokens[after].is_capitalized
    )
    return Phrase(tuple(names) if names and is_active else (), after)

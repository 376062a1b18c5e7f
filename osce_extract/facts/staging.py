"""Whether a sentence tells of one stage of the page's activity: "The first stage", "during the second"."""

from __future__ import annotations

from osce_extract.facts.passages import Passage, Statement
from osce_extract.vocab.datecues import date_cues

__all__ = ["is_first_of_stages", "is_first_stage", "is_next_stage"]

_LEADS = frozenset({"in", "during", "for", "the", "its", "their"})
_FIRST = frozenset({"first", "opening", "initial"})
_NEXT = frozenset({"second", "third", "other", "latter", "last", "final", "closing"})
# Its ordinal is among the first words of the sentence.
_OPENING = 3


def is_first_stage(statement: Statement) -> bool:
    """Tell whether its subject is a first stage: "The first part was held in Osh", no project's."""
    return _opens_with(statement, _FIRST)


def is_first_of_stages(passage: Passage, statement: Statement) -> bool:
    """Tell whether it tells of a first stage, and it or the next sentence of a second one."""
    if not is_first_stage(statement):
        return False
    if any(token.lower in _NEXT for token in statement.tokens[_OPENING:]):
        return True
    following = next((s for s in passage.statements if s.start >= statement.end), None)
    return following is not None and is_next_stage(following)


def is_next_stage(statement: Statement) -> bool:
    """Tell whether its subject is a further stage: "The second followed in Osh"."""
    return _opens_with(statement, _NEXT)


def _opens_with(statement: Statement, ordinals: frozenset[str]) -> bool:
    words = [token.lower for token in statement.tokens[: _OPENING + 3]]
    for k in range(min(_OPENING, len(words) - 2)):
        if words[k] in ordinals and k:
            is_stage = words[k + 1] in date_cues().stages
            return is_stage and words[k + 2] != "of"
        if words[k] not in _LEADS:
            return False
    return False

"""Dates that share what is said of them: "held in Osh on 3 May and in Naryn on 5 May"."""

from __future__ import annotations

from osce_extract.facts.passages import Statement
from osce_extract.text.calendar import DatePhrase

__all__ = ["are_joined"]

# Between two dates that a conjunction joins: "and finally in the village of Kara-Suu from".
_REACH = 12
_JOINTS = frozenset({"and", ",", ";", "&", "then"})
_FILLERS = frozenset(
    "and , ; & then again later finally also in at near on from between the a village town city of"
    " respectively to ( ) th morning afternoon".split()
)


def are_joined(statement: Statement, first: DatePhrase, second: DatePhrase) -> bool:
    """Tell whether only "and" or a comma, and names of places, stand between two dates of a sentence."""
    between = [t for t in statement.tokens if first.end <= t.start and t.end <= second.start]
    if not between or len(between) > _REACH or _JOINTS.isdisjoint(t.lower for t in between):
        return False
    return all(t.lower in _FILLERS or t.is_capitalized or t.text in "/-–" for t in between)

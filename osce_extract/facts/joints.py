"""Dates that share what is said of them: "held in Osh on 3 May and in Naryn on 5 May"."""

from __future__ import annotations

from osce_extract.facts.passages import Statement
from osce_extract.text.calendar import DatePhrase
from osce_extract.text.tokens import Token

__all__ = ["are_joined", "are_of_two_towns"]

# Between two dates that a conjunction joins: "and finally in the village of Kara-Suu from".
_REACH = 12
# Back from a date to the preposition before its town.
_PLACE = 6
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
    # "who arrived yesterday, today visited": a comma alone joins only days of the calendar.
    if len(between) == 1 and between[0].lower in ",;" and not (first.is_calendar and second.is_calendar):
        return False
    return all(t.lower in _FILLERS or t.is_capitalized or t.text in "/-–" for t in between)


def are_of_two_towns(statement: Statement, first: DatePhrase, second: DatePhrase) -> bool:
    """Tell whether each of two dates has a place of its own.

    "in Osh on 3 May and in Naryn on 4 May", "on 3 May in Osh and on 4 May in Naryn".
    """
    if not are_joined(statement, first, second):
        return False
    before = [t for t in statement.tokens if t.end <= first.start][-_PLACE:]
    between = [t for t in statement.tokens if first.end <= t.start and t.end <= second.start]
    behind = [t for t in statement.tokens if t.start >= second.end]
    is_before = _ends_with_place(before) and _ends_with_place(between)
    return is_before or (_begins_with_place(between) and _begins_with_place(behind))


def _begins_with_place(tokens: list[Token]) -> bool:
    """Tell whether the words begin like "in Osh"."""
    return len(tokens) > 1 and tokens[0].lower in {"in", "at"} and tokens[1].is_capitalized


def _ends_with_place(tokens: list[Token]) -> bool:
    """Tell whether the words end like "in Osh on"."""
    words = tokens[:-1] if tokens and tokens[-1].lower in {"on", "from"} else tokens
    at = next((i for i in range(len(words) - 1, -1, -1) if not words[i].is_capitalized), -1)
    return 0 <= at < len(words) - 1 and words[at].lower in {"in", "at"}

"""What only the tense sets apart: a clause in the future within the past, an event that had been held."""

from __future__ import annotations

from osce_extract.facts.events import find_events
from osce_extract.facts.passages import Aside, Frame, Passage, Statement
from osce_extract.text.calendar import DatePhrase
from osce_extract.text.dates import PartialDate

__all__ = ["PAST", "find_foretold", "frame_of_tense"]

_OPENERS = frozenset({"which", "that", "who"})
PAST = frozenset("met held took was were came gave went sat saw had began put ran spent".split())
_LASTING = frozenset({"run", "last", "continue", "remain", "go", "end", "conclude", "close"})
_NEW = frozenset({"a", "an", "another", "one"})
# "A first one was held in Osh", "The next one will follow".
_BEFORE = frozenset({"first", "previous", "earlier", "similar"})
_OF_SERIES = _BEFORE | {"second", "third", "next", "further", "last"}
# Where "had" may stand in "A first seminar for judges had been held".
_SUBJECT = 9
_FRONTED = 6


def find_foretold(statement: Statement) -> list[Aside]:
    """Find relative clauses in the future within the past: "the congress, which will be held in May, met"."""
    tokens = statement.tokens
    if not any(token.lower == "will" for token in tokens):
        return []
    for i, token in enumerate(tokens[:-1]):
        if token.lower not in _OPENERS or tokens[i + 1].lower != "will" or not i or tokens[i - 1].text != ",":
            continue
        # "the campaign, which will run until 30 June, was launched": its own end.
        if tokens[i + 2 : i + 3] and tokens[i + 2].lower in _LASTING:
            continue
        stop = next((j for j in range(i + 2, len(tokens)) if tokens[j].text == ","), None)
        if stop is None or stop + 1 >= len(tokens):
            return []
        verb = tokens[stop + 1].lower
        if verb in PAST or verb.endswith("ed"):
            return [Aside(token.start, tokens[stop].start, "later")]
    return []


def _gives_days(phrase: DatePhrase) -> bool:
    first = phrase.periods[0].first
    return not isinstance(first, PartialDate) or first.day is not None


def frame_of_tense(passage: Passage, statement: Statement) -> Frame | None:
    """The frame of "A first seminar had been held in May" and "From September, cadets will learn from it"."""
    words = [token.lower for token in statement.tokens[:_SUBJECT]]
    if words[0] in _NEW and "had" in words:
        limit = statement.tokens[words.index("had")].start
        events = find_events(passage, statement)
        if any(e.is_noun and not e.is_modifier and e.end <= limit for e in events):
            return "earlier"
    if words[0] in _NEW | {"the"} and words[2:3] == ["one"] and words[1] in _OF_SERIES:
        return "earlier" if words[1] in _BEFORE or not PAST.isdisjoint(words) else "later"
    if words[:3] == ["the", "first", "such"]:
        return "earlier"
    if words[0] == "from" and "," in words[:_FRONTED] and "will" in words:
        fronted = statement.tokens[words.index(",")].start
        if any(phrase.start < fronted and not _gives_days(phrase) for phrase in statement.dates):
            return "later"
    return None

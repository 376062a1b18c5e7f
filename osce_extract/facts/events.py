"""The activities that a statement names: "the five-day course", "a similar workshop", "handed over"."""

from __future__ import annotations

import msgspec

from osce_extract.facts.keeping import once
from osce_extract.facts.passages import Passage, Statement
from osce_extract.text.tokens import Token
from osce_extract.vocab.activities import ActivityWord, activity_words

__all__ = ["Event", "find_events"]

# How far before its noun a determiner may stand: "the three-day intensive OSCE-supported training course".
_REACH = 9
_BREAKS = frozenset(
    ", ; : . ( ) – — of in on at by to from for with and or which who that is are was were during before"
    " after as following through over under within into against between".split()
)

_DETERMINERS = frozenset("the a an this these both its their his her".split())

# What may follow a noun; behind anything else "training" is a verb.
_BEHIND_NOUNS = _BREAKS | frozenset(
    "held organized organised conducted delivered took takes will has have had it this they during about"
    " concluded ended began started provided funded financed supported today where when under as".split()
)


class Event(msgspec.Struct, frozen=True):
    """An activity named by a noun or a verb.

    Attributes:
        start: offset of the noun or verb in the passage.
        end: offset after it.
        word: what it says of the activity.
        is_definite: whether the words speak of it as known: "the course", "both workshops".
        is_other: whether they set it apart from the page's own: "a similar course", "the next meeting".
        is_modifier: whether it only describes another noun: "training centre".
        governor: the preposition or mark before its noun phrase, in lower case; "" without one.
    """

    start: int
    end: int
    word: ActivityWord
    is_definite: bool = False
    is_other: bool = False
    is_modifier: bool = False
    governor: str = ""

    @property
    def is_noun(self) -> bool:
        """Whether a noun names it."""
        return self.word.strength in {"strong", "weak", "generic"}


@once
def find_events(passage: Passage, statement: Statement) -> tuple[Event, ...]:
    """Find the activities that a statement names, in order."""
    matches = activity_words().phrases.find(passage.text[statement.start : statement.end])
    if not matches:
        return ()
    events: list[Event] = []
    tokens = statement.tokens
    index = {token.start: i for i, token in enumerate(tokens)}
    for match in matches:
        start, end = match.start + statement.start, match.end + statement.start
        first = index.get(start)
        if first is None:
            continue
        after = next((i for i in range(first, len(tokens)) if tokens[i].start >= end), len(tokens))
        if tokens[after - 1].end != end or _is_body(tokens, first, after):
            continue
        events.append(_event(tokens, first, after, match.value))
    return tuple(events)


def _is_body(tokens: tuple[Token, ...], first: int, after: int) -> bool:
    """Tell whether a capitalized noun names a body: "the Mission", "the Special Monitoring Mission"."""
    vocabulary = activity_words()
    if not tokens[first].is_capitalized:
        return False
    before = tokens[first - 1] if first else None
    is_named = before is not None and before.is_capitalized and before.lower in vocabulary.naming
    last = tokens[after - 1].lower if is_named else tokens[first].lower
    return last in vocabulary.bodies


def _event(tokens: tuple[Token, ...], first: int, after: int, word: ActivityWord) -> Event:
    vocabulary = activity_words()
    before, governor = _before(tokens, first)
    following = tokens[after].lower if after < len(tokens) else ""
    return Event(
        tokens[first].start,
        tokens[after - 1].end,
        word,
        is_definite=not vocabulary.definite.isdisjoint(before),
        is_other=not vocabulary.others.isdisjoint(before),
        is_modifier=word.strength != "verb"
        and (following in vocabulary.heads or _is_gerund(tokens, first, after, governor)),
        governor=governor,
    )


def _is_gerund(tokens: tuple[Token, ...], first: int, after: int, governor: str) -> bool:
    """Tell a verb from a noun: "a centre for training police officers"."""
    if after != first + 1 or tokens[first].lower != "training" or not first:
        return False
    if governor not in {"for", "at", "by"} or tokens[first - 1].lower != governor:
        return False
    following = tokens[after] if after < len(tokens) else None
    return following is not None and following.is_word and following.lower not in _BEHIND_NOUNS


def _before(tokens: tuple[Token, ...], first: int) -> tuple[list[str], str]:
    """The words of the noun phrase before its noun, the nearest first, and what stands before them."""
    words: list[str] = []
    for i in range(first - 1, max(-1, first - 1 - _REACH), -1):
        lower = tokens[i].lower
        if lower in _BREAKS:
            return words, lower
        words.append(lower)
        if lower in _DETERMINERS:
            before = tokens[i - 1].lower if i else ""
            return words, before if before in _BREAKS else ""
    return words, ""

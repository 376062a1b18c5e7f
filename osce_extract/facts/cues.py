"""The words that tell what a date phrase dates, and how far from it they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from osce_extract.facts.events import Event, find_events
from osce_extract.facts.keeping import once
from osce_extract.facts.passages import Passage, Statement
from osce_extract.text.calendar import DatePhrase
from osce_extract.text.tokens import Token
from osce_extract.vocab.datecues import DateCue, date_cues

__all__ = ["BESIDE", "OPENING", "VERBAL", "Cue", "find_cues", "find_spots"]

# Words further than this before a phrase, or behind one that opens its sentence, say nothing of it.
_REACH = 30
_FORWARD = 40
# How far before an activity's noun these may stand.
_PREPARING_REACH = 40
_PREPARING = ("ahead of ", "prior to ", "in preparation for ", "run-up to ", "the eve of ", "in advance of ")
# Words right behind a phrase in the middle of a sentence: "today concluded", "on 3 May at a round table".
BESIDE = 4
# Characters between a verb and the date that is its own: " on ".
_BESIDE_ITS_DATE = 4
VERBAL = frozenset({"start", "end", "whole"})
# A verb so many words behind "when" tells what was then.
_WHEN_REACH = 14
# A phrase among the first words of a sentence belongs to its main verb.
OPENING = 4
_OPENERS = frozenset({"which", "who", "that", "where", "whose", "when", "while", "whom"})


_CueKind = DateCue | Literal["event"]


class Cue(NamedTuple):
    """What a word says of a date phrase, and how many words away it stands, commas and clauses added."""

    distance: int
    kind: _CueKind


def find_cues(passage: Passage, statement: Statement, phrase: DatePhrase) -> Iterator[Cue]:
    """Find the words that say what the phrase dates, each with its distance in words."""
    tokens = statement.tokens
    first = next(i for i, token in enumerate(tokens) if token.end > phrase.start)
    colon = max((i for i in range(first) if tokens[i].text == ":"), default=-1)
    is_opening = first - colon - 1 < OPENING or _is_fronted(tokens[:first])
    after = next((i for i in range(first, len(tokens)) if tokens[i].start >= phrase.end), len(tokens))
    ends = {token.end for token in tokens}
    for start, end, kind, governor in find_spots(passage, statement):
        at = next((i for i, token in enumerate(tokens) if token.start == start), None)
        # "closed-door" does not close.
        if at is None or end not in ends or statement.frame_at(start) != statement.frame:
            continue
        if end <= phrase.start and first - at <= _REACH:
            last = next(i for i in range(at, len(tokens)) if tokens[i].end == end)
            yield Cue(first - last + _cost(tokens[last + 1 : first]), kind)
        elif kind == "end" and at - after <= 1 and tokens[at].lower == "at":
            # "today, at the end of a three-day camp"
            yield Cue(0, kind)
        elif start >= phrase.end and at - after <= _FORWARD and not _has_own_date(statement, end):
            distance = _distance_ahead(tokens[after:at], kind, governor, is_opening=is_opening)
            if distance is not None:
                yield Cue(distance, kind)


def _has_own_date(statement: Statement, end: int) -> bool:
    """Tell whether a date stands right behind the word: "announced today the race launched in April"."""
    return any(0 < phrase.start - end <= _BESIDE_ITS_DATE for phrase in statement.dates)


def _is_fronted(before: tuple[Token, ...]) -> bool:
    """Tell whether a phrase stands in words before the subject: "With a quiz on 3 May in Bar, they …"."""
    words = [token.lower for token in before]
    return words[:1] == ["with"] and not {",", *_OPENERS} & set(words)


def _distance_ahead(
    between: tuple[Token, ...], kind: _CueKind, governor: str, *, is_opening: bool
) -> int | None:
    """How far a cue behind the phrase is from it; None when it says nothing of it."""
    words = [token.lower for token in between]
    if kind == "event" and governor in {"at", "during"} and len(words) <= BESIDE:
        return 0
    if is_opening:
        # "On 3 May members of registered parties met": what refuses is weaker here than what binds.
        return len(words) + 1 + _cost(between) + (0 if kind in {*VERBAL, "event"} else _FORWARD)
    is_when = words[:2] == [",", "when"] or words[:1] == ["when"]
    if kind in VERBAL and is_when:
        # "on Monday, when the seminar began"
        return max(0, len(words) - _WHEN_REACH)
    if kind in VERBAL and len(words) < BESIDE and not {",", "and"} & set(words):
        return len(words) + BESIDE
    return None


class _Spot(NamedTuple):
    start: int
    end: int
    value: _CueKind
    governor: str = ""


@once
def find_spots(passage: Passage, statement: Statement) -> tuple[_Spot, ...]:
    """Find the words of a statement that say what a date near them dates, and its activities."""
    return tuple(_find_spots(passage, statement))


def _find_spots(passage: Passage, statement: Statement) -> Iterator[_Spot]:
    for match in date_cues().phrases.find(passage.text[statement.start : statement.end]):
        if match.value != "none":
            yield _Spot(statement.start + match.start, statement.start + match.end, match.value)
    for event in find_events(passage, statement):
        if event.is_noun and not event.is_other and not event.is_modifier and event.word.kind is not None:
            yield _Spot(event.start, event.end, _kind_of(passage, event), event.governor)


def _kind_of(passage: Passage, event: Event) -> _CueKind:
    """Tell an activity from the one it prepares for: "ahead of the conference on 3 May"."""
    before = passage.text[max(0, event.start - _PREPARING_REACH) : event.start].lower()
    tail = before.rsplit(",", 1)[-1]
    return "hard" if any(words in tail for words in _PREPARING) else "event"


def _cost(between: tuple[Token, ...]) -> int:
    words = [token.lower for token in between]
    return 6 * sum(word in _OPENERS for word in words) + 2 * sum(word in {",", ";", "–"} for word in words)

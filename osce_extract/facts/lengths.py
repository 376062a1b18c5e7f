"""How long the activity lasted, where the page says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from osce_extract.facts.clauses import is_about_activity
from osce_extract.facts.events import Event, find_events
from osce_extract.facts.model import ActivityType, Evidence
from osce_extract.facts.passages import Passage, Statement
from osce_extract.facts.reading import Reading
from osce_extract.text.durations import Duration, find_durations
from osce_extract.vocab.datecues import date_cues

__all__ = ["Length", "Position", "find_length", "find_position"]

# Up to this many days the other end is counted; longer courses pause at weekends.
_COUNTABLE = 5
_GOING_ON = frozenset({"are", "will", "brings", "bring", "takes", "includes", "continues", "aims"})
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}
_LAST = frozenset({"last", "final", "closing"})
# Between a length and its noun: "a three-day intensive OSCE-supported regional training".
_REACH = 80
_OVER = frozenset({"over", "for", "during", "within", "in"})
# These last longer than their activities.
_LASTING = frozenset({"project", "projects", "programme", "programmes", "process", "initiative", "mission"})


class Length(msgspec.Struct, frozen=True):
    """A stated length.

    Attributes:
        days: up to five; None when none is stated, or a longer one, or two that differ.
        goes_on: whether the sentence speaks of an activity under way or to come.
        evidence: the words.
    """

    days: int | None = None
    goes_on: bool = False
    evidence: tuple[Evidence, ...] = ()


def find_length(reading: Reading, kind: ActivityType | None, beside: tuple[Statement, ...] = ()) -> Length:
    """Find the length that the page states for an activity of its kind.

    Args:
        reading: the page.
        kind: the activity type.
        beside: the statements that give the activity's dates; a length in one of them comes first.
    """
    found = list(_lengths(reading, kind))
    starts = {(statement.start, statement.tokens[-1:]) for statement in beside}
    near = [item for item in found if (item.statement.start, item.statement.tokens[-1:]) in starts]
    if not found:
        return Length()
    passage, statement, duration = (near or found)[0]
    evidence = (passage.evidence(duration.start, duration.end, "stated-length"),)
    # "gathered today for a three-day conference"
    is_begun = passage.text[: duration.start].rstrip().lower().endswith((" for a", " for an", " for the"))
    if duration.unit != "day" or duration.length > _COUNTABLE:
        return Length(goes_on=is_begun and bool(near) and _gathers(statement, duration), evidence=evidence)
    goes_on = is_begun or any(token.lower in _GOING_ON for token in statement.tokens)
    return Length(duration.length, goes_on, evidence)


def _gathers(statement: Statement, duration: Duration) -> bool:
    """Tell whether people come together for what lasts so long: "met on Monday for a four-week course"."""
    words = [token.lower for token in statement.tokens if token.end <= duration.start]
    verb = max((i for i, word in enumerate(words) if word in date_cues().gathering), default=None)
    return verb is not None and words[verb:].count("for") == 1


class Position(NamedTuple):
    """Which day of the activity a sentence tells of: "the second day", "the fifth and last day".

    Attributes:
        day: counted from one.
        is_last: whether it is the last one.
        start: offset of the first character.
        end: offset after the last.
    """

    day: int
    is_last: bool
    start: int
    end: int


def find_position(statement: Statement) -> Position | None:
    """Find the day, counted from the activity's first, of which a statement speaks."""
    tokens = statement.tokens
    for i, token in enumerate(tokens):
        if token.lower not in _ORDINALS:
            continue
        words = [t.lower for t in tokens[i + 1 : i + 4]]
        if words[:1] == ["day"]:
            return Position(_ORDINALS[token.lower], False, token.start, tokens[i + 1].end)
        if words[:1] == ["and"] and words[1:2] and words[1] in _LAST and words[2:] == ["day"]:
            return Position(_ORDINALS[token.lower], True, token.start, tokens[i + 3].end)
    return None


class _Stated(NamedTuple):
    passage: Passage
    statement: Statement
    duration: Duration


def _lengths(reading: Reading, kind: ActivityType | None) -> Iterator[_Stated]:
    for passage in reading.passages:
        for statement in passage.statements:
            for duration in find_durations(statement.tokens):
                if statement.frame_at(duration.start) != "activity" or duration.until_now:
                    continue
                if _is_activitys(passage, statement, duration, kind):
                    yield _Stated(passage, statement, duration)


def _is_activitys(
    passage: Passage, statement: Statement, duration: Duration, kind: ActivityType | None
) -> bool:
    """Tell whether a length describes the activity: its noun stands behind it, or "lasted" before it."""
    events = [e for e in find_events(passage, statement) if e.is_noun or e.word.strength == "thing"]
    if any(passage.text[e.end : duration.start].strip() == "of" for e in events if e.end < duration.start):
        return True
    following = [e for e in events if 0 <= e.start - duration.end <= _REACH]
    is_first = passage.paragraph in (None, 0) and passage.source != "title"
    if is_first and passage.text[duration.start : duration.end].endswith(" days") and following:
        # "met for three days, from Tuesday, for a seminar"
        return not following[0].is_other
    if not following:
        before = passage.text[max(statement.start, duration.start - 8) : duration.start].lower()
        # "Over five days, 96 students had argued": how long it took opens the second paragraph.
        is_opening = passage.paragraph == 1 and before.strip() in _OVER and not statement.dates
        return ((is_first or is_opening) and duration.unit == "day") or "last" in before
    is_short = duration.unit == "day" and duration.length <= _COUNTABLE
    if not is_short and _is_lasting(passage, following[0]):
        return False
    event = next((e for e in following if not e.is_modifier), following[0])
    between = passage.text[duration.end : event.start]
    # "three days of talks" is one activity, "three-day courses" are many.
    is_several = event.word.is_plural and between.strip() != "of"
    if event.is_other or is_several or any(mark in between for mark in ",;:("):
        return False
    # "The three-day session was a joint effort": a loose noun for the page's activity.
    is_own = is_about_activity(passage, statement) or (is_first and statement is passage.statements[0])
    is_loose = event.word.strength == "weak" and is_own
    return _is_of_kind(event, kind) or (is_loose and duration.start < following[0].start == event.start)


def _is_lasting(passage: Passage, event: Event) -> bool:
    return passage.text[event.start : event.end].lower().split()[-1] in _LASTING


def _is_of_kind(event: Event, kind: ActivityType | None) -> bool:
    own = event.word.kind if event.is_noun else None
    return own is None or kind is None or own == kind or kind in _NEAR.get(own, ())


# What one page may call by either name.
_NEAR: dict[str, tuple[str, ...]] = {
    "training": ("workshop", "seminar", "exercise", "competition", "other", "ceremony"),
    "workshop": ("training", "seminar", "conference", "meeting", "round table"),
    "seminar": ("training", "workshop", "conference", "meeting"),
    "conference": ("meeting", "seminar", "workshop", "round table"),
    "meeting": ("conference", "workshop", "seminar", "round table"),
    "visit": ("study visit", "meeting"),
    "study visit": ("visit", "training"),
    "exercise": ("training", "competition"),
    "campaign": (),
    "competition": ("exercise",),
    "round table": ("meeting", "workshop"),
}

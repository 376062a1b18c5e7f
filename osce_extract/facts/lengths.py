"""How long the activity lasted, where the page says so."""

from __future__ import annotations

from dataclasses import dataclass

from osce_extract.facts.events import Event, find_events
from osce_extract.facts.model import ActivityType, Evidence
from osce_extract.facts.passages import Passage, Statement
from osce_extract.facts.reading import Reading
from osce_extract.text.durations import Duration, find_durations

__all__ = ["Length", "find_length"]

# Up to this many days the other end is counted; longer courses pause at weekends.
_COUNTABLE = 5
_GOING_ON = frozenset({"are", "will", "brings", "bring", "takes", "includes", "continues", "aims"})
# Between a length and its noun: "a three-day intensive OSCE-supported regional training".
_REACH = 80
# These last longer than their activities.
_LASTING = frozenset({"project", "projects", "programme", "programmes", "process", "initiative", "mission"})


@dataclass(frozen=True, slots=True)
class Length:
    """A stated length.

    Attributes:
        days: up to five; None when none is stated, or a longer one, or two that differ.
        goes_on: whether the sentence speaks of an activity under way or to come.
        evidence: the words.
    """

    days: int | None = None
    goes_on: bool = False
    evidence: tuple[Evidence, ...] = ()


def find_length(reading: Reading, kind: ActivityType | None) -> Length:
    """Find the length that the page states for an activity of its kind."""
    found: list[tuple[Passage, Statement, Duration]] = []
    for passage in reading.passages:
        for statement in passage.statements:
            for duration in find_durations(statement.tokens):
                if statement.frame_at(duration.start) != "activity" or duration.until_now:
                    continue
                if _is_activitys(passage, statement, duration, kind):
                    found.append((passage, statement, duration))
    lengths = {(duration.length, duration.unit) for _, _, duration in found}
    if len(lengths) != 1:
        return Length()
    passage, statement, duration = found[0]
    evidence = (passage.evidence(duration.start, duration.end, "stated length"),)
    if duration.unit != "day" or duration.length > _COUNTABLE:
        return Length(evidence=evidence)
    goes_on = any(token.lower in _GOING_ON for token in statement.tokens)
    return Length(duration.length, goes_on, evidence)


def _is_activitys(
    passage: Passage, statement: Statement, duration: Duration, kind: ActivityType | None
) -> bool:
    """Tell whether a length describes the activity: its noun stands behind it, or "lasted" before it."""
    events = find_events(passage, statement)
    following = [e for e in events if e.is_noun and 0 <= e.start - duration.end <= _REACH]
    is_short = duration.unit == "day" and duration.length <= _COUNTABLE
    if following and not is_short and _is_lasting(passage, following[0]):
        return False
    if not following and passage.paragraph in (None, 0) and passage.source != "title":
        return duration.unit == "day"
    if not following:
        return "last" in passage.text[max(statement.start, duration.start - 8) : duration.start].lower()
    event = next((e for e in following if not e.is_modifier), following[0])
    between = passage.text[duration.end : event.start]
    if event.is_other or event.word.is_plural or any(mark in between for mark in ",;:("):
        return False
    return _is_of_kind(event, kind)


def _is_lasting(passage: Passage, event: Event) -> bool:
    return passage.text[event.start : event.end].lower().split()[-1] in _LASTING


def _is_of_kind(event: Event, kind: ActivityType | None) -> bool:
    return (
        event.word.kind is None
        or kind is None
        or event.word.kind == kind
        or kind in _NEAR.get(event.word.kind, ())
    )


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

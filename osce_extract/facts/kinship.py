"""Of the days that sentences tell, those of an activity of the page's own kind."""

from __future__ import annotations

from datetime import timedelta

from osce_extract.facts.dating import Candidate
from osce_extract.facts.events import find_events
from osce_extract.facts.model import ActivityType
from osce_extract.facts.passages import Statement
from osce_extract.vocab.datecues import date_cues

__all__ = ["MOMENTARY", "is_brief", "keep_own"]

# Over in a day: what "opened" or "closed" such an activity is the whole of it.
MOMENTARY: frozenset[ActivityType | None] = frozenset(
    {"launch", "hand-over", "publication", "ceremony", "statement", "monitoring"}
)
_PRIZES = frozenset({"prize", "prizes", "winner", "winners", "honoured", "award", "awards", "awarded"})
# A course that ended so long before the diplomas was not prolonged until then.
_LONG = timedelta(days=7)
_SERIES_MARKS = frozenset({"first", "second", "third", "previous", "earlier", "other", "last", "remaining"})
# The subject of a sentence is looked for among so many words.
_SUBJECT = 6


def is_brief(candidate: Candidate) -> bool:
    """Tell whether its sentence tells of a meeting that is over in a day: "opening a public meeting",
    "The scheme came to an end on 3 May with a meeting of all pairs".
    """
    statement = candidate.statement
    if date_cues().brief.find(candidate.passage.text[statement.start : statement.end]):
        return True
    return candidate.part == "end" and any(
        event.is_noun and event.governor == "with" and event.start > candidate.phrase.end
        for event in find_events(candidate.passage, statement)
    )


def keep_own(chosen: list[Candidate], kind: ActivityType | None) -> list[Candidate]:
    """Leave out the dates of an activity of another kind that the sentences tell of: a visit's conference."""
    chosen = _without_diplomas(_without_entry_time(chosen))
    own = [c for c in chosen if c.kind == kind]
    # "met on Monday for a course, which ends on Friday": both ends in one sentence.
    is_pair = sorted(c.part for c in chosen) == ["end", "start"]
    if is_pair and chosen[0].statement is chosen[1].statement:
        return chosen
    alike = (kind, None)
    return _of_deed([c for c in chosen if c.kind in alike or _is_of_series(c)] if own else chosen, kind)


def _without_entry_time(chosen: list[Candidate]) -> list[Candidate]:
    """Leave out the weeks in which a contest took entries, where the sentence tells when it gave prizes."""
    days = [c for c in chosen if c.is_one_day and c.part == "whole" and _gives_prizes(c.statement)]
    told = {id(c.statement) for c in days}
    return [c for c in chosen if c in days or c.kind != "competition" or id(c.statement) not in told]


def _without_diplomas(chosen: list[Candidate]) -> list[Candidate]:
    """Leave out the day of the diplomas, where the sentence tells when the course was held, weeks before."""
    ranges = [c for c in chosen if not c.is_one_day and c.is_exact and len(c.dates) == 1]
    return [
        c
        for c in chosen
        if not (
            c.is_one_day
            and c.part == "end"
            and any(r.statement is c.statement and _is_long_before(r, c) for r in ranges)
        )
    ]


def _is_long_before(earlier: Candidate, later: Candidate) -> bool:
    end, day = earlier.dates[0].end.as_day, later.dates[0].start.as_day
    return end is not None and day is not None and day - end > _LONG


def _gives_prizes(statement: Statement) -> bool:
    return any(token.lower in _PRIZES for token in statement.tokens)


def _is_of_series(candidate: Candidate) -> bool:
    """Tell whether the subject is some sessions of a series: "The first two sessions were held"."""
    words = [token.lower for token in candidate.statement.tokens[:_SUBJECT]]
    return words[:1] == ["the"] and not _SERIES_MARKS.isdisjoint(words[1:2]) and "sessions" in words


def _of_deed(chosen: list[Candidate], kind: ActivityType | None) -> list[Candidate]:
    """Of the days of one sentence on a hand-over the one beside its verb: "bought in May, handed over on"."""
    if kind not in MOMENTARY or len(chosen) < 2 or len({id(c.statement) for c in chosen}) > 1:
        return chosen
    passage, statement = chosen[0].passage, chosen[0].statement
    deeds = [e for e in find_events(passage, statement) if e.word.kind == kind]
    nearest = {min(chosen, key=lambda c: abs(c.phrase.start - e.end)).phrase.start for e in deeds}
    return [c for c in chosen if c.phrase.start in nearest] if len(nearest) == 1 else chosen

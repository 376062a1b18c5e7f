"""People reached by a whole project or in a period, kept apart from participants."""

from __future__ import annotations

from collections.abc import Iterator

from osce_extract.facts.attendance import is_leader
from osce_extract.facts.counts import Clause, Count
from osce_extract.facts.model import Cumulative, Evidence, Found
from osce_extract.facts.parts import arrange
from osce_extract.facts.passages import Passage, Statement
from osce_extract.facts.periods import Reach, find_reach
from osce_extract.facts.reading import Reading
from osce_extract.vocab.people import count_cues

__all__ = ["read"]

# A page on which no sentence tells of an activity reports none: its figures are the page's subject.
_OF_ACTIVITY = "activity"
_REACH_OF_PASSIVE = 8
_LABEL_ENDS = frozenset({"to", "since", "trained", "under", ".", ","})


def read(reading: Reading) -> Found[Cumulative]:
    """People reached by the project or in a period, on a page that reports an activity."""
    statements = [(p, s) for p in reading.passages for s in p.statements]
    if not any(statement.frame == _OF_ACTIVITY for _, statement in statements):
        return Found()
    found: dict[tuple[int, str], Cumulative] = {}
    for passage, statement in statements:
        for fact in _read_statement(passage, statement):
            key = (fact.count, fact.period or "")
            if passage.source == "body" or not any(count == fact.count for count, _ in found):
                found[key] = fact
    return Found(tuple(_without_repeats(list(found.values()))))


def _without_repeats(facts: list[Cumulative]) -> Iterator[Cumulative]:
    """What the lead or the title says again is the body's."""
    in_body = {fact.count for fact in facts if fact.evidence.source == "body"}
    for fact in facts:
        if fact.evidence.source == "body" or fact.count not in in_body:
            yield fact


def _read_statement(passage: Passage, statement: Statement) -> Iterator[Cumulative]:
    clause = Clause.of(statement)
    if not clause.has_people:
        return
    for whole in arrange(clause).wholes:
        count = whole.count
        start = clause.tokens[count.number.first].start
        # Of what speakers say, only that so many have been trained.
        is_said = statement.frame_at(start) == "quotation" and not _were_trained(clause, count)
        if is_said or (count.kind == "outsider" and not _have_attended(clause, count)):
            continue
        if is_leader(count) and not _were_trained(clause, count):
            continue
        reach = find_reach(clause, count)
        if reach is not None and (count.kind is not None or reach.rule == "cumulative-brings-to"):
            yield _state(passage, clause, count, reach)


def _have_attended(clause: Clause, count: Count) -> bool:
    """Whether those for whom it was held came: "Such camps have been held since 2006, and 640 survivors
    have attended them".
    """
    words, i = clause.words, count.after
    is_perfect = words[i : i + 1] == ("have",)
    return is_perfect and count_cues()["occasions.behind"].behind(words, i + 1) > 0


def _were_trained(clause: Clause, count: Count) -> bool:
    """Whether trainers are those trained: "Since 2018, over 80 mentors have been trained"."""
    words, trained = clause.words, count_cues()["behind.trained"]
    for i in range(count.after, min(len(words) - 1, count.after + _REACH_OF_PASSIVE)):
        if words[i] in {",", ";", "who", "which"}:
            return False
        if words[i] == "been" and trained.behind(words, i + 1):
            return True
    return False


def _state(passage: Passage, clause: Clause, count: Count, reach: Reach) -> Cumulative:
    first, after = _label(clause, count)
    start, end = clause.span(first, after) if after > first else (0, 0)
    more: tuple[Evidence, ...] = ()
    period = None
    if reach.first >= 0:
        span = clause.span(reach.first, reach.after)
        more = (passage.evidence(*span, "cumulative-period"),)
        period = more[0].text
    return Cumulative(
        count=count.value,
        label=passage.text[start:end] or "people",
        period=period,
        evidence=passage.evidence(*clause.span(count.number.lead, count.after), reach.rule),
        more_evidence=more,
    )


def _label(clause: Clause, count: Count) -> tuple[int, int]:
    """Where the words stand that say who they are: behind the number, or behind "the number of"."""
    if count.kind is not None:
        return count.number.after, count.after
    words = clause.words
    for i in range(len(words) - 2):
        if words[i : i + 2] == ("number", "of"):
            stops = (j for j in range(i + 3, len(words)) if words[j] in _LABEL_ENDS)
            return i + 2, next(stops, len(words))
    return 0, 0

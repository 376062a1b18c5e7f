"""When the activity took place."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from osce_extract.facts import activity
from osce_extract.facts.choice import choose
from osce_extract.facts.clauses import is_about_activity
from osce_extract.facts.cues import find_spots
from osce_extract.facts.dating import Candidate, find_candidates
from osce_extract.facts.events import find_events
from osce_extract.facts.joints import are_of_two_towns
from osce_extract.facts.kinship import MOMENTARY, is_brief, keep_own
from osce_extract.facts.lengths import Length, find_length, find_position
from osce_extract.facts.model import ActivityType, DateRange, Evidence, Found, Rejection, YearFrom
from osce_extract.facts.pairing import are_neighbours, is_before, pair, shift
from osce_extract.facts.reading import Reading
from osce_extract.facts.when import read_when
from osce_extract.facts.years import Dated, find_anchor
from osce_extract.text.dates import PartialDate

__all__ = ["read"]

# A report on what was observed, and what somebody said, is no activity that took place.
_DATELESS: frozenset[ActivityType | None] = frozenset({"monitoring", "statement"})
# What may end something longer, in a day.
_CLOSING: frozenset[ActivityType | None] = frozenset({"meeting", "round table"})
_WORKING_DAYS = 5
_TOUR = 3
_LASTING: frozenset[ActivityType | None] = frozenset({"training", "campaign", "competition", "exercise"})
_SETTINGS = frozenset({"at", "during", "in", "on", "for", "of", "about", "as", "with", "by", "after"})
_ELSEWHERE = "exact-dates-elsewhere"
# What the same page may call by either name.
_INTERCHANGEABLE = frozenset({"training", "workshop", "seminar"})


class _Entry(msgspec.Struct, frozen=True):
    start: PartialDate | None
    end: PartialDate | None
    year_from: YearFrom | None
    evidence: tuple[Evidence, ...]


def read(reading: Reading) -> Found[DateRange]:
    """Read the days of the activity: from the first paragraph that gives any, refined by later ones."""
    anchor = find_anchor(reading)
    label = reading.labels.get("when")
    labelled = read_when(label, anchor) if label else ()
    if labelled:
        return Found(labelled)
    candidates, refused = find_candidates(reading, anchor)
    types = activity.read(reading).facts
    kind = types[0].type if types else None
    chosen = [] if kind in _DATELESS else _without_days_within(keep_own(choose(reading, candidates), kind))
    length = find_length(reading, kind, tuple(c.statement for c in chosen))
    entries = _merge(_entries(chosen, candidates, length, is_momentary=_is_momentary(kind, length, chosen)))
    return Found(
        tuple(_fact(entry) for entry in entries),
        (*refused, *_unused(candidates, chosen, kind)),
    )


def _without_days_within(chosen: list[Candidate]) -> list[Candidate]:
    """Leave out a day within what the same sentence says began before: "started on 2 May and today drew"."""
    # Three days and more are the stations of a tour.
    begun = [c for c in chosen if c.part == "start" and c.is_one_day and len(chosen) < _TOUR]
    return [
        c
        for c in chosen
        if c.part != "whole"
        or not c.is_one_day
        or c.phrase.is_counted
        or not any(
            b.statement is c.statement and is_before(b.dates[0].start, c.dates[0].start) for b in begun
        )
    ]


def _is_momentary(kind: ActivityType | None, length: Length, chosen: list[Candidate]) -> bool:
    """Tell whether the activity was over in a day; a course or campaign that "was launched" only began."""
    is_short = kind in MOMENTARY or (kind in _CLOSING and bool(chosen) and all(map(is_brief, chosen)))
    if not is_short or length.days not in (None, 1):
        return False
    return not any(c.part != "whole" and _bounds_what_lasts(c) for c in chosen)


def _bounds_what_lasts(candidate: Candidate) -> bool:
    """Tell whether the subject before the day is what lasts: "A three-week course was launched today"."""
    passage, statement = candidate.passage, candidate.statement
    events = find_events(passage, statement)
    starts = [s.start for s in find_spots(passage, statement) if s.value == candidate.part == "end"]
    # "who completed a course": its noun stands behind the verb.
    limit = min([candidate.phrase.start, *starts[-1:]])
    subjects = (e for e in events if e.is_noun and not e.is_modifier and e.end <= limit)
    return any(e.word.kind in _LASTING and e.governor not in _SETTINGS for e in subjects)


def _entries(
    chosen: list[Candidate], candidates: list[Candidate], length: Length, *, is_momentary: bool
) -> Iterable[_Entry]:
    ends = None if is_momentary else pair(chosen)
    if ends is not None:
        start, end = ends
        evidence = (_evidence(start, "beginning-and-end"), _evidence(end, "beginning-and-end"))
        yield _Entry(start.dates[0].start, end.dates[0].end, start.dates[0].year_from, evidence)
        return
    if are_neighbours(chosen):
        first, last = chosen
        days = first.dates[0].start, last.dates[0].end
        yield _Entry(*days, first.dates[0].year_from, tuple(_evidence(c, "days-in-a-row") for c in chosen))
        return
    week = _working_week(chosen, candidates, length) or _days_up_to(chosen)
    if week is not None:
        yield week
        return
    if chosen and not is_momentary and all(c.is_one_day and c.dates == chosen[0].dates for c in chosen):
        told = next((c for c in chosen if c.part != "whole"), chosen[0])
        wider = _find_wider(told, candidates, length)
        if wider:
            yield from wider
            return
    prolonged = _prolong(chosen, candidates)
    if prolonged is not None:
        yield prolonged
        return
    # Three days and more with a beginning and an end among them are the stations of one tour.
    is_tour = len({c.dates[0].start for c in chosen if c.is_one_day}) >= _TOUR
    for candidate in chosen:
        for dated in candidate.dates:
            entry = _Entry(dated.start, dated.end, dated.year_from, (_evidence(candidate, "day-or-range"),))
            if candidate.is_one_day and not is_momentary and not is_tour:
                entry = _extend(entry, candidate, length)
            yield entry


def _find_wider(candidate: Candidate, candidates: list[Candidate], length: Length) -> list[_Entry]:
    """Find exact dates elsewhere on the page of which the day is the first or last, or its missing end."""
    day = candidate.dates[0].start
    stops = _find_stops(candidate, candidates)
    for other in candidates:
        if other is candidate or not other.is_exact or not _is_same_activity(candidate, other):
            continue
        if other in stops and candidate.part == "end" and other.dates[-1].end == day:
            return [
                _Entry(d.start, d.end, d.year_from, (_evidence(c, _ELSEWHERE),))
                for c in stops
                for d in c.dates
            ]
        evidence = (_evidence(other, _ELSEWHERE), _evidence(candidate, "day-or-range"))
        if any(d.start != d.end and _is_part(day, d, other) for d in other.dates):
            return [_Entry(d.start, d.end, d.year_from, evidence) for d in other.dates]
        if not other.is_one_day or not _is_of_the_activity(other):
            continue
        far, year_from = other.dates[0].start, candidate.dates[0].year_from
        # Not the end that a stated length gives: another event's.
        if length.days and far not in {shift(day, length.days - 1), shift(day, 1 - length.days)}:
            continue
        # "gathered here today … The forum ends tomorrow"
        goes_on = candidate.part == "start" or (candidate.part == "whole" and other.is_to_come)
        if goes_on and other.part == "end" and is_before(day, far):
            return [_Entry(day, far, year_from, evidence)]
        if (candidate.part, other.part) == ("end", "start") and is_before(far, day):
            return [_Entry(far, day, year_from, evidence)]
    return []


def _find_stops(candidate: Candidate, candidates: list[Candidate]) -> list[Candidate]:
    """Find the stops of a tour in one sentence: "talks in Osh on 3 May and in Naryn on 4 May"."""
    for one, other in pairwise(c for c in candidates if c is not candidate and c.is_exact):
        if one.statement is other.statement and are_of_two_towns(one.statement, one.phrase, other.phrase):
            return [c for c in candidates if c.statement is one.statement and c.is_exact]
    return []


def _is_of_the_activity(candidate: Candidate) -> bool:
    """Tell whether a later sentence may date the activity's other end: it is not about a project."""
    events = find_events(candidate.passage, candidate.statement)
    return candidate.is_told or (candidate.is_bound and not any(e.word.strength == "thing" for e in events))


def _is_same_activity(one: Candidate, other: Candidate) -> bool:
    kinds = {one.kind, other.kind}
    return None in kinds or len(kinds) == 1 or kinds <= _INTERCHANGEABLE


def _is_part(day: PartialDate, dated: Dated, other: Candidate) -> bool:
    """Tell whether a day belongs to a range: an end of it, or within what a noun for the activity dates."""
    is_within = other.is_told and is_before(dated.start, day) and is_before(day, dated.end)
    return is_within or day in (dated.start, dated.end)


def _working_week(chosen: list[Candidate], candidates: list[Candidate], length: Length) -> _Entry | None:
    """Read "a five-day course this week" as Monday to Friday; a week alone gives no day."""
    weeks = [c for c in candidates if c.is_near and not c.phrase.is_calendar and not c.is_exact]
    if chosen or len(weeks) != 1 or length.days != _WORKING_DAYS or len(weeks[0].dates) != 1:
        return None
    monday = weeks[0].dates[0].start
    if monday.day is None:
        return None
    evidence = (_evidence(weeks[0], "week-and-stated-length"), *length.evidence)
    return _Entry(monday, shift(monday, _WORKING_DAYS - 1), weeks[0].dates[0].year_from, evidence)


def _prolong(chosen: list[Candidate], candidates: list[Candidate]) -> _Entry | None:
    """Go on to an end that a later sentence gives: "The camp goes on until 30 July"."""
    if len(chosen) != 1 or len(chosen[0].dates) != 1 or chosen[0].is_one_day or not chosen[0].is_exact:
        return None
    dated = chosen[0].dates[0]
    for other in candidates:
        if (
            other is chosen[0]
            or not other.is_one_day
            or not is_about_activity(other.passage, other.statement)
        ):
            continue
        day = other.dates[0].start
        is_next = other.is_told and shift(dated.end, 1) == day
        if (other.phrase.lead in {"until", "till"} and is_before(dated.end, day)) or is_next:
            evidence = (_evidence(chosen[0], "day-or-range"), _evidence(other, _ELSEWHERE))
            return _Entry(dated.start, day, dated.year_from, evidence)
    return None


def _days_up_to(chosen: list[Candidate]) -> _Entry | None:
    """Read "over the last three days … which ended yesterday" as the three days up to yesterday."""
    if len(chosen) != 2 or any(len(c.dates) != 1 for c in chosen):
        return None
    span, last = chosen
    first, end = span.dates[0].start.as_day, span.dates[0].end.as_day
    is_told = not span.phrase.is_calendar and last.is_one_day and last.part == "end"
    if not is_told or first is None or end is None or not is_before(last.dates[0].start, span.dates[0].end):
        return None
    evidence = (_evidence(span, "stated-length"), _evidence(last, "day-or-range"))
    start = shift(last.dates[0].start, (first - end).days)
    return _Entry(start, last.dates[0].start, last.dates[0].year_from, evidence)


def _extend(entry: _Entry, candidate: Candidate, length: Length) -> _Entry:
    """Count the other end by a stated length of up to five days; leave it open where none is stated."""
    if length.days == 1 or entry.start is None:
        return entry
    evidence = (*entry.evidence, *length.evidence)
    counted = _by_position(entry, candidate, length)
    if counted is not None:
        return counted
    goes_on = length.goes_on and not _is_last_session(candidate)
    if candidate.part == "start" or (candidate.part == "whole" and length.evidence and goes_on):
        end = shift(entry.start, length.days - 1) if length.days else None
        return replace(entry, end=end, evidence=evidence)
    if candidate.part == "end" or (length.days and _is_last_session(candidate)):
        start = shift(entry.start, 1 - length.days) if length.days else None
        return replace(entry, start=start, evidence=evidence)
    return entry


def _by_position(entry: _Entry, candidate: Candidate, length: Length) -> _Entry | None:
    """Count both ends from the day's place: "the fifth and last day", "the second of three"."""
    position = find_position(candidate.statement)
    days = position.day if position and position.is_last else length.days
    if position is None or entry.start is None or days is None or position.day > days:
        return None
    rule = "day-of-the-activity"
    place = candidate.passage.evidence(position.start, position.end, rule)
    start, end = shift(entry.start, 1 - position.day), shift(entry.start, days - position.day)
    return replace(entry, start=start, end=end, evidence=(*entry.evidence, place))


def _is_last_session(candidate: Candidate) -> bool:
    """Tell whether the day is that of "the last session" of an activity with a stated length."""
    before = [token.lower for token in candidate.statement.tokens if token.end <= candidate.phrase.start]
    return candidate.part == "whole" and bool({"last", "final"} & set(before[-6:]))


def _merge(entries: Iterable[_Entry]) -> list[_Entry]:
    """Drop what repeats another entry, or lies within it."""
    kept: list[_Entry] = []
    for entry in entries:
        same = next((i for i, other in enumerate(kept) if _covers(other, entry)), None)
        if same is not None:
            kept[same] = replace(kept[same], evidence=(*kept[same].evidence, *entry.evidence))
            continue
        inner = [other for other in kept if _covers(entry, other)]
        more = tuple(evidence for other in inner for evidence in other.evidence)
        kept = [other for other in kept if other not in inner]
        kept.append(replace(entry, evidence=(*entry.evidence, *more)))
    return kept


def _covers(outer: _Entry, inner: _Entry) -> bool:
    if (outer.start, outer.end) == (inner.start, inner.end):
        return True
    if None in (outer.start, outer.end):
        return False
    days = [day for day in (inner.start, inner.end) if day is not None]
    return all(not is_before(day, outer.start) and not is_before(outer.end, day) for day in days)


def _evidence(candidate: Candidate, rule: str) -> Evidence:
    return candidate.passage.evidence(candidate.phrase.start, candidate.phrase.end, rule)


def _unused(
    candidates: list[Candidate], chosen: list[Candidate], kind: ActivityType | None
) -> Iterable[Rejection]:
    for candidate in candidates:
        if candidate not in chosen:
            span = (candidate.phrase.start, candidate.phrase.end)
            rule, reason = "later-date", "the first dates of the page decide, and this adds nothing to them"
            if kind in _DATELESS:
                rule, reason = "date-of-something-else", f"a page of the kind “{kind}” reports no activity"
            yield candidate.passage.rejection("dates", span, rule, reason)


def _fact(entry: _Entry) -> DateRange:
    return DateRange(
        start=entry.start.edtf if entry.start else None,
        end=entry.end.edtf if entry.end else None,
        year_from=entry.year_from,
        evidence=entry.evidence[0],
        more_evidence=entry.evidence[1:],
    )

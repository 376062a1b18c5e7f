"""Which of the days that may date the activity are its own: those of the first paragraph that gives any."""

from __future__ import annotations

from itertools import pairwise

from osce_extract.facts.clauses import is_about_activity
from osce_extract.facts.dating import Candidate
from osce_extract.facts.events import find_events
from osce_extract.facts.pairing import shift
from osce_extract.facts.reading import Reading
from osce_extract.facts.stages import find_stages

__all__ = ["choose"]

# A year behind another preposition, or none, is that of a plan or an edition: "the 2017 Chairmanship".
_YEAR_LEADS = frozenset({"in", "during", "throughout", "from", "between", "over"})
# Words of a sentence that tells of the first of several sessions, and of those that tell of the others.
_SERIES = frozenset({"first", "two", "three", "four", "five", "series", "both", "parts", "Two", "Three"})
_SERIES_REACH = 3
# A month further on is that of something told in passing.
_MONTH_REACH = 1
_FURTHER = frozenset({"second", "third", "fourth", "fifth", "last", "final", "latter"})
_MEETING = frozenset({"met", "gathered", "assembled", "together", "convened"})
_REGATHERING = frozenset({"reconvened", "reassembled"})
_MET = frozenset({"they", "participants", "both"})
# The subject of a sentence is looked for among so many words.
_SUBJECT = 6


def choose(reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """Take the exact dates of the first paragraph, else those of later ones, else months, else years."""
    exact = _timely([c for c in candidates if c.is_exact], reading)
    near = [c for c in exact if c.is_near]
    later = [c for c in exact if not c.is_near]
    later = [c for c in later if c.is_told or c.is_serial] or later
    # Where the lead and the body disagree, the body holds.
    near = [c for c in near if c.passage.source == "body"] or near
    near = [c for c in near if not _is_feast(c)] or near
    # "who turned 17 on 11 June": where one date is bound to the activity, those without a cue are not its.
    near = (
        [c for c in near if c.is_bound or c.is_serial or not c.phrase.is_calendar] if _binds(near) else near
    )
    told = {id(c.statement) for c in near if c.is_told}
    if told:
        near = [
            c
            for c in near
            if id(c.statement) in told
            or c.is_serial
            or _begins_today(c)
            or _is_own_bound(c)
            or _is_next_day(c, near)
            or _meets_again(c)
        ]
    elif not any(c.is_bound for c in near) and any(c.is_told for c in later):
        near = []
    stages = find_stages(near, [c for c in exact if not c.is_near])
    if stages:
        return stages
    if near:
        return [*near, *_sessions(near, later)]
    if later and _tells_of_series(reading):
        return [c for c in later if (c.passage.paragraph or 0) <= _SERIES_REACH]
    if later:
        return [c for c in later if c.statement is later[0].statement or _is_session_of(c, later[0])]
    months = [c for c in candidates if c.dates[0].start.month is not None and c.is_bound and _is_coarse(c)]
    months = [c for c in months if (c.passage.paragraph or 0) <= _MONTH_REACH]
    years = [c for c in candidates if c.dates[0].start.month is None and c.is_near and c.is_bound]
    return months[:1] or [c for c in years if c.phrase.is_calendar and c.phrase.lead in _YEAR_LEADS][:1]


def _timely(exact: list[Candidate], reading: Reading) -> list[Candidate]:
    """Leave out what lies ahead of a page that reports the past, and loose dates where others are given."""
    is_series = any(c.is_loose for c in exact) and _tells_of_series(reading)
    firm = [c for c in exact if not c.is_loose or is_series]
    if not all(c.is_to_come for c in firm):
        return [c for c in firm if not c.is_to_come or c.part == "end"]
    first = next((p for p in reading.body), None)
    is_announced = any(t.lower == "will" for s in (first.statements if first else ()) for t in s.tokens)
    return firm if is_announced else [c for c in exact if c.is_loose] or [c for c in firm if c.is_near]


def _binds(near: list[Candidate]) -> bool:
    return any(c.is_bound and c.phrase.is_calendar for c in near)


def _is_own_bound(candidate: Candidate) -> bool:
    """Tell whether a sentence on the activity only tells an end of it: "It can be seen until 3 May"."""
    return candidate.part != "whole" and is_about_activity(candidate.passage, candidate.statement)


def _is_next_day(candidate: Candidate, near: list[Candidate]) -> bool:
    """Tell whether those who met do something else the day after: "On 4 May they visited a farm"."""
    behind = [t.lower for t in candidate.statement.tokens if t.start >= candidate.phrase.end][:2]
    if not candidate.is_one_day or _MET.isdisjoint(behind):
        return False
    day = candidate.dates[0].start
    told = [c for c in near if c.is_told and c.is_one_day and c.passage is candidate.passage]
    # "It began on 2 May. The next day they …" tells nothing of its end.
    if any(c.part != "whole" for c in told):
        return False
    return any(shift(c.dates[0].end, 1) == day for c in told)


def _meets_again(candidate: Candidate) -> bool:
    """Tell whether people met again for some days: "The best met again from 10 to 12 March"."""
    before = [t.lower for t in candidate.statement.tokens if t.end <= candidate.phrase.start]
    is_again = any(a in _MEETING and b == "again" for a, b in pairwise(before))
    is_again = is_again or not _REGATHERING.isdisjoint(before)
    return is_again and "will" not in before and candidate.is_exact and not candidate.is_one_day


def _tells_of_series(reading: Reading) -> bool:
    """Tell whether the first paragraph speaks of several sessions: "three training sessions"."""
    for passage in reading.body:
        if passage.paragraph != 0:
            break
        for statement in passage.statements:
            words = {token.text for token in statement.tokens}
            events = find_events(passage, statement)
            if words & _SERIES and any(e.word.is_plural and e.is_noun and not e.is_other for e in events):
                return True
    return False


def _is_feast(candidate: Candidate) -> bool:
    """Tell whether the date only explains a day's name: "World Refugee Day, 20 June"."""
    return candidate.passage.text[: candidate.phrase.start].endswith(("Day, ", "Day (", "Day on "))


def _begins_today(candidate: Candidate) -> bool:
    return not candidate.phrase.is_calendar and any(d.start != d.end for d in candidate.dates)


def _is_coarse(candidate: Candidate) -> bool:
    return candidate.phrase.is_calendar and not candidate.is_exact


def _is_session_of(candidate: Candidate, first: Candidate) -> bool:
    return candidate.is_serial and candidate.passage is first.passage


def _sessions(near: list[Candidate], later: list[Candidate]) -> list[Candidate]:
    """The further sessions of a series whose first one the first paragraph tells of."""
    words = {token.text for c in near for token in c.statement.tokens}
    if not words & _SERIES:
        return []
    return [c for c in later if _FURTHER & {token.text for token in c.statement.tokens[:_SUBJECT]}]

"""The date phrases of a page that date its activity, and the reasons why others do not."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby, pairwise
from typing import Literal

import msgspec
from msgspec.structs import replace

from osce_extract.facts.clauses import is_about_activity
from osce_extract.facts.cues import OPENING, Cue, find_cues, find_spots
from osce_extract.facts.events import find_events
from osce_extract.facts.joints import are_joined, are_of_two_towns
from osce_extract.facts.model import Rejection
from osce_extract.facts.occasions import is_lasting, is_past_of_past, is_pluperfect
from osce_extract.facts.owners import is_kept
from osce_extract.facts.passages import Frame, Passage, Statement
from osce_extract.facts.reading import Reading
from osce_extract.facts.refusals import find_refusal
from osce_extract.facts.tenses import PAST
from osce_extract.facts.years import Anchor, Dated, resolve_counted, resolve_phrase, step_back
from osce_extract.text.calendar import DatePhrase
from osce_extract.text.dates import RelativeDate
from osce_extract.text.durations import find_durations
from osce_extract.vocab.datecues import date_cues

__all__ = ["Candidate", "Part", "find_candidates"]

Part = Literal["start", "end", "whole"]

# No sentence of prose gives more dates; a table that reads like one may.
_MOST = 40
# The first dates of a page decide; behind so many candidates none is looked for.
_ENOUGH = 100
_UNTIL = frozenset({"until", "till", "through"})
# A date without any cue counts only in an early paragraph, and where it is so recent.
_LOOSE_REACH = 2
_LOOSE_LEADS = frozenset({"on", "from", "between"})
_RECENT = timedelta(days=31)
# Beside the noun of an activity, a verb so many words before it says no more which end a date is.
_BESIDE = 2
_PART_REACH = 14
_PRONOUNS = frozenset({"it", "this", "that", "they"})
# Verbs in the present beside a weekday look ahead.
_PRESENT = frozenset(
    "opens begins starts ends closes concludes runs lasts continues finishes takes goes".split()
)
_PRESENT_REACH = 8
_PLANNED = frozenset({"be", "take"})
# Participles that look ahead: "are expected to attend", "scheduled for".
_FORESEEN = frozenset({"due", "expected", "planned", "scheduled"})
_BE = frozenset({"are", "is"})
_OBLIGED = frozenset({"had", "needed", "used", "wanted"})
_BEGUN = frozenset("opened began kicked started launched ended concluded closed arrived".split())
# Behind "who will": the main clause has its own verb, in the past.
_RELATIVE = frozenset({"that", "which", "who"})
_MAIN = PAST - {"had", "held", "put", "was", "were"}
_FRAME_REASONS = {
    "quotation": "it stands in somebody's speech",
    "earlier": "it dates an earlier event",
    "later": "it dates a later event",
    "background": "the page reports no activity, or the sentence tells of its background",
}


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A date phrase that may date the activity.

    Attributes:
        passage: where it stands.
        statement: the sentence.
        phrase: the words.
        dates: what they mean, an entry for each separate day or range.
        part: whether they date the beginning, the end or all of it.
        is_near: whether it stands in the first paragraph or the lead.
        is_bound: whether a cue stands beside it.
        is_told: whether its sentence names an activity.
        kind: the activity type that the nearest noun before it names.
        is_serial: whether its sentence tells of the sessions of a series.
        is_to_come: whether it lies after the day of writing.
        is_loose: whether nothing beside it speaks of the activity; it is only recent.
    """

    passage: Passage
    statement: Statement
    phrase: DatePhrase
    dates: tuple[Dated, ...]
    part: Part
    is_near: bool
    is_bound: bool
    is_told: bool
    is_serial: bool
    kind: str | None = None
    is_to_come: bool = False
    is_loose: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether it gives days, not a month or a week."""
        if any(isinstance(m, RelativeDate) and m.unit == "week" for p in self.phrase.periods for m in p):
            return False
        return all(dated.start.day is not None and dated.end.day is not None for dated in self.dates)

    @property
    def is_one_day(self) -> bool:
        """Whether it gives a single day."""
        return self.is_exact and len(self.dates) == 1 and self.dates[0].start == self.dates[0].end


def find_candidates(reading: Reading, anchor: Anchor) -> tuple[list[Candidate], list[Rejection]]:
    """Find the date phrases that date the activity, and refuse the others."""
    found: list[Candidate] = []
    refused: list[Rejection] = []
    dateline = reading.page.dateline
    # The title's dates come last: they count where the text gives none.
    passages = sorted(reading.passages, key=lambda passage: passage.source == "title")
    for passage in passages:
        if passage.source == "title" and any(c.is_exact for c in found):
            continue
        ends = dateline is not None and passage.paragraph == dateline.paragraph
        after = dateline.end if dateline and ends else 0
        for whole in passage.statements:
            statement = _without(whole, after)
            phrases = statement.dates[:_MOST] if len(found) < _ENOUGH else ()
            for phrase in phrases:
                before = found[-1] if found and found[-1].passage is passage else None
                judged = _judge(passage, statement, phrase, anchor, before)
                if isinstance(judged, Candidate):
                    found.append(judged)
                else:
                    span = (phrase.start, phrase.end)
                    refused.append(passage.rejection("dates", span, "date-of-something-else", judged))
    kept = _kept(found)
    for c in kept:
        span = (c.phrase.start, c.phrase.end)
        reason = "a clause keeps it, and the main clause has a date of its own"
        refused.append(c.passage.rejection("dates", span, "date-of-a-clause", reason))
    return [c for c in found if c not in kept], refused


def _kept(found: list[Candidate]) -> list[Candidate]:
    """The candidates that a clause keeps for itself, where the main clause has another one."""
    kept: list[Candidate] = []
    for _, group in groupby((c for c in found if c.is_exact), key=lambda c: id(c.statement)):
        exact = list(group)
        loose = [c for c in exact if c.phrase.lead != "since"] if len(exact) > 1 else []
        inner = [c for c in loose if is_kept(c.passage, c.statement, c.phrase)]
        joined = [b for a, b in pairwise(exact) if a in inner and are_joined(a.statement, a.phrase, b.phrase)]
        if any(c.is_bound and c not in inner and c not in joined for c in exact):
            kept += inner
    return kept


def _without(statement: Statement, end: int) -> Statement:
    """The statement without a dateline that ends at `end`."""
    if end <= statement.start:
        return statement
    return replace(
        statement,
        tokens=tuple(token for token in statement.tokens if token.start >= end),
        dates=tuple(phrase for phrase in statement.dates if phrase.start >= end),
    )


def _judge(
    passage: Passage, statement: Statement, phrase: DatePhrase, anchor: Anchor, before: Candidate | None
) -> Candidate | str:
    """Make a candidate of a phrase, or tell why it is none."""
    is_near = passage.paragraph in (None, 0) and passage.source != "title"
    frame = _frame_of(passage, statement, phrase, is_near=is_near)
    if frame != "activity":
        return _FRAME_REASONS[frame]
    cues = sorted(find_cues(passage, statement, phrase))
    refusal = find_refusal(passage, statement, phrase, cues, is_near=is_near)
    if refusal is not None:
        return refusal
    is_bound = _is_joined(statement, phrase, before) or _is_bound(passage, statement, phrase, cues)
    is_serial = _is_serial(statement, phrase)
    is_loose = not is_near and not (is_bound or is_serial)
    is_whole = _is_over(passage, statement, phrase) or _is_stop(passage, statement, phrase)
    part = "whole" if is_whole else _part(phrase, cues)
    part = "end" if part == "whole" and _is_close(passage, statement) else part
    dates = _resolve(
        statement, phrase, anchor, before if before and before.passage is passage else None, part
    )
    if not dates:
        return "the page has no date to read it against"
    if is_loose and not (_may_be_loose(passage, statement, phrase, cues) and _is_recent(dates[-1], anchor)):
        return "nothing beside it speaks of the activity"
    if part == "start" and before and before.part == "start" and before.statement is statement:
        # "that began on 2 May and led them on 3 May to Osh": the beginning has its own day.
        part = "whole"
    return Candidate(
        passage=passage,
        statement=statement,
        phrase=phrase,
        dates=dates,
        part=_part_of_next(passage, statement) or part if part == "whole" else part,
        is_near=is_near,
        is_bound=is_bound,
        is_told=any(spot.value == "event" for spot in find_spots(passage, statement)),
        is_serial=is_serial,
        kind=_nearest_kind(passage, statement, phrase),
        is_to_come=_is_to_come(dates[0], anchor),
        is_loose=is_loose,
    )


def _frame_of(passage: Passage, statement: Statement, phrase: DatePhrase, *, is_near: bool) -> Frame:
    frame = statement.frame_at(phrase.start)
    if is_near and is_lasting(statement, phrase) and _tells_end(passage, statement, phrase):
        return "activity"
    # The first sentences may tell their news in the pluperfect.
    is_news = is_near and any(spot.value == "event" for spot in find_spots(passage, statement))
    if frame != "activity" or is_news or (is_near and passage.statements[0].start == statement.start):
        return frame
    is_before = not _is_own_beginning(passage, statement) and is_pluperfect(statement, phrase)
    return "earlier" if is_before or (not is_near and is_past_of_past(statement, phrase)) else frame


def _tells_end(passage: Passage, statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether the sentence gives the end as well, with its day: "today completed a course that"."""
    is_ended = any(spot.value == "end" for spot in find_spots(passage, statement))
    others = (other for other in statement.dates if other is not phrase)
    return is_ended and any(statement.frame_at(other.start) == "activity" for other in others)


def _is_own_beginning(passage: Passage, statement: Statement) -> bool:
    """Tell whether "had" tells of the activity's own beginning: "It had begun", "He had arrived"."""
    first = statement.tokens[0].lower if statement.tokens else ""
    if first in {"he", "she"}:
        return any(spot.value == "start" for spot in find_spots(passage, statement))
    return is_about_activity(passage, statement) and first not in {"they", "these"}


def _is_serial(statement: Statement, phrase: DatePhrase) -> bool:
    return phrase.is_calendar and any(token.text in date_cues().ordinals for token in statement.tokens)


def _resolve(
    statement: Statement, phrase: DatePhrase, anchor: Anchor, before: Candidate | None, part: Part
) -> tuple[Dated, ...]:
    """Tell the days of a phrase, some of them counted from those told before it in the paragraph."""
    if phrase.is_counted:
        return resolve_counted(phrase, before.dates[-1]) if before else ()
    dates = resolve_phrase(phrase, statement, anchor, ahead=_is_ahead(statement, phrase))
    if dates and part == "start" and before and before.part == "end":
        return step_back(dates, phrase, before.dates[-1])
    return dates


def _is_joined(statement: Statement, phrase: DatePhrase, before: Candidate | None) -> bool:
    """Tell whether the phrase shares what binds the one before: "on 3 May and in Naryn on 9 May"."""
    if before is None or before.statement is not statement or not before.is_bound:
        return False
    return are_joined(statement, before.phrase, phrase)


def _is_stop(passage: Passage, statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether it dates one stop of a tour: "Concerts on 3 May in Bar and on 9 May in Tivat ended"."""
    pairs = [(a, b) for a, b in pairwise(statement.dates) if phrase in (a, b)]
    if not any(are_of_two_towns(statement, a, b) for a, b in pairs):
        return False
    ends = [spot.start for spot in find_spots(passage, statement) if spot.value in {"start", "end"}]
    return bool(ends) and min(ends) >= max(b.end for _, b in pairs)


def _is_bound(passage: Passage, statement: Statement, phrase: DatePhrase, cues: list[Cue]) -> bool:
    if any(cue.kind not in ("soft", "public") for cue in cues):
        return True
    # "answered calls throughout February": what was done went on all the time.
    if phrase.lead == "throughout" and passage.paragraph == 0 and phrase.is_calendar:
        return True
    return phrase.lead in _UNTIL and is_about_activity(passage, statement)


def _is_to_come(dated: Dated, anchor: Anchor) -> bool:
    day = dated.start.as_day
    return day is not None and anchor.day is not None and anchor.has_year and day > anchor.day


def _is_recent(dated: Dated, anchor: Anchor) -> bool:
    day = dated.end.as_day
    if day is None or anchor.day is None or not anchor.has_year:
        return False
    return timedelta(0) <= anchor.day - day <= _RECENT


def _may_be_loose(passage: Passage, statement: Statement, phrase: DatePhrase, cues: list[Cue]) -> bool:
    is_early = passage.paragraph is not None and passage.paragraph <= _LOOSE_REACH
    # "On 3 May the Parliament had passed it": what went before.
    if any(token.lower == "had" for token in statement.tokens):
        return False
    return is_early and phrase.is_calendar and phrase.lead in _LOOSE_LEADS and not cues


def _part_of_next(passage: Passage, statement: Statement) -> Part | None:
    """Read what the next sentence says of the day: "On Friday, … It ended a five-day course"."""
    if any(spot.value == "event" for spot in find_spots(passage, statement)):
        return None
    following = next((s for s in passage.statements if s.start >= statement.end), None)
    if following is None or following.dates or following.tokens[0].lower not in _PRONOUNS:
        return None
    limit = following.tokens[min(len(following.tokens), OPENING) - 1].end
    for spot in sorted(find_spots(passage, following)):
        if spot.end <= limit and spot.value in {"start", "end"}:
            return "start" if spot.value == "start" else "end"
    return None


def _is_ahead(statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether a weekday is the next one: "will meet on Friday", "runs until Friday"."""
    words = _clause_around(statement, phrase)
    before = [token.lower for token in statement.tokens if token.end <= phrase.start]
    begun = max((i for i, word in enumerate(before) if word in _BEGUN), default=-1)
    if begun < 0 and _is_closed_by_past(before):
        return False
    if "will" in words[begun + 1 :] and (begun < 0 or "will" in before[begun + 1 :]):
        return True
    # "a school to be held in December", but "shelters had to be found"
    threes = zip(before, before[1:], before[2:], strict=False)
    is_planned = begun < 0 and any(b == "to" and c in _PLANNED and a not in _OBLIGED for a, b, c in threes)
    is_planned = is_planned or (begun < 0 and any(a in _BE and b in _FORESEEN for a, b in pairwise(before)))
    return is_planned or ("tomorrow" in words and begun < 0) or bool(_PRESENT & set(before[-_PRESENT_REACH:]))


def _is_closed_by_past(before: list[str]) -> bool:
    """Tell whether "will" only stands in a relative clause: "women who will run for mayor took part"."""
    opened = [i for i, (a, b) in enumerate(pairwise(before)) if a in _RELATIVE and b == "will"]
    if len(opened) != 1 or before.count("will") > 1:
        return False
    return not _MAIN.isdisjoint(before[opened[0] + 2 :])


def _clause_around(statement: Statement, phrase: DatePhrase) -> list[str]:
    """The words up to a new main clause behind the phrase: "ended on Friday, and more will begin"."""
    tokens = statement.tokens
    for i, token in enumerate(tokens[:-1]):
        is_joint = token.text == ";" or (token.text == "," and tokens[i + 1].lower in {"and", "but", "while"})
        if is_joint and token.start >= phrase.end and any(t.end <= phrase.start for t in tokens[:3]):
            return [t.lower for t in tokens[:i]]
    # "the congress, which will be held in May, met last Friday"
    foretold = [a for a in statement.asides if a.frame == "later" and _begins_clause(statement, a.start)]
    return [t.lower for t in tokens if not any(a.start <= t.start < a.end for a in foretold)]


def _begins_clause(statement: Statement, start: int) -> bool:
    return any(t.start == start and t.lower in {"which", "that", "who"} for t in statement.tokens)


def _nearest_kind(passage: Passage, statement: Statement, phrase: DatePhrase) -> str | None:
    """The kind that the nearest activity noun before the phrase names, or one right behind it."""
    events = [e for e in find_events(passage, statement) if e.is_noun and e.word.kind and not e.is_modifier]
    before = [event for event in events if event.end <= phrase.start]
    if before:
        return before[-1].word.kind
    behind = [event for event in events if event.start >= phrase.end]
    return behind[0].word.kind if behind else None


def _is_close(passage: Passage, statement: Statement) -> bool:
    """Tell whether a day is the last of what lasted: "today … at the end of a three-day visit"."""
    days = [d.start for d in find_durations(statement.tokens) if d.unit == "day"]
    ends = [spot for spot in find_spots(passage, statement) if spot.value == "end"]
    closes = [s.end for s in ends if passage.text[s.start : s.end].lower().startswith("at the ")]
    return len(statement.dates) == 1 and any(0 < day - close <= _BESIDE for day in days for close in closes)


def _part(phrase: DatePhrase, cues: list[Cue]) -> Part:
    if phrase.lead in _UNTIL:
        return "end"
    if phrase.lead in {"from", "since"} and not any(cue.distance <= 0 for cue in cues):
        return "start"
    for cue in cues:
        # "who had completed a course received their diplomas in a ceremony on 3 May"
        if cues[0].kind == "event" and cues[0].distance <= _BESIDE and cue.distance > _PART_REACH:
            return "whole"
        if cue.kind in {"start", "end", "whole"}:
            return cue.kind
    return "whole"


def _is_over(passage: Passage, statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether both ends lie on the phrase's day: "opened this morning and closed at six"."""
    if len(statement.dates) > 1 or any(d.length > 1 for d in find_durations(statement.tokens)):
        return False
    joined = {token.end + 1 for token in statement.tokens if token.lower == "and"}
    ends = [spot for spot in find_spots(passage, statement) if spot.value == "end"]
    starts = [spot for spot in find_spots(passage, statement) if spot.value == "start"]
    return bool(starts) and any(end.start in joined and end.start > phrase.end for end in ends)

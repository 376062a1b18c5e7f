"""The date phrases of a page that date its activity, and the reasons why others do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from osce_extract.facts.events import Event, find_events
from osce_extract.facts.model import Rejection
from osce_extract.facts.passages import Passage, Statement
from osce_extract.facts.reading import Reading
from osce_extract.facts.years import Anchor, Dated, resolve_counted, resolve_phrase
from osce_extract.text.calendar import DatePhrase
from osce_extract.text.dates import RelativeDate
from osce_extract.text.tokens import Token
from osce_extract.vocab.datecues import DateCue, date_cues

__all__ = ["Candidate", "Part", "find_candidates"]

Part = Literal["start", "end", "whole"]

# No sentence of prose gives more dates; a table that reads like one may.
_MOST = 40
# The first dates of a page decide; behind so many candidates none is looked for.
_ENOUGH = 100
# Words further than this before a phrase, or behind one that opens its sentence, say nothing of it.
_REACH = 30
_FORWARD = 40
# "today's international round table"
_NOUN_REACH = 40
# Nouns before "of" that leave the date to the sentence.
_TIMES = frozenset("morning afternoon evening night weekend week weeks days day period course".split())
# How far before an activity's noun these may stand.
_PREPARING_REACH = 40
_PREPARING = ("ahead of ", "prior to ", "in preparation for ", "run-up to ", "the eve of ", "in advance of ")
# What refuses a phrase stands nearer: "adopted on 3 May".
_HARD_REACH = 20
_SOFT_REACH = 9
# Words right behind a phrase in the middle of a sentence: "today concluded", "on 3 May at a round table".
_BESIDE = 4
_NOT_ACTIVITY = frozenset({"since", "by", "before", "after", "as", "dated", "following"})
# Verbs in the present beside a weekday look ahead.
_PRESENT = frozenset(
    "opens begins starts ends closes concludes runs lasts continues finishes takes goes".split()
)
_PRESENT_REACH = 8
_BEGUN = frozenset("opened began kicked started launched ended concluded closed arrived".split())
_VERBAL = frozenset({"start", "end", "whole"})
# A phrase among the first words of a sentence belongs to its main verb.
_OPENING = 4
_OPENERS = frozenset({"which", "who", "that", "where", "whose", "when", "while", "whom"})
_FRAME_REASONS = {
    "quotation": "it stands in somebody's speech",
    "earlier": "it dates an earlier event",
    "later": "it dates a later event",
    "background": "the page reports no activity, or the sentence tells of its background",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
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


_CueKind = DateCue | Literal["event"]


class _Cue(NamedTuple):
    distance: int
    kind: _CueKind


def find_candidates(reading: Reading, anchor: Anchor) -> tuple[list[Candidate], list[Rejection]]:
    """Find the date phrases that date the activity, and refuse the others."""
    found: list[Candidate] = []
    refused: list[Rejection] = []
    dateline = reading.page.dateline
    for passage in reading.passages:
        if passage.source == "title":
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
                    refused.append(passage.rejection("dates", span, "date of something else", judged))
    return found, refused


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
    frame = statement.frame_at(phrase.start)
    if frame != "activity":
        return _FRAME_REASONS[frame]
    is_near = passage.paragraph in (None, 0)
    cues = sorted(_cues(passage, statement, phrase))
    refusal = _refuse(passage, statement, phrase, cues, is_near=is_near)
    if refusal is not None:
        return refusal
    is_bound = any(cue.kind != "soft" for cue in cues)
    is_serial = phrase.is_calendar and any(token.text in date_cues().ordinals for token in statement.tokens)
    if not is_near and not (is_bound or is_serial):
        return "nothing beside it speaks of the activity"
    if phrase.is_counted:
        dates = resolve_counted(phrase, before.dates[-1]) if before else ()
    else:
        dates = resolve_phrase(phrase, statement, anchor, ahead=_is_ahead(statement, phrase))
    if not dates:
        return "the page has no date to read it against"
    return Candidate(
        passage=passage,
        statement=statement,
        phrase=phrase,
        dates=dates,
        part="whole" if _is_over(passage, statement, phrase) else _part(phrase, cues),
        is_near=is_near,
        is_bound=is_bound,
        is_told=any(spot.value == "event" for spot in _matches(passage, statement)),
        is_serial=is_serial,
        kind=_nearest_kind(passage, statement, phrase),
    )


def _refuse(
    passage: Passage, statement: Statement, phrase: DatePhrase, cues: list[_Cue], *, is_near: bool
) -> str | None:
    if phrase.lead in _NOT_ACTIVITY and not _is_under_way(phrase):
        return f"“{phrase.lead}” makes it a bound in time, not the activity's day"
    if (
        phrase.lead == "last"
        or _is_attributive(passage, statement, phrase)
        or _is_dateline(statement, phrase)
    ):
        return "the words beside it take it for something else"
    if _is_elsewhere(cues, is_today=is_near and _is_relative_day(phrase)):
        return "it dates something else than the activity"
    return None


def _is_ahead(statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether a weekday is the next one: "will meet on Friday", "runs until Friday"."""
    words = [token.lower for token in statement.tokens]
    before = [token.lower for token in statement.tokens if token.end <= phrase.start]
    begun = max((i for i, word in enumerate(before) if word in _BEGUN), default=-1)
    if "will" in words[begun + 1 :] and (begun < 0 or "will" in before[begun + 1 :]):
        return True
    return "tomorrow" in words or bool(_PRESENT & set(before[-_PRESENT_REACH:]))


def _is_elsewhere(cues: list[_Cue], *, is_today: bool) -> bool:
    """Tell whether the nearest cue says that the phrase dates something else than the activity."""
    if not cues:
        return False
    kind = cues[0].kind
    # "a survey conducted in May", "applications closed on 3 May": what was done stands before the verb.
    if kind in _VERBAL and len(cues) > 1 and cues[1].distance <= cues[0].distance + _BESIDE:
        kind = cues[1].kind if cues[1].kind in {"hard", "soft"} else kind
    if kind == "hard":
        return cues[0].distance <= _HARD_REACH
    return kind == "soft" and not is_today and cues[0].distance <= _SOFT_REACH


def _is_dateline(statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether the phrase opens the text before a city in capitals: "19 May 2024, OSH – …"."""
    if phrase.start > 0:
        return False
    behind = [token for token in statement.tokens if token.start >= phrase.end][:2]
    return (
        [token.text for token in behind[:1]] == [","]
        and behind[-1].text.isupper()
        and len(behind[-1].text) > 2
    )


def _is_under_way(phrase: DatePhrase) -> bool:
    """Tell whether "since Monday" dates the beginning of an activity that goes on."""
    moment = phrase.periods[0].first
    return phrase.lead == "since" and isinstance(moment, RelativeDate) and moment.unit in {"weekday", "day"}


def _is_attributive(passage: Passage, statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether a noun takes the phrase for itself: "the 5 May elections", "the floods of 5 May"."""
    after = next((token for token in statement.tokens if token.start >= phrase.end), None)
    if after is not None and after.lower == "'s":
        # "yesterday's seminar" is the activity.
        events = find_events(passage, statement)
        return not any(e.is_noun and 0 <= e.start - after.end <= _NOUN_REACH for e in events)
    if after is not None and after.lower in date_cues().attributive:
        return True
    before = [token for token in statement.tokens if token.end <= phrase.start][-2:]
    if phrase.lead != "of" or len(before) < 2 or before[1].lower != "of":
        return False
    events = find_events(passage, statement)
    return before[0].lower not in _TIMES and not any(e.end == before[0].end for e in events)


def _is_relative_day(phrase: DatePhrase) -> bool:
    return all(isinstance(m, RelativeDate) and m.unit == "day" for period in phrase.periods for m in period)


def _nearest_kind(passage: Passage, statement: Statement, phrase: DatePhrase) -> str | None:
    """The kind that the nearest activity noun before the phrase names, or one right behind it."""
    events = [e for e in find_events(passage, statement) if e.is_noun and e.word.kind and not e.is_modifier]
    before = [event for event in events if event.end <= phrase.start]
    if before:
        return before[-1].word.kind
    behind = [event for event in events if event.start >= phrase.end]
    return behind[0].word.kind if behind else None


def _part(phrase: DatePhrase, cues: list[_Cue]) -> Part:
    if phrase.lead in {"until", "till", "through"}:
        return "end"
    if phrase.lead in {"from", "since"} and not any(cue.distance <= 0 for cue in cues):
        return "start"
    for cue in cues:
        if cue.kind in {"start", "end", "whole"}:
            return cue.kind
    return "whole"


def _is_over(passage: Passage, statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether both ends lie on the phrase's day: "opened this morning and closed at six"."""
    if len(statement.dates) > 1:
        return False
    joined = {token.end + 1 for token in statement.tokens if token.lower == "and"}
    ends = [spot for spot in _matches(passage, statement) if spot.value == "end"]
    starts = [spot for spot in _matches(passage, statement) if spot.value == "start"]
    return bool(starts) and any(end.start in joined and end.start > phrase.end for end in ends)


def _cues(passage: Passage, statement: Statement, phrase: DatePhrase) -> Iterator[_Cue]:
    """Find the words that say what the phrase dates, each with its distance in words."""
    tokens = statement.tokens
    first = next(i for i, token in enumerate(tokens) if token.end > phrase.start)
    after = next((i for i in range(first, len(tokens)) if tokens[i].start >= phrase.end), len(tokens))
    ends = {token.end for token in tokens}
    for start, end, kind, governor in _matches(passage, statement):
        at = next((i for i, token in enumerate(tokens) if token.start == start), None)
        # "closed-door" does not close.
        if at is None or end not in ends or statement.frame_at(start) != statement.frame:
            continue
        if end <= phrase.start and first - at <= _REACH:
            yield _Cue(first - at + _cost(tokens[at + 1 : first]), kind)
        elif start >= phrase.end and at - after <= _FORWARD:
            distance = _distance_ahead(tokens[after:at], kind, governor, is_opening=first < _OPENING)
            if distance is not None:
                yield _Cue(distance, kind)


def _distance_ahead(
    between: tuple[Token, ...], kind: _CueKind, governor: str, *, is_opening: bool
) -> int | None:
    """How far a cue behind the phrase is from it; None when it says nothing of it."""
    words = [token.lower for token in between]
    if kind == "event" and governor in {"at", "during"} and len(words) <= _BESIDE:
        return 0
    if is_opening:
        # "On 3 May members of registered parties met": what refuses is weaker here than what binds.
        return len(words) + 1 + _cost(between) + (0 if kind in {*_VERBAL, "event"} else _FORWARD)
    is_when = words[:2] == [",", "when"] or words[:1] == ["when"]
    if kind in _VERBAL and (is_when or (len(words) < _BESIDE and not {",", "and"} & set(words))):
        return len(words) + _BESIDE - (10 if is_when else 0)
    return None


class _Spot(NamedTuple):
    start: int
    end: int
    value: _CueKind
    governor: str = ""


def _matches(passage: Passage, statement: Statement) -> Iterator[_Spot]:
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

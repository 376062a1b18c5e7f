"""Whose facts a sentence holds: the activity's, another event's, a speaker's, the background's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from types import MappingProxyType

import msgspec
from msgspec.structs import replace

from osce_extract.facts.apart import Window, find_window, frame_of_days
from osce_extract.facts.clauses import (
    dates_object,
    find_clause,
    find_funding,
    is_about_activity,
    stands_after,
)
from osce_extract.facts.editions import Edition, find_edition, find_other_editions, frame_of_edition
from osce_extract.facts.events import find_events
from osce_extract.facts.passages import Aside, Frame, Passage, Statement
from osce_extract.facts.quotes import find_speech
from osce_extract.facts.stance import Stance
from osce_extract.facts.tenses import find_foretold, frame_of_tense
from osce_extract.pages import Page
from osce_extract.text.calendar import DatePhrase
from osce_extract.text.dates import Moment, PartialDate
from osce_extract.vocab.framecues import CueKind, frame_cues

__all__ = ["frame"]

# A date this many days before or after the page's own is another event's.
_FAR = timedelta(days=200)
# So many words without a full stop are a table or a list of names, no sentence.
_LONGEST = 1000
_AHEAD = frozenset({"will", "starts", "begins", "opens", "started", "began", "opened"})
_BE = frozenset({"is", "are"})
_GOING_ON = frozenset("under held to due set being part run taught led given today now about for".split())
# Verbs of a first sentence after which what the next ones foretell is another event.
_DONE = frozenset("attended awarded donated graduated handed held met published took visited".split())
_OVER = frozenset({"concluded", "ended", "completed"})
# What a cue makes of its sentence, or of the part that it governs.
_FRAMES: Mapping[CueKind, Frame] = MappingProxyType(
    {
        "earlier": "earlier",
        "later": "later",
        "future": "later",
        "background": "background",
        "followed": "earlier",
        "preceded": "later",
    }
)
# "alumni of earlier courses": another event that only describes somebody frames no sentence.
_GOVERNORS = frozenset({"of", "from", "in", "at", "to", "with", "for"})
_LOOKING_AHEAD = frozenset({"will", "planned", "plans", "scheduled", "foreseen", "next", "due"})


def frame(page: Page, passages: tuple[Passage, ...], stance: Stance | None) -> tuple[Passage, ...]:
    """Give every statement its frame; on a page whose stance reports no activity none is the activity's."""
    if stance is not None:
        return tuple(_with_frame(passage, "background") for passage in passages)
    day, is_ahead = _page_day(page, passages), _is_ahead(passages)
    window = find_window(passages, day)
    context = _Context(day, is_ahead, find_edition(passages), window)
    return tuple(_frame_passage(passage, context) for passage in passages)


class _Context(msgspec.Struct, frozen=True):
    """What is known of the page: its day of writing, whether it looks ahead, what it reports, and when."""

    day: date | None
    is_ahead: bool
    edition: Edition | None = None
    window: Window | None = None


class _Cue(msgspec.Struct, frozen=True):
    start: int
    end: int
    kind: CueKind
    is_narrow: bool = False


def _with_frame(passage: Passage, frame: Frame) -> Passage:
    return replace(passage, statements=tuple(replace(s, frame=frame) for s in passage.statements))


def _page_day(page: Page, passages: tuple[Passage, ...]) -> date | None:
    """The day of writing: the dateline's or the page's, else the first full date of the text."""
    for edtf in (page.dateline.date if page.dateline else None, page.issued_on):
        given = PartialDate.parse(edtf) if edtf else None
        if given and given.as_day:
            return given.as_day
    for passage in passages:
        if passage.source == "title" or (passage.paragraph or 0) > 1:
            continue
        for phrase in (phrase for s in passage.statements for phrase in s.dates):
            last = phrase.periods[-1].last
            if phrase.lead in {"since", "until", "till"} or not isinstance(last, PartialDate):
                continue
            if last.as_day:
                return last.as_day
    return None


def _is_ahead(passages: tuple[Passage, ...]) -> bool:
    """Tell whether the first sentences speak of an activity to come, or one that goes on."""
    tops = [p for p in passages if p.source == "body" and p.paragraph in (0, 1)]
    lists = [[token.lower for token in s.tokens] for p in tops for s in p.statements[:2]]
    if lists and not _looks_ahead(lists[:1]) and not _DONE.isdisjoint(lists[0]):
        return False
    return _looks_ahead(lists) and not any(word in _OVER for line in lists for word in line)


def _looks_ahead(lists: list[list[str]]) -> bool:
    is_present = any(one in _BE and _goes_on(other) for line in lists for one, other in pairwise(line))
    return is_present or any(word in _AHEAD for line in lists for word in line)


def _goes_on(word: str) -> bool:
    """Tell whether "is" or "are" before it tells of what goes on; "what is true" does not."""
    return word.endswith(("ing", "ed")) or word in _GOING_ON


def _frame_passage(passage: Passage, context: _Context) -> Passage:
    if passage.source == "title":
        return passage
    speech = find_speech(passage)
    return replace(
        passage, statements=tuple(_frame_statement(passage, s, speech, context) for s in passage.statements)
    )


def _frame_statement(
    passage: Passage, statement: Statement, speech: tuple[tuple[int, int], ...], context: _Context
) -> Statement:
    if len(statement.tokens) > _LONGEST:
        return replace(statement, frame="background")
    asides = [
        Aside(max(a, statement.start), min(b, statement.end), "quotation")
        for a, b in speech
        if a < statement.end and b > statement.start
    ]
    if any(aside.start <= statement.start + 1 and aside.end >= statement.end - 1 for aside in asides):
        return replace(statement, frame="quotation")
    other = frame_of_edition(passage, statement, context.edition) if context.edition else None
    if other is None and context.window and context.day:
        other = frame_of_days(passage, statement, context.window, context.day)
        # A page that looks ahead may give days to come of its own activity.
        other = None if context.is_ahead and other == "later" else other
    other = other or frame_of_tense(passage, statement)
    if other is not None:
        return replace(statement, frame=other, asides=tuple(sorted(asides)))
    asides += find_other_editions(statement, context.edition) if context.edition else []
    asides += find_foretold(statement)
    is_first = passage.paragraph in (None, 0) and statement is passage.statements[0]
    about_activity = is_first or is_about_activity(passage, statement)
    days = _own_days(statement, context) if passage.paragraph in (None, 0) else ()
    is_own = about_activity or bool(days)
    for cue in _cues(passage, statement, context, about_activity=about_activity):
        if any(aside.start <= cue.start < aside.end for aside in asides):
            continue
        frame = _frame_of(cue)
        if cue.kind in ("followed", "preceded"):
            asides.append(Aside(cue.start, _end_of_followed(statement, cue.end), frame))
            continue
        clause = find_clause(statement, cue.start, cue.end, narrow=is_own or cue.is_narrow)
        clause = clause or _main_clause(statement, cue)
        if clause is None:
            funding = find_funding(statement)
            kept = [Aside(*funding, "activity")] if funding else []
            return replace(statement, frame=frame, asides=(*kept, *asides))
        # "who had previously worked alone met on 6 June": the clause ends before the activity's day.
        if cue.start not in days and any(clause[0] <= day < clause[1] for day in days):
            continue
        asides.append(Aside(*clause, frame))
    if not about_activity and _is_habit(passage, statement):
        return replace(statement, frame="background", asides=tuple(asides))
    return replace(statement, asides=tuple(sorted(asides))) if asides else statement


def _main_clause(statement: Statement, cue: _Cue) -> tuple[int, int] | None:
    """The main clause of a cue, parted from another by a semicolon: "Since 2019 …; 20 came this time"."""
    stops = [token.start for token in statement.tokens if token.text == ";"]
    if not stops:
        return None
    start = max((stop + 1 for stop in stops if stop < cue.start), default=statement.start)
    return start, next((stop for stop in stops if stop >= cue.end), statement.end)


def _is_day(moment: Moment) -> bool:
    if isinstance(moment, PartialDate):
        return moment.day is not None
    return moment.unit in {"day", "weekday"}


def _own_days(statement: Statement, context: _Context) -> tuple[int, ...]:
    """Where a statement gives days that are not far from the page's own."""
    return tuple(
        phrase.start
        for phrase in statement.dates
        for last in (phrase.periods[-1].last,)
        if _is_day(last) and phrase.lead != "since" and _date_cue(phrase, context) is None
    )


def _end_of_followed(statement: Statement, start: int) -> int:
    """Where what the activity follows ends: before the main clause, or before ", and"."""
    tokens = statement.tokens
    is_fronted = tokens[0].lower in {"as", "building", "following"}
    for one, other in pairwise(token for token in tokens if token.start >= start):
        is_joined = other.lower in {"and", "but", "with", "in", "was", "were", "began", "opened", "ended"}
        if one.text == ";" or (one.text == "," and (is_joined or is_fronted)):
            return one.start
    return statement.end


def _frame_of(cue: _Cue) -> Frame:
    return _FRAMES[cue.kind]


def _cues(
    passage: Passage, statement: Statement, context: _Context, *, about_activity: bool
) -> Iterator[_Cue]:
    """Find what sets the statement, or a part of it, apart from the activity, in the order of its words."""
    cues = [*_phrase_cues(passage, statement, context, about_activity=about_activity)]
    cues += _other_events(passage, statement)
    for phrase in statement.dates:
        is_near = passage.paragraph in (None, 0)
        is_after = not is_near and phrase.is_calendar and stands_after(statement, phrase.start)
        cue = _Cue(phrase.start, phrase.end, "earlier") if is_after else _date_cue(phrase, context)
        cue = cue or _year_before(statement, phrase, context)
        if cue and dates_object(statement, phrase.start):
            cue = replace(cue, is_narrow=True)
        cues += [cue] if cue else []
    yield from sorted(cues, key=lambda cue: cue.start)


def _phrase_cues(
    passage: Passage, statement: Statement, context: _Context, *, about_activity: bool
) -> Iterator[_Cue]:
    for match in frame_cues().phrases.find(passage.text[statement.start : statement.end]):
        start, end = statement.start + match.start, statement.start + match.end
        if match.value == "future" and (about_activity or context.is_ahead):
            continue
        if match.value == "background" and about_activity:
            continue
        # "five more than last year"
        is_compared = passage.text[statement.start : start].rstrip().endswith((" than", " as", " like"))
        yield _Cue(start, end, match.value, is_narrow=is_compared)


def _other_events(passage: Passage, statement: Statement) -> Iterator[_Cue]:
    """A similar course, the previous workshop: earlier, unless the sentence looks ahead."""
    words = {token.lower for token in statement.tokens}
    kind: CueKind = "later" if words & _LOOKING_AHEAD else "earlier"
    for event in find_events(passage, statement):
        # "the next day" is a day of the activity.
        is_day = any(phrase.start <= event.start < phrase.end for phrase in statement.dates)
        if event.is_other and event.is_noun and not event.is_modifier and not is_day:
            yield _Cue(event.start, event.end, kind, is_narrow=event.governor in _GOVERNORS)


def _date_cue(phrase: DatePhrase, context: _Context) -> _Cue | None:
    last = phrase.periods[-1].last
    if not isinstance(last, PartialDate):
        return None
    if phrase.lead == "since":
        return _Cue(phrase.start, phrase.end, "earlier")
    if last.year is None or context.day is None:
        return None
    latest = date(last.year, last.month or 12, min(last.day or 28, 28))
    earliest = date(last.year, last.month or 1, min(last.day or 1, 28))
    if latest < context.day - _FAR:
        return _Cue(phrase.start, phrase.end, "earlier")
    if earliest > context.day + _FAR or (last.month is None and last.year > context.day.year):
        return _Cue(phrase.start, phrase.end, "later")
    return None


def _year_before(statement: Statement, phrase: DatePhrase, context: _Context) -> _Cue | None:
    """The year before the first paragraph's days, at the head of a sentence: "In 2018, the Centre …"."""
    last = phrase.periods[-1].last
    if not isinstance(last, PartialDate) or last.month or last.year is None or context.window is None:
        return None
    is_opening = phrase.start - statement.start <= len("In ")
    is_before = last.year < context.window.first.year
    return _Cue(phrase.start, phrase.end, "earlier") if is_opening and is_before else None


def _is_habit(passage: Passage, statement: Statement) -> bool:
    """Tell whether the statement says what a body does at all times."""
    habits = frame_cues().habits
    head = statement.tokens[:12]
    if not any(token.lower in habits and not token.is_capitalized for token in head):
        return False
    return not any(e.is_noun and not e.is_modifier and e.word.kind for e in find_events(passage, statement))

"""Why a date phrase dates something else than the activity."""

from __future__ import annotations

from collections.abc import Callable

from osce_extract.facts.cues import BESIDE, VERBAL, Cue
from osce_extract.facts.entries import gives_results, is_for_entries
from osce_extract.facts.events import find_events
from osce_extract.facts.occasions import (
    follows_bound,
    is_announcing,
    is_bound_of_before,
    is_bracketed,
    is_covered,
    is_dateline,
    is_lasting,
    is_meanwhile,
    is_nowadays,
    is_of_project,
    is_own_deed,
    is_presented,
    is_term,
    is_under_way,
    marks_feast,
)
from osce_extract.facts.owners import is_kept
from osce_extract.facts.passages import Passage, Statement
from osce_extract.text.calendar import DatePhrase
from osce_extract.text.dates import RelativeDate
from osce_extract.vocab.datecues import date_cues

__all__ = ["find_refusal"]

# "today's international round table"
_NOUN_REACH = 40
# Between a date and the noun that takes it: "the 5 May early parliamentary elections".
_ADJECTIVES = 4
# Nouns before "of" that leave the date to the sentence.
_TIMES = frozenset("morning afternoon evening night weekend week weeks days day period course".split())
# What refuses a phrase stands nearer: "adopted on 3 May".
_REACHES: dict[str, int] = {"hard": 20, "public": 5}
_SOFT_REACH = 9
# A date in brackets behind a town is not that of a word further before: "census clerks in Ohrid (3 May)".
_BRACKET_REACH = 2
_NOT_ACTIVITY = frozenset({"since", "by", "before", "after", "as", "dated", "following"})

# What the words around a phrase make of it, whatever the activity.
_REASONS: tuple[tuple[Callable[[Statement, DatePhrase], bool], str], ...] = (
    (follows_bound, "it dates what the sentence counts from"),
    (is_covered, "it is the period that a report covers"),
    (is_term, "it is the time allowed for something, or in office"),
    (is_bound_of_before, "it is until when something else was so"),
    (is_meanwhile, "it is when others did something else"),
    (is_for_entries, "it is when entries could be sent"),
    (is_announcing, "it is the day of an announcement"),
    (marks_feast, "it is the day that the activity marks"),
)
# In the first sentence a project's beginning may be what the page reports.
_LATER_REASONS = (*_REASONS, (is_of_project, "it is a day of the project, not of the activity"))


def find_refusal(
    passage: Passage, statement: Statement, phrase: DatePhrase, cues: list[Cue], *, is_near: bool
) -> str | None:
    """Tell why a date phrase does not date the activity; None where nothing speaks against it.

    Args:
        passage: where it stands.
        statement: the sentence.
        phrase: the words.
        cues: what the words around say of it, the nearest first.
        is_near: whether it stands in the first paragraph or the lead.
    """
    is_going_on = is_under_way(phrase) or is_lasting(statement, phrase)
    if phrase.lead in _NOT_ACTIVITY and not is_going_on:
        return f"“{phrase.lead}” makes it a bound in time, not the activity's day"
    is_first = is_near and passage.statements[0].start == statement.start
    for is_so, reason in _REASONS if is_first else _LATER_REASONS:
        if is_so(statement, phrase):
            return reason
    if phrase.lead == "last" or _is_attributive(passage, statement, phrase) or is_dateline(statement, phrase):
        return "the words beside it take it for something else"
    if not cues and is_nowadays(statement, phrase):
        return "it says what is so nowadays"
    if not is_near and is_kept(passage, statement, phrase):
        return "a clause keeps it for what it describes"
    is_deed = is_near and (_is_relative_day(phrase) or is_own_deed(passage, statement, phrase))
    reach = _BRACKET_REACH if is_bracketed(statement, phrase) else _SOFT_REACH
    is_told = is_presented(statement, phrase) or gives_results(passage, statement, phrase)
    is_other = not is_told and _is_elsewhere(cues, is_today=is_deed, reach=reach)
    return "it dates something else than the activity" if is_other else None


def _is_elsewhere(cues: list[Cue], *, is_today: bool, reach: int) -> bool:
    """Tell whether the nearest cue says that the phrase dates something else than the activity."""
    if not cues:
        return False
    kind = cues[0].kind
    # "a survey conducted in May", "applications closed on 3 May": what was done stands before the verb.
    if kind in VERBAL and len(cues) > 1 and cues[1].distance <= cues[0].distance + BESIDE:
        kind = cues[1].kind if cues[1].kind in {"hard", "public", "soft"} else kind
    if kind in _REACHES:
        return cues[0].distance <= _REACHES[kind]
    return kind == "soft" and not is_today and cues[0].distance <= reach


def _is_attributive(passage: Passage, statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether a noun takes the phrase for itself: "the 5 May elections", "the floods of 5 May"."""
    after = next((token for token in statement.tokens if token.start >= phrase.end), None)
    if after is not None and after.lower == "'s":
        # "yesterday's seminar" is the activity.
        events = find_events(passage, statement)
        return not any(e.is_noun and 0 <= e.start - after.end <= _NOUN_REACH for e in events)
    behind = [token.lower for token in statement.tokens if token.start >= phrase.end][:_ADJECTIVES]
    noun = next((word for word in behind if word not in date_cues().adjectives), "")
    if noun in date_cues().attributive:
        return True
    before = [token for token in statement.tokens if token.end <= phrase.start][-2:]
    if phrase.lead != "of" or len(before) < 2 or before[1].lower != "of":
        return False
    events = find_events(passage, statement)
    # "the events of 8 August" are what happened.
    own = any(e.end == before[0].end and e.word.strength != "generic" for e in events)
    return before[0].lower not in _TIMES and not own


def _is_relative_day(phrase: DatePhrase) -> bool:
    return all(isinstance(m, RelativeDate) and m.unit == "day" for period in phrase.periods for m in period)

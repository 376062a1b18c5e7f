"""The words that tell what a date phrase dates, and how far from it they stand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from osce_extract.facts.events import Event, find_events
from osce_extract.facts.keeping import once
from osce_extract.facts.passages import Passage, Statement
from osce_extract.text.calendar import DatePhrase
from osce_extract.text.tokens import Token
from osce_extract.vocab.datecues import DateCue, date_cues

__all__ = ["BESIDE", "OPENING", "VERBAL", "Cue", "find_cues", "find_spots"]

# Words further than this before a phrase, or behind one that opens its sentence, say nothing of it.
_REACH = 30
_FORWARD = 40
# How far before an activity's noun these may stand.
_PREPARING_REACH = 40
_PREPARING = (
    "ahead of ",
    "prior to ",
    "in preparation for ",
    "run-up to ",
    "preparation of ",
    "preparations for ",
    "prepare for ",
    "the eve of ",
    "in advance of ",
)
# Words right behind a phrase in the middle of a sentence: "today concluded", "on 3 May at a round table".
BESIDE = 4
# A word of what an activity is about takes only a date right beside it: "a course on the elections of 3 May".
_BESIDE_TOPIC = 2
# Characters between a verb and the date that is its own: " on ".
_BESIDE_ITS_DATE = 4
# ", which had begun"
_CLAUSE_REACH = 4
VERBAL = frozenset({"start", "end", "whole"})
# A verb so many words behind "when" tells what was then.
_WHEN_REACH = 14
# A phrase among the first words of a sentence belongs to its main verb.
OPENING = 4
# Behind the noun for an activity these begin what it is about, which goes on to a verb or a comma.
_ABOUT = frozenset("on about for of in to with against regarding concerning entitled titled".split())
_TOPIC_ENDS = frozenset(", ; : ( ) – — is are was were has have had will today yesterday".split())
_REFUSING = frozenset({"hard", "soft", "public"})
# Plural nouns end like these verbs and pronouns.
_NO_PLURALS = frozenset({"was", "has", "its", "this", "his", "says", "shows", "takes"})
_FRONTING = frozenset({"with", "on", "during", "in", "early", "late"})
_OPENERS = frozenset({"which", "who", "that", "where", "whose", "when", "while", "whom"})


_CueKind = DateCue | Literal["event"]


class Cue(NamedTuple):
    """What a word says of a date phrase, and how many words away it stands, commas and clauses added."""

    distance: int
    kind: _CueKind


def find_cues(passage: Passage, statement: Statement, phrase: DatePhrase) -> Iterator[Cue]:
    """Find the words that say what the phrase dates, each with its distance in words."""
    tokens = statement.tokens
    first = next(i for i, token in enumerate(tokens) if token.end > phrase.start)
    colon = max((i for i in range(first) if tokens[i].text == ":"), default=-1)
    is_opening = first - colon - 1 < OPENING or _is_fronted(tokens[:first])
    after = next((i for i in range(first, len(tokens)) if tokens[i].start >= phrase.end), len(tokens))
    ends = {token.end for token in tokens}
    for start, end, kind, governor in find_spots(passage, statement):
        at = next((i for i, token in enumerate(tokens) if token.start == start), None)
        # "closed-door" does not close.
        if at is None or end not in ends or statement.frame_at(start) != statement.frame:
            continue
        if end <= phrase.start and first - at <= _REACH:
            last = next(i for i in range(at, len(tokens)) if tokens[i].end == end)
            if _is_closed_off(statement, at, last, first):
                continue
            far = first - last + _cost(tokens[last + 1 : first])
            if kind not in _REFUSING or not _is_spent(passage, statement, (start, end), phrase, far):
                yield Cue(far, kind)
        elif kind == "end" and at - after <= 1 and tokens[at].lower == "at":
            # "today, at the end of a three-day camp"
            yield Cue(0, kind)
        elif start >= phrase.end and at - after <= _FORWARD and not _has_own_date(statement, end):
            distance = _distance_ahead(tokens[after:at], kind, governor, is_opening=is_opening)
            if distance is not None:
                yield Cue(distance, kind)


def _is_closed_off(statement: Statement, at: int, last: int, first: int) -> bool:
    """Tell whether a verb and its own date stand in a clause that ends before word `first`.

    "completed a series, which began in November, on 7 May": it began on another day.
    """
    tokens = statement.tokens
    opener = next((k for k in range(at, max(0, at - _CLAUSE_REACH), -1) if tokens[k].lower in _OPENERS), 0)
    if not opener or tokens[opener - 1].text != ",":
        return False
    comma = next((k for k in range(last + 1, first) if tokens[k].text == ","), first)
    end = tokens[comma - 1].end if comma < first else 0
    return any(tokens[last].end <= date.start and date.end <= end for date in statement.dates)


def _has_own_date(statement: Statement, end: int) -> bool:
    """Tell whether a date stands right behind the word: "announced today the race launched in April"."""
    return any(0 < phrase.start - end <= _BESIDE_ITS_DATE for phrase in statement.dates)


def _is_spent(
    passage: Passage, statement: Statement, span: tuple[int, int], phrase: DatePhrase, distance: int
) -> bool:
    """Tell whether a refusing word says nothing of the phrase.

    It stands in what the activity is about ("a course on grant applications was held on"), or has a date of
    its own, with a verb of the activity behind that ("the board set up on 4 May met on 2 June").
    """
    start, end = span
    # "elections held on 3 May": what was held stands right before the verb.
    if any(s.value in VERBAL and s.start - end == 1 for s in find_spots(passage, statement)):
        return False
    if distance > _BESIDE_TOPIC and any(a <= start < b for a, b in _find_topics(passage, statement)):
        return True
    own = next((d for d in statement.dates if 0 < d.start - end <= _BESIDE_ITS_DATE), None)
    if own is None or own.start >= phrase.start:
        return False
    spots = find_spots(passage, statement)
    return any(s.value in VERBAL and own.end <= s.start and s.end <= phrase.start for s in spots)


@once
def _find_topics(passage: Passage, statement: Statement) -> tuple[tuple[int, int], ...]:
    """Find the words that tell what an activity is about, behind its noun."""
    tokens = statement.tokens
    index = {token.start: i for i, token in enumerate(tokens)}
    spots = find_spots(passage, statement)
    verbs = {spot.start for spot in spots if spot.value in VERBAL}
    found: list[tuple[int, int]] = []
    for spot in spots:
        if spot.value != "event" or (found and spot.start < found[-1][1]):
            continue
        first = next(i for i in range(index[spot.start], len(tokens)) if tokens[i].end >= spot.end) + 1
        if first + 1 >= len(tokens) or tokens[first].lower not in _ABOUT or tokens[first + 1].is_number:
            continue
        after = first
        while after < len(tokens) and not _ends_topic(tokens[after], verbs):
            after += 1
        found.append((tokens[first].start, tokens[after - 1].end))
    return tuple(found)


def _ends_topic(token: Token, verbs: set[int]) -> bool:
    return token.lower in _TOPIC_ENDS | _OPENERS or token.start in verbs


def _is_fronted(before: tuple[Token, ...]) -> bool:
    """Tell whether a phrase stands in words before the subject: "With a quiz on 3 May in Bar, they …"."""
    words = [token.lower for token in before]
    # "On World Refugee Day, 20 June, …"
    words = words[:-1] if words[-2:] == ["day", ","] else words
    return bool(words) and words[0] in _FRONTING and not {",", *_OPENERS} & set(words)


def _distance_ahead(
    between: tuple[Token, ...], kind: _CueKind, governor: str, *, is_opening: bool
) -> int | None:
    """How far a cue behind the phrase is from it; None when it says nothing of it."""
    words = [token.lower for token in between]
    if kind == "event" and governor in {"at", "during"} and len(words) <= BESIDE:
        return 0
    if is_opening:
        # "On 3 May members of registered parties met": what refuses is weaker here than what binds.
        return len(words) + 1 + _cost(between) + (0 if kind in {*VERBAL, "event"} else _FORWARD)
    is_when = words[:2] == [",", "when"] or words[:1] == ["when"]
    if kind in VERBAL and is_when:
        # "on Monday, when the seminar began"
        return max(0, len(words) - _WHEN_REACH)
    if kind in VERBAL and len(words) < BESIDE and not {",", "and"} & set(words):
        return len(words) + BESIDE
    return None


class _Spot(NamedTuple):
    start: int
    end: int
    value: _CueKind
    governor: str = ""


@once
def find_spots(passage: Passage, statement: Statement) -> tuple[_Spot, ...]:
    """Find the words of a statement that say what a date near them dates, and its activities."""
    return tuple(_find_spots(passage, statement))


def _find_spots(passage: Passage, statement: Statement) -> Iterator[_Spot]:
    matches = list(date_cues().phrases.find(passage.text[statement.start : statement.end]))
    behind = {token.end: following for token, following in pairwise(statement.tokens)} if matches else {}
    for match in matches:
        following = behind.get(statement.start + match.end)
        if match.value in _REFUSING and following is not None and _is_described(following):
            continue
        if match.value != "none":
            yield _Spot(statement.start + match.start, statement.start + match.end, match.value)
    for event in find_events(passage, statement):
        if event.is_noun and not event.is_other and not event.is_modifier and event.word.kind is not None:
            yield _Spot(event.start, event.end, _kind_of(passage, event), event.governor)


def _is_described(noun: Token) -> bool:
    """Tell whether a plural noun stands behind a word, which only describes it: "war crimes"."""
    lower = noun.lower
    is_plural = len(lower) > 3 and lower.endswith("s") and not lower.endswith(("ss", "'s", "ous"))
    return is_plural and not noun.is_capitalized and lower not in _NO_PLURALS


def _kind_of(passage: Passage, event: Event) -> _CueKind:
    """Tell an activity from the one it prepares for: "ahead of the conference on 3 May"."""
    before = passage.text[max(0, event.start - _PREPARING_REACH) : event.start].lower()
    tail = before.rsplit(",", 1)[-1]
    return "hard" if any(words in tail for words in _PREPARING) else "event"


def _cost(between: tuple[Token, ...]) -> int:
    words = [token.lower for token in between]
    return 6 * sum(word in _OPENERS for word in words) + 2 * sum(word in {",", ";", "–"} for word in words)

"""What kind of activity the page reports."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from operator import itemgetter
from typing import cast

import msgspec
from msgspec.structs import replace

from osce_extract.facts.events import Event, find_events
from osce_extract.facts.keeping import once
from osce_extract.facts.model import Activity, ActivityType, Found
from osce_extract.facts.passages import Passage, Statement
from osce_extract.facts.quotes import find_quoted
from osce_extract.facts.reading import Reading
from osce_extract.vocab.activities import ActivityWord

__all__ = ["read"]

# How much a noun says of the page's activity by where it stands; a verb says less, a weak noun least.
_TITLE, _LEAD, _FIRST, _SECOND, _THIRD, _LATER = 3.0, 2.0, 4.0, 3.0, 1.2, 0.4
_STRENGTHS = {"strong": 1.0, "verb": 0.55, "weak": 0.35}
# Nouns behind these describe the activity's subject or setting, not the activity: "standards for meetings".
_OBLIQUE = frozenset({"on", "about", "for", "after", "following", "with", "and", "by"})
# "The seminar was organized by …" in one of the first paragraphs names the activity for certain.
_SUBJECT, _SETTING_SUBJECT = 2.5, 2.0
_SUBJECT_REACH = 3
_DETERMINERS = 4
# Titles sum up in loose verbs.
_TITLE_VERB = 0.5
# A ceremony is mostly the setting of something else: "handed over at a ceremony".
_SETTING = frozenset({"at", "during", "in"})
# "launched a handbook": how far what is published may stand from the verb.
_OBJECT_REACH = 150
# "compare surrender campaigns": of what people speak, and how far before it the verb may stand.
_TOPIC = 0.2
_COMPARED_REACH = 3
_COMPARING = frozenset(
    "compare compares compared discuss discusses debate debates weigh review reviews".split()
)


class _Vote(msgspec.Struct, frozen=True):
    kind: ActivityType
    weight: float
    passage: Passage
    event: Event


@once
def read(reading: Reading) -> Found[Activity]:
    """Read the activity type from the nouns and verbs of the title and the first sentences.

    Every noun that names a kind of activity votes for it, the more the nearer to the beginning; a page
    that reports no activity is what its stance says.
    """
    stance = reading.stance
    if stance is not None:
        first = reading.passages[0] if reading.passages else None
        evidence = stance.evidence or (first.evidence(0, len(first.text), "content-type") if first else None)
        return Found((Activity(type=stance.kind, evidence=evidence),)) if evidence else Found()
    votes = [vote for passage in reading.passages for vote in _votes(passage)]
    if not votes:
        return Found()
    if any(vote.kind == "study visit" and vote.weight >= _THIRD for vote in votes):
        # "travelled for a study visit … The visit was hosted by": one and the same.
        votes = [replace(vote, kind="study visit") if vote.kind == "visit" else vote for vote in votes]
    sums: dict[ActivityType, float] = defaultdict(float)
    for vote in votes:
        sums[vote.kind] += vote.weight
    kind = max(sums, key=lambda kind: sums[kind])
    best = max((vote for vote in votes if vote.kind == kind), key=lambda vote: vote.weight)
    evidence = best.passage.evidence(best.event.start, best.event.end, "noun-or-verb-for-an-activity")
    return Found((Activity(type=kind, evidence=evidence),))


def _votes(passage: Passage) -> Iterator[_Vote]:
    names = find_quoted(passage)
    for number, statement in enumerate(passage.statements):
        if statement.frame != "activity":
            continue
        weight = _weight(passage, number)
        heads = _heads(passage, statement, names)
        is_named = any(_is_named_kind(event) for event in heads)
        for event in heads:
            # "met for a webinar": what they met for says more than that they met.
            if is_named and event.word.kind == "meeting" and event.word.strength == "verb":
                continue
            strength = _STRENGTHS.get(event.word.strength, 0.0)
            if event.word.kind is None or not strength or event.is_other:
                continue
            if statement.frame_at(event.start) != "activity":
                continue
            if passage.source == "title" and event.word.strength == "verb":
                strength *= _TITLE_VERB
            # A ceremony is mostly the setting of what it was held for.
            subject = _SETTING_SUBJECT if event.word.kind == "ceremony" else _SUBJECT
            told = max(weight, subject) if _is_subject(passage, statement, event) else weight
            if event.word.kind == "ceremony" and number and told == weight and event.is_definite:
                # "They were handed over. The ceremony took place": its setting.
                told = min(weight, subject)
            is_occasion = is_named and _is_named_kind(event) and event.word.kind != "ceremony"
            share = 1.0 if is_occasion else _share(event)
            share = _TOPIC if passage.source == "title" and _is_compared(statement, event) else share
            yield _Vote(cast(ActivityType, event.word.kind), told * strength * share, passage, event)


def _is_compared(statement: Statement, event: Event) -> bool:
    """Whether a title says that people speak of what a plural names: "compare surrender campaigns"."""
    before = [token.lower for token in statement.tokens if token.end <= event.start][-_COMPARED_REACH:]
    return event.is_noun and event.word.is_plural and not _COMPARING.isdisjoint(before)


def _is_named_kind(event: Event) -> bool:
    """Whether a noun of another kind than a meeting stands where "met" may take it as its occasion."""
    is_occasion = event.governor in {"for", "at", "in", "during"} and not event.is_other
    return event.word.strength == "strong" and event.word.kind != "meeting" and is_occasion


def _is_subject(passage: Passage, statement: Statement, event: Event) -> bool:
    """Tell whether one of the first paragraphs calls the activity so: "The two-day seminar was …"."""
    if not event.is_noun or not event.is_definite:
        return False
    if (passage.paragraph or 0) > _SUBJECT_REACH or event.word.is_plural:
        return False
    before = [token for token in statement.tokens[: _DETERMINERS + 1] if token.end <= event.start]
    return 0 < len(before) <= _DETERMINERS and before[0].lower in {"the", "this"}


def _weight(passage: Passage, number: int) -> float:
    if passage.source == "title":
        return _TITLE
    if passage.source == "lead":
        return _LEAD
    if passage.paragraph == 0:
        return (_FIRST, _SECOND)[number] if number < 2 else _THIRD
    return _THIRD if passage.paragraph == 1 and number == 0 else _LATER


def _share(event: Event) -> float:
    if event.word.kind == "ceremony" and event.governor in _SETTING:
        return 0.3
    if event.word.kind == "monitoring" and event.governor == "of":
        return 0.5
    return 0.5 if event.is_noun and event.governor in _OBLIQUE and not event.is_definite else 1.0


def _heads(passage: Passage, statement: Statement, names: tuple[tuple[int, int], ...]) -> list[Event]:
    """The activities of a statement without those that only describe another noun or stand in a name."""
    events = [
        event
        for event in find_events(passage, statement)
        if not event.is_modifier and not _is_within(names, event.start)
    ]
    told = [event for event in events if not _is_reduced(event, events)]
    return [_published(event, events) for event in told if event.word.strength != "thing"]


def _is_reduced(event: Event, events: list[Event]) -> bool:
    """Whether a verb only says of a thing before it what was done once: "handed over a server opened"."""
    if event.word.strength != "verb" or event.word.kind != "launch":
        return False
    before = [other for other in events if other.end < event.start]
    is_beside = bool(before) and before[-1].word.strength == "thing" and event.start - before[-1].end == 1
    return is_beside and any(other.word.strength == "verb" for other in before)


def _is_within(spans: tuple[tuple[int, int], ...], offset: int) -> bool:
    """Whether an offset lies in one of the spans, which stand in order."""
    k = bisect_right(spans, offset, key=itemgetter(0)) - 1
    return k >= 0 and offset < spans[k][1]


def _published(event: Event, events: list[Event]) -> Event:
    """A launch is the publication of a book or report, and surely a launch of what lasts."""
    if event.word.kind not in {"launch", "publication"}:
        return event
    for other in events:
        if other.word.strength == "thing" and abs(other.start - event.start) < _OBJECT_REACH:
            return replace(event, word=ActivityWord(other.word.kind, "strong"))
    return event

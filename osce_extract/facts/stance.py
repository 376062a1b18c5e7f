"""Whether a page reports an activity, or only says, observes, asks or announces something."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from osce_extract.facts.events import find_events
from osce_extract.facts.keeping import kept
from osce_extract.facts.model import Evidence
from osce_extract.facts.passages import Passage, Statement
from osce_extract.facts.quotes import find_speech
from osce_extract.pages import Page
from osce_extract.text.dates import RelativeDate
from osce_extract.vocab.matcher import Match
from osce_extract.vocab.people import person_kind
from osce_extract.vocab.placecues import place_cues
from osce_extract.vocab.stances import StanceKind, stance_words

__all__ = ["Stance", "find_stance"]

# A question of an interview is short and stands alone.
_QUESTION = 220
_LINE = 40
_CALL = "call for "
_OSCE = "OSCE"
_BE = frozenset({"is", "was", "were"})
_ORGANIZED = frozenset({"conducted", "co-organized", "held", "hosted", "organised", "organized", "run"})
_ACCORDING = ("according", "to")
# "the second annual monitoring report"
_REPORT_REACH = 6
_REPORT_ENDS = frozenset({"of", "by", "in", "on", "who", "which", ",", "."})
# Behind "welcomes" these may stand so many words away: "welcomes its first class".
_RECEIVED = 4
_CLASSES = frozenset({"class", "delegation", "group", "batch", "generation", "cohort", "intake"})
# "visiting Osh on Monday, she condemned …"
_ENCOUNTERS = frozenset({"visit", "meeting"})


class Stance(msgspec.Struct, frozen=True):
    """Why a page reports no activity.

    Attributes:
        kind: the activity type that the codebook gives to such a page.
        evidence: the words that show it; None when the printed content type does.
        reason: in a sentence an analyst understands.
    """

    kind: StanceKind
    evidence: Evidence | None
    reason: str


def find_stance(page: Page, passages: tuple[Passage, ...]) -> Stance | None:
    """Tell what a page without an activity of its own is; None when it reports one."""
    kind = stance_words().content_types.get(page.content_type or "")
    if kind is not None:
        return Stance(kind, None, f"a page of the type “{page.content_type}” reports no activity")
    heads = _heads(passages)
    return (
        _monitoring(heads)
        or _interview(passages, heads)
        or _portrait(page, passages, heads)
        or _call(passages, heads)
        or _statement(passages, heads)
    )


class _Head(msgspec.Struct, frozen=True, dict=True):
    """The title or one of the first sentences."""

    passage: Passage
    statement: Statement

    @kept
    def matches(self) -> Mapping[str, tuple[Match[None], ...]]:
        """The phrases of the statement by what they show."""
        return stance_words().phrases.find(self.passage.text[self.statement.start : self.statement.end])

    def find(self, shown: str) -> Evidence | None:
        """The first phrase outside of quotations that shows it."""
        matches, start = self.matches.get(shown, ()), self.statement.start
        speech = find_speech(self.passage) if matches else ()
        for match in matches:
            at = start + match.start
            if not any(a <= at < b for a, b in speech):
                return self.passage.evidence(at, start + match.end, "page-without-an-activity")
        return None


def _heads(passages: tuple[Passage, ...]) -> tuple[_Head, ...]:
    """The title and the first two sentences of the first paragraph."""
    titles = [_Head(p, s) for p in passages if p.source == "title" for s in p.statements]
    first = [p for p in passages if p.source == "body"][:1]
    body = [_Head(p, s) for p in first for s in p.statements]
    return (*titles, *body[:2])


def _monitoring(heads: tuple[_Head, ...]) -> Stance | None:
    for head in heads:
        found = head.find("monitoring.phrases")
        if found:
            return Stance("monitoring", found, "it reports what monitors saw")
    if any(head.passage.source != "title" and _has_occasion(head) for head in heads):
        return None
    found = next((found for head in heads if (found := head.find("monitoring.findings"))), None)
    found = found or next((found for head in heads if (found := _according(head))), None)
    return (
        Stance("monitoring", found, "it reports what was found, and no occasion is told of")
        if found
        else None
    )


def _according(head: _Head) -> Evidence | None:
    """The words "according to the second annual report", whose findings the sentence tells."""
    words = [token.lower for token in head.statement.tokens]
    # "according to a survey presented today": an occasion.
    if head.statement.dates:
        return None
    for k in range(len(words) - 1):
        if (words[k], words[k + 1]) == _ACCORDING and head.passage.source != "title":
            behind = range(k + 2, min(len(words), k + 2 + _REPORT_REACH))
            report = next((j for j in behind if words[j] in place_cues().writings), None)
            stop = next((j for j in behind if words[j] in _REPORT_ENDS), len(words))
            if report is not None and report < stop:
                tokens = head.statement.tokens
                return head.passage.evidence(tokens[k].start, tokens[report].end, "page-without-an-activity")
    return None


def _interview(passages: tuple[Passage, ...], heads: tuple[_Head, ...]) -> Stance | None:
    questions = [
        p for p in passages if p.source == "body" and p.text.endswith("?") and len(p.text) < _QUESTION
    ]
    asked = next((found for head in heads if (found := head.find("interviews.phrases"))), None)
    if len(questions) > 2 or (asked and (questions or "interview" in asked.text.lower())):
        first = questions[0] if questions else None
        evidence = first.evidence(0, len(first.text), "page-without-an-activity") if first else asked
        return Stance("other", evidence, "it is an interview")
    return None


def _portrait(page: Page, passages: tuple[Passage, ...], heads: tuple[_Head, ...]) -> Stance | None:
    """Tell whether a page portrays somebody.

    Neither a dateline nor the OSCE nor an activity opens it, and it names no activity with its day.
    """
    texts = [head for head in heads if head.passage.source != "title"]
    is_news = any(_has_occasion(head) or _names_activity(head) for head in texts)
    titles = [head for head in heads if head.passage.source == "title"]
    found = next((found for head in titles if (found := head.find("portraits.titles"))), None)
    # Behind such a title only the sentence that opens the page must leave the OSCE out.
    opening = (*titles, *texts[:1]) if found else heads
    if page.dateline or is_news or any(t.text == _OSCE for head in opening for t in head.statement.tokens):
        return None
    found = found or next((said for p in passages if p.source == "body" and (said := _saying_now(p))), None)
    if found is None:
        return None
    bodies = [_Head(p, s) for p in passages if p.source == "body" for s in p.statements]
    if any(map(_is_organized, bodies)) or any(
        _dates_activity(head) for head in bodies if head.statement.dates
    ):
        return None
    return Stance("other", found, "it portrays somebody, and no activity opens it")


def _saying_now(passage: Passage) -> Evidence | None:
    """The words that tell in the present what somebody said: "she recalls"."""
    matches = stance_words().phrases.find(passage.text).get("portraits.tellings", ())
    speech = find_speech(passage) if matches else ()
    for match in matches:
        if not any(a <= match.start < b for a, b in speech):
            return passage.evidence(match.start, match.end, "page-without-an-activity")
    return None


def _is_organized(head: _Head) -> bool:
    """Tell whether a sentence says who organized an activity: "The workshop was organized by the Mission"."""
    words = [token.lower for token in head.statement.tokens]
    threes = zip(words, words[1:], words[2:], strict=False)
    is_organized = any(a in _BE and b in _ORGANIZED and c == "by" for a, b, c in threes)
    return is_organized and _names_activity(head)


def _dates_activity(head: _Head) -> bool:
    """Tell whether a sentence gives a day, or one such as "last Friday", of an activity that it names."""
    if not _names_activity(head):
        return False
    periods = [period for phrase in head.statement.dates for period in phrase.periods]
    return any(isinstance(m, RelativeDate) or m.day is not None for period in periods for m in period if m)


def _call(passages: tuple[Passage, ...], heads: tuple[_Head, ...]) -> Stance | None:
    # A short line such as "How to apply" heads a part of a call.
    lines = [_Head(p, p.statements[0]) for p in passages if p.statements and len(p.text) < _LINE]
    # "prepare for a call for proposals": what a course was about.
    has_occasion = any(_has_occasion(head) for head in heads[:2] if head.passage.source != "title")
    for head in (*heads[:2], *lines):
        found = None if has_occasion else head.find("calls.phrases")
        found = found or _titled_call(head)
        if found:
            return Stance("other", found, "it calls for applications")
        found = head.find("posts.phrases")
        if found and head.passage.source == "title":
            return Stance("other", found, "somebody takes up or leaves a post")
    return None


def _titled_call(head: _Head) -> Evidence | None:
    """The words of a title such as "Call for young photographers"."""
    is_call = head.passage.source == "title" and head.passage.text.lower().startswith(_CALL)
    return head.passage.evidence(0, len(_CALL) - 1, "page-without-an-activity") if is_call else None


def _statement(passages: tuple[Passage, ...], heads: tuple[_Head, ...]) -> Stance | None:
    titles = [head for head in heads if head.passage.source == "title"]
    texts = [head for head in heads if head.passage.source != "title"]
    has_occasion = any(_has_occasion(head) for head in texts[:2])
    is_said = any(head.find("statement.strong") for head in texts)
    for head in (*titles, *texts[:1]):
        found = head.find("statement.strong")
        if found and not (has_occasion and (not is_said or _is_about(head, found))):
            return Stance("statement", found, "somebody says something, and no occasion is told of")
    second = [_Head(p, s) for p in passages if p.paragraph == 1 for s in p.statements[:2]]
    if has_occasion or (any(map(_names_activity, (*texts, *second))) and not _says_today(texts)):
        return None
    for head in (*titles, *(texts[:1] if _says_today(texts) else ())):
        found = head.find("statement.weak")
        if found and not _receives(head, found):
            return Stance("statement", found, "somebody says something, and no occasion is told of")
    return None


def _receives(head: _Head, found: Evidence) -> bool:
    """Tell whether somebody "welcomes" people, not what they did: "OSCE Academy welcomes new class"."""
    if not found.text.lower().startswith("welcome"):
        return False
    behind = [token.lower for token in head.statement.tokens if token.start >= found.end][:_RECEIVED]
    return any(person_kind(word) or word in _CLASSES for word in behind)


def _says_today(texts: list[_Head]) -> bool:
    """Tell whether the first sentence says that somebody "today called on" somebody."""
    for head in texts[:1]:
        found = head.find("statement.weak")
        if found and head.passage.text[: found.start].rstrip().endswith((" today", " yesterday")):
            return True
    return False


def _has_occasion(head: _Head) -> bool:
    """Tell whether a sentence tells of an activity: a noun for one beside a word such as "at" or "held"."""
    if not head.find("statement.occasions"):
        return False
    events = find_events(head.passage, head.statement)
    return any(e.word.strength in {"strong", "verb"} and not e.is_other and not e.is_modifier for e in events)


def _names_activity(head: _Head) -> bool:
    speech = find_speech(head.passage)
    return any(
        event.word.strength == "strong"
        and not event.is_other
        and not event.is_modifier
        # "students of a seminar", "the author of the conference"
        and event.governor != "of"
        and not any(a <= event.start < b for a, b in speech)
        for event in find_events(head.passage, head.statement)
    )


def _is_about(head: _Head, found: Evidence) -> bool:
    """Tell whether concern or sympathy is what an activity was about: it stands behind its noun or verb."""
    events = find_events(head.passage, head.statement)
    return any(
        (event.is_noun or event.word.kind in _ENCOUNTERS) and event.word.kind and event.start < found.start
        for event in events
    )

"""A page's title, lead and paragraphs as tokens and sentences that keep their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

import msgspec

from osce_extract.facts.keeping import kept
from osce_extract.facts.model import Evidence, Rejection, Source
from osce_extract.pages import Page
from osce_extract.text.calendar import DatePhrase, find_dates
from osce_extract.text.dates import PartialDate
from osce_extract.text.tokens import Token, split_sentences, tokenize

__all__ = ["Aside", "Frame", "Passage", "Statement", "read_labels", "read_passages"]

Frame = Literal["activity", "quotation", "earlier", "later", "background"]


class Aside(NamedTuple):
    """A part of a sentence with a frame of its own: `text[start:end]` of the passage."""

    start: int
    end: int
    frame: Frame


# Compared by identity: what is read of a statement is kept by it, and its tokens are long to compare.
class Statement(msgspec.Struct, frozen=True, eq=False, dict=True):
    """A sentence of a passage, and how it stands to the activity.

    Attributes:
        start: offset in the passage's text.
        end: offset after its last character.
        tokens: its tokens, offsets counted in the passage's text.
        frame: `activity` when its facts may be the activity's; else whose they are.
        asides: its parts that stand in another frame: speech, a clause about an earlier event.
        dates: the date phrases in it.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    frame: Frame = "activity"
    asides: tuple[Aside, ...] = ()
    dates: tuple[DatePhrase, ...] = ()

    @kept
    def words(self) -> tuple[str, ...]:
        """Its words in lower case, in order."""
        return tuple([token.lower for token in self.tokens])

    @kept
    def vocabulary(self) -> frozenset[str]:
        """Its words in lower case: a reader need not walk a sentence that has none of those it knows."""
        return frozenset(self.words)

    def frame_at(self, offset: int) -> Frame:
        """The frame of what stands at an offset of the passage's text."""
        for aside in self.asides:
            if aside.start <= offset < aside.end:
                return aside.frame
        return self.frame


class Passage(msgspec.Struct, frozen=True, eq=False):
    """A paragraph of the body, the lead, or the title."""

    source: Source
    paragraph: int | None
    text: str
    statements: tuple[Statement, ...]

    def evidence(self, start: int, end: int, rule: str) -> Evidence:
        """The words from `start` to `end` as evidence."""
        return Evidence(
            source=self.source,
            paragraph=self.paragraph,
            start=start,
            end=end,
            text=self.text[start:end],
            rule=rule,
        )

    def rejection(self, fact: str, span: tuple[int, int], rule: str, reason: str) -> Rejection:
        """The words of `span` as refused for `fact`."""
        return Rejection(fact=fact, evidence=self.evidence(*span, rule), reason=reason)


def read_passages(page: Page) -> tuple[Passage, ...]:
    """Cut a page's title, lead and body into passages."""
    parts: list[tuple[Source, int | None, str]] = []
    if page.title:
        parts.append(("title", None, page.title))
    if page.lead:
        parts.append(("lead", None, page.lead))
    parts += [("body", i, text) for i, text in enumerate(page.body)]
    passages: list[Passage] = []
    told: PartialDate | None = None
    for source, i, text in parts:
        statements = _statements(text, told)
        passages.append(Passage(source, i, text, statements))
        told = next((month for s in reversed(statements) if (month := _last_month(s.dates))), None)
    return tuple(passages)


def read_labels(page: Page) -> Mapping[Source, Passage]:
    """Cut what an event page prints under When, Where and Organized by; it is no part of the article."""
    values: tuple[tuple[Source, str | None], ...] = (
        ("when", page.event_when),
        ("where", page.event_where),
        ("organized_by", page.event_organizer),
    )
    return {source: Passage(source, None, text, _statements(text, None)) for source, text in values if text}


def _statements(text: str, told: PartialDate | None) -> tuple[Statement, ...]:
    """Cut a text into sentences; `told` is the month that the text before it spoke of last."""
    tokens = tokenize(text)
    statements: list[Statement] = []
    for sentence in split_sentences(tokens):
        words = tokens[sentence.first : sentence.after]
        dates = find_dates(words, told)
        statements.append(Statement(sentence.start, sentence.end, words, dates=dates))
        told = _last_month(dates) or told
    return tuple(statements)


def _last_month(dates: tuple[DatePhrase, ...]) -> PartialDate | None:
    last = dates[-1].periods[-1].last if dates else None
    return last if isinstance(last, PartialDate) and last.month is not None else None

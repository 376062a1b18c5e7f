"""A page's title, lead and paragraphs as tokens and sentences that keep their place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from osce_extract.facts.model import Evidence, Rejection, Source
from osce_extract.pages import Page
from osce_extract.text.tokens import Token, split_sentences, tokenize

__all__ = ["Aside", "Frame", "Passage", "Statement", "read_passages"]

Frame = Literal["activity", "quotation", "earlier", "later", "background"]


class Aside(NamedTuple):
    """A part of a sentence with a frame of its own: `text[start:end]` of the passage."""

    start: int
    end: int
    frame: Frame


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a passage, and how it stands to the activity.

    Attributes:
        start: offset in the passage's text.
        end: offset after its last character.
        tokens: its tokens, offsets counted in the passage's text.
        frame: `activity` when its facts may be the activity's; else whose they are.
        asides: its parts that stand in another frame: speech, a clause about an earlier event.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    frame: Frame = "activity"
    asides: tuple[Aside, ...] = ()

    def frame_at(self, offset: int) -> Frame:
        """The frame of what stands at an offset of the passage's text."""
        for aside in self.asides:
            if aside.start <= offset < aside.end:
                return aside.frame
        return self.frame


@dataclass(frozen=True, slots=True)
class Passage:
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

    def frame_at(self, offset: int) -> Frame:
        """The frame of what stands at an offset of the text."""
        for statement in self.statements:
            if statement.start <= offset < statement.end:
                return statement.frame_at(offset)
        return "background"

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
    return tuple(Passage(source, i, text, _statements(text)) for source, i, text in parts)


def _statements(text: str) -> tuple[Statement, ...]:
    tokens = tokenize(text)
    return tuple(Statement(s.start, s.end, tokens[s.first : s.after]) for s in split_sentences(tokens))

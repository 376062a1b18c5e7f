"""A page's title, lead and paragraphs as tokens and sentences that keep their place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from osce_extract.facts.model import Evidence, Rejection, Source
from osce_extract.pages import Page
from osce_extract.text.tokens import Token, split_sentences, tokenize

__all__ = ["Frame", "Passage", "Statement", "read_passages"]

Frame = Literal["activity", "quotation", "earlier", "later", "background"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a passage, and how it stands to the activity.

    Attributes:
        start: offset in the passage's text.
        end: offset after its last character.
        tokens: its tokens, offsets counted in the passage's text.
        frame: `activity` when its facts may be the activity's; else whose they are.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    frame: Frame = "activity"


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

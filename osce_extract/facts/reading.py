"""The common ground of all readers of facts: a page's framed passages and the bodies in their roles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from osce_extract.facts.frames import frame
from osce_extract.facts.keeping import forget
from osce_extract.facts.model import Rejection, Source
from osce_extract.facts.passages import Passage, read_labels, read_passages
from osce_extract.facts.roles import Role, read_roles
from osce_extract.facts.stance import Stance, find_stance
from osce_extract.pages import Page

__all__ = ["Hints", "Reading", "read_page"]


class Hints(msgspec.Struct, frozen=True, kw_only=True):
    """What the caller knows and the page may not say.

    Attributes:
        issued_on: ISO date of publication.
        reference_date: ISO date that a date without a year is read against.
        navigation: lines that are none of an article's text, as `vocab.navigation.entry_key` makes them.
    """

    issued_on: str | None = None
    reference_date: str | None = None
    navigation: frozenset[str] = frozenset()


class Reading(msgspec.Struct, frozen=True, dict=True):
    """What every reader of a fact is given.

    Attributes:
        page: the page facts.
        hints: what the caller knows.
        passages: title, lead, then the body's paragraphs, in that order.
        roles: the bodies that a cue puts in a role, in the page's order.
        refused: what was considered for a role and refused.
        labels: what an event page prints under When, Where and Organized by, by their source.
        stance: why the page reports no activity; None when it reports one.
    """

    page: Page
    hints: Hints
    passages: tuple[Passage, ...]
    roles: tuple[Role, ...]
    refused: tuple[Rejection, ...] = ()
    labels: Mapping[Source, Passage] = {}
    stance: Stance | None = None

    def refusals(self, fact: str) -> tuple[Rejection, ...]:
        """What was considered for a role of this fact and refused."""
        return tuple(rejection for rejection in self.refused if rejection.fact == fact)

    def forget(self) -> None:
        """Drop what is kept with the statements, which ties them and their passages in circles."""
        for passage in (*self.passages, *self.labels.values()):
            for statement in passage.statements:
                forget(statement)

    @property
    def body(self) -> Iterator[Passage]:
        """The passages of the body, in order."""
        return (passage for passage in self.passages if passage.source == "body")


def read_page(page: Page, hints: Hints) -> Reading:
    """Take a page through the lower steps of the cascade: tokens, sentences, frames, bodies in roles."""
    passages = read_passages(page)
    stance = find_stance(page, passages)
    passages = frame(page, passages, stance)
    labels = read_labels(page)
    found = read_roles(page, passages, labels)
    return Reading(page, hints, passages, found.roles, found.refused, labels, stance)

"""The words that set a sentence apart from the page's activity: `frames.toml`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec

from osce_extract.vocab.matcher import Matcher
from osce_extract.vocab.tables import WordLists, read_toml

__all__ = ["CueKind", "FrameCues", "frame_cues"]

CueKind = Literal["earlier", "later", "future", "background", "followed", "preceded"]


class FrameCues(msgspec.Struct, frozen=True):
    """The vocabulary of frames.

    Attributes:
        phrases: cue phrases with what they tell.
        habits: verbs for what a body does at all times.
        openers: words that open a subordinate clause.
        participles: irregular participles that open a clause behind a comma.
        funding: participles for paying.
        subjects: how a sentence about the page's own activity may begin.
    """

    phrases: Matcher[CueKind]
    habits: frozenset[str]
    openers: frozenset[str]
    participles: frozenset[str]
    funding: frozenset[str]
    subjects: tuple[str, ...]


@cache
def frame_cues() -> FrameCues:
    """Load the vocabulary once."""
    data = read_toml("frames.toml", WordLists)
    clauses = data["clauses"]
    return FrameCues(
        Matcher(
            (
                *_entries(data["earlier"]["phrases"], "earlier"),
                *_entries(data["later"]["phrases"], "later"),
                *_entries(data["later"]["future"], "future"),
                *_entries(data["background"]["phrases"], "background"),
                *_entries(data["followed"]["phrases"], "followed"),
                *_entries(data["preceded"]["phrases"], "preceded"),
            ),
            "any",
        ),
        frozenset(data["background"]["habits"]),
        frozenset(clauses["openers"]),
        frozenset(clauses["participles"]),
        frozenset(clauses["funding"]),
        tuple(clauses["subjects"]),
    )


def _entries(phrases: Iterable[str], kind: CueKind) -> Iterable[tuple[str, CueKind]]:
    return ((phrase, kind) for phrase in phrases)

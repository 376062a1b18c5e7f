"""The words by which a page shows that it reports no activity of its own: `stances.toml`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec

from osce_extract.vocab.matcher import Matcher
from osce_extract.vocab.tables import WordLists, read_toml

__all__ = ["StanceKind", "StanceWords", "stance_words"]

StanceKind = Literal["statement", "monitoring", "other"]


class StanceWords(msgspec.Struct, frozen=True):
    """Phrases by what they show; `content_types` maps a printed type to the kind of page it stands for."""

    content_types: dict[str, StanceKind]
    monitoring: Matcher[None]
    findings: Matcher[None]
    strong: Matcher[None]
    weak: Matcher[None]
    occasions: Matcher[None]
    calls: Matcher[None]
    posts: Matcher[None]
    interviews: Matcher[None]
    stories: Matcher[None]
    tellings: Matcher[None]


@cache
def stance_words() -> StanceWords:
    """Load the vocabulary once."""
    data = read_toml("stances.toml", WordLists)
    kinds: tuple[StanceKind, ...] = ("statement", "monitoring", "other")
    return StanceWords(
        content_types={name: kind for kind in kinds for name in data["content_types"][kind]},
        monitoring=_matcher(data["monitoring"]["phrases"]),
        findings=_matcher(data["monitoring"]["findings"]),
        strong=_matcher(data["statement"]["strong"]),
        weak=_matcher(data["statement"]["weak"]),
        occasions=_matcher(data["statement"]["occasions"]),
        calls=_matcher(data["calls"]["phrases"]),
        posts=_matcher(data["posts"]["phrases"]),
        interviews=_matcher(data["interviews"]["phrases"]),
        stories=_matcher(data["portraits"]["titles"]),
        tellings=_matcher(data["portraits"]["tellings"]),
    )


def _matcher(phrases: Iterable[str]) -> Matcher[None]:
    return Matcher(((phrase, None) for phrase in phrases), "any")

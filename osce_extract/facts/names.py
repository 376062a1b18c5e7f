"""Names of bodies and States: what a mention is, and how one is read from tokens."""

from __future__ import annotations

from dataclasses import dataclass

from osce_extract.facts.passages import Passage

__all__ = ["Mention"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A body named in a passage.

    Attributes:
        passage: where it stands.
        start: offset of the name in the passage's text.
        end: offset after the name.
        name: the name as it goes into the record.
        abbreviation: given in brackets behind it, or standing for it.
        country: of a State or of a body that belongs to one.
        osce: whether it is an OSCE structure.
        id: stable identity, where known.
    """

    passage: Passage
    start: int
    end: int
    name: str
    abbreviation: str | None = None
    country: str | None = None
    osce: bool = False
    id: str | None = None

"""Who held the activity."""

from __future__ import annotations

from osce_extract.facts.model import Found, Organizer
from osce_extract.facts.reading import Reading

__all__ = ["read"]


def read(reading: Reading) -> Found[Organizer]:
    """Who held the activity."""
    del reading
    return Found()

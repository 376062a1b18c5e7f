"""Who paid for the activity."""

from __future__ import annotations

from osce_extract.facts.model import Donor, Found
from osce_extract.facts.reading import Reading

__all__ = ["read"]


def read(reading: Reading) -> Found[Donor]:
    """Who paid for the activity."""
    del reading
    return Found()

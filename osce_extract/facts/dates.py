"""The days on which the activity took place."""

from __future__ import annotations

from osce_extract.facts.model import DateRange, Found
from osce_extract.facts.reading import Reading

__all__ = ["read"]


def read(reading: Reading) -> Found[DateRange]:
    """The days on which the activity took place."""
    del reading
    return Found()

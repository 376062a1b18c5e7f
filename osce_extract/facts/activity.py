"""What kind of activity the page reports."""

from __future__ import annotations

from osce_extract.facts.model import Activity, Found
from osce_extract.facts.reading import Reading

__all__ = ["read"]


def read(reading: Reading) -> Found[Activity]:
    """What kind of activity the page reports."""
    del reading
    return Found()

"""People reached by a whole project or in a period, kept apart from participants."""

from __future__ import annotations

from osce_extract.facts.model import Cumulative, Found
from osce_extract.facts.reading import Reading

__all__ = ["read"]


def read(reading: Reading) -> Found[Cumulative]:
    """People reached by a whole project or in a period, kept apart from participants."""
    del reading
    return Found()

"""The project or programme under which the activity was held."""

from __future__ import annotations

from osce_extract.facts.model import Found, Project
from osce_extract.facts.reading import Reading

__all__ = ["read"]


def read(reading: Reading) -> Found[Project]:
    """The project or programme under which the activity was held."""
    del reading
    return Found()

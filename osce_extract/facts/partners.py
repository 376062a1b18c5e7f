"""Who else stood behind the activity."""

from __future__ import annotations

from osce_extract.facts.model import Found, Partner
from osce_extract.facts.reading import Reading

__all__ = ["read"]


def read(reading: Reading) -> Found[Partner]:
    """Who else stood behind the activity."""
    del reading
    return Found()

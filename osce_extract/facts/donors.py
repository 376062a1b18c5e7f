"""Who paid."""

from __future__ import annotations

from osce_extract.facts.model import Donor, Found
from osce_extract.facts.reading import Reading

__all__ = ["read"]


def read(reading: Reading) -> Found[Donor]:
    """Who paid: the bodies that a cue of money names, and the States and the EU as supporters."""
    return Found(
        tuple(
            Donor(
                name=role.mention.name,
                abbreviation=role.mention.abbreviation,
                country=role.mention.country,
                osce=role.mention.osce,
                id=role.mention.id,
                evidence=role.evidence,
                more_evidence=role.more,
            )
            for role in reading.roles
            if role.kind == "donor"
        ),
        reading.refusals("donors"),
    )

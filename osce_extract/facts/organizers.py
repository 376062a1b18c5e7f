"""Who held the activity."""

from __future__ import annotations

from osce_extract.facts.model import Found, Organizer
from osce_extract.facts.reading import Reading

__all__ = ["read"]


def read(reading: Reading) -> Found[Organizer]:
    """Who held the activity: the agents of organizing, delivering or handing over."""
    return Found(
        tuple(
            Organizer(
                name=role.mention.name,
                abbreviation=role.mention.abbreviation,
                country=role.mention.country,
                osce=role.mention.osce,
                id=role.mention.id,
                evidence=role.evidence,
                more_evidence=role.more,
            )
            for role in reading.roles
            if role.kind == "organizer"
        ),
        reading.refusals("organizers"),
    )

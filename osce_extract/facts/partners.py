"""Who else stood behind the activity, and how."""

from __future__ import annotations

from osce_extract.facts.model import Found, Partner
from osce_extract.facts.reading import Reading

__all__ = ["read"]


def read(reading: Reading) -> Found[Partner]:
    """Who else stood behind the activity: co-organizers, hosts, supporters, implementers and contributors."""
    return Found(
        tuple(
            Partner(
                role=role.kind,
                name=role.mention.name,
                abbreviation=role.mention.abbreviation,
                country=role.mention.country,
                osce=role.mention.osce,
                id=role.mention.id,
                evidence=role.evidence,
                more_evidence=role.more,
            )
            for role in reading.roles
            if role.kind != "organizer" and role.kind != "donor"  # noqa: PLR1714 - mypy narrows by these
        ),
        reading.refusals("partners"),
    )

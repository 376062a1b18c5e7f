"""On a page about a visit, what bodies did elsewhere: the course whose graduates met the visitor."""

from __future__ import annotations

from msgspec.structs import replace

from osce_extract.facts import activity
from osce_extract.facts.reading import Reading
from osce_extract.facts.settlement import Role, refuse

__all__ = ["narrow"]

_VISIT = "visit"
_OTHER = "said of another activity than the visit"


def narrow(reading: Reading) -> Reading:
    """Keep, on a page whose title tells of a visit, only the roles told in a sentence that names it."""
    if not reading.roles or _VISIT not in (reading.page.title or "").lower():
        return reading
    found = activity.read(reading).facts
    if not found or found[0].type != _VISIT:
        return reading
    kept = tuple(role for role in reading.roles if _is_of_visit(role))
    refused = tuple(refuse(role, _OTHER) for role in reading.roles if role not in kept)
    return replace(reading, roles=kept, refused=(*reading.refused, *refused))


def _is_of_visit(role: Role) -> bool:
    start = role.mention.start
    return any(
        token.lower.startswith(_VISIT)
        for statement in role.mention.passage.statements
        if statement.start <= start < statement.end
        for token in statement.tokens
    )

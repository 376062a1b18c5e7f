"""On a page about a visit, what bodies did elsewhere: the course whose graduates met the visitor."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from osce_extract.facts import activity
from osce_extract.facts.passages import Statement
from osce_extract.facts.reading import Reading
from osce_extract.facts.settlement import Role, refuse
from osce_extract.vocab.ties import tie_words

__all__ = ["narrow"]

_OTHER = "said of another activity than the visit"


def narrow(reading: Reading) -> Reading:
    """Keep, on a page whose title tells of a visit, only the roles told in a sentence that names it."""
    title = (passage for passage in reading.passages if passage.source == "title")
    if not reading.roles or not any(_tell_of_visit(passage.statements) for passage in title):
        return reading
    found = activity.read(reading).facts
    if not found or found[0].type != "visit":
        return reading
    kept = tuple(role for role in reading.roles if _is_of_visit(role))
    refused = tuple(refuse(role, _OTHER) for role in reading.roles if role not in kept)
    return replace(reading, roles=kept, refused=(*reading.refused, *refused))


def _is_of_visit(role: Role) -> bool:
    """Tell whether the visit, and not an event that the visitor attended on it, stands before the body."""
    start = role.mention.start
    statements = [s for s in role.mention.passage.statements if s.start <= start < s.end]
    words = tie_words()
    before = [token.lower for s in statements for token in s.tokens if token.end <= start]
    last = next((word for word in reversed(before) if word in words.visiting or word in words.opening), None)
    return _tell_of_visit(statements) and (last is None or last in words.visiting)


def _tell_of_visit(statements: Iterable[Statement]) -> bool:
    words = tie_words().visiting
    return any(token.lower in words for statement in statements for token in statement.tokens)

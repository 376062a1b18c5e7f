"""How many people took part."""

from __future__ import annotations

from osce_extract.facts.attendees import read_attendees
from osce_extract.facts.model import Evidence, Found, Participants
from osce_extract.facts.reading import Reading
from osce_extract.facts.sessions import count_sessions
from osce_extract.facts.turnout import Turnout, settle

__all__ = ["read"]


def read(reading: Reading) -> Found[Participants]:
    """How many people took part, how many of them women and men, and the groups the page counts."""
    attendees, loose, rejected = read_attendees(reading)
    turnout = settle(attendees, loose, count_sessions(reading))
    if turnout is None:
        return Found((), rejected)
    return Found((_state(turnout),), rejected)


def _state(turnout: Turnout) -> Participants:
    evidence: list[Evidence] = list(turnout.evidence)
    return Participants(
        total=turnout.total,
        qualifier=turnout.qualifier,
        women=turnout.women,
        men=turnout.men,
        groups=turnout.groups,
        evidence=evidence[0],
        more_evidence=tuple(evidence[1:]),
    )

"""Pages in, facts out, by a cascade: tokens, names and numbers, phrases, roles by cue, one activity.

Each fact has a module whose `read(reading)` returns what it found and what it refused. A new fact is
a new module and a line in `READERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeVar

from osce_extract.facts import (
    activity,
    cumulative,
    dates,
    donors,
    locations,
    organizers,
    participants,
    partners,
    project,
)
from osce_extract.facts.model import Fact, Facts, Found, Rejection
from osce_extract.facts.reading import Hints, Reading, read_page
from osce_extract.facts.visits import narrow
from osce_extract.pages import Page

__all__ = ["READERS", "Facts", "Hints", "read_facts"]

READERS: Mapping[str, Callable[[Reading], Found[Fact]]] = MappingProxyType(
    {
        "activity": activity.read,
        "dates": dates.read,
        "locations": locations.read,
        "organizers": organizers.read,
        "partners": partners.read,
        "participants": participants.read,
        "cumulative": cumulative.read,
        "donors": donors.read,
        "project": project.read,
    }
)

T = TypeVar("T")


def read_facts(page: Page, hints: Hints) -> Facts:
    """Read every fact of a page; a page in another language than English has none."""
    if page.language not in ("en", None):
        return Facts()
    reading = narrow(read_page(page, hints))
    try:
        return _read(reading)
    finally:
        reading.forget()


def _read(reading: Reading) -> Facts:
    rejected: list[Rejection] = []

    def kept(found: Found[T]) -> tuple[T, ...]:
        rejected.extend(found.rejected)
        return found.facts

    return Facts(
        activity=_only(kept(activity.read(reading))),
        dates=kept(dates.read(reading)),
        locations=kept(locations.read(reading)),
        organizers=kept(organizers.read(reading)),
        partners=kept(partners.read(reading)),
        participants=_only(kept(participants.read(reading))),
        cumulative=kept(cumulative.read(reading)),
        donors=kept(donors.read(reading)),
        project=_only(kept(project.read(reading))),
        rejected=tuple(rejected),
    )


def _only(facts: tuple[T, ...]) -> T | None:
    return facts[0] if facts else None

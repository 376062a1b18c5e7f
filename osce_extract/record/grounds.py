"""Every piece of evidence of a record with the fact that rests on it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from osce_extract.facts.model import (
    Cumulative,
    DateRange,
    Evidence,
    Fact,
    Group,
    Participants,
    Project,
)
from osce_extract.record.model import Record

__all__ = ["Ground", "describe", "grounds_of", "text_at", "words_at"]


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """Words of the page and what they stand for.

    Attributes:
        field: the record's field.
        value: the fact in a few words.
        evidence: the words.
    """

    field: str
    value: str
    evidence: Evidence


def grounds_of(record: Record) -> Iterator[Ground]:
    """All evidence of a record, field by field."""
    if record.activity_type and record.activity_evidence:
        yield Ground(field="activity_type", value=record.activity_type, evidence=record.activity_evidence)
    for field in ("dates", "locations", "organizers", "partners", "cumulative", "donors"):
        for fact in getattr(record, field):
            yield from _grounds(field, fact)
    if record.participants:
        yield from _grounds("participants", record.participants)
        for group in record.participants.groups:
            yield from _grounds("participants", group)
    if record.project:
        yield from _grounds("project", record.project)


def words_at(record: Record, evidence: Evidence) -> str:
    """What the page has at the place that evidence names."""
    return text_at(record, evidence)[evidence.start : evidence.end]


def text_at(record: Record, evidence: Evidence) -> str:
    """The paragraph, title, lead or label that evidence counts its offsets in; "" where there is none."""
    if evidence.source == "body" and evidence.paragraph is not None:
        return record.body[evidence.paragraph] if evidence.paragraph < len(record.body) else ""
    if evidence.source in ("when", "where", "organized_by"):
        return (getattr(record.event, evidence.source) if record.event else None) or ""
    return (record.title if evidence.source == "title" else record.lead) or ""


def describe(fact: Fact) -> str:
    """A fact in a few words."""
    match fact:
        case DateRange(start=start, end=end):
            return start or "?" if start == end else f"{start or '?'} to {end or '?'}"
        case Participants():
            parts = [f"{fact.qualifier or ''} {fact.total}".strip() if fact.total is not None else ""]
            parts += [f"{fact.women} women" if fact.women is not None else ""]
            parts += [f"{fact.men} men" if fact.men is not None else ""]
            return ", ".join(part for part in parts if part)
        case Group(label=label, count=count):
            return f"{count} {label}"
        case Cumulative(label=label, count=count, period=period):
            return f"{count} {label} ({period})" if period else f"{count} {label}"
        case Project(name=name, extrabudgetary=True):
            return f"{name} (extrabudgetary)"
    name = str(getattr(fact, "name", ""))
    role = getattr(fact, "role", None) or getattr(fact, "country", None)
    return f"{name} ({role})" if role else name


def _grounds(field: str, fact: Fact) -> Iterator[Ground]:
    value = describe(fact)
    for evidence in (fact.evidence, *fact.more_evidence):
        yield Ground(field=field, value=value, evidence=evidence)

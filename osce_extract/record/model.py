"""The record: what one line of output says of one page."""

from __future__ import annotations

from typing import Literal

import msgspec

from osce_extract.facts import Facts
from osce_extract.facts.model import (
    ActivityType,
    Cumulative,
    DateRange,
    Donor,
    Evidence,
    Location,
    Organizer,
    Participants,
    Partner,
    Project,
)
from osce_extract.pages import Page
from osce_extract.sources import Document

__all__ = ["RECORD_VERSION", "EventLabels", "Provenance", "Record", "assemble"]

RECORD_VERSION = "1"


class Provenance(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a record's page came from.

    Attributes:
        location: path or address as the caller gave it.
        format: what the bytes were.
        encoding: the encoding they were decoded by.
        encoding_from: what decided it: `bom`, `transport`, `meta`, `utf-8`, `detected`.
        sha256: hexadecimal digest of the bytes.
        status: HTTP status code of a fetched page.
        final_url: its address after redirects.
        fetched_at: ISO 8601 instant in UTC.
        from_cache: whether it was served from the cache on disk.
    """

    location: str
    format: Literal["html", "text"]
    encoding: str
    encoding_from: str
    sha256: str
    status: int | None = None
    final_url: str | None = None
    fetched_at: str | None = None
    from_cache: bool | None = None


class EventLabels(msgspec.Struct, frozen=True, kw_only=True):
    """What an event page prints beside its text.

    Attributes:
        when: under When.
        where: under Where.
        organized_by: under Organized by.
    """

    when: str | None = None
    where: str | None = None
    organized_by: str | None = None


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One page, or one item of a listing, with its page facts and the facts of its activity.

    Attributes:
        record_version: changes when a key is renamed, removed or given another meaning.
        record_type: `page`, or `listing_item`.
        source: where the page came from.
        url: the page's address, when known.
        language: ISO 639-1 code of the text; None when it cannot be told.
        title: the headline without the site's name.
        content_type: as the page prints it, in sentence case.
        issued_on: ISO date of publication.
        issued_by: the OSCE structures that issued it, as printed.
        fields_of_work: topics, as printed, in order.
        lead: a summary above the labels, only where it differs from the first paragraph.
        body: the article's paragraphs.
        teaser: a listing item's summary; None on pages.
        event: what an event page prints under When, Where and Organized by; None on other pages.
        activity_type: what kind of activity it reports.
        activity_evidence: the words that say so.
        dates: when it took place.
        locations: where.
        organizers: who held it.
        partners: who else stood behind it, and how.
        participants: how many took part.
        cumulative: people reached by the whole project or in a period.
        donors: who paid.
        project: the project it belonged to.
        warnings: what is lost, doubtful or left out, a short sentence each.
    """

    record_version: str = RECORD_VERSION
    record_type: Literal["page", "listing_item"]
    source: Provenance
    url: str | None
    language: str | None
    title: str | None
    content_type: str | None
    issued_on: str | None
    issued_by: tuple[str, ...]
    fields_of_work: tuple[str, ...]
    lead: str | None
    body: tuple[str, ...]
    teaser: str | None
    event: EventLabels | None = None
    activity_type: ActivityType | None
    activity_evidence: Evidence | None
    dates: tuple[DateRange, ...]
    locations: tuple[Location, ...]
    organizers: tuple[Organizer, ...]
    partners: tuple[Partner, ...]
    participants: Participants | None
    cumulative: tuple[Cumulative, ...]
    donors: tuple[Donor, ...]
    project: Project | None
    warnings: tuple[str, ...]


def assemble(document: Document, page: Page, facts: Facts) -> Record:
    """Put a document's provenance, page facts and event facts into one record."""
    fetched = document.fetched
    return Record(
        record_type="listing_item" if page.kind == "listing_item" else "page",
        source=Provenance(
            location=document.location,
            format=page.format,
            encoding=page.encoding,
            encoding_from=page.encoding_from,
            sha256=document.sha256,
            status=fetched.status if fetched else None,
            final_url=fetched.final_url if fetched else None,
            fetched_at=fetched.fetched_at if fetched else None,
            from_cache=fetched.from_cache if fetched else None,
        ),
        url=page.url,
        language=page.language,
        title=page.title,
        content_type=page.content_type,
        issued_on=page.issued_on,
        issued_by=page.issued_by,
        fields_of_work=page.fields_of_work,
        lead=page.lead,
        body=page.body,
        teaser=page.teaser,
        event=_event_of(page),
        activity_type=facts.activity.type if facts.activity else None,
        activity_evidence=facts.activity.evidence if facts.activity else None,
        dates=facts.dates,
        locations=facts.locations,
        organizers=facts.organizers,
        partners=facts.partners,
        participants=facts.participants,
        cumulative=facts.cumulative,
        donors=facts.donors,
        project=facts.project,
        warnings=page.warnings,
    )


def _event_of(page: Page) -> EventLabels | None:
    labels = (page.event_when, page.event_where, page.event_organizer)
    if not any(labels):
        return None
    when, where, organized_by = labels
    return EventLabels(when=when, where=where, organized_by=organized_by)

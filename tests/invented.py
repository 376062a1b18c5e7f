"""Pages and records made up for tests, and the tables in `specs/` that say what is read from pages."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from osce_extract.facts.model import (
    Cumulative,
    DateRange,
    Donor,
    Evidence,
    Group,
    Location,
    Organizer,
    Participants,
    Partner,
    Project,
)
from osce_extract.pages import Page
from osce_extract.pages.dateline import find_dateline
from osce_extract.record import Provenance, Record
from osce_extract.sinks.jsonl import encode

BODY = (
    (
        "From 30 November to 2 December 2021 the OSCE Mission to Nowhere taught 40 rangers, 16 of them "
        "women, in Lower Bridge, together with the Ministry of Forests; Rivers, and Lakes. It was paid for "
        "by Norway and Đurđa's Fund."
    ),
    "Within the project Green Borders more than 900 rangers have been taught since 2015.",
)


def page_of(*body: str, **facts: Any) -> Page:
    """An article in English of these paragraphs, its dateline among them; facts may say otherwise."""
    plain: dict[str, Any] = {"kind": "article", "format": "text", "encoding": "utf-8", "language": "en"}
    return Page(body=body, **(plain | {"dateline": find_dateline(body)} | facts))


def read_cases(name: str, table: str = "case") -> list[dict[str, Any]]:
    """The rows of a table of `specs/`: what a page says, and what is to be read there."""
    path = Path(__file__).parent / "specs" / name
    cases: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))[table]
    return cases


def words(text: str, paragraph: int = 0, rule: str = "invented") -> Evidence:
    start = BODY[paragraph].index(text)
    return Evidence(paragraph=paragraph, start=start, end=start + len(text), text=text, rule=rule)


def make(**fields: object) -> Record:
    """A page without facts, but for the fields given."""
    plain: dict[str, object] = {
        "record_type": "page",
        "source": Provenance(
            location="page.txt", format="text", encoding="utf-8", encoding_from="utf-8", sha256="0" * 64
        ),
        **dict.fromkeys(
            ("url", "language", "title", "content_type", "issued_on", "lead", "teaser", "activity_type")
        ),
        **dict.fromkeys(("activity_evidence", "participants", "project")),
        **dict.fromkeys(("issued_by", "fields_of_work", "body", "dates", "locations", "organizers"), ()),
        **dict.fromkeys(("partners", "cumulative", "donors", "warnings"), ()),
    }
    return Record(**(plain | fields))  # type: ignore[arg-type]


FULL = make(
    url="https://www.osce.org/nowhere/1",
    language="en",
    title='Rangers learn to track "timber", by night',
    content_type="News item",
    issued_on="2021-12-03",
    issued_by=("OSCE Mission to Nowhere", "OSCE Secretariat"),
    fields_of_work=("Environmental activities", "Border management"),
    body=BODY,
    activity_type="training",
    activity_evidence=words("taught"),
    dates=(
        DateRange(
            evidence=words("From 30 November to 2 December 2021"),
            start="2021-11-30",
            end="2021-12-02",
            year_from="text",
        ),
    ),
    locations=(
        Location(
            evidence=words("Lower Bridge"), name="Lower Bridge", country="GB", latitude=51.5, longitude=-0.12
        ),
    ),
    organizers=(
        Organizer(evidence=words("OSCE Mission to Nowhere"), name="OSCE Mission to Nowhere", osce=True),
    ),
    partners=(
        Partner(
            evidence=words("Ministry of Forests; Rivers, and Lakes"),
            name="Ministry of Forests; Rivers, and Lakes",
            abbreviation="MFRL",
            role="co-operation",
        ),
        Partner(evidence=words("Norway"), name="Norway", country="NO", role="support"),
    ),
    participants=Participants(
        evidence=words("40 rangers"),
        total=40,
        qualifier="at least",
        women=16,
        groups=(Group(evidence=words("40 rangers"), label="rangers", count=40),),
    ),
    cumulative=(
        Cumulative(evidence=words("900 rangers", 1), count=900, label="rangers", period="since 2015"),
    ),
    donors=(
        Donor(
            evidence=words("Norway"), more_evidence=(words("paid for"),), name="Norway", country="NO", id="NO"
        ),
        Donor(evidence=words("Đurđa's Fund"), name="Đurđa's Fund"),
    ),
    project=Project(evidence=words("Green Borders", 1), name="Green Borders", extrabudgetary=True),
    warnings=("no issued_by label",),
)

PARTLY = make(
    url="https://www.osce.org/nowhere/2",
    title='=HYPERLINK("http://bad.example","Click")',
    body=BODY,
    dates=(
        DateRange(evidence=words("2 December"), start="XXXX-12-02", end="XXXX-12-02"),
        DateRange(evidence=words("2021"), start="2021", end=None),
    ),
    locations=(Location(evidence=words("Lower Bridge"), name="online", country=None),),
    participants=Participants(evidence=words("40"), total=None, women=9, men=3),
    donors=(Donor(evidence=words("Norway"), name="@Norway", country="NO", id="NO"),),
)

EMPTY = make(title="Head of Mission\rcondemns\nattack", source=PARTLY.source)

ITEM = make(
    record_type="listing_item", title="Next week", teaser="More to come", url="https://www.osce.org/nowhere/3"
)

RECORDS = (FULL, PARTLY, EMPTY, ITEM)


def write(path: Path, *records: Record) -> Path:
    """Write records as JSON Lines, all of those above unless told which."""
    path.write_bytes(b"".join(encode(record) + b"\n" for record in records or RECORDS))
    return path

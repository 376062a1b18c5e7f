"""The facts of an activity, each with the words it rests on. Meanings: docs/fields.md."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

import msgspec

__all__ = [
    "ActivityType",
    "Body",
    "Cumulative",
    "DateRange",
    "Donor",
    "Evidence",
    "Facts",
    "Found",
    "Group",
    "Location",
    "Organizer",
    "Participants",
    "Partner",
    "PartnerRole",
    "Project",
    "Qualifier",
    "Rejection",
    "Source",
    "YearFrom",
]

Source = Literal["body", "lead", "title", "when", "where", "organized_by"]
YearFrom = Literal["text", "dateline", "issued_on", "body", "caller"]
Qualifier = Literal["about", "at least"]
PartnerRole = Literal["co-organizer", "co-operation", "host", "support", "implementer", "contributor"]
ActivityType = Literal[
    "training",
    "workshop",
    "seminar",
    "conference",
    "round table",
    "meeting",
    "study visit",
    "visit",
    "exercise",
    "hand-over",
    "launch",
    "campaign",
    "competition",
    "ceremony",
    "publication",
    "monitoring",
    "statement",
    "other",
]

T_co = TypeVar("T_co", covariant=True)


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """The words a fact was read from: `body[paragraph][start:end] == text`.

    Attributes:
        source: which part of the page the offsets count in; `when`, `where` and `organized_by` are those of
            the record's `event`.
        paragraph: index into `body`; None when `source` is another part.
        start: code points before the first character.
        end: code points before the character after the last.
        text: the words themselves.
        rule: the name of the rule that read them, explained in docs/rules.md.
    """

    source: Source = "body"
    paragraph: int | None
    start: int
    end: int
    text: str
    rule: str


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """What every fact carries.

    Attributes:
        evidence: the words that state it.
        more_evidence: other words it also rests on, such as the addends of a sum.
    """

    evidence: Evidence
    more_evidence: tuple[Evidence, ...] = ()


class DateRange(Fact, frozen=True, kw_only=True):
    """Days on which the activity took place.

    Attributes:
        start: first day, EDTF (`2025-09-08`, `2025-09`, `2025`, `XXXX-12-09`); None when not said.
        end: last day, likewise.
        year_from: what decided the year; None when nothing did.
    """

    start: str | None
    end: str | None
    year_from: YearFrom | None = None


class Location(Fact, frozen=True, kw_only=True):
    """A place where the activity took place.

    Attributes:
        name: as printed; `online` for what was held on the Internet.
        country: ISO 3166-1 alpha-2, `XK` for Kosovo; None when unknown.
        latitude: degrees north, where our gazetteer knows the place.
        longitude: degrees east, likewise.
    """

    name: str
    country: str | None
    latitude: float | None = None
    longitude: float | None = None


class Body(Fact, frozen=True, kw_only=True):
    """A named body.

    Attributes:
        name: the fullest form on the page, without article and abbreviation.
        abbreviation: as printed in brackets or instead of the name.
        country: of a State or of a body that belongs to one; None when unknown.
        osce: whether it is an OSCE structure.
        id: stable identity, where our vocabularies know the body.
    """

    name: str
    abbreviation: str | None = None
    country: str | None = None
    osce: bool = False
    id: str | None = None


class Organizer(Body, frozen=True, kw_only=True):
    """A body that held the activity."""


class Partner(Body, frozen=True, kw_only=True):
    """A body that stood behind the activity in another way.

    Attributes:
        role: in what way.
    """

    role: PartnerRole


class Donor(Body, frozen=True, kw_only=True):
    """A body or State that paid."""


class Group(Fact, frozen=True, kw_only=True):
    """A part of the participants that the page counts by itself.

    Attributes:
        label: who they are, in the page's words.
        count: how many people.
    """

    label: str
    count: int


class Participants(Fact, frozen=True, kw_only=True):
    """How many people took part.

    Attributes:
        total: people; None when only parts are given.
        qualifier: `about`, `at least`, or None for an exact total.
        women: of them women; None when not said.
        men: of them men; None when not said.
        groups: the parts the page counts.
    """

    total: int | None
    qualifier: Qualifier | None = None
    women: int | None = None
    men: int | None = None
    groups: tuple[Group, ...] = ()


class Cumulative(Fact, frozen=True, kw_only=True):
    """People reached by a whole project or in a period: never participants of this activity.

    Attributes:
        count: people.
        label: who they are, in the page's words.
        period: the time the count is for, in the page's words; None when not said.
    """

    count: int
    label: str
    period: str | None = None


class Project(Fact, frozen=True, kw_only=True):
    """The project or programme under which the activity was held.

    Attributes:
        name: without quotation marks.
        extrabudgetary: whether the page calls it that.
    """

    name: str
    extrabudgetary: bool = False


class Activity(Fact, frozen=True, kw_only=True):
    """What kind of activity the page reports."""

    type: ActivityType


class Rejection(msgspec.Struct, frozen=True, kw_only=True):
    """Words that were considered for a fact and refused.

    Attributes:
        fact: the field they were considered for.
        evidence: the words, with the rule that refused them.
        reason: why, in a sentence an analyst understands.
    """

    fact: str
    evidence: Evidence
    reason: str


class Found(msgspec.Struct, Generic[T_co], frozen=True):
    """What one reader found.

    Attributes:
        facts: in the page's order.
        rejected: what was considered and refused.
    """

    facts: tuple[T_co, ...] = ()
    rejected: tuple[Rejection, ...] = ()


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything read from one page."""

    activity: Activity | None = None
    dates: tuple[DateRange, ...] = ()
    locations: tuple[Location, ...] = ()
    organizers: tuple[Organizer, ...] = ()
    partners: tuple[Partner, ...] = ()
    participants: Participants | None = None
    cumulative: tuple[Cumulative, ...] = ()
    donors: tuple[Donor, ...] = ()
    project: Project | None = None
    rejected: tuple[Rejection, ...] = ()

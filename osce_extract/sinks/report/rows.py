"""A record as a row of the report's table: what filters, charts and the table need, without the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from osce_extract.facts.model import Body, Donor, Organizer, Partner
from osce_extract.record import Record
from osce_extract.sinks.report.shown import harmless

__all__ = ["Row", "row_of", "usual_names"]


class Row(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One activity in a table.

    Attributes:
        title: the headline; "" where there is none.
        type: what kind of activity.
        issued: ISO date of publication.
        dates: first and last day of each range, EDTF.
        places: name, country code, latitude and longitude of each.
        organizers: names.
        partners: name and role of each.
        donors: names.
        total: people who took part.
        qualifier: `about` or `at least`.
        women: of them women.
        men: of them men.
        fields: fields of work.
        project: its name.
        by: the structures that issued the page.
    """

    title: str = ""
    type: str | None = None
    issued: str | None = None
    dates: tuple[tuple[str | None, str | None], ...] = ()
    places: tuple[tuple[str, str | None, float | None, float | None], ...] = ()
    organizers: tuple[str, ...] = ()
    partners: tuple[tuple[str, str], ...] = ()
    donors: tuple[str, ...] = ()
    total: int | None = None
    qualifier: str | None = None
    women: int | None = None
    men: int | None = None
    fields: tuple[str, ...] = ()
    project: str | None = None
    by: tuple[str, ...] = ()


def usual_names(records: Iterable[Record]) -> Mapping[str, str]:
    """One name for each body that pages name in several ways: by identity, else by letters.

    The form printed most often stands for all; among equals the first in the alphabet.
    """
    forms: dict[str, Counter[str]] = {}
    for record in records:
        for body in (*record.organizers, *record.partners, *record.donors):
            forms.setdefault(_key(body), Counter())[harmless(body.name)] += 1
    return {key: min(counts, key=lambda name: (-counts[name], name)) for key, counts in forms.items()}


def row_of(record: Record, names: Mapping[str, str]) -> Row:
    """The row of a record; `names` are those of `usual_names`."""

    def named(bodies: Iterable[Organizer | Partner | Donor]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(names[_key(body)] for body in bodies))

    people = record.participants
    return Row(
        title=harmless(record.title or ""),
        type=record.activity_type,
        issued=_shown(record.issued_on),
        dates=tuple((_shown(date.start), _shown(date.end)) for date in record.dates),
        places=tuple(
            (harmless(place.name), _shown(place.country), place.latitude, place.longitude)
            for place in record.locations
        ),
        organizers=named(record.organizers),
        partners=tuple(dict.fromkeys((names[_key(body)], body.role) for body in record.partners)),
        donors=named(record.donors),
        total=people.total if people else None,
        qualifier=people.qualifier if people else None,
        women=people.women if people else None,
        men=people.men if people else None,
        fields=tuple(map(harmless, record.fields_of_work)),
        project=_shown(record.project.name) if record.project else None,
        by=tuple(map(harmless, record.issued_by)),
    )


def _key(body: Body) -> str:
    return f"id:{body.id}" if body.id else body.name.casefold()


def _shown(text: str | None) -> str | None:
    return None if text is None else harmless(text)

"""Records in, counts out: what an analyst asks first of a pile of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from osce_extract.facts.model import Body, Participants
from osce_extract.record import Record
from osce_extract.record.identity import identity

__all__ = ["Count", "Statistics", "Turnout", "Year", "count_records"]


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How many records name something; a record that names it twice counts once.

    Attributes:
        name: what they name; of a body the form that most of them use.
        records: how many.
    """

    name: str
    records: int


class Turnout(msgspec.Struct, frozen=True, kw_only=True):
    """How many people took part, as far as the pages say.

    Attributes:
        activities: those that give a total.
        rounded: those of them whose total is `about` or `at least`.
        total: people in all of them.
        women: women in all activities that count them.
        men: men in all activities that count them.
        share_of_women: from 0 to 1, over the activities that give both women and all; None without any.
        share_activities: how many activities the share rests on.
    """

    activities: int = 0
    rounded: int = 0
    total: int = 0
    women: int = 0
    men: int = 0
    share_of_women: float | None = None
    share_activities: int = 0


class Year(msgspec.Struct, frozen=True, kw_only=True):
    """One year.

    Attributes:
        year: of the activity's first day, else of the page's issue; None when the page gives neither.
        records: how many.
        participants: who took part in these.
    """

    year: str | None
    records: int
    participants: Turnout


class Statistics(msgspec.Struct, frozen=True, kw_only=True):
    """Counts over records, each list from the most to the least.

    Attributes:
        records: pages and listing items counted.
        pages: of them pages.
        listing_items: of them items of listings.
        repeated: records left out because their page came before: the same address, or without one the same
            title and bytes.
        years: in order, the unknown one last.
        countries: where activities took place, by ISO code.
        online: records of activities held on the Internet.
        activity_types: what kind they were.
        donors: who paid.
        partners: who else stood behind them, in any role.
        fields_of_work: as printed.
        participants: who took part in all of them.
    """

    records: int
    pages: int
    listing_items: int
    repeated: int
    years: tuple[Year, ...]
    countries: tuple[Count, ...]
    online: int
    activity_types: tuple[Count, ...]
    donors: tuple[Count, ...]
    partners: tuple[Count, ...]
    fields_of_work: tuple[Count, ...]
    participants: Turnout


def count_records(records: Iterable[Record]) -> Statistics:
    """Count as records pass; of each only its counts and its address are held."""
    tally = _Tally()
    for record in records:
        tally.add(record)
    return tally.result()


class _Heads:
    """Adds up people."""

    def __init__(self) -> None:
        self.activities = self.rounded = self.total = self.women = self.men = 0
        self.share_activities = self.share_women = self.share_all = 0

    def add(self, people: Participants | None) -> None:
        if people is None:
            return
        everyone = people.total
        if everyone is not None:
            self.activities += 1
            self.rounded += people.qualifier is not None
            self.total += everyone
        elif people.women is not None and people.men is not None:
            everyone = people.women + people.men
        self.women += people.women or 0
        self.men += people.men or 0
        if everyone and people.women is not None:
            self.share_activities += 1
            self.share_women += people.women
            self.share_all += everyone

    def result(self) -> Turnout:
        return Turnout(
            activities=self.activities,
            rounded=self.rounded,
            total=self.total,
            women=self.women,
            men=self.men,
            share_of_women=round(self.share_women / self.share_all, 4) if self.share_all else None,
            share_activities=self.share_activities,
        )


class _Bodies:
    """Counts bodies by identity, where they have one, under the name that most records use."""

    def __init__(self) -> None:
        self._names: dict[str, Counter[str]] = {}

    def add(self, bodies: Iterable[Body]) -> None:
        named = {body.id or body.name: body.name for body in reversed(tuple(bodies))}
        for key, name in named.items():
            self._names.setdefault(key, Counter())[name] += 1

    def result(self) -> tuple[Count, ...]:
        return _counts((names.most_common(1)[0][0], names.total()) for names in self._names.values())


class _Tally:
    def __init__(self) -> None:
        self._seen: set[tuple[str, ...]] = set()
        self._repeated = 0
        self._kinds: Counter[str] = Counter()
        self._years: Counter[str | None] = Counter()
        self._heads_by_year: dict[str | None, _Heads] = {}
        self._heads = _Heads()
        self._countries: Counter[str] = Counter()
        self._online = 0
        self._types: Counter[str] = Counter()
        self._fields: Counter[str] = Counter()
        self._donors = _Bodies()
        self._partners = _Bodies()

    def add(self, record: Record) -> None:
        name = identity(record)
        if name in self._seen:
            self._repeated += 1
            return
        self._seen.add(name)
        self._kinds[record.record_type] += 1
        year = _year(record)
        self._years[year] += 1
        for heads in (self._heads, self._heads_by_year.setdefault(year, _Heads())):
            heads.add(record.participants)
        self._countries.update({place.country for place in record.locations if place.country})
        self._online += any(place.name == "online" for place in record.locations)
        self._types.update({record.activity_type} if record.activity_type else ())
        self._fields.update(set(record.fields_of_work))
        self._donors.add(record.donors)
        self._partners.add(record.partners)

    def result(self) -> Statistics:
        years = sorted(self._years, key=lambda year: (year is None, year))
        return Statistics(
            records=self._kinds.total(),
            pages=self._kinds["page"],
            listing_items=self._kinds["listing_item"],
            repeated=self._repeated,
            years=tuple(
                Year(year=year, records=self._years[year], participants=self._heads_by_year[year].result())
                for year in years
            ),
            countries=_counts(self._countries.items()),
            online=self._online,
            activity_types=_counts(self._types.items()),
            donors=self._donors.result(),
            partners=self._partners.result(),
            fields_of_work=_counts(self._fields.items()),
            participants=self._heads.result(),
        )


def _counts(counted: Iterable[tuple[str, int]]) -> tuple[Count, ...]:
    ranked = sorted(counted, key=lambda entry: (-entry[1], entry[0]))
    return tuple(Count(name=name, records=records) for name, records in ranked)


def _year(record: Record) -> str | None:
    days = [day for dates in record.dates for day in (dates.start, dates.end) if day]
    for day in (*days, record.issued_on or ""):
        if day[:4].isdigit():
            return day[:4]
    return None

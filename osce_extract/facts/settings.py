"""The countries a page is about and its dateline's town: they decide which of two towns is meant."""

from __future__ import annotations

from collections import Counter

import msgspec

from osce_extract.facts.lines import Line
from osce_extract.facts.reading import Reading
from osce_extract.facts.sites import Toponym
from osce_extract.pages import Dateline
from osce_extract.vocab.countries import find_country
from osce_extract.vocab.places import Place, find_towns
from osce_extract.vocab.structures import find_structure

__all__ = ["Setting", "read_setting"]


class Setting(msgspec.Struct, frozen=True):
    """What a page's names of States and structures say of its whereabouts.

    Attributes:
        countries: codes, the likeliest first: of field operations, of the dateline, of States by frequency.
        host: the only country of the page's field operations, or its only State; None when there are several.
        here: the country of the dateline; None when it cannot be told.
        leading: the country of the field operation that the page names most; None without one.
        dateline_towns: the towns of the dateline, when the country of each can be told; else none.
        dateline_paragraph: the paragraph of the body that the dateline opens; None without one.
        dateline_end: offset after the dateline in its paragraph.
    """

    countries: tuple[str, ...]
    host: str | None
    here: str | None
    leading: str | None
    dateline_towns: tuple[tuple[Toponym, Place | None], ...]
    dateline_paragraph: int | None
    dateline_end: int


def read_setting(reading: Reading) -> Setting:
    """Gather the countries that a page speaks of."""
    fields: Counter[str] = Counter()
    for name in reading.page.issued_by:
        issuer = find_structure(name)
        if issuer and issuer.country and issuer.kind.startswith("field"):
            fields[issuer.country] += 1
    states: Counter[str] = Counter()
    for passage in reading.passages:
        for statement in passage.statements:
            _count(Line.of(passage, statement), fields, states)
    host = next(iter(fields)) if len(fields) == 1 else None
    if host is None and not fields:
        host = next(iter(states)) if len(states) == 1 else None
    dateline = reading.page.dateline
    towns = _dateline_towns(dateline, (*fields, *states), host) if dateline else ()
    of_dateline = [p.country for _, p in towns if p and p.country and len(towns) == 1]
    stated = find_country(dateline.country) if dateline and dateline.country else None
    ranked = [code for code, _ in fields.most_common()] + of_dateline + [c for c, _ in states.most_common()]
    return Setting(
        tuple(dict.fromkeys(ranked)),
        host,
        stated.code if stated else next(iter(of_dateline), None),
        _leading(fields),
        towns,
        dateline.paragraph if dateline else None,
        dateline.end if dateline else 0,
    )


def _leading(fields: Counter[str]) -> str | None:
    ranked = fields.most_common(2)
    is_one = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] > ranked[1][1])
    return ranked[0][0] if is_one else None


def _count(line: Line, fields: Counter[str], states: Counter[str]) -> None:
    after = 0
    for i in sorted({*line.structures, *line.states}):
        if i < after:
            continue
        structure = line.structures.get(i)
        if structure is None:
            states[line.states[i].value.country.code] += 1
            after = line.states[i].after
        else:
            entry = structure.value
            if entry.country and entry.kind.startswith("field"):
                fields[entry.country] += 1
            after = structure.after


def _dateline_towns(
    dateline: Dateline, codes: tuple[str, ...], host: str | None
) -> tuple[tuple[Toponym, Place | None], ...]:
    is_only = len(dateline.cities) == 1
    towns = [_dateline_town(city, dateline, codes, host if is_only else None) for city in dateline.cities]
    told = tuple(town for town in towns if town)
    return told if len(told) == len(towns) else ()


def _dateline_town(
    printed: str, dateline: Dateline, codes: tuple[str, ...], host: str | None
) -> tuple[Toponym, Place | None] | None:
    country = find_country(dateline.country) if dateline.country else None
    found = find_towns(printed)
    if not found:
        code = country.code if country else host
        return (Toponym(0, 1, printed.title(), "town", within=code), None) if code else None
    wanted = (country.code,) if country else codes
    place = next((p for code in wanted for p in found if p.country == code), found[0])
    return Toponym(0, 1, _as_in_text(printed, place), "town", (place,), place.country), place


def _as_in_text(printed: str, place: Place) -> str:
    """A dateline's capitals put away: `TIRANA` is Tirana."""
    if printed != printed.upper():
        return printed
    return place.name if place.name.upper() == printed else printed.title()

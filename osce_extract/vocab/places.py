"""Towns, villages and regions of the OSCE area and beyond, by any of their names.

`places.tsv` is cut from GeoNames (scripts/build_places.py) and searched as it lies on disk, without an index:
its lines are sorted by folded name. `places_extra.tsv` is kept by hand and goes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from mmap import ACCESS_READ, mmap
from typing import Literal, cast

import msgspec

from osce_extract.text.folding import fold
from osce_extract.vocab.tables import DATA, read_rows, split_list

__all__ = ["Place", "PlaceKind", "find_places", "find_towns"]

PlaceKind = Literal["town", "village", "district", "region", "area"]

_EXTRA_COLUMNS = ("name", "kind", "country", "latitude", "longitude", "forms")


class Place(msgspec.Struct, frozen=True):
    """A place on the map.

    Attributes:
        name: its usual name.
        kind: `town` stands for every populated place of GeoNames, `area` for a part of the world.
        country: ISO 3166-1 alpha-2, `XK` for Kosovo; None for a region of several countries.
        latitude: degrees north, None when unknown.
        longitude: degrees east, None when unknown.
        population: people; None for places kept by hand.
    """

    name: str
    kind: PlaceKind
    country: str | None
    latitude: float | None
    longitude: float | None
    population: int | None = None


@lru_cache(maxsize=4096)
def find_places(text: str) -> tuple[Place, ...]:
    """The places that a text may name, the likeliest first; accents and case are ignored.

    Of several places kept by hand the order is the file's; then come GeoNames places, the largest first. A
    GeoNames place in the country of one kept by hand under that name is the same place, and left out.
    """
    key = fold(text.strip())
    kept = _extra().get(key, ())
    countries = {place.country for place in kept}
    others = [place for place in _search(key) if place.country not in countries]
    return (*kept, *sorted(others, key=lambda place: -(place.population or 0)))


def find_towns(text: str) -> tuple[Place, ...]:
    """The towns and villages that a text may name."""
    return tuple(place for place in find_places(text) if place.kind in ("town", "village"))


@cache
def _extra() -> Mapping[str, tuple[Place, ...]]:
    places: dict[str, tuple[Place, ...]] = {}
    for name, kind, country, latitude, longitude, forms in read_rows("places_extra.tsv", _EXTRA_COLUMNS):
        degrees = (float(latitude), float(longitude)) if latitude else (None, None)
        place = Place(name, cast(PlaceKind, kind), country or None, *degrees)
        for form in (name, *split_list(forms)):
            places[fold(form)] = (*places.get(fold(form), ()), place)
    return places


@cache
def _table() -> mmap:
    with (DATA / "places.tsv").open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)


def _search(key: str) -> Iterator[Place]:
    """Halve the table until the first line of the key, then read on while the key lasts."""
    table, wanted = _table(), f"{key}\t".encode()
    low, high = 0, len(table)
    while low < high:
        middle = table.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = table.find(b"\n", middle) + 1
        if table[middle : end - 1].split(b"\t", 1)[0] + b"\t" < wanted:
            low = end
        else:
            high = middle
    while key and table[low : low + len(wanted)] == wanted:
        end = table.find(b"\n", low)
        yield _parse(key, table[low:end].decode())
        low = end + 1


def _parse(key: str, line: str) -> Place:
    _, country, latitude, longitude, population, name = line.split("\t")
    return Place(name or key.title(), "town", country, float(latitude), float(longitude), int(population))

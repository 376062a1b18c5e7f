"""States of the OSCE region and beyond, by any of their names, demonyms and capitals."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple, cast

import msgspec

from osce_extract.text.folding import fold
from osce_extract.vocab.tables import read_rows, split_list

__all__ = [
    "Country",
    "CountryForm",
    "FormKind",
    "Status",
    "all_countries",
    "country",
    "country_forms",
    "find_capital",
    "find_country",
    "find_form",
]

Status = Literal["participating", "partner", "other"]
FormKind = Literal["name", "demonym"]

_COLUMNS = ("code", "name", "status", "capital", "forms", "demonyms")


class Country(msgspec.Struct, frozen=True):
    """A State, or Kosovo.

    Attributes:
        code: ISO 3166-1 alpha-2; `XK` for Kosovo.
        name: as the OSCE lists it.
        status: participating State, Partner for Co-operation, or other.
        capitals: names of the capital, which stand for the government in "Vienna and Rome agreed".
        forms: all names, `name` first.
        demonyms: adjectives and words for its people.
    """

    code: str
    name: str
    status: Status
    capitals: tuple[str, ...]
    forms: tuple[str, ...]
    demonyms: tuple[str, ...]


class CountryForm(NamedTuple):
    """What a form stands for, and whether it is a name ("Serbia") or a demonym ("Serbian")."""

    country: Country
    kind: FormKind


@cache
def all_countries() -> tuple[Country, ...]:
    """Every country of the vocabulary, sorted by code."""
    return tuple(
        Country(
            code,
            name,
            cast(Status, status),
            split_list(capital),
            (name, *split_list(forms)),
            split_list(demonyms),
        )
        for code, name, status, capital, forms, demonyms in read_rows("countries.tsv", _COLUMNS)
    )


def country(code: str) -> Country | None:
    """The country of an ISO 3166-1 alpha-2 code."""
    return _by_code().get(code)


@cache
def country_forms() -> Mapping[str, CountryForm]:
    """Every form as printed, with what it stands for; articles are left out."""
    forms: dict[str, CountryForm] = {}
    for entry in all_countries():
        for form in entry.forms:
            forms[_bare(form)] = CountryForm(entry, "name")
        for form in entry.demonyms:
            forms.setdefault(form, CountryForm(entry, "demonym"))
    return forms


def find_form(text: str) -> CountryForm | None:
    """What a text stands for when it is a country's name or demonym and nothing else.

    A leading article is ignored, accents and capitals too; short forms such as "US" count in capitals only.
    """
    bare = _bare(text.strip())
    if bare == bare.lower():
        return None
    exact = country_forms().get(bare)
    if exact or len(bare) <= 3:
        return exact
    return _by_fold().get(fold(bare))


def find_country(text: str) -> Country | None:
    """The country that a text names, by a name or a demonym."""
    form = find_form(text)
    return form.country if form else None


def find_capital(text: str) -> Country | None:
    """The country whose capital a text names."""
    return _by_capital().get(fold(text.strip()))


def _bare(text: str) -> str:
    return text[4:] if text[:4].lower() == "the " else text


@cache
def _by_code() -> Mapping[str, Country]:
    return {entry.code: entry for entry in all_countries()}


@cache
def _by_fold() -> Mapping[str, CountryForm]:
    return {fold(form): found for form, found in country_forms().items() if len(form) > 3}


@cache
def _by_capital() -> Mapping[str, Country]:
    return {fold(name): entry for entry in all_countries() for name in entry.capitals}

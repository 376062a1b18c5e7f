"""OSCE structures of all eras, by any of their names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

import msgspec

from osce_extract.text.folding import fold
from osce_extract.vocab.tables import read_rows, split_list

__all__ = ["Structure", "all_structures", "find_structure", "structure", "structure_forms"]

_COLUMNS = ("id", "name", "kind", "abbreviations", "forms", "seat", "country", "opened", "closed")
# Shorter names count as printed only; no name is longer, so paragraphs need not be folded to be refused.
_SHORTEST = 6
_LONGEST = 200
_TRAILING_BRACKET = re.compile(r" \([^()]{1,40}\)$")
_SPELLINGS = (
    ("coordinat", "co-ordinat"),
    ("cooperat", "co-operat"),
    ("organis", "organiz"),
    ("program ", "programme "),
    ("center", "centre"),
    ("antiterror", "anti-terror"),
)


class Structure(msgspec.Struct, frozen=True):
    """A structure of the OSCE, or a body associated with it.

    Attributes:
        id: stable through all changes of name.
        name: fullest present name.
        kind: `organization`, `secretariat`, `department`, `unit`, `programme`, `institution`, `body`
            (one that takes decisions), `chair`, `format`, `field operation`, `field office`, `associated`.
        abbreviations: short forms in capitals.
        forms: names of all eras; one that begins with "OSCE" is known only with it.
        seat: the town of its main office, empty when it has none.
        country: ISO 3166-1 alpha-2 of the seat.
        opened: year, None when unknown.
        closed: year, None while open or unknown.
    """

    id: str
    name: str
    kind: str
    abbreviations: tuple[str, ...]
    forms: tuple[str, ...]
    seat: str | None
    country: str | None
    opened: int | None
    closed: int | None


@cache
def all_structures() -> tuple[Structure, ...]:
    """Every structure of the vocabulary, sorted by id."""
    return tuple(
        Structure(
            id_,
            name,
            kind,
            split_list(abbreviations),
            split_list(forms),
            seat or None,
            country or None,
            int(opened) if opened else None,
            int(closed) if closed else None,
        )
        for id_, name, kind, abbreviations, forms, seat, country, opened, closed in read_rows(
            "structures.tsv", _COLUMNS
        )
    )


def structure(id_: str) -> Structure | None:
    """The structure of an id."""
    return _by_id().get(id_)


@cache
def structure_forms() -> Mapping[str, Structure]:
    """Every name and abbreviation as printed, with and without "OSCE" where both are known."""
    forms: dict[str, Structure] = {}
    for entry in all_structures():
        for form in (entry.name, *entry.abbreviations, *entry.forms):
            forms.setdefault(form, entry)
        for form in entry.forms:
            if "OSCE" not in form:
                forms.setdefault(f"OSCE {form}", entry)
    return forms


def find_structure(text: str) -> Structure | None:
    """The structure that a text names and nothing else.

    A leading article, a trailing bracket such as "(closed)" or "(ODIHR)", accents, capitals and the spellings
    "coordinator", "cooperation", "center" make no difference; abbreviations count in capitals only.
    """
    bare = text.strip()
    bare = _TRAILING_BRACKET.sub("", bare) if bare.endswith(")") else bare
    bare = bare[4:] if bare[:4].lower() == "the " else bare
    exact = structure_forms().get(bare)
    if exact or not _SHORTEST <= len(bare) <= _LONGEST:
        return exact
    return _find_alike(bare)


# The same few structures issue all pages of a site.
@lru_cache(maxsize=4096)
def _find_alike(bare: str) -> Structure | None:
    return _by_key().get(_key(bare))


def _key(text: str) -> str:
    key = fold(text)
    for spelling, kept in _SPELLINGS:
        key = key.replace(spelling, kept)
    return key


@cache
def _by_id() -> Mapping[str, Structure]:
    return {entry.id: entry for entry in all_structures()}


@cache
def _by_key() -> Mapping[str, Structure]:
    return {_key(form): entry for form, entry in structure_forms().items() if len(form) >= _SHORTEST}

"""What names of bodies are made of: head nouns, announcing nouns, titles, and known names without a head."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple, cast

import msgspec

from osce_extract.vocab.countries import CountryForm, country_forms
from osce_extract.vocab.phrasebook import PhraseBook, plain
from osce_extract.vocab.structures import Structure, all_structures, structure_forms
from osce_extract.vocab.tables import read_rows, read_toml, split_list
from osce_extract.vocab.wordlists import read_lists

__all__ = [
    "BodyWords",
    "Head",
    "KnownBody",
    "body_words",
    "countries",
    "find_head",
    "known_bodies",
    "structures",
]

HeadKind = Literal["organ", "body", "weak"]


class Head(msgspec.Struct, frozen=True):
    """A noun that names a kind of body.

    Attributes:
        singular: as a name of one body has it, capitalized.
        kind: `organ` (of a State or a town), `body`, or `weak` (makes a name only together with others).
        is_plural: whether the form asked for is the plural.
        is_shared: whether two bodies may share it ("the Justice and Interior Ministries").
        is_lower: whether it names a body in lower case too ("the US embassy").
        is_located: whether "in TOWN" behind it belongs to the name.
    """

    singular: str
    kind: HeadKind
    is_plural: bool
    is_shared: bool
    is_lower: bool
    is_located: bool


class KnownBody(NamedTuple):
    """A body outside the OSCE: its full name, and the country it belongs to, if to one."""

    name: str
    country: str | None


class BodyWords(msgspec.Struct, frozen=True):
    """Word lists of `body_words.toml`, explained there."""

    descriptors: frozenset[str]
    descriptor_adjectives: frozenset[str]
    titles: frozenset[str]
    offices: frozenset[str]
    things: frozenset[str]
    attributed: frozenset[str]
    portfolios: frozenset[str]
    joiners: frozenset[str]
    common_abbreviations: frozenset[str]
    units: frozenset[str]
    owners: frozenset[str]
    purposes: frozenset[str]
    dealings: frozenset[str]
    foreign: frozenset[str]
    conditions: frozenset[str]
    closers: frozenset[str]
    peoples: frozenset[str]
    unique: frozenset[str]
    sent: frozenset[str]
    housed: frozenset[str]
    people: frozenset[str]
    numbered: frozenset[str]
    representing: frozenset[str]
    minorities: frozenset[str]
    directions: frozenset[str]


def find_head(word: str) -> Head | None:
    """What a word says of the kind of a body, in singular or plural; of "Foundation-Malta" its first part."""
    heads = _heads()
    found = heads.get(plain(word))
    if found or "-" not in word:
        return found
    first = heads.get(plain(word.partition("-")[0]))
    return first if first and first.kind == "body" else None


@cache
def _heads() -> Mapping[str, Head]:
    heads: dict[str, Head] = {}
    for singular, plural, kind, cell in read_rows("body_heads.tsv", ("singular", "plural", "kind", "marks")):
        marks = split_list(cell)
        for form in (plural, singular):
            heads[plain(form)] = Head(
                singular.capitalize(),
                cast(HeadKind, kind),
                is_plural=form != singular,
                is_shared="shared" in marks,
                is_lower="lower" in marks,
                is_located="located" in marks,
            )
    return heads


@cache
def body_words() -> BodyWords:
    """The word lists that tell names from what stands around them."""
    return read_lists(read_toml("body_words.toml", dict[str, list[str]]), BodyWords)


@cache
def structures() -> PhraseBook[Structure]:
    """OSCE structures by their names, and by their abbreviations in capitals."""
    short = {form for entry in all_structures() for form in entry.abbreviations if len(form) > 2}
    forms = structure_forms()
    return PhraseBook(
        ((form, found) for form, found in forms.items() if len(form) > 5 and form not in short),
        ((form, found) for form, found in forms.items() if form in short or form in ("OSCE", "CSCE")),
    )


@cache
def countries() -> PhraseBook[CountryForm]:
    """Countries by their names and demonyms; names of up to three letters count in capitals only."""
    forms = country_forms()
    return PhraseBook(
        ((form, found) for form, found in forms.items() if len(form) > 3),
        ((form, found) for form, found in forms.items() if len(form) <= 3),
    )


@cache
def known_bodies() -> PhraseBook[KnownBody]:
    """Bodies outside the OSCE that pages name without saying what they are."""
    entries: list[tuple[str, KnownBody]] = []
    short: list[tuple[str, KnownBody]] = []
    for name, abbreviations, country in read_rows("known_bodies.tsv", ("name", "abbreviations", "country")):
        body = KnownBody(name, country or None)
        (entries if " " in name else short).append((name, body))
        short += [(form, body) for form in split_list(abbreviations)]
    return PhraseBook(entries, short)

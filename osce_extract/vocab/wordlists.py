"""Lists of words in a data file as sets, one for each field of a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from osce_extract.vocab.phrasebook import plain

__all__ = ["read_lists"]

T = TypeVar("T", bound=msgspec.Struct)


def read_lists(lists: Mapping[str, Iterable[str]], form: type[T]) -> T:
    """Fill every field of a form with the plain words of the list of its name; other lists are left out.

    Raises:
        KeyError: a field has no list.
    """
    return form(**{name: frozenset(map(plain, lists[name])) for name in form.__struct_fields__})

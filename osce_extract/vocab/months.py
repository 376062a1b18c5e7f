"""Names of months in the languages of the site: `months.tsv`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from osce_extract.vocab.tables import read_rows

__all__ = ["month_numbers"]


@cache
def month_numbers() -> Mapping[str, int]:
    """The numbers of months, 1 to 12, by their names and abbreviations in small letters."""
    return {
        name: int(month)
        for month, names in read_rows("months.tsv", ("month", "names"))
        for name in names.casefold().split(" ")
    }

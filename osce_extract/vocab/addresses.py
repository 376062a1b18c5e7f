"""What is known of addresses: the site's, and those of the web in general."""

from __future__ import annotations

from functools import cache

import msgspec

from osce_extract.vocab.tables import read_toml

__all__ = ["AddressFacts", "read_address_facts"]


class AddressFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The data file as it is.

    Attributes:
        site: the site's host without `www.`.
        home: where a crawl begins when it is not told.
        not_articles: first segments of paths that lead to no article.
        languages: first segments that name a language.
        tracking: parameters that do not change the page; `*` stands for any ending.
        files: endings of what is no page, lower case.
    """

    site: str
    home: str
    not_articles: frozenset[str]
    languages: frozenset[str]
    tracking: tuple[str, ...]
    files: tuple[str, ...]


@cache
def read_address_facts() -> AddressFacts:
    """The facts of `data/addresses.toml`."""
    return read_toml("addresses.toml", AddressFacts)

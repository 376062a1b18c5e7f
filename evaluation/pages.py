"""Folders of pages with gold, and the records that the tool reads from them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

import osce_extract

__all__ = ["GoldPage", "read_gold", "read_records"]

_SUFFIXES = (".txt", ".html")


class GoldPage(NamedTuple):
    """A page, and what a careful reader reads from it."""

    path: Path
    gold: dict[str, Any]

    @property
    def is_listing(self) -> bool:
        """Whether its gold is a list of items."""
        return "items" in self.gold


def read_gold(folder: Path, prefix: str = "") -> Iterator[GoldPage]:
    """The pages of a folder that have gold, by name."""
    for path in sorted(folder.glob(f"{prefix}*.json")):
        page = next((found for s in _SUFFIXES if (found := path.with_suffix(s)).exists()), None)
        if page is not None:
            yield GoldPage(page, json.loads(path.read_text(encoding="utf-8")))


def read_records(page: GoldPage) -> Sequence[dict[str, Any]]:
    """What the tool makes of a page; nothing when it is no page."""
    try:
        records = osce_extract.extract(page.path.read_bytes(), location=page.path.name)
    except osce_extract.PageError:
        return ()
    # Through JSON, as everybody reads them: only there a tuple and the gold's list are alike.
    return [json.loads(msgspec.json.encode(record)) for record in records]

"""The figures that must not get worse, tied to the pages they were measured on."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path

__all__ = ["Figures", "digest", "dump", "lower", "pin", "read_floors", "write_floors"]

Figures = dict[str, dict[str, dict[str, float]]]
"""By set of pages, field and measure (`precision`, `f1`)."""

_PLACES = 1000


def digest(paths: Iterable[Path]) -> str:
    """A SHA-256 of the pages and their gold: names and bytes, in the order of the names."""
    total = hashlib.sha256()
    for path in sorted(paths, key=lambda path: path.name):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{path.name} {content}\n".encode())
    return total.hexdigest()


def pin(figures: Figures) -> Figures:
    """Figures as floors: cut after three decimals, so that the same run never falls below its own floor."""
    return {
        group: {
            field: {measure: math.floor(value * _PLACES) / _PLACES for measure, value in measures.items()}
            for field, measures in fields.items()
        }
        for group, fields in figures.items()
    }


def lower(floors: Figures, figures: Figures) -> list[str]:
    """Every floor that a figure falls below or that is no longer measured, in a line for people."""
    found = []
    for group, fields in floors.items():
        for field, measures in fields.items():
            for measure, floor in measures.items():
                value = figures.get(group, {}).get(field, {}).get(measure)
                if value is None:
                    found.append(f"{group} {field}: {measure} is no longer measured (floor {floor:.3f})")
                elif value < floor:
                    found.append(f"{group} {field}: {measure} {value:.4f} is below its floor {floor:.3f}")
    return found


def read_floors(path: Path) -> tuple[str, Figures]:
    """The digest and the floors that a file holds; empty when there is no file."""
    if not path.exists():
        return "", {}
    stored = json.loads(path.read_text(encoding="utf-8"))
    return stored["fixtures"], stored["floors"]


def dump(pages: str, floors: Mapping[str, object]) -> str:
    """The file's text, the same for the same floors."""
    return json.dumps({"fixtures": pages, "floors": floors}, indent=2, sort_keys=True) + "\n"


def write_floors(path: Path, pages: str, floors: Figures) -> None:
    """Write the file whole or not at all."""
    draft = path.with_suffix(".tmp")
    draft.write_text(dump(pages, floors), encoding="utf-8")
    draft.replace(path)

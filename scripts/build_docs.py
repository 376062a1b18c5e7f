"""Write docs/fields.md, the field reference, from the schema of a record."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from osce_extract.record import json_schema

FIELDS = Path(__file__).parent.parent / "docs" / "fields.md"
ORDER = [
    "Record",
    "Provenance",
    "DateRange",
    "Location",
    "Organizer",
    "Partner",
    "Donor",
    "Participants",
    "Group",
]
ORDER += ["Cumulative", "Project", "Evidence"]
HEAD = """\
# Fields

One line of output is one record: a page, or an item of a listing. This page is written by
`scripts/build_docs.py` from the schema that `osce-extract schema` prints.
"""


def main() -> int:
    """Write the page, or with --check say whether it is current."""
    text = reference()
    if sys.argv[1:] == ["--check"]:
        return 0 if FIELDS.read_text(encoding="utf-8") == text else 1
    FIELDS.write_text(text, encoding="utf-8")
    return 0


def reference() -> str:
    """The page as Markdown."""
    definitions: dict[str, dict[str, Any]] = json_schema()["$defs"]  # type: ignore[assignment]
    assert set(ORDER) == set(definitions), set(ORDER) ^ set(definitions)
    return "\n".join([HEAD, *(_section(name, definitions[name]) for name in ORDER)])


def _section(name: str, definition: dict[str, Any]) -> str:
    rows = [f"## {name}", "", definition["description"], "", "| field | type | meaning |", "|---|---|---|"]
    for field, shape in definition["properties"].items():
        meaning = shape["description"].replace("|", "\\|")
        rows.append(f"| `{field}` | {_type(shape)} | {meaning} |")
    return "\n".join([*rows, ""])


def _type(shape: dict[str, Any]) -> str:
    if "$ref" in shape:
        target = shape["$ref"].rpartition("/")[2]
        return f"[{target}](#{target.lower()})"
    if "anyOf" in shape:
        return " or ".join(_type(option) for option in shape["anyOf"])
    if "enum" in shape:
        return "one of " + ", ".join(f"`{value}`" for value in sorted(shape["enum"]))
    if shape.get("type") == "array":
        return f"list of {_type(shape['items'])}"
    return {"string": "text", "integer": "integer", "number": "number"}.get(shape["type"], shape["type"])


if __name__ == "__main__":
    raise SystemExit(main())

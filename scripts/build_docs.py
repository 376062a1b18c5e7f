"""Write the pages of docs/ that follow from the code: the fields and the rules."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

from osce_extract.record.schema import json_schema

DOCS = Path(__file__).parent.parent / "docs"
DATA = Path(__file__).parent.parent / "osce_extract" / "vocab" / "data"
ORDER = [
    "Record",
    "Provenance",
    "EventLabels",
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


RULES = """\
# Rules

Every piece of evidence names the rule that read it. This page is written by `scripts/build_docs.py` from
`vocab/data/rules.tsv` and `vocab/data/cues.toml`; `osce-extract explain` shows the rules at work on a page.
"""


def main() -> int:
    """Write the pages, or with --check say whether they are current."""
    pages = {DOCS / "fields.md": fields(), DOCS / "rules.md": rules()}
    if sys.argv[1:] == ["--check"]:
        return int(any(path.read_text(encoding="utf-8") != text for path, text in pages.items()))
    for path, text in pages.items():
        path.write_text(text, encoding="utf-8")
    return 0


def rules() -> str:
    """Every rule with what it reads, as Markdown."""
    rows = [RULES, "## Rules of grammar", "", "| rule | reads | when |", "|---|---|---|"]
    for line in (DATA / "rules.tsv").read_text(encoding="utf-8").splitlines()[2:]:
        rule, fact, sentence = line.split("\t")
        rows.append(f"| `{rule}` | {fact} | {sentence} |")
    rows += ["", "## Cue phrases", "", "| rule | role | for example |", "|---|---|---|"]
    for cue in tomllib.loads((DATA / "cues.toml").read_text(encoding="utf-8"))["cue"]:
        example = cue["phrases"][0].replace("|", "\\|")
        rows.append(f"| `{cue['name']}` | {cue['role']} | `{example}` |")
    return "\n".join([*rows, ""])


def fields() -> str:
    """The record's fields as Markdown."""
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

"""The JSON Schema of a record, made from its types and their docstrings."""

from __future__ import annotations

import inspect
import re
from typing import TypeAlias, cast

import msgspec

from osce_extract.facts import model as facts
from osce_extract.record import model as record

__all__ = ["JSON", "json_schema"]

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"

_ENTRY = re.compile(r"^ {4}(\w+): (.+(?:\n {5,}.+)*)", re.MULTILINE)


def json_schema() -> dict[str, JSON]:
    """The schema of one line of output, JSON Schema 2020-12, each field with its description."""
    schema = cast("dict[str, JSON]", msgspec.json.schema(record.Record))
    for name, definition in cast("dict[str, dict[str, JSON]]", schema["$defs"]).items():
        described = getattr(record, name, None) or getattr(facts, name)
        definition["description"] = (inspect.getdoc(described) or "").partition("\n\nAttributes:")[0]
        texts = _attributes(described)
        properties = cast("dict[str, dict[str, JSON]]", definition["properties"])
        definition["properties"] = {
            field: {"description": texts[field], **shape} for field, shape in properties.items()
        }
    head: dict[str, JSON] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "osce-extract record",
    }
    return head | schema


def _attributes(described: type) -> dict[str, str]:
    """What the docstrings of a type and the types it is made from say of each field."""
    texts: dict[str, str] = {}
    for base in reversed(described.__mro__):
        section = (inspect.getdoc(base) or "").partition("Attributes:\n")[2] if base is not object else ""
        texts |= {name: " ".join(text.split()) for name, text in _ENTRY.findall(section)}
    return texts

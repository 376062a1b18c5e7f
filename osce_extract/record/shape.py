"""What a record is made of, field by field, read from its types: for sinks that lay it out otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, TypeAlias

import msgspec
from msgspec import inspect

from osce_extract.record.model import Record

__all__ = ["Kind", "Shape", "paths_of", "record_shape"]

Kind: TypeAlias = Literal["text", "integer", "number", "flag", "object"]

_KINDS: dict[type[inspect.Type], Kind] = {
    inspect.IntType: "integer",
    inspect.FloatType: "number",
    inspect.BoolType: "flag",
    inspect.StrType: "text",
    inspect.LiteralType: "text",
}


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """One field.

    Attributes:
        kind: what a value is, or each value where there may be several.
        many: whether it is a list.
        fields: of an object, by name, in order.
    """

    kind: Kind
    many: bool = False
    fields: dict[str, Shape] = {}


@cache
def record_shape() -> Shape:
    """The shape of a whole record."""
    return _shape(inspect.type_info(Record))


def paths_of(shape: Shape, above: str = "") -> Iterator[str]:
    """The dotted names of all fields of an object, however deep."""
    for name, field in shape.fields.items():
        yield above + name
        yield from paths_of(field, f"{above}{name}.")


def _shape(info: inspect.Type) -> Shape:
    match info:
        case inspect.UnionType(types=types):
            [some] = [one for one in types if not isinstance(one, inspect.NoneType)]
            return _shape(some)
        case inspect.VarTupleType(item_type=item):
            return msgspec.structs.replace(_shape(item), many=True)
        case inspect.StructType(fields=fields):
            return Shape(kind="object", fields={field.name: _shape(field.type) for field in fields})
    return Shape(kind=_KINDS[type(info)])

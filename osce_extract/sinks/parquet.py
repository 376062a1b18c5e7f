"""Records as Parquet, with a schema that is the same whatever the records hold, and true dates."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from osce_extract.errors import MissingExtra
from osce_extract.record.shape import Shape, record_shape
from osce_extract.sinks.fields import JSON, Fields, Tree
from osce_extract.sinks.files import whole
from osce_extract.sinks.jsonl import Lines

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

__all__ = ["arrow_schema", "parquet_file"]

_ROWS = 2000  # held in memory until they make a row group

_DAYS = {("issued_on",), ("dates", "start"), ("dates", "end")}
"""Fields with a true date beside them, null where the text gives no full one."""

_DAY = "_date"


@contextmanager
def parquet_file(path: Path, fields: Fields | None = None) -> Iterator[Lines]:
    """Write records to a Parquet file that appears under its name only when the block ends without an error.

    Raises:
        MissingExtra: pyarrow is not installed.
        SinkError: it cannot be written.
    """
    schema = arrow_schema(fields)
    import pyarrow.parquet as pq

    with whole(path) as file:
        writer = pq.ParquetWriter(file, schema, compression="zstd")
        rows = _ParquetRows(writer, schema)
        try:
            yield rows
            rows.flush()
        finally:
            writer.close()


def arrow_schema(fields: Fields | None = None) -> pa.Schema:
    """The types of all columns, or of those asked for.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError:
        raise MissingExtra("parquet", "Parquet files") from None
    return pa.schema(_arrow_fields(record_shape(), fields.tree if fields else {}, ()))


class _ParquetRows:
    def __init__(self, writer: pq.ParquetWriter, schema: pa.Schema) -> None:
        self._writer = writer
        self._schema = schema
        self._rows: list[dict[str, JSON | date]] = []

    def write(self, line: bytes) -> None:
        record: dict[str, JSON] = msgspec.json.decode(line)
        self._rows.append(_with_days(record, ()))
        if len(self._rows) >= _ROWS:
            self.flush()

    def flush(self) -> None:
        import pyarrow as pa

        if self._rows:
            self._writer.write_batch(pa.RecordBatch.from_pylist(self._rows, schema=self._schema))
            self._rows.clear()


def _arrow_fields(shape: Shape, tree: Tree, path: tuple[str, ...]) -> list[pa.Field]:
    import pyarrow as pa

    fields = []
    for name in tree or shape.fields:
        field = shape.fields[name]
        inside = (*path, name)
        fields.append(pa.field(name, _arrow_type(field, tree.get(name, {}), inside)))
        if inside in _DAYS:
            fields.append(pa.field(name + _DAY, pa.date32()))
    return fields


def _arrow_type(shape: Shape, tree: Tree, path: tuple[str, ...]) -> pa.DataType:
    import pyarrow as pa

    match shape.kind:
        case "text":
            one = pa.string()
        case "integer":
            one = pa.int64()
        case "number":
            one = pa.float64()
        case "flag":
            one = pa.bool_()
        case _:
            one = pa.struct(_arrow_fields(shape, tree, path))
    return pa.list_(one) if shape.many else one


def _with_days(row: dict[str, JSON], path: tuple[str, ...]) -> dict[str, JSON | date]:
    """A copy of an object in which each date also stands as one, at any depth."""
    copy: dict[str, JSON | date] = {}
    for name, value in row.items():
        inside = (*path, name)
        copy[name] = value
        if inside in _DAYS:
            copy[name + _DAY] = _day(value)
        elif inside == ("dates",) and isinstance(value, list):
            copy[name] = [_with_days(item, inside) for item in value if isinstance(item, dict)]  # type: ignore[misc]
    return copy


def _day(value: JSON) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None

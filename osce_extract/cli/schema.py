"""`osce-extract schema`."""

from __future__ import annotations

__all__ = ["schema"]


def schema() -> None:
    r"""Print the JSON Schema of a record.

    \b
    Example:
        osce-extract schema > record.schema.json
    """
    import sys

    import msgspec

    from osce_extract.record.schema import json_schema

    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(json_schema()), indent=2) + b"\n")

"""The command line."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from osce_extract.runs.extraction import extract
from osce_extract.sources import Document


def main() -> None:
    """Parse the files named after `parse`: a stand-in until the command line is written."""
    for name in sys.argv[2:]:
        for record in extract(Document(location=name, content=Path(name).read_bytes())):
            sys.stdout.buffer.write(msgspec.json.encode(record) + b"\n")

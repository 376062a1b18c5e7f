"""Records read back and handed on, to be written in another form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from osce_extract.record.reading import read_records
from osce_extract.runs.parsing import Outcome
from osce_extract.sinks.jsonl import encode
from osce_extract.sources import Failure

__all__ = ["convert_all"]


def convert_all(locations: Iterable[str], stdin: BinaryIO) -> Iterator[Outcome]:
    """Yield an Outcome for each record of the files, and for each line that holds none.

    Args:
        locations: paths, "-" for standard input.
        stdin: where "-" is read from.
    """
    for item in read_records(locations, stdin):
        if isinstance(item, Failure):
            yield Outcome(location=item.location, failure=item)
        else:
            yield Outcome(location=item.source.location, lines=(encode(item),))

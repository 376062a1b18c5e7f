"""Many documents in, their records as lines out: in order, on one process or several."""

from __future__ import annotations

import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from osce_extract.errors import OsceExtractError
from osce_extract.facts import Hints
from osce_extract.record import Record
from osce_extract.runs.extraction import read_records
from osce_extract.sinks.jsonl import encode
from osce_extract.sources import Document, Failure, Skipped

if TYPE_CHECKING:
    from concurrent.futures import Future

__all__ = ["INTERNAL", "Outcome", "parse_all", "parse_one"]

INTERNAL = "internal"
"""The `kind` of a Failure that is a bug of ours and not a fault of the page."""

_CHUNK = 32  # single pages cost more to hand over than to read (shared/BASELINES.md)


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What one document came to.

    Attributes:
        location: path or address as the caller gave it.
        lines: its records as JSON, without line ends; empty when it failed.
        warnings: what its records warn of, in order.
        failure: why it gave no record.
        trace: the traceback of an internal error.
        skipped: why it was left out, which is no failure.
    """

    location: str
    lines: tuple[bytes, ...] = ()
    warnings: tuple[str, ...] = ()
    failure: Failure | None = None
    trace: str | None = None
    skipped: str | None = None


def parse_one(
    document: Document | Failure | Skipped, hints: Hints, *, wants: Callable[[Record], bool] | None = None
) -> Outcome:
    """Read one document's records; an error becomes a failure that names the document.

    Args:
        document: what a source yields.
        hints: what the caller knows of the page.
        wants: says of a record whether it is kept; a document without one that is counts as skipped.
    """
    location = document.location
    if isinstance(document, Failure):
        return Outcome(location=location, failure=document)
    if isinstance(document, Skipped):
        return Outcome(location=location, skipped=document.reason)
    try:
        records = read_records(document, hints)
        if wants is not None:
            records = tuple(record for record in records if wants(record))
            if not records:
                return Outcome(location=location, skipped="not asked for")
        return Outcome(
            location=location,
            lines=tuple(encode(record) for record in records),
            warnings=tuple(warning for record in records for warning in record.warnings),
        )
    except OsceExtractError as error:
        return Outcome(location=location, failure=Failure.of(error, location))
    except Exception as error:  # one page that trips a bug must not lose the others
        message = f"internal error, please report it: {type(error).__name__}: {error}"
        failure = Failure(location=location, kind=INTERNAL, message=" ".join(message.split()))
        return Outcome(location=location, failure=failure, trace=traceback.format_exc())


def parse_all(
    documents: Iterable[Document | Failure | Skipped], hints: Hints, *, jobs: int = 1
) -> Iterator[Outcome]:
    """Read all documents, in the order given, holding only a few of them at a time.

    Args:
        documents: what a source yields.
        hints: what the caller knows of every page.
        jobs: number of processes; 1 reads in this one.
    """
    if jobs <= 1:
        yield from (parse_one(document, hints) for document in documents)
        return
    from concurrent.futures import ProcessPoolExecutor

    remaining = iter(documents)
    work = partial(_parse_chunk, hints=hints)
    pending: deque[Future[list[Outcome]]] = deque()
    with ProcessPoolExecutor(jobs) as pool:
        while True:
            while len(pending) < 2 * jobs and (chunk := list(islice(remaining, _CHUNK))):
                pending.append(pool.submit(work, chunk))
            if not pending:
                return
            yield from pending.popleft().result()


def _parse_chunk(documents: list[Document | Failure | Skipped], hints: Hints) -> list[Outcome]:
    return [parse_one(document, hints) for document in documents]

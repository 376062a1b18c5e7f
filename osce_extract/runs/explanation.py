"""Why a record says what it says: its facts with their words and rules, and what was refused."""

from __future__ import annotations

import msgspec

from osce_extract.facts import Hints, read_facts
from osce_extract.facts.model import Rejection
from osce_extract.pages import read_pages
from osce_extract.record import Record, assemble
from osce_extract.record.grounds import Ground, grounds_of
from osce_extract.runs.extraction import dated
from osce_extract.sources import Document

__all__ = ["Explanation", "explain"]


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """One record explained.

    Attributes:
        record: the record itself.
        grounds: every fact with its words and the rule that read them.
        rejected: what was considered and refused, with the reason.
    """

    record: Record
    grounds: tuple[Ground, ...]
    rejected: tuple[Rejection, ...]


def explain(document: Document, hints: Hints) -> tuple[Explanation, ...]:
    """Read a document's records and account for each.

    Raises:
        PageError: the document is no page that can be read.
    """
    explanations = []
    for page in read_pages(document, hints.navigation):
        known = dated(page, hints)
        facts = read_facts(known, hints)
        record = assemble(document, known, facts)
        explanations.append(
            Explanation(record=record, grounds=tuple(grounds_of(record)), rejected=facts.rejected)
        )
    return tuple(explanations)

"""The stages of one activity, each with days and a place of its own: "The first stage took place in …"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from osce_extract.facts.dating import Candidate
from osce_extract.facts.pairing import is_before
from osce_extract.facts.staging import is_first_stage, is_next_stage
from osce_extract.text.dates import PartialDate

__all__ = ["find_stages"]


def find_stages(near: Sequence[Candidate], later: Sequence[Candidate]) -> list[Candidate]:
    """Find the days of a first and a second stage; none where the first paragraph's days lie outside them."""
    first = next((c for c in later if is_first_stage(c.statement)), None)
    if first is None:
        return []
    same = [c for c in later if c.statement is first.statement]
    # A sentence of its own for the second stage: "The second part followed in Osh from 8 to 10 May."
    behind = [c for c in later if c.passage is first.passage and c.statement.start >= first.statement.end]
    stages = same if len(same) > 1 else [*same, *(c for c in behind if is_next_stage(c.statement))]
    if len(stages) < 2 or not all(len(c.dates) == 1 for c in stages):
        return []
    days = [(c.dates[0].start, c.dates[0].end) for c in stages]
    if not all(is_before(a[1], b[0]) for a, b in pairwise(days)):
        return []
    told = [day for c in near for dated in c.dates for day in (dated.start, dated.end)]
    return stages if all(any(_is_within(day, span) for span in days) for day in told) else []


def _is_within(day: PartialDate, span: tuple[PartialDate, PartialDate]) -> bool:
    return not is_before(day, span[0]) and not is_before(span[1], day)

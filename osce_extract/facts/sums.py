"""Whether the counts behind a count add up to it: "22 clerks, 12 from ministries and ten from towns"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from osce_extract.facts.counts import Clause, Count
from osce_extract.vocab.people import count_cues

__all__ = ["is_apposition", "is_in_run", "sums_up"]

_MARKS = frozenset({",", "–", "—", "-", "(", ":"})


def sums_up(clause: Clause, n: int, whole: Count, told: Sequence[int]) -> bool:
    """Whether this count and the next, or the one before, make up the whole."""
    mine = clause.counts[n].value
    if _goes_on(clause, n, whole):
        return False
    pairs = pairwise(clause.counts[max(0, n - 1) : n + 2])
    near = [one.value + two.value - mine for one, two in pairs if _is_listed(clause, two)]
    return (
        any(mine + value == whole.value for value in (*near, *told))
        or is_in_run(clause, n, whole)
        or (bool(told) and sum(told) + mine == whole.value)
    )


def _is_listed(clause: Clause, count: Count) -> bool:
    """Whether it may go on with a list, and no preposition brings in somebody else: "led by two experts"."""
    return clause.words[count.number.lead - 1] not in {"by", "with", "for", "to", "in"}


def _goes_on(clause: Clause, n: int, whole: Count) -> bool:
    """Whether a list of numbers goes on beyond the whole: "Fifteen from Osh, nine from Naryn, six from
    Talas and four from Batken" are four groups, though nine and six are fifteen.
    """
    first = clause.counts.index(whole) + 1
    run = [c for c in clause.counts[first:] if c.kind is None]
    origins = {clause.words[c.after : c.after + 1] for c in run}
    is_list = len(run) > 1 and origins == {("from",)} and n >= first
    return is_list and sum(c.value for c in run) > whole.value


def is_in_run(clause: Clause, n: int, whole: Count) -> bool:
    """Whether the counts behind the whole, this one among them, add up to it: "22 clerks, 12 from
    ministries, six from towns and four from agencies".
    """
    first = clause.counts.index(whole) + 1
    several = 0
    for i, count in enumerate(clause.counts[first:], first):
        several += count.value
        if not _is_listed(clause, count):
            return False
        if several >= whole.value:
            return several == whole.value and i >= n >= first and i > first
    return False


def is_apposition(clause: Clause, whole: Count) -> bool:
    """Whether what adds up to the whole divides it: its noun is for anybody ("members", "people"),
    or commas close what stands behind it: "20 officers, eight pilots and twelve sailors, took part".
    """
    words, first = clause.words, clause.counts.index(whole) + 1
    if words[whole.after - 1] in count_cues()["parts.divided"]:
        return True
    several = 0
    for count in clause.counts[first:]:
        several += count.value
        if several == whole.value:
            start = next((i for i in range(whole.after, count.after) if words[i] in _MARKS), 0)
            return start > 0 and _is_closed(clause, count)
    return False


def _is_closed(clause: Clause, count: Count) -> bool:
    """Whether a comma stands between a count and the verb of the sentence."""
    words = clause.words
    mark = next((i for i in range(count.after, len(words)) if words[i] in _MARKS), 0)
    verb = count_cues()["behind.took_part"].behind(words, mark + 1) if mark else 0
    return mark > 0 and (verb > 0 or words[mark + 1 : mark + 2] in {("have",), ("are",), ("were",)})

"""Counts that come again for each of several: "eight from each side", "25 each from Osh, Naryn and Talas"."""

from __future__ import annotations

from osce_extract.facts.counts import Clause, Count
from osce_extract.vocab.people import count_cues

__all__ = ["is_shared", "round_factor", "share_factor"]

_PAIRED = frozenset({"side", "bank"})
_LIST_LINKS = frozenset({",", "and", "&"})
_FROM_EACH = frozenset({("from", "each"), ("from", "either"), ("of", "each")})
_SENT = frozenset({"sent", "brought", "nominated", "fielded"})
_EACH_CAME = ("each", "came", "from")
_IN = frozenset({"in", "at"})
_MOST = 12


def is_shared(clause: Clause, count: Count) -> bool:
    """Whether "each" stands behind a count: "eight teachers each from", "eight from each side"."""
    words, i = clause.words, count.after
    is_each = words[i : i + 2] in {("each", "from"), ("each", "of"), *_FROM_EACH}
    return is_each or words[i : i + 3] == _EACH_CAME


def share_factor(clause: Clause, count: Count) -> int | None:
    """How many groups of that size the sentence names; None when it does not say."""
    words, i = clause.words, count.after
    if words[i : i + 3] == _EACH_CAME:
        return _count_names(clause, i + 3)
    if words[i : i + 2] in {("each", "from"), ("each", "of")}:
        told = next((n for n in clause.numbers if i + 2 <= n.lead <= i + 3), None)
        return told.value if told is not None and 1 < told.value <= _MOST else _count_names(clause, i + 2)
    if words[i : i + 2] not in _FROM_EACH:
        return None
    if words[i + 2 : i + 3] == ("of",):
        number = next((n for n in clause.numbers if i + 3 <= n.lead <= i + 4), None)
        is_told = number is not None and 1 < number.value <= _MOST
        return number.value if number is not None and is_told else _count_names(clause, i + 3)
    if words[i + 2 : i + 3] and words[i + 2] in _PAIRED:
        return 2
    return _count_names_before(clause, count.number.lead)


def round_factor(clause: Clause, count: Count) -> int | None:
    """How many sessions had as many: "in each of the first three courses"; None when it does not say."""
    words = clause.words
    if "each" not in words:
        return None
    if (times := _told_at_once(clause, count)) is not None:
        return times
    others = (c.number.lead for c in clause.counts if c.number.lead >= count.after)
    last = max((c.after for c in clause.counts if c.after <= count.number.lead), default=0)
    before, behind = range(last, count.number.lead), range(count.after, next(others, len(words)))
    if words[count.number.lead] == "up":
        return None
    for i in (*before, *behind):
        is_subject = not i or words[i - 1] == ","
        is_there = i >= count.after and words[i - 1] in _IN and words[i : i + 2] == ("each", "of")
        if not is_there and (
            words[i : i + 3] != ("each", "of", "the") or (i < count.number.lead and not is_subject)
        ):
            continue
        number = next((n for n in clause.numbers if i + 2 <= n.lead <= i + 4), None)
        if number is None or not 1 < number.value <= _MOST:
            continue
        is_activity = is_there or (
            words[number.after : number.after + 1] and words[number.after] in count_cues()["activity.nouns"]
        )
        return number.value if is_activity else None
    return None


def _told_at_once(clause: Clause, count: Count) -> int | None:
    """How many sides, towns or sessions "each" stands beside, where they are named next to it."""
    words, before = clause.words, clause.words[count.number.lead - 1]
    # "Each side brought nine officers"
    if words[0] == "each" and words[1:2] and words[1] in _PAIRED:
        return 2
    # "Each of the six towns sent three officials"
    if words[:3] == ("each", "of", "the") and before in _SENT:
        sides = next((n for n in clause.numbers if n.lead == 3), None)
        return sides.value if sides is not None and 1 < sides.value <= _MOST else None
    # "Three one-day sessions for 20 teachers each"
    is_each = words[count.after : count.after + 1] == ("each",) and before in {"for", "with", "of"}
    return _count_sessions(clause, count) if is_each else None


def _count_sessions(clause: Clause, count: Count) -> int | None:
    """How many sessions stand right before a count for each: 3 in "Three one-day sessions for 20 each"."""
    words, i = clause.words, count.number.lead - 2
    is_session = i > 0 and words[i] in count_cues()["activity.nouns"] and words[i].endswith("s")
    number = next((n for n in clause.numbers if i - 4 <= n.lead and n.after <= i), None)
    return number.value if is_session and number is not None and 1 < number.value <= _MOST else None


def _count_names(clause: Clause, first: int) -> int | None:
    """How many names are listed from `first` on: 3 in "Osh, Naryn and Jalal-Abad"."""
    names, is_open, i = 0, True, first
    while i < len(clause.words):
        if clause.words[i] in _LIST_LINKS:
            is_open = True
        elif clause.tokens[i].is_capitalized:
            names += is_open
            is_open = False
        elif clause.words[i] not in {"the", "of"}:
            break
        i += 1
    return names if 1 < names <= _MOST else None


def _count_names_before(clause: Clause, stop: int) -> int | None:
    """How many names the list behind the last "from" or "of" before `stop` has."""
    for i in range(stop - 1, -1, -1):
        if clause.words[i] in {"from", "of"}:
            return _count_names(clause, i + 1)
    return None

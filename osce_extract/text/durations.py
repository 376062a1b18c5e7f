"""Tokens in, stated lengths of time out: "a three-day course", "five days of training", "week-long"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

from osce_extract.text.tokens import Token

__all__ = ["Duration", "find_durations"]

_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()
_COUNTS: Mapping[str, int] = MappingProxyType(
    {word: i for i, word in enumerate(_WORDS, 1)} | {"a": 1, "an": 1, "half": 1, "full": 1, "all": 1}
)
_OPENERS = frozenset(_COUNTS)
Unit = Literal["day", "week", "month", "year"]
_UNITS: Mapping[str, Unit] = MappingProxyType(
    {
        "day": "day",
        "days": "day",
        "week": "week",
        "weeks": "week",
        "month": "month",
        "months": "month",
        "year": "year",
        "years": "year",
    }
)
_LASTING = frozenset(
    {"lasted", "lasting", "lasts", "over", "for", "during", "these", "those", "spent", "took"}
)
_PAST = frozenset({"last", "past", "previous"})
_JOINTS = frozenset("-‑–")
# "took" may stand so many words before the length.
_REACH = 30


class Duration(NamedTuple):
    """A stated length.

    Attributes:
        start: offset of the first character.
        end: offset after the last.
        length: how many units; half a day counts as one.
        unit: day, week, month or year.
        until_now: whether it ends on the day of writing: "over the last three days".
    """

    start: int
    end: int
    length: int
    unit: Unit
    until_now: bool = False


def find_durations(tokens: Sequence[Token]) -> tuple[Duration, ...]:
    """Find lengths that describe something: "three-day", "four days of training", "for two weeks".

    "in 30 days", "after four days" and "within a week" are no lengths.
    """
    found: list[Duration] = []
    for i, token in enumerate(tokens):
        if token.is_number or token.lower in _OPENERS:
            duration = _spelled(tokens, i) or _counted(tokens, i)
        elif "-" in token.text or "‑" in token.text:
            duration = _compound(tokens, i)
        else:
            continue
        if duration is not None:
            found.append(duration)
    return tuple(found)


def _compound(tokens: Sequence[Token], i: int) -> Duration | None:
    parts = tokens[i].lower.replace("‑", "-").split("-")
    if len(parts) not in (2, 3):
        return None
    count = _COUNTS.get(parts[0])
    if parts[1] == "long" and parts[0] in _UNITS:
        return Duration(tokens[i].start, tokens[i].end, 1, _UNITS[parts[0]])
    if count is None or parts[1] not in _UNITS or parts[2:] not in ([], ["long"]):
        return None
    return Duration(tokens[i].start, tokens[i].end, count, _UNITS[parts[1]])


def _spelled(tokens: Sequence[Token], i: int) -> Duration | None:
    """Read "3-day" and "three day course", where the unit is no plural."""
    count = _count(tokens[i])
    if count is None or tokens[i].lower in {"a", "an", "one"}:
        return None
    at = i + 1
    if at < len(tokens) and tokens[at].text in _JOINTS:
        at += 1
    if at + 1 >= len(tokens) or tokens[at].lower not in _UNITS:
        return None
    is_joined = at == i + 2
    if not is_joined and (tokens[at].lower.endswith("s") or not tokens[at + 1].is_word):
        return None
    return Duration(tokens[i].start, tokens[at].end, count, _UNITS[tokens[at].lower])


def _counted(tokens: Sequence[Token], i: int) -> Duration | None:
    """Read "five days of training", "for three days", "over the last two days"."""
    count = _count(tokens[i])
    if count is None or i + 1 >= len(tokens) or tokens[i + 1].lower not in _UNITS:
        return None
    unit = _UNITS[tokens[i + 1].lower]
    before = [token.lower for token in tokens[max(0, i - 4) : i]]
    # "a course of four days"
    is_of = bool(before) and before[-1] == "of" and i > 1 and tokens[i - 2].is_word
    is_past = bool(before) and before[-1] in _PAST
    before = [word for word in before if word not in _PAST | {"the", "course", "of"}]
    follows = [token.lower for token in tokens[i + 2 : i + 4]]
    is_filled = follows[:1] == ["of"] or follows in (["in", "which"], ["during", "which"])
    # "finished today after two days": nothing else follows.
    is_spent = bool(before) and before[-1] == "after" and follows[:1] in ([], ["."], [","], [";"])
    # "It took the divers, all from Bar, five days to find it."
    is_spent |= follows[:1] == ["to"] and any(
        token.lower == "took" for token in tokens[max(0, i - _REACH) : i]
    )
    if is_filled or is_of or is_spent or (before and before[-1] in _LASTING):
        return Duration(tokens[i].start, tokens[i + 1].end, count, unit, until_now=is_past)
    return None


def _count(token: Token) -> int | None:
    if token.text.isdecimal() and len(token.text) < 3:
        return int(token.text)
    return _COUNTS.get(token.lower)

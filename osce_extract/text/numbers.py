"""Tokens in, whole numbers out: in digits or words, with what the text says of their exactness.

Only numbers that can count something are found: ordinals, years, ages, dates, times, money, shares, ranges,
decimals and numbers of laws are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from osce_extract.text.tokens import Token

__all__ = ["Exactness", "Number", "find_numbers", "read_number"]

Exactness = Literal["about", "at least"]


class Number(NamedTuple):
    """A whole number in a text.

    Attributes:
        value: what it says.
        qualifier: `about` or `at least` where the text does not give it as exact.
        lead: index of the first token of what qualifies it, else of the number.
        first: index of its own first token.
        after: index behind its last token.
    """

    value: int
    qualifier: Exactness | None
    lead: int
    first: int
    after: int


_UNITS = {
    word: value
    for value, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split(),
        start=1,
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000}
_SIMPLE = {
    **_UNITS,
    **_TENS,
    **{
        f"{tens}{hyphen}{unit}": _TENS[tens] + _UNITS[unit]
        for tens in _TENS
        for unit in list(_UNITS)[:9]
        for hyphen in "-‑"
    },
}
# No other word begins a number: most words of a text need only one look.
_OPENERS = frozenset({*_SIMPLE, "a", "an", "another", "half"})
_VAGUE = frozenset({"several", "few", "many", "couple"})

_BEFORE: tuple[tuple[tuple[str, ...], Exactness], ...] = (
    (("in", "excess", "of"), "at least"),
    (("no", "fewer", "than"), "at least"),
    (("no", "less", "than"), "at least"),
    (("not", "less", "than"), "at least"),
    (("well", "more", "than"), "at least"),
    (("more", "than"), "at least"),
    (("at", "least"), "at least"),
    (("upwards", "of"), "at least"),
    (("upward", "of"), "at least"),
    (("north", "of"), "at least"),
    (("close", "on"), "about"),
    (("well", "over"), "at least"),
    (("just", "over"), "at least"),
    (("over",), "at least"),
    (("an", "estimated"), "about"),
    (("just", "under"), "about"),
    (("up", "to"), "about"),
    (("close", "to"), "about"),
    (("estimated",), "about"),
    (("some",), "about"),
    (("around",), "about"),
    (("about",), "about"),
    (("approximately",), "about"),
    (("approx", "."), "about"),
    (("nearly",), "about"),
    (("almost",), "about"),
    (("roughly",), "about"),
    (("circa",), "about"),
)
_AFTER: tuple[tuple[tuple[str, ...], Exactness], ...] = (
    (("or", "so"), "about"),
    (("or", "more"), "at least"),
    (("+",), "at least"),
    (("plus",), "at least"),
    (("-", "odd"), "about"),
)

_BEFORE_BY_LAST = {
    last: tuple((words, meaning) for words, meaning in _BEFORE if words[-1] == last)
    for last in {words[-1] for words, _ in _BEFORE}
}
_AFTER_OPENERS = frozenset(words[0] for words, _ in _AFTER)

_MONTHS = frozenset(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_NUMBERED = frozenset(
    "no no. nos article articles law resolution decision page pages chapter paragraph phase room class level"
    " grade track step aged age tel tel. ext ext. unscr fax".split()
)
_MONEY = frozenset("€ $ £ eur usd gbp chf euro euros dollars".split())
_PARTS = frozenset("per % percent pc thirds quarters fifths tenths million billion p".split())
_CLOCK = frozenset({"a.m", "p.m", "am", "pm", "o'clock", "hrs"})
_NOT_BEFORE = _NUMBERED | _MONEY | _VAGUE
_NOT_BEHIND = _MONEY | _PARTS | _CLOCK
_GROUPED = re.compile(r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+")


def find_numbers(tokens: Sequence[Token]) -> tuple[Number, ...]:
    """Find the numbers that can count something, in the text's order.

    >>> from osce_extract.text.tokens import tokenize
    >>> [(n.value, n.qualifier) for n in find_numbers(tokenize("Over two dozen judges heard 1,113 cases."))]
    [(24, 'at least'), (1113, None)]
    """
    found: list[Number] = []
    behind = 0
    for i, token in enumerate(tokens):
        if i < behind or not (token.is_number or token.lower in _OPENERS):
            continue
        read = _read(tokens, i)
        if read is None:
            continue
        value, behind = read
        if _can_count(tokens, i, behind):
            found.append(_qualify(tokens, value, i, behind))
    return tuple(found)


def read_number(word: str) -> int | None:
    """The value of one word or figure by itself: `"14"`, `"twelve"`, `"twenty-five"`.

    >>> read_number("1,200"), read_number("twelve"), read_number("third")
    (1200, 12, None)
    """
    if word[:1].isdecimal():
        read = _read_digits((Token.of(word, 0),), 0)
        return read[0] if read else None
    return _SIMPLE.get(word.lower())


def _read(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Read the number that begins at token `i`: its value and the index behind it."""
    token = tokens[i]
    if token.is_number:
        return _read_digits(tokens, i)
    return _read_words(tokens, i) if token.lower in _OPENERS else None


def _read_digits(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    text = tokens[i].text
    if text.isdecimal() and text.isascii():
        if _is_grouped_by_space(tokens, i):
            return int(text + tokens[i + 1].text), i + 2
        value = int(text) if len(text) < 10 else None
    elif _GROUPED.fullmatch(text):
        value = int(re.sub(r"\D", "", text))
    else:
        value = None
    if value is None:
        return None
    if value and i + 1 < len(tokens) and tokens[i + 1].lower in {"hundred", "thousand"}:
        return value * _SCALES[tokens[i + 1].lower], i + 2
    return value, i + 1


def _is_grouped_by_space(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether "1 250" is one number: thousands and three figures, one space between."""
    if i + 1 >= len(tokens) or len(tokens[i].text) > 3 or tokens[i].text.startswith("0"):
        return False
    behind = tokens[i + 1]
    is_three = len(behind.text) == 3 and behind.text.isdecimal() and behind.text.isascii()
    return is_three and behind.start == tokens[i].end + 1


def _read_words(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    at = total = part = 0
    if tokens[i].lower in {"a", "an", "another"}:
        if i + 1 >= len(tokens) or tokens[i + 1].lower not in _SCALES:
            return None
        part, at = 1, 1
    words = [t.lower for t in tokens[i : i + 10]]
    if words[:3] == ["half", "a", "dozen"]:
        return 6, i + 3
    while at < len(words):
        word = words[at]
        value = _SIMPLE.get(word)
        if value is not None and (
            part == 0 or part % 100 == 0 or (part % 100 >= 20 and part % 10 == 0 and value < 10)
        ):
            part += value
        elif word in {"dozen", "hundred"} and 0 < part < 100:
            part *= _SCALES[word]
        elif word == "thousand" and part and not total:
            total, part = part * 1000, 0
        elif word == "and" and at and words[at - 1] in {"hundred", "thousand"} and _continues(words, at + 1):
            pass
        else:
            break
        at += 1
    return (total + part, i + at) if total + part else None


def _continues(words: list[str], at: int) -> bool:
    return at < len(words) and words[at] in _SIMPLE


def _can_count(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether what stands around a number lets it be a count."""
    before = tokens[first - 1] if first else None
    behind = tokens[after] if after < len(tokens) else None
    return not (
        _is_glued(tokens, first, after)
        or _is_year(tokens, first, after)
        or _is_range(tokens, first, after)
        or (before is not None and before.lower in _NOT_BEFORE)
        or [t.lower for t in tokens[max(0, first - 2) : first]] == ["age", "of"]
        or (before is not None and before.text == "." and first > 1 and tokens[first - 2].lower in _NUMBERED)
        or (before is not None and before.lower in _MONTHS and before.is_capitalized)
        or (behind is not None and behind.lower in _NOT_BEHIND)
        or (behind is not None and behind.lower in _MONTHS and behind.is_capitalized)
        or _is_share(tokens, first, after)
        or _is_day(tokens, after)
    )


def _is_glued(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether the number is part of a longer word or figure: `21st`, `17-year-old`, `10:30`, `3/18`."""
    if after < len(tokens) and tokens[after].start == tokens[after - 1].end:
        behind = tokens[after].text
        rest = tokens[after + 1] if after + 1 < len(tokens) else None
        joined = rest is not None and rest.start == tokens[after].end
        is_odd = behind == "-" and rest is not None and rest.lower == "odd"
        if behind[0].isalpha() or (joined and behind in {":", "/", "-", "–", "‑", "."} and not is_odd):
            return True
    if first and tokens[first - 1].end == tokens[first].start:
        # "19 women/12 men": the mark parts two words.
        if tokens[first - 1].text == "/" and first > 1 and tokens[first - 2].text.islower():
            return False
        return (
            tokens[first - 1].text in {":", "/", "-", "–", "‑", ".", "#"}
            or tokens[first - 1].text[-1].isalnum()
        )
    return False


def _is_year(tokens: Sequence[Token], first: int, after: int) -> bool:
    text = tokens[first].text
    if after - first != 1 or len(text) != 4 or not text.isdecimal() or not 1900 <= int(text) < 2100:
        return False
    qualified = first > 1 and tokens[first - 1].lower in {
        "than",
        "least",
        "of",
        "some",
        "nearly",
        "approximately",
    }
    return not (qualified and tokens[first - 2].lower in {"more", "at", "total"})


def _is_range(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether it is one end of `30 to 40`, `30 – 40`, `between 30 and 40`."""
    linked = {"to", "–", "-", "—"}
    if after + 1 < len(tokens) and tokens[after].text in linked and _read(tokens, after + 1):
        return True
    if first > 1 and tokens[first - 1].text in linked and _ends_number(tokens[first - 2]):
        # "KYIV, 3 May 2006 - Twenty officers": a dateline's year begins no range.
        return not _is_year(tokens, first - 2, first - 1)
    if first and tokens[first - 1].lower == "between":
        return True
    return first > 2 and tokens[first - 1].lower == "and" and tokens[first - 3].lower == "between"


def _ends_number(token: Token) -> bool:
    return token.is_number or token.lower in _SIMPLE


def _is_share(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether it belongs to `7 in 10` or `two out of five`."""
    if after + 1 < len(tokens) and tokens[after].lower == "in" and _read(tokens, after + 1):
        behind = _read(tokens, after + 1)
        return behind is not None and not 1900 <= behind[0] < 2100
    if [t.lower for t in tokens[after : after + 2]] == ["out", "of"]:
        return True
    before = [t.lower for t in tokens[max(0, first - 2) : first]]
    return before == ["out", "of"] or (before[1:] == ["in"] and before[0] in _SIMPLE)


def _is_day(tokens: Sequence[Token], after: int) -> bool:
    """Whether it is the first of several days: `3, 4 and 17 March`."""
    for i in range(after, min(after + 8, len(tokens)), 2):
        if tokens[i].lower not in {",", "and", "or", "&"} or i + 2 >= len(tokens):
            return False
        read = _read_digits(tokens, i + 1) if tokens[i + 1].is_number else None
        if read is None or read[0] > 31:
            return False
        if tokens[i + 2].lower in _MONTHS and tokens[i + 2].is_capitalized:
            return True
    return False


def _qualify(tokens: Sequence[Token], value: int, first: int, after: int) -> Number:
    lead = first
    qualifier: Exactness | None = None
    for words, meaning in _BEFORE_BY_LAST.get(tokens[first - 1].lower, ()) if first else ():
        at = first - len(words)
        if at >= 0 and tuple(t.lower for t in tokens[at:first]) == words:
            qualifier, lead = meaning, at
            break
    for words, meaning in _AFTER if after < len(tokens) and tokens[after].lower in _AFTER_OPENERS else ():
        if tuple(t.lower for t in tokens[after : after + len(words)]) == words:
            return Number(value, qualifier or meaning, lead, first, after + len(words))
    return Number(value, qualifier, lead, first, after)

"""What stands between the names of a list of places: "and", "as well as", dates, asides."""

from __future__ import annotations

from osce_extract.facts.lines import Line

__all__ = ["closes_list", "skip_date", "skip_separator"]

_SEPARATORS = (("as", "well", "as"), (",", "and"), (",",), ("and",), ("or",), ("&",))
_IN_DATES = frozenset({"and", "to", "-", "–", ",", "st", "nd", "rd", "th"})
_ASIDES = frozenset({"on", "near", "a", "an", "the", "some"})
# The words before a list's second name may say again where: "in Osh and in the town of Uzgen".
_AGAIN = frozenset({"in", "at"})
# A date between brackets: "(3 and 4 May 2024)".
_LONGEST_DATE = 10
_LONGEST_APPOSITION = 7


def skip_date(line: Line, i: int) -> int:
    """The index behind a place's own date: "Osh (3 May), Naryn (5 May)", "Osh on 3 May and Naryn on"."""
    if line.at(i) == "on" and line.is_date(i + 1):
        end = next((k for k in range(i + 1, min(len(line), i + _LONGEST_DATE)) if line.at(k) == "and"), i)
        is_pair = all(line.is_date(k) for k in range(i + 1, end)) and line.is_name_word(end + 1)
        return end if is_pair and line.at(end + 2) == "on" and line.is_date(end + 3) else i
    if line.at(i) != "(" or not line.is_date(i + 1):
        return i
    end = next((k for k in range(i + 1, min(len(line), i + _LONGEST_DATE)) if line.at(k) == ")"), i)
    is_date = all(line.is_date(k) or line.at(k) in _IN_DATES for k in range(i + 1, end))
    return end + 1 if end > i and is_date else i


def skip_separator(line: Line, i: int) -> int | None:
    """The index behind the words that part a place from the next one of its list; None where none do."""
    i = _skip_aside(line, i)
    for separator in _SEPARATORS:
        if line.plain[i : i + len(separator)] == separator:
            j = i + len(separator)
            j = _skip_aside(line, j, is_inner=True)
            return j + (line.at(j) in _AGAIN)
    return None


def _skip_aside(line: Line, i: int, *, is_inner: bool = False) -> int:
    """The index behind what is said between commas of a place in a list: ", on the Caspian Sea, and".

    With `is_inner` behind the last one's "and": "and, for the first time, Lankaran".
    """
    if is_inner:
        ends = (k + 1 for k in range(i + 1, i + _LONGEST_APPOSITION) if line.at(k) == ",")
        return next(ends, i) if line.at(i) == "," else i
    if line.at(i) != "," or line.at(i + 1) not in _ASIDES:
        return i
    for k in range(i + 2, min(len(line), i + 2 + _LONGEST_APPOSITION)):
        if line.at(k) == ",":
            return k if line.at(k + 1) == "and" else i
    return i


def closes_list(line: Line, i: int) -> bool:
    """Whether the list goes on, or ends with "and", behind an unknown name."""
    return line.at(i) == "and" or (line.at(i) == "," and line.at(i + 1) == "and")

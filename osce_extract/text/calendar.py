"""Tokens in, the date phrases among them out: days, lists and ranges of days, months, years, "last week".

Nothing is guessed: a phrase without a year has none. What the words mean on a given day is told by
`osce_extract.text.dates`; whether they date an activity is no question of this module.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from osce_extract.text.dates import PartialDate, Period, RelativeDate
from osce_extract.text.dayphrases import (
    DASHES,
    MONTHS,
    ORDINALS,
    TO,
    WEEKDAYS,
    PeriodsRead,
    Words,
    read_bare_days,
    read_days,
    read_month,
    read_year,
)
from osce_extract.text.relative import COUNTED_UNITS, COUNTS, RELATIVE_OPENERS, read_relative
from osce_extract.text.tokens import Token

__all__ = ["DatePhrase", "find_dates"]

_LEADS = frozenset(
    "on from between in since until till by before after during of for to through dated as last this next at"
    " throughout following over around".split()
)
# "in early May", "at the end of March 2025", "from mid-April": the preposition stands some words before.
_BETWEEN = frozenset(
    "early late mid the end beginning start middle both month months year years night week weeks half"
    " weekend course spring summer autumn winter morning afternoon evening".split()
)
_MONTH_LEADS = _LEADS - {"at", "as", "of", "following"} | {"early", "late", "mid"}
_YEAR_LEADS = frozenset(
    "in since until till from between during by before after early late mid of throughout through for".split()
)
_YEAR_NOUNS = frozenset("year years spring summer autumn winter end beginning half quarter".split())
# How many words may stand between a day and the later day that has the month.
_STRANDED = 11
# Words between the ends of a range, and how many: "from the morning of 3 May until noon on 5 May".
_DAYTIMES = frozenset(
    "the early late morning noon midday afternoon evening night midnight dawn of on".split()
)
_FAR_END = 6
_COUNTED = frozenset({"people", "women", "men", "police", "persons", "young", "children"})
# No date phrase begins with another word: most words of a text need only one look.
_OPENERS = frozenset({"the", *MONTHS, *WEEKDAYS, *RELATIVE_OPENERS})
_FOLLOWERS: Mapping[str, Set[str]] = {"the": ORDINALS.keys(), **dict.fromkeys(COUNTS, COUNTED_UNITS)}
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


class DatePhrase(NamedTuple):
    """Words that give a date.

    Attributes:
        start: offset of the first character, the preposition left out.
        end: offset after the last.
        periods: what they give, one for each separate day or range, in the words' order.
        lead: the preposition that governs them, in lower case: "on", "from", "since"; "" without one.
    """

    start: int
    end: int
    periods: tuple[Period, ...]
    lead: str = ""

    @property
    def is_calendar(self) -> bool:
        """Whether it is given by the calendar, not by its distance from the day of writing."""
        return all(isinstance(moment, PartialDate) for period in self.periods for moment in period)

    @property
    def is_counted(self) -> bool:
        """Whether it is counted from the date told before it: "the following Friday"."""
        return any(isinstance(m, RelativeDate) and m.is_counted for period in self.periods for m in period)


def find_dates(tokens: Sequence[Token], told: PartialDate | None = None) -> tuple[DatePhrase, ...]:
    """Find the date phrases among the tokens of a sentence or of a whole text, in order.

    `told` is a date of the text before it, whose month days such as "the 30th" may be of.

    >>> from osce_extract.text.tokens import tokenize
    >>> [p.periods[0].first.edtf for p in find_dates(tokenize("It may end on 2–5 August."))]
    ['XXXX-08-02']
    """
    words = _split_joined(tokens)
    found: list[DatePhrase] = []
    ended = 0
    for i in [i for i, word in enumerate(words) if word.is_number or word.lower in _OPENERS]:
        if i < ended or not _may_begin(words, i):
            continue
        lead = _lead(words, i)
        read = _read_phrase(words, i, lead) or _read_elliptic(words, i, found, told)
        if read is None:
            continue
        stranded = [s for s in _read_stranded(words, i, read) if not _is_within(s, found)]
        if stranded:
            starts = {phrase.start for phrase in stranded}
            found = [*(phrase for phrase in found if phrase.start not in starts), *stranded]
        phrase = DatePhrase(words[i].start, words[read.after - 1].end, read.periods, lead)
        if found and not stranded and _is_apposed(words, found[-1], phrase, ended, i):
            is_bracketed = words[ended].text == "(" and _word(words, read.after) == ")"
            end = words[read.after].end if is_bracketed else phrase.end
            phrase = phrase._replace(start=found[-1].start, end=end, lead=found.pop().lead)
        elif found and not stranded and _is_far_end(words, found[-1], ended, i):
            phrase = _reach(found.pop(), phrase)
        found.append(phrase)
        ended = read.after
    return tuple(found)


def _may_begin(words: Words, i: int) -> bool:
    """Whether the word behind lets a common word begin a date: "the 3rd", "two weeks"."""
    followers = _FOLLOWERS.get(words[i].lower)
    if followers is None or i + 1 == len(words):
        return followers is None
    return words[i + 1].lower in followers or (words[i].lower == "the" and words[i + 1].is_number)


def _is_within(phrase: DatePhrase, found: list[DatePhrase]) -> bool:
    return any(other.start <= phrase.start and phrase.end < other.end for other in found)


def _is_apposed(words: Words, near: DatePhrase, phrase: DatePhrase, ended: int, i: int) -> bool:
    """Tell whether days only say which weekdays are meant: "on Monday and Tuesday, 3 and 4 May"."""
    if not phrase.is_calendar or i - ended != 1 or words[ended].text not in ",(":
        return False
    return all(isinstance(m, RelativeDate) and m.unit == "weekday" for p in near.periods for m in p)


def _is_far_end(words: Words, near: DatePhrase, ended: int, i: int) -> bool:
    """Tell whether day `i` ends what `near` begins: "from the morning of 3 May to the evening of the 5th"."""
    if words[ended].lower not in TO - DASHES or i - ended > _FAR_END:
        return False
    if any(word.lower not in _DAYTIMES for word in words[ended + 1 : i]):
        return False
    before = next(j for j in range(ended - 1, -1, -1) if words[j].start == near.start) - 1
    while before > 0 and words[before].lower in _DAYTIMES:
        before -= 1
    return before >= 0 and words[before].lower == "from"


def _reach(near: DatePhrase, far: DatePhrase) -> DatePhrase:
    first, last = near.periods[0].first, far.periods[-1].last
    if isinstance(first, PartialDate) and isinstance(last, PartialDate):
        turns = (first.month or 0) > (last.month or 0)
        if first.year is None and last.year is not None:
            first = first._replace(year=last.year - turns)
        elif last.year is None and first.year is not None:
            last = last._replace(year=first.year + turns)
    return DatePhrase(near.start, far.end, (Period(first, last),), "from")


def _read_phrase(words: Words, i: int, lead: str) -> PeriodsRead | None:
    word = words[i]
    lower = word.lower
    is_month = read_month(words, i) is not None
    if word.is_number or is_month or lower == "the" or (lower in WEEKDAYS and word.is_capitalized):
        read = _read_numeric(words, i) or read_days(words, i, lead)
        if read is not None or lower == "the":
            return read
    if is_month:
        return _read_months(words, i, lead)
    if word.is_number:
        return _read_years(words, i, lead)
    return _read_on(words, i, read_relative(words, i))


def _read_on(words: Words, i: int, begun: PeriodsRead | None) -> PeriodsRead | None:
    """Read on to the other end of a range that begins with "today" or a weekday: "from today until 2 May"."""
    if begun is None or len(begun.periods) != 1:
        return begun
    joint = _word(words, begun.after)
    if joint not in TO - DASHES and (joint != "and" or _word(words, i - 1) != "between"):
        return begun
    at = begun.after + 1
    ended = read_days(words, at) or (read_relative(words, at) if at < len(words) else None)
    if ended is None or len(ended.periods) != 1:
        return begun
    return PeriodsRead((Period(begun.periods[0].first, ended.periods[0].last),), ended.after)


def _read_elliptic(
    words: Words, i: int, found: list[DatePhrase], told: PartialDate | None
) -> PeriodsRead | None:
    """Read days whose month was told before: "on 28 May … the 30th", "on 2 and 3 May … on 5 and 6"."""
    before = found[-1].periods[-1].last if found else told
    if not isinstance(before, PartialDate) or before.month is None:
        return None
    days = read_bare_days(words, i)
    if days is None or (found and before.day is not None and days.first <= before.day):
        return None
    # "on 5" may be about anything where its month stands in another sentence.
    if not found and days.first == days.last and words[i].lower != "the":
        return None
    spans = [(before._replace(day=a), before._replace(day=b)) for a, b in days.spans]
    return PeriodsRead(tuple(Period(first, last) for first, last in spans), days.after)


def _read_stranded(words: Words, i: int, read: PeriodsRead) -> list[DatePhrase]:
    """Read the days that wait for their month: the 4th in "in Bar on 4 and in Tivat on 6 March"."""
    month = read.periods[0].first
    if _word(words, i - 1) != "on" or not isinstance(month, PartialDate) or month.day is None:
        return []
    found: list[DatePhrase] = []
    limit, bound = i - 2, month.day
    for j in range(i - 2, -1, -1):
        if limit - j > _STRANDED or not (
            words[j].is_word or words[j].text.isdecimal() or words[j].text in ",/"
        ):
            break
        days = read_bare_days(words, j + 1) if words[j].lower == "on" else None
        if days is None:
            continue
        if days.last >= bound:
            break
        periods = tuple(Period(month._replace(day=a), month._replace(day=b)) for a, b in days.spans)
        found.insert(0, DatePhrase(words[j + 1].start, words[days.after - 1].end, periods, "on"))
        limit, bound = j - 1, days.first
    return found


def _lead(words: Words, i: int) -> str:
    for j in range(i - 1, max(-1, i - 5), -1):
        lower = words[j].lower
        if lower in {"before", "after"} and _word(words, j - 1) == "day":
            return ""
        if lower == "including" and _word(words, j - 1) == "and":
            return "until"
        # "in the last week of October"
        if lower == "last" and words[j + 1].lower in {"week", "days", "half"}:
            continue
        if lower in _LEADS and not (lower == "of" and j > 0 and words[j - 1].lower in _BETWEEN):
            return lower
        if lower not in _BETWEEN and lower not in {"of", "-"}:
            break
    return ""


def _read_numeric(words: Words, i: int) -> PeriodsRead | None:
    dotted = _DOTTED.fullmatch(words[i].text)
    if dotted:
        day, month, year = (int(part) for part in dotted.groups())
        return _one_day(year, month, day, i + 1)
    if i + 4 < len(words) and words[i + 4].end - words[i].start == 10:
        iso = _ISO.fullmatch("".join(word.text for word in words[i : i + 5]))
        if iso:
            year, month, day = (int(part) for part in iso.groups())
            return _one_day(year, month, day, i + 5)
    return None


def _one_day(year: int, month: int, day: int, after: int) -> PeriodsRead | None:
    date = PartialDate(year, month, day)
    return PeriodsRead((Period(date, date),), after) if date.as_day else None


def _read_months(words: Words, i: int, lead: str) -> PeriodsRead | None:
    """Read "July 2024", "from May to July", "in May and June": without a year only behind a preposition."""
    dates: list[PartialDate] = []
    ranged = False
    at = i
    while len(dates) < 12 and (month := read_month(words, at)) is not None:
        year_at = at + 1 + (_word(words, at + 1) in {",", "of"})
        year = read_year(words, year_at)
        dates.append(PartialDate(year, month))
        at = at + 1 if year is None else year_at + 1
        joint = _word(words, at)
        if joint in TO or joint in {"and", "/"} or (joint == "," and _word(words, at + 2) in {"and", ","}):
            if read_month(words, at + 1) is None or _starts_day(words, at + 1):
                break
            ranged = ranged or joint in TO or (joint == "and" and lead == "between")
            at += 1
            continue
        break
    if all(date.year is None for date in dates) and not _is_governed(words, i, lead):
        return None
    return PeriodsRead(_month_periods(_share_year(dates), ranged=ranged), at)


def _starts_day(words: Words, i: int) -> bool:
    return read_days(words, i) is not None


def _is_governed(words: Words, i: int, lead: str) -> bool:
    """Tell whether a word before a bare month shows that it is one: "in March", "mid-March"."""
    before = _word(words, i - 1)
    if before == "of":
        return _word(words, i - 2) in _BETWEEN
    if before in DASHES:
        return _word(words, i - 2) == "mid"
    return lead in _MONTH_LEADS or before in _MONTH_LEADS


def _share_year(dates: list[PartialDate]) -> list[PartialDate]:
    """Give months without a year the year behind them: "from November to March 2020"."""
    shared = list(dates)
    for k in range(len(shared) - 2, -1, -1):
        year, following = shared[k].year, shared[k + 1]
        if year is None and following.year is not None:
            turns = (shared[k].month or 0) > (following.month or 0)
            shared[k] = PartialDate(following.year - turns, shared[k].month)
    for k in range(1, len(shared)):
        year = shared[k - 1].year
        if shared[k].year is None and year is not None:
            turns = (shared[k].month or 0) < (shared[k - 1].month or 0)
            shared[k] = PartialDate(year + turns, shared[k].month)
    return shared


def _month_periods(dates: list[PartialDate], *, ranged: bool) -> tuple[Period, ...]:
    follows = all(((a.month or 0) % 12) + 1 == b.month for a, b in pairwise(dates))
    if len(dates) > 1 and (ranged or follows):
        return (Period(dates[0], dates[-1]),)
    return tuple(Period(date, date) for date in dates)


def _read_years(words: Words, i: int, lead: str) -> PeriodsRead | None:
    first = read_year(words, i)
    if first is None or (lead not in _YEAR_LEADS and _word(words, i - 1) not in _YEAR_NOUNS):
        return None
    date = PartialDate(first)
    last = read_year(words, i + 2)
    is_range = _word(words, i + 1) in TO or (lead == "between" and _word(words, i + 1) == "and")
    if last is not None and is_range and last > first:
        return PeriodsRead((Period(date, PartialDate(last)),), i + 3)
    following = _word(words, i + 1)
    if following == "s" and words[i + 1].start == words[i].end:
        return None
    if lead == "between" or following in DASHES | {"/", "%"} or _is_counted(following):
        return None
    return PeriodsRead((Period(date, date),), i + 1)


def _is_counted(word: str) -> bool:
    # "for 2000 officers": a number before a plural counts.
    is_plural = len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "'s"))
    return word in _COUNTED or is_plural


def _split_joined(tokens: Sequence[Token]) -> list[Token]:
    """Take "May-July", "mid-April" and "Monday-Wednesday" apart, which the tokenizer reads as one word."""
    words: list[Token] = []
    for token in tokens:
        if "-" not in token.text and "‑" not in token.text:
            words.append(token)
            continue
        parts = re.split(r"([-‑])", token.text)
        if len(parts) != 3 or not any(part.lower() in MONTHS or part.lower() in WEEKDAYS for part in parts):
            words.append(token)
            continue
        start = token.start
        for part in parts:
            words.append(Token.of(part, start))
            start += len(part)
    return words


def _word(words: Words, i: int) -> str:
    return words[i].lower if 0 <= i < len(words) else ""

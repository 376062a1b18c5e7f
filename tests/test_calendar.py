"""Date phrases in prose: `specs/calendar.toml`."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import read_cases

from osce_extract.text.calendar import find_dates
from osce_extract.text.dates import PartialDate, RelativeDate, resolve_moment, resolve_period
from osce_extract.text.durations import find_durations
from osce_extract.text.tokens import tokenize

_CASES = read_cases("calendar.toml")


def _shown(moment):
    if isinstance(moment, PartialDate):
        return moment.edtf
    offset = "" if moment.offset is None else f"{moment.offset:+}"
    return f"{moment.unit}{offset}" + ("" if moment.weekday is None else f":{moment.weekday}")


def _found(text):
    return [
        f"{text[p.start : p.end]} = " + " ".join(f"{_shown(a)}/{_shown(b)}" for a, b in p.periods)
        for p in find_dates(tokenize(text))
    ]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["text"])
def test_phrases_give_their_dates(case):
    assert _found(case["text"]) == case["gives"]


@pytest.mark.parametrize(
    ("moment", "told_on", "first", "last"),
    [
        (RelativeDate("day", -1), date(2024, 3, 1), "2024-02-29", "2024-02-29"),
        (RelativeDate("weekday", None, 1), date(2013, 9, 26), "2013-09-24", "2013-09-24"),
        (RelativeDate("weekday", None, 3), date(2013, 9, 26), "2013-09-26", "2013-09-26"),
        (RelativeDate("weekday", -1, 4), date(2025, 10, 13), "2025-10-10", "2025-10-10"),
        (RelativeDate("week", 0), date(2025, 4, 11), "2025-04-07", "2025-04-13"),
        (RelativeDate("weekend", None), date(2019, 3, 12), "2019-03-09", "2019-03-10"),
        (RelativeDate("weekend", None), date(2019, 3, 10), "2019-03-09", "2019-03-10"),
        (RelativeDate("month", -1), date(2025, 1, 11), "2024-12", "2024-12"),
        (RelativeDate("year", 1), date(2025, 1, 11), "2026", "2026"),
    ],
)
def test_relative_dates_are_read_against_a_day(moment, told_on, first, last):
    assert tuple(d.edtf for d in resolve_moment(moment, told_on)) == (first, last)


def test_a_range_of_weekdays_ends_before_the_day_of_writing():
    (phrase,) = find_dates(tokenize("from Monday to Wednesday"))
    first, last = resolve_period(phrase.periods[0], date(2024, 6, 11))
    assert (first.edtf, last.edtf) == ("2024-06-03", "2024-06-05")


def test_a_weekday_to_come():
    (phrase,) = find_dates(tokenize("on Friday"))
    first, _ = resolve_period(phrase.periods[0], date(2024, 6, 12), ahead=True)
    assert first.edtf == "2024-06-14"


@pytest.mark.parametrize(
    ("text", "length", "unit"),
    [
        ("a three-day course", 3, "day"),
        ("a 3-day course", 3, "day"),
        ("a three day course", 3, "day"),
        ("a week-long course", 1, "week"),
        ("a two-week course", 2, "week"),
        ("a month-long campaign", 1, "month"),
        ("a half-day seminar", 1, "day"),
        ("five days of training", 5, "day"),
        ("a course of four days", 4, "day"),
        ("it lasted two days", 2, "day"),
        ("in these four days", 4, "day"),
        ("it ended today after two days.", 2, "day"),
    ],
)
def test_stated_lengths(text, length, unit):
    (found,) = find_durations(tokenize(text))
    assert (found.length, found.unit) == (length, unit)


@pytest.mark.parametrize(
    "text", ["in 30 days", "two days after it", "within a week", "three days later", "day one"]
)
def test_times_that_are_no_lengths(text):
    assert find_durations(tokenize(text)) == ()


@pytest.mark.parametrize("edtf", ["2025-09-08", "2025-09", "2025", "XXXX-12-09"])
def test_edtf_is_read_as_written(edtf):
    given_date = PartialDate.parse(edtf)
    assert given_date is not None
    assert given_date.edtf == edtf


@pytest.mark.parametrize("edtf", ["", "soon", "2025-W3", "20250908", "2025-09-08-01"])
def test_other_strings_are_no_edtf(edtf):
    assert PartialDate.parse(edtf) is None


@given(
    st.lists(
        st.sampled_from(
            "3 17 31 2025 May March on and to – from , the of Monday today last week in 1325".split()
        )
    )
)
def test_phrases_lie_in_the_text_in_order(words):
    text = " ".join(words)
    after = 0
    for phrase in find_dates(tokenize(text)):
        assert after <= phrase.start < phrase.end <= len(text)
        assert phrase.periods
        after = phrase.end


@pytest.mark.parametrize("unit", ["1 and ", "3 May and ", "May, ", "Monday and ", "today and ", "from 1 to "])
def test_time_is_linear_in_the_length(unit):
    # A quadratic reader takes minutes for this.
    assert len(find_dates(tokenize(unit * 8000))) <= 8000

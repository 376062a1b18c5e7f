"""Facts written into sentences of our own and read back are the same facts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import osce_extract
from osce_extract import Record
from osce_extract.vocab.countries import all_countries

pytestmark = pytest.mark.costly
PAGE = "Judges learn together\n\nSKOPJE, {issued} – {sentence}\n\nThe court will tell more today.\n"
SLOW = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])

DAYS = st.dates(date(1996, 1, 5), date(2030, 12, 20))
ONE_DAY = (
    "A training course for judges was held in Ohrid on {day}.",
    "On {day}, judges met for a workshop in Ohrid.",
)
SEVERAL_DAYS = (
    "A training course for judges was held in Ohrid from {range}.",
    "Judges met in Ohrid from {range} for a seminar.",
)
COUNTS = (
    ("{count} participants attended the training course in Ohrid.", None),
    ("Some {count} participants attended the training course in Ohrid.", "about"),
    ("More than {count} participants took part in the training course in Ohrid.", "at least"),
    ("The training course in Ohrid was attended by {count} judges.", None),
)
FUNDED = ("The training course was funded by {names}.", "The workshop was financed by {names}.")
BODIES = (
    "Ministry of Justice",
    "Bar Association",
    "Academy for Judges and Prosecutors",
    "Ministry of the Interior",
    "Constitutional Court",
    "Institute for Human Rights",
)
TOGETHER = (
    "The training course was organized by the OSCE Mission to Skopje in co-operation with {names}.",
    "The OSCE Mission to Skopje organized a training course in Ohrid together with {names}.",
)


def written(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def written_range(start: date, end: date) -> str:
    if start.year != end.year:
        return f"{written(start)} to {written(end)}"
    if start.month != end.month:
        return f"{start.day} {start:%B} to {written(end)}"
    return f"{start.day} to {written(end)}"


def listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def read(sentence: str, issued: date = date(2019, 5, 3)) -> Record:
    [record] = osce_extract.extract(PAGE.format(issued=written(issued), sentence=sentence))
    return record


@SLOW
@given(DAYS, st.sampled_from(ONE_DAY))
def test_a_day(day: date, sentence: str) -> None:
    record = read(sentence.format(day=written(day)), issued=day + timedelta(days=2))
    assert [(found.start, found.end) for found in record.dates] == [(day.isoformat(), day.isoformat())]


@SLOW
@given(DAYS, st.integers(1, 25), st.sampled_from(SEVERAL_DAYS))
def test_several_days(start: date, length: int, sentence: str) -> None:
    end = start + timedelta(days=length)
    record = read(sentence.format(range=written_range(start, end)), issued=end + timedelta(days=1))
    assert [(found.start, found.end) for found in record.dates] == [(start.isoformat(), end.isoformat())]


@SLOW
@given(st.integers(5, 1900) | st.integers(2100, 9999), st.sampled_from(COUNTS))
def test_a_count(count: int, template: tuple[str, str | None]) -> None:
    sentence, qualifier = template
    record = read(sentence.format(count=f"{count:,}"))
    assert record.participants is not None
    assert (record.participants.total, record.participants.qualifier) == (count, qualifier)


@SLOW
@given(st.lists(st.sampled_from(BODIES), min_size=1, max_size=5, unique=True), st.sampled_from(TOGETHER))
def test_a_list_of_bodies(names: list[str], sentence: str) -> None:
    record = read(sentence.format(names=listed([f"the {name}" for name in names])))
    assert [found.name for found in record.partners] == names
    assert [found.name for found in record.organizers] == ["OSCE Mission to Skopje"]


@pytest.mark.parametrize("sentence", FUNDED)
def test_every_state_as_a_donor(sentence: str) -> None:
    for entry in all_countries():
        for name in (entry.name, f"the Government of {entry.name}"):
            record = read(sentence.format(names=name))
            assert [found.country for found in record.donors] == [entry.code], name


@SLOW
@given(
    st.lists(st.sampled_from(all_countries()), min_size=2, max_size=8, unique=True), st.sampled_from(FUNDED)
)
def test_a_list_of_states_as_donors(entries: list[object], sentence: str) -> None:
    record = read(sentence.format(names=listed([entry.name for entry in entries])))
    assert [found.country for found in record.donors] == [entry.code for entry in entries]

"""What holds for any bytes at all, and what the fuzzer has found."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import FIXTURES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import osce_extract
from osce_extract import Record
from osce_extract.record.grounds import grounds_of, words_at
from osce_extract.sinks.jsonl import encode

FUZZ = Path(__file__).parent.parent / "fuzz"
FOUND = sorted((Path(__file__).parent / "found").iterdir())
sys.path.insert(0, str(FUZZ))

from targets import TARGETS  # noqa: E402

# What pages are made of: put together at random it gets further into the readers than random bytes.
PIECES = [
    *(
        "<h1>",
        "</h1>",
        "<p>",
        "</p>",
        "<li>",
        "<nav>",
        "</nav>",
        "<div class='share'>",
        "</div>",
        "<br>",
        "<!--",
    ),
    *(
        "Issued on:",
        "3 May 2019",
        "Issued by:",
        "OSCE Mission to Serbia",
        "Fields of work:",
        "Policing",
        "\n",
        "\n\n",
    ),
    *(
        "SKOPJE, 3 May 2019 – ",
        "The OSCE Mission to Skopje",
        " held a training course",
        " for 20 judges",
        " in Ohrid",
    ),
    *(
        " from 9 to 12 December",
        " last week",
        " organized by ",
        "the Ministry of Justice",
        " and ",
        ", ",
        ". ",
        " (",
        ")",
    ),
    *(
        " funded by ",
        "Norway",
        "the Government of the United States",
        " more than ",
        "two dozen",
        " women",
        " online",
    ),
    *(
        "“",
        "”",
        "’",
        "\u202e",
        "\x00",
        "\u00a0",
        "é",
        "İ",
        "Ж",
        "\ud800",
        "1,234",
        "–",
        "/",
        "[email]",
        "•",
        "…",
    ),
]
PAGES = st.lists(st.sampled_from(PIECES), max_size=40).map(
    lambda parts: "".join(parts).encode("utf-8", "surrogatepass")
)
ANY_BYTES = st.one_of(st.binary(max_size=400), PAGES, st.tuples(PAGES, st.binary(max_size=20)).map(b"".join))
pytestmark = pytest.mark.costly
SLOW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(ANY_BYTES)
def test_any_bytes_give_a_record_or_a_clean_error(content: bytes) -> None:
    try:
        records = osce_extract.extract(content)
    except osce_extract.PageError as error:
        message = str(error)
    else:
        message = ""
        assert records
        _check(records)
    assert "\n" not in message


def _check(records: tuple[Record, ...]) -> None:
    for record in records:
        assert encode(record).decode("utf-8")
        for ground in grounds_of(record):
            assert words_at(record, ground.evidence) == ground.evidence.text != ""


@settings(SLOW, max_examples=60)
@given(PAGES)
def test_the_same_bytes_give_the_same_record_whatever_was_read_before(content: bytes) -> None:
    def read() -> object:
        try:
            return osce_extract.extract(content)
        except osce_extract.PageError as error:
            return str(error)

    first = read()
    osce_extract.extract((FIXTURES / "dev-text-01.txt").read_bytes())
    assert read() == first


@settings(SLOW, max_examples=60)
@given(PAGES, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_the_encoding_makes_no_difference(content: bytes, codec: str) -> None:
    text = "Judges meet in Ohrid\n\n" + content.decode("utf-8", "replace").replace("\x00", "")
    plain, coded = osce_extract.parse(text), osce_extract.parse(text.encode(codec))
    assert [page.body for page in plain] == [page.body for page in coded]


@pytest.mark.parametrize("target", TARGETS.values(), ids=list(TARGETS))
@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_fuzzing_found_stays_mended(path: Path, target: Callable[[bytes], None]) -> None:
    target(path.read_bytes())


@pytest.mark.parametrize("target", TARGETS.values(), ids=list(TARGETS))
def test_the_fuzz_targets_hold_on_fixtures(target: Callable[[bytes], None]) -> None:
    for path in sorted(FIXTURES.glob("dev-*-01.*")):
        if path.suffix != ".json":
            target(path.read_bytes())
    target(b"")

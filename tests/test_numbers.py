"""Numbers in digits and words, and what is none."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import read_cases

from osce_extract.text.numbers import find_numbers, read_number
from osce_extract.text.tokens import tokenize

_CASES = read_cases("numbers.toml")


@pytest.mark.parametrize("case", _CASES, ids=[case["text"][:40] for case in _CASES])
def test_numbers(case: dict[str, Any]) -> None:
    found = find_numbers(tokenize(case["text"]))
    assert [[number.value, number.qualifier or ""] for number in found] == case["numbers"]


@given(st.integers(min_value=1, max_value=9_999_999))
def test_digits_are_read_as_they_are_printed(value: int) -> None:
    assert read_number(f"{value:,}") == value


@given(st.text(alphabet="0123456789 ,.-–:/%abot twenty hundred dozen and", max_size=80))
def test_numbers_lie_in_the_text_in_order(text: str) -> None:
    tokens = tokenize(text)
    after = 0
    for number in find_numbers(tokens):
        assert after <= number.first < number.after <= len(tokens)
        assert number.lead <= number.first
        assert number.value >= 0
        after = number.after

"""Bodies that a sentence ties to the page's activity, and those it does not: `specs/ties.toml`."""

from __future__ import annotations

import pytest
from invented import page_of, read_cases

from osce_extract.facts import Hints, partners
from osce_extract.facts.reading import read_page

_TIES = read_cases("ties.toml")
_FIRST = "The OSCE Mission to Serbia held a course on beekeeping in Bor for 20 farmers."


def _read(*body):
    return read_page(page_of(*body, title="A sweet day", issued_on="2025-06-20"), Hints())


@pytest.mark.parametrize("case", _TIES, ids=lambda case: case["text"])
def test_bodies_tied_to_the_activity(case):
    said = {f"{role.kind}: {role.mention.name}" for role in _read(_FIRST, case["text"]).roles}
    assert sorted(said - {"organizer: OSCE Mission to Serbia"}) == case["roles"]


def test_a_refusal_says_what_it_is_about():
    found = partners.read(_read(_FIRST, "The Guild, jointly with the Forest Agency, is building a mill."))
    assert not found.facts
    (refusal,) = found.rejected
    assert refusal.evidence.text == "Forest Agency"
    assert "nothing ties it" in refusal.reason

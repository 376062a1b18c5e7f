"""Where an activity took place, told by families of phrasings: `specs/locations.toml`."""

import pytest
from invented import page_of, read_cases

from osce_extract.facts import locations
from osce_extract.facts.reading import Hints, read_page

CASES = read_cases("locations.toml")


def read(title=None, body=(), issued_by=()):
    page = page_of(*body, title=title, issued_by=tuple(issued_by))
    return page, locations.read(read_page(page, Hints()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_places_of_an_activity(case):
    _, found = read(case.get("title"), case["body"], case.get("by", ()))
    assert [f"{fact.name}|{fact.country or ''}" for fact in found.facts] == case["places"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_evidence_and_refusals_stand_in_the_text(case):
    page, found = read(case.get("title"), case["body"], case.get("by", ()))
    evidences = [e for fact in found.facts for e in (fact.evidence, *fact.more_evidence)]
    for evidence in (*evidences, *(refusal.evidence for refusal in found.rejected)):
        text = page.title if evidence.source == "title" else page.body[evidence.paragraph]
        assert text[evidence.start : evidence.end] == evidence.text
    assert all(refusal.fact == "locations" and refusal.reason for refusal in found.rejected)


def test_a_known_town_comes_with_its_degrees():
    _, found = read(body=["A seminar was held in Gyumri on 4 May."])
    (place,) = found.facts
    assert place.latitude == pytest.approx(40.79, abs=0.05)
    assert place.longitude == pytest.approx(43.85, abs=0.05)


def test_a_refused_place_says_why():
    _, found = read(body=["The OSCE Programme Office in Bishkek held a seminar in Talas on 4 May."])
    reasons = {refusal.evidence.text: refusal.reason for refusal in found.rejected}
    assert "OSCE Programme Office in Bishkek" in reasons["Bishkek"]


def test_a_place_named_again_is_one_entry_with_more_evidence():
    body = ["A seminar was held in Gyumri on 4 May.", "The seminar was held in Gyumri’s library."]
    _, found = read(body=body)
    assert [fact.name for fact in found.facts] == ["Gyumri"]

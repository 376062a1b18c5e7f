"""Organizers, partners, donors and projects: `specs/roles.toml`, `idioms.toml` and their like."""

from __future__ import annotations

import pytest
from invented import page_of, read_cases

from osce_extract.facts import Hints, donors, organizers, partners, project
from osce_extract.facts.reading import read_page
from osce_extract.facts.visits import narrow

_ROLES = [*read_cases("roles.toml"), *read_cases("roles_families.toml")]
_IDIOMS = read_cases("idioms.toml")
_PROJECTS = read_cases("projects.toml")


def _read(case):
    page = page_of(*case["body"], title=case.get("title", "A day in the field"), issued_on="2025-06-20")
    return narrow(read_page(page, Hints()))


@pytest.mark.parametrize("case", _ROLES, ids=lambda case: case["family"])
def test_bodies_in_roles(case):
    reading = _read(case)
    said = {
        "organizers": [fact.name for fact in organizers.read(reading).facts],
        "partners": sorted(f"{fact.role}: {fact.name}" for fact in partners.read(reading).facts),
        "donors": [fact.name for fact in donors.read(reading).facts],
    }
    assert said == {
        "organizers": case.get("organizers", []),
        "partners": sorted(case.get("partners", [])),
        "donors": case.get("donors", []),
    }


@pytest.mark.parametrize("case", _ROLES, ids=lambda case: case["family"])
def test_evidence_quotes_the_page(case):
    reading = _read(case)
    for module in (organizers, partners, donors):
        found = module.read(reading)
        words = [fact.evidence for fact in found.facts]
        words += [more for fact in found.facts for more in fact.more_evidence]
        words += [rejection.evidence for rejection in found.rejected]
        for evidence in words:
            assert evidence.rule
            if evidence.source == "body":
                assert case["body"][evidence.paragraph][evidence.start : evidence.end] == evidence.text


def test_a_refusal_says_why():
    reading = _read({"body": ["The workshop was organized by Vesna Petrova in Bor."]})
    (refusal,) = organizers.read(reading).rejected
    assert refusal.evidence.text == "Vesna Petrova"
    assert "nothing shows" in refusal.reason


@pytest.mark.parametrize("case", _PROJECTS, ids=lambda case: case["family"])
def test_project(case):
    facts = project.read(_read(case)).facts
    assert [fact.name for fact in facts] == ([case["project"]] if "project" in case else [])
    if "extrabudgetary" in case:
        assert facts[0].extrabudgetary is case["extrabudgetary"]


@pytest.mark.parametrize("case", _IDIOMS, ids=lambda case: case["text"])
def test_idioms(case):
    reading = _read({"body": ["The sun shone on a course in Bor.", case["text"]]})
    assert sorted(f"{role.kind}: {role.mention.name}" for role in reading.roles) == case["roles"]

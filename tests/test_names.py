"""Coordinated names behind a cue: `specs/names.toml`."""

from __future__ import annotations

import pytest
from invented import page_of, read_cases

from osce_extract.facts.lines import Line
from osce_extract.facts.passages import read_passages
from osce_extract.facts.phrases import read_bodies

_CASES = read_cases("names.toml")


def _line(text):
    (passage,) = read_passages(page_of(text))
    return Line.of(passage, passage.statements[0])


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["family"])
def test_names_behind_a_cue(case):
    mentions = [name.mention for name in read_bodies(_line(case["text"]), 0).names]
    assert [mention.name for mention in mentions] == case["bodies"]
    if "countries" in case:
        assert [mention.country or "" for mention in mentions] == case["countries"]
    if "abbreviations" in case:
        assert [mention.abbreviation or "" for mention in mentions] == case["abbreviations"]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["family"])
def test_a_mention_covers_the_words_it_names(case):
    for name in read_bodies(_line(case["text"]), 0).names:
        mention = name.mention
        covered = mention.passage.text[mention.start : mention.end]
        assert covered
        # A name that shares its head, or that a bracket interrupts, is spelled out; any other is a slice.
        assert mention.name in case["text"] or len(covered) >= len(mention.name) - len("Ministry ")

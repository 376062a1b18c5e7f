"""Small stories and their dates, places and participants at once: `specs/stories.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from osce_extract.facts import Hints, read_facts
from osce_extract.pages import Page
from osce_extract.pages.dateline import find_dateline

_SPEC = Path(__file__).parent / "specs" / "stories.toml"
_STORIES = tomllib.loads(_SPEC.read_text(encoding="utf-8"))["story"]


@pytest.mark.parametrize("story", _STORIES, ids=lambda story: story["title"])
def test_when_and_where_and_how_many(story: dict[str, Any]) -> None:
    body = tuple(story["body"])
    page = Page(
        kind="article",
        format="text",
        encoding="utf-8",
        title=story["title"],
        language="en",
        issued_on=story.get("issued_on"),
        body=body,
        dateline=find_dateline(body),
    )
    facts = read_facts(page, Hints())
    assert sorted(f"{d.start or '?'}/{d.end or '?'}" for d in facts.dates) == sorted(story["dates"])
    assert sorted(f"{p.name}|{p.country or ''}" for p in facts.locations) == sorted(story["places"])
    count = facts.participants
    said = {"total": count.total, "women": count.women, "men": count.men} if count else {}
    told = {key: value for key, value in said.items() if value is not None}
    assert told == {key: story[key] for key in ("total", "women", "men") if key in story}

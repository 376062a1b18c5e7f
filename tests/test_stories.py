"""Small stories and their dates, places and participants at once: `specs/stories.toml`."""

from __future__ import annotations

from typing import Any

import pytest
from invented import page_of, read_cases

from osce_extract.facts import Hints, read_facts

_STORIES = read_cases("stories.toml", "story")


@pytest.mark.parametrize("story", _STORIES, ids=lambda story: story["title"])
def test_when_and_where_and_how_many(story: dict[str, Any]) -> None:
    page = page_of(*story["body"], title=story["title"], issued_on=story.get("issued_on"))
    facts = read_facts(page, Hints())
    assert sorted(f"{d.start or '?'}/{d.end or '?'}" for d in facts.dates) == sorted(story["dates"])
    assert sorted(f"{p.name}|{p.country or ''}" for p in facts.locations) == sorted(story["places"])
    count = facts.participants
    said = {"total": count.total, "women": count.women, "men": count.men} if count else {}
    told = {key: value for key, value in said.items() if value is not None}
    assert told == {key: story[key] for key in ("total", "women", "men") if key in story}

"""Pages that were made to do harm cost a moment and some memory, and give a record or a clean error.

Each group is read in a process of its own whose memory the system limits; the time limit is no measurement,
it only keeps a reader that hangs from holding up the tests.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Cli
from hostile import ARTICLE, PAGES

import osce_extract

SCRIPT = Path(__file__).parent / "hostile.py"
MEMORY = 1 << 30
PATIENCE = 180
GROUP = 8
NAMES = sorted(PAGES)
GROUPS = [NAMES[at : at + GROUP] for at in range(0, len(NAMES), GROUP)]


def _limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@pytest.mark.costly
@pytest.mark.parametrize("names", GROUPS, ids=lambda names: names[0])
def test_a_page_made_to_do_harm_gives_a_record(names: list[str]) -> None:
    command = [sys.executable, str(SCRIPT), *names]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=PATIENCE, preexec_fn=_limit_memory, check=False
    )
    told = dict(line.split("\t") for line in done.stdout.splitlines())
    assert list(told) == names, done.stderr[-2000:]
    assert done.returncode == 0, done.stderr[-2000:]
    assert set(told.values()) <= {"1", "NotAPage"}


def test_what_is_cut_is_told() -> None:
    paragraphs = "".join(f"<p>Judges of court {i} met again in room {i} today.</p>" for i in range(9000))
    [long] = osce_extract.parse("<html><body><h1>Judges meet</h1>" + paragraphs)
    assert any("too long" in warning for warning in long.warnings)
    assert 0 < sum(map(len, long.body)) < len(paragraphs) // 2
    [endless] = osce_extract.parse("Judges meet\n\n" + "Judges met again today in Ohrid. " * 200_000)
    assert "the page is too long: only its first 4,000,000 characters are read" in endless.warnings


def test_the_article_is_found_in_spite_of_what_is_around_it() -> None:
    for name in ("nested tables", "fonts never closed", "a menu never closed"):
        [page] = osce_extract.parse(PAGES[name]())
        assert ARTICLE[3:-4] in page.body, name


def test_a_script_that_holds_markup_is_data_and_no_page() -> None:
    script = json.dumps({"@type": "NewsArticle", "headline": "A <b>bold</b> title</h1><p>and more"})
    script = script.replace("</", "<\\/")
    html = f'<html><head><script type="application/ld+json">{script}</script></head><body>{ARTICLE}'
    [page] = osce_extract.parse(html)
    assert page.body == (ARTICLE[3:-4],)
    assert "and more" not in " ".join(page.body)


def test_a_page_cannot_steer_the_terminal(cli: Cli, tmp_path: Path) -> None:
    text = "Judges \x1b[31mmeet\x1b]0;owned\x07\n\nSKOPJE, 3 May 2019 – Judges\x1b[2J met \u202ein Ohrid.\n"
    (tmp_path / "page.txt").write_text(text, encoding="utf-8")
    for command in (["parse", "--verbose"], ["explain"]):
        done = cli(*command, "page.txt")
        assert done.returncode == 0
        assert b"\x1b" not in done.stdout + done.stderr
        assert b"\x07" not in done.stdout + done.stderr

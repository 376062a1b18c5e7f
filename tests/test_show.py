"""`osce-extract show`: records to read, on terminals of any width, whatever a page's text holds."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import unicodedata
from pathlib import Path

import invented
import pytest
import zygote
from conftest import COMMAND, Cli
from processes import output_of, read_terminal, running

from osce_extract.sinks.jsonl import encode

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """Invented records as JSON Lines."""
    return invented.write(tmp_path / "records.jsonl")


def on_terminal(*args: str, **environment: str) -> str:
    """Run with standard output on a terminal; gives what it was sent."""
    lead, follow = pty.openpty()
    with running(
        [*zygote.command(), *args],
        stdout=follow,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm", **environment},
    ):
        os.close(follow)
        return read_terminal(lead).decode()


def test_card_shows_every_fact_with_its_words(cli: Cli, saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "110")
    shown = cli("show", saved).stdout.decode()
    card = " ".join(re.sub("[│╭╮╰╯─\n]", " ", shown.partition("╯")[0]).split())
    for told in (
        invented.FULL.title,
        "training · 2021-12-03 · News item",
        "when 2021-11-30 to 2021-12-02 [From 30 November to 2 December 2021]",
        "where Lower Bridge (GB)",
        "held by OSCE Mission to Nowhere",
        "(co-operation)",
        "at least 40, 16 women",
        "900 rangers",
        "paid by Norway (NO)",
        "for by [Norway]",
        "project Green Borders",
        "warning: no issued_by label",
    ):
        assert told in card, told


def test_card_of_a_page_without_facts_says_so(cli: Cli, tmp_path: Path) -> None:
    invented.write(tmp_path / "one.jsonl", invented.ITEM, invented.make())
    shown = cli("show", "one.jsonl").stdout.decode()
    assert shown.count("no facts of an activity") == 2
    assert "More to come" in shown
    assert "(no title)" in shown


def test_table_has_one_line_for_each_record(cli: Cli, saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    heading, full, partly, empty, item = cli("show", saved, "--table").stdout.decode().splitlines()
    assert heading.split() == ["when", "what", "where", "people", "women", "paid", "by", "title"]
    assert re.search(
        r"2021-11-30/12-02 +training +Lower Bridge +≥40 +16 +Norway, Đurđa's Fund +Rangers", full
    )
    assert full.index("Rangers") == heading.index("title")
    assert "online" in partly
    assert empty.strip().startswith("Head of Mission condemns attack")
    assert item.strip() == "Next week"


@pytest.mark.parametrize("columns", [24, 40, 80, 110, 200])
@pytest.mark.parametrize("layout", [[], ["--table"]])
def test_no_line_is_wider_than_the_terminal(
    cli: Cli, saved: Path, layout: list[str], columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = cli("show", saved, *layout).stdout.decode().splitlines()
    assert lines
    assert max(map(len, lines)) <= columns


def test_colour_on_a_terminal_and_none_in_a_pipe_or_against_the_reader(cli: Cli, saved: Path) -> None:
    assert ESCAPE.search(on_terminal("show", str(saved)))
    assert b"\x1b" not in cli("show", saved).stdout
    for layout in ([], ["--table"]):
        shown = on_terminal("show", str(saved), *layout, NO_COLOR="1")
        assert not re.search(r"\x1b\[[0-9;]*(?:3[0-8]|4[0-8]|9\d|10\d)", shown)


def test_words_are_marked_by_brackets_where_no_colour_can(saved: Path) -> None:
    coloured = ESCAPE.sub("", on_terminal("show", str(saved), COLUMNS="110"))
    assert "[Norway]" not in coloured
    assert "for by Norway" in coloured
    assert "[Norway]" in ESCAPE.sub("", on_terminal("show", str(saved), COLUMNS="110", NO_COLOR="1"))


def test_text_of_a_page_cannot_steer_the_terminal(tmp_path: Path) -> None:
    hostile = "\x1b[31mred\x1b[2J\x1b]0;title\x07\x9b1m \u202egnp.exe\u2066 \u200b\r\x00\x08 [bold]x[/bold]"
    record = invented.make(
        url="https://x.example/" + hostile,
        title=hostile,
        teaser=hostile,
        language=hostile,
        issued_by=(hostile,),
        warnings=(hostile,),
        body=(hostile + invented.BODY[0],),
        donors=invented.FULL.donors,
        locations=invented.FULL.locations,
        record_type="listing_item",
    )
    moved = encode(record).replace(b'"start":0', b'"start":1')
    (tmp_path / "hostile.jsonl").write_bytes(moved + b"\n")
    for command in (["show"], ["show", "--table"], ["stats"]):
        shown = on_terminal(*command, str(tmp_path / "hostile.jsonl"), COLUMNS="100")
        bare = ESCAPE.sub("", shown).replace("\r\n", "\n").replace("\n", "")
        assert bare
        odd = {c for c in bare if unicodedata.category(c) in {"Cc", "Cf", "Co", "Cs"}}
        assert not odd, (command, odd)
        assert "\x1b[31m" not in shown
        if command == ["show"]:
            assert "[bold]x[/bold]" in bare


def test_evidence_that_points_nowhere_is_no_crash(cli: Cli, tmp_path: Path) -> None:
    """A file that was edited by hand, or cut down by another tool."""
    line = encode(invented.FULL).replace(b'"paragraph":1', b'"paragraph":7')
    (tmp_path / "odd.jsonl").write_bytes(line + b"\n")
    done = cli("show", "odd.jsonl")
    assert done.returncode == 0
    assert b"Green Borders" in done.stdout


def test_cards_come_as_records_come(tmp_path: Path) -> None:
    fifo = tmp_path / "slow.jsonl"
    os.mkfifo(fifo)
    with running([*COMMAND, "show", "--table", str(fifo)], stdout=subprocess.PIPE) as process:
        output = output_of(process)
        with fifo.open("wb", buffering=0) as writer:
            writer.write(encode(invented.FULL) + b"\n")
            assert output.readline().startswith(b"when")
            assert b"Rangers" in output.readline()
        assert process.wait() == 0


@pytest.mark.parametrize("layout", ["", "--table"])
def test_reader_that_goes_away_is_no_error(tmp_path: Path, layout: str) -> None:
    invented.write(tmp_path / "many.jsonl", *[invented.FULL] * 2000)
    script = f"{' '.join(COMMAND)} show {layout} {tmp_path}/many.jsonl | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=True, timeout=120)
    assert done.stdout.splitlines()[-1] == b"141"
    assert done.stderr == b""


def test_records_may_come_by_a_pipe(cli: Cli, saved: Path) -> None:
    told = cli("show", saved, "--table").stdout
    assert cli("show", "--table", stdin=saved.read_bytes()).stdout == told
    assert cli("show", "--table", "-", stdin=saved.read_bytes()).stdout == told

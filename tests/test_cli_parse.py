"""`osce-extract parse` as its users run it: in pipes, on terminals, on broken files."""

from __future__ import annotations

import gzip
import json
import os
import pty
import re
import signal
import subprocess
import time
from pathlib import Path

import jsonschema
import pytest
from conftest import COMMAND, FIXTURES, Cli
from processes import output_of, read_terminal, running

PAGE = FIXTURES / "dev-plain-01.txt"
OTHER = FIXTURES / "dev-text-01.txt"


def records(output: bytes) -> list[dict]:
    assert output == b"" or output.endswith(b"\n")
    return [json.loads(line) for line in output.split(b"\n")[:-1]]


def test_one_line_per_page_in_the_order_given(cli: Cli) -> None:
    done = cli("parse", OTHER, PAGE, OTHER)
    assert done.returncode == 0
    assert [r["source"]["location"] for r in records(done.stdout)] == [str(OTHER), str(PAGE), str(OTHER)]
    assert done.stderr == b""


@pytest.mark.parametrize("args", [[], ["-"]])
def test_standard_input(cli: Cli, args: list[str]) -> None:
    done = cli("parse", *args, stdin=PAGE.read_bytes())
    [record] = records(done.stdout)
    assert record["source"]["location"] == "-"
    assert record["title"] == records(cli("parse", PAGE).stdout)[0]["title"]


def test_folder_is_searched_and_gzip_is_read(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "saved" / "deep"
    folder.mkdir(parents=True)
    (folder / "b.txt.gz").write_bytes(gzip.compress(PAGE.read_bytes()))
    (folder / "a.txt").write_bytes(PAGE.read_bytes())
    (folder / "notes.json").write_text("{}")
    (folder / ".hidden.txt").write_text("hidden")
    done = cli("parse", "saved")
    assert done.returncode == 0
    first, second = records(done.stdout)
    assert first["source"]["location"] == "saved/deep/a.txt"
    assert second["source"]["location"] == "saved/deep/b.txt.gz"
    assert first["body"] == second["body"]
    assert first["source"]["sha256"] == second["source"]["sha256"]


def test_listing_gives_a_record_for_each_item(cli: Cli) -> None:
    gold = json.loads((FIXTURES / "dev-listing-01.json").read_text())["items"]
    said = records(cli("parse", FIXTURES / "dev-listing-01.txt").stdout)
    assert [r["record_type"] for r in said] == ["listing_item"] * len(gold)
    assert [r["title"] for r in said] == [item["title"] for item in gold]


def test_url_is_for_one_page(cli: Cli) -> None:
    url = "https://www.osce.org/secretariat/1"
    assert records(cli("parse", PAGE, "--url", url).stdout)[0]["url"] == url
    done = cli("parse", PAGE, OTHER, "--url", url)
    assert (done.returncode, done.stdout) == (2, b"")


def test_caller_dates_fill_what_the_page_lacks(cli: Cli) -> None:
    page = b"Judges meet in Ohrid\n\nJudges of eight courts met in Ohrid on 4 and 5 May to discuss bail.\n"
    plain = records(cli("parse", stdin=page).stdout)[0]
    assert plain["issued_on"] is None
    assert plain["dates"][0]["start"] == "XXXX-05-04"
    assert plain["dates"][0]["year_from"] is None
    for option in ("--issued-on", "--reference-date"):
        told = records(cli("parse", option, "2021-05-06", stdin=page).stdout)[0]
        assert (told["dates"][0]["start"], told["dates"][0]["end"]) == ("2021-05-04", "2021-05-05")
        assert told["dates"][0]["year_from"] == "caller"
    assert cli("parse", "--issued-on", "6 May", stdin=page).returncode == 2


# -- bad input ---------------------------------------------------------------------------------------------


def _bad(tmp_path: Path) -> dict[str, bytes | None]:
    return {
        "empty.txt": b"",
        "blank.txt": b" \n\n\t\n",
        "paper.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
        "image.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1",
        "zeros.txt": bytes(50_000_000),
        "torn.txt.gz": gzip.compress(os.urandom(5000))[:-900],
        "absent.txt": None,
    }


@pytest.mark.parametrize(
    "name", ["empty.txt", "blank.txt", "paper.pdf", "image.png", "zeros.txt", "torn.txt.gz", "absent.txt"]
)
def test_bad_input_is_named_and_loses_nothing(cli: Cli, tmp_path: Path, name: str) -> None:
    content = _bad(tmp_path)[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = cli("parse", PAGE, name, OTHER, "--errors", "errors.jsonl")
    assert done.returncode == 1
    assert [r["source"]["location"] for r in records(done.stdout)] == [str(PAGE), str(OTHER)]
    [line] = done.stderr.decode().splitlines()
    assert line.startswith(f"osce-extract: {name}: ")
    [failure] = records((tmp_path / "errors.jsonl").read_bytes())
    assert failure["location"] == name
    assert failure["kind"] in {"empty_page", "not_a_page", "unreadable", "not_found"}
    assert failure["message"] in line


def test_folder_without_pages(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    done = cli("parse", "bare")
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.decode() == "osce-extract: bare: a folder without pages\n"


def test_unreadable_file(cli: Cli) -> None:
    done = cli("parse", PAGE / "inside.txt", PAGE)
    assert done.returncode == 1
    assert len(records(done.stdout)) == 1
    assert done.stderr.decode().startswith(f"osce-extract: {PAGE}/inside.txt: cannot be read: ")


def test_fail_fast_stops(cli: Cli) -> None:
    done = cli("parse", PAGE, "absent.txt", OTHER, "--fail-fast")
    assert done.returncode == 1
    assert len(records(done.stdout)) == 1


# -- where records go --------------------------------------------------------------------------------------


def test_output_file_is_whole_or_not_there(cli: Cli, tmp_path: Path) -> None:
    done = cli("parse", PAGE, OTHER, "-o", "out.jsonl")
    assert (done.returncode, done.stdout) == (0, b"")
    assert len(records((tmp_path / "out.jsonl").read_bytes())) == 2
    assert cli("parse", PAGE, "-o", "nowhere/out.jsonl").returncode == 3
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.jsonl"]


def test_killed_run_leaves_the_earlier_output(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_bytes(b'{"earlier": true}\n')
    fifo = tmp_path / "fifo.txt"
    os.mkfifo(fifo)
    with running([*COMMAND, "parse", str(PAGE), str(fifo), "-o", str(out)]) as process:
        while not list(tmp_path.glob(".out.jsonl.*")):
            assert process.poll() is None
            time.sleep(0.01)
        process.kill()
        process.wait()
    assert out.read_bytes() == b'{"earlier": true}\n'


def test_append_keeps_what_is_there_and_mends_a_torn_line(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_bytes(b'{"first": 1}')
    cli("parse", PAGE, "-o", out, "--append")
    cli("parse", OTHER, "-o", out, "--append")
    lines = records(out.read_bytes())
    assert lines[0] == {"first": 1}
    assert [r["source"]["location"] for r in lines[1:]] == [str(PAGE), str(OTHER)]
    assert cli("parse", PAGE, "--append").returncode == 2


def test_several_processes_give_the_same_bytes(cli: Cli) -> None:
    pages = sorted(FIXTURES.glob("*.txt"))
    assert cli("parse", *pages, "--jobs", 2).stdout == cli("parse", *pages).stdout


def test_records_reach_the_pipe_as_they_are_made(tmp_path: Path) -> None:
    fifo = tmp_path / "later.txt"
    os.mkfifo(fifo)
    with running([*COMMAND, "parse", str(PAGE), str(fifo)], stdout=subprocess.PIPE) as process:
        output = output_of(process)
        assert json.loads(output.readline())["source"]["location"] == str(PAGE)
        fifo.write_bytes(OTHER.read_bytes())
        assert json.loads(output.readline())["source"]["location"] == str(fifo)
        assert process.wait() == 0


def test_reader_that_goes_away_is_no_error() -> None:
    pages = " ".join([str(PAGE)] * 300)
    script = f"{' '.join(COMMAND)} parse {pages} | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=True, timeout=120)
    line, code = done.stdout.splitlines()
    assert json.loads(line)["title"]
    assert code == b"141"
    assert done.stderr == b""


def test_interrupt_ends_orderly(tmp_path: Path) -> None:
    fifo = tmp_path / "never.txt"
    os.mkfifo(fifo)
    command = [*COMMAND, "parse", str(PAGE), str(fifo)]
    with running(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        first = output_of(process).readline()
        process.send_signal(signal.SIGINT)
        rest, said = process.communicate()
    assert process.returncode == 130
    assert json.loads(first)["title"]
    assert rest == b""
    assert b"Traceback" not in said


# -- what people see ---------------------------------------------------------------------------------------


def _on_terminal(*args: str) -> tuple[bytes, str]:
    """Run with standard error on a terminal and standard output in a pipe; gives both."""
    lead, follow = pty.openpty()
    environment = {**os.environ, "TERM": "xterm"}
    with running([*COMMAND, *args], stdout=subprocess.PIPE, stderr=follow, env=environment) as process:
        os.close(follow)
        return output_of(process).read(), read_terminal(lead).decode()


def test_progress_and_summary_stay_on_the_terminal() -> None:
    output, shown = _on_terminal("parse", *[str(PAGE)] * 40)
    assert len(records(output)) == 40
    assert "parsing" in shown
    assert re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown).strip().endswith("40 pages, 40 records, 0 failed")


def test_quiet_is_silent_on_the_terminal() -> None:
    output, shown = _on_terminal("parse", "--quiet", *[str(PAGE)] * 3)
    assert len(records(output)) == 3
    assert shown == ""


def test_colours_forced_on_do_not_reach_the_records(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = cli("parse", PAGE, OTHER).stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert cli("parse", PAGE, OTHER).stdout == plain


def test_verbose_says_warnings_and_sum(cli: Cli) -> None:
    done = cli("parse", "--verbose", PAGE)
    assert done.stderr.decode().splitlines()[-1] == "1 page, 1 record, 0 failed"


def test_file_names_cannot_steer_the_terminal(cli: Cli) -> None:
    done = cli("parse", "\x1b[31mred\n.txt")
    assert b"\x1b" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


# -- exit codes not met above ------------------------------------------------------------------------------


def test_exit_codes(cli: Cli, tmp_path: Path) -> None:
    assert cli("parse", "absent.txt").returncode == 3
    assert cli("parse", "--nonsense").returncode == 2
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(70 * 1024 * 1024)
    assert cli("parse", "huge.txt").returncode == 4
    assert cli("--version").stdout.startswith(b"osce-extract ")
    help_text = cli("--help").stdout.decode()
    for code in (0, 1, 2, 3, 4, 70, 130, 141):
        assert re.search(rf"\b{code}\b", help_text), code


def test_internal_error_names_the_page_and_goes_on(tmp_path: Path) -> None:
    """A bug in a reader, planted from outside, costs one page and not the run."""
    script = (
        "import osce_extract.runs.parsing as p, osce_extract.cli as c\n"
        "real = p.read_records\n"
        "def faulty(document, hints):\n"
        "    if document.location.endswith('bad.txt'): raise ZeroDivisionError('oops')\n"
        "    return real(document, hints)\n"
        "p.read_records = faulty\n"
        "c.main()\n"
    )
    (tmp_path / "bad.txt").write_bytes(PAGE.read_bytes())
    command = [COMMAND[0], "-c", script, "parse", str(tmp_path / "bad.txt"), str(PAGE)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 70
    assert len(records(done.stdout)) == 1
    assert b"bad.txt: internal error" in done.stderr
    assert b"Traceback" not in done.stderr


# -- the schema --------------------------------------------------------------------------------------------


def test_every_record_of_the_fixtures_fits_the_schema(cli: Cli) -> None:
    schema = json.loads(cli("schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    said = records(cli("parse", FIXTURES).stdout)
    assert len(said) > 25
    for record in said:
        validator.validate(record)
    assert not validator.is_valid({**said[0], "dates": "2025"})
    assert not validator.is_valid({key: value for key, value in said[0].items() if key != "source"})


def test_schema_describes_every_field(cli: Cli) -> None:
    schema = json.loads(cli("schema").stdout)
    for name, definition in schema["$defs"].items():
        for field, shape in definition["properties"].items():
            assert shape.get("description"), f"{name}.{field}"

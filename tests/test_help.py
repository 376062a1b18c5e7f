"""Help that helps: what it says first, examples that run, completion, the nearest word after a slip."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import workshop
import zygote
from conftest import COMMAND, FIXTURES, Cli

from osce_extract.cli.app import COMMANDS, load_command


@cache
def help_of(*command: str) -> str:
    words = [*zygote.command(), *command, "--help"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


def examples_of(command: str) -> list[str]:
    """What stands behind the last heading, one command a line."""
    _, heading, examples = help_of(command).rpartition("\n  Example")
    assert heading, f"{command} --help ends without examples"
    return [line.strip() for line in examples.splitlines()[1:] if line.strip()]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_opens_with_what_it_does_and_ends_with_examples(command: str) -> None:
    usage, opening, *_, last = help_of(command).strip().split("\n\n")
    assert usage.startswith(f"Usage: osce-extract {command} ")
    assert re.match(r"  [A-Z][a-z]+ ", opening)
    assert opening.endswith(".")
    assert last.startswith(("  Examples:\n", "  Example:\n"))
    assert "\\b" not in help_of(command)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_list_of_commands_says_what_their_help_says(command: str) -> None:
    opening = help_of(command).split("\n\n")[1]
    assert " ".join(opening.split()) == COMMANDS[command]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_says_what_it_does(command: str) -> None:
    for parameter in load_command(command).params:
        assert getattr(parameter, "help", None), f"{command} {parameter.name}"


@pytest.mark.parametrize("command", COMMANDS)
def test_examples_run(command: str, tmp_path: Path) -> None:
    workshop.set_up(tmp_path)
    has_jq = workshop.find_program("jq", tmp_path) is not None
    for example in examples_of(command):
        assert f"osce-extract {command}" in example
        script = example if has_jq else example.partition(" | jq")[0]
        done = workshop.run(script, tmp_path)
        assert done.returncode == 0, (example, done.stderr)
        said = [line for line in done.stderr.splitlines() if " dashboard: http://" not in line]
        assert said == [], example
        for target in re.findall(r"(?:-o|>) (\S+)", script):
            assert (tmp_path / target).stat().st_size, (example, target)
    if not has_jq:
        pytest.skip("jq is absent: the examples ran without what is piped into it")


def test_without_a_command_it_says_where_to_start(tmp_path: Path) -> None:
    """On standard error and with 2: nothing was asked for, and a pipe must get no prose for records."""
    done = subprocess.run(COMMAND, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    steps = [line.split("  ")[2].strip() for line in done.stderr.splitlines() if line.startswith("    ")]
    assert len(steps) >= 4
    workshop.set_up(tmp_path)
    (tmp_path / "records.jsonl").unlink()
    for step in steps:
        ran = workshop.run(step, tmp_path)
        assert (ran.returncode, ran.stderr) == (0, ""), step


@pytest.mark.parametrize(
    ("slip", "nearest"),
    [
        ("pasre page.txt", "'parse'"),
        ("stat records.jsonl", "'stats'"),
        ("shwo records.jsonl", "'show'"),
        ("parse --formt csv", "--format"),
        ("convert --field title", "--fields"),
        ("stats --jsno", "--json"),
        ("parse --format cvs", "'csv'"),
        ("parse --per donor", "'donors'"),
        ("parse --fields tilte", "title"),
    ],
)
def test_a_slip_names_the_nearest(cli: Cli, slip: str, nearest: str) -> None:
    done = cli(*shlex.split(slip))
    assert (done.returncode, done.stdout) == (2, b"")
    said = done.stderr.decode().splitlines()[-1]
    assert said.startswith("Error: ")
    assert nearest in said


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("osce-extract sh", {"show"}),
        ("osce-extract parse --for", {"--format"}),
        ("osce-extract parse --format ", {"jsonl", "csv", "parquet"}),
        ("osce-extract convert --per d", {"donors", "dates"}),
    ],
)
def test_shell_completion(shell: str, typed: str, offered: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_OSCE_EXTRACT_COMPLETE", f"complete_{shell}")
    monkeypatch.setenv("COMP_WORDS", typed)
    monkeypatch.setenv("COMP_CWORD", str(len(typed.split(" ")) - 1))
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", typed)
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    script = "from osce_extract.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (
        set(re.findall(r"--[a-z]+|\b(?:show|jsonl|csv|parquet|donors|dates|partners)\b", done.stdout))
        == offered
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix")
def test_completion_in_a_real_bash(tmp_path: Path) -> None:
    """The script that --show-completion prints, loaded and asked as the tab key asks it."""
    # The shell is told by the command's parents, so that no stand-in that another process forks will do.
    script = (
        f'export PATH="{Path(sys.executable).parent}:$PATH"\n'
        'eval "$(osce-extract --show-completion bash)"\n'
        "COMP_WORDS=(osce-extract sta); COMP_CWORD=1\n"
        "_osce_extract_completion osce-extract\n"
        'echo "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(
        ["bash", "-eu", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout.strip() == "stats", done.stderr


def loaded_by(*args: str) -> set[str]:
    """The modules in memory when a command has ended."""
    script = (
        "import sys\n"
        "from osce_extract.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, *args], capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines()[-1].split(" "))


def test_the_version_loads_neither_the_framework_nor_a_command() -> None:
    loaded = loaded_by("--version")
    assert not loaded & {"typer", "rich", "httpx", "msgspec", "selectolax", "ssl", "email"}
    assert {name for name in loaded if name.startswith("osce_extract")} == {
        "osce_extract",
        "osce_extract.cli",
        "osce_extract.cli.exits",
        "osce_extract.cli.version",
    }


def test_a_command_loads_no_other_command() -> None:
    for args in (
        [],
        ["--help"],
        ["pasre"],
        ["schema", "--help"],
        ["parse", str(FIXTURES / "dev-text-01.txt")],
    ):
        loaded = {name for name in COMMANDS if f"osce_extract.cli.{name}" in loaded_by(*args)}
        assert loaded == set(args) & set(COMMANDS), args


def test_what_no_page_needs_is_not_loaded_for_help() -> None:
    """The commands of this file add pyarrow and rich to what may be loaded: not before they are needed."""
    page = str(FIXTURES / "dev-text-01.txt")
    for args in (["--help"], ["convert", "--help"], ["show", "--help"], ["parse", page]):
        assert not loaded_by(*args) & {"pyarrow", "rich.table", "pandas"}, args

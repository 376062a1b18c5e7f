"""The commands of docs/tutorial.md and docs/recipes.md, run as they stand."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote_plus

import invented
import pytest
import workshop

DOCS = Path(__file__).parent.parent / "docs"
PAGES = "".join((DOCS / name).read_text(encoding="utf-8") for name in ("tutorial.md", "recipes.md"))
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGES, re.MULTILINE | re.DOTALL)


def scripts(language: str) -> list[str]:
    return [text for name, text in BLOCKS if name == language]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with pages and records, as the recipes suppose it."""
    workshop.set_up(tmp_path)
    return tmp_path


def need_jq(script: str, folder: Path) -> None:
    """All other programs come with the project's own environment, so their recipes are always run."""
    if re.search(r"(?:^|\| )jq ", script, re.MULTILINE) and not workshop.find_program("jq", folder):
        pytest.skip("jq is not on this machine: its recipe was not run")


@pytest.mark.parametrize("script", scripts("sh"), ids=lambda script: script.strip().splitlines()[-1][:60])
def test_recipe_runs(script: str, folder: Path) -> None:
    need_jq(script, folder)
    before = set(folder.rglob("*"))
    # The server would never end; asked for one page it does.
    done = workshop.run(re.sub(r"(?m)^(datasette \S+)$", r"\1 --get /osce/pages.json", script), folder)
    assert (done.returncode, done.stderr) == (0, "")
    made = [path for path in set(folder.rglob("*")) - before if path.is_file()]
    assert all(path.stat().st_size for path in made)
    assert done.stdout.strip() or made or "-o records.jsonl" in script


def test_recipes_give_what_they_promise(folder: Path) -> None:
    """The same figure, the activities that Norway paid for, by jq, DuckDB and SQLite."""
    invented.write(folder / "records.jsonl")
    by_jq, by_duckdb, by_sqlite = (
        next(script for script in scripts("sh") if word in script)
        for word in ("uniq -c", "read_json", "--per donors | sqlite-utils")
    )
    for script, row in (
        (by_jq, r"^ *1 Norway$"),
        (by_duckdb, r"│ Norway +│ +1 │ +40 │"),
        (by_sqlite, r"^Norway +1$"),
    ):
        need_jq(script, folder)
        said = workshop.run(script, folder).stdout
        assert re.search(row, said, re.MULTILINE), said


def test_datasette_serves_what_the_records_hold(folder: Path) -> None:
    invented.write(folder / "records.jsonl")
    [recipe] = (script for script in scripts("sh") if "\ndatasette osce.db" in script)
    query = "select p.title, d.value ->> 'name' as donor from pages p, json_each(p.donors) d"
    question = "/osce.json?_shape=array&sql=" + quote_plus(query)
    done = workshop.run(recipe.replace("datasette osce.db", f"datasette osce.db --get '{question}'"), folder)
    assert (done.returncode, done.stderr) == (0, "")
    expected = [(one.title, donor.name) for one in invented.RECORDS for donor in one.donors]
    assert [(row["title"], row["donor"]) for row in json.loads(done.stdout)] == expected != []


def test_python_recipes_run(folder: Path) -> None:
    invented.write(folder / "records.jsonl")
    for script in scripts("sh"):
        if "convert records.jsonl -o" in script and "csv" in script:
            workshop.run(script, folder)
    for script in scripts("python"):
        command = [sys.executable, "-c", script]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert re.search(r"^Norway +40", done.stdout, re.MULTILINE)


def test_cron_recipe_prints_only_what_is_new(folder: Path) -> None:
    (folder / "osce").mkdir()
    [line] = scripts("cron")
    minute, hour, day, month, weekday, command = line.split(" ", 5)
    assert re.fullmatch(r"[\d*] ?" * 3, f"{day}{month}{weekday}")
    assert (minute.isdigit(), hour.isdigit()) == (True, True)
    assert "%" not in command, "cron reads a percent sign as the end of the line"
    need_jq(command, folder)
    first = workshop.run(command, folder)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("2025-05-04\tJudges discuss bail, part 1\thttps://www.osce.org/")
    again = workshop.run(command, folder)
    assert (again.returncode, again.stdout) == (0, "")
    assert len((folder / "osce" / "seen.jsonl").read_bytes().splitlines()) == 5

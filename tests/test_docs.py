"""The documents say what the code does."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_field_reference_is_current() -> None:
    done = subprocess.run([sys.executable, ROOT / "scripts" / "build_docs.py", "--check"], check=False)
    assert done.returncode == 0, "run scripts/build_docs.py"


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda p: p.name
)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_files_to_touch_are_there() -> None:
    told = (
        (ROOT / "docs" / "how-it-works.md").read_text(encoding="utf-8").partition("## Where to touch it")[2]
    )
    rows = [line for line in told.splitlines() if line.startswith("| ")][1:]
    paths = re.findall(r"`([a-z_/]+\.(?:py|tsv|toml))`", told)
    assert len(rows) >= 8
    assert len(paths) > len(rows)
    for path in set(paths) - {"facts/yours.py"}:
        assert (ROOT / "osce_extract" / path).exists() or (ROOT / path).exists(), path


def _example(name: str) -> str:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(rf"<!-- example: {name} -->\n```\w+\n(.*?)```", text, re.DOTALL)
    assert found, name
    return found.group(1)


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not on this machine")
def test_the_example_of_the_readme_gives_what_it_shows(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(_example("page"), encoding="utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        _example("command"),
        shell=True,
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout) == json.loads(_example("output"))


def test_exit_codes_are_those_of_the_code() -> None:
    from osce_extract.cli.exits import Exit

    rows = re.findall(
        r"^\| (\d+) \| (.+) \|$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert [int(code) for code, _ in rows] == list(Exit)


def test_every_rule_is_explained() -> None:
    """What `explain` and the evidence call a rule has its sentence in docs/rules.md."""
    from test_evidence import PAGES, all_evidence

    from osce_extract.facts import Hints
    from osce_extract.runs.explanation import explain
    from osce_extract.sources.files import open_document

    explained = set(
        re.findall(
            r"^\| `([^`]+)` \|", (ROOT / "docs" / "rules.md").read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    used = set()
    for path in PAGES:
        with path.open("rb") as stdin:
            for explanation in explain(open_document(str(path), stdin), Hints()):
                used |= {e.rule for e in all_evidence(explanation.record)}
                used |= {rejection.evidence.rule for rejection in explanation.rejected}
    assert len(used) > 50
    assert used <= explained, used - explained

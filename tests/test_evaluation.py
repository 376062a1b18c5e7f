"""The evaluation: its rules, its floors, and that it agrees with the founders' scorer."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
EVALUATION = ROOT / "evaluation"
SCORER = ROOT.parent / "shared" / "score.py"


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"evaluation_{name}", EVALUATION / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


scoring = _load("scoring")
floors = _load("floors")


@pytest.mark.parametrize(
    ("gold", "said", "hits", "invented", "missed"),
    [
        pytest.param(
            {"donors": ["Norway"]}, {"donors": [{"name": "the Norway"}]}, 1, 0, 0, id="articles aside"
        ),
        pytest.param(
            {"donors": [["UN Women", "UNW"]]}, {"donors": [{"name": "UNW"}]}, 1, 0, 0, id="any form"
        ),
        pytest.param({"donors": ["Norway"]}, {"donors": [{"name": "Sweden"}]}, 0, 1, 1, id="another name"),
        pytest.param({"donors": ["Norway"]}, {}, 0, 0, 1, id="nothing said"),
        pytest.param({"donors": []}, {"donors": ["Norway"]}, 0, 1, 0, id="nothing true"),
        pytest.param(
            {"project": "Safe Borders Programme"},
            {"project": {"name": "Safe Borders Program"}},
            1,
            0,
            0,
            id="spelling",
        ),
        pytest.param(
            {"locations": [{"name": "Osh", "country": "KG"}]},
            {"locations": [{"name": "Osh", "country": "UZ"}]},
            0,
            1,
            1,
            id="another country",
        ),
        pytest.param(
            {"locations": [{"name": "Osh", "country": None}]},
            {"locations": [{"name": "Osh", "country": "KG"}]},
            1,
            0,
            0,
            id="country not asked",
        ),
        pytest.param(
            {"participants": {"total": 30, "women": 12, "men": None}},
            {"participants": {"total": 30, "women": 11, "men": None, "qualifier": "about"}},
            1,
            1,
            1,
            id="numbers one by one",
        ),
        pytest.param(
            {"dates": [{"start": "2025-03-03", "end": None}]},
            {"dates": [{"start": "2025-03-03", "end": "2025-03-03", "year_from": "text"}]},
            0,
            1,
            1,
            id="both ends",
        ),
        pytest.param(
            {"cumulative": [{"count": 90}]}, {"cumulative": [{"count": 90}]}, 1, 0, 0, id="counts only"
        ),
        pytest.param({"title": "Judges  Meet"}, {"title": "judges meet"}, 1, 0, 0, id="case and spaces"),
        pytest.param(
            {"body": ["one two", "three four"]}, {"body": ["one two five"]}, 0.5, 0.25, 0.5, id="words"
        ),
    ],
)
def test_a_field_is_scored_by_the_codebook(
    gold: dict[str, Any], said: dict[str, Any], hits: float, invented: float, missed: float
) -> None:
    [tally] = scoring.compare(gold, said).values()
    assert (tally.hits, tally.invented, tally.missed) == (hits, invented, missed)


def test_what_the_gold_lacks_is_not_scored() -> None:
    assert scoring.compare({"title": "A"}, {"title": "A", "donors": [{"name": "Norway"}]}).keys() == {"title"}


def test_precision_recall_and_f1() -> None:
    tally = scoring.Tally(hits=3, invented=1, missed=2)
    assert (tally.precision, tally.recall) == (0.75, 0.6)
    assert tally.f1 == pytest.approx(2 / 3)
    assert scoring.Tally().f1 == 1.0


def test_floors_hold_for_the_run_they_were_set_by() -> None:
    figures = {"dev": {"dates": {"precision": 2 / 3, "f1": 0.99999}}}
    assert floors.pin(figures) == {"dev": {"dates": {"precision": 0.666, "f1": 0.999}}}
    assert floors.lower(floors.pin(figures), figures) == []


def test_a_figure_under_its_floor_and_one_no_longer_measured_are_named() -> None:
    pinned = {"dev": {"dates": {"f1": 0.9}, "donors": {"f1": 0.8}}}
    fallen = floors.lower(pinned, {"dev": {"dates": {"f1": 0.89}}})
    assert [line.split(":")[0] for line in fallen] == ["dev dates", "dev donors"]


def test_the_digest_depends_on_names_and_bytes_not_on_order(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "b.txt").write_text("y")
    paths = sorted(tmp_path.iterdir())
    first = floors.digest(paths)
    assert floors.digest(reversed(paths)) == first
    (tmp_path / "b.txt").write_text("z")
    assert floors.digest(paths) != first


_PAGE = """\
News Item
Judges meet in Osh
Judges from eight courts met in Osh on 3 May 2019.
They talked about mediation.
"""


@pytest.fixture
def fixtures(tmp_path: Path) -> Path:
    """A folder of one page with gold, of the dev set."""
    folder = tmp_path / "fixtures"
    folder.mkdir()
    (folder / "dev-1.txt").write_text(_PAGE, encoding="utf-8")
    _write_gold(folder, "Judges meet in Osh")
    return folder


def _write_gold(folder: Path, title: str) -> None:
    gold = {"id": "dev-1", "gold": {"title": title}}
    (folder / "dev-1.json").write_text(json.dumps(gold), encoding="utf-8")


def _evaluate(fixtures: Path, *options: str) -> subprocess.CompletedProcess[str]:
    where = ("--fixtures", str(fixtures), "--floors", str(fixtures.parent / "floors.json"))
    command = [sys.executable, str(EVALUATION), *where, *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_floors_are_set_kept_and_only_lowered_on_purpose(fixtures: Path) -> None:
    assert _evaluate(fixtures).returncode == 1
    assert _evaluate(fixtures, "--update").returncode == 0
    assert _evaluate(fixtures).returncode == 0

    _write_gold(fixtures, "Another title")
    changed = _evaluate(fixtures)
    assert changed.returncode == 1
    assert "fixtures changed" in changed.stderr

    before = (fixtures.parent / "floors.json").read_text()
    refused = _evaluate(fixtures, "--update")
    assert refused.returncode == 1
    assert "dev title" in refused.stderr
    assert (fixtures.parent / "floors.json").read_text() == before

    assert _evaluate(fixtures, "--update", "--allow-regression").returncode == 0
    assert _evaluate(fixtures).returncode == 0


def test_errors_of_held_pages_are_not_shown(fixtures: Path) -> None:
    _write_gold(fixtures, "Another title")
    for name in ("dev-1.txt", "dev-1.json"):
        shutil.copy(fixtures / name, fixtures / name.replace("dev", "held"))
    shown = _evaluate(fixtures, "--errors", "title").stdout
    assert "dev-1: missed another title" in shown
    assert "held-1" not in shown


def test_options_that_contradict_each_other_are_refused(fixtures: Path) -> None:
    assert _evaluate(fixtures, "--allow-regression").returncode == 2
    assert _evaluate(fixtures, "--folder", str(fixtures), "--update").returncode == 2


@pytest.mark.skipif(not SCORER.exists(), reason=f"the founders' scorer is not at {SCORER}")
def test_figures_agree_with_the_founders_scorer(tmp_path: Path) -> None:
    """On the fixtures as read, and on records spoiled in many ways."""
    records = []
    for n, gold in enumerate(sorted((ROOT / "tests" / "fixtures").glob("dev-*.json"))):
        shutil.copy(gold, tmp_path)
        facts = json.loads(gold.read_text(encoding="utf-8"))
        source = {"source": {"location": f"x/{gold.stem}.txt"}}
        records += [_spoil(item, n) | source for item in facts.get("items") or [facts.get("gold", {})]]
    lines = "".join(json.dumps(record) + "\n" for record in records)
    command = [sys.executable, str(SCORER), str(tmp_path), "--json"]
    theirs = json.loads(
        subprocess.run(command, input=lines, capture_output=True, text=True, check=True, timeout=60).stdout
    )
    ours = scoring.add_up(_score(tmp_path, records))
    asked = {name: t for name, t in ours.items() if t.hits or t.invented or t.missed}
    assert asked.keys() == theirs["fields"].keys()
    for name, tally in asked.items():
        for measure in ("precision", "recall", "f1"):
            assert getattr(tally, measure) == pytest.approx(theirs["fields"][name][measure]), (name, measure)
    assert scoring.headline(ours) == pytest.approx(theirs["headline"])
    assert 0 < theirs["headline"] < 1


def _score(folder: Path, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_stem: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        by_stem.setdefault(Path(record["source"]["location"]).stem, []).append(record)
    scores = []
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        said = by_stem.get(path.stem, [])
        if "items" in gold:
            scores.append({"listing": scoring.compare_listing(gold["items"], said)})
        else:
            scores.append(scoring.compare(gold["gold"], said[0] if said else {}))
    return scores


def _spoil(gold: dict[str, Any], n: int) -> dict[str, Any]:
    """A record made from gold with something wrong in every other page."""
    record = {key: _plain(value) for key, value in gold.items()}
    if isinstance(record.get("project"), list):
        record["project"] = record["project"][0]
    if n % 2:
        record["donors"] = [*(record.get("donors") or []), {"name": "Ruritania"}]
        record["partners"] = (record.get("partners") or [])[1:]
        record["body"] = [*(record.get("body") or []), "Read more"]
        record["dates"] = [*(record.get("dates") or []), {"start": "2001-01-01", "end": None}]
        record["participants"] = {"total": 12, "women": None, "men": 3}
        record["cumulative"] = [{"count": 5}]
        record["locations"] = [entry | {"country": "XX"} for entry in record.get("locations") or []]
        record["organizers"] = [
            {"name": f"The {entry['name'] if isinstance(entry, dict) else entry} itself"}
            for entry in record.get("organizers") or []
        ]
    return record


def _plain(value: Any) -> Any:
    """A fact as the record has it: the first accepted form of each name."""
    if not isinstance(value, list):
        return _named(value)
    entries = [entry[0] if isinstance(entry, list) else entry for entry in value]
    return [_named(entry) for entry in entries]


def _named(entry: Any) -> Any:
    if isinstance(entry, dict) and isinstance(entry.get("name"), list):
        return entry | {"name": entry["name"][0]}
    return entry

"""What `osce-extract crawl` writes in other forms than whole records, and how it goes on behind it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import duckdb
import invented
import pytest
from conftest import Cli
from test_crawl import list_articles, records
from website import Answer, Site

from osce_extract.errors import SinkError, UsageError
from osce_extract.runs.images import ledger_path, open_image
from osce_extract.runs.ledger import open_ledger
from osce_extract.sinks.jsonl import encode
from osce_extract.sinks.layout import Layout, read_layout

LINES = [encode(record) for record in invented.RECORDS]
FORMS = [
    {"name": "out.csv"},
    {"name": "out.csv", "per": "donors"},
    {"name": "out.csv", "fields": "title,body"},
    {"name": "out.jsonl", "fields": "title,donors.name"},
]


def rows(output: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(output.decode("utf-8-sig"), newline="")))


def form(folder: Path, name: str = "out.csv", **how: str) -> Layout:
    return read_layout(folder / name, **how)  # type: ignore[arg-type]


def crawl(layout: Layout, lines: list[bytes]) -> None:
    """What a run does that finds these records."""
    memory = ledger_path(layout)
    assert memory is not None
    with open_ledger(memory) as ledger, open_image(layout, ledger) as image:
        for line in lines:
            image.write(line)


@pytest.mark.parametrize("how", FORMS)
def test_wherever_a_run_is_killed_the_next_ends_with_the_same_bytes(
    tmp_path: Path, how: dict[str, str]
) -> None:
    layout = form(tmp_path, **how)
    memory = ledger_path(layout)
    assert memory is not None
    crawl(layout, LINES)
    whole = layout.path.read_bytes()  # type: ignore[union-attr]
    assert memory.read_bytes() == b"".join(line + b"\n" for line in LINES)
    for cut in range(0, len(whole) + 1, 7):
        layout.path.write_bytes(whole[:cut])  # type: ignore[union-attr]
        crawl(layout, [])
        assert layout.path.read_bytes() == whole, cut  # type: ignore[union-attr]
    # Killed before the memory had the third record, the output cannot have it either.
    memory.unlink()
    layout.path.unlink()  # type: ignore[union-attr]
    crawl(layout, LINES[:2])
    memory.write_bytes(memory.read_bytes() + LINES[2][:80])
    crawl(layout, LINES[2:])
    assert layout.path.read_bytes() == whole  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content + b"a note of mine\n",
        lambda content: content.replace(b"Norway", b"Norge"),
        lambda content: content[50:],
    ],
)
def test_a_table_that_someone_worked_on_is_left_alone(tmp_path: Path, change) -> None:
    layout = form(tmp_path)
    crawl(layout, LINES)
    path = tmp_path / "out.csv"
    path.write_bytes(mine := change(path.read_bytes()))
    with pytest.raises(SinkError, match=r"holds something else than .*out\.csv\.records\.jsonl"):
        crawl(layout, [])
    assert path.read_bytes() == mine
    path.unlink()
    crawl(layout, [])
    assert len(rows(path.read_bytes())) == len(LINES), "moved away, it is written anew"


def test_other_columns_do_not_go_into_the_same_table(tmp_path: Path) -> None:
    crawl(form(tmp_path), LINES)
    with pytest.raises(SinkError, match="holds something else"):
        crawl(form(tmp_path, per="donors"), [])


@pytest.mark.parametrize(
    ("how", "told"),
    [({"format": "parquet"}, "--output FILE"), ({"per": "donors"}, "--format csv")],
)
def test_forms_that_cannot_be(how: dict[str, str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        read_layout(None, **how)  # type: ignore[arg-type]


# -- the command -------------------------------------------------------------------------------------------


def test_a_crawl_in_every_form_has_the_same_facts(net: Cli, site: Site, tmp_path: Path) -> None:
    expected = list_articles(site, 6, 1)
    start = ("crawl", site.url("/news"), "--max-age", "1h")
    plain = records(net(*start).stdout)
    titles = [record["title"] for record in plain]
    assert len(expected) == len(titles) == 6
    assert [row["title"] for row in rows(net(*start, "--format", "csv").stdout)] == titles
    done = net(*start, "-o", "out.csv")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert [row["title"] for row in rows((tmp_path / "out.csv").read_bytes())] == titles
    assert net(*start, "-o", "organizers.csv", "--per", "organizers").returncode == 0
    told = [row["organizers_name"] for row in rows((tmp_path / "organizers.csv").read_bytes())]
    assert told == [one["name"] for record in plain for one in record["organizers"]] != []
    assert net(*start, "-o", "out.parquet").returncode == 0
    found = duckdb.sql(f"select title, dates[1].start_date::varchar from '{tmp_path}/out.parquet'").fetchall()
    assert found == [(record["title"], record["dates"][0]["start"]) for record in plain]
    some = net(*start, "--fields", "title,dates.start").stdout
    assert records(some) == [
        {"title": record["title"], "dates": [{"start": day["start"]} for day in record["dates"]]}
        for record in plain
    ]


@pytest.mark.parametrize("name", ["out.csv", "out.parquet"])
def test_resume_and_new_only_in_another_form(net: Cli, site: Site, tmp_path: Path, name: str) -> None:
    list_articles(site, 4, 1)
    command = ("crawl", site.url("/news"), "-o", name)
    titles = [f"Item number {n} on road safety in towns" for n in range(10_000, 10_006)]

    def held() -> list[str]:
        if name.endswith(".csv"):
            return [row["title"] for row in rows((tmp_path / name).read_bytes())]
        return [title for (title,) in duckdb.sql(f"select title from '{tmp_path / name}'").fetchall()]

    assert net(*command, "--limit", 2).returncode == 0
    assert held() == titles[:2]
    assert net(*command).returncode == 2, "never written over"
    assert net(*command, "--resume").returncode == 0
    assert held() == titles[:4]
    list_articles(site, 6, 1)
    site.visits.clear()
    told = net(*command, "--new-only")
    assert held() == titles
    assert site.asked() == ["/news", "/serbia/10004", "/serbia/10005"]
    new = rows(told.stdout) if name.endswith(".csv") else records(told.stdout)
    assert [one["title"] for one in new] == titles[4:]
    assert net(*command, "--new-only").stdout == b"", "no line of column names where nothing is new"
    made = sorted(path.name for path in tmp_path.iterdir() if path.is_file())
    assert made == [name, f"{name}.records.jsonl"]


def test_what_fetch_adds_to_the_memory_gets_into_the_table(net: Cli, site: Site, tmp_path: Path) -> None:
    list_articles(site, 3, 1)
    lost = site.pages["/serbia/10001"]
    site.pages["/serbia/10001"] = Answer(status=503)
    command = ("crawl", site.url("/news"), "-o", "out.csv", "--errors", "failed.jsonl", "--retries", 0)
    assert net(*command).returncode == 1
    site.pages["/serbia/10001"] = lost
    added = net("fetch", "--retry-from", "failed.jsonl", "-o", "out.csv.records.jsonl", "--append")
    assert added.returncode == 0
    assert net(*command, "--resume").returncode == 0
    assert len(rows((tmp_path / "out.csv").read_bytes())) == 3


def test_a_file_without_its_memory_is_refused(net: Cli, site: Site, tmp_path: Path) -> None:
    list_articles(site, 2, 1)
    (tmp_path / "out.csv").write_bytes(b"precious\n")
    done = net("crawl", site.url("/news"), "-o", "out.csv", "--resume")
    assert done.returncode == 2
    assert b"out.csv.records.jsonl" in done.stderr
    assert (tmp_path / "out.csv").read_bytes() == b"precious\n"
    assert site.visits == []

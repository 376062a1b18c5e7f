"""The same facts in every format, read back with what analysts use: DuckDB, pandas, the csv module."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import re
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import duckdb
import invented
import pandas as pd
import pytest
from conftest import COMMAND, FIXTURES, Cli
from processes import output_of, running

from osce_extract.sinks.csv import guard

PAGE = FIXTURES / "dev-plain-01.txt"
OTHER = FIXTURES / "dev-text-01.txt"

BOM = b"\xef\xbb\xbf"
PER = ["donors", "partners", "dates", "locations", "organizers"]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """Invented records as JSON Lines."""
    return invented.write(tmp_path / "records.jsonl")


def records(output: bytes) -> list[dict]:
    return [json.loads(line) for line in output.split(b"\n")[:-1]]


def rows(output: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(output.removeprefix(BOM).decode(), newline="")))


def unguarded(cell: str) -> str:
    """The documented way back from a guarded cell."""
    return cell[1:] if cell.startswith("'") and guard(cell[1:]) == cell else cell


# -- Parquet -----------------------------------------------------------------------------------------------


def plain(value: object) -> object:
    """A value as any reader gives it, as JSON gives it: without true dates, absent keys as null."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items() if not key.endswith("_date")}
    if isinstance(value, list | tuple) or hasattr(value, "tolist"):
        return [plain(inner) for inner in value]
    if isinstance(value, float) and math.isnan(value):
        return None
    return value


def complete(record: dict) -> dict:
    """A record with the keys of its source that JSON leaves out."""
    absent = dict.fromkeys(("status", "final_url", "fetched_at", "from_cache"))
    return {**record, "source": {**absent, **record["source"]}}


def from_duckdb(path: Path) -> list[dict]:
    found = duckdb.sql(f"from read_parquet('{path}')")
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def from_pandas(path: Path) -> list[dict]:
    return pd.read_parquet(path).to_dict("records")


@pytest.mark.parametrize("read", [from_duckdb, from_pandas])
def test_parquet_holds_what_json_holds(cli: Cli, tmp_path: Path, saved: Path, read) -> None:
    assert cli("convert", saved, "-o", "all.parquet").returncode == 0
    told = [plain(row) for row in read(tmp_path / "all.parquet")]
    assert told == [complete(record) for record in records(saved.read_bytes())]


def test_parse_gives_the_same_facts_in_all_formats(cli: Cli, tmp_path: Path) -> None:
    pages = sorted(FIXTURES.glob("*.txt"))
    said = records(cli("parse", *pages).stdout)
    for jobs in (1, 2):
        out = f"{jobs}.parquet"
        cli("parse", *pages, "-o", out, "--format", "parquet", "--jobs", jobs)
        for read in (from_duckdb, from_pandas):
            assert [plain(row) for row in read(tmp_path / out)] == [complete(record) for record in said]
    single = cli("parse", *pages, "--format", "csv").stdout
    assert cli("parse", *pages, "--format", "csv", "--jobs", 2).stdout == single
    assert [row["title"] for row in rows(single)] == [guard(record["title"] or "") for record in said]


def test_parquet_has_true_dates_beside_what_is_known_only_in_part(
    cli: Cli, tmp_path: Path, saved: Path
) -> None:
    cli("convert", saved, "-o", "all.parquet")
    found = duckdb.sql(
        f"select issued_on_date, d.start, d.start_date, d.end_date "
        f"from (select issued_on_date, unnest(dates) d from '{tmp_path}/all.parquet')"
    ).fetchall()
    assert found == [
        (date(2021, 12, 3), "2021-11-30", date(2021, 11, 30), date(2021, 12, 2)),
        (None, "XXXX-12-02", None, None),
        (None, "2021", None, None),
    ]


def test_parquet_schema_does_not_depend_on_the_records(cli: Cli, tmp_path: Path) -> None:
    schemas = []
    for name, some in (("full", invented.FULL), ("empty", invented.EMPTY)):
        invented.write(tmp_path / f"{name}.jsonl", some)
        cli("convert", f"{name}.jsonl", "-o", f"{name}.parquet")
        schemas.append(duckdb.sql(f"describe from '{tmp_path}/{name}.parquet'").fetchall())
    assert schemas[0] == schemas[1]
    types = {column: kind for column, kind, *_ in schemas[0]}
    assert types["issued_on_date"] == "DATE"
    assert types["fields_of_work"] == "VARCHAR[]"
    assert "start_date DATE" in types["dates"]


def test_parquet_of_many_records_has_several_row_groups(cli: Cli, tmp_path: Path) -> None:
    invented.write(tmp_path / "many.jsonl", *[invented.FULL] * 4100)
    cli("convert", "many.jsonl", "-o", "many.parquet", "--fields", "title,donors.name")
    query = f"select count(*), count(distinct row_group_id) from parquet_metadata('{tmp_path}/many.parquet')"
    assert duckdb.sql(query).fetchall()[0][1] == 3
    assert duckdb.sql(f"select count(*) from '{tmp_path}/many.parquet'").fetchall() == [(4100,)]


def test_parquet_without_its_extra_says_what_to_install(tmp_path: Path) -> None:
    script = "import sys; sys.modules['pyarrow'] = None\nfrom osce_extract.cli import main\nmain()\n"
    command = [sys.executable, "-c", script, "parse", str(PAGE), "-o", str(tmp_path / "out.parquet")]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 3
    assert b"pip install 'osce-extract[parquet]'" in done.stderr
    assert b"Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


# -- CSV, a row for each page ------------------------------------------------------------------------------


def test_csv_has_a_row_for_each_page_with_all_its_facts(cli: Cli, saved: Path) -> None:
    full, partly, empty, item = rows(cli("convert", saved, "--format", "csv").stdout)
    expected = {
        "title": invented.FULL.title,
        "issued_on": "2021-12-03",
        "issued_by": "OSCE Mission to Nowhere; OSCE Secretariat",
        "activity_type": "training",
        "dates": "2021-11-30/2021-12-02",
        "locations": "Lower Bridge (GB)",
        "organizers": "OSCE Mission to Nowhere",
        "partners": "Ministry of Forests; Rivers, and Lakes (co-operation); Norway (support)",
        "participants_total": "40",
        "participants_qualifier": "at least",
        "participants_women": "16",
        "participants_men": "",
        "participants_groups": "40 rangers",
        "cumulative": "900 rangers (since 2015)",
        "donors": "Norway (NO); Đurđa's Fund",
        "project_name": "Green Borders",
        "project_extrabudgetary": "true",
        "body": "\n\n".join(invented.BODY),
        "source_location": "page.txt",
    }
    assert {name: full[name] for name in expected} == expected
    assert partly["dates"] == "XXXX-12-02; 2021/"
    assert (partly["participants_women"], partly["participants_men"]) == ("9", "3")
    assert empty["title"] == "Head of Mission\ncondemns\nattack"
    assert empty["donors"] == ""
    assert (item["record_type"], item["teaser"]) == ("listing_item", "More to come")


def test_csv_opens_in_duckdb_and_pandas_alike(cli: Cli, tmp_path: Path, saved: Path) -> None:
    told = rows(cli("convert", saved, "--format", "csv").stdout)
    cli("convert", saved, "-o", "all.csv")
    frame = pd.read_csv(tmp_path / "all.csv", dtype=str, keep_default_na=False)
    assert frame.to_dict("records") == told
    found = duckdb.sql(f"from read_csv('{tmp_path}/all.csv', all_varchar = true, header = true)")
    again = [
        {name: cell or "" for name, cell in zip(found.columns, row, strict=True)} for row in found.fetchall()
    ]
    assert again == told


def test_csv_file_has_a_byte_order_mark_and_a_pipe_has_none(cli: Cli, tmp_path: Path, saved: Path) -> None:
    piped = cli("convert", saved, "--format", "csv").stdout
    cli("convert", saved, "-o", "all.csv")
    assert (tmp_path / "all.csv").read_bytes() == BOM + piped
    assert piped.startswith(b"title,")


# -- CSV, a row for each fact ------------------------------------------------------------------------------


@pytest.mark.parametrize("per", PER)
def test_csv_has_a_row_for_each_fact_with_its_page_and_words(cli: Cli, saved: Path, per: str) -> None:
    told = rows(cli("convert", saved, "--format", "csv", "--per", per).stdout)
    expected = []
    for record in records(saved.read_bytes()):
        for fact in record[per]:
            key = {
                name: record[name] for name in ("title", "url", "issued_on", "activity_type", "record_type")
            }
            values = {f"{per}_{name}": value for name, value in fact.items() if "evidence" not in name}
            words = {f"{per}_evidence_{name}": value for name, value in fact["evidence"].items()}
            expected.append({**key, "source_location": record["source"]["location"], **values, **words})
    assert expected
    for row, fact in zip(told, expected, strict=True):
        assert {name: unguarded(cell) for name, cell in row.items()} == {
            name: as_cell(value) for name, value in fact.items()
        }


def as_cell(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_facts_of_pages_joined_in_duckdb(cli: Cli, tmp_path: Path, saved: Path) -> None:
    """The key of the rows finds the page again."""
    cli("convert", saved, "-o", "pages.csv")
    cli("convert", saved, "-o", "donors.csv", "--per", "donors")
    query = (
        f"select d.donors_name, p.participants_total from '{tmp_path}/donors.csv' d "
        f"join '{tmp_path}/pages.csv' p using (url) where d.donors_country = 'NO'"
    )
    assert sorted(duckdb.sql(query).fetchall(), key=str) == [("'@Norway", None), ("Norway", 40)]


# -- no cell can run ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\ufeff=1",
        "＝1+1",
        "'=1",
        "''@x",
        "-",
        "+",
    ],
)
def test_text_like_a_formula_is_guarded_and_comes_back(text: str) -> None:
    assert guard(text) == "'" + text
    assert unguarded(guard(text)) == text


@pytest.mark.parametrize(
    "text", ["", "Skopje", "-0.12", "-5", "2021-11-30/2021-12-02", "'quoted'", "a=b", "1-2"]
)
def test_other_text_stays(text: str) -> None:
    assert guard(text) == text
    assert unguarded(text) == text


def test_no_cell_of_hostile_pages_can_run(cli: Cli, tmp_path: Path) -> None:
    hostile = [
        invented.make(title=lead + "cmd|' /C calc'!A0", lead=lead + "x", body=(lead + "y",), url=lead + "z")
        for lead in ("=", "+", "-", "@", "\t=", "\r=", " =", "\n@")
    ]
    invented.write(tmp_path / "hostile.jsonl", *hostile)
    told = rows(cli("convert", "hostile.jsonl", "--format", "csv").stdout)
    assert len(told) == len(hostile)
    for row, record in zip(told, hostile, strict=True):
        for cell in row.values():
            assert not re.match(r"\s*[=+\-@]", cell), cell
        assert unguarded(row["title"]) == (record.title or "").replace("\r", "\n")
    assert cli("convert", "hostile.jsonl", "--fields", "title").stdout.count(b"'=") == 0


# -- some fields -------------------------------------------------------------------------------------------


def test_fields_keep_their_form_and_come_in_the_order_asked_for(
    cli: Cli, tmp_path: Path, saved: Path
) -> None:
    fields = ["--fields", "donors.country,title,donors.name,dates.start,participants.women"]
    first = records(cli("convert", saved, *fields).stdout)[0]
    assert first == {
        "donors": [{"country": "NO", "name": "Norway"}, {"country": None, "name": "Đurđa's Fund"}],
        "title": invented.FULL.title,
        "dates": [{"start": "2021-11-30"}],
        "participants": {"women": 16},
    }
    assert list(first) == ["donors", "title", "dates", "participants"]
    [row, *_] = rows(cli("convert", saved, "--format", "csv", *fields).stdout)
    assert row == {
        "donors_country": "NO; ",
        "title": invented.FULL.title,
        "donors_name": "Norway; Đurđa's Fund",
        "dates_start": "2021-11-30",
        "participants_women": "16",
    }
    cli("convert", saved, "-o", "some.parquet", *fields)
    row = from_duckdb(tmp_path / "some.parquet")[0]
    assert plain(row) == first
    assert row["dates"][0]["start_date"] == date(2021, 11, 30)


def test_fields_of_facts_beside_fields_of_their_page(cli: Cli, saved: Path) -> None:
    done = cli("convert", saved, "-f", "csv", "--per", "donors", "--fields", "url,donors.name,locations.name")
    assert rows(done.stdout)[0] == {
        "url": "https://www.osce.org/nowhere/1",
        "donors_name": "Norway",
        "locations_name": "Lower Bridge",
    }


def test_words_of_a_fact_on_request(cli: Cli, saved: Path) -> None:
    done = cli("convert", saved, "-f", "csv", "--fields", "donors.evidence,activity_evidence")
    row = rows(done.stdout)[0]
    assert row["donors_evidence"] == "Norway; Đurđa's Fund"
    assert row["activity_evidence_text"] == "taught"


@pytest.mark.parametrize(
    ("fields", "nearest"),
    [("tilte", "title"), ("donors.nam", "donors.name"), ("country", "locations.country"), ("zzz", "schema")],
)
def test_unknown_field_names_the_nearest(cli: Cli, fields: str, nearest: str) -> None:
    done = cli("parse", PAGE, "--fields", f"url,{fields}")
    assert (done.returncode, done.stdout) == (2, b"")
    assert nearest in done.stderr.decode()


# -- which format, and where to ----------------------------------------------------------------------------


def test_format_follows_the_name_of_the_file_unless_told(cli: Cli, tmp_path: Path) -> None:
    for name, start in (("a.csv", BOM), ("a.parquet", b"PAR1"), ("a.jsonl", b"{"), ("a.txt", b"{")):
        assert cli("parse", PAGE, "-o", name).returncode == 0
        assert (tmp_path / name).read_bytes().startswith(start), name
    cli("parse", PAGE, "-o", "b.csv", "--format", "jsonl")
    assert (tmp_path / "b.csv").read_bytes().startswith(b"{")


@pytest.mark.parametrize(
    "args",
    [
        ["--format", "parquet"],
        ["--format", "parquet", "-o", "-"],
        ["-o", "a.parquet", "--append"],
        ["--per", "donors"],
        ["--per", "donors", "--format", "jsonl"],
        ["--per", "donors", "-o", "a.parquet"],
        ["--format", "excel"],
        ["--fields", " , "],
    ],
)
def test_wishes_that_contradict_are_errors_of_usage(cli: Cli, tmp_path: Path, args: list[str]) -> None:
    done = cli("parse", PAGE, *args)
    assert (done.returncode, done.stdout) == (2, b"")
    assert list(tmp_path.iterdir()) == []


def test_csv_is_appended_to_without_a_second_header(cli: Cli, tmp_path: Path) -> None:
    for page in (PAGE, OTHER):
        assert cli("parse", page, "-o", "grown.csv", "--append").returncode == 0
    cli("parse", PAGE, OTHER, "-o", "whole.csv")
    assert (tmp_path / "grown.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    done = cli("parse", PAGE, "-o", "grown.csv", "--append", "--fields", "title")
    assert done.returncode == 3
    assert done.stderr == b"osce-extract: grown.csv: cannot be appended to: its columns are others\n"
    assert (tmp_path / "grown.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()


@pytest.mark.parametrize("name", ["out.csv", "out.parquet"])
def test_killed_run_leaves_the_earlier_output(tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    out.write_bytes(b"earlier")
    fifo = tmp_path / "fifo.txt"
    os.mkfifo(fifo)
    with running([*COMMAND, "parse", str(PAGE), str(fifo), "-o", str(out)]) as process:
        while not list(tmp_path.glob(f".{name}.*")):
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130
    assert out.read_bytes() == b"earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fifo.txt", name]


def test_csv_rows_reach_the_pipe_as_they_are_made(tmp_path: Path) -> None:
    fifo = tmp_path / "later.txt"
    os.mkfifo(fifo)
    command = [*COMMAND, "parse", str(PAGE), str(fifo), "--format", "csv", "--fields", "source.location"]
    with running(command, stdout=subprocess.PIPE) as process:
        output = output_of(process)
        assert output.readline() == b"source_location\n"
        assert output.readline().decode().strip() == str(PAGE)
        fifo.write_bytes(OTHER.read_bytes())
        assert output.readline().decode().strip() == str(fifo)
        assert process.wait() == 0


# -- records read back -------------------------------------------------------------------------------------


def test_convert_to_json_lines_changes_nothing(cli: Cli, saved: Path) -> None:
    assert cli("convert", saved).stdout == saved.read_bytes()
    assert cli("convert", stdin=saved.read_bytes()).stdout == saved.read_bytes()


def test_line_that_is_no_record_is_named_and_passed_over(cli: Cli, saved: Path) -> None:
    good = saved.read_bytes().split(b"\n")
    bad = [good[0], b'{"title": 3}', b"not json", b"\xff\xfe", b"", good[1], good[2][:90]]
    saved.write_bytes(b"\n".join(bad))
    done = cli("convert", saved)
    assert done.returncode == 1
    assert done.stdout.split(b"\n")[:-1] == good[:2]
    told = done.stderr.decode().splitlines()
    places = ["line 2 is no record", "line 3 is no record", "line 4 is no record", "line 7 breaks off"]
    for line, place in zip(told, places, strict=True):
        assert line.startswith(f"osce-extract: {saved}: {place}")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no records in it"),
        (b"Judges meet\n\nin Ohrid\n" * 50, "line 1 is no record"),
        (b'{"record_version": "1"}\n', "line 1 is no record: Object missing required field"),
        (b"\x1f\x8b\x08\x00", "breaks off"),
    ],
)
def test_file_without_records_is_told_in_one_line(
    cli: Cli, tmp_path: Path, content: bytes, reason: str
) -> None:
    (tmp_path / "odd.jsonl").write_bytes(content)
    for command in ("convert", "show", "stats"):
        done = cli(command, "odd.jsonl")
        assert (done.returncode, done.stdout) == (3, b"")
        [line] = done.stderr.decode().splitlines()
        assert line.startswith("osce-extract: odd.jsonl: ")
        assert reason in line


def test_record_of_another_version_is_refused(cli: Cli, saved: Path) -> None:
    saved.write_bytes(saved.read_bytes().replace(b'"record_version":"1"', b'"record_version":"2"'))
    done = cli("stats", saved)
    assert done.returncode == 3
    assert b"record_version '2'" in done.stderr


def test_gzipped_records_are_read(cli: Cli, tmp_path: Path, saved: Path) -> None:
    import gzip

    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress(saved.read_bytes()))
    assert cli("convert", "packed.jsonl.gz").stdout == saved.read_bytes()

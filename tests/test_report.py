"""The report as a file: what is in it, what cannot be, and how the command ends."""

from __future__ import annotations

import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal

import msgspec
import pytest
from conftest import Cli
from many import find, make_record, many_records

from osce_extract.facts.model import DateRange, Donor, Evidence, Location, Partner
from osce_extract.record import EventLabels, Record
from osce_extract.sinks.report import build_report
from osce_extract.sinks.report.rows import row_of, usual_names
from osce_extract.sinks.report.shown import harmless, web_address
from osce_extract.sinks.report.texts import marked_text


@pytest.fixture(scope="module")
def page() -> str:
    return build_report(list(many_records(250)), title="Many", source="many.jsonl").decode()


def save(records: list[Record], path: Path) -> Path:
    path.write_bytes(b"".join(msgspec.json.encode(record) + b"\n" for record in records))
    return path


class Elements(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_nothing_in_the_file_points_outside_it(page: str) -> None:
    for tag, attributes in Elements(page).found:
        assert not {"src", "srcset", "action", "data", "poster"} & set(attributes), tag
        assert (attributes.get("href") or "#").startswith("#"), tag
        assert tag not in {"link", "iframe", "img", "object", "embed", "base"}


def test_the_policy_lets_only_our_scripts_run_and_nothing_be_fetched(page: str) -> None:
    [policy] = [a["content"] for t, a in Elements(page).found if a.get("http-equiv")]
    assert policy is not None
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    for name in ("script-src", "style-src"):
        assert all(source.startswith("'sha256-") for source in rules[name].split())
    assert "unsafe" not in policy
    assert {"connect-src", "img-src"}.isdisjoint(rules)


def test_no_element_has_a_handler_or_a_style_of_its_own(page: str) -> None:
    for tag, attributes in Elements(page).found:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag


def test_the_same_records_give_the_same_bytes() -> None:
    records = list(many_records(20))
    assert build_report(records, title="A", source="b") == build_report(records, title="A", source="b")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.osce.org/odihr/1", True),
        ("http://www.osce.org/node/1", True),
        ("HTTPS://www.osce.org/node/1", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt://www.osce.org/%0aalert(1)", False),
        ("data:text/html,<p>", False),
        ("file:///etc/passwd", False),
        ("//www.osce.org/1", False),
        ("https:", False),
        ("https://www.osce.org/\N{RIGHT-TO-LEFT OVERRIDE}1", False),
        ("https://[broken/", False),
        ("", False),
        (None, False),
    ],
)
def test_a_link_leads_to_the_web_or_is_none(url: str | None, shown: bool) -> None:
    assert web_address(url) == (url if shown else None)


def test_what_hides_or_turns_text_is_replaced_one_for_one() -> None:
    text = "a\x00b\x1bc\u202ed\u2066e\x85f"
    assert harmless(text) == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf"
    assert harmless("Здравствуйте \u200f שלום\n\tčšž 👩‍🏫") == "Здравствуйте \u200f שלום\n\tčšž 👩‍🏫"


def pieces_of(record: Record) -> list[tuple[str, list[str]]]:
    """Each piece of the body with the values of the facts that it stands for."""
    text = marked_text(record)
    return [
        (piece, [])
        if isinstance(piece, str)
        else (piece[0], [text.facts[text.marks[mark].fact].value for mark in piece[1]])
        for paragraph in text.body
        for piece in paragraph
    ]


def test_words_are_cut_where_facts_begin_and_end() -> None:
    body = ("😀 Paid by the Fund of Norway 🎓 and others.",)
    fund = Donor(name="Fund of Norway", evidence=find(body, "Fund of Norway", "a"))
    norway = Partner(name="Norway", role="host", evidence=find(body, "Norway 🎓", "b"))
    record = make_record("T", body, donors=(fund,), partners=(norway,))
    assert pieces_of(record) == [
        ("😀 Paid by the ", []),
        ("Fund of ", ["Fund of Norway"]),
        ("Norway", ["Norway (host)", "Fund of Norway"]),
        (" 🎓", ["Norway (host)"]),
        (" and others.", []),
    ]


def test_labels_of_an_event_page_are_shown_with_their_facts() -> None:
    labels = EventLabels(
        when="14 May 2021, 10:00", where="Hotel Sava, Brčko", organized_by="OSCE Secretariat"
    )
    dates = (DateRange(start="2021-05-14", end="2021-05-14", evidence=label_words("when", "14 May 2021")),)
    places = (Location(name="Brčko", country="BA", evidence=label_words("where", "Brčko", 12)),)
    record = make_record("T", ("Doors open at nine.",), event=labels, dates=dates, locations=places)
    assert marked_text(record).labels == (
        ("when", (("14 May 2021", (0,)), ", 10:00")),
        ("where", ("Hotel Sava, ", ("Brčko", (1,)))),
        ("organized_by", ("OSCE Secretariat",)),
    )
    assert marked_text(make_record("T", ("x",))).labels == ()


def label_words(label: Literal["when", "where"], text: str, start: int = 0) -> Evidence:
    return Evidence(source=label, paragraph=None, start=start, end=start + len(text), text=text, rule="label")


def test_a_listing_item_without_a_text_shows_its_summary() -> None:
    assert marked_text(make_record("T", (), teaser="More soon")).lead == ("More soon",)
    assert marked_text(make_record("T", ("More soon",), teaser="More soon")).lead is None


@pytest.mark.parametrize(
    "place", [(0, 5, 5), (0, -3, 4), (0, 0, 99), (0, 4, 2), (7, 0, 1), (None, 0, 1)], ids=str
)
def test_evidence_that_names_no_place_is_left_out(place: tuple[int | None, int, int]) -> None:
    paragraph, start, end = place
    evidence = Evidence(paragraph=paragraph, start=start, end=end, text="?", rule="r")
    record = make_record("T", ("Ten letters",), donors=(Donor(name="Norway", evidence=evidence),))
    assert pieces_of(record) == [("Ten letters", [])]
    assert [fact.value for fact in marked_text(record).facts] == ["Norway"]


def test_pieces_make_up_the_whole_text() -> None:
    for record in many_records(30):
        for source, pieces in zip(record.body, marked_text(record).body, strict=True):
            assert "".join(piece if isinstance(piece, str) else piece[0] for piece in pieces) == source


def test_a_body_has_one_name_however_pages_write_it() -> None:
    def donor(name: str, identity: str | None = None) -> Donor:
        return Donor(
            name=name, id=identity, evidence=Evidence(paragraph=0, start=0, end=1, text="x", rule="r")
        )

    records = [
        make_record("1", ("x",), donors=(donor("USA", "state:US"), donor("norway"))),
        make_record("2", ("x",), donors=(donor("United States", "state:US"), donor("Norway"))),
        make_record("3", ("x",), donors=(donor("United States", "state:US"), donor("Norway"))),
    ]
    names = usual_names(records)
    assert [row_of(record, names).donors for record in records] == [("United States", "Norway")] * 3


def test_the_command_writes_the_file_and_shows_a_page_once(cli: Cli, tmp_path: Path) -> None:
    records = list(many_records(3))
    done = cli(
        "report", save([*records, records[0]], tmp_path / "r.jsonl"), "-o", "r.html", "--title", "A <b>"
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<title>A &lt;b&gt;</title>" in page
    assert "3 records from r.jsonl" in page
    assert {path.name for path in tmp_path.iterdir()} == {"r.jsonl", "r.html"}


def test_records_may_come_from_standard_input(cli: Cli, tmp_path: Path) -> None:
    lines = b"".join(msgspec.json.encode(record) + b"\n" for record in many_records(2))
    assert cli("report", "-o", "r.html", stdin=lines).returncode == 0
    assert "2 records from standard input" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_a_bad_line_costs_only_itself(cli: Cli, tmp_path: Path) -> None:
    path = save(list(many_records(2)), tmp_path / "r.jsonl")
    path.write_bytes(path.read_bytes() + b'{"record_version": 1}\n')
    done = cli("report", path, "-o", "r.html")
    assert done.returncode == 1
    assert b"line 3" in done.stderr
    assert "2 records" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_without_records_there_is_no_file(cli: Cli, tmp_path: Path) -> None:
    done = cli("report", "-o", "r.html", stdin=b"")
    assert done.returncode == 3
    assert done.stderr.count(b"\n") == 1
    assert not (tmp_path / "r.html").exists()


def test_where_it_cannot_be_written_it_says_so(cli: Cli, tmp_path: Path) -> None:
    done = cli("report", save(list(many_records(1)), tmp_path / "r.jsonl"), "-o", "nowhere/r.html")
    assert done.returncode == 3
    assert done.stderr == b"osce-extract: nowhere/r.html: cannot be written: No such file or directory\n"


def test_without_the_extra_it_names_it_and_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "vl_convert.py").write_text("raise ImportError('not here')\n")
    save(list(many_records(1)), tmp_path / "r.jsonl")
    (tmp_path / "r.html").write_text("old")
    command = [sys.executable, "-m", "osce_extract", "report", "r.jsonl", "-o", "r.html"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert done.returncode == 3
    told = "charts need the extra 'report': pip install 'osce-extract[report]'"
    assert done.stderr.decode() == f"osce-extract: r.html: {told}\n"
    assert (tmp_path / "r.html").read_text() == "old"
    assert not list(tmp_path.glob("*.part"))

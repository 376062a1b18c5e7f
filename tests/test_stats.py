"""`osce-extract stats`: counts that can be checked by hand."""

from __future__ import annotations

import json
from pathlib import Path

import invented
import pytest
from conftest import Cli
from invented import make, words

from osce_extract.facts.model import DateRange, Donor, Location, Participants, Partner
from osce_extract.runs.statistics import Count, count_records


def at(start: str | None) -> tuple[DateRange, ...]:
    return (DateRange(evidence=words("2021"), start=start, end=start),)


def people(**told: object) -> Participants:
    return Participants(evidence=words("40"), **{"total": None, **told})


def place(name: str, country: str | None) -> Location:
    return Location(evidence=words("Lower Bridge"), name=name, country=country)


def donor(name: str, id_: str | None = None) -> Donor:
    return Donor(evidence=words("Norway"), name=name, id=id_)


def partner(name: str, role: str) -> Partner:
    return Partner(evidence=words("Norway"), name=name, role=role)


PILE = (
    make(url="1", dates=at("2020-12-31"), issued_on="2021-01-04", participants=people(total=10, women=4)),
    make(url="2", dates=at("2021"), participants=people(total=20, qualifier="about", women=5, men=15)),
    make(url="3", dates=at("XXXX-05-01"), issued_on="2021-05-02", participants=people(total=100)),
    make(url="4", issued_on="2021-05-02", participants=people(women=6, men=2)),
    make(url="5", dates=at(None), participants=people(women=3)),
    make(url="6", dates=at("XXXX-05-01")),
)


def test_years_come_from_the_activity_else_from_the_page() -> None:
    years = count_records(PILE).years
    assert [(year.year, year.records) for year in years] == [("2020", 1), ("2021", 3), (None, 2)]
    assert [year.participants.total for year in years] == [10, 120, 0]


def test_people_are_added_up_and_the_share_of_women_where_both_are_known() -> None:
    turnout = count_records(PILE).participants
    assert (turnout.activities, turnout.rounded, turnout.total) == (3, 1, 130)
    assert (turnout.women, turnout.men) == (18, 17)
    assert turnout.share_activities == 3
    assert turnout.share_of_women == round((4 + 5 + 6) / (10 + 20 + 8), 4)


def test_no_share_without_women_and_nobody_at_all() -> None:
    assert count_records(PILE[2:3]).participants.share_of_women is None
    assert count_records([make(participants=people(total=0, women=0))]).participants.share_of_women is None
    assert count_records([]).years == ()


def test_a_record_counts_once_for_each_name() -> None:
    told = count_records(
        [
            make(
                url="1",
                locations=(place("Osh", "KG"), place("Talas", "KG"), place("online", None)),
                partners=(partner("Academy", "co-organizer"), partner("Academy", "co-operation")),
                fields_of_work=("Policing", "Policing"),
                activity_type="training",
            ),
            make(
                url="2",
                locations=(place("Osh", "KG"), place("Bar", "ME")),
                partners=(partner("Bar", "host"),),
            ),
        ]
    )
    assert told.countries == (Count(name="KG", records=2), Count(name="ME", records=1))
    assert told.online == 1
    assert told.partners == (Count(name="Academy", records=1), Count(name="Bar", records=1))
    assert told.fields_of_work == (Count(name="Policing", records=1),)
    assert told.activity_types == (Count(name="training", records=1),)


def test_one_body_under_several_names_is_one() -> None:
    told = count_records(
        make(url=str(number), donors=(one,))
        for number, one in enumerate(
            [
                donor("Germany", "DE"),
                donor("the FRG", "DE"),
                donor("Germany", "DE"),
                donor("Germany"),
                donor("Rich"),
            ]
        )
    )
    assert [(entry.name, entry.records) for entry in told.donors] == [
        ("Germany", 3),
        ("Germany", 1),
        ("Rich", 1),
    ]


def test_a_page_that_comes_twice_counts_once() -> None:
    item = make(url="1", record_type="listing_item")
    told = count_records([PILE[0], PILE[0], item, invented.EMPTY, invented.EMPTY, make(title="Another")])
    assert (told.records, told.pages, told.listing_items, told.repeated) == (4, 3, 1, 2)


def test_json_holds_all_counts(cli: Cli, tmp_path: Path) -> None:
    saved = invented.write(tmp_path / "records.jsonl")
    told = json.loads(cli("stats", saved, "--json").stdout)
    assert told["records"] == 4
    assert told["donors"] == [{"name": "Norway", "records": 2}, {"name": "Đurđa's Fund", "records": 1}]
    assert told["participants"]["share_of_women"] == round((16 + 9) / (40 + 12), 4)
    assert [year["year"] for year in told["years"]] == ["2021", None]


def test_counts_of_several_files_add_up(cli: Cli, tmp_path: Path) -> None:
    first = invented.write(tmp_path / "a.jsonl", *PILE[:3])
    second = invented.write(tmp_path / "b.jsonl", *PILE[3:])
    both = invented.write(tmp_path / "c.jsonl", *PILE)
    assert cli("stats", first, second, "--json").stdout == cli("stats", both, "--json").stdout


@pytest.mark.parametrize("columns", [40, 80, 160])
def test_tables_and_bars_fit_the_terminal(
    cli: Cli, tmp_path: Path, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = cli("stats", invented.write(tmp_path / "records.jsonl")).stdout.decode()
    assert max(map(len, shown.splitlines())) <= columns
    for told in (
        "2021",
        "unknown",
        "United Kingdom",
        "training",
        "Norway",
        "Ministry of",
        "Border management",
        "█",
    ):
        assert told in shown, told
    assert "48% women" in " ".join(shown.split())


def test_top_cuts_the_tables_and_says_how_much_is_left(cli: Cli, tmp_path: Path) -> None:
    pile = [make(url=str(number), donors=(donor(f"Donor {number:02}"),)) for number in range(15)]
    saved = invented.write(tmp_path / "records.jsonl", *pile)
    assert cli("stats", saved).stdout.decode().count("Donor ") == 10
    short = cli("stats", saved, "--top", 2).stdout.decode()
    assert short.count("Donor ") == 2
    assert "and 13 more" in short
    everything = cli("stats", saved, "--top", 0).stdout.decode()
    assert everything.count("Donor ") == 15
    assert "more" not in everything


def test_broken_line_is_told_and_the_others_counted(cli: Cli, tmp_path: Path) -> None:
    saved = invented.write(tmp_path / "records.jsonl")
    with saved.open("ab") as file:
        file.write(b'{"record_version":"1","rec')
    done = cli("stats", saved, "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["records"] == 4
    assert done.stderr.decode() == f"osce-extract: {saved}: line 5 breaks off before its end\n"


def test_no_share_of_women_where_nobody_counted_them(cli: Cli, tmp_path: Path) -> None:
    invented.write(tmp_path / "x.jsonl", make(url="1", participants=people(total=10)))
    shown = cli("stats", "x.jsonl").stdout.decode()
    assert "10 participants" in shown
    assert "% women" not in shown

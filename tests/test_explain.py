"""`osce-extract explain`: the page with its facts in place, the rules, the refusals."""

from __future__ import annotations

import json

import pytest
from conftest import FIXTURES, Cli
from website import Answer, Site

PAGE = """\
Judges practise plea bargaining
SKOPJE, 16 May 2019 – A two-day workshop on plea bargaining for 32 judges ended today in Ohrid. It was \
organized by the OSCE Mission to Skopje in co-operation with the Academy for Judges and Public Prosecutors \
and funded by Norway.
In 2017, a similar workshop for 40 prosecutors had been held in Bitola, with funds from Ireland.
"""


def test_explains_every_fact_and_refusal_in_words(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    shown = cli("explain", "-", stdin=PAGE.encode()).stdout.decode()
    for words in (
        "Ohrid",
        "2019-05-15",
        "OSCE Mission to Skopje",
        "32",
        "Norway",
        "refused for",
        "because",
    ):
        assert words in shown
    assert "\x1b" not in shown


def test_json_has_grounds_and_rejections_with_reasons(cli: Cli) -> None:
    [told] = [
        json.loads(line) for line in cli("explain", "-", "--json", stdin=PAGE.encode()).stdout.splitlines()
    ]
    assert {g["field"] for g in told["grounds"]} >= {
        "dates",
        "locations",
        "organizers",
        "partners",
        "donors",
        "participants",
    }
    assert all(g["evidence"]["rule"] for g in told["grounds"])
    refused = {(r["fact"], r["evidence"]["text"]) for r in told["rejected"]}
    assert ("locations", "Bitola") in refused
    assert any(fact == "participants" and "40" in text for fact, text in refused)
    assert all(r["reason"] for r in told["rejected"])
    assert not {"Bitola"} & {place["name"] for place in told["record"]["locations"]}


def test_what_only_others_are_called_for_is_refused_of_the_osce_in_every_role(cli: Cli) -> None:
    page = (
        "Singers fill a square\n"
        "The OSCE Mission to Serbia held a festival for 30 singers in Bor on 3 May 2019. "
        "The Mission performed the first songs. The drums were donated by the Mission.\n"
    )
    told = json.loads(cli("explain", "-", "--json", stdin=page.encode()).stdout)
    assert not told["record"]["partners"]
    assert not told["record"]["donors"]
    reasons = {r["evidence"]["rule"]: (r["fact"], r["reason"]) for r in told["rejected"]}
    reason = "these words give that role only to bodies outside the OSCE"
    assert reasons["performs"] == ("partners", reason)
    assert reasons["donated-by"] == ("donors", reason)


def test_an_address_is_fetched(net: Cli, site: Site) -> None:
    site.pages["/secretariat/1"] = Answer(PAGE.encode(), type="text/plain; charset=utf-8")
    told = json.loads(net("explain", site.url("/secretariat/1"), "--json").stdout)
    assert told["record"]["source"]["status"] == 200
    assert told["record"]["participants"]["total"] == 32


def test_what_cannot_be_had_is_named(cli: Cli) -> None:
    done = cli("explain", "absent.txt")
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr == b"osce-extract: absent.txt: no such file\n"


def test_text_of_the_page_cannot_steer_the_terminal(cli: Cli) -> None:
    done = cli("explain", "-", stdin=PAGE.replace("Judges practise", "Judges\x1b[31m practise").encode())
    assert b"\x1b" not in done.stdout


def test_labels_lead_and_warnings_of_a_page_are_shown(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    event = cli("explain", FIXTURES / "dev-plain-03.txt").stdout.decode()
    assert "where: Hotel Zepter, Vrnjačka Banja, Serbia" in event
    assert "organized_by: OSCE Mission to Serbia" in event
    article = cli("explain", FIXTURES / "dev-text-09.txt").stdout.decode()
    assert "warning: issued_on lost: the label has no value" in article


def test_a_page_without_facts_says_so(cli: Cli) -> None:
    shown = cli("explain", "-", stdin=b"Thoughts on a rainy day\nIt rained, and then it rained some more.\n")
    assert b"no facts" in shown.stdout
    assert b"refused for" not in shown.stdout


def test_a_page_without_a_title_and_an_event_of_which_only_the_place_is_known(cli: Cli) -> None:
    shown = cli("explain", "-", stdin=b"News Item").stdout.decode()
    assert "warning: no title found" in shown
    event = "Bee forum\nHotel Lindje, Berat, Albania\nForty keepers met and compared hives for a whole day.\n"
    shown = cli("explain", "-", stdin=event.encode()).stdout.decode()
    assert "where: Hotel Lindje, Berat, Albania" in shown
    assert "when:" not in shown

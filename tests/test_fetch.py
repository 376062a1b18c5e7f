"""`osce-extract fetch` against a real server on loopback: what was asked, when, with which headers."""

from __future__ import annotations

import gzip
import json
import os
import pty
import re
import signal
import socket
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path

import brotli
import msgspec
import pytest
import trustme
import zstandard
from conftest import COMMAND, FIXTURES, Cli
from processes import output_of, running
from website import ARTICLE, Answer, Site, Visit, article, fetch, web

from osce_extract.facts import Hints
from osce_extract.runs.extraction import read_records
from osce_extract.sources import Document

MIB = 1024**2


def records(output: bytes) -> list[dict]:
    return [json.loads(line) for line in output.split(b"\n")[:-1]]


def gaps(visits: list[Visit]) -> list[float]:
    """Seconds from the end of each request to the start of the next."""
    return [after.start - before.end for before, after in pairwise(visits)]


# -- pages in, records out ---------------------------------------------------------------------------------


def test_a_record_for_each_page_in_the_order_given(net: Cli, site: Site, other_site: Site) -> None:
    slow = article("Slow")
    slow.delay = 0.5
    site.pages["/a/1000"] = slow
    other_site.pages["/b/1001"] = article("Quick")
    done = net("fetch", site.url("/a/1000"), other_site.url("/b/1001"), "-", stdin=b"# a comment\n\n")
    assert done.returncode == 0
    assert done.stderr == b""
    assert [r["title"] for r in records(done.stdout)] == ["Slow", "Quick"]
    assert site.visits[-1].end > other_site.visits[-1].end


def test_addresses_on_standard_input_are_worked_on_as_they_come(tmp_path: Path, site: Site) -> None:
    for number in (1000, 1001):
        site.pages[f"/a/{number}"] = article(str(number))
    command = [*COMMAND, "fetch", "-", "--pause", "0", "--no-cache"]
    with running(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        for number in (1000, 1001):
            process.stdin.write(f"{site.url(f'/a/{number}')}\n".encode())
            process.stdin.flush()
            told = json.loads(output_of(process).readline())
            assert told["source"]["final_url"] == site.url(f"/a/{number}")
        process.stdin.close()
        assert process.wait() == 0


def test_a_listing_gives_its_items(net: Cli, site: Site) -> None:
    gold = json.loads((FIXTURES / "dev-listing-03.json").read_text())["items"]
    site.pages["/list"] = Answer((FIXTURES / "dev-listing-03.html").read_bytes())
    said = records(net("fetch", site.url("/list")).stdout)
    assert [r["record_type"] for r in said] == ["listing_item"] * len(gold)
    assert [r["title"] for r in said] == [item["title"] for item in gold]


def test_source_says_how_the_page_came(net: Cli, site: Site) -> None:
    site.pages["/old"] = Answer(status=301, headers={"Location": "/a/1000#top"})
    site.pages["/a/1000"] = article()
    before = datetime.now(UTC)
    [record] = records(net("fetch", site.url("/old")).stdout)
    source = record["source"]
    assert source["location"] == site.url("/old")
    assert source["final_url"] == site.url("/a/1000")
    assert source["status"] == 200
    assert source["from_cache"] is False
    assert before <= datetime.fromisoformat(source["fetched_at"]) <= datetime.now(UTC)


@pytest.mark.parametrize(
    "name", sorted(p.name for p in FIXTURES.glob("dev-*") if p.suffix in {".html", ".txt"})
)
def test_a_served_page_gives_what_the_file_gives(site: Site, name: str) -> None:
    content = (FIXTURES / name).read_bytes()
    # The server says nothing of the charset, as the file does not.
    site.pages["/a/1000"] = Answer(content, type="text/html" if name.endswith("html") else "text/plain")
    [outcome] = fetch(site.url("/a/1000"))
    url = site.url("/a/1000")
    read = read_records(Document(location=url, content=content, url=url), Hints())
    served = [json.loads(line) for line in outcome.lines]
    filed = [json.loads(msgspec.json.encode(record)) for record in read]
    for record in (*served, *filed):
        for field in ("status", "final_url", "fetched_at", "from_cache"):
            record["source"].pop(field, None)
    assert served == filed
    assert served


CYRILLIC = "Двенадцать судей из восьми судов обсудили на семинаре в городе Охрид залог и поручительство"


@pytest.mark.parametrize(
    ("meta", "header"), [('<meta charset="windows-1251">', "text/html"), ("", "text/html; charset=cp1251")]
)
def test_charset_of_the_meta_element_or_of_the_header(site: Site, meta: str, header: str) -> None:
    html = f"<html><head>{meta}<title>x</title></head><body><h1>Судьи</h1><p>{CYRILLIC}.</p></body></html>"
    site.pages["/a/1000"] = Answer(html.encode("cp1251"), type=header)
    [outcome] = fetch(site.url("/a/1000"))
    record = json.loads(outcome.lines[0])
    assert CYRILLIC in record["body"][0]
    assert record["source"]["encoding"] == "windows-1251"
    assert record["source"]["encoding_from"] == ("meta" if meta else "transport")


def test_options_of_parse(net: Cli, site: Site, tmp_path: Path) -> None:
    page = (
        "<html><body><h1>Judges meet</h1><p>Judges of eight courts met in Ohrid on 4 May.</p></body></html>"
    )
    site.pages["/a/1000"] = Answer(page.encode())
    done = net("fetch", site.url("/a/1000"), "--issued-on", "2021-05-06", "-o", "out.jsonl")
    assert done.stdout == b""
    [record] = records((tmp_path / "out.jsonl").read_bytes())
    assert record["dates"][0]["start"] == "2021-05-04"
    net("fetch", site.url("/a/1000"), "-o", "out.jsonl", "--append")
    assert len(records((tmp_path / "out.jsonl").read_bytes())) == 2
    done = net("fetch", site.url("/a/1000"), "--format", "csv", "--fields", "title")
    assert done.stdout.splitlines() == [b"title", b"Judges meet"]


# -- what is sent ------------------------------------------------------------------------------------------


def test_headers_say_who_asks_and_whom_to_write_to(net: Cli, site: Site) -> None:
    site.pages["/a/1000"] = article()
    url = site.url("/a/1000")
    net("fetch", url, "--no-cache")
    net("fetch", url, "--no-cache", "--contact", "me@example.org")
    net("fetch", url, "--no-cache", "--user-agent", "survey/2 (+https://example.org)")
    agents = [visit.headers["user-agent"] for visit in site.visits]
    assert re.fullmatch(r"osce-extract/[0-9.]+ \(no contact given\)", agents[0])
    assert re.fullmatch(r"osce-extract/[0-9.]+ \(\+me@example\.org\)", agents[2])
    assert agents[4] == "survey/2 (+https://example.org)"
    assert agents[0::2] == agents[1::2], "robots.txt is asked for under the same name"
    page = site.visits[1].headers
    assert page["accept-encoding"] == "gzip, deflate, br, zstd"
    assert page["accept"].startswith("text/html")
    assert net("fetch", url, "--user-agent", "two\nlines").returncode == 2


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("br", brotli.compress),
        ("zstd", zstandard.compress),
        ("gzip, br", lambda data: brotli.compress(gzip.compress(data))),
    ],
)
def test_compressed_pages(site: Site, coding: str, pack: object) -> None:
    page = article("Packed")
    site.pages["/a/1000"] = Answer(pack(page.body), headers={"Content-Encoding": coding})
    [outcome] = fetch(site.url("/a/1000"))
    assert json.loads(outcome.lines[0])["title"] == "Packed"


@pytest.mark.parametrize("body", [gzip.compress(os.urandom(3000))[:-40], b"\x1f\x8bno gzip at all", b"plain"])
def test_damaged_compression_is_told(site: Site, body: bytes) -> None:
    site.pages["/a/1000"] = Answer(body, headers={"Content-Encoding": "gzip"})
    [outcome] = fetch(site.url("/a/1000"))
    assert outcome.failure is not None
    assert (outcome.failure.kind, outcome.failure.status) == ("unreadable", 200)


# -- the cache ---------------------------------------------------------------------------------------------


def _validated(site: Site, validator: str, value: str, condition: str) -> None:
    def page(visit: Visit) -> Answer:
        if visit.headers.get(condition) == value:
            return Answer(status=304, headers={validator: value}, type=None)
        answer = article("Kept")
        answer.headers = {validator: value}
        return answer

    site.pages["/a/1000"] = page


@pytest.mark.parametrize(
    ("validator", "value", "condition"),
    [
        ("ETag", '"one"', "if-none-match"),
        ("Last-Modified", "Tue, 04 May 2021 10:00:00 GMT", "if-modified-since"),
    ],
)
def test_the_second_time_the_server_is_asked_whether_it_changed(
    net: Cli, site: Site, validator: str, value: str, condition: str
) -> None:
    _validated(site, validator, value, condition)
    url = site.url("/a/1000")
    first, second = (records(net("fetch", url).stdout)[0] for _ in range(2))
    assert [visit.headers.get(condition) for visit in site.visits if visit.path == "/a/1000"] == [None, value]
    assert [r["source"]["from_cache"] for r in (first, second)] == [False, True]
    assert first["source"]["fetched_at"] < second["source"]["fetched_at"]
    assert first["body"] == second["body"]
    assert second["source"]["status"] == 200


def test_what_the_server_calls_fresh_is_not_asked_for_again(net: Cli, site: Site) -> None:
    answer = article()
    answer.headers = {"Cache-Control": "max-age=600"}
    site.pages["/a/1000"] = answer
    url = site.url("/a/1000")
    assert [records(net("fetch", url).stdout)[0]["source"]["from_cache"] for _ in range(2)] == [False, True]
    assert site.asked() == ["/a/1000"]
    net("fetch", url, "--refresh")
    assert site.asked() == ["/a/1000"] * 2
    assert site.visits[-1].headers["cache-control"] == "no-cache"
    net("fetch", url, "--no-cache")
    assert site.asked() == ["/a/1000"] * 3


@pytest.mark.parametrize(
    ("headers", "times"),
    [
        ({"Expires": "Wed, 01 Jan 2098 00:00:00 GMT"}, 1),
        ({"Expires": "Wed, 01 Jan 2020 00:00:00 GMT"}, 2),
        ({"Cache-Control": "max-age=600, no-cache"}, 2),
        ({"Cache-Control": "max-age=600", "Vary": "*"}, 2),
        ({"Cache-Control": "max-age=600", "Age": "900"}, 2),
    ],
)
def test_how_long_a_page_is_fresh(net: Cli, site: Site, headers: dict[str, str], times: int) -> None:
    answer = article()
    answer.headers = {"ETag": '"x"', **headers}
    site.pages["/a/1000"] = answer
    for _ in range(2):
        assert records(net("fetch", site.url("/a/1000")).stdout)[0]["title"] == "Judges discuss bail"
    assert site.asked() == ["/a/1000"] * times


def test_max_age_and_offline(net: Cli, site: Site) -> None:
    site.pages["/a/1000"] = article()
    url = site.url("/a/1000")
    net("fetch", url)
    [record] = records(net("fetch", url, "--max-age", "1h").stdout)
    assert record["source"]["from_cache"] is True
    net("fetch", url, "--max-age", "0")
    assert site.asked() == ["/a/1000"] * 2
    seen = len(site.visits)
    done = net("fetch", "--offline", url, site.url("/a/1001"))
    assert done.returncode == 1
    assert records(done.stdout)[0]["body"] == record["body"]
    assert b"not in the cache" in done.stderr
    assert len(site.visits) == seen, "not even robots.txt"
    assert net("fetch", url, "--max-age", "soon").returncode == 2
    assert net("fetch", url, "--offline", "--refresh").returncode == 2
    assert net("fetch", url, "--offline", "--no-cache").returncode == 2


def test_what_must_not_be_kept_is_not_kept(net: Cli, site: Site) -> None:
    answer = article()
    answer.headers = {"Cache-Control": "no-store", "ETag": '"x"'}
    site.pages["/a/1000"] = answer
    site.pages["/a/1001"] = Answer(b"gone", 404, headers={"Cache-Control": "max-age=600"})
    for _ in range(2):
        net("fetch", site.url("/a/1000"), site.url("/a/1001"))
    assert site.asked() == ["/a/1000", "/a/1001"] * 2
    assert not any("if-none-match" in visit.headers for visit in site.visits)


def test_cache_command(net: Cli, cli: Cli, site: Site, tmp_path: Path) -> None:
    site.pages["/a/1000"] = article()
    assert b"0 KiB, 0 responses" in cli("cache").stdout
    net("fetch", site.url("/a/1000"))
    (tmp_path / "cache" / "mine.txt").write_text("not the cache's")
    said = cli("cache").stdout.decode()
    assert f"place: {tmp_path / 'cache'}" in said
    assert re.search(r"size: [1-9]\d* KiB, 1 responses", said)
    assert cli("cache", "--clear").stdout.endswith(b"cleared\n")
    assert b"0 KiB, 0 responses" in cli("cache").stdout
    assert (tmp_path / "cache" / "mine.txt").exists()


def test_a_cache_that_cannot_be_used_is_said_and_done_without(net: Cli, site: Site, tmp_path: Path) -> None:
    site.pages["/a/1000"] = article()
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "responses-1.db").write_bytes(b"no database at all" * 100)
    done = net("fetch", site.url("/a/1000"))
    assert done.returncode == 0
    assert len(records(done.stdout)) == 1
    assert b"cannot be used" in done.stderr
    assert b"Traceback" not in done.stderr


# -- pace --------------------------------------------------------------------------------------------------


def test_one_request_at_a_time_and_a_pause_between_two(net: Cli, site: Site) -> None:
    for number in range(1000, 1004):
        answer = article()
        answer.delay = 0.05
        site.pages[f"/a/{number}"] = answer
    net("fetch", *(site.url(f"/a/{n}") for n in range(1000, 1004)), "--pause", 0.3)
    assert len(site.visits) == 5
    assert site.most_at_once == 1
    assert min(gaps(site.visits)) >= 0.29


def test_the_pause_is_a_second_when_nothing_is_said(cli: Cli, site: Site) -> None:
    site.pages["/a/1000"] = article()
    cli("fetch", site.url("/a/1000"), "--no-cache")
    assert min(gaps(site.visits)) >= 0.99


def test_more_at_a_time_when_asked_for(site: Site) -> None:
    for number in range(1000, 1006):
        answer = article()
        answer.delay = 0.2
        site.pages[f"/a/{number}"] = answer
    fetch(*(site.url(f"/a/{n}") for n in range(1000, 1006)), at_once=3)
    assert site.most_at_once == 3


def test_hosts_do_not_wait_for_one_another(site: Site, other_site: Site) -> None:
    for there in (site, other_site):
        for number in range(1000, 1003):
            answer = article()
            answer.delay = 0.3
            there.pages[f"/a/{number}"] = answer
    addresses = [s.url(f"/a/{n}") for s in (site, other_site) for n in range(1000, 1003)]
    outcomes = fetch(*addresses)
    assert [o.location for o in outcomes] == addresses
    assert other_site.visits[0].start < site.visits[1].end
    assert other_site.visits[-1].start < site.visits[-1].end
    assert (site.most_at_once, other_site.most_at_once) == (1, 1)


# -- trying again ------------------------------------------------------------------------------------------


def _answers(site: Site, path: str, *answers: Answer) -> None:
    waiting = list(answers)
    site.pages[path] = lambda _visit: waiting.pop(0) if len(waiting) > 1 else waiting[0]


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again_later_and_later(site: Site, status: int) -> None:
    _answers(site, "/a/1000", Answer(status=status), Answer(status=status), article())
    [outcome] = fetch(site.url("/a/1000"), back_off=4.0)
    assert outcome.failure is None
    assert site.asked() == ["/a/1000"] * 3
    first, second = gaps(site.visits)[1:]
    # The clock of these tests runs twenty times as fast: 4 and 8 seconds.
    assert 0.19 <= first <= 0.35
    assert 0.39 <= second <= 0.6


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_kept(net: Cli, site: Site, form: str) -> None:
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=4), usegmt=True)
    busy = Answer(status=429, headers={"Retry-After": "2" if form == "seconds" else when})
    _answers(site, "/a/1000", busy, article())
    done = net("fetch", site.url("/a/1000"))
    assert done.returncode == 0
    assert site.asked() == ["/a/1000"] * 2
    assert gaps(site.visits)[1] >= (1.99 if form == "seconds" else 0.5)


def test_a_retry_after_that_is_too_long_ends_it_for_the_host(net: Cli, site: Site, tmp_path: Path) -> None:
    site.pages["/a/1000"] = Answer(status=429, headers={"Retry-After": "86400"})
    site.pages["/a/1001"] = article()
    done = net("fetch", site.url("/a/1000"), site.url("/a/1001"), "--errors", "failed.jsonl")
    assert done.returncode == 3
    assert site.asked() == ["/a/1000"], "the host asked to be left alone, so it is"
    first, second = records((tmp_path / "failed.jsonl").read_bytes())
    assert (first["status"], first["retryable"]) == (429, True)
    assert "86400" in first["message"]
    assert second["retryable"] is True
    assert "--max-wait" in second["message"]


def test_a_storm_of_503_is_not_answered_with_one_of_requests(site: Site) -> None:
    for number in range(1000, 1005):
        site.pages[f"/a/{number}"] = Answer(status=503)
    outcomes = fetch(*(site.url(f"/a/{n}") for n in range(1000, 1005)))
    assert [o.failure and o.failure.status for o in outcomes] == [503] * 5
    assert all(o.failure and o.failure.retryable for o in outcomes)
    # Four tries for the first page; the others, while nothing has come, get one each.
    assert site.asked() == ["/a/1000"] * 4 + [f"/a/{n}" for n in range(1001, 1005)]


def test_a_host_that_recovers_gets_its_tries_back(site: Site) -> None:
    site.pages["/a/1000"] = Answer(status=503)
    site.pages["/a/1001"] = article()
    _answers(site, "/a/1002", Answer(status=503), article())
    outcomes = fetch(*(site.url(f"/a/{n}") for n in range(1000, 1003)))
    assert [o.failure is None for o in outcomes] == [False, True, True]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 500, 501])
def test_what_trying_again_does_not_better_is_tried_once(site: Site, status: int) -> None:
    site.pages["/a/1000"] = Answer(status=status)
    [outcome] = fetch(site.url("/a/1000"))
    assert site.asked() == ["/a/1000"]
    assert outcome.failure is not None
    assert outcome.failure.status == status
    kind = "not_found" if status in {404, 410} else "unreachable" if status >= 500 else "forbidden"
    assert outcome.failure.kind == kind
    assert outcome.failure.retryable == (status >= 500)


def _hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def _break_off(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<html>half"
    )
    handler.close_connection = True


@pytest.mark.parametrize("fault", [_hang_up, _break_off])
def test_broken_connections_are_tried_again(site: Site, fault: object) -> None:
    faults = [fault, fault]
    site.pages["/a/1000"] = lambda _visit: faults.pop() if faults else article("Whole")
    [outcome] = fetch(site.url("/a/1000"))
    assert json.loads(outcome.lines[0])["title"] == "Whole"
    assert site.asked() == ["/a/1000"] * 3
    site.pages["/a/1000"] = lambda _visit: fault
    [outcome] = fetch(site.url("/a/1000"))
    assert outcome.failure is not None
    assert (outcome.failure.kind, outcome.failure.retryable) == ("unreachable", True)


def test_a_silent_server_is_given_up(site: Site) -> None:
    slow = article()
    slow.delay = 1
    _answers(site, "/a/1000", slow, article("At last"))
    [outcome] = fetch(site.url("/a/1000"), silence=0.3)
    assert json.loads(outcome.lines[0])["title"] == "At last"
    site.pages["/a/1001"] = slow
    [outcome] = fetch(site.url("/a/1001"), silence=0.3, retries=1)
    assert outcome.failure is not None
    assert "--timeout" in outcome.failure.message
    assert outcome.failure.retryable


def test_no_server_at_all(net: Cli) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    done = net("fetch", f"http://127.0.0.1:{port}/a/1000", "--retries", 1)
    assert done.returncode == 4, "robots.txt cannot be had, so nothing may be fetched"
    done = net("fetch", f"http://127.0.0.1:{port}/a/1000", "--retries", 1, "--ignore-robots")
    assert done.returncode == 3
    assert b"cannot be reached" in done.stderr


# -- drips and deadlines -----------------------------------------------------------------------------------


def _drip_body(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
    while True:
        handler.wfile.write(b"x")
        time.sleep(0.1)


def _drip_head(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        handler.wfile.write(b"x")
        time.sleep(0.1)


@pytest.mark.parametrize("drip", [_drip_body, _drip_head])
def test_a_server_that_drips_does_not_hold_us(net: Cli, site: Site, drip: object) -> None:
    site.pages["/a/1000"] = lambda _visit: drip
    site.pages["/a/1001"] = article("Next")
    done = net("fetch", site.url("/a/1000"), site.url("/a/1001"), "--deadline", 1.5, "--timeout", 1)
    assert done.returncode == 1
    assert b"took longer than 1.5 s; --deadline allows more" in done.stderr
    assert records(done.stdout)[0]["title"] == "Next"


def test_the_deadline_holds_over_all_tries(site: Site) -> None:
    site.pages["/a/1000"] = Answer(status=503)
    [outcome] = fetch(site.url("/a/1000"), retries=50, back_off=2.0, deadline=12.0)
    assert outcome.failure is not None
    assert site.asked() == ["/a/1000"] * 3, "after 2 and 4 seconds; 8 more would be too many"


# -- redirects ---------------------------------------------------------------------------------------------


def test_a_redirect_loop_ends(net: Cli, site: Site) -> None:
    site.pages["/one"] = Answer(status=302, headers={"Location": "/two"})
    site.pages["/two"] = Answer(status=302, headers={"Location": "/one"})
    done = net("fetch", site.url("/one"), "--max-redirects", 5)
    assert done.returncode == 4
    assert site.asked() == ["/one", "/two"] * 3
    assert b"more than 5 redirects" in done.stderr
    assert b"--max-redirects" in done.stderr


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:alert(1)", "http://["]
)
def test_a_redirect_never_leaves_the_web(net: Cli, site: Site, target: str) -> None:
    site.pages["/out"] = Answer(status=302, headers={"Location": target})
    done = net("fetch", site.url("/out"))
    assert (done.returncode, done.stdout) == (4, b"")
    assert b"root:" not in done.stderr
    assert site.asked() == ["/out"]


def test_a_redirect_to_another_host_is_subject_to_its_rules(site: Site, other_site: Site) -> None:
    site.pages["/open"] = Answer(status=302, headers={"Location": other_site.url("/a/1000")})
    site.pages["/shut"] = Answer(status=302, headers={"Location": other_site.url("/private/1000")})
    other_site.pages["/a/1000"] = article("There")
    other_site.pages["/private/1000"] = article("Not for you")
    other_site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private/\n", type="text/plain")
    opened, shut = fetch(site.url("/open"), site.url("/shut"))
    assert json.loads(opened.lines[0])["source"]["final_url"] == other_site.url("/a/1000")
    assert shut.failure is not None
    assert (shut.failure.kind, shut.failure.url) == ("robots_denied", other_site.url("/private/1000"))
    assert other_site.asked(robots=True) == ["/robots.txt", "/a/1000"]


# -- limits ------------------------------------------------------------------------------------------------


def _endless(piece: bytes) -> Iterator[bytes]:
    while True:
        yield piece


@pytest.mark.parametrize("told", [True, False])
def test_a_body_that_is_too_large_is_not_read(site: Site, told: bool) -> None:
    if told:
        site.pages["/a/1000"] = Answer(bytes(5 * MIB))
    else:
        site.pages["/a/1000"] = Answer(_endless(b"x" * 65536))
    [outcome] = fetch(site.url("/a/1000"), max_bytes=MIB)
    assert outcome.failure is not None
    assert outcome.failure.kind == "refused"
    assert outcome.failure.message == "larger than 1 MiB; --max-size raises the limit"
    assert outcome.failure.url == site.url("/a/1000")
    assert not outcome.failure.retryable
    time.sleep(0.1)
    assert told or site.visits[-1].sent < 8 * MIB


def _bomb(coding: str) -> Iterator[bytes]:
    """Ten gigabytes of zeros, packed as they are sent."""
    block = bytes(16 * MIB)
    if coding == "gzip":
        gz = zlib.compressobj(9, zlib.DEFLATED, 31)
        for _ in range(640):
            yield gz.compress(block) + gz.flush(zlib.Z_SYNC_FLUSH)
    elif coding == "br":
        packer = brotli.Compressor(quality=5, lgwin=24)
        for _ in range(640):
            yield packer.process(block) + packer.flush()
    else:
        zstd = zstandard.ZstdCompressor().compressobj()
        for _ in range(640):
            yield zstd.compress(block) + zstd.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_a_bomb_does_not_go_off(site: Site, tmp_path: Path, coding: str) -> None:
    site.pages["/a/1000"] = lambda _visit: Answer(_bomb(coding), headers={"Content-Encoding": coding})
    script = (
        "import re, sys\n"
        "from osce_extract.cli import main\n"
        f"sys.argv = ['osce-extract', 'fetch', '--no-cache', '--pause', '0', {site.url('/a/1000')!r}]\n"
        "try: main()\n"
        "except SystemExit as end: code = end.code\n"
        "print(code, int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) // 1024)\n"
    )
    done = subprocess.run([COMMAND[0], "-c", script], capture_output=True, check=True, timeout=120)
    code, peak = map(int, done.stdout.split())
    assert code == 4
    assert b"larger than 16 MiB; --max-size raises the limit" in done.stderr
    assert peak < 300, "MiB"
    assert site.visits[-1].sent < 12 * MIB, "the bomb was not even downloaded"


def test_content_type(net: Cli, site: Site) -> None:
    site.pages["/a/1000"] = Answer(_endless(b"%PDF" * 9999), type="application/pdf")
    site.pages["/a/1001"] = Answer(article("Odd").body, type="text/x-odd")
    done = net("fetch", site.url("/a/1000"), site.url("/a/1001"))
    assert done.returncode == 4
    assert b"of type application/pdf" in done.stderr
    assert b"--content-type text/x-odd" in done.stderr
    done = net("fetch", site.url("/a/1001"), "--content-type", "text/x-odd")
    assert records(done.stdout)[0]["title"] == "Odd"


def test_size_option(net: Cli, site: Site) -> None:
    site.pages["/a/1000"] = Answer(ARTICLE.format(title="Large").encode() + b"<!--" + b"x" * 2 * MIB + b"-->")
    assert net("fetch", site.url("/a/1000"), "--max-size", "1").returncode == 4
    assert net("fetch", site.url("/a/1000")).returncode == 0


def test_address_that_is_none(net: Cli) -> None:
    done = net("fetch", "www.osce.org/a/1", "http://", "http://[::1/x", "http://host:port/")
    assert done.returncode == 4
    assert len(done.stderr.splitlines()) == 4
    assert b"internal error" not in done.stderr


# -- TLS, HTTP/2, proxies ----------------------------------------------------------------------------------


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


def test_tls_is_verified(net: Cli, authority: trustme.CA, tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    site = Site("localhost", wrap=lambda s: context.wrap_socket(s, server_side=True))
    site.pages["/a/1000"] = article("Sealed")
    try:
        done = net("fetch", site.url("/a/1000"), "--ignore-robots")
        assert (done.returncode, done.stdout) == (4, b"")
        assert b"certificate cannot be trusted" in done.stderr
        assert b"--ca-file" in done.stderr
        assert site.visits == []
        done = net("fetch", site.url("/a/1000"), "--ca-file", "ca.pem")
        assert records(done.stdout)[0]["title"] == "Sealed"
        assert net("fetch", site.url("/a/1000"), "--ca-file", "absent.pem").returncode == 2
    finally:
        site.close()


def _serve_http2(server: socket.socket, asked: list[str]) -> None:
    import h2.connection
    import h2.events

    connection, _ = server.accept()
    with connection:
        http = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        http.initiate_connection()
        connection.sendall(http.data_to_send())
        while data := connection.recv(65536):
            for event in http.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    path = dict(event.headers)[b":path"].decode()
                    asked.append(path)
                    found = b"404" if path == "/robots.txt" else b"200"
                    http.send_headers(event.stream_id, [(b":status", found), (b"content-type", b"text/html")])
                    http.send_data(event.stream_id, article("Over HTTP/2").body, end_stream=True)
            connection.sendall(http.data_to_send())


def test_http2_where_it_is_offered(net: Cli, authority: trustme.CA, tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["h2", "http/1.1"])
    authority.issue_cert("localhost").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    asked: list[str] = []
    plain = socket.create_server(("localhost", 0))
    port = plain.getsockname()[1]
    with context.wrap_socket(plain, server_side=True) as server:
        thread = threading.Thread(target=_serve_http2, args=(server, asked), daemon=True)
        thread.start()
        done = net("fetch", f"https://localhost:{port}/a/1000", "--ca-file", "ca.pem")
        thread.join(10)
    assert records(done.stdout)[0]["title"] == "Over HTTP/2"
    assert asked == ["/robots.txt", "/a/1000"], "on one connection"


def test_proxy_of_the_environment(net: Cli, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.pages["http://www.osce.org/a/1000"] = article("Through the proxy")
    monkeypatch.setenv("HTTP_PROXY", f"http://{site.address}")
    monkeypatch.setenv("http_proxy", f"http://{site.address}")
    done = net("fetch", "http://www.osce.org/a/1000")
    assert records(done.stdout)[0]["title"] == "Through the proxy"
    assert site.asked(robots=True) == ["http://www.osce.org/robots.txt", "http://www.osce.org/a/1000"]
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    site.pages["/a/1000"] = article("Straight")
    assert records(net("fetch", site.url("/a/1000")).stdout)[0]["title"] == "Straight"


# -- failures ----------------------------------------------------------------------------------------------


def test_failures_are_told_and_tried_again(net: Cli, site: Site, tmp_path: Path) -> None:
    for number in (1000, 1001):
        site.pages[f"/a/{number}"] = article(str(number))
    site.pages["/a/1001"] = Answer(status=503)
    addresses = [site.url(f"/a/{n}") for n in (1000, 1001, 1002)]
    done = net("fetch", *addresses, "--errors", "failed.jsonl", "-o", "out.jsonl", "--retries", 0)
    assert done.returncode == 1
    busy, absent = records((tmp_path / "failed.jsonl").read_bytes())
    assert busy == {
        "location": addresses[1],
        "kind": "unreachable",
        "message": "the server answered 503",
        "retryable": True,
        "url": addresses[1],
        "status": 503,
    }
    assert (absent["kind"], absent["status"], absent["retryable"]) == ("not_found", 404, False)
    assert f"osce-extract: {addresses[2]}: the server answered 404" in done.stderr.decode()
    site.pages["/a/1001"] = article("1001")
    site.visits.clear()
    done = net(
        "fetch", "--retry-from", "failed.jsonl", "-o", "out.jsonl", "--append", "--errors", "failed.jsonl"
    )
    assert done.returncode == 0
    assert site.asked() == ["/a/1001"]
    assert [r["title"] for r in records((tmp_path / "out.jsonl").read_bytes())] == ["1000", "1001"]
    assert (tmp_path / "failed.jsonl").read_bytes() == b""
    assert net("fetch", "--retry-from", "absent.jsonl").returncode == 2
    assert net("fetch", "--retry-from", "out.jsonl").returncode == 2


def test_exit_codes(net: Cli, site: Site) -> None:
    site.pages["/a/1000"] = article()
    site.pages["/a/1001"] = Answer(type="application/pdf")
    good, refused, absent = (site.url(f"/a/{n}") for n in (1000, 1001, 1002))
    assert net("fetch", good).returncode == 0
    assert net("fetch", good, refused).returncode == 4
    assert net("fetch", good, absent, refused).returncode == 1
    assert net("fetch", absent).returncode == 3
    assert net("fetch", good, "--deadline", "-1").returncode == 2


def test_interrupt_ends_at_once(site: Site) -> None:
    slow = article()
    slow.delay = 20
    site.pages["/a/1000"] = article("Done")
    site.pages["/a/1001"] = slow
    command = [*COMMAND, "fetch", site.url("/a/1000"), site.url("/a/1001"), "--pause", "0", "--no-cache"]
    with running(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        first = output_of(process).readline()
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        # The server answers after 20 seconds; who waited for it would be given up.
        rest, said = process.communicate(timeout=15)
    assert process.returncode == 130
    assert json.loads(first)["title"] == "Done"
    assert rest == b""
    assert b"Traceback" not in said


# -- pages put by ------------------------------------------------------------------------------------------


def test_saved_pages_can_be_parsed_again(net: Cli, cli: Cli, site: Site) -> None:
    html = f"<html><body><h1>Судьи</h1><p>{CYRILLIC}.</p></body></html>"
    site.pages["/a/1000"] = Answer(html.encode("cp1251"), type="text/html; charset=windows-1251")
    site.pages["/a/1001"] = article()
    addresses = [site.url("/a/1000"), site.url("/a/1001?x=1")]
    site.pages["/a/1001?x=1"] = article()
    fetched = records(net("fetch", *addresses, "--save", "kept/here").stdout)
    parsed = records(cli("parse", "kept").stdout)
    for record in (*fetched, *parsed):
        del record["source"]["location"]
    assert sorted(fetched, key=str) == sorted(parsed, key=str)
    assert {r["source"]["final_url"] for r in parsed} == set(addresses)


def test_a_note_beside_a_page_that_was_changed_since_says_nothing_of_it(
    net: Cli, cli: Cli, site: Site, tmp_path: Path
) -> None:
    site.pages["/a/1000"] = article()
    net("fetch", site.url("/a/1000"), "--save", "kept")
    [kept] = (path for path in (tmp_path / "kept").rglob("*") if path.suffix == ".html")
    kept.write_bytes(article("Changed").body)
    [record] = records(cli("parse", "kept").stdout)
    assert record["title"] == "Changed"
    assert not {"status", "final_url", "fetched_at"} & record["source"].keys()


@pytest.mark.parametrize("command", ["parse", "show", "stats", "convert", "fetch"])
def test_nothing_given_and_nothing_piped_in(tmp_path: Path, command: str) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [*COMMAND, command], stdin=theirs, capture_output=True, cwd=tmp_path, timeout=120, check=False
    )
    os.close(ours)
    os.close(theirs)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"nothing is piped in" in done.stderr


# -- without the command line ------------------------------------------------------------------------------


def test_the_network_of_the_library_reads_no_environment(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere")
    site.pages["/a/1000"] = article()
    with web() as network:
        assert network.get(site.url("/a/1000")).document.content == article().body

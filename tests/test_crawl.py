"""`osce-extract crawl` against a real server: what is found, what is fetched, what outlives a kill."""

from __future__ import annotations

import gzip
import json
import os
import pty
import random
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import COMMAND, Cli
from processes import output_of, read_terminal, running
from website import ARTICLE, Answer, Site, article

from osce_extract.errors import SinkError
from osce_extract.runs.ledger import open_ledger

XML = "application/xml"
ITEM = (
    '<div class="search-result search-result-news"><dl>'
    '<dt class="search-title"><h3><a href="{path}">{title}</a></h3></dt>'
    '<dd><p class="publishing-date"><span class="label">Publishing date:</span> {day}</p>'
    '<p class="content-type"><span class="label">Content type:</span> News</p>'
    '<p class="where"><span class="label">Where we are:</span> <a href="/w0">{issuer}</a></p>'
    '<p class="what"><span class="label">What we do:</span> <a href="/f0">{field}</a></p>'
    '<p class="search-snippet">Officials of {number} towns met to discuss what can be done about it...</p>'
    "</dd></dl></div>"
)  # fmt: skip
LISTING = (
    '<html lang=en><head><title>News | OSCE</title></head><body><h1>News and press releases</h1>'
    '<div class="panel-pane pane-apachesolr-result"><div class="pane-content">{items}'
    '<div class="item-list"><ul class="pager">{pager}</ul></div></div></div></body></html>'
)  # fmt: skip


def records(output: bytes) -> list[dict]:
    return [json.loads(line) for line in output.split(b"\n")[:-1]]


def addresses(output: bytes) -> list[str]:
    return output.decode().splitlines()


def listing(numbers: range, page: int, last: int, **said: str) -> Answer:
    words = {"day": "12 June 2015", "issuer": "OSCE Mission to Serbia", "field": "Policing", **said}
    items = "".join(
        ITEM.format(path=f"/serbia/{n}", number=n, title=f"Item number {n} on road safety in towns", **words)
        for n in numbers
    )
    pager = f'<li class="pager-next"><a href="/news?page={page + 1}">next ›</a></li>' if page < last else ""
    return Answer(LISTING.format(items=items, pager=pager).encode())


def list_articles(site: Site, count: int, pages: int, **said: str) -> list[str]:
    """Fill a site with articles and a listing of them; gives their addresses."""
    each = count // pages
    for page in range(pages):
        numbers = range(10_000 + page * each, 10_000 + (page + 1) * each)
        path = "/news" if page == 0 else f"/news?page={page}"
        site.pages[path] = listing(numbers, page, pages - 1, **said)
        for number in numbers:
            site.pages[f"/serbia/{number}"] = article(f"Item number {number} on road safety in towns")
    return [site.url(f"/serbia/{n}") for n in range(10_000, 10_000 + count)]


def sitemap(*paths: str, changed: str = "2021-05-04") -> bytes:
    urls = "".join(f"<url><loc>{path}</loc><lastmod>{changed}T10:00:00Z</lastmod></url>" for path in paths)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()


def rss(*items: tuple[str, str]) -> bytes:
    entries = "".join(
        f"<item><title>A &nbsp; title</title><link>{link}</link><pubDate>{day}</pubDate></item>"
        for link, day in items
    )
    return f'<rss version="2.0"><channel><link>http://feed.example/</link>{entries}</channel></rss>'.encode()


# -- where addresses come from -----------------------------------------------------------------------------


def test_a_listing_of_300_items_over_6_pages(net: Cli, site: Site) -> None:
    expected = list_articles(site, 300, 6)
    done = net("crawl", site.url("/news"), "--dry-run")
    assert done.returncode == 0
    assert addresses(done.stdout) == expected
    assert site.asked() == ["/news", *(f"/news?page={n}" for n in range(1, 6))], "each once, and no article"


def test_articles_of_a_listing_become_records(net: Cli, site: Site) -> None:
    expected = list_articles(site, 12, 3)
    done = net("crawl", site.url("/news"))
    assert done.returncode == 0
    assert [r["source"]["location"] for r in records(done.stdout)] == expected
    assert {r["record_type"] for r in records(done.stdout)} == {"page"}
    articles = [f"/serbia/{n}" for n in range(10_000, 10_012)]
    assert sorted(site.asked()) == ["/news", "/news?page=1", "/news?page=2", *articles]
    assert site.most_at_once == 1


def test_a_last_page_of_a_single_item(net: Cli, site: Site) -> None:
    list_articles(site, 8, 2)
    site.pages["/news?page=1"] = listing(range(20_000, 20_001), 1, 1)
    assert addresses(net("crawl", site.url("/news"), "--dry-run").stdout)[-1] == site.url("/serbia/20000")


def test_a_pager_that_never_ends(net: Cli, site: Site) -> None:
    for page in range(60):
        site.pages["/news" if page == 0 else f"/news?page={page}"] = listing(range(10_000, 10_005), page, 99)
    done = net("crawl", site.url("/news"), "--dry-run")
    assert len(addresses(done.stdout)) == 5
    assert len(site.asked()) < 6


def test_a_page_of_a_listing_that_is_lost_does_not_end_it(net: Cli, site: Site) -> None:
    list_articles(site, 30, 3)
    site.pages["/news?page=1"] = Answer(status=500)
    done = net("crawl", site.url("/news"), "--dry-run")
    assert done.returncode == 1
    assert len(addresses(done.stdout)) == 20
    assert b"/news?page=1: the server answered 500" in done.stderr


def test_a_sitemap_index_with_packed_parts(net: Cli, site: Site) -> None:
    index = "".join(f"<sitemap><loc>{site.url(path)}</loc></sitemap>" for path in ("/one.xml.gz", "/two.xml"))
    site.pages["/sitemap.xml"] = Answer(f"<sitemapindex>{index}</sitemapindex>".encode(), type=XML)
    first = sitemap(
        *(site.url(p) for p in ("/odihr/50001", "/odihr", "/odihr/50002.pdf", "/odihr/50003?utm_id=1"))
    )
    site.pages["/one.xml.gz"] = Answer(gzip.compress(first), type="application/x-gzip")
    site.pages["/two.xml"] = Answer(sitemap("/odihr/50004", "/node/50001"), type=XML)
    done = net("crawl", site.url("/"), "--dry-run")
    assert addresses(done.stdout) == [site.url(f"/odihr/{n}") for n in (50001, 50003, 50004)]
    assert site.asked(robots=True) == ["/robots.txt", "/sitemap.xml", "/one.xml.gz", "/two.xml"]


def test_the_sitemaps_that_robots_names(net: Cli, site: Site) -> None:
    site.pages["/robots.txt"] = Answer(
        f"User-agent: *\nSitemap: {site.url('/maps/a.xml')}\n".encode(), type="text/plain"
    )
    site.pages["/maps/a.xml"] = Answer(sitemap("/odihr/50001"), type=XML)
    assert addresses(net("crawl", site.url("/"), "--dry-run").stdout) == [site.url("/odihr/50001")]


@pytest.mark.parametrize("kind", ["rss", "atom", "rdf"])
def test_feeds(net: Cli, site: Site, kind: str) -> None:
    paths = ["/odihr/50001", "/odihr/50002"]
    if kind == "rss":
        feed = rss(*((site.url(p), "Tue, 04 May 2021 10:00:00 +0200") for p in paths))
    elif kind == "atom":
        entries = "".join(
            f'<entry><id>x</id><link rel="self" href="/self"/><link href="{p}"/></entry>' for p in paths
        )
        feed = f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.encode("utf-16")
    else:
        entries = "".join(f"<item><link>{p}</link></item>" for p in paths)
        feed = f'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{entries}</r:RDF>'.encode()
    site.pages["/rss.xml"] = Answer(feed, type="application/rss+xml")
    assert addresses(net("crawl", site.url("/rss.xml"), "--dry-run").stdout) == [site.url(p) for p in paths]


def test_a_feed_that_is_an_html_error_page(net: Cli, site: Site) -> None:
    site.pages["/rss.xml"] = Answer(
        b"<html><body><h1>Sorry</h1><p>We could not find it.</p></body></html>", type=XML
    )
    site.pages["/news.xml"] = Answer(rss((site.url("/odihr/50001"), "")), type=XML)
    done = net("crawl", site.url("/rss.xml"), site.url("/news.xml"), "--dry-run")
    assert done.returncode == 1
    assert b"/rss.xml: neither a listing nor a sitemap nor a feed" in done.stderr
    assert addresses(done.stdout) == [site.url("/odihr/50001")], "the other start is not lost"


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c SYSTEM "file:///etc/passwd">]>'
    b"<urlset><url><loc>http://127.0.0.1/odihr/50001&b;&c;</loc></url></urlset>"
)


@pytest.mark.parametrize(
    ("content", "told", "found"),
    [
        (BOMB, "declares entities", 0),
        (sitemap("/odihr/50001", "/odihr/50002")[:-9], "broken XML", 2),
        (b"<urlset>" + b"<x>" * 5000, "nested more than 50 deep", 0),
        (gzip.compress(b"<urlset>" + bytes(200 * 1024**2)), "unfolds to more than", 0),
        (gzip.compress(sitemap("/odihr/50001"))[:-20], "breaks off", 0),
        (b"", "", 0),
    ],
)
def test_xml_that_is_broken_or_malicious(site: Site, net: Cli, content: bytes, told: str, found: int) -> None:
    site.pages["/map.xml"] = Answer(content, type=XML)
    done = net("crawl", site.url("/map.xml"), "--dry-run")
    assert done.returncode == (1 if found else 3)
    assert told in done.stderr.decode()
    assert len(addresses(done.stdout)) == found
    assert b"root:" not in done.stdout + done.stderr
    assert b"Traceback" not in done.stderr


# -- which of them -----------------------------------------------------------------------------------------


def test_the_same_page_by_several_addresses_is_fetched_once(net: Cli, site: Site) -> None:
    paths = [
        "/odihr/50001",
        "/odihr/50001/",
        "/odihr/50001?utm_source=x",
        "/node/50001",
        "/odihr/50002",
        "/alias/60001",
    ]
    site.pages["/map.xml"] = Answer(sitemap(*map(site.url, paths)), type=XML)
    for path in ("/odihr/50001", "/odihr/50002"):
        site.pages[path] = article(path)
    site.pages["/alias/60001"] = Answer(status=301, headers={"Location": "/odihr/50002"})
    done = net("crawl", site.url("/map.xml"))
    assert [r["title"] for r in records(done.stdout)] == ["/odihr/50001", "/odihr/50002"]
    assert site.asked() == ["/map.xml", "/odihr/50001", "/odihr/50002", "/alias/60001", "/odihr/50002"]


def test_which_articles_are_wanted(net: Cli, site: Site) -> None:
    said = [
        {"day": "12 June 2015", "issuer": "OSCE Mission to Serbia", "field": "Policing"},
        {"day": "2 March 2016", "issuer": "OSCE Mission to Skopje", "field": "Rule of law"},
        {"day": "9 May 2017", "issuer": "OSCE Presence in Albania", "field": "Policing"},
    ]
    for page, words in enumerate(reversed(said)):
        numbers = range(10_000 + 10 * page, 10_004 + 10 * page)
        site.pages["/news" if page == 0 else f"/news?page={page}"] = listing(numbers, page, 2, **words)

    def numbers(*options: str) -> list[int]:
        found = addresses(net("crawl", site.url("/news"), "--dry-run", *options).stdout)
        return [int(address.rpartition("/")[2]) for address in found]

    assert numbers("--since", "2016-01-01", "--until", "2016-12-31") == [10010, 10011, 10012, 10013]
    assert numbers("--issued-by", "mission to") == [10010, 10011, 10012, 10013, 10020, 10021, 10022, 10023]
    assert numbers("--field-of-work", "RULE OF LAW") == [10010, 10011, 10012, 10013]
    assert numbers("--match", r"[13]$", "--limit", "3") == [10001, 10003, 10011]
    site.visits.clear()
    assert len(numbers("--since", "2017-01-01")) == 4
    assert site.asked() == ["/news", "/news?page=1"], "nothing behind a page that is all too old"
    site.visits.clear()
    assert numbers("--limit", "4") == [10000, 10001, 10002, 10003]
    assert site.asked() == ["/news"]
    assert net("crawl", site.url("/news"), "--match", "(").returncode == 2


def test_what_only_the_page_tells_is_decided_by_the_page(net: Cli, site: Site) -> None:
    def page(day: str, issuer: str) -> Answer:
        labels = f"<dt>Issued on:</dt><dd><time datetime={day}>{day}</time></dd>"
        labels += f"<dt>Issued by:</dt><dd>{issuer}</dd>"
        html = ARTICLE.format(title="Judges discuss bail").replace("</h1>", f"</h1><dl>{labels}</dl>")
        return Answer(html.encode())

    site.pages["/map.xml"] = Answer(sitemap("/a/50001", "/a/50002", "/a/50003"), type=XML)
    site.pages["/a/50001"] = page("2021-05-05", "OSCE Mission to Skopje")
    site.pages["/a/50002"] = page("2019-05-05", "OSCE Mission to Skopje")
    site.pages["/a/50003"] = page("2021-05-05", "OSCE Mission to Serbia")
    done = net("crawl", site.url("/map.xml"), "--since", "2020-01-01", "--issued-by", "Skopje", "--verbose")
    assert [r["source"]["location"] for r in records(done.stdout)] == [site.url("/a/50001")]
    assert b"1 page, 1 record, 0 failed, 2 skipped" in done.stderr


def test_a_sitemap_says_what_cannot_be_new(net: Cli, site: Site) -> None:
    site.pages["/map.xml"] = Answer(sitemap("/a/50001", changed="2019-01-01"), type=XML)
    assert net("crawl", site.url("/map.xml"), "--since", "2020-01-01").stdout == b""
    assert site.asked() == ["/map.xml"]


# -- failures ----------------------------------------------------------------------------------------------


def test_a_failing_page_stops_no_other_and_can_be_tried_again(net: Cli, site: Site, tmp_path: Path) -> None:
    list_articles(site, 6, 1)
    site.pages["/serbia/10001"] = Answer(status=503)
    site.pages["/serbia/10003"] = Answer(status=404)
    files = ("-o", "out.jsonl", "--errors", "failed.jsonl")
    done = net("crawl", site.url("/news"), *files, "--retries", 0)
    assert done.returncode == 1
    failed = records((tmp_path / "failed.jsonl").read_bytes())
    assert [(f["status"], f["retryable"]) for f in failed] == [(503, True), (404, False)]
    assert len(records((tmp_path / "out.jsonl").read_bytes())) == 4
    site.pages["/serbia/10001"] = article("Back")
    site.visits.clear()
    done = net("fetch", "--retry-from", "failed.jsonl", "-o", "out.jsonl", "--append")
    assert done.returncode == 0
    assert site.asked() == ["/serbia/10001"]
    site.visits.clear()
    done = net("crawl", site.url("/news"), *files, "--resume", "--retries", 0)
    assert site.asked() == ["/news", "/serbia/10003"], "what fetch has done is done"
    assert [r["title"] for r in records((tmp_path / "out.jsonl").read_bytes())][-1] == "Back"


# -- the ledger --------------------------------------------------------------------------------------------


def test_what_is_there_is_never_written_over(net: Cli, site: Site, tmp_path: Path) -> None:
    list_articles(site, 4, 1)
    (tmp_path / "out.jsonl").write_bytes(b"precious\n")
    done = net("crawl", site.url("/news"), "-o", "out.jsonl")
    assert done.returncode == 2
    assert b"--resume" in done.stderr
    done = net("crawl", site.url("/news"), "-o", "out.jsonl", "--resume")
    assert done.returncode == 3
    assert b"line 1 is no record" in done.stderr
    assert (tmp_path / "out.jsonl").read_bytes() == b"precious\n"
    assert site.visits == []
    assert net("crawl", site.url("/news"), "--resume").returncode == 2
    assert net("crawl", site.url("/news"), "--new-only").returncode == 2


def test_resume_fetches_only_what_is_missing(net: Cli, site: Site, tmp_path: Path) -> None:
    list_articles(site, 6, 2)
    out = tmp_path / "out.jsonl"
    net("crawl", site.url("/news"), "-o", "out.jsonl")
    whole = out.read_bytes()
    lines = whole.splitlines(keepends=True)
    out.write_bytes(b"".join(lines[:3]) + lines[3][:-10])
    site.visits.clear()
    done = net("crawl", site.url("/news"), "-o", "out.jsonl", "--resume")
    assert done.returncode == 0
    assert site.asked() == [
        "/news",
        "/news?page=1",
        *(f"/serbia/{n}" for n in (10_003, 10_004, 10_005)),
    ] or sorted(site.asked()) == sorted(
        ["/news", "/news?page=1", *(f"/serbia/{n}" for n in (10_003, 10_004, 10_005))]
    )
    assert _essence(out.read_bytes()) == _essence(whole)


def _essence(output: bytes) -> list[dict]:
    """Records without what differs from one run to the next: when it was, and whether the cache knew."""
    assert output == b"" or output.endswith(b"\n")
    found = records(output)
    for record in found:
        del record["source"]["fetched_at"], record["source"]["from_cache"]
    return found


def test_a_torn_line_is_mended_wherever_it_is_torn(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    line = b'{"source": {"location": "http://h/a/%d", "final_url": "http://h/b/%d"}, "title": "\xd0\x9e"}\n'
    whole = b"".join(line % (n, n) for n in range(10_001, 10_004))
    for cut in range(len(whole) + 1):
        out.write_bytes(whole[:cut])
        with open_ledger(out) as ledger:
            kept = whole[:cut].count(b"\n")
            assert ledger.count == kept
            assert [f"http://h/{c}/{n}" in ledger.done for n in range(10_001, 10_004) for c in "ab"] == [
                n - 10_001 < kept for n in range(10_001, 10_004) for _ in "ab"
            ]
            ledger.write(b"{}")
        assert out.read_bytes() == b"".join(whole.splitlines(keepends=True)[:kept]) + b"{}\n"


def test_two_runs_do_not_share_a_ledger(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with open_ledger(out), pytest.raises(SinkError, match="another run"), open_ledger(out):
        pass


def test_new_only_prints_what_was_not_there(net: Cli, site: Site, tmp_path: Path) -> None:
    list_articles(site, 4, 1)
    command = ("crawl", site.url("/news"), "-o", "seen.jsonl", "--new-only")
    assert len(records(net(*command).stdout)) == 4
    assert net(*command).stdout == b""
    list_articles(site, 6, 1)
    done = net(*command)
    assert [r["title"] for r in records(done.stdout)] == [
        f"Item number {n} on road safety in towns" for n in (10_004, 10_005)
    ]
    assert done.returncode == 0
    assert done.stderr == b""
    assert len(records((tmp_path / "seen.jsonl").read_bytes())) == 6


KILLER = """
import os, random, signal, sys, time
import httpx, hishel.httpx, protego, selectolax.lexbor
import osce_extract, osce_extract.cli.crawling
from osce_extract.cli import main

# What takes long to load is loaded once, so that the kills fall into the work.
osce_extract.extract(PAGE)

kills, command = int(sys.argv[1]), sys.argv[2:]
pick = random.Random(20210504)
killed = 0
out = command[command.index("-o") + 1]
size = lambda: os.path.getsize(out) if os.path.exists(out) else 0
for round in range(10 * kills):
    child = os.fork()
    if child == 0:
        sys.argv = command
        try:
            main()
        except SystemExit as end:
            os._exit(end.code or 0)
        os._exit(0)
    if killed < kills:
        # At a random moment: of the start, of the work, or of writing.
        goal, late = size() + pick.choice([0, 1, 1000, 4000, 9000]), time.time() + 10
        while size() < goal and time.time() < late:
            time.sleep(0.001)
        time.sleep(pick.uniform(0, 0.1))
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        killed += 1
        print(size(), flush=True)
    else:
        print("ended", killed, os.WEXITSTATUS(status), flush=True)
        break
"""


@pytest.mark.costly
def test_killed_thirty_times_it_ends_as_if_nothing_had_happened(net: Cli, site: Site, tmp_path: Path) -> None:
    list_articles(site, 180, 3)
    site.pages["/serbia/10100"] = Answer(status=301, headers={"Location": "/serbia/10005"})
    command = ["osce-extract", "crawl", site.url("/news"), "-o", str(tmp_path / "out.jsonl"), "--resume"]
    command += ["--pause", "0.02", "--quiet", "--max-age", "1h"]
    environment = {**os.environ, "OSCE_EXTRACT_CACHE_DIR": str(tmp_path / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", KILLER.replace("PAGE", repr(ARTICLE)), "30", *command],
        capture_output=True,
        env=environment,
        check=True,
        timeout=300,
    )
    *counts, end = done.stdout.decode().splitlines()
    assert len(counts) >= 30
    assert end == "ended 30 0", (end, counts, done.stderr[-2000:])
    assert len(set(counts)) > 5, "the kills came at different moments"
    written = (tmp_path / "out.jsonl").read_bytes()
    undisturbed = net("crawl", site.url("/news"), "-o", "calm.jsonl", "--offline")
    assert undisturbed.returncode == 0
    assert _essence(written) == _essence((tmp_path / "calm.jsonl").read_bytes())
    assert len(records(written)) == 179


# -- stopping and looking on -------------------------------------------------------------------------------


def test_an_interrupt_keeps_what_is_done_and_says_how_to_go_on(site: Site, net: Cli, tmp_path: Path) -> None:
    list_articles(site, 20, 1)
    site.pages["/serbia/10002"] = Answer(status=404)
    command = ["crawl", site.url("/news"), "-o", "out file.jsonl", "--pause", "0.15", "--no-cache"]
    with running(
        [*COMMAND, *command, "--errors", "failed.jsonl"], cwd=tmp_path, stderr=subprocess.PIPE
    ) as process:
        while site.asked().count("/serbia/10006") == 0:
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == 130
    kept = (tmp_path / "out file.jsonl").read_bytes()
    assert 3 <= len(records(kept)) <= 8
    assert [f["status"] for f in records((tmp_path / "failed.jsonl").read_bytes())] == [404]
    assert b"Traceback" not in said
    told = re.search(r"to go on: (osce-extract .*)$", said.decode().strip())
    assert told is not None
    words = shlex.split(told[1])
    assert words[-1] == "--resume"
    done = subprocess.run([*COMMAND, *words[1:]], cwd=tmp_path, capture_output=True, check=False, timeout=60)
    assert done.returncode == 1
    assert len(records((tmp_path / "out file.jsonl").read_bytes())) == 19


def test_progress_on_a_terminal(site: Site) -> None:
    list_articles(site, 12, 1)
    site.pages["/serbia/10003"] = Answer(status=404)
    lead, follow = pty.openpty()
    command = [*COMMAND, "crawl", site.url("/news"), "--pause", "0.15", "--no-cache"]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "160"}
    with running(command, stdout=subprocess.PIPE, stderr=follow, env=environment) as process:
        os.close(follow)
        output = output_of(process).read()
        shown = read_terminal(lead)
        assert process.wait() == 1
    plain = re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", shown).decode()
    assert len(records(output)) == 11
    assert re.search(r"\d+ done of 12 found, 1 failed", plain)
    assert re.search(r"\d\.\d/s", plain)
    assert re.search(r"\d:\d\d:\d\d", plain)
    assert plain.strip().endswith("11 pages, 11 records, 1 failed")


@pytest.mark.costly
def test_memory_stays_flat(site: Site, tmp_path: Path) -> None:
    filler = b"<!--" + random.Random(1).randbytes(100_000).hex().encode() + b"-->"

    def peak(count: int) -> int:
        numbers = range(10_000, 10_000 + count)
        site.pages["/map.xml"] = Answer(sitemap(*(f"/a/{n}" for n in numbers)), type=XML)
        for number in numbers:
            page = article(str(number))
            assert isinstance(page.body, bytes)
            site.pages[f"/a/{number}"] = Answer(page.body + filler)
        script = (
            "import re, sys\n"
            "from osce_extract.cli import main\n"
            f"start, out = {site.url('/map.xml')!r}, 'o{count}'\n"
            "sys.argv = ['osce-extract', 'crawl', start, '--pause', '0', '--no-cache', '-o', out]\n"
            "try: main()\n"
            "except SystemExit as end: assert end.code == 0\n"
            "print(int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) // 1024)\n"
        )
        done = subprocess.run(
            [COMMAND[0], "-c", script], capture_output=True, cwd=tmp_path, check=True, timeout=200
        )
        assert len(records((tmp_path / f"o{count}").read_bytes())) == count
        return int(done.stdout)

    few, many = peak(100), peak(400)
    assert many - few < 25, f"{few} and {many} MiB, where 300 pages more are 60"

"""robots.txt by RFC 9309, as a server sees it kept."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler

import pytest
from conftest import Cli
from website import Answer, Site, article, fetch, web

from osce_extract.errors import RobotsDenied

RULES = b"""\
User-agent: *
Disallow: /private/
Disallow: /*.php$
Allow: /private/open/

User-agent: greedy
Disallow: /
"""


def rules(body: bytes, **how: object) -> Answer:
    return Answer(body, type="text/plain", **how)


@pytest.fixture
def page(site: Site) -> str:
    site.pages["/a/1000"] = article()
    return site.url("/a/1000")


def kinds(site: Site, *paths: str, **settings: object) -> list[str | None]:
    return [o.failure and o.failure.kind for o in fetch(*map(site.url, paths), **settings)]


def test_what_is_forbidden_is_not_asked_for(site: Site) -> None:
    paths = ["/private/1000", "/private/open/1000", "/x.php", "/x.php?a=1", "/a/1000"]
    for path in paths:
        site.pages[path] = article()
    site.pages["/robots.txt"] = rules(RULES)
    assert kinds(site, *paths) == ["robots_denied", None, "robots_denied", None, None]
    assert site.asked(robots=True) == ["/robots.txt", "/private/open/1000", "/x.php?a=1", "/a/1000"]


def test_rules_are_those_for_our_name(site: Site, page: str) -> None:
    site.pages["/robots.txt"] = rules(RULES)
    assert kinds(site, "/a/1000", user_agent="Greedy/1.0 (+https://example.org)") == ["robots_denied"]
    assert kinds(site, "/a/1000", user_agent="osce-extract/1.0 (not greedy)") == [None]
    site.pages["/robots.txt"] = rules(b"User-agent: OSCE-Extract\nDisallow: /a\n\nUser-agent: *\nDisallow:\n")
    assert kinds(site, "/a/1000") == ["robots_denied"]


def test_refusal_has_its_exit_code_and_names_the_option(net: Cli, site: Site, page: str) -> None:
    site.pages["/robots.txt"] = rules(b"User-agent: *\nDisallow: /\n")
    done = net("fetch", page)
    assert (done.returncode, done.stdout) == (4, b"")
    assert (
        f"{page}: robots.txt of {site.address} forbids it to osce-extract; --ignore-robots"
        in done.stderr.decode()
    )
    assert site.asked() == []
    done = net("fetch", page, "--ignore-robots")
    assert done.returncode == 0
    assert b"warning: --ignore-robots" in done.stderr
    assert site.asked(robots=True) == ["/robots.txt", "/a/1000"], "not even asked for the second time"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418])
def test_4xx_allows(site: Site, page: str, status: int) -> None:
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /", status)
    assert kinds(site, "/a/1000") == [None]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_5xx_denies_and_is_not_remembered(site: Site, page: str, status: int) -> None:
    site.pages["/robots.txt"] = Answer(status=status)
    with web(retries=0) as network:
        with pytest.raises(RobotsDenied, match=f"answered {status}") as caught:
            network.get(page)
        assert caught.value.retryable
        assert caught.value.status == status
        assert site.asked() == []
        site.pages["/robots.txt"] = rules(b"")
        assert network.get(page).document.content == article().body


def _hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


def test_a_failing_network_denies_and_is_not_remembered(site: Site, page: str) -> None:
    site.pages["/robots.txt"] = lambda _visit: _hang_up
    with web(retries=1) as network:
        with pytest.raises(RobotsDenied, match="cannot be reached") as caught:
            network.get(page)
        assert caught.value.retryable
        assert site.asked(robots=True) == ["/robots.txt"] * 2, "tried again as any address is"
        site.pages["/robots.txt"] = rules(b"")
        assert network.get(page).document.content == article().body


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><html><body>Welcome</body></html>",
        b"\xef\xbb\xbf  \n<html lang=en><head><title>Not found</title></head></html>",
        b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'></html>",
    ],
)
@pytest.mark.parametrize("kind", ["text/html", "text/plain"])
def test_a_page_served_as_robots_is_no_permission(site: Site, page: str, body: bytes, kind: str) -> None:
    site.pages["/robots.txt"] = Answer(body, type=kind)
    [outcome] = fetch(page)
    assert outcome.failure is not None
    assert outcome.failure.kind == "robots_denied"
    assert "is an HTML page" in outcome.failure.message
    assert "--ignore-robots" in outcome.failure.message
    assert site.asked() == []


def test_rules_with_the_wrong_type_are_rules(site: Site, page: str) -> None:
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /a/\n", type="text/html")
    assert kinds(site, "/a/1000", "/b") == ["robots_denied", "not_found"]


def test_redirects_of_robots(site: Site, other_site: Site, page: str) -> None:
    site.pages["/robots.txt"] = Answer(status=301, headers={"Location": other_site.url("/rules")})
    other_site.pages["/rules"] = rules(b"User-agent: *\nDisallow: /a/\n")
    assert kinds(site, "/a/1000") == ["robots_denied"]
    site.pages["/robots.txt"] = Answer(status=302, headers={"Location": "/robots.txt?again"})
    site.pages["/robots.txt?again"] = Answer(status=302, headers={"Location": "/robots.txt"})
    assert kinds(site, "/a/1000") == [None], "a chain without end is as good as none"
    site.pages["/robots.txt"] = Answer(status=302, headers={"Location": "file:///etc/hosts"})
    assert kinds(site, "/a/1000") == ["robots_denied"]


def test_crawl_delay_is_kept(net: Cli, site: Site) -> None:
    for number in (1000, 1001):
        site.pages[f"/a/{number}"] = article()
    site.pages["/robots.txt"] = rules(b"User-agent: *\nCrawl-delay: 0.7\n")
    net("fetch", site.url("/a/1000"), site.url("/a/1001"))
    _, first, second = site.visits
    assert second.start - first.end >= 0.69
    assert first.start - site.visits[0].end >= 0.69


def test_a_crawl_delay_does_not_shorten_the_pause(site: Site) -> None:
    for number in (1000, 1001):
        site.pages[f"/a/{number}"] = article()
    site.pages["/robots.txt"] = rules(b"User-agent: *\nCrawl-delay: 1\n")
    fetch(site.url("/a/1000"), site.url("/a/1001"), pause=8.0)
    assert site.visits[2].start - site.visits[1].end >= 8 / 20 - 0.01


def test_a_huge_robots_is_read_to_half_a_megabyte(site: Site, page: str) -> None:
    def endless() -> object:
        yield b"User-agent: *\nDisallow: /a/\n"
        while True:
            yield b"# " + b"x" * 4000 + b"\n"

    site.pages["/robots.txt"] = lambda _visit: Answer(endless(), type="text/plain")
    assert kinds(site, "/a/1000") == ["robots_denied"]
    time.sleep(0.1)
    assert site.visits[0].sent < 8 * 1024**2


def test_asked_for_once_a_site_by_many_threads(site: Site, page: str) -> None:
    slow = rules(b"")
    slow.delay = 0.2
    site.pages["/robots.txt"] = slow
    with web(at_once=5) as network:
        threads = [threading.Thread(target=network.get, args=(page,)) for _ in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert site.asked(robots=True) == ["/robots.txt", *["/a/1000"] * 5]


def test_asked_for_again_after_a_day(site: Site, page: str) -> None:
    class Days:
        at = 0.0

        def now(self) -> float:
            return self.at

        def sleep(self, seconds: float) -> None:
            self.at += seconds

    from osce_extract.sources.exchange import Exchange
    from osce_extract.sources.robots import RobotsBook

    asked: list[str] = []

    def ask(address: str) -> Exchange:
        asked.append(address)
        return Exchange(url=address, request_headers=(), status=404, headers=(), body=b"", fetched_at="")

    clock = Days()
    book = RobotsBook(ask, "osce-extract", clock)
    book.rules_of(page)
    clock.at = 23 * 3600
    book.rules_of(page)
    assert len(asked) == 1
    clock.at = 25 * 3600
    book.rules_of(page)
    assert len(asked) == 2

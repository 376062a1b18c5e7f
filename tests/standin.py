"""`osce-extract` that sees a small web site made up here at every address, and no network."""

from __future__ import annotations

import re
import time

import httpx

from osce_extract.cli import main
from osce_extract.sources.pace import SystemClock

HASTE = 20
SITE = "https://www.osce.org/mission-to-skopje/"
TITLES = {f"59800{part}": f"Judges discuss bail, part {part}" for part in range(1, 6)}

ARTICLE = (
    '<html lang="en"><head><title>{title} | OSCE</title></head><body><main><h1>{title}</h1>'
    "<p>OHRID, 4 May 2025 – Twelve judges, five of them women, took part in a seminar on bail that ended "
    "today.</p><p>It was organized by the OSCE Mission to Skopje and funded by Norway.</p>"
    '<h3>Fields of work</h3><p><a href="/gender-equality">Gender equality</a></p></main></body></html>'
)
ITEM = (
    '<div class="search-result-news"><dl><dt class="search-title"><h3><a href="{url}">{title}</a></h3></dt>'
    "<dd>"
    '<div class="publishing-date"><label>Publishing date</label>: <span>4 May 2025</span></div>'
    '<p class="search-snippet">OHRID, 4 May 2025 – Twelve judges met...</p></dd></dl></div>'
)


def answer(_transport: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
    """Articles under numbers, a sitemap, a feed, no robots.txt; any other page lists the articles."""
    path = request.url.path
    if match := re.fullmatch(r"/[a-z-]+/(\d+)", path):
        return respond("text/html", ARTICLE.format(title=TITLES.get(match[1], "Judges meet")))
    if path == "/sitemap.xml":
        places = "".join(f"<url><loc>{SITE}{number}</loc></url>" for number in TITLES)
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return respond("application/xml", f"<urlset xmlns='{space}'>{places}</urlset>")
    if path == "/rss.xml":
        items = (f"<item><title>{t}</title><link>{SITE}{n}</link></item>" for n, t in TITLES.items())
        return respond("application/rss+xml", f"<rss version='2.0'><channel>{''.join(items)}</channel></rss>")
    if path.endswith(".txt"):
        return respond("text/plain", "", 404)
    items = (ITEM.format(url=SITE + number, title=title) for number, title in TITLES.items())
    return respond("text/html", f"<html><body><main><h1>Newsroom</h1>{''.join(items)}</main></body></html>")


def respond(kind: str, text: str, status: int = 200) -> httpx.Response:
    headers = {"content-type": f"{kind}; charset=utf-8"}
    return httpx.Response(status, headers=headers, stream=httpx.ByteStream(text.encode()))


def stand_in() -> None:
    """From now on this process sees the site made up here."""
    httpx.HTTPTransport.handle_request = answer  # type: ignore[method-assign]
    # The pauses between requests, kept in a world where a minute lasts three seconds.
    SystemClock.now = lambda _clock: time.monotonic() * HASTE  # type: ignore[method-assign]
    SystemClock.sleep = lambda _clock, seconds: time.sleep(seconds / HASTE)  # type: ignore[method-assign]


if __name__ == "__main__":
    stand_in()
    main()

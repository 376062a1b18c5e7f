"""A head and its JSON-LD in, what they say of the page out: title, date, address."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urljoin

import msgspec

from osce_extract.pages.days import parse_day
from osce_extract.pages.decode import clean
from osce_extract.pages.markup import Markup
from osce_extract.pages.mastheads import is_masthead

__all__ = ["Metadata", "read_metadata"]

_META = re.compile(r"<(?:meta|link)\b([^>]*)>")
_ATTRIBUTE = re.compile(r'\s([a-zA-Z:-]+)="([^"]*)"')
_TITLE = re.compile(r"<title[^>]*>([^<]*)</title")
_SITE_BEHIND = re.compile(r"\s+[|–—»·:-]+\s+(?:www\.)?(?:OSCE|osce\.org|Organization for Security[^|]*)\s*$")
_SITE_BEFORE = re.compile(r"^(?:OSCE|Organization for Security and Co-operation in Europe)\s+[|»·]\s+")
_TITLES = ("og:title", "twitter:title", "dcterms.title", "dc.title")
# Never `modified`: a page touched years later is still of its day.
_DATES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "dcterms.date",
    "dcterms.created",
    "dcterms.issued",
    "dc.date",
    "dc.date.issued",
    "publishdate",
    "pubdate",
    "publication_date",
    "date",
)
_ARTICLES = frozenset({"Article", "NewsArticle", "BlogPosting", "Report", "PressRelease", "Event", "WebPage"})
_ARTICLE_FIRST = ("NewsArticle", "Article", "BlogPosting", "Report", "PressRelease", "Event", "WebPage")
_DEPTH = 6


class Metadata(NamedTuple):
    """What a page's machine-readable part says; None where it is silent.

    Attributes:
        titles: the page's title by each source, without the site's name, the most trusted first.
        day: ISO date of publication.
        url: the canonical address, absolute.
    """

    titles: tuple[str, ...]
    day: str | None
    url: str | None


def read_metadata(markup: Markup, base: str | None) -> Metadata:
    """Read JSON-LD, OpenGraph, Dublin Core, `<title>` and the canonical link.

    Args:
        markup: the page.
        base: the address that relative links are resolved against, when known.
    """
    named, canonical = _read_head(markup.head)
    article = _find_article(markup.json_ld)
    title = _TITLE.search(markup.head)
    titles = [named.get(name, "") for name in _TITLES]
    titles += [article.get("headline", ""), article.get("name", ""), html.unescape(title[1]) if title else ""]
    days = [article.get("datePublished", ""), *(named.get(name, "") for name in _DATES)]
    urls = [canonical, named.get("og:url", ""), article.get("url", ""), article.get("mainEntityOfPage", "")]
    return Metadata(
        titles=tuple(dict.fromkeys(filter(None, map(_without_site, titles)))),
        day=next(filter(None, (parse_day(day) for day in days if day)), None),
        url=next((full for url in urls if (full := _absolute(url, base))), None),
    )


def _read_head(head: str) -> tuple[dict[str, str], str]:
    named: dict[str, str] = {}
    canonical = ""
    for match in _META.finditer(head):
        attributes = {name.lower(): html.unescape(value) for name, value in _ATTRIBUTE.findall(match[1])}
        if attributes.get("rel", "").lower() == "canonical":
            canonical = canonical or attributes.get("href", "")
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        if name and "content" in attributes:
            named.setdefault(name.lower(), attributes["content"])
    return named, canonical


def _find_article(scripts: tuple[str, ...]) -> dict[str, str]:
    """The texts of the JSON-LD object that describes an article, if any."""
    found: dict[str, dict[str, str]] = {}
    for script in scripts:
        try:
            data: object = msgspec.json.decode(script.strip().encode("utf-8", "replace"))
        except (msgspec.DecodeError, RecursionError):
            continue
        for node in _objects(data, _DEPTH):
            types = node.get("@type")
            for name in types if isinstance(types, list) else [types]:
                if isinstance(name, str) and name in _ARTICLES:
                    found.setdefault(name, {key: _as_text(value) for key, value in node.items()})
    return next((found[name] for name in _ARTICLE_FIRST if name in found), {})


def _objects(data: object, depth: int) -> Iterator[dict[str, object]]:
    if depth and isinstance(data, list):
        for entry in data:
            yield from _objects(entry, depth - 1)
    elif depth and isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph"), depth - 1)


def _as_text(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return clean(value) if isinstance(value, str) else ""


def _without_site(title: str) -> str:
    title = _SITE_BEFORE.sub("", _SITE_BEHIND.sub("", _tidy(title)))
    return "" if is_masthead(title) else title


def _tidy(text: str) -> str:
    return " ".join(clean(text).split())


def _absolute(url: str, base: str | None) -> str | None:
    url = url.strip().split("#")[0]
    if base:
        url = urljoin(base, url)
    if not url.startswith(("http://", "https://")):
        return None
    # A canonical link to the front page says nothing of this one.
    return url if url.split("://", 1)[1].strip("/").count("/") else None

"""The site will change its markup: whatever is done to its tags, the article must come out the same."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from osce_extract.pages import Page, read_pages
from osce_extract.sources import Document

FIXTURES = Path(__file__).parent / "fixtures"
PAGES = sorted(path for path in FIXTURES.glob("*.html") if "listing" not in path.name)
FLOOR = 0.98
WORD = re.compile(r"\w+")


def read(markup: str) -> Page:
    return read_pages(Document(location="page", content=markup.encode(), charset="utf-8"))[0]


def source(path: Path) -> str:
    content = path.read_bytes()
    charset = re.search(rb'charset="?([\w-]+)', content)
    text = content.decode(charset[1].decode() if charset else "utf-8")
    return re.sub(r"charset=\"?[\w-]+", 'charset="utf-8' if 'charset="' in text else "charset=utf-8", text)


def likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    mine, theirs = (Counter(WORD.findall(" ".join(body))) for body in (one, other))
    total = sum(mine.values()) + sum(theirs.values())
    return 2 * sum((mine & theirs).values()) / total if total else 1.0


def rename_tags(text: str, names: str, new: str) -> str:
    return re.sub(rf"(?i)(</?)(?:{names})(?=[\s>])", rf"\g<1>{new}", text)


def inside_body(change: Callable[[str], str]) -> Callable[[str], str]:
    def mutate(text: str) -> str:
        at = re.search(r"(?i)<body[^>]*>", text)
        assert at
        return text[: at.end()] + change(text[at.end() :])

    return mutate


def shuffle_classes(text: str) -> str:
    names: dict[str, str] = {}
    rng = random.Random(7)

    def rename(match: re.Match[str]) -> str:
        new = names.setdefault(match[2], "".join(rng.choices("bcdfgqxz", k=6)))
        return f'{match[1]}="{new}"'

    return re.sub(r'(?i)\b(class|id)="([^"]*)"', rename, text)


def rename_labels(text: str) -> str:
    for old, new in (
        ("Issued by", "Issuing body"),
        ("Fields of work", "Themes"),
        ("Where we are", "Issuing body"),
        ("What we do", "Themes"),
    ):
        text = text.replace(old + ":", new + ":").replace(f">{old}<", f">{new}:<")
    return text


def table_labels(text: str) -> str:
    text = re.sub(r"<dl([^>]*)>", r"<table\1>", text).replace("</dl>", "</table>")
    text = re.sub(r"<dt([^>]*)>(.*?)</dt>", r"<tr><th\1>\2</th>", text)
    return re.sub(r"<dd([^>]*)>(.*?)</dd>", r"<td\1>\2</td></tr>", text)


def break_lines(text: str) -> str:
    return re.sub(r"(<p>[^<>]{40,}?,) (?=[^<>]{20,}</p>)", r"\1<br> ", text)


def add_noise(text: str) -> str:
    noise = (
        "<!-- <p>A paragraph that was taken out before the page was published on 1 May.</p> -->"
        "<script>if (1 < 2) { document.write('<p>This sentence is written by a script only.</p>'); }</script>"
        "<style>p > b { color: red }</style><template><p>A template is shown to nobody at all.</p></template>"
    )
    return re.sub(r"(?i)(</p>)", rf"\1{noise}", text)


def link_words(text: str) -> str:
    return re.sub(r"<p>(\w{3,}) (\w+)", r'<p><a href="/x">\1</a> <em>\2</em>', text)


def wrap_paragraphs(text: str) -> str:
    if text.count("<p>") != text.count("</p>"):
        return text
    return text.replace("<p>", "<div><div><p>").replace("</p>", "</p></div></div>")


def drop_head(text: str) -> str:
    return re.sub(r"(?is)<head.*?</head>", "<head></head>", text)


def move_menu(text: str) -> str:
    menu = re.search(r"(?s)<nav.*?</nav>", text)
    return text if menu is None else text.replace(menu[0], "").replace("</body>", menu[0] + "</body>")


MUTATIONS: dict[str, Callable[[str], str]] = {
    "classes and ids shuffled": shuffle_classes,
    "labels renamed": rename_labels,
    "menus in divs": lambda text: rename_tags(text, "nav", "div"),
    "no sectioning elements": lambda text: rename_tags(text, "main|article|section|header|hgroup", "div"),
    "everything five deep": inside_body(lambda body: "<div>" * 5 + body),
    "paragraphs wrapped": inside_body(wrap_paragraphs),
    "h1 made h2": lambda text: rename_tags(text, "h1", "h2"),
    "paragraphs and items unclosed": inside_body(lambda body: re.sub(r"(?i)</(?:p|li|td|dd|dt)>", "", body)),
    "last tags missing": lambda text: re.sub(r"(?i)(?:</(?:div|body|html)>\s*)+$", "", text.rstrip()),
    "labels in a table": table_labels,
    "br inside p": break_lines,
    "comments, scripts and templates between": inside_body(add_noise),
    "words linked": inside_body(link_words),
    "no metadata": drop_head,
    "menu moved behind": move_menu,
    "no line breaks": lambda text: re.sub(r">\s*\n\s*<", "> <", text),
    "tags in capitals": inside_body(lambda body: re.sub(r"</?[a-z0-9]+", lambda m: m[0].upper(), body)),
    "nested three thousand deep": inside_body(lambda body: "<div>" * 3000 + body + "</div>" * 3000),
}
# Without an h1 and its like only metadata can tell the title.
TITLELESS = {"h1 removed": lambda text: re.sub(r"(?is)<h1.*?</h1>", "", text)}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", MUTATIONS)
def test_the_article_survives_a_change_of_markup(name: str, path: Path) -> None:
    text = source(path)
    before, after = read(text), read(MUTATIONS[name](text))
    assert likeness(before.body, after.body) >= FLOOR
    assert after.title == before.title
    assert after.issued_by == before.issued_by
    assert after.fields_of_work == before.fields_of_work


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_body_survives_without_a_headline(path: Path) -> None:
    text = source(path)
    before, after = read(text), read(TITLELESS["h1 removed"](text))
    if sum(len(paragraph.split()) for paragraph in before.body) < 40:
        pytest.skip("a notice, no article")
    assert likeness(before.body, after.body) >= FLOOR

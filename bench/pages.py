"""Pages to measure on, made from the fixtures: as large as real ones, no two alike."""

from __future__ import annotations

import os
import random
from pathlib import Path

FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures"
SCRIPT = (
    "window.site=window.site||{{}};site.settings[{n}]={{path:'/node/{n}',weight:{w},theme:'osce',ajax:true}};"
)
MENU = '<li class="menu__item"><a href="/where/{n}" data-id="{n}">Section {n} of the archive</a></li>'


def html_pages(count: int) -> list[bytes]:
    """HTML pages of 60 to 90 kB, most of it scripts and navigation, as on the site."""
    sources = [path for path in sorted(FIXTURES.glob("*.html")) if "listing" not in path.name]
    sources = [path for path in sources if b"windows-125" not in path.read_bytes()[:2000]]
    return [_padded(sources[i % len(sources)].read_text(encoding="utf-8"), i) for i in range(count)]


def text_pages(count: int) -> list[bytes]:
    """Text pages as they are in the fixtures, each with its number in the title."""
    sources = [*sorted(FIXTURES.glob("*text-*.txt")), *sorted(FIXTURES.glob("*plain-*.txt"))]
    texts = [path.read_text(encoding="utf-8") for path in sources]
    return [(texts[i % len(texts)].rstrip("\n") + f"\n{'-' * (i % 7)}\n").encode() for i in range(count)]


def _padded(html: str, number: int) -> bytes:
    random_of_page = random.Random(number)
    size = random_of_page.randrange(60_000, 90_000)
    scripts, menu = [], []
    while (missing := size - len(html) - sum(map(len, scripts)) - sum(map(len, menu))) > 0:
        n = random_of_page.randrange(10**6)
        # Of what surrounds a real article about two thirds are scripts and styles.
        if sum(map(len, scripts)) * 3 <= (size - len(html) - missing) * 2:
            scripts.append(SCRIPT.format(n=n, w=n % 100) * 8)
        else:
            menu.append(MENU.format(n=n))
    head = f"<script>{''.join(scripts)}</script></head>"
    nav = f"<nav class='menu'><ul>{''.join(menu)}</ul></nav>"
    body_at = html.index(">", html.lower().index("<body")) + 1
    padded = html[:body_at] + nav + html[body_at:]
    return padded.replace("</head>", head, 1).encode()


def write_pages(pages: list[bytes], folder: Path, suffix: str, times: int = 1) -> list[Path]:
    """Write pages into a folder; with `times`, each under that many names (hard links take no room)."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for i, page in enumerate(pages):
        first = folder / f"{i:05}-0{suffix}"
        first.write_bytes(page)
        paths.append(first)
        for copy in range(1, times):
            name = folder / f"{i:05}-{copy}{suffix}"
            os.link(first, name)
            paths.append(name)
    return paths

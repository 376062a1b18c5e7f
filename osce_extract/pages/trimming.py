"""HTML as text in, the same without what needs no tree out: scripts, comments, long menus, absurd nesting.

Most of a page's bytes are scripts and navigation; cutting them before the parse is most of our speed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["BLOCKS", "LONGEST", "VOID", "Trimmed", "trim"]

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section summary table "
    "tbody td tfoot th thead tr ul".split()
)
# So many characters of a page are read, scripts not counted: no page is as long, and memory is bounded.
LONGEST = 4_000_000
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())

# The look at one letter spares most tags the comparison with all names.
_RAW = re.compile(r"<(?=[!sntSNT])(!--|script|style|noscript|template|svg)(?=[\s>/]|(?<=--))", re.IGNORECASE)
_CLOSES = {
    name: re.compile("-->" if name == "!--" else f"</{name}", re.IGNORECASE)
    for name in ("!--", "script", "style", "noscript", "template", "svg")
}
_JSON_LD = re.compile(r"type\s*=\s*[\"']?application/ld\+json", re.IGNORECASE)

_HEADLINE = re.compile("<[hH]1")
# The last entries of a menu stay: what reads the lines above a headline looks back over fewer.
_MENU_KEEPS = 12
# Sets of one letter are skipped much faster than larger ones, and what never gives back is tried once.
_ENTRY = r"<li(?: [^>]*+)?>\s*+<a [^>]*+>[^<]*+</a>\s*+(?:</li>\s*+|(?=<li|</ul))"
_MENU_ENTRY = re.compile(_ENTRY)
# A repeated group in front would be tried at each letter, an entry only at each `<li`.
_RUN_OF_ITEMS = re.compile(f"{_ENTRY}(?:{_ENTRY})++")
_RUN_OF_DIVS = re.compile(_RUN_OF_ITEMS.pattern.replace("li", "div"))

# A parser compares each attribute of a tag with all others of it; on shorter pages that costs little.
_LONG_PAGE = 100_000
_LONG_TAG = 5_000
_TAG_START = re.compile(r"<[a-zA-Z][^\s/<>]*")
_ATTRIBUTES = re.compile(r"(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?)*+")

_OPEN_OR_CLOSE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)(?:\s[^<>]*)?(/?)>")
_FORMATTING = re.compile(
    r"<(/?)(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?:\s[^<>]*)?>", re.IGNORECASE
)
_DEEP_FROM = 2000
_DEPTH = 250
# So many elements without text between them may open one right behind the other.
_RUN = 20
_UNCLOSED = 12


class Trimmed(NamedTuple):
    """What a page shows, and the data that its scripts hold.

    Attributes:
        html: what is left to parse.
        json_ld: the contents of its JSON-LD scripts.
        is_cut: whether the page was too long to be read to its end.
    """

    html: str
    json_ld: tuple[str, ...]
    is_cut: bool


def trim(text: str) -> Trimmed:
    """Cut out what no reader of an article looks at, in time linear in the length."""
    visible, json_ld = _cut_raw(text)
    visible = _thin_menus(visible)
    is_cut = len(visible) > LONGEST
    visible = visible[:LONGEST]
    if len(visible) > _LONG_PAGE:
        visible = _cut_attributes(visible)
    if visible.count("<") > _DEEP_FROM:
        visible = _flatten(_without_formatting(visible))
    return Trimmed(visible, json_ld, is_cut)


def _cut_raw(text: str) -> tuple[str, tuple[str, ...]]:
    """Cut out what is no text: scripts, styles, comments; keep what JSON-LD scripts hold."""
    kept: list[str] = []
    json_ld: list[str] = []
    missing: set[str] = set()
    at = 0
    match = _RAW.search(text)
    while match:
        name = match[1].lower()
        close = None if name in missing else _CLOSES[name].search(text, match.end() - 2 * (name == "!--"))
        if close is None:
            missing.add(name)
            match = _RAW.search(text, match.end())
            continue
        tag_end = text.find(">", match.end(), close.start())
        if name == "script" and tag_end >= 0 and _JSON_LD.search(text, match.end(), tag_end):
            json_ld.append(text[tag_end + 1 : close.start()])
        kept.append(text[at : match.start()])
        at = text.find(">", close.start()) + 1 or len(text)
        match = _RAW.search(text, at)
    kept.append(text[at:])
    return "".join(kept), tuple(json_ld)


def _thin_menus(text: str) -> str:
    """Drop most entries of long menus above the headline.

    There, entries that are a link and nothing else are read neither as sentences nor as headings, and what
    is left of them still tells that this is a menu.
    """
    headline = _HEADLINE.search(text)
    if headline is None:
        return text
    above = _thin_navigation(text[: headline.start()])
    above = _RUN_OF_ITEMS.sub(lambda menu: menu[0][_last_entries(menu[0]) :], above)
    above = _RUN_OF_DIVS.sub(lambda menu: menu[0][_last_entries(menu[0], "div") :], above)
    return above + text[headline.start() :]


def _thin_navigation(above: str) -> str:
    """Drop entries of `<nav>` at all depths: an element of that name needs none of them to be told."""
    kept: list[str] = []
    last = _last_entries(above)
    at = 0
    while (start := above.find("<nav", at)) >= 0 and (end := above.find("</nav", start)) >= 0:
        stays = max(start, min(last, end))
        kept += (above[at:start], _MENU_ENTRY.sub("", above[start:stays]), above[stays:end])
        at = end
    kept.append(above[at:])
    return "".join(kept)


def _last_entries(menu: str, name: str = "li") -> int:
    """Where the last entries of a menu, or of all menus, begin that stay."""
    at = len(menu)
    for _ in range(_MENU_KEEPS):
        at = menu.rfind(f"<{name}", 0, at)
        if at < 0:
            return 0
    return at


def _cut_attributes(text: str) -> str:
    """Leave tags of absurd length no attributes."""
    kept: list[str] = []
    at = 0
    start = _TAG_START.search(text)
    while start:
        end = start.end()
        attributes = _ATTRIBUTES.match(text, end)
        end = attributes.end() if attributes else end
        if end - start.end() > _LONG_TAG:
            kept.append(text[at : start.end()])
            at = end
        start = _TAG_START.search(text, end)
    kept.append(text[at:])
    return "".join(kept)


def _without_formatting(text: str) -> str:
    """Drop bold, italics and the like where many are never closed: a parser opens them again and again."""
    unclosed = sum(-1 if match[1] else 1 for match in _FORMATTING.finditer(text))
    return _FORMATTING.sub("", text) if unclosed > _DEPTH else text


def _flatten(text: str) -> str:
    """Take out the tags of elements that nest absurdly deep; lexbor needs quadratic time for them.

    Of elements that open one right behind the other the innermost stay; what is too deep all the same
    becomes line breaks, so that paragraphs stay apart.
    """
    if _deepest(text) <= _DEPTH:
        return text
    tags = list(_OPEN_OR_CLOSE.finditer(text))
    written = _thin_out(text, tags)
    opened: list[tuple[str, bool]] = []
    depth = 0
    for index, match in enumerate(tags):
        name = match[2].lower()
        if name in VOID:
            continue
        if not match[1]:
            is_kept = bool(written[index]) and depth < _DEPTH
            opened.append((name, is_kept))
            depth += is_kept
            if not is_kept:
                written[index] = "<br><br>" if written[index] and name in BLOCKS else ""
        elif opened and any(name == entry[0] for entry in opened[-_UNCLOSED:]):
            while True:
                last, is_kept = opened.pop()
                depth -= is_kept
                if last == name:
                    break
            if not is_kept:
                written[index] = "<br><br>" if name in BLOCKS else ""
    pieces = _OPEN_OR_CLOSE.split(text)[:: _OPEN_OR_CLOSE.groups + 1]
    return "".join(piece + tag for piece, tag in zip(pieces, [*written, ""], strict=True))


def _thin_out(text: str, tags: list[re.Match[str]]) -> list[str]:
    """The tags as written, "" for the outer ones of a long run of elements that open behind each other."""
    written = [match[0] for match in tags]
    run = 0
    for index in range(len(tags) - 1, -1, -1):
        match = tags[index]
        follows = index + 1 < len(tags) and not text[match.end() : tags[index + 1].start()].strip()
        is_open = not match[1] and match[2].lower() not in VOID
        run = run + 1 if is_open and follows and not tags[index + 1][1] else 0
        if run > _RUN:
            written[index] = ""
    return written


def _deepest(text: str) -> int:
    depth = deepest = 0
    for match in _OPEN_OR_CLOSE.finditer(text):
        if match[2].lower() in VOID:
            continue
        depth = max(depth + (-1 if match[1] else 1), 0)
        deepest = max(deepest, depth)
    return deepest

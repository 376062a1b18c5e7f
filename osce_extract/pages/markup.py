"""HTML in, an outline of blocks and boxes out, and what the head says: lexbor parses, one pass reads tags."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from osce_extract.pages.blocks import Block, Link, Outline
from osce_extract.vocab.surroundings import find_region
from osce_extract.vocab.topics import find_label

__all__ = ["Markup", "read_markup"]

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section summary table "
    "tbody td tfoot th thead tr ul".split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_SKIPPED = frozenset(
    "head script style noscript template svg math iframe object select option textarea button canvas audio "
    "video datalist title".split()
)
_KINDS = {
    "nav": "nav",
    "aside": "aside",
    "footer": "footer",
    "header": "header",
    "figure": "caption",
    "figcaption": "caption",
    "caption": "caption",
    "address": "contact",
}
_INLINE = frozenset("span strong b label small time abbr cite u i em font".split())
_TAG = re.compile(r"<([^>]*)>")
_NAMES = re.compile(r'\b(?:class|id|role|aria-label)="([^"]*)"')
_HIDDEN = re.compile(r'\shidden(?:[\s=]|$)|style="[^"]*display:\s*none')
_HREF = re.compile(r'\shref="([^"]*)"')
_DATETIME = re.compile(r'\s(?:datetime|content)="([^"]*)"')
_LANG = re.compile(r'\s(?:xml:)?lang="([^"]*)"')

_RAW = re.compile(r"<(!--|script|style|noscript|template|svg)(?=[\s>/]|(?<=--))", re.IGNORECASE)
_JSON_LD = re.compile(r"type\s*=\s*[\"']?application/ld\+json", re.IGNORECASE)
_OPEN_OR_CLOSE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)(?:\s[^<>]*)?(/?)>")
_FORMATTING = re.compile(
    r"<(/?)(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?:\s[^<>]*)?>", re.IGNORECASE
)
_DEEP_FROM = 2000
_DEPTH = 250
# So many elements without text between them may open one right behind the other.
_RUN = 20
_UNCLOSED = 12
# No box is opened deeper, so that climbing from a block to its boxes costs little.
_BOX_DEPTH = 120
_BREAK = "\x01"
_LABELLED = 400


class Markup(NamedTuple):
    """An HTML page.

    Attributes:
        outline: what its body shows.
        head: the head as lexbor wrote it, for the reader of metadata.
        json_ld: the contents of its JSON-LD scripts.
        lang: what `<html lang>` declares, None when nothing.
    """

    outline: Outline
    head: str
    json_ld: tuple[str, ...]
    lang: str | None


class _Segment(NamedTuple):
    text: str
    is_part: bool
    href: str | None
    when: str | None


def read_markup(text: str) -> Markup:
    """Read HTML of any shape, in time linear in its length."""
    visible, json_ld = _cut_raw(text)
    if visible.count("<") > _DEEP_FROM:
        visible = _flatten(_without_formatting(visible))
    source = LexborHTMLParser(visible).html or ""
    at = source.find("<body")
    head = source[:at] if at >= 0 else ""
    lang = _LANG.search(source[: source.find(">", source.find("<html")) + 1])
    return Markup(_Walk().read(source[max(at, 0) :]), head, json_ld, lang[1] if lang else None)


def _cut_raw(text: str) -> tuple[str, tuple[str, ...]]:
    """Cut out what is no text: scripts, styles, comments; keep what JSON-LD scripts hold."""
    kept: list[str] = []
    json_ld: list[str] = []
    missing: set[str] = set()
    lower = text.lower() if len(text.lower()) == len(text) else text
    at = 0
    for match in _RAW.finditer(text):
        if match.start() < at:
            continue
        name = match[1].lower()
        close = "-->" if name == "!--" else f"</{name}"
        if close in missing:
            continue
        end = lower.find(close, match.end() - (2 if name == "!--" else 0))
        if end < 0:
            missing.add(close)
            continue
        tag_end = text.find(">", match.end())
        if name == "script" and 0 <= tag_end < end and _JSON_LD.search(text, match.end(), tag_end):
            json_ld.append(text[tag_end + 1 : end])
        kept.append(text[at : match.start()])
        at = text.find(">", end) + 1 or len(text)
    kept.append(text[at:])
    return "".join(kept), tuple(json_ld)


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
        if name in _VOID:
            continue
        if not match[1]:
            is_kept = bool(written[index]) and depth < _DEPTH
            opened.append((name, is_kept))
            depth += is_kept
            if not is_kept:
                written[index] = "<br><br>" if written[index] and name in _BLOCKS else ""
        elif opened and any(name == entry[0] for entry in opened[-_UNCLOSED:]):
            while True:
                last, is_kept = opened.pop()
                depth -= is_kept
                if last == name:
                    break
            if not is_kept:
                written[index] = "<br><br>" if name in _BLOCKS else ""
    pieces = _OPEN_OR_CLOSE.split(text)[:: _OPEN_OR_CLOSE.groups + 1]
    return "".join(piece + tag for piece, tag in zip(pieces, [*written, ""], strict=True))


def _thin_out(text: str, tags: list[re.Match[str]]) -> list[str]:
    """The tags as written, "" for the outer ones of a long run of elements that open behind each other."""
    written = [match[0] for match in tags]
    run = 0
    for index in range(len(tags) - 1, -1, -1):
        match = tags[index]
        follows = index + 1 < len(tags) and not text[match.end() : tags[index + 1].start()].strip()
        is_open = not match[1] and match[2].lower() not in _VOID
        run = run + 1 if is_open and follows and not tags[index + 1][1] else 0
        if run > _RUN:
            written[index] = ""
    return written


def _deepest(text: str) -> int:
    depth = deepest = 0
    for match in _OPEN_OR_CLOSE.finditer(text):
        if match[2].lower() in _VOID:
            continue
        depth = max(depth + (-1 if match[1] else 1), 0)
        deepest = max(deepest, depth)
    return deepest


class _Walk:
    """One pass over the tags and texts of well-formed HTML."""

    def __init__(self) -> None:
        self._outline = Outline()
        self._segments: list[_Segment] = []
        self._stack: list[tuple[str, int]] = []
        self._box = 0
        self._href: str | None = None
        self._when: str | None = None
        self._inline = 0
        # How deep in inline elements those stand that are boxes for their class's sake.
        self._captions: list[int] = []

    def read(self, source: str) -> Outline:
        pieces = _TAG.split(source)
        skipped: str | None = None
        depth = 0
        for index in range(0, len(pieces) - 1, 2):
            text, tag = pieces[index], pieces[index + 1]
            if skipped is None and text and (self._segments or not text.isspace()):
                self._add(text)
            name = tag.split(None, 1)[0] if tag else ""
            if skipped is not None:
                if name == skipped:
                    depth += 1
                elif name == "/" + skipped:
                    depth -= 1
                    skipped = skipped if depth else None
            elif name in _SKIPPED:
                skipped, depth = name, 1
            elif name[:1] == "/":
                self._close(name[1:])
            else:
                self._open(name, tag)
        self._flush()
        self._outline.afters[0] = len(self._outline.blocks)
        return self._outline

    def _add(self, text: str) -> None:
        if "&" in text:
            text = html.unescape(text)
        self._segments.append(_Segment(text, self._inline > 0, self._href, self._when))

    def _open(self, name: str, tag: str) -> None:
        if name == "br":
            self._segments.append(_Segment(_BREAK, is_part=False, href=None, when=None))
        elif name == "a":
            href = _HREF.search(tag)
            self._href = html.unescape(href[1]) if href else ""
        elif name in _INLINE:
            self._inline += 1
            if "class=" in tag and find_region(" ".join(_NAMES.findall(tag))) == "caption":
                self._flush()
                self._push(name, tag)
                self._captions.append(self._inline)
            if name == "time" or "datetime" in tag:
                when = _DATETIME.search(tag)
                self._when = when[1] if when else None
        elif name in _BLOCKS or "-" in name:
            self._flush()
            if name not in _VOID:
                self._push(name, tag)

    def _push(self, name: str, tag: str) -> None:
        self._stack.append((name, self._box))
        if len(self._stack) > _BOX_DEPTH:
            return
        outline = self._outline
        kind = _KINDS.get(name, "")
        if not kind and ("=" in tag or "-" in name):
            if _HIDDEN.search(tag):
                kind = "hidden"
            else:
                names = " ".join(_NAMES.findall(tag))
                kind = (
                    find_region(f"{name} {names}" if "-" in name else names) if names or "-" in name else ""
                )
        outline.parents.append(self._box)
        outline.firsts.append(len(outline.blocks))
        outline.afters.append(len(outline.blocks))
        outline.kinds.append(kind)
        self._box = len(outline.parents) - 1

    def _close(self, name: str) -> None:
        if name == "a":
            self._href = None
        elif name in _INLINE:
            if self._captions and self._captions[-1] == self._inline:
                self._captions.pop()
                self._pop(name)
            self._inline = max(self._inline - 1, 0)
            self._when = None
        else:
            self._pop(name)

    def _pop(self, name: str) -> None:
        if not self._stack or self._stack[-1][0] != name:
            return
        self._flush()
        _, box = self._stack.pop()
        if self._box != box:
            self._outline.afters[self._box] = len(self._outline.blocks)
        self._box = box

    def _flush(self) -> None:
        segments, self._segments = self._segments, []
        if not segments:
            return
        for group in _split_breaks(segments):
            for piece in _split_labels(group):
                self._emit(piece)

    def _emit(self, segments: list[_Segment]) -> None:
        text = " ".join("".join([segment.text for segment in segments]).replace(_BREAK, " ").split())
        if not text:
            return
        parts: tuple[str, ...] = ()
        links: tuple[Link, ...] = ()
        when: str | None = None
        linked = 0
        if len(segments) > 1 or segments[0].href is not None or segments[0].when:
            parts = tuple(filter(None, (" ".join(s.text.replace(_BREAK, " ").split()) for s in segments)))
            links = tuple(
                Link(" ".join(s.text.split()), s.href)
                for s in segments
                if s.href is not None and s.text.strip()
            )
            linked = sum(len(link.text) for link in links)
            when = next((s.when for s in segments if s.when), None)
        tag = self._stack[-1][0] if self._stack else ""
        self._outline.blocks.append(Block(text, tag, self._box, linked, links, parts, when))


def _split_breaks(segments: list[_Segment]) -> list[list[_Segment]]:
    """Take apart what two line breaks part; one alone is a space."""
    if sum(1 for segment in segments if segment.text == _BREAK) < 2:
        return [segments]
    groups: list[list[_Segment]] = [[]]
    breaks = 0
    for segment in segments:
        if segment.text == _BREAK:
            breaks += 1
        elif segment.text.strip():
            if breaks >= 2:
                groups.append([])
            breaks = 0
        groups[-1].append(segment)
    return groups


def _split_labels(segments: list[_Segment]) -> list[list[_Segment]]:
    """Give each label of a line of labels and values a block of its own, its values one that follows."""
    if len(segments) < 2 or sum(len(segment.text) for segment in segments) > _LABELLED:
        return [segments]
    groups: list[list[_Segment]] = [[]]
    after_label = False
    for segment in segments:
        is_label = segment.href is None and find_label(segment.text) is not None
        if (is_label or after_label) and segment.text.strip():
            groups.append([])
            after_label = is_label
        groups[-1].append(segment)
    return groups

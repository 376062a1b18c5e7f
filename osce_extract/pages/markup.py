"""HTML in, an outline of blocks and boxes out, and what the head says: lexbor parses, one pass reads tags."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from selectolax.lexbor import LexborHTMLParser

from osce_extract.pages.blocks import Block, Link, Outline
from osce_extract.pages.decode import clean
from osce_extract.pages.trimming import BLOCKS, VOID, trim
from osce_extract.vocab.surroundings import find_region
from osce_extract.vocab.topics import find_label

__all__ = ["Markup", "read_markup"]

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

# No box is opened deeper, so that climbing from a block to its boxes costs little.
_BOX_DEPTH = 120
_BREAK = "\x01"
_LABELLED = 400
# What parts labels of one line from the values before them.
_SEPARATORS = " \n\t\u00a0|·•/–—-;,"
# The tags of a site come again on each of its pages; longer ones hold data of one page.
_KNOWN_TAGS = 4096
_KNOWN_LENGTH = 160


class Markup(NamedTuple):
    """An HTML page.

    Attributes:
        outline: what its body shows.
        head: the head as lexbor wrote it, for the reader of metadata.
        json_ld: the contents of its JSON-LD scripts.
        lang: what `<html lang>` declares, None when nothing.
        is_cut: whether the page was too long to be read to its end.
    """

    outline: Outline
    head: str
    json_ld: tuple[str, ...]
    lang: str | None
    is_cut: bool


# A text, the address of the link and the date of the `<time>` that it stands in.
_Segment: TypeAlias = tuple[str, str | None, str | None]


class _Tag(NamedTuple):
    """What a tag does.

    Attributes:
        act: what the walk does at it.
        name: its element.
        kind: what the box is that it opens, "" for most.
        value: a link's address, None at its end, or the date of a `<time>`.
    """

    act: Literal["none", "skip", "close", "end inline", "break", "link", "inline", "box", "rule"]
    name: str
    kind: str = ""
    value: str | None = None


_BREAK_SEGMENT: _Segment = (_BREAK, None, None)


def read_markup(text: str) -> Markup:
    """Read HTML of any shape, in time linear in its length.

    Args:
        text: the page, decoded; it need not be clean.
    """
    trimmed = trim(text)
    source = LexborHTMLParser(clean(trimmed.html)).html or ""
    at = source.find("<body")
    head = source[:at] if at >= 0 else ""
    lang = _LANG.search(source[: source.find(">", source.find("<html")) + 1])
    outline = _Walk().read(source[max(at, 0) :])
    return Markup(
        outline, head, tuple(map(clean, trimmed.json_ld)), lang[1] if lang else None, trimmed.is_cut
    )


def _read_tag(tag: str) -> _Tag:
    """Read what stands between `<` and `>`."""
    name = tag.split(None, 1)[0] if tag else ""
    if name in _SKIPPED:
        return _Tag("skip", name)
    if name[:1] == "/":
        name = name[1:]
        return _Tag("link" if name == "a" else "end inline" if name in _INLINE else "close", name)
    if name == "a":
        href = _HREF.search(tag)
        return _Tag("link", name, value=html.unescape(href[1]) if href else "")
    if name in _INLINE:
        return _read_inline(name, tag)
    if name in BLOCKS or "-" in name:
        return _Tag("rule", name) if name in VOID else _Tag("box", name, _find_kind(name, tag))
    return _Tag("break" if name == "br" else "none", name)


def _read_inline(name: str, tag: str) -> _Tag:
    is_caption = "class=" in tag and find_region(" ".join(_NAMES.findall(tag))) == "caption"
    when = _DATETIME.search(tag) if name == "time" or "datetime" in tag else None
    return _Tag("inline", name, "caption" if is_caption else "", when[1] if when else None)


_read_known_tag = lru_cache(maxsize=_KNOWN_TAGS)(_read_tag)


def _find_kind(name: str, tag: str) -> str:
    kind = _KINDS.get(name, "")
    if kind or ("=" not in tag and "-" not in name):
        return kind
    if _HIDDEN.search(tag):
        return "hidden"
    names = " ".join(_NAMES.findall(tag))
    if "-" in name:
        return find_region(f"{name} {names}")
    return find_region(names) if names else ""


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
        segments = self._segments
        take: dict[str, Callable[[_Tag], None]] = {
            "box": self._open,
            "close": self._close,
            "inline": self._open_inline,
            "end inline": self._close_inline,
            "break": self._break,
            "rule": self._end,
        }
        skipped = ""
        depth = 0
        for text, tag in zip(pieces[0:-1:2], pieces[1::2], strict=True):
            read = _read_known_tag(tag) if len(tag) <= _KNOWN_LENGTH else _read_tag(tag)
            if skipped:
                if read.name == skipped:
                    depth += -1 if read.act == "close" else 1
                    skipped = skipped if depth else ""
                continue
            if text and (segments or not text.isspace()):
                shown = html.unescape(text) if "&" in text else text
                segments.append((shown, self._href, self._when))
            act = read.act
            if act in take:
                take[act](read)
            elif act == "link":
                self._href = read.value
            elif act == "skip":
                skipped, depth = read.name, 1
        self._flush()
        self._outline.afters[0] = len(self._outline.blocks)
        return self._outline

    def _break(self, _: _Tag) -> None:
        self._segments.append(_BREAK_SEGMENT)

    def _end(self, _: _Tag) -> None:
        self._flush()

    def _open_inline(self, tag: _Tag) -> None:
        self._inline += 1
        if tag.kind:
            self._open(tag)
            self._captions.append(self._inline)
        if tag.value is not None or tag.name == "time":
            self._when = tag.value

    def _close_inline(self, tag: _Tag) -> None:
        if self._captions and self._captions[-1] == self._inline:
            self._captions.pop()
            self._close(tag)
        self._inline = max(self._inline - 1, 0)
        self._when = None

    def _open(self, tag: _Tag) -> None:
        if self._segments:
            self._flush()
        self._stack.append((tag.name, self._box))
        if len(self._stack) > _BOX_DEPTH:
            return
        outline = self._outline
        at = len(outline.blocks)
        outline.parents.append(self._box)
        outline.firsts.append(at)
        outline.afters.append(at)
        outline.kinds.append(tag.kind)
        self._box = len(outline.parents) - 1

    def _close(self, tag: _Tag) -> None:
        if not self._stack or self._stack[-1][0] != tag.name:
            return
        if self._segments:
            self._flush()
        _, box = self._stack.pop()
        if self._box != box:
            self._outline.afters[self._box] = len(self._outline.blocks)
        self._box = box

    def _flush(self) -> None:
        segments = self._segments
        if len(segments) == 1:
            self._emit(segments)
        elif segments:
            for group in _split_breaks(segments):
                for piece in filter(None, _split_labels(group)):
                    self._emit(piece)
        segments.clear()

    def _emit(self, segments: list[_Segment]) -> None:
        shown, href, when = segments[0]
        is_only = len(segments) == 1
        text = _squeezed(shown if is_only else "".join([shown for shown, _, _ in segments]))
        if not text:
            return
        tag = self._stack[-1][0] if self._stack else ""
        if is_only and not when:
            only = Block(text, tag, self._box) if href is None else _linked(text, tag, self._box, href)
            self._outline.blocks.append(only)
            return
        parts = tuple([part for shown, _, _ in segments if (part := _squeezed(shown))])
        links = tuple([Link(" ".join(shown.split()), to) for shown, to, _ in segments if to is not None])
        links = tuple([link for link in links if link.text])
        linked = sum([len(link.text) for link in links])
        when = next((when for _, _, when in segments if when), None)
        self._outline.blocks.append(Block(text, tag, self._box, linked, links, parts, when))


def _linked(text: str, tag: str, box: int, href: str) -> Block:
    return Block(text, tag, box, len(text), (Link(text, href),), (text,))


def _squeezed(text: str) -> str:
    return " ".join((text.replace(_BREAK, " ") if _BREAK in text else text).split())


def _split_breaks(segments: list[_Segment]) -> list[list[_Segment]]:
    """Take apart what two line breaks part; one alone is a space."""
    if len(segments) < 3 or segments.count(_BREAK_SEGMENT) < 2:
        return [segments]
    groups: list[list[_Segment]] = [[]]
    breaks = 0
    for segment in segments:
        text = segment[0]
        if text == _BREAK:
            breaks += 1
        elif text.strip():
            if breaks >= 2:
                groups.append([])
            breaks = 0
        groups[-1].append(segment)
    return groups


def _split_labels(segments: list[_Segment]) -> list[list[_Segment]]:
    """Give each label of a line of labels and values a block of its own, its values one that follows."""
    if len(segments) < 2 or sum([len(text) for text, _, _ in segments]) > _LABELLED:
        return [segments]
    groups: list[list[_Segment]] = [[]]
    after_label = False
    for segment in segments:
        text, href, when = segment
        bare = text.strip(_SEPARATORS) if href is None else ""
        is_label = bool(bare) and find_label(bare) is not None
        if (is_label or after_label) and text.strip():
            groups.append([])
            after_label = is_label
        groups[-1].append((bare, None, when) if is_label else segment)
    return groups

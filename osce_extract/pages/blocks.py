"""What both text and HTML are read into: blocks of text in the page's order, within boxes that nest."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate, compress
from typing import NamedTuple

import msgspec

__all__ = ["ITEM", "Block", "Link", "Outline", "count_words", "is_prose", "read_lines"]

ITEM = "li"
_PROSE_WORDS = 8
_LONG_WORDS = 25
_FINAL = frozenset(".!?…:;")
_CLOSING = "\"'”’»“)]*"
_BULLET = re.compile(r"[-–—•·*▪‣●○]\s+(?=\S)")
_ALONE = frozenset({"-", "–", "—", "•", "·", "*"})
# Lines of about 70 characters, as of mails and wire services.
_WRAP = (55, 84)
_WRAP_LINES = 8
_WRAP_SHARE = 0.6
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")


class Link(NamedTuple):
    """A link within a block."""

    text: str
    href: str


class Block(NamedTuple):
    """A paragraph, heading, list item, table cell or line.

    Attributes:
        text: with single spaces, without its list mark.
        tag: the element it stands in; `li` for a list item of a text; "" for a line of a text.
        box: the innermost box of the outline that holds it.
        linked: how many of its characters stand in links.
        links: its links, in order.
        parts: the texts of its inline elements, in order, when there are several.
        when: the `datetime` of a `<time>` in it.
    """

    text: str
    tag: str = ""
    box: int = 0
    linked: int = 0
    links: tuple[Link, ...] = ()
    parts: tuple[str, ...] = ()
    when: str | None = None

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a list."""
        return self.tag == ITEM

    @property
    def is_heading(self) -> bool:
        """Whether HTML says that it is a heading."""
        return len(self.tag) == 2 and self.tag[0] == "h" and self.tag[1].isdigit()

    @property
    def is_linked(self) -> bool:
        """Whether it is a link and little else."""
        return self.linked > 0 and self.linked * 10 >= len(self.text) * 8


class Outline(msgspec.Struct):
    """A page's blocks, and its boxes in the order in which they open; box 0 is the page.

    Attributes:
        blocks: in the page's order.
        parents: for each box the box around it.
        firsts: for each box its first block.
        afters: for each box the block after its last one.
        kinds: for each box what it is by its element or its class (`nav`, `share`, …), "" for most.
    """

    blocks: list[Block] = []
    parents: list[int] = msgspec.field(default_factory=lambda: [0])
    firsts: list[int] = msgspec.field(default_factory=lambda: [0])
    afters: list[int] = msgspec.field(default_factory=lambda: [0])
    kinds: list[str] = msgspec.field(default_factory=lambda: [""])

    def without(self, is_dropped: Callable[[str], bool]) -> Outline:
        """The same outline without the blocks of some texts."""
        kept = [not is_dropped(block.text) for block in self.blocks]
        ahead = list(accumulate(kept, initial=0))
        return Outline(
            blocks=list(compress(self.blocks, kept)),
            parents=self.parents,
            firsts=[ahead[first] for first in self.firsts],
            afters=[ahead[after] for after in self.afters],
            kinds=self.kinds,
        )

    def scope(self, index: int) -> range:
        """The blocks of the smallest box that holds a block and a later one, from that later one on."""
        box = self.blocks[index].box
        while box and self.afters[box] <= index + 1:
            box = self.parents[box]
        return range(index + 1, self.afters[box])


def count_words(text: str) -> int:
    """Count what stands between spaces."""
    return text.count(" ") + 1 if text else 0


def is_prose(block: Block) -> bool:
    """Tell a sentence, or a longer text, from what surrounds articles."""
    text = block.text
    spaces = text.count(" ")
    if spaces + 1 < _PROSE_WORDS or block.linked * 2 > len(text):
        return False
    if spaces + 1 >= _LONG_WORDS:
        return True
    end = text.rstrip(_CLOSING)
    return bool(end) and end[-1] in _FINAL


def read_lines(text: str) -> Outline:
    """Read a text into an outline of one box: a block a line, empty ones for lone list marks."""
    outline = Outline()
    for raw in _unwrap(text.split("\n")):
        line = " ".join(raw.split())
        if "](" in line:
            line = _IMAGE.sub("", line).strip()
        if not line:
            continue
        if line in _ALONE:
            outline.blocks.append(Block("", ITEM))
            continue
        mark = _BULLET.match(line)
        if mark and not _opens_speech(line, mark.end()):
            outline.blocks.append(Block(line[mark.end() :], ITEM))
        else:
            outline.blocks.append(Block(line))
    outline.afters[0] = len(outline.blocks)
    return outline


def _opens_speech(line: str, at: int) -> bool:
    # "* A table is annexed to the report." is a footnote, its star part of the text.
    return line[0] == "*" and line[at].isupper() and line.endswith(".")


def _unwrap(lines: list[str]) -> list[str]:
    """Join the lines of paragraphs that were broken at a fixed width."""
    lengths = [len(line.strip()) for line in lines if line.strip()]
    long = sum(1 for length in lengths if _WRAP[0] <= length <= _WRAP[1])
    if len(lengths) < _WRAP_LINES or long < len(lengths) * _WRAP_SHARE or max(lengths) > _WRAP[1] + 16:
        return lines
    width = sorted(lengths)[len(lengths) * 9 // 10]
    joined: list[str] = []
    is_open = False
    for line in map(str.strip, lines):
        if is_open and line and not _BULLET.match(line):
            joined[-1] += " " + line
        elif line:
            joined.append(line)
        # A line ends its paragraph when it is short, or when its sentence ends well before the edge.
        is_short = len(line) < width * 0.6 or (len(line) < width * 0.85 and line.endswith((".", "”", '"')))
        is_open = bool(line) and not is_short
    return joined

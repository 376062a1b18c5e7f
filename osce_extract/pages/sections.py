"""An outline in, the boxes out that a line such as "Related items" opens, or one that names an author."""

from __future__ import annotations

from itertools import accumulate

from osce_extract.pages.blocks import Block, Outline, count_words, is_prose
from osce_extract.pages.mastheads import is_byline
from osce_extract.pages.unnamed import is_day
from osce_extract.pages.values import is_known
from osce_extract.vocab.navigation import find_navigation
from osce_extract.vocab.topics import find_content_type

__all__ = ["find_sections", "is_dated_link"]

_HEAD_WORDS = 8
_AUTHOR_WORDS = 80
# What a date belongs to stands within so many blocks of it.
_NEAR = 6
# Boxes of a hostile page may all hold each other; so many blocks tell what one holds.
_LOOK = 100


def find_sections(outline: Outline, title: int | None) -> set[int]:
    """Find the blocks of boxes below the headline that hold other pages' items, or tell of the author.

    The first line of the box says so. An article's sentences stand before the box, or most of them outside
    of it; a box of other items holds links, headings or dates.
    """
    blocks = outline.blocks
    start = 0 if title is None else title + 1
    spans = [
        (first, after)
        for first, after in zip(outline.firsts[1:], outline.afters[1:], strict=True)
        if start <= first < after and _opens_section(blocks[first])
    ]
    if not spans:
        return set()
    prose = list(accumulate([count_words(b.text) if is_prose(b) else 0 for b in blocks], initial=0))
    found: set[int] = set()
    for first, after in spans:
        is_behind = title is not None and prose[first] > prose[start]
        if first in found or (not is_behind and (prose[after] - prose[first]) * 2 > prose[-1]):
            continue
        is_author = (
            is_behind
            and is_byline(blocks[first].text)
            and _tells_of_author(blocks[first : min(after, first + _LOOK)])
        )
        if is_author or (
            _heads_items(blocks[first]) and _holds_items(blocks[first : min(after, first + _LOOK)])
        ):
            found.update(range(first, after))
    return found


def is_dated_link(outline: Outline, index: int) -> bool:
    """Tell a date that stands beside a link to another page than a structure's or a topic's."""
    box = outline.blocks[index].box
    while box and outline.afters[box] - outline.firsts[box] < 2:
        box = outline.parents[box]
    first, after = max(outline.firsts[box], index - _NEAR), min(outline.afters[box], index + _NEAR)
    near = [b.text for b in outline.blocks[first:after] if b.is_linked]
    links = (*near, *(link.text for link in outline.blocks[index].links))
    return not all(is_known(text) or find_content_type(text) for text in links)


def _opens_section(block: Block) -> bool:
    if count_words(block.text) > _HEAD_WORDS or block.is_linked:
        return False
    return _heads_items(block) or is_byline(block.text)


def _heads_items(block: Block) -> bool:
    return find_navigation(block.text) == "related"


def _holds_items(members: list[Block]) -> bool:
    if any(block.tag == "h1" for block in members):
        return False
    return any(block.is_linked or block.is_heading or is_day(block.text) for block in members[1:])


def _tells_of_author(members: list[Block]) -> bool:
    words = sum(count_words(block.text) for block in members)
    return len(members) > 1 and not members[0].is_heading and words <= _AUTHOR_WORDS

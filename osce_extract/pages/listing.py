"""A listing in, a Page for each listed item out; for the crawler its links and the next page.

An item is a headline with labels or a summary under it. In a text the labels tell where items begin;
in HTML the boxes do: those that stand side by side, each with one linked heading.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urljoin

from osce_extract.pages.blocks import Block, Link, Outline, count_words, is_prose
from osce_extract.pages.dateline import find_dateline
from osce_extract.pages.decode import Decoded
from osce_extract.pages.labels import Labelled, read_day, read_labels
from osce_extract.pages.language import find_language
from osce_extract.pages.page import Format, Page
from osce_extract.vocab.navigation import find_navigation
from osce_extract.vocab.surroundings import find_opening
from osce_extract.vocab.topics import find_content_type, find_label, split_label

__all__ = ["Item", "ListingLinks", "make_pages", "read_boxes", "read_items", "read_links"]

_SITE = "https://www.osce.org/"
_FEWEST = 3
_TITLE_WORDS = 45
_TEASER_WORDS = 120
# A listing has a sentence or two of its own; a page with more is an article with related items.
_OUTSIDE_WORDS = 60
_ITEM_LABELS = frozenset({"issued_on", "content_type", "issued_by", "fields_of_work", "location"})
_MEMBER = re.compile(r"/\d{3,}(?:\.html)?$|/node/\d+$")
_NEXT = re.compile(r"(?:next|weiter|далее|следующая)\b|[›»>]+$", re.IGNORECASE)
_BARS = re.compile(r"\s+[|·•–—/-]\s+")
_PAGE_NUMBER = re.compile(r"\d{1,5}")


class Item(NamedTuple):
    """One listed page.

    Attributes:
        title: its headline.
        labels: what stands under labels.
        day: ISO date printed without a label.
        teaser: its summary.
        url: its address, absolute; None in texts.
    """

    title: str
    labels: Labelled
    day: str | None
    teaser: str | None
    url: str | None


class ListingLinks(NamedTuple):
    """What a crawler takes from a listing.

    Attributes:
        items: addresses of the listed pages, absolute, in order, each once.
        next_page: address of the next page of the listing, None on the last one.
    """

    items: tuple[str, ...]
    next_page: str | None


def read_items(outline: Outline) -> list[Item]:
    """Read the items of a listing in plain text; an empty list when the text is none."""
    outline = _join_values(outline)
    blocks = outline.blocks
    marked = [i for i, block in enumerate(blocks) if _is_item_label(block)]
    starts = [i for at, i in enumerate(marked) if at == 0 or not _is_run(blocks, marked[at - 1], i)]
    titles = [i - 1 for i in starts if i and _may_be_title(blocks[i - 1])]
    dated = sum(1 for i in marked if (label := split_label(blocks[i].text)) and label.field == "issued_on")
    if len(titles) < _FEWEST or (dated < 2 and len(titles) < 2 * _FEWEST):
        return []
    ends = [*titles[1:], len(blocks)]
    return [
        _read_item(outline, title, range(title + 1, end)) for title, end in zip(titles, ends, strict=True)
    ]


def read_boxes(outline: Outline, base: str | None) -> list[Item]:
    """Read the items of a listing in HTML; an empty list when the page is none."""
    groups = _find_groups(outline)
    best: list[tuple[int, int, int]] = max(groups, key=lambda group: _weight(outline, group), default=[])
    if len(best) < _FEWEST:
        return []
    members = {i for _, first, after in best for i in range(first, after)}
    outside = sum(
        count_words(b.text) for i, b in enumerate(outline.blocks) if i not in members and is_prose(b)
    )
    if outside > _OUTSIDE_WORDS:
        return []
    items = [_read_box(outline, *span, base) for span in best]
    labelled = sum(1 for item in items if item.labels.values or item.labels.day or item.day)
    return items if labelled * 2 >= len(items) else []


def read_links(outline: Outline, items: list[Item], base: str | None) -> ListingLinks:
    """Read a listing's links: its items, and the next page by its name or its number."""
    urls = [item.url for item in items if item.url]
    return ListingLinks(tuple(dict.fromkeys(urls)), _find_next(outline, base))


def make_pages(items: list[Item], decoded: Decoded, form: Format, lang: str | None) -> tuple[Page, ...]:
    """Make the pages of a listing's items; an item's summary is its body as well as its teaser."""
    return tuple(_make_page(item, decoded, form, lang) for item in items)


def _join_values(outline: Outline) -> Outline:
    """Put values that stand on the line below their label behind it."""
    blocks: list[Block] = []
    for block in outline.blocks:
        last = blocks[-1].text if blocks else ""
        label = split_label(last) if last.endswith(":") else None
        if label and label.field in _ITEM_LABELS and block.text and split_label(block.text) is None:
            blocks[-1] = blocks[-1]._replace(text=f"{last} {block.text}")
        else:
            blocks.append(block)
    return Outline(blocks=blocks, afters=[len(blocks)])


def _is_item_label(block: Block) -> bool:
    label = split_label(block.text)
    return label is not None and label.field in _ITEM_LABELS and bool(label.value)


def _is_run(blocks: list[Block], before: int, index: int) -> bool:
    """Whether two labels belong to one item: none of its lines may be a headline, nor a label come again."""
    first, second = split_label(blocks[before].text), split_label(blocks[index].text)
    return index == before + 1 and first is not None and second is not None


def _may_be_title(block: Block) -> bool:
    text = block.text
    return bool(text) and count_words(text) <= _TITLE_WORDS and split_label(text) is None


def _read_item(outline: Outline, title: int, span: range) -> Item:
    labels = read_labels(outline, span, is_html=False)
    rest = [outline.blocks[i] for i in span if i not in labels.used]
    return Item(outline.blocks[title].text, labels, None, _teaser(rest), None)


def _teaser(blocks: list[Block]) -> str | None:
    kept: list[str] = []
    for block in blocks:
        if _is_surrounding(block):
            break
        kept.append(block.text)
    return " ".join(kept) or None


def _is_surrounding(block: Block) -> bool:
    text = block.text
    if not text or _PAGE_NUMBER.fullmatch(text):
        return True
    return find_navigation(text) is not None or find_opening(text) == "ending"


def _find_groups(outline: Outline) -> list[list[tuple[int, int, int]]]:
    """Groups of spans (headline, first, after), each span a box with one linked headline, side by side."""
    # What leads where a heading leads is the rest of its item: a summary within the link, "Read more".
    headed = {b.links[0].href for b in outline.blocks if b.is_heading and b.tag != "h1" and b.links}
    heads = [i for i, block in enumerate(outline.blocks) if block.linked and _is_headline(block, headed)]
    groups: dict[tuple[int, str], list[tuple[int, int, int]]] = {}
    for at, head in enumerate(heads):
        before = heads[at - 1] if at else -1
        behind = heads[at + 1] if at + 1 < len(heads) else len(outline.blocks)
        box = outline.blocks[head].box
        # The largest box that holds this headline and no other.
        while True:
            parent = outline.parents[box]
            if not parent or outline.firsts[parent] <= before or outline.afters[parent] > behind:
                break
            box = parent
        first, after = outline.firsts[box], outline.afters[box]
        if first <= before or after > behind:
            parent, first, after = box, head, head + 1
        groups.setdefault((parent, outline.blocks[head].tag), []).append((head, first, after))
    return [_widen(outline, key[0], spans) for key, spans in groups.items()]


def _widen(outline: Outline, parent: int, spans: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Where items stand in no boxes of their own, an item reaches to the next headline."""
    if any(after - first > 1 for _, first, after in spans):
        return spans
    ends = [*(head for head, _, _ in spans[1:]), outline.afters[parent]]
    return [(head, head, end) for (head, _, _), end in zip(spans, ends, strict=True)]


def _is_headline(block: Block, headed: set[str]) -> bool:
    if not block.is_linked or not block.links[0].href or count_words(block.text) > _TITLE_WORDS:
        return False
    if block.is_heading:
        return block.tag != "h1"
    href = block.links[0].href
    return count_words(block.text) >= _FEWEST and href not in headed and _MEMBER.search(href) is not None


def _weight(outline: Outline, group: list[tuple[int, int, int]]) -> int:
    """How much a group looks like the listing: its items, and more so those with labels or dates."""
    rich = 0
    for _, first, after in group:
        rest = outline.blocks[first:after]
        rich += any(find_label(b.text) or _is_item_label(b) or b.when for b in rest)
    return len(group) + 10 * rich


def _read_box(outline: Outline, head: int, first: int, after: int, base: str | None) -> Item:
    span = [i for i in range(first, after) if i != head]
    labels = read_labels(outline, span, is_html=True)
    rest = [outline.blocks[i] for i in span if i not in labels.used]
    day: str | None = None
    texts: list[Block] = []
    link: Link = outline.blocks[head].links[0]
    for block in rest:
        pieces = [piece.strip() for piece in _BARS.split(block.text)]
        found = read_day(block) if count_words(pieces[0]) <= 5 else None
        types = [piece for piece in pieces if find_content_type(piece)]
        if len(pieces) > 1 and len(types) + bool(found) < len(pieces):
            types, found = [], None
        if found or (types and "content_type" not in labels.values):
            day = day or found
            if types:
                labels.values.setdefault("content_type", (types[0],))
        elif not block.is_linked or (block.links[0].href == link.href and is_prose(block._replace(linked=0))):
            texts.append(block)
    return Item(outline.blocks[head].text, labels, day, _teaser(texts), urljoin(base or _SITE, link.href))


def _find_next(outline: Outline, base: str | None) -> str | None:
    links = [link for block in outline.blocks for link in block.links if "page=" in link.href]
    for link in links:
        text = link.text.strip()
        if _NEXT.match(text) and "last" not in text.lower() and text not in {"»", "»»", ">>"}:
            return urljoin(base or _SITE, link.href)
    return None


def _make_page(item: Item, decoded: Decoded, form: Format, lang: str | None) -> Page:
    values = item.labels.values
    body = (item.teaser,) if item.teaser and count_words(item.teaser) <= _TEASER_WORDS else ()
    language = find_language(item.title, None, body, declared=lang, url=item.url)
    content_type = values.get("content_type")
    issued_on = item.labels.day or item.day
    return Page(
        kind="listing_item",
        format=form,
        encoding=decoded.encoding,
        encoding_from=decoded.source,
        url=item.url,
        language=language.code,
        language_from=language.source,
        title=item.title,
        content_type=(find_content_type(content_type[0]) or content_type[0]) if content_type else None,
        issued_on=issued_on,
        issued_on_from=("label" if item.labels.day else "time") if issued_on else None,
        issued_by=values.get("issued_by", ()),
        fields_of_work=values.get("fields_of_work", ()),
        body=body,
        teaser=item.teaser,
        dateline=find_dateline(body),
        event_where=", ".join(values["location"]) if "location" in values else None,
        warnings=decoded.warnings,
    )

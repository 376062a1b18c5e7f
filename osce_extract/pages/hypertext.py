"""HTML of either site, or of any other, in, the draft of its article out: structure first, names second."""

from __future__ import annotations

import re
from itertools import accumulate

from osce_extract.pages.article import Draft
from osce_extract.pages.blocks import Block, Outline, count_words, is_prose
from osce_extract.pages.days import find_day, is_span
from osce_extract.pages.labels import Labelled, read_day, read_labels
from osce_extract.pages.markup import Markup
from osce_extract.pages.mastheads import is_byline, is_masthead
from osce_extract.pages.metadata import Metadata
from osce_extract.pages.sections import find_sections, is_dated_link
from osce_extract.pages.unnamed import field_of, is_day, read_unnamed
from osce_extract.pages.values import is_known, split_values
from osce_extract.text.folding import fold
from osce_extract.vocab.navigation import find_navigation
from osce_extract.vocab.pagewords import page_words
from osce_extract.vocab.structures import find_structure
from osce_extract.vocab.surroundings import find_no_article
from osce_extract.vocab.topics import find_content_type, find_field_of_work, find_label

__all__ = ["read_hypertext"]

_MENU_LEAST = 5
_MENU_SHARE = 0.75
_MENU_WORDS = 12
_LINE_WORDS = 20
_LEAD_WORDS = 5
_BARS = re.compile(r"\s+[|·•]\s+")
# The article's text makes up most of the page's sentences; what holds less of them is beside it.
_BODY_SHARE = 0.7
_SUSPECT_SHARE = 0.5
_ABOVE_TITLE = 8
_ASIDE_VALUES = 5
_NAMING = frozenset({"issued_by", "fields_of_work"})
_MOST_VALUES = 9
_WORD = re.compile(r"[^\W\d_]+")


def read_hypertext(markup: Markup, metadata: Metadata) -> Draft:
    """Read the draft of an article from HTML."""
    outline = markup.outline
    draft = Draft(format="html", metadata_day=metadata.day, url=metadata.url, lang=markup.lang)
    beside = _find_beside(outline)
    title = _find_title(outline, metadata, beside)
    if title is not None:
        draft.title = outline.blocks[title].text
    elif metadata.titles:
        draft.title = metadata.titles[0]
        draft.warnings.append("the title stands only in the page's metadata")
    beside |= find_sections(outline, title)
    start = 0 if title is None else title + 1
    above = range(max(0, start - 1 - _ABOVE_TITLE), max(0, start - 1))
    free = [i for i in range(start, len(outline.blocks)) if i not in beside]
    near = [i for i in above if i not in beside]
    draft.labels = read_labels(outline, [*near, *free], is_html=True)
    read_unnamed(outline, [*near, *free], draft.labels)
    _read_aside(outline, sorted(i for i in beside if i >= start), draft.labels)
    free = [i for i in free if i not in draft.labels.used]
    body = _find_body(outline, free)
    body = _without_edges(outline.blocks, body)
    first = body[0] if body else len(outline.blocks)
    inside = set(body)
    around = [i for i in (*near, *free) if i not in inside]
    _read_around(outline, around, range(title or 0, first), draft)
    end_of_labels = _label_end(outline.blocks, body, draft.labels)
    heads = [i for i in free if i < max(first, end_of_labels)]
    body = [i for i in body if i >= end_of_labels]
    named = _named_leads(outline, body)
    heads += named
    body = body[len(named) :]
    # A heading is a lead only right below the headline.
    heads = [i for i in heads if i == start or not outline.blocks[i].is_heading]
    draft.leads = [outline.blocks[i] for i in heads if _may_lead(outline.blocks[i], draft)]
    draft.body = _without_link_lists([outline.blocks[i] for i in body])
    return draft


def _find_beside(outline: Outline) -> set[int]:
    """The blocks of menus, footers, asides and the like: by element or class, and by shape."""
    blocks = outline.blocks
    prose = list(accumulate([count_words(b.text) if is_prose(b) else 0 for b in blocks], initial=0))
    entries = list(accumulate([_is_menu_entry(b) for b in blocks], initial=0))
    linked = list(accumulate([b.is_linked for b in blocks], initial=0))
    headings = list(accumulate([b.tag == "h1" for b in blocks], initial=0))
    beside: set[int] = set()
    for box in range(1, len(outline.parents)):
        first, after = outline.firsts[box], outline.afters[box]
        if first >= after or (first in beside and after - 1 in beside):
            continue
        words = prose[after] - prose[first]
        kind = outline.kinds[box]
        has_title = headings[after] > headings[first]
        if kind == "lead":
            continue
        if kind and words <= prose[-1] * _SUSPECT_SHARE and not (has_title and kind != "hidden"):
            beside.update(range(first, after))
        elif not words and not has_title and after - first >= _MENU_LEAST:
            # Below the headline the topics of the article stand in lists as well, so there only links count.
            shaped = linked if headings[first] else entries
            is_menu = shaped[after] - shaped[first] >= (after - first) * _MENU_SHARE
            if is_menu and not (headings[first] and _holds_values(blocks, first, after)):
                beside.update(range(first, after))
    return beside


def _holds_values(blocks: list[Block], first: int, after: int) -> bool:
    """Tell links that are the values of labels: names that are known, a few to each label."""
    labels = sum(not b.is_linked and find_label(b.text) in _NAMING for b in blocks[max(first - 1, 0) : after])
    linked = [block.text for block in blocks[first:after] if block.is_linked]
    return len(linked) <= labels * _MOST_VALUES and all(map(is_known, linked))


def _is_menu_entry(block: Block) -> bool:
    if block.text.count(" ") >= _MENU_WORDS:
        return False
    return block.is_linked or find_navigation(block.text) in {"menu", "meeting", "footer", "share"}


def _find_title(outline: Outline, metadata: Metadata, beside: set[int]) -> int | None:
    """The headline: an `h1`, what the metadata calls the page, or the heading above the first sentences."""
    blocks = outline.blocks
    known = {fold(title) for title in metadata.titles}
    cut = tuple(title.rstrip(" .…") for title in known if title.endswith(("…", "...")))
    candidates = [i for i, b in enumerate(blocks) if b.tag == "h1" and i not in beside]
    candidates = candidates or [i for i, b in enumerate(blocks) if b.tag == "h1"]
    for i in candidates:
        if fold(blocks[i].text) in known or (cut and fold(blocks[i].text).startswith(cut)):
            return i
    mains = [i for i in candidates if not _is_site_name(blocks[i].text)]
    # Folding keeps the length of a text, so that most need not be folded to be refused.
    sizes = set(map(len, known))
    near = [i for i, b in enumerate(blocks) if len(b.text) in sizes and i not in beside and not b.is_linked]
    alike = [i for i in near if fold(blocks[i].text) in known]
    if alike and (not mains or not any(_resembles(blocks[i].text, known) for i in mains)):
        return alike[0]
    if mains:
        return next((i for i in mains if _resembles(blocks[i].text, known)), mains[0])
    prose = next((i for i, b in enumerate(blocks) if i not in beside and is_prose(b)), len(blocks))
    above = [
        i
        for i, b in enumerate(blocks[:prose])
        if b.is_heading and i not in beside and not b.is_linked and not _is_site_name(b.text)
    ]
    return above[-1] if above else None


def _is_site_name(text: str) -> bool:
    return not find_no_article(text) and (is_masthead(text) or find_navigation(text) is not None)


def _resembles(text: str, known: set[str]) -> bool:
    words = set(_WORD.findall(fold(text)))
    return any(2 * len(words & set(_WORD.findall(title))) > len(words) for title in known)


def _find_body(outline: Outline, free: list[int]) -> list[int]:
    """The blocks of the smallest box that holds most of the sentences, and of boxes like it beside it."""
    blocks = outline.blocks
    counts = [0] * (len(blocks) + 1)
    for i in free:
        if is_prose(blocks[i]):
            counts[i + 1] = count_words(blocks[i].text)
    prose = list(accumulate(counts))
    if not prose[-1]:
        return []
    best, size = 0, len(blocks) + 1
    for box in range(len(outline.parents)):
        first, after = outline.firsts[box], outline.afters[box]
        if prose[after] - prose[first] >= prose[-1] * _BODY_SHARE and after - first <= size:
            best, size = box, after - first
    chosen = _with_siblings(outline, best, prose)
    members = [i for i in free if any(first <= i < after for first, after in chosen)]
    return _trim(blocks, members)


def _with_siblings(outline: Outline, box: int, prose: list[int]) -> list[tuple[int, int]]:
    first, after = outline.firsts[box], outline.afters[box]
    spans = [(first, after)]
    parent = outline.parents[box]
    if box == 0:
        return spans
    for other in range(box + 1, len(outline.parents)):
        if outline.parents[other] != parent or outline.firsts[other] < after:
            continue
        start, end = outline.firsts[other], outline.afters[other]
        members = outline.blocks[start:end]
        is_like = prose[end] > prose[start] and not outline.kinds[other]
        if is_like and not any(b.is_heading or b.is_linked for b in members):
            spans.append((start, end))
    return spans


def _trim(blocks: list[Block], members: list[int]) -> list[int]:
    """Leave out what stands before the first sentence and is no heading of it, and headings at the end."""
    first = next((at for at, i in enumerate(members) if is_prose(blocks[i])), 0)
    while first and _may_open(blocks[members[first - 1]]):
        first -= 1
    return members[first:]


def _may_open(block: Block) -> bool:
    return block.is_heading or (not block.is_linked and block.text.endswith((".", "?", "!", "…", ":", "”")))


def _read_around(outline: Outline, around: list[int], head: range, draft: Draft) -> None:
    """Read what stands about the body without a label: content type, date, structures, topics.

    Args:
        outline: the page.
        around: the blocks to read.
        head: from the headline to the first sentence.
        draft: what is found goes here.
    """
    at = head.start
    values = draft.labels.values
    structures: list[str] = []
    topics: list[str] = []
    types: list[tuple[int, str]] = []
    for i in around:
        block = outline.blocks[i]
        if not block.is_linked or _is_alone(outline, i, at):
            parts = (block.text,) if find_content_type(block.text) else block.parts
            types += [(abs(i - at), part) for part in parts if find_content_type(part)]
        if draft.day is None and (i in head or not is_dated_link(outline, i)):
            _take_day(block, draft)
        if count_words(block.text) <= 40 and i >= at and not block.is_heading:
            names = split_values(block.text) if "," in block.text else (block.text, *block.parts)
            bare = [name.strip(" ,;") for name in names]
            structures += [name for name in bare if find_structure(name) and not is_masthead(name)]
            topics += [name for name in bare if find_field_of_work(name)]
    if types and draft.content_type is None:
        draft.content_type = min(types)[1]
    if structures and "issued_by" not in values:
        values["issued_by"] = tuple(dict.fromkeys(structures))
    if topics and "fields_of_work" not in values:
        values["fields_of_work"] = tuple(dict.fromkeys(topics))


def _is_alone(outline: Outline, index: int, title: int) -> bool:
    """Tell a link right above the headline that is no step of a trail or entry of a list."""
    block = outline.blocks[index]
    if block.is_item or index != title - 1 or outline.afters[block.box] - outline.firsts[block.box] > 1:
        return False
    before = outline.blocks[index - 1] if index else None
    return not (before and before.linked and outline.parents[before.box] == outline.parents[block.box])


def _take_day(block: Block, draft: Draft) -> None:
    if block.text.startswith(page_words().changes) or is_span(block.text):
        return
    for part in block.parts or (block.text,):
        if draft.day is None and is_day(part):
            draft.day, draft.day_from = read_day(block._replace(text=part)), "time"
    if block.when and draft.day is None and not is_prose(block):
        draft.day, draft.day_from = read_day(block), "time"


def _named_leads(outline: Outline, body: list[int]) -> list[int]:
    """What opens the body in a box that its class calls a lead, an introduction or a summary."""
    named: list[int] = []
    for i in body[:2]:
        if outline.kinds[outline.blocks[i].box] != "lead":
            break
        named.append(i)
    return named if len(body) > len(named) + 1 else []


def _label_end(blocks: list[Block], body: list[int], labels: Labelled) -> int:
    """Where labels end that stand above most of the body; 0 when they stand elsewhere."""
    last = max((i for i in labels.bounds if body and body[0] < i < body[-1]), default=0)
    behind = sum(count_words(blocks[i].text) for i in body if i > last)
    total = sum(count_words(blocks[i].text) for i in body)
    return last if behind * 3 >= total * 2 else 0


def _may_lead(block: Block, draft: Draft) -> bool:
    text = block.text
    if block.is_linked or count_words(text) < _LEAD_WORDS or is_byline(text):
        return False
    if count_words(text) <= _LINE_WORDS and find_day(text):
        pieces = _BARS.split(text)
        if any(is_known(link.text) for link in block.links) or (len(pieces) > 1 and any(map(is_day, pieces))):
            return False
    if find_content_type(text) or is_day(text) or is_known(text) or find_navigation(text):
        return False
    parts = block.parts if len(block.parts) > 1 else split_values(text)
    names = list(filter(None, (name.strip(" ,;|/") for name in parts)))
    return text != draft.title and not all(is_known(n) or is_day(n) or find_content_type(n) for n in names)


def _without_edges(blocks: list[Block], body: list[int]) -> list[int]:
    """Leave out structures and topics that stand before the first or behind the last sentence."""
    sentences = [at for at, i in enumerate(body) if is_prose(blocks[i])]
    if not sentences:
        return body
    return [
        i
        for at, i in enumerate(body)
        if sentences[0] <= at <= sentences[-1] or field_of(split_values(blocks[i].text)) is None
    ]


def _read_aside(outline: Outline, indices: list[int], labels: Labelled) -> None:
    """Read labels that stand in a side column, as far as their values are known names."""
    aside = read_labels(outline, indices, is_html=True)
    for name in ("issued_by", "fields_of_work"):
        values = aside.values.get(name, ())
        if name not in labels.values and 0 < len(values) <= _ASIDE_VALUES and all(map(is_known, values)):
            labels.values[name] = values
    labels.day = labels.day or aside.day


def _without_link_lists(blocks: list[Block]) -> list[Block]:
    """Leave out list items and headings that are only links, unless a colon announces them."""
    kept: list[Block] = []
    for block in blocks:
        is_link = block.is_linked and (block.is_item or block.is_heading)
        is_announced = bool(kept) and (
            kept[-1].text.endswith(":") or (kept[-1].is_linked and kept[-1].is_item)
        )
        if not is_link or (is_announced and block.is_item):
            kept.append(block)
    return kept

"""Plain text of either site or of a republication in, the draft of its article out."""

from __future__ import annotations

import re
from typing import NamedTuple

from osce_extract.pages.article import Draft
from osce_extract.pages.blocks import Block, Outline, count_words, is_prose
from osce_extract.pages.boilerplate import find_menus, is_caption, is_contact
from osce_extract.pages.dateline import find_dateline
from osce_extract.pages.days import find_day
from osce_extract.pages.labels import read_labels
from osce_extract.pages.mastheads import is_masthead, is_trail
from osce_extract.vocab.countries import find_country
from osce_extract.vocab.navigation import find_navigation
from osce_extract.vocab.structures import find_structure
from osce_extract.vocab.surroundings import find_opening
from osce_extract.vocab.topics import find_content_type

__all__ = ["Stamp", "read_plain", "read_stamp"]

_STAMP_WORDS = 14
_STAMP_REST = 4
_TITLE_WORDS = 45
_TITLE_LEAST = 3
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?\b)?|\b(?:UTC|GMT|CET|CEST)\b|\(All day\)")
_NUMBER = re.compile(r"[\d\s.,:;|/()–—›»«-]+")
_WORD = re.compile(r"[^\W\d_]+")
# "VIENNA, 3 May –" opens a paragraph; "May 3" alone, or with a weekday and an agency, stamps a page.
_MONTH_FIRST = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")


_BYLINE = re.compile(r"(?:[Bb]y|BY) [A-Z][\w.-]{1,20}(?: [A-Z][\w.-]{1,20}){0,3}$")


class Stamp(NamedTuple):
    """A line that a republisher puts on a text: when, and perhaps what it is.

    Attributes:
        day: ISO date; None when the line does not give a full one.
        content_type: as printed between its bars.
        is_span: whether it gives two days, as event pages do.
    """

    day: str | None
    content_type: str | None
    is_span: bool


def read_plain(outline: Outline) -> Draft:
    """Read the draft of an article from an outline of lines."""
    blocks = outline.blocks
    labels = read_labels(outline, range(len(blocks)), is_html=False)
    menus = find_menus(blocks, labels.used)
    free = [i for i, block in enumerate(blocks) if block.text and i not in menus and i not in labels.used]
    draft = Draft(format="text", labels=labels, extra="\n".join(b.text for b in blocks if "http" in b.text))
    free = _take_stamps(blocks, free, draft)
    if menus and not any(is_prose(blocks[i]) for i in free):
        free = []
    title = _find_title(blocks, free, labels.used, draft)
    if title is not None:
        draft.title = blocks[title].text
        free = [i for i in free if i > title]
    after_labels = _label_end(blocks, free, labels.bounds)
    draft.leads = [blocks[i] for i in free if i < after_labels]
    draft.body = [blocks[i] for i in free if i >= after_labels]
    _take_event(draft)
    return draft


def read_stamp(text: str) -> Stamp | None:
    """Read a line that gives a date, perhaps a time and an agency, and nothing else.

    >>> read_stamp("05/30/2025 | Press release | Distributed by a wire").day
    '2025-05-30'
    """
    if count_words(text) > _STAMP_WORDS or not any(character.isdigit() for character in text):
        return None
    found = find_day(text, month_first=bool(_MONTH_FIRST.search(text)))
    if found is None:
        is_number = len(text) < 20 and _NUMBER.fullmatch(text)
        return Stamp(None, None, is_span=False) if is_number else None
    second = find_day(text, found.end)
    rest = text[: found.start] + " " + text[found.end :]
    if second:
        rest = text[: found.start] + " " + text[found.end : second.start] + " " + text[second.end :]
    parts = [part.strip() for part in rest.split("|")]
    content_type = next((part for part in parts if find_content_type(part)), None)
    words = _WORD.findall(_TIME.sub(" ", rest))
    if content_type is None and "|" not in text and len(words) > _STAMP_REST:
        return None
    if content_type is None and not _is_stamp_rest(text, words):
        return None
    day = found.edtf if len(found.edtf) == 10 and found.edtf[0] != "X" else None
    return Stamp(
        day, content_type, is_span=second is not None and second.edtf != found.edtf and "|" not in text
    )


def _is_stamp_rest(text: str, words: list[str]) -> bool:
    # A dateline stands before a sentence or names a town in capitals; neither is a stamp.
    return find_dateline((text,)) is None or not words or words[0] in {"OSCE", "ODIHR"}


def _take_stamps(blocks: list[Block], free: list[int], draft: Draft) -> list[int]:
    """Take stamps, and lines that only name the site, off the beginning."""
    kept: list[int] = []
    is_head = True
    for i in free:
        block = blocks[i]
        is_head = is_head and not (is_prose(block) and len(kept) > 0)
        if not is_head or block.is_item:
            kept.append(i)
            continue
        stamp = read_stamp(block.text)
        if stamp is None and not _is_masthead(block.text):
            kept.append(i)
        elif stamp and stamp.is_span:
            draft.labels.values.setdefault("event_when", (block.text,))
        elif stamp:
            if draft.day is None and kept:
                draft.title = blocks[kept[-1]].text
                kept = kept[-1:]
            if block.text.startswith("date "):
                draft.labels.day = draft.labels.day or stamp.day
            draft.day = draft.day or stamp.day
            draft.content_type = draft.content_type or stamp.content_type
    return kept


def _is_masthead(text: str) -> bool:
    if _BYLINE.match(text) or (text.endswith(":") and count_words(text) < _TITLE_LEAST + 1):
        return True
    if is_masthead(text) or is_trail(text) or (not text[0].isalnum() and text[0] in ":|»›/>"):
        return True
    return find_opening(text) == "line" and count_words(text) < _STAMP_WORDS


def _find_title(blocks: list[Block], free: list[int], used: set[int], draft: Draft) -> int | None:
    """Find the headline: beside the content type, else the first line."""
    at = _find_content_type(blocks, free)
    if at is not None:
        draft.content_type = blocks[free[at]].text
        before = free[at - 1] if at else None
        behind = next((i for i in free[at + 1 :] if not is_caption(blocks[i])), None)
        if before is not None and _is_title_before(blocks, before, behind, free[at], used):
            free.pop(at)
            return before
        if behind is not None:
            return behind
        return before
    for position, i in enumerate(free):
        block = blocks[i]
        if is_caption(block) or block.is_item:
            continue
        has_more = position + 1 < len(free) or bool(used)
        is_title = (
            count_words(block.text) <= _TITLE_WORDS and has_more and find_dateline((block.text,)) is None
        )
        return i if is_title else None
    return None


def _find_content_type(blocks: list[Block], free: list[int]) -> int | None:
    """The last line before the first sentence that is a content type and nothing else."""
    found: int | None = None
    prose = 0
    for position, i in enumerate(free):
        if not blocks[i].is_item and find_content_type(blocks[i].text):
            found = position
        elif is_prose(blocks[i]) and not blocks[i].text.endswith(("?", "!")):
            prose += 1
            if prose > 1 or found is not None:
                break
    return found


def _is_title_before(
    blocks: list[Block], before: int, behind: int | None, content_type: int, used: set[int]
) -> bool:
    text = blocks[before].text
    if count_words(text) < _TITLE_LEAST or before != content_type - 1 or find_structure(text):
        return False
    return (
        content_type + 1 in used
        or behind is None
        or is_prose(blocks[behind])
        or blocks[behind].text.endswith((".", "…"))
    )


def _label_end(blocks: list[Block], free: list[int], used: set[int]) -> int:
    """Where the body begins: behind the labels, unless they close the article."""
    if not used:
        return 0
    first, last = min(used), max(used)
    ahead = sum(count_words(blocks[i].text) for i in free if i < first)
    behind = sum(count_words(blocks[i].text) for i in free if i > last and is_prose(blocks[i]))
    if behind * 2 < ahead or not behind:
        return 0
    inside = [i for i in free if first < i < last and is_prose(blocks[i])]
    if inside and ahead == 0:
        return first
    return last


def _take_event(draft: Draft) -> None:
    """Take the place that an event page prints on a line of its own below its title."""
    body = draft.body
    if not body or draft.leads:
        return
    head = body[0]
    segments = [segment.strip() for segment in head.text.split(",")]
    is_place = 2 <= len(segments) <= 4 and count_words(head.text) <= 10 and find_country(segments[-1])
    if is_place and not head.text.endswith(".") and not is_contact(head.text):
        draft.labels.values.setdefault("event_where", (head.text,))
        del body[0]
    elif find_navigation(head.text) == "menu" and len(body) > 1 and is_prose(body[1]):
        del body[0]

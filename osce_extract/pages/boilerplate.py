"""Blocks in, which of them are none of the article's text out: menus, captions, contacts, related items, …

Each kind has a guard, so that a misread line costs a line and not the article.
"""

from __future__ import annotations

import re

from osce_extract.pages.blocks import Block, count_words, is_prose
from osce_extract.pages.repeats import find_repeats
from osce_extract.vocab.navigation import find_navigation
from osce_extract.vocab.pagewords import page_words
from osce_extract.vocab.surroundings import find_opening
from osce_extract.vocab.topics import find_content_type, find_label

__all__ = ["find_menus", "is_bare_caption", "is_caption", "is_contact", "keep_article"]

_MENU_ITEM_WORDS = 14
_LONG_RUN = 8
_SHORT_RUN = 3
_GAP = 2
_GAP_WORDS = 8
_FINAL = (".", "!", "?", ";", ",", "…")

_AGENCY = r"(?:OSCE|[Pp]hoto|[Ff]oto|ODIHR|UN|Reuters|AP|EPA|AFP)"
_CREDIT_NAME = rf"\((?:{_AGENCY}(?:[ /:][^()\n]{{0,60}})?|[^()/\n]{{1,40}}/ ?OSCE)\)"
_CREDIT_FIRST = re.compile(_CREDIT_NAME)
_CREDIT_LAST = re.compile(_CREDIT_NAME + r"(?: Photo details)?\.?$")
_CAPTION_WORDS = 70
_BARE_CAPTION_WORDS = 30
_DAY_WORDS = 4
_CREDIT_WORDS = 6
_DAY_LAST = re.compile(r",? \d{1,2} [A-Z][a-z]{2,8} \d{4}$")
_NAMED_LAST = re.compile(r"[.!?] \([A-Z][^()\n]{1,40}\)$")
_PHOTO_LAST = re.compile(r"\bPhoto(?: credit|s)?: [^.:\n]{1,40}(?:\.[a-z]{2,3})?\.?$")
_PHONE = re.compile(
    r"(?:\+\d|\b[Tt]el\b|\b[Pp]hone\b|\b[Ff]ax\b|\b[Mm]obile\b)[^A-Za-z\n]{0,6}\d[\d\s()./-]{4,}"
)
_ADDRESS = re.compile(r"[\w.+-]{1,40}@[\w-]{1,40}\.[a-z]{2,}|\bwww\.|https?://")
_CONTACT_WORDS = 16
_NOTICES = 4


_SECTIONS = {
    "related": "ending",
    "footer": "ending",
    "share": "line",
    "pager": "line",
    "listing": "line",
    "contact": "contact",
}


def find_menus(blocks: list[Block], used: set[int]) -> set[int]:
    """Find the menus of a text: runs of list items and lines that a menu has, or that are shaped like one.

    A run counts when most of it is known from menus, or when it is long and all its lines look like
    entries; a list behind a colon is the article's.
    """
    menus: set[int] = set()
    sentences = [i for i, block in enumerate(blocks) if i not in used and is_prose(block)]
    for run in _join_runs(blocks, _find_runs(blocks, used), used):
        start = run[0]
        if start and blocks[start].is_item and blocks[start - 1].text.endswith(":") and start - 1 not in used:
            run = _after_list(blocks, run)  # noqa: PLW2901
        if run and _is_menu(blocks, run) and not _is_subheading(blocks, run, sentences):
            menus.update(run)
    return menus


def is_caption(block: Block) -> bool:
    """Tell a picture's caption by its credit: `(OSCE/Name)` before or behind a short text."""
    text = block.text
    if text.startswith(("OSCE/", "© OSCE/")) and count_words(text) <= _CREDIT_WORDS:
        return True
    if "(" not in text or count_words(text) > _CAPTION_WORDS:
        return False
    first = _CREDIT_FIRST.match(text)
    if first and ("/" in first[0] or text[first.end() :].lstrip()[:1].isupper() or text.endswith(first[0])):
        return True
    if text[0] == "(" and text.find(")") == len(text) - 1:
        return "OSCE" in text or "Photo" in text
    last = _CREDIT_LAST.search(text)
    if last is None:
        return False
    before = text[: last.start()].rstrip()
    return "/" in last[0] or ":" in last[0] or not before or before[-1] in '.!?”"’' or _ends_with_day(before)


def is_bare_caption(block: Block) -> bool:
    """Tell "…, Prizren, 10 April 2019" and "…. (AFAD)": a short text that ends with a day or a credit."""
    text = block.text
    if count_words(text) > _BARE_CAPTION_WORDS or block.is_item or block.is_heading:
        return False
    if _ends_with_day(text):
        return True
    is_named = text.endswith(")") and _NAMED_LAST.search(text)
    return bool(is_named or ("Photo" in text and _PHOTO_LAST.search(text)))


def _ends_with_day(text: str) -> bool:
    return text[-1:].isdigit() and count_words(text) > _DAY_WORDS and _DAY_LAST.search(text) is not None


def is_contact(text: str) -> bool:
    """Tell a line that gives a telephone number, an e-mail or a web address and little else."""
    if count_words(text) > _CONTACT_WORDS:
        return False
    return bool(_PHONE.search(text) or _ADDRESS.search(text))


def keep_article(blocks: list[Block]) -> list[Block]:
    """Keep the article's own paragraphs of the blocks that follow its title and labels, in order."""
    kept = [block for block in _cut_sections(blocks) if not (is_caption(block) or is_bare_caption(block))]
    kept = _cut_contacts(_cut_notices(kept))
    repeats = find_repeats([block.text for block in kept])
    kept = [block for index, block in enumerate(kept) if index not in repeats]
    return _trim_end(kept)


def _find_runs(blocks: list[Block], used: set[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    opened = False
    for index, block in enumerate(blocks):
        is_head = index > 0 and not blocks[index - 1].text and count_words(block.text) <= _GAP_WORDS
        belongs = index not in used and (block.is_item or is_head or _is_entry(block))
        if belongs and opened:
            runs[-1].append(index)
        elif belongs:
            runs.append([index])
        opened = belongs
    return runs


def _is_subheading(blocks: list[Block], run: list[int], sentences: list[int]) -> bool:
    """A topic's name alone between two paragraphs heads the second one."""
    if len(run) > 1 or blocks[run[0]].is_item or not sentences:
        return False
    index = run[0]
    return sentences[0] < index < sentences[-1] and index + 1 in sentences and blocks[index - 1].text != ""


def _join_runs(blocks: list[Block], runs: list[list[int]], used: set[int]) -> list[list[int]]:
    """Join the runs of one menu that lines unknown to the vocabulary part."""
    joined: list[list[int]] = []
    for run in runs:
        if joined and len(run) >= _SHORT_RUN and len(joined[-1]) >= _SHORT_RUN:
            gap = range(joined[-1][-1] + 1, run[0])
            if len(gap) <= _GAP and all(i not in used and _may_be_entry(blocks[i]) for i in gap):
                joined[-1] += [*gap, *run]
                continue
        joined.append(run)
    return joined


def _is_entry(block: Block) -> bool:
    return bool(block.text) and count_words(block.text) <= _MENU_ITEM_WORDS and _is_known_entry(block.text)


def _is_known_entry(text: str) -> bool:
    # "Related items" and "Contacts" open sections, which are cut with what they open.
    is_menu = find_navigation(text) in {"menu", "meeting", "pager", "listing"}
    return is_menu and (find_content_type(text) is None or text.endswith("s"))


def _may_be_entry(block: Block) -> bool:
    text = block.text
    return (
        0 < count_words(text) <= _GAP_WORDS
        and not text.endswith((*_FINAL, ":"))
        and not text[0].islower()
        and find_content_type(text) is None
    )


def _after_list(blocks: list[Block], run: list[int]) -> list[int]:
    for at, index in enumerate(run):
        if not blocks[index].text or not blocks[index].is_item:
            return run[at:]
    return []


def _is_menu(blocks: list[Block], run: list[int]) -> bool:
    texts = [blocks[index].text for index in run]
    named = [text for text in texts if text]
    known = sum(1 for text in named if _is_known_entry(text))
    if len(named) < len(texts) and len(texts) >= _SHORT_RUN:
        return not any(is_prose(blocks[index]) for index in run) or known * 2 >= len(named)
    if not named:
        return True
    if known * 2 >= len(named) and (len(named) >= _SHORT_RUN or known == len(named)):
        return True
    shaped = all(
        count_words(text) <= _MENU_ITEM_WORDS and not text.endswith(_FINAL) and not text[0].islower()
        for text in named
    )
    return shaped and len(named) >= _LONG_RUN and run[0] < len(blocks) // 2


def _cut_sections(blocks: list[Block]) -> list[Block]:
    """Leave out what lines such as "Contacts", "Related items" or "Share this" open."""
    prose = [0]
    for block in blocks:
        prose.append(prose[-1] + (count_words(block.text) if is_prose(block) else 0))
    kept: list[Block] = []
    is_inside_contact = False
    for index, block in enumerate(blocks):
        kind = _section_kind(block)
        if kind == "ending" and (prose[-1] - prose[index]) * 2 < prose[-1] + 1:
            break
        if kind == "line" and block.text.endswith(":") and index and prose[-1] == prose[index]:
            # "Categories:" below the last sentence heads a list that is none of the article's.
            break
        if kind == "contact":
            is_inside_contact = True
        elif kind is None and is_inside_contact:
            is_inside_contact = not is_prose(block) or is_contact(block.text)
        if kind is None and not is_inside_contact and block.text:
            kept.append(block)
    return kept


def _invites(text: str) -> bool:
    if text.split(" ", 1)[0] not in page_words().inviting:
        return False
    words = [word.strip(".,!") for word in text.split(" ", 30)[1:30]]
    return any(word in page_words().invited_to or find_navigation(word) == "share" for word in words)


def _section_kind(block: Block) -> str | None:
    text = block.text
    kind: str | None = find_opening(text)
    is_long = count_words(text) > _MENU_ITEM_WORDS
    if kind == "ending":
        return "line" if ": " in text or is_long else kind
    if kind or _invites(text):
        return kind or "line"
    navigation = None if is_long else find_navigation(text)
    return _SECTIONS.get(navigation) if navigation else None


def _cut_notices(blocks: list[Block]) -> list[Block]:
    """Leave out what a republisher says below a text of where it is from."""
    last = max(0, len(blocks) - _NOTICES)
    return [
        *blocks[:last],
        *(b for b in blocks[last:] if not any(n in b.text.lower() for n in page_words().notices)),
    ]


def _trim_end(blocks: list[Block]) -> list[Block]:
    """Cut headings and short lines at the end that are no sentence: what a site prints below its texts."""
    last = _without_topics(blocks)
    prose = next((i for i in range(last, 0, -1) if is_prose(blocks[i - 1])), 0)
    while last > prose > 0:
        block = blocks[last - 1]
        is_line = not block.tag and not block.text.rstrip("\"'”’»)").endswith((".", "!", "?", "…", ":", ";"))
        is_odd_item = (
            block.is_item and not blocks[last - 2].is_item and not blocks[last - 2].text.endswith(":")
        )
        if not (block.is_heading or is_line or is_odd_item) or count_words(block.text) > _MENU_ITEM_WORDS:
            break
        last -= 1
    return blocks[:last]


def _without_topics(blocks: list[Block]) -> int:
    """Where a list at the end begins that a label heads, with the label: how many blocks stand before it."""
    last = len(blocks)
    while last and blocks[last - 1].is_item and not is_prose(blocks[last - 1]):
        last -= 1
    if 0 < last < len(blocks) and not blocks[last - 1].is_item and find_label(blocks[last - 1].text):
        return last - 1
    return len(blocks)


def _cut_contacts(blocks: list[Block]) -> list[Block]:
    """Cut the names, addresses and telephone numbers at the end, which no line announces."""
    last = len(blocks)
    while last and not is_prose(blocks[last - 1]) and not is_contact(blocks[last - 1].text):
        last -= 1
    if not last or is_prose(blocks[last - 1]):
        return blocks
    while last and not is_prose(blocks[last - 1]) and not blocks[last - 1].text.endswith((".", ":", ";")):
        last -= 1
    return blocks[:last]

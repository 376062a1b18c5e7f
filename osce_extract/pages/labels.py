"""Blocks in, what stands under their labels out: Issued on, Issued by, Fields of work, When, Where, …"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import msgspec

from osce_extract.pages.blocks import Block, Outline, count_words, is_prose
from osce_extract.pages.days import is_span, parse_day
from osce_extract.pages.values import is_known, split_values
from osce_extract.vocab.structures import find_structure
from osce_extract.vocab.topics import Label, LabelField, find_label, split_label

__all__ = ["Labelled", "read_day", "read_labels"]

# A label followed by more values than this is the heading of a menu.
_MOST_VALUES = 9
_LABEL_WORDS = 5
_SEPARATORS = " |/·•–—-;,"
_VALUE_WORDS = 60
# These words also head menus, so without a colon a line of a text is no label.
_SURE = frozenset({"issued_on", "issued_by", "event_organizer", "event_when", "event_where"})
_EVENT = frozenset({"event_organizer", "event_when", "event_where"})
_TERM_TAGS = frozenset({"dt", "th"})
_CELLS = frozenset({"th", "td"})


class Labelled(msgspec.Struct):
    """What labels give.

    Attributes:
        values: for each field its values as printed, in order.
        day: ISO date under a label of publication.
        used: indices of the blocks that are labels or their values.
        bounds: indices of the labels that stand between an article's head and its body.
        lost: fields whose label has no value.
    """

    values: dict[LabelField, tuple[str, ...]] = {}
    day: str | None = None
    used: set[int] = set()
    bounds: set[int] = set()
    lost: list[LabelField] = []


def read_day(block: Block) -> str | None:
    """Read the date of a label's value; its words decide before a machine's date in another time zone."""
    printed = parse_day(block.text)
    declared = parse_day(block.when) if block.when else None
    if printed and any(character.isalpha() for character in block.text):
        return printed
    return declared or printed


def read_labels(outline: Outline, indices: Iterable[int], *, is_html: bool) -> Labelled:
    """Read the labels among some blocks, each with the values beside or behind it.

    Args:
        outline: the page.
        indices: blocks that may be labels, in order.
        is_html: whether boxes tell where values end.
    """
    found = Labelled()
    blocks = outline.blocks
    allowed = list(indices)
    follower = dict(pairwise(allowed))
    for index in allowed:
        if index in found.used or _take_rows(found, blocks[index], index):
            continue
        label = _read_label(blocks[index], is_html=is_html) or _read_head(blocks, index)
        if label is None or (is_html and _take_columns(found, outline, index)):
            continue
        name, value = label
        values: list[int] | None
        if value:
            values = [index]
        elif is_html:
            values = _values_in_box(outline, index, name, follower)
        else:
            values = _values_behind(blocks, index, name, follower)
        if values is None or (is_html and not value and len(values) > _MOST_VALUES):
            continue
        is_next = index - 1 in found.bounds
        found.used.add(index)
        found.used.update(values)
        if name != "ignored":
            found.bounds.update((index, *values))
        named = [_as_value(blocks[i], value) for i in values]
        if name == "ignored" and blocks[index].is_item and named and all(_is_issuer(b.text) for b in named):
            # "Source:" stands for "Issued by:" on the site of an institution.
            name = "issued_by"
        _keep(found, name, named, is_next=is_next)
    return found


def _take_rows(found: Labelled, block: Block, index: int) -> bool:
    """Take all labels of a line that holds several, each with what stands behind it up to the next."""
    if block.text.count(":") < 2 or count_words(block.text) > _VALUE_WORDS:
        return False
    rows = _split_rows(block.text)
    if len(rows) < 2:
        return False
    for row in rows:
        _keep(found, row.field, [block._replace(text=row.value, links=())])
    found.used.add(index)
    found.bounds.add(index)
    return True


def _take_columns(found: Labelled, outline: Outline, index: int) -> bool:
    """Take the labels that head the columns of a table, each with the cell below it."""
    blocks = outline.blocks
    names: list[LabelField] = []
    for block in blocks[index : index + _LABEL_WORDS]:
        name = find_label(block.text) if block.tag in _CELLS else None
        if name is None:
            break
        names.append(name)
    cells = blocks[index + len(names) : index + 2 * len(names)]
    if len(names) < 2 or len(cells) < len(names) or any(cell.tag != "td" for cell in cells):
        return False
    for name, cell in zip(names, cells, strict=True):
        _keep(found, name, [cell])
    span = range(index, index + 2 * len(names))
    found.used.update(span)
    found.bounds.update(span)
    return True


def _split_rows(line: str) -> list[Label]:
    """The labels of a line that begins with one; nothing of any other line."""
    rows: list[Label] = []
    for at, piece in enumerate(line.split(":")):
        words = piece.split(" ")
        sizes = range(min(_LABEL_WORDS, len(words)), 0, -1)
        size = next((n for n in sizes if words[-n][:1].isupper() and find_label(" ".join(words[-n:]))), 0)
        if at and rows:
            value = rows[-1].value + (":" if rows[-1].value else "") + " ".join(words[: len(words) - size])
            rows[-1] = rows[-1]._replace(value=value)
        name = find_label(" ".join(words[-size:])) if size else None
        if name and (at or size == len(words)):
            rows.append(Label(name, ""))
        if not rows:
            return []
    return [row._replace(value=row.value.strip(_SEPARATORS)) for row in rows]


def _read_label(block: Block, *, is_html: bool) -> tuple[LabelField, str] | None:
    if not block.text or block.is_linked:
        return None
    label = split_label(block.text)
    if label:
        is_long = count_words(label.value) > (_VALUE_WORDS if label.field in _EVENT else _VALUE_WORDS // 2)
        return None if is_long else (label.field, label.value)
    if count_words(block.text) > _LABEL_WORDS:
        return None
    name = find_label(block.text)
    if name is None or (not is_html and name not in _SURE):
        return None
    return name, ""


def _read_head(blocks: list[Block], index: int) -> tuple[LabelField, str] | None:
    """A label of no interest that heads a list in a text needs no colon: "Source" above "- OSCE"."""
    block = blocks[index]
    if block.tag or index + 1 == len(blocks) or not blocks[index + 1].is_item:
        return None
    return ("ignored", "") if find_label(block.text) == "ignored" else None


def _values_in_box(outline: Outline, index: int, name: LabelField, follower: dict[int, int]) -> list[int]:
    """The blocks after a label, up to the next one, within the smallest box that holds any."""
    blocks = outline.blocks
    scope = outline.scope(index)
    values: list[int] = []
    at = follower.get(index)
    while at is not None and at in scope and len(values) <= _MOST_VALUES:
        i, at = at, follower.get(at)
        if _read_label(blocks[i], is_html=True) or is_prose(blocks[i]) or blocks[i].is_heading:
            break
        if blocks[i].tag in _TERM_TAGS or blocks[i].text.endswith(":"):
            break
        values.append(i)
    if name == "issued_on":
        return values[:1]
    # Beside the article's paragraphs only the next block is the label's.
    has_prose = any(is_prose(blocks[i]) for i in scope[: 4 * _MOST_VALUES])
    return values[:1] if has_prose and not all(is_known(blocks[i].text) for i in values) else values


def _values_behind(
    blocks: list[Block], index: int, name: LabelField, follower: dict[int, int]
) -> list[int] | None:
    """The next line, and list items behind it that are known names."""
    values: list[int] = []
    label = blocks[index]
    at = follower.get(index)
    while at is not None and at == (values[-1] if values else index) + 1:
        block = blocks[at]
        if not block.text or _read_label(block, is_html=False) or (label.is_item and not block.is_item):
            break
        if values and not (block.is_item and (is_known(block.text) or name == "ignored")):
            break
        if not values and not _may_be_value(block, name):
            break
        values.append(at)
        at = follower.get(at)
        if not label.is_item and not (name == "ignored" and block.is_item):
            break
    if not values and not (label.is_item or label.text.endswith(":")):
        return None
    return values


def _may_be_value(block: Block, name: LabelField) -> bool:
    if name == "issued_on":
        return parse_day(block.text) is not None and count_words(block.text) <= _LABEL_WORDS + 1
    if name in _EVENT:
        # The value may be lost, and the article's first sentence stand there instead.
        is_sentence = is_prose(block) and block.text.endswith((".", "!", "?", "…", "”", '."'))
        return not is_sentence and count_words(block.text) <= _VALUE_WORDS
    return not is_prose(block) or is_known(block.text)


def _is_issuer(text: str) -> bool:
    structures = [find_structure(name) for name in split_values(text)]
    return bool(structures) and all(entry and entry.id != "osce" for entry in structures)


def _as_value(block: Block, inline: str) -> Block:
    return block._replace(text=inline) if inline else block


def _keep(found: Labelled, name: LabelField, blocks: list[Block], *, is_next: bool = False) -> None:
    if name == "issued_on":
        if blocks and is_span(blocks[0].text):
            found.values.setdefault("event_when", (blocks[0].text,))
            return
        day = next(filter(None, map(read_day, blocks)), None)
        # Of two days side by side the earlier one is the original's, the other a republisher's.
        found.day = min(found.day, day) if is_next and found.day and day else found.day or day
        if day is None:
            found.lost.append(name)
        return
    values = tuple(value for block in blocks for value in _names(block, name))
    if values:
        found.values.setdefault(name, tuple(dict.fromkeys(values)))
    else:
        found.lost.append(name)


def _names(block: Block, name: LabelField) -> tuple[str, ...]:
    text = block.text.strip(" ,;")
    if not text:
        return ()
    if name in _EVENT or name in {"content_type", "ignored"}:
        return (text,)
    linked = [link.text.strip(" ,;") for link in block.links]
    if len(linked) > 1 and sum(map(len, linked)) >= 0.8 * len(text):
        return tuple(filter(None, linked))
    return split_values(text)

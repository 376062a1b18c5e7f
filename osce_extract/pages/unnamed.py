"""Blocks in, labels that the vocabulary does not know out: told by their values, or by their order."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from osce_extract.pages.blocks import Block, Outline, count_words, is_prose
from osce_extract.pages.days import find_day
from osce_extract.pages.labels import Labelled, read_day
from osce_extract.pages.values import may_be_known, split_values
from osce_extract.vocab.pagewords import page_words
from osce_extract.vocab.structures import find_structure
from osce_extract.vocab.topics import LabelField, find_content_type, find_field_of_work, find_label

__all__ = ["field_of", "is_day", "read_unnamed"]

_WORDS = 40
_LABEL_WORDS = 4
_MOST_VALUES = 9
_TERM_TAGS = frozenset({"dt", "th"})
_LABEL_TAGS = frozenset({"dt", "th", "td"})
_BARS = re.compile(r"\s+[|·•]\s+")
# An hour may have its zone behind it: "10:30 AM Eastern Daylight Time".
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
_WORD = re.compile(r"[^\W\d_]+")


class _Row(NamedTuple):
    """A label that is not known, and its values."""

    used: tuple[int, ...]
    names: tuple[str, ...]
    day: str | None


def read_unnamed(outline: Outline, indices: list[int], labels: Labelled) -> None:
    """Read labels that the vocabulary does not know, adding to what is known already."""
    _read_typed(outline, indices, labels)
    if "issued_by" not in labels.values or "fields_of_work" not in labels.values:
        _read_rows(outline, indices, labels)


def field_of(names: tuple[str, ...]) -> Literal["issued_by", "fields_of_work"] | None:
    """The field whose vocabulary knows all the names."""
    if not names or not may_be_known(names[0]):
        return None
    if all(map(find_field_of_work, names)):
        return "fields_of_work"
    if all(map(find_structure, names)):
        return "issued_by"
    return None


def is_day(text: str) -> bool:
    """Tell a text that is a date, with a weekday or an hour at most."""
    if count_words(text) > 8:
        return False
    found = find_day(text)
    if found is None:
        return False
    rest = text[: found.start] + " " + text[found.end :]
    return len(_WORD.findall(rest)) <= (4 if _CLOCK.search(rest) else 2)


def _read_typed(outline: Outline, indices: list[int], labels: Labelled) -> None:
    """Read labels that the vocabulary does not know by what their values are: structures, or topics."""
    blocks = outline.blocks
    for i in indices:
        block = blocks[i]
        if i in labels.used or count_words(block.text) > _WORDS:
            continue
        if _read_line(block, labels):
            labels.used.add(i)
            continue
        label, colon, value = block.text.partition(":")
        names, field = _read_names(value if colon and count_words(label) <= _LABEL_WORDS else block.text)
        if field is None and len(block.parts) > 1 and count_words(block.parts[0]) <= _LABEL_WORDS:
            names = tuple(filter(None, (part.strip(" ,;") for part in block.parts[1:])))
            field = field_of(names)
            colon = "" if field is None else ":"
        if field is None or field in labels.values:
            continue
        before = blocks[i - 1] if i else block
        is_label = 0 < count_words(before.text) <= _LABEL_WORDS and not before.text.endswith(".")
        if colon:
            labels.used.add(i)
        elif is_label and (before.tag in _LABEL_TAGS or before.text.endswith(":")) and not before.is_linked:
            labels.used.update((i - 1, i))
            more = _same_field(outline, i, field)
            labels.used.update(more)
            names += tuple(name for j in more for name in split_values(blocks[j].text))
        else:
            continue
        labels.values[field] = tuple(dict.fromkeys(names))


def _read_names(text: str) -> tuple[tuple[str, ...], LabelField | None]:
    """The names that a text lists, and the field that knows them all; where none does, no names."""
    # Most blocks are sentences, whose first letters spare taking them apart.
    if not may_be_known(text.lstrip(" ,;|.").removeprefix("and ")):
        return (), None
    names = split_values(text)
    return names, field_of(names)


def _read_line(block: Block, labels: Labelled) -> bool:
    """Read a line of labels and values that bars or dots part, or that have no colons."""
    if block.text.startswith(page_words().changes):
        return False
    pieces = [piece.strip(" .,") for piece in _BARS.split(block.text)]
    found: list[tuple[LabelField, tuple[str, ...]]] = []
    days: list[str] = []
    for piece in pieces:
        words = piece.split(" ")
        name = next((size for size in (3, 2) if find_label(" ".join(words[:size]))), 0)
        if len(pieces) == 1 and not name:
            return False
        value = " ".join(words[name:])
        field = field_of(split_values(value))
        if field:
            found.append((field, split_values(value)))
        elif is_day(value) and (name or len(pieces) > 1):
            days += filter(None, [read_day(block._replace(text=value))])
        elif find_content_type(value):
            labels.values.setdefault("content_type", (value,))
        else:
            return False
    for kind, names in found:
        labels.values.setdefault(kind, names)
    labels.day = labels.day or next(iter(days), None)
    return bool(found or days)


def _same_field(outline: Outline, index: int, field: LabelField) -> list[int]:
    """The blocks right behind a value that hold values of the same kind."""
    more: list[int] = []
    for i in outline.scope(index)[:_MOST_VALUES]:
        if field_of(split_values(outline.blocks[i].text)) != field:
            break
        more.append(i)
    return more


def _read_rows(outline: Outline, indices: list[int], labels: Labelled) -> None:
    """Read rows of labels and values in another language by their order: the date, the issuer, the topics."""
    allowed = set(indices)
    rows = [row for i in indices if (row := _read_row(outline, i, labels, allowed))]
    if not any(row.day for row in rows) and labels.day is None:
        return
    fields: tuple[LabelField, ...] = ("issued_by", "fields_of_work")
    missing = [field for field in fields if field not in labels.values]
    for row in rows:
        if row.day:
            labels.day = labels.day or row.day
            labels.used.update(row.used)
        elif missing and row.names:
            labels.values[missing.pop(0)] = row.names
            labels.used.update(row.used)


def _read_row(outline: Outline, index: int, labels: Labelled, allowed: set[int]) -> _Row | None:
    block = outline.blocks[index]
    if index in labels.used or is_prose(block) or block.text.startswith(page_words().changes):
        return None
    label, _, value = block.text.partition(":")
    if block.links and block.links[0].text.startswith(label):
        # The colon is a headline's.
        return None
    values: list[Block] = []
    used: list[int] = [index]
    if value.strip() and count_words(label) <= _LABEL_WORDS and count_words(value) <= _WORDS:
        values = [block._replace(text=value.strip())]
    elif count_words(block.text) <= _LABEL_WORDS and (block.tag in _TERM_TAGS or block.text.endswith(":")):
        found = _row_values(outline, index, labels, allowed)
        values = [outline.blocks[i] for i in found]
        used += found
    if not values:
        return None
    day = read_day(values[0]) if is_day(values[0].text) or values[0].when else None
    return _Row(tuple(used), tuple(name for entry in values for name in _names(entry)), day)


def _row_values(outline: Outline, index: int, labels: Labelled, allowed: set[int]) -> list[int]:
    found: list[int] = []
    for i in outline.scope(index)[:_MOST_VALUES]:
        block = outline.blocks[i]
        is_end = block.tag in _TERM_TAGS or is_prose(block) or block.text.endswith(":") or block.is_heading
        if is_end or i not in allowed or i in labels.used:
            break
        found.append(i)
    return found


def _names(block: Block) -> tuple[str, ...]:
    linked = tuple(link.text.strip(" ,;") for link in block.links)
    if len(linked) > 1 and sum(map(len, linked)) * 5 >= 4 * len(block.text):
        return linked
    return split_values(block.text)

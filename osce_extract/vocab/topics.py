"""Words that pages print around an article's text: topics, content types and labels."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple, cast

from osce_extract.text.folding import fold
from osce_extract.vocab.tables import read_lines, read_rows, split_list

__all__ = [
    "Label",
    "LabelField",
    "content_types",
    "fields_of_work",
    "find_content_type",
    "find_field_of_work",
    "find_label",
    "split_label",
]

LabelField = Literal[
    "content_type",
    "countries",
    "event_organizer",
    "event_when",
    "event_where",
    "fields_of_work",
    "ignored",
    "issued_by",
    "issued_on",
    "location",
]

# None of these is longer, so that sentences need not be folded to be refused.
_LONGEST_TOPIC = 80
_LONGEST_LABEL = 40


class Label(NamedTuple):
    """A label with the text behind its colon, empty when the value stands elsewhere."""

    field: LabelField
    value: str


@cache
def fields_of_work() -> tuple[str, ...]:
    """Topics as printed, of all eras."""
    return tuple(read_lines("fields_of_work.tsv")[1:])


def find_field_of_work(text: str) -> str | None:
    """The topic that a text is, in the vocabulary's spelling."""
    bare = text.strip()
    return _by_fold_topic().get(fold(bare)) if len(bare) <= _LONGEST_TOPIC else None


@cache
def content_types() -> tuple[str, ...]:
    """Content types in sentence case."""
    return tuple(name for name, _ in read_rows("content_types.tsv", ("name", "forms")))


def find_content_type(text: str) -> str | None:
    """The content type that a text is ("News Item", "PRESS RELEASES"), in sentence case."""
    bare = text.strip()
    return _by_fold_type().get(fold(bare).replace("-", " ")) if len(bare) <= _LONGEST_LABEL else None


def find_label(text: str) -> LabelField | None:
    """The field that a label introduces; a colon behind it and a list mark before it are ignored."""
    bare = text.strip().removeprefix("- ").rstrip(" :\u00a0")
    return _labels().get(fold(bare)) if len(bare) <= _LONGEST_LABEL else None


def split_label(line: str) -> Label | None:
    """A line that is a label with a colon, or begins with one: its field and the value behind the colon."""
    head, colon, value = line.partition(":")
    field = find_label(head) if colon else None
    return Label(field, value.strip()) if field else None


@cache
def _by_fold_topic() -> Mapping[str, str]:
    return {fold(name): name for name in fields_of_work()}


@cache
def _by_fold_type() -> Mapping[str, str]:
    rows = read_rows("content_types.tsv", ("name", "forms"))
    return {fold(form).replace("-", " "): name for name, forms in rows for form in (name, *split_list(forms))}


@cache
def _labels() -> Mapping[str, LabelField]:
    return {
        fold(label): cast(LabelField, field) for label, field in read_rows("labels.tsv", ("label", "field"))
    }

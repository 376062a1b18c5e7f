"""What is fuzzed: each target takes any bytes, and anything but a PageError that it raises is a bug.

The tests replay what fuzzing has found (`tests/found/`) against the same targets.
"""

from __future__ import annotations

from collections.abc import Callable

from osce_extract.errors import PageError
from osce_extract.facts import Hints
from osce_extract.pages import read_pages
from osce_extract.pages.blocks import read_lines
from osce_extract.pages.decode import clean, decode
from osce_extract.pages.markup import read_markup
from osce_extract.pages.plain import read_plain
from osce_extract.record.grounds import grounds_of, words_at
from osce_extract.runs.extraction import read_records
from osce_extract.sinks.jsonl import encode
from osce_extract.sources import Document

__all__ = ["TARGETS"]

# A page that every byte string becomes the body of, so that the readers of facts have something to read.
_ARTICLE = (
    "<h1>Judges meet in Ohrid</h1><dl><dt>Issued on:</dt><dd>3 May 2019</dd></dl>"
    "<p>SKOPJE, 3 May 2019 – The OSCE Mission to Skopje held a course for 20 judges today.</p><p>"
)


def decoder(content: bytes) -> None:
    """Bytes to text: whatever the encoding, the text is clean, and cleaning it again changes nothing."""
    text = decode(content).text
    assert clean(text) == text
    text.encode()


def html_reader(content: bytes) -> None:
    """HTML to an outline: blocks stand within the boxes that hold them."""
    outline = read_markup(decode(content).text).outline
    for box, parent in enumerate(outline.parents):
        assert parent <= box
        assert outline.firsts[box] <= outline.afters[box] <= len(outline.blocks)
    assert all(block.text == " ".join(block.text.split()) for block in outline.blocks)


def text_reader(content: bytes) -> None:
    """Plain text to the draft of an article: every block of it is a line of the text."""
    outline = read_lines(decode(content).text)
    draft = read_plain(outline)
    assert {block.text for block in draft.body} <= {block.text for block in outline.blocks}


def pages(content: bytes) -> None:
    """Bytes to pages: an error that names itself, or paragraphs without line breaks."""
    try:
        found = read_pages(Document(location="-", content=content))
    except PageError:
        return
    assert all("\n" not in paragraph for page in found for paragraph in page.body)


def extractor(content: bytes) -> None:
    """Bytes to records, alone and as the body of an article: all evidence stands where it says."""
    article = _ARTICLE.encode() + content
    for page in (content, article):
        try:
            records = read_records(Document(location="-", content=page), Hints())
        except PageError:
            continue
        for record in records:
            encode(record)
            for ground in grounds_of(record):
                assert words_at(record, ground.evidence) == ground.evidence.text


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (decoder, html_reader, text_reader, pages, extractor)
}

"""What a layout's reader found, put together into a Page: one date, one lead, one body, warnings."""

from __future__ import annotations

import re

import msgspec

from osce_extract.pages.blocks import Block, count_words, is_prose
from osce_extract.pages.boilerplate import keep_article
from osce_extract.pages.dateline import find_dateline
from osce_extract.pages.days import is_plausible
from osce_extract.pages.decode import Decoded
from osce_extract.pages.labels import Labelled
from osce_extract.pages.language import NO_LANGUAGE, find_language
from osce_extract.pages.page import Dateline, Format, Page
from osce_extract.pages.repeats import is_near
from osce_extract.sources import Document
from osce_extract.vocab.surroundings import find_no_article
from osce_extract.vocab.topics import find_content_type

__all__ = ["Draft", "finish", "normalise_url"]

_LEAD_NEAR = 0.85
_PRINTED_URL = re.compile(r"https?://(?:www\.)?[\w.-]{0,40}\bosce\.org/[\w/.-]{1,80}")
# An error page may say at length what to do now, an article about errors says more.
_ERROR_WORDS = 120
_TYPE_WORDS = 4
# Twenty thousand words, ten times the longest article.
_LONGEST_BODY = 120_000
_LONGEST_LINE = 10_000
_NAMED = frozenset(
    {
        "issued_on",
        "issued_by",
        "fields_of_work",
        "content_type",
        "event_when",
        "event_where",
        "event_organizer",
    }
)


class Draft(msgspec.Struct):
    """What a layout's reader found.

    Attributes:
        format: the layout's form.
        title: the headline.
        content_type: as printed.
        labels: what stands under labels.
        leads: blocks between title and labels.
        body: blocks of the article, not yet freed of captions, contacts and the like.
        day: ISO date printed without a label, or in a `<time>`.
        day_from: `time` or `stamp`.
        metadata_day: ISO date of the page's metadata.
        url: the address that the page gives for itself.
        lang: the language that the page declares.
        extra: further text that may print the page's address.
        warnings: what the reader doubts.
    """

    format: Format
    title: str | None = None
    content_type: str | None = None
    labels: Labelled = msgspec.field(default_factory=Labelled)
    leads: list[Block] = []
    body: list[Block] = []
    day: str | None = None
    day_from: str = "stamp"
    metadata_day: str | None = None
    url: str | None = None
    lang: str | None = None
    extra: str = ""
    warnings: list[str] = []


def finish(draft: Draft, decoded: Decoded, document: Document) -> Page:
    """Make the page of a draft."""
    warnings = [*decoded.warnings, *draft.warnings]
    lead, body = _read_body(draft, warnings)
    body = _shorten(body, warnings)
    dateline = find_dateline(body)
    issued_on, issued_on_from = _choose_day(draft, dateline, _latest(document), warnings)
    warnings += [
        f"{name} lost: the label has no value"
        for name in dict.fromkeys(draft.labels.lost)
        if name in _NAMED and not (name == "issued_on" and issued_on)
    ]
    url = draft.url or _printed_url(draft.extra) or document.url
    language = find_language(draft.title, lead, body, declared=draft.lang, url=url) if body else NO_LANGUAGE
    if language.code not in {None, "en"}:
        warnings.append("page is not in English: event facts are not read")
    values = draft.labels.values
    return Page(
        kind="article" if body else "other",
        format=draft.format,
        encoding=decoded.encoding,
        encoding_from=decoded.source,
        url=normalise_url(url) if url else None,
        language=language.code,
        language_from=language.source,
        title=draft.title[:_LONGEST_LINE] if draft.title else None,
        content_type=_content_type(draft),
        issued_on=issued_on,
        issued_on_from=issued_on_from,
        issued_by=values.get("issued_by", ()),
        fields_of_work=values.get("fields_of_work", ()),
        lead=lead[:_LONGEST_LINE] if lead else None,
        body=body,
        dateline=dateline,
        event_when=_joined(values.get("event_when")),
        event_where=_joined(values.get("event_where")),
        event_organizer=_joined(values.get("event_organizer")),
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _forget_others(draft: Draft) -> None:
    """On a page without an article drop what other pages' items, forms or addresses have printed on it.

    A front page has no headline, and a search form, an error page or a page of addresses says so by its own.
    """
    if draft.title is None or find_no_article(draft.title):
        draft.content_type = draft.day = draft.metadata_day = None
        draft.labels = Labelled()


def _read_body(draft: Draft, warnings: list[str]) -> tuple[str | None, tuple[str, ...]]:
    """The lead and the body; neither on a page that is no article."""
    body = tuple(block.text for block in _without_heads(keep_article(draft.body)))
    what = find_no_article(draft.title) if draft.title else None
    if what and sum(map(count_words, body)) < _ERROR_WORDS:
        body = ()
    lead, body = _take_lead(draft.leads, body)
    if not body:
        _forget_others(draft)
        warnings.append(f"no article found: {what or 'there are no paragraphs'}")
    if draft.title is None:
        warnings.append("no title found")
    return lead, body


def _shorten(body: tuple[str, ...], warnings: list[str]) -> tuple[str, ...]:
    """Cut what is as long as a book: time and memory of all that follows have their bounds."""
    left = _LONGEST_BODY
    for number, paragraph in enumerate(body):
        left -= len(paragraph)
        if left < 0:
            warnings.append(f"the article is too long: only its first {_LONGEST_BODY:,} characters are kept")
            last = paragraph[: len(paragraph) + left].rstrip()
            return (*body[:number], last) if last else body[:number]
    return body


def normalise_url(url: str) -> str:
    """Write an address of the site as the site does today: https, without a fragment."""
    url = url.strip().split("#")[0].rstrip(".,;)")
    if url.startswith("http://") and "osce.org" in url.split("/")[2]:
        return "https://" + url.removeprefix("http://")
    return url


def _content_type(draft: Draft) -> str | None:
    labelled = draft.labels.values.get("content_type")
    if labelled and count_words(labelled[0]) <= _TYPE_WORDS:
        return find_content_type(labelled[0]) or labelled[0][:1].upper() + labelled[0][1:]
    return find_content_type(draft.content_type) if draft.content_type else None


def _joined(values: tuple[str, ...] | None) -> str | None:
    return " ".join(values) if values else None


def _without_heads(blocks: list[Block]) -> list[Block]:
    """Drop a dateline that stands on a line of its own before the paragraph that it opens."""
    if len(blocks) > 1 and count_words(blocks[0].text) <= 10:
        alone = find_dateline((blocks[0].text,))
        if alone and alone.end >= len(blocks[0].text) - 1 and find_dateline((blocks[1].text,)):
            return blocks[1:]
    return blocks


def _take_lead(leads: list[Block], body: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """Keep a lead that says something else than the first paragraphs; what is no lead is lost."""
    texts = [block.text for block in keep_article(leads)]
    if not body:
        prose = [block.text for block in leads if is_prose(block)]
        return None, tuple(prose) if len(prose) > 1 else ()
    for text in texts:
        bare = text.rstrip(" .…")
        if any(_repeats(bare, text, paragraph) for paragraph in body[:2]):
            return None, body
        if len(text) > 1 and any(character.islower() for character in text):
            return text, body
    return None, body


def _repeats(bare: str, text: str, paragraph: str) -> bool:
    return bare in paragraph or is_near(text, paragraph, _LEAD_NEAR)


def _choose_day(
    draft: Draft, dateline: Dateline | None, latest: str | None, warnings: list[str]
) -> tuple[str | None, str | None]:
    """Choose the date of publication: a label, a `<time>`, metadata, the dateline, a republisher's stamp."""
    dated = dateline.date if dateline and dateline.date and len(dateline.date) == 10 else None
    if dated and dated.startswith("X"):
        dated = None
    printed = draft.day if draft.day_from == "time" else None
    stamped = draft.day if draft.day_from != "time" else None
    candidates = (
        (draft.labels.day, "label"),
        (printed, "time"),
        (draft.metadata_day, "metadata"),
        (dated, "dateline"),
        (stamped, "time"),
    )
    chosen: tuple[str, str] | None = None
    for day, source in candidates:
        if day is None:
            continue
        if not is_plausible(day, latest):
            warnings.append(f"issued_on refused: {day} cannot be a date of publication")
        elif chosen is None:
            chosen = (day, source)
        elif day != chosen[0] and source != "dateline" and chosen[1] != "dateline":
            warnings.append(f"dates disagree: {chosen[0]} ({chosen[1]}), {day} ({source})")
    return chosen or (None, None)


def _latest(document: Document) -> str | None:
    if document.fetched is None:
        return None
    # A page may be dated by a clock that is some hours ahead of UTC.
    return document.fetched.fetched_at[:10] + "T24"


def _printed_url(text: str) -> str | None:
    found = _PRINTED_URL.search(text)
    return found[0] if found else None

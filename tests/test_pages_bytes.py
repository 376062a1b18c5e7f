"""From bytes to text: encodings, what is no page, what is unwanted in a text."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osce_extract.errors import EmptyPage, NotAPage, PageError
from osce_extract.pages import read_pages
from osce_extract.pages.decode import clean, decode
from osce_extract.pages.kind import is_html
from osce_extract.sources import Document

RUSSIAN = "Семинар для судей прошёл вчера в Оше, сообщил программный офис."
WESTERN = "The “second” round – in Genève – cost €40."
PLAIN = "The first of May was dry."
SLAVIC = "Petar Đorđević i Ana Tomić rade u Nikšiću od početka."


@pytest.mark.parametrize(
    ("content", "charset", "encoding", "source", "text"),
    [
        (WESTERN.encode(), None, "utf-8", "utf-8", WESTERN),
        (WESTERN.encode("utf-8-sig"), "windows-1251", "utf-8", "bom", WESTERN),
        (WESTERN.encode("utf-16"), None, "utf-16-le", "bom", WESTERN),
        (WESTERN.encode("utf-16-be"), None, "utf-16-be", "detected", WESTERN),
        (PLAIN.encode("utf-16-le"), None, "utf-16-le", "detected", PLAIN),
        (PLAIN.encode(), "windows-1252", "windows-1252", "transport", PLAIN),
        (RUSSIAN.encode("cp1251"), "windows-1251", "windows-1251", "transport", RUSSIAN),
        (RUSSIAN.encode("cp1251"), None, "windows-1251", "detected", RUSSIAN),
        (RUSSIAN.encode("koi8-r"), None, "koi8-r", "detected", RUSSIAN),
        (WESTERN.encode("cp1252"), "iso-8859-1", "windows-1252", "transport", WESTERN),
        (WESTERN.encode("cp1252"), None, "windows-1252", "detected", WESTERN),
        (SLAVIC.encode("cp1250"), None, "windows-1250", "detected", SLAVIC),
        (WESTERN.encode(), "windows-1252", "utf-8", "utf-8", WESTERN),
        (WESTERN.encode("cp1252"), "no-such-charset", "windows-1252", "detected", WESTERN),
    ],
)
def test_encodings_are_told_in_order(
    content: bytes, charset: str | None, encoding: str, source: str, text: str
) -> None:
    decoded = decode(content, charset)
    assert (decoded.encoding, decoded.source, decoded.text) == (encoding, source, text)


@pytest.mark.parametrize(("codec", "declared"), [("cp1251", "windows-1251"), ("koi8-r", "KOI8-R")])
def test_a_meta_element_declares_the_encoding(codec: str, declared: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    text = f"<html><head>{meta}</head><p>{RUSSIAN}"
    decoded = decode(text.encode(codec))
    assert (decoded.source, decoded.text) == ("meta", text)


def test_a_character_cut_in_two_costs_that_character_only() -> None:
    decoded = decode((WESTERN * 20).encode()[:-1] + b"\xe2\x82")
    assert decoded.encoding == "utf-8"
    assert decoded.text.startswith(WESTERN)
    assert any("could not be decoded" in warning for warning in decoded.warnings)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_a_page_in_utf_16_without_a_mark_is_no_binary_data(codec: str) -> None:
    text = "Bees of Berat\nForty keepers met in the old town on 4 May and compared their hives.\n"
    (page,) = read_pages(Document(location="x", content=text.encode(codec)))
    assert (page.title, page.encoding) == ("Bees of Berat", codec)


def test_unwanted_characters_are_dropped_once_for_all() -> None:
    assert clean("a\0b\u200bc\u00add\x07e\r\nf\rg\u2028h\ufeff") == "abcde\nf\ng\nh"
    assert clean("Kolas\u030cin") == "Kola\u0161in"
    assert clean("it\x92s") == "it\u2019s"
    assert clean("x\ud83dy").encode() == "x\ufffdy".encode()


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_pages_or_are_refused(content: bytes) -> None:
    with contextlib.suppress(PageError):
        assert read_pages(Document(location="x", content=content))


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "image"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "image"),
        (b"PK\x03\x04" + bytes(20), "ZIP"),
        (b'<?xml version="1.0"?>\n<rss version="2.0">', "feed"),
        (b"<urlset><url/></urlset>", "sitemap"),
        (b'{"title": "x"}', "JSON"),
        (bytes(range(256)) * 4, "binary"),
        (bytes(1000), "zero"),
    ],
)
def test_what_is_no_page_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(NotAPage, match=reason):
        read_pages(Document(location="x", content=content))


@pytest.mark.parametrize("content", [b"", b" \n\t ", "\ufeff \u200b".encode()])
def test_nothing_is_refused_as_empty(content: bytes) -> None:
    with pytest.raises(EmptyPage):
        read_pages(Document(location="x", content=content))


def test_fifty_megabytes_of_zeros_are_refused() -> None:
    with pytest.raises(NotAPage):
        read_pages(Document(location="x", content=bytes(50_000_000)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!doctype html><p>x", True),
        ("\n <!-- saved --> <HTML><body>", True),
        ("<div><p>One</p><p>Two</p></div>", True),
        ("BMW gives cars\nMore text <b>here</b>.", False),
        ("The tag <p> opens a paragraph, </p> closes it.", False),
    ],
)
def test_html_is_told_by_content(text: str, expected: bool) -> None:
    assert is_html(text) is expected

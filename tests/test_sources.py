"""What bytes come from, by itself: packed data, indexes of archives, sitemaps and feeds, stores."""

from __future__ import annotations

import gzip
import io
import json
import os
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zstandard
from website import Answer, Site

from osce_extract.errors import SourceError, Unreachable, Unreadable
from osce_extract.sources.cdx import read_index
from osce_extract.sources.feeds import read_feed
from osce_extract.sources.retries import read_retry_after
from osce_extract.sources.stores import StoredFile, read_ranges
from osce_extract.sources.unpacking import DamagedData, TooMuchData, Unpacker, unpack

PAGE = b"Bees of Berat and what became of them. " * 9
NOISE = os.urandom(300_000)
LIMIT = 1 << 20


# -- packed data -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("packed", "coding", "expected"),
    [
        (gzip.compress(PAGE) + gzip.compress(PAGE), "gzip", PAGE * 2),
        (gzip.compress(PAGE) + bytes(40), "gzip", PAGE),
        (gzip.compress(NOISE), "x-gzip", NOISE),
        (zlib.compress(NOISE), "deflate", NOISE),
        (zlib.compress(NOISE)[2:-4], "deflate", NOISE),
        (zstandard.compress(PAGE) + zstandard.compress(PAGE), "zstd", PAGE * 2),
        (b"", "gzip", b""),
        (b"", "deflate", b""),
    ],
    ids=["two members", "padding", "long", "long with a header", "long and bare", "two frames", "none", "no"],
)
def test_unpacking(packed: bytes, coding: str, expected: bytes) -> None:
    assert unpack(packed, (coding,), LIMIT) == expected


def test_data_may_come_in_pieces_of_any_length() -> None:
    packed = zlib.compress(PAGE)
    unpacker = Unpacker(("deflate",), LIMIT)
    pieces = [unpacker.feed(part) for part in (b"", packed[:5], b"", packed[5:])]
    unpacker.finish()
    assert b"".join(pieces) == PAGE


@pytest.mark.parametrize("codings", [("compress",), ("gzip", "gzip", "gzip"), ("gzip", "rot13")])
def test_a_coding_that_is_not_known_is_named(codings: tuple[str, ...]) -> None:
    with pytest.raises(DamagedData, match=codings[-1]):
        unpack(b"", codings, LIMIT)


@pytest.mark.parametrize("codings", [(), ("gzip",), ("deflate",), ("zstd",)])
def test_no_more_comes_out_than_is_allowed(codings: tuple[str, ...]) -> None:
    pack = {"gzip": gzip.compress, "deflate": zlib.compress, "zstd": zstandard.compress}
    packed = pack[codings[0]](PAGE) if codings else PAGE
    assert unpack(packed, codings, len(PAGE)) == PAGE
    with pytest.raises(TooMuchData):
        unpack(packed, codings, len(PAGE) - 1)


# -- an index of archives ----------------------------------------------------------------------------------


def _index_line(number: int) -> str:
    told = {"url": f"https://www.osce.org/{number}", "filename": "x.warc.gz", "offset": number, "length": 9}
    return f"org,osce)/{number} 20250101000000 {json.dumps({**told, 'mime': 'text/html', 'status': '200'})}"


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_an_index_longer_than_is_read_at_once(tmp_path: Path, pack: object, end: str) -> None:
    lines = [_index_line(number) for number in range(4000)]
    content = ("\n\n".join(lines) + end).encode()
    (tmp_path / "x.cdxj").write_bytes(pack(content))  # type: ignore[operator]
    index = read_index(str(tmp_path / "x.cdxj"))
    assert index == {"x.warc.gz": tuple((number, 9) for number in range(4000))}


def test_an_index_packed_so_that_it_takes_several_reads(tmp_path: Path) -> None:
    lines = [f'{_index_line(number)[:-1]}, "digest": "{os.urandom(400).hex()}"}}' for number in range(900)]
    (tmp_path / "x.cdxj.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    assert (tmp_path / "x.cdxj.gz").stat().st_size > 1 << 18
    assert len(read_index(str(tmp_path / "x.cdxj.gz"))["x.warc.gz"]) == 900


# -- sitemaps and feeds ------------------------------------------------------------------------------------


def test_an_entry_of_a_feed_needs_an_address_of_the_web() -> None:
    items = (
        "<item><guid isPermaLink='false'>42</guid><link>/a/1</link>"
        "<pubDate>Tue, 03 Nov 2020 10:00:00 GMT</pubDate></item>"
        "<item><guid isPermaLink='false'>43</guid><title>Bees</title></item>"
        "<item><link>mailto:bees@example.org</link></item><item><guid>https://osce.example/a/2</guid></item>"
    )
    feed = read_feed(f"<rss><channel>{items}</channel></rss>".encode(), "https://osce.example/rss")
    assert feed is not None
    assert feed.entries == (("https://osce.example/a/1", "2020-11-03"), ("https://osce.example/a/2", None))


# -- stores ------------------------------------------------------------------------------------------------


def test_a_file_that_ends_before_its_length_is_told() -> None:
    stored = StoredFile(io.BytesIO(b"bees"), 9)
    assert stored.read(4) == b"bees"
    with pytest.raises(OSError, match="5 bytes before its end"):
        stored.read(4)
    assert stored.failed is not None


def test_a_store_that_fails_on_the_way_is_told() -> None:
    file = io.BytesIO(b"bees")
    stored = StoredFile(file, 4)
    file.close()
    with pytest.raises(OSError, match="cannot be read: I/O operation on closed file"):
        stored.read(4)
    assert stored.failed is not None


def test_ranges_are_read_a_few_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(NOISE)
    ranges = [(number * 100, 7) for number in range(70)]
    assert list(read_ranges(str(tmp_path / "x"), ranges)) == [NOISE[at : at + 7] for at, _ in ranges]
    assert list(read_ranges(str(tmp_path / "x"), [])) == []
    assert list(read_ranges(str(tmp_path / "x"), [(len(NOISE) - 3, 9)])) == [NOISE[-3:]]


def test_ranges_that_cannot_be_had(site: Site, tmp_path: Path) -> None:
    site.pages["/whole"] = Answer(NOISE)
    site.pages["/ill"] = Answer(b"ill", 500)
    with pytest.raises(Unreadable, match="gives no parts of a file"):
        list(read_ranges(site.url("/whole"), [(5, 10)]))
    with pytest.raises(Unreachable):
        list(read_ranges(site.url("/ill"), [(5, 10)]))
    with pytest.raises(Unreadable, match="cannot be read: Is a directory"):
        list(read_ranges(str(tmp_path), [(5, 10)]))
    with pytest.raises(SourceError, match="no such file"):
        list(read_ranges(str(tmp_path / "none"), [(5, 10)]))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("90", 90.0),
        ("Tue, 24 Nov 2026 10:00:30 GMT", 30.0),
        ("Tue, 24 Nov 2026 10:00:30 -0000", 30.0),
        ("Tue, 24 Nov 2026 09:00:00 GMT", 0.0),
        ("soon", None),
        (None, None),
    ],
)
def test_how_long_a_server_asks_to_wait(value: str | None, seconds: float | None) -> None:
    assert read_retry_after(value, datetime(2026, 11, 24, 10, tzinfo=UTC)) == seconds

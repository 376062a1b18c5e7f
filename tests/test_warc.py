"""WARC archives, written by `fetch --warc` and read by `parse`; warcio is the judge."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import uuid
from pathlib import Path

import brotli
import pytest
from conftest import Cli
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker
from website import ARTICLE, Answer, Site, article


def records(output: bytes) -> list[dict]:
    return [json.loads(line) for line in output.split(b"\n")[:-1]]


def archive(*responses: tuple[str, str, dict[str, str], bytes], packed: bool = True) -> bytes:
    """An archive as another tool writes it: of (address, status, headers, body)."""
    out = _record("warcinfo", "", b"software: test\r\n", packed=packed)
    for url, status, headers, body in responses:
        head = "".join(f"{key}: {value}\r\n" for key, value in headers.items())
        answer = f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body
        out += _record("response", url, answer, packed=packed)
        out += _record("request", url, b"GET / HTTP/1.1\r\nHost: h\r\n\r\n", packed=packed)
    return out


def _record(kind: str, url: str, block: bytes, *, packed: bool) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2021-05-04T10:00:00Z\r\n"
    head += f"WARC-Record-ID: <urn:uuid:{uuid.uuid4()}>\r\nContent-Length: {len(block)}\r\n"
    head += f"WARC-Target-URI: {url}\r\n" if url else ""
    if kind != "warcinfo":
        head += f"Content-Type: application/http; msgtype={kind}\r\n"
    record = head.encode() + b"\r\n" + block + b"\r\n\r\n"
    return gzip.compress(record) if packed else record


HTML = {"Content-Type": "text/html; charset=utf-8"}


def page(number: int) -> tuple[str, str, dict[str, str], bytes]:
    body = ARTICLE.format(title=f"Number {number}").encode()
    return (f"https://www.osce.org/odihr/{number}", "200 OK", HTML, body)


# -- reading -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("name", ["x.warc.gz", "x.warc", "looks-like-a-page.html"])
def test_pages_of_an_archive_whatever_its_name(cli: Cli, tmp_path: Path, packed: bool, name: str) -> None:
    (tmp_path / name).write_bytes(archive(*map(page, range(10_000, 10_003)), packed=packed))
    done = cli("parse", name)
    assert (done.returncode, done.stderr) == (0, b"")
    said = records(done.stdout)
    assert [r["title"] for r in said] == ["Number 10000", "Number 10001", "Number 10002"]
    assert [r["url"] for r in said] == [f"https://www.osce.org/odihr/{n}" for n in range(10_000, 10_003)]
    source = said[0]["source"]
    assert source["location"] == f"{name}#https://www.osce.org/odihr/10000"
    assert source["status"] == 200
    assert source["fetched_at"].endswith("Z")


def test_an_archive_on_standard_input_and_in_a_folder(cli: Cli, tmp_path: Path) -> None:
    content = archive(page(10_000))
    assert records(cli("parse", stdin=content).stdout)[0]["title"] == "Number 10000"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.warc.gz").write_bytes(content)
    (tmp_path / "in" / "b.html").write_bytes(page(10_001)[3])
    assert [r["title"] for r in records(cli("parse", "in").stdout)] == ["Number 10000", "Number 10001"]


def test_what_is_no_page_is_skipped_and_counted(cli: Cli, tmp_path: Path) -> None:
    url, _, _, body = page(10_000)
    content = archive(
        (url, "404 Not Found", HTML, body),
        (url, "301 Moved", {**HTML, "Location": "/x"}, b""),
        (url + ".pdf", "200 OK", {"Content-Type": "application/pdf"}, b"%PDF-1.4"),
        page(10_001),
    )
    (tmp_path / "x.warc.gz").write_bytes(content)
    done = cli("parse", "x.warc.gz", "--verbose")
    assert done.returncode == 0
    assert [r["title"] for r in records(done.stdout)] == ["Number 10001"]
    said = done.stderr.decode().splitlines()
    assert said[-1] == "1 page, 1 record, 0 failed, 3 skipped"
    assert "x.warc.gz#https://www.osce.org/odihr/10000.pdf: skipped, of type application/pdf" in said


@pytest.mark.parametrize(
    ("headers", "pack"),
    [
        ({"Content-Encoding": "gzip"}, gzip.compress),
        ({"Content-Encoding": "br"}, brotli.compress),
        ({"Transfer-Encoding": "chunked"}, lambda b: b"%x\r\n%s\r\n0\r\n\r\n" % (len(b), b)),
        ({"Transfer-Encoding": "chunked"}, lambda b: b),
        (
            {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"},
            lambda b: b"%x;x=1\r\n%s\r\n0\r\n\r\n" % (len(gzip.compress(b)), gzip.compress(b)),
        ),
    ],
)
def test_bodies_as_archives_keep_them(cli: Cli, headers: dict[str, str], pack: object) -> None:
    url, status, html, body = page(10_000)
    done = cli("parse", stdin=archive((url, status, {**html, **headers}, pack(body))))
    assert records(done.stdout)[0]["title"] == "Number 10000"


@pytest.mark.parametrize("chunks", [b"4\r\nbees\r\nzz\r\n", b"4\r\nbees\r\n-6\r\n", b"1\r\nx\r\n-6\r\nbees"])
def test_chunks_that_are_damaged_are_told(cli: Cli, chunks: bytes) -> None:
    url, status, html, _ = page(10_000)
    done = cli("parse", stdin=archive((url, status, {**html, "Transfer-Encoding": "chunked"}, chunks)))
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"its chunks are damaged" in done.stderr


def test_chunks_without_the_last_one(cli: Cli) -> None:
    url, status, html, body = page(10_000)
    chunked = b"%x\r\n%s\r\n" % (len(body), body)
    done = cli("parse", stdin=archive((url, status, {**html, "Transfer-Encoding": "chunked"}, chunked)))
    assert records(done.stdout)[0]["title"] == "Number 10000"


def test_a_response_that_is_none_of_http_is_skipped(cli: Cli) -> None:
    content = _record("response", "gopher://h/1", b"iBees of Berat\r\n", packed=True) + archive(page(10_001))
    done = cli("parse", "--verbose", stdin=content)
    assert [r["title"] for r in records(done.stdout)] == ["Number 10001"]
    assert b"gopher://h/1: skipped, no HTTP response" in done.stderr


def test_records_that_are_too_large_fail_where_they_are_pages() -> None:
    from osce_extract.sources import Document, Failure
    from osce_extract.sources.warc import read_warc

    large = (*page(10_000)[:3], page(10_000)[3] + bytes(5000))
    other = _record("resource", "https://h/x", bytes(5000), packed=True)
    content = archive(large) + other + archive(page(10_001))
    failed, good = read_warc(io.BytesIO(content), "x", max_bytes=4000)
    assert isinstance(failed, Failure)
    assert (failed.kind, failed.location) == ("refused", "x#https://www.osce.org/odihr/10000")
    assert isinstance(good, Document)


def test_the_charset_of_the_archived_header(cli: Cli) -> None:
    url, status, _, _ = page(10_000)
    text = "Двенадцать судей из восьми судов обсудили на семинаре в городе Охрид залог и поручительство"
    body = f"<html><body><h1>Судьи</h1><p>{text}.</p></body></html>".encode("cp1251")
    done = cli(
        "parse", stdin=archive((url, status, {"Content-Type": "text/html; charset=windows-1251"}, body))
    )
    assert text in records(done.stdout)[0]["body"][0]


@pytest.mark.parametrize("packed", [True, False])
def test_a_truncated_archive_is_told_wherever_it_is_cut(tmp_path: Path, packed: bool) -> None:
    from osce_extract.sources import Document, Failure
    from osce_extract.sources.files import read_documents

    whole = archive(*map(page, range(10_000, 10_003)), packed=packed)
    # Between two records nothing tells that more was to come.
    start = b"\x1f\x8b\x08" if packed else b"WARC/1.0"
    parts = [i for i in range(len(whole)) if whole.startswith(start, i)]
    path = tmp_path / "x.warc"
    for cut in range(60, len(whole), 5):
        # Nothing is lost with the empty lines behind a record that itself ends in empty lines.
        if cut in parts or (whole[:cut].endswith(b"\r\n\r\n") and whole[cut:].startswith(b"\r\n")):
            continue
        path.write_bytes(whole[:cut])
        found = list(read_documents([str(path)], io.BytesIO()))
        *good, last = found
        assert isinstance(last, Failure), cut
        assert last.message == "a WARC archive that is damaged or breaks off before its end"
        assert all(isinstance(document, Document) for document in good)
        assert [d.content for d in good] == [page(10_000 + i)[3] for i in range(len(good))]
    path.write_bytes(whole)
    assert [type(d) for d in read_documents([str(path)], io.BytesIO())] == [Document] * 3


def test_a_truncated_archive_fails_after_its_good_records(cli: Cli, tmp_path: Path) -> None:
    whole = archive(*map(page, range(10_000, 10_003)))
    (tmp_path / "x.warc.gz").write_bytes(whole[: len(whole) * 2 // 3])
    done = cli("parse", "x.warc.gz", "--errors", "failed.jsonl")
    assert done.returncode == 1
    assert 1 <= len(records(done.stdout)) < 3
    assert (
        done.stderr
        == b"osce-extract: x.warc.gz: a WARC archive that is damaged or breaks off before its end\n"
    )
    assert records((tmp_path / "failed.jsonl").read_bytes())[0]["kind"] == "unreadable"


def test_a_damaged_archive_is_told(cli: Cli, tmp_path: Path) -> None:
    whole = bytearray(archive(*map(page, range(10_000, 10_003))))
    middle = len(whole) // 2
    whole[middle : middle + 40] = bytes(40)
    (tmp_path / "x.warc.gz").write_bytes(whole)
    done = cli("parse", "x.warc.gz")
    assert done.returncode in {1, 3}
    assert len(done.stderr.splitlines()) == 1
    assert b"Traceback" not in done.stderr


def test_archives_are_read_record_by_record(tmp_path: Path) -> None:
    filler = b"<!--" + b"x" * 200_000 + b"-->"
    content = archive(*((*page(n)[:3], page(n)[3] + filler) for n in range(10_000, 10_800)))
    (tmp_path / "x.warc.gz").write_bytes(content)
    script = (
        "import io, re\n"
        "from osce_extract.sources.files import read_documents\n"
        "print(sum(1 for _ in read_documents(['x.warc.gz'], io.BytesIO())))\n"
        "print(int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) // 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, cwd=tmp_path)
    count, peak = map(int, done.stdout.split())
    assert count == 800
    assert peak < 60, "MiB, where the pages are 160"


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "x.warc.gz").write_bytes(archive(page(10_000)))
    script = (
        "import sys\n"
        "sys.modules['fastwarc'] = sys.modules['fastwarc.warc'] = None\n"
        "from osce_extract.cli import main\n"
        "sys.argv = ['osce-extract', 'parse', 'x.warc.gz']\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, cwd=tmp_path)
    assert done.returncode == 3
    [line] = done.stderr.decode().splitlines()
    assert line.startswith("osce-extract: x.warc.gz: ")
    assert "pip install 'osce-extract[warc]'" in line


# -- writing -----------------------------------------------------------------------------------------------


class _Args:
    verbose = False

    def __init__(self, path: Path) -> None:
        self.inputs = [str(path)]


@pytest.mark.parametrize("name", ["kept.warc.gz", "kept.warc"])
def test_an_archive_others_can_read(
    net: Cli, cli: Cli, site: Site, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    body = article("Kept").body
    assert isinstance(body, bytes)
    site.pages["/old"] = Answer(status=302, headers={"Location": "/a/10000"})
    site.pages["/a/10000"] = Answer(gzip.compress(body), headers={"Content-Encoding": "gzip", "X-Odd": "é"})
    site.pages["/a/10001"] = lambda _visit: Answer(iter([body[:100], body[100:]]))
    fetched = records(net("fetch", site.url("/old"), site.url("/a/10001"), "--warc", name).stdout)
    with (tmp_path / name).open("rb") as file:
        found = [
            (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read(), r)
            for r in ArchiveIterator(file)
        ]
    kinds = [(kind, url and url.removeprefix(site.url(""))) for kind, url, _, _ in found]
    both = [(kind, path) for path in ("/old", "/a/10000", "/a/10001") for kind in ("response", "request")]
    assert kinds == [("warcinfo", None), *both]
    assert [text for kind, _, text, _ in found if kind == "response"] == [b"", body, body]
    info = found[0][2].decode()
    assert "http-header-user-agent: osce-extract/" in info
    assert "robots: obey" in info
    response, request = found[3][3], found[4][3]
    assert response.http_headers.get_statuscode() == "200"
    assert request.http_headers.get_header("User-Agent").startswith("osce-extract/")
    together = request.rec_headers.get_header("WARC-Concurrent-To")
    assert together == response.rec_headers.get_header("WARC-Record-ID")
    checker = Checker(_Args(tmp_path / name))
    checker.process_all()
    assert checker.exit_value == 0, capsys.readouterr().out
    parsed = records(cli("parse", name).stdout)
    for record in (*fetched, *parsed):
        del record["source"]["location"]
    assert parsed == fetched


def test_pages_of_the_cache_are_archived_without_a_request(net: Cli, site: Site, tmp_path: Path) -> None:
    answer = article()
    answer.headers = {"Cache-Control": "max-age=600"}
    site.pages["/a/10000"] = answer
    first = records(net("fetch", site.url("/a/10000")).stdout)
    net("fetch", site.url("/a/10000"), "--warc", "x.warc")
    with (tmp_path / "x.warc").open("rb") as file:
        found = [(r.rec_type, r.rec_headers.get_header("WARC-Date")) for r in ArchiveIterator(file)]
    assert [kind for kind, _ in found] == ["warcinfo", "response"]
    assert found[1][1] == first[0]["source"]["fetched_at"]
    assert b"osce-extract-fetched-at" not in (tmp_path / "x.warc").read_bytes()


def test_an_archive_is_never_written_over(net: Cli, site: Site, tmp_path: Path) -> None:
    site.pages["/a/10000"] = article()
    (tmp_path / "x.warc").write_bytes(b"precious")
    done = net("fetch", site.url("/a/10000"), "--warc", "x.warc")
    assert done.returncode == 3
    assert b"x.warc: there is such a file" in done.stderr
    assert (tmp_path / "x.warc").read_bytes() == b"precious"
    assert site.visits == []

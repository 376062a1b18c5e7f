"""batch: archives on a real cluster of two processes; kills, truncations, resumption, parts of archives."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import pty
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import fsspec
import psutil
import pytest
from conftest import COMMAND, Cli
from fsspec.implementations.local import LocalFileSystem
from processes import running
from test_warc import HTML, archive, page
from website import ARTICLE, Site

from osce_extract.errors import SinkError, Unreachable, UsageError
from osce_extract.runs.archives import extract_archive
from osce_extract.runs.batch import Entry, Settings, missing, plan
from osce_extract.runs.manifest import open_manifest
from osce_extract.sinks.folders import Folder
from osce_extract.sources.archives import Archive, HostMatch, find_archives
from osce_extract.sources.cdx import read_index
from osce_extract.sources.files import MAX_BYTES
from osce_extract.sources.stores import absolute, stamp_of

SETTINGS = Settings(version="0")
PATIENCE = 60.0

# A scheduler and two worker processes, which are the cluster of somebody else.
CLUSTER = """\
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""

IMPATIENT = """\
from osce_extract.cli import main
from osce_extract.runs import cluster
cluster._PATIENCE = {}
main()
"""


def lines(content: bytes) -> list[dict[str, Any]]:
    assert content == b"" or content.endswith(b"\n")
    return [json.loads(line) for line in content.splitlines()]


def manifest(folder: Path) -> dict[str, dict[str, Any]]:
    """The manifest's entries by the last part of their input's name; no input may stand in it twice."""
    entries = lines((folder / "manifest.jsonl").read_bytes())
    assert len({entry["address"] for entry in entries}) == len(entries)
    return {entry["input"].rpartition("/")[2]: entry for entry in entries}


def outputs(folder: Path) -> dict[str, bytes]:
    """Everything in a folder of outputs but its manifest, hidden files too."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "manifest.jsonl"}


def check(folder: Path) -> None:
    """What the manifest says of each output is true, and nothing else is there."""
    entries = manifest(folder).values()
    there = outputs(folder)
    assert {entry["output"] for entry in entries if entry["output"]} == set(there)
    for entry in entries:
        if entry["output"] and entry["output"].endswith(".jsonl"):
            content = there[entry["output"]]
            assert entry["sha256"] == hashlib.sha256(content).hexdigest()
            assert entry["records"] == len(lines(content))


def titles(folder: Path) -> list[str]:
    """The titles of all records, sorted."""
    return sorted(r["title"] for c in outputs(folder).values() for r in lines(c))


def write_archives(folder: Path, count: int, pages: int = 3) -> list[str]:
    """Archives with pages of their own; gives the titles in them."""
    folder.mkdir(exist_ok=True)
    numbers = range(10_000, 10_000 + count * pages)
    for at in range(count):
        some = map(page, numbers[at * pages : (at + 1) * pages])
        (folder / f"part-{at}.warc.gz").write_bytes(archive(*some))
    return [f"Number {number}" for number in numbers]


def wait_for(what: Callable[[], object]) -> Any:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(0.02)
    raise AssertionError("waited in vain")


@contextmanager
def cluster() -> Iterator[tuple[str, psutil.Process]]:
    process = subprocess.Popen(
        [sys.executable, "-c", CLUSTER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield process.stdout.readline().decode().strip(), psutil.Process(process.pid)
    finally:
        process.stdin.close()
        process.wait(PATIENCE)
        process.stdout.close()


@pytest.fixture(scope="module")
def scheduler() -> Iterator[tuple[str, psutil.Process]]:
    """A cluster that the tests of this file share."""
    with cluster() as running:
        yield running


class SlowArchive:
    """An archive on a web server that stops in the middle until it is let go."""

    def __init__(self, site: Site) -> None:
        self.url = site.url("/slow.warc.gz")
        self.port = site.server.server_port
        self.gate = threading.Event()
        # Parts of eight megabytes are asked for: the image is there to make two of them.
        image = ("https://h/image", "200 OK", {"Content-Type": "image/png"}, os.urandom(9_000_000))
        first, second = map(page, range(20_000, 20_020)), map(page, range(20_020, 20_040))
        self._content = archive(*first, image, *second)
        site.pages["/slow.warc.gz"] = lambda _visit: self._send

    def _send(self, handler: Any) -> None:
        asked = handler.headers.get("Range")
        begin, end = (
            map(int, asked.removeprefix("bytes=").split("-")) if asked else (0, len(self._content) - 1)
        )
        if begin:
            self.gate.wait(PATIENCE)
        handler.send_response(206 if asked else 200)
        handler.send_header("Content-Length", str(end + 1 - begin))
        if asked:
            handler.send_header("Content-Range", f"bytes {begin}-{end}/{len(self._content)}")
        handler.end_headers()
        handler.wfile.write(self._content[begin : end + 1])

    def reader(self, above: psutil.Process, output: Path) -> psutil.Process | None:
        """The process below another that is in the middle of reading it."""
        if not list(output.glob(".slow*.part")):
            return None
        for process in above.children(recursive=True):
            try:
                if any(c.raddr and c.raddr.port == self.port for c in process.net_connections("tcp")):
                    return process
            except psutil.Error:
                continue
        return None


@pytest.fixture
def slow(site: Site) -> Iterator[SlowArchive]:
    there = SlowArchive(site)
    yield there
    there.gate.set()


SLOW_TITLES = [f"Number {number}" for number in range(20_000, 20_040)]


def start(folder: Path, *args: object, patience: int | None = None) -> subprocess.Popen[bytes]:
    """Start batch, with another patience towards schedulers if one is given, in seconds."""
    command = COMMAND
    if patience is not None:
        command = [sys.executable, "-c", IMPATIENT.format(patience)]
    words = [*command, "batch", *map(str, args)]
    return subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def end(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    out, err = process.communicate(timeout=PATIENCE)
    assert out == b""
    assert b"Traceback" not in err, err.decode()
    return process.returncode, err.decode()


# -- one machine, another's cluster, parse: the same -------------------------------------------------------


def test_parse_and_batch_here_and_on_a_cluster_give_the_same_records(
    cli: Cli, tmp_path: Path, scheduler: tuple[str, psutil.Process]
) -> None:
    wanted = write_archives(tmp_path / "in", 2)
    whole = archive(*map(page, range(11_000, 11_003)))
    (tmp_path / "in" / "torn.warc.gz").write_bytes(whole[:-40])
    (tmp_path / "in" / "none.warc.gz").write_bytes(b"<html>an error page, saved by mistake</html>")
    (tmp_path / "in" / "odd.warc").write_bytes(
        archive(
            ("https://h/empty", "200 OK", HTML, b""), ("https://h/gone", "404 Gone", HTML, b"x"), packed=False
        )
    )
    here = cli("batch", "in", "-o", "here", "--jobs", 2)
    there = cli("batch", "in", "-o", "there", "--scheduler", scheduler[0])
    assert (here.returncode, there.returncode) == (1, 1)
    said = here.stderr.decode().splitlines()
    assert said[0].startswith("osce-extract: dashboard: http://127.0.0.1:")
    assert sorted(said[1:]) == [
        "osce-extract: in/none.warc.gz: no WARC archive",
        "osce-extract: in/odd.warc: 1 page failed",
        "osce-extract: in/torn.warc.gz: a WARC archive that is damaged or breaks off before its end",
    ]
    assert sorted(there.stderr.decode().splitlines()[1:]) == sorted(said[1:])
    for folder in (tmp_path / "here", tmp_path / "there"):
        check(folder)
        entries = manifest(folder)
        assert set(entries) == {
            "part-0.warc.gz",
            "part-1.warc.gz",
            "torn.warc.gz",
            "none.warc.gz",
            "odd.warc",
        }
        counts = {k: (e["records"], e["skipped"], e["failed"], e["output"]) for k, e in entries.items()}
        assert counts["part-0.warc.gz"] == (3, 0, 0, "part-0.warc.jsonl")
        assert counts["none.warc.gz"] == (0, 0, 1, None)
        assert counts["odd.warc"] == (0, 1, 1, "odd.warc.jsonl")
        assert counts["torn.warc.gz"][2:] == (1, "torn.warc.jsonl")
        assert entries["torn.warc.gz"]["error"]["kind"] == "unreadable"
        assert set(wanted) <= set(titles(folder))
    assert outputs(tmp_path / "here") == outputs(tmp_path / "there")
    names = ("odd.warc", "part-0.warc.gz", "part-1.warc.gz", "torn.warc.gz")
    parsed = cli("parse", *(f"in/{name}" for name in names)).stdout
    assert parsed == b"".join(content for _, content in sorted(outputs(tmp_path / "here").items()))


def test_parquet_is_the_same_each_time(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    write_archives(tmp_path / "in", 1)
    for folder in ("a", "b"):
        run_here([str(tmp_path / "in")], str(tmp_path / folder), Settings(version="0", format="parquet"))
        check(tmp_path / folder)
    assert outputs(tmp_path / "a") == outputs(tmp_path / "b")
    table = pq.read_table(tmp_path / "a" / "part-0.warc.parquet")
    assert table.column("title").to_pylist() == ["Number 10000", "Number 10001", "Number 10002"]


def test_tables_and_fields_are_those_of_convert(cli: Cli, tmp_path: Path) -> None:
    write_archives(tmp_path / "in", 1)
    run_here([str(tmp_path / "in")], str(tmp_path / "all"), Settings(version="0"))
    for number, (settings, words) in enumerate(
        (
            (Settings(version="0", format="csv"), ("--format", "csv")),
            (
                Settings(version="0", format="csv", per="organizers"),
                ("--format", "csv", "--per", "organizers"),
            ),
            (Settings(version="0", fields=("title", "dates.start")), ("--fields", "title,dates.start")),
        )
    ):
        run_here([str(tmp_path / "in")], str(tmp_path / str(number)), settings)
        check(tmp_path / str(number))
        [content] = outputs(tmp_path / str(number)).values()
        told = cli("convert", "all/part-0.warc.jsonl", *words).stdout
        assert content.removeprefix(b"\xef\xbb\xbf") == told
        assert len(told.splitlines()) >= 3


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--per", "donors"), b"--per goes with --format csv"),
        (("--fields", "tilte"), b"title"),
        (("--jobs", "2", "--scheduler", "tcp://127.0.0.1:9"), b"--jobs is for this machine"),
        (("--match-host", "https://osce.org/"), b"is no name of a host"),
        (("--match-host", " "), b"is no name of a host"),
    ],
)
def test_forms_that_cannot_be(cli: Cli, tmp_path: Path, words: tuple[str, ...], told: bytes) -> None:
    done = cli("batch", "in", "-o", "out", *words)
    assert done.returncode == 2
    assert told in done.stderr
    assert not (tmp_path / "out").exists()


# -- what goes wrong on the way ----------------------------------------------------------------------------


@pytest.mark.costly
def test_a_worker_killed_in_the_middle(
    tmp_path: Path, scheduler: tuple[str, psutil.Process], slow: SlowArchive
) -> None:
    address, running = scheduler
    wanted = write_archives(tmp_path / "in", 4) + SLOW_TITLES
    arguments = ("in", slow.url, "--scheduler", address)
    process = start(tmp_path, *arguments, "-o", "out")
    wait_for(lambda: slow.reader(running, tmp_path / "out")).send_signal(signal.SIGKILL)
    wait_for(lambda: "lost the worker" in process.stderr.readline().decode())  # type: ignore[union-attr]
    slow.gate.set()
    code, _ = end(process)
    assert code == 0
    check(tmp_path / "out")
    assert titles(tmp_path / "out") == sorted(wanted)
    assert end(start(tmp_path, *arguments, "-o", "undisturbed"))[0] == 0
    assert outputs(tmp_path / "out") == outputs(tmp_path / "undisturbed")


@pytest.mark.costly
def test_an_archive_that_no_worker_survives_loses_only_itself(
    tmp_path: Path, scheduler: tuple[str, psutil.Process], slow: SlowArchive
) -> None:
    address, running = scheduler
    wanted = write_archives(tmp_path / "in", 2)
    process = start(tmp_path, "in", slow.url, "--scheduler", address, "-o", "out", "--errors", "failed.jsonl")
    while process.poll() is None:
        if reader := slow.reader(running, tmp_path / "out"):
            reader.send_signal(signal.SIGKILL)
            reader.wait(PATIENCE)
        time.sleep(0.02)
    code, said = end(process)
    assert code == 1
    assert f"osce-extract: {slow.url}: 4 workers died while they were at it" in said.splitlines()
    check(tmp_path / "out")
    assert titles(tmp_path / "out") == sorted(wanted)
    assert manifest(tmp_path / "out")["slow.warc.gz"]["error"]["kind"] == "worker_lost"
    assert lines((tmp_path / "failed.jsonl").read_bytes())[0]["retryable"] is True
    slow.gate.set()
    assert end(start(tmp_path, "in", slow.url, "--scheduler", address, "-o", "out"))[0] == 0
    assert titles(tmp_path / "out") == sorted(wanted + SLOW_TITLES)


@pytest.mark.costly
def test_a_scheduler_that_goes_away(
    tmp_path: Path, scheduler: tuple[str, psutil.Process], slow: SlowArchive
) -> None:
    wanted = write_archives(tmp_path / "in", 4) + SLOW_TITLES
    out = tmp_path / "out"
    with cluster() as (address, running):
        words = ("in", slow.url, "--scheduler", address, "-o", "out", "--progress", "json")
        process = start(tmp_path, *words, patience=5)
        wait_for(lambda: (out / "manifest.jsonl").exists() and len(manifest(out)) == 4)
        wait_for(lambda: slow.reader(running, out))
        done = {path.name: path.stat().st_mtime_ns for path in out.glob("part-*")}
        for victim in (running, *running.children(recursive=True)):
            victim.kill()
        code, said = end(process)
    assert code == 1
    failure, notice = (json.loads(line) for line in said.splitlines()[-2:])
    assert (failure["location"], failure["message"]) == (address, "the scheduler went away")
    assert notice["message"] == "what is done stays, and the same command does what is missing"
    check(out)
    slow.gate.set()
    code, said = end(start(tmp_path, "in", slow.url, "--jobs", "1", "-o", "out", "--progress", "json"))
    assert code == 0
    last = json.loads(said.splitlines()[-1])
    assert (last["event"], last["archives"], last["before"], last["done"]) == ("end", 5, 4, 5)
    assert {path.name: path.stat().st_mtime_ns for path in out.glob("part-*")} == done
    check(out)
    assert titles(out) == sorted(wanted)
    again = start(tmp_path, "in", slow.url, "-o", "undisturbed", "--scheduler", scheduler[0], "--quiet")
    assert end(again) == (0, "")
    assert outputs(out) == outputs(tmp_path / "undisturbed")


@pytest.mark.costly
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_the_command_itself_stopped(
    tmp_path: Path, scheduler: tuple[str, psutil.Process], slow: SlowArchive, how: signal.Signals
) -> None:
    wanted = write_archives(tmp_path / "in", 2) + SLOW_TITLES
    out = tmp_path / "out"
    process = start(tmp_path, "in", slow.url, "--jobs", "2", "-o", "out")
    wait_for(lambda: (out / "manifest.jsonl").exists() and len(manifest(out)) == 2)
    below = psutil.Process(process.pid).children(recursive=True)
    wait_for(lambda: slow.reader(psutil.Process(process.pid), out))
    process.send_signal(how)
    code, said = end(process)
    assert code == (130 if how == signal.SIGINT else -signal.SIGKILL)
    assert ("osce-extract: interrupted; " in said) == (how == signal.SIGINT)
    assert psutil.wait_procs(below, timeout=PATIENCE)[1] == []
    slow.gate.set()
    again = start(tmp_path, "in", slow.url, "--scheduler", scheduler[0], "-o", "out", "--progress", "json")
    code, said = end(again)
    assert (code, json.loads(said.splitlines()[-1])["before"]) == (0, 2)
    check(out)
    assert titles(out) == sorted(wanted)


def test_no_scheduler(tmp_path: Path) -> None:
    write_archives(tmp_path / "in", 1)
    code, said = end(start(tmp_path, "in", "-o", "out", "--scheduler", "tcp://127.0.0.1:9", patience=1))
    assert code == 3
    first, second = said.splitlines()
    assert first.startswith("osce-extract: tcp://127.0.0.1:9: no scheduler answers: ")
    assert second.endswith("the same command does what is missing")


# -- progress ----------------------------------------------------------------------------------------------


def test_progress_on_a_terminal_with_a_dashboard_that_answers(
    tmp_path: Path, scheduler: tuple[str, psutil.Process], slow: SlowArchive
) -> None:
    write_archives(tmp_path / "in", 2)
    ours, theirs = pty.openpty()
    command = [*COMMAND, "batch", "in", slow.url, "-o", "out", "--scheduler", scheduler[0]]
    seen = b""

    def shows(text: bytes) -> bool:
        nonlocal seen
        seen += os.read(ours, 65536)
        return text in seen

    environment = {**os.environ, "COLUMNS": "120"}
    with running(command, patience=180, cwd=tmp_path, stderr=theirs, env=environment) as process:
        os.close(theirs)
        wait_for(lambda: shows(b"2 of 3 archives, 6 records"))
        link = seen.partition(b"dashboard: ")[2].split()[0].decode()
        with urllib.request.urlopen(link) as answer:
            assert b"Dask" in answer.read()
        slow.gate.set()
        wait_for(lambda: shows(b"3 archives, 46 records, 0 damaged or lost, 0 failed"))
        assert process.wait(PATIENCE) == 0
    os.close(ours)


# -- resuming, without an engine ---------------------------------------------------------------------------


def run_here(inputs: list[str], folder: str, settings: Settings = SETTINGS, index: Any = None) -> list[str]:
    """What the command does, in this process; gives the addresses of what it had to do."""
    archives = [found for found in find_archives(inputs, index) if isinstance(found, Archive)]
    target = Folder(folder)
    target.make()
    with open_manifest(target, settings) as known:
        tasks = plan(archives, target.location, settings, known.entries)
        todo = missing(tasks, known.entries, target.holds, stamp_of)
        for task in todo:
            known.add(extract_archive(task).entry)
    return [task.archive.address for task in todo]


def test_only_what_is_missing_is_done_again(tmp_path: Path) -> None:
    write_archives(tmp_path / "in", 3)
    (tmp_path / "in" / "torn.warc.gz").write_bytes(archive(*map(page, range(3)))[:-40])
    inputs, folder = [str(tmp_path / "in")], tmp_path / "out"
    assert len(run_here(inputs, str(folder))) == 4
    before = outputs(folder)
    assert run_here(inputs, str(folder)) == []
    (folder / "part-0.warc.jsonl").unlink()
    (folder / "part-1.warc.jsonl").write_bytes(before["part-1.warc.jsonl"].replace(b"Ohrid", b"Bitol"))
    assert run_here(inputs, str(folder)) == [str(tmp_path / "in" / f"part-{n}.warc.gz") for n in (0, 1)]
    assert outputs(folder) == before
    whole = archive(*map(page, range(3)))
    (tmp_path / "in" / "torn.warc.gz").write_bytes(whole)
    assert run_here(inputs, str(folder)) == [str(tmp_path / "in" / "torn.warc.gz")]
    assert manifest(folder)["torn.warc.gz"]["error"] is None
    (tmp_path / "in" / "torn.warc.gz").write_bytes(b"no archive any more")
    run_here(inputs, str(folder))
    assert not (folder / "torn.warc.jsonl").exists(), "what stood there was of another archive"


@pytest.mark.parametrize("cut", [1, 30, 200])
def test_a_torn_last_line_of_the_manifest(tmp_path: Path, cut: int) -> None:
    write_archives(tmp_path / "in", 2)
    inputs, folder = [str(tmp_path / "in")], tmp_path / "out"
    run_here(inputs, str(folder))
    before = (folder / "manifest.jsonl").read_bytes()
    (folder / "manifest.jsonl").write_bytes(before[:-cut])
    assert run_here(inputs, str(folder)) == [str(tmp_path / "in" / "part-1.warc.gz")]
    check(folder)


def test_other_options_take_another_folder(cli: Cli, tmp_path: Path) -> None:
    write_archives(tmp_path / "in", 1)
    run_here([str(tmp_path / "in")], str(tmp_path / "out"))
    with pytest.raises(UsageError, match="take another folder"):
        run_here([str(tmp_path / "in")], str(tmp_path / "out"), Settings(version="0", hosts=("osce.org",)))
    done = cli("batch", "in", "-o", "out")
    assert done.returncode == 2
    assert "another version of osce-extract" in " ".join(done.stderr.decode().replace("│", " ").split())


def test_two_runs_at_a_time_and_what_is_no_manifest(tmp_path: Path) -> None:
    folder = Folder(str(tmp_path / "out"))
    folder.make()
    with (
        open_manifest(folder, SETTINGS),
        pytest.raises(SinkError, match="another run"),
        open_manifest(folder, SETTINGS),
    ):
        pass
    (tmp_path / "out" / "manifest.jsonl").write_bytes(b'{"title": "a list of mine"}\n')
    with pytest.raises(SinkError, match="line 1 of manifest"), open_manifest(folder, SETTINGS):
        pass
    assert (tmp_path / "out" / "manifest.jsonl").read_bytes() == b'{"title": "a list of mine"}\n'


def test_names_of_outputs() -> None:
    def names(*addresses: str, known: dict[str, Entry] | None = None) -> list[str]:
        archives = [Archive(location=a, address=a) for a in addresses]
        return [task.output for task in plan(archives, "/out", SETTINGS, known or {})]

    assert names("/a/x.warc.gz", "/a/y.warc", "s3://b/c/z.warc.gz?v=1") == [
        "x.warc.jsonl", "y.warc.jsonl", "z.warc.jsonl",
    ]  # fmt: skip
    same = names("/a/x.warc.gz", "/b/x.warc.gz", "/a/x.warc", "/a/X.warc.gz")
    assert len({name.lower() for name in same}) == 4
    assert all(name.lower().startswith("x.warc-") for name in same)
    assert names("/a/manifest.gz") != ["manifest.jsonl"]
    assert names("/a/..", "/a/ü b.warc") == ["archive.jsonl", "b.warc.jsonl"]
    entry = Entry(input="x", address="/a/x.warc", output="x.warc.jsonl", settings="")
    first, second = names("/a/x.warc", "/b/x.warc", known={"/a/x.warc": entry})
    assert first == "x.warc.jsonl"
    assert second == names("/b/x.warc", known={"/a/x.warc": entry})[0] != first


# -- inputs ------------------------------------------------------------------------------------------------


def test_inputs_are_archives_folders_patterns_and_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_archives(tmp_path / "in", 3)
    (tmp_path / "in" / "notes.txt").write_text("no archive\n")
    (tmp_path / "in" / ".hidden.warc.gz").write_bytes(b"x")
    (tmp_path / "by-another-name").write_bytes(archive(page(1)))
    (tmp_path / "list.txt").write_text("# these\n\nin/part-2.warc.gz\nin/*-1.*\n")
    (tmp_path / "list.gz").write_bytes(gzip.compress(b"in\nhttps://h/x/a.warc.gz\nwarc-without-suffix\n"))
    (tmp_path / "empty").mkdir()

    def found(*inputs: str) -> list[str]:
        return [f.location if isinstance(f, Archive) else f"! {f.location}" for f in find_archives(inputs)]

    parts = [f"in/part-{n}.warc.gz" for n in range(3)]
    assert found("in") == parts
    assert found("in/part-1.warc.gz", "in", str(tmp_path / "in")) == [parts[1], parts[0], parts[2]]
    assert found("in/*.warc.gz") == parts
    assert found("**/part-[02].warc.gz") == [parts[0], parts[2]]
    assert found("list.txt") == [parts[2], parts[1]]
    assert found("list.gz") == [*parts, "https://h/x/a.warc.gz", "warc-without-suffix"]
    assert found("by-another-name", "nowhere.warc.gz") == ["by-another-name", "nowhere.warc.gz"]
    assert found("empty", "no-such-list", "none*.gz") == ["! empty", "! no-such-list", "! none*.gz"]
    assert found((tmp_path / "in").as_uri())[0] == str(tmp_path / parts[0])
    assert absolute((tmp_path / "in/part-0.warc.gz").as_uri()) == str(tmp_path / parts[0])


def test_what_is_nowhere_is_told(cli: Cli, tmp_path: Path) -> None:
    done = cli("batch", "nowhere.warc.gz", "empty*", "-o", "out", "--jobs", 1)
    assert done.returncode == 3
    said = done.stderr.decode().splitlines()
    assert said[0] == "osce-extract: empty*: no archives there"
    assert said[-1] == "osce-extract: nowhere.warc.gz: no such file"
    assert manifest(tmp_path / "out")["nowhere.warc.gz"]["error"]["kind"] == "not_found"


@pytest.fixture
def store() -> Iterator[Any]:
    """A store that is not the local disk."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    yield system
    system.store.clear()


def test_archives_and_outputs_in_a_distant_store(store: Any, tmp_path: Path) -> None:
    wanted = write_archives(tmp_path / "in", 2)
    for path in (tmp_path / "in").iterdir():
        store.pipe_file(f"/bucket/in/{path.name}", path.read_bytes())
    store.pipe_file("/bucket/in/notes.txt", b"memory://bucket/in/part-1.warc.gz\n")
    assert len(run_here(["memory://bucket/in/"], "memory://bucket/out")) == 2
    out = {name.rpartition("/")[2]: store.cat_file(name) for name in store.find("/bucket/out")}
    assert set(out) == {"manifest.jsonl", "part-0.warc.jsonl", "part-1.warc.jsonl"}
    entries = lines(out["manifest.jsonl"])
    assert [entry["records"] for entry in entries] == [3, 3]
    assert [r["title"] for n in (0, 1) for r in lines(out[f"part-{n}.warc.jsonl"])] == wanted
    for inputs in (["memory://bucket/in/*.warc.gz"], ["memory://bucket/in/notes.txt"]):
        assert run_here(inputs, "memory://bucket/out") == []
    store.rm_file("/bucket/out/part-1.warc.jsonl")
    assert len(run_here(["memory://bucket/in/"], "memory://bucket/out")) == 1
    run_here(["memory://bucket/in/"], str(tmp_path / "out"))
    check(tmp_path / "out")


@pytest.mark.parametrize("address", ["s3://bucket/x.warc.gz", "odd://bucket/x.warc.gz"])
def test_a_store_that_cannot_be_reached_is_told(tmp_path: Path, address: str) -> None:
    run_here([address], str(tmp_path / "out"))
    entry = manifest(tmp_path / "out")["x.warc.gz"]
    assert entry["output"] is None
    assert entry["error"]["message"].startswith("cannot be read: ")


def test_a_server_that_breaks_off_is_no_torn_archive(site: Site, tmp_path: Path) -> None:
    # The server gives no parts, so that the second one makes the reader start anew.
    image = ("https://h/image", "200 OK", {"Content-Type": "image/png"}, os.urandom(9_000_000))
    content = archive(*map(page, range(15)), image, *map(page, range(15, 30)))
    is_well = False

    def send(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content if is_well else content[:-100])
        handler.close_connection = True

    site.pages["/x.warc.gz"] = lambda _visit: send
    with pytest.raises(Unreachable, match="cannot be read"):
        run_here([site.url("/x.warc.gz")], str(tmp_path / "out"))
    assert outputs(tmp_path / "out") == {}
    is_well = True
    run_here([site.url("/x.warc.gz")], str(tmp_path / "out"))
    assert manifest(tmp_path / "out")["x.warc.gz"]["records"] == 30


def test_a_server_that_stumbles_is_asked_again(
    tmp_path: Path, site: Site, scheduler: tuple[str, psutil.Process]
) -> None:
    content = archive(*map(page, range(3)))
    asked = 0

    def send(handler: Any) -> None:
        nonlocal asked
        asked += "Range" in handler.headers
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content[:-100] if asked == 1 else content)
        handler.close_connection = True

    site.pages["/x.warc.gz"] = lambda _visit: send
    assert end(start(tmp_path, site.url("/x.warc.gz"), "-o", "out", "--scheduler", scheduler[0], "-q")) == (
        0,
        "",
    )
    assert asked == 2
    assert titles(tmp_path / "out") == [f"Number {number}" for number in range(3)]


# -- hosts and parts ---------------------------------------------------------------------------------------

SITES = (
    "https://www.osce.org/a/1",
    "https://example.org/b",
    "https://polis.osce.org/c",
    "https://notosce.org/d",
)


def mixed() -> tuple[bytes, list[dict[str, Any]]]:
    """An archive of several hosts and the lines of its index."""
    out, index = b"", []
    pages = [(url, "200 OK", HTML, ARTICLE.format(title=url).encode()) for url in SITES]
    pages += [("https://www.osce.org/gone", "404 Not Found", HTML, b"gone")]
    pages += [("https://www.osce.org/x.pdf", "200 OK", {"Content-Type": "application/pdf"}, b"%PDF")]
    filler = ("https://example.org/large", "200 OK", HTML, os.urandom(200_000))
    for response in (*pages[:2], filler, *pages[2:]):
        content = archive(response)
        # A member each for warcinfo, response and request; the index names the response.
        starts = [at for at in range(len(content)) if content[at : at + 4] == b"\x1f\x8b\x08\x00"]
        members = [at for at in starts if _opens(content[at:])]
        index.append(
            {
                "url": response[0],
                "mime": response[2]["Content-Type"].partition(";")[0],
                "status": response[1][:3],
                "length": str(members[2] - members[1]),
                "offset": str(len(out) + members[1]),
                "filename": "crawl-data/CC-MAIN-2025-01/warc/mixed.warc.gz",
            }
        )
        out += content
    return out, index


def _opens(content: bytes) -> bool:
    try:
        return gzip.GzipFile(fileobj=__import__("io").BytesIO(content)).read(5) == b"WARC/"
    except OSError:
        return False


class CountingFileSystem(LocalFileSystem):
    """The local disk, counting what is read from it."""

    protocol = "counting"
    cachable = False
    read: ClassVar[list[tuple[int, int]]] = []

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return str(path).removeprefix("counting://")

    def cat_file(self, path: str, start: int | None = None, end: int | None = None, **_: Any) -> bytes:
        data = Path(self._strip_protocol(path)).read_bytes()[start:end]
        self.read.append((start or 0, len(data)))
        return data

    def open(self, path: str, *_: Any, **__: Any) -> Any:
        raise AssertionError(f"{path} is opened, and not read in parts")


def test_only_the_hosts_asked_for() -> None:
    match = HostMatch(hosts=("osce.org", "example.org"))
    assert match("https://www.osce.org/x")
    assert match("http://OSCE.org:8080/")
    assert match("https://example.org")
    assert not match("https://notosce.org/")
    assert not match("https://osce.org.example.com/")
    assert not match("https://example.com/?u=https://osce.org/")
    assert not match("https://[broken/")
    assert not match("")


def test_match_host_and_an_index_give_the_same_records(
    cli: Cli, tmp_path: Path, scheduler: tuple[str, psutil.Process]
) -> None:
    content, index = mixed()
    (tmp_path / "mixed.warc.gz").write_bytes(content)
    (tmp_path / "osce.cdxj").write_text(
        "".join(f"org,osce)/x 20250101000000 {json.dumps(line)}\n" for line in index)
    )
    (tmp_path / "plain.json.gz").write_bytes(
        gzip.compress("".join(json.dumps(i) + "\n" for i in index).encode())
    )
    hosts = ("--match-host", "osce.org", "--match-host", "OSCE.int")
    same = ("mixed.warc.gz", *hosts, "--scheduler", scheduler[0], "--quiet")
    assert cli("batch", *same, "-o", "by-host").returncode == 0
    assert cli("batch", *same, "-o", "by-index", "--cdx", "osce.cdxj").returncode == 0
    assert cli("batch", *same, "-o", "by-json", "--cdx", "plain.json.gz").returncode == 0
    assert titles(tmp_path / "by-host") == ["https://polis.osce.org/c", "https://www.osce.org/a/1"]
    assert outputs(tmp_path / "by-host") == outputs(tmp_path / "by-index") == outputs(tmp_path / "by-json")
    entry = manifest(tmp_path / "by-host")["mixed.warc.gz"]
    assert (entry["records"], entry["skipped"], entry["failed"]) == (2, 5, 0)


def test_only_the_ranges_needed_are_read(tmp_path: Path) -> None:
    fsspec.register_implementation("counting", CountingFileSystem, clobber=True)
    content, lines_of_index = mixed()
    folder = tmp_path / "crawl-data" / "CC-MAIN-2025-01" / "warc"
    folder.mkdir(parents=True)
    (folder / "mixed.warc.gz").write_bytes(content)
    (tmp_path / "osce.cdxj").write_text("".join(json.dumps(line) + "\n" for line in lines_of_index * 2))
    wants = HostMatch(hosts=("osce.org",))
    index = read_index(str(tmp_path / "osce.cdxj"), wants)
    CountingFileSystem.read.clear()
    run_here(
        [f"counting://{tmp_path}/"], str(tmp_path / "out"), Settings(version="0", hosts=wants.hosts), index
    )
    assert titles(tmp_path / "out") == ["https://polis.osce.org/c", "https://www.osce.org/a/1"]
    needed = [(int(line["offset"]), int(line["length"])) for line in lines_of_index if line["url"] in SITES]
    assert sorted(CountingFileSystem.read) == sorted([needed[0], needed[2]])
    assert sum(length for _, length in CountingFileSystem.read) < len(content) / 100


def test_an_index_that_is_wrong_is_told(tmp_path: Path) -> None:
    content, [first, *_] = mixed()
    (tmp_path / "mixed.warc.gz").write_bytes(content)
    wrong = [{**first, "offset": int(first["offset"]) + 1}, {**first, "offset": len(content) + 10}, first]
    wrong += [{**first, "length": int(first["length"]) - 9}]
    (tmp_path / "x.cdxj").write_text("".join(json.dumps(line) + "\n" for line in wrong))
    index = read_index(str(tmp_path / "x.cdxj"))
    run_here([str(tmp_path / "mixed.warc.gz")], str(tmp_path / "out"), index=index)
    entry = manifest(tmp_path / "out")["mixed.warc.gz"]
    # The page that stands under two lines comes once from each: what was cut off of one was only its end.
    assert entry["failed"] == 3
    assert entry["records"] >= 1
    assert "the index has at" in entry["error"]["message"]
    (tmp_path / "y.cdxj").write_text("org,osce)/ 2025 no json\n")
    with pytest.raises(Exception, match="line 1 is none of a CDXJ index"):
        read_index(str(tmp_path / "y.cdxj"))


def test_parts_of_an_archive_that_can_be_no_page_are_told(tmp_path: Path) -> None:
    content, [first, *_] = mixed()
    (tmp_path / "mixed.warc.gz").write_bytes(content)
    lengths = (0, MAX_BYTES + 1, first["length"])
    (tmp_path / "x.cdxj").write_text("".join(json.dumps({**first, "length": n}) + "\n" for n in lengths))
    index = read_index(str(tmp_path / "x.cdxj"))
    run_here([str(tmp_path / "mixed.warc.gz")], str(tmp_path / "out"), index=index)
    entry = manifest(tmp_path / "out")["mixed.warc.gz"]
    assert (entry["records"], entry["failed"]) == (1, 2)
    assert "bytes long, no page is" in entry["error"]["message"]


# -- what is not loaded ------------------------------------------------------------------------------------


def test_parse_of_an_archive_loads_no_engine(tmp_path: Path) -> None:
    (tmp_path / "x.warc.gz").write_bytes(archive(page(1)))
    script = (
        "import sys\n"
        "from osce_extract.cli import main\n"
        "sys.argv = ['osce-extract', 'parse', 'x.warc.gz']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "engine = {'dask', 'distributed', 'fsspec', 'aiohttp', 'bokeh'}\n"
        "print(sorted(engine & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, cwd=tmp_path)
    assert done.stderr == b"[]\n"


@pytest.mark.parametrize("absent", ["distributed", "fsspec.core"])
def test_without_the_extra_it_says_what_to_install(tmp_path: Path, absent: str) -> None:
    write_archives(tmp_path / "in", 1)
    script = (
        f"import sys\nsys.modules[{absent!r}] = None\n"
        "from osce_extract.cli import main\n"
        "sys.argv = ['osce-extract', 'batch', 'in', '-o', 'out']\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=tmp_path, check=False)
    assert done.returncode == 3
    [line] = done.stderr.decode().splitlines()
    assert "pip install 'osce-extract[dask]'" in line

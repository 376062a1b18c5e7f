"""When the disk is full or the process is ended, earlier output is whole and the exit code tells."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import time
from pathlib import Path

import pytest
from conftest import COMMAND, FIXTURES, Cli
from processes import output_of, running

PAGE = FIXTURES / "dev-text-01.txt"
PAGES = sorted(FIXTURES.glob("dev-*.txt"))
EARLIER = b'{"earlier": true}\n'
FORMATS = ("out.jsonl", "out.csv")


def _small_disk() -> None:
    """Let no file grow past what the first record needs, as a disk does that is nearly full."""
    os.environ.pop("COVERAGE_PROCESS_CONFIG", None)  # its data would find no space either, and say so
    resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def _parse(folder: Path, *args: object, **how: object) -> subprocess.CompletedProcess[bytes]:
    command = [*COMMAND, "parse", *map(str, args)]
    return subprocess.run(command, cwd=folder, stderr=subprocess.PIPE, timeout=120, check=False, **how)


@pytest.mark.parametrize("name", FORMATS)
def test_full_disk_leaves_the_earlier_file(tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    out.write_bytes(EARLIER)
    done = _parse(tmp_path, *PAGES, "-o", out, preexec_fn=_small_disk)
    assert done.returncode == 3
    assert done.stderr.decode().splitlines()[-1].startswith(f"osce-extract: {out}: cannot be written: ")
    assert b"Traceback" not in done.stderr
    assert out.read_bytes() == EARLIER
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_full_disk_while_appending_keeps_whole_lines_that_were_there(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_bytes(EARLIER)
    done = _parse(tmp_path, *PAGES, "-o", out, "--append", preexec_fn=_small_disk)
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
    assert out.read_bytes().startswith(EARLIER)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_full_standard_output_is_told(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = _parse(tmp_path, PAGE, stdout=full)
    assert done.returncode == 3
    assert b"standard output" in done.stderr
    assert b"Traceback" not in done.stderr


def test_closed_standard_output_is_told(tmp_path: Path) -> None:
    done = _parse(tmp_path, PAGE, preexec_fn=lambda: os.close(1))
    assert done.returncode == 3
    assert b"standard output: cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr


def test_closed_standard_streams_do_not_matter_to_files(tmp_path: Path) -> None:
    def close() -> None:
        for number in range(3):
            os.close(number)

    done = _parse(tmp_path, PAGE, "-o", "out.jsonl", preexec_fn=close)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "out.jsonl").read_bytes().startswith(b'{"record_version"')


@pytest.mark.parametrize("option", ["-o", "--errors"])
def test_a_folder_that_takes_no_files_is_told(cli: Cli, option: str) -> None:
    done = cli("parse", PAGE, option, "/proc/out.jsonl")
    assert done.returncode == 3
    assert done.stderr.startswith(b"osce-extract: /proc/out.jsonl: cannot be written: ")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_a_process_that_is_ended_leaves_the_earlier_file(tmp_path: Path, number: signal.Signals) -> None:
    out = tmp_path / "out.jsonl"
    out.write_bytes(EARLIER)
    fifo = tmp_path / "never.txt"
    os.mkfifo(fifo)
    with running(
        [*COMMAND, "parse", str(PAGE), str(fifo), "-o", str(out)], stderr=subprocess.PIPE
    ) as process:
        while not any(path.stat().st_size for path in tmp_path.glob(".out.jsonl.*")):
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(number)
        _, said = process.communicate()
    assert process.returncode in {-number, 128 + number, 130}
    assert b"Traceback" not in said
    assert out.read_bytes() == EARLIER
    [again] = [_parse(tmp_path, PAGE, "-o", out)]
    assert again.returncode == 0
    assert out.read_bytes().startswith(b'{"record_version"')


def test_a_pipe_is_written_and_stays_a_pipe(tmp_path: Path) -> None:
    out = tmp_path / "pipe"
    os.mkfifo(out)
    with running(["cat", str(out)], stdout=subprocess.PIPE) as reader:
        done = _parse(tmp_path, PAGE, "-o", out)
        lines = output_of(reader).read().splitlines()
    assert done.returncode == 0
    assert len(lines) == 1
    assert out.is_fifo()


def test_the_device_of_standard_output_may_be_a_pipe(tmp_path: Path) -> None:
    done = _parse(tmp_path, PAGE, "-o", "/dev/stdout", stdout=subprocess.PIPE)
    assert done.returncode == 0
    assert done.stdout == _parse(tmp_path, PAGE, stdout=subprocess.PIPE).stdout


def test_what_a_link_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    out = tmp_path / "link.jsonl"
    out.symlink_to(tmp_path / "there" / "records.jsonl")
    assert _parse(tmp_path, PAGE, "-o", out).returncode == 0
    assert out.is_symlink()
    assert len((tmp_path / "there" / "records.jsonl").read_bytes().splitlines()) == 1

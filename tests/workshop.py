"""A folder in which the commands of help texts and documents run as a reader types them, without a network.

`osce-extract` is the one of standin.py, `curl` gives a saved page, and `duckdb`, where it is absent, is the
Python package of that name.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import invented
import zygote
from conftest import FIXTURES

from osce_extract.runs.extraction import extract
from osce_extract.sinks.jsonl import encode
from osce_extract.sinks.warc import warc_file
from osce_extract.sources.exchange import Exchange

_DUCKDB = """\
import sys
import duckdb

assert sys.argv[1] == "-c", sys.argv
for statement in duckdb.extract_statements(sys.argv[2]):
    if (found := duckdb.sql(statement.query)) is not None:
        print(found)
"""


def set_up(folder: Path) -> None:
    """Put into a folder what examples speak of: saved pages, records of them, lists of addresses."""
    (folder / "pages").mkdir()
    for name in ("dev-text-01.txt", "dev-text-02.txt", "dev-current-01.html"):
        shutil.copy(FIXTURES / name, folder / "pages" / name)
    shutil.copy(FIXTURES / "dev-text-01.txt", folder / "page.txt")
    pages = sorted((folder / "pages").iterdir())
    read = [record for page in pages for record in extract(page.read_bytes(), location=f"pages/{page.name}")]
    (folder / "records.jsonl").write_bytes(
        b"".join(encode(one) + b"\n" for one in (*read, *invented.RECORDS))
    )
    (folder / "addresses.txt").write_text("https://www.osce.org/mission-to-skopje/598001\n")
    (folder / "archives").mkdir()
    with warc_file(folder / "archives" / "osce.warc.gz", (), "2025-05-04T10:00:00Z") as archive:
        archive.write(_exchange(page) for page in pages)
    failure = '{"location":"https://www.osce.org/secretariat/598000","kind":"unreachable","message":"-","retryable":true}'
    (folder / "failed.jsonl").write_text(failure + "\n")
    programs = folder / "bin"
    programs.mkdir()
    words = shlex.join(zygote.command(standin=True))
    _program(programs / "osce-extract", "/bin/sh", f'exec {words} "$@"\n')
    _program(programs / "curl", "/bin/sh", f"cat '{folder}/page.txt'\n")
    if shutil.which("duckdb") is None:
        _program(programs / "duckdb", sys.executable, _DUCKDB)


def _exchange(page: Path) -> Exchange:
    return Exchange(
        url=f"https://www.osce.org/{page.name}",
        request_headers=(),
        status=200,
        headers=(("Content-Type", "text/html" if page.suffix == ".html" else "text/plain"),),
        body=page.read_bytes(),
        fetched_at="2025-05-04T10:00:00Z",
    )


def find_program(name: str, folder: Path) -> str | None:
    """Where a command that an example uses is found, if it is."""
    return shutil.which(name, path=_path(folder))


def run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run lines of shell in a folder that was set up; a part of a pipe that fails fails the whole."""
    environment = {
        **os.environ,
        "PATH": _path(folder),
        "HOME": str(folder),
        "OSCE_EXTRACT_CACHE_DIR": str(folder / "cache"),
    }
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _path(folder: Path) -> str:
    return os.pathsep.join([str(folder / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]])


def _program(path: Path, interpreter: str, text: str) -> None:
    path.write_text(f"#!{interpreter}\n{text}", encoding="utf-8")
    path.chmod(0o755)

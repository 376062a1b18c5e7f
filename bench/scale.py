"""The figures of docs/scale.md: what `osce-extract batch` takes for archives of many pages, on this machine.

    .venv/bin/python bench/scale.py --pages 50000

Archives are generated anew each time, as large as real ones: HTML pages of 60 to 90 kB, most of it scripts
and navigation, each with an address and a title of its own, each record gzipped alone.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import zlib
from datetime import UTC, datetime
from pathlib import Path

import psutil
from pages import html_pages

HERE = Path(__file__).parent
COMMAND = [sys.executable, "-m", "osce_extract"]
BASES = 240
GLANCE = 0.25


def main() -> None:
    """Generate, measure, print, write JSON."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--pages", type=int, default=50_000, help="pages in all archives (default 50000)")
    options.add_argument("--archives", type=int, default=16, help="archives that hold them (default 16)")
    options.add_argument("--folder", type=Path, help="where they are put; else a temporary folder")
    options.add_argument("--output", type=Path, default=HERE / "scale.json")
    args = options.parse_args()
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        report = measure(Path(folder), args.pages, args.archives)
    args.output.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2))


def measure(folder: Path, pages: int, archives: int) -> dict[str, object]:
    """A tenth on one process and on two, then all on two: what a second adds, and how the cost grows."""
    whole, tenth = folder / "whole", folder / "tenth"
    packed = write_archives(whole, pages, archives)
    write_archives(tenth, pages // 10, archives)
    runs = [
        run(tenth, folder / "out-one", 1, pages // 10),
        run(tenth, folder / "out-two", 2, pages // 10),
        run(whole, folder / "out-whole", 2, pages),
    ]
    one, two, all_of_it = runs
    per_hour = 3600 * all_of_it["pages_a_core_second"]
    return {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load_before": os.getloadavg()[0],
        "pages": pages,
        "archives": archives,
        "packed_bytes_a_page": round(packed / pages),
        "runs": runs,
        "second_process_gains": round(one["seconds"] / two["seconds"], 2),
        "computed": {
            "pages_a_core_and_hour": round(per_hour),
            "core_hours_a_million_pages": round(1e6 / per_hour, 2),
            "hours_a_million_pages_on_two_cores": round(all_of_it["seconds"] / pages * 1e6 / 3600, 2),
        },
    }


def write_archives(folder: Path, pages: int, archives: int) -> int:
    """Write the archives; gives their bytes."""
    folder.mkdir()
    bases = [base.decode() for base in html_pages(min(BASES, pages))]
    at = 0
    for number in range(archives):
        with (folder / f"part-{number:03}.warc.gz").open("wb") as file:
            for _ in range(pages // archives + (number < pages % archives)):
                body = bases[at % len(bases)].replace("</title>", f" {at}</title>", 1)
                file.write(record(f"https://www.osce.org/generated/{1_000_000 + at}", body.encode()))
                at += 1
    return sum(path.stat().st_size for path in folder.iterdir())


def record(url: str, body: bytes) -> bytes:
    """One response as a gzip member of its own, as crawlers write them."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2025-01-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{zlib.crc32(url.encode()):012}>\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    packer = zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return packer.compress(head.encode() + block + b"\r\n\r\n") + packer.flush()


def run(archives: Path, out: Path, jobs: int, pages: int) -> dict[str, float]:
    """One run of the command: its time by the clock, that of the cores it used, and its memory."""
    command = [*COMMAND, "batch", str(archives), "-o", str(out), "--jobs", str(jobs), "--quiet"]
    start = time.perf_counter()
    process = subprocess.Popen(command)
    peaks: dict[int, int] = {}
    worked: dict[int, float] = {}
    while process.poll() is None:
        for one in (psutil.Process(process.pid), *children(process.pid)):
            try:
                peaks[one.pid] = max(peaks.get(one.pid, 0), one.memory_info().rss)
                worked[one.pid] = sum(one.cpu_times()[:2])
            except psutil.Error:
                continue
        time.sleep(GLANCE)
    seconds = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    entries = [json.loads(line) for line in (out / "manifest.jsonl").read_text().splitlines()]
    if sum(entry["records"] for entry in entries) != pages:
        raise SystemExit(f"{pages} pages gave {sum(entry['records'] for entry in entries)} records")
    command_peak = peaks.pop(process.pid)
    return {
        "pages": pages,
        "jobs": jobs,
        "seconds": round(seconds, 1),
        "pages_a_second": round(pages / seconds, 1),
        "pages_a_core_second": round(pages / sum(worked.values()), 1),
        "output_bytes_a_page": round(sum(entry["bytes"] for entry in entries) / pages),
        "peak_mb_of_command_and_scheduler": round(command_peak / 1e6),
        "peak_mb_of_a_worker": round(max(peaks.values()) / 1e6),
    }


def children(pid: int) -> list[psutil.Process]:
    """The processes below one, while it lives."""
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.Error:
        return []


if __name__ == "__main__":
    main()

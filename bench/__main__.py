"""`make bench`: everything that docs/performance.md promises, measured in one go.

Each figure is a ratio of two things measured in turns on the same machine; absolute times differ from
machine to machine. The allocator is told alike for all: not to hand memory back after each page.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from growth import ratios
from pages import html_pages, text_pages, write_pages

HERE = Path(__file__).parent
ALLOCATOR = {"MALLOC_TRIM_THRESHOLD_": "268435456", "MALLOC_MMAP_THRESHOLD_": "268435456"}
COMMAND = [sys.executable, "-m", "osce_extract"]


def main() -> None:
    """Measure, print a table, write JSON."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--rounds", type=int, default=5, help="how often each is measured (default 5)")
    options.add_argument("--quick", action="store_true", help="fewer pages; no figure for the record")
    options.add_argument("--output", type=Path, default=HERE / "results.json")
    args = options.parse_args()
    many = 100 if args.quick else 1000
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), many, args.rounds)
    for figure in figures:
        holds = "holds" if figure["holds"] else "DOES NOT HOLD"
        print(f"{figure['what']:52} {figure['value']:9.2f}  asked {figure['asked']:14} {holds}")
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    report = {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine,
        "figures": figures,
    }
    args.output.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


def measure(folder: Path, many: int, rounds: int) -> list[dict[str, object]]:
    """All figures, in the order of docs/performance.md."""
    html = folder / "html"
    text = folder / "text"
    few = folder / "few"
    write_pages(html_pages(many), html, ".html")
    write_pages(text_pages(many), text, ".txt")
    write_pages(html_pages(max(20, many // 20)), few, ".html")
    runs: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, kind, pages in (
            ("parse", "parse", html),
            ("page", "page", html),
            ("html", "record", html),
            ("text", "record", text),
            ("rival", "rival", few),
            ("ours on few", "record", few),
        ):
            runs.setdefault(name, []).append(worker(kind, pages)["seconds"])
    middle = {name: statistics.median(seconds) for name, seconds in runs.items()}
    for name, seconds in middle.items():
        print(f"{name:12} {seconds * 1000:8.3f} ms a page", file=sys.stderr)
    figures = [
        figure("HTML page to record, × bare lexbor parse", middle["html"] / middle["parse"], "<= 3"),
        figure("HTML page to page facts, × bare lexbor parse", middle["page"] / middle["parse"], "<= 3"),
        figure("text page to record, × HTML page to record", middle["text"] / middle["html"], "<= 1"),
        figure("times as fast as the rival stack", middle["rival"] / middle["ours on few"], ">= 40"),
    ]
    figures += jobs(folder, html, many, rounds)
    figures += memory(folder, many)
    figures += start_up(html, rounds)
    figures += [figure(f"100 × the body: {name}", ratio, "<= 130") for name, ratio in ratios().items()]
    return figures


def figure(what: str, value: float, asked: str) -> dict[str, object]:
    """One line of the table."""
    sign, _, limit = asked.partition(" ")
    holds = value <= float(limit) if sign == "<=" else value >= float(limit)
    return {"what": what, "value": round(value, 3), "asked": asked, "holds": holds}


def worker(kind: str, pages: Path) -> dict[str, float]:
    """Run one measurement in a process of its own."""
    command = [sys.executable, str(HERE / "worker.py"), kind, str(pages)]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, **ALLOCATOR})
    return json.loads(done.stdout)


def jobs(folder: Path, html: Path, many: int, rounds: int) -> list[dict[str, object]]:
    """Two processes against one, on five times the pages."""
    pages = [path.read_bytes() for path in sorted(html.iterdir())]
    write_pages(pages, folder / "five", ".html", times=5)
    seconds: dict[int, list[float]] = {1: [], 2: []}
    outputs: dict[int, bytes] = {}
    for _ in range(min(rounds, 3)):
        for count in (1, 2):
            out = folder / f"jobs-{count}.jsonl"
            start = time.perf_counter()
            parse(folder / "five", out, count)
            seconds[count].append(time.perf_counter() - start)
            outputs[count] = out.read_bytes()
    gain = statistics.median(seconds[1]) / statistics.median(seconds[2])
    same = float(outputs[1] == outputs[2])
    return [
        figure(f"--jobs 2 against 1, {5 * many} pages", gain, ">= 1.8"),
        figure("--jobs 2 gives the same bytes (1 = yes)", same, ">= 1"),
    ]


def memory(folder: Path, many: int) -> list[dict[str, object]]:
    """Peak memory of one process on five and on fifty times the pages."""
    pages = [path.read_bytes() for path in sorted((folder / "html").iterdir())]
    write_pages(pages, folder / "fifty", ".html", times=50)
    peaks = [peak_of_parse(folder / name, folder / "peak.jsonl") for name in ("five", "fifty")]
    return [
        figure(f"peak memory, {50 * many} against {5 * many} pages", peaks[1] / peaks[0], "<= 1.1"),
        figure("peak memory of one process, MB", max(peaks) / 1e6, "<= 80"),
    ]


def peak_of_parse(pages: Path, out: Path) -> float:
    """Bytes of memory that `parse` needs at its most."""
    script = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=True)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = [sys.executable, "-c", script, *COMMAND, "parse", "--quiet", str(pages), "-o", str(out)]
    done = subprocess.run(command, capture_output=True, check=True)
    return int(done.stdout) * 1024


def parse(pages: Path, out: Path, count: int) -> None:
    """Run `osce-extract parse` on a folder."""
    command = [*COMMAND, "parse", "--quiet", str(pages), "-o", str(out), "--jobs", str(count)]
    subprocess.run(command, check=True, env={**os.environ, **ALLOCATOR})


def start_up(html: Path, rounds: int) -> list[dict[str, object]]:
    """The command's start against the interpreter's, with the bytecode that a first run leaves."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    script = str(Path(sys.executable).parent / "osce-extract")
    page = str(next(html.iterdir()))
    commands = {
        "pass": [sys.executable, "-c", "pass"],
        "version": [script, "--version"],
        "one page": [script, "parse", page],
    }
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for command in commands.values():
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=env)
    for _ in range(4 * rounds):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=env)
            seconds[name].append(time.perf_counter() - start)
    middle = {name: statistics.median(values) for name, values in seconds.items()}
    return [
        figure("--version, × python -c pass", middle["version"] / middle["pass"], "<= 6.5"),
        figure("parse of one page, × python -c pass", middle["one page"] / middle["pass"], "<= 16"),
    ]


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    main()

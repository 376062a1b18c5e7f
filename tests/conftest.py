"""What the tests share: the command line as a user runs it, the folders with pages, a clean environment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zygote
from website import Site

FIXTURES = Path(__file__).parent / "fixtures"
SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"

# A shell has what it runs in the background ignore interrupts, and so would every command of the tests.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

Cli = Callable[..., "subprocess.CompletedProcess[bytes]"]

COMMAND = [sys.executable, "-m", "osce_extract"]
"""For tests of what belongs to the start of a process, or that send it signals; others take `cli`."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: many tests wait for a server, a pause or a process to end."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what a developer's shell may say of colours, widths and proxies."""
    for name in list(os.environ):
        if name in {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"} or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """Run `osce-extract` in an empty folder; gives the finished process with its bytes."""

    def run(*args: object, stdin: bytes = b"", timeout: float = 120) -> subprocess.CompletedProcess[bytes]:
        command = [*zygote.command(), *map(str, args)]
        return subprocess.run(
            command, input=stdin, capture_output=True, cwd=tmp_path, timeout=timeout, check=False
        )

    return run


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The two real pages, which are not ours to copy."""
    if not SEEDS.is_dir():
        pytest.skip("the real pages of ../shared/seeds are not on this machine")
    return SEEDS


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The annotated corpus, which is not ours to copy."""
    if not CORPUS.is_dir():
        pytest.skip("../shared/corpus is not on this machine")
    return CORPUS


@pytest.fixture
def site() -> Iterator[Site]:
    """A web site on loopback."""
    there = Site()
    yield there
    there.close()


@pytest.fixture
def other_site() -> Iterator[Site]:
    """A second one, which is another host."""
    there = Site("localhost")
    yield there
    there.close()


@pytest.fixture
def net(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Run `osce-extract` without pauses, with a cache of its own."""
    monkeypatch.setenv("OSCE_EXTRACT_CACHE_DIR", str(tmp_path / "cache"))

    def run(command: str, *args: object, **how: object) -> subprocess.CompletedProcess[bytes]:
        return cli(command, "--pause", 0, "--back-off", 0, *args, **how)

    return run

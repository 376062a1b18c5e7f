"""Commands that tests talk with while they run: whatever hangs fails, and nothing runs on behind a test."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any


@contextmanager
def running(command: list[str], *, patience: int = 60, **how: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Start a command for the block below; it is ended behind it if it has not ended by itself.

    Raises:
        TimeoutError: the block takes more than `patience` seconds: it waits for the command, for its output
            or for somebody to open a pipe.
    """
    process = subprocess.Popen(command, **how)
    earlier = signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(patience)
    try:
        yield process
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, earlier)
        process.kill()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                stream.close()
        process.wait()


def output_of(process: subprocess.Popen[bytes]) -> IO[bytes]:
    """The pipe that a command was started with for its output."""
    assert process.stdout is not None
    return process.stdout


def read_terminal(lead: int) -> bytes:
    """What was sent to a terminal until all who might have written there are gone; closes it."""
    shown = b""
    try:
        while block := os.read(lead, 65536):
            shown += block
    except OSError:  # How Linux says that nobody is left.
        pass
    os.close(lead)
    return shown


def _give_up(*_: object) -> None:
    raise TimeoutError("waited in vain for a command")

"""The command line, `osce-extract`. The only part that prints, exits and reads the environment."""

from __future__ import annotations

import gc
import os
import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line."""
    if sys.stdin is None or sys.stdout is None or sys.stderr is None:
        _stand_in()
    if sys.argv[1:] == ["--version"]:
        # Asked by itself it is answered without the commands, which take several times as long to start.
        from osce_extract.cli.version import show_version

        sys.exit(show_version())
    # Pages leave no cycles of objects behind; to look for them as often as usual takes a tenth of the start.
    gc.set_threshold(100_000)
    from osce_extract.cli.app import app

    try:
        app(prog_name="osce-extract")
    finally:
        # The process ends, and its last search for garbage would look at every object there is.
        gc.freeze()


def _stand_in() -> None:
    """Put something in the place of standard streams that the caller closed.

    Otherwise the next file opened would take their numbers. Output that is asked for must fail, so standard
    output is one that cannot be written; messages may be lost.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_WRONLY if number == 2 else os.O_RDONLY)  # takes the lowest free number
    sys.stdin = sys.stdin or os.fdopen(0)
    sys.stdout = sys.stdout or os.fdopen(1, "w", encoding="utf-8")
    sys.stderr = sys.stderr or os.fdopen(2, "w", encoding="utf-8")

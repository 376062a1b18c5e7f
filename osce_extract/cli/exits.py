"""Exit codes, and how a command's end becomes one."""

from __future__ import annotations

import os
import sys
from enum import IntEnum

__all__ = ["EXIT_CODES_HELP", "Exit", "leave_quietly"]


class Exit(IntEnum):
    """What the exit code of a command says."""

    OK = 0
    SOME_FAILED = 1
    USAGE = 2
    ALL_FAILED = 3
    REFUSED = 4
    INTERNAL = 70
    INTERRUPTED = 130
    READER_GONE = 141


EXIT_CODES_HELP = """\
Exit codes: 0 every input gave a record; 1 some inputs failed, the others were written; 2 the command was
called wrongly; 3 no input gave a record; 4 refused by policy (robots.txt, size, scheme) and nothing else
failed; 70 an error of ours; 130 interrupted; 141 the reader of the output went away.
"""


def leave_quietly() -> None:
    """Point standard output at nothing, so that Python's last flush has no closed pipe to complain of."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())

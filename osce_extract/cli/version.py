"""`osce-extract --version`."""

from __future__ import annotations

import sys

from osce_extract import __version__
from osce_extract.cli.exits import Exit, leave_quietly

__all__ = ["show_version"]


def show_version() -> Exit:
    """Print the version."""
    try:
        sys.stdout.write(f"osce-extract {__version__}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        leave_quietly()
        return Exit.READER_GONE
    return Exit.OK

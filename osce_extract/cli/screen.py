"""What people see on standard output: text that cannot steer the terminal, in a colour for each fact."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from osce_extract.cli.console import printable
from osce_extract.cli.exits import Exit

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

__all__ = ["FACT_STYLES", "has_colour", "open_screen", "plain"]

FACT_STYLES = {
    "activity_type": "bold magenta",
    "dates": "black on bright_cyan",
    "locations": "black on bright_green",
    "organizers": "black on bright_yellow",
    "partners": "black on orange1",
    "participants": "white on blue",
    "cumulative": "white on grey37",
    "donors": "white on dark_red",
    "project": "black on plum2",
}


def open_screen() -> Console:
    """Standard output, in colour where it is a terminal and `NO_COLOR` is not set.

    As elsewhere, `COLUMNS` sets the width; a reader that goes away ends the program quietly.
    """
    from rich.console import Console

    class Screen(Console):
        def on_broken_pipe(self) -> None:
            try:
                super().on_broken_pipe()
            except SystemExit:
                raise SystemExit(Exit.READER_GONE) from None

    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal of an old encoding shows a question mark for what it lacks.
        sys.stdout.reconfigure(errors="replace")
    return Screen(highlight=False)


def has_colour(screen: Console) -> bool:
    """Whether a style can be seen; where not, what it says must be said otherwise."""
    return screen.color_system is not None and not screen.no_color


def plain(text: str, style: str = "") -> Text:
    """Text to show as it is: no markup in it, nothing that moves the cursor or turns the line round."""
    from rich.text import Text

    return Text(printable(text), style=style)

"""How a run tells of lines that stand on most pages of a host, so that somebody can look at them."""

from __future__ import annotations

from collections.abc import Sequence

from osce_extract.cli.console import Console
from osce_extract.runs.witness import Testimony

__all__ = ["tell"]

_SHOWN_LINES = 3
_SHOWN_HOSTS = 5
_SHOWN_LENGTH = 50


def tell(testimonies: Sequence[Testimony], console: Console) -> None:
    """Say which lines may be navigation: some of them, or all to who asked for more words."""
    shown = testimonies if console.verbose else testimonies[:_SHOWN_HOSTS]
    for testimony in shown:
        console.summary(_sentence(testimony, is_whole=console.verbose))
        for line in testimony.lines:
            console.detail(f"  on {line.pages} pages: {line.line}")
    if len(shown) < len(testimonies):
        console.summary(f"and so it is with {len(testimonies) - len(shown)} more hosts")
    if shown:
        more = "" if console.verbose else "; --verbose lists them all"
        console.summary(f"if they are, put them into a file and pass it with --navigation FILE{more}")


def _sentence(testimony: Testimony, *, is_whole: bool) -> str:
    lines = testimony.lines
    verb = "line stands" if len(lines) == 1 else "lines stand"
    least, most = lines[-1].pages, lines[0].pages
    pages = f"{most}" if least == most else f"{least} to {most}"
    said = (
        f"{len(lines)} {verb} in the body of {pages} of {testimony.pages} pages of {testimony.host} "
        "and may be navigation that the parser does not know"
    )
    if is_whole:
        return said + ":"
    examples = ", ".join(f"'{_short(line.line)}'" for line in lines[:_SHOWN_LINES])
    return f"{said}: {examples}{', …' if len(lines) > _SHOWN_LINES else ''}"


def _short(line: str) -> str:
    return line if len(line) <= _SHOWN_LENGTH else line[: _SHOWN_LENGTH - 1].rstrip() + "…"

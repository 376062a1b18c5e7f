"""Turns OSCE news pages into event facts that can be counted, each with the words it rests on.

    >>> import osce_extract
    >>> page = "<h1>Judges meet</h1> <p>SKOPJE, 3 May 2019 – Judges from eight courts met in Ohrid today.</p>"
    >>> [record] = osce_extract.extract(page)
    >>> record.issued_on
    '2019-05-03'

`parse` gives pages without boilerplate, `extract` gives records with facts. What goes wrong is an
`OsceExtractError`; the whole tree is in `osce_extract.errors`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from osce_extract.errors import (
        EmptyPage,
        Forbidden,
        MissingExtra,
        NotAPage,
        NotCached,
        NotFound,
        OsceExtractError,
        PageError,
        Refused,
        RobotsDenied,
        SinkError,
        SourceError,
        Unreachable,
        Unreadable,
        UsageError,
    )
    from osce_extract.facts.model import Evidence
    from osce_extract.pages import Page
    from osce_extract.record import Record
    from osce_extract.runs.extraction import extract, parse

__all__ = [
    "EmptyPage",
    "Evidence",
    "Forbidden",
    "MissingExtra",
    "NotAPage",
    "NotCached",
    "NotFound",
    "OsceExtractError",
    "Page",
    "PageError",
    "Record",
    "Refused",
    "RobotsDenied",
    "SinkError",
    "SourceError",
    "Unreachable",
    "Unreadable",
    "UsageError",
    "__version__",
    "extract",
    "parse",
]

__version__ = "0.1.0"

_HOMES = {
    "Evidence": "osce_extract.facts.model",
    "Page": "osce_extract.pages",
    "Record": "osce_extract.record",
    "extract": "osce_extract.runs.extraction",
    "parse": "osce_extract.runs.extraction",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for: the command line's help needs none of them."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "osce_extract.errors")), name)

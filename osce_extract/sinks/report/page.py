"""The report's page, put together from our template, styles, scripts and charts, the bundle and the data."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import version
from importlib.resources import files
from string import Template
from typing import Protocol, cast

import msgspec

from osce_extract.errors import MissingExtra
from osce_extract.record import Record
from osce_extract.record.schema import JSON
from osce_extract.sinks.report.rows import Row, row_of, usual_names
from osce_extract.sinks.report.shown import harmless
from osce_extract.sinks.report.texts import marked_text
from osce_extract.vocab.countries import all_countries

__all__ = ["build_report"]

_HERE = files("osce_extract.sinks.report")
_OUTLINES = files("osce_extract.vocab") / "data" / "outlines.json"
_SCRIPTS = ("data.js", "filters.js", "counts.js", "charts.js", "table.js", "activity.js", "report.js")
_CHARTS = ("timeline", "participants", "map", "donors", "partners")
# Texts are unpacked a block at a time, when the first activity of a block is opened.
_TEXTS_PER_BLOCK = 100


class _Index(msgspec.Struct, frozen=True, kw_only=True):
    rows: tuple[Row, ...]
    countries: dict[str, str]
    texts_per_block: int


def build_report(records: Sequence[Record], *, title: str, source: str) -> bytes:
    """One HTML file with everything in it: no request leaves it, and text of a page cannot become script.

    The same records give the same bytes.

    Args:
        records: what it shows, in this order.
        title: its headline.
        source: where the records came from, for people.

    Raises:
        MissingExtra: the package that brings the charting library is not installed.
    """
    charting = _charting_library()
    library = _library_script()
    script = "\n".join(_read("assets", name) for name in _SCRIPTS)
    style = _read("assets", "report.css")
    page = Template(_read("assets", "report.html")).substitute(
        policy=_policy(scripts=(library, script), styles=(style,)),
        title=html.escape(harmless(title)),
        source=html.escape(harmless(source)),
        count=f"{len(records):,}",
        version=html.escape(version("osce-extract")),
        style=style,
        script=script,
        library=library,
        charts=_for_script(json.dumps(_charts(charting), separators=(",", ":"))),
        index=_packed(_index(records)),
        texts="\n".join(_text_blocks(records)),
    )
    return page.encode()


class _Charting(Protocol):
    """What we need of the package that brings the charting library."""

    def javascript_bundle(self) -> str:
        """Vega, Vega-Lite and Vega-Embed as one script that asks nothing of the network."""

    def vegalite_to_vega(self, vl_spec: dict[str, JSON]) -> dict[str, JSON]:
        """A chart as Vega draws it."""


def _charting_library() -> _Charting:
    try:
        return cast("_Charting", import_module("vl_convert"))
    except ImportError:
        raise MissingExtra("report", "charts") from None


@cache
def _library_script() -> str:
    """The charting library as a script; to put it together takes longer than all else, so it is done once."""
    return _for_script(_charting_library().javascript_bundle())


def _charts(library: _Charting) -> dict[str, JSON]:
    """The charts, compiled, and the outlines of the map, which the page puts in."""
    return {
        "charts": {name: _chart(library, name) for name in _CHARTS},
        "outlines": json.loads(_OUTLINES.read_text(encoding="utf-8")),
    }


def _chart(library: _Charting, name: str) -> dict[str, JSON]:
    declared: dict[str, JSON] = json.loads(_read("charts", f"{name}.json"))
    about = declared.pop("usermeta")
    shared: dict[str, JSON] = {
        "config": json.loads(_read("charts", "config.json")),
        "datasets": {"rows": []},
    }
    return {"about": about, "drawing": library.vegalite_to_vega(declared | shared)}


def _index(records: Sequence[Record]) -> _Index:
    names = usual_names(records)
    return _Index(
        rows=tuple(row_of(record, names) for record in records),
        countries={country.code: country.name for country in all_countries()},
        texts_per_block=_TEXTS_PER_BLOCK,
    )


def _text_blocks(records: Sequence[Record]) -> list[str]:
    return [
        f'<script type="text/plain" class="texts">{_packed(list(map(marked_text, block)))}</script>'
        for first in range(0, len(records), _TEXTS_PER_BLOCK)
        if (block := records[first : first + _TEXTS_PER_BLOCK])
    ]


def _packed(data: object) -> str:
    """Data as gzipped JSON in base64: no character of it means anything to HTML."""
    return base64.b64encode(gzip.compress(msgspec.json.encode(data), mtime=0)).decode("ascii")


def _for_script(text: str) -> str:
    """Script or JSON that cannot end or confuse its element; what is escaped stands there in strings only."""
    return text.replace("</script", "<\\/script").replace("<!--", "<\\u0021--")


def _policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """A content security policy under which only our own scripts and styles run, and nothing is fetched."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(map(_digest, scripts)),
            "style-src " + " ".join(map(_digest, styles)),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _digest(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def _read(folder: str, name: str) -> str:
    return (_HERE / folder / name).read_text(encoding="utf-8")

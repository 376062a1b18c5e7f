"""What a user would put together today: trafilatura, dateparser, geotext and regular expressions."""

from __future__ import annotations

import re


def extract(html: bytes) -> dict[str, object]:
    """The same kinds of facts, from the libraries people know."""
    import trafilatura
    from dateparser.search import search_dates
    from geotext import GeoText

    page = trafilatura.bare_extraction(html, with_metadata=True)
    text = (page.text if page else "") or ""
    return {
        "title": page.title if page else None,
        "dates": search_dates(text, languages=["en"]),
        "places": list(GeoText(text).cities),
        "people": re.findall(r"(\d[\d,]*) (?:participants|officers|cadets|judges|students)", text),
        "donors": re.findall(r"(?:funded|financed|supported) by ([A-Z][^.;]+)", text),
        "partners": re.findall(r"co-operation with (the [A-Z][^.;]+)", text),
    }

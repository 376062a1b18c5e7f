"""Pages made to hang, to fill memory or to steer a terminal: `python hostile.py NAME` reads one of them.

Run by test_hostile.py in a process of its own, with limits that the system enforces.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

START = "<html><body>"
ARTICLE = "<p>SKOPJE, 3 May 2019 – The OSCE Mission to Skopje held a course for 20 judges in Ohrid today.</p>"
HEAD = "Judges meet in Ohrid\n\nJudges met. "
NODE = '{"@type":"NewsArticle","headline":"<b>x</b><script>alert(1)","@graph":'

PAGES: dict[str, Callable[[], str]] = {
    "100,000 nested divs": lambda: START + "<div>" * 100_000 + ARTICLE,
    "100,000 nested inline elements": lambda: START + "<p><span><b>" * 33_333 + ARTICLE,
    "nested tables": lambda: START + "<table><tr><td>" * 33_333 + ARTICLE,
    "links never closed": lambda: START + "<a href='#'>" * 100_000 + ARTICLE,
    "nested lists": lambda: START + "<ul><li>" * 50_000 + ARTICLE,
    "fonts never closed": lambda: START + "<font>" * 100_000 + "x</p><p>" * 1000 + ARTICLE,
    "only opening brackets of tags": lambda: START + "<" * 1_000_000,
    "scripts never closed": lambda: START + "<script>" * 200_000 + ARTICLE,
    "comments never closed": lambda: START + "<!--" * 200_000 + ARTICLE,
    "a tag of 200,000 attributes": lambda: (
        START + "<div " + " ".join(f"a{i}=1" for i in range(200_000)) + ">" + ARTICLE
    ),
    "30,000 linked headings": lambda: START + "<h2><a href='/123'>Judges meet again</a></h2>" * 30_000,
    "a menu that is almost one": lambda: (
        START + ("<li><a href='/1'>Judges</a></li>" * 12 + "<li>x</li>") * 2000 + "<h1>x</h1>" + ARTICLE
    ),
    "a menu never closed": lambda: (
        START + "<nav>" + "<li><a href='/1'>x</a>" * 50_000 + "<h1>x</h1>" + ARTICLE
    ),
    "JSON-LD nested and full of HTML": lambda: (
        f'<html><head><script type="application/ld+json">{NODE * 50_000}</script></head><body>{ARTICLE}'
    ),
    "entities of every kind": lambda: (
        START + "<p>" + "&nbsp;" * 300_000 + "&#1114111;&#xD800;&#0;&#1;&#99999999;" * 1000 + ARTICLE
    ),
    "50 MB of words in HTML": lambda: START + "<p>" + "word " * (10 << 20),
    "50 MB without a space": lambda: "a" * (50 << 20),
    "a line of 50 MB": lambda: "The OSCE held a course for 20 judges. " * ((50 << 20) // 38),
    "attributes with brackets inside": lambda: START + "<div " + "a='>' b=<'" * 50_000 + ">" + ARTICLE,
    "a million commas": lambda: HEAD + "," * 1_000_000,
    "a list of 2,000 names": lambda: HEAD + "It was funded by " + "Norway, " * 2_000 + "and Sweden.",
    "100,000 lines": lambda: "Judges met.\n" * 100_000,
    "100,000 labels": lambda: "Issued by:\n" * 100_000,
    "100,000 list items": lambda: "- Albania\n" * 100_000,
    "10,000 opening quotation marks": lambda: HEAD + "“" * 10_000,
    "10,000 opening brackets": lambda: HEAD + "(" * 10_000,
    "a number of a million digits": lambda: HEAD + "Met with " + "1" * 1_000_000 + " participants.",
    "numbers in words without end": lambda: HEAD + "twenty " * 2_000,
    "days without end": lambda: HEAD + "from 3 to 4 May and " * 500,
    "a name without end": lambda: HEAD + "The " + "Ministry of " * 5_000,
    "a coordination without end": lambda: HEAD + "organized by the " + "OSCE and " * 1_000,
    "an abbreviation without end": lambda: HEAD + "the " + "A" * 500_000 + " (" + "B" * 500_000,
    "combining marks": lambda: HEAD + "a" + "\u0301" * 10_000,
    "zero-width characters": lambda: "\u200b" * 1_000_000 + HEAD,
    "every other character NUL": lambda: "\0".join(ARTICLE * 300),
    "lone surrogates": lambda: HEAD + "\ud800" * 1000 + " held a course for 20 judges.",
    "bidirectional controls": lambda: HEAD + "\u202e".join(ARTICLE) + "\u2066" * 100_000,
    "ANSI escapes": lambda: (
        "\x1b]0;title\x07\x1b[31mJudges meet\x1b[0m\n\n" + "Judges met.\x1b[2J\n\n" * 5000
    ),
}


def main() -> None:
    """Read the named pages one after another; print each name when its page is read."""
    from osce_extract.errors import PageError
    from osce_extract.record.grounds import grounds_of, words_at
    from osce_extract.runs.extraction import extract
    from osce_extract.sinks.jsonl import encode

    for name in sys.argv[1:]:
        try:
            records = extract(PAGES[name]().encode("utf-8", "surrogatepass"))
        except PageError as error:
            print(f"{name}\t{type(error).__name__}", flush=True)
            continue
        lines = b"\n".join(map(encode, records))
        assert not any(byte < 0x20 and byte != 0x0A for byte in lines), "control characters in the output"
        for record in records:
            assert all(words_at(record, g.evidence) == g.evidence.text for g in grounds_of(record))
        print(f"{name}\t{len(records)}", flush=True)


if __name__ == "__main__":
    main()

"""Letters told together with what they stand for: "BIRN (Balkan Investigative Reporting Network)"."""

from __future__ import annotations

from msgspec.structs import replace

from osce_extract.facts.lines import Line
from osce_extract.facts.names import Name, read_name

__all__ = ["in_full"]


def in_full(line: Line, name: Name, stop: int) -> Name:
    """The full name behind an abbreviation: "BIRN (Balkan Investigative Reporting Network)"."""
    if line.at(name.after) not in ("(", ","):
        return name
    is_bracket = line.plain[name.after] == "("
    i = name.after + 1 + (line.at(name.after + 1) == "the")
    is_apposed = line.at(name.after) == "," and i == name.after + 2
    if name.mention.kind not in ("acronym", "body", "unknown") or not (is_bracket or is_apposed) or i >= stop:
        return name
    letters = line.words[name.first : name.after]
    if not all(map(str.isupper, letters)) and not (len(letters) == 1 and line.is_acronym(name.first)):
        return name
    if not line.is_name_word(i):
        return name
    short = " ".join(letters)
    full = read_name(line, i, stop)
    if full is None or not _spells(short, full.mention.name):
        return name
    after = full.after + (is_bracket and line.at(full.after) == ")")
    mention = replace(full.mention, abbreviation=short, kind="body")
    return Name(name.first, after, mention)


def _spells(short: str, name: str) -> bool:
    """Whether an abbreviation is made of the first letters of a name's words."""
    initials = "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())
    letters = short.replace(" ", "").upper()
    # "TADOC, the Turkish International Academy against Drugs and Organized Crime": one word is left out.
    cuts = (initials[:k] + initials[k + 1 :] for k in range(1, len(initials)))
    is_cut = len(letters) > 3 and letters in {cut.upper() for cut in cuts}
    return len(short) > 2 and (initials.upper() == letters or is_cut)

"""What introduces a number: "a total of", "a second group of", "nine teams of"."""

from __future__ import annotations

from osce_extract.facts.counts import Clause
from osce_extract.vocab.people import count_cues

__all__ = ["BREAKS", "clause_start", "multiplier", "unwrap"]

BREAKS = frozenset({",", ";", "–", "—", "-", ":", "(", "“", '"', "«"})
_DETERMINERS = frozenset({"a", "an", "the", "this"})
_LONGEST_LEAD_IN = 5


def unwrap(clause: Clause, i: int) -> int:
    """Where the words begin that only introduce the number at `i`."""
    wrappers = count_cues()["noun_phrase.wrappers"]
    while True:
        length = wrappers.before(clause.words, i) or _collective(clause, i) or _teams(clause, i)[0]
        if not length:
            return i
        i -= length


def multiplier(clause: Clause, lead: int) -> int:
    """How many groups there are of those counted: 9 in "nine teams of four students"."""
    return _teams(clause, lead)[1]


def clause_start(clause: Clause, i: int) -> int:
    """Where the stretch between commas, dashes or brackets begins that token `i` belongs to."""
    while i and clause.words[i - 1] not in BREAKS:
        i -= 1
    return i


def _collective(clause: Clause, i: int) -> int:
    """How many words "a second generation of" or "a group of" has right before `i`."""
    words = clause.words
    if i < 3 or words[i - 1] != "of" or words[i - 2] not in count_cues()["noun_phrase.collectives"]:
        return 0
    for length in range(3, _LONGEST_LEAD_IN + 1):
        if i >= length and words[i - length] in _DETERMINERS:
            return length
    return 0


def _teams(clause: Clause, i: int) -> tuple[int, int]:
    """How many words "nine teams of" has right before `i`, and how many teams it counts."""
    words, teams = clause.words, count_cues()["noun_phrase.teams"]
    # "Seven teams, each of three students"
    is_each = i > 4 and words[i - 3 : i - 1] == (",", "each") and words[i - 1] in {"of", "with"}
    noun = i - 4 if is_each else i - 2
    if i < 3 or words[noun] not in teams or not (is_each or words[i - 1] == "of"):
        return 0, 1
    number = next((n for n in clause.numbers if n.after == noun), None)
    return (i - number.lead, number.value) if number is not None and number.value > 1 else (0, 1)

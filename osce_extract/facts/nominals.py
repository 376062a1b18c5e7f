"""Bodies that a noun puts in a role: "the organizers were A and B", "with C as host"."""

from __future__ import annotations

from collections.abc import Iterator

from osce_extract.facts.actors import find_companions, join_left, read_subject
from osce_extract.facts.lines import Line
from osce_extract.facts.names import Name
from osce_extract.facts.phrases import Phrase, read_bodies
from osce_extract.vocab.cues import Cue, CueMatch, nominal_words, occasion_words, role_nouns
from osce_extract.vocab.projects import project_words

__all__ = ["find_nominals"]

_BE = frozenset("are be been is was were include included".split())
_DETERMINERS = frozenset("'s a an her his its our the their this".split())
_LINKING = frozenset("again also among of once one together".split())
_PREPOSITIONS = frozenset("behind for in of on to".split())
_IMPLEMENTING = frozenset({"implementing", "executing"})
_LONGEST_TAIL = 8
_LONGEST_OPENING = 7


def find_nominals(line: Line, names: tuple[Name, ...]) -> Iterator[tuple[CueMatch, Phrase]]:
    """Find the bodies that nouns such as "organizer", "host" or "sponsor" put in a role.

    Args:
        line: the words.
        names: all names of the line.
    """
    nouns = role_nouns()
    if line.vocabulary.isdisjoint(nouns):
        return
    for i, word in enumerate(line.plain):
        if word not in nouns or (line.tokens[i].is_capitalized and i > 0):
            continue
        role = "implementer" if line.at(i - 1) in _IMPLEMENTING else nouns[word]
        first = _phrase_start(line, i)
        match = CueMatch(Cue(f"named-as-{role}", role, "after", None), first, i + 1)
        if line.at(0) == "as" and first == 1:
            phrase = _read_as(line, match, names)
            if phrase and phrase.names:
                yield match, phrase
            continue
        phrase = _read_as(line, match, names) or _read_behind(line, match) or _read_before(line, match, names)
        if phrase and phrase.names:
            yield match, phrase


def _phrase_start(line: Line, i: int) -> int:
    """The index of the first word of the noun phrase that the noun at `i` ends."""
    first = i
    adjectives = nominal_words().adjectives | _IMPLEMENTING
    while first > 0 and line.at(first - 1) in adjectives:
        first -= 1
    return first - 1 if line.at(first - 1) in _DETERMINERS else first


def _read_behind(line: Line, match: CueMatch) -> Phrase | None:
    """Read "the organizers of the race were A and B", "its partner, A" and "donors: A and B"."""
    i = match.after
    j = _skip_tail(line, i) if line.at(i) in _PREPOSITIONS else i
    if line.at(j) in _BE:
        j += 1
        j += line.at(j) in ("again", "also", "both", "once")
        return _named(line, j)
    if line.at(i) == ":":
        return _named(line, i + 1)
    is_opened = line.at(match.first) in _DETERMINERS and line.at(match.first) not in ("a", "an")
    return _named(line, i + (line.at(i) in (",", "–"))) if is_opened else None


def _named(line: Line, i: int) -> Phrase | None:
    phrase = read_bodies(line, i)
    names = tuple(name for name in phrase.names if name.mention.kind != "reference" or line.at(i) == "the")
    return Phrase(names, phrase.after, phrase.refused) if names else None


def _skip_tail(line: Line, i: int) -> int:
    """The index of the verb behind "of the course in Osh" at `i`."""
    for j in range(i + 1, min(len(line), i + _LONGEST_TAIL)):
        if line.at(j) in _BE or line.at(j) in (",", ";", ":"):
            return j
    return i


def _read_before(line: Line, match: CueMatch, names: tuple[Name, ...]) -> Phrase | None:
    """Read "A and B were the organizers" and "A, hosts of the course,"."""
    k = _skip_owner(line, match.first)
    while k > 0 and line.at(k) in _LINKING:
        k -= 1
    is_one_of_many = line.at(match.first) in ("a", "an") or k < _skip_owner(line, match.first)
    if line.at(k) in ("are", "be", "is", "was", "were"):
        is_fitting = _is_of_activity(line, match.after) or (not is_one_of_many and _ends(line, match.after))
        return read_subject(line, match._replace(first=k), names) if is_fitting else None
    # "A, the implementing partner, chose the students"
    is_aside = match.cue.role == "implementer" and line.at(match.after) == ","
    if line.at(k) == "," and (is_aside or _is_of_activity(line, match.after)):
        bodies = tuple(name for name in names if name.after == k)
        # "A and B, the organizers of the race": the plural means both.
        if bodies and line.at(match.after - 1).endswith("s"):
            bodies = tuple(join_left(line, names, bodies))
        kept = (name for name in bodies if name.mention.kind not in ("person", "thing"))
        return Phrase(tuple(kept), match.after)
    return None


def _skip_owner(line: Line, first: int) -> int:
    """The index before "the Mission's" when it stands before the noun."""
    k = first - 1
    if line.at(first) == "'s":
        while k > 0 and (line.tokens[k].is_capitalized or line.at(k) == "the"):
            k -= 1
    return k


def _is_of_activity(line: Line, i: int) -> bool:
    """Whether "of the course", "behind this project" stands at `i`."""
    is_linked = line.at(i) in _PREPOSITIONS
    near = line.plain[i + 1 : i + 5]
    return is_linked and any(word in occasion_words() or word in project_words().nouns for word in near)


def _ends(line: Line, i: int) -> bool:
    return i >= len(line) or line.at(i) in (".", ",", ";", "and", "”", ":")


def _read_as(line: Line, match: CueMatch, names: tuple[Name, ...]) -> Phrase | None:
    """Read "with A as host", "A and B served as partners", "as co-organizers, were A and B"."""
    k = match.first - 1
    if line.at(k) != "as":
        return None
    companions = find_companions(line, names, k)
    if companions.names:
        return companions
    serving = nominal_words().serving
    if line.at(k - 1) in serving or (line.at(k - 1) == "in" and line.at(k - 2) in serving):
        verb = k - 1 - (line.at(k - 1) in ("in", "part"))
        return read_subject(line, match._replace(first=verb), names)
    j = match.after + (line.at(match.after) == ",")
    if line.at(j) in _BE:
        return _named(line, j + 1)
    if k == 0 and line.at(match.after) == ",":
        # "As host, the Chamber of Commerce offered tea."
        return _named(line, match.after + 1)
    return _read_chosen(line, match.after) if k == 0 else None


def _read_chosen(line: Line, i: int) -> Phrase | None:
    """Read "As partners it had won over A and B": the names behind the verb."""
    for j in range(min(len(line), i + _LONGEST_OPENING) - 1, i - 1, -1):
        if line.at(j) in nominal_words().choosing:
            return _named(line, j + 1 + (line.at(j + 1) == "over"))
    return None

"""Whether words name a body that can hold a role, and what ends a list of bodies."""

from __future__ import annotations

from osce_extract.facts.lines import ARTICLES, Line
from osce_extract.facts.names import Name
from osce_extract.vocab.bodies import body_words, find_head
from osce_extract.vocab.cues import contributor_words
from osce_extract.vocab.places import find_places

__all__ = ["UNKNOWN", "is_acceptable", "is_single", "opens_people", "refuse_name"]

UNKNOWN = "capitalized words that nothing shows to be the name of a body"
"""Why words are refused that begin with capitals and have nothing else of a name."""

_BEHIND_LISTS = frozenset("at for from has have in on today was were with".split())
# Endings of names of people, of whom there are representatives too.
_PEOPLES = ("s", "ian", "ish", "ese", "ian", "ak")


def refuse_name(line: Line, i: int, name: Name) -> str | None:
    """Why a name is no body that can hold a role; None when it is one."""
    mention = name.mention
    if line.at(name.after) in body_words().attributed or line.at(name.after) in ("'s", "'"):
        return f"“{mention.name}” only describes the word behind it"
    if mention.kind == "person":
        return "a person, not a body"
    if mention.kind == "thing":
        return "not a body"
    if _is_generic_plural(line, i, name):
        return "several bodies without names of their own"
    if mention.kind == "unknown" and not is_acceptable(line, i, name):
        return UNKNOWN
    return None


def _is_generic_plural(line: Line, i: int, name: Name) -> bool:
    """Whether it is bodies in the plural without an article: "by Youth Councils across the country"."""
    if name.mention.kind != "body":
        return False
    last = name.first
    while last + 1 < name.after and line.is_name_word(last + 1):
        last += 1
    head = find_head(line.at(last))
    has_article = line.at(i) in ARTICLES or line.at(name.first - 1) in ARTICLES
    is_plural = head is not None and head.is_plural and name.mention.start == line.tokens[name.first].start
    return is_plural and not has_article and last + 1 == name.after


def is_acceptable(line: Line, i: int, name: Name) -> bool:
    """Whether an article, an abbreviation or an apposition shows that words without a head name a body."""
    mention = name.mention
    if mention.kind != "unknown" or mention.described:
        return mention.kind not in ("person", "thing")
    has_article = line.at(i) == "the" and name.after - name.first > 1
    # "Petnica Research", "Verity Consulting"
    if name.after - name.first > 1 and line.at(name.after - 1) in body_words().closers:
        return True
    # "Jan Novak of the Police Presidium" is somebody.
    is_long = (name.after - name.first > 2 and line.at(name.first + 2) != "of") or sum(
        c.isupper() for c in line.words[name.first][1:]
    ) > 1
    is_long = (
        is_long or _is_branch(line, name) or (name.after - name.first > 1 and line.is_acronym(name.first))
    )
    apposed = line.at(name.after) == "," and line.at(name.after + 1) in ARTICLES
    if apposed:
        window = line.plain[name.after + 2 : name.after + 7]
        apposed = any(word in body_words().descriptors for word in window)
    return (
        has_article
        or is_long
        or mention.abbreviation is not None
        or apposed
        or _is_represented(line, i, name)
    )


def _is_represented(line: Line, i: int, name: Name) -> bool:
    """Whether words stand behind "representatives of", and are no region: "Inclusion Europe"."""
    if line.at(i - 1) not in ("of", "from") or line.at(i - 2) not in body_words().representing:
        return False
    first = line.at(name.first)
    if name.after - name.first < 2:
        # "representatives of Sigma and the Centre"
        is_people = first.endswith(_PEOPLES) or first in body_words().minorities
        return (
            is_single(line, name)
            and not is_people
            and line.plain[name.after : name.after + 2] == ("and", "the")
        )
    return not find_places(name.mention.name) and not _begins_region(first)


def _is_branch(line: Line, name: Name) -> bool:
    """Whether a State's name behind one word makes a company or a charity: "Vodafone Albania"."""
    state = line.state_at(name.first + 1, name.after) if name.after > name.first + 1 else None
    is_state = state is not None and state.value.kind == "name" and state.after == name.after
    word = line.at(name.first)
    return is_state and not _begins_region(word) and not line.is_date(name.first)


def _begins_region(word: str) -> bool:
    """Whether it begins the name of a region: "Central Asia", "Eastern Europe"."""
    return word in body_words().directions or word.endswith("ern")


def is_single(line: Line, name: Name) -> bool:
    """Whether it is one word, no place and no people, behind which the list ends: "A, B and Documenta"."""
    word = line.words[name.first]
    is_end = (
        line.at(name.after) in ("", ".", ",", ";", "and") or line.tokens[name.after].lower in _BEHIND_LISTS
    )
    return (
        name.after == name.first + 1
        and len(word) > 3
        and not word.endswith("s")
        and is_end
        and not find_places(word)
    )


def opens_people(line: Line, j: int) -> bool:
    """Whether people of another body follow in the list: "A, B as well as trainers from C"."""
    words = contributor_words()
    for k in range(j, min(len(line), j + 4)):
        if line.at(k) in words.teachers or line.at(k) in words.people:
            return line.at(k + 1) in ("from", "of")
        if not line.tokens[k].is_word or line.tokens[k].is_capitalized:
            break
    return False

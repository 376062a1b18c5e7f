"""Coordinated names as a list of bodies: "the Ministry of Youth and Sports, UNDP and the Red Cross"."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from osce_extract.facts.acceptance import is_single, opens_people, refuse_name
from osce_extract.facts.drafts import NAMING, read_group
from osce_extract.facts.heads import read_shared
from osce_extract.facts.keeping import once
from osce_extract.facts.lines import ARTICLES, OPENING_QUOTES, Line
from osce_extract.facts.names import Name, read_name
from osce_extract.facts.spellings import in_full
from osce_extract.vocab.bodies import body_words
from osce_extract.vocab.cues import contributor_words
from osce_extract.vocab.places import find_places

__all__ = ["Phrase", "Refused", "find_names", "read_bodies"]

_LONGEST_GENERIC = 6
_LONGEST_APPOSITION = 11
_LEADS = (
    ("the", "people", "and", "the"),
    ("the", "people", "and"),
    *(
        (owner, "partners", word)
        for owner in ("its", "their")
        for word in ("from", "at", "in", ",", ":", "–")
    ),
    *((owner, noun) for owner in ("its", "their") for noun in ("partner", "partners")),
    ("both",),
    ("including",),
    ("namely",),
    ("notably",),
    ("also",),
    ("among", "others", ","),
    ("inter", "alia", ","),
)
_LEAD_OPENERS = frozenset(lead[0] for lead in _LEADS)
_PREPOSITIONS = frozenset({"by", "with", "from", "of", "through"})
# Nouns that make even one capitalized word a body's name: "the Medvara association".
_SOCIETIES = (("association",), ("foundation",))
# Endings of words for people and languages, who are no bodies: "with Turks and the Community Office".
_PEOPLES = ("s", "ian", "ish", "ese", "ak", "an")
_PARTNERING = frozenset({"partnership", "cooperation", "co-operation", "collaboration"})
# Words that open an unnamed last member: "the Water Agency, UNDP and other partners".
_GENERIC = frozenset(
    "the a an its their other others several many various local national international civil".split()
)
# Words no generic member of a list holds: "in co-operation with local experts, schools and the Ministry".
_NOT_GENERIC = frozenset(
    (
        "in on at to by which that who whose where was were is are has have had will the as for with under "
        "during within how when and or this"
    ).split()
)


_LEADING = frozenset(
    "both country embassies embassy government governments municipalities national office".split()
)


class Refused(NamedTuple):
    """Words that stand where a body was looked for, and why they name none."""

    first: int
    after: int
    reason: str


class Phrase(msgspec.Struct, frozen=True):
    """Coordinated names.

    Attributes:
        names: in the line's order.
        after: index after the last of them.
        refused: what was looked at and left out.
    """

    names: tuple[Name, ...]
    after: int
    refused: tuple[Refused, ...] = ()


class _Item(NamedTuple):
    names: tuple[Name, ...]
    after: int
    is_closing: bool


class _Separator(NamedTuple):
    after: int
    is_closing: bool


@once
def find_names(line: Line) -> tuple[Name, ...]:
    """Every name in a line, from left to right; a longer name hides those inside it."""
    names: list[Name] = []
    behind = 0
    for i in _find_beginnings(line):
        if i >= behind and (found := _read_item(line, i, len(line))):
            names += found
            behind = found[0].after
    return tuple(names)


def _find_beginnings(line: Line) -> list[int]:
    """The words at which a name, or what leads to one, can begin: most words of a text are none."""
    beginnings = _beginnings()
    return [
        i
        for i, (token, word) in enumerate(zip(line.tokens, line.plain, strict=True))
        if token.is_capitalized
        or token.is_number
        or word in beginnings
        or (token.is_word and ("-" in token.text or token.text != token.text.lower()))
    ]


@cache
def _beginnings() -> frozenset[str]:
    """Words in lower case that a name or the announcement of one begins with."""
    words = body_words()
    announcing = {*words.descriptors, *words.descriptor_adjectives, *words.common_abbreviations}
    return frozenset(announcing | ARTICLES | _LEADING)


def read_bodies(line: Line, i: int, stop: int | None = None) -> Phrase:
    """Read the coordinated names that begin at word `i`; a bare comma joins only up to a later "and".

    Args:
        line: the words.
        i: index of the first word after the cue.
        stop: index before which to end; the line's end by default.
    """
    stop = len(line) if stop is None else stop
    items: list[_Item] = []
    refused: list[Refused] = []
    j, is_closing, end = i, True, i
    while j < stop:
        j = _skip_lead(line, j)
        found = _read_item(line, j, stop)
        if found:
            after = found[0].after
            reason = (
                None
                if _is_announced_too(line, items, found[0], is_closing=is_closing)
                else refuse_name(line, j, found[0])
            )
            if reason:
                refused.append(Refused(found[0].first, after, reason))
                # "the Ministry, the Bar Council and Malta’s schools": the unnamed last closes the list.
                items = _closed(items, is_closed=is_closing)
                is_titled = found[0].mention.kind == "person" and _has_title(line, after)
                if is_titled or found[0].mention.kind not in ("person", "unknown", "thing"):
                    break
            else:
                items.append(_Item(found, after, is_closing))
        else:
            after = _skip_generic(line, j, stop)
            if after == j:
                items = _closed(items, is_closed=_ends_list(line, j, is_closing=is_closing))
                break
            # "With A, B and local schools, the Mission held": the unnamed member closes the list.
            items = _closed(items, is_closed=is_closing)
        end = after = _skip_apposition(line, _skip_share(line, after), stop)
        separator = _read_separator(line, end, stop)
        if separator is None:
            break
        j, is_closing = separator
    kept = _close(line, items)
    names = tuple(name for item in kept for name in item.names)
    return Phrase(names, names[-1].after if names else i, tuple(refused))


def _closed(items: list[_Item], *, is_closed: bool) -> list[_Item]:
    return [item._replace(is_closing=item.is_closing or is_closed) for item in items]


def _ends_list(line: Line, j: int, *, is_closing: bool) -> bool:
    """Whether the words at `j`, which name no body, close the list before them."""
    # "A, B and with financial help of C", "A, B and supported by C"
    is_other = line.at(j - 1) in _PREPOSITIONS and line.at(j - 2) == "and"
    is_other = is_other or (line.at(j).endswith("ed") and line.at(j + 1) == "by")
    return (is_closing and (is_other or line.at(j) in _GENERIC)) or opens_people(line, j)


def _has_title(line: Line, i: int) -> bool:
    """Whether a comma and a post stand at `i`: "by Ana Bell, Head of the Economics and Trade Committee"."""
    post = i + 1 + (line.at(i + 1) in ARTICLES)
    return line.at(i) == "," and line.at(post) in body_words().titles


def _is_announced_too(line: Line, items: list[_Item], name: Name, *, is_closing: bool) -> bool:
    """Whether a noun in the plural announced it too, or it ends a list of bodies: "the NGOs Zora and Som"."""
    first = items[0].names[0] if items else None
    if name.mention.kind != "unknown":
        return False
    if first is None:
        return _opens_list(line, name)
    if is_single(line, name) and ((len(items) > 1 and is_closing) or _is_between(line, name)):
        return True
    if not first.mention.described:
        return False
    noun = first.first - 1 - (line.words[first.first - 1] in OPENING_QUOTES)
    return line.at(noun).endswith("s") and line.at(name.after) not in body_words().attributed


def _opens_list(line: Line, name: Name) -> bool:
    """Whether words behind "with" or "experts from" that are no place open a list: "with Ada and B"."""
    before = line.at(name.first - 1)
    is_opened = before == "with" or (
        before == "from" and line.at(name.first - 2) in contributor_words().teachers
    )
    is_short = name.after - name.first == 1 and is_single(line, name)
    # "in partnership with Fair Harvest, UNDP and the Ministry": a person would be told with a post.
    is_pair = line.at(name.after) == "," and line.at(name.first - 2) in _PARTNERING
    is_pair = is_pair and name.after - name.first == 2 and before == "with"
    if not is_opened or not (is_short or is_pair) or find_places(name.mention.name):
        return False
    form = line.state_at(name.after - 1, name.after)
    is_people = (is_short and name.mention.name.endswith(_PEOPLES)) or (
        form is not None or line.at(name.after - 1) in body_words().minorities
    )
    return not is_people and _leads_to_body(line, name)


def _leads_to_body(line: Line, name: Name) -> bool:
    """Whether a comma or "and" and another body follow."""
    separator = _read_separator(line, name.after, len(line))
    following = _read_item(line, separator.after, len(line)) if separator else ()
    return bool(following) and following[0].mention.kind in ("body", "structure", "acronym")


def _is_between(line: Line, name: Name) -> bool:
    """Whether another body follows behind a comma or "and": "A, Vatra and B"."""
    return _leads_to_body(line, name) and line.at(name.first - 1) in (",", "and")


def _skip_share(line: Line, i: int) -> int:
    """The index behind a number in brackets: "Malta (60 per cent) and Peru (9,000 euros)"."""
    if line.at(i) != "(":
        return i
    close = next((k for k in range(i + 1, min(len(line), i + 6)) if line.words[k] == ")"), i)
    return close + 1 if any(line.tokens[k].is_number for k in range(i + 1, close)) else i


def _skip_apposition(line: Line, i: int, stop: int) -> int:
    """The index of the second comma of "Hayantar, the State forestry organization, and UNDP"."""
    if line.at(i) == "," and line.at(i + 1) in ("in", "from", "based"):
        return _skip_seat(line, i, stop)
    if line.at(i) == "in":
        return _skip_place(line, i, stop)
    if line.at(i) != "," or line.at(i + 1) not in ARTICLES:
        return i
    close = next((k for k in range(i + 3, min(stop, i + _LONGEST_APPOSITION)) if line.at(k) == ","), None)
    if close is None or line.tokens[close - 1].is_capitalized:
        return i
    is_described = line.at(close - 1) in body_words().descriptors or line.at(i + 3) in ("of", "for")
    separator = _read_separator(line, close, stop)
    is_last = separator is not None and separator.is_closing
    is_followed = separator is not None and is_last and bool(_read_item(line, separator.after, stop))
    return close if is_described and is_followed else i


def _skip_place(line: Line, i: int, stop: int) -> int:
    """The index of "and" of "the Partnership Foundation in Armenia and the Bar Council"."""
    after = read_group(line, i + 1, stop)
    if after == i + 1 or line.is_date(i + 1) or line.at(after) not in (",", "and"):
        return i
    is_place = line.state_at(i + 1, after) or find_places(line.slice(i + 1, after))
    separator = _read_separator(line, after, stop) if is_place else None
    following = _read_item(line, separator.after, stop) if separator else ()
    is_body = bool(following) and following[0].mention.kind in ("body", "structure")
    return after if is_body else i


def _skip_seat(line: Line, i: int, stop: int) -> int:
    """The index of the second comma of "A, in Geneva, and B"."""
    k = i + 2 + (line.at(i + 2) == "in")
    after = read_group(line, k, stop)
    separator = _read_separator(line, after, stop) if after > k and line.at(after) == "," else None
    is_followed = separator is not None and separator.is_closing
    return after if is_followed and separator and _read_item(line, separator.after, stop) else i


def _close(line: Line, items: list[_Item]) -> list[_Item]:
    """Leave out what only a comma joins at the end, and countries that say where a body is."""
    last = max((k for k, item in enumerate(items) if item.is_closing or k == 0), default=-1)
    kept = items[: last + 1]
    return [item for k, item in enumerate(kept) if k == 0 or not _is_whereabouts(line, kept[k - 1], item)]


def _is_whereabouts(line: Line, before: _Item, item: _Item) -> bool:
    mention = item.names[0].mention
    named = before.names[-1].mention
    return (
        mention.kind == "state"
        and not item.is_closing
        and named.kind != "state"
        and " in " in named.name
        and line.at(before.after) == ","
    )


def _read_item(line: Line, j: int, stop: int) -> tuple[Name, ...]:
    # Kept with the line: behind a cue stand names that were found when the whole line was read.
    items: dict[tuple[int, int], tuple[Name, ...]] = vars(line).setdefault("items", {})
    if (j, stop) not in items:
        items[j, stop] = _read_names_at(line, j, stop)
    return items[j, stop]


def _read_names_at(line: Line, j: int, stop: int) -> tuple[Name, ...]:
    shared = read_shared(line, j, stop)
    if shared:
        return shared
    name = read_name(line, j, stop)
    return (_with_project(line, in_full(line, name, stop)),) if name else ()


def _with_project(line: Line, name: Name) -> Name:
    """The project that a body's name stands before, when it is named so: "the INTERPOL Safe Sea project"."""
    mention = name.mention
    noun = line.words[name.after : name.after + 1]
    is_plain = mention.kind in ("body", "unknown") and line.at(name.first - 1) == "the"
    is_named = noun in NAMING if name.after - name.first > 1 else noun in _SOCIETIES and _is_own(name)
    if not is_plain or not is_named:
        return name
    end = line.tokens[name.after].end
    text = line.passage.text[mention.start : end]
    return Name(name.first, name.after + 1, replace(mention, end=end, name=text, kind="body"))


def _is_own(name: Name) -> bool:
    """Whether one word is no place and no people: "the Medvara association", not "the Roma association"."""
    word = name.mention.name
    is_people = word.lower() in body_words().minorities | body_words().peoples or word.endswith(_PEOPLES)
    return name.mention.kind == "unknown" and len(word) > 3 and not is_people and not find_places(word)


def _skip_lead(line: Line, j: int) -> int:
    k = j
    if "participating" in line.vocabulary:
        k = next((k + 2 for k in range(j, j + 4) if line.plain[k : k + 2] == ("participating", "states")), j)
    if k > j and line.at(k) in ("–", "-", ":", ",", "("):
        # "five OSCE participating States – A, B and C"
        return k + 1 + (line.at(k + 1) == "including")
    if line.at(j) not in _LEAD_OPENERS:
        return j
    for lead in _LEADS:
        if line.plain[j : j + len(lead)] == lead:
            return j + len(lead)
    return j


def _skip_generic(line: Line, j: int, stop: int) -> int:
    """The index after an unnamed member of the list that a named one follows: "local schools and UNDP"."""
    k = j
    while k < min(stop, j + _LONGEST_GENERIC):
        if line.at(k) in (",", "and") and k > j:
            following = _read_separator(line, k, stop)
            i = following.after if following else stop
            is_named = i < stop and bool(_read_item(line, i, stop) or _skip_generic(line, i, stop) > i)
            return k if is_named else j
        if not line.tokens[k].is_word or line.tokens[k].is_capitalized or line.at(k) in _NOT_GENERIC:
            return j
        k += 1
    return j


def _read_separator(line: Line, j: int, stop: int) -> _Separator | None:
    if j >= stop:
        return None
    k = j + (line.at(j) == ",")
    if line.plain[k : k + 3] == ("as", "well", "as"):
        k, is_closing = k + 3, True
    elif line.plain[k : k + 2] == ("along", "with"):
        k, is_closing = k + 2, True
    elif line.at(k) in ("and", "&", "plus"):
        k, is_closing = k + 1, True
    elif k == j:
        return None
    else:
        # "paid for by A, by B and by C": a repeated preposition joins as "and" does.
        is_closing = line.at(k) in ("by", "from")
    if line.at(k) == "," and is_closing and line.plain[k + 1 : k + 3] != ("in", "kind"):
        # "Hungary and, to a lesser extent, Slovakia"
        close = next((n for n in range(k + 1, min(len(line), k + 7)) if line.at(n) == ","), None)
        k = close + 1 if close else k
    if line.at(k) in _PREPOSITIONS and is_closing:
        k += 1
    return _Separator(k, is_closing)

"""Two bodies that share a head: "the Health and Labour Ministries", "the Embassies of Malta and Peru"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from osce_extract.facts.chains import read_chain
from osce_extract.facts.drafts import read_group
from osce_extract.facts.keeping import once
from osce_extract.facts.lines import ARTICLES, Line
from osce_extract.facts.names import Mention, Name
from osce_extract.vocab.bodies import Head, countries, find_head
from osce_extract.vocab.structures import find_structure

__all__ = ["read_shared"]

_LONGEST_SERIES = 8
# Parts of a State that are called by what they are: "of Republika Srpska and of the Federation".
_REGIONS = frozenset({("the", "federation"), ("the", "republic"), ("the", "canton")})
# Heads of two bodies that stand in lower case too.
_LOWER = frozenset({"embassies", "governments", "municipalities"})
# Bodies that a State sends: "the Permanent Missions of Malta and Peru to the OSCE".
_SENT = frozenset({"Mission", "Delegation"})


def read_shared(line: Line, i: int, stop: int) -> tuple[Name, ...]:
    """Read the bodies that share a plural head, each spelled out; none when word `i` begins none."""
    if not _has_shared_head(line):
        return ()
    if line.at(i) in ARTICLES or line.at(i) == "both":
        i += 1
    i += line.at(i) == "national"
    if i >= stop or not (line.tokens[i].is_capitalized or line.at(i) in _LOWER):
        return ()
    return _read_front(line, i, stop) or _read_back(line, i, stop)


@once
def _has_shared_head(line: Line) -> bool:
    return any(map(_is_shared, line.plain))


@lru_cache(maxsize=4096)
def _is_shared(word: str) -> bool:
    head = find_head(word)
    return head is not None and head.is_plural and head.is_shared


def _plural(line: Line, i: int) -> Head | None:
    head = find_head(line.at(i)) if 0 <= i < len(line) else None
    if head and not line.tokens[i].is_capitalized and line.at(i) not in _LOWER:
        return None
    return head if head and head.is_plural and head.is_shared else None


def _read_front(line: Line, i: int, stop: int) -> tuple[Name, ...]:
    """Read "the Embassies of Peru and Malta in Pristina", "the Foreign Ministries of Italy and Malta"."""
    group_after = max(i + 1, read_group(line, i, stop))
    head = _plural(line, group_after - 1)
    if head is None or line.at(group_after) not in ("of", "in", "to", "for"):
        return ()
    of = _skip_topic(line, group_after, stop)
    preposition = line.at(of)
    topic = f" {line.slice(group_after, of)}" if of > group_after else ""
    items, after = _read_items(line, of, stop) if preposition != "for" else ([], of)
    if len(items) < 2:
        return ()
    is_sent = head.singular in _SENT and line.words[after : after + 3] == ("to", "the", "OSCE")
    is_sent = is_sent and after + 3 <= stop and not line.is_name_word(after + 3)
    tail_after = after + 3 if is_sent else _read_tail(line, after, stop)
    tail = f" {line.slice(after, tail_after)}" if tail_after > after else ""
    before = f"{line.slice(i, group_after - 1)} " if group_after - 1 > i else ""
    names = [f"{before}{head.singular}{topic} {preposition} {item}{tail}" for item in items]
    return _spell_out(line, (i, tail_after), names)


def _skip_topic(line: Line, i: int, stop: int) -> int:
    """The index of "of" behind "for Legal Training", where "of A and of B" says whose the bodies are."""
    if line.at(i) == "of":
        return _skip_members(line, i, stop)
    if line.at(i) != "for":
        return i
    for k in range(i + 1, min(stop, i + _LONGEST_SERIES)):
        if line.at(k) == "of":
            return k if _repeats_of(line, k, stop) else i
        if not (line.is_name_word(k) or line.at(k) == "and"):
            break
    return i


def _skip_members(line: Line, i: int, stop: int) -> int:
    """The index of the second "of" of "Associations of Judges of Serbia and of Malta"."""
    k = read_group(line, i + 1, stop)
    if k == i + 1 or line.at(k) != "of":
        return i
    n = k + 1 + (line.at(k + 1) in ARTICLES)
    is_state = n < stop and line.state_at(n, stop) is not None
    return k if is_state and len(_read_items(line, k, stop)[0]) > 1 else i


def _read_items(line: Line, i: int, stop: int) -> tuple[list[str], int]:
    """What follows "of", item by item, and where it ends; `i` is the index of "of"."""
    items: list[str] = []
    j, closed = i, False
    splits_on_of = _repeats_of(line, i, stop)
    while j < stop and not closed:
        n = j + 1
        closed = line.at(j) == "and" or (line.at(j) == "," and line.at(n) == "and")
        n += line.at(j) == "," and line.at(n) == "and"
        k = j + (line.at(j) == ",")
        if line.plain[k : k + 3] == ("as", "well", "as"):
            n, closed = k + 3, True
        n += line.at(n) == line.at(i)
        first = n
        n += line.at(n) in ARTICLES
        state = line.state_at(n, stop)
        is_state = state is not None and state.value.kind == "name"
        after = state.after if state and is_state else read_group(line, n, stop)
        if n < stop and not items:
            after = _to_first_state(line, n, after)
        is_region = line.plain[first:after] in _REGIONS
        if after == n or (not is_region and (_names_body(line, after - 1) or _names_body(line, n))):
            return [], i
        if splits_on_of and not closed and line.at(after) == "and" and line.at(after + 1) != "of":
            after = read_group(line, after + 1, stop)
        items.append(line.slice(first, after))
        j = after
        if line.at(j) not in (",", "and") and line.plain[j : j + 3] != ("as", "well", "as"):
            break
    return (items, j) if closed else ([], i)


def _to_first_state(line: Line, i: int, after: int) -> int:
    """The index after "Serbia" of "Governments of Serbia and Montenegro", the name of one State once."""
    joint = next((k for k in range(i, after) if line.at(k) == "and"), after)
    halves = [line.state_at(first, after) for first in (i, joint + 1) if first < after]
    is_pair = len(halves) > 1 and all(half and half.value.kind == "name" for half in halves)
    return joint if is_pair else after


def _repeats_of(line: Line, i: int, stop: int) -> bool:
    window = line.plain[i + 1 : min(stop, i + 4 * _LONGEST_SERIES)]
    return any(a in ("and", ",") and b == "of" for a, b in pairwise(window))


def _read_tail(line: Line, i: int, stop: int) -> int:
    """The index after "of North Macedonia" or "in Skopje", which belongs to each of the bodies."""
    if i >= stop or line.at(i) not in ("of", "in"):
        return i
    n = i + 1 + (line.at(i + 1) in ARTICLES)
    state = line.state_at(n, stop)
    if state and state.value.kind == "name":
        return state.after
    if line.at(i) == "of" and find_head(line.at(n)) and line.is_name_word(n):
        chain = read_chain(line, n, stop)
        return chain.name_after if chain else i
    if line.at(i) == "in":
        return max(i, read_group(line, n, stop)) if read_group(line, n, stop) > n else i
    return i


def _read_back(line: Line, i: int, stop: int) -> tuple[Name, ...]:
    """Read "the Serbian Health and Labour Ministries", "the Finnish and Danish Ministries of Trade"."""
    items: list[tuple[int, int]] = []
    j, closed = i, False
    while not closed and len(items) < _LONGEST_SERIES:
        after = _read_item(line, j, stop)
        if after == j:
            return ()
        items.append((j, after))
        if _plural(line, after - 1):
            return ()
        if line.at(after) == "," and line.at(after + 1) == "and":
            after, closed = after + 1, True
        elif line.at(after) == "and":
            closed = True
        elif line.at(after) != ",":
            return ()
        j = after + 1
    last = _read_item(line, j, stop)
    head = _plural(line, last - 1) if last > j + 1 else None
    if head is None or any(_names_body(line, after - 1) for _, after in items):
        return ()
    items.append((j, last - 1))
    chain = read_chain(line, last - 1, stop)
    end = chain.name_after if chain else last
    tail = f" {line.slice(last, end)}" if end > last else ""
    prefix = _shared_adjective(line, items)
    texts = [line.slice(a, b) for a, b in items]
    rest = _shared_rest(line, items)
    names = [
        f"{prefix if k else ''}{text}{rest if k + 1 < len(texts) else ''} {head.singular}{tail}"
        for k, text in enumerate(texts)
    ]
    return _spell_out(line, (i, end), names)


def _read_item(line: Line, j: int, stop: int) -> int:
    k = j
    while k < stop and line.is_name_word(k):
        k += 1
    return k


def _names_body(line: Line, i: int) -> bool:
    head = find_head(line.at(i))
    return head is not None and head.kind != "weak" and head.singular != "Government"


def _shared_rest(line: Line, items: Sequence[tuple[int, int]]) -> str:
    """What stands behind the last of several demonyms: "the Kazakh and Kyrgyz Interior Ministries"."""
    forms = [line.state_at(first, after) for first, after in items]
    last = forms[-1]
    is_each = all(
        form is not None and form.after == after
        for form, (_, after) in list(zip(forms, items, strict=True))[:-1]
    )
    if last is None or not is_each or last.after == items[-1][1]:
        return ""
    return f" {line.slice(last.after, items[-1][1])}"


def _shared_adjective(line: Line, items: Sequence[tuple[int, int]]) -> str:
    """The demonym of the first item, when it stands for all: "the Serbian Health and Labour Ministries"."""
    first, after = items[0]
    form = line.state_at(first, after)
    if form is None or form.after == after:
        return ""
    others = [line.state_at(a, b) for a, b in items[1:]]
    return "" if any(others) else f"{line.slice(first, form.after)} "


def _spell_out(line: Line, span: tuple[int, int], names: Sequence[str]) -> tuple[Name, ...]:
    first, after = span
    start, end = line.tokens[first].start, line.tokens[after - 1].end
    mentions: list[Mention] = []
    for name in names:
        known = find_structure(name)
        mentions.append(
            Mention(
                passage=line.passage,
                start=start,
                end=end,
                name=name,
                country=known.country if known else _country(name),
                osce=known is not None,
                id=known.id if known else None,
                kind="structure" if known else "body",
            )
        )
    return tuple(Name(first, after, mention) for mention in mentions)


def _country(name: str) -> str | None:
    words = name.split()
    for i in range(len(words)):
        form = countries().at(words, i, len(words))
        if form:
            return form.value.country.code
    return None

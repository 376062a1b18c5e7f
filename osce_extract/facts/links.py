"""What "of", "for", "in", "under" and their like join to a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from osce_extract.facts.drafts import ABSTRACT, NAMING, Draft, begins_name, read_group
from osce_extract.facts.lines import Line
from osce_extract.vocab.bodies import body_words, find_head
from osce_extract.vocab.places import find_places

__all__ = ["LINKS", "take_link"]

LINKS = frozenset({"of", "for", "on", "against", "to", "in", "under", "within", "at", "with", "from"})
_TOPICAL = frozenset({"of", "for", "on", "against", "with"})


def take_link(draft: Draft, word: str) -> bool:
    """Take what a little word joins to the name; False when it joins nothing."""
    line, j = draft.line, draft.end
    i = j + 1 + (line.at(j + 1) == "the")
    # "of the country’s Ministry of Justice"
    is_owned = word == "of" and line.at(i) in body_words().owners and line.at(i + 1) == "'s"
    i += 2 * is_owned
    if i >= draft.stop or not _may_follow(draft, word, i):
        return False
    found = line.structure_at(i, draft.stop)
    if found and found.value.id == "osce" and line.is_name_word(found.after):
        found = None
    after, is_whole = (found.after, True) if found else _read_part(line, i, draft.stop)
    is_body = _ends_in_body(draft, word, i)
    if after == i or (line.at(after) in body_words().attributed and word != "of" and not is_body):
        return False
    if is_body:
        draft.group_after, draft.head = after, find_head(line.words[after - 1])
    is_trade = word == "in" and _is_trade(draft, i)
    draft.take(after)
    if found and word in ("of", "under", "within"):
        draft.owner_is_osce = True
    if not (word == "of" and (found or (draft.structure and draft.structure.kind == "chair"))):
        draft.structure = None
    draft.is_complete, draft.is_topical = (
        is_whole or (word == "in" and not is_trade),
        is_trade or word in _TOPICAL or (word == "to" and line.at(i) in body_words().purposes),
    )
    return True


def _read_part(line: Line, i: int, stop: int) -> tuple[int, bool]:
    """The index after the part that begins at `i`, and whether it is a whole name of its own."""
    after = read_group(line, i, stop)
    known = line.known_body_at(i, stop)
    if known and known.after >= after:
        return known.after, True
    state = line.state_at(i, stop)
    return after, state is not None and state.value.kind == "name" and state.after == after


def _may_follow(draft: Draft, word: str, i: int) -> bool:
    """Whether the little word can join what begins at `i` to the name."""
    line = draft.line
    if not (line.is_name_word(i) or (line.tokens[i].is_number and line.is_name_word(i + 1))):
        return word == "of" and line.state_at(i, draft.stop) is not None
    if word == "of":
        # "the OSCE Chairmanship of Malta"
        is_held = draft.structure is not None and draft.structure.kind == "chair" and _is_whole(draft, i)
        return draft.structure is None or is_held or line.structure_at(i, draft.stop) is not None
    if _ends_in_body(draft, word, i):
        return True
    if draft.structure or (draft.head is None and not _needs_no_head(draft, word, i)):
        return False
    if word == "in" and _is_trade(draft, i):
        return True
    return _JOINS.get(word, _is_subject)(draft, i)


def _is_trade(draft: Draft, i: int) -> bool:
    """Whether it is what a subject deals in, no place: "Committee against Trafficking in Human Beings"."""
    line = draft.line
    is_dealing = draft.is_topical and line.at(draft.end - 1) in body_words().dealings
    return is_dealing and not find_places(line.slice(i, read_group(line, i, draft.stop)))


def _needs_no_head(draft: Draft, word: str, i: int) -> bool:
    if word == "for" and (draft.is_announced or draft.line.at(draft.end - 1) in body_words().offices):
        return True
    if word == "to" and draft.is_topical and draft.line.at(draft.end - 1) in ("right", "access"):
        return True
    # "the Public Enterprise for Coasts": an article and two capitals make a name without a known head.
    is_named = draft.line.at(draft.first - 1) == "the" and draft.group_after - draft.first > 1
    if is_named and word in ("for", "against"):
        return True
    return word in ("on", "for") and _ends_as_programme(draft, i)


def _ends_in_body(draft: Draft, word: str, i: int) -> bool:
    """Whether a head ends what has none before: "the Women in Shipping Association", "… Mining network"."""
    line = draft.line
    is_headed = draft.structure or (draft.head and draft.head.kind != "weak")
    if word not in ("in", "for") or is_headed or line.at(draft.first - 1) != "the":
        return False
    after = read_group(line, i, draft.stop)
    is_named = i == draft.end + 1 and not begins_name(line, i, draft.stop)
    if not is_named or find_places(line.words[i]) or find_places(line.slice(draft.first, draft.end)):
        return False
    head = find_head(line.words[after - 1])
    is_body = after > i + 1 and head is not None and head.kind != "weak" and not head.is_plural
    is_called = draft.end - draft.first > 1 and line.words[after : after + 1] in NAMING
    return is_body or is_called


def _is_whole(draft: Draft, i: int) -> bool:
    line = draft.line
    state = line.state_at(i, draft.stop)
    is_state = state is not None and state.value.kind == "name"
    return is_state or line.structure_at(i, draft.stop) is not None


def _is_subject(draft: Draft, i: int) -> bool:
    """Whether it can be what the body is for: not a body itself, nor a State."""
    line = draft.line
    if _is_whole(draft, i):
        return False
    if draft.is_complete:
        return _is_portfolio_of_state(draft, i)
    last = find_head(line.words[read_group(line, i, draft.stop) - 1])
    # "a course of the Academy for Police Service officers": whom it is for, not what it is called.
    return not (last and last.kind == "organ")


def _is_portfolio_of_state(draft: Draft, i: int) -> bool:
    """Whether a subject of agencies stands behind "of STATE": "Agency of Malta for Civil Service Affairs"."""
    line = draft.line
    last = line.at(read_group(line, i, draft.stop) - 1)
    state = line.state_at(draft.group_after + 1, draft.stop)
    state = state or line.state_at(draft.group_after + 2, draft.stop)
    is_owned = line.at(draft.group_after) == "of" and state is not None and state.after == draft.end
    return is_owned and (last in body_words().portfolios or last.endswith(ABSTRACT))


def _is_destination(draft: Draft, i: int) -> bool:
    """Whether a mission or an embassy can be accredited "to" it, or a network is there "to End" it."""
    if draft.head and draft.head.kind == "body" and draft.line.at(i) in body_words().purposes:
        return i == draft.end + 1
    if draft.is_topical and draft.line.at(draft.end - 1) in ("right", "access"):
        return True
    is_sent = draft.head is not None and draft.head.singular.lower() in body_words().sent
    is_known = draft.line.known_body_at(i, draft.stop) is not None
    return is_sent and (_is_whole(draft, i) or is_known)


def _is_house(draft: Draft, i: int) -> bool:
    """Whether it is the university that a faculty stands "at"."""
    is_housed = draft.line.at(draft.group_after - 1) in body_words().housed
    return is_housed and i > draft.end + 1 and _is_superior(draft, i)


def _ends_as_programme(draft: Draft, i: int) -> bool:
    """Whether "… Hazards (ABC) programme" follows, so that the words are a programme's name."""
    line = draft.line
    after = read_group(line, i, draft.stop)
    close = next((k for k in range(after, min(draft.stop, after + 4)) if line.words[k] == ")"), None)
    return line.at(after) == "(" and close is not None and line.at(close + 1) in ("programme", "project")


def _is_seat(draft: Draft, i: int) -> bool:
    """Whether it is the town where the body sits, rather than where the activity was held."""
    line = draft.line
    after = read_group(line, i, draft.stop)
    if any((head := find_head(word)) and head.kind == "body" for word in line.words[i:after]):
        return not draft.is_complete
    if draft.head is None:
        return False
    is_sent = draft.head.singular in ("Embassy", "Delegation", "Consulate", "Mission")
    if is_sent or (draft.is_topical and _is_part_of_the_world(line.slice(i, after))):
        return True
    # A bracket with an abbreviation closes the name before it.
    if line.at(after) == "(" and not draft.is_complete:
        return True
    if not draft.head.is_located:
        return False
    is_dated = line.at(after) in ("on", "from", "between") and line.is_date(after + 1)
    is_dated = is_dated or line.at(after) in ("today", "yesterday", "this", "last", "in")
    return not is_dated and (after - i) <= 5


def _is_part_of_the_world(name: str) -> bool:
    """Whether it is too large for an activity to be held there: "Centre for Democracy in Central Asia"."""
    places = find_places(name)
    return bool(places) and all(place.kind == "area" for place in places)


def _is_condition(draft: Draft, i: int) -> bool:
    """Whether it says which people the body is for: "Association of Youth with Disabilities"."""
    return draft.is_topical and i == draft.end + 1 and draft.line.at(i) in body_words().conditions


def _is_source(draft: Draft, i: int) -> bool:
    """Whether a participle in capitals takes it: "Office for Tracing Proceeds Derived from Crime"."""
    last = draft.line.words[draft.end - 1]
    return draft.is_topical and i == draft.end + 1 and last.istitle() and last.endswith("ed")


def _is_superior(draft: Draft, i: int) -> bool:
    """Whether it is a body that another can stand under."""
    line = draft.line
    after = read_group(line, i, draft.stop)
    if line.at(after) in body_words().attributed:
        return False
    if line.structure_at(i, draft.stop):
        return True
    first, last = find_head(line.words[i]), find_head(line.words[after - 1])
    is_body = any(head is not None and head.kind != "weak" for head in (first, last))
    return is_body or line.at(i) == "president"


_JOINS: Mapping[str, Callable[[Draft, int], bool]] = MappingProxyType(
    {
        "with": _is_condition,
        "in": _is_seat,
        "under": _is_superior,
        "within": _is_superior,
        "to": _is_destination,
        "at": _is_house,
        "from": _is_source,
    }
)

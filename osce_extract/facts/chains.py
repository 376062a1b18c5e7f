"""The words of one name: a group of capitalized words, and what stands behind and belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import msgspec

from osce_extract.facts.chairs import find_chair
from osce_extract.facts.coordination import take_and, take_series
from osce_extract.facts.drafts import Draft, begins_name, is_strong, read_group
from osce_extract.facts.lines import CLOSING_QUOTES, OPENING_QUOTES, Line
from osce_extract.facts.links import LINKS, take_link
from osce_extract.facts.units import take_unit
from osce_extract.vocab.bodies import body_words, find_head
from osce_extract.vocab.structures import Structure

__all__ = ["Chain", "read_chain"]

_LONGEST_QUOTE = 8
_LONGEST_BRACKET = 6
_LONGEST_ABBREVIATION = 14
_LONGEST_TOWN = 4
# What is behind a town's name its authority: "Struga municipality".
_TOWN_HALLS = frozenset({"municipality", "akimat", "hukumat", "khokimiyat"})


class Chain(msgspec.Struct, frozen=True):
    """The words of one name.

    Attributes:
        first: index of the first word.
        group_after: index after its first group, before any joined part.
        name_after: index after its last word.
        after: index after a bracket that follows it.
        name: the words as printed, without brackets.
        abbreviation: from brackets.
        is_state: whether it is a country's name and nothing else.
        structure: the OSCE structure it names.
        owner_is_osce: whether an OSCE structure stands at its end ("Unit of the OSCE …").
        is_programme: whether it is a project that a bracket and the noun behind it name ("… (ABC) project").
    """

    first: int
    group_after: int
    name_after: int
    after: int
    name: str
    abbreviation: str | None = None
    is_state: bool = False
    structure: Structure | None = None
    owner_is_osce: bool = False
    is_programme: bool = False

    @classmethod
    def simple(cls, line: Line, first: int, name_after: int, after: int) -> Chain:
        """A name of one group."""
        return cls(first, name_after, name_after, after, line.slice(first, name_after))


def read_chain(line: Line, i: int, stop: int, *, is_announced: bool = False) -> Chain | None:
    """Read the longest name that begins with the word at `i`, announced by a common noun or not."""
    draft = _open(line, i, stop)
    if draft is None:
        return None
    draft.is_announced = is_announced
    while draft.end < stop and _grow(draft):
        pass
    name_after = max(after for _, after in draft.pieces)
    form = line.state_at(i, stop)
    return Chain(
        first=i,
        group_after=min(draft.group_after, name_after),
        name_after=name_after,
        after=draft.end,
        name=" ".join(line.slice(first, after) for first, after in draft.pieces)
        .replace(" ’s", "’s")
        .replace(" 's", "'s"),
        abbreviation=draft.abbreviation,
        is_state=form is not None and form.value.kind == "name" and form.after == name_after,
        structure=draft.structure,
        owner_is_osce=draft.owner_is_osce,
        is_programme=draft.is_programme,
    )


def _open(line: Line, i: int, stop: int) -> Draft | None:
    words = line.words
    known = line.structure_at(i, stop) or find_chair(line, i, stop)
    if known and not (known.value.id == "osce" and line.is_name_word(known.after)):
        draft = Draft(line, i, stop, known.after, known.after, [(i, known.after)])
        draft.structure, draft.is_complete = known.value, True
        return draft
    body = line.known_body_at(i, stop)
    end = read_group(line, i, stop)
    if body and body.after >= end:
        owned = read_group(line, body.after, stop)
        if owned == body.after or not is_strong(line.words[owned - 1]):
            after = _to_branch(line, body.after, stop)
            return Draft(line, i, stop, after, after, [(i, after)], is_complete=True)
        end = owned
    if end == i:
        return None
    end = max(end, _end_of_known(line, i, end, stop))
    state = line.state_at(i, stop)
    is_state = state is not None and state.value.kind == "name" and state.after == end
    draft = Draft(line, i, stop, end, end, [(i, end)], is_complete=is_state)
    draft.head = find_head(words[end - 1]) or find_head(words[i])
    if draft.head and draft.head.is_lower is False and draft.head.kind == "weak" and end - i > 1:
        draft.head = find_head(words[end - 1])
    _take_lower_head(draft)
    return draft


def _end_of_known(line: Line, i: int, end: int, stop: int) -> int:
    """The index after a known body, commas and all, that a State's name or adjective in the group owns."""
    owner = line.state_at(i, end)
    if owner is None:
        return end
    first = owner.after + (line.at(owner.after) in ("'s", "’s"))
    known = line.known_body_at(first, stop) if first < end else None
    return known.after if known else end


def _take_lower_head(draft: Draft) -> None:
    """Take a head in lower case behind a State or a demonym: "the US embassy", "Ukraine's parliament"."""
    line = draft.line
    if line.plain[draft.end : draft.end + 2] == ("news", "agency") and not line.is_acronym(draft.first):
        draft.take(draft.end + 2)
        draft.group_after, draft.head, draft.is_complete = draft.end, find_head("agency"), True
        return
    if (
        line.at(draft.end) in _TOWN_HALLS
        and not is_strong(line.words[draft.end - 1])
        and draft.end - draft.first < _LONGEST_TOWN
    ):
        is_town = not line.tokens[draft.end].is_capitalized and draft.end < draft.stop
        if is_town and line.at(draft.end + 1) not in body_words().attributed:
            draft.take(draft.end + 1)
            draft.group_after, draft.head, draft.is_complete = draft.end, find_head("municipality"), True
            return
    j = draft.end + (line.at(draft.end) in ("'s", "'"))
    before = line.state_at(draft.first, draft.end)
    k = _skip_adjectives(line, j, draft.stop) if j > draft.end else j
    is_described, j = k > j, k
    head = find_head(line.at(j)) if j < draft.stop and not line.tokens[j].is_capitalized else None
    if before and before.after == draft.end and head and not (head.is_plural and head.singular != "Police"):
        is_named = head.is_lower or (is_described and head.kind != "weak")
        if not is_named:
            return
        draft.take(j + 1)
        draft.group_after, draft.head, draft.is_complete = j + 1, head, False


def _skip_adjectives(line: Line, j: int, stop: int) -> int:
    """The index of the noun behind "anti-trafficking" or "financial intelligence"."""
    for k in range(j, min(stop, j + 4)):
        if find_head(line.at(k)) and not line.is_name_word(k + 1):
            return k
        if not line.tokens[k].is_word or line.tokens[k].is_capitalized or line.at(k) in ("and", "of", "in"):
            break
    return j


def _grow(draft: Draft) -> bool:
    """Take the next part of the name; False when none follows."""
    line, j = draft.line, draft.end
    word = line.at(j)
    if word in LINKS:
        return take_link(draft, word)
    if word in ("'s", "'"):
        return line.is_tight(j - 1) and (_take_possession(draft) or take_unit(draft, j + 1))
    if line.words[j] in OPENING_QUOTES:
        return _take_quoted(draft)
    if word in body_words().units:
        return take_unit(draft, j)
    take = _GROWTH.get(word)
    return take is not None and take(draft)


def _take_bracket(draft: Draft) -> bool:
    """Take an abbreviation in brackets, and what goes on behind it: "(MES) of Malta", "(ABC) project"."""
    close = _read_abbreviation(draft)
    if close is None:
        return False
    draft.end = close + 1
    follower = draft.line.at(draft.end)
    if draft.head is None and draft.abbreviation and follower in ("project", "programme"):
        draft.pieces.append((close + 1, close + 2))
        draft.end, draft.is_programme = close + 2, True
        return draft.line.at(draft.end) == "of" and take_link(draft, "of")
    if follower not in ("of", "'s"):
        return draft.abbreviation is not None and _take_office(draft)
    draft.pieces.append((close + 1, close + 1))
    if take_link(draft, "of") if follower == "of" else _take_possession(draft):
        return True
    draft.pieces.pop()
    draft.end = close + 1
    return False


def _take_office(draft: Draft) -> bool:
    """Take "Regional Office" behind "(UNODC)": an office of the body that the bracket abbreviates."""
    line, i = draft.line, draft.end
    after = read_group(line, i, draft.stop)
    if after == i or draft.structure or find_head(line.words[after - 1]) is None:
        return False
    if line.at(after - 1) not in body_words().units and line.at(after - 1) != "mission":
        return False
    draft.pieces.append((i, after))
    draft.end, draft.head = after, find_head(line.words[after - 1])
    draft.is_complete = draft.is_topical = False
    return True


def _read_abbreviation(draft: Draft) -> int | None:
    """The index of the closing bracket, when an abbreviation stands in it; a country's is kept as none."""
    line, j = draft.line, draft.end
    limit = min(draft.stop, j + _LONGEST_BRACKET)
    close = next((k for k in range(j + 1, limit) if line.words[k] == ")"), None)
    if close is None or close == j + 1 or draft.abbreviation:
        return None
    inner = line.slice(j + 1, close)
    if inner.strip('“”"').removeprefix("the ") in line.words[draft.first : j]:
        # "(the Office)": how the page calls it from here on.
        return close
    if close == j + 2 and find_head(inner):
        # "the Public Defender (Ombudsman) of Malta"
        return close
    capitals = sum(c.isupper() for c in inner)
    # "(ABA ROLI)"
    is_letters = all(map(str.isupper, line.words[j + 1 : close]))
    is_short = len(inner) <= _LONGEST_ABBREVIATION and (is_letters or " " not in inner.replace("OSCE ", ""))
    is_word = inner.isalpha() and (inner.islower() or _is_initial(draft, inner))
    if not is_short or not (capitals > 1 or is_word):
        return None
    place = line.state_at(j + 1, close)
    if not (place and place.after == close):
        draft.abbreviation = inner
    return close


def _is_initial(draft: Draft, inner: str) -> bool:
    """Whether a word such as "Sida" can shorten the name: it begins as one of the name's words does."""
    words = draft.line.words[draft.first : draft.end]
    is_body = draft.head is not None or draft.is_complete
    return is_body and any(word[0] == inner[0] and word != inner for word in words)


def _take_possession(draft: Draft) -> bool:
    """Take what a name owns when that is a body: "Malta’s Port Authority", "INTERPOL’s Art Unit"."""
    line, j = draft.line, draft.end
    if j + 1 >= draft.stop or not line.is_name_word(j + 1):
        return False
    owned = line.structure_at(j + 1, draft.stop)
    if owned and owned.value.id != "osce":
        is_unit = draft.owner_is_osce and draft.structure is not None
        draft.take(owned.after)
        draft.structure = draft.structure if is_unit else owned.value
        draft.group_after, draft.is_complete = owned.after, True
        return True
    known = line.known_body_at(j + 1, draft.stop)
    after = known.after if known else read_group(line, j + 1, draft.stop)
    after = after if known else _to_shared_end(draft, j + 1, after)
    head = find_head(line.words[after - 1]) or find_head(line.words[j + 1])
    if head is None and draft.structure and line.at(after) == "of":
        after = _to_unit(line, j + 1, after, draft.stop)
        head = find_head(line.words[after - 1])
    is_weak = head is not None and head.kind == "weak" and (draft.structure is not None or after < j + 3)
    if not known and (head is None or is_weak):
        return False
    draft.owner_is_osce = draft.owner_is_osce or draft.structure is not None
    draft.take(after)
    draft.group_after, draft.head, draft.structure, draft.is_complete = after, head, None, known is not None
    return True


def _to_unit(line: Line, i: int, of: int, stop: int) -> int:
    """The index after "Rule of Law Unit", when a unit stands at its end; `of` without one."""
    after = read_group(line, of + 1, stop)
    is_unit = after > of + 2 and line.at(after - 1) in body_words().units
    return after if is_unit and find_head(line.words[i]) is None else of


def _to_branch(line: Line, i: int, stop: int) -> int:
    """The index after a State's name right behind a known body: "Terre des hommes Albania"."""
    state = line.state_at(i, stop)
    is_branch = state is not None and state.value.kind == "name" and line.at(state.after) != "'s"
    return state.after if state and is_branch else i


def _take_branch(draft: Draft) -> bool:
    """Take "– Bulgaria" behind the name of a foundation or committee with branches in several States."""
    line, j = draft.line, draft.end
    if draft.structure is None and draft.end == draft.first + 1 and line.is_acronym(draft.first):
        return _take_dashed(draft)
    if not (draft.head or draft.is_complete) or draft.structure or draft.end - draft.first < 2:
        return False
    state = line.state_at(j + 1, draft.stop) if j + 1 < draft.stop else None
    if state is None or state.value.kind != "name" or line.at(state.after) in ("-", "–", "'s"):
        return False
    draft.take(state.after)
    draft.is_complete = True
    return True


def _take_dashed(draft: Draft) -> bool:
    """Take "- Peace Foundation" behind letters that do not abbreviate it: both are one name."""
    line, j = draft.line, draft.end
    after = read_group(line, j + 1, draft.stop)
    words = line.words[j + 1 : after]
    is_short_form = bool(words) and words[0][0] == line.words[draft.first][0]
    if is_short_form or not any(map(is_strong, words)) or line.structure_at(j + 1, draft.stop):
        return False
    draft.take(after)
    draft.head = find_head(words[-1]) or next(filter(None, map(find_head, words)))
    draft.group_after, draft.is_complete = after, False
    return True


def _to_shared_end(draft: Draft, first: int, after: int) -> int:
    """The index after "Roma and Travellers Team" where the first of the two words has no head of its own."""
    line = draft.line
    if (
        line.at(after) != "and"
        or find_head(line.words[after - 1])
        or begins_name(line, after + 1, draft.stop)
    ):
        return after
    end = read_group(line, after + 1, draft.stop)
    is_short = after == first + 1 and after + 1 < end <= after + 4
    return end if is_short and is_strong(line.words[end - 1]) else after


def _take_honoured(draft: Draft) -> bool:
    """Take "named after A. Petrova", whom an academy or a library is called after."""
    line, j = draft.line, draft.end
    if draft.head is None or draft.structure or line.at(j + 1) not in ("after", "for"):
        return False
    k = j + 2
    while k < draft.stop and line.is_name_word(k) and (len(line.words[k]) == 1 and line.at(k + 1) == "."):
        k += 2
    after = read_group(line, k, draft.stop)
    if after == k:
        return False
    draft.take(after)
    draft.is_complete = False
    return True


def _take_quoted(draft: Draft) -> bool:
    line, j = draft.line, draft.end
    if draft.head is None or draft.structure or not line.is_name_word(j + 1):
        return False
    limit = min(draft.stop, j + 2 + _LONGEST_QUOTE)
    close = next((k for k in range(j + 1, limit) if line.words[k] in CLOSING_QUOTES), None)
    if close is None:
        return False
    draft.take(close + 1)
    draft.is_complete = True
    return True


_GROWTH: Mapping[str, Callable[[Draft], bool]] = MappingProxyType(
    {
        "(": _take_bracket,
        "and": take_and,
        ",": take_series,
        "named": _take_honoured,
        "–": _take_branch,
        "-": _take_branch,
    }
)

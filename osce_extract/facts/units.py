"""Parts of a body that a common noun names: "UNICEF’s office in Osh", "the Ministry’s dog unit"."""

from __future__ import annotations

from osce_extract.facts.drafts import Draft, is_strong, read_group
from osce_extract.vocab.bodies import body_words

__all__ = ["take_unit"]

_LONGEST_ADJECTIVES = 4
# Behind these words "in Osh" says where something was held, not where the part of the body sits.
_WHEREABOUTS = frozenset({"at", "in", "inside", "near", "outside", "to", "visited"})


def take_unit(draft: Draft, i: int) -> bool:
    """Take "dog unit" or "office in Osh" that stands at `i`, behind a body or behind its genitive."""
    line = draft.line
    is_owned = i > draft.end or "'s" in line.plain[max(draft.first, i - 2) : i]
    k = i
    while is_owned and k < min(draft.stop, i + _LONGEST_ADJECTIVES) and line.at(k) not in body_words().units:
        if not line.tokens[k].is_word or line.at(k) in body_words().joiners or line.at(k).endswith("ly"):
            return False
        k += 1
    if k >= draft.stop or line.at(k) not in body_words().units or line.tokens[k].is_capitalized:
        return False
    if draft.structure and is_owned:
        # "the Mission to Serbia’s media department": the structure is meant.
        draft.end = k + 1
        return True
    if not _may_own(draft):
        return False
    after = _read_seat(draft, k + 1)
    # "UNDP office" means UNDP, and "the UNDP office in Osh" a part of it.
    if not is_owned and after == k + 1 and line.at(after) != "(":
        return False
    draft.take(after)
    draft.is_complete = True
    return True


def _may_own(draft: Draft) -> bool:
    """Whether the name so far is a body in full, outside the OSCE, and no bare "Ministry"."""
    if draft.structure or draft.owner_is_osce:
        return False
    line = draft.line
    known = line.known_body_at(draft.first, draft.end)
    if (known and known.after == draft.end) or (line.is_acronym(draft.first) and draft.abbreviation is None):
        return True
    state = line.state_at(draft.first, draft.end)
    if state and state.after == draft.end:
        return False
    is_long = draft.end - draft.first > 1
    return is_long and (draft.head is not None or any(map(is_strong, line.words[draft.first : draft.end])))


def _read_seat(draft: Draft, i: int) -> int:
    """The index after "in Osh" or "for Central Asia", which say where the part sits; `i` without them."""
    line = draft.line
    before = line.at(draft.first - 1)
    before = line.at(draft.first - 2) if before == "the" else before
    if line.at(i) not in ("in", "for") or before in _WHEREABOUTS:
        return i
    n = i + 1 + (line.at(i + 1) == "the")
    state = line.state_at(n, draft.stop)
    if state and state.value.kind == "name":
        return state.after
    after = read_group(line, n, draft.stop)
    return after if after > n and not line.is_date(n) else i

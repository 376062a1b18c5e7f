"""What "and" and commas join within one name: "Ministry of Culture, Youth and Sports"."""

from __future__ import annotations

from osce_extract.facts.drafts import ABSTRACT, Draft, begins_name, is_strong, read_group
from osce_extract.facts.lines import ARTICLES, Line
from osce_extract.vocab.bodies import body_words, find_head
from osce_extract.vocab.people import person_kind
from osce_extract.vocab.places import find_places

__all__ = ["take_and", "take_series"]

# Behind one of these "and" opens another name: "Ministry of Tuzla Canton and Mediacentar".
_REGIONS = frozenset({"canton", "county", "district", "province", "region"})
# Bodies whose plural is their name: "the Ministry of Interior and Border Guards".
_CORPS = frozenset({"Force", "Guard"})


def take_and(draft: Draft) -> bool:
    """Take what "and" joins to the name; False when it begins another one."""
    line, n = draft.line, draft.end + 1
    if line.at(n) == "the" and draft.is_topical and _is_single_subject(line, n + 1, draft.stop):
        n += 1
    is_region = draft.end > draft.group_after and line.at(draft.end - 1) in _REGIONS
    if draft.is_complete:
        return _take_second_state(draft, n)
    if is_region or line.at(n) in ARTICLES or not _continues(line, n, draft.stop):
        return False
    after = read_group(line, n, draft.stop)
    if _is_motto(draft, n, after):
        draft.take(after)
        return True
    last = find_head(line.words[after - 1])
    is_many = last is not None and last.is_plural and last.singular not in _CORPS
    ends_in_head = last is not None and last.kind != "weak" and not (draft.is_topical and is_many)
    if draft.head is None or (draft.head.kind == "weak" and not draft.is_topical):
        return _take_up_to_head(draft, after) if ends_in_head else False
    is_open = draft.is_topical or not is_strong(line.words[draft.end - 1])
    is_other = _is_person(line, n, after) or (ends_in_head and not _is_portfolio(line, n, after))
    if is_other or not is_open or line.at(after) in body_words().attributed:
        return False
    draft.take(after)
    return True


def _is_person(line: Line, n: int, after: int) -> bool:
    """Whether two plain words and "of the" make somebody of a body: "A and Ana Bell of the Council of B"."""
    head = find_head(line.at(after + 2))
    is_of_body = line.plain[after : after + 2] == ("of", "the") and head is not None and head.kind != "weak"
    is_plain = after == n + 2 and not any(find_head(word) for word in line.words[n:after])
    return is_of_body and is_plain and not _ends_in_portfolio(line, after)


def _take_second_state(draft: Draft, n: int) -> bool:
    """Take "and Ukraine (EUBAM)" behind a mission to a State: the letters in brackets are those of both."""
    line = draft.line
    state = line.state_at(n, draft.stop)
    is_sent = line.at(draft.group_after) == "to" and draft.head is not None and draft.structure is None
    if not is_sent or state is None or state.value.kind != "name" or line.at(state.after) != "(":
        return False
    draft.take(state.after)
    return True


def _is_motto(draft: Draft, n: int, after: int) -> bool:
    """Whether two words and "and" are the name that one noun announces: "the organization Free and Fair"."""
    line, noun = draft.line, draft.line.at(draft.first - 1)
    is_pair = draft.end == draft.first + 1 and after == n + 1 and draft.head is None
    is_one = noun in body_words().descriptors and not noun.endswith("s")
    is_short = is_pair and not (line.is_acronym(draft.first) or line.is_acronym(n) or find_head(line.at(n)))
    return draft.is_announced and is_one and is_short and not line.tokens[draft.first].is_number


def _is_portfolio(line: Line, n: int, after: int) -> bool:
    """Whether a head stands for a subject of a ministry: "Justice and Public Administration"."""
    # "Forests and Water Administration", "Information Society and Administration"
    is_subject = line.at(n) in body_words().portfolios or after == n + 1
    if line.at(after - 1) == "administration" and is_subject and after <= n + 2:
        return True
    return line.plain[n:after] in (
        ("public", "administration"),
        ("police",),
        ("public", "security"),
        ("public", "prosecution"),
    )


def _continues(line: Line, n: int, stop: int) -> bool:
    return line.is_name_word(n) and not begins_name(line, n, stop)


def _take_up_to_head(draft: Draft, after: int) -> bool:
    """Take "and Patrol Police" behind "Border": the head of both stands at the end."""
    if draft.end > draft.group_after:
        return False
    draft.take(after)
    draft.group_after, draft.head = after, find_head(draft.line.words[after - 1])
    return True


def _is_single_subject(line: Line, i: int, stop: int) -> bool:
    """Whether one capitalized word that names no body stands at `i`, before "of": "the Financing of"."""
    after = read_group(line, i, stop)
    is_plain = not begins_name(line, i, stop) and line.at(i).endswith(("ing", *ABSTRACT))
    return after == i + 1 and line.at(after) == "of" and is_plain


def take_series(draft: Draft) -> bool:
    """Take ", Geology and Natural Resources": subjects that a name lists, the last of them behind "and"."""
    if draft.head is None or not draft.is_topical or draft.is_complete:
        return False
    return _take_towns(draft) or _take_subjects(draft)


def _take_subjects(draft: Draft) -> bool:
    line, j = draft.line, draft.end
    while line.at(j) == "," and _ends_in_portfolio(line, j):
        is_last = line.at(j + 1) == "and"
        after = _read_subject(line, j + 1 + is_last, draft.stop)
        if after is None and not is_last:
            after = _read_middle(line, j + 1, draft.stop)
        if after is None:
            return False
        j = after
        if is_last:
            draft.take(j)
            return True
    if line.at(j) != "and" or j == draft.end:
        return False
    after = _read_subject(line, j + 1, draft.stop, is_free=True)
    if after is None:
        return False
    draft.take(after)
    return True


def _take_towns(draft: Draft) -> bool:
    """Take ", Buk and Lug" behind "Council for Brod": places that a body is for, all of them known."""
    line, j = draft.line, draft.end
    if line.at(draft.group_after) != "for" or not find_places(line.slice(draft.group_after + 1, j)):
        return False
    while line.at(j) in (",", "and"):
        is_last = line.at(j) == "and"
        after = read_group(line, j + 1, draft.stop)
        if after == j + 1 or not find_places(line.slice(j + 1, after)):
            return False
        j = after
        if is_last:
            draft.take(j)
            return True
    return False


def _read_middle(line: Line, n: int, stop: int) -> int | None:
    """The index after "Crafts" of "Trade, Crafts and Industry": one word before "and" and a known subject."""
    is_single = _continues(line, n, stop) and read_group(line, n, stop) == n + 1
    # "Education, Administration and National Communities": what a ministry sees to, no body.
    is_body = find_head(line.at(n)) is not None and line.at(n) != "administration"
    if not is_single or is_body or line.at(n + 1) != "and":
        return None
    last = _read_subject(line, n + 2, stop)
    return n + 1 if last is not None and line.at(n + 2) not in ARTICLES else None


def _ends_in_portfolio(line: Line, j: int) -> bool:
    word = line.at(j - 1)
    return word in body_words().portfolios or word.endswith(ABSTRACT) or person_kind(word) is not None


def _read_subject(line: Line, n: int, stop: int, *, is_free: bool = False) -> int | None:
    """The index after a subject of the series; a free one, behind "and", need not be in the vocabulary."""
    if not _continues(line, n, stop):
        return None
    after = read_group(line, n, stop)
    is_public = line.plain[n:after] == ("public", "administration")
    is_subject = is_public or (is_free and _is_portfolio(line, n, after))
    is_other = is_strong(line.words[after - 1]) and not is_subject
    if is_other or not (is_free or _ends_in_portfolio(line, after)):
        return None
    return after

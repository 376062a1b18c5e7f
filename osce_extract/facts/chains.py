"""The words of one name: a group of capitalized words, and what "of", "for", "under", "and" join to it."""

from __future__ import annotations

from dataclasses import dataclass

from osce_extract.facts.lines import ARTICLES, CLOSING_QUOTES, OPENING_QUOTES, Line
from osce_extract.vocab.bodies import Head, body_words, countries, find_head, known_bodies, structures
from osce_extract.vocab.structures import Structure

__all__ = ["Chain", "read_chain", "read_group"]

_LONGEST_QUOTE = 8
_LONGEST_BRACKET = 6
_SENDING = frozenset({"embassy", "mission", "delegation", "representation", "representative", "ambassador"})
_HOUSED = frozenset({"faculty", "school", "department", "clinic"})


@dataclass(frozen=True, slots=True)
class Chain:
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


@dataclass(slots=True)
class _Draft:
    """A chain while it grows.

    Attributes:
        pieces: word ranges that make up the name, brackets left out.
        is_topical: whether the last part names a subject or members, so that "and" may continue it.
        is_complete: whether the last part is a whole name of its own, so that "and" may not.
        is_announced: whether a common noun has announced the name, so that it needs no head of its own.
    """

    line: Line
    first: int
    stop: int
    end: int
    group_after: int
    pieces: list[tuple[int, int]]
    head: Head | None = None
    is_announced: bool = False
    is_topical: bool = False
    is_complete: bool = False
    abbreviation: str | None = None
    structure: Structure | None = None
    owner_is_osce: bool = False
    is_programme: bool = False

    def take(self, after: int) -> None:
        first, _ = self.pieces[-1]
        self.pieces[-1] = (first, after)
        self.end = after


def read_chain(line: Line, i: int, stop: int, *, is_announced: bool = False) -> Chain | None:
    """Read the longest name that begins with the word at `i`, announced by a common noun or not."""
    draft = _open(line, i, stop)
    if draft is None:
        return None
    draft.is_announced = is_announced
    while draft.end < stop and _grow(draft):
        pass
    name_after = max(after for _, after in draft.pieces)
    form = countries().at(line.words, i, stop)
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


def read_group(line: Line, i: int, stop: int) -> int:
    """The index after the capitalized words that begin at `i`, with what may stand between and behind them."""
    joiners = body_words().joiners
    j = i
    while j < stop:
        place = countries().at(line.words, j, stop) if line.tokens[j].is_capitalized else None
        if place and place.value.kind == "name":
            j = place.after
        elif line.is_name_word(j) or (j == i and line.tokens[j].is_number and line.is_name_word(j + 1)):
            j += 1
        elif j > i and _joins(line, j, joiners):
            j += 2
        else:
            break
    return j


def _joins(line: Line, j: int, joiners: frozenset[str]) -> bool:
    """Whether the mark or the little word at `j` joins two capitalized words to one group."""
    word = line.words[j]
    if word == "-" and j + 1 < len(line) and line.tokens[j + 1].is_number:
        return line.is_tight(j - 1) and line.is_tight(j)
    if not line.is_name_word(j + 1):
        return False
    if word in ("’s", "'s", "’", "'"):
        return line.is_tight(j - 1)
    if word in ("/", "-", "–", "‑"):
        return line.is_tight(j - 1) and line.is_tight(j)
    return word == "&" or (word in joiners and not line.tokens[j].is_capitalized)


def _open(line: Line, i: int, stop: int) -> _Draft | None:
    words = line.words
    known = structures().at(words, i, stop)
    if known and not (known.value.id == "osce" and line.is_name_word(known.after)):
        draft = _Draft(line, i, stop, known.after, known.after, [(i, known.after)])
        draft.structure, draft.is_complete = known.value, True
        return draft
    body = known_bodies().at(words, i, stop)
    end = read_group(line, i, stop)
    if body and body.after >= end:
        return _Draft(line, i, stop, body.after, body.after, [(i, body.after)], is_complete=True)
    if end == i:
        return None
    state = countries().at(words, i, stop)
    is_state = state is not None and state.value.kind == "name" and state.after == end
    draft = _Draft(line, i, stop, end, end, [(i, end)], is_complete=is_state)
    draft.head = find_head(words[end - 1]) or find_head(words[i])
    if draft.head and draft.head.is_lower is False and draft.head.kind == "weak" and end - i > 1:
        draft.head = find_head(words[end - 1])
    _take_lower_head(draft)
    return draft


def _take_lower_head(draft: _Draft) -> None:
    """Take a head in lower case behind a State or a demonym: "the US embassy", "Ukraine's parliament"."""
    line = draft.line
    j = draft.end + (line.at(draft.end) in ("'s", "'"))
    before = countries().at(line.words, draft.first, draft.end)
    head = find_head(line.at(j)) if j < draft.stop and not line.tokens[j].is_capitalized else None
    if before and before.after == draft.end and head and head.is_lower and not head.is_plural:
        draft.take(j + 1)
        draft.group_after, draft.head, draft.is_complete = j + 1, head, False


def _grow(draft: _Draft) -> bool:
    """Take the next part of the name; False when none follows."""
    line, j = draft.line, draft.end
    word = line.at(j)
    if word == "(":
        return _take_bracket(draft)
    if word in ("'s", "'") and line.is_tight(j - 1):
        return _take_possession(draft)
    if line.words[j] in OPENING_QUOTES:
        return _take_quoted(draft)
    if word in ("of", "for", "on", "against", "to", "in", "under", "within", "at"):
        return _take_link(draft, word)
    if word == "and":
        return _take_and(draft)
    if word == ",":
        return _take_series(draft)
    return False


def _take_bracket(draft: _Draft) -> bool:
    line, j = draft.line, draft.end
    close = next(
        (k for k in range(j + 1, min(draft.stop, j + _LONGEST_BRACKET)) if line.words[k] == ")"), None
    )
    if close is None or close == j + 1 or draft.abbreviation:
        return False
    inner = line.slice(j + 1, close)
    letters = [c for c in inner if c.isalpha()]
    is_short = len(inner) <= 14 and " " not in inner.replace("OSCE ", "") and not inner.isdigit()
    if not letters or not is_short or not (sum(c.isupper() for c in letters) > 1 or inner.islower()):
        return False
    place = countries().at(line.words, j + 1, close)
    if not (place and place.after == close):
        draft.abbreviation = inner
    draft.end = close + 1
    if draft.head is None and draft.abbreviation and line.at(close + 1) in ("project", "programme"):
        draft.pieces.append((close + 1, close + 2))
        draft.end, draft.is_programme = close + 2, True
        return line.at(draft.end) == "of" and _take_link(draft, "of")
    if line.at(close + 1) in ("of", "'s"):
        draft.pieces.append((close + 1, close + 1))
        taken = _take_link(draft, "of") if line.at(close + 1) == "of" else _take_possession(draft)
        if taken:
            return True
        draft.pieces.pop()
        draft.end = close + 1
    return False


def _take_possession(draft: _Draft) -> bool:
    """Take what a name owns when that is a body: "Italy’s Guardia di Finanza", "EUROPOL’s Cybercrime Centre"."""
    line, j = draft.line, draft.end
    if j + 1 >= draft.stop or not line.is_name_word(j + 1):
        return False
    owned = structures().at(line.words, j + 1, draft.stop)
    if owned and owned.value.id != "osce":
        is_unit = draft.owner_is_osce and draft.structure is not None
        draft.take(owned.after)
        draft.structure = draft.structure if is_unit else owned.value
        draft.group_after, draft.is_complete = owned.after, True
        return True
    known = known_bodies().at(line.words, j + 1, draft.stop)
    after = known.after if known else read_group(line, j + 1, draft.stop)
    head = find_head(line.words[after - 1]) or find_head(line.words[j + 1])
    is_weak = head is not None and head.kind == "weak" and (draft.structure is not None or after < j + 3)
    if not known and (head is None or is_weak):
        return False
    draft.owner_is_osce = draft.owner_is_osce or draft.structure is not None
    draft.pieces[-1] = (draft.pieces[-1][0], after)
    draft.take(after)
    draft.group_after, draft.head, draft.structure, draft.is_complete = after, head, None, known is not None
    return True


def _take_quoted(draft: _Draft) -> bool:
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


def _take_link(draft: _Draft, word: str) -> bool:
    line, j = draft.line, draft.end
    i = j + 1 + (line.at(j + 1) in ("the", "its"))
    if i >= draft.stop or not _may_follow(draft, word, i):
        return False
    found = structures().at(line.words, i, draft.stop)
    known = known_bodies().at(line.words, i, draft.stop)
    state = countries().at(line.words, i, draft.stop)
    if found and not (found.value.id == "osce" and line.is_name_word(found.after)):
        after, complete = found.after, True
        draft.owner_is_osce = draft.owner_is_osce or word in ("of", "under", "within")
    else:
        after = read_group(line, i, draft.stop)
        complete = bool(
            (known and known.after == after)
            or (state and state.value.kind == "name" and state.after == after)
        )
        if known and known.after > after:
            after, complete = known.after, True
    if after == i or (line.at(after) in body_words().attributed and word != "of"):
        return False
    draft.take(after)
    if not (word == "of" and found):
        draft.structure = None
    draft.is_complete, draft.is_topical = complete or word == "in", word in ("of", "for", "on", "against")
    return True


def _may_follow(draft: _Draft, word: str, i: int) -> bool:
    """Whether the little word can join what begins at `i` to the name."""
    line = draft.line
    has_article = i > draft.end + 1
    if not (line.is_name_word(i) or (line.tokens[i].is_number and line.is_name_word(i + 1))):
        return word == "of" and countries().at(line.words, i, draft.stop) is not None
    if word == "of":
        return draft.structure is None or structures().at(line.words, i, draft.stop) is not None
    is_free = (draft.is_announced and word == "for") or (
        word in ("on", "for") and _ends_as_programme(draft, i)
    )
    if draft.structure or (draft.head is None and not is_free):
        return False
    if word == "in":
        return _is_seat(draft, i)
    if word in ("under", "within"):
        return _is_superior(draft, i)
    if word == "at":
        return line.at(draft.group_after - 1) in _HOUSED and has_article and _is_superior(draft, i)
    state = countries().at(line.words, i, draft.stop)
    is_whole = bool(structures().at(line.words, i, draft.stop)) or bool(state and state.value.kind == "name")
    if word == "to":
        return (
            draft.head is not None and draft.head.singular.lower() in _SENDING and (is_whole or has_article)
        )
    if draft.is_complete or is_whole:
        return False
    group_after = read_group(line, i, draft.stop)
    last = find_head(line.words[group_after - 1])
    # "a course of the Academy for Police Service officers": whom it is for, not what it is called.
    return not (last and last.kind == "organ")


def _ends_as_programme(draft: _Draft, i: int) -> bool:
    """Whether "… Hazards (ABC) programme" follows, so that the words are a programme's name."""
    line = draft.line
    after = read_group(line, i, draft.stop)
    close = next((k for k in range(after, min(draft.stop, after + 4)) if line.words[k] == ")"), None)
    return line.at(after) == "(" and close is not None and line.at(close + 1) in ("programme", "project")


def _is_seat(draft: _Draft, i: int) -> bool:
    line = draft.line
    after = read_group(line, i, draft.stop)
    if any((head := find_head(word)) and head.kind == "body" for word in line.words[i:after]):
        return not draft.is_complete
    assert draft.head is not None  # noqa: S101 - the caller has looked
    if draft.head.singular in ("Embassy", "Delegation", "Consulate", "Mission"):
        return True
    if not draft.head.is_located:
        return False
    is_dated = line.at(after) in ("on", "from", "between") and line.is_date(after + 1)
    is_dated = is_dated or line.at(after) in ("today", "yesterday", "this", "last", "in")
    return not is_dated and (after - i) <= 5


def _is_superior(draft: _Draft, i: int) -> bool:
    line = draft.line
    after = read_group(line, i, draft.stop)
    if line.at(after) in body_words().attributed:
        return False
    if structures().at(line.words, i, draft.stop):
        return True
    first, last = find_head(line.words[i]), find_head(line.words[after - 1])
    is_body = any(head is not None and head.kind != "weak" for head in (first, last))
    return is_body or line.at(i) == "president"


def _begins_name(line: Line, i: int, stop: int) -> bool:
    """Whether a name of its own begins at `i`: a State, a demonym, a structure, a known body, an acronym."""
    if structures().at(line.words, i, stop) or known_bodies().at(line.words, i, stop):
        return True
    return countries().at(line.words, i, stop) is not None or (line.is_acronym(i) and line.words[i].isupper())


def _strong(word: str) -> bool:
    head = find_head(word)
    return head is not None and head.kind != "weak"


def _take_and(draft: _Draft) -> bool:
    line, n = draft.line, draft.end + 1
    if line.at(n) == "the" and draft.is_topical and _is_single_subject(line, n + 1, draft.stop):
        n += 1
    if draft.is_complete or not line.is_name_word(n) or line.at(n) in ARTICLES:
        return False
    if _begins_name(line, n, draft.stop):
        return False
    after = read_group(line, n, draft.stop)
    last = find_head(line.words[after - 1])
    ends_in_head = last is not None and last.kind != "weak" and not (draft.is_topical and last.is_plural)
    if draft.head is None or (draft.head.kind == "weak" and not draft.is_topical):
        if not ends_in_head or draft.end > draft.group_after:
            return False
        draft.take(after)
        draft.group_after, draft.head = after, find_head(line.words[after - 1])
        return True
    if ends_in_head or not (draft.is_topical or not _strong(line.words[draft.end - 1])):
        return False
    if line.at(after) in body_words().attributed:
        return False
    draft.take(after)
    return True


def _is_single_subject(line: Line, i: int, stop: int) -> bool:
    """Whether one capitalized word that names no body stands at `i`, with "of" behind it: "the Financing of …"."""
    after = read_group(line, i, stop)
    return (
        after == i + 1
        and line.at(after) == "of"
        and not _begins_name(line, i, stop)
        and find_head(line.words[i]) is None
    )


def _take_series(draft: _Draft) -> bool:
    """Take ", Geology and Natural Resources": subjects that a ministry's name lists."""
    line, portfolios = draft.line, body_words().portfolios
    if draft.head is None or not draft.is_topical or draft.is_complete:
        return False
    j, items = draft.end, 0
    if line.at(j - 1) not in portfolios:
        return False
    while line.at(j) == ",":
        n = j + 1 + (line.at(j + 1) == "and")
        if not line.is_name_word(n) or _begins_name(line, n, draft.stop):
            return False
        after = read_group(line, n, draft.stop)
        if line.at(after - 1) not in portfolios:
            return False
        j, items = after, items + 1
        if n == draft.end + 2 or line.at(n - 1) == "and":
            break
    if line.at(j) != "and" and line.at(j - (j > 0)) not in portfolios:
        return False
    if line.at(j) == "and":
        if not line.is_name_word(j + 1) or _begins_name(line, j + 1, draft.stop):
            return False
        j = read_group(line, j + 1, draft.stop)
        if _strong(line.words[j - 1]):
            return False
    elif not any(line.at(k) == "and" for k in range(draft.end, j)):
        return False
    draft.take(j)
    return True

"""The named project or programme under which the activity was held."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from osce_extract.facts.lines import ARTICLES, CLOSING_QUOTES, OPENING_QUOTES, Line
from osce_extract.facts.model import Evidence, Found, Project, Rejection
from osce_extract.facts.names import read_name
from osce_extract.facts.reading import Reading
from osce_extract.text.tokens import tokenize
from osce_extract.vocab.cues import compound_cues
from osce_extract.vocab.phrasebook import plain
from osce_extract.vocab.projects import project_words

__all__ = ["read"]

_LONGEST_QUOTE = 30
_LONGEST_NAME = 16
_LONGEST_BRIDGE = 9
_MARKS = frozenset({",", "-", "–", "&", "/"})
_NUMBERING = frozenset({"no", ".", "number", "nr", "phase", "i", "ii", "iii", "(", ")", "–", "-", ":", ","})
_SMALL = frozenset(
    "of for in and the on to along through from against at with into "
    "across beyond between without over a &".split()
)
_UNDER = frozenset({"of", "through", "under", "within"})
_ACTING = frozenset({"organizer", "co-operation", "support", "host", "implementer", "donor"})
_FRAMES = ("activity", "background", "earlier", "later")
_BRACKET = 4
# "the Support Programme manager"
_POSTS = frozenset("assistant coordinator director manager office officer".split())
_PAYING = frozenset("cofinanced cofunded cosponsored financed funded paid sponsored".split())
_UNTIED = "nothing ties the activity to this project"


class _Candidate(NamedTuple):
    """A project's name: its words, the noun "project", the rule, and how surely it is the activity's."""

    line: Line
    first: int
    after: int
    noun: int
    rule: str
    score: int = 0
    refusal: str | None = None


def read(reading: Reading) -> Found[Project]:
    """The project that the page ties its activity to, named in quotation marks or by capitals."""
    candidates: list[_Candidate] = []
    if not any(statement.frame == "activity" for passage in reading.body for statement in passage.statements):
        return Found()
    passages = sorted(reading.passages, key=lambda passage: passage.source == "title")
    told = [
        (statement, Line.of(passage, statement)) for passage in passages for statement in passage.statements
    ]
    told = [pair for pair in told if not pair[1].vocabulary.isdisjoint(project_words().nouns)]
    if not told:
        return Found()
    title = plain_words(reading.page.title or "")
    acting = {(id(r.mention.passage), r.mention.end) for r in reading.roles if r.kind in _ACTING}
    for statement, line in told:
        for candidate in _find_candidates(line, title):
            noun = line.tokens[candidate.noun]
            frame = statement.frame_at(noun.start)
            if noun.is_capitalized and (id(line.passage), noun.end) in acting:
                # "organized by the Environment and Security Initiative": a body of its own.
                continue
            if frame in _FRAMES and (frame != "later" or candidate.rule.startswith("quoted")):
                candidates.append(candidate._replace(score=candidate.score - (frame != "activity")))
    accepted = [candidate for candidate in candidates if candidate.refusal is None] or _only_quoted(
        candidates
    )
    refused = tuple(_refuse(candidate) for candidate in candidates if candidate.refusal)
    if not accepted:
        return Found((), refused)
    best = max(accepted, key=lambda candidate: candidate.score)
    same = [c for c in accepted if c is not best and _name(c) == _name(best)]
    fact = Project(
        name=_name(best),
        extrabudgetary=any(_is_extrabudgetary(c) for c in (best, *same)),
        evidence=_evidence(best),
        more_evidence=tuple(_evidence(c) for c in same),
    )
    return Found((fact,), refused)


def _only_quoted(candidates: list[_Candidate]) -> list[_Candidate]:
    """The single project that a page names, in quotation marks, though no word ties the activity to it."""
    names = {_name(candidate) for candidate in candidates}
    # "learned about", "presented the project": spoken about, not held under.
    untied = [c for c in candidates if c.rule.startswith("quoted") and c.refusal == _UNTIED]
    quoted = [c for c in untied if project_words().topical.isdisjoint(c.line.plain[: c.noun])]
    return [c._replace(refusal=None) for c in quoted[:1]] if len(names) == 1 else []


def _name(candidate: _Candidate) -> str:
    return candidate.line.slice(candidate.first, candidate.after).strip(" ,")


def _evidence(candidate: _Candidate) -> Evidence:
    tokens = candidate.line.tokens
    return candidate.line.passage.evidence(
        tokens[candidate.first].start, tokens[candidate.after - 1].end, candidate.rule
    )


def _refuse(candidate: _Candidate) -> Rejection:
    return Rejection(fact="project", evidence=_evidence(candidate), reason=candidate.refusal or "")


def _is_extrabudgetary(candidate: _Candidate) -> bool:
    line, words = candidate.line, project_words().extrabudgetary
    return any(word in words for word in line.plain) or any(
        line.plain[k : k + 2] == ("extra", "budgetary") for k in range(len(line))
    )


def plain_words(text: str) -> str:
    """A text's plain words between blanks, so that a phrase can be looked for."""
    return " " + " ".join(plain(token.text) for token in tokenize(text)) + " "


def _find_candidates(line: Line, title: str) -> Iterator[_Candidate]:
    nouns = project_words().nouns
    for i, word in enumerate(line.plain):
        if word not in nouns:
            continue
        found = _read_quoted_after(line, i) or _read_quoted_before(line, i) or _read_quoted_around(line, i)
        if found is None and not line.tokens[i].is_capitalized:
            found = _read_capitals_after(line, i) or _read_capitals_before(line, i) or _read_apposed(line, i)
        elif found is None:
            found = _read_capital_noun(line, i)
        if found:
            first, after, rule = found
            yield _judge(_Candidate(line, first, after, i, rule), title)


def _judge(candidate: _Candidate, title: str) -> _Candidate:
    """Score a candidate by what ties it to the activity, or say why nothing does."""
    words, line, noun = project_words(), candidate.line, candidate.noun
    before = min(candidate.first, noun)
    near = line.plain[max(0, before - 14) : before]
    owner = _owner(line, before)
    is_tied = not words.binding.isdisjoint(near)
    # "the programme under which the course was held"
    is_tied = is_tied or (candidate.rule == "apposed-project" and line.at(noun + 2) == "which")
    is_osce = owner is True or any(
        word.startswith("OSCE") for word in line.words[max(0, before - 8) : before]
    )
    is_titled = plain_words(_name(candidate)) in title
    is_quoted = candidate.rule.startswith("quoted")
    if not words.untying.isdisjoint(near) or not words.praising.isdisjoint(near[-3:]):
        return candidate._replace(refusal="the page ties another activity to this project")
    if line.at(candidate.after - 1) in project_words().observances:
        return candidate._replace(refusal="a time that is marked, not a project")
    is_payers = "through" in near or not _PAYING.isdisjoint(near)
    if line.tokens[noun].is_capitalized and line.at(before - 1) in ("its", "their") and is_payers:
        return candidate._replace(refusal="the programme of a body that paid or helped")
    if any(pair == ("also", "being") for pair in pairwise(near)):
        return candidate._replace(refusal="the page ties other people’s training to this project")
    if not (is_tied or is_titled or (is_osce and line.at(noun) != "initiative")):
        return candidate._replace(refusal=_UNTIED)
    return candidate._replace(
        score=2 * is_tied + is_osce + is_titled + 2 * is_quoted + 2 * (line.passage.source == "body")
    )


def _owner(line: Line, before: int) -> bool | None:
    """Whether the body whose project it is belongs to the OSCE; None when no body is named as its owner."""
    if line.at(before - 1) != "'s":
        return None
    for i in range(max(0, before - 12), before - 1):
        name = read_name(line, i, before - 1)
        if name and name.after == before - 1:
            return name.mention.osce or name.mention.kind == "reference"
    return None


def _read_quoted_after(line: Line, i: int) -> tuple[int, int, str] | None:
    """Read "project No. 1102999, “Open Ledgers”" and "project entitled “Open Ledgers”"."""
    announcing = project_words().announcing
    for j in range(i + 1, min(len(line), i + _LONGEST_BRIDGE)):
        if line.words[j] in OPENING_QUOTES and line.words[j] != "'":
            return _read_quote(line, j, "quoted-project")
        word = line.at(j)
        if not (line.tokens[j].is_number or word in _NUMBERING or word in announcing or line.is_acronym(j)):
            break
    return _read_announced(line, i)


def _read_announced(line: Line, i: int) -> tuple[int, int, str] | None:
    """Read "a project that the Mission runs under the title “Open Ledgers”"."""
    for j in range(i + 2, min(len(line), i + 2 * _LONGEST_BRIDGE)):
        if line.words[j] in OPENING_QUOTES and line.words[j] != "'":
            is_announced = "which" in line.plain[i + 1 : i + 4] and line.at(j - 1) == ","
            is_announced = (
                is_announced
                or line.at(j - 1) in ("called", "entitled", "titled", "named")
                or line.at(j - 2) in ("title", "name")
            )
            return _read_quote(line, j, "quoted-project") if is_announced else None
        if line.at(j) in project_words().nouns:
            break
    return None


def _read_quoted_around(line: Line, i: int) -> tuple[int, int, str] | None:
    """Read "the “clean rivers programme” of the Centre": the noun is the last word of the quote."""
    if i + 1 >= len(line) or line.words[i + 1] not in CLOSING_QUOTES:
        return None
    for j in range(i - 1, max(-1, i - _LONGEST_BRIDGE), -1):
        if line.words[j] in OPENING_QUOTES and line.words[j] != "'":
            return (j + 1, i + 1, "quoted-project") if j < i - 1 else None
    return None


def _read_quote(line: Line, j: int, rule: str) -> tuple[int, int, str] | None:
    limit = min(len(line), j + _LONGEST_QUOTE)
    after = next((k for k in range(j + 1, limit) if _closes(line, j, k)), None)
    if after is None or after == j + 1:
        return None
    after -= line.at(after - 1) in (",", ".")
    return (j + 1, after, rule)


def _closes(line: Line, j: int, k: int) -> bool:
    """Whether the mark at `k` closes the quote that the one at `j` opens; in “Workers’ Rights” none does."""
    if line.words[k] not in CLOSING_QUOTES:
        return False
    is_last = k + 1 >= len(line) or not line.is_name_word(k + 1)
    return line.words[k] != "’" or (line.words[j] == "‘" and is_last)


def _read_quoted_before(line: Line, i: int) -> tuple[int, int, str] | None:
    """Read "the “Open Ledgers” project"."""
    # "the “Open Ledgers” extra-budgetary project"
    k = i - 1
    while k > i - 3 and (line.at(k) in project_words().adjectives or line.at(k).startswith("extra")):
        k -= 1
    if line.words[k] not in CLOSING_QUOTES or k < 1 or (k < i - 1 and line.words[k] == "'"):
        return None
    for j in range(k - 1, max(-1, i - _LONGEST_QUOTE), -1):
        if line.words[j] in OPENING_QUOTES and line.words[j] != "'":
            return (j + 1, k, "quoted-project")
    return None


def _read_capitals_after(line: Line, i: int) -> tuple[int, int, str] | None:
    """Read "the project Clean Wells, Green Fields" and "the OSCE project, Building Trust in Courts"."""
    j = i + 1 + (line.at(i + 1) in (",", ":", "on"))
    if not line.is_name_word(j) or line.at(i) == "initiative":
        return None
    if _starts_body(line, j):
        return None
    after = _title_end(line, j)
    capitals = sum(line.tokens[k].is_capitalized for k in range(j, after))
    return (j, after, "capitalized-project") if capitals >= 2 else None


def _starts_body(line: Line, j: int) -> bool:
    """Whether a structure, a State or a known body stands at word `j`."""
    state = line.states.get(j)
    is_state = state is not None and state.value.kind == "name"
    return is_state or j in line.structures or j in line.known_bodies


def _title_end(line: Line, i: int) -> int:
    """The index after the words in title case that begin at `i`; small words only between capitals."""
    end, j = i, i
    while j < min(len(line), i + _LONGEST_NAME):
        if line.is_name_word(j) or (line.tokens[j].is_capitalized and line.tokens[j].is_word):
            j += 1
            end = j
        elif line.at(j) in _SMALL or line.at(j) in (",", "-", "–", "'s", ":", "/"):
            j += 1
            if j - end > 3:
                break
        else:
            break
    return end


def _read_capitals_before(line: Line, i: int) -> tuple[int, int, str] | None:
    """Read "the Strong Roofs, Safe Homes project" and "the Mission’s Schools and Rivers programme"."""
    end = _before_bracket(line, i)
    first = _title_start(line, end)
    # "Border Management Central Valley (BMCV) project": a letter of the abbreviation for each word.
    if end < i and first > 0 and line.words[end + 1][0] == line.words[first - 1][0] != line.words[first][0]:
        first -= 1
    if _is_title(line, first, end):
        return (first, end, "capitalized-project")
    return _read_long_title(line, end)


def _before_bracket(line: Line, i: int) -> int:
    """The index of the bracket in "Open Passes (OPCA) project", or of the noun when there is none."""
    if line.at(i - 1) != ")":
        return i
    return next((k for k in range(i - 2, max(0, i - _BRACKET), -1) if line.words[k] == "("), i)


def _read_long_title(line: Line, end: int) -> tuple[int, int, str] | None:
    """Read "part of the Improving the care of rivers project": one capital, then plain words."""
    for j in range(end - 2, max(1, end - _LONGEST_QUOTE), -1):
        if line.at(j - 1) == "the" and line.tokens[j].is_capitalized and line.at(j).endswith("ing"):
            is_tied = line.at(j - 2) in ("of", "under", "within", "through")
            return (j, end, "long-titled-project") if is_tied and end - j > 3 else None
        if line.at(j) in (".", ";", "which", "that") or line.words[j] in OPENING_QUOTES:
            return None
    return None


def _title_start(line: Line, i: int) -> int:
    """The index of the first word in title case of those that end before `i`."""
    first, j = i, i - 1
    while j >= 0 and i - j <= _LONGEST_NAME:
        if _is_titular(line, j):
            first = j
        elif first - j > 1 or not (line.at(j) in _SMALL - ARTICLES or line.at(j) in _MARKS):
            break
        j -= 1
    return _skip_owner(line, first, i)


def _is_titular(line: Line, j: int) -> bool:
    if line.at(j) == "'s":
        return line.at(j - 1) in project_words().within
    return line.tokens[j].is_word and line.tokens[j].is_capitalized and line.at(j) not in ARTICLES


def _skip_owner(line: Line, first: int, i: int) -> int:
    """Leave out the structure before the name: "OSCE Mission to Georgia Training Assistance Programme"."""
    while first < i:
        if line.plain[first].rpartition("-")[2] in compound_cues():
            first += 1
            continue
        owner = line.structure_at(first, i) or line.state_at(first, i)
        if owner:
            first = owner.after
        elif (
            line.at(first) in project_words().describing
            or line.at(first) in _SMALL
            or line.at(first) in (",", "-", "/")
        ):
            first += 1
        else:
            break
    return first


def _is_title(line: Line, first: int, after: int) -> bool:
    capitals = [k for k in range(first, after) if line.tokens[k].is_capitalized]
    if (
        not capitals
        or (len(capitals) == 1 and not line.is_acronym(capitals[0]))
        or "OSCE-" in line.words[first]
    ):
        return False
    return not (first == 0 and len(capitals) < 3)


def _read_apposed(line: Line, i: int) -> tuple[int, int, str] | None:
    """Read "part of Bright Valleys Central Asia, an EU-funded project" and "“Open Ledgers”, a project of"."""
    for j in range(i - 1, max(0, i - 8), -1):
        if line.at(j) in ("a", "an", "the") and line.at(j - 1) == "," and line.words[j - 2] in CLOSING_QUOTES:
            return _read_quoted_before(line, j - 1)
        is_whose = line.at(j) == "the" and line.at(i + 1) in _UNDER and line.at(i + 2) == "which"
        if is_whose and line.at(j - 1) == "," and j > 2:
            # "Justice in Class, the programme under which the course was held"
            return (_title_start(line, j - 1), j - 1, "apposed-project")
        if line.at(j) in ("a", "an") and line.at(j - 1) == ",":
            first = _title_start(line, j - 1)
            if (
                first < j - 1
                and _is_title(line, first, j - 1)
                and line.at(first - 1) in ("of", "under", "within", "through")
            ):
                return (first, j - 1, "apposed-project")
            return None
    return None


def _read_capital_noun(line: Line, i: int) -> tuple[int, int, str] | None:
    """Read "the OSCE Mission’s Rural Schools Support Programme"."""
    if line.at(i + 1) in ("on", "for") and line.is_name_word(i + 2) and line.words[i - 1] == "OSCE":
        return (i - 1, _title_end(line, i + 2), "capitalized-project")
    first = _title_start(line, i)
    if not _is_title(line, first, i) or line.at(i + 1) in _POSTS:
        return None
    for k in range(max(0, first - 4), i):
        owner = line.structure_at(k, len(line)) or line.known_body_at(k, len(line))
        if owner and owner.after > i:
            return None
    return (first, i + 1, "capitalized-project")

"""The part of a sentence that a cue speaks for: a relative clause, a participle behind a comma, or all."""

from __future__ import annotations

from osce_extract.facts.events import find_events
from osce_extract.facts.passages import Passage, Statement
from osce_extract.text.tokens import Token
from osce_extract.vocab.framecues import frame_cues

__all__ = ["dates_object", "find_clause", "find_funding", "is_about_activity", "stands_after"]

_COMMAS = frozenset({",", ";", ":", "–", "—", "("})
_ENDS = frozenset({",", ";", "–", "—", ")", "."})
_DEFINITE = frozenset({"the", "this", "these", "both", "all", "each"})
_FINITE = frozenset({"is", "are", "was", "were", "has", "have", "had", "will", "took", "began", "ended"})
_FRONTED = frozenset({"as", "after", "following", "before"})
_PREPOSITIONS = frozenset(
    {"in", "on", "at", "from", "since", "until", "by", "after", "during", "between", "over", "to", "of"}
)

# No noun stands in these words.
_NO_THINGS = frozenset(
    {"and", "are", "be", "been", "had", "has", "have", "is", "not", "was", "were", "which", "who"}
)
_PRONOUNS = frozenset({"he", "it", "she", "they", "we"})
_MADE = frozenset({"drawn", "shot", "taken", "written"})
_PAST = frozenset({"gave", "knew", "read", "saw", "showed", "told", "took"})


def is_about_activity(passage: Passage, statement: Statement) -> bool:
    """Tell whether a statement's subject is the page's activity or project: "The course …", "It …"."""
    text = passage.text[statement.start : statement.start + 40].lower()
    subjects = frame_cues().subjects
    if text.startswith(subjects) and any(
        text.startswith(subject) and not text[len(subject) : len(subject) + 1].isalpha()
        for subject in subjects
    ):
        return True
    if statement.tokens[0].lower not in _DEFINITE:
        return False
    limit = statement.tokens[min(len(statement.tokens), 8) - 1].end
    return any(
        event.is_noun and event.is_definite and not event.is_other and not event.is_modifier
        for event in find_events(passage, statement)
        if event.end <= limit
    )


def find_clause(statement: Statement, start: int, end: int, *, narrow: bool) -> tuple[int, int] | None:
    """Find the clause in which a cue stands; None when it stands in the sentence's main clause.

    Args:
        statement: the sentence.
        start: offset of the cue.
        end: offset after it.
        narrow: never take the main clause: only the cue with its preposition.
    """
    tokens = statement.tokens
    at = next(i for i, token in enumerate(tokens) if token.end > start)
    after = next((i for i in range(at, len(tokens)) if tokens[i].start >= end), len(tokens))
    first = _clause_start(tokens, at)
    if first is None:
        if not narrow:
            return None
        first = at - 1 if at and tokens[at - 1].lower in _PREPOSITIONS else at
        return tokens[first].start, end
    stop = next((i for i in range(after, len(tokens)) if tokens[i].text in _ENDS), len(tokens))
    return tokens[first].start, tokens[stop - 1].end


def stands_after(statement: Statement, start: int) -> bool:
    """Tell whether the words at `start` stand in a clause such as "after Osh in October"."""
    tokens = statement.tokens
    at = next(i for i, token in enumerate(tokens) if token.end > start)
    for i in range(at - 1, -1, -1):
        if tokens[i].text in _COMMAS:
            return False
        if _is_opener(tokens, i):
            return tokens[i].lower in {"after", "following"}
    return False


def dates_object(statement: Statement, start: int) -> bool:
    """Tell whether a date only says of what age an object is: "compared images taken in 2016"."""
    tokens = statement.tokens
    at = next(i for i, token in enumerate(tokens) if token.end > start)
    i = at - 1
    is_of = tokens[i].lower == "of" if i >= 0 else False
    while i > 0 and tokens[i].lower in _PREPOSITIONS:
        i -= 1
    is_made = _is_participle(tokens[i]) or tokens[i].lower in _MADE
    is_made = is_made or (i > 1 and tokens[i - 1].lower == "had" and tokens[i - 2].lower in _PRONOUNS)
    if is_made and tokens[i - 1].lower == "had":
        i -= 2
    is_object = is_of or (is_made and i > 0 and _is_thing(tokens[i - 1]))
    return is_object and any(_is_finite(tokens, k) for k in range(1, i - 1))


def _is_thing(token: Token) -> bool:
    return token.is_word and not token.is_capitalized and token.lower not in _NO_THINGS


def _is_finite(tokens: tuple[Token, ...], k: int) -> bool:
    """Whether a past tense stands at `k`, before its object."""
    lower = tokens[k].lower
    is_past = lower in _PAST or (len(lower) > 4 and lower.endswith("ed"))
    return is_past and tokens[k - 1].lower not in _NO_THINGS and tokens[k + 1].lower not in _PREPOSITIONS


def find_funding(statement: Statement) -> tuple[int, int] | None:
    """Find a clause on who paid for the project: true of the activity whatever the sentence speaks of."""
    tokens = statement.tokens
    for i in range(1, len(tokens)):
        if tokens[i - 1].text != "," or tokens[i].lower not in {"which"} | frame_cues().funding:
            continue
        if any(token.lower in frame_cues().funding for token in tokens[i : i + 5]):
            return tokens[i].start, statement.end
    return None


def _clause_start(tokens: tuple[Token, ...], at: int) -> int | None:
    """Walk back from the cue to the word that opens its clause; None for the main clause."""
    for i in range(at, -1, -1):
        if _is_opener(tokens, i) and (i > 0 or tokens[i].lower not in _FRONTED):
            return _with_preposition(tokens, i)
        if tokens[i].text in _COMMAS and i + 1 < len(tokens) and _opens_clause(tokens, i + 1, at):
            return i + 1
        if tokens[i].text == ";" and i < at:
            return i + 1
    if tokens[0].lower == "of":
        # "Of the 52 people present, 30 had lost their houses in 1999"
        comma = next((i for i in range(at) if tokens[i].text == ","), None)
        return comma + 1 if comma is not None else None
    if _is_participle(tokens[0]) and any(tokens[i].text == "," for i in range(at, len(tokens))):
        return 0
    return None


def _is_opener(tokens: tuple[Token, ...], i: int) -> bool:
    # "practised following money": a participle, where no comma stands before it.
    if tokens[i].lower == "following" and i and tokens[i - 1].text != ",":
        return False
    return tokens[i].lower in frame_cues().openers


def _with_preposition(tokens: tuple[Token, ...], i: int) -> int:
    if tokens[i].lower in {"which", "whom"} and i and tokens[i - 1].lower in _PREPOSITIONS:
        return i - 1
    return i


def _opens_clause(tokens: tuple[Token, ...], i: int, at: int) -> bool:
    if i > at:
        return False
    lower = tokens[i].lower
    if lower in {"and", "but"} and i + 1 < len(tokens):
        return tokens[i + 1].lower in {"it", "they", "the", "has", "have", "will", "is", "was"}
    # ", previously trained by the Board, conducted the course"
    is_adverb = lower.endswith("ly") and i + 1 < len(tokens) and _is_participle(tokens[i + 1])
    return (is_adverb or _is_participle(tokens[i])) and not _is_closed(tokens, i, at)


def _is_closed(tokens: tuple[Token, ...], i: int, at: int) -> bool:
    """Tell whether the aside opened at `i` ends before `at`: ", printed in June, was presented"."""
    return any(tokens[j].text == "," and tokens[j + 1].lower in _FINITE for j in range(i, at - 1))


def _is_participle(token: Token) -> bool:
    lower = token.lower
    return lower in frame_cues().participles or (len(lower) > 4 and lower.endswith("ed"))

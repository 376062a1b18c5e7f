"""Text in, tokens and sentences out, each with its offsets in code points of that text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import msgspec

__all__ = ["Sentence", "Token", "split_sentences", "split_words", "tokenize"]


# No tuple: one for each word is made, and a struct is made and asked in a fraction of the time.
class Token(msgspec.Struct, frozen=True, gc=False):
    """A word, a number or a mark: `text[start:end]` of the text it was read from.

    Attributes:
        text: as printed.
        start: offset of its first character.
        end: offset after its last.
        lower: in lower case, typographic apostrophes made plain.
        is_word: whether it is written in letters.
        is_number: whether it is written in digits.
        is_capitalized: whether its first letter is a capital.
    """

    text: str
    start: int
    end: int
    lower: str
    is_word: bool
    is_number: bool
    is_capitalized: bool

    @classmethod
    def of(cls, text: str, start: int) -> Token:
        """The token of a text that stands at an offset."""
        return cls(text, start, start + len(text), *_look(text))


@lru_cache(maxsize=16384)
def _look(text: str) -> tuple[str, bool, bool, bool]:
    """What a token's letters say of it; a few thousand words make up most of any text."""
    first = text[0]
    lower = text.lower().replace("’", "'")
    return lower, first.isalpha(), first.isdecimal(), first.isupper()


class Sentence(NamedTuple):
    """A sentence: its place in the text, and its tokens as `tokens[first:after]`."""

    start: int
    end: int
    first: int
    after: int


# 1,113 and 4.2 and 06.40 are one token each; 2–5 and 22-24 are three.
_NUMBER = r"\d+(?:[.,\u00a0\u202f]\d+)*"
# "U.S." keeps its dots; "co-operation" its hyphen; the possessive "’s" is a token of its own.
_ABBREVIATION = r"(?:[A-Z]\.){2,}"
_POSSESSIVE = r"['’](?:s\b)?"
_WORD = r"[^\W\d_]+(?:(?:['’](?!s\b)|[-‑])(?=[^\W\d_])[^\W\d_]+)*"
_TOKEN = re.compile(rf"{_ABBREVIATION}|{_NUMBER}|{_WORD}|{_POSSESSIVE}|\S")

_FINAL = frozenset(".!?")
_CLOSING = frozenset("\"'”’»)]")
_OPENING = frozenset("\"'“‘«([–—-•")
_NEVER_FINAL = frozenset(
    {
        "no",
        "nos",
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "art",
        "vs",
        "tel",
        "ext",
        "prof",
        "gen",
        "col",
        "lt",
        "maj",
        "sgt",
        "amb",
    }
    | {"approx", "ca", "cf", "eg", "ie", "incl"}
)


def tokenize(text: str) -> tuple[Token, ...]:
    """Split a text into tokens that keep their place.

    >>> [t.text for t in tokenize("Italy’s 1,113 cadets, 2–5 August")]
    ['Italy', '’s', '1,113', 'cadets', ',', '2', '–', '5', 'August']
    """
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        word, (start, end) = match[0], match.span()
        lower, is_word, is_number, is_capitalized = _look(word)
        tokens.append(Token(word, start, end, lower, is_word, is_number, is_capitalized))
    return tuple(tokens)


def split_words(text: str) -> list[str]:
    """The texts of a text's tokens, for phrases whose places do not matter."""
    return _TOKEN.findall(text)


def split_sentences(tokens: tuple[Token, ...]) -> tuple[Sentence, ...]:
    """Group tokens into sentences; a full stop after an abbreviation or an initial ends none.

    >>> [s.after - s.first for s in split_sentences(tokenize("It ended. Mr. Bo left."))]
    [3, 5]
    """
    sentences: list[Sentence] = []
    first = 0
    for last in [i for i, token in enumerate(tokens) if token.text in _FINAL]:
        if not _is_end(tokens, last):
            continue
        i = last + 1
        while i < len(tokens) and tokens[i].text in _CLOSING and tokens[i].start == tokens[i - 1].end:
            i += 1
        if i < len(tokens) and not _may_begin(tokens[i]):
            continue
        sentences.append(Sentence(tokens[first].start, tokens[i - 1].end, first, i))
        first = i
    if first < len(tokens):
        sentences.append(Sentence(tokens[first].start, tokens[-1].end, first, len(tokens)))
    return tuple(sentences)


def _is_end(tokens: tuple[Token, ...], i: int) -> bool:
    token = tokens[i]
    if token.text != "." or i == 0:
        return True
    before = tokens[i - 1]
    is_initial = len(before.text) == 1 and before.is_capitalized and before.end == token.start
    return before.lower not in _NEVER_FINAL and not is_initial


def _may_begin(token: Token) -> bool:
    return token.is_capitalized or token.is_number or token.text in _OPENING

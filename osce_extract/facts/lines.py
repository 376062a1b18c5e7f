"""A statement's words, ready for grammars that look at neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec

from osce_extract.facts.keeping import kept, once
from osce_extract.facts.passages import Passage, Statement
from osce_extract.text.tokens import Token
from osce_extract.vocab.bodies import KnownBody, countries, known_bodies, structures
from osce_extract.vocab.countries import CountryForm
from osce_extract.vocab.cues import contributor_words
from osce_extract.vocab.phrasebook import Entry, plain
from osce_extract.vocab.structures import Structure

__all__ = ["ARTICLES", "CLOSING_QUOTES", "OPENING_QUOTES", "Line"]

ARTICLES = frozenset({"the", "a", "an"})
OPENING_QUOTES = frozenset("“\"„«‘'")
CLOSING_QUOTES = frozenset("”\"“»’'")
_CALENDAR = frozenset(
    {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october"}
    | {"november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)
# Capitalized only because they open a sentence.
_OPENERS = frozenset(
    {
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "of",
        "for",
        "from",
        "with",
        "by",
        "to",
        "and",
        "or",
        "as",
        "it",
        "its",
        "this",
    }
    | {
        "these",
        "that",
        "those",
        "they",
        "he",
        "she",
        "we",
        "our",
        "their",
        "his",
        "her",
        "both",
        "also",
        "while",
        "when",
    }
    | {
        "where",
        "which",
        "who",
        "during",
        "under",
        "through",
        "within",
        "after",
        "before",
        "since",
        "following",
        "some",
    }
    | {
        "more",
        "over",
        "about",
        "all",
        "among",
        "there",
        "here",
        "thanks",
        "together",
        "jointly",
        "additionally",
    }
    | {
        "organized",
        "organised",
        "held",
        "funded",
        "supported",
        "hosted",
        "run",
        "led",
        "part",
        "between",
        "not",
        "if",
    }
    | {
        "representatives",
        "participants",
        "experts",
        "officials",
        "officers",
        "one",
        "two",
        "three",
        "i",
        "no",
        "today",
    }
)

_NUMERALS = frozenset(
    "four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred several dozens".split()
)


@cache
def _people() -> frozenset[str]:
    """Nouns of people, capitalized at the head of a sentence: "Lecturers of the Academy taught"."""
    words = contributor_words()
    return words.people | words.teachers | words.performers


class Line(msgspec.Struct, frozen=True, eq=False, dict=True):
    """A statement's words.

    Attributes:
        passage: where it stands.
        tokens: its tokens, offsets counted in the passage's text.
        words: the words as printed.
        plain: the words without case, accents and differences of spelling.
    """

    passage: Passage
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    plain: tuple[str, ...]

    @staticmethod
    @once
    def of(passage: Passage, statement: Statement) -> Line:
        """The words of a statement."""
        return Line.cut(passage, statement.tokens)

    @classmethod
    def cut(cls, passage: Passage, tokens: tuple[Token, ...]) -> Line:
        """A line of tokens that need not be a whole statement."""
        words = tuple([token.text for token in tokens])
        return cls(passage, tokens, words, tuple(map(plain, words)))

    @kept
    def vocabulary(self) -> frozenset[str]:
        """Its plain words: a reader need not walk a line that has none of those it knows."""
        return frozenset(self.plain)

    @kept
    def states(self) -> Mapping[int, Entry[CountryForm]]:
        """The names of States and the demonyms, by the index of their first word."""
        return countries().among(self.words, self.plain)

    @kept
    def structures(self) -> Mapping[int, Entry[Structure]]:
        """The names of OSCE structures, by the index of their first word."""
        return structures().among(self.words, self.plain)

    @kept
    def known_bodies(self) -> Mapping[int, Entry[KnownBody]]:
        """The names of bodies outside the OSCE that we know, by the index of their first word."""
        return known_bodies().among(self.words, self.plain)

    def state_at(self, i: int, stop: int) -> Entry[CountryForm] | None:
        """The State's name or the demonym that begins at word `i` and ends before `stop`."""
        found = self.states.get(i)
        return found if found is None or found.after <= stop else countries().at(self.words, i, stop)

    def structure_at(self, i: int, stop: int) -> Entry[Structure] | None:
        """The OSCE structure whose name begins at word `i` and ends before `stop`."""
        found = self.structures.get(i)
        return found if found is None or found.after <= stop else structures().at(self.words, i, stop)

    def known_body_at(self, i: int, stop: int) -> Entry[KnownBody] | None:
        """The known body outside the OSCE whose name begins at word `i` and ends before `stop`."""
        found = self.known_bodies.get(i)
        return found if found is None or found.after <= stop else known_bodies().at(self.words, i, stop)

    def __len__(self) -> int:
        return len(self.tokens)

    def at(self, i: int) -> str:
        """The plain word at `i`; empty outside the line."""
        plain = self.plain
        return plain[i] if 0 <= i < len(plain) else ""

    def is_name_word(self, i: int) -> bool:
        """Whether the word at `i` can be part of a name: capitalized, and not a date or an opener."""
        # Most words of a text are in lower case: nothing makes a name of one without a capital.
        if not 0 <= i < len(self.tokens) or self.words[i].islower() or not self.tokens[i].is_word:
            return False
        token = self.tokens[i]
        # "e-Governance" begins with a capital for the purpose of names.
        # So does "ternYpe", by a capital within.
        is_capital = token.is_capitalized or (token.text[1:2] == "-" and token.text[2:3].isupper())
        is_capital = is_capital or ("-" not in token.text and any(c.isupper() for c in token.text[1:]))
        if not is_capital:
            return False
        word = self.plain[i]
        is_numeral = i == 0 and word.partition("-")[0] in _NUMERALS and self.is_name_word(1)
        if word in ARTICLES or is_numeral or (word in _CALENDAR and not self._is_town_in_name(i)):
            return False
        opens = i == 0 or not (self.tokens[i - 1].is_word or self.tokens[i - 1].text in ",’'")
        if (
            opens
            and self.at(i + 1) in ("of", "from", "at")
            and (word in _people() or word.endswith(("ers", "ists", "ians")))
        ):
            return False
        return not opens or word not in _OPENERS or (len(token.text) > 1 and token.text.isupper())

    def _is_town_in_name(self, i: int) -> bool:
        """Whether a month's name begins a body's: "hosted by March Town Council"."""
        follower = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        is_followed = follower is not None and follower.is_word and follower.is_capitalized
        return is_followed and self.at(i - 1) in ("by", "with", "the")

    def is_tight(self, i: int) -> bool:
        """Whether nothing stands between the words at `i` and `i + 1`."""
        return i + 1 < len(self.tokens) and self.tokens[i].end == self.tokens[i + 1].start

    def is_date(self, i: int) -> bool:
        """Whether the word at `i` belongs to a date."""
        return 0 <= i < len(self.tokens) and (self.plain[i] in _CALENDAR or self.tokens[i].is_number)

    def is_acronym(self, i: int) -> bool:
        """Whether the word at `i` is written in capitals, as abbreviations are."""
        word = self.words[i]
        return (
            2 <= len(word) <= 12
            and word[0].isalpha()
            and sum(c.isupper() for c in word) >= max(2, len(word) - 1)
        )

    def slice(self, first: int, after: int) -> str:
        """The passage's text from the word at `first` to the one before `after`."""
        return self.passage.text[self.tokens[first].start : self.tokens[after - 1].end]

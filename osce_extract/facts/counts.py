"""Tokens in, counts of people out: a number and the noun phrase that says who is counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec
from msgspec.structs import replace

from osce_extract.facts.keeping import kept, once
from osce_extract.facts.passages import Statement
from osce_extract.text.numbers import Number, find_numbers, read_number
from osce_extract.text.tokens import Token
from osce_extract.vocab.people import PersonKind, count_cues, noun_kind, person_kind

__all__ = ["Clause", "Count", "Sex"]

Sex = Literal["women", "men"]

_LONGEST_PHRASE = 12
# A sentence with more numbers is a table.
_MOST_NUMBERS = 60
# "women", "staff": more of the phrase may follow ("women police officers", "staff cars").
_OPEN_KINDS = frozenset({"woman", "man", "group"})
_SIZE_NOUNS = frozenset({"member", "strong", "person"})
_SIZES = tuple(f"-{noun}" for noun in sorted(_SIZE_NOUNS))
# "every one of them", "not one of them a woman"
_EVERY = frozenset({("every",), ("each",), ("not",)})
# Lists of counts.toml: none of their words belongs to a noun phrase.
_VERBS, _PARTS = ("took_part", "others", "auxiliaries"), ("women", "men", "places")
_ENDING = (*(f"behind.{key}" for key in _VERBS), *(f"parts.{key}" for key in _PARTS), "totals.behind")
_LINKS = frozenset({"and", "or", ",", "/", "-", "‑", "'s", "'", "“", "”", '"'})


class Count(msgspec.Struct, frozen=True):
    """A number of people, or a number that stands alone and may be one.

    Attributes:
        number: the number.
        after: index of the token behind its noun phrase; behind the number when it stands alone.
        kind: what kind of people its noun counts; None when it stands alone.
        sex: whether the noun says that all are of one sex.
    """

    number: Number
    after: int
    kind: PersonKind | None = None
    sex: Sex | None = None

    @property
    def value(self) -> int:
        """How many people."""
        return self.number.value


def _may_size(word: str) -> bool:
    """Whether it is the "14-member" of a delegation, or the "member" of one."""
    return word in _SIZE_NOUNS or word.endswith(_SIZES)


def _one_person(number: Number, word: str) -> Count | None:
    """The count of one woman or one man."""
    cues = count_cues()
    for sex in ("women", "men"):
        if word in cues[f"parts.{sex}"]:
            is_woman = sex == "women"
            return Count(
                number, number.after + 1, "woman" if is_woman else "man", "women" if is_woman else "men"
            )
    return None


class Clause(msgspec.Struct, frozen=True, dict=True):
    """A statement's tokens with the counts in them.

    Attributes:
        tokens: the tokens.
    """

    tokens: Sequence[Token]

    @staticmethod
    @once
    def of(statement: Statement) -> Clause:
        """The tokens of a statement."""
        return Clause(statement.tokens)

    @kept
    def words(self) -> tuple[str, ...]:
        """The tokens in lower case; a hyphen between spaces is a dash."""
        words = [token.lower for token in self.tokens]
        for i in range(1, len(words) - 1):
            if words[i] == "-" and self.tokens[i - 1].end < self.tokens[i].start:
                words[i] = "–" if self.tokens[i].end < self.tokens[i + 1].start else "-"
        return tuple(words)

    @kept
    def counts(self) -> tuple[Count, ...]:
        """Numbers of people and numbers that stand alone, in order; numbers of things are left out."""
        numbers = self.numbers
        if len(numbers) > _MOST_NUMBERS or not (numbers or any(map(_may_size, self.words))):
            return ()
        starts = {number.lead: n for n, number in enumerate(numbers)}
        found: dict[int, Count] = {}
        for n in reversed(range(len(numbers))):
            count = self._read(numbers[n], starts, found)
            if count is not None:
                found[n] = count
        counts = [*found.values(), *self._read_single_people(found), *self._read_delegations()]
        return tuple(sorted(counts, key=lambda count: count.number.lead))

    @property
    def has_people(self) -> bool:
        """Whether anything in it may count people, or speak of all of them."""
        if self.counts or count_cues()["parts.telling"].may_stand_in(self.words):
            return True
        everybody = count_cues()["parts.all"]
        if not everybody.may_stand_in(self.words[:6]):
            return False
        return any(everybody.behind(self.words, i) for i in range(min(6, len(self.words))))

    @kept
    def brackets(self) -> tuple[int | None, ...]:
        """For each token the index of the bracket that holds it, or None."""
        inside: list[int | None] = []
        opened: int | None = None
        for i, word in enumerate(self.words):
            if word in {"(", "["}:
                opened = i
            inside.append(opened)
            if word in {")", "]"}:
                opened = None
        return tuple(inside)

    def span(self, first: int, after: int) -> tuple[int, int]:
        """Offsets of `tokens[first:after]` in the passage."""
        return self.tokens[first].start, self.tokens[after - 1].end

    def _read(self, number: Number, starts: dict[int, int], found: dict[int, Count]) -> Count | None:
        if number.value == 1:
            return self._read_single(number)
        head = self._find_head(number.after)
        if isinstance(head, int):
            kind = noun_kind(self.words, head)
            sex = self._sex(number.after, head)
            is_plain = self._goes_on(head) or count_cues()["noun_phrase.prospective"].may_stand_in(
                self.words[number.after : head]
            )
            if (sex is None and kind in {"woman", "man"}) or (kind == "leader" and is_plain):
                kind = "person"
            return Count(number, head + 1, kind, sex)
        shared = self._share(number, starts, found) if head == "number" else None
        return shared or self._read_bare(number, head)

    def _read_bare(self, number: Number, head: Literal["things", "number", "ones"] | None) -> Count | None:
        """The count of a number without a noun for people; None when it counts things."""
        if head == "ones":
            return Count(number, self.words.index("ones", number.after) + 1)
        is_alone = head != "things" and self._ends_phrase(number.after)
        return Count(number, number.after) if is_alone or self._is_team_size(number) else None

    def _is_team_size(self, number: Number) -> bool:
        """Whether it is the five of "eleven teams of five wrote programs"."""
        before = self.words[max(0, number.lead - 2) : number.lead]
        return before[1:] == ("of",) and before[0] in count_cues()["noun_phrase.teams"]

    def _goes_on(self, head: int) -> bool:
        """Whether a list of people begins with the noun: "31 presenters, technicians and editors"."""
        if self.words[head + 1 : head + 2] != (",",):
            return False
        kinds = [person_kind(word) for word in self.words[head + 2 : head + 5]]
        return len(kinds) > 1 and kinds[0] == kinds[-1] == "person"

    def _ends_phrase(self, i: int) -> bool:
        """Whether what stands at `i` shows that no noun belongs to the number before it."""
        if i >= len(self.words) or not self.tokens[i].is_word or self.words[i] in {"and", "or"}:
            return True
        if self.words[i] in {"f", "m", "w"} and self.brackets[i] is not None:
            return True
        if self.words[i].endswith("ing"):
            return False
        cues = count_cues()
        return self.words[i] in cues["noun_phrase.ends"] or any(
            cues[name].behind(self.words, i) for name in _ENDING
        )

    def _read_single(self, number: Number) -> Count | None:
        """Read "one woman"; "one of the" and "one participant" are no counts."""
        word = "".join(self.words[number.after : number.after + 1])
        before = self.words[max(0, number.lead - 1) : number.lead]
        is_sexed = word in {"was", "is", "being"} and "a" in self.words[number.after + 1 : number.after + 2]
        is_told = is_sexed or count_cues()["parts.closers"].behind(self.words, number.after) > 0
        if (before == ("(",) and word == ")") or (is_told and before not in _EVERY):
            return Count(number, number.after)
        return _one_person(number, word)

    def _read_single_people(self, found: dict[int, Count]) -> Iterator[Count]:
        """Read "a woman" where "and" joins it to a count of men, "a clerk" that closes a list of counts."""
        people = {count.after for count in found.values() if count.kind == "person"}
        if len(people) > 1:
            closing = (i for i in people if self._closes_list(i))
            yield from (Count(Number(1, None, i + 1, i + 1, i + 2), i + 3, "person") for i in closing)
        if not any(count.sex for count in found.values()):
            return
        ends = {count.after for count in found.values() if count.sex is not None}
        starts = {count.number.lead for count in found.values() if count.sex is not None}
        for i in range(len(self.words) - 1):
            joined = (i - 1 in ends and self.words[i - 1] == "and") or (
                i + 3 in starts and self.words[i + 2] == "and"
            )
            if self.words[i] == "a" and joined:
                count = _one_person(Number(1, None, i, i, i + 1), self.words[i + 1])
                if count is not None:
                    yield count

    def _closes_list(self, i: int) -> bool:
        """Whether "and an attorney" stands at `i`, with nothing behind that tells which one."""
        is_one = self.words[i : i + 1] in {("and",), (",",)} and self.words[i + 1 : i + 2] in {
            ("a",),
            ("an",),
            ("one",),
        }
        if not is_one or i + 3 >= len(self.words) or person_kind(f"{self.words[i + 2]}s") != "person":
            return False
        behind = self.words[i + 3]
        if self.words[i] == "," or behind == "and":
            return behind == "and" and i + 4 in self._number_starts
        return not behind.isalpha() or count_cues()["behind.took_part"].behind(self.words, i + 3) > 0

    def _read_delegations(self) -> Iterator[Count]:
        """Read "a 14-member delegation" and "the twelve-strong group"."""
        collectives = count_cues()["noun_phrase.collectives"]
        for i, word in enumerate(self.words):
            if not _may_size(word):
                continue
            tail = next((t for t in _SIZES if word.endswith(t)), "")
            first = i - 2 if word in _SIZE_NOUNS and i > 1 and self.words[i - 1] in {"-", "‑"} else i
            if not tail and first == i:
                continue
            head = next(
                (j for j in range(i + 1, min(i + 5, len(self.words))) if self.words[j] in collectives), None
            )
            value = (
                read_number(self.tokens[first].text) if first < i else read_number(word.removesuffix(tail))
            )
            if head is not None and value is not None:
                lead = first - 1 if first and self.words[first - 1] in {"a", "an"} else first
                yield Count(Number(value, None, lead, first, i + 1), head + 1, "person")

    def _share(self, number: Number, starts: dict[int, int], found: dict[int, Count]) -> Count | None:
        """The count of "15 Tajik" in "15 Tajik and ten Afghan officers", whose noun comes later."""
        # "a leader of 16 and 59 other pupils": an age.
        before = self.words[max(0, number.lead - 2) : number.lead]
        is_age = before[1:] == ("of",) and before[0].isalpha() and not self._gathers(before[0])
        for i in range(number.after, min(number.after + 4, len(self.words) - 1)):
            if is_age and i == number.after:
                return None
            if self.words[i] == "and" and i + 1 in starts:
                other = found.get(starts[i + 1])
                if other is not None and other.kind is not None:
                    own = self._sex(number.after, i - 1)
                    return replace(other, number=number, after=i, sex=own or other.sex)
        return None

    def _find_head(self, first: int) -> int | Literal["things", "number", "ones"] | None:
        """Where the noun for people stands in the phrase that begins at `first`, or why there is none."""
        if self.words[first : first + 1] in {("and",), ("altogether",)}:
            return "number"
        for i in range(first, min(first + _LONGEST_PHRASE, len(self.words))):
            word = self.words[i]
            if self._is_in_name(i, first) or self._is_suspended(i, first):
                continue
            if self.tokens[i].is_number or i in self._number_starts:
                return "number"
            if noun_kind(self.words, i) is not None:
                return self._extend(i)
            # "five Armenian journalists and six Turkish ones"
            if word == "ones" and i > first:
                return "ones"
            if self._counts_things(i, first):
                return "things"
            if self._stops(i, first):
                break
        return None

    @staticmethod
    def _gathers(word: str) -> bool:
        """Whether a noun only gathers those counted: "a group of 16", "two teams of 16"."""
        cues = count_cues()
        return word in cues["noun_phrase.collectives"] or word in cues["noun_phrase.teams"]

    def _is_in_name(self, i: int, first: int) -> bool:
        """Whether it is in a name or numbers one: "High Council (HC)", "Court of Appeal", "Tajik (9)"."""
        if i == first or i + 1 >= len(self.words):
            return False
        if self.words[i] == "(":
            inner = self.tokens[i + 1]
            return self.words[i + 2 : i + 3] == (")",) and (inner.text.isupper() or inner.is_number)
        if self.words[i] == ")" or self.words[i - 1] == "(":
            return self.words[i - 2 : i - 1] == ("(",) or self.words[i + 1] == ")"
        return (
            self.words[i] == "of" and self.tokens[i - 1].is_capitalized and self.tokens[i + 1].is_capitalized
        )

    def _is_suspended(self, i: int, first: int) -> bool:
        """Whether a hyphen before "to" or "or" leaves a word open: "mid- to senior-level officials"."""
        is_open = i > first + 1 and self.words[i - 1] in {"-", "‑"} and self.words[i] in {"to", "or"}
        return is_open and self.tokens[i - 2].end == self.tokens[i - 1].start

    def _counts_things(self, i: int, first: int) -> bool:
        """Whether the phrase turns out to count things: "20 vehicles", "15 NGOs and journalists"."""
        if self.words[i] in {"and", ","}:
            return i > first and self._is_plural_thing(i - 1)
        is_common = self.tokens[i].text.islower()
        return is_common and self._is_plural_thing(i) and not self._is_compound(i)

    def _stops(self, i: int, first: int) -> bool:
        """Whether the phrase ends before `i` without a noun that counts anything."""
        word = self.words[i]
        if word in count_cues()["noun_phrase.ends"]:
            return i == first or not self.words[i - 1].endswith("ly")  # "newly selected"
        return (i == first and word != "/") if word in _LINKS else not self.tokens[i].is_word

    @kept
    def numbers(self) -> tuple[Number, ...]:
        """Every number that can count something, things too."""
        return find_numbers(self.tokens)

    @kept
    def _number_starts(self) -> frozenset[int]:
        return frozenset(number.lead for number in self.numbers)

    def _is_plural_thing(self, i: int) -> bool:
        word = self.words[i]
        return (
            word.endswith("s")
            and not word.endswith(("ss", "us", "is"))
            and len(word) > 3
            and word not in count_cues()["noun_phrase.modifiers"]
            and person_kind(word) is None
        )

    def _is_compound(self, i: int) -> bool:
        """Whether the plural at `i` only describes the noun for people behind it."""
        return i + 1 < len(self.words) and (
            person_kind(self.words[i + 1]) is not None or self.words[i + 1] in {"'", "'s"}
        )

    def _extend(self, head: int) -> int | Literal["things"]:
        """From "women" to "women police officers": the noun that the phrase ends with."""
        if person_kind(self.words[head]) not in _OPEN_KINDS and not self._is_possessive(head):
            return head
        cues = count_cues()
        for i in range(head + 1, min(head + 6, len(self.words))):
            word = self.words[i]
            # "three men received certificates"
            is_deed = word.endswith("ed") and cues["behind.took_part"].behind(self.words, i)
            if is_deed or word in cues["noun_phrase.ends"] or word in {"and", ","}:
                break
            if word in {"'", "'s"} and i == head + 1:
                continue
            if not self.tokens[i].is_word or i in self._number_starts:
                break
            if person_kind(word) not in {None, "group"}:
                return self._extend(i)
            if self._is_plural_thing(i):
                return "things"
        return "things" if self._is_possessive(head) else head

    def _is_possessive(self, i: int) -> bool:
        return i + 1 < len(self.words) and self.words[i + 1] in {"'", "'s"}

    def _sex(self, first: int, head: int) -> Sex | None:
        cues = count_cues()
        said = {
            sex
            for sex in ("women", "men")
            for word in self.words[first : head + 1]
            if word in cues[f"parts.{sex}"] or word.removeprefix("all-") in cues[f"parts.{sex}"]
        }
        kind = person_kind(self.words[head])
        # "Policemen" may be anybody, but not beside "policewomen".
        if self.words[head].endswith("men") and f"{self.words[head][:-3]}women" in self.words:
            said.add("men")
        if kind in {"woman", "man"}:
            said.add("women" if kind == "woman" else "men")
        behind = self.words[head + 1 : head + 3]
        if (
            len(behind) == 2
            and behind[0] in {"and", "or"}
            and person_kind(behind[1]) in {"woman", "man"} - {kind}
        ):
            return None
        if len(said) != 1:
            return None
        return "women" if "women" in said else "men"

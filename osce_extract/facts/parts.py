"""Which counts of a statement are wholes, which are parts of one: "30 judges (12 women), 9 of them online".

Parts of somebody counted in another statement are loose: "Five of them are women."
"""

from __future__ import annotations

from dataclasses import dataclass, field

from osce_extract.facts.counts import Clause, Count, Sex
from osce_extract.facts.leadins import unwrap
from osce_extract.vocab.people import count_cues, person_kind

__all__ = ["Arrangement", "Part", "Whole", "arrange", "is_apposed"]

_LINKS = frozenset({"and", ",", "&", "as", "well"})
_MARKS = frozenset({",", "–", "—", "-", "(", ":"})
_DASHES = ("–", "—")
_ALL_OF_ONE = frozenset({"all-female", "all-women", "all-male", "all-men"})
_ADJECTIVES = frozenset({"young", "local", "rural", "adult"})
_REACH_OF_BRACKET = 14


@dataclass(frozen=True, slots=True)
class Part:
    """Some of those who were counted.

    Attributes:
        value: how many; None for all of them.
        sex: whether they are the women or the men; None for another part.
        first: index of its first token.
        after: index behind its last token.
    """

    value: int | None
    sex: Sex | None
    first: int
    after: int


@dataclass(slots=True)
class Whole:
    """A count that is no part of another, with its parts."""

    count: Count
    parts: list[Part] = field(default_factory=list)

    @property
    def has_sexes(self) -> bool:
        """Whether the page says how many of them are of a sex."""
        return self.count.sex is not None or any(part.sex for part in self.parts)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A statement's counts.

    Attributes:
        wholes: counts by themselves.
        loose: parts of somebody counted in another statement.
    """

    wholes: tuple[Whole, ...]
    loose: tuple[Part, ...]


def arrange(clause: Clause) -> Arrangement:
    """Tell wholes from parts."""
    wholes: list[Whole] = []
    loose: list[Part] = []
    last: Part | None = None
    home: list[Part] | None = None
    for n, count in enumerate(clause.counts):
        sex, after = _find_sex(clause, count)
        part = Part(count.value, sex, count.number.lead, after)
        host = wholes[-1] if wholes else None
        if last is not None and home is not None and _continues(clause, last, count, sex):
            home.append(part)
        elif host is not None and _is_part(clause, n, sex, host):
            home = host.parts
            home.append(part)
        elif host is None and _is_loose(clause, n, sex) and not _is_some(clause, count, sex):
            home = loose
            home.append(part)
        else:
            wholes.append(Whole(count))
            last = home = None
            continue
        last = part
    for n, whole in enumerate(wholes):
        stop = wholes[n + 1].count.number.lead if n + 1 < len(wholes) else len(clause.words)
        start = unwrap(clause, whole.count.number.lead)
        if not whole.has_sexes and (everybody := _find_all(clause, start, stop)) is not None:
            whole.parts.append(everybody)
    if not wholes and (everybody := _find_all_loose(clause)) is not None:
        loose.append(everybody)
    return Arrangement(tuple(wholes), tuple(loose))


def _find_sex(clause: Clause, count: Count) -> tuple[Sex | None, int]:
    """The sex that "12 women" or "33 of them women" gives, and the index behind it."""
    if count.sex is not None:
        return count.sex, count.after
    if clause.words[max(0, count.number.lead - 2) : count.number.lead] == ("all", "but"):
        return None, count.after
    words, cues = clause.words, count_cues()
    if count.kind is None and count.number.lead > 1 and words[count.number.lead - 1] == ":":
        for sex in ("women", "men"):
            if words[count.number.lead - 2] in cues[f"parts.{sex}"]:
                return ("women" if sex == "women" else "men"), count.after
    i = count.after
    i += cues["parts.closers"].behind(words, i)
    if count.value == 1 and i > count.after and words[i : i + 1] == ("a",):
        i += 1
    if words[i : i + 2] == ("of", "the"):
        i = next((c.after for c in clause.counts if c.number.lead == i + 2), _skip_people(clause, i + 2))
    if i < len(words) and words[i] in cues["parts.copulas"]:
        i += 1
    if i > count.after and i + 1 < len(words) and words[i] in _ADJECTIVES:
        i += 1
    for sex in ("women", "men"):
        if i > count.number.first and i < len(words) and words[i] in cues[f"parts.{sex}"]:
            return ("women" if sex == "women" else "men"), i + 1
    return None, count.after


def _skip_people(clause: Clause, i: int) -> int:
    """Behind "players" or "young participants"."""
    for j in range(i, min(i + 4, len(clause.words))):
        if person_kind(clause.words[j]) is not None:
            return j + 1
    return i


def _continues(clause: Clause, last: Part, count: Count, sex: Sex | None) -> bool:
    """Whether the count goes on with the parts: "15 men and two women"."""
    if (last.sex is None) != (sex is None):
        return False
    between = clause.words[last.after : count.number.lead]
    if sex is None and count.kind is None and between[-1:] == ("and",):
        behind = clause.words[count.after : count.after + 1]
        return behind in {("from",), ("of",)} and behind[0] in between
    return bool(between) and all(word in _LINKS for word in between)


def _is_bare(clause: Clause, count: Count, sex: Sex | None) -> bool:
    """Whether it says nothing of those counted but their sex."""
    return sex is not None and (
        count.kind in {None, "woman", "man"} or clause.words[count.after - 1] in _bare_words()
    )


def _bare_words() -> frozenset[str]:
    return frozenset({"women", "woman", "men", "man", "girls", "boys", "females", "males"})


def _is_part(clause: Clause, n: int, sex: Sex | None, host: Whole) -> bool:
    words, cues, count = clause.words, count_cues(), clause.counts[n]
    i = unwrap(clause, count.number.lead)
    if count.value > host.count.value:
        return False
    bracket, outside = clause.brackets[count.number.lead], clause.brackets[host.count.number.lead]
    if bracket is not None and outside is None:
        return bracket - host.count.after <= _REACH_OF_BRACKET
    if bracket != outside or _has_leaders(clause, host.count.after, count.number.lead):
        return False
    is_opened = cues["parts.openers"].before(words, i) or cues["parts.closers"].behind(
        words, count.number.after
    )
    if is_opened or _is_listed(clause, count, host):
        return True
    before = words[i - 1] if i else ""
    if _is_bare(clause, count, sex):
        return host.count.sex is None and (before != "and" or _sums_up(clause, n, host))
    is_placed = _is_placed(clause, count) and _sums_up(clause, n, host)
    return count.kind is None and is_placed


def _is_listed(clause: Clause, count: Count, host: Whole) -> bool:
    """Whether a colon or a dash opens a list of parts: "21 participants: nine policemen, seven engineers"."""
    between = clause.words[host.count.after : count.number.lead]
    is_aside = any(dash in between for dash in _DASHES) and between[-1] in {*_DASHES, ",", "and"}
    acts = count_cues()["behind.took_part"].within(clause.words, host.count.after, count.number.lead)
    if ":" not in between and (not is_aside or acts is not None):
        return False
    listed = sum(part.value or 0 for part in host.parts if part.sex is None)
    return listed + count.value <= host.count.value


def _has_leaders(clause: Clause, first: int, after: int) -> bool:
    """Whether trainers stand between: "thirty judges and their trainers, two of whom were women"."""
    return any(person_kind(word) == "leader" for word in clause.words[first:after])


def _is_placed(clause: Clause, count: Count) -> bool:
    return bool(count_cues()["parts.places"].behind(clause.words, count.after))


def _sums_up(clause: Clause, n: int, host: Whole) -> bool:
    """Whether this count and the next, or the one before, make up the whole."""
    mine = clause.counts[n].value
    near = [c.value for c in clause.counts[max(0, n - 1) : n + 2] if c is not clause.counts[n]]
    return any(mine + value == host.count.value for value in near) or any(
        mine + part.value == host.count.value for part in host.parts if part.value is not None
    )


def _is_some(clause: Clause, count: Count, sex: Sex | None) -> bool:
    """Whether "Thirty-six of them" opens the sentence: they may be all whom the page counts."""
    is_opening = unwrap(clause, count.number.lead) == 0
    return sex is None and is_opening and count_cues()["parts.closers"].behind(clause.words, count.after) > 0


def is_apposed(clause: Clause, count: Count) -> bool:
    """Whether it tells how many those just named are: "The cadets, 112 of them, marched"."""
    words, first = clause.words, count.number.lead
    cues, after = count_cues(), count.number.after
    length = cues["parts.closers"].behind(words, after) or cues["totals.behind"].behind(words, after)
    return (
        count.kind is None
        and first > 1
        and words[first - 1] in {",", "–"}
        and person_kind(words[first - 2]) is not None
        and words[after + length : after + length + 1] in {(",",), ("–",)}
    )


def _is_loose(clause: Clause, n: int, sex: Sex | None) -> bool:
    """Whether it is a part of those counted elsewhere: "Five of them are women", "The experts, six women"."""
    words, cues, count = clause.words, count_cues(), clause.counts[n]
    i = unwrap(clause, count.number.lead)
    if is_apposed(clause, count):
        return False
    if cues["parts.closers"].behind(words, count.number.after) or cues["parts.openers"].before(words, i):
        return True
    if not _is_bare(clause, count, sex):
        return False
    if count.kind is None and words[count.after : count.after + 2] == ("of", "the"):
        return True
    if i > 1 and words[i - 1] in _MARKS and person_kind(words[i - 2]) is not None:
        return True
    return (
        i > 1 and words[i - 1] in {"were", "are", "included"} and person_kind(words[i - 2]) == "participant"
    )


def _find_all(clause: Clause, first: int, stop: int) -> Part | None:
    """Find "– all men" or "(all of them women)" behind a count."""
    cues = count_cues()
    for i in range(first, stop):
        if clause.words[i] == "none" and (length := cues["parts.closers"].behind(clause.words, i + 1)):
            nobody = _read_all(clause, i, i + 1 + length)
            return Part(0, nobody.sex, i, nobody.after) if nobody is not None else None
        if clause.words[i] in _ALL_OF_ONE:
            return _read_all(clause, i, i)
        if clause.words[i] in _MARKS and (length := cues["parts.all"].behind(clause.words, i + 1)):
            everybody = _read_all(clause, i + 1, i + 1 + length)
            if everybody is not None:
                return everybody
    return None


def _read_all(clause: Clause, first: int, i: int) -> Part | None:
    words, cues = clause.words, count_cues()
    while i < len(words) and (words[i] in cues["parts.copulas"] or words[i] == "a"):
        i += 1
    for sex in ("women", "men"):
        if i < len(words) and words[i].removeprefix("all-") in cues[f"parts.{sex}"]:
            return Part(None, "women" if sex == "women" else "men", first, i + 1)
    return None


def _find_all_loose(clause: Clause) -> Part | None:
    """Find what is said of everybody counted elsewhere: "All participants were women"."""
    words, cues = clause.words, count_cues()
    length = cues["parts.all"].behind(words, 0)
    if not length:
        return None
    while length < len(words) and (words[length] == "the" or person_kind(words[length]) is not None):
        length += 1
    return (
        _read_all(clause, 0, length)
        if length < len(words) and words[length] in cues["parts.copulas"]
        else None
    )

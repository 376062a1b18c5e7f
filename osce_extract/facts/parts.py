"""Which counts of a statement are wholes, which are parts of one: "30 judges (12 women), 9 of them online".

Parts of somebody counted in another statement are loose: "Five of them are women."
"""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from osce_extract.facts.counts import Clause, Count, Sex
from osce_extract.facts.keeping import once
from osce_extract.facts.leadins import clause_start, multiplier, unwrap
from osce_extract.facts.sexes import Part, find_all, find_all_loose, find_all_told, is_tally, read_part
from osce_extract.facts.strength import is_included
from osce_extract.facts.sums import is_apposition, is_in_run, sums_up
from osce_extract.vocab.people import count_cues, person_kind

__all__ = ["Arrangement", "Part", "Whole", "arrange", "is_apposed"]

_LINKS = frozenset({"and", ",", "&", "/", "as", "well", "against", "versus"})
_MARKS = frozenset({",", "–", "—", "-", "(", ":"})
_DASHES = ("–", "—")
_ORIGINS = frozenset({"from", "of"})
_INCLUDING = frozenset({"include", "includes", "included", "including", "comprise", "comprised"})
_DETERMINER = 2
_REACH_OF_BRACKET = 14


class Whole(msgspec.Struct):
    """A count that is no part of another, with its parts."""

    count: Count
    parts: list[Part] = []

    @property
    def has_sexes(self) -> bool:
        """Whether the page says how many of them are of a sex."""
        return self.count.sex is not None or any(part.sex for part in self.parts)


class Arrangement(msgspec.Struct, frozen=True):
    """A statement's counts.

    Attributes:
        wholes: counts by themselves.
        loose: parts of somebody counted in another statement.
    """

    wholes: tuple[Whole, ...]
    loose: tuple[Part, ...]


@once
def arrange(clause: Clause) -> Arrangement:
    """Tell wholes from parts."""
    wholes: list[Whole] = []
    loose: list[Part] = []
    last: Part | None = None
    home: list[Part] | None = None
    for n, count in enumerate(clause.counts):
        if last is not None and count.number.lead < last.after:
            # "All but five of the 36 were men": the 36 are those of whom the five are a part.
            wholes.append(Whole(count, [last]) if home is loose else Whole(count))
            continue
        part = read_part(clause, count)
        sex = part.sex
        host = _find_host(clause, count, wholes)
        if last is not None and home is not None and _is_same_sex(clause, last, count, sex):
            part = replace(part, sex=last.sex)
            home.append(part)
        elif last is not None and home is not None and _continues(clause, last, count, sex):
            home.append(part)
        elif host is not None and _is_part(clause, n, sex, host):
            home = host.parts
            home.append(part)
        elif (
            _is_of_sum(clause, wholes, part)
            or _divides_sum(clause, n, wholes, sex)
            or (
                _has_no_home(wholes, part) and _is_loose(clause, n, part) and not _is_some(clause, count, sex)
            )
        ):
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
        everybody = None if whole.has_sexes else find_all(clause, start, stop)
        everybody = everybody or (None if whole.has_sexes else find_all_told(clause, whole.count))
        if everybody is not None:
            whole.parts.append(everybody)
    if not wholes and (everybody := find_all_loose(clause)) is not None:
        loose.append(everybody)
    return Arrangement(tuple(wholes), tuple(loose))


def _find_host(clause: Clause, count: Count, wholes: list[Whole]) -> Whole | None:
    """The count of which this may be a part: the last, or the one which it divides over an aside.

    "Of the 34 participants, chosen from 268 candidates, 21 were women": not of the candidates.
    """
    is_told = clause.words[count.after : count.after + 1] in {("were",), ("are",)}
    if is_told and len(wholes) > 1 and wholes[-1].count.kind == "outsider" and clause.words[0] == "of":
        return wholes[0]
    return wholes[-1] if wholes else None


def _is_same_sex(clause: Clause, last: Part, count: Count, sex: Sex | None) -> bool:
    """Whether it repeats the sex for another place: "13 were women in Osh and nine in Naryn"."""
    words, i = clause.words, count.after
    if last.sex is None or last.value is None or sex is not None or count.kind is not None:
        return False
    is_placed = words[i : i + 1] == words[last.after : last.after + 1] and words[i : i + 1] in {
        ("in",),
        ("at",),
    }
    return is_placed and words[count.number.lead - 1] in {"and", ","}


def _continues(clause: Clause, last: Part, count: Count, sex: Sex | None) -> bool:
    """Whether the count goes on with the parts: "15 men and two women"."""
    between = clause.words[last.after : count.number.lead]
    if (last.sex is None) != (sex is None):
        return between == ("and",) and _closes_aside(clause, last, count)
    if sex is None and count.kind is None and between[-1:] == ("and",):
        behind = clause.words[count.after : count.after + 1]
        return behind in {("from",), ("of",)} and behind[0] in between
    return bool(between) and all(word in _LINKS for word in between)


def _closes_aside(clause: Clause, last: Part, count: Count) -> bool:
    """Whether an aside counts women and others: "cadets, among them 61 women and 44 Roma, graduated"."""
    words, i = clause.words, unwrap(clause, last.first)
    length = count_cues()["parts.openers"].before(words, i)
    if not length or words[max(0, i - length - 1) : i - length] not in {(",",), ("–",), ("(",)}:
        return False
    mark = next((word for word in words[count.after :] if word in _MARKS), "")
    return bool(mark) and not count_cues()["behind.took_part"].behind(words, count.after)


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
    bracket, outside = clause.brackets[count.number.lead], clause.brackets[host.count.number.lead]
    everybody = host.count.value * multiplier(clause, host.count.number.lead)
    if count.value > everybody or (outside is None and _is_divided(clause, n, host)):
        return count.value <= everybody
    if bracket is not None and outside is None:
        return bracket - host.count.after <= _REACH_OF_BRACKET
    if bracket != outside or _has_leaders(clause, host.count.after, count.number.lead):
        return False
    is_opened = _is_opened(clause, i) or cues["parts.closers"].behind(words, count.number.after)
    is_opened = is_opened or _is_included(clause, host.count.after, i)
    if is_opened or _is_listed(clause, count, host):
        return True
    is_sum = sums_up(clause, n, host.count, [p.value for p in host.parts if p.value is not None])
    if _is_bare(clause, count, sex):
        return host.count.sex is None and (words[max(0, i - 1)] != "and" or is_sum)
    behind = words[count.after] if count.after < len(words) else ""
    is_placed = count.kind is None and (_is_placed(clause, count) or behind in _ORIGINS)
    return is_sum and (is_placed or _is_spelled_out(clause, n, host))


def _is_opened(clause: Clause, i: int) -> bool:
    """Whether "including" or "of which" stands before `i`; "in the framework of which" opens no part."""
    words = clause.words
    is_setting = words[max(0, i - 2) : i] == ("of", "which") and words[max(0, i - 4) : i - 3] == ("the",)
    if is_setting and words[max(0, i - 5) : i - 4] in {("in",), ("within",), ("during",)}:
        return False
    return count_cues()["parts.openers"].before(words, i) > 0


def _is_included(clause: Clause, first: int, after: int) -> bool:
    """Whether "including" opens a list that goes on: "90 guests, including the mayor and five judges"."""
    words, cues = clause.words, count_cues()
    opened = cues["parts.openers"].within(words, first, min(after, first + 3))
    if opened is None or {";", ".", ":"} & set(words[first:after]):
        return False
    if any(opened < c.number.lead < after for c in clause.counts):
        return False
    return words[after - 1] in {"and", ","} and cues["behind.took_part"].within(words, opened, after) is None


def _is_listed(clause: Clause, count: Count, host: Whole) -> bool:
    """Whether a colon or a dash opens a list of parts: "21 participants: nine policemen, seven engineers"."""
    between = clause.words[host.count.after : count.number.lead]
    is_aside = any(dash in between for dash in _DASHES) and between[-1] in {*_DASHES, ",", "and"}
    acts = count_cues()["behind.took_part"].within(clause.words, host.count.after, count.number.lead)
    if ":" not in between and (not is_aside or acts is not None):
        return False
    listed = sum(part.value or 0 for part in host.parts if part.sex is None)
    return listed + count.value <= host.count.value


def _is_divided(clause: Clause, n: int, host: Whole) -> bool:
    """Whether the sentence divides those it counted first: "Of the 61 trainees, 22 joined online"."""
    words, count = clause.words, clause.counts[n]
    if host.count.kind is None or ";" in words[host.count.after : count.number.lead]:
        return False
    listed = sum(part.value or 0 for part in host.parts if part.sex is None and not part.is_rest)
    if listed + count.value > host.count.value:
        return False
    i = unwrap(clause, host.count.number.lead)
    is_out_of_all = i > 0 and words[i - 1] == "of" and i - 1 == clause_start(clause, i - 1)
    behind = words[host.count.after : host.count.after + 1]
    if is_out_of_all and (behind == (",",) or _is_set_off(clause, host.count, count)):
        return True
    # "Among the 34 participants were ten bailiffs and four notaries"
    if words[:1] == ("among",) and i <= _DETERMINER and behind in {("were",), ("are",)}:
        return True
    return _is_definite(clause, host) and bool(behind) and behind[0] in _INCLUDING


def _is_set_off(clause: Clause, whole: Count, count: Count) -> bool:
    """Whether only who they are stands between: "Of the 47 lawyers who took part, 18 became trainers"."""
    words, i = clause.words, unwrap(clause, count.number.lead)
    between = words[whole.after : i]
    return between[:1] == ("who",) and between[-1] == "," and between.count(",") == 1


def _is_definite(clause: Clause, host: Whole) -> bool:
    """Whether it counts "the 27 graduates"."""
    lead = host.count.number.lead
    return lead > 0 and clause.words[lead - 1] in {"the", "these", "its", "all"}


def _has_leaders(clause: Clause, first: int, after: int) -> bool:
    """Whether trainers stand between: "thirty judges and their trainers, two of whom were women"."""
    return any(person_kind(word) == "leader" for word in clause.words[first:after])


def _is_placed(clause: Clause, count: Count) -> bool:
    return bool(count_cues()["parts.places"].behind(clause.words, count.after))


def _is_told_behind(clause: Clause, count: Count) -> bool:
    """Whether "of the mediators" or "were women" stands right behind the number."""
    behind = clause.words[count.after : count.after + 2]
    return behind == ("of", "the") or (bool(behind) and behind[0] in count_cues()["parts.copulas"])


def _is_spelled_out(clause: Clause, n: int, host: Whole) -> bool:
    """Whether an aside tells women from others: "Twenty mediators, eight women and twelve others, came".

    Other lists that happen to sum up to their first number go on with the list.
    """
    near = (clause.counts[n], *clause.counts[n + 1 : n + 2])
    is_told = any(part.sex for part in host.parts) or any(c.sex for c in near)
    is_aside = clause.words[host.count.after : host.count.after + 1] in {(",",), (":",), ("–",)}
    if is_aside and is_told and clause.words[near[-1].after - 1] == "others":
        return True
    return is_in_run(clause, n, host.count) and is_apposition(clause, host.count)


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
        and (person_kind(words[first - 2]) is not None or words[first - 2] in cues["noun_phrase.collectives"])
        and words[after + length : after + length + 1] in {(",",), ("–",)}
    )


def _has_no_home(wholes: list[Whole], part: Part) -> bool:
    """Whether nobody whom the statement counts before can be the whole of a part."""
    return not wholes or (part.sex is not None and all(whole.count.kind is None for whole in wholes))


def _is_of_sum(clause: Clause, wholes: list[Whole], part: Part) -> bool:
    """Whether it is a part of several: "Ten judges and twelve clerks, among them 17 women"."""
    if part.sex is None or part.value is None or len(wholes) < 2:
        return False
    several = sum(whole.count.value for whole in wholes)
    is_opened = count_cues()["parts.openers"].before(clause.words, part.first) > 0
    # "Eleven came from Bar, five from Budva and two from Kotor; ten were women"
    is_opened = is_opened or clause.words[max(0, part.first - 1) : part.first] == (";",)
    is_opened = is_opened or count_cues()["parts.closers"].behind(clause.words, part.first + 1) > 0
    return is_opened and wholes[-1].count.value < part.value <= several


def _divides_sum(clause: Clause, n: int, wholes: list[Whole], sex: Sex | None) -> bool:
    """Whether it and the next count divide those before: "15 in Osh, 13 in Naryn, 16 women and 12 men"."""
    following = clause.counts[n + 1 : n + 2]
    if sex is None or len(wholes) < 2 or not following or following[0].sex in (None, sex):
        return False
    between = clause.words[clause.counts[n].after : following[0].number.lead]
    if clause.words[clause.counts[n].number.lead - 1] not in _MARKS:
        return False
    several = sum(whole.count.value for whole in wholes)
    return between in {("and",), (",",)} and clause.counts[n].value + following[0].value == several


def _is_loose(clause: Clause, n: int, part: Part) -> bool:
    """Whether it is a part of those counted elsewhere: "Five of them are women", "The experts, six women"."""
    words, cues, count = clause.words, count_cues(), clause.counts[n]
    i = unwrap(clause, count.number.lead)
    if is_included(clause, count) or is_apposed(clause, count) or cues["before.alone"].before(words, i):
        return False
    if (
        part.is_rest
        or is_tally(clause, count)
        or cues["parts.closers"].behind(words, count.number.after)
        or _is_opened(clause, i)
    ):
        return True
    if not _is_bare(clause, count, part.sex):
        return False
    if i > 1 and person_kind(words[i - 2]) is not None:
        is_named = words[i - 1] in {"were", "are", "included"} and person_kind(words[i - 2]) == "participant"
        return words[i - 1] in _MARKS or is_named
    if i > 1 and words[i - 1] in {"were", "are"} and words[i - 2] in _MARKS | {")"}:
        return any(person_kind(word) == "participant" for word in words[:3])
    return count.kind is None and _is_told_behind(clause, count)

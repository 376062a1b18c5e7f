"""Bodies whose people taught, spoke as experts or performed: "lecturers from BODY taught"."""

from __future__ import annotations

from typing import NamedTuple

from osce_extract.facts.acceptance import refuse_name
from osce_extract.facts.lines import Line
from osce_extract.facts.names import Name, read_name
from osce_extract.facts.phrases import find_names, read_bodies
from osce_extract.facts.teaching import ORIGINS, begins_clause, is_person, judge_people, may_be_person
from osce_extract.vocab.bodies import body_words
from osce_extract.vocab.cues import contributor_words

__all__ = ["Contribution", "find_contributions"]

_LONGEST_CLAUSE = 25
_LONGEST_PERSON = 4
# A person's names, a comma and the preposition behind them.
_OPENING = _LONGEST_PERSON + 2
_SHORTEST_SUBJECT = 3
_GIVING = frozenset({"gave", "delivered", "held", "made"})
_LED = frozenset("delivered facilitated given led moderated presented taught".split())
_STAFFS = frozenset((noun, "of") for noun in ("faculties", "faculty", "staff", "staffs", "team", "teams"))
_EXPERTS = frozenset("experts instructors lecturers officers specialists staff teachers trainers".split())
# What stands between people who were sent and the body that sent them: "lent by", "working for".
_SENDERS = frozenset({"by", "for", "from", "at", "with"})
_BEHIND_PEOPLE = frozenset(
    (
        "are at besides came come for had hailed have in included include including mostly of on that to "
        "were was who whose with"
    ).split()
)


class Contribution(NamedTuple):
    """Bodies and the rule that makes them contributors, or the reason why they are none."""

    names: tuple[Name, ...]
    rule: str
    refusal: str | None = None


def find_contributions(line: Line) -> tuple[Contribution, ...]:
    """Find the bodies in a line that people who taught came from."""
    found: list[Contribution] = []
    for i, word in enumerate(line.plain):
        if may_be_person(word) and is_person(line, i):
            found += _read_people(line, i)
    found += _read_among(line)
    found += _read_named(line)
    found += _read_included(line)
    found += _read_whose(line)
    found += _read_named_agents(line)
    return tuple(found)


def _read_named(line: Line) -> list[Contribution]:
    """Read "Jan Novak of the Police Presidium explained": a name, a body and a teacher’s verb."""
    if "of" not in line.plain[:_OPENING] and "from" not in line.plain[:_OPENING]:
        return []
    first = 0
    while line.is_name_word(first) and first < _LONGEST_PERSON:
        first += 1
    first += line.at(first) == ","
    if first < 2 or line.at(first) not in ("of", "from"):
        return []
    phrase = read_bodies(line, first + 1)
    verb = phrase.after + (line.at(phrase.after) == ",")
    words = contributor_words()
    is_giving = line.at(verb) in _GIVING and not words.inputs.isdisjoint(line.plain[verb + 1 : verb + 5])
    is_taught = bool(phrase.names) and (line.at(verb) in words.teaching or is_giving)
    is_person = read_name(line, 0, first - (line.at(first - 1) == ","))
    if not is_taught or is_person is None or is_person.mention.kind not in ("person", "unknown"):
        return []
    names = tuple(name for name in phrase.names if name.mention.kind != "state")
    return [Contribution(names, "people-of-taught")] if names else []


def _read_whose(line: Line) -> list[Contribution]:
    """Read "with the support of the Probation Service, whose experts delivered the lectures"."""
    if "whose" not in line.vocabulary:
        return []
    words = contributor_words()
    i = next((k for k, word in enumerate(line.plain) if word == "whose" and line.at(k - 1) == ","), 0)
    people = next((k for k in range(i + 1, min(len(line), i + 4)) if line.at(k) in _EXPERTS), 0)
    verb = people + 1
    is_giving = line.at(verb) in _GIVING and not words.inputs.isdisjoint(line.plain[verb + 1 : verb + 5])
    if not (i and people and (line.at(verb) in words.teaching or is_giving)):
        return []
    name = next((name for name in find_names(line) if name.after == i - 1), None)
    if name is None or name.mention.kind == "state" or refuse_name(line, name.first - 1, name):
        return []
    return [Contribution((name,), "people-of-taught")]


def _read_named_agents(line: Line) -> list[Contribution]:
    """Read "led by Ana Bell of the Probation Service": a named teacher and the body."""
    found: list[Contribution] = []
    if "by" not in line.vocabulary or _LED.isdisjoint(line.vocabulary):
        return found
    k = next((k for k, word in enumerate(line.plain) if word == "by" and line.at(k - 1) in _LED), len(line))
    while k + 1 < len(line) and (line.at(k) == "by" or line.at(k) in (",", "and")):
        first = k = k + 1
        while k < len(line) and k - first < _LONGEST_PERSON and (line.is_name_word(k) or line.at(k) == "."):
            k += 1
        phrase = read_bodies(line, k + 1) if k > first + 1 and line.at(k) in ("of", "from") else None
        person = read_name(line, first, k) if phrase and phrase.names else None
        if phrase is None or person is None or person.mention.kind not in ("person", "unknown"):
            break
        names = tuple(name for name in phrase.names if name.mention.kind != "state")
        found += [Contribution(names, "taught-by-people-of")] if names else []
        k = phrase.after
    return found


def _read_included(line: Line) -> list[Contribution]:
    """Read "Civil society groups, including A and B, presented": bodies that a noun for bodies sums up."""
    if "including" not in line.vocabulary:
        return []
    i = next((k for k, word in enumerate(line.plain) if word == "including" and line.at(k - 1) == ","), 0)
    words = contributor_words()
    is_summed = i >= _SHORTEST_SUBJECT and line.at(i - 2) in words.bodies
    if not is_summed or any(map(line.is_name_word, range(1, i))):
        return []
    phrase = read_bodies(line, i + 1)
    is_taught = line.at(phrase.after) == "," and line.at(phrase.after + 1) in words.teaching | {"presented"}
    is_own = line.at(phrase.after + 2) in ("its", "their")
    names = tuple(name for name in phrase.names if name.mention.kind != "state")
    return [Contribution(names, "people-of-taught")] if names and is_taught and not is_own else []


def _read_among(line: Line) -> list[Contribution]:
    """Read "Among the speakers were a psychologist of A and a judge of B"."""
    if line.at(0) != "among":
        return []
    words = contributor_words()
    if (
        line.plain[:3] == ("among", "those", "who")
        and line.at(3) in words.verbs
        and line.at(4) in ("were", "was")
    ):
        names = _read_members(line, 5)
        return [Contribution(names, "with-experts-from")] if names else []
    if line.at(2) not in words.teachers or line.at(3) not in ("were", "was", "are"):
        return []
    names = _read_members(line, 4)
    return [Contribution(names, "with-experts-from")] if names else []


def _read_people(line: Line, i: int) -> list[Contribution]:
    """What the people named at `i` make of the bodies they come from."""
    each = _read_each(line, i)
    names = each or _read_origin(line, i)
    start = _phrase_start(line, i)
    if not names:
        names = _read_attribute(line, i)
        if not names:
            return _read_came(line, i)
        start = min(_phrase_start(line, names[0].first), start)
    after = max(i + 1, *(name.after for name in names))
    words = contributor_words()
    if any(word in words.former or word.startswith("ex-") for word in line.plain[start:i]):
        return [Contribution(names, "people-of", "people who no longer belong to the body")]
    is_helping = bool(each) and line.at(start - 1) in ("of", "by", "with")
    rule = "with-experts-from" if is_helping else judge_people(line, i, start, after)
    if rule is None:
        return []
    if rule == "attending":
        return [Contribution(names, "people-of", "the body’s people took part or spoke, they did not teach")]
    return [Contribution(names, rule)]


def _read_origin(line: Line, i: int) -> tuple[Name, ...]:
    """The bodies behind "from" or "of" right after the people, in all members of a series."""
    j = _skip_sending(line, _skip_topic(line, i + 1))
    # "The trainer, from the Hospital, brought a skeleton."
    j += line.at(j) == "," and line.at(j + 1) == "from"
    if line.at(j) == "of" and line.at(j + 1) == "the" and line.plain[j + 2 : j + 4] in _STAFFS:
        # "members of the staff of A"
        j += 3
    if line.at(j) == "of" and line.at(j + 2) in ("from", "at"):
        # "professors of Law from A"
        j += 2
    is_sent = line.at(j - 1) in contributor_words().sending and line.at(j) in _SENDERS
    # "Ana Bell, an expert with the Probation Service"
    is_sent = is_sent or (line.plain[i + 1 : i + 3] == ("with", "the") and line.at(i - 1) in ("a", "an"))
    if line.at(j) not in ORIGINS and not is_sent:
        return ()
    names: list[Name] = []
    while line.at(j) in ORIGINS or (is_sent and line.at(j) in _SENDERS):
        phrase = read_bodies(line, j + 1)
        if not phrase.names:
            break
        names += phrase.names
        j = phrase.after
        j += line.at(j) == ","
        j += line.at(j) == "and"
        # "two experts from A and one from B"
        j += line.at(j) in ("one", "another", "two", "three") and line.at(j + 1) in ORIGINS
        if line.plain[j : j + 3] == ("as", "well", "as"):
            j += 3
        j = _skip_next_people(line, j)
    return tuple(name for name in names if name.mention.kind != "state")


def _skip_sending(line: Line, j: int) -> int:
    """The index of the preposition behind "working" or "seconded": "officers seconded by"."""
    if line.at(j) in contributor_words().sending and line.at(j + 1) in _SENDERS:
        return j + 1
    return j


def _skip_next_people(line: Line, j: int) -> int:
    """The index of "from" in "and a nurse from B", the next of those listed."""
    for k in range(j, min(len(line), j + 5)):
        if line.at(k) in ORIGINS:
            is_officer = line.at(k - 2) in ("a", "an") and line.at(k - 1) in body_words().titles
            return k if k > j and (is_officer or is_person(line, k - 1)) else j
        if line.at(k) in contributor_words().former:
            return j
        if not line.tokens[k].is_word or line.tokens[k].is_capitalized:
            break
    return j


def _read_attribute(line: Line, i: int) -> tuple[Name, ...]:
    """The body right before the people: "Supreme Court judges", "ODIHR experts"."""
    if line.tokens[i].is_capitalized:
        # "the OSCE Representative": a part of the name.
        return ()
    for first in range(max(0, i - 8), i):
        if line.is_name_word(first) and not line.is_name_word(first - 1):
            name = read_name(line, first, i)
            is_owner = name is not None and name.after == i - 1 and line.at(i - 1) == "'s"
            if (
                name
                and (name.after == i or is_owner)
                and name.mention.kind in ("body", "structure", "acronym")
            ):
                return (name,)
    return ()


def _skip_topic(line: Line, j: int) -> int:
    """The index of "from" behind "in border security and trade", where people are experts in something."""
    if line.at(j) not in ("in", "on"):
        return j
    for k in range(j + 1, min(len(line), j + 9)):
        if line.at(k) == "from":
            return k
        if not line.tokens[k].is_word or line.tokens[k].is_capitalized:
            break
    return j


def _read_each(line: Line, i: int) -> tuple[Name, ...]:
    """Read "Two trainers, one from A and one from B" and "five trainers, among them two judges of A"."""
    words = contributor_words()
    is_people = line.plain[i] in words.teachers or line.plain[i] in words.people
    if not is_people or line.at(i + 1) not in (",", "(", "–"):
        return ()
    names: list[Name] = []
    j = i + 2
    while line.at(j) in ("one", "two", "three", "some", "both", "others") and line.at(j + 1) in ORIGINS:
        phrase = read_bodies(line, j + 2)
        if not phrase.names:
            break
        names += phrase.names
        j = phrase.after
        j += line.at(j) == ","
        j += line.at(j) == "and"
    if line.at(i + 2) in ("among", "including"):
        limit = min(len(line), i + 8)
        member = next(
            (k for k in range(i + 3, limit) if line.at(k) in words.people or line.at(k) in words.teachers),
            None,
        )
        if member is not None:
            names += _read_origin(line, member)
    return tuple(names)


def _read_came(line: Line, i: int) -> list[Contribution]:
    """Read "The trainers, nine in all, came from A and B"."""
    words = contributor_words()
    if line.at(i) not in words.teachers or not begins_clause(line, _phrase_start(line, i)):
        return []
    # "the expert meeting was called by": the people only describe another noun.
    if (
        line.at(i + 1).isalpha()
        and not line.at(i + 1).endswith("ed")
        and line.at(i + 1) not in _BEHIND_PEOPLE
    ):
        return []
    for j in range(i + 1, min(len(line), i + 9)):
        if line.at(j) in ("included", "include", "were", "are", "was", "comprised"):
            names = _read_members(line, j + 1)
            if names:
                return [Contribution(names, "teachers-were-people-of")]
        is_arrival = line.at(j) in ("came", "come", "were", "are", "hailed", "had")
        reach = 6 if line.plain[j + 1 : j + 4] == (",", "among", "others") else 3
        if is_arrival and "from" in line.plain[j + 1 : j + reach]:
            names = read_bodies(line, line.plain.index("from", j) + 1).names
            return [Contribution(tuple(n for n in names if n.mention.kind != "state"), "trainers-came-from")]
        if line.at(j).endswith("ed"):
            break
    return []


def _read_members(line: Line, start: int) -> tuple[Name, ...]:
    """The bodies of those listed behind "the lecturers were": "a judge of A and two psychologists from B"."""
    names: list[Name] = []
    for i in range(start, min(len(line), start + _LONGEST_CLAUSE)):
        if is_person(line, i):
            names += _read_origin(line, i) or _read_attribute(line, i)
        if line.at(i) in (";", "who", "which"):
            break
    return tuple(dict.fromkeys(names))


def _phrase_start(line: Line, i: int) -> int:
    """The index of the first word of the noun phrase that ends with the people at `i`."""
    start = i
    words = contributor_words()
    while start > 0 and i - start < 7:
        token = line.tokens[start - 1]
        word = line.plain[start - 1]
        before = line.at(start - 2)
        is_joint = word == "and" and (before in words.people or before in words.teachers)
        if not (token.is_word or token.is_number) or (word in _STOPPERS and not is_joint):
            break
        start -= 1
    return _skip_team(line, start)


def _skip_team(line: Line, start: int) -> int:
    """The start of "a team of experts", "a group of trainers"."""
    if line.at(start - 1) == "of" and line.at(start - 2) in ("team", "group", "number", "panel"):
        start -= 2
        while start > 0 and line.at(start - 1) in ("a", "the", "international", "local", "joint"):
            start -= 1
    return start


_STOPPERS = frozenset(
    (
        "alongside among and are as at between brought by conducted delivered featured featuring "
        "for from gathered heard in including is led of on taught that to was were when where "
        "which whom with"
    ).split()
)

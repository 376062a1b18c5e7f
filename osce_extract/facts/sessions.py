"""Which counts of a statement are of different people, so that they add up."""

from __future__ import annotations

from osce_extract.facts.counts import Clause, Count
from osce_extract.facts.leadins import clause_start, unwrap
from osce_extract.facts.parts import Whole
from osce_extract.facts.passages import Passage, Statement
from osce_extract.facts.reading import Reading
from osce_extract.vocab.people import count_cues

__all__ = [
    "adds_up",
    "count_sessions",
    "find_session",
    "is_bracketed",
    "is_counted_again",
    "is_joined",
    "is_met",
    "is_of_first",
]

_MOST_SESSIONS = 12
_REACH_OF_NOUN = 4
_REACH_OF_JOIN = 8
_REACH_BEHIND = 18
_REACH_BEFORE = 9
_JOINTS = frozenset({"and", ",", "&", "plus"})
_LONG_JOINTS = (("as", "well", "as"), ("in", "addition", "to"), ("along", "with"), ("together", "with"))
_DETERMINERS = frozenset({"the", "a", "this", "its", "their"})
_FEW_SESSIONS = frozenset({"one", "two", "three", "four", "five", ",", "was", "were"})
_FIRSTS = {("first",), ("previous",), ("earlier",)}
_MEETINGS = frozenset({"met", "sat", "talked", "discussed", "debated", "spoke"})
_FINITE = frozenset({"is", "are", "was", "were", "has", "have", "had", "will", "would"})
_ORIGINS = frozenset({"from", "of"})


def find_session(clause: Clause, count: Count) -> str | None:
    """Which session of a series a count belongs to: "18 came to the second", "The first part was for 17"."""
    words, lead = clause.words, unwrap(clause, count.number.lead)
    others = [
        c.number.lead for c in clause.counts if c.number.lead >= count.after and not _is_part(clause, c)
    ]
    last = max([c.after for c in clause.counts if c.after <= lead], default=0)
    behind = range(count.after, min([*others, count.after + _REACH_BEHIND, len(words)]))
    before = range(lead - 1, max(last, lead - _REACH_BEFORE) - 1, -1)
    is_subject = lead == 0 or words[lead - 1] in _JOINTS or not words[lead - 1].isalpha()
    is_alone = count.kind is None and not words[count.after : count.after + 1]
    is_alone = is_alone or (
        count.kind is None and not "".join(words[count.after : count.after + 1]).isalpha()
    )
    for stretch in (behind,) if is_subject and not is_alone else (before, behind):
        for i in stretch:
            if _is_session(clause, i):
                return words[i]
    return None


def is_of_first(passage: Passage, statement: Statement, count: Count) -> bool:
    """Whether it counts those of "the first" of a series of which the activity "is the fifth"."""
    clause = Clause.of(statement)
    words, start = clause.words, count.number.lead
    while start and words[start - 1] != ";":
        start -= 1
    if words[start : start + 1] != ("the",) or words[start + 1 : start + 2] not in _FIRSTS:
        return False
    behind = "".join(words[start + 2 : start + 3])
    is_told = behind in _FEW_SESSIONS or behind in count_cues()["activity.nouns"]
    if not is_told:
        return False
    told = [words[:start]] if start else []
    told += [Clause.of(s).words for s in passage.statements if s.start < statement.start]
    return any(_tells_rank(earlier) for earlier in told)


def _tells_rank(words: tuple[str, ...]) -> bool:
    """Whether "is the second" stands there."""
    ranks = count_cues()["series.marks"]
    return any(
        words[i] in {"is", "was"}
        and words[i + 1] == "the"
        and words[i + 2] in ranks
        and words[i + 2] != "first"
        for i in range(len(words) - 2)
    )


def count_sessions(reading: Reading) -> frozenset[int]:
    """How many sessions the page says there were: 2 for "two round tables", where it says so."""
    cues = count_cues()
    found: set[int] = set()
    for passage in reading.body:
        for statement in passage.statements:
            clause = Clause.of(statement)
            for number in clause.numbers:
                nouns = clause.words[number.after : number.after + _REACH_OF_NOUN]
                is_few = 1 < number.value <= _MOST_SESSIONS and number.qualifier is None
                if is_few and any(noun in cues["activity.nouns"] and noun.endswith("s") for noun in nouns):
                    found.add(number.value)
    return frozenset(found)


def _is_part(clause: Clause, count: Count) -> bool:
    i = unwrap(clause, count.number.lead)
    return count.sex is not None or count_cues()["parts.openers"].before(clause.words, i) > 0


def _is_session(clause: Clause, i: int) -> bool:
    """Whether "the second" stands there, for a session and not for "the second half" of something."""
    words, cues = clause.words, count_cues()
    if not i or words[i] not in cues["series.marks"] or words[i - 1] not in _DETERMINERS:
        return False
    behind = words[i + 1] if i + 1 < len(words) else "."
    is_end = not behind.isalpha() or behind in cues["noun_phrase.ends"] or behind in _JOINTS
    return is_end or behind in cues["activity.nouns"] or behind in cues["series.times"]


def is_joined(clause: Clause, first: Whole, second: Whole) -> bool:
    """Whether only noun phrases and "and" stand between two counts: one verb governs both."""
    words, cues = clause.words, count_cues()
    stop = unwrap(clause, second.count.number.lead)
    if second.count.kind == "outsider" or _is_of_same(clause, first.count, second.count):
        return False
    if first.count.kind is not None and stop <= first.count.after + 1:
        gap = words[first.count.after : second.count.number.lead]
        return len(gap) < 2 and all(word in _JOINTS or word == "/" for word in gap)
    start = max([first.count.after, *(part.after for part in first.parts)])
    between = words[start:stop]
    if not between or {"who", "which", ";", "that", ":"} & set(between):
        return False
    between = _drop_agent(clause, first.count, between)
    is_added = any(between[-len(joint) :] == joint for joint in _LONG_JOINTS)
    if second.count.kind is not None and is_added:
        return True
    is_alike = second.count.kind is not None or _is_parallel(clause, first.count, second.count)
    if not is_alike or not (is_added or (between and between[-1] in _JOINTS)):
        return False
    acts = cues["behind.took_part"].within(words, start, stop)
    return acts is None and not _FINITE & set(words[start:stop])


def _drop_agent(clause: Clause, first: Count, between: tuple[str, ...]) -> tuple[str, ...]:
    """What stands between without a "by" that comes again: "by 18 clerks, as well as by six nurses"."""
    if between[-1] == "by" and clause.words[max(0, unwrap(clause, first.number.lead) - 1)] == "by":
        between = between[:-1]
    return between[:-1] if between[-1:] == ("also",) else between


def _is_of_same(clause: Clause, first: Count, second: Count) -> bool:
    """Whether it says more of the same people: "There were 27 trainees; 15 came from Osh"."""
    words, i = clause.words, second.after
    # "It gathered 40 participants, ten more than last year"
    if words[i + 1 : i + 2] == ("than",) and words[i] in {"more", "fewer", "less"}:
        return True
    return second.kind is None and words[first.after : second.number.lead] == (";",)


def _is_parallel(clause: Clause, first: Count, second: Count) -> bool:
    """Whether "nine from Gjirokastra" repeats "thirteen officers from Korçë" without its noun."""
    words, i = clause.words, second.after
    # "and two (one woman and one man) from the National Guard"
    if words[i : i + 1] == ("(",):
        i = next((j + 1 for j in range(i, len(words)) if words[j] == ")"), i)
    behind = words[i] if i < len(words) else ""
    return behind in _ORIGINS and behind in words[first.after : second.number.lead]


def is_met(clause: Clause, first: Count, second: Count) -> bool:
    """Whether the first met the second: "Fourteen mayors sat down with nineteen returnees"."""
    i = unwrap(clause, second.number.lead)
    between = clause.words[first.after : i]
    return between[-1:] == ("with",) and bool(_MEETINGS & set(between))


def is_counted_again(clause: Clause, first: Count, second: Count) -> bool:
    """Whether a new clause counts the same nouns at another place: "Ten judges and six clerks attended in
    Bar; nine judges and five clerks came to Tivat".
    """
    words, lead = clause.words, unwrap(clause, second.number.lead)
    noun = words[second.after - 1]
    nouns = {words[c.after - 1] for c in clause.counts if c.kind is not None and c.after <= first.after}
    if second.kind is None or noun not in nouns:
        return False
    marks = [i for i in range(first.after, lead) if words[i] == ";" or words[i : i + 2] == (",", "and")]
    marks = marks or [i for i in range(first.after, lead) if words[i] == ","]
    if not marks:
        return False
    here = {t.text for t in clause.tokens[1 : marks[-1]] if t.is_capitalized}
    there = {t.text for t in clause.tokens[marks[-1] :] if t.is_capitalized}
    return bool(here and there - here)


def _is_in_addition(clause: Clause, first: Count) -> bool:
    """Whether others are added: "In addition to the 48 officers, twelve volunteers attended"."""
    words, i = clause.words, unwrap(clause, first.number.lead)
    return words[max(0, i - 3) : i] == ("in", "addition", "to") or words[max(0, i - 1) : i] == ("besides",)


def _both_come(clause: Clause, first: Count, second: Count) -> bool:
    """Whether two clauses tell who came: "Seventeen herders rode in; nine guards came by jeep"."""
    words, coming = clause.words, count_cues()["behind.coming"]
    lead = unwrap(clause, second.number.lead)
    if is_counted_again(clause, first, second):
        return True
    is_new = words[max(0, lead - 1) : lead] == (";",) or words[max(0, lead - 2) : lead] == (",", "and")
    is_whole = first.kind == second.kind == "person" and second.after < len(words)
    return (
        is_new and is_whole and bool(coming.behind(words, first.after) and coming.behind(words, second.after))
    )


def _are_bracketed(clause: Clause, first: Count, second: Count) -> bool:
    """Whether each fills a bracket behind a name: "in Gyumri (18 teachers) and Kapan (15 teachers)"."""
    return first is not second and all(is_bracketed(clause, count) for count in (first, second))


def is_bracketed(clause: Clause, count: Count) -> bool:
    """Whether the count fills a bracket behind a name: "Osh (12 participants)"."""
    words, lead = clause.words, count.number.lead
    is_filled = clause.brackets[lead] == lead - 1 and words[count.after : count.after + 1] == (")",)
    return lead > 1 and is_filled and clause.tokens[lead - 2].is_capitalized


def adds_up(clause: Clause, first: Whole, second: Whole) -> bool:
    """Whether two counts of people who took part are of different people."""
    if is_joined(clause, first, second) or is_met(clause, first.count, second.count):
        return True
    if _both_come(clause, first.count, second.count) or _are_bracketed(clause, first.count, second.count):
        return True
    lead = unwrap(clause, second.count.number.lead)
    if clause.words[max(0, lead - 2) : lead] == ("as", "did"):
        return True
    if clause.words[second.count.after - 1] == "others" or _is_in_addition(clause, first.count):
        return True
    if (
        clause.words[max(0, lead - 2) : lead] == ("joined", "by")
        and lead - first.count.after < _REACH_OF_JOIN
    ):
        return True
    sessions = find_session(clause, first.count), find_session(clause, second.count)
    return (
        sessions[0] is None and sessions[1] is not None and clause_start(clause, second.count.number.lead) > 0
    )

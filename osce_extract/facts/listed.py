"""Sums of numbers that stand beside names or divide those just named: "from Osh (6) and Naryn (5)"."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from osce_extract.facts.counts import Clause, Count
from osce_extract.facts.leadins import unwrap
from osce_extract.facts.model import Group
from osce_extract.facts.parts import arrange
from osce_extract.facts.passages import Passage, Statement
from osce_extract.facts.sexes import Part, sex_at
from osce_extract.facts.turnout import Turnout, add_up
from osce_extract.vocab.people import count_cues, person_kind

__all__ = ["read_listed"]

_MARKS = frozenset({",", "–", "—", ":", "and"})
_PLACED = frozenset({("in",), ("from",), ("of",), ("at",)})
_OF_THESE = frozenset({("of", "the"), ("of", "these")})
# Fewer may be only some of those who came.
_FEWEST = 6
_LONGEST_NOUN = 4


def read_listed(passage: Passage, statement: Statement) -> Turnout | None:
    """The sum of numbers in brackets behind names, of women and men in brackets, or of those just named.

    Args:
        passage: where the statement stands.
        statement: a sentence in which no other count is of participants.
    """
    clause = Clause.of(statement)
    found = _read_named(passage, clause) or _read_pairs(passage, clause) or _read_divided(passage, clause)
    is_told = found is not None and statement.frame_at(found.evidence[0].start) == "activity"
    return found if is_told else None


def _read_named(passage: Passage, clause: Clause) -> Turnout | None:
    """The sum of brackets behind names: "Officers from Kazakhstan (6) and Tajikistan (5)"."""
    words = clause.words
    listed = [w.count for w in arrange(clause).wholes if _is_listed(clause, w.count)]
    if len(listed) < 2 or not any(person_kind(word) for word in words[: listed[0].number.first]):
        return None
    sum_up = add_up([_state(passage, clause, count, "count-by-country") for count in listed])
    # "Women (19) and men (11) took part"
    sexes = {sex_at(clause, count.number.first - 2): count.value for count in listed}
    if len(listed) == len(sexes) and None not in sexes:
        sum_up = replace(sum_up, women=sexes.get("women"), men=sexes.get("men"))
    return replace(sum_up, groups=tuple(_named_group(passage, clause, count) for count in listed))


def _state(passage: Passage, clause: Clause, count: Count, rule: str) -> Turnout:
    proof = passage.evidence(*clause.span(count.number.lead, count.after), rule)
    qualifier = count.number.qualifier
    return Turnout(total=count.value, qualifier=qualifier, women=None, men=None, groups=(), evidence=(proof,))


def _named_group(passage: Passage, clause: Clause, count: Count) -> Group:
    proof = passage.evidence(*clause.span(count.number.lead, count.after), "count-by-country")
    return Group(label=clause.tokens[count.number.first - 2].text, count=count.value, evidence=proof)


def _is_listed(clause: Clause, count: Count) -> bool:
    first = count.number.first
    if _is_apposed_to_noun(clause, count):
        return True
    return (
        count.kind is None
        and first > 1
        and clause.brackets[first] == first - 1
        and clause.words[count.after : count.after + 1] == (")",)
        and (clause.tokens[first - 2].is_capitalized or person_kind(clause.words[first - 2]) is not None)
    )


def _is_apposed_to_noun(clause: Clause, count: Count) -> bool:
    """Whether it tells how many of those named before came from or met where: "clerks, 21 in Osh"."""
    words, lead = clause.words, unwrap(clause, count.number.lead)
    is_told = words[count.after : count.after + 1] in _PLACED
    bares = [w.count.number.after for w in arrange(clause).wholes if w.count.kind is None]
    is_same = len({words[i : i + 1] for i in bares}) == 1
    return count.kind is None and lead > 1 and words[lead - 1] in _MARKS and is_told and is_same


def _read_pairs(passage: Passage, clause: Clause) -> Turnout | None:
    """The sum of women and men in brackets: "judges (7 women, 5 men) and clerks (3 women, 9 men)"."""
    arrangement = arrange(clause)
    parts = [p for p in arrangement.loose if clause.brackets[p.first] == p.first - 1]
    if not parts or any(w.count.kind is not None for w in arrangement.wholes):
        return None
    pairs = [_read_pair(passage, clause, part) for part in parts]
    whole = [pair for pair in pairs if pair is not None]
    return add_up(whole) if len(whole) == len(pairs) > 1 else None


def _read_pair(passage: Passage, clause: Clause, part: Part) -> Turnout | None:
    other = next((p for p in arrange(clause).loose if part.after < p.first <= part.after + 2), None)
    noun = person_kind(clause.words[part.first - 2])
    if other is None or {part.sex, other.sex} != {"women", "men"} or noun not in {"person", "participant"}:
        return None
    if part.value is None or other.value is None:
        return None
    women, men = (part.value, other.value) if part.sex == "women" else (other.value, part.value)
    proof = passage.evidence(*clause.span(part.first, other.after), "count-of-women-and-men")
    return Turnout(total=women + men, qualifier=None, women=women, men=men, groups=(), evidence=(proof,))


def _read_divided(passage: Passage, clause: Clause) -> Turnout | None:
    """The sum of those among whom a sentence divides all just named, when no total is told elsewhere:
    "Fourteen of the investigators are employed in Georgia, six in Armenia and five in Moldova".
    """
    run = _find_run(clause)
    if len(run) < 2 or not _opens_division(clause, run[0]):
        return None
    if clause.words[run[-1].number.lead - 1] != "and":
        return None
    several = add_up([_state(passage, clause, count, "count-of-division") for count in run])
    # "; all of them are men"
    parts = [part for whole in arrange(clause).wholes for part in whole.parts]
    sex = next((part.sex for part in parts if part.value is None and part.sex is not None), None)
    women = None if sex is None else several.total * (sex == "women")
    men = None if women is None else several.total - women
    is_all = several.total >= _FEWEST
    return replace(several, is_sure=False, women=women, men=men) if is_all else None


def _find_run(clause: Clause) -> list[Count]:
    """The numbers without a noun before the first semicolon; none where others are counted beside them."""
    stop = clause.words.index(";") if ";" in clause.words else len(clause.words)
    run = [count for count in clause.counts if count.number.lead < stop]
    return run if all(count.kind is None for count in run) else []


def _opens_division(clause: Clause, first: Count) -> bool:
    """Whether "Fourteen of the investigators" opens the sentence, and each number goes on with where."""
    words, i = clause.words, first.after
    if first.number.lead or words[i : i + 2] not in _OF_THESE or first.number.qualifier:
        return False
    stop = next((j for j in range(i + 2, min(i + 2 + _LONGEST_NOUN, len(words))) if person_kind(words[j])), 0)
    if not stop or person_kind(words[stop]) not in {"participant", "person", "expert"}:
        return False
    # "Six of the officers had served in Osh": what they did before divides nobody.
    is_past = {"had", "will", "would"} & set(words[stop:]) or count_cues()["noun_phrase.collectives"].behind(
        words, stop + 1
    )
    counts = _find_run(clause)
    return not is_past and all(_goes_on(clause, one, two) for one, two in pairwise(counts))


def _goes_on(clause: Clause, one: Count, two: Count) -> bool:
    words = clause.words
    behind = words[two.after : two.after + 1]
    is_linked = words[two.number.lead - 1] in {",", "and"}
    is_same = behind in _PLACED and behind[0] in words[one.after : two.number.lead]
    return is_linked and (is_same or behind in {("are",), ("were",), ("work",), ("serve",), ("came",)})

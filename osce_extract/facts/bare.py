"""Whether a number without a noun counts participants: "Forty-one attended", "25 to the third"."""

from __future__ import annotations

from itertools import pairwise

from osce_extract.facts.attendance import judge
from osce_extract.facts.counts import Clause, Count
from osce_extract.facts.judgement import Judgement
from osce_extract.facts.leadins import multiplier, unwrap
from osce_extract.facts.parts import Whole, is_apposed
from osce_extract.facts.sessions import find_session, is_joined
from osce_extract.facts.shares import is_shared, share_factor
from osce_extract.vocab.people import count_cues, person_kind

__all__ = ["is_group", "is_repeated", "judge_bare"]

_ALONE = Judgement("others", "number-alone", "says not whom it counts")
_MORE = frozenset({"another", "further", "additional"})
_LISTED = 6
# Behind "including" an aside that only says how many were women is short.
_ASIDE = 5
_WHERE = frozenset({"in", "at", "to", "from"})


def judge_bare(
    clause: Clause, whole: Whole, last: Whole | None, last_judgement: Judgement | None
) -> Judgement:
    """Judge a number by the count before it that it repeats, else by its own cue or verb."""
    count = whole.count
    if is_shared(clause, count):
        # "Six came from Kazakhstan, and four each from Tajikistan and Uzbekistan"
        is_each = clause.words[count.after : count.after + 2] == ("each", "from")
        is_more = is_each and last is not None and _is_from_elsewhere(clause, last.count, count)
        if is_more and last_judgement is not None:
            return last_judgement
        is_told = last is None and share_factor(clause, count) is not None
        return Judgement("took part", "count-for-each") if is_told else _ALONE
    if last is not None and last_judgement is not None:
        if count_cues()["totals.behind"].behind(clause.words, count.after):
            return Judgement("took part", "count-in-all")
        if is_joined(clause, last, whole) or is_repeated(clause, last.count, count):
            return last_judgement
        if find_session(clause, count) is not None:
            return Judgement("took part", "count-of-session")
    return _judge_alone(clause, whole)


def _judge_alone(clause: Clause, whole: Whole) -> Judgement:
    count, words = whole.count, clause.words
    # "Guards, doctors and cooks – 18, seven and five respectively": one number of several.
    if "respectively" in words[count.after : count.after + _LISTED]:
        return _ALONE
    if (rule := _find_mark(clause, count)) is not None:
        return Judgement("took part", rule)
    judged = judge(clause, count)
    if judged.rule == "count-before-verb":
        return _judge_by_verb(clause, whole)
    if judged.rule == "count-out-of-all":
        is_all = any(part.sex for part in whole.parts) or words[count.after : count.after + 1] == ("who",)
        return judged if is_all else _ALONE
    # "The session brought 32 of them to Kutaisi"
    is_some = (
        judged.rule == "count-after-cue" and count_cues()["parts.closers"].behind(words, count.after) > 0
    )
    return judged if judged.rule == "count-each" or is_some else _ALONE


def _find_mark(clause: Clause, count: Count) -> str | None:
    """The rule by which the words next to the number say that it counts people: "They were 48 in all"."""
    cues = count_cues()
    if cues["before.alone"].before(clause.words, unwrap(clause, count.number.lead)):
        return "count-after-cue"
    if is_group(clause, count) or multiplier(clause, count.number.lead) > 1:
        return "count-of-group"
    if _did_come(clause, count):
        return "count-before-verb"
    is_total = cues["totals.behind"].behind(clause.words, count.after) > 0
    # "Lawyers who defend journalists in nine countries, 22 altogether, met"
    words, lead = clause.words, count.number.lead
    behind = count.after + cues["totals.behind"].behind(words, count.after)
    is_aside = person_kind(words[0]) is not None and words[max(0, lead - 1) : lead] == (",",)
    is_aside = is_aside and cues["behind.took_part"].behind(words, behind + 1) > 0
    return "count-in-all" if is_total and (is_aside or is_apposed(clause, count)) else None


def _did_come(clause: Clause, count: Count) -> bool:
    """Whether "who took part" stands right behind the number."""
    i, cues = count.after, count_cues()
    if clause.words[i : i + 1] != ("who",):
        return False
    lead = unwrap(clause, count.number.lead)
    is_some = clause.words[max(0, lead - 1) : lead] in {("among",), ("of",)}
    return not is_some and cues["occasions.behind"].behind(clause.words, i + 1) > 0


def _judge_by_verb(clause: Clause, whole: Whole) -> Judgement:
    """Judge "Forty-one attended", and "Thirty-six of them attended", who may be all or some."""
    count, words, cues = whole.count, clause.words, count_cues()
    is_named = is_apposed(clause, count)
    # "Twenty-three of the 31 members attended"
    if any(words[count.after : c.number.lead] == ("of", "the") for c in clause.counts):
        return Judgement("took part", "count-before-verb")
    if cues["parts.closers"].behind(words, count.after) and not is_named:
        return Judgement("unclear", "count-of-some")
    # "Of the 85 who had applied, 20 were chosen and attended"
    is_out = words[:1] == ("of",) and any(c.after <= count.number.lead for c in clause.counts)
    is_told = (
        is_named or is_out or bool(whole.parts) or cues["behind.took_part"].behind(words, count.after) > 0
    )
    return Judgement("took part", "count-before-verb") if is_told else _ALONE


def is_group(clause: Clause, count: Count) -> bool:
    """Whether it is the number of "a group of nineteen"."""
    words, lead = clause.words, count.number.lead
    return (
        words[lead - 3 : lead - 2] in {("a",), ("an",), ("the",)}
        and words[lead - 1 : lead] == ("of",)
        and words[lead - 2] in count_cues()["noun_phrase.collectives"]
    )


def is_repeated(clause: Clause, first: Count, second: Count) -> bool:
    """Whether a number without a noun repeats what a count says, for another place or course.

    "Twenty mayors attended in Bar, 17 in Niš"; "attended by 16 guards, and the course in Bokhtar by 14";
    "22 inspectors took part, on Tuesday another 19".
    """
    words, lead = clause.words, second.number.lead
    if words[lead - 2 : lead] == ("it", "was"):
        return True
    if words[lead - 1] in _MORE or _is_more(words[second.after : second.after + 2]):
        return True
    # "28 clerks attended in person and twelve online"
    there = count_cues()["parts.places"]
    if there.behind(words, second.after) and there.within(words, first.after, lead) is not None:
        return True
    is_same_place = _is_named_alone(clause, second) or _is_bracketed_alike(clause, first, second)
    if is_same_place or _is_from_elsewhere(clause, first, second) or _is_timed(clause, first, second):
        return True
    if words[lead - 1] in {"by", "for"} and words[lead - 1] == words[unwrap(clause, first.number.lead) - 1]:
        return True
    is_last = not words[second.after : second.after + 1] or not words[second.after][0].isalnum()
    where = _place(clause, second.after) or _place(clause, second.after + 1)
    where = where or _place(clause, _skip_aside(clause, second.after))
    where = where or (_place(clause, lead - 2) if is_last else "")
    others = {_place(clause, i) for i in range(lead - 2)}
    return bool(where) and where in others


def _is_from_elsewhere(clause: Clause, first: Count, second: Count) -> bool:
    """Whether both came from somewhere: "Twelve came from colleges in Osh, nine from Naryn"."""
    words, lead = clause.words, second.number.lead
    is_listed = words[lead - 1] in {",", "and"} and ";" not in words[first.after : lead]
    i = second.after + (words[second.after : second.after + 1] == ("each",))
    return is_listed and words[i : i + 1] == ("from",) and "from" in words[first.after : lead]


def _skip_aside(clause: Clause, i: int) -> int:
    """Behind an aside on women or men of those counted: "and 27, including six women, in Termez"."""
    words = clause.words
    length = count_cues()["parts.openers"].behind(words, i + 1) if words[i : i + 1] == (",",) else 0
    stop = min(len(words), i + 1 + length + _ASIDE) if length else i
    return next((j + 1 for j in range(i + 1, stop) if words[j] == ","), i)


def _is_named_alone(clause: Clause, count: Count) -> bool:
    """Whether only a name and the number repeat what was said: "Bar welcomed 27 judges, Niš 21"."""
    words, lead = clause.words, count.number.lead
    start = lead
    while start and clause.tokens[start - 1].is_capitalized:
        start -= 1
    tail = words[count.after] if count.after < len(words) else "."
    is_end = not tail.isalpha() or tail == "and"
    return 0 < start < lead and words[start - 1] in {",", ";", "and"} and is_end


def _is_bracketed_alike(clause: Clause, first: Count, second: Count) -> bool:
    """Whether both close a bracket of their own: "in Osh (6 June, 23 clerks), in Naryn (8 June, 21)"."""
    brackets = clause.brackets[first.number.lead], clause.brackets[second.number.lead]
    is_apart = None not in brackets and brackets[0] != brackets[1]
    behind = clause.words[first.after : first.after + 1], clause.words[second.after : second.after + 1]
    return is_apart and behind == ((")",), (")",)) and clause.words[second.number.lead - 1] == ","


def _is_timed(clause: Clause, first: Count, second: Count) -> bool:
    """Whether it came at another time: "18 teachers in the morning and 15 in the afternoon"."""
    words, i = clause.words, second.after
    is_joined = words[second.number.lead - 1] in {"and", ";", ","}
    behind = words[i : i + 3]
    if ("the", "one") in {*pairwise(words[first.after : second.number.lead]), behind[1:3]}:
        return True
    if is_joined and _is_later(behind):
        return True
    is_same = behind[:1] == words[first.after : first.after + 1] and behind[:1] in {("in",), ("at",), ("on",)}
    return is_joined and is_same and words[first.after : second.number.lead].count(",") == 0


def _is_later(words: tuple[str, ...]) -> bool:
    """Whether "a week later" or "the next day" stands there."""
    return words[2:] == ("later",) or words[:2] in {("the", "next"), ("the", "following")}


def _place(clause: Clause, i: int) -> str:
    """The preposition of "in Osh" where that stands at `i`."""
    words = clause.words
    if i < 0 or i + 1 >= len(words) or words[i] not in _WHERE or not clause.tokens[i + 1].is_capitalized:
        return ""
    return words[i]


def _is_more(behind: tuple[str, ...]) -> bool:
    return behind[:1] == ("more",) and behind[1:] != ("than",)

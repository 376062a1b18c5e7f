"""Whether those whom a count counts took part in the activity, by the words around it."""

from __future__ import annotations

from itertools import pairwise

from osce_extract.facts.counts import Clause, Count
from osce_extract.facts.deeds import REACH_OF_VERB, came, is_subject, judge_subject
from osce_extract.facts.judgement import EARLIER, LEADERS, Judgement
from osce_extract.facts.leadins import clause_start, multiplier, unwrap
from osce_extract.facts.sessions import find_session
from osce_extract.facts.shares import is_shared, round_factor, share_factor
from osce_extract.facts.strength import judge_included, judge_strength
from osce_extract.vocab.people import count_cues, person_kind

__all__ = ["is_definite", "is_leader", "judge"]

_REACH_OF_FOR, _REACH_OF_TO, _REACH_OF_WITH, _REACH_OF_BY, _REACH_OF_AMONG = 30, 6, 4, 16, 1
_FEW_EXPERTS = 12
_LONGEST_NAME = 6
_ABOUT = frozenset({"on", "about"})
_COPULAS = frozenset({"were", "are", "comprised", "included"})
_DEFINITE = frozenset("the all these their its with for had were".split())
_HELD = frozenset({"held", "organized", "organised", "conducted", "delivered", "run", "arranged"})
_TOPICS = frozenset({"subject", "topic", "theme", "focus", "aim", "object", "purpose"})
_ROUNDS = frozenset({"courses", "sessions", "workshops", "seminars", "trainings", "meetings", "events"})
_HOMES = frozenset("town city village municipality district community country region settlement".split())
# Where the first of a list stands, and how far behind a count the list may go on.
_LIST_START, _LIST_END = 5, 6
_HAVING = frozenset({"had", "has", "have", "with", "of", "brought", "sent", "nominated", "fielded"})
_DETERMINERS = frozenset("the all these its their".split())
_NOT_YET = frozenset(
    {"invited", "registered", "expected", "applied", "asked", "interviewed", "surveyed", "polled"}
)
_OUTSIDERS = Judgement(
    "others", "count-outsiders", "a noun for people who do not take part, such as applicants"
)
_EACH = Judgement("others", "count-each", "says how many came each time, not how many came")
_REACH_OF_EACH, _REACH_OF_NOW, _LONGEST_SETTING = 9, 14, 12
_WHOLES = frozenset({("part", "of"), ("framework", "of"), ("phase", "of")})
_SETTING = frozenset({"in", "on", "at", "from", "to", "and", "the", "of", ",", "today", "yesterday"})
_TIMES = frozenset({"year", "month", "week"})
_TO_EACH = frozenset("attended attend joined followed completed in at for to by took".split())
_SOME_CAME = Judgement("others", "count-others", "only some of these took part")
_ELSEWHERE = Judgement("others", "count-elsewhere", "counts the people of an event that somebody went to")


def judge(clause: Clause, count: Count) -> Judgement:
    """Judge a count by its noun, by the words before it, and by the verb behind it."""
    if (told := judge_included(clause, count) or _refuse(clause, count)) is not None:
        return told
    found = _judge_before(clause, count) or judge_subject(clause, count)
    if found.rule in {"count-untied", "count-as-subject"}:
        found = _judge_named(clause, count) or found
    if _is_second_half(clause, count):
        return Judgement("took part", "count-after-cue")
    if is_leader(count) and (
        _comes_from_afar(clause, count) or _teaches(clause, count) or not _is_plain_deed(clause, count, found)
    ):
        return LEADERS
    is_refused = found.rule in {"count-others", "count-by-agent"}
    # "What stayed with you? The 27 others.": those besides somebody, and no verb says that they came.
    if found.rule == "count-as-subject" and clause.words[count.after - 1] == "others":
        return _OUTSIDERS
    if found.stance != "took part" and not is_refused and is_definite(clause, count):
        return Judgement("took part", "count-of-participants")
    return found


def _refuse(clause: Clause, count: Count) -> Judgement | None:
    if count.kind == "outsider" or _is_registered(clause, count):
        return _OUTSIDERS
    if _is_in_role(clause, count):
        return LEADERS
    if _is_share_that_came(clause, count):
        return _SOME_CAME
    is_rate = round_factor(clause, count) is None and _is_rate(clause, count)
    if is_rate or _is_each(clause, count):
        return _EACH
    if _is_elsewhere(clause, count) or _is_crowd(clause, count):
        return _ELSEWHERE
    return judge_strength(clause, count)


def is_leader(count: Count) -> bool:
    """Whether the noun counts trainers or speakers; experts are when they come in small numbers."""
    return count.kind == "leader" or (count.kind == "expert" and count.value <= _FEW_EXPERTS)


def _teaches(clause: Clause, count: Count) -> bool:
    """Whether those they teach are counted right behind: "Ten trainers and 40 trainees took part"."""
    others = (c for c in clause.counts if c.kind == "participant")
    return any(clause.words[count.after : c.number.lead] == ("and",) for c in others)


def _comes_from_afar(clause: Clause, count: Count) -> bool:
    """Whether a few experts are named besides others: "80 officials and four international experts"."""
    is_foreign = not {"international", "foreign"}.isdisjoint(clause.words[count.number.after : count.after])
    return is_foreign and any(c.kind == "person" and c.after <= count.number.lead for c in clause.counts)


def _is_second_half(clause: Clause, count: Count) -> bool:
    """Whether two numbers share a cue and a noun: "trained 20 long-term and 60 short-term observers"."""
    words, i = clause.words, count.number.lead
    first = next((c for c in clause.counts if c.after == i - 1 and c.kind == count.kind), None)
    if first is None or not is_leader(count) or words[i - 1] != "and":
        return False
    return person_kind(words[first.after - 1]) is None and (
        count_cues()["leaders.before"].before(words, first.number.lead) > 0
    )


def _is_plain_deed(clause: Clause, count: Count, found: Judgement) -> bool:
    return found.stance == "took part" and (_is_plain(clause, count) or came(clause, count))


def is_definite(clause: Clause, count: Count, *, is_framed: bool = False) -> bool:
    """Whether it counts "the 28 participants" or "with 50 participants": those of whom the page speaks.

    In a sentence on another event only "the 28 participants" are, and "The 28 clerks" that open it.
    """
    before = clause.words[count.number.lead - 1] if count.number.lead else ""
    # "Some 45 participants are discussing the law, which came into force in March"
    is_present = count.number.lead == 0 and "are" in clause.words[count.after : count.after + _REACH_OF_NOW]
    if is_framed and is_present and count.kind == "participant":
        return True
    if is_framed and clause.words[: count.number.lead] == ("the",) and count.kind == "person":
        return True
    return count.kind == "participant" and before in (_DETERMINERS if is_framed else _DEFINITE)


def _is_registered(clause: Clause, count: Count) -> bool:
    """Whether they had registered, and others than they came: "40 had registered and 52 came"."""
    words, i = clause.words, count.after
    is_told = words[i : i + 2] in {("had", "registered"), ("had", "applied"), ("had", "enrolled")}
    return is_told and any(
        c.number.lead > i and words[c.number.lead - 1] in {"and", "but"} for c in clause.counts
    )


def _is_in_role(clause: Clause, count: Count) -> bool:
    """Whether they came "as observers"."""
    words, i = clause.words, count.after
    i += words[i : i + 1] in {("acted",), ("served",), ("came",), ("attended",), ("joined",), ("worked",)}
    return words[i : i + 1] == ("as",) and person_kind("".join(words[i + 1 : i + 2])) == "leader"


def _is_each(clause: Clause, count: Count) -> bool:
    """Whether it counts each of several: "up to 15 observers each", "Each session had up to 25 teachers"."""
    words, cues = clause.words, count_cues()
    behind = words[count.after : count.after + 2]
    if is_shared(clause, count) and not multiplier(clause, count.number.lead) > 1:
        return share_factor(clause, count) is None
    if behind[:1] in {("each",), ("per",), ("apiece",)}:
        is_rate = behind[0] == "per" or not behind[-1].isalpha()
        if count.number.qualifier or (is_rate and multiplier(clause, count.number.lead) == 1):
            return True
    if round_factor(clause, count) is not None or multiplier(clause, count.number.lead) > 1:
        return False
    i = unwrap(clause, count.number.lead)
    for j in range(clause_start(clause, i), i - 1):
        is_round = words[j + 1] in {"of", "was", "is", "had"} or words[j + 1] in cues["activity.nouns"]
        if words[j] in {"each", "every"} and is_round:
            return True
        # "Every council had 25 members", but not "three days each, with 25 members".
        is_subject = not j or not words[j - 1].endswith("s")
        if is_subject and words[j] in {"each", "every"} and words[i - 1] in _HAVING:
            return True
    return False


def _is_rate(clause: Clause, count: Count) -> bool:
    """Whether so many came each time: "Up to 20 attended each course", "300 will be trained every year"."""
    words = clause.words
    for k in range(count.after, min(len(words) - 1, count.after + _REACH_OF_EACH)):
        if words[k] in {",", ";", "who", "which", "that"} or any(c.number.lead == k for c in clause.counts):
            return False
        is_time = words[k + 1] in _TIMES and words[k] in {"each", "every", "per"}
        is_time = is_time or words[k : k + 2] == ("a", "year")
        is_time = is_time or (k == count.after and words[k] == "a" and words[k + 1] in {"day", *_TIMES})
        is_round = words[k + 1] in {"of", ".", ","} or words[k + 1] in count_cues()["activity.nouns"]
        is_round = is_round and words[k - 1] in _TO_EACH
        # "will draft a plan for each of four settlements"
        is_things = words[k - 1 : k + 2] == ("for", words[k], "of") and any(
            n.lead == k + 2 for n in clause.numbers
        )
        is_round = is_round and (not is_things or not _ROUNDS.isdisjoint(words[k + 3 : k + 6]))
        if words[k] == "annually" or is_time or (words[k] in {"each", "every"} and is_round):
            return True
    return False


def _is_elsewhere(clause: Clause, count: Count) -> bool:
    """Whether it counts who was at an event that "she addressed" or "he had taken part in"."""
    words, visited = clause.words, count_cues()["behind.visited"]
    # "The delegation also attended a conference, at which 120 lawyers were present"
    lead = count.number.lead
    also = words.index("also", 0, lead) if "also" in words[:lead] else -1
    is_guest = also >= 0 and (visited.behind(words, also + 1) > 0 or words[also + 1] == "opened")
    if is_guest and "which" in words[max(0, lead - 2) : lead]:
        return True
    return any(
        words[i] in {"he", "she"} and visited.within(words, i + 1, min(i + 5, count.number.lead)) is not None
        for i in range(count.number.lead - 1)
    )


def _is_crowd(clause: Clause, count: Count) -> bool:
    """Whether it counts those among whom the participants were: "together with some 400 others"."""
    words, i = clause.words, unwrap(clause, count.number.lead)
    # "In a town of 3,000 people"
    if words[max(0, i - 1) : i] == ("of",) and words[i - 2] in _HOMES:
        return True
    # "The mayors, nine councillors and a journalist": the mayors are not counted.
    is_listed = words[max(0, i - 1) : i] == (",",) and words[count.after : count.after + 1] == ("and",)
    is_first = 1 < i <= _LIST_START and person_kind(words[i - 2]) is not None
    if is_listed and is_first and "," not in words[count.after : count.after + _LIST_END]:
        return not any(c.after == i - 1 for c in clause.counts)
    # "a mayor, a judge and 59 other pupils": those before are not counted.
    is_rest = words[count.number.after] == "other" if count.kind is not None else False
    if is_rest and words[i - 1] == "and" and not any(c.kind for c in clause.counts if c.after <= i):
        return True
    # "Judge Petrović and 14 colleagues": the judge is not counted.
    is_company = words[count.after - 1] in {"colleagues", "peers", "others"} and words[i - 1 : i] == ("and",)
    if is_company and i > 1 and clause.tokens[i - 2].is_capitalized and i - 2 < _LONGEST_NAME:
        return True
    return words[count.after - 1] == "others" and i > 0 and words[i - 1] in {"with", "among"}


def _judge_before(clause: Clause, count: Count) -> Judgement | None:
    cues, words = count_cues(), clause.words
    i = unwrap(clause, count.number.lead)
    took = cues["before.took_part"].before(words, i)
    # "trained on 3 June in Bar 22 monitors"
    if not took and (setting := _setting_length(clause, i - 1)) and words[i - setting] in {"on", "in", "at"}:
        took = cues["behind.trained"].before(words, i - setting)
    others = cues["before.others"].before(words, i)
    # "The Mission had trained 76 officers for the purpose"
    if "had" in words[max(0, i - took - 2) : i - took] and cues["behind.trained"].before(words, i):
        return EARLIER
    if took > others:
        is_visible = cues["occasions.before"].before(words, i) > 0
        return Judgement("took part", "count-after-cue", is_visible=is_visible)
    is_audience = words[i - 1 : i] in {("before",), ("to",)} and "audience" in words[i : count.number.lead]
    is_alike = words[max(0, i - 2) : i] == ("as", "did")
    if is_audience or is_alike or _is_guest_list(clause, i):
        return Judgement("took part", "count-after-cue", is_visible=True)
    if others:
        cue = " ".join(words[i - others : i])
        rule = "count-by-agent" if cue == "by" else "count-others"
        return Judgement("others", rule, f"“{cue}” says that these are other people")
    is_for = _is_for_activity(clause, count, i) or _was_held(clause, i)
    if is_for or _is_all(clause, count, i):
        return Judgement("took part", "count-for-whom-held" if is_for else "count-out-of-all")
    return None


def _judge_named(clause: Clause, count: Count) -> Judgement | None:
    """Judge "The volunteers were 120 students", "51 different people in all"."""
    words, cues = clause.words, count_cues()
    i = unwrap(clause, count.number.lead)
    is_named = i > 1 and words[i - 1] in _COPULAS and person_kind(words[i - 2]) in {"participant", "person"}
    is_named = is_named and clause_start(clause, i) >= i - _LONGEST_NAME
    if is_named or _is_there(clause, count, i):
        return Judgement("took part", "count-of-named")
    if cues["totals.behind"].behind(words, count.after):
        return Judgement("took part", "count-in-all")
    return None


def _is_there(clause: Clause, count: Count, i: int) -> bool:
    """Whether "There were 47 delegates" says no more than how many, and not of where they live."""
    words = clause.words
    tail = words[count.after] if count.after < len(words) else "."
    is_told = words[:i] == ("there", "were") and (tail == "and" or not tail[0].isalnum())
    return is_told and words[count.after - 1] not in count_cues()["defaults.populations"]


def _is_all(clause: Clause, count: Count, i: int) -> bool:
    """Whether it is the whole of "Of the 42 trained, 31 were women" or "Fourteen of the 23 were women"."""
    words = clause.words
    if not i or words[i - 1] != "of" or _NOT_YET & set(words[count.after : count.after + 5]):
        return False
    # "Of the 81 mayors, six are women", "Of two women who answer": how things are, not who came.
    is_now = count.kind != "participant" and "are" in words[count.after : count.after + _REACH_OF_NOW]
    is_anybody = i == count.number.lead and words[count.after : count.after + 1] == ("who",)
    if (is_now or is_anybody) and not came(clause, count):
        return False
    # "three of some 4,000 residents"
    is_populace = words[count.after - 1] in count_cues()["defaults.populations"]
    if i == count.number.lead and (is_populace or count.number.qualifier) and i > 1:
        return False
    return i == 1 + clause_start(clause, i - 1) or any(c.number.after == i - 1 for c in clause.counts)


def _is_share_that_came(clause: Clause, count: Count) -> bool:
    """Whether only some of the members came: "Twenty-three of the 31 members of the Assembly attended"."""
    words, came, i = clause.words, count_cues()["occasions.behind"], count.number.lead
    if words[max(0, i - 2) : i - 1] != ("of",) or not any(c.number.after == i - 2 for c in clause.counts):
        return False
    verb = came.within(words, count.after, min(len(words), count.after + _REACH_OF_EACH))
    return count.kind == "person" and verb is not None and "," not in words[count.after : verb]


def _is_guest_list(clause: Clause, i: int) -> bool:
    """Whether "attended by" opens what the count closes: "attended by the mayor and some thirty guests"."""
    words, cues = clause.words, count_cues()
    if not i or words[i - 1] not in {"by", "and"}:
        return False
    for j in range(i - 1, max(0, i - _REACH_OF_BY) - 1, -1):
        if words[j] == "by":
            return cues["behind.attended"].within(words, max(0, j - _REACH_OF_BY), j) is not None
        if cues["behind.took_part"].behind(words, j) or words[j] in {"who", "which", ";", "was", "were"}:
            return False
    return False


def _is_for_activity(clause: Clause, count: Count, i: int) -> bool:
    """Whether the count is whom an activity is for: "a course for 25 editors", "a lecture to 40 students"."""
    cues, words = count_cues(), clause.words
    reaches = {"for": _REACH_OF_FOR, "to": _REACH_OF_TO, "with": _REACH_OF_WITH, "among": _REACH_OF_AMONG}
    if words[max(0, i - 2) : i] in {("was", "for"), ("were", "for")} and find_session(clause, count):
        return True
    reach = reaches.get(words[i - 1], 0) if i else 0
    # "a seminar on dialogue among 4,000 residents": what the seminar is about.
    if words[i - 1] == "among" and _ABOUT & set(words[max(0, i - 4) : i - 2]):
        return False
    if words[i - 1] == "with":
        reach = max(reach, _setting_length(clause, i - 2) + 1)
    for j in range(i - 2, max(-1, i - 2 - reach), -1):
        # "a lecture-course for 90 students": a compound's last part says what it is; a pre-school is a house.
        kind = words[j].rpartition("-")[2]
        if _is_of_series(clause, j):
            return False
        if words[j] in cues["activity.nouns"] or (kind in cues["activity.nouns"] and kind != "school"):
            return True
        if words[j] in cues["activity.things"]:
            return False
    return False


def _was_held(clause: Clause, i: int) -> bool:
    """Whether an activity is what was held for them: "A course on … was organized by … in Rome for seven"."""
    words, nouns = clause.words, count_cues()["activity.nouns"]
    held = next((j for j in range(1, i) if words[j] in _HELD and words[j - 1] in {"was", "were"}), 0)
    before = words[max(0, i - _LONGEST_NAME) : i]
    is_series = any(_is_of_series(clause, j) for j in range(held))
    is_there = any(word in {"in", "at", "on"} for word in before) and "project" not in words[held:i]
    return (
        words[i - 1] == "for"
        and held > 0
        and is_there
        and not is_series
        and (words[0] == "it" or any(word in nouns for word in words[:held]))
    )


def _is_of_series(clause: Clause, j: int) -> bool:
    """Whether the noun at `j` is of more than the activity: "fifth of ten courses", "part of a programme"."""
    words = clause.words
    if words[j] not in count_cues()["activity.nouns"]:
        return False
    number = next((n for n in clause.numbers if j - 2 <= n.after - 1 < j and n.value > 1), None)
    if number is not None and words[max(0, number.lead - 1) : number.lead] == ("of",):
        # "was the subject of four courses for 180 officers"
        if words[number.lead - 2] in _TOPICS:
            return False
        return words[max(0, number.lead - 2) : number.lead - 1] != ("each",)
    before = words[max(0, j - _LONGEST_NAME) : j]
    return any(pair in _WHOLES for pair in pairwise(before))


def _setting_length(clause: Clause, i: int) -> int:
    """How many words up to `i` only say where and when: 6 in "a round table in Nis on 4 May with"."""
    start = i
    while i > 0 and start - i < _LONGEST_SETTING:
        token = clause.tokens[i]
        if not (token.is_capitalized or token.is_number or clause.words[i] in _SETTING):
            break
        i -= 1
    return start - i


def _is_plain(clause: Clause, count: Count) -> bool:
    """Whether one of the few cues stands there by which even trainers are participants."""
    cues, words = count_cues(), clause.words
    i = unwrap(clause, count.number.lead)
    is_for = i > 0 and words[i - 1] == "for" and _is_for_activity(clause, count, i)
    if is_for or cues["leaders.before"].before(words, i) or _is_with_others(clause, i):
        return True
    stop = min(len(words), count.after + REACH_OF_VERB)
    return is_subject(clause, count) and cues["leaders.behind"].within(words, count.after, stop) is not None


def _is_with_others(clause: Clause, i: int) -> bool:
    """Whether one verb tells what others and these did: "19 officers and five interpreters worked out"."""
    others = [c for c in clause.counts if c.after == i - 1 and c.kind == "person" and not is_leader(c)]
    return clause.words[i - 1 : i] == ("and",) and any(is_subject(clause, c) for c in others)

"""Whether a count is of people reached by a whole project or in a period, and which."""

from __future__ import annotations

from typing import NamedTuple

from osce_extract.facts.counts import Clause, Count
from osce_extract.facts.keeping import once
from osce_extract.vocab.people import count_cues

__all__ = ["Reach", "find_reach"]

_REACH_OF_VERB = 6
_REACH_OF_OBJECT = 25
# Beside "since" any verb will do, these too.
_HELD = frozenset({"held", "run", "taught", "given"})
_QUESTIONS = frozenset({"what", "how", "whether", "why"})
_FINITE = frozenset({"is", "are", "was", "were", "has", "have", "will"})
_PRONOUNS = frozenset({"it", "them", "these", "those"})
_CLAUSES = frozenset({"when", "where", "who", "after", "before", "while"})
_REACH_OF_SUBJECT = 25


class Reach(NamedTuple):
    """That a count is cumulative.

    Attributes:
        rule: the rule that says so.
        first: index of the first token of the words that name the period or project, -1 when none do.
        after: index behind their last token.
    """

    rule: str
    first: int = -1
    after: int = -1


def find_reach(clause: Clause, count: Count) -> Reach | None:
    """Find what makes a count cumulative: a perfect with a time, years, "brings to", or a project's total."""
    return (
        _find_addition(clause, count)
        or _find_perfect(clause, count)
        or _find_years(clause, count)
        or _find_project_total(clause, count)
        or _find_trained(clause, count)
    )


def _find_addition(clause: Clause, count: Count) -> Reach | None:
    """Find "brings to 63 the number of officers trained" or "brings the number of trainees to 4,105"."""
    words, cues = clause.words, count_cues()
    lead = count.number.lead
    if (
        cues["cumulative.additions"].before(words, lead)
        and "number" in words[count.number.after : count.number.after + 5]
    ):
        return Reach("cumulative-brings-to", *_time(clause))
    if lead and words[lead - 1] == "to":
        number = _last_index(words, "number", lead)
        if (
            number is not None
            and cues["cumulative.additions"].within(words, max(0, number - 5), number) is not None
        ):
            return Reach("cumulative-brings-to", *_time(clause))
        # "The number of participants rose to 32" tells of one activity.
        told = cues["cumulative.reached"], cues["cumulative.rising"]
        if number is not None and all(verb.within(words, number, lead) is not None for verb in told):
            return Reach("cumulative-brings-to", *_time(clause))
    return None


def _last_index(words: tuple[str, ...], word: str, stop: int) -> int | None:
    for i in range(stop - 1, -1, -1):
        if words[i] == word:
            return i
    return None


def _find_perfect(clause: Clause, count: Count) -> Reach | None:
    """Find "Since 2013, 900 students have taken part"; a perfect without a time may be the activity's."""
    if not _is_perfect(clause, count):
        return None
    first, after = _time(clause)
    if first < 0:
        first, after = _project(clause)
    if first < 0 and not _has_project(clause, count) and not _is_of_it(clause, count):
        return None
    return Reach("cumulative-perfect", first, after)


def _is_perfect(clause: Clause, count: Count) -> bool:
    for i, verb in _perfects(clause):
        is_object = verb < count.number.lead <= verb + _REACH_OF_OBJECT
        is_object = is_object and _CLAUSES.isdisjoint(clause.words[verb : count.number.lead])
        is_object = is_object and not _starts_anew(clause, verb, count)
        is_subject = count.after <= i and not _acts_between(clause, count.after, i)
        # "26 experts met to assess what has been done since 2003"
        is_subject = is_subject and _QUESTIONS.isdisjoint(clause.words[count.after : i])
        if is_object or is_subject:
            return True
    return False


def _starts_anew(clause: Clause, verb: int, count: Count) -> bool:
    """Whether a clause of its own counts them: "has trained 196, and the four best are invited", "has held
    hearings, and the last was attended by 400 residents".
    """
    words, lead = clause.words, count.number.lead
    new = next((i for i in range(verb, lead) if words[i : i + 2] == (",", "and")), 0)
    return new > 0 and any(
        words[i] in _FINITE for i in range(new, min(len(words), count.after + _REACH_OF_VERB))
    )


def _has_project(clause: Clause, count: Count) -> bool:
    """Whether a project is the subject: "a project that has trained 310 rangers"."""
    words, nouns = clause.words, count_cues()["cumulative.project_nouns"]
    for i, verb in _perfects(clause):
        if not verb < count.number.lead <= verb + _REACH_OF_VERB or words[verb + 1] == "to":
            continue
        subject = range(max(0, i - _REACH_OF_SUBJECT), i)
        known = next((k for k in reversed(subject) if words[k] in nouns and words[k - 1] != "under"), -1)
        behind = words[known + 1 : i]
        if known >= 0 and (not behind or (not known - 1 and i - known < _REACH_OF_VERB)):
            return True
        if known >= 0 and not {"which", "that"}.isdisjoint(behind) and "." not in behind:
            return True
    return False


def _is_of_it(clause: Clause, count: Count) -> bool:
    """Whether they have done what the page has spoken of before: "480 people have completed it"."""
    words = clause.words
    for i, verb in _perfects(clause):
        if (
            count.after <= i <= count.after + 1
            and words[verb + 1 : verb + 2]
            and words[verb + 1] in _PRONOUNS
        ):
            return True
    return False


@once
def _perfects(clause: Clause) -> tuple[tuple[int, int], ...]:
    """Where "have" and the verb of each perfect stand."""
    cues = count_cues()
    perfect, forward = cues["cumulative.perfect"], cues["cumulative.forward"]
    found: list[tuple[int, int]] = []
    for i, word in enumerate(clause.words):
        if word not in perfect or clause.brackets[i] is not None:
            continue
        if any(w in forward for w in clause.words[max(0, i - 3) : i]):
            continue
        verb = _find_participle(clause, i + 1)
        if verb is not None:
            found.append((i, verb))
    return tuple(found)


def _find_participle(clause: Clause, first: int) -> int | None:
    """Where the verb of a perfect stands: "have been trained"; beside "since" any verb will do."""
    cues = count_cues()
    stop = min(len(clause.words), first + _REACH_OF_VERB)
    known = cues["cumulative.reached"].within(clause.words, first, stop)
    if known is not None:
        return known
    if cues["cumulative.starts"].within(clause.words, 0, len(clause.words)) is None:
        return None
    for i in range(first, min(stop, first + 3)):
        word = clause.words[i]
        is_held = word in _HELD and clause.words[i - 1] != "been"
        if (word.endswith("ed") or is_held) and not cues["behind.others"].behind(clause.words, i):
            return i
    return None


def _acts_between(clause: Clause, first: int, after: int) -> bool:
    """Whether another verb, or another count, stands between a count and the perfect."""
    if any(first <= other.number.lead < after and other.kind is not None for other in clause.counts):
        return False
    verb = count_cues()["behind.took_part"].within(clause.words, first, after)
    return verb is not None and verb > first and clause.words[first:verb].count(",") == 0


def _find_years(clause: Clause, count: Count) -> Reach | None:
    """Find "In 2024, 1,950 students followed" or "From 2015 to 2017, nearly 100 people were trained"."""
    words, cues = clause.words, count_cues()
    first, after = _years(clause)
    if first < 0 or any(word in cues["cumulative.forward"] for word in words):
        return None
    stop = min(len(words), count.after + 20)
    as_subject = cues["cumulative.reached"].within(words, count.after, stop) is not None
    as_object = (
        cues["cumulative.reached"].within(words, max(0, count.number.lead - 5), count.number.lead) is not None
    )
    return Reach("cumulative-in-years", first, after) if as_subject or as_object else None


@once
def _years(clause: Clause) -> tuple[int, int]:
    """Where "in 2024" opens the statement, or "from 2015 to 2017" stands in it."""
    words = clause.words
    if (
        len(words) > 2
        and words[0] in {"in", "during", "throughout"}
        and _is_year(clause, 1)
        and words[2] != "and"
    ):
        return 0, 2
    # "412 officials had been trained in 2018 alone"
    alone = words.index("alone") if "alone" in words else 0
    if alone > 1 and words[alone - 2] == "in" and _is_year(clause, alone - 1):
        return alone - 2, alone
    for i in range(len(words) - 3):
        pair = (words[i], words[i + 2])
        is_span = pair in {("from", "to"), ("between", "and"), ("from", "until"), ("in", "and")}
        if is_span and _is_year(clause, i + 1) and _is_year(clause, i + 3):
            return i, i + 4
    return -1, -1


def _is_year(clause: Clause, i: int) -> bool:
    text = clause.tokens[i].text
    return len(text) == 4 and text.isdecimal() and 1975 <= int(text) < 2100


def _find_project_total(clause: Clause, count: Count) -> Reach | None:
    """Find "A total of 29 officials were trained within the project", "Under the project, 85 were"."""
    words, cues = clause.words, count_cues()
    first, after = _project(clause)
    is_opening = first == 0 and words[after : after + 1] == (",",)
    is_total = first >= count.after and cues["totals.marks"].within(words, 0, count.number.lead) is not None
    if not is_opening and not is_total:
        return None
    stop = len(words) if is_opening else first
    verbs = cues["cumulative.reached"], cues["behind.coming"]
    is_told = any(verb.within(words, count.after, stop) is not None for verb in verbs)
    return Reach("cumulative-project-total", first, after) if is_told else None


def _find_trained(clause: Clause, count: Count) -> Reach | None:
    """Find "400 women trained through 12 workshops in 2020": those of all the courses of a year."""
    words, cues = clause.words, count_cues()
    if not cues["behind.trained"].behind(words, count.after):
        return None
    stop = min(len(words), count.after + _REACH_OF_SUBJECT)
    courses = next((n for n in clause.numbers if count.after < n.lead < stop and n.value > 1), None)
    if courses is None or not cues["activity.nouns"].behind(words, courses.after):
        return None
    year = next((i for i in range(courses.after, stop) if words[i - 1] == "in" and _is_year(clause, i)), 0)
    return Reach("cumulative-in-years", year - 1, year + 1) if year else None


@once
def _time(clause: Clause) -> tuple[int, int]:
    """The words that say since when or how far: "since 2013", "to date"; (-1, -1) when there are none."""
    words, times = clause.words, count_cues()["cumulative.times"]
    for i in range(len(words)):
        length = times.behind(words, i)
        if length and clause.brackets[i] is None and not _is_short(clause, i + length):
            return i, _end_of_time(clause, i + length)
    is_launched = len(words) > 3 and words[0] in count_cues()["cumulative.launched"]
    if is_launched and words[1] == "in" and _is_year(clause, 2):
        return 0, 3
    first, after = _years(clause)
    return (first, after) if first >= 0 else _length(clause)


def _is_short(clause: Clause, i: int) -> bool:
    """Whether days or weeks stand behind "over the last": the time of one activity."""
    return bool({"days", "weeks", "day", "week", "hours"} & set(clause.words[i : i + 3]))


def _length(clause: Clause) -> tuple[int, int]:
    """Where "in six school years" or "within two years" stands."""
    words = clause.words
    for i, word in enumerate(words):
        if word in {"in", "over", "within", "during"}:
            for j in range(i + 2, min(i + 5, len(words))):
                if words[j] in {"years", "months"} and not {"the", ","} & set(words[i:j]):
                    return i, j + 1
    return -1, -1


def _end_of_time(clause: Clause, i: int) -> int:
    """Behind the words that belong to "since" or "over the last", up to a comma or the end."""
    words = clause.words
    if i and words[i - 1] not in {"since", "last", "past"}:
        return i
    while i < len(words) and words[i] not in {",", ".", ";", ")", "–", "and", "have", "has"}:
        i += 1
    return i


@once
def _project(clause: Clause) -> tuple[int, int]:
    """The words "under the project" or the like; (-1, -1) when there are none."""
    words, cues = clause.words, count_cues()
    projects = cues["cumulative.projects"]
    if not projects.may_stand_in(words):
        return -1, -1
    for i in range(len(words)):
        length = projects.behind(words, i)
        if not length:
            continue
        for j in range(i + length, min(len(words), i + length + 6)):
            if words[j] in cues["cumulative.project_nouns"]:
                return i, j + 1
        if words[i] == "with" or words[i + length - 1] in {"it", "courses"}:
            return i, i + length
    return -1, -1

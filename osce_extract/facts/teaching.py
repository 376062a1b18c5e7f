"""What people of a body did: whether they taught, or only took part: "lecturers from BODY explained"."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from osce_extract.facts.lines import Line
from osce_extract.facts.phrases import read_bodies
from osce_extract.vocab.bodies import body_words
from osce_extract.vocab.cues import contributor_words, other_deeds
from osce_extract.vocab.people import person_kind

__all__ = ["ORIGINS", "begins_clause", "is_person", "judge_people", "may_be_person"]

# Before "by" and "from" and people who taught: "joined by speakers", "presentations from experts".
_LEADING_IN = frozenset("contributions heard inputs joined lectures presentations".split())
_PAST = frozenset("became brought built drew gave got had let made put ran set told wrote".split())
_PASSIVES = frozenset({"are", "been", "being", "is", "was", "were", "and", ","})
_HELPING = frozenset(
    {("under", "the", "guidance", "of")}
    | {("with", "the", noun, "of") for noun in ("aid", "assistance", "guidance", "help")}
)
_INVOLVING = frozenset({("with", "the", "participation"), ("with", "the", "involvement")})

_ENDINGS = ("er", "ist", "ian", "eer", "iff", "or")
_TRADES = tuple(ending + plural for ending in _ENDINGS for plural in ("", "s"))
_RANKS = frozenset({("best",), ("better",), ("well",)})
_SCHOOL = frozenset({"teacher", "teachers", "coach", "coaches"})
_LONGEST_PERSON = 4
_TAUGHT = frozenset("conducted delivered facilitated given held led moderated presented run taught".split())
ORIGINS = frozenset({"from", "of", "at", "representing"})


@lru_cache(maxsize=4096)
def may_be_person(word: str) -> bool:
    """Whether a word can name people at all, whatever stands around it."""
    words = contributor_words()
    is_listed = word in words.teachers or word in words.people or word in words.performers
    return is_listed or word.endswith(_TRADES)


def is_person(line: Line, i: int) -> bool:
    """Whether the word at `i` names people who may have taught."""
    words, word = contributor_words(), line.plain[i]
    # "the Speaker of Parliament": a title.
    if word == "speaker" and line.tokens[i].is_capitalized and i > 0:
        return False
    if word in words.performers:
        return line.at(i + 1) in ORIGINS and not (i and line.tokens[i].is_capitalized)
    return word in words.teachers or word in words.people or _is_profession(line, i)


def _is_profession(line: Line, i: int) -> bool:
    """Whether a noun in lower case, by its ending, names people of a trade: "roofers of"."""
    word, following = line.plain[i], line.at(i + 1)
    return (
        word.endswith(_TRADES)
        and (following in ORIGINS or following in contributor_words().sending)
        and (i == 0 or not line.tokens[i].is_capitalized)
        and word.removesuffix("s") not in contributor_words().listeners
        and word not in body_words().titles
    )


def begins_clause(line: Line, start: int) -> bool:
    """Whether a clause begins with the word at `start`."""
    is_relative = line.at(start - 1) == "which" and line.at(start - 2) in ("at", "during", "in")
    return (
        start == 0
        or is_relative
        or line.at(start - 1)
        in (
            ",",
            ":",
            "“",
            "”",
            ";",
            "and",
            "when",
            "where",
            "while",
            "as",
            "–",
            "that",
            "whom",
        )
    )


def judge_people(line: Line, i: int, start: int, after: int) -> str | None:
    """The rule that makes people contributors; `attending` for participants; None when nothing is said.

    Args:
        line: the words.
        i: index of the noun that names the people.
        start: index of the first word of their noun phrase.
        after: index after the bodies that they come from.
    """
    if line.at(i) in contributor_words().performers:
        return _judge_performers(line, start, after)
    if line.at(after) == "as" and line.at(after + 1) in contributor_words().teachers:
        return "people-of-taught"
    if _is_brought_in(line, i, start):
        return "with-experts-from"
    if _is_inverted(line, start) or _is_agent(line, i, start):
        return "taught-by-people-of"
    if line.at(i) in contributor_words().teachers and line.at(start - 1) == "by":
        return None
    found = _find_verb(line, after) if begins_clause(line, start) else None
    return _judge_by_verb(line, i, *found) if found else None


def _is_agent(line: Line, i: int, start: int) -> bool:
    """Whether the people stand behind "by" of what teachers do, or tell more of somebody who does."""
    first = _list_start(line, start)
    if first < start and line.at(first - 1) == "by" and line.at(first - 2) in contributor_words().participles:
        return True
    if line.at(start - 1) == "," and line.at(start) in ("a", "an", "the"):
        return _is_named_agent(line, start - 1)
    if line.at(start - 1) != "by":
        return False
    is_teacher = line.at(i) in contributor_words().teachers
    return _has_participle(line, start - 1) or (is_teacher and _is_done(line, start - 1))


def _list_start(line: Line, start: int) -> int:
    """The start of the list whose last people begin at `start`: "by officers, a judge and experts of A"."""
    while line.at(start - 1) in (",", "and"):
        end = start - 1 - (line.at(start - 1) == "and" and line.at(start - 2) == ",")
        first = end
        while first > 0 and line.tokens[first - 1].is_word and line.at(first - 1) not in ("and", "by"):
            first -= 1
        last = line.at(end - 1)
        is_people = person_kind(last) is not None or may_be_person(last)
        if (
            first == end
            or not is_people
            or end - first > _LONGEST_PERSON
            or line.tokens[end - 1].is_capitalized
        ):
            break
        start = first
    return start


def _judge_performers(line: Line, start: int, after: int) -> str | None:
    """The rule that makes pupils or a band contributors: that they performed."""
    performing = contributor_words().performing
    if line.at(start - 1) == "by":
        is_played = not performing.isdisjoint(line.plain[max(0, start - 6) : start])
        return "taught-by-people-of" if is_played else None
    verb = after + (line.at(after) in ("also", "then", ","))
    is_played = begins_clause(line, start) and line.at(verb) in performing
    return "people-of-taught" if is_played else None


def _is_named_agent(line: Line, comma: int) -> bool:
    """Whether "led by Ana Bell" stands before the comma, behind which the person's post is told."""
    k = comma - 1
    # "by Ms. Ana Bell": the full stop belongs to the title.
    while k > 0 and comma - k <= _LONGEST_PERSON + 1 and (line.is_name_word(k) or line.at(k) == "."):
        k -= 1
    return line.at(k) == "by" and comma - k > 2 and not _TAUGHT.isdisjoint(line.plain[max(0, k - 3) : k])


def _is_done(line: Line, by: int) -> bool:
    """Whether "by" names who did something to participants or materials, and not who came or wrote."""
    before = range(max(0, by - 4), by)
    return any(
        line.at(k).endswith("ed")
        and line.at(k - 1) in _PASSIVES
        and line.at(k) not in contributor_words().attending
        and line.at(k) not in contributor_words().making
        for k in before
    )


def _is_inverted(line: Line, start: int) -> bool:
    """Whether a verb that stands before the people says that they taught: "On the panel sat a doctor of"."""
    before = line.plain[max(0, start - 4) : start]
    if before[-2:] in (("listened", "to"), ("belonged", "to"), ("questions", "to")):
        return True
    if before[-3:] == ("the", "hands", "of") or before[-2:] in (("came", "from"), ("come", "from")):
        return "in" in before or before[-1] == "from"
    return before[-1:] in (("sat",), ("taught",), ("spoke",), ("lectured",)) and start > 2


def _is_brought_in(line: Line, i: int, start: int) -> bool:
    """Whether the words before teachers add them to the activity: "with experts", "heard speakers"."""
    before = line.at(start - 1)
    if (
        line.plain[max(0, start - 2) : start] == ("heard", "from")
        or line.plain[start - 4 : start] in _HELPING
    ):
        return True
    if line.at(i) not in contributor_words().teachers:
        is_beside = line.at(i) in contributor_words().joining and line.plain[start - 2 : start] == (
            ",",
            "with",
        )
        return is_beside and line.at(start - 3) != ""
    if before in ("by", "from"):
        return line.at(start - 2) in (
            "joined",
            "presentations",
            "lectures",
            "contributions",
            "inputs",
            "heard",
        )
    if before == "of" and line.at(start - 2) == "and":
        # "with the assistance of foreign experts and of a judge from A"
        return any(line.plain[k : k + 4] in _HELPING for k in range(max(0, start - 12), start - 2))
    if before == "of":
        return line.plain[max(0, start - 4) : start - 1] in _INVOLVING
    return before in ("alongside", "heard") or (before == "with" and _adds(line, start - 1))


def _judge_by_verb(line: Line, i: int, verb: str, at: int) -> str | None:
    words = contributor_words()
    # "Representatives of the Ministries reviewed the rules."
    is_guest = verb in words.working and line.at(i) in words.guests
    is_greeting = verb == "spoke" and not contributor_words().openings.isdisjoint(line.plain[at + 1 : at + 6])
    is_speaker = line.at(i) in words.speaking and verb in words.telling
    # "took part as speakers"
    if is_speaker or any(a == "as" and b in words.teachers for a, b in pairwise(line.plain[at : at + 6])):
        return "people-of-taught"
    # "presented their needs", "performed best": what those do who take part
    behind = line.plain[at + 1 : at + 4]
    is_asking = behind[:1] in (("their",), ("its",)) and not words.pleas.isdisjoint(behind)
    if is_guest or is_greeting or is_asking or behind[:1] in _RANKS:
        return "attending"
    is_working = verb == "worked" and line.at(at + 1) == "with"
    is_speaking = not contributor_words().inputs.isdisjoint(line.plain[at + 1 : at + 4])
    is_working = is_working or (verb == "made" and is_speaking)
    is_leading = verb == "took" and line.at(at + 1) in ("them", "participants", "the")
    is_working = is_working or is_leading or (verb == "joined" and _joins_from_afar(line, i, at))
    if verb in words.verbs or is_working or _acts_on_class(line, i, verb, at):
        return "people-of-taught"
    # "Nurses of the Hospital were the trainers."
    reach = 4 if line.at(at + 1) == "among" else 3
    reach += 2 * any(w in ("'s", "'") for w in line.plain[at + 1 : at + 4])
    is_named = any(w in words.teachers or w in _SCHOOL for w in line.plain[at + 1 : at + reach])
    if verb in ("was", "were", "are") and is_named:
        return "people-of-taught"
    is_expert = line.at(i) in ("expert", "experts")
    if line.at(i) in words.teachers and not is_expert and verb not in words.attending:
        return "people-of-taught"
    return "attending" if verb in words.attending or verb == "took" else None


def _acts_on_class(line: Line, i: int, verb: str, at: int) -> bool:
    """Whether experts do something to those who take part, or will do it: "tested the class"."""
    words = contributor_words()
    is_expert = line.at(i) in words.teachers or line.at(i) in words.joining
    if line.at(at - 1) == "will" and is_expert:
        return verb not in words.coming
    is_deed = verb.endswith("ed") and verb not in words.attending and verb not in other_deeds()
    return is_expert and is_deed and not words.classes.isdisjoint(line.plain[at + 1 : at + 4])


def _joins_from_afar(line: Line, i: int, after: int) -> bool:
    """Whether experts came to the participants: "Analysts of A joined by video", "joined the groups"."""
    joined = next((k for k in range(after, min(len(line), after + 6)) if line.at(k) == "joined"), after)
    if line.at(joined + 1) in ("by", "via", "online", "remotely"):
        return True
    is_expert = line.at(i) in contributor_words().joining
    behind = line.plain[after + 1 : after + 4]
    return (
        is_expert and behind[:1] != ("a",) and not {"conference", "meeting", "event", "seminar"} & {*behind}
    )


def _has_participle(line: Line, by: int) -> bool:
    words = contributor_words()
    return any(line.at(k) in words.participles for k in range(max(0, by - 14), by))


def _adds(line: Line, i: int) -> bool:
    """Whether the "with" at `i` adds people to an activity, rather than opening a talk with them."""
    before = line.at(i - 1)
    return (
        before in (",", "and")
        or line.is_date(i - 1)
        or line.is_name_word(i - 1)
        or line.at(i + 1) in ("lecturers", "instructors")
    )


def _skip_more_people(line: Line, after: int) -> int:
    """The index after all groups of a subject: "A, experts from B as well as trainers from C explained"."""
    while True:
        i = after + (line.at(after) == ",")
        i += 3 if line.plain[i : i + 3] == ("as", "well", "as") else line.at(i) == "and"
        reach = range(i, min(len(line), i + 4)) if i > after else ()
        person = next((k for k in reach if is_person(line, k) and line.at(k + 1) in ORIGINS), None)
        if person is None or any(line.at(k).endswith("ed") for k in range(i, person)):
            return after
        following = read_bodies(line, person + 2).after
        if following <= person + 2:
            return after
        after = following


def _find_verb(line: Line, after: int) -> tuple[str, int] | None:
    """The verb, and its index, of the clause whose subject ends before `after`."""
    words = contributor_words()
    after = _skip_more_people(line, after)
    for j in range(after, min(len(line), after + 12)):
        word = line.at(j)
        if word in ("trained", "briefed") and line.at(j + 1) in (
            "in",
            "on",
            "by",
            "at",
            "to",
            "for",
            "until",
        ):
            return "attended", j
        if word in words.participles and line.at(j - 1) == "," and line.at(j + 1) == "by":
            # "seven officers of A, led by its Head, undertook": done to them.
            continue
        if word in words.verbs or word in words.attending or word == "took":
            return word, j
        if word in ("will", "also", "then", "jointly", "are", "is") and line.at(j + 1) != "from":
            continue
        if line.at(j - 1) == "will" and word.isalpha() and not word.endswith("ly") and word != "be":
            return word, j
        is_past = word in _PAST or (word.endswith("ed") and "-" not in line.words[j])
        if is_past or word in ("can", "are", "is", "who", "that", "which", ";"):
            return word, j
    return None

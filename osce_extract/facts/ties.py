"""Whether the clause of a cue speaks of the page's activity, or of what else bodies do with each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from itertools import pairwise
from types import MappingProxyType

from osce_extract.facts.besides import (
    is_adapting,
    is_beside,
    is_help,
    is_implementer,
    is_making,
    is_of_another,
    is_of_body,
    is_of_guests,
    is_of_many,
    is_of_people,
    is_osce,
    is_receiving,
    is_shared_payment,
    is_visited,
)
from osce_extract.facts.lines import ARTICLES, Line
from osce_extract.facts.names import Name
from osce_extract.facts.phrases import Phrase
from osce_extract.vocab.bodies import find_head
from osce_extract.vocab.cues import Argument, CueMatch, CueRole, find_cues, occasion_words
from osce_extract.vocab.projects import project_words
from osce_extract.vocab.ties import tie_words

__all__ = ["find_untied"]

_BARRIERS = frozenset({",", ";", ":", "–", "—", "(", "“", "”", "but"})
_BE = frozenset({"are", "is", "was", "were", "been"})
_RELATIVES = frozenset({"which", "that", "who"})
_GATHERING = frozenset({"around", "at", "for", "from", "in", "on", "to"})
_DEFINITE = frozenset({"the", "this", "it", "these", "them"})
# Verbs of a cue that is a statement of its own: "partners were", "the hall came from".
_STATING = frozenset({"are", "came", "come", "comes", "include", "included", "is", "was", "were"})
_LONGEST_OBJECT = 7
_NEAR = 5
_LONGEST_INTENT = 12
_FORCES = frozenset({"Army", "Gendarmerie", "Police"})
_STRUCTURES = frozenset({"mission", "presence", "secretariat"})

_CONTENT = "says what was learned or discussed, not who stood behind the activity"
_INTENT = "says what somebody means to do"
_UNTIED = "nothing ties it to the activity"
_FUNDED_BODY = "paid for or supported is a body, not the activity"
_GATHERED = "says that people came together"
_FOUNDED = "says whose work another body is"
_PROJECT = "says whose idea the project was"
_VISITED = "says who visited"
_DEED = "what it did or ran is not the activity"
_MET = "says with whom somebody met"
_PRAISE = "speaks of help, not of money"
_MADE = "says who had made or runs something else"
_OTHER = "speaks of something else than the page's activity"
_ROLE = "says who carried it out"
_PAID = "says who else paid"
_ELSEWHERE = "says where some participants had been before"
_HABIT = "says what a body does at other times"


def find_untied(line: Line, match: CueMatch, phrase: Phrase, names: tuple[Name, ...]) -> str | None:
    """Tell why a cue speaks of something else than the page's activity; None when it may speak of it.

    Args:
        line: the words.
        match: the cue found in them.
        phrase: the bodies that it governs.
        names: all names of the line.
    """
    # A noun that says what a body was, a compound: nothing is left to tell.
    if not phrase.names or not match.cue.phrases or line.passage.source == "title":
        return None
    checks = _CHECKS.get((match.cue.role, match.cue.argument), ())
    return next((reason for applies, reason in checks if applies(line, match, phrase, names)), None)


def _clause_start(line: Line, i: int) -> int:
    return next((k + 1 for k in range(i - 1, -1, -1) if line.at(k) in _BARRIERS), 0)


def _is_content(line: Line, match: CueMatch, _phrase: Phrase, _names: tuple[Name, ...]) -> bool:
    """Whether a word for asking or talking stands before the cue, and no activity between."""
    words = tie_words()
    for k in range(match.first - 1, _clause_start(line, match.first) - 1, -1):
        if line.at(k) in words.asking or (line.at(k) in words.content and line.at(k - 1) not in ARTICLES):
            between = line.plain[k + 1 : match.first]
            if not occasion_words().isdisjoint(between):
                return False
            return not any(
                cue.cue.role == "organizer" and cue.cue.argument == "agent" for cue in find_cues(between)
            )
    return False


def _is_intent(line: Line, match: CueMatch, _phrase: Phrase, _names: tuple[Name, ...]) -> bool:
    """Whether an infinitive behind a verb of meaning to do holds the cue: "plans to build … with"."""
    start = max(_clause_start(line, match.first), match.first - _LONGEST_INTENT)
    if line.plain[start : start + 2] == ("to", "be") and line.at(start - 1) == ",":
        # "plans to add a course, to be held together with"
        return not tie_words().intent.isdisjoint(line.plain[:start])
    for k in range(start, match.first):
        if line.at(k) == "to" and any(line.at(j) in tie_words().intent for j in range(max(start, k - 8), k)):
            follower = line.at(k + 1)
            return bool(follower) and follower not in ARTICLES and not line.tokens[k + 1].is_capitalized
    return False


def _is_habit(line: Line, match: CueMatch, phrase: Phrase, _names: tuple[Name, ...]) -> bool:
    """Whether a relative clause tells what another body than the OSCE does: "Zora, which runs a clinic"."""
    verb = line.at(match.first)
    is_present = match.after == match.first + 1 and verb.endswith("s") and not verb.endswith("ss")
    return (
        is_present
        and line.at(match.first - 1) in _RELATIVES
        and line.at(match.after) not in _DEFINITE
        and not is_osce(phrase)
    )


def _is_of_other(line: Line, match: CueMatch, phrase: Phrase, names: tuple[Name, ...]) -> bool:
    """Whether it stands in a relative clause on what another body does: "Zora, which runs a clinic with"."""
    if is_osce(phrase):
        return False
    for k in range(match.first - 1, 1, -1):
        if line.at(k) in (",", ";", "and") and k < match.first - 1:
            return False
        if line.at(k) in ("which", "who") and line.at(k - 1) == ",":
            verb = line.at(k + 1)
            is_present = verb.endswith("s") and not verb.endswith("ss") and verb not in _BE
            before = next((name for name in names if name.after == k - 1), None)
            return (
                is_present
                and before is not None
                and not before.mention.osce
                and before.mention.kind in ("body", "acronym", "unknown")
            )
    return False


def _is_gathering(line: Line, match: CueMatch, _phrase: Phrase, _names: tuple[Name, ...]) -> bool:
    """Whether people of a place came together: "of the host country BiH gathered to learn"."""
    is_verb = match.after == match.first + 1 and line.at(match.first).startswith("gather")
    return is_verb and line.at(match.after) in _GATHERING


def _is_visit(line: Line, match: CueMatch, _phrase: Phrase, _names: tuple[Name, ...]) -> bool:
    """Whether it tells of a visit that the subject paid: "concluded a two-day visit to Malta"."""
    if line.at(match.first) not in tie_words().paying:
        return False
    behind = line.plain[match.first + 1 : match.first + _LONGEST_OBJECT]
    visit = next((k for k, word in enumerate(behind) if word in tie_words().visits), None)
    if visit is None or not tie_words().limits.isdisjoint(behind[:visit]):
        return False
    return behind[visit + 1 : visit + 2] in (("to",), ("in",), (".",), (",",), ()) and not (
        {"study", "exchange"} & {*behind[:visit]}
    )


def _is_other_deed(line: Line, match: CueMatch, phrase: Phrase, _names: tuple[Name, ...]) -> bool:
    """Whether bodies other than the OSCE's did what is no activity of the page: "launched an inquiry".

    Further on in the page it is theirs only when the page knows it: "organized the course", not "a course".
    """
    is_opening = line.at(match.first).startswith("open")
    is_verb = match.after == match.first + 1 or is_opening
    if match.cue.name not in ("organizes", "hosts") or not is_verb or is_osce(phrase):
        return False
    if _is_of_occasion(line, phrase):
        return False
    words, i = tie_words(), match.first + 1
    if match.cue.role == "host" and line.at(i) not in ("a", "an"):
        return False
    if line.at(i) in _DEFINITE - {"the"} or not line.at(i).isalpha() or line.at(i) in words.limits:
        return False
    known = occasion_words() | project_words().nouns | words.things | words.goods
    end = next(
        (k for k in range(i, len(line)) if line.at(k) in words.limits or line.at(k) in _BARRIERS), len(line)
    )
    if not any(line.at(k) in known for k in range(i, end)):
        return True
    is_early = line.passage.paragraph in (None, 0)
    return not is_early and line.at(i) in ("a", "an")


def _is_of_study(line: Line, _match: CueMatch, phrase: Phrase, _names: tuple[Name, ...]) -> bool:
    """Whether it is "a study that the Guild carried out": what was made stands before, no activity."""
    if is_osce(phrase):
        return False
    first = min(name.first for name in phrase.names)
    first -= line.at(first - 1) in ARTICLES
    made = first - 2 - (line.at(first - 2) == ",")
    return line.at(first - 1) in ("that", "which") and line.at(made) in (
        tie_words().no_activities | tie_words().things
    )


def _is_of_occasion(line: Line, phrase: Phrase) -> bool:
    """Whether it is "a seminar that the Guild organized": what was organized stands before."""
    first = min(name.first for name in phrase.names)
    first -= line.at(first - 1) in ARTICLES
    before = line.plain[max(0, first - _LONGEST_OBJECT) : max(0, first - 1)]
    return line.at(first - 1) in ("that", "which") and not occasion_words().isdisjoint(before)


def _is_of_thing(line: Line, match: CueMatch, phrase: Phrase, _names: tuple[Name, ...]) -> bool:
    """Whether bodies other than the OSCE's ran or led what is no activity: "a group led by the Guild"."""
    if is_osce(phrase):
        return False
    k = match.first - 1
    while k > 0 and (
        line.at(k) in _BE or line.at(k) in (",", "which", "that", "also") or line.at(k).endswith("ly")
    ):
        k -= 1
    return line.at(k) in tie_words().no_activities


def _is_foretold(line: Line, match: CueMatch, phrase: Phrase, _names: tuple[Name, ...]) -> bool:
    """Whether another body than the OSCE is to run it one day: "to be funded by A and run by the Guild"."""
    before = line.plain[max(0, match.first - _LONGEST_INTENT) : match.first]
    is_second = before[-1:] == ("and",)
    return is_second and not is_osce(phrase) and ("to", "be") in pairwise(before)


def _is_of_project(line: Line, match: CueMatch, _phrase: Phrase, _names: tuple[Name, ...]) -> bool:
    """Whether it says whose idea a project was: "as part of a project initiated by the Guild"."""
    before = line.plain[max(0, match.first - 3) : match.first]
    return line.at(match.first) == "initiated" and not project_words().nouns.isdisjoint(before)


def _is_meeting(line: Line, match: CueMatch, _phrase: Phrase, _names: tuple[Name, ...]) -> bool:
    """Whether it says with whom somebody met: "held a meeting with the Guild"."""
    return line.at(match.after - 1) == "with" and line.at(match.after - 2) in tie_words().encounters


def _is_praise(line: Line, match: CueMatch, _phrase: Phrase, _names: tuple[Name, ...]) -> bool:
    """Whether a contribution is praised, and no money: "the important contributions made by the Guild"."""
    behind = range(match.after, min(len(line), match.after + _NEAR))
    if any(line.tokens[k].is_number or line.at(k) in project_words().nouns for k in behind):
        return False
    return any(
        line.at(k).startswith("contribution") and line.at(k - 1) in tie_words().praise
        for k in range(match.first, match.after)
    )


def _subject(line: Line, names: tuple[Name, ...]) -> Name | None:
    """The body other than the OSCE's that the main clause begins with."""
    start = 0
    if line.at(0) in ("in", "on", "since", "during", "by") and line.is_date(1):
        start = next((k for k in range(1, len(line)) if not line.is_date(k)), 0)
        start += line.at(start) == ","
    start += line.at(start) in ARTICLES
    first = next((name for name in names if name.first >= start), None)
    if first is None or first.first > start or first.mention.osce:
        return None
    return first if first.mention.kind in ("body", "acronym") and line.at(first.after) != "'s" else None


def _is_of_body(line: Line, match: CueMatch, phrase: Phrase, names: tuple[Name, ...]) -> bool:
    """Whether it is a body that somebody pays for: "the Academy, which is funded by Malta"."""
    if is_osce(phrase):
        return False
    k = match.first - 1
    while k > 0 and (line.at(k) in _BE or line.at(k).endswith("ly") or line.at(k) in ("also", "has", "have")):
        k -= 1
    if line.at(k) in ("which", "that") or (line.at(k) == "," and line.at(k - 1) != ","):
        is_relative = line.at(k) != ","
        end = k - (is_relative and line.at(k - 1) == ",")
        before = next((name for name in names if name.after == end), None)
        if before is None and is_relative:
            # "the national police, which is supported by Malta"
            head = find_head(line.at(end - 1))
            return head is not None and (head.kind == "organ" or head.singular in _FORCES)
        if before is None or before.mention.kind not in ("body", "acronym") or before.mention.osce:
            return False
        return is_relative or (_subject(line, names) == before and not _is_tied(line, match, names))
    subject = _subject(line, names)
    return subject is not None and subject.after == k + 1


def _is_untied_company(line: Line, match: CueMatch, phrase: Phrase, names: tuple[Name, ...]) -> bool:
    is_statement = not _STATING.isdisjoint(line.plain[match.first : match.after])
    return not (is_osce(phrase) or is_statement or _is_tied(line, match, names))


def _is_untied_money(line: Line, match: CueMatch, phrase: Phrase, names: tuple[Name, ...]) -> bool:
    return _subject(line, names) is not None and _is_untied_company(line, match, phrase, names)


def _is_tied(line: Line, match: CueMatch, names: tuple[Name, ...]) -> bool:
    """Whether the sentence names an activity, what people do in one, or an OSCE structure."""
    words = tie_words()
    # "The Presence worked with": a reference to a structure.
    if any(name.mention.osce or line.at(name.after - 1) in _STRUCTURES for name in names):
        return True
    if not words.pronouns.isdisjoint(line.plain):
        return True
    known = _telling_nouns() & line.vocabulary
    outside = (*range(match.first), *range(match.after, len(line)))
    if known and any(line.plain[k] in known and not _is_name(line, k) for k in outside):
        return True
    return any(other.cue.role == "organizer" and other.cue.only != "osce" for other in find_cues(line.plain))


@cache
def _telling_nouns() -> frozenset[str]:
    """Nouns of activities and of what people do or make in one."""
    return occasion_words() | project_words().nouns | tie_words().things | tie_words().deeds


def _is_name(line: Line, k: int) -> bool:
    return k > 0 and line.tokens[k].is_capitalized


_Check = Callable[[Line, CueMatch, Phrase, tuple[Name, ...]], bool]


_ASIDE: tuple[tuple[_Check, str], ...] = (
    (_is_content, _CONTENT),
    (_is_intent, _INTENT),
    (_is_of_other, _HABIT),
    (is_of_people, _HABIT),
    (is_making, _MADE),
    (is_adapting, _MADE),
    (is_visited, _MADE),
)
_CHECKS: Mapping[tuple[CueRole, Argument], tuple[tuple[_Check, str], ...]] = MappingProxyType(
    {
        ("co-operation", "after"): (
            *_ASIDE,
            (is_implementer, _ROLE),
            (is_help, _OTHER),
            (is_shared_payment, _PAID),
            (_is_meeting, _MET),
            (_is_untied_company, _UNTIED),
        ),
        ("support", "after"): (*_ASIDE, (_is_untied_company, _UNTIED)),
        ("donor", "after"): (
            *_ASIDE,
            (_is_praise, _PRAISE),
            (is_receiving, _FUNDED_BODY),
            (_is_untied_money, _UNTIED),
        ),
        ("donor", "source"): ((is_receiving, _FUNDED_BODY),),
        ("support", "agent"): ((_is_content, _CONTENT), (is_of_another, _OTHER), (_is_of_body, _FUNDED_BODY)),
        ("donor", "subject"): ((is_beside, _OTHER), (_is_praise, _PRAISE)),
        ("donor", "agent"): (
            (_is_content, _CONTENT),
            (is_of_another, _OTHER),
            (is_visited, _FUNDED_BODY),
            (_is_of_body, _FUNDED_BODY),
            (_is_praise, _PRAISE),
        ),
        ("organizer", "subject"): (
            (_is_habit, _HABIT),
            (_is_gathering, _GATHERED),
            (_is_visit, _VISITED),
            (is_of_many, _DEED),
            (_is_of_study, _MADE),
            (_is_other_deed, _DEED),
        ),
        ("host", "subject"): ((_is_other_deed, _DEED),),
        ("organizer", "agent"): (
            (is_of_another, _OTHER),
            (is_visited, _MADE),
            (_is_foretold, _INTENT),
            (_is_of_thing, _DEED),
            (is_of_guests, _ELSEWHERE),
        ),
        ("organizer", "after"): ((_is_of_project, _PROJECT), (is_of_body, _FOUNDED)),
    }
)

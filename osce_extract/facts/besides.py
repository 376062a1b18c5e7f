"""Whether a cue speaks of what bodies made, run, paid for or visited beside the page's activity."""

from __future__ import annotations

from osce_extract.facts.actors import is_paired
from osce_extract.facts.lines import ARTICLES, Line
from osce_extract.facts.names import Name
from osce_extract.facts.phrases import Phrase
from osce_extract.vocab.bodies import find_head
from osce_extract.vocab.cues import CueMatch, find_cues, occasion_words
from osce_extract.vocab.projects import project_words
from osce_extract.vocab.ties import tie_words

__all__ = [
    "is_adapting",
    "is_beside",
    "is_help",
    "is_implementer",
    "is_making",
    "is_of_another",
    "is_of_body",
    "is_of_guests",
    "is_of_many",
    "is_of_people",
    "is_osce",
    "is_receiving",
    "is_shared_payment",
    "is_visited",
]

_BE = frozenset({"are", "is", "was", "were", "been"})
_HAVE = frozenset({"has", "have"})
_RELATIVES = frozenset({"which", "that", "who"})
_DEFINITE = frozenset({"the", "this", "it", "its", "these", "them"})
_INDEFINITE = frozenset({"", "a", "an", "another", "one", "several", "three", "two"})
_EACH_OF_WHICH = frozenset((word, "of", "which") for word in ("first", "second", "last", "both", "all"))
_LONGEST_OBJECT = 7
_LONGEST_INTENT = 12
_LONGEST_AGENT = 30
_NEAR = 5


def is_osce(phrase: Phrase) -> bool:
    """Whether one of the bodies is an OSCE structure."""
    return any(name.mention.osce or name.mention.kind == "reference" for name in phrase.names)


def is_making(line: Line, match: CueMatch, phrase: Phrase, names: tuple[Name, ...]) -> bool:
    """Whether it says who else had made a thing: "a manual written by the Guild with the help of Malta"."""
    if is_osce(phrase):
        return False
    before = next((n for n in names if match.first - n.after in (0, 1)), None)
    if before is None or before.mention.osce or before.mention.kind not in ("body", "acronym", "unknown"):
        return False
    window = range(before.first - 1, max(0, before.first - _LONGEST_AGENT), -1)
    by = next((k for k in window if line.at(k) == "by"), 0)
    if line.at(by - 1) in tie_words().running:
        return line.at(by - 2) in _BE and line.at(by - 3) in _RELATIVES
    about = line.plain[max(0, by - _LONGEST_OBJECT) : by]
    known = occasion_words() | project_words().nouns
    return by > 0 and line.at(by - 1) in tie_words().making and known.isdisjoint(about)


def is_adapting(line: Line, match: CueMatch, _phrase: Phrase, _names: tuple[Name, ...]) -> bool:
    """Whether it says who helped to use a thing: "aids, which have been adapted in partnership with A"."""
    adapting = tie_words().adapting
    for k in range(match.first - 1, max(2, match.first - _LONGEST_OBJECT), -1):
        if line.at(k) in adapting:
            is_perfect = line.at(k - 2) in _HAVE and line.at(k - 1) == "been"
            return is_perfect and line.at(k - 3) in _RELATIVES
    return False


def is_of_body(line: Line, match: CueMatch, _phrase: Phrase, names: tuple[Name, ...]) -> bool:
    """Whether a body is what the cue speaks of: "UNAIDS is a joint programme of the United Nations"."""
    before = next((name for name in names if name.after == match.first), None)
    if before is None:
        return False
    known = line.known_body_at(before.first, match.first)
    return before.mention.kind in ("acronym", "structure") or known is not None


def is_of_many(line: Line, match: CueMatch, phrase: Phrase, _names: tuple[Name, ...]) -> bool:
    """Whether it counts what another body than the OSCE does in a time: "The Parliament held 14 hearings"."""
    is_own = any(name.mention.osce or _may_be_osce(name) for name in phrase.names)
    return not is_own and match.after < len(line) and line.tokens[match.after].is_number


def _may_be_osce(name: Name) -> bool:
    """Whether "the Mission" may be the OSCE's, as "the Parliament" is not."""
    head = find_head(name.mention.name)
    return name.mention.kind == "reference" and not (head and head.kind == "organ")


def is_of_people(line: Line, match: CueMatch, phrase: Phrase, _names: tuple[Name, ...]) -> bool:
    """Whether it says with whom people work at other times: "officers who work together with the Guild"."""
    near = range(max(0, match.first - _NEAR), match.first)
    return not is_osce(phrase) and any(
        line.at(k) == "who" and line.at(k + 1) in tie_words().habits for k in near
    )


def is_shared_payment(line: Line, match: CueMatch, phrase: Phrase, _names: tuple[Name, ...]) -> bool:
    """Whether it says who else paid: "Norway, together with Sweden, financed it"."""
    if not is_paired(line, match.first) or line.at(match.first - 1) != "," or line.at(phrase.after) != ",":
        return False
    verbs = [m.cue.role for m in find_cues(line.plain[phrase.after + 1 : phrase.after + 9]) if m.first == 0]
    return bool(verbs) and set(verbs) == {"donor"}


def is_visited(line: Line, match: CueMatch, phrase: Phrase, _names: tuple[Name, ...]) -> bool:
    """Whether it is a house that was visited, not the activity: "toured a shelter funded by Malta"."""
    if is_osce(phrase) or line.vocabulary.isdisjoint(tie_words().touring):
        return False
    for k in range(match.first - 1, max(0, match.first - 2 * _LONGEST_OBJECT), -1):
        if line.at(k) in tie_words().touring:
            return line.at(k + 1) in ARTICLES
        # "a shelter run by Caritas": no race.
        if (line.at(k) in occasion_words() and line.at(k + 1) != "by") or line.at(k) in project_words().nouns:
            return False
    return False


def is_of_guests(line: Line, match: CueMatch, phrase: Phrase, _names: tuple[Name, ...]) -> bool:
    """Whether participants had been to it elsewhere: "who took part in a course arranged by Malta"."""
    if is_osce(phrase):
        return False
    for k in range(match.first - 1, max(0, match.first - _LONGEST_OBJECT), -1):
        if line.at(k) in ("a", "an", "another"):
            before = line.plain[max(0, k - _LONGEST_INTENT) : k]
            is_attended = not tie_words().attending.isdisjoint(before[-4:])
            return is_attended and ("who" in before or "had" in before)
        if line.at(k) in (",", "the"):
            return False
    return False


def is_receiving(line: Line, match: CueMatch, _phrase: Phrase, names: tuple[Name, ...]) -> bool:
    """Whether another body than the OSCE's was given money: "The Guild received a grant from Malta"."""
    # "received a", "received": the cue begins with the article or with the verb.
    k = next((k for k in range(match.first, match.first - 3, -1) if line.at(k) in tie_words().receiving), 0)
    while k > 0 and (line.at(k - 1) in ("has", "have", "had", "also") or line.at(k - 1).endswith("ly")):
        k -= 1
    before = next((name for name in names if name.after == k), None)
    is_body = before is not None and before.mention.kind in ("body", "acronym")
    return is_body and not (before and before.mention.osce)


def is_of_another(line: Line, match: CueMatch, _phrase: Phrase, _names: tuple[Name, ...]) -> bool:
    """Whether it is said of another event or project: "a previous course, financed by Malta"."""
    if line.plain[max(0, match.first - 4) : match.first - 1] in _EACH_OF_WHICH:
        return "previously" in line.plain[: match.first]
    for k in range(match.first - 1, max(-1, match.first - _LONGEST_OBJECT), -1):
        word = line.plain[k]
        if word in tie_words().others:
            return line.at(k - 1) in _INDEFINITE
        # "following a visit financed by Malta"
        if word in ("a", "an") and line.at(k - 1) in ("following", "after"):
            return not tie_words().visits.isdisjoint(line.plain[k : match.first])
        if word in _DEFINITE:
            return False
    return False


def is_implementer(line: Line, match: CueMatch, phrase: Phrase, _names: tuple[Name, ...]) -> bool:
    """Whether it was the implementing partner: "organized with its implementing partner, the Guild"."""
    return "implementing" in line.plain[match.after : phrase.names[0].first]


def is_help(line: Line, _match: CueMatch, phrase: Phrase, _names: tuple[Name, ...]) -> bool:
    """Whether it is a body's help: "organized the course with UNDP support"."""
    return line.at(phrase.after) == "financial" or line.at(phrase.after) in tie_words().backing


def is_beside(line: Line, match: CueMatch, _phrase: Phrase, _names: tuple[Name, ...]) -> bool:
    """Whether it is something else that was paid for too: "Malta has also funded the new library"."""
    if "also" not in line.plain[max(0, match.first - 2) : match.first]:
        return False
    words = tie_words()
    known = occasion_words() | project_words().nouns | words.things | words.goods
    behind = line.plain[match.first + 1 : match.first + _LONGEST_OBJECT]
    return behind[:1] in (("the",), ("a",), ("an",)) and known.isdisjoint(behind)

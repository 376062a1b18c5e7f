"""Dates that a part of the sentence keeps for itself: "Printed in June, the handbook was shown on 3 May"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from osce_extract.facts.cues import VERBAL, find_spots
from osce_extract.facts.events import Event, find_events
from osce_extract.facts.passages import Passage, Statement
from osce_extract.text.calendar import DatePhrase
from osce_extract.text.tokens import Token
from osce_extract.vocab.datecues import date_cues
from osce_extract.vocab.people import person_kind

__all__ = ["is_kept"]

Tokens = tuple[Token, ...]

# A clause that a sentence opens with ends at a comma so many words on.
_FRONT = 30
# Between a word that opens a clause and the date in it.
_REACH = 16
# Between a participle and its date: "signed by both Ministers in Osh on 3 May".
_BEHIND = 8
# Back from a clause to the noun that it describes.
_NOUNS = 14
# The verb of "who had again completed" stands so near.
_FIRST_VERB = 3
_SUBJECTS = frozenset({"the", "a", "an", "its", "their", "his", "her", "it", "they", "he", "she", "we"})
_RELATIVE = frozenset({"which", "that", "who", "whom"})
# "before dawn on 3 May"
_DAYTIMES = frozenset({"dawn", "noon", "midnight", "sunrise", "sunset", "dark", "lunch", "midday"})
_OPENERS = frozenset({"when", "how", "why", "whether", "because", "after", "before", "what"})
# These last longer than the activities in them: "the second in a series that began on 3 May".
_LONGER = frozenset({"series", "cycle", "project", "process"})
_PEOPLE = frozenset({"who", "whom"})
_STOPS = frozenset({",", ";", "–", "—", "(", ")", ":"})
_ABOUT = frozenset({"on", "about", "regarding", "concerning"})
_FINITE = frozenset({"is", "are", "was", "were", "has", "have", "had", "will"})
_AUXILIARIES = _FINITE | {"be", "been", "being", "also", "and", "or", "but", "not"}
_TO_DATES = frozenset({"on", "in", "at", "by", "from", "between", "during", "only", "as", "earlier", "last"})
_LATER = frozenset({"after", "before"})


def is_kept(passage: Passage, statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether a clause keeps a date, so that a date of the main clause goes before it.

    The clause describes something that is no activity ("women who had left school on 3 May", "the law
    adopted on 3 May"), or opens the sentence ("Printed in June, …", "As part of the Week (3–9 May), …").
    """
    tokens = statement.tokens
    at = bisect_right([token.end for token in tokens], phrase.start)
    if not 0 < at < len(tokens):
        return False
    return (
        _is_fronted(passage, statement, phrase, at)
        or _is_of_relative(passage, statement, at)
        or _is_of_participle(passage, statement, at)
        or _is_of_subordinate(passage, statement, at)
    )


def _is_fronted(passage: Passage, statement: Statement, phrase: DatePhrase, at: int) -> bool:
    """Tell whether the date stands in words before the subject that speak of something else."""
    tokens = statement.tokens
    after = bisect_left([token.start for token in tokens], phrase.end)
    comma = next((i for i in range(after, min(len(tokens), _FRONT)) if tokens[i].text == ","), None)
    if comma is None or any(token.text == "," for token in tokens[:at]):
        return False
    opening = passage.text[statement.start : tokens[min(len(tokens), _BEHIND)].start].lower()
    if opening.startswith(date_cues().adjuncts):
        return True
    words = [token.lower for token in tokens[:comma]]
    if words[0] == "having":
        return True
    if not _LATER.isdisjoint(words[1:4]) and words[0] in {"a", "one", "two", "three", "four", "some"}:
        # "Two weeks after the elections of 3 May, …"
        return True
    return _is_made(words[0]) and not _has_activity(passage, statement, comma)


def _is_made(word: str) -> bool:
    return word in date_cues().made or word in date_cues().made_of_people


def _has_activity(passage: Passage, statement: Statement, comma: int) -> bool:
    """Tell whether the subject behind a fronted clause is an activity."""
    tokens = statement.tokens
    verbs = _verbs(passage, statement, comma, min(len(tokens), comma + _FRONT))
    aux = [i for i in range(comma, len(tokens)) if tokens[i].lower in _AUXILIARIES]
    end = tokens[min([*verbs[:1], *aux[:1], len(tokens) - 1])].start
    return any(tokens[comma].end <= e.start < end for e in _activities(passage, statement))


def _is_of_relative(passage: Passage, statement: Statement, at: int) -> bool:
    """Tell whether the date stands in a relative clause about something that is no activity."""
    tokens = statement.tokens
    i = next((i for i in range(at - 1, max(0, at - _REACH), -1) if _opens_or_stops(tokens[i])), 0)
    if not i or tokens[i].lower not in _RELATIVE:
        return False
    # "said that", "so that": no relative clause.
    before = i - 1 - (tokens[i - 1].text == ",")
    if before < 0 or not (tokens[before].is_word or tokens[before].is_number):
        return False
    # "a series of ten that had begun"
    if not _LONGER.isdisjoint(token.lower for token in tokens[max(0, before - 2) : before + 1]):
        return True
    verbs = _verbs(passage, statement, i, at)
    # "Clerks who run archives met on 3 May": the clause has ended.
    is_over = len(verbs) > 1 or (verbs and verbs[0] - i > _FIRST_VERB and _is_subject(tokens, i))
    return not is_over and not _tells_of_activity(passage, statement, (before, i, at), verbs)


def _tells_of_activity(
    passage: Passage, statement: Statement, place: tuple[int, int, int], verbs: list[int]
) -> bool:
    """Tell whether a relative clause is about an activity: place of its noun, its pronoun and the date."""
    tokens = statement.tokens
    before, i, at = place
    within = any(tokens[i].start < e.start < tokens[at].start for e in _activities(passage, statement))
    if tokens[i].lower in _PEOPLE:
        return within and "had" not in {token.lower for token in tokens[i:at]}
    if within or (tokens[i].lower == "that" and not _is_noun(tokens, before)):
        return True
    is_held = any(tokens[v].lower in date_cues().holding for v in verbs)
    is_held = is_held and not (before == i - 1 and _is_determined(tokens, before))
    return _describes_activity(passage, statement, before, is_held=is_held)


def _opens_or_stops(token: Token) -> bool:
    return token.text in _STOPS or token.lower in _RELATIVE


def _verbs(passage: Passage, statement: Statement, first: int, after: int) -> list[int]:
    """The verbs of activities among the words, those joined by "and" as one."""
    tokens = statement.tokens
    starts = {spot.start for spot in find_spots(passage, statement) if spot.value in VERBAL}
    found = [i for i in range(first, after) if tokens[i].start in starts]
    return [i for i in found if tokens[i - 1].lower != "and"]


def _is_subject(tokens: Tokens, i: int) -> bool:
    """Tell "who run archives" from "which the Mission held"."""
    behind = tokens[i + 1]
    return not (behind.is_capitalized or behind.lower in _SUBJECTS or behind.lower.endswith("s"))


def _is_determined(tokens: Tokens, i: int) -> bool:
    """Tell whether an article makes word `i` what the clause is about: "the trial that opened"."""
    is_noun = tokens[i].is_word and not tokens[i].is_capitalized and person_kind(tokens[i].lower) is None
    return is_noun and any(token.lower in {"the", "a", "an"} for token in tokens[max(0, i - 2) : i])


def _is_of_subordinate(passage: Passage, statement: Statement, at: int) -> bool:
    """Tell whether a clause within the sentence has the date: "what was done when the dam broke on 3 May"."""
    tokens = statement.tokens
    for i in range(at - 1, max(0, at - _REACH), -1):
        if tokens[i].text in _STOPS or tokens[i].lower in _RELATIVE:
            return False
        if tokens[i].lower in _OPENERS and tokens[i + 1].lower not in _DAYTIMES:
            break
    else:
        return False
    start, end = tokens[i].start, tokens[at].start
    spots = find_spots(passage, statement)
    return not any(start < s.start < end and s.value in {*VERBAL, "event"} for s in spots)


def _is_noun(tokens: Tokens, i: int) -> bool:
    """Tell a noun before "that" from a verb of saying: "the posters that", "noted that"."""
    lower = tokens[i].lower
    return not lower.endswith("ed") and lower not in {"said", "told", "so", "is", "was", "say", "says"}


def _activities(passage: Passage, statement: Statement) -> list[Event]:
    events = [e for e in find_events(passage, statement) if e.is_noun and not e.is_modifier]
    # "World Refugee Day" is marked, not held.
    return [e for e in events if e.word.strength != "generic" or not passage.text[e.start].isupper()]


def _describes_activity(passage: Passage, statement: Statement, at: int, *, is_held: bool = False) -> bool:
    """Tell whether a clause behind word `at` describes an activity.

    "A course for judges" does, and "a round table on a law" only where its verb tells what `is_held`.
    """
    tokens = statement.tokens
    # "in preparation of the conference, which will open on 3 May"
    prepared = {spot.start for spot in find_spots(passage, statement) if spot.value == "hard"}
    ends = {event.end for event in _activities(passage, statement) if event.start not in prepared}
    for i in range(at, max(-1, at - _NOUNS), -1):
        if tokens[i].end in ends:
            return True
        is_name = i + 1 < len(tokens) and tokens[i + 1].is_capitalized
        if tokens[i].lower in _ABOUT and not is_name and not is_held:
            return False
        if tokens[i].text in _STOPS or tokens[i].lower in _FINITE:
            return False
    return False


def _is_of_participle(passage: Passage, statement: Statement, at: int) -> bool:
    """Tell whether a participle behind a noun has the date: "clerks hired on 3 May", "the law adopted in"."""
    tokens = statement.tokens
    for i in range(at - 1, max(0, at - _BEHIND), -1):
        if tokens[i].text in _STOPS or tokens[i].lower in _AUXILIARIES:
            return False
        if tokens[i].lower in {"held", "organized"} and _is_of_people(passage, statement, i):
            return True
        if _is_made(tokens[i].lower):
            first = _first_of_two(tokens, i)
            is_beside = tokens[first + 1].lower in _TO_DATES or first + 1 == at
            return is_beside and _describes_noun(passage, statement, first)
    return False


def _describes_noun(passage: Passage, statement: Statement, participle: int) -> bool:
    """Tell whether a participle stands behind a noun that is no activity, and is not the sentence's verb."""
    tokens, word = statement.tokens, statement.tokens[participle].lower
    before = participle - 1 - (tokens[participle - 1].text == ",")
    noun = tokens[before]
    if not noun.is_word or noun.is_capitalized or noun.lower in _AUXILIARIES | _TO_DATES:
        return False
    if person_kind(noun.lower) is not None and word not in date_cues().made_of_people:
        return False
    return _has_main_verb(passage, statement, participle) and not _describes_activity(
        passage, statement, participle - 1
    )


def _is_of_people(passage: Passage, statement: Statement, i: int) -> bool:
    """Tell whether an activity held only describes people: "winners of a quiz held"."""
    tokens = statement.tokens
    event = next((e for e in _activities(passage, statement) if e.end == tokens[i - 1].end), None)
    if event is None or event.governor != "of":
        return False
    of = next((j for j in range(i - 1, 0, -1) if tokens[j].lower == "of"), 0)
    return of > 0 and person_kind(tokens[of - 1].lower) is not None


def _first_of_two(tokens: Tokens, i: int) -> int:
    """Go from "delivered" to "bought" in "bought in May and delivered on 3 June"."""
    if tokens[i - 1].lower != "and":
        return i
    window = range(i - 2, max(0, i - _BEHIND), -1)
    return next((j for j in window if _is_made(tokens[j].lower)), i)


def _has_main_verb(passage: Passage, statement: Statement, participle: int) -> bool:
    """Tell whether another verb than the participle is the sentence's."""
    tokens = statement.tokens
    start = tokens[participle].start
    if any(token.lower in {"is", "are", "was", "were", "has", "have", "will"} for token in tokens):
        return True
    if any(token.end < start and token.lower.endswith("ed") for token in tokens):
        return True
    return any(spot.value in VERBAL and spot.start != start for spot in find_spots(passage, statement))

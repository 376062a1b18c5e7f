"""The days of a contest or a call: when entries could be sent, and when the results were announced."""

from __future__ import annotations

from itertools import pairwise

from osce_extract.facts.events import find_events
from osce_extract.facts.passages import Passage, Statement
from osce_extract.text.calendar import DatePhrase
from osce_extract.vocab.datecues import date_cues

__all__ = ["gives_results", "is_for_entries"]

# The verb stands so many words before the phrase.
_REACH = 14
# Between "could" and its verb, and between "entries" and "were accepted".
_DETOUR = 4
_MODALS = frozenset({"could", "can", "able", "may", "invited", "asked", "encouraged"})
# "could apply for", "could apply until"; but "could apply their skills".
_APPLYING = frozenset({"apply", "register", "enrol", "enroll"})
_BEHIND_APPLYING = frozenset({"for", "until", "from", "between", "to", "by", "online", "through", "via"})
_BE = frozenset({"was", "were", "is", "are", "be", "been"})
_FINITE = frozenset("is are was were has have had will took began ended it they".split())
_HELD = frozenset({"held", "place", "met", "ran", "opened", "organized", "organised"})
_CLOSING = frozenset({"closed", "close", "opened", "open", "ended"})
_CONTESTS = frozenset({"contest", "competition", "call", "award", "prize", "registration"})
_UNTIL = frozenset({"until", "till"})
_USED = frozenset({"taken", "used", "accessed", "downloaded", "completed", "followed", "booked", "watched"})
_OWNING = frozenset({"from", "of"})
_OUTCOMES = frozenset({"result", "results"})


def is_for_entries(statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether it is when entries could be sent: "Pupils could send in their work until 3 May"."""
    cues = date_cues()
    words = _before(statement, phrase)
    for i, word in enumerate(words):
        behind = words[i + 1 : i + 1 + _DETOUR]
        # "could register until May, and the final was held on"
        if not _HELD.isdisjoint(words[i + 1 :]):
            continue
        is_sent = not _BE.isdisjoint(behind) and not cues.entered.isdisjoint(behind)
        if word in cues.entries and (is_sent or (words[-1:] == [phrase.lead] and _closes(words))):
            return True
        # "The contest, open until", but "works from a contest are on show until"
        is_contest = word in _CONTESTS and _OWNING.isdisjoint(words[max(0, i - 2) : i])
        if is_contest and phrase.lead in _UNTIL and "open" in words[i + 1 :]:
            return True
        # "which can be taken until"
        if word in _MODALS and words[i + 1 : i + 2] == ["be"] and not _USED.isdisjoint(behind):
            return phrase.lead in _UNTIL
        if word in _MODALS and _takes_entries(words, i):
            return True
    return False


def _closes(words: list[str]) -> bool:
    """Tell whether the last verb opens or closes the time for entries: "Nominations closed on"."""
    return not _CLOSING.isdisjoint(words[-2:])


def _takes_entries(words: list[str], modal: int) -> bool:
    """Tell whether those who "could" do what the next words say could enter a contest or a course."""
    cues = date_cues()
    for k in range(modal + 1, min(len(words), modal + 1 + _DETOUR)):
        if words[k] in _APPLYING:
            return k + 1 == len(words) or words[k + 1] in _BEHIND_APPLYING
        if words[k] in cues.entering or words[k] in cues.entered:
            return any(word in cues.entries or word in cues.works for word in words)
    return False


def gives_results(passage: Passage, statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether a contest's results were announced then: "The winners were named in Bar on 3 May"."""
    cues = date_cues()
    words = _before(statement, phrase)
    for i, word in enumerate(words):
        told = i + 1 < len(words) and word in _BE and words[i + 1] in cues.announcing
        if told and not cues.winners.isdisjoint(words[:i]):
            return True
        if told and not _OUTCOMES.isdisjoint(words[:i]):
            return any(e.word.kind == "competition" for e in find_events(passage, statement))
    return False


def _before(statement: Statement, phrase: DatePhrase) -> list[str]:
    """The words before the phrase that its own clause holds: ", were held on" begins another."""
    words = [token.lower for token in statement.tokens if token.end <= phrase.start][-_REACH:]
    ends = [i + 1 for i, (a, b) in enumerate(pairwise(words)) if a == ";" or (a == "," and b in _FINITE)]
    return words[max(ends, default=0) :]

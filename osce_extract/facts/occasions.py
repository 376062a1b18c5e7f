"""What the words around a date phrase make of it: a marked day, a dateline, the day of a deed."""

from __future__ import annotations

from itertools import pairwise

from osce_extract.facts.cues import find_spots
from osce_extract.facts.passages import Passage, Statement
from osce_extract.text.calendar import DatePhrase
from osce_extract.text.dates import PartialDate, RelativeDate
from osce_extract.text.tokens import Token
from osce_extract.vocab.datecues import date_cues
from osce_extract.vocab.people import person_kind

__all__ = [
    "follows_bound",
    "is_announcing",
    "is_bound_of_before",
    "is_bracketed",
    "is_covered",
    "is_dateline",
    "is_lasting",
    "is_meanwhile",
    "is_nowadays",
    "is_of_project",
    "is_own_deed",
    "is_past_of_past",
    "is_pluperfect",
    "is_presented",
    "is_term",
    "is_under_way",
    "marks_feast",
]

# Words before a verb that make it passive or another clause's.
_NOT_ACTIVE = frozenset("is are was were been being has have had who which that by".split())
_MARKING = frozenset({"mark", "marking", "celebrate", "celebrating", "occasion", "honour", "honor", "ahead"})
# "A day before World Refugee Day on 20 June"
_COUNTED_FROM = frozenset({"before", "after"})
_PRESENTING = frozenset("presented launched published released unveiled introduced".split())
# Between "was presented" and its day: "in the town hall of Osh on".
_PRESENTED = 9
# Participles that do not end like one, and what may stand between "had" and its participle.
_IRREGULAR = frozenset(
    "been begun come gone held kept led left lost made met run sat sent spent taught".split()
)
_STOPS = frozenset(",;:–—()")
# "who had dialled in when they met on 3 May"
_TIME_CLAUSES = frozenset({"when", "where", "while", "until"})
# "On 3 May", "Back on 3 May" open a sentence.
_OPENING = 2
_ADVERBS = frozenset("already also earlier first just last only previously recently then".split())
# A dateline is so short.
_DATELINE = 90
_DASHES = frozenset("-–—")
_COVERING = 8
_REPORTING = frozenset({"report", "reports", "covers", "cover", "covering", "covered"})
# Behind "Today" so many words, and what may be among them where it means these times.
_NOW = 5
_PRESENT = frozenset("can cannot is are has have do does there knows lives works no".split())
# "The three-year OSCE project began": the subject is so short, and then comes its verb.
_SUBJECT = 6
_LASTING = frozenset({"project", "series", "cycle"})
_VERBS = frozenset(
    "is was has had will began begins started starts runs ran ends ended lasts , which".split()
)
# "had been on display at the town hall since"
_LASTED = 8
# Behind "until Monday" so many words.
_OBLIGED = 7
_ENDING = frozenset("began begins ended ends expired expires runs starts started".split())
_DETERMINERS = frozenset({"a", "her", "his", "its", "our", "the", "their"})
_BEFORE_SUBJECTS = frozenset({",", ";", "although", "and", "as", "because", "but", "that", "when", "while"})
# "the four-year renewable term"
_TERM = 5
_ANNOUNCING = frozenset("announced confirmed declared said stated underlined".split())


def is_past_of_past(statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether a relative clause tells of what went before: "a course that had started on 13 June"."""
    words = [token.lower for token in statement.tokens if token.end <= phrase.start]
    opened = max((i for i, word in enumerate(words) if word in {"that", "which", "who", "whom"}), default=-1)
    return opened > 0 and "had" in words[opened + 1 :]


def is_pluperfect(statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether the clause tells of what went before: "On Tuesday he had spoken in Vienna"."""
    return any(a.lower == "had" and _is_participle(b.lower) for a, b in _clause_pairs(statement, phrase))


def _clause_pairs(statement: Statement, phrase: DatePhrase) -> list[tuple[Token, Token]]:
    """The neighbouring words of the clause of a phrase; those behind it only where it opens the sentence."""
    tokens = statement.tokens
    before = [token for token in tokens if token.end <= phrase.start]
    # "in Istanbul, Türkiye, on 3 May": the comma before the date parts no clauses.
    inner = zip(before, before[1:-1], before[2:], strict=False)
    stops = [b.end for a, b, c in inner if b.text in _STOPS and not _is_name(a, b, c) and c != before[-1]]
    end = phrase.start
    if len(before) <= _OPENING:
        end = next((t.start for t in tokens if t.text in ";:" and t.start >= phrase.end), statement.end)
    opened = [token.end for token in before if token.lower in _TIME_CLAUSES]
    start = max([*stops[-1:], *opened[-1:], 0])
    words = [t for t in tokens if start <= t.start < end and t.lower not in _ADVERBS]
    return list(pairwise(words))


def _is_name(before: Token, stop: Token, behind: Token) -> bool:
    """Tell whether a comma only parts a town from its country: "Istanbul, Türkiye"."""
    return stop.text == "," and before.is_capitalized and behind.is_capitalized


def _is_participle(word: str) -> bool:
    return word in _IRREGULAR or (len(word) > 4 and word.endswith(("ed", "en")))


def marks_feast(statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether the phrase dates a day that is marked: "To mark World Teachers' Day on 5 October"."""
    before = [token.text for token in statement.tokens if token.end <= phrase.start][-2:]
    if before[:1] != ["Day"] or before[1] not in {",", "(", "on"}:
        return False
    words = [token.lower for token in statement.tokens if token.end <= phrase.start]
    if words[:1] in (["a"], ["one"], ["two"], ["three"]) and not _COUNTED_FROM.isdisjoint(words[2:4]):
        return True
    return not _MARKING.isdisjoint(words) and "held" not in words


def is_presented(statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether something was presented then: "The survey was presented in Osh on 3 May"."""
    words = [token.lower for token in statement.tokens if token.end <= phrase.start][-_PRESENTED:]
    return any(a in {"was", "were"} and b in _PRESENTING for a, b in pairwise(words))


def follows_bound(statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether "since a fire on 2 March" only tells from when something was so."""
    words = [token.lower for token in statement.tokens if token.end <= phrase.start][-4:]
    return (
        words[:1] in (["since"], ["until"])
        and words[2:3] not in (["morning"], ["afternoon"], ["evening"], ["night"])
        and words[1:2] in (["a"], ["an"], ["the"])
        and words[3:] in (["on"], ["of"])
    )


def is_bracketed(statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether the phrase closes a bracket behind a name or opened by one: "in Ohrid (3 May)"."""
    before = [token for token in statement.tokens if token.end <= phrase.start][-4:]
    at = next((i for i in range(len(before) - 1, -1, -1) if before[i].text == "("), None)
    return at is not None and all(
        token.is_capitalized for token in [*before[at - 1 : at], *before[at + 1 :]][:1]
    )


def is_own_deed(passage: Passage, statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether a day without a year is that of what people did in the page's first sentence.

    "Eighty policewomen founded a union on 3 May": its first verb is the soft cue, its subject people.
    """
    if passage.statements[0].start != statement.start or not phrase.is_calendar:
        return False
    last = phrase.periods[-1].last
    if not isinstance(last, PartialDate) or last.year is not None or last.day is None:
        return False
    spot = min((spot for spot in find_spots(passage, statement) if spot.value == "soft"), default=None)
    if spot is None or spot.end > phrase.start or passage.text[spot.start : spot.end].lower() in _ANNOUNCING:
        return False
    before = [token.lower for token in statement.tokens if token.end <= spot.start]
    is_first = not any(word.endswith("ed") or word in _NOT_ACTIVE for word in before)
    return is_first and any(person_kind(word) for word in before)


def is_dateline(statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether the phrase opens the text beside a city in capitals.

    "19 May 2024, OSH – …", "TETOVO, former Yugoslav Republic of Macedonia, 19 May 2024 - …"
    """
    tokens = statement.tokens
    if 0 < phrase.start < _DATELINE and tokens[0].start == 0 and tokens[0].text.isupper():
        following = next((token.text for token in tokens if token.start >= phrase.end), "")
        return following in _DASHES and len(tokens[0].text) > 2
    if phrase.start > 0:
        return False
    behind = [token for token in statement.tokens if token.start >= phrase.end][:2]
    return (
        [token.text for token in behind[:1]] == [","]
        and behind[-1].text.isupper()
        and len(behind[-1].text) > 2
    )


def is_covered(statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether it is what a report covers: "an interim report on the period from 3 to 19 May"."""
    words = [token.lower for token in statement.tokens if token.end <= phrase.start][-_COVERING:]
    return words[-2:-1] == ["period"] and not _REPORTING.isdisjoint(words)


def is_nowadays(statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether "Today" opens a sentence on how things are: "Today he can read"."""
    words = [token.lower for token in statement.tokens[: _NOW + 1]]
    is_opening = statement.tokens[0].start == phrase.start and words[:1] == ["today"]
    return is_opening and not _PRESENT.isdisjoint(words)


def is_of_project(statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether the project or a series is the subject: "The project started on 1 May"."""
    tokens = [token for token in statement.tokens[:_SUBJECT] if token.end <= phrase.start]
    # A programme with a name of its own is no course.
    words = ["project" if token.text == "Programme" else token.lower for token in tokens]
    if words[:1] not in (["the"], ["this"], ["its"]):
        return False
    return any(a in _LASTING and b in _VERBS for a, b in pairwise(words))


def is_term(statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether it is a time allowed, or in office: "had until 3 June to enter", "The mandate ends on"."""
    words = [token.lower for token in statement.tokens if token.end <= phrase.start]
    if words[-2:] in (["had", "from"], ["have", "from"], ["had", "until"], ["have", "until"]):
        return True
    verb = next((i for i in (-2, -1) if len(words) >= -i and words[i] in _ENDING), 0)
    return bool(verb) and any(_is_subject(words[:verb], i) for i in range(len(words) + verb))


def _is_subject(words: list[str], i: int) -> bool:
    """Tell whether a term of office is what ends: "that the term of the judges", "Its mandate"."""
    if words[i] not in date_cues().terms:
        return False
    at = next((k for k in range(i, max(-1, i - _TERM), -1) if words[k] in _DETERMINERS), None)
    return at is not None and (at == 0 or words[at - 1] in _BEFORE_SUBJECTS)


def is_bound_of_before(statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether it ends what the activity put an end to: "Until Monday pupils had to walk"."""
    behind = [token.lower for token in statement.tokens if token.start >= phrase.end][:_OBLIGED]
    is_obliged = any(a in {"could", "had"} and b in {"not", "no", "only", "to"} for a, b in pairwise(behind))
    return phrase.lead in {"until", "till"} and is_obliged


def is_meanwhile(statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether a clause in front dates what others did: "While A met on 4 May, B met on 5 May"."""
    tokens = statement.tokens
    comma = next((t.start for t in tokens if t.text == ","), 0)
    is_in_front = tokens[0].lower == "while" and phrase.end <= comma
    return is_in_front and any(other.start > comma for other in statement.dates)


def is_under_way(phrase: DatePhrase) -> bool:
    """Tell whether "since Monday" dates the beginning of an activity that goes on."""
    moment = phrase.periods[0].first
    return phrase.lead == "since" and isinstance(moment, RelativeDate) and moment.unit in {"weekday", "day"}


def is_lasting(statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether "since" dates the beginning: "finished a course that he had been running since 3 May"."""
    words = [token.lower for token in statement.tokens if token.end <= phrase.start][-_LASTED:]
    been = next((i for i, word in enumerate(words) if word == "been"), None)
    return phrase.lead == "since" and been is not None and not date_cues().lasting.isdisjoint(words[been:])


def is_announcing(statement: Statement, phrase: DatePhrase) -> bool:
    """Tell whether it is the day on which something was said: "announced today that it will hold"."""
    before = next((t.lower for t in reversed(statement.tokens) if t.end <= phrase.start), "")
    behind = next((t.lower for t in statement.tokens if t.start >= phrase.end), "")
    if before not in _ANNOUNCING:
        return False
    # "will be held on 3 May, the Mission announced today."
    is_last = behind in {"", "."} and any(token.lower == "will" for token in statement.tokens)
    return behind == "that" or is_last

"""The subject of an active verb: "the Mission, together with the Bar Association, held a workshop"."""

from __future__ import annotations

from osce_extract.facts.acceptance import UNKNOWN, is_acceptable
from osce_extract.facts.lines import ARTICLES, OPENING_QUOTES, Line
from osce_extract.facts.names import Name, read_name
from osce_extract.facts.phrases import Phrase, Refused, read_bodies
from osce_extract.facts.voices import BE, PASSIVE_FOLLOWERS, is_passive
from osce_extract.vocab.bodies import body_words
from osce_extract.vocab.cues import CueMatch

__all__ = [
    "ADVERBS",
    "BE",
    "PASSIVE_FOLLOWERS",
    "find_companions",
    "find_office",
    "is_paired",
    "join_left",
    "read_subject",
]

_LONGEST_ASIDE = 40
_LONGEST_OPENING = 9
_NEAR = 3
_JOINING = frozenset({("along", "with"), ("and", "also")})
_PAIRING = frozenset({("together", "with"), ("jointly", "with")})
_WITH_PARTNERS = frozenset(
    ("and", owner, noun) for owner in ("its", "their") for noun in ("partner", "partners")
)
_ACTING = frozenset({"structure", "reference"})
_HOMED = frozenset({"structure", "reference", "body", "acronym"})
_AUXILIARIES = frozenset("also are can each had has have is just recently today will would yesterday".split())
ADVERBS = frozenset("also both further jointly recently successfully then therefore today yesterday".split())
_ASIDES = frozenset(
    (
        "along alongside as at by chaired during following for from funded headed in jointly led on "
        "represented supported thanks through together under which who with within"
    ).split()
)
# Behind these words no subject of a clause begins.
_GOVERNORS = frozenset(
    (
        "about against among at behind between by for from in including into near of on or than "
        "through to under with within ’s"
    ).split()
)
_EACH_OF_WHICH = tuple((",", word, "of", "which") for word in ("each", "all", "both"))
# Verbs and the preposition whose object "as host" or "teaching" describes.
_COMPANY = frozenset("with had has chose chosen won enlisted".split())
_LEAD_INS = frozenset({"both", "its", "their"})
_JOINTS = frozenset({"the", "and", ",", "both"})
_IRREGULAR = frozenset(
    "brought chose drew gave held kept led lent made paid put ran sent set spent taught took".split()
)
# Words behind which another clause begins, with a subject of its own.
_BARRIERS = frozenset(
    {"which", "who", "that", "whose", "where", "while", "when", "but", ";", ":", "“", "as", "by"}
)


def read_subject(line: Line, match: CueMatch, names: tuple[Name, ...]) -> Phrase:
    """Read the coordinated names that are the subject of the verb of a cue.

    Args:
        line: the words.
        match: the verb.
        names: all names of the line.
    """
    k, is_relative = _skip_to_subject(line, match.first - 1)
    group = _ending_at(names, k + 1)
    if is_relative and group and group[0].mention.kind == "person":
        office = find_office(line, names, k + 1)
        return Phrase(office, k + 1)
    is_apart = is_relative
    if all(name.mention.kind == "thing" for name in group):
        before, at = _before_unnamed(line, names, k)
        group, k = (before, at) if before else (group, k)
    if not group:
        group, k = _before_aside(line, names, k)
        is_apart = True
    if not group:
        return _read_first_subject(line, match, names)
    phrase = _collect_subjects(line, names, group)
    if phrase.names and is_apart and not is_relative:
        phrase = Phrase((*phrase.names, *_read_company(line, match, k + 1)), phrase.after, phrase.refused)
    if not phrase.names and not is_relative:
        group = _before_bare_aside(line, names, group)
        phrase, is_apart = _collect_subjects(line, names, group) if group else phrase, True
    if is_relative and not phrase.names:
        phrase = _collect_antecedents(line, names, group)
    first = min((name.first for name in phrase.names), default=0)
    if line.at(k + 1) == "that" and line.at(match.first - 1) == "that":
        return phrase
    return Phrase((), match.first) if is_passive(line, match, first, is_apart=is_apart) else phrase


def _read_first_subject(line: Line, match: CueMatch, names: tuple[Name, ...]) -> Phrase:
    """Read the subject of the sentence of the cue, its second verb: "A lent a hall and paid for lunch"."""
    nothing = Phrase((), match.first)
    is_bare = match.after == match.first + 1 and line.at(match.after) in PASSIVE_FOLLOWERS
    if line.at(match.first - 1) != "and" or is_bare:
        return nothing
    subject: list[Name] = []
    for name in names:
        start = subject[-1].after if subject else 0
        if not all(line.at(k) in _JOINTS for k in range(start, name.first)):
            break
        subject.append(name)
    verb = subject[-1].after if subject else match.first
    is_verb = verb < match.first and (_is_past(line, verb) or line.at(verb) in _IRREGULAR)
    if not is_verb or not _BARRIERS.isdisjoint(line.plain[verb : match.first]):
        return nothing
    is_own = match.cue.role != "organizer"
    kept = (n for n in subject if is_acceptable(line, _article_at(line, n), n) and (is_own or n.mention.osce))
    return Phrase(tuple(kept), match.first)


def _skip_to_subject(line: Line, k: int) -> tuple[int, bool]:
    """The index of the last word before adverbs, a date and ", which"; and whether "which" stood there."""
    while k > 0 and ((word := line.plain[k]) in _AUXILIARIES or word in ADVERBS or _is_manner(line, k)):
        if word in ("is", "are") and not line.at(k + 1).endswith("ing"):
            break
        k -= 1
    if line.at(k) == "which" and line.at(k - 1) == ",":
        return k - 2, True
    while k > 2 and line.at(k) in ("and", ",") and _is_past(line, k - 1):
        k -= 2
    if line.plain[max(0, k - 3) : k + 1] in _EACH_OF_WHICH:
        return k - 4, True
    if line.at(k) == "that" and line.plain[:2] in (("it", "was"), ("it", "is")):
        return k - 1, True
    j = k
    while j > 0 and (line.is_date(j) or line.at(j) in ("on", "and", "to", "from", "–", "-", "in", "between")):
        j -= 1
    if j < k and line.at(j + 1) in ("on", "from", "in", "between") and line.is_date(j + 2):
        return j, False
    return k, False


def _is_past(line: Line, k: int) -> bool:
    """Whether a verb in the past stands at `k`: "A developed and delivered the course"."""
    word = line.at(k)
    is_plain = "-" not in line.words[k] or word.startswith("co-")
    return word.endswith("ed") and is_plain and not line.tokens[k].is_capitalized


def _is_manner(line: Line, k: int) -> bool:
    """Whether an adverb such as "kindly" stands at `k`."""
    word = line.plain[k]
    return word.endswith("ly") and len(word) > 4 and not line.tokens[k].is_capitalized


def find_companions(line: Line, names: tuple[Name, ...], after: int) -> Phrase:
    """Read the coordinated names that end before `after` and stand behind "with": "with A and B as hosts"."""
    group = _ending_at(names, after - (line.at(after - 1) in (",", "also", "both", "each")))
    if not group:
        return Phrase((), after)
    collected = join_left(line, names, group)
    first = collected[0].first
    j = first - 1
    while j > 0 and (line.at(j) in ARTICLES or line.at(j) in _LEAD_INS or _announces(line, j)):
        j -= 1
    is_second = line.at(j) == "and" and "with" in line.plain[max(0, j - _LONGEST_ASIDE) : j]
    if line.at(j) not in _COMPANY and not is_second:
        return Phrase((), after)
    kept = tuple(name for name in collected if is_acceptable(line, _article_at(line, name), name))
    return Phrase(kept, after)


def _announces(line: Line, j: int) -> bool:
    words = body_words()
    is_lower = not line.tokens[j].is_capitalized or line.at(j) in words.common_abbreviations
    return is_lower and (line.at(j) in words.descriptors or line.at(j) in words.descriptor_adjectives)


def _ending_at(names: tuple[Name, ...], after: int) -> tuple[Name, ...]:
    return tuple(name for name in names if name.after == after)


def _before_aside(line: Line, names: tuple[Name, ...], k: int) -> tuple[tuple[Name, ...], int]:
    """The name before an aside between commas: "The Mission, together with the Water Agency, held"."""
    if line.at(k) != ",":
        return (), k
    plain_comma = tuple(name for name in _ending_at(names, k) if name.mention.kind == "structure")
    if plain_comma and not _is_governed(line, _before_article(line, plain_comma[0].first)):
        return plain_comma, k - 1
    for c in range(k - 1, max(0, k - _LONGEST_ASIDE), -1):
        if line.at(c) == "," and line.plain[max(0, c - 3) : c] in _WITH_PARTNERS:
            # "ODIHR and its partner, the Ministry, held"
            group = _ending_at(names, c - 3)
            if group:
                return group, c - 4
        if line.at(c) == "," and _is_apposition(line, c + 1):
            group = tuple(n for n in _ending_at(names, c) if n.mention.kind != "person")
            group = group if group and _before_name(line, join_left(line, names, group)[0]) < 0 else ()
            if group:
                return group, c - 1
        if line.at(c) in (",", "(", "–") and line.at(c + 1) in _ASIDES:
            group = _ending_at(names, c)
            if group:
                return group, c - 1
    return (), k


def _read_company(line: Line, match: CueMatch, comma: int) -> tuple[Name, ...]:
    """Who shares the verb in an aside: "Norway, as well as the Red Cross, paid"."""
    if line.at(comma) != ",":
        return ()
    i = comma + 1
    if line.plain[i : i + 3] == ("as", "well", "as"):
        i += 3
    elif line.plain[i : i + 2] in _JOINING or (match.cue.role == "donor" and is_paired(line, i)):
        i += 2
    else:
        return ()
    phrase = read_bodies(line, i)
    is_whole = line.at(phrase.after) == "," and match.first - phrase.after <= _NEAR
    return phrase.names if is_whole else ()


def is_paired(line: Line, i: int) -> bool:
    """Whether "together with" stands at `i`."""
    return line.plain[i : i + 2] in _PAIRING


def _before_unnamed(line: Line, names: tuple[Name, ...], k: int) -> tuple[tuple[Name, ...], int]:
    """The name before an unnamed last member: "The Mission, UNDP and eight youth NGOs held"."""
    if not line.at(k).endswith("s") or k < 1:
        return (), k
    for j in range(k, max(0, k - _LONGEST_OPENING), -1):
        if line.at(j) == "and":
            end = j - (line.at(j - 1) == ",")
            return (_ending_at(names, end), end - 1) if j < k else ((), k)
        is_common = not line.tokens[j].is_capitalized or line.at(j) in body_words().common_abbreviations
        if not (line.tokens[j].is_word or line.tokens[j].is_number) or not is_common or line.at(j) in BE:
            break
    return (), k


def _is_apposition(line: Line, i: int) -> bool:
    """Whether what a body is follows: "a hotline", "Sweden's development agency"."""
    if line.at(i) in ("a", "an", "the"):
        is_common = line.at(i + 1) in body_words().common_abbreviations
        return is_common or not line.tokens[i + 1].is_capitalized
    return line.at(i + 1) == "'s" and line.tokens[i].is_capitalized


def _before_bare_aside(line: Line, names: tuple[Name, ...], group: tuple[Name, ...]) -> tuple[Name, ...]:
    """The name before an aside without commas: "The Mission in co-operation with the Water Agency held"."""
    first = join_left(line, names, group)[0].first
    for j in range(first - 1, max(0, first - _LONGEST_OPENING), -1):
        if line.at(j) in _ASIDES:
            # "the Youth Centre from Tuzla performed": where a body comes from.
            is_joint = is_paired(line, j)
            kinds = _HOMED if is_joint or (line.at(j) == "from" and j == first - 1) else _ACTING
            before = tuple(n for n in _ending_at(names, j) if n.mention.kind in kinds)
            if before:
                return before
        if not line.tokens[j].is_word or line.tokens[j].is_capitalized or line.at(j).endswith("ed"):
            break
    return ()


def find_office(line: Line, names: tuple[Name, ...], after: int) -> tuple[Name, ...]:
    """The structure at the end of a person's title: "the Head of the OSCE Office in Yerevan"."""
    for name in names:
        if name.after == after and name.mention.kind == "person":
            for i in range(name.first, after):
                inner = read_name(line, i, after)
                if inner and inner.after == after and inner.mention.kind == "structure":
                    return (inner,)
    return ()


def _before_article(line: Line, first: int) -> int:
    j = first - 1
    while j >= 0 and line.at(j) in ARTICLES:
        j -= 1
    return j


def _before_name(line: Line, name: Name) -> int:
    """The index before a name, its article and what announces it: "the Swedish agency Sida"."""
    j = name.first - 1
    if name.mention.described:
        j -= j >= 0 and line.words[j] in OPENING_QUOTES
        while j > 0 and (_announces(line, j) or line.at(j).endswith("-based")):
            j -= 1
        # "the Serbian network Zora", "the Belgrade NGO Zora"
        is_placed = line.at(j + 1) in body_words().common_abbreviations and line.tokens[j].is_capitalized
        is_placed = is_placed or line.state_at(j, j + 1) is not None
        j -= j >= 0 and is_placed and line.at(j - 1) in ARTICLES
    return _before_article(line, j + 1)


def _collect_subjects(line: Line, names: tuple[Name, ...], last: tuple[Name, ...]) -> Phrase:
    """The coordinated names that end with `last`, if a clause begins with them."""
    collected = join_left(line, names, last)
    is_governed = _is_governed(line, _before_name(line, collected[0]))
    before = _before_name(line, last[0])
    if is_governed and len(collected) > len(last) and line.plain[before - 1 : before + 1] == (",", "and"):
        # "held with the Bar Council, and the Academy hosted it": another clause.
        collected, is_governed = list(last), False
    if is_governed:
        collected = _behind_opening(line, collected)
        is_governed = not collected
    if is_governed:
        return Phrase((), last[-1].after)
    kept = tuple(name for name in collected if is_acceptable(line, _article_at(line, name), name))
    refused = tuple(Refused(n.first, n.after, UNKNOWN) for n in collected if n not in kept)
    return Phrase(kept, last[-1].after, refused)


def _behind_opening(line: Line, names: list[Name]) -> list[Name]:
    """The subject behind words that open the sentence: "To help farmers in Asia, A and B held"."""
    for k in range(1, len(names)):
        comma = _before_name(line, names[k])
        is_acting = names[k].mention.osce or names[k].mention.kind == "reference"
        # "In Osh, the Red Cross and A held": a town alone opens the sentence.
        is_placed = names[k - 1].first == 1 and line.at(0) in ("in", "at")
        if line.at(comma) == "," and names[k - 1].after == comma and (is_acting or is_placed):
            return names[k:]
    return []


def join_left(line: Line, names: tuple[Name, ...], last: tuple[Name, ...]) -> list[Name]:
    """The names that "and" and commas join to `last` from the left."""
    collected = list(last)
    is_closed = line.at(last[-1].after) == "and"
    while True:
        k = _before_joint(line, _before_name(line, collected[0]), is_closed=is_closed)
        before = _ending_at(names, k + 1) if k is not None else ()
        if not before:
            break
        collected = [*before, *collected]
        is_closed = True
    return collected


def _collect_antecedents(line: Line, names: tuple[Name, ...], last: tuple[Name, ...]) -> Phrase:
    """Whom ", which" means behind "prepared by A and B": both before a plural verb, else the last."""
    is_plural = line.at(last[-1].after + 2) in ("are", "have", "were", "of")
    collected = join_left(line, names, last) if is_plural else list(last)
    kept = tuple(name for name in collected if is_acceptable(line, _article_at(line, name), name))
    return Phrase(kept, last[-1].after)


def _article_at(line: Line, name: Name) -> int:
    return name.first - 1 if line.at(name.first - 1) in ARTICLES else name.first


def _before_joint(line: Line, j: int, *, is_closed: bool) -> int | None:
    """The index of the word before "and", "as well as" or, once one of them has been met, a comma."""
    # "ODIHR and its partner KARAT held"
    j -= line.at(j) in ("its", "their") and line.at(j + 1) in ("partner", "partners")
    if line.at(j) == "and":
        j -= 1
    elif line.plain[max(0, j - 2) : j + 1] == ("as", "well", "as"):
        j -= 3
    elif not (is_closed and line.at(j) == ","):
        return None
    return j - (line.at(j) == ",")


def _is_governed(line: Line, j: int) -> bool:
    """Whether the word before the names keeps them from being a subject."""
    if j < 0:
        return False
    word = line.at(j)
    if word in ("on", "in") and line.is_date(j + 1):
        return False
    return (
        word in _GOVERNORS
        or word in body_words().titles
        or (word == "and" and line.at(j - 1) not in (",", ""))
    )

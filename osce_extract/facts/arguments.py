"""Where a cue's bodies stand: right behind it, behind "by", before the verb, before a hyphen."""

from __future__ import annotations

from osce_extract.facts.lines import ARTICLES, Line
from osce_extract.facts.names import Mention, Name, read_name
from osce_extract.facts.phrases import Phrase, Refused, is_acceptable, read_bodies
from osce_extract.text.tokens import Token
from osce_extract.vocab.bodies import body_words, countries
from osce_extract.vocab.cues import CueMatch, agent_words, compound_cues, find_cues
from osce_extract.vocab.phrasebook import plain

__all__ = ["find_compounds", "read_argument"]

_LONGEST_CLAUSE = 28
_LONGEST_ASIDE = 40
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_AUXILIARIES = frozenset(
    {"has", "have", "had", "will", "would", "can", "is", "are", "recently", "today", "yesterday", "also"}
)
_ADVERBS = frozenset(
    {
        "jointly",
        "also",
        "successfully",
        "recently",
        "today",
        "yesterday",
        "then",
        "therefore",
        "both",
        "further",
    }
)
_CLAUSE_ENDS = frozenset(
    {
        "which",
        "that",
        "who",
        "whose",
        "where",
        "when",
        "while",
        "but",
        ";",
        ":",
        "said",
        "says",
        "”",
        "because",
    }
)
_ASIDES = frozenset(
    {
        "in",
        "together",
        "jointly",
        "with",
        "supported",
        "on",
        "as",
        "within",
        "under",
        "through",
        "along",
        "following",
        "for",
    }
    | {"at", "represented", "alongside", "thanks", "who", "which", "funded", "during", "from", "by"}
)
# Behind these words no subject of a clause begins.
_GOVERNORS = frozenset(
    {
        "of",
        "from",
        "by",
        "with",
        "for",
        "to",
        "in",
        "at",
        "under",
        "within",
        "between",
        "among",
        "into",
        "about",
        "against",
    }
    | {"on", "including", "than", "through", "near", "behind", "’s", "or"}
)
_PASSIVE_FOLLOWERS = frozenset(
    {
        "by",
        "in",
        "on",
        "at",
        "under",
        "within",
        "as",
        "from",
        "between",
        "during",
        "today",
        "yesterday",
        "for",
        ".",
    }
)
_HANDING = frozenset({"handed", "presented", "donated"})
_PARTICLES = frozenset({"over", "out", "together", "on", "off"})
_RELATIVES = frozenset({"that", "which"})


def read_argument(line: Line, match: CueMatch, names: tuple[Name, ...]) -> Phrase:
    """Read the bodies that a cue puts in its role; empty when none stand where the cue wants them.

    Args:
        line: the words.
        match: the cue found in them.
        names: all names of the line.
    """
    if match.cue.argument == "subject":
        return _read_subject(line, match, names)
    return _read_agent(line, match) if match.cue.argument == "agent" else _read_after(line, match)


def find_compounds(line: Line) -> tuple[tuple[CueMatch, Phrase], ...]:
    """The bodies before the hyphen of compound adjectives: "EU-funded", "OSCE-organized"."""
    cues = compound_cues()
    found: list[tuple[CueMatch, Phrase]] = []
    for i, word in enumerate(line.plain):
        stem, hyphen, ending = line.words[i].partition("-")
        if hyphen and plain(ending) in cues and stem:
            tokens = (*line.tokens[:i], Token(stem, line.tokens[i].start, line.tokens[i].start + len(stem)))
            cue = cues[plain(ending)]
        elif word in cues and line.at(i - 1) in ("-", "–") and line.is_tight(i - 2) and line.is_tight(i - 1):
            tokens, cue = line.tokens[: i - 1], cues[word]
        else:
            continue
        name = _read_stem(Line(line.passage, tokens))
        if name:
            found.append((CueMatch(cue, i, i + 1), Phrase((name,), i + 1)))
    return tuple(found)


def _read_stem(line: Line) -> Name | None:
    """The longest name that ends with the line."""
    first = len(line) - 1
    while first > 0 and (line.tokens[first - 1].is_capitalized or line.at(first - 1) in ("/", "'s", "and")):
        first -= 1
    for i in range(first, len(line)):
        name = read_name(line, i)
        if name and name.after == len(line) and name.mention.kind not in ("person", "thing", "unknown"):
            return name
        form = countries().at(line.words, i, len(line))
        if form and form.after == len(line):
            start, end = line.tokens[i].start, line.tokens[-1].end
            code, full = form.value.country.code, form.value.country.name
            return Name(
                i,
                len(line),
                Mention(passage=line.passage, start=start, end=end, name=full, country=code, kind="state"),
            )
    return None


def _read_after(line: Line, match: CueMatch) -> Phrase:
    phrase = read_bodies(line, match.after)
    if phrase.names and _opens_clause(line, match.first) and _is_active(line, phrase.after):
        return _first_only(line, phrase)
    return _without_new_clause(line, phrase)


def _opens_clause(line: Line, i: int) -> bool:
    return i == 0 or line.at(i - 1) in (",", "”", ":")


def _first_only(line: Line, phrase: Phrase) -> Phrase:
    """Only the first of the names: "With the help of A, B and C organized …" has B and C as its subject."""
    first = phrase.names[0]
    names = tuple(name for name in phrase.names if name.first == first.first)
    if line.at(first.after) != ",":
        return phrase
    return Phrase(names, first.after, phrase.refused)


def _without_new_clause(line: Line, phrase: Phrase) -> Phrase:
    """Leave out the last name when a verb follows that makes it the subject of a clause of its own."""
    if len(phrase.names) < 2 or not _is_active(line, phrase.after):
        return phrase
    last = phrase.names[-1]
    kept = tuple(name for name in phrase.names if name.first != last.first)
    return Phrase(kept, kept[-1].after, phrase.refused) if kept else phrase


def _is_active(line: Line, i: int) -> bool:
    """Whether a verb of organizing or funding in the active voice begins at `i`."""
    i += line.at(i) in _ADVERBS
    if i >= len(line) or line.at(i + 1) in _PASSIVE_FOLLOWERS:
        return False
    return any(
        match.first == 0 and match.cue.argument == "subject" for match in find_cues(line.plain[i : i + 4])
    )


def _read_agent(line: Line, match: CueMatch) -> Phrase:
    """Read what stands behind the "by" that belongs to the participle; another participle between ends the search."""
    j = match.after
    stop = min(len(line), match.after + _LONGEST_CLAUSE)
    while j < stop:
        word = line.at(j)
        if word == "by":
            return _read_by(line, match, j + 1 + (line.at(j + 1) == ","))
        if word in _CLAUSE_ENDS or word in _BE or (word in ("has", "have", "had", "will")):
            break
        if _is_participle(line, j) and not _is_coordinated(line, match.after, j):
            break
        j += 1
    return Phrase((), match.after)


def _read_by(line: Line, match: CueMatch, start: int) -> Phrase:
    phrase = read_bodies(line, start)
    if phrase.names or line.at(match.first) not in _HANDING:
        return _without_new_clause(line, phrase)
    # "handed over by the Head of the OSCE Office": who hands over does so for the office.
    person = read_name(line, start)
    office = _office_of_person(line, (person,), person.after) if person else ()
    return Phrase(office, office[-1].after if office else start, phrase.refused)


def _is_participle(line: Line, j: int) -> bool:
    word = line.at(j)
    is_regular = (
        word.endswith("ed")
        and len(word) > 4
        and "-" not in line.words[j]
        and not line.tokens[j].is_capitalized
    )
    return word in agent_words() or (
        is_regular
        and not line.is_name_word(j + 1)
        and line.at(j + 1) in ("by", "in", "to", "on", "for", "with")
    )


def _is_coordinated(line: Line, start: int, j: int) -> bool:
    """Whether only "and", commas and participles stand between: "organized, funded and hosted by"."""
    return all(
        line.at(k) in (",", "and", "co", "-", "jointly") or _is_participle(line, k) for k in range(start, j)
    )


def _read_subject(line: Line, match: CueMatch, names: tuple[Name, ...]) -> Phrase:
    k, is_relative = _skip_to_subject(line, match.first - 1)
    group = _ending_at(names, k + 1)
    if is_relative and group and group[0].mention.kind == "person":
        office = _office_of_person(line, names, k + 1)
        return Phrase(office, k + 1)
    is_apart = is_relative
    if not group:
        group, k = _before_aside(line, names, k)
        is_apart = True
    if not group:
        return Phrase((), match.first)
    phrase = _collect_subjects(line, names, group)
    first = min((name.first for name in phrase.names), default=0)
    return Phrase((), match.first) if _is_passive(line, match, first, is_apart=is_apart) else phrase


def _skip_to_subject(line: Line, k: int) -> tuple[int, bool]:
    """The index of the last word before adverbs, auxiliaries, a date and ", which"; and whether "which" stood there."""
    while k > 0 and (line.at(k) in _AUXILIARIES or line.at(k) in _ADVERBS):
        if line.at(k) in ("is", "are") and not line.at(k + 1).endswith("ing"):
            break
        k -= 1
    if line.at(k) == "which" and line.at(k - 1) == ",":
        return k - 2, True
    if line.at(k) == "that" and line.plain[:2] in (("it", "was"), ("it", "is")):
        return k - 1, True
    j = k
    while j > 0 and (
        line.is_date(j) or line.at(j) in ("on", "and", "to", "from", "–", "-", "in", ",", "between")
    ):
        j -= 1
    if j < k and line.at(j + 1) in ("on", "from", "in", "between") and line.is_date(j + 2):
        return j, False
    return k, False


def _ending_at(names: tuple[Name, ...], after: int) -> tuple[Name, ...]:
    return tuple(name for name in names if name.after == after)


def _before_aside(line: Line, names: tuple[Name, ...], k: int) -> tuple[tuple[Name, ...], int]:
    """The name before an aside between commas: "The Mission, together with the Ministry of Labour, held …"."""
    if line.at(k) != ",":
        return (), k
    plain_comma = tuple(name for name in _ending_at(names, k) if name.mention.kind == "structure")
    if plain_comma and not _is_governed(line, _before_article(line, plain_comma[0].first)):
        return plain_comma, k - 1
    for c in range(k - 1, max(0, k - _LONGEST_ASIDE), -1):
        if line.at(c) in (",", "(", "–") and line.at(c + 1) in _ASIDES:
            group = _ending_at(names, c)
            if group:
                return group, c - 1
    return (), k


def _office_of_person(line: Line, names: tuple[Name, ...], after: int) -> tuple[Name, ...]:
    """The structure at the end of a person's title: "the Head of the OSCE Office in Yerevan, which organized …"."""
    for name in names:
        if name.after == after and name.mention.kind == "person":
            for i in range(name.first, after):
                inner = read_name(line, i, after)
                if inner and inner.after == after and inner.mention.kind == "structure":
                    return (inner,)
    return ()


def _is_passive(line: Line, match: CueMatch, first: int, *, is_apart: bool) -> bool:
    """Whether the verb is a participle that follows its object: "the course of the Academy held in Osh"."""
    if any(line.at(k) in _BE for k in range(max(0, match.first - 3), match.first)) and not line.at(
        match.first
    ).endswith("ing"):
        return True
    if match.after > match.first + 1 and line.at(match.after - 1) not in _PARTICLES:
        return False
    follower = line.at(match.after)
    if follower not in _PASSIVE_FOLLOWERS or (is_apart and follower != "by"):
        return False
    before = first - 1
    while before > 0 and line.at(before) in ARTICLES:
        before -= 1
    return not (
        follower in ("on", "in", "from", "at", "for", "today", "between", "as", "during", ".")
        and line.at(before) in _RELATIVES
    )


def _before_article(line: Line, first: int) -> int:
    j = first - 1
    while j >= 0 and line.at(j) in ARTICLES:
        j -= 1
    return j


def _collect_subjects(line: Line, names: tuple[Name, ...], last: tuple[Name, ...]) -> Phrase:
    """The coordinated names that end with `last`, if a clause begins with them."""
    collected = list(last)
    refused: list[Refused] = []
    is_closed = False
    while True:
        first = collected[0].first
        j = first - 1
        while j >= 0 and line.at(j) in ARTICLES:
            j -= 1
        k = j
        if line.at(k) == "and":
            k -= 1
            k -= line.at(k) == ","
            is_joined = True
        elif line.plain[max(0, k - 2) : k + 1] == ("as", "well", "as"):
            k -= 3
            k -= line.at(k) == ","
            is_joined = True
        else:
            is_joined = line.at(k) == "," and is_closed
            k -= is_joined
        before = _ending_at(names, k + 1) if is_joined else ()
        if not before:
            break
        collected = [*before, *collected]
        is_closed = True
    if _is_governed(line, j):
        return Phrase((), last[-1].after)
    kept = []
    for name in collected:
        article = name.first - 1 if line.at(name.first - 1) in ARTICLES else name.first
        if is_acceptable(line, article, name):
            kept.append(name)
        else:
            refused.append(
                Refused(
                    name.first, name.after, "capitalized words that nothing shows to be the name of a body"
                )
            )
    return Phrase(tuple(kept), last[-1].after, tuple(refused))


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

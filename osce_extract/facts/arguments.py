"""Where a cue's bodies stand: right behind it, behind "by", before the verb, before a hyphen."""

from __future__ import annotations

from functools import cache

from osce_extract.facts.actors import (
    ADVERBS,
    BE,
    PASSIVE_FOLLOWERS,
    find_companions,
    find_office,
    read_subject,
)
from osce_extract.facts.lines import Line
from osce_extract.facts.names import Mention, Name, read_name
from osce_extract.facts.phrases import Phrase, read_bodies
from osce_extract.text.tokens import Token
from osce_extract.vocab.activities import activity_words
from osce_extract.vocab.bodies import body_words
from osce_extract.vocab.cues import (
    CueMatch,
    agent_words,
    compound_cues,
    find_cues,
    gift_words,
    occasion_words,
)
from osce_extract.vocab.phrasebook import plain
from osce_extract.vocab.ties import tie_words

__all__ = ["find_compounds", "find_funders", "find_owners", "find_supporters", "read_argument"]

_LONGEST_CLAUSE = 28
_PAYING = frozenset({"structure", "body", "state", "acronym"})
_CLAUSE_ENDS = frozenset("because but said says that when where which while who whose : ; ”".split())
_RELATIVES = frozenset({"that", "which", "whom"})
_SUBJECT_ENDS = frozenset("by for from in of on that to which who with ,".split())
_NEAR = 6
_LONGEST_SUBJECT = 8
_GOVERNING = frozenset("at by during for from in of on to with".split())
_LONGEST_SOURCE = 14


def read_argument(line: Line, match: CueMatch, names: tuple[Name, ...]) -> Phrase:
    """Read the bodies that a cue puts in its role; empty when none stand where the cue wants them.

    Args:
        line: the words.
        match: the cue found in them.
        names: all names of the line.
    """
    if match.cue.about and not match.cue.relative and not _speaks_of_occasion(line, match.first):
        return Phrase((), match.after)
    phrase = _read_place(line, match, names)
    return phrase if _is_fitting(line, match, phrase) else Phrase((), match.after)


def _read_place(line: Line, match: CueMatch, names: tuple[Name, ...]) -> Phrase:
    if match.cue.argument == "subject":
        return read_subject(line, match, names)
    if match.cue.argument == "companion":
        return find_companions(line, names, match.first)
    if match.cue.argument == "agent":
        return _read_agent(line, match)
    return _read_source(line, match) if match.cue.argument == "source" else _read_after(line, match, names)


def _is_fitting(line: Line, match: CueMatch, phrase: Phrase) -> bool:
    """Whether the words around the bodies are those that the cue asks for."""
    if not phrase.names:
        return True
    cue = match.cue
    if cue.then and cue.then.isdisjoint(line.plain[phrase.after : phrase.after + _NEAR]):
        return False
    if not cue.relative:
        return True
    first = min(name.first for name in phrase.names)
    while first > 0 and line.at(first - 1) in ("the", "both", "a", "an"):
        first -= 1
    # "the course, for which the Guild provided trainers": no object of the verb.
    if line.at(first - 1) not in _RELATIVES or line.at(first - 2) in _GOVERNING:
        return False
    before = line.plain[max(0, first - 1 - _NEAR) : first - 1]
    wanted = gift_words() if cue.about == "money" else occasion_words()
    return not cue.about or not wanted.isdisjoint(before)


def _speaks_of_occasion(line: Line, i: int) -> bool:
    """Whether the subject of the participle at `i` is an activity: "the seminar was called by"."""
    first = next((k + 1 for k in range(i - 1, -1, -1) if line.at(k) in (";", ":", "“")), 0)
    if line.at(first) in ("on", "in", "from", "at") and "," in line.plain[first:i]:
        first = line.plain.index(",", first) + 1
    if first >= i - 1:
        return True
    for k in range(first, min(i, first + _LONGEST_SUBJECT)):
        # "the training materials were prepared by": a word that only describes another.
        is_modifier = line.at(k + 1) in activity_words().heads and line.at(k + 1) not in occasion_words()
        if (line.at(k) in occasion_words() and not is_modifier) or (
            k == first and line.at(k) in ("it", "they", "both", "all")
        ):
            return True
        if line.at(k) in _SUBJECT_ENDS:
            return False
    return False


def _read_source(line: Line, match: CueMatch) -> Phrase:
    """Read what stands behind the next "from" or "out of" of the clause."""
    for j in range(match.after, min(len(line), match.after + _LONGEST_SOURCE)):
        word = line.at(j)
        if word == "from" or (word == "of" and line.at(j - 1) == "out"):
            return _without_new_clause(line, read_bodies(line, j + 1))
        if word in _CLAUSE_ENDS or word in (".", "to"):
            break
    return Phrase((), match.after)


def find_compounds(line: Line) -> tuple[tuple[CueMatch, Phrase], ...]:
    """The bodies before the hyphen of compound adjectives: "EU-funded", "OSCE-organized"."""
    cues = compound_cues()
    found: list[tuple[CueMatch, Phrase]] = []
    printed = "".join(line.words)
    if "-" not in printed and "–" not in printed:
        return ()
    for i, word in enumerate(line.plain):
        if "-" not in line.words[i] and word not in cues:
            continue
        stem, hyphen, ending = line.words[i].partition("-")
        if hyphen and plain(ending) in cues and stem:
            tokens = (*line.tokens[:i], Token.of(stem, line.tokens[i].start))
            cue = cues[plain(ending)]
        elif word in cues and line.at(i - 1) in ("-", "–") and line.is_tight(i - 2) and line.is_tight(i - 1):
            tokens, cue = line.tokens[: i - 1], cues[word]
        else:
            continue
        name = _read_stem(Line.cut(line.passage, tokens))
        # "officials from the EU-funded Border Mission": a body that is paid for.
        start = name.first - (line.at(name.first - 1) == "the") if name else 0
        is_origin = line.at(start - 1) == "from" and i + 1 < len(line) and line.is_name_word(i + 1)
        if name and not is_origin:
            found.append((CueMatch(cue, i, i + 1), Phrase((name,), i + 1)))
            # "US- and Norwegian-funded"
            is_hanging = line.at(i - 1) == "and" and line.at(i - 2) == "-" and i > 2 and line.is_tight(i - 3)
            first = _read_stem(Line.cut(line.passage, line.tokens[: i - 2])) if is_hanging else None
            found += [(CueMatch(cue, i, i + 1), Phrase((first,), i + 1))] if first else []
    return tuple(found)


def find_owners(line: Line, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Whose contribution it was held with: "thanks to Malta’s and Peru’s financial contributions"."""
    owners: list[Name] = []
    found: list[Name] = []
    for name in names if "'s" in line.vocabulary else ():
        is_joined = bool(owners) and name.first - owners[-1].after - 1 in (1, 2)
        is_opened = line.at(_skip_back(line, name.first)) in ("to", "through", "with", "by", "from")
        is_opened = is_opened or (name.first < 2 and _is_spending(line, name.after))
        if line.at(name.after) != "'s" or not (is_joined or is_opened):
            owners = []
            continue
        owners.append(name)
        behind = line.plain[name.after + 1 : name.after + 4]
        if (not gift_words().isdisjoint(behind) or "budget" in behind) and "and" not in behind:
            found += owners
            owners = []
    return tuple(found)


def _is_spending(line: Line, i: int) -> bool:
    """Whether what stands behind a genitive at `i` is a gift that paid: "Malta’s grant covered the fees"."""
    gift = next((k for k in range(i + 1, min(len(line), i + 4)) if line.at(k) in gift_words()), None)
    return gift is not None and not tie_words().spending.isdisjoint(line.plain[gift + 1 : gift + _NEAR])


@cache
def _money_words() -> frozenset[str]:
    """Nouns of what may have been somebody's: money, gifts, help."""
    return tie_words().backing | gift_words()


def find_funders(line: Line, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Whose money it was, by a name before the noun: "with Norwegian funds", "with Red Cross money"."""
    found: list[Name] = []
    words = _money_words()
    if line.vocabulary.isdisjoint(words):
        return ()
    for i, word in enumerate(line.plain):
        if word not in words or line.tokens[i].is_capitalized or line.at(i + 1) in ("of", "by"):
            continue
        is_aid = word in tie_words().backing
        k = i - (line.at(i - 1) in ("financial", "generous", "development", "aid"))
        name = next((n for n in names if n.after == k and n.mention.kind in _PAYING), None)
        is_own = is_aid and line.at(i - 1) != "financial"
        name = _read_demonym(line, k - 1) if is_own or name is None else name
        if name is None:
            continue
        other = _read_demonym(line, name.first - 2) if line.at(name.first - 1) == "and" else None
        found_here = (name,) if other is None else (other, name)
        name = found_here[0]
        j = name.first - 1
        while j > 0 and line.at(j) in ("the", "a", "an", "additional", "generous"):
            j -= 1
        # "furnished two years ago with an EU grant": an earlier time.
        if line.at(j - 1) == "ago":
            continue
        is_spent = j < 0 and line.at(i + 1) in ("paid", "covered", "bought", "financed", "made", "went")
        if is_spent or line.at(j) in ("with", "by", "through", "from", "to", "using", "of"):
            found += found_here
    return tuple(found)


def find_supporters(line: Line, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Whose help it was held with, by a name before the noun: "organized by the Guild with OSCE support"."""
    found: list[Name] = []
    if line.vocabulary.isdisjoint(tie_words().backing):
        return ()
    for name in names:
        i = name.after + (line.at(name.after) == "'s")
        before = name.first - 1 - (line.at(name.first - 1) == "the")
        is_aid = line.at(i) in tie_words().backing and not line.tokens[i].is_capitalized
        is_with = is_aid and line.at(before) in ("with", "through")
        if not is_with or name.mention.kind not in (*_PAYING, "reference") or name.mention.kind == "state":
            continue
        if line.at(i + 1) not in body_words().attributed and _is_organized(line, before):
            found.append(name)
    return tuple(found)


def _is_organized(line: Line, i: int) -> bool:
    """Whether the words near before `i` tell of organizing, and no relative clause stands between."""
    first = max(0, i - _LONGEST_CLAUSE)
    last = max((m.first for m in find_cues(line.plain[first:i]) if m.cue.role == "organizer"), default=-1)
    return last >= 0 and _RELATIVES.isdisjoint(line.plain[first + last : i])


def _read_demonym(line: Line, k: int) -> Name | None:
    """The State whose demonym ends at `k`."""
    for first in (k - 1, k):
        form = line.state_at(first, k + 1)
        if form and form.after == k + 1:
            mention = Mention(
                passage=line.passage,
                start=line.tokens[first].start,
                end=line.tokens[k].end,
                name=form.value.country.name,
                country=form.value.country.code,
                kind="state",
            )
            return Name(first, k + 1, mention)
    return None


def _skip_back(line: Line, first: int) -> int:
    return first - 1 - (line.at(first - 1) == "the")


def _read_stem(line: Line) -> Name | None:
    """The longest name that ends with the line."""
    first = len(line) - 1
    while first > 0 and (line.tokens[first - 1].is_capitalized or line.at(first - 1) in ("/", "'s", "and")):
        first -= 1
    for i in range(first, len(line)):
        name = read_name(line, i)
        if name and name.after == len(line) and name.mention.kind not in ("person", "thing", "unknown"):
            return name
        form = line.states.get(i)
        if form and form.after == len(line):
            start, end = line.tokens[i].start, line.tokens[-1].end
            code, full = form.value.country.code, form.value.country.name
            return Name(
                i,
                len(line),
                Mention(passage=line.passage, start=start, end=end, name=full, country=code, kind="state"),
            )
    return None


def _read_after(line: Line, match: CueMatch, names: tuple[Name, ...]) -> Phrase:
    if line.at(match.after) in ("which", "whom") and line.at(match.first - 1) == ",":
        return _read_antecedent(line, match, names)
    phrase = read_bodies(line, match.after)
    is_fronted = bool(phrase.names) and (_opens_clause(line, match.first) or match.first == 1)
    is_running_on = match.first < 2 and _runs_on(line, phrase.after)
    if is_fronted and (_is_active(line, phrase.after) or is_running_on):
        return _first_only(line, phrase)
    return _without_new_clause(line, phrase)


def _read_antecedent(line: Line, match: CueMatch, names: tuple[Name, ...]) -> Phrase:
    """Read whom "which" means: "the Guild, in co-operation with which the course was prepared"."""
    behind = line.plain[match.after + 1 : match.after + _NEAR]
    before = [name for name in names if name.after == match.first - 1]
    kinds = {name.mention.kind for name in before}
    if occasion_words().isdisjoint(behind) or not kinds <= {"body", "acronym", "structure"}:
        return Phrase((), match.after)
    return Phrase(tuple(before), match.after)


def _runs_on(line: Line, i: int) -> bool:
    """Whether a verb follows before any comma: "With funds of A, the NGO B and the village planted trees"."""
    for k in range(i, min(len(line), i + _LONGEST_SUBJECT)):
        if line.at(k) == "," or line.at(k) in BE:
            return False
        if line.at(k).endswith("ed") and not line.tokens[k].is_capitalized:
            return True
    return False


def _opens_clause(line: Line, i: int) -> bool:
    return i == 0 or line.at(i - 1) in (",", "”", ":")


def _first_only(line: Line, phrase: Phrase) -> Phrase:
    """Only the first of the names: "With the help of A, B and C organized …" has B and C as its subject.

    An OSCE structure behind a comma begins the subject: "With the help of A and B, the Mission and C".
    """
    first = phrase.names[0]
    for k, name in enumerate(phrase.names[1:], start=1):
        comma = name.first - 1 - (line.at(name.first - 1) == "the")
        if name.mention.osce and line.at(comma) == ",":
            return Phrase(phrase.names[:k], comma, phrase.refused)
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
    i += line.at(i) in ADVERBS
    if i >= len(line) or line.at(i + 1) in PASSIVE_FOLLOWERS:
        return False
    return any(
        match.first == 0 and match.cue.argument == "subject" for match in find_cues(line.plain[i : i + 8])
    )


def _read_agent(line: Line, match: CueMatch) -> Phrase:
    """Read what stands behind the participle's own "by"; another participle between ends the search."""
    j = match.after
    stop = min(len(line), match.after + _LONGEST_CLAUSE)
    while j < stop:
        word = line.at(j)
        if word == "by" and line.at(j - 1) in tie_words().made:
            break
        if word == "by":
            return _read_by(line, match, j + 1 + (line.at(j + 1) == ","))
        if word in _CLAUSE_ENDS or word in BE or (word in ("has", "have", "had", "will")):
            break
        if _is_participle(line, j) and not _is_coordinated(line, match.after, j):
            break
        j += 1
    return Phrase((), match.after)


def _read_by(line: Line, match: CueMatch, start: int) -> Phrase:
    phrase = read_bodies(line, start)
    if phrase.names or line.at(match.first) not in tie_words().handing:
        return _without_new_clause(line, phrase)
    # "handed over by the Head of the OSCE Office": who hands over does so for the office.
    person = read_name(line, start)
    office = find_office(line, (person,), person.after) if person else ()
    return Phrase(office, office[-1].after if office else start, phrase.refused)


def _is_participle(line: Line, j: int) -> bool:
    word = line.plain[j]
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

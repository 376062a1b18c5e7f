"""Bodies in roles: a cue such as "in co-operation with" and the coordinated names it governs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from osce_extract.facts.arguments import (
    find_compounds,
    find_funders,
    find_owners,
    find_supporters,
    read_argument,
)
from osce_extract.facts.contributors import find_contributions
from osce_extract.facts.doers import find_doers
from osce_extract.facts.ellipsis import read_ellipsis
from osce_extract.facts.keeping import once
from osce_extract.facts.lines import Line
from osce_extract.facts.model import Rejection, Source
from osce_extract.facts.names import Name, read_name
from osce_extract.facts.nominals import find_nominals
from osce_extract.facts.passages import Frame, Passage
from osce_extract.facts.phrases import Phrase, find_names, read_bodies
from osce_extract.facts.pronouns import read_pronoun
from osce_extract.facts.references import read_register
from osce_extract.facts.settlement import (
    ATTRIBUTE,
    DEED,
    Role,
    RoleKind,
    RoleReading,
    fact_of,
    refuse,
    settle,
)
from osce_extract.facts.ties import find_untied
from osce_extract.pages import Page
from osce_extract.vocab.cues import CueMatch, compound_cues, event_words, find_cues, rules_of_others
from osce_extract.vocab.projects import project_words
from osce_extract.vocab.ties import tie_words

__all__ = ["Role", "RoleKind", "RoleReading", "read_roles"]

_FRAME_REASONS: dict[Frame, str] = {
    "activity": "",
    "quotation": "said by a speaker",
    "earlier": "said of something earlier",
    "later": "said of something later",
    "background": "said of no activity of this page",
}


def read_roles(page: Page, passages: tuple[Passage, ...], labels: Mapping[Source, Passage]) -> RoleReading:
    """Find every body that a cue of an activity's sentence, or a label, puts in a role."""
    register = read_register(passages, page.issued_by)
    refused: list[Rejection] = []
    roles = [
        replace(role, mention=register.resolve(role.mention) or role.mention)
        for role in _read_label(labels.get("organized_by"))
    ]
    # The title sums up what the body says in full, so it is read last.
    for passage in sorted(passages, key=lambda passage: passage.source == "title"):
        before: Line | None = None
        for statement in passage.statements:
            line = Line.of(passage, statement)
            told = _read_told(line, before)
            before = line
            for role in (*_read_line(line, refused), *told):
                frame = statement.frame_at(role.mention.start)
                if frame != "activity" and not _is_of_project(line, role, frame):
                    refused.append(refuse(role, _FRAME_REASONS[frame]))
                    continue
                resolved = register.resolve(role.mention)
                if resolved is None:
                    refused.append(refuse(role, "the page does not say what it stands for"))
                elif resolved.osce and role.rule in rules_of_others():
                    refused.append(refuse(role, "these words give that role only to bodies outside the OSCE"))
                else:
                    roles.append(replace(role, mention=resolved))
    return settle(roles, refused)


def _read_told(line: Line, before: Line | None) -> Iterator[Role]:
    """What a pronoun says of the bodies of the sentence before, at the place where that names them."""
    for match, phrase in read_pronoun(line, before):
        for name in phrase.names:
            if _is_allowed(match, name):
                yield Role(match.cue.role, name.mention, match.cue.name)


def _read_label(label: Passage | None) -> Iterator[Role]:
    """The bodies that an event page prints under Organized by, one after the other."""
    for statement in label.statements if label else ():
        line = Line.of(label, statement) if label else None
        for name in find_names(line) if line else ():
            before = line.at(name.first - 1) if line else ""
            is_body = name.mention.kind in ("structure", "body", "acronym", "state")
            if is_body and before in _LISTING:
                yield Role("organizer", name.mention, "organized-by-label")


def _is_of_project(line: Line, role: Role, frame: Frame) -> bool:
    """Whether a sentence on a project's past or coming results names who pays for the project."""
    if role.kind != "donor" or frame not in ("earlier", "later"):
        return False
    if frame == "later" and _is_foretold_behind(line, role):
        return True
    if frame == "earlier" and _is_paying_now(line, role):
        return True
    return not project_words().nouns.isdisjoint(line.plain) and project_words().others.isdisjoint(line.plain)


def _is_paying_now(line: Line, role: Role) -> bool:
    """Whether it is told in the present: "The seminar, which follows one held in May, is funded by"."""
    at = bisect_left(line.tokens, role.mention.start, key=lambda token: token.start)
    by = next((k for k in range(at - 1, max(0, at - _SHORT), -1) if line.at(k) == "by"), 0)
    return by > 1 and _is_paid(line.at(by - 1)) and line.at(by - 2) in ("is", "are", "being")


def _is_paid(word: str) -> bool:
    cue = compound_cues().get(word)
    return cue is not None and cue.role == "donor"


def _is_foretold_behind(line: Line, role: Role) -> bool:
    """Whether only a clause behind the payer foretells: "A paid for a line that will be open until June"."""
    will = line.plain.index("will") if "will" in line.plain else 0
    is_clause = line.at(will - 1) in ("that", "which", "who")
    return will > 0 and is_clause and line.tokens[will].start > role.mention.end


def _read_line(line: Line, refused: list[Rejection]) -> Iterator[Role]:
    names = find_names(line)
    phrases = [(match, read_argument(line, match, names)) for match in find_cues(line.plain)]
    phrases += [second for match, phrase in phrases for second in _read_second_agent(line, match, phrase)]
    phrases += find_compounds(line)
    phrases += find_nominals(line, names)
    yield from _read_uncued(line, names)
    for match, phrase in _without_overlaps(phrases):
        if _is_elsewhere(line, match):
            continue
        untied = find_untied(line, match, phrase, names)
        if untied:
            refused += [refuse(Role(match.cue.role, n.mention, match.cue.name), untied) for n in phrase.names]
            continue
        for name in (*phrase.names, *read_ellipsis(line, match, phrase)):
            if _is_allowed(match, name) or _is_joined(line, match, phrase, name):
                yield Role(match.cue.role, name.mention, match.cue.name)
        if match.cue.role == "organizer" and match.cue.argument in ("agent", "after") and phrase.names:
            yield from _read_with(line, phrase.after)
        if match.cue.name == "organizes" and line.at(0) == "with":
            yield from _read_fronted(line, phrase)
        for item in phrase.refused:
            span = (line.tokens[item.first].start, line.tokens[item.after - 1].end)
            fact = fact_of(match.cue.role)
            refused.append(line.passage.rejection(fact, span, match.cue.name, item.reason))
    for contribution in find_contributions(line):
        for name in contribution.names:
            role = Role("contributor", name.mention, contribution.rule)
            if contribution.refusal:
                refused.append(refuse(role, contribution.refusal))
            else:
                yield role


def _read_uncued(line: Line, names: tuple[Name, ...]) -> Iterator[Role]:
    """Bodies whose role no cue gives: whose money it was, who acted, after whom the activity is called."""
    for name in find_owners(line, names):
        yield Role("donor", name.mention, "owner-of-a-contribution")
    for name in find_funders(line, names):
        yield Role("donor", name.mention, "whose-money")
    for name in find_supporters(line, names):
        yield Role("support", name.mention, "whose-support")
    yield from _read_attributes(line, names)
    for name in find_doers(line, names):
        yield Role("organizer", name.mention, DEED)


def _read_second_agent(line: Line, match: CueMatch, phrase: Phrase) -> Iterator[tuple[CueMatch, Phrase]]:
    """Who did it beside another, or elsewhere: "paid by A with B", "hosted by A, in Osh by B"."""
    if match.cue.argument != "agent" or not phrase.names:
        return
    i = phrase.after + (line.at(phrase.after) == ",")
    is_beside = line.at(i) in ("jointly", "together", "along") and line.at(i + 1) == "with"
    if is_beside and match.cue.role == "donor":
        yield match._replace(first=i, after=i + 2), read_bodies(line, i + 2)
    i += line.at(i) == "and"
    if line.at(i) == "in" and line.is_name_word(i + 1):
        by = next((k for k in range(i + 2, min(len(line), i + 5)) if line.at(k) == "by"), None)
        if by is not None:
            yield match._replace(first=i, after=by + 1), read_bodies(line, by + 1)


def _read_fronted(line: Line, subject: Phrase) -> Iterator[Role]:
    """Bodies before who organized: "With UNICEF and the Red Cross, the Mission held a camp"."""
    phrase = read_bodies(line, 1)
    first = min((name.first for name in subject.names), default=0)
    if line.at(phrase.after) == "," and first - phrase.after in (1, 2):
        for name in phrase.names:
            yield Role("co-operation", name.mention, "organized-with")


def _read_with(line: Line, i: int) -> Iterator[Role]:
    """Bodies that only "with" adds to those who organized: "organized by the Mission, with the Library"."""
    i += line.at(i) == ","
    if line.at(i) == "with":
        phrase = read_bodies(line, i + 1)
        follower = line.at(phrase.after + (line.at(phrase.after) in ("each", "both")))
        # "with A as host", "with A providing the hall": said by other cues.
        is_help = follower in tie_words().backing or follower in ("'s", "financial")
        if (
            is_help
            or follower == "as"
            or (follower.endswith("ing") and not line.tokens[phrase.after].is_capitalized)
        ):
            return
        for name in phrase.names:
            yield Role("co-operation", name.mention, "organized-with")


def _is_elsewhere(line: Line, match: CueMatch) -> bool:
    """Whether the cue speaks of what had been before, of how a body was founded, of no activity."""
    perfect = line.plain[max(0, match.first - 2) : match.first]
    is_perfect = "has" in perfect or "have" in perfect
    is_ongoing = is_perfect and "since" in line.plain[match.after :] and not _is_paid_project(line, match)
    if _first_recall(line) < match.first or is_ongoing or line.at(match.after) == "no":
        return True
    # "helps officers to work together with the Customs": an aim, not the activity.
    if match.cue.role == "co-operation" and _is_aimed_at(line, match.first):
        return True
    is_given = line.at(match.first) in ("gave", "offered") and line.at(match.after) in _OBJECTS
    if _is_visited(line, match.first) or (match.cue.name == "makes-occasion" and is_given):
        return True
    before = line.at(match.first - 1)
    if match.cue.role == "organizer" and match.cue.argument != "compound":
        is_given = before in tie_words().aid and not line.tokens[match.first - 1].is_capitalized
        return is_given or ("had" in perfect and line.plain.count("had") > 1)
    if match.cue.argument == "after":
        return before in tie_words().founding
    is_weak = match.cue.argument == "compound" and match.cue.role in ("organizer", "support")
    is_called = event_words().isdisjoint(line.plain[match.after : match.after + _NEAR])
    return is_weak and is_called and before not in ("was", "were", "is", "are")


def _is_paid_project(line: Line, match: CueMatch) -> bool:
    """Whether it is the page's own: "Malta has funded the project since 2010"."""
    words = line.plain[match.first : match.after + 2]
    return match.cue.role == "donor" and not project_words().nouns.isdisjoint(words)


def _is_aimed_at(line: Line, i: int) -> bool:
    """Whether "to work" stands before it: what people are to do, not what they did."""
    return line.at(i - 2) == "to" and line.at(i - 1) in tie_words().aims


def _is_visited(line: Line, i: int) -> bool:
    """Whether it is said of an event that somebody went to: "she addressed a conference organized by"."""
    return _first_visit(line) < i


@once
def _first_recall(line: Line) -> int:
    """The index of "recalled" or of "used to follow"; the line's end without them."""
    if "recalled" in line.vocabulary:
        return line.plain.index("recalled")
    if "used" not in line.vocabulary:
        return len(line)
    i = line.plain.index("used")
    return i if line.at(i + 1) == "to" and line.at(i + 2) in tie_words().former_habits else len(line)


@once
def _first_visit(line: Line) -> int:
    """The index of the first verb of going to an event; the line's end without one."""
    if _VISITORS.isdisjoint(line.vocabulary):
        return len(line)
    visits = (
        k
        for k, word in enumerate(line.plain)
        if word in tie_words().frequenting and not _VISITORS.isdisjoint(line.plain[max(0, k - 4) : k])
    )
    return next(visits, len(line))


_IN_KIND = frozenset({"provides-in-kind", "goods-from", "goods-came-from", "with-providing"})
_VISITORS = frozenset({"she", "he", "also", "had"})


def _is_allowed(match: CueMatch, name: Name) -> bool:
    # What a State gives in kind makes it neither a donor nor a supporter; trainers come from a country, and
    # its State has no part in it.
    if name.mention.kind == "state" and (match.cue.name in _IN_KIND or match.cue.role == "contributor"):
        return False
    return match.cue.only is None or (match.cue.only == "osce") == name.mention.osce


def _of_course(line: Line, name: Name) -> Name | None:
    """The structure at the end of "Staff Course of the College"."""
    if name.mention.kind != "thing" or line.at(name.after) not in tie_words().lasting:
        return None
    i = next((k + 1 for k in range(name.first, name.after) if line.at(k) == "of"), name.after)
    inner = read_name(line, i, name.after) if i < name.after else None
    return inner if inner and inner.mention.kind == "structure" else None


def _is_called_of(line: Line, name: Name) -> bool:
    """Whether it is "the third course of the College ended": an activity that is the structure's."""
    of = name.first - 1 - (line.at(name.first - 1) == "the")
    is_event = line.at(of) == "of" and line.at(of - 1) in event_words() and of < _NEAR
    return is_event and line.at(name.after) in tie_words().lasting


def _is_joined(line: Line, match: CueMatch, phrase: Phrase, name: Name) -> bool:
    """Whether a body shares with an OSCE structure a role that the cue gives to those alone."""
    if match.cue.only != "osce" or match.cue.argument not in ("agent", "subject"):
        return False
    if name.mention.kind == "state" or line.at(match.first) in tie_words().giving:
        return False
    return name in phrase.names and any(other.mention.osce for other in phrase.names)


def _read_attributes(line: Line, names: tuple[Name, ...]) -> Iterator[Role]:
    """The structure that an activity is called after: "an OSCE course". Weaker than all other cues."""
    for found in names:
        owner = _of_course(line, found)
        if owner:
            yield Role("organizer", owner.mention, ATTRIBUTE)
        name = found
        if name.mention.kind not in ("structure", "reference") or not name.mention.osce:
            continue
        if _is_called_of(line, name):
            yield Role("organizer", name.mention, ATTRIBUTE)
            continue
        own = line.at(name.after) == "'s"
        behind = line.plain[name.after + own : name.after + own + 4]
        cut = next((k for k, word in enumerate(behind) if word in event_words()), None)
        words = line.tokens[name.after + own : name.after + own + (cut or 0) + 1]
        # "OSCE supports seminar on mines": the words between are a verb.
        is_verb = bool(cut) and behind[0].endswith("s") and not behind[0].endswith(("ss", "ics", "'s"))
        is_plain = not is_verb and all(
            t.is_word and not t.is_capitalized and t.lower not in _NOT_ATTRIBUTES for t in words
        )
        if cut is not None and is_plain:
            yield Role("organizer", name.mention, ATTRIBUTE)


# "gave the meeting their support": what is given is not the meeting.
_OBJECTS = frozenset({"a", "an", "his", "her", "its", "the", "their"})
_LISTING = frozenset({"", ",", ";", "and", "&", "/", "the", "with", "|", "."})
_NOT_ATTRIBUTES = frozenset({"for", "the", "in", "on", "at", "of", "to", "and", "a", "with", "by", "from"})
_NEAR = 6
# How far behind "by" a list of payers may reach.
_SHORT = 30
# Cues of organizing that give way where the same words speak of people who taught: "trainers provided by".
_OUTRANKED = frozenset({"makes-occasion", "occasion-made-by", "organizes", "presented-by"})


def _without_overlaps(phrases: list[tuple[CueMatch, Phrase]]) -> list[tuple[CueMatch, Phrase]]:
    """Of two cues whose words overlap and that govern the same names keep the one that speaks of money."""
    governing: dict[int, list[CueMatch]] = {}
    for match, phrase in phrases:
        for name in phrase.names[:1]:
            if _is_allowed(match, name):
                governing.setdefault(name.first, []).append(match)
    return [
        (match, phrase)
        for match, phrase in phrases
        if not any(
            _outranks(other, match) for name in phrase.names[:1] for other in governing.get(name.first, ())
        )
    ]


def _outranks(other: CueMatch, match: CueMatch) -> bool:
    is_overlapping = other.first < match.after and match.first < other.after
    if other.cue.name in ("named-as-implementer", "entrusted-to"):
        return match.cue.role == "organizer"
    if other.cue.role == "contributor":
        is_lesser = match.cue.role == "support" or match.cue.name in _OUTRANKED
        return is_overlapping and is_lesser
    # "in co-operation with and with the financial support of": one body did both.
    is_both = match.cue.name == "in-co-operation-and-with-help"
    return is_overlapping and other.cue.role == "donor" and match.cue.role != "donor" and not is_both

"""Bodies in roles: a cue such as "in co-operation with" and the coordinated names it governs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from osce_extract.facts.arguments import find_compounds, read_argument
from osce_extract.facts.contributors import find_contributions
from osce_extract.facts.lines import Line
from osce_extract.facts.model import Evidence, Rejection
from osce_extract.facts.names import Mention, Name
from osce_extract.facts.passages import Frame, Passage
from osce_extract.facts.phrases import Phrase, find_names, read_bodies
from osce_extract.facts.references import is_same, read_register
from osce_extract.pages import Page
from osce_extract.vocab.cues import CueMatch, CueRole, event_words, find_cues
from osce_extract.vocab.projects import project_words

__all__ = ["Role", "RoleKind", "RoleReading", "read_roles"]

RoleKind = Literal[
    "organizer", "co-organizer", "co-operation", "host", "support", "implementer", "contributor", "donor"
]


@dataclass(frozen=True, slots=True)
class Role:
    """A body in the role that a cue gives it.

    Attributes:
        kind: the role.
        mention: the body, in its fullest form.
        rule: the name of the cue's rule.
        more: other words that put it in the same role.
    """

    kind: RoleKind
    mention: Mention
    rule: str
    more: tuple[Evidence, ...] = ()

    @property
    def evidence(self) -> Evidence:
        """The words that name the body where the cue stands."""
        return self.mention.passage.evidence(self.mention.start, self.mention.end, self.rule)


class RoleReading(NamedTuple):
    """The roles of a page, and what was considered for one and refused."""

    roles: tuple[Role, ...]
    refused: tuple[Rejection, ...]


_FRAME_REASONS: dict[Frame, str] = {
    "activity": "",
    "quotation": "said by a speaker",
    "earlier": "said of something earlier",
    "later": "said of something later",
    "background": "said of no activity of this page",
}
_FACTS = {"organizer": "organizers", "donor": "donors"}


def read_roles(page: Page, passages: tuple[Passage, ...]) -> RoleReading:
    """Find every body that a cue of an activity's sentence puts in a role."""
    register = read_register(passages, page.issued_by)
    roles: list[Role] = []
    refused: list[Rejection] = []
    # The title sums up what the body says in full, so it is read last.
    for passage in sorted(passages, key=lambda passage: passage.source == "title"):
        for statement in passage.statements:
            line = Line.of(passage, statement)
            for role in _read_line(line, refused):
                frame = statement.frame_at(role.mention.start)
                if frame != "activity" and not _is_of_project(line, role, frame):
                    refused.append(_refuse(role, _FRAME_REASONS[frame]))
                    continue
                resolved = register.resolve(role.mention)
                if resolved is None:
                    refused.append(_refuse(role, "the page does not say what it stands for"))
                else:
                    roles.append(replace(role, mention=resolved))
    return _settle(roles, refused)


def _is_of_project(line: Line, role: Role, frame: Frame) -> bool:
    """Whether a sentence that looks back at a project's results names who pays for the project."""
    if role.kind != "donor" or frame != "earlier":
        return False
    before = [
        word for word, token in zip(line.plain, line.tokens, strict=True) if token.end <= role.mention.start
    ]
    return not project_words().nouns.isdisjoint(before) and "previous" not in before


def _read_line(line: Line, refused: list[Rejection]) -> Iterator[Role]:
    names = find_names(line)
    matches = find_cues(line.plain)
    phrases = [(match, read_argument(line, match, names)) for match in matches]
    phrases += find_compounds(line)
    for match, phrase in _without_overlaps(phrases):
        if _is_elsewhere(line, match):
            continue
        for name in phrase.names:
            if _is_allowed(match, name):
                yield Role(match.cue.role, name.mention, match.cue.name)
        if match.cue.role == "organizer" and match.cue.argument == "agent" and phrase.names:
            yield from _read_with(line, phrase.after)
        for item in phrase.refused:
            span = (line.tokens[item.first].start, line.tokens[item.after - 1].end)
            fact = _FACTS.get(match.cue.role, "partners")
            refused.append(line.passage.rejection(fact, span, match.cue.name, item.reason))
    yield from _read_attributes(line, names)
    for contribution in find_contributions(line):
        for name in contribution.names:
            role = Role("contributor", name.mention, contribution.rule)
            if contribution.refusal:
                refused.append(_refuse(role, contribution.refusal))
            else:
                yield role


def _read_with(line: Line, i: int) -> Iterator[Role]:
    """Bodies that only "with" adds to those who organized: "organized by the Mission, with the Library of Peć"."""
    i += line.at(i) == ","
    if line.at(i) == "with":
        for name in read_bodies(line, i + 1).names:
            yield Role("co-operation", name.mention, "organized-with")


def _is_elsewhere(line: Line, match: CueMatch) -> bool:
    """Whether the cue speaks of another thing than an activity: of what had been before, of how a body was founded, of a network."""
    if match.cue.argument == "after":
        return line.at(match.first - 1) in _FOUNDING
    if match.cue.role == "organizer" and "had" in line.plain[max(0, match.first - 2) : match.first]:
        return True
    if line.at(match.first - 1) in ("was", "were", "is", "are"):
        return False
    if match.cue.argument != "compound" or match.cue.role not in ("organizer", "support"):
        return False
    return event_words().isdisjoint(line.plain[match.after : match.after + _NEAR])


def _is_allowed(match: CueMatch, name: Name) -> bool:
    return match.cue.only is None or (match.cue.only == "osce") == name.mention.osce


def _read_attributes(line: Line, names: tuple[Name, ...]) -> Iterator[Role]:
    """The structure that an activity is called after: "an OSCE training course". Weaker than all other cues."""
    for name in names:
        if name.mention.kind not in ("structure", "reference") or not name.mention.osce:
            continue
        behind = line.plain[name.after : name.after + 4]
        cut = next((k for k, word in enumerate(behind) if word in event_words()), None)
        words = line.tokens[name.after : name.after + (cut or 0) + 1]
        is_plain = all(t.is_word and not t.is_capitalized and t.lower not in _NOT_ATTRIBUTED for t in words)
        if cut is not None and is_plain:
            yield Role("organizer", name.mention, _ATTRIBUTE)


_NOT_ATTRIBUTED = frozenset({"for", "the", "in", "on", "at", "of", "to", "and", "a", "with", "by", "from"})
# Words behind which a cue says how a body came to be, not who stood behind the activity.
_FOUNDING = frozenset({"established", "founded", "created", "built", "up", "agreed"})
_NEAR = 6
_ATTRIBUTE = "activity-called-after"
_PRECEDENCE: dict[CueRole, int] = {"donor": 0}


def _without_overlaps(phrases: list[tuple[CueMatch, Phrase]]) -> list[tuple[CueMatch, Phrase]]:
    """Of two cues whose words overlap and that govern the same names keep the one that speaks of money."""
    kept: list[tuple[CueMatch, Phrase]] = []
    for match, phrase in phrases:
        rivals = [
            other
            for other, its in phrases
            if other.cue.name != match.cue.name
            and its.names[:1] == phrase.names[:1]
            and other.first < match.after
            and match.first < other.after
            and _PRECEDENCE.get(other.cue.role, 1) < _PRECEDENCE.get(match.cue.role, 1)
        ]
        if not rivals or not phrase.names:
            kept.append((match, phrase))
    return kept


def _refuse(role: Role, reason: str) -> Rejection:
    fact = _FACTS.get(role.kind, "partners")
    return Rejection(fact=fact, evidence=role.evidence, reason=reason)


def _settle(roles: list[Role], refused: list[Rejection]) -> RoleReading:
    """One entry for each body in each role, by the rules on who is organizer, co-organizer, host and donor."""
    entries = _merge(_drop_weaker([_name_donor(role) for role in roles], refused))
    if not any(
        role.kind == "organizer" or (role.kind == "support" and role.mention.osce) for role in entries
    ):
        entries = [_host_as_organizer(role) for role in entries]
    settled: list[Role] = []
    for role in entries:
        reason = _contradiction(role, entries)
        if reason:
            refused.append(_refuse(role, reason))
        else:
            settled.append(role)
    organizers = [role for role in settled if role.kind == "organizer"]
    if any(role.mention.osce for role in organizers):
        settled += [replace(role, kind="co-organizer") for role in organizers if not role.mention.osce]
    return RoleReading(tuple(settled), tuple(refused))


def _drop_weaker(roles: list[Role], refused: list[Rejection]) -> list[Role]:
    """Leave out organizers that only the title or an attribute names, where the text says more."""
    said = [role for role in roles if not _is_titled(role) and role.rule != _ATTRIBUTE]
    named = [role for role in roles if _is_titled(role) and role.rule != _ATTRIBUTE]
    kept = list(said)
    for weaker in (named, [role for role in roles if role.rule == _ATTRIBUTE]):
        stronger = list(kept)
        for role in weaker:
            reason = _outweighed(role, stronger)
            if reason:
                refused.append(_refuse(role, reason))
            else:
                kept.append(role)
    return kept


def _is_titled(role: Role) -> bool:
    return role.mention.passage.source == "title"


def _outweighed(role: Role, stronger: list[Role]) -> str | None:
    """Why the title or an attribute does not count; None when nothing stronger is said."""
    if role.kind == "organizer" and any(other.kind == "organizer" for other in stronger):
        return "the text says who organized it"
    if role.mention.osce and any(other.mention.osce and other.kind != "contributor" for other in stronger):
        return "the text names the OSCE structure and what it did"
    return None


def _name_donor(role: Role) -> Role:
    """A State or the EU that supports an activity pays for it; the EU has one name."""
    mention = role.mention
    is_union = mention.name in ("EU", "European Union")
    is_government = mention.name.startswith("Government of") or mention.name.lower().endswith("government")
    if role.kind == "support" and (mention.kind == "state" or is_union or is_government):
        role = replace(role, kind="donor")
    if role.kind == "donor" and is_union:
        return replace(role, mention=replace(mention, name="European Union", abbreviation="EU"))
    return role


def _host_as_organizer(role: Role) -> Role:
    return replace(role, kind="organizer") if role.kind == "host" and role.mention.osce else role


def _merge(roles: list[Role]) -> list[Role]:
    """Join entries of one body in one role; the fullest name stays, at the first mention."""
    merged: list[Role] = []
    for role in roles:
        for k, other in enumerate(merged):
            if other.kind == role.kind and is_same(other.mention, role.mention):
                merged[k] = _join(other, role)
                break
        else:
            merged.append(role)
    return merged


def _join(one: Role, other: Role) -> Role:
    fuller = max((one.mention, other.mention), key=lambda mention: len(mention.name))
    mention = replace(
        one.mention,
        name=fuller.name,
        abbreviation=one.mention.abbreviation or other.mention.abbreviation,
        country=one.mention.country or other.mention.country,
    )
    return replace(one, mention=mention, more=(*one.more, other.evidence))


def _contradiction(role: Role, entries: list[Role]) -> str | None:
    """Why a role gives way to what else the page says; None when it stands."""
    mention = role.mention
    if role.kind == "organizer" and any(_is_unit_of(e, role) for e in entries):
        return "the page names the unit of it that organized"
    if mention.id == "osce":
        specific = [e for e in entries if e.mention.osce and e.mention.id != "osce"]
        if any(e.kind in ("organizer", role.kind) for e in specific):
            return "the page names the OSCE structure that is meant"
        if role.kind in ("support", "donor") and any(
            e.kind == "organizer" and e.mention.osce for e in entries
        ):
            return "the OSCE is the organizer already"
    if role.kind in ("support", "co-operation", "host", "contributor", "implementer"):
        if any(e.kind == "organizer" and is_same(e.mention, mention) for e in entries):
            return "the same body is the organizer already"
    if (
        role.kind == "contributor"
        and mention.id in ("osce", "secretariat")
        and any(e.kind == "organizer" and e.mention.osce for e in entries)
    ):
        return "a part of it is the organizer already"
    if role.kind == "support" and any(e.kind == "donor" and is_same(e.mention, mention) for e in entries):
        return "the same body is a donor already"
    return None


def _is_unit_of(unit: Role, whole: Role) -> bool:
    """Whether one organizer is named as a part of the other: "the Unit of the Department"."""
    name = whole.mention.name.removeprefix("OSCE ")
    is_part = unit.mention.name.endswith(name) and unit.mention.name.removesuffix(name).rstrip().endswith(
        ("of the", "of", "of the OSCE", "of OSCE", "of the OSCE’s", "of the OSCE's")
    )
    return unit.kind == "organizer" and is_part and unit.mention.name != whole.mention.name

"""Roles of one page weighed against each other: one entry for a body in a role, contradictions refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

import msgspec
from msgspec.structs import replace

from osce_extract.facts.model import Evidence, Rejection
from osce_extract.facts.names import Mention
from osce_extract.facts.references import is_same

__all__ = ["ATTRIBUTE", "DEED", "Role", "RoleKind", "RoleReading", "fact_of", "refuse", "settle"]

# The rule that reads "an OSCE course": weaker than all others.
ATTRIBUTE = "activity-called-after"

# The rule that reads any other verb of which an OSCE structure is the subject: as weak.
DEED = "osce-acts"
_CHAIR = "chairpersonship"
_WEAK = frozenset({ATTRIBUTE, DEED})

RoleKind = Literal[
    "organizer", "co-organizer", "co-operation", "host", "support", "implementer", "contributor", "donor"
]


class Role(msgspec.Struct, frozen=True):
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


def fact_of(kind: RoleKind) -> str:
    """The fact that a role belongs to."""
    return {"organizer": "organizers", "donor": "donors"}.get(kind, "partners")


def refuse(role: Role, reason: str) -> Rejection:
    """A role that was considered, and why it is refused."""
    fact = fact_of(role.kind)
    return Rejection(fact=fact, evidence=role.evidence, reason=reason)


def settle(roles: list[Role], refused: list[Rejection]) -> RoleReading:
    """One entry for each body in each role; where two statements disagree, the fuller one stands."""
    entries = _merge(_drop_weaker([_name_donor(role) for role in roles], refused))
    if not any(
        role.kind == "organizer" or (role.kind == "support" and role.mention.osce) for role in entries
    ):
        entries = [_host_as_organizer(role) for role in entries]
    settled: list[Role] = []
    for role in entries:
        reason = _contradiction(role, entries)
        if reason:
            refused.append(refuse(role, reason))
        else:
            settled.append(role)
    organizers = [role for role in settled if role.kind == "organizer"]
    if any(role.mention.osce for role in organizers):
        settled += [replace(role, kind="co-organizer") for role in organizers if not role.mention.osce]
    return RoleReading(tuple(settled), tuple(refused))


def _drop_weaker(roles: list[Role], refused: list[Rejection]) -> list[Role]:
    """Leave out organizers that only the title or an attribute names, where the text says more."""
    said = [role for role in roles if not _is_titled(role) and role.rule not in _WEAK]
    named = [role for role in roles if _is_titled(role) and role.rule not in _WEAK]
    kept = list(said)
    for weaker in (named, [role for role in roles if role.rule in _WEAK]):
        stronger = list(kept)
        for role in weaker:
            reason = _outweighed(role, stronger)
            if reason:
                refused.append(refuse(role, reason))
            else:
                kept.append(role)
    return kept


def _is_titled(role: Role) -> bool:
    return role.mention.passage.source == "title"


def _outweighed(role: Role, stronger: list[Role]) -> str | None:
    """Why the title or an attribute does not count; None when nothing stronger is said."""
    if role.kind == "organizer" and any(other.kind == "organizer" for other in stronger):
        return "the text says who organized it"
    if role.mention.osce and any(_tells_more(role, other) for other in stronger):
        return "the text names the OSCE structure and what it did"
    return None


def _tells_more(role: Role, other: Role) -> bool:
    """Whether another statement says what the structure did, or what one did that "the OSCE" stands for."""
    is_owner = role.mention.passage.text[role.mention.end :][:2] in ("’s", "'s")
    is_vague = role.mention.id in ("osce", None) or role.rule != ATTRIBUTE or not is_owner
    is_meant = is_vague or other.mention.id in ("osce", role.mention.id) or other.kind == "organizer"
    return other.mention.osce and other.kind != "contributor" and is_meant


def _name_donor(role: Role) -> Role:
    """A State or the EU that supports an activity pays for it; the EU has one name."""
    if role.kind not in ("support", "donor"):
        return role
    mention = role.mention
    name = mention.name.lower()
    is_union = mention.name in ("EU", "European Union")
    is_government = name.startswith("government of") or name.endswith("government")
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
    return next((reason for applies, reason in _CONTRADICTIONS if applies(role, entries)), None)


def _has_unit(role: Role, entries: list[Role]) -> bool:
    return role.kind == "organizer" and any(_is_unit_of(entry, role) for entry in entries)


def _is_unspecific(role: Role, entries: list[Role]) -> bool:
    """Whether "the OSCE" stands for a structure that the page names in a role, or "OSCE-supported" does."""
    is_compound = role.kind == "support"
    return role.mention.id == "osce" and any(
        entry.mention.osce
        and entry.mention.id != "osce"
        and ((is_compound and entry.kind != "contributor") or entry.kind in ("organizer", role.kind))
        for entry in entries
    )


def _is_whole_of_organizer(role: Role, entries: list[Role]) -> bool:
    """Whether the OSCE or its Secretariat is given a lesser role beside a part of it that organized."""
    is_whole = role.mention.id in ("osce", "secretariat") and role.kind in ("support", "donor", "contributor")
    # The Chair is no part of the Secretariat.
    is_own = role.mention.id == "secretariat"
    return is_whole and any(
        entry.kind == "organizer" and entry.mention.osce and not (is_own and entry.mention.id == _CHAIR)
        for entry in entries
    )


def _is_organizer_too(role: Role, entries: list[Role]) -> bool:
    return role.kind not in ("organizer", "donor") and any(
        entry.kind == "organizer" and is_same(entry.mention, role.mention) and not _is_partner(entry, entries)
        for entry in entries
    )


def _is_partner(role: Role, entries: list[Role]) -> bool:
    """Whether the page has said before that a body only co-operated."""
    if role.kind != "organizer" or role.mention.osce:
        return False
    before = entries[: entries.index(role)]
    return any(entry.kind == "co-operation" and is_same(entry.mention, role.mention) for entry in before)


def _is_donor_too(role: Role, entries: list[Role]) -> bool:
    return role.kind == "support" and any(
        entry.kind == "donor" and is_same(entry.mention, role.mention) for entry in entries
    )


def _is_unit_of(unit: Role, whole: Role) -> bool:
    """Whether one organizer is named as a part of the other: "the Unit of the Department"."""
    name = whole.mention.name.removeprefix("OSCE ")
    is_part = unit.mention.name.endswith(name) and unit.mention.name.removesuffix(name).rstrip().endswith(
        ("of the", "of", "of the OSCE", "of OSCE", "of the OSCE’s", "of the OSCE's")
    )
    return unit.kind == "organizer" and is_part and unit.mention.name != whole.mention.name


_CONTRADICTIONS: tuple[tuple[Callable[[Role, list[Role]], bool], str], ...] = (
    (_has_unit, "the page names the unit of it that organized"),
    (_is_unspecific, "the page names the OSCE structure that is meant"),
    (_is_whole_of_organizer, "a part of it is the organizer already"),
    (_is_partner, "the page has named it as a partner before"),
    (_is_organizer_too, "the same body is the organizer already"),
    (_is_donor_too, "the same body is a donor already"),
)

"""From everything a page counts, the one number of those who took part."""

from __future__ import annotations

from collections.abc import Sequence, Set

import msgspec
from msgspec.structs import replace

from osce_extract.facts.counts import Sex
from osce_extract.facts.model import Evidence, Group, Qualifier, Source

__all__ = ["LoosePart", "Turnout", "add_up", "settle"]

_SOURCES: tuple[Source, ...] = ("body", "lead", "title")
# An exact count stands for "about N" when it is at most this share away,
# for "at least N" when it is at most this share above.
_NEAR, _ABOVE = 0.2, 0.35
# So few people are all who came only where the page counts no others.
_FEW = 4
_LAST_EARLY = 1
# The largest of several sessions has at most so many times the people of the smallest.
_UNEVEN = 3


class Turnout(msgspec.Struct, frozen=True, kw_only=True):
    """People who took part, as one statement or a series of them counts them.

    Attributes:
        total: how many.
        qualifier: whether that is rounded.
        women: of them women; None when not said.
        men: of them men; None when not said.
        groups: parts by themselves.
        evidence: the total's words first, then those of its parts.
        is_sure: whether a cue says that they took part, and not their place in the sentence alone.
        is_default: whether only its place on the page speaks for it.
        is_whole: whether the page calls it a total, or those counted participants.
        is_opening: whether it opens the page.
        session: which session of a series it counts; None when it is not said to be one.
    """

    total: int
    qualifier: Qualifier | None
    women: int | None
    men: int | None
    groups: tuple[Group, ...]
    evidence: tuple[Evidence, ...]
    is_sure: bool = True
    is_default: bool = False
    is_whole: bool = False
    is_opening: bool = False
    session: str | None = None

    @property
    def is_early(self) -> bool:
        """Whether it stands where a page tells who came."""
        return (self.evidence[0].paragraph or 0) <= _LAST_EARLY

    @property
    def place(self) -> tuple[Source, int | None]:
        """The passage it stands in."""
        return self.evidence[0].source, self.evidence[0].paragraph


class LoosePart(msgspec.Struct, frozen=True):
    """A number of women or men of a total that another statement gives; `value` None for all of them.

    With `is_rest` all the others are of the other sex.
    """

    sex: Sex
    value: int | None
    evidence: Evidence
    is_rest: bool = False


def add_up(turnouts: Sequence[Turnout]) -> Turnout:
    """The sum of counts of different people; a sex is known when it is known of all of them."""
    women = [t.women for t in turnouts if t.women is not None]
    men = [t.men for t in turnouts if t.men is not None]
    qualifiers = {t.qualifier for t in turnouts}
    return Turnout(
        total=sum(t.total for t in turnouts),
        qualifier="about" if "about" in qualifiers else "at least" if "at least" in qualifiers else None,
        women=sum(women) if len(women) == len(turnouts) else None,
        men=sum(men) if len(men) == len(turnouts) else None,
        groups=tuple(group for t in turnouts for group in (t.groups or _as_group(t))),
        evidence=tuple(evidence for t in turnouts for evidence in t.evidence),
        is_sure=all(t.is_sure for t in turnouts),
        is_default=any(t.is_default for t in turnouts),
        is_whole=any(t.is_whole for t in turnouts),
        is_opening=turnouts[0].is_opening,
        session=turnouts[0].session,
    )


def _as_group(turnout: Turnout) -> tuple[Group, ...]:
    evidence = turnout.evidence[0]
    return (Group(label=evidence.text, count=turnout.total, evidence=evidence),)


def settle(turnouts: Sequence[Turnout], loose: Sequence[LoosePart], sizes: Set[int]) -> Turnout | None:
    """Choose the total: body before lead and title, what is sure before what is not, exact before rounded."""
    told = [t for t in turnouts if not t.is_default]
    many = [t for t in told if t.total > _FEW or t.is_whole or t.is_opening]
    chosen = (
        _choose_by_source(many, sizes)
        or _from_loose(loose)
        or _choose_default(turnouts)
        or _choose_by_source([t for t in told if t.is_early], sizes)
    )
    if chosen is None:
        return None
    return _check(_add_loose(_complete(_sharpen(chosen, turnouts), turnouts), loose))


def _choose_by_source(turnouts: Sequence[Turnout], sizes: Set[int]) -> Turnout | None:
    for source in _SOURCES:
        here = [t for t in turnouts if t.place[0] == source]
        sure = [t for t in here if t.is_sure]
        chosen = _choose(sure or here, sizes)
        if chosen is not None:
            return chosen
    return None


def _choose_default(turnouts: Sequence[Turnout]) -> Turnout | None:
    """The only count, where no cue speaks; of two that differ neither."""
    defaults = [t for t in turnouts if t.is_default]
    return defaults[0] if len({t.total for t in defaults}) == 1 else None


def _choose(turnouts: Sequence[Turnout], sizes: Set[int]) -> Turnout | None:
    if not turnouts:
        return None
    series = _find_series(turnouts, sizes)
    whole = next((t for t in turnouts if t.is_whole and t is not turnouts[0]), None)
    if series is not None:
        if whole is None or whole.session is not None or whole.total < series.total:
            return series
        return replace(series, women=whole.women, men=whole.men) if whole.total == series.total else whole
    first = turnouts[0]
    if (wider := _find_wider(turnouts)) is not None:
        return wider
    return whole if not first.is_whole and whole is not None and whole.total > first.total else first


def _find_wider(turnouts: Sequence[Turnout]) -> Turnout | None:
    """A total "in all", or a sum with the first count in it: "In addition to the 48, twelve came"."""
    first = turnouts[0]
    in_all = next((t for t in turnouts if t.evidence[0].rule == "count-in-all"), None)
    if in_all is not None and in_all.total >= max(_largest_piece(t) for t in turnouts):
        return in_all
    wider = next((t for t in turnouts if any(g.count == first.total for g in t.groups)), None)
    is_wider = wider is not None and not first.groups and wider.total > first.total and wider.is_sure
    return wider if is_wider else None


def _largest_piece(turnout: Turnout) -> int:
    return max((group.count for group in turnout.groups), default=turnout.total)


def _find_series(turnouts: Sequence[Turnout], sizes: Set[int]) -> Turnout | None:
    """The sum of counts of different sessions: named ones, or as many as the page says there were."""
    sessions: dict[str, Turnout] = {}
    for turnout in turnouts:
        if turnout.session is not None:
            sessions.setdefault(turnout.session, turnout)
    if len(sessions) > 1:
        return add_up(list(sessions.values()))
    each = [t for t in turnouts if t.is_sure and t.place == turnouts[0].place]
    totals = [t.total for t in each]
    pieces = sum(len(t.groups) or 1 for t in each)
    is_series = pieces in sizes and len(set(totals)) == len(each) > 1
    return add_up(each) if is_series and max(totals) <= _UNEVEN * min(totals) else None


def _sharpen(chosen: Turnout, turnouts: Sequence[Turnout]) -> Turnout:
    """An exact count of the same people anywhere on the page in place of a rounded one."""
    if chosen.qualifier is None:
        return chosen
    for other in turnouts:
        if other.qualifier is None and _is_same(chosen, other.total):
            women = other.women if other.women is not None else chosen.women
            men = other.men if other.men is not None else chosen.men
            groups = other.groups or chosen.groups
            return replace(
                other, women=women, men=men, groups=groups, evidence=other.evidence + chosen.evidence
            )
    return chosen


def _complete(chosen: Turnout, turnouts: Sequence[Turnout]) -> Turnout:
    """Women and men from another statement that counts the same number of people."""
    for other in turnouts:
        if chosen.women is None and chosen.men is None and other.total == chosen.total:
            chosen = replace(chosen, women=other.women, men=other.men)
            if other.women is not None or other.men is not None:
                chosen = replace(chosen, evidence=chosen.evidence + other.evidence)
    return chosen


def _is_same(rounded: Turnout, exact: int) -> bool:
    if rounded.qualifier == "at least":
        return rounded.total <= exact <= rounded.total * (1 + _ABOVE)
    return abs(exact - rounded.total) <= rounded.total * _NEAR


def _add_loose(turnout: Turnout, loose: Sequence[LoosePart]) -> Turnout:
    for part in loose:
        value = turnout.total if part.value is None else part.value
        if value > turnout.total or getattr(turnout, part.sex) is not None:
            continue
        said = {part.sex: value}
        if part.value is None or part.is_rest:
            said["men" if part.sex == "women" else "women"] = turnout.total - value
        turnout = replace(
            turnout,
            women=said.get("women", turnout.women),
            men=said.get("men", turnout.men),
            evidence=(*turnout.evidence, part.evidence),
        )
    return turnout


def _from_loose(loose: Sequence[LoosePart]) -> Turnout | None:
    """The sum in "The participants were ten women and seven men"."""
    women = next((p for p in loose if p.sex == "women" and p.value is not None), None)
    men = next((p for p in loose if p.sex == "men" and p.value is not None), None)
    if women is None or men is None or women.value is None or men.value is None:
        return None
    if (women.evidence.source, women.evidence.paragraph) != (men.evidence.source, men.evidence.paragraph):
        return None
    return Turnout(
        total=women.value + men.value,
        qualifier=None,
        women=women.value,
        men=men.value,
        groups=(),
        evidence=(women.evidence, men.evidence),
    )


def _check(turnout: Turnout) -> Turnout:
    """Keep women and men only where they fit; their sum is exact where the total is rounded."""
    women, men = turnout.women, turnout.men
    if women is not None and men is not None and women + men != turnout.total:
        if turnout.qualifier is not None and _is_same(turnout, women + men):
            return replace(turnout, total=women + men, qualifier=None)
        return replace(turnout, women=None, men=None)
    if max(women or 0, men or 0) > turnout.total:
        return replace(turnout, women=None, men=None)
    return turnout

"""The counts of a page that may be its participants, and those that are not, with the reason.

A statement's counts are read into turnouts: people who took part, with the women and men of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import msgspec
from msgspec.structs import replace

from osce_extract.facts import activity
from osce_extract.facts.attendance import is_definite, is_leader, judge
from osce_extract.facts.bare import is_group, is_repeated, judge_bare
from osce_extract.facts.clauses import is_about_activity
from osce_extract.facts.counts import Clause, Count, Sex
from osce_extract.facts.deeds import has_done, is_subject
from osce_extract.facts.defaults import judge_default
from osce_extract.facts.foreseen import is_expected, is_intended
from osce_extract.facts.judgement import EARLIER, Judgement
from osce_extract.facts.leadins import multiplier, unwrap
from osce_extract.facts.listed import read_listed
from osce_extract.facts.model import ActivityType, Evidence, Group, Rejection
from osce_extract.facts.parts import Whole, arrange
from osce_extract.facts.passages import Frame, Passage, Statement
from osce_extract.facts.periods import find_reach
from osce_extract.facts.ratios import (
    find_equals,
    read_each_sex,
    read_majority,
    read_of_all,
    read_one_of,
    sex_of_equals,
)
from osce_extract.facts.reading import Reading
from osce_extract.facts.sessions import (
    adds_up,
    find_session,
    is_counted_again,
    is_joined,
    is_met,
    is_of_first,
)
from osce_extract.facts.sexes import Part
from osce_extract.facts.shares import round_factor, share_factor
from osce_extract.facts.strength import has_head
from osce_extract.facts.turnout import LoosePart, Turnout, add_up
from osce_extract.vocab.people import count_cues

__all__ = ["Scene", "read_attendees"]

_FACT = "participants"
_BEGUN = frozenset("began begins begun opened opens started starts launched kicked gets got".split())
_EACH = frozenset({"each", "every", "per"})
# Nobody is trained at these: only who was there counts.
_OCCASIONS: frozenset[ActivityType] = frozenset({"hand-over", "launch", "visit", "publication"})
# Pages that report what somebody said or saw: who took part in what they mention, took part in that.
_WITHOUT_ACTIVITY: frozenset[ActivityType] = frozenset({"statement", "monitoring"})
_EXPECTED = Judgement("took part", "count-expected")
_DIVIDED = Judgement("took part", "count-with-sexes")
_CUMULATIVE = Judgement("others", "count-cumulative", "counts those reached by a project or in a period")
_TRAINED_ELSEWHERE = Judgement("others", "count-not-there", "nothing says that these people were there")
_FRAMED: dict[Frame, str] = {
    "quotation": "stands in what somebody says",
    "earlier": "counts the people of an earlier event",
    "later": "counts the people of a later event",
    "background": "stands in a sentence that does not tell of the activity",
}


class _Attended(msgspec.Struct, frozen=True):
    """A whole of a statement that may have taken part."""

    whole: Whole
    judgement: Judgement
    turnout: Turnout


def read_attendees(
    reading: Reading,
) -> tuple[tuple[Turnout, ...], tuple[LoosePart, ...], tuple[Rejection, ...]]:
    """Read every statement: who took part, women and men of them counted elsewhere, the refused counts."""
    kinds = {fact.type for fact in activity.read(reading).facts}
    if kinds and kinds <= _WITHOUT_ACTIVITY:
        return (), (), ()
    is_occasion, is_ahead = bool(kinds & _OCCASIONS), _is_ahead(reading)
    turnouts: list[Turnout] = []
    loose: list[LoosePart] = []
    rejected: list[Rejection] = []
    for passage in reading.passages:
        for statement in passage.statements:
            if Clause.of(statement).has_people:
                scene = Scene(passage, statement, is_occasion=is_occasion, is_ahead=is_ahead)
                turnouts += scene.read(rejected)
                loose += scene.read_loose()
    return tuple(turnouts), tuple(loose), tuple(rejected)


class Scene:
    """A statement whose counts are read."""

    def __init__(
        self, passage: Passage, statement: Statement, *, is_occasion: bool = False, is_ahead: bool = False
    ) -> None:
        self.passage = passage
        self.statement = statement
        self.is_occasion = is_occasion
        self.is_ahead = is_ahead
        self.clause = Clause.of(statement)
        self.arrangement = arrange(self.clause)
        self._homeless: list[Part] = []

    def read(self, rejected: list[Rejection]) -> list[Turnout]:
        """The statement's turnouts; the refused counts go to `rejected`."""
        kept: list[_Attended] = []
        for whole in self.arrangement.wholes:
            judgement = self._judge(whole, kept)
            if judgement.stance != "others":
                kept.append(_Attended(whole, judgement, self._count(whole, judgement)))
            elif whole.count.kind is None and not _EACH & set(self.clause.words[: whole.count.number.lead]):
                self._homeless += [_with_value(part, whole.count.value) for part in whole.parts]
            elif whole.count.value > 1:
                rejected.append(self._reject(whole.count, judgement))
        listed = None if kept else read_listed(self.passage, self.statement)
        return [*self._merge(kept), *([listed] if listed else [])]

    def read_loose(self) -> Iterator[LoosePart]:
        """Women and men of people counted in another statement."""
        told = (*self._read_respective(), *read_one_of(self.clause))
        for part in (*told, *self.arrangement.loose, *self._homeless):
            start, end = self.clause.span(part.first, part.after)
            if part.sex is not None and self.statement.frame_at(start) == "activity":
                proof = self.passage.evidence(start, end, f"{part.sex}-of-participants")
                yield LoosePart(part.sex, part.value, proof, part.is_rest)

    def _read_respective(self) -> list[Part]:
        """The sum of "Sixteen and ten of them, respectively, were women"."""
        if divided := (*read_majority(self.clause), *read_each_sex(self.clause)):
            return [*divided]
        loose, words = [*self.arrangement.loose, *self._homeless], self.clause.words
        if len(loose) != 1 or "respectively" not in words or loose[0].value is None:
            return []
        other = next(
            (c for c in self.clause.counts if c.kind is None and c.after == loose[0].first - 1), None
        )
        if other is None or words[other.after] != "and":
            return []
        return [replace(loose[0], value=other.value + loose[0].value, first=other.number.lead)]

    def _judge(self, whole: Whole, kept: Sequence[_Attended]) -> Judgement:
        last = kept[-1] if kept else None
        if self.is_ahead and is_expected(self.clause, whole.count):
            return _EXPECTED
        if (refused := self._refuse(whole.count)) is not None:
            return refused
        if whole.count.kind is None:
            return judge_bare(
                self.clause, whole, last.whole if last else None, last.judgement if last else None
            )
        judgement = self._judge_people(whole, last)
        default = judge_default(
            self.passage, self.clause, whole.count, judgement, is_occasion=self.is_occasion
        )
        return default or judgement

    def _judge_people(self, whole: Whole, last: _Attended | None) -> Judgement:
        judgement = judge(self.clause, whole.count)
        if self.is_occasion and judgement.stance != "others" and not judgement.is_visible:
            return _TRAINED_ELSEWHERE
        if judgement.rule in {"count-untied", "count-as-subject", "count-by-agent"}:
            return self._judge_untied(whole, last) or judgement
        return judgement

    def _judge_untied(self, whole: Whole, last: _Attended | None) -> Judgement | None:
        """Judge a count without a cue by the count it is joined to, or by its women and men."""
        if is_leader(whole.count):
            return None
        if last is not None and is_joined(self.clause, last.whole, whole):
            return last.judgement
        if last is not None and is_met(self.clause, last.whole.count, whole.count):
            return last.judgement
        if last is not None and is_counted_again(self.clause, last.whole.count, whole.count):
            return last.judgement
        is_divided = any(part.sex for part in whole.parts) and whole.count.kind not in {"woman", "man"}
        return _DIVIDED if is_divided else None

    def _refuse(self, count: Count) -> Judgement | None:
        """Refuse what other sentences, other events and whole projects count."""
        # "1,100 pupils will return": those of whom the page has not spoken before.
        words, is_told = self.clause.words, count.number.first > 0 or self.is_ahead
        is_foreseen = not (self.is_ahead or self._is_top()) and is_intended(self.clause, count)
        if is_foreseen or (words[count.after : count.after + 1] == ("will",) and not is_told):
            return Judgement("others", "count-in-later", _FRAMED["later"])
        if find_reach(self.clause, count) is not None:
            return _CUMULATIVE
        if is_of_first(self.passage, self.statement, count):
            return EARLIER
        frame = self.statement.frame_at(self.clause.tokens[count.number.first].start)
        is_framed = not is_about_activity(self.passage, self.statement)
        if frame == "later" and has_done(self.clause, count):
            return None
        is_spoken_of = frame in {"later", "background"} and is_definite(
            self.clause, count, is_framed=is_framed
        )
        if frame != "activity" and not is_spoken_of:
            return Judgement("others", f"count-in-{frame}", _FRAMED[frame])
        return None

    def _count(self, whole: Whole, judgement: Judgement) -> Turnout:
        count = whole.count
        sexes, proofs = self._count_sexes(whole)
        times = self._times(count)
        if count.sex is not None:
            sexes = self._divide(count, times)
        return Turnout(
            total=int(count.value * times) + has_head(self.clause, count),
            qualifier=count.number.qualifier,
            women=sexes.get("women"),
            men=sexes.get("men"),
            groups=tuple(self._read_groups(whole)),
            evidence=(self._evidence(count, judgement.rule), *proofs),
            is_sure=judgement.stance == "took part" or judgement.rule == "count-as-subject",
            is_default=judgement.is_default,
            is_whole=self._is_whole(count, judgement),
            is_opening=self._is_opening(count),
            session=find_session(self.clause, count),
        )

    def _times(self, count: Count) -> Fraction:
        """By what a count goes up: "nine teams of four", "twenty officers and as many residents"."""
        shares = share_factor(self.clause, count) or round_factor(self.clause, count) or 1
        several = multiplier(self.clause, count.number.lead) * shares
        return (1 + self._equals(count)) * several

    def _divide(self, count: Count, times: Fraction) -> dict[Sex, int]:
        """Women and men of a count of one sex, with those who were as many, twice as many."""
        if not self._equals(count):
            return _everybody(count.sex, int(count.value * times)) if count.sex else {}
        other = sex_of_equals(self.clause, count)
        sexes: dict[Sex, int] = {other: int(count.value * (times - 1))} if other else {}
        return {**sexes, count.sex: count.value} if count.sex else sexes

    def _equals(self, count: Count) -> Fraction:
        others = (c.number.lead for c in self.clause.counts if c.number.lead >= count.after)
        return find_equals(self.clause, count, next(others, len(self.clause.words)))

    def _count_sexes(self, whole: Whole) -> tuple[dict[Sex, int], list[Evidence]]:
        everybody = whole.count.value * multiplier(self.clause, whole.count.number.lead)
        if whole.count.sex is not None:
            return _everybody(whole.count.sex, everybody), []
        sexes: dict[Sex, int] = {}
        proofs: list[Evidence] = []
        for part in whole.parts:
            if part.sex is None:
                continue
            if part.value is None:
                sexes = _everybody(part.sex, everybody)
            elif part.is_rest or part.value == 0:
                other: Sex = "men" if part.sex == "women" else "women"
                sexes = {part.sex: part.value, other: everybody - part.value}
            else:
                sexes[part.sex] = sexes.get(part.sex, 0) + part.value
            span = self.clause.span(part.first, part.after)
            proofs.append(self.passage.evidence(*span, f"{part.sex}-of-count"))
        return sexes, proofs

    def _read_groups(self, whole: Whole) -> Iterator[Group]:
        for part in whole.parts:
            if part.sex is None and part.value is not None:
                proof = self.passage.evidence(*self.clause.span(part.first, part.after), "group-of-count")
                yield Group(label=proof.text, count=part.value, evidence=proof)

    def _is_whole(self, count: Count, judgement: Judgement) -> bool:
        words, lead = self.clause.words, count.number.lead
        return (
            count.kind == "participant"
            or judgement.rule in {"count-out-of-all", "count-in-all"}
            or count_cues()["totals.marks"].within(words, unwrap(self.clause, lead), lead) is not None
        )

    def _is_top(self) -> bool:
        return self.passage.paragraph == 0 and self.statement is self.passage.statements[0]

    def _is_opening(self, count: Count) -> bool:
        return self._is_top() and is_subject(self.clause, count)

    def _merge(self, kept: Sequence[_Attended]) -> list[Turnout]:
        """Sum those that one verb joins; sessions of a series stay apart until the page is read."""
        merged: list[list[_Attended]] = []
        for attended in kept:
            if merged and self._adds_up(merged[-1][-1], attended):
                merged[-1].append(attended)
            else:
                merged.append([attended])
        return [self._sum_up(run) if len(run) > 1 else run[0].turnout for run in merged]

    def _sum_up(self, run: Sequence[_Attended]) -> Turnout:
        """The sum; as many numbers of women as counts are theirs: "31 came to Nukus and 28 to Urgench,
        including 11 and nine women respectively".
        """
        total = add_up([a.turnout for a in run])
        women = [p.value for p in run[-1].whole.parts if p.sex == "women" and p.value is not None]
        # "Seven young women came from Osh, five from Naryn"
        sex = run[0].whole.count.sex
        if sex is not None and all(a.whole.count.kind is None and not a.whole.has_sexes for a in run[1:]):
            return replace(total, **_everybody(sex, total.total))
        is_last = all(not a.whole.has_sexes for a in run[:-1])
        nobody = next((p.sex for p in run[-1].whole.parts if p.value == 0), None)
        if is_last and nobody is not None:
            sexes = _everybody("men" if nobody == "women" else "women", total.total)
            return replace(total, women=sexes["women"], men=sexes["men"])
        if is_last and (of_all := read_of_all(self.clause, run[-1].whole.parts, total.total)):
            return replace(total, **of_all)
        return replace(total, women=sum(women)) if is_last and len(women) == len(run) else total

    def _adds_up(self, first: _Attended, second: _Attended) -> bool:
        """Whether two counts of people who took part are of different people."""
        is_alike = first.judgement.is_default == second.judgement.is_default
        if not is_alike or "count-in-all" in {first.judgement.rule, second.judgement.rule}:
            return False
        if first.judgement.rule == "count-out-of-all" and second.whole.count.kind is None:
            return False
        clause, one, two = self.clause, first.whole.count, second.whole.count
        if adds_up(clause, first.whole, second.whole) or (is_group(clause, one) and is_group(clause, two)):
            return True
        if two.kind is None and (is_repeated(clause, one, two) or round_factor(clause, one)):
            return True
        leads = (unwrap(clause, one.number.lead), unwrap(clause, two.number.lead))
        return all(clause.words[lead - 1] == "for" for lead in leads)

    def _evidence(self, count: Count, rule: str) -> Evidence:
        return self.passage.evidence(*self.clause.span(count.number.lead, count.after), rule)

    def _reject(self, count: Count, judgement: Judgement) -> Rejection:
        span = self.clause.span(count.number.lead, count.after)
        return self.passage.rejection(_FACT, span, judgement.rule, judgement.reason)


def _is_ahead(reading: Reading) -> bool:
    """Whether the first paragraph announces the activity, or says that it has just begun, so that those
    expected are those who take part.
    """
    first = next((passage for passage in reading.body), None)
    words = [token.lower for statement in (first.statements if first else ()) for token in statement.tokens]
    is_begun = "today" in words and not _BEGUN.isdisjoint(words)
    return "will" in words or is_begun


def _with_value(part: Part, everybody: int) -> Part:
    """The part with its number: 8 for "The other eight, all men"."""
    return part if part.value is not None else replace(part, value=everybody)


def _everybody(sex: Sex, value: int) -> dict[Sex, int]:
    return {"women": value, "men": 0} if sex == "women" else {"women": 0, "men": value}

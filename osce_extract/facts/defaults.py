"""Counts that no cue ties to the activity, but that stand where a page tells how many came."""

from __future__ import annotations

from osce_extract.facts.counts import Clause, Count
from osce_extract.facts.deeds import is_subject
from osce_extract.facts.judgement import Judgement
from osce_extract.facts.leadins import clause_start, unwrap
from osce_extract.facts.passages import Passage
from osce_extract.vocab.people import count_cues

__all__ = ["judge_default"]

_DEFAULT = Judgement("unclear", "count-by-default", is_default=True)
_OPEN_RULES = frozenset({"count-untied", "count-by-agent"})
_COUNTED = frozenset({"participant", "person", "expert", "woman", "man"})
# A page tells who came in its first paragraphs.
_LAST_PARAGRAPH = 1
# Fewer are seldom all who came, more are seldom counted without a verb that says that they came.
_REACH_OF_MODAL = 10
_POSSIBLE = frozenset({"can", "could", "will", "would", "may", "might", "should"})
_LEAST, _MOST = 5, 600


def judge_default(
    passage: Passage, clause: Clause, count: Count, judgement: Judgement, *, is_occasion: bool
) -> Judgement | None:
    """Judge a count by its place: nothing says that its people came, and nothing that they did not."""
    if passage.source != "body" or passage.paragraph is None:
        return None
    if count.kind not in _COUNTED or not _LEAST <= count.value <= _MOST or clause.words[-1] == "?":
        return None
    if is_occasion:
        is_opening = passage.paragraph == 0 and is_subject(clause, count)
        is_there = judgement.rule == "count-not-there" and is_opening and not _is_barred(clause, count)
        return _DEFAULT if is_there else None
    is_open = judgement.rule in _OPEN_RULES and passage.paragraph <= _LAST_PARAGRAPH
    # "Thirty young Roma had worked there for four days": the first paragraph looks back at its own activity.
    if not is_open and (judgement.rule != "count-of-earlier" or passage.paragraph > 0):
        return None
    return None if _is_barred(clause, count) else _DEFAULT


def _is_barred(clause: Clause, count: Count) -> bool:
    """Whether the noun counts a population, or the word before makes it a part, a rate or a comparison."""
    words, cues = clause.words, count_cues()
    i = unwrap(clause, count.number.lead)
    if words[count.after - 1] in cues["defaults.populations"] or cues["defaults.before"].before(words, i):
        return i != 1 or words[0] != "for"
    if _POSSIBLE & {*words[clause_start(clause, i) : i], *_before_verb(clause, count)}:
        return True
    if i and words[i - 1] == "of" and i == count.number.lead:
        return True
    return bool(cues["defaults.behind"].behind(words, count.after))


def _before_verb(clause: Clause, count: Count) -> tuple[str, ...]:
    """The words between a count and the comma or the telling verb behind it."""
    stop = min(len(clause.words), count.after + _REACH_OF_MODAL)
    for i in range(count.after, stop):
        if clause.words[i] in {",", ";"} or count_cues()["behind.took_part"].behind(clause.words, i):
            return clause.words[count.after : i]
    return clause.words[count.after : stop]

"""A statement with what stands in it that places can hang on: words, activities, names of bodies."""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from osce_extract.facts.clauses import is_about_activity
from osce_extract.facts.events import Event, find_events
from osce_extract.facts.keeping import kept
from osce_extract.facts.lines import Line
from osce_extract.facts.names import Name
from osce_extract.facts.passages import Passage, Statement
from osce_extract.facts.phrases import find_names
from osce_extract.facts.staging import is_first_of_stages
from osce_extract.vocab.placecues import place_cues

__all__ = ["Scene"]

_PHRASE = 4
_BODIES = frozenset({"structure", "body", "thing", "person", "reference", "acronym"})
_VISITS = frozenset({"visit", "study visit"})
_POSSESSIVES = frozenset({"its", "their", "his", "her"})


class Scene(msgspec.Struct, frozen=True, dict=True):
    """A statement with what stands in it: words, activities, names of bodies."""

    passage: Passage
    statement: Statement

    @property
    def is_first(self) -> bool:
        """Whether it stands in the lead or the first paragraph."""
        return self.passage.source == "lead" or self.passage.paragraph == 0

    @property
    def is_opening(self) -> bool:
        """Whether it is the first of its passage."""
        return self.statement is self.passage.statements[0]

    @property
    def is_top(self) -> bool:
        """Whether it is one of the first two of its passage."""
        return self.statement in self.passage.statements[:2]

    @kept
    def line(self) -> Line:
        """The words."""
        return Line.of(self.passage, self.statement)

    @kept
    def events(self) -> tuple[Event, ...]:
        """The activities that the statement names, not those that only describe another noun."""
        found = find_events(self.passage, self.statement)
        return tuple(event for event in found if not event.is_modifier and event.word.strength != "thing")

    @kept
    def bodies(self) -> dict[int, Name]:
        """The name of a body at each word that belongs to one."""
        names = (name for name in find_names(self.line) if name.mention.kind in _BODIES)
        return {i: name for name in names for i in range(name.first, name.after)}

    @kept
    def has_event(self) -> bool:
        """Whether the statement names an activity or says that something took place."""
        return bool(self.events) or any(word in place_cues().holding for word in self.line.plain)

    def event_at(self, k: int) -> Event | None:
        """The activity whose noun, one that tells its kind, covers word `k`."""
        return self._strong.get(k)

    @kept
    def _strong(self) -> dict[int, Event]:
        """The activities by the words of their nouns that tell their kind."""
        starts = [token.start for token in self.line.tokens]
        found: dict[int, Event] = {}
        for event in self.events:
            if event.word.strength == "strong":
                words = range(bisect_left(starts, event.start), bisect_left(starts, event.end))
                found.update(dict.fromkeys(words, event))
        return found

    def _is_apposition(self, nouns: list[Event]) -> bool:
        """Whether the last noun only says what the one before it is: "the relay, a campaign for reading"."""
        if len(nouns) < 2 or not nouns[-2].is_definite:
            return False
        between = self.passage.text[nouns[-2].end : nouns[-1].start]
        return between.startswith((", a ", ", an ")) and len(between.split()) <= _PHRASE

    def is_fronted(self, start: int) -> bool:
        """Whether an offset lies in a clause on what went before: "Following two workshops in Osh,"."""
        comma = next((t.start for t in self.line.tokens if t.text == ","), -1)
        if self.line.at(0) not in place_cues().fronted or start > comma:
            return False
        before = [event for event in self.events if event.is_noun and event.end <= start]
        return bool(before) and not before[-1].is_definite and before[-1].word.kind not in _VISITS

    def is_about_page(self, start: int) -> bool:
        """Whether the words before an offset speak of the page's activity: "the course", "it"."""
        known = is_first_of_stages(self.passage, self.statement) or any(
            event.is_definite and not event.is_other for event in self.events if event.is_noun
        )
        return not self.is_about_another(start) and (known or is_about_activity(self.passage, self.statement))

    def is_about_another(self, start: int) -> bool:
        """Whether the last activity named before an offset is new to the page: "a course conducted in"."""
        nouns = [event for event in self.events if event.is_noun and event.end <= start]
        if not nouns or nouns[-1].is_definite or self._is_apposition(nouns):
            return False
        before = [token.lower for token in self.line.tokens if token.end < nouns[-1].start][-_PHRASE:]
        # "Talks then continued in": what goes on is the page's own.
        behind = [token.lower for token in self.line.tokens if token.start >= nouns[-1].end][:_PHRASE]
        if "continued" in behind:
            return False
        # A visit belongs to its visitor: "her visit" is the one the page reports.
        is_visit = nouns[-1].word.kind in _VISITS
        # "Visits to the port and to the market": the calls of a visit.
        if is_visit and nouns[-1].word.is_plural and not nouns[-1].is_other:
            return False
        return not (is_visit and any(word in _POSSESSIVES for word in before))

"""The places where the activity took place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from osce_extract.facts.datelines import find_dateline_towns
from osce_extract.facts.elsewhen import find_other_time
from osce_extract.facts.model import Evidence, Found, Location, Rejection
from osce_extract.facts.online import find_online
from osce_extract.facts.passages import Passage
from osce_extract.facts.reading import Reading
from osce_extract.facts.scenes import Scene
from osce_extract.facts.settings import Setting, read_setting
from osce_extract.facts.sites import Toponym
from osce_extract.facts.where import read_where
from osce_extract.facts.whereabouts import Standing, Whereabouts, find_whereabouts
from osce_extract.text.folding import fold
from osce_extract.vocab.placecues import place_cues
from osce_extract.vocab.places import Place

__all__ = ["read"]

_FINENESS = {"town": 0, "district": 1, "region": 2, "country": 3, "area": 4}
# A page tells in its first two paragraphs where it was.
_LAST_EARLY = 1
# A town nobody hints at is believed from this size on.
_LARGE = 100_000
# Below this size a place is not known beyond its country.
_VILLAGE = 10_000
# So near before a house stands the verb that says it was visited.
_NEAR = 4
# Of two towns of a name the one that is this many times larger is meant.
_CLEARLY = 10


class _Candidate(msgspec.Struct, frozen=True):
    """A place that may be the activity's."""

    toponym: Toponym
    place: Place | None
    country: str | None
    scene: Scene
    evidence: Evidence
    where: Whereabouts

    @property
    def passage(self) -> Passage:
        return self.scene.passage

    @property
    def standing(self) -> Standing:
        return self.where.standing

    @property
    def fineness(self) -> int:
        return _FINENESS[self.toponym.area]

    @property
    def key(self) -> tuple[str, str | None]:
        return fold(self.place.name if self.place else self.toponym.name), self.country

    @property
    def is_named(self) -> bool:
        """Whether it is named so that it may be the place: a town, a district, or all of a region."""
        is_narrow = self.fineness < 2 or (self.where.is_wide and self.fineness == 2)
        return self.standing == "named" and is_narrow

    @property
    def is_about_activity(self) -> bool:
        return self.scene.is_about_page(self.evidence.start)

    @property
    def is_hosted(self) -> bool:
        """Whether the activity was hosted there: "It was hosted by the Academy in Kosshy"."""
        return self.where.rule == "received-by" and self.is_about_activity

    @property
    def is_told(self) -> bool:
        """Whether it is said early, or of the activity, that something was held there."""
        is_early = (self.passage.paragraph or 0) <= _LAST_EARLY
        return self.standing == "held" and (is_early or self.is_about_activity)

    @property
    def is_about_another(self) -> bool:
        return self.scene.is_about_another(self.evidence.start)


def read(reading: Reading) -> Found[Location]:
    """The places where the activity took place, the most precise that the page gives."""
    setting = read_setting(reading)
    label = reading.labels.get("where")
    labelled = read_where(label, setting) if label else ()
    if labelled:
        return Found(labelled)
    scenes = _scenes(reading)
    found = [(scene, where) for scene in scenes for where in find_whereabouts(scene)]
    weigher = _Weigher(setting, _trusted(found), _is_visit(scenes), _is_ahead(scenes), _around(found))
    rejected: list[Rejection] = []
    candidates = [c for scene, where in found for c in weigher.weigh(scene, where, rejected)]
    kept = {id(candidate) for candidate in _choose(candidates)}
    chosen, online = [c for c in candidates if id(c) in kept], find_online(scenes)
    if online and not online.is_partial:
        chosen = [c for c in chosen if c.scene.is_first or c.is_about_activity]
        chosen = [c for c in chosen if not _joins_from(c, online.evidence)]
    # "here" and "today" say more than a town that a later sentence names in passing.
    in_text = [c for c in chosen if c.passage.source != "title"]
    is_here = _is_here(reading)
    is_told = any(c.scene.is_first or (c.is_told and not is_here) for c in in_text)
    if chosen and not is_told:
        chosen = _read_dateline(reading, setting) or chosen
    if not chosen and (online is None or online.is_partial):
        chosen = _read_dateline(reading, setting)
    locations = [_locate(group) for group in _group(chosen)]
    locations += [Location(name="online", country=None, evidence=online.evidence)] if online else []
    left_out = (c for c in candidates if c.key not in {k.key for k in chosen})
    rejected += [_give_way(candidate) for candidate in left_out]
    return Found(tuple(locations), tuple(rejected))


def _scenes(reading: Reading) -> list[Scene]:
    """The body's statements, then the lead's and the title's."""
    order = sorted(reading.passages, key=lambda passage: ("body", "lead", "title").index(passage.source))
    return [Scene(passage, statement) for passage in order for statement in passage.statements]


def _trusted(found: Iterable[tuple[Scene, Whereabouts]]) -> frozenset[str]:
    """Unknown names that the page puts in a place's position in two passages, or calls a town somewhere."""
    passages: dict[str, set[tuple[str, int | None]]] = {}
    sure: set[str] = set()
    for scene, where in found:
        for toponym in where.toponyms:
            name = fold(toponym.name)
            passages.setdefault(name, set()).add((scene.passage.source, scene.passage.paragraph))
            if toponym.is_sure:
                sure.add(name)
    return frozenset(sure | {name for name, places in passages.items() if len(places) > 1})


def _around(found: Iterable[tuple[Scene, Whereabouts]]) -> dict[int, str]:
    """The country of the known places of each statement, by its identity, where they lie in one."""
    codes: dict[int, set[str]] = {}
    for scene, where in found:
        known = {t.places[0].country for t in where.toponyms if t.places and t.places[0].country}
        codes.setdefault(id(scene), set()).update(known)
    return {scene: next(iter(named)) for scene, named in codes.items() if len(named) == 1}


def _is_visit(scenes: Iterable[Scene]) -> bool:
    """Whether the title or the first paragraph speaks of a visit, so that travelling is the activity."""
    travel = place_cues().travel
    tops = (s for s in scenes if s.passage.source == "title" or s.is_first)
    return any(not travel.isdisjoint(scene.line.plain) for scene in tops)


def _is_ahead(scenes: Iterable[Scene]) -> bool:
    """Whether the first paragraph or the title announces the activity."""
    # "NUR-SULTAN. The Office will support": a dateline may make a sentence of its own.
    tops = (s for s in scenes if s.passage.source == "title" or (s.is_first and s.is_top))
    return any("will" in scene.line.plain for scene in tops)


class _Weigher(msgspec.Struct, frozen=True):
    """Turns places named into candidates, and says of the others why not."""

    setting: Setting
    trusted: frozenset[str]
    is_visit: bool
    is_ahead: bool
    around: dict[int, str]

    def weigh(self, scene: Scene, where: Whereabouts, rejected: list[Rejection]) -> Iterator[_Candidate]:
        """The candidates among the places of a phrase."""
        passage, line, setting = scene.passage, scene.line, self.setting
        skipped = setting.dateline_end if passage.paragraph == setting.dateline_paragraph else 0
        beside = next((c for t in where.toponyms for c in [_identify(t, setting, None)[1]] if c), None)
        for toponym in where.toponyms:
            start, end = line.tokens[toponym.first].start, line.tokens[toponym.after - 1].end
            if start < skipped:
                continue
            # Only of an unknown village is the country that of the other places of its sentence.
            around = None if toponym.places else self.around.get(id(scene))
            place, country = _identify(toponym, setting, beside or around)
            is_house = self.is_visit and place is None and _is_house(scene, where)
            # The visitors' own country does not tell where the houses are that they saw.
            country = around if is_house else country
            reason = where.reason or find_other_time(scene, where, toponym, is_ahead=self.is_ahead)
            is_tour = self.is_visit or _is_tour(scene, where.governor)
            if not reason and where.rule == "travelled" and not is_tour:
                reason = "where somebody travels, not where the activity was held"
            if not reason and not self._is_believable(toponym, place, country, where, scene):
                reason = "nothing shows that this names a place"
            if reason:
                if toponym.area != "country":
                    rejected.append(passage.rejection("locations", (start, end), where.rule, reason))
                continue
            evidence = passage.evidence(start, end, where.rule)
            yield _Candidate(toponym, place, country, scene, evidence, where)

    def _is_believable(
        self, toponym: Toponym, place: Place | None, country: str | None, where: Whereabouts, scene: Scene
    ) -> bool:
        if toponym.area in ("country", "area") or toponym.within:
            return True
        name = fold(toponym.name)
        is_top = scene.is_first or scene.passage.source == "title"
        if name in place_cues().common:
            is_here = country in self.setting.countries or name in self.trusted
            return place is not None and is_here
        is_told = toponym.is_sure or name in self.trusted
        if place is None:
            is_top = is_top or _is_dated(scene, toponym) or _is_house(scene, where)
            return country is not None and (is_told or (is_top and where.standing == "held"))
        if place.population is None or country in self.setting.countries or place.population >= _LARGE:
            return True
        rivals = [p.population or 0 for p in toponym.places if p.country != country]
        is_only = max(rivals, default=0) * _CLEARLY < place.population
        return is_only and (where.standing in ("held", "near") or name in self.trusted)


def _is_dated(scene: Scene, toponym: Toponym) -> bool:
    """Whether "The event will take place in Rudny on 22 August" names its town."""
    line = scene.line
    behind = toponym.after + (line.at(toponym.after) in ("on", "from", "between"))
    is_told = line.at(toponym.first - 1) == "in" and line.is_date(behind)
    return is_told and scene.is_about_page(line.tokens[toponym.first].start)


def _is_house(scene: Scene, where: Whereabouts) -> bool:
    """Whether visitors saw a house there: "They visited the prisons in Dob and Ig"."""
    line, k = scene.line, where.governor - 1
    is_seen = not place_cues().visiting.isdisjoint(line.plain[max(0, k - _NEAR) : k])
    return is_seen and line.at(k) in place_cues().houses


def _is_tour(scene: Scene, governor: int) -> bool:
    """Whether a campaign or an exhibition travelled: "The campaign toured the Shkodra region"."""
    start = scene.line.tokens[governor].start
    return any(event.word.kind == "campaign" and event.end <= start for event in scene.events)


def _identify(toponym: Toponym, setting: Setting, beside: str | None) -> tuple[Place | None, str | None]:
    """Which of several places of a name is meant: the one in the country said behind it, or of the page."""
    if toponym.area == "country":
        return None, toponym.within
    wanted = [toponym.within] if toponym.within else setting.countries
    for code in wanted:
        for place in toponym.places:
            if place.country == code:
                return place, code
    if toponym.within:
        return None, toponym.within
    near = setting.host or beside or setting.here
    if toponym.places and not (near and (toponym.places[0].population or _VILLAGE) < _VILLAGE):
        return toponym.places[0], toponym.places[0].country
    # A village of that name in a country of which the page does not speak is another village.
    return None, near or setting.leading


def _joins_from(candidate: _Candidate, online: Evidence) -> bool:
    """Whether a place only tells where people sat who met online: "Judges in Osh attended a webinar"."""
    statement = candidate.scene.statement
    is_same = (candidate.evidence.source, candidate.evidence.paragraph) == (online.source, online.paragraph)
    is_before = statement.start <= candidate.evidence.start < online.start < statement.end
    is_webinar = online.text.lower() in place_cues().online_nouns and statement.start <= online.start
    return is_same and (is_before or is_webinar) and candidate.standing == "named"


def _choose(candidates: list[_Candidate]) -> list[_Candidate]:
    """What the first paragraph says; else what the others say was held there; else the title; else hints."""
    title = [c for c in candidates if c.passage.source == "title"]
    first = [c for c in candidates if c.scene.is_first]
    later = [c for c in candidates if c not in title and c not in first]
    towns = [c for c in first if c.is_named and c.fineness == 0]
    tiers = (
        [c for c in first if c.standing == "held"],
        [c for c in first if c.is_named and c.scene.has_event],
        [
            c
            for c in later
            if c.standing == "held"
            and (c.fineness == 0 or c.is_about_activity)
            # "On the bridge at Dusti they met. … a week of lessons in Osh that the Office had organized"
            and not (towns and c.is_about_another)
        ],
        [c for c in later if c.is_named and c.scene.has_event and (c.passage.paragraph == 1 or c.is_hosted)],
        [c for c in title if c.standing == "held" or c.is_named],
        [c for c in first if c.is_named],
        [c for c in (*first, *title) if c.standing == "near"],
    )
    base = next((tier for tier in tiers if tier), [])
    if not base:
        return []
    more = [c for c in later if c.standing == "held" and c.is_about_activity and c not in base]
    countries = {c.country for c in base if c.fineness == 3}
    more += [c for c in title if c.standing == "held" and c.fineness == 0 and c.country in countries]
    if any(c.where.rule in ("travelled", "went-to") for c in base):
        more += [c for c in first if c.standing == "named" and c.fineness < 3 and c not in more]
        more += [c for c in later if c.standing == "named" and c.where.governor == 0 and c.is_named]
        more += [c for c in later if c.standing == "held" and not c.is_about_another and c not in more]
        more += [
            c for c in later if c.country in countries and c.is_named and c.scene.has_event and c not in more
        ]
    shared = {id(c.where) for c in later if c.standing == "held" and c.key in {k.key for k in base}}
    more += [c for c in later if id(c.where) in shared and c not in more]
    keys = {c.key for c in base if c.fineness == 0}
    named = {
        id(c.where)
        for c in first
        if c.is_named and (c.scene.has_event or c.scene.is_opening) and c.key in keys
    }
    more += [c for c in first if id(c.where) in named and c not in base and c not in more]
    finest = min(c.fineness for c in (*base, *more))
    return [c for c in (*base, *more) if c.fineness == finest]


def _group(chosen: Iterable[_Candidate]) -> list[list[_Candidate]]:
    groups: dict[tuple[str, str | None], list[_Candidate]] = {}
    for candidate in chosen:
        groups.setdefault(candidate.key, []).append(candidate)
    return list(groups.values())


def _locate(group: list[_Candidate]) -> Location:
    first = group[0]
    place = first.place
    return Location(
        name=first.toponym.name,
        country=first.country,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        evidence=first.evidence,
        more_evidence=tuple(candidate.evidence for candidate in group[1:]),
    )


def _give_way(candidate: _Candidate) -> Rejection:
    return Rejection(
        fact="locations", evidence=candidate.evidence, reason="other words say more exactly where it was held"
    )


def _is_here(reading: Reading) -> bool:
    """Whether the dateline's paragraph says that it took place "here"."""
    dateline = reading.page.dateline
    tops = (p for p in reading.body if dateline and p.paragraph == dateline.paragraph)
    return any(
        t.lower == "here" and s.frame_at(t.start) == "activity"
        for p in tops
        for s in p.statements
        for t in s.tokens
    )


def _read_dateline(reading: Reading, setting: Setting) -> list[_Candidate]:
    """The dateline's town, or both, as candidates."""
    return [
        _Candidate(
            town.toponym,
            town.place,
            town.place.country if town.place else town.toponym.within,
            Scene(town.passage, town.passage.statements[0]),
            town.evidence,
            Whereabouts((town.toponym,), "held", town.evidence.rule),
        )
        for town in find_dateline_towns(reading, setting)
    ]

"""How a place stands to the activity: held there, merely named there, or not where it took place at all."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from osce_extract.facts.attachment import Standing, find_content, judge_attachment
from osce_extract.facts.introductions import Introduction, find_modifiers, introduce, introducing_words
from osce_extract.facts.lines import ARTICLES, Line
from osce_extract.facts.names import Name
from osce_extract.facts.scenes import Scene
from osce_extract.facts.sites import Toponym
from osce_extract.facts.toponyms import read_toponyms
from osce_extract.vocab.bodies import body_words
from osce_extract.vocab.placecues import area_nouns, place_cues

__all__ = ["Standing", "Whereabouts", "find_whereabouts"]

# Introductions that say by themselves that it was there.
_HELD = {"subject": "town-hosts", "session": "held-in", "goal": "went-to"}
_NEAR = frozenset({"near", "around", "above", "outside"})
_DETOUR = 6
# ", a village in"
_APPOSITION = 3
_LONGEST_ASIDE = 10
# "received by the prosecutors in Ljubljana and by the court in Maribor"
_RECEIVING = 18
_WIDE = frozenset({"across", "throughout"})
# How far before "to TOWN" the word may stand that says people went there.
_REACH = 9
# Those brought somewhere may be told at such length, but not behind these words.
_LONGEST_OBJECT = 40
_OBJECT_ENDS = frozenset({".", ";", "to", "who", "which", "that", "where", "whose"})
_PARTICLES = frozenset({"together", "up", "about", "in", "to", "back", "forward", "out"})
# "in Yerevan's library and at Gyumri's town hall"
_IN_AT = frozenset({"in", "at"})
_AT_EVENT = frozenset({"at", "during"})
_WITH = frozenset({"with", "by"})
_LONGEST_PARALLEL = 16
# How far behind a place its "where" may stand, and behind that what took place.
_CLAUSE = 12
_POSSESSIVES = frozenset({"its", "their", "his", "her"})
# What stands between the places of a series besides dates and numbers: "21 followed in", "the second in".
_GAPS = frozenset(
    (
        "and but also the then later finally first second third fourth fifth last next other others another"
        " one week weeks day days month on from to until in of followed half remaining rest group groups"
        " ; , ( ) – -"
    ).split()
)


class Whereabouts(msgspec.Struct, frozen=True):
    """Places named together, and how they stand to the activity.

    Attributes:
        toponyms: the places.
        standing: `held` when the words say that the activity took place there.
        rule: the name of the rule that decided.
        reason: why they are refused; empty when not.
        is_wide: whether "across" or "throughout" introduces them.
        governor: index of the word that introduces them.
    """

    toponyms: tuple[Toponym, ...]
    standing: Standing
    rule: str
    reason: str = ""
    is_wide: bool = False
    governor: int = 0


def find_whereabouts(scene: Scene) -> Iterator[Whereabouts]:
    """Find every place in a statement that a preposition or a verb puts somewhere, in order."""
    line = scene.line
    after = 0
    previous: Whereabouts | None = None
    introducing = introducing_words()
    for i in [i for i, word in enumerate(line.plain) if word in introducing]:
        found = introduce(scene, i) if i >= after else None
        if found is None or _is_dealt_in(line, found):
            continue
        where = _judge_house(scene, found) if found.rule == "house" else _judge(scene, found)
        if previous and previous.standing == "held" and _continues(line, found.governor, previous):
            where = replace(where, standing="held", rule=previous.rule, reason="")
        elif where.standing == "named" and _has_clause(scene, found.toponyms[-1].after):
            where = replace(where, standing="held", rule="held-where")
        if previous and _lies_there(line, previous, where):
            reason = "says where the place before it lies"
            where = replace(where, standing="refused", rule="not-held-there", reason=reason)
        after, previous = found.after, where
        yield where
    if scene.is_first or scene.passage.source == "title":
        for found in find_modifiers(scene):
            yield Whereabouts(found.toponyms, "near", "town-event", governor=found.governor)
    yield from _from(scene)


def _is_dealt_in(line: Line, found: Introduction) -> bool:
    """Whether it is what is traded or trafficked, no place: "the Alliance against Trafficking in Persons"."""
    i, toponym = found.governor, found.toponyms[0]
    is_known = toponym.area != "town" or bool(toponym.places)
    return line.at(i) == "in" and not is_known and line.at(i - 1) in body_words().dealings


def _lies_there(line: Line, previous: Whereabouts, where: Whereabouts) -> bool:
    """Whether an aside only says where a town lies: "Dukat, at the foot of Mount Çika", "a village near"."""
    between = line.plain[previous.toponyms[-1].after : where.toponyms[0].first]
    if between[:1] != (",",) or len(between) > _LONGEST_ASIDE:
        return False
    lies = not place_cues().landscape.isdisjoint(between)
    # "in Sarytag, a village at 2,300 metres in the Ayni district"
    is_inside = between[-1] == "in" and between[1] in ARTICLES and len(between) > _APPOSITION
    is_near = between[-1] in _NEAR or lies or is_inside
    is_near = is_near and not area_nouns().keys().isdisjoint(between)
    is_landscape = len(between) <= _DETOUR and lies
    return is_near or (is_landscape and previous.standing == "held")


def _continues(line: Line, i: int, previous: Whereabouts) -> bool:
    """Whether "in Y" goes on with an "in X" before it: "in X on 4 March and in Y on 6 March"."""
    last = previous.toponyms[-1].after
    # "in Dilijan and on the slopes above Ijevan"
    if line.at(i) in _NEAR and line.at(last) == "and" and i - last <= _DETOUR:
        return True
    pair = {line.at(i), line.at(previous.governor)}
    is_parallel = len(pair) == 1 or pair == _IN_AT
    if line.at(i - 1) == "and" and is_parallel and i - last < _LONGEST_PARALLEL:
        return True
    if line.at(i) in ("in", "to") and 0 <= find_content(line, i) < last:
        return True
    if line.at(i) != "in" or i - last > _LONGEST_PARALLEL:
        return False
    depth = 0
    for k in range(last, i):
        depth += (line.at(k) == "(") - (line.at(k - 1) == ")")
        if not depth and not (line.is_date(k) or line.at(k) in _GAPS or line.at(k) in place_cues().counted):
            return False
    return True


def _has_clause(scene: Scene, after: int) -> bool:
    """Whether "where" behind a place opens a clause of what took place: "to X, where a course was held"."""
    line, words = scene.line, scene.line.plain
    where = next((k for k in range(after, min(len(line), after + _CLAUSE)) if words[k] == "where"), None)
    if where is None or line.at(after) not in (",", "where") or "." in words[after:where]:
        return False
    clause = words[where + 1 : where + 1 + _CLAUSE]
    start, end = line.tokens[where].end, line.tokens[min(len(line) - 1, where + _CLAUSE)].end
    events = [e for e in scene.events if e.is_noun and start <= e.start < end and not e.is_other]
    is_event = bool(events) or not place_cues().happening.isdisjoint(clause)
    return is_event and "had" not in clause and not place_cues().taking_place.isdisjoint(clause)


def _from(scene: Scene) -> Iterator[Whereabouts]:
    """Places that people come from, for the explanation only."""
    for i in [i for i, word in enumerate(scene.line.plain) if word == "from"]:
        toponyms, _ = read_toponyms(scene.line, i + 1)
        if toponyms and toponyms[0].area == "town" and toponyms[0].places:
            yield Whereabouts(toponyms, "refused", "origin", "where somebody or something comes from")


def _judge(scene: Scene, found: Introduction) -> Whereabouts:
    """Decide by the word that introduces the places, and by what stands before it."""
    i, toponyms, word = found.governor, found.toponyms, scene.line.at(found.governor)
    if found.rule in _HELD:
        return Whereabouts(toponyms, "held", _HELD[found.rule], governor=i)
    body = scene.bodies.get(toponyms[0].first)
    if body and body.first <= i:
        return _judge_venue(scene, body, toponyms)
    is_place = body is not None and scene.line.at(body.first) == "municipalities"
    if body and not is_place and body.after > toponyms[0].after and not _owns(scene.line, toponyms[0]):
        return Whereabouts(toponyms, "refused", "inside-name", f"part of the name “{body.mention.name}”")
    if word == "to" or found.rule == "visit":
        return _judge_goal(scene, i, toponyms)
    # "near Warsaw, in Serock"
    inner = tuple(t for t in toponyms[1:] if scene.line.at(t.first - 1) == "in")
    if inner and (word in _NEAR or _is_seat(scene, i)):
        return _judge(scene, replace(found, toponyms=inner, governor=inner[0].first - 1))
    standing, reason = judge_attachment(scene, i, toponyms)
    rule = {"held": "held-in", "named": "named-in", "refused": "not-held-there"}[standing]
    if (word in _NEAR or found.rule == "near") and standing != "refused":
        standing, rule = "near", "near"
    elif standing == "named" and _is_hybrid(scene.line, toponyms[-1].after):
        standing, rule = "held", "held-in"
    return Whereabouts(toponyms, standing, rule, reason, word in _WIDE or found.rule == "wide", i)


def _is_hybrid(line: Line, after: int) -> bool:
    """Whether "and online" stands behind places: "gathered experts in Vienna and online"."""
    return line.at(after) == "and" and line.at(after + 1) in place_cues().online_adverbs


def _is_seat(scene: Scene, i: int) -> bool:
    """Whether the partner before word `i` sits there: "with the Police Directorate in Košice, in …"."""
    body = scene.bodies.get(i - 1)
    if body is None:
        return False
    k = body.first - 1
    while k >= 0 and scene.line.at(k) in ARTICLES:
        k -= 1
    return scene.line.at(k) in _WITH


def _judge_house(scene: Scene, found: Introduction) -> Whereabouts:
    """A town in a body's name counts only where the very words say that something was held at the body."""
    i, toponyms = found.governor, found.toponyms
    standing, _ = judge_attachment(scene, i, toponyms)
    if standing == "held" and scene.line.at(i - 1) not in place_cues().staff:
        return Whereabouts(toponyms, "held", "venue", governor=i)
    name = scene.bodies[toponyms[0].first].mention.name
    reason = f"part of the name “{name}”; the text does not say that it was held there"
    return Whereabouts(toponyms, "refused", "inside-name", reason)


def _owns(line: Line, toponym: Toponym) -> bool:
    """Whether a town's building follows: "at Sarajevo's City Hall"."""
    return toponym.area == "town" and bool(toponym.places) and line.at(toponym.after) in ("'s", "'")


def _judge_venue(scene: Scene, body: Name, toponyms: tuple[Toponym, ...]) -> Whereabouts:
    """A place inside a body's name counts when something was held at that body."""
    line = scene.line
    inner = range(body.first, toponyms[0].first)
    named = [event for j in inner if (event := scene.event_at(j))]
    # "the Special Monitoring Mission to Ukraine" is no activity.
    if any(event.word.kind not in (None, "monitoring") for event in named):
        return Whereabouts(toponyms, "held", "held-in")
    k = body.first - 1
    while k >= 0 and (line.at(k) in ARTICLES or line.at(k) in _POSSESSIVES):
        k -= 1
    if k >= 1 and line.at(k) == "of" and line.at(k - 1) in place_cues().seats:
        k -= 3 if line.at(k - 2) in ARTICLES else 2
    if _is_host(line, body.after):
        return Whereabouts(toponyms, "held", "town-hosts")
    # "graduated at a ceremony in the Police School in Vushtrri"
    event = scene.event_at(k - 1) if k and line.at(k) == "in" and k - 1 not in scene.bodies else None
    is_told = not _AT_EVENT.isdisjoint(line.plain[max(0, k - _DETOUR) : k - 1]) if event else False
    if event and is_told and event.is_noun and event.word.kind and not event.is_other:
        return Whereabouts(toponyms, "held", "venue", governor=k)
    if k >= 0 and line.at(k) == "at":
        standing, _ = judge_attachment(scene, k, toponyms)
        before = line.at(k - 1)
        is_staff = before in place_cues().staff or (
            k and line.is_name_word(k - 1) and not _ends_origin(line, k) and not _is_agent(scene, k - 1)
        )
        if standing != "refused" and not is_staff:
            return Whereabouts(toponyms, standing, "venue")
    is_call = line.at(k) in place_cues().visiting and toponyms[0].area == "town"
    if is_call or (line.at(k) in ("to", "by") and _is_received(line, k)):
        # "a visit to the Court of Appeal in Gostivar", "They visited the Court of Appeal in Gostivar"
        is_visit = line.at(k) != "by"
        return Whereabouts(
            toponyms,
            "held" if is_visit else "named",
            "travelled" if is_visit else "received-by",
            governor=k,
        )
    reason = f"part of the name “{body.mention.name}”; the text does not say that it was held there"
    return Whereabouts(toponyms, "refused", "inside-name", reason)


def _is_agent(scene: Scene, k: int) -> bool:
    """Whether the body that ends at word `k` held it: "organized by the Mission to Skopje at the Academy"."""
    line, body = scene.line, scene.bodies.get(k)
    if body is None or body.mention.kind not in ("structure", "body", "reference"):
        return False
    i = body.first - 1 - (line.at(body.first - 1) in ARTICLES)
    return line.at(i) == "by" and line.at(i - 1) in place_cues().taking_place


def _ends_origin(line: Line, k: int) -> bool:
    """Whether the towns of those who came end before word `k`: "to teachers from Comrat and Cahul at"."""
    origins = (j for j in range(max(0, k - _REACH), k) if line.at(j) == "from")
    read = (read_toponyms(line, j + 1) for j in origins)
    return any(after == k and len(towns) > 1 for towns, after in read)


def _is_received(line: Line, k: int) -> bool:
    """Whether the body behind "by" at word `k` received visitors: "were welcomed by the court in Maribor"."""
    if line.at(k) == "to":
        return line.at(k - 1) in place_cues().visiting
    before = line.plain[max(0, k - _RECEIVING) : k]
    return not place_cues().receiving.isdisjoint(before) and not {"were", "was", "are"}.isdisjoint(before)


def _is_host(line: Line, i: int) -> bool:
    """Whether the body before word `i` gave its house: "was the venue of", "hosted"."""
    return line.at(i) in place_cues().hosting or line.plain[i : i + 3] == ("was", "the", "venue")


def _judge_goal(scene: Scene, i: int, toponyms: tuple[Toponym, ...]) -> Whereabouts:
    """Where people went for the activity: "on a study visit to X", "brought 33 deputies to X"."""
    line, cues = scene.line, place_cues()
    if line.at(i) in cues.visiting:
        return Whereabouts(toponyms, "held", "travelled", governor=i)
    has_object = False
    if not cues.prizes.isdisjoint(line.plain[max(0, i - _REACH) : i]):
        return Whereabouts(toponyms, "refused", "not-held-there", "where winners are sent")
    for k in range(i - 1, max(-1, i - 1 - _REACH), -1):
        has_object = has_object or k in scene.bodies
        # "brought up the question of links to Minsk"
        is_going = line.at(k) in cues.going and line.at(k + 1) not in ("up", "about")
        if is_going and not (has_object and line.at(k) not in cues.leading):
            return Whereabouts(
                toponyms, "held", "travelled" if line.at(k) in cues.travel else "went-to", governor=i
            )
        # "invited 41 observers from seven States to Budapest"
        if line.at(k) in (".", ";", "in") or (line.at(k) == "from" and not line.is_date(k + 1)):
            break
    if _is_brought(line, i):
        return Whereabouts(toponyms, "held", "went-to", governor=i)
    if _has_clause(scene, toponyms[-1].after):
        return Whereabouts(toponyms, "held", "held-where", governor=i)
    return Whereabouts(
        toponyms, "refused", "not-held-there", "nothing says that the activity took people there"
    )


def _is_brought(line: Line, i: int) -> bool:
    """Whether "to" at word `i` ends a long list of those brought: "brought 84 mayors and 31 judges to"."""
    if not (line.at(i - 1).endswith("s") or line.tokens[i - 1].is_capitalized or line.at(i - 1) == ")"):
        return False
    for k in range(i - 1, max(-1, i - 1 - _LONGEST_OBJECT), -1):
        if line.at(k) in place_cues().bringing:
            return line.at(k + 1) not in _PARTICLES
        if line.at(k) in _OBJECT_ENDS:
            return False
    return False

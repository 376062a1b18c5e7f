"""Names of places in a line: "the town of Nukus", "Pejë/Peć", "Bokhtar, Khatlon region"."""

from __future__ import annotations

from functools import cache

from msgspec.structs import replace

from osce_extract.facts.lines import ARTICLES, Line
from osce_extract.facts.separators import closes_list, skip_date, skip_separator
from osce_extract.facts.sites import Area, Toponym, read_site, site_words
from osce_extract.vocab.bodies import body_words, find_head
from osce_extract.vocab.placecues import AreaKind, area_nouns, place_cues
from osce_extract.vocab.places import Place, find_places

__all__ = ["read_toponym", "read_toponyms"]

_LONGEST_NAME = 5
_LONGEST_DESCRIPTION = 7
_LONGEST_APPOSITION = 7
_SINGULAR = {"districts": "district", "regions": "region", "cantons": "canton", "provinces": "province"}
_PARK = frozenset({"national", "nature"})
_OWNERS = frozenset({"country", "'s", "republic"})


def read_toponyms(line: Line, i: int, announced: AreaKind | None = None) -> tuple[tuple[Toponym, ...], int]:
    """Read the coordinated names of places that begin at word `i`; also the index after them.

    Args:
        line: the words.
        i: index of the first word, an article or a description included.
        announced: the kind of place that words further before announce: "in three villages: ".
    """
    if not _may_begin(line, i):
        return (), i
    told, j = _skip_description(line, i)
    described = told or announced
    items: list[Toponym] = []
    after = i
    closed = False
    while j < len(line):
        item = read_toponym(line, j, described)
        if item is None or (items and not _may_follow(items, item)):
            break
        if items and not item.is_sure and not closed and not closes_list(line, item.after):
            break
        item, after = _read_container(line, item)
        inner = _read_bracket(line, after) if item.area in ("region", "district") else ()
        if inner:
            items += inner
            after = next(k for k in range(inner[-1].after, len(line)) if line.words[k] == ")") + 1
        else:
            items.append(item)
        after = skip_date(line, after)
        following = skip_separator(line, after)
        # "in Dukat, at the foot of Mount Çika": where the town lies is no second place.
        if following is None or not place_cues().landscape.isdisjoint(line.plain[following : following + 3]):
            break
        closed = line.at(following - 1) != ","
        again, j = _skip_description(line, following)
        described = again or described
    return _share_head(_trust(items)), after


@cache
def _opening_words() -> frozenset[str]:
    """Words in lower case with which the description of a place, or a place without a name, begins."""
    cues = place_cues()
    return cues.adjectives | cues.venues | cues.nearness | _OWNERS | site_words() | area_nouns().keys()


def _may_begin(line: Line, i: int) -> bool:
    """Whether a place can begin at word `i`: at most words of a text none can."""
    if i < len(line) and line.tokens[i].is_capitalized:
        return True
    k = i + (line.at(i) in ARTICLES)
    return k < len(line) and (line.tokens[k].is_capitalized or line.plain[k] in _opening_words())


def read_toponym(line: Line, i: int, described: AreaKind | None = None) -> Toponym | None:
    """Read one name of a place at word `i`.

    Args:
        line: the words.
        i: index of the name's first word.
        described: the kind of place that the words before it announce.
    """
    if line.at(i) == "the" and line.at(i + 1) != "hague":
        i += 1
    site = read_site(line, i)
    if site:
        return site
    if i >= len(line) or not line.tokens[i].is_capitalized or line.is_date(i):
        return None
    state = line.states.get(i)
    known = _read_known(line, i)
    if state and state.value.kind == "name" and (known is None or known.after <= state.after):
        found = Toponym(i, state.after, line.slice(i, state.after), "country")
        found = replace(found, within=state.value.country.code)
        return None if line.is_name_word(state.after) else found
    found_known = known or _read_unknown(line, i)
    if found_known is None or (state and known is None):
        return None
    return _with_area(line, found_known, described)


def _read_known(line: Line, i: int) -> Toponym | None:
    for after in range(min(len(line), i + _LONGEST_NAME), i, -1):
        last = line.tokens[after - 1]
        if not (last.is_capitalized or last.is_number) or not _is_one_run(line, i, after - last.is_number):
            continue
        places = find_places(line.slice(i, after))
        if places:
            return _with_other_name(
                line, Toponym(i, after, line.slice(i, after), _area_of(places[0]), places)
            )
    return None


def _is_one_run(line: Line, first: int, after: int) -> bool:
    return all(token.is_word or token.text == "/" for token in line.tokens[first:after])


def _with_other_name(line: Line, toponym: Toponym) -> Toponym:
    """Take in the name in the other language: "Pejë/Peć"."""
    slash = toponym.after
    if slash + 1 >= len(line) or line.words[slash] != "/" or not line.tokens[slash + 1].is_capitalized:
        return toponym
    other = _read_known(line, slash + 1)
    after = other.after if other else slash + 2
    return replace(toponym, after=after, name=line.slice(toponym.first, after))


def _read_unknown(line: Line, i: int) -> Toponym | None:
    """Capitalized words that may name a place which the gazetteer does not know."""
    after = i
    words = body_words()
    while after < len(line) and after < i + 3 and line.is_name_word(after):
        word = line.at(after)
        if word in area_nouns() and after > i:
            break
        if find_head(word) or word in words.titles or word in words.things or line.is_acronym(after):
            return None
        after += 1
    # "at the Archabil Hotel": a house is no town.
    is_house = line.at(after - 1) in place_cues().venues and line.at(after - 2) not in _PARK
    if is_house or line.at(after - 1) in place_cues().waters:
        return None
    if after == i or (line.is_name_word(after) and line.at(after) not in area_nouns()):
        return None
    toponym = Toponym(i, after, line.slice(i, after), "town", is_sure=False)
    if line.words[after : after + 1] == ("/",):
        return None
    return toponym


def _with_area(line: Line, toponym: Toponym, described: AreaKind | None) -> Toponym | None:
    """Take in the noun behind the name, and refuse a name that goes on with other capitalized words."""
    cues = place_cues()
    k = toponym.after
    if line.at(k) == "autonomous" and line.at(k + 1) in area_nouns():
        k += 1
    noun = line.at(k)
    if noun in area_nouns() and line.at(k - 1) not in ("the", "a"):
        area: Area = area_nouns()[noun]
        is_dropped = noun in cues.dropped and k == toponym.after
        name = toponym.name if is_dropped else line.slice(toponym.first, k + 1)
        places = tuple(p for p in toponym.places if _fits(p, area))
        if area != "town" and not places:
            places = tuple(p for p in find_places(line.slice(toponym.first, k + 1)) if _fits(p, area))
        return replace(toponym, after=k + 1, name=name, area=area, places=places, is_sure=True)
    park = k + 2 if line.at(k) in _PARK and line.at(k + 1) in ("park", "reserve") else 0
    if park and line.is_name_word(k):
        name = line.slice(toponym.first, park)
        return replace(toponym, after=park, name=name, area="district", places=(), is_sure=True)
    end = _post_end(line, k)
    if end:
        # "at the Masline barracks in Podgorica": the town tells where the site is.
        is_of_town = (
            line.at(end - 1) in cues.town_posts and line.at(end) == "in" and _names_town(line, end + 1)
        )
        return None if is_of_town else replace(toponym, after=end, is_sure=True)
    if line.is_name_word(toponym.after) and line.tokens[toponym.after - 1].is_word:
        return None
    if described:
        return replace(toponym, area=toponym.area if toponym.places else described, is_sure=True)
    return toponym


def _post_end(line: Line, k: int) -> int:
    """The index behind what kind of site a name is: "border crossing point"; 0 when nothing says so."""
    cues, end = place_cues(), k
    while line.at(end) in cues.posts and not line.tokens[end].is_capitalized:
        end += 1
    is_post = line.at(end - 1) in cues.post_heads or " ".join(line.plain[end - 2 : end]) in cues.post_heads
    return end if end > k and is_post else 0


def _names_town(line: Line, i: int) -> bool:
    known = _read_known(line, i)
    return known is not None and known.area == "town"


def _area_of(place: Place) -> Area:
    return "town" if place.kind == "village" else place.kind


def _fits(place: Place, area: Area) -> bool:
    is_town = place.kind in ("town", "village")
    return is_town if area == "town" else not is_town


def _skip_description(line: Line, i: int) -> tuple[AreaKind | None, int]:
    """The kind of place in "the southern port city of X" and "the capital, X", and the index of X."""
    cues = place_cues()
    j = i + (line.at(i) in ARTICLES)
    if read_site(line, j):
        return None, j
    state = line.state_at(j, len(line)) if j < len(line) else None
    if state and state.value.kind == "name" and line.at(state.after) == "'s":
        j = state.after + 1
    while j < min(len(line), i + _LONGEST_DESCRIPTION):
        word = line.at(j)
        start = _name_behind(line, j)
        if start:
            return area_nouns().get(word), start
        is_demonym = line.tokens[j].is_capitalized and _is_demonym(line, j)
        is_known = word in cues.adjectives or word in area_nouns() or word in _OWNERS
        if not is_known and not is_demonym:
            break
        j += 1
    return None, i + (line.words[i] == "the") if i < len(line) else i


def _name_behind(line: Line, j: int) -> int:
    """The index of the name that the noun or adjective at `j` announces; 0 when it announces none."""
    cues, word, behind = place_cues(), line.at(j), line.at(j + 1)
    is_common = not line.tokens[j].is_capitalized
    if is_common and word in area_nouns():
        # "in the country’s second largest city, Osh"
        is_only = behind == "," and (word == "capital" or line.at(j - 1).endswith("est"))
        is_only = is_only and line.is_name_word(j + 2)
        if (behind == "of" and line.at(j + 2) != "the") or is_only:
            return j + 2
        return j + 1 if line.is_name_word(j + 1) else 0
    if word in cues.venues and behind == "of" and line.is_name_word(j + 2):
        return j + 2
    return j + 1 if is_common and word in cues.nearness and line.is_name_word(j + 1) else 0


def _is_demonym(line: Line, i: int) -> bool:
    form = line.states.get(i)
    return form is not None and form.value.kind == "demonym"


def _read_container(line: Line, toponym: Toponym) -> tuple[Toponym, int]:
    """Pass over what a place lies in: ", Khatlon region", ", Montenegro", "(Serbia)", "of Sughd region"."""
    after = toponym.after
    if toponym.area == "country":
        return toponym, after
    mark = line.at(after)
    while mark in (",", "(", "of", "in") and (mark != "of" or toponym.area in ("district", "region")):
        start = after + 1 + (mark == "," and line.at(after + 1) == "in")
        kind, start = _skip_description(line, start)
        outer = read_toponym(line, start, kind)
        if outer and kind and kind != "town":
            outer = replace(outer, area=kind)
        # "in Mamurras, Kurbin municipality"
        is_municipality = outer is not None and mark == "," and line.at(outer.after - 1) == "municipality"
        if outer is None or not (is_municipality or _contains(outer, toponym, is_bracket=mark == "(")):
            break
        if mark == "," and line.at(outer.after) == "(":
            break
        after = outer.after + (mark == "(" and line.words[outer.after : outer.after + 1] == (")",))
        toponym = replace(toponym, within=outer.within or toponym.within or _country_of(outer), is_sure=True)
        mark = line.at(after)
        if outer.area == "country":
            break
    if not toponym.is_sure and _is_explained(line, after):
        toponym = replace(toponym, is_sure=True)
    return toponym, after


def _contains(outer: Toponym, inner: Toponym, *, is_bracket: bool) -> bool:
    if outer.area == "country":
        return True
    if not outer.is_sure or outer.area not in ("region", "district"):
        return False
    if is_bracket:
        # "in Bohodukhiv (Kharkiv region)"
        return inner.area == "town" and not inner.is_sure and _country_of(outer) is not None
    return inner.area == "town" or (inner.area == "district" and outer.area == "region")


def _country_of(toponym: Toponym) -> str | None:
    # "Kharkiv region" lies where the only town of that name does.
    places = toponym.places or find_places(toponym.name.rpartition(" ")[0])
    is_one = toponym.places or len({place.country for place in places}) == 1
    return places[0].country if is_one else None


def _is_explained(line: Line, i: int) -> bool:
    """Whether an apposition says what kind of place it is: ", a village some 40 kilometres from"."""
    if line.at(i) not in (",", "–", "-", "—"):
        return False
    cues = place_cues()
    if line.at(i + 1) == "on" and line.at(i + 2) in ARTICLES:
        return any(word in cues.venues for word in line.plain[i + 3 : i + 3 + _LONGEST_APPOSITION])
    window = line.plain[i + 2 : i + 2 + _LONGEST_APPOSITION]
    return line.at(i + 1) in ARTICLES and any(word in area_nouns() for word in window)


def _read_bracket(line: Line, i: int) -> tuple[Toponym, ...]:
    """The towns in brackets behind their region: "Zhambyl Region (Taraz city, Sarykemer village)"."""
    if line.at(i) != "(":
        return ()
    inner, after = read_toponyms(line, i + 1)
    is_whole = bool(inner) and line.at(after) == ")"
    return inner if is_whole and all(toponym.area == "town" for toponym in inner) else ()


def _trust(items: list[Toponym]) -> list[Toponym]:
    """Believe an unknown name that is coordinated with a known one, and let it be of the same kind."""
    if not items or not items[0].is_sure:
        return items
    return [item if item.is_sure else replace(item, is_sure=True, area=items[0].area) for item in items]


def _may_follow(items: list[Toponym], item: Toponym) -> bool:
    """Whether a list goes on with this: countries with countries only."""
    is_country = items[-1].area == "country"
    return is_country == (item.area == "country")


def _share_head(items: list[Toponym]) -> tuple[Toponym, ...]:
    """Give each name the noun that the last one carries for all: "the Ayni and Devashtich districts"."""
    if not items:
        return ()
    words = items[-1].name.split()
    noun = _SINGULAR.get(words[-1].lower())
    if noun is None or len(words) < 2:
        return tuple(items)
    area = items[-1].area
    last = replace(items[-1], name=" ".join((*words[:-1], noun)))
    shared = [
        replace(
            item, name=f"{item.name} {noun}", area=area, places=_named(item.name, noun, area), is_sure=True
        )
        if item.name.split()[-1] != noun
        else item
        for item in items[:-1]
    ]
    return (*shared, last)


def _named(name: str, noun: str, area: Area) -> tuple[Place, ...]:
    found = (*find_places(f"{name} {noun}"), *find_places(name))
    return tuple(dict.fromkeys(place for place in found if _fits(place, area)))

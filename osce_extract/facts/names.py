"""Names of bodies and States: what a mention is, and how one is read from a line's words."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec
from msgspec.structs import replace

from osce_extract.facts.chains import Chain, read_chain
from osce_extract.facts.drafts import ends_in_known, read_group
from osce_extract.facts.lines import ARTICLES, CLOSING_QUOTES, OPENING_QUOTES, Line
from osce_extract.facts.mottoes import read_motto
from osce_extract.facts.passages import Passage
from osce_extract.vocab.bodies import Head, body_words, countries, find_head
from osce_extract.vocab.cues import compound_cues

__all__ = ["Mention", "Name", "NameKind", "read_name"]

NameKind = Literal["structure", "state", "body", "acronym", "reference", "person", "thing", "unknown"]

_LONGEST_DESCRIPTION = 7
_COUNTS = frozenset("both eight five four nine several seven six ten three two".split())
_OFFICES = frozenset({"branch", "chapter", "office"})
_SENT = frozenset({"embassy", "government"})
_COUNTRIES = frozenset({"country", "nation", "republic", "state"})
# Nouns behind which a name may begin with a number: "the NGO 7 Strings".
_NUMBERED = frozenset("association foundation magazine network ngo organisation organization portal".split())
_TOWNS = frozenset("city district municipality town".split())


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A body named in a passage.

    Attributes:
        passage: where it stands.
        start: offset of the name in the passage's text.
        end: offset after the name.
        name: the name as it goes into the record.
        abbreviation: given in brackets behind it, or standing for it.
        country: of a State or of a body that belongs to one.
        osce: whether it is an OSCE structure.
        id: stable identity, where known.
        kind: `structure` (of the OSCE), `state`, `body` (by its head noun or our vocabulary), `acronym`,
            `reference` ("the Mission": what it means is said elsewhere), `person` (by a title),
            `thing` (no body), or `unknown` (capitalized words, nothing more).
        described: whether a common noun announces it ("the public foundation …").
        domestic: whether the page calls it the host country's ("the country’s Ministry of Labour").
    """

    passage: Passage
    start: int
    end: int
    name: str
    abbreviation: str | None = None
    country: str | None = None
    osce: bool = False
    id: str | None = None
    kind: NameKind = "body"
    described: bool = False
    domestic: bool = False


class Name(msgspec.Struct, frozen=True):
    """A mention and the words of its line that it covers.

    Attributes:
        first: index of its first word, without article.
        after: index after its last word, bracket included.
        mention: what it names.
    """

    first: int
    after: int
    mention: Mention


def read_name(line: Line, i: int, stop: int | None = None) -> Name | None:
    """Read the name that begins at word `i`, after an article and an announcing noun if there are such.

    Args:
        line: the words.
        i: index of the article, the announcing words or the name's first word.
        stop: index before which the name must end; the line's end by default.
    """
    stop = len(line) if stop is None else stop
    if line.at(i) in ARTICLES:
        i += 1
    if i >= stop or not _may_open(line, i):
        return None
    if line.plain[i] in body_words().owners and line.at(i + 1) == "'s" and line.is_name_word(i + 2):
        owned = read_name(line, i + 2, stop)
        is_domestic = line.at(i) in _COUNTRIES
        return replace(owned, mention=replace(owned.mention, domestic=is_domestic)) if owned else None
    if line.words[i : i + 3] == ("office", "of", "the") and line.structure_at(i + 3, stop):
        i += 3
    i += _is_counted_list(line, i, stop)
    i = _skip_office(line, i, stop)
    is_placed = line.plain[i].endswith("-based")
    i = _skip_compounds(line, i, stop)
    described = _skip_description(line, i, stop)
    special = _read_town(line, i, stop) if described is None else _read_described(line, described, stop)
    if special or described is not None:
        return special
    if line.at(i) in body_words().descriptor_adjectives and not line.tokens[i].is_capitalized:
        i += 1
    is_state = line.state_at(i, stop) is not None
    if i >= stop or not (is_state or line.is_name_word(i) or _is_numbered(line, i)):
        return None
    chain = read_chain(line, i, stop)
    if chain is None:
        return None
    name = _finish(line, chain)
    return replace(name, mention=replace(name.mention, described=True)) if is_placed else name


def _may_open(line: Line, i: int) -> bool:
    """Whether a name, or what `read_name` skips before one, can begin at word `i`: most words open none."""
    word = line.words[i]
    if not word.islower() or "-" in word or "‑" in word or line.plain[i] in _opening_words():
        return True
    following = line.at(i + 1)
    is_led_on = "-" in following or following in ("'s", "'")
    return is_led_on or not _OFFICES.isdisjoint(line.plain[i : i + 3])


@cache
def _opening_words() -> frozenset[str]:
    words = body_words()
    announcing = words.owners | words.descriptors | words.descriptor_adjectives
    return announcing | _COUNTS | _TOWNS | _SENT | countries().openers


def _skip_office(line: Line, i: int, stop: int) -> int:
    """The index behind "Belgrade office of" and "regional branch of": who has the office is meant."""
    if _OFFICES.isdisjoint(line.plain[i : i + 3]):
        return i
    for k in range(i, min(stop, i + 3)):
        if line.at(k) in _OFFICES and line.at(k + 1) == "of" and not line.tokens[k].is_capitalized:
            n = k + 2 + (line.at(k + 2) == "the")
            return n if n < stop and line.is_name_word(n) else i
        if not line.tokens[k].is_word or line.at(k) in ARTICLES or line.at(k) in ("and", "of"):
            break
    return i


def _is_counted_list(line: Line, i: int, stop: int) -> bool:
    """Whether a count stands before nouns that announce names: "two local NGOs, A and B"."""
    is_count = line.tokens[i].is_number or line.at(i) in _COUNTS
    return is_count and i + 1 < stop and _skip_description(line, i + 1, stop) is not None


def _skip_compounds(line: Line, i: int, stop: int) -> int:
    """The index behind compound adjectives before a name: "the EU-funded, UNDP-implemented Open Passes"."""
    # "Bolzano/Bozen-based"
    is_double = i + 2 < stop and line.at(i + 1) == "/" and line.plain[i + 2].endswith("-based")
    i += 2 * is_double
    while i < stop and "-" in line.words[i] and _is_adjective(line.plain[i]):
        i += 1 + (line.at(i + 1) in (",", "and"))
    if i + 1 >= stop:
        return i
    # "Norway co-funded the course": a verb of its own, no compound with the name before it.
    stem, hyphen, ending = line.plain[i + 1].rpartition("-")
    if hyphen and stem != "co" and ending in compound_cues():
        return _skip_compounds(line, i + 1, stop)
    return i


def _read_town(line: Line, i: int, stop: int) -> Name | None:
    """Read "town of Bor" and "embassy of Malta", a town or what a State has as a body."""
    word = line.at(i)
    if word in _SENT and line.at(i + 1) == "of" and not line.tokens[i].is_capitalized:
        n = i + 2 + (line.at(i + 2) == "the")
        state = line.state_at(n, stop)
        if state is None or state.value.kind != "name":
            return None
        after = state.after
        if line.at(after) == "in" and not line.is_date(after + 1) and line.at(i - 2) not in ("at", "in"):
            after = max(after, read_group(line, after + 1, stop))
        name = _finish(line, Chain.simple(line, i, after, after))
        return replace(name, mention=replace(name.mention, kind="body"))
    if word not in _TOWNS or line.at(i + 1) != "of" or line.tokens[i].is_capitalized:
        return None
    after = read_group(line, i + 2, stop)
    return _finish(line, Chain.simple(line, i, after, after)) if after > i + 2 else None


def _is_adjective(word: str) -> bool:
    ending = word.rpartition("-")[2]
    return ending == "based" or ending in compound_cues()


def _is_numbered(line: Line, i: int) -> bool:
    return line.tokens[i].is_number and len(line.words[i]) == 4 and line.is_name_word(i + 1)


def _finish(line: Line, chain: Chain) -> Name:
    identity = line.structure_at(chain.first, chain.after)
    kind = _classify(line, chain)
    known = line.known_body_at(chain.first, chain.after)
    is_known = known is not None and known.after == chain.name_after
    is_chair = chain.structure is not None and chain.structure.kind == "chair"
    is_structure = kind == "structure" and (identity is not None or is_chair)
    end = line.tokens[chain.name_after - 1].end
    mention = Mention(
        passage=line.passage,
        start=line.tokens[chain.first].start,
        end=end,
        name=chain.name,
        abbreviation=chain.abbreviation or (chain.name if kind == "acronym" else None),
        country=known.value.country if known and is_known else _country(line, chain, kind),
        osce=kind == "structure" or line.words[chain.first] == "OSCE" or chain.owner_is_osce,
        id=chain.structure.id if is_structure and chain.structure else None,
        kind=kind,
    )
    return Name(chain.first, chain.after, mention)


def _country(line: Line, chain: Chain, kind: NameKind) -> str | None:
    if chain.structure:
        return chain.structure.country if chain.structure.kind.startswith("field") else None
    if kind == "state":
        form = line.state_at(chain.first, chain.after)
        return form.value.country.code if form else None
    for i in range(chain.first, chain.name_after):
        form = line.state_at(i, chain.name_after)
        if form and line.tokens[i].is_capitalized:
            return form.value.country.code
    return None


def _classify(line: Line, chain: Chain) -> NameKind:
    if chain.structure:
        return "structure"
    if chain.is_state:
        return "state"
    if chain.is_programme or ends_in_known(line, chain.first, chain.name_after):
        return "body"
    group = line.plain[chain.first : chain.group_after]
    head = find_head(group[-1]) or (find_head(group[0]) if chain.group_after < chain.name_after else None)
    if _is_thing(group, head):
        return "thing"
    words = body_words()
    is_general = group[-1] == "general" and len(group) > 1 and find_head(group[-2]) is not None
    # "the Directorate General of Customs" is no general.
    # "the State Secretary of the Ministry"
    is_post = head is not None and head.kind == "weak" and group[-1] in words.titles and len(group) > 1
    if (head is None or is_post) and not is_general and _is_titled(group):
        return "person"
    return _classify_group(line, chain, group, head or _inner_head(group))


def _is_titled(group: tuple[str, ...]) -> bool:
    """Whether a title ends it; before a head it is a subject: "the Department’s Legal Training office"."""
    words = body_words()
    if group[-1] in words.offices or words.titles.isdisjoint(group):
        return False
    last = max((k for k, word in enumerate(group) if (h := find_head(word)) and h.kind != "weak"), default=-1)
    return not words.titles.isdisjoint(group[last + 1 :])


def _is_thing(group: tuple[str, ...], head: Head | None) -> bool:
    words = body_words()
    if len(group) == 1 and group[0] in words.common_abbreviations:
        return True
    return group[-1] in words.things and not (head and len(group) > 1 and head.kind != "weak")


def _classify_group(line: Line, chain: Chain, group: tuple[str, ...], head: Head | None) -> NameKind:
    """What capitalized words name that are neither known nor a person's title."""
    if _is_reference(line, chain, head):
        return "reference"
    is_strong = head is not None and head.kind != "weak"
    is_long = head is not None and (chain.name_after > chain.group_after or len(group) > 2)
    if is_strong or is_long or group[-1] in body_words().offices or _holds_known(line, chain):
        return "body"
    return "acronym" if len(group) == 1 and line.is_acronym(chain.first) else "unknown"


def _holds_known(line: Line, chain: Chain) -> bool:
    places = range(chain.first, chain.group_after)
    return any(line.known_body_at(i, chain.name_after) for i in places)


def _inner_head(group: tuple[str, ...]) -> Head | None:
    for word in reversed(group):
        head = find_head(word)
        if head and head.kind != "weak":
            return head
    return None


def _is_reference(line: Line, chain: Chain, head: Head | None) -> bool:
    """Whether nothing but a head stands there, perhaps with OSCE before it."""
    if chain.name_after > chain.group_after:
        return False
    first = chain.first + (line.words[chain.first] == "OSCE")
    group = line.plain[first : chain.group_after]
    if not group:
        return False
    if group in (
        ("project", "coordinator"),
        ("programme", "office"),
        ("support", "programme"),
        ("field", "office"),
    ):
        return True
    if len(group) != 1:
        return False
    return head is not None or group[0] in ("coordinator", "presence", "representative", "chairmanship")


def _skip_description(line: Line, i: int, stop: int) -> int | None:
    """The index behind announcing words that stand at `i`: "public foundation", "Romanian rescue service"."""
    words = body_words()
    j = i
    while j < min(stop, i + _LONGEST_DESCRIPTION):
        word, token = line.plain[j], line.tokens[j]
        is_demonym = token.is_capitalized and j == i and _says_whence(line, j)
        is_common = not token.is_capitalized or word in words.common_abbreviations
        if not (is_demonym or is_common):
            return None
        if is_common and line.at(j + 1) in ("'s", "'") and word.endswith(("s", "men", "women", "people")):
            j += 1
            continue
        if word in words.descriptors and is_common:
            nxt = j + 1
            if line.at(nxt) == "," and line.is_name_word(nxt + 1):
                nxt += 1
            if line.at(nxt) == "the" and line.is_name_word(nxt + 1):
                nxt += 1
            is_numbered = word in _NUMBERED and nxt < stop and line.tokens[nxt].is_number
            is_name = nxt < stop and (line.is_name_word(nxt) or line.words[nxt] in OPENING_QUOTES)
            if is_name or (is_numbered and line.is_name_word(nxt + 1)):
                return nxt
        # "the women's organization", "the citizens' association"
        is_genitive = word in ("'s", "'") and j > i and line.tokens[j - 1].is_word
        quoted = _find_quoted(line, j, stop) if word in words.descriptors and is_common else None
        if quoted is not None:
            return quoted
        known = word in words.descriptor_adjectives or word in words.descriptors or "-" in word or is_genitive
        if not is_demonym and not (is_common and known):
            return None
        j += 1
    return None


def _says_whence(line: Line, i: int) -> bool:
    """Whether a people, a demonym or the town before an abbreviation stands at `i`: "Belgrade NGO Zora"."""
    words, following = body_words(), line.at(i + 1)
    is_placed = following in words.common_abbreviations and following in words.descriptors
    return is_placed or line.plain[i] in words.peoples or _is_demonym(line, i)


def _find_quoted(line: Line, j: int, stop: int) -> int | None:
    """The index of the quotation mark in "association of beekeepers “Nectar”"."""
    if line.at(j + 1) not in ("of", "for"):
        return None
    for k in range(j + 2, min(stop, j + 7)):
        if line.words[k] in OPENING_QUOTES:
            return k if k > j + 2 and line.is_name_word(k + 1) else None
        if not line.tokens[k].is_word or line.tokens[k].is_capitalized:
            return None
    return None


def _is_demonym(line: Line, i: int) -> bool:
    form = line.states.get(i)
    return form is not None and form.value.kind == "demonym" and form.after == i + 1


def _read_described(line: Line, i: int, stop: int) -> Name | None:
    is_quoted = line.words[i] in OPENING_QUOTES
    first = i + is_quoted
    if not (line.is_name_word(first) or (line.tokens[first].is_number and line.is_name_word(first + 1))):
        return None
    if is_quoted:
        after = next(
            (j for j in range(first, min(stop, first + 12)) if line.words[j] in CLOSING_QUOTES), None
        )
        if after is None:
            return None
        chain = Chain.simple(line, first, after, after + 1)
    else:
        read = read_motto(line, first, stop) or read_chain(line, first, stop, is_announced=True)
        if read is None:
            return None
        chain = read
    name = _finish(line, chain)
    if name.mention.kind in ("thing", "person", "unknown", "reference"):
        after = name.after if name.mention.kind != "unknown" else _plain_end(line, chain)
        mention = replace(name.mention, kind="body", described=True)
        return Name(name.first, after, mention)
    return Name(name.first, name.after, replace(name.mention, described=True))


def _plain_end(line: Line, chain: Chain) -> int:
    return max(chain.after, read_group(line, chain.first, chain.after))

"""What a mention stands for on its page: a name's fullest form, the body behind "the Mission" or "TNTD"."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from osce_extract.facts.keeping import kept
from osce_extract.facts.lines import Line
from osce_extract.facts.names import Mention, Name, read_name
from osce_extract.facts.passages import Passage
from osce_extract.facts.phrases import find_names
from osce_extract.text.tokens import tokenize
from osce_extract.vocab.bodies import body_words, countries, find_head
from osce_extract.vocab.phrasebook import plain
from osce_extract.vocab.structures import Structure, find_structure, structure

__all__ = ["Register", "is_same", "read_register"]

_SMALL = frozenset(
    {"of", "the", "and", "for", "in", "on", "'s", "'", "’s", "under", "within", "to", "at", ",", "osce"}
)
_PREPOSITIONS = frozenset({"of", "for", "in", "to", "on", "under", "within"})


class Register(msgspec.Struct, frozen=True, dict=True):
    """All bodies that a page names, in its order.

    Attributes:
        mentions: without persons and things.
        issuers: the structures that issued the page.
    """

    mentions: tuple[Mention, ...]
    issuers: tuple[Structure, ...]

    @kept
    def _bodies(self) -> dict[str, Mention]:
        """Bodies by name, each once."""
        bodies: dict[str, Mention] = {}
        for mention in self.mentions:
            if mention.kind == "body":
                bodies.setdefault(mention.name, mention)
        return bodies

    @kept
    def _abbreviated(self) -> dict[str, Mention]:
        """Full names by the abbreviation given with them."""
        found: dict[str, Mention] = {}
        for mention in self.mentions:
            if mention.abbreviation and mention.kind != "acronym":
                found.setdefault(mention.abbreviation, mention)
        return found

    @kept
    def _forms(self) -> dict[str | None, dict[str, Mention]]:
        """Printed forms of each structure, by its id."""
        forms: dict[str | None, dict[str, Mention]] = {}
        for mention in self.mentions:
            if mention.kind == "structure":
                known = forms.setdefault(mention.id, {})
                if mention.name not in known or mention.abbreviation:
                    known[mention.name] = mention
        return forms

    @kept
    def _places(self) -> dict[int, int]:
        """The order of the passages, by their identity."""
        return {id(m.passage): k for k, m in enumerate(self.mentions)}

    @kept
    def host(self) -> str | None:
        """The country of the field operation that the page is about, when it is about one."""
        codes = {m.country for m in self.mentions if m.kind == "structure" and m.country}
        codes |= {s.country for s in self.issuers if s.country and s.kind.startswith("field")}
        return codes.pop() if len(codes) == 1 else None

    def resolve(self, mention: Mention) -> Mention | None:
        """The fullest form of what a mention stands for; None when "the Centre" has nothing to stand for."""
        if mention.kind == "reference":
            found = self._resolve_reference(mention)
            return self._complete(found) if found else None
        return self._complete(mention)

    def _complete(self, mention: Mention) -> Mention:
        if mention.kind == "structure":
            return self._complete_structure(mention)
        # The page may explain letters that the vocabulary knows as well.
        if mention.kind == "acronym" or (mention.kind == "body" and mention.name in self._abbreviated):
            return self._complete_acronym(mention)
        if mention.kind == "state":
            return mention
        whole = self._find_whole(mention)
        if whole:
            return self._complete_structure(_stand_in(mention, whole))
        fuller = self._find_fuller(mention)
        country = fuller.country or (self.host if mention.domestic else None)
        return replace(
            mention,
            name=fuller.name,
            abbreviation=mention.abbreviation or fuller.abbreviation or self._abbreviation(mention),
            country=mention.country or country,
        )

    def _abbreviation(self, mention: Mention) -> str | None:
        return next(
            (m.abbreviation for m in self.mentions if m.name == mention.name and m.abbreviation), None
        )

    def _complete_structure(self, mention: Mention) -> Mention:
        forms = list(self._forms.get(mention.id, {}).values())
        fullest = max((mention, *forms), key=lambda m: (len(_words(m.name)), "OSCE" in m.name))
        abbreviation = next((m.abbreviation for m in (mention, *forms) if m.abbreviation), None)
        entry = structure(mention.id) if mention.id else None
        if abbreviation is None and entry:
            abbreviation = next((m.name for m in forms if m.name in entry.abbreviations), None)
        if entry and fullest.name in entry.abbreviations:
            abbreviation = fullest.name
        return replace(mention, name=fullest.name, abbreviation=abbreviation)

    def _complete_acronym(self, mention: Mention) -> Mention:
        other = self._abbreviated.get(mention.name)
        if other is None:
            return mention
        return replace(
            mention,
            name=other.name,
            abbreviation=mention.name,
            country=other.country,
            osce=other.osce,
            id=other.id,
            kind=other.kind,
        )

    def _find_whole(self, mention: Mention) -> Mention | None:
        """The structure whose name ends as this one is: "the Staff College" of the page's own."""
        mine = _words(mention.name)
        structures = (m for forms in self._forms.values() for m in forms.values())
        return next(
            (m for m in structures if len(mine) > 1 and _head_words(m.name)[-len(mine) :] == mine), None
        )

    @kept
    def _named(self) -> tuple[tuple[tuple[str, ...], Mention], ...]:
        """Bodies with the words of their names."""
        # "appeals to Albania's High Court": whose it is there is no part of its name.
        named = (m for name, m in self._bodies.items() if "’s " not in name and "'s " not in name)
        return tuple((_words(m.name), m) for m in named)

    def _find_fuller(self, mention: Mention) -> Mention:
        """The only longer form that adds nothing but whose the body is: "Supreme Court of Georgia"."""
        mine = _words(mention.name)
        longer = [m for words, m in self._named if len(words) > len(mine) and _extends(words, mine)]
        return longer[0] if len(longer) == 1 else mention

    def _resolve_reference(self, mention: Mention) -> Mention | None:
        mine = tuple(word for word in _words(mention.name) if word != "osce")
        is_osce = mention.name.startswith("OSCE")
        known = [m for m in self.mentions if m is not mention and _can_shorten(m, mine, only_osce=is_osce)]
        before = [m for m in known if self._precedes(m, mention)]
        if before:
            return _stand_in(mention, before[-1])
        if known:
            return _stand_in(mention, known[0])
        for issuer in self.issuers:
            if _contains(_head_words(issuer.name), mine):
                country = issuer.country if issuer.kind.startswith("field") else None
                return replace(
                    mention, name=issuer.name, id=issuer.id, osce=True, country=country, kind="structure"
                )
        # "the Ministry of Justice and the Police": a State has but one.
        is_unique = len(mine) == 1 and mine[0] in body_words().unique
        return replace(mention, kind="body") if is_osce or is_unique else None

    def _precedes(self, other: Mention, mention: Mention) -> bool:
        if other.passage is mention.passage:
            return other.start < mention.start
        last = len(self.mentions)
        return self._places[id(other.passage)] < self._places.get(id(mention.passage), last)


def read_register(passages: Iterable[Passage], issued_by: Iterable[str]) -> Register:
    """Read every name of a page.

    Args:
        passages: title, lead and body; names in the title come first.
        issued_by: the structures that issued the page, as printed.
    """
    mentions: list[Mention] = []
    for passage in passages:
        for statement in passage.statements:
            line = Line.of(passage, statement)
            for name in find_names(line):
                mentions += _named_by(line, name)
    issuers = tuple(found for name in issued_by if (found := find_structure(name)))
    return Register(tuple(mentions), issuers)


def _named_by(line: Line, name: Name) -> list[Mention]:
    """The body that a name names; of a person's title or a course, the body at its end."""
    if name.mention.kind in ("person", "thing"):
        for i in range(name.first + 1, name.after):
            inner = read_name(line, i, name.after)
            if inner and inner.after == name.after and inner.mention.kind in ("structure", "body"):
                return [inner.mention]
    return [] if name.mention.kind in ("person", "thing", "unknown") else [name.mention]


def is_same(one: Mention, other: Mention) -> bool:
    """Whether two resolved mentions name one body: by identity, abbreviation, or the words of their names."""
    if one.id or other.id:
        return one.id == other.id
    if (one.kind == "state") != (other.kind == "state"):
        return False
    if one.kind == "state":
        return one.country == other.country
    if one.name == other.name or (one.abbreviation and one.abbreviation == other.abbreviation):
        return True
    if one.country and other.country and one.country != other.country:
        return False
    mine, theirs = _key(one.name), _key(other.name)
    return mine == theirs and bool(mine)


def _stand_in(mention: Mention, found: Mention) -> Mention:
    """What was found, at the place of the mention that stands for it."""
    return replace(found, passage=mention.passage, start=mention.start, end=mention.end)


def _can_shorten(mention: Mention, words: tuple[str, ...], *, only_osce: bool) -> bool:
    if mention.kind == "structure":
        return _contains(_head_words(mention.name), words)
    if only_osce or mention.kind != "body" or len(words) != 1:
        return False
    head = find_head(words[0])
    return head is not None and words[0] in _head_words(mention.name)[-1:] + _head_words(mention.name)[:1]


@lru_cache(maxsize=4096)
def _head_words(name: str) -> tuple[str, ...]:
    words = _words(name)
    cut = next((k for k, word in enumerate(words) if word in _PREPOSITIONS), len(words))
    return words[:cut]


def _contains(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return bool(part) and any(words[k : k + len(part)] == part for k in range(len(words)))


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    return tuple(plain(token.text) for token in tokenize(name))


@lru_cache(maxsize=4096)
def _key(name: str) -> frozenset[str]:
    """The words that tell a body from others: without little words and countries."""
    words = [token.text for token in tokenize(name)]
    kept: set[str] = set()
    i = 0
    while i < len(words):
        form = countries().at(words, i, len(words))
        if form:
            i = form.after
            continue
        if plain(words[i]) not in _SMALL and plain(words[i]) != "republic":
            kept.add(plain(words[i]))
        i += 1
    return frozenset(kept)


def _extends(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Whether the longer name is the shorter one plus a country before it or "of …", "under …" behind it."""
    if longer[: len(shorter)] == shorter:
        return longer[len(shorter)] in ("of", "under", "within")
    if longer[-len(shorter) :] != shorter:
        return False
    before = [word for word in longer[: -len(shorter)] if word not in ("'s", "'", "the")]
    form = countries().at([word.capitalize() for word in before], 0, len(before))
    return (
        (form is not None and form.after == len(before))
        or before[:1] == ["republic"]
        or not _adds_body(before)
    )


def _adds_body(words: list[str]) -> bool:
    return any(find_head(word) or word not in body_words().portfolios for word in words)

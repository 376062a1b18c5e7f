"""Gold and record of a page in, hits, inventions and misses of every field out.

What counts as right follows the codebook: names agree when they share four fifths of their words,
values when they are equal, bodies by the words that both hold. Nothing here knows how records are made.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

__all__ = ["HEADLINE", "Tally", "add_up", "compare", "compare_listing", "headline"]

Fields = Mapping[str, Any]
"""The gold facts or the record of a page, as read from JSON."""
Name = str | Sequence[str] | Fields
"""A name, its accepted forms, or an object that holds either as `name`."""

HEADLINE = ("dates", "locations", "partners", "participants", "donors")
_VALUES = ("title", "content_type", "issued_on", "activity_type")
_NAMES = ("issued_by", "fields_of_work", "organizers", "partners", "donors")
_LISTED = ("title", "url", "issued_on", "content_type", "issued_by", "fields_of_work")
_COUNTS = ("total", "women", "men")
_ALIKE = 0.8


@dataclass(slots=True)
class Tally:
    """What was found of a field, what was made up, what was missed; `errors` names the last two."""

    hits: float = 0.0
    invented: float = 0.0
    missed: float = 0.0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was said that is right; 1 where nothing was said."""
        said = self.hits + self.invented
        return self.hits / said if said else 1.0

    @property
    def recall(self) -> float:
        """The share of what is true that was said; 1 where nothing is true."""
        true = self.hits + self.missed
        return self.hits / true if true else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.hits + other.hits,
            self.invented + other.invented,
            self.missed + other.missed,
            self.errors + other.errors,
        )


def add_up(pages: Iterable[Mapping[str, Tally]]) -> dict[str, Tally]:
    """The tallies of all pages, field by field."""
    total: dict[str, Tally] = {}
    for page in pages:
        for name, tally in page.items():
            total[name] = total.get(name, Tally()) + tally
    return total


def headline(tallies: Mapping[str, Tally]) -> float:
    """The mean F1 of the facts that the tool exists for; a fact that no page asks for counts nothing."""
    scores = [tallies[name].f1 if _is_asked(tallies.get(name)) else 0.0 for name in HEADLINE]
    return sum(scores) / len(scores)


def _is_asked(tally: Tally | None) -> bool:
    return tally is not None and bool(tally.hits or tally.invented or tally.missed)


def compare(gold: Fields, said: Fields) -> dict[str, Tally]:
    """Score a page's record; a field that the gold does not have is not scored."""
    return {name: score(gold[name], said.get(name)) for name, score in _WAYS.items() if name in gold}


def compare_listing(gold: Sequence[Fields], said: Sequence[Fields]) -> Tally:
    """Score the items of a listing, in order; only what the gold gives of an item is asked for."""
    tally = Tally(invented=max(0, len(said) - len(gold)))
    for i, item in enumerate(gold):
        record = said[i] if i < len(said) else {}
        for name in _LISTED:
            if not item.get(name):
                continue
            if item[name] == record.get(name):
                tally.hits += 1
            else:
                tally.missed += 1
                tally.errors.append(f"item {i}, {name}: {record.get(name)!r} instead of {item[name]!r}")
    return tally


def _one(value: Name | None) -> list[Name]:
    return [value] if value else []


def _text(value: object) -> list[str]:
    return [" ".join(str(value).split()).casefold()] if value else []


def _days(dates: Sequence[Fields] | None) -> list[tuple[str | None, str | None]]:
    return [(span.get("start"), span.get("end")) for span in dates or []]


def _people(participants: Fields | None) -> list[tuple[str, int]]:
    counts = participants or {}
    return [(name, counts[name]) for name in _COUNTS if counts.get(name) is not None]


def _reached(cumulative: Sequence[Fields] | None) -> list[int]:
    return [entry["count"] for entry in cumulative or []]


def _same_country(gold: Fields, said: Fields) -> bool:
    return gold.get("country") is None or gold["country"] == said.get("country")


def _any(gold: Fields, said: Fields) -> bool:
    """Names need agree in nothing else."""
    del gold, said
    return True


def _values(gold: Sequence[Hashable], said: Sequence[Hashable]) -> Tally:
    true, told = Counter(gold), Counter(said)
    missed, invented = true - told, told - true
    errors = [f"missed {value}" for value in missed] + [f"made up {value}" for value in invented]
    return Tally((true & told).total(), invented.total(), missed.total(), errors)


def _body(gold: Sequence[str], said: Sequence[str]) -> Tally:
    true = Counter(word for paragraph in gold for word in _words(paragraph))
    told = Counter(word for paragraph in said for word in _words(paragraph))
    # Every page weighs the same, however long.
    size = max(1, true.total())
    missed, invented = (true - told).total(), (told - true).total()
    errors = [f"{missed} words lost, {invented} too many"] if true != told else []
    return Tally((true & told).total() / size, invented / size, missed / size, errors)


def _names(gold: Sequence[Name], said: Sequence[Name], fits: Callable[[Any, Any], bool] = _any) -> Tally:
    """Pair names, the most alike first; of equally alike ones, the later in both lists."""
    ranked = sorted(
        ((_likeness(_said_name(s), _forms(g)), i, j) for i, g in enumerate(gold) for j, s in enumerate(said)),
        reverse=True,
    )
    paired: dict[int, int] = {}
    for likeness, i, j in ranked:
        is_free = i not in paired and j not in paired.values()
        if likeness >= _ALIKE and is_free and fits(gold[i], said[j]):
            paired[i] = j
    missed = [f"missed {_forms(g)[0]}" for i, g in enumerate(gold) if i not in paired]
    invented = [f"made up {_said_name(s)}" for j, s in enumerate(said) if j not in paired.values()]
    return Tally(len(paired), len(invented), len(missed), missed + invented)


def _forms(gold: Name) -> list[str]:
    """The accepted forms of a name in the gold: a string, a list of them, or an object with a name."""
    name = gold["name"] if isinstance(gold, Mapping) else gold
    return [name] if isinstance(name, str) else list(name)


def _said_name(said: Name) -> str:
    return said.get("name") or "" if isinstance(said, Mapping) else str(said)


def _likeness(name: str, forms: Iterable[str]) -> float:
    """The best share of words in common with any form, articles aside."""
    mine = _name_words(name)
    best = 0.0
    for form in forms:
        theirs = _name_words(form)
        size = mine.total() + theirs.total()
        best = max(best, 2 * (mine & theirs).total() / size if size else 0.0)
    return best


def _name_words(name: str) -> Counter[str]:
    return Counter(word for word in _words(name) if word != "the")


def _words(text: str) -> list[str]:
    """The words in lower case, without the differences of spelling that do not tell names apart."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.findall(r"\w+", plain.replace("co-", "co").replace("programme", "program"))


_WAYS: Mapping[str, Callable[[Any, Any], Tally]] = {
    **dict.fromkeys(_VALUES, lambda gold, said: _values(_text(gold), _text(said))),
    **dict.fromkeys(_NAMES, lambda gold, said: _names(gold or [], said or [])),
    "locations": lambda gold, said: _names(gold or [], said or [], _same_country),
    "project": lambda gold, said: _names(_one(gold), _one(said)),
    "body": lambda gold, said: _body(gold, said or []),
    "dates": lambda gold, said: _values(_days(gold), _days(said)),
    "participants": lambda gold, said: _values(_people(gold), _people(said)),
    "cumulative": lambda gold, said: _values(_reached(gold), _reached(said)),
}

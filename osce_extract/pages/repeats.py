"""Paragraphs in, which of them only repeat others out: pull quotes, openings printed twice, near copies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

__all__ = ["find_repeats", "is_near"]

_WORD = re.compile(r"\w+")
_GRAM = 5
# A short line may well be said twice: "Why?" in an interview.
_FEWEST = 4
_NEAR = 0.9
# A word sequence that stands in more paragraphs than this tells them apart no longer.
_OWNERS = 3
# A quote is drawn out of a paragraph near it.
_BESIDE = 4


def find_repeats(paragraphs: list[str]) -> frozenset[int]:
    """Find the paragraphs that say again what another one says.

    Of equal or nearly equal paragraphs the first stays; one that is a piece of a longer one goes,
    wherever it stands.
    """
    texts = [tuple(_WORD.findall(paragraph.casefold())) for paragraph in paragraphs]
    owners = _find_owners(texts)
    first: dict[tuple[str, ...], int] = {}
    repeats: set[int] = set()
    for index, words in enumerate(texts):
        if len(words) < _FEWEST:
            continue
        if len(words) < _GRAM and _is_drawn_out(paragraphs, index):
            repeats.add(index)
            continue
        if words in first or (owners and _is_copy(index, texts, owners, repeats)):
            repeats.add(index)
        else:
            first[words] = index
    return frozenset(repeats)


def _is_drawn_out(paragraphs: list[str], index: int) -> bool:
    """Tell a short sentence that a paragraph beside it holds in so many words."""
    text = paragraphs[index].strip(' "“”„«»‘’')
    if not text.endswith((".", "!", "?", "…")):
        return False
    beside = paragraphs[max(0, index - _BESIDE) : index + _BESIDE + 1]
    return any(len(other) > 2 * len(text) and text.rstrip(".…") in other for other in beside)


def is_near(one: str, other: str, share: float = _NEAR) -> bool:
    """Tell whether two texts say the same in nearly the same words and the same figures."""
    return _is_near(tuple(_WORD.findall(one.casefold())), tuple(_WORD.findall(other.casefold())), share)


def _grams(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(_GRAM)), strict=False)


def _find_owners(texts: list[tuple[str, ...]]) -> dict[tuple[str, ...], list[int]]:
    """The paragraphs that each sequence of words stands in, for those that stand in several."""
    grams = [set(_grams(words)) for words in texts]
    seen: set[tuple[str, ...]] = set()
    shared: set[tuple[str, ...]] = set()
    for own in grams:
        shared |= own & seen
        seen |= own
    owners: dict[tuple[str, ...], list[int]] = {}
    for index, own in enumerate(grams):
        for gram in own & shared:
            known = owners.setdefault(gram, [])
            if len(known) < _OWNERS:
                known.append(index)
    return owners


def _is_copy(
    index: int, texts: list[tuple[str, ...]], owners: dict[tuple[str, ...], list[int]], repeats: set[int]
) -> bool:
    words = texts[index]
    shared: Counter[int] = Counter()
    total = 0
    for gram in _grams(words):
        total += 1
        for one in owners.get(gram, ()):
            if one != index and one not in repeats:
                shared[one] += 1
    for other, count in shared.most_common(2):
        if count == total and len(texts[other]) > len(words):
            return True
        if other < index and count * 2 >= total and _is_near(words, texts[other], _NEAR):
            return True
    return False


def _is_near(words: tuple[str, ...], others: tuple[str, ...], share: float) -> bool:
    mine, theirs = Counter(words), Counter(others)
    figures = [sorted(word for word in text if word.isdigit()) for text in (words, others)]
    if figures[0] != figures[1]:
        return False
    return 2 * sum((mine & theirs).values()) >= share * (len(words) + len(others)) > 0

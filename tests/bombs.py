"""Inputs built against every pattern of the package: run by test_patterns.py in a process of its own."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
import re._constants as codes
import re._parser as parser
from collections.abc import Iterable, Iterator

import osce_extract

# Long enough that an exponential pattern never ends and a cubic one is felt; short enough for all of them.
LENGTH = 1500
MOST_PIECES = 14
CLASSES = {
    codes.CATEGORY_DIGIT: "7",
    codes.CATEGORY_NOT_DIGIT: "a",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_NOT_SPACE: "a",
    codes.CATEGORY_WORD: "a",
    codes.CATEGORY_NOT_WORD: " ",
}
NEVER = ("\0", "!", "\n")


def patterns() -> dict[str, re.Pattern[str] | re.Pattern[bytes]]:
    """Every compiled expression that a module, a class or a container of the package holds."""
    found: dict[str, re.Pattern[str] | re.Pattern[bytes]] = {}
    for info in pkgutil.walk_packages(osce_extract.__path__, "osce_extract."):
        if info.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(info.name)).items():
            for number, pattern in enumerate(held(value, 3)):
                found[f"{info.name}.{name}[{number}]"] = pattern
    return found


def held(value: object, depth: int) -> Iterator[re.Pattern[str] | re.Pattern[bytes]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        yield from itertools.chain.from_iterable(held(entry, depth - 1) for entry in value.values())
    elif depth and isinstance(value, (tuple, list, set, frozenset)):
        yield from itertools.chain.from_iterable(held(entry, depth - 1) for entry in value)


def pieces(tree: Iterable[tuple[object, object]]) -> Iterator[str]:
    """What parts of a pattern match: each its shortest, and each repetition some of them."""
    for op, value in tree:
        text = "".join(shortest([(op, value)]))
        if text:
            yield text
        for inner in below(op, value):
            yield from pieces(inner)


def shortest(tree: Iterable[tuple[object, object]]) -> Iterator[str]:
    for op, value in tree:
        if op is codes.LITERAL:
            yield chr(value)
        elif op is codes.NOT_LITERAL:
            yield "a" if value != ord("a") else "b"
        elif op is codes.ANY:
            yield "a"
        elif op is codes.IN:
            yield member(value)
        elif op is codes.BRANCH:
            yield "".join(shortest(value[1][0]))
        elif op is codes.SUBPATTERN:
            yield "".join(shortest(value[-1]))
        elif op is codes.ATOMIC_GROUP:
            yield "".join(shortest(value))
        elif op in REPEATS:
            low, _, inner = value
            yield "".join(shortest(inner)) * max(1, low)


def member(items: list[tuple[object, object]]) -> str:
    if items[0][0] is codes.NEGATE:
        pattern = [(codes.IN, items)]
        return next(c for c in "a 7.,-\"'(" if parses(pattern, c))
    op, value = items[0]
    if op is codes.LITERAL:
        return chr(value)
    return chr(value[0]) if op is codes.RANGE else CLASSES.get(value, "a")


def parses(tree: list[tuple[object, object]], character: str) -> bool:
    excluded = {chr(value) for op, value in tree[0][1] if op is codes.LITERAL}
    classes = [value for op, value in tree[0][1] if op is codes.CATEGORY]
    tests = {
        codes.CATEGORY_WORD: character.isalnum(),
        codes.CATEGORY_SPACE: character.isspace(),
        codes.CATEGORY_DIGIT: character.isdigit(),
        codes.CATEGORY_NOT_WORD: not character.isalnum(),
        codes.CATEGORY_NOT_SPACE: not character.isspace(),
        codes.CATEGORY_NOT_DIGIT: not character.isdigit(),
    }
    return character not in excluded and not any(tests.get(kind, False) for kind in classes)


REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)


def below(op: object, value: object) -> list[Iterable[tuple[object, object]]]:
    if op is codes.BRANCH:
        return list(value[1])
    if op is codes.SUBPATTERN:
        return [value[-1]]
    if op is codes.ATOMIC_GROUP:
        return [value]
    if op in REPEATS:
        return [value[2]]
    return [value[1]] if op in (codes.ASSERT, codes.ASSERT_NOT) else []


def bombs(source: str, flags: int) -> Iterator[str]:
    """Long runs of what the pattern is made of: alone, in pairs, behind its beginning, with a wrong end."""
    tree = parser.parse(source, flags & ~re.DEBUG)
    whole = "".join(shortest(tree))
    parts = list(dict.fromkeys(pieces(tree)))[:MOST_PIECES]
    runs = [part * (LENGTH // len(part) + 1) for part in parts]
    runs += [(one + other) * (LENGTH // len(one + other) + 1) for one, other in itertools.pairwise(parts)]
    runs.append(whole * (LENGTH // max(1, len(whole)) + 1))
    for run, end in itertools.product(runs, NEVER):
        yield run + end
        yield whole[: len(whole) // 2] + run + end


def main() -> None:
    """Attack all patterns, print the name of each, then how many there are."""
    count = 0
    for name, pattern in patterns().items():
        source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
        flags = pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
        for text in bombs(source, flags):
            subject = text if isinstance(pattern.pattern, str) else text.encode("utf-8", "replace")
            pattern.search(subject)
            pattern.match(subject)
        print(name, flush=True)
        count += 1
    print(count)


if __name__ == "__main__":
    main()

"""What many pages of one host say together that one alone cannot: which lines stand on most of them.

A record is made of its page alone, in a batch as without one. So the pages of a run change nothing in
each other's records; they only testify, at its end, to lines that may be navigation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import NamedTuple

import msgspec

from osce_extract.runs.parsing import Outcome
from osce_extract.sources.pace import host_of

__all__ = ["Repeated", "Testimony", "Witness"]

# On fewer pages, or on fewer than half of a host's, a line may well be the articles' own.
_LEAST = 5
# Bounds of what is remembered: lines and bodies of all hosts together, and hosts.
_ROOM = 20_000
_HOSTS = 500
_LONGEST = 1_000


class Repeated(NamedTuple):
    """A line of bodies, and the number of pages that it stands on."""

    line: str
    pages: int


class Testimony(NamedTuple):
    """What the pages of a host say.

    Attributes:
        host: its name without `www.`, or the folder of pages without an address.
        pages: how many different ones there were, as far as the witness remembers them.
        lines: those in the bodies of most of them, the most frequent first.
    """

    host: str
    pages: int
    lines: tuple[Repeated, ...]


class _Seen(msgspec.Struct):
    url: str | None = None
    body: tuple[str, ...] = ()


class _Host(msgspec.Struct):
    """Lines and bodies by their hashes; texts of the lines that stand on many pages."""

    pages: int = 0
    bodies: set[int] = set()
    counts: dict[int, int] = {}
    texts: dict[int, str] = {}


class Witness:
    """Counts the lines of bodies by host, in bounded memory.

    When its memory is full, it forgets which pages it has seen, and lines of a single page; when that does
    not help, it takes no new ones.

    Attributes:
        held: lines and bodies that it remembers.
    """

    def __init__(self, room: int = _ROOM) -> None:
        self._room = room
        self._hosts: dict[str, _Host] = {}
        self.held = 0
        self._is_full = False
        self._decode = msgspec.json.Decoder(_Seen).decode

    def watching(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Pass outcomes on as they come, and watch each."""
        for outcome in outcomes:
            self.watch(outcome)
            yield outcome

    def watch(self, outcome: Outcome) -> None:
        """Count the lines of a document's records, each once; a page that it remembers counts no more."""
        lines: dict[str, list[str]] = {}
        for record in map(self._decode, outcome.lines):
            lines.setdefault(_place_of(record.url, outcome.location), []).extend(record.body)
        for name, body in lines.items():
            if body:
                self._count(name, tuple(dict.fromkeys(body)))

    def testify(self) -> tuple[Testimony, ...]:
        """The hosts most of whose pages have lines in common, by name."""
        found: list[Testimony] = []
        for name, host in sorted(self._hosts.items()):
            often = [Repeated(text, host.counts[key]) for key, text in host.texts.items()]
            lines = [line for line in often if line.pages * 2 > host.pages]
            if lines:
                ordered = sorted(lines, key=lambda line: (-line.pages, line.line))
                found.append(Testimony(name, host.pages, tuple(ordered)))
        return tuple(found)

    def _count(self, name: str, body: tuple[str, ...]) -> None:
        host = self._hosts.get(name)
        if host is None:
            if len(self._hosts) >= _HOSTS:
                return
            host = self._hosts[name] = _Host()
        key = hash(body)
        if key in host.bodies:
            return
        if not self._is_full:
            host.bodies.add(key)
            self.held += 1
        host.pages += 1
        for line in body:
            if len(line) <= _LONGEST:
                self._count_line(host, line)
        if self.held > self._room and not self._is_full:
            self._forget()

    def _count_line(self, host: _Host, line: str) -> None:
        key = hash(line)
        count = host.counts.get(key, 0) + 1
        if count == 1 and self._is_full:
            return
        self.held += count == 1
        host.counts[key] = count
        if count == _LEAST:
            host.texts[key] = line

    def _forget(self) -> None:
        for host in self._hosts.values():
            host.counts = {key: count for key, count in host.counts.items() if count > 1}
            host.bodies.clear()
        self.held = sum(len(host.counts) for host in self._hosts.values())
        self._is_full = self.held * 2 > self._room


def _place_of(url: str | None, location: str) -> str:
    return host_of(url) if url else str(PurePath(location).parent)

"""A site's articles, found and read, each once: what a ledger holds is not done again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from osce_extract.facts import Hints
from osce_extract.runs.discovery import Discovery, Wish
from osce_extract.runs.fetching import Keep, get_in_order
from osce_extract.runs.parsing import Outcome, parse_one
from osce_extract.sources import Failure, Skipped
from osce_extract.sources.addresses import SeenAddresses
from osce_extract.sources.web import Web

__all__ = ["Crawl", "Progress"]


@dataclass(slots=True)
class Progress:
    """How far a crawl has come.

    Attributes:
        found: articles found so far, those of earlier runs among them.
        before: of these, articles that earlier runs have done.
        is_complete: whether no more will be found.
    """

    found: int = 0
    before: int = 0
    is_complete: bool = False


class Crawl:
    """One crawl.

    Args:
        web: the network.
        starts: addresses of listings, sitemaps, feeds, or sites.
        wish: which articles are wanted.
        done: addresses that earlier runs have done.
        limit: articles to take at most; None for all.
        only_new: whether `limit` counts only what earlier runs have not done.
    """

    def __init__(
        self,
        web: Web,
        starts: Iterable[str],
        wish: Wish,
        *,
        done: SeenAddresses | None = None,
        limit: int | None = None,
        only_new: bool = False,
    ) -> None:
        self.progress = Progress()
        self._web = web
        self._discovery = Discovery(web, starts, wish)
        self._wish = wish
        self._done = done or SeenAddresses()
        self._limit = limit
        self._only_new = only_new

    def find(self) -> Iterator[str | Failure]:
        """Yield the addresses of articles still to be done, each once, and what could not be read."""
        seen = SeenAddresses()
        counted = 0
        for found in self._discovery.find():
            if isinstance(found, Failure):
                yield found
                continue
            if not seen.add(found.address):
                continue
            is_done = found.address in self._done
            counted += not (is_done and self._only_new)
            self.progress.found += 1
            self.progress.before += is_done
            if not is_done:
                yield found.address
            if counted == self._limit:
                break
        self.progress.is_complete = True

    def read(self, hints: Hints, *, hosts: int, in_host: int, keep: Iterable[Keep] = ()) -> Iterator[Outcome]:
        """Fetch and read what is found, in the order it is found.

        Args:
            hints: what the caller knows of every page.
            hosts: hosts that are asked at a time.
            in_host: requests at a time to one host.
            keep: what else is done with each page.
        """
        reached = SeenAddresses()
        for response in get_in_order(self.find(), self._web, hosts=hosts, in_host=in_host):
            if isinstance(response, Failure):
                yield parse_one(response, hints)
                continue
            document = response.document
            final = document.url or document.location
            if final in self._done or not reached.add(final):
                yield parse_one(
                    Skipped(location=document.location, reason=f"the same page as {final}"), hints
                )
                continue
            for put_by in keep:
                put_by(response)
            yield parse_one(document, hints, wants=self._wish.wants)

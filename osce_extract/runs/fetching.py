"""Addresses in, records as lines out, through the network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from osce_extract.errors import NotFound, OsceExtractError, Unreadable
from osce_extract.facts import Hints
from osce_extract.runs.lanes import work_in_order
from osce_extract.runs.parsing import INTERNAL, Outcome, parse_one
from osce_extract.sources import Failure
from osce_extract.sources.pace import host_of
from osce_extract.sources.web import Response, Web

__all__ = ["Keep", "fetch_all", "fetch_one", "get_in_order", "read_addresses", "read_retryable", "try_to_get"]

Keep = Callable[[Response], None]
"""Puts a page by before it is read: into an archive, into a folder."""


def fetch_all(
    addresses: Iterable[str | Failure],
    web: Web,
    hints: Hints,
    *,
    hosts: int,
    in_host: int,
    keep: Iterable[Keep] = (),
) -> Iterator[Outcome]:
    """Fetch and read pages, in the order given, several hosts at a time.

    Args:
        addresses: http or https; a Failure is passed on in its place.
        web: the network.
        hints: what the caller knows of every page.
        hosts: hosts that are asked at a time.
        in_host: requests at a time to one host.
        keep: what else is done with each page.
    """
    for response in get_in_order(addresses, web, hosts=hosts, in_host=in_host):
        yield fetch_one(response, hints, keep)


def fetch_one(response: Response | Failure, hints: Hints, keep: Iterable[Keep] = ()) -> Outcome:
    """Put a page by and read it."""
    if isinstance(response, Failure):
        return parse_one(response, hints)
    for put_by in keep:
        put_by(response)
    return parse_one(response.document, hints)


def get_in_order(
    addresses: Iterable[str | Failure], web: Web, *, hosts: int, in_host: int
) -> Iterator[Response | Failure]:
    """Get pages in the order given; what cannot be had comes as a Failure in its place."""

    def get(address: str | Failure) -> Response | Failure:
        return address if isinstance(address, Failure) else try_to_get(address, web)

    def lane(address: str | Failure) -> str:
        return "" if isinstance(address, Failure) else host_of(address)

    return work_in_order(addresses, get, lane, lanes=hosts, in_lane=in_host)


def try_to_get(address: str, web: Web, **how: tuple[str, ...]) -> Response | Failure:
    """Get a page; an error becomes a failure that names the address."""
    try:
        return web.get(address, **how)
    except OsceExtractError as error:
        return Failure.of(error, address)
    except Exception as error:  # one answer that trips a bug must not lose the others
        message = f"internal error, please report it: {type(error).__name__}: {error}"
        return Failure(location=address, kind=INTERNAL, message=" ".join(message.split()))


def read_addresses(lines: Iterable[bytes]) -> Iterator[str]:
    """Take an address from each line; blank lines and those that begin with `#` are passed over."""
    for line in lines:
        address = line.decode("utf-8", "replace").strip()
        if address and not address.startswith("#"):
            yield address


def read_retryable(path: Path) -> list[str]:
    """The addresses in a file of failures that are worth another try, each once.

    Raises:
        SourceError: the file cannot be read, or holds something else than failures.
    """
    try:
        lines = [line for line in path.read_bytes().split(b"\n") if line.strip()]
        failures = [msgspec.json.decode(line, type=Failure) for line in lines]
    except FileNotFoundError:
        raise NotFound("no such file", location=str(path)) from None
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror or error}", location=str(path)) from None
    except msgspec.DecodeError as error:
        raise Unreadable(f"no file of failures: {error}", location=str(path)) from None
    worth = (failure.location for failure in failures if failure.retryable)
    return list(dict.fromkeys(worth))

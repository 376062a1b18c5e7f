"""Options of all that goes over the network, and the environment they start from."""

from __future__ import annotations

import inspect
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias, get_type_hints
from urllib.request import getproxies

import typer

if TYPE_CHECKING:
    from osce_extract.cli.console import Console
    from osce_extract.runs.fetching import Keep
    from osce_extract.sources.manners import Manners
    from osce_extract.sources.web import Response, Web

__all__ = [
    "CacheDir",
    "NetworkOptions",
    "Save",
    "Warc",
    "cache_folder",
    "keeping",
    "open_web",
    "with_network",
]

_MANNERS = "Manners"
_LIMITS = "Limits"
_CACHE = "Cache"
_OUTPUT = "Output"
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}


def _seconds(value: str | None) -> float | None:
    """Read a length of time such as `90`, `15m`, `12h` or `7d`."""
    if value is None:
        return None
    match = re.fullmatch(r"([0-9]{1,9})([smhd]?)", value.strip())
    if match is None:
        raise typer.BadParameter(f"{value!r} is no length of time such as 90, 15m, 12h or 7d")
    return float(match[1]) * _SECONDS[match[2]]


CacheDir: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--cache-dir",
        metavar="DIR",
        envvar="OSCE_EXTRACT_CACHE_DIR",
        help="Where the cache is.",
        rich_help_panel=_CACHE,
    ),
]
Save: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--save", metavar="DIR", help="Keep the pages in DIR, for parse to read.", rich_help_panel=_OUTPUT
    ),
]
Warc: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--warc",
        metavar="FILE",
        help="Write requests and responses to a new WARC archive.",
        rich_help_panel=_OUTPUT,
    ),
]


@dataclass(frozen=True, kw_only=True, slots=True)
class NetworkOptions:
    """The options that fetch and crawl share; each is as its help says."""

    user_agent: Annotated[
        str | None,
        typer.Option(
            "--user-agent", metavar="TEXT", help="Send TEXT as the User-Agent.", rich_help_panel=_MANNERS
        ),
    ] = None
    contact: Annotated[
        str | None,
        typer.Option(
            "--contact",
            metavar="ADDRESS",
            envvar="OSCE_EXTRACT_CONTACT",
            help="Whom a site may write to, in the User-Agent: a mail or web address.",
            rich_help_panel=_MANNERS,
        ),
    ] = None
    pause: Annotated[
        float,
        typer.Option(
            "--pause",
            metavar="SECONDS",
            min=0,
            help="Seconds between two requests to a host; a longer Crawl-delay is kept.",
            rich_help_panel=_MANNERS,
        ),
    ] = 1.0
    per_host: Annotated[
        int,
        typer.Option(
            "--per-host", metavar="N", min=1, help="Requests at a time to one host.", rich_help_panel=_MANNERS
        ),
    ] = 1
    hosts: Annotated[
        int,
        typer.Option(
            "--hosts", metavar="N", min=1, help="Hosts that are asked at a time.", rich_help_panel=_MANNERS
        ),
    ] = 8
    ignore_robots: Annotated[
        bool,
        typer.Option(
            "--ignore-robots", help="Do not ask for robots.txt, nor keep it.", rich_help_panel=_MANNERS
        ),
    ] = False
    retries: Annotated[
        int,
        typer.Option(
            "--retries",
            metavar="N",
            min=0,
            help="Further tries after 429, 502, 503, 504 and broken connections.",
            rich_help_panel=_MANNERS,
        ),
    ] = 3
    back_off: Annotated[
        float,
        typer.Option(
            "--back-off",
            metavar="SECONDS",
            min=0,
            help="Seconds before the second try; doubled for each after it.",
            rich_help_panel=_MANNERS,
        ),
    ] = 1.0
    max_wait: Annotated[
        float,
        typer.Option(
            "--max-wait",
            metavar="SECONDS",
            min=0,
            help="Longest Retry-After, in seconds, that is waited for.",
            rich_help_panel=_MANNERS,
        ),
    ] = 120.0
    timeout: Annotated[
        float,
        typer.Option(
            "--timeout",
            metavar="SECONDS",
            min=0.1,
            help="Seconds a server may be silent.",
            rich_help_panel=_LIMITS,
        ),
    ] = 30.0
    deadline: Annotated[
        float,
        typer.Option(
            "--deadline",
            metavar="SECONDS",
            min=0.1,
            help="Seconds for one page with all its tries.",
            rich_help_panel=_LIMITS,
        ),
    ] = 300.0
    max_size: Annotated[
        float,
        typer.Option(
            "--max-size",
            metavar="MIB",
            min=0.001,
            help="MiB a page may have, packed or unpacked.",
            rich_help_panel=_LIMITS,
        ),
    ] = 16.0
    max_redirects: Annotated[
        int,
        typer.Option(
            "--max-redirects",
            metavar="N",
            min=0,
            help="Redirects that are followed.",
            rich_help_panel=_LIMITS,
        ),
    ] = 10
    content_type: Annotated[
        list[str] | None,
        typer.Option(
            "--content-type",
            metavar="TYPE",
            help="Take TYPE for a page too, besides HTML and plain text; may be given again.",
            rich_help_panel=_LIMITS,
        ),
    ] = None
    ca_file: Annotated[
        Path | None,
        typer.Option(
            "--ca-file",
            metavar="FILE",
            envvar="SSL_CERT_FILE",
            help="Trust the certificates in FILE instead of the usual ones.",
            rich_help_panel=_LIMITS,
        ),
    ] = None
    cache_dir: CacheDir = None
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Neither use nor fill the cache.", rich_help_panel=_CACHE)
    ] = False
    max_age: Annotated[
        str | None,
        typer.Option(
            "--max-age",
            metavar="TIME",
            help="Use what is younger (90, 15m, 12h, 7d) unasked, whatever the server said.",
            rich_help_panel=_CACHE,
        ),
    ] = None
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Ask the server for each page.", rich_help_panel=_CACHE)
    ] = False
    offline: Annotated[
        bool, typer.Option("--offline", help="Use only the cache, however old.", rich_help_panel=_CACHE)
    ] = False

    def manners(self) -> Manners:
        """The options as manners; wishes that contradict are an error of usage."""
        from osce_extract.sources.cache import cache_file
        from osce_extract.sources.manners import Manners

        max_age = _seconds(self.max_age)
        if self.refresh and self.offline:
            raise typer.BadParameter("--refresh and --offline contradict each other")
        if self.no_cache and (self.offline or self.refresh or max_age is not None):
            raise typer.BadParameter("--no-cache goes with neither --offline nor --refresh nor --max-age")
        return Manners(
            user_agent=self._user_agent(),
            pause=self.pause,
            at_once=self.per_host,
            retries=self.retries,
            back_off=self.back_off,
            max_wait=self.max_wait,
            silence=self.timeout,
            deadline=self.deadline,
            max_bytes=int(self.max_size * 1024**2),
            max_redirects=self.max_redirects,
            more_types=tuple(self.content_type or ()),
            ignore_robots=self.ignore_robots,
            max_age=max_age,
            refresh=self.refresh,
            offline=self.offline,
            cache=None if self.no_cache else cache_file(cache_folder(self.cache_dir)),
            proxies=getproxies(),
            ca_file=self.ca_file,
        )

    def _user_agent(self) -> str:
        from importlib.metadata import version

        name = "osce-extract"
        contact = f"+{self.contact}" if self.contact else "no contact given"
        agent = self.user_agent or f"{name}/{version(name)} ({contact})"
        if not agent.strip() or not agent.isascii() or not agent.isprintable():
            raise typer.BadParameter("the User-Agent must be a line of plain ASCII")
        return agent


def with_network(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of NetworkOptions, which it takes as `network`."""
    own = inspect.signature(command, eval_str=True)
    hints = get_type_hints(NetworkOptions, include_extras=True)
    shared = [
        inspect.Parameter(
            field.name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=hints[field.name]
        )
        for field in fields(NetworkOptions)
    ]

    @wraps(command)
    def with_options(**values: object) -> None:
        network = {option.name: values.pop(option.name) for option in shared}
        command(**values, network=NetworkOptions(**network))  # type: ignore[arg-type]

    parameters = [*(option for option in own.parameters.values() if option.name != "network"), *shared]
    with_options.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    with_options.__annotations__ = {option.name: option.annotation for option in parameters}
    del with_options.__wrapped__
    return with_options


def cache_folder(cache_dir: Path | None) -> Path:
    """Where the cache is: where it is told, else where the platform wants caches."""
    from platformdirs import user_cache_path

    return cache_dir or user_cache_path("osce-extract", appauthor=False)


@contextmanager
def open_web(manners: Manners, console: Console) -> Iterator[Web]:
    """Open the network; a cache that cannot be used is said, and done without."""
    import msgspec

    from osce_extract.errors import UsageError
    from osce_extract.sources.cache import find_fault
    from osce_extract.sources.web import Web

    # The cache's own complaints are tracebacks; what matters of them is said below.
    logging.getLogger("hishel").setLevel(logging.CRITICAL + 1)
    if "no contact given" in manners.user_agent:
        console.hint("tell sites whom they may write to: --contact ADDRESS, or OSCE_EXTRACT_CONTACT")
    if manners.ignore_robots:
        console.notice("warning: --ignore-robots: what the sites ask of robots is not kept")
    if manners.cache is not None and (fault := find_fault(manners.cache)):
        console.notice(f"warning: the cache {manners.cache} cannot be used ({fault}); going on without")
        manners = msgspec.structs.replace(manners, cache=None)
    try:
        web = Web(manners)
    except UsageError as error:
        raise typer.BadParameter(str(error)) from None
    try:
        yield web
    finally:
        web.close()


@contextmanager
def keeping(save: Path | None, warc: Path | None, manners: Manners) -> Iterator[tuple[Keep, ...]]:
    """Open the folder and the archive that pages are put by in.

    Raises:
        SinkError: one of them cannot be written.
    """
    from datetime import UTC, datetime

    from osce_extract.sinks.pages import open_folder, save_page
    from osce_extract.sinks.warc import warc_file

    keep: list[Keep] = []

    def save_response(response: Response, folder: Path) -> None:
        save_page(response.document, folder)

    with ExitStack() as files:
        if save is not None:
            open_folder(save)
            keep.append(partial(save_response, folder=save))
        if warc is not None:
            fields = (
                ("software", manners.user_agent.partition(" ")[0]),
                ("http-header-user-agent", manners.user_agent),
                ("robots", "ignore" if manners.ignore_robots else "obey"),
            )
            at = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
            archive = files.enter_context(warc_file(warc, fields, at))
            keep.append(lambda response: archive.write(response.exchanges))
        yield tuple(keep)

"""A web site on loopback for the tests of the network: real sockets, every request noted with its time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from osce_extract.runs.parsing import Outcome
    from osce_extract.sources.manners import Manners
    from osce_extract.sources.web import Web


@dataclass
class Answer:
    """What the site answers; `body` may also be an iterator of pieces, sent as chunks as they come."""

    body: bytes | Iterator[bytes] = b""
    status: int = 200
    type: str | None = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0


@dataclass
class Visit:
    """A request as the site saw it."""

    path: str
    headers: dict[str, str]
    start: float
    end: float = 0
    sent: int = 0


Page = Answer | Callable[[Visit], Any]
ARTICLE = (
    "<html lang=en><head><title>{title} | OSCE</title></head><body><main><p>News Item</p><h1>{title}</h1>"
    "<p>Twelve judges, five of them women, took part in a seminar on bail in Ohrid on 4 May 2021. "
    "It was organized by the OSCE Mission to Skopje.</p></main></body></html>"
)


def article(title: str = "Judges discuss bail") -> Answer:
    return Answer(ARTICLE.format(title=title).encode())


class Site:
    """One host. `pages` maps a path with its query to an Answer or to what makes one."""

    def __init__(self, host: str = "127.0.0.1", wrap: Callable[[Any], Any] | None = None) -> None:
        self.pages: dict[str, Page] = {}
        self.visits: list[Visit] = []
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site._serve(self)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, *_: object) -> None:
                pass  # the other side may hang up whenever it likes

        self.server = Server((host, 0), Handler)
        if wrap is not None:
            self.server.socket = wrap(self.server.socket)
        self.scheme = "http" if wrap is None else "https"
        self.address = f"{host}:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def url(self, path: str) -> str:
        return f"{self.scheme}://{self.address}{path}"

    def asked(self, *, robots: bool = False) -> list[str]:
        """The paths that were asked for, in order."""
        return [visit.path for visit in self.visits if robots or visit.path != "/robots.txt"]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        visit = Visit(handler.path, {k.lower(): v for k, v in handler.headers.items()}, time.monotonic())
        with self._lock:
            self.visits.append(visit)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            page = self.pages.get(handler.path, Answer(b"nothing here", 404))
            answer = page(visit) if callable(page) else page
            if callable(answer):
                answer(handler)
            elif answer is not None:
                self._send(handler, answer, visit)
        finally:
            with self._lock:
                visit.end = time.monotonic()
                self._at_once -= 1

    def _send(self, handler: BaseHTTPRequestHandler, answer: Answer, visit: Visit) -> None:
        time.sleep(answer.delay)
        handler.send_response(answer.status)
        if answer.type:
            handler.send_header("Content-Type", answer.type)
        for key, value in answer.headers.items():
            handler.send_header(key, value)
        if isinstance(answer.body, bytes):
            if answer.status != 304:
                handler.send_header("Content-Length", str(len(answer.body)))
            handler.end_headers()
            handler.wfile.write(answer.body)
            return
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for piece in answer.body:
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            visit.sent += len(piece)
        handler.wfile.write(b"0\r\n\r\n")


class FastClock:
    """A clock that runs twenty times as fast, so that waiting is tested and not waited for."""

    speed = 20.0

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._today = datetime.now(UTC)
        self.slept: list[float] = []

    def now(self) -> float:
        return (time.monotonic() - self._start) * self.speed

    def today(self) -> datetime:
        return self._today + timedelta(seconds=self.now())

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        time.sleep(seconds / self.speed)


def manners(**settings: Any) -> Manners:
    from osce_extract.sources.manners import Manners

    return Manners(**{"user_agent": "osce-extract/0 (+test@example.org)", "pause": 0.0, **settings})


@contextmanager
def web(**settings: Any) -> Iterator[Web]:
    """The network as the commands use it, on a fast clock."""
    from osce_extract.sources.web import Web

    network = Web(manners(**settings), FastClock())
    try:
        yield network
    finally:
        network.close()


def fetch(*addresses: str, hosts: int = 8, **settings: Any) -> list[Outcome]:
    """Fetch addresses on a fast clock."""
    from osce_extract.facts import Hints
    from osce_extract.runs.fetching import fetch_all

    with web(**settings) as network:
        in_host = settings.get("at_once", 1)
        return list(fetch_all(addresses, network, Hints(), hosts=hosts, in_host=in_host))

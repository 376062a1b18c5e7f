"""The one module that knows the HTTP client: requests out, bounded responses in, and the cache on disk."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import proxy_bypass_environment  # type: ignore[attr-defined]

import httpcore
import httpx
from hishel import CacheOptions, SqliteStorage
from hishel.httpx import CacheTransport

from osce_extract.errors import Refused, SourceError, Unreachable, UsageError
from osce_extract.sources.exchange import Exchange, Headers
from osce_extract.sources.limits import Reception
from osce_extract.sources.policy import FETCHED_AT, CachePolicy, StoredResponse

__all__ = ["CachedWire", "Connection", "Wire"]

_Ask = Callable[[str, Headers], Exchange]
_CONDITIONS = frozenset({"if-none-match", "if-modified-since"})
_NO_SOCKS = "a SOCKS proxy needs one more package: pip install 'httpx[socks]'"


class Connection:
    """How to reach servers.

    Attributes:
        proxies: proxy by scheme (`http`, `https`, `all`); `no` lists hosts that need none.
        ca_file: certificates to trust instead of the usual ones.
    """

    def __init__(self, *, proxies: dict[str, str] | None = None, ca_file: Path | None = None) -> None:
        self.proxies = proxies or {}
        self.ca_file = ca_file


class Wire:
    """Sends requests, without a cache, redirects or second tries. Threads may share it.

    Args:
        connection: how to reach servers.
        silence: seconds a server may be silent.
        deadline: seconds a page may take, for the message that says so.
    """

    def __init__(self, connection: Connection, *, silence: float, deadline: float) -> None:
        self._connection = connection
        self._silence = silence
        self._longest = deadline
        self._verify = _trusted(connection.ca_file)
        self._deadline = _Deadline()
        self._transports: dict[str | None, httpx.HTTPTransport] = {}
        self._lock = threading.Lock()

    def send(self, url: str, headers: Headers, reception: Reception, *, seconds: float, at: str) -> Exchange:
        """Ask for an address once.

        Args:
            url: the address.
            headers: of the request.
            reception: watches the response.
            seconds: how long it may take in all, however lively the server is.
            at: what `Exchange.fetched_at` shall say.

        Raises:
            Unreachable: there is no whole response.
            Refused: the server's certificate cannot be trusted, or `url` is no address.
        """
        timeout = {"timeout": httpx.Timeout(self._silence).as_dict()}
        try:
            request = httpx.Request("GET", url, headers=list(headers), extensions=timeout)
            with self._deadline.within(seconds):
                response = self._transport(url).handle_request(request)
                try:
                    return self._receive(url, request, response, reception, at)
                finally:
                    response.close()
        except httpx.TimeoutException:
            raise self._too_slow(url) from None
        except httpx.TransportError as error:
            raise _failed(error, url) from None
        except httpx.InvalidURL as error:
            raise Refused(f"no address: {error}", url=url) from None

    def close(self) -> None:
        """Close all connections."""
        for transport in self._transports.values():
            transport.close()

    def _receive(
        self, url: str, request: httpx.Request, response: httpx.Response, reception: Reception, at: str
    ) -> Exchange:
        headers = tuple(
            (key.decode("latin-1"), value.decode("latin-1"))
            for key, value in response.headers.raw
            if key.lower() != b"transfer-encoding"
        )
        reception.start(response.status_code, headers)
        body = bytearray()
        for piece in response.iter_raw():
            self._deadline.check()
            body += piece
            if not reception.take(piece):
                break
        return Exchange(
            url=url,
            request_headers=tuple(request.headers.items()),
            status=response.status_code,
            headers=headers,
            body=bytes(body),
            fetched_at=at,
        )

    def _too_slow(self, url: str) -> Unreachable:
        if self._deadline.has_passed():
            return Unreachable(f"took longer than {self._longest:g} s; --deadline allows more", url=url)
        return Unreachable(f"the server was silent for {self._silence:g} s; --timeout allows more", url=url)

    def _transport(self, url: str) -> httpx.HTTPTransport:
        proxy = self._proxy_for(url)
        with self._lock:
            if proxy not in self._transports:
                self._transports[proxy] = self._connect(proxy)
            return self._transports[proxy]

    def _connect(self, proxy: str | None) -> httpx.HTTPTransport:
        try:
            transport = httpx.HTTPTransport(
                verify=self._verify, trust_env=False, http2=True, proxy=proxy, limits=httpx.Limits()
            )
        except ImportError:
            raise UsageError(_NO_SOCKS) from None
        except (ValueError, httpx.InvalidURL):
            raise UsageError(f"{proxy} is no proxy that can be used") from None
        # httpx has no public way to hand its pool a backend; without one a server that sends a byte of its
        # headers a second would keep us for days.
        transport._pool._network_backend = _PunctualBackend(self._deadline)  # noqa: SLF001
        return transport

    def _proxy_for(self, url: str) -> str | None:
        proxies = self._connection.proxies
        parts = urlsplit(url)
        proxy = proxies.get(parts.scheme) or proxies.get("all")
        if not proxy or proxy_bypass_environment(parts.hostname or "", proxies):
            return None
        return proxy if "://" in proxy else f"http://{proxy}"


class CachedWire:
    """Answers from a cache on disk where its policy allows, and asks the server otherwise.

    Args:
        path: the database file; its folder is made.
        policy: when an answer may be used unasked.
        largest: bytes of a body that may be kept.
    """

    def __init__(self, path: Path, policy: CachePolicy, *, largest: int) -> None:
        self._policy = policy
        self._storage = SqliteStorage(database_path=path, max_stream_size=largest)
        # By default hishel keeps everything for ever, whatever the server says; `shared` would forbid what is
        # marked private, though the cache is one person's.
        self._transport = CacheTransport(_Below(), self._storage, rfc=CacheOptions(shared=False))

    def get(self, url: str, headers: Headers, ask: _Ask) -> Exchange:
        """Get an address.

        Args:
            url: the address.
            headers: of the request.
            ask: asks the server; what it raises comes through.

        Raises:
            NotCached: only the cache may be asked, and it does not have it.
            SourceError: as `ask` raises it.
        """
        key = f"GET {url}"
        entries = self._storage.get_entries(key)
        stored = [StoredResponse(e.response.status_code, _pairs(e.response.headers)) for e in entries]
        chosen = self._policy.choose(stored, url)
        if chosen is not None:
            stream = entries[chosen].response.stream
            body = b"".join(stream) if isinstance(stream, Iterable) else b""
            return _exchange(url, (), stored[chosen].status, stored[chosen].headers, body, from_cache=True)
        request = httpx.Request(
            "GET",
            url,
            headers=list(headers),
            extensions={"caching": {"key": key}, "ask": ask, "wanted": headers},
        )
        # hishel would use heuristics where the server says nothing of freshness; our policy has decided.
        request.headers["cache-control"] = "no-cache"
        response = self._transport.handle_request(request)
        try:
            body = b"".join(response.iter_raw())
        finally:
            response.close()
        caching = response.extensions["caching"]
        sent: Headers = response.extensions.get("sent", ())
        raw = tuple((key.decode("latin-1"), value.decode("latin-1")) for key, value in response.headers.raw)
        return _exchange(url, sent, response.status_code, raw, body, from_cache=caching["from_cache"])

    def close(self) -> None:
        """Close the database."""
        self._transport.close()


class _Below(httpx.BaseTransport):
    """What the cache asks: our own exchanges in the shape of the client's responses."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        ask: _Ask = request.extensions["ask"]
        wanted = request.extensions["wanted"]
        conditions = tuple(pair for pair in request.headers.items() if pair[0] in _CONDITIONS)
        exchange = ask(str(request.url), (*wanted, *conditions))
        kept = [(key, value) for key, value in exchange.headers if key.lower() != FETCHED_AT]
        kept.append((FETCHED_AT, exchange.fetched_at))
        return httpx.Response(
            exchange.status,
            headers=[(key.encode("latin-1"), value.encode("latin-1")) for key, value in kept],
            stream=_Body(exchange.body),
            extensions={"sent": exchange.request_headers},
        )


class _Body(httpx.SyncByteStream):
    def __init__(self, body: bytes) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        yield self._body


class _Deadline:
    """The moment, by thread, after which nothing more is read."""

    def __init__(self) -> None:
        self._local = threading.local()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        self._local.end = time.monotonic() + seconds
        yield

    def left(self) -> float:
        return float(getattr(self._local, "end", float("inf"))) - time.monotonic()

    def has_passed(self) -> bool:
        return self.left() <= 0

    def check(self) -> None:
        if self.has_passed():
            raise httpx.ReadTimeout("")

    def shorten(self, timeout: float | None) -> float:
        """A time-out that ends no later than the deadline."""
        left = self.left()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left if timeout is None else min(timeout, left)


class _PunctualBackend(httpcore.SyncBackend):
    """Opens connections on which no read outlasts the deadline, also while headers come."""

    def __init__(self, deadline: _Deadline) -> None:
        super().__init__()
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        timeout = self._deadline.shorten(timeout)
        stream = super().connect_tcp(host, port, timeout, local_address, socket_options)
        return _PunctualStream(stream, self._deadline)


class _PunctualStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.shorten(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.shorten(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        timeout = self._deadline.shorten(timeout)
        return _PunctualStream(self._stream.start_tls(ssl_context, server_hostname, timeout), self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _trusted(ca_file: Path | None) -> ssl.SSLContext:
    try:
        if ca_file is not None:
            return ssl.create_default_context(cafile=str(ca_file))
        return httpx.create_ssl_context(trust_env=False)
    except (OSError, ssl.SSLError) as error:
        raise UsageError(f"{ca_file} holds no certificates that can be read: {error}") from None


def _pairs(headers: object) -> Headers:
    pairs: list[tuple[str, str]] = []
    for key in headers:  # type: ignore[attr-defined]
        pairs.extend((key, value) for value in headers.get_list(key) or [])  # type: ignore[attr-defined]
    return tuple(pairs)


def _exchange(
    url: str, sent: Headers, status: int, headers: Headers, body: bytes, *, from_cache: bool
) -> Exchange:
    fetched_at = next((value for key, value in headers if key.lower() == FETCHED_AT), "")
    return Exchange(
        url=url,
        request_headers=sent,
        status=status,
        headers=tuple(pair for pair in headers if pair[0].lower() not in {FETCHED_AT, "age"}),
        body=body,
        fetched_at=fetched_at,
        from_cache=from_cache,
    )


def _failed(error: httpx.TransportError, url: str) -> SourceError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            reason = (
                f"its certificate cannot be trusted ({cause.verify_message}); --ca-file names others to trust"
            )
            return Refused(reason, url=url)
        cause = cause.__cause__ or cause.__context__
    reason = " ".join(str(error).split()) or type(error).__name__
    return Unreachable(f"cannot be reached: {reason}", url=url)

"""Dask: the engine that runs tasks on many processes or machines. The only module that knows it."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Generic, TypeVar

from osce_extract.errors import MissingExtra, OsceExtractError, Unreachable
from osce_extract.sources import Failure

if TYPE_CHECKING:
    from distributed import Client, Future

__all__ = ["Cluster", "open_cluster"]

T = TypeVar("T")
R = TypeVar("R")

_RETRIES = 2
_PATIENCE = 20  # seconds to reach a scheduler
_DASHBOARD = "127.0.0.1:8787"

Tell = Callable[[str], None]


class Cluster:
    """Workers that are ready.

    Attributes:
        address: of the scheduler.
        dashboard: address of the page that shows what goes on; None where there is none.
        workers: how many there are now.
    """

    def __init__(self, client: Client) -> None:
        info = client.scheduler_info(n_workers=0)
        self.address: str = info["address"]
        self.dashboard: str | None = client.dashboard_link if "dashboard" in info["services"] else None
        self.workers = len(client.nthreads())  # type: ignore[no-untyped-call]
        self._client = client

    def run(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R | Failure]]:
        """Do tasks, each on some worker, and yield what they gave as they are done.

        A task whose worker dies is done again by another. One that raises is tried again a few times; then,
        and when too many workers died of it, it gives a Failure.

        Args:
            work: what is done; it and its arguments and results travel between machines.
            tasks: what it is done with.

        Raises:
            Unreachable: the scheduler went away. What has not been yielded is not known to be done.
        """
        from distributed import as_completed

        waiting = _Waiting[T](tasks)
        futures = self._client.map(work, waiting.tasks, key=waiting.keys, retries=_RETRIES, pure=False)
        for future in as_completed(futures, loop=self._client.loop):  # type: ignore[no-untyped-call]
            task = waiting.take(future.key)
            yield task, self._result_of(future)
            future.release()

    def _result_of(self, future: Future[R]) -> R | Failure:
        try:
            return future.result()
        except CancelledError:
            raise Unreachable("the scheduler went away", location=self.address) from None
        except Exception as error:
            if future.status in {"cancelled", "lost"}:
                raise Unreachable("the scheduler went away", location=self.address) from None
            return _failure(error)


class _Waiting(Generic[T]):
    """Tasks by the key under which the engine knows them."""

    def __init__(self, tasks: Iterable[T]) -> None:
        import uuid

        run = uuid.uuid4().hex[:8]
        self.tasks = list(tasks)
        self.keys = [f"archive-{run}-{number}" for number in range(len(self.tasks))]
        self._by_key = dict(zip(self.keys, self.tasks, strict=True))

    def take(self, key: str) -> T:
        return self._by_key.pop(key)


@contextmanager
def open_cluster(scheduler: str | None, workers: int | None, tell: Tell) -> Iterator[Cluster]:
    """Connect to a scheduler, or start one with workers on this machine.

    Args:
        scheduler: address of a scheduler; None starts one.
        workers: processes to start; None for one for each core.
        tell: told in a sentence when a worker is lost.

    Raises:
        MissingExtra: Dask is not installed.
        Unreachable: no scheduler answers.
    """
    try:
        import distributed
    except ImportError:
        raise MissingExtra("dask", "batch runs") from None
    _hush()
    with ExitStack() as opened:
        address = scheduler
        if address is None:
            address = opened.enter_context(_open_local(workers))
        try:
            client = distributed.Client(  # type: ignore[no-untyped-call]
                address, timeout=_PATIENCE, set_as_default=False, name="osce-extract"
            )
            opened.enter_context(client)
        except (OSError, ValueError, TimeoutError) as error:
            reason = f"no scheduler answers: {error}"
            raise Unreachable(reason, location=scheduler or "this machine") from None
        client.subscribe_topic(  # type: ignore[no-untyped-call]
            "all", lambda event: _tell_of_loss(event[1], tell)
        )
        yield Cluster(client)


@contextmanager
def _open_local(workers: int | None) -> Iterator[str]:
    import dask
    from dask.system import CPU_COUNT
    from distributed import LocalCluster

    # The engine's profiler keeps the stacks of the last hour: 200 kB a second, more than the work itself.
    settings = dask.config.set({"distributed.worker.profile.enabled": False})
    with settings, warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Port .* is already in use")
        cluster = LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=workers or CPU_COUNT,
            threads_per_worker=1,
            processes=True,
            dashboard_address=_DASHBOARD,
            silence_logs=logging.CRITICAL + 1,
        )
    with cluster:
        yield cluster.scheduler_address


def _hush() -> None:
    """Keep the engine from the terminal: it logs with tracebacks; what matters of it is told otherwise."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _tell_of_loss(event: object, tell: Tell) -> None:
    if isinstance(event, dict) and event.get("action") == "remove-worker" and not event.get("expected"):
        count = len(event.get("processing-tasks") or ())
        what = "1 archive goes" if count == 1 else f"{count} archives go"
        tell(f"lost the worker {event.get('worker')}; {what} elsewhere")


def _failure(error: Exception) -> Failure:
    from distributed import KilledWorker

    if isinstance(error, OsceExtractError):
        return Failure.of(error)
    if isinstance(error, KilledWorker):
        message = f"{error.allowed_failures + 1} workers died while they were at it"
        return Failure(location="", kind="worker_lost", message=message, retryable=True)
    message = " ".join(f"{type(error).__name__}: {error}".split())
    return Failure(location="", kind="worker_failed", message=message, retryable=True)

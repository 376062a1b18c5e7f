"""`osce-extract` loaded once and forked for each command that a test runs, which spares it its start.

A command is a process of its own, as ever: with its arguments, folder, environment, streams and exit code.
What differs is that its modules are loaded. `command` gives what to run: a small client (zygote_client.py),
which hands its streams over and ends as the command ends. Where it cannot be forked from what is loaded (no
fork on this system, Python's own variables or the locale differ), it runs by itself.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NoReturn

HERE = Path(__file__).parent
_AT_START = ("PYTHON", "LC_", "LANG", "COVERAGE_", "COV_")


def command(*, standin: bool = False) -> list[str]:
    """The words that run `osce-extract`, or that of standin.py; arguments go behind them."""
    alone = [sys.executable, str(HERE / "standin.py")] if standin else [sys.executable, "-m", "osce_extract"]
    if not hasattr(os, "fork"):
        return alone
    client = [sys.executable, "-I", "-S", str(HERE / "zygote_client.py")]
    return [*client, _server(), "standin" if standin else "", str(len(alone)), *alone]


@cache
def _server() -> str:
    """Start what forks, once for each process that runs tests; gives the address of its socket."""
    address = tempfile.mkdtemp(prefix="zygote-") + "/socket"
    zygote = subprocess.Popen(
        [sys.executable, str(HERE / "zygote.py"), address], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert zygote.stdin is not None
    assert zygote.stdout is not None
    has_started = zygote.stdout.read(1) == b"+"
    zygote.stdout.close()

    def end() -> None:
        zygote.communicate()

    if not has_started:
        end()
        raise RuntimeError("osce_extract cannot be loaded")
    atexit.register(end)
    return address


def _serve(address: str) -> dict[str, str | list[str]]:
    """Fork for each client until standard input ends; returns in the new process, with what it is to do."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen(64)
    os.write(1, b"+")
    os.dup2(2, 1)
    while True:
        ready, _, _ = select.select([listener, 0], [], [])
        _reap()
        if 0 in ready:  # whoever started it is gone, one way or another
            Path(address).unlink()
            Path(address).parent.rmdir()
            os._exit(0)
        client, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            return _split(client)
        client.close()


def _reap() -> None:
    """Take leave of those that have ended, so that their time counts as that of the tests."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _split(client: socket.socket) -> dict[str, str | list[str]]:
    """Become two: one waits for the other to end and tells the client how; returns in the other."""
    size = int.from_bytes(client.recv(4, socket.MSG_WAITALL))
    _, streams, _, _ = socket.recv_fds(client, 1, 3)
    request = json.loads(client.recv(size, socket.MSG_WAITALL))
    if _at_start(request["environment"]) != _at_start(dict(os.environ)):
        client.sendall(b"alone")
        os._exit(0)

    def tell(_number: int, _frame: object) -> NoReturn:
        _, status = os.wait()
        with suppress(OSError):
            client.sendall(str(status).encode())
        os._exit(0)

    signal.signal(signal.SIGCHLD, tell)
    child = os.fork()
    if child:
        for stream in streams:
            os.close(stream)
        client.recv(1)  # the client was killed, as when a test took too long
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.kill(child, signal.SIGKILL)
        os._exit(0)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    client.close()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    return request


def _at_start(environment: dict[str, str]) -> dict[str, str]:
    """What an interpreter reads when it starts, and never again."""
    return {name: value for name, value in environment.items() if name.startswith(_AT_START)}


if __name__ == "__main__":
    import gc

    import standin

    import osce_extract
    import osce_extract.cli.crawling
    import osce_extract.cli.screen
    from osce_extract.cli import main

    osce_extract.extract(standin.ARTICLE.format(title="Judges meet").encode())
    gc.freeze()
    wanted = _serve(sys.argv[1])
    os.chdir(wanted["folder"])
    os.environ.clear()
    os.environ.update(wanted["environment"])
    sys.argv = ["osce-extract", *wanted["arguments"]]
    if wanted["standin"]:
        standin.stand_in()
    main()

"""Runs a command in a fork of what zygote.py has loaded.

Given are an address, `standin` or nothing, a number, as many words that run it alone, and its arguments.
"""

import json
import os
import socket
import sys

_, address, standin, number, *words = sys.argv
alone, arguments = words[: int(number)], words[int(number) :]
with socket.socket(socket.AF_UNIX) as zygote:
    zygote.connect(address)
    request = {
        "standin": standin,
        "arguments": arguments,
        "folder": os.getcwd(),  # noqa: PTH109, pathlib takes long to import
        "environment": dict(os.environ),
    }
    told = json.dumps(request).encode()
    zygote.sendall(len(told).to_bytes(4))
    socket.send_fds(zygote, [b"\0"], [0, 1, 2])
    zygote.sendall(told)
    answer = zygote.recv(32)
if answer == b"alone":
    os.execv(alone[0], [*alone, *arguments])
status = int(answer)
if os.WIFSIGNALED(status):
    os.kill(os.getpid(), os.WTERMSIG(status))
os._exit(os.WEXITSTATUS(status))

"""What is read of a record once and kept with it, so that it lives and goes with its page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

__all__ = ["forget", "once"]

P = ParamSpec("P")
T = TypeVar("T")


def once(read: Callable[P, T]) -> Callable[P, T]:
    """Let a reader keep what it found in the `__dict__` of its last argument, and read no record twice.

    Several readers of facts ask the same of a statement. What stands before the last argument must follow
    from it, as the passage does from its statement.
    """
    name = f"{read.__module__}.{read.__qualname__}"

    @wraps(read)
    def read_once(*args: P.args, **kwargs: P.kwargs) -> T:
        kept = vars(args[-1])
        try:
            found: T = kept[name]
        except KeyError:
            found = kept[name] = read(*args, **kwargs)
        return found

    return read_once


def forget(record: object) -> None:
    """Drop what is kept with a record."""
    vars(record).clear()

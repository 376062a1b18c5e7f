"""What is read of a record once and kept with it, so that it lives and goes with its page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Generic, ParamSpec, TypeVar

__all__ = ["forget", "kept", "once"]

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


def once(read: Callable[P, T]) -> Callable[P, T]:
    """Let a reader keep what it found in the `__dict__` of its last argument, and read no record twice.

    Several readers of facts ask the same of a statement. What stands before the last argument must follow
    from it, as the passage does from its statement.
    """
    name = f"{read.__module__}.{read.__qualname__}"

    @wraps(read)
    def read_once(*args: P.args, **kwargs: P.kwargs) -> T:
        kept: dict[str, T] = args[-1].__dict__
        if name not in kept:
            kept[name] = read(*args, **kwargs)
        return kept[name]

    return read_once


class kept(Generic[R, T]):  # noqa: N801
    """A property read once: `functools.cached_property` without its lock, for one thread reads a page."""

    def __init__(self, read: Callable[[R], T]) -> None:
        self._read = read
        self.__doc__ = read.__doc__

    def __set_name__(self, owner: type[R], name: str) -> None:
        self._name = name

    def __get__(self, record: R, owner: type[R] | None = None) -> T:
        found = record.__dict__[self._name] = self._read(record)
        return found


def forget(record: object) -> None:
    """Drop what is kept with a record."""
    vars(record).clear()

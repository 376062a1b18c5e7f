"""The cache on disk as a file: where it is, how large, how it goes away. What is in it, `wire` knows."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from osce_extract.errors import SinkError

__all__ = ["CacheSize", "cache_file", "clear_cache", "find_fault", "measure_cache"]

_NAME = "responses-1.db"
_ASIDE = ("", "-wal", "-shm", "-journal")


class CacheSize(NamedTuple):
    """How large a cache is.

    Attributes:
        size: bytes on disk.
        responses: stored responses.
    """

    size: int
    responses: int


def cache_file(folder: Path) -> Path:
    """The database in a cache's folder."""
    return folder / _NAME


def find_fault(file: Path) -> str | None:
    """Why a cache cannot be used, in a few words; None when it can. Makes its folder."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(file)) as database:
            database.execute("BEGIN IMMEDIATE").close()
            database.execute("SELECT count(*) FROM sqlite_master").close()
            database.rollback()
    except OSError as error:
        return error.strerror or str(error)
    except sqlite3.OperationalError as error:
        return None if "locked" in str(error) else str(error)
    except sqlite3.DatabaseError as error:
        return str(error)
    return None


def measure_cache(file: Path) -> CacheSize:
    """Measure a cache; one that is not there is empty."""
    parts = [part for part in _parts(file) if part.is_file()]
    if file not in parts:
        return CacheSize(0, 0)
    size = sum(part.stat().st_size for part in parts)
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        return CacheSize(size, int(database.execute("SELECT count(*) FROM entries").fetchone()[0]))
    return CacheSize(size, 0)


def clear_cache(file: Path) -> None:
    """Remove a cache; nothing else in its folder is touched.

    Raises:
        SinkError: it cannot be removed.
    """
    for part in _parts(file):
        try:
            part.unlink(missing_ok=True)
        except OSError as error:
            raise SinkError(f"cannot be removed: {error.strerror or error}", location=str(part)) from None


def _parts(file: Path) -> list[Path]:
    return [file.with_name(file.name + ending) for ending in _ASIDE]

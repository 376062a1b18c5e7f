"""A folder of output, on the local disk or wherever fsspec can write; its files are whole or not there."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from osce_extract.errors import SinkError
from osce_extract.sources.stores import absolute, file_system

__all__ = ["Folder", "digest_of"]

_STEP = 1 << 20


class Folder:
    """A folder.

    Attributes:
        path: where it is on the local disk; None when it is elsewhere.

    Args:
        location: path or address.

    Raises:
        MissingExtra: a package is not installed.
        SourceError: nothing can be reached at such an address.
    """

    def __init__(self, location: str) -> None:
        self.location = absolute(location).rstrip("/") or "/"
        self.path = None if "://" in self.location else Path(self.location)
        self._system, self._root = file_system(self.location)

    def make(self) -> None:
        """Make the folder, if there is none.

        Raises:
            SinkError: it cannot be made.
        """
        try:
            self._system.makedirs(self._root, exist_ok=True)
        except Exception as error:  # each store has errors of its own
            raise _cannot_write(self.location, error) from None

    @contextmanager
    def place(self, name: str) -> Iterator[Path]:
        """A path to write a file to; what is there when the block ends without an error is in the folder.

        On the local disk this is the file's own path, and whoever writes it takes care that it is whole.
        Elsewhere it is handed over in one piece.

        Raises:
            SinkError: it cannot be handed over.
        """
        if self.path is not None:
            yield self.path / name
            return
        with tempfile.TemporaryDirectory() as there:
            path = Path(there) / name
            yield path
            try:
                self._system.put_file(str(path), f"{self._root}/{name}")
            except Exception as error:  # each store has errors of its own
                raise _cannot_write(f"{self.location}/{name}", error) from None

    def read(self, name: str) -> bytes | None:
        """All bytes of a file; None when there is none.

        Raises:
            SinkError: it cannot be read.
        """
        try:
            content = self._system.cat_file(f"{self._root}/{name}")
        except FileNotFoundError:
            return None
        except Exception as error:  # each store has errors of its own
            raise SinkError(f"cannot be read: {error}", location=f"{self.location}/{name}") from None
        return bytes(content)

    def holds(self, name: str, size: int, sha256: str) -> bool:
        """Whether there is a file of this size and, where that is not a transfer of all of it, digest."""
        if self.path is None:
            try:
                return bool(self._system.size(f"{self._root}/{name}") == size)
            except Exception:
                return False
        path = self.path / name
        try:
            return path.stat().st_size == size and digest_of(path) == sha256
        except OSError:
            return False

    def remove(self, name: str) -> None:
        """Remove a file, if it is there.

        Raises:
            SinkError: it cannot be removed.
        """
        try:
            self._system.rm_file(f"{self._root}/{name}")
        except FileNotFoundError:
            return
        except Exception as error:  # each store has errors of its own
            raise SinkError(f"cannot be removed: {error}", location=f"{self.location}/{name}") from None

    def sweep(self, name: str) -> None:
        """Remove what a writer that was killed left of a file that it had not finished."""
        if self.path is not None:
            for part in self.path.glob(f".{name}.*.part"):
                with suppress(OSError):
                    part.unlink()


def digest_of(path: Path) -> str:
    """Hexadecimal SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _cannot_write(location: str, error: Exception) -> SinkError:
    return SinkError(f"cannot be written: {error or type(error).__name__}", location=location)

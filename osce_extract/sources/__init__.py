"""Where documents come from. A source yields documents and failures, in order."""

from __future__ import annotations

from osce_extract.sources.document import Document, Failure, Fetched, Skipped

__all__ = ["Document", "Failure", "Fetched", "Skipped"]

"""Pages and facts in, records out."""

from __future__ import annotations

from osce_extract.record.model import RECORD_VERSION, EventLabels, Provenance, Record, assemble

__all__ = ["RECORD_VERSION", "EventLabels", "Provenance", "Record", "assemble"]

"""Records as one HTML file that opens offline: filters, charts, a table, each text with its facts marked."""

from __future__ import annotations

from osce_extract.sinks.report.page import build_report

__all__ = ["build_report"]

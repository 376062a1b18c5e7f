"""Whether and when a request is tried again."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

__all__ = ["RETRIED", "back_off", "read_retry_after"]

RETRIED = frozenset({429, 502, 503, 504})
"""Status codes by which a server says that it may answer later."""

_LONGEST_BACK_OFF = 60.0


def back_off(attempt: int, first: float) -> float:
    """Seconds to wait after the given attempt (1 is the first) when the server does not say."""
    return float(min(_LONGEST_BACK_OFF, first * 2 ** (attempt - 1)))


def read_retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a `Retry-After` header asks to wait, 0 for a past date; None if it says nothing."""
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:12])
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, IndexError):
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(0.0, (date - now).total_seconds())

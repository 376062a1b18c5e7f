"""What of a page's text may be shown: no character that hides, moves or turns round its neighbours."""

from __future__ import annotations

from urllib.parse import urlsplit

__all__ = ["harmless", "web_address"]

# Control characters but tab and line feed, and the marks that override or isolate direction. Those that only
# hint at a direction, which Arabic and Hebrew names need, stay.
_REFUSED = dict.fromkeys(
    [*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)],
    "\N{REPLACEMENT CHARACTER}",
)


def harmless(text: str) -> str:
    """The text with each refused character replaced by one other, so that offsets stay what they were."""
    return text.translate(_REFUSED)


def web_address(url: str | None) -> str | None:
    """An address that a link may lead to: http or https with a host; None for all others."""
    if url is None or harmless(url) != url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None

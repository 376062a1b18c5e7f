"""Addresses: brought into one form, known again as those of one page, told from what is no article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b
from urllib.parse import SplitResult, parse_qsl, quote, urlsplit

from osce_extract.sources.pace import host_of
from osce_extract.vocab.addresses import read_address_facts

__all__ = ["SeenAddresses", "is_article", "is_file", "is_on_site", "normalize"]

_DOTS = re.compile(r"/\.?(?=/)|/\.$")
_ESCAPE = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
_NUMBER = re.compile(r"(?!(?:19|20)[0-9]{2}$)[0-9]{4,9}")  # a year is no page's number


def normalize(address: str) -> str:
    """Bring an address into the form in which it is fetched and printed.

    Scheme and host in lower case, no fragment, no tracking parameters, no slash at the end; on the site
    itself always `https` and `www.`. An address that cannot be taken apart is given back as it is.

        >>> normalize("http://OSCE.org/odihr/248706/?utm_source=x#top")
        'https://www.osce.org/odihr/248706'
    """
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        return address.strip()
    scheme, name = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
    if scheme not in {"http", "https"} or not name:
        return address.strip()
    if name in {read_address_facts().site, f"www.{read_address_facts().site}"}:
        scheme, name = "https", f"www.{read_address_facts().site}"
        port = None if port in {80, 443} else port
    if port is not None and port != {"http": 80, "https": 443}[scheme]:
        name = f"{name}:{port}"
    query = "&".join(part for part in parts.query.split("&") if part and not _is_tracking(part))
    return f"{scheme}://{name}{_clean_path(parts.path)}{'?' if query else ''}{query}"


def is_on_site(address: str) -> bool:
    """Whether an address is the OSCE's own, on its site or a sub-site."""
    name = _split(address).hostname or ""
    site = read_address_facts().site
    return name == site or name.endswith(f".{site}")


def is_article(address: str) -> bool:
    """Whether an address has the form of an article's: `/<structure>/<number>`, also behind a language.

    >>> is_article("https://www.osce.org/odihr/248706")
    True
    >>> is_article("https://www.osce.org/files/f/documents/248706.pdf")
    False
    """
    segments = _segments(address)
    return (
        not is_file(address)
        and 2 <= len(segments) <= 4
        and _NUMBER.fullmatch(segments[-1]) is not None
        and segments[0].lower() not in read_address_facts().not_articles
    )


def is_file(address: str) -> bool:
    """Whether an address ends like that of a document, an image or another thing that is no page."""
    return _split(address).path.lower().endswith(read_address_facts().files)


class SeenAddresses:
    """Remembers addresses, in a few bytes each, and knows the same page by another address.

    `http` or `https`, `www.` or not, a slash at the end and tracking parameters make no difference. On the
    OSCE's hosts the number at the end is the page's, whatever stands before it; elsewhere only `/node/N` is
    taken for the page with that number.
    """

    def __init__(self, addresses: Iterable[str] = ()) -> None:
        self._keys: set[bytes] = set()
        for address in addresses:
            self.add(address)

    def add(self, address: str) -> bool:
        """Remember an address; False when it, or another of the same page, was known."""
        known, keys = _keys(address)
        new = self._keys.isdisjoint(known)
        self._keys.update(keys)
        return new

    def __contains__(self, address: str) -> bool:
        return not self._keys.isdisjoint(_keys(address)[0])


def _keys(address: str) -> tuple[set[bytes], set[bytes]]:
    """The keys by which an address is known, and those to remember for it."""
    address = normalize(address)
    parts = _split(address)
    host = host_of(address)
    plain = _digest(host, parts.path, parts.query)
    segments = _segments(address)
    if not is_article(address):
        return {plain}, {plain}
    language = _language(address)
    number = _digest(host, language, segments[-1])
    if is_on_site(address):
        return {number}, {number}
    by_node = _digest(host, language, "node", segments[-1])
    if segments[:-1] == ["node"]:
        return {number, by_node}, {number, by_node}
    return {plain, by_node}, {plain, number}


def _split(address: str) -> SplitResult:
    """The parts of an address; of one that cannot be taken apart, the whole as its path."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", address, "", "")


def _digest(*parts: str) -> bytes:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _language(address: str) -> str:
    first = _split(address).path.split("/")[1].lower()
    return first if first in read_address_facts().languages and first != "en" else ""


def _segments(address: str) -> list[str]:
    """The path's segments without a language before them."""
    segments = [segment for segment in _split(address).path.split("/") if segment]
    if segments and segments[0].lower() in read_address_facts().languages:
        segments = segments[1:]
    return segments


def _clean_path(path: str) -> str:
    path = quote(_DOTS.sub("", path), safe="%/:@!$&'()*+,;=~-._")
    path = _ESCAPE.sub(lambda escape: escape[0].upper(), path)
    return path.rstrip("/") or "/"


def _is_tracking(part: str) -> bool:
    name = next(iter(parse_qsl(part, keep_blank_values=True)), ("", ""))[0].lower()
    return any(
        name.startswith(known[:-1]) if known.endswith("*") else name == known
        for known in read_address_facts().tracking
    )

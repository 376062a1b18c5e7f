"""Bytes in, clean text out, with the encoding and what decided it: BOM, transport, `<meta>`, UTF-8, guess."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Literal, NamedTuple

__all__ = ["Decoded", "EncodingSource", "clean", "decode", "decode_unclean"]

EncodingSource = Literal["bom", "transport", "meta", "utf-8", "detected"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)
_META_REACH = 4096
_META = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,30})", re.IGNORECASE)
_SAMPLE = 1 << 16
# Browsers read these names as the Windows encoding that holds them.
_WEB_NAMES = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "latin-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
}
_PRINTED = {f"cp{page}": f"windows-{page}" for page in (1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258)}
# A page cut in the middle of a character, or with one foreign byte, is still what it says it is.
_BROKEN_SHARE = 0.002
_CYRILLIC_SHARE = 0.3
_CYRILLIC = ("cp1251", "koi8_r", "iso8859_5", "cp866", "mac_cyrillic")
# Where cp1250 has č ć đ and their capitals, cp1252 has è æ ð, rare in English about the region.
_SOUTH_SLAVIC = frozenset(b"\xe8\xe6\xf0\xc8\xc6\xd0")

_INVISIBLE = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE))
_CONTROLS = dict.fromkeys((*(code for code in range(0x20) if code not in {0x09, 0x0A}), 0x7F))
_BREAKS = {0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_TABLE = str.maketrans({**_CONTROLS, **_INVISIBLE, **_BREAKS})
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200d\u2028\u2029\u2060\ufeff\ufffe\ud800-\udfff]"
)
_C1 = re.compile("[\x80-\x84\x86-\x9f]")
# What a decoder writes for bytes that it cannot read.
_LOST = "\ufffd"
_SURROGATE = re.compile("[\ud800-\udfff]")


class Decoded(NamedTuple):
    """A page as text.

    Attributes:
        text: in NFC, lines end with a line feed, no control or invisible characters; from
            `decode_unclean` as the bytes give it.
        encoding: as the web names it (`utf-8`, `windows-1251`).
        source: what decided the encoding.
        warnings: what was lost or contradicts itself.
    """

    text: str
    encoding: str
    source: EncodingSource
    warnings: tuple[str, ...] = ()


def decode(content: bytes, charset: str | None = None) -> Decoded:
    """Decode a page and clean its text.

    Args:
        content: the bytes.
        charset: what the transport declared, if it did.
    """
    decoded = decode_unclean(content, charset)
    return decoded._replace(text=clean(decoded.text))


def decode_unclean(content: bytes, charset: str | None = None) -> Decoded:
    """Decode a page, but leave its text to be cleaned when most of it has been cut away."""
    for mark, codec, name in _BOMS:
        if content.startswith(mark):
            return _finish(content.decode(codec, "replace"), name, "bom")
    wide = _guess_wide(content)
    if wide:
        return _finish(content.decode(wide, "replace"), wide, "detected")
    warnings: list[str] = []
    for name, source in _declared(content, charset):
        codec_name = _lookup(name)
        if codec_name and codec_name.startswith("cp125") and _is_utf8(content):
            warnings.append(f"the declared encoding {name} is wrong: the bytes are UTF-8")
            continue
        text = _decode_declared(content, codec_name) if codec_name else None
        if text is not None and codec_name:
            return _finish(text, codec_name, source, warnings)
        warnings.append(f"the declared encoding {name} does not fit the bytes")
    text = _decode_declared(content, "utf-8")
    if text is not None:
        return _finish(text, "utf-8", "utf-8", warnings)
    guessed = _guess(content)
    return _finish(content.decode(guessed, "replace"), guessed, "detected", warnings)


def clean(text: str) -> str:
    """Normalise a text once, so that all offsets are counted in the same characters.

    NFC; lines end with a line feed; NULs, controls, lone surrogates, soft hyphens and zero-width
    marks are dropped.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _SUSPECT.search(text):
        text = _SURROGATE.sub(_LOST, text)
        text = _C1.sub(_from_c1, text).translate(_TABLE)
    return unicodedata.normalize("NFC", text)


def _declared(content: bytes, charset: str | None) -> list[tuple[str, EncodingSource]]:
    declared: list[tuple[str, EncodingSource]] = []
    if charset:
        declared.append((charset.strip().strip("\"'"), "transport"))
    meta = _META.search(content[:_META_REACH])
    if meta:
        name = meta[1].decode("ascii")
        # A `<meta>` that can be read as ASCII cannot be in UTF-16, whatever it says.
        declared.append(("utf-8" if name.lower().startswith("utf-16") else name, "meta"))
    return declared


def _lookup(name: str) -> str | None:
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    codec = _WEB_NAMES.get(info.name, info.name)
    # `codecs` also knows transformations such as hex and rot13, which are no encodings of text.
    return codec if getattr(info, "_is_text_encoding", True) else None


def _decode_declared(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        text = content.decode(codec, "replace")
    lost = text.count(_LOST)
    seen = sum(1 for byte in content[:_SAMPLE] if byte >= 0x80) if codec == "utf-8" else lost
    if lost <= max(1, len(text) * _BROKEN_SHARE) and (
        codec != "utf-8" or lost * 10 <= seen or lost <= 1 < seen
    ):
        return text
    return None


def _is_utf8(content: bytes) -> bool:
    # Text in a single-byte encoding is never valid UTF-8 by chance once it leaves ASCII.
    if content.isascii():
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guess_wide(content: bytes) -> str | None:
    sample = content[:1024]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    return None


def _guess(content: bytes) -> str:
    sample = content[:_SAMPLE]
    high = [byte for byte in sample if byte >= 0xC0]
    letters = sum(1 for byte in sample if 0x61 <= (byte | 0x20) <= 0x7A) + len(high)
    if letters and len(high) / letters >= _CYRILLIC_SHARE:
        return _guess_cyrillic(sample)
    slavic = sum(1 for byte in high if byte in _SOUTH_SLAVIC)
    return "cp1250" if slavic >= 2 and slavic * 2 > len(high) else "cp1252"


def _guess_cyrillic(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_CYRILLIC)).best()
    return best.encoding if best else "cp1251"


def _finish(text: str, codec: str, source: EncodingSource, warnings: list[str] | None = None) -> Decoded:
    found = list(warnings or ())
    # Looking for one is several times as fast as counting.
    if _LOST in text:
        found.append(f"{text.count(_LOST)} characters could not be decoded")
    return Decoded(text, _PRINTED.get(codec, codec.replace("_", "-")), source, tuple(found))


def _from_c1(match: re.Match[str]) -> str:
    # A windows-1252 quotation mark that was taken for Latin-1 on its way.
    return bytes([ord(match[0])]).decode("cp1252", "ignore")

"""An article's words in, the ISO 639-1 code of its language out: declared, by its script, or detected."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from osce_extract.vocab.languages import languages_of, letters_of_languages

__all__ = ["NO_LANGUAGE", "Language", "find_language"]

# Words that no English text of some length does without, and that no neighbour's text holds in such numbers.
_ENGLISH = frozenset(
    "the of and to in a on for with was by that from at is were their has have which it as".split()
)
_ENGLISH_SHARE = 0.2
_SURE_SHARE = 0.3
_FEWEST_WORDS = 4
# In fewer words, without a letter that English has not, a detector only guesses.
_FEWEST_DETECTED = 10
# Of the words that tell a language so many must stand in a text, and so many for each of another language.
_FEWEST_ENGLISH = 2
_FEWEST_FOREIGN = 4
_FOREIGN_SHARE = 0.1
_AHEAD = 3
_SAMPLE = 2000
_WORD = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"([a-z]{2})(?:[-_][A-Za-z]{2,8})?$")
_PATH = re.compile(r"https?://[^/]+/([a-z]{2})(?:/|$)")
# A path such as `/pc/` or `/cc/` names a structure, not a language.
_LANGUAGES = frozenset(
    "en ru uk sq sr bs hr mk me ro kk ky uz tg tk be hy ka az fr de es it tr pl mn bg sl cs sk hu".split()
)
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_SOUTH_SLAVIC = frozenset({"bs", "hr", "sr", "sh", "sl"})
_IJEKAVIAN = re.compile(r"[mvsp]je(?!k)|[dt]je|\b(?:pr|vr|sv|d|t|l|r|c|b)ije[a-zčćšž]")
_CROATIAN = re.compile(
    r"\b(?:tko|tjedan|tjedna|tisuć|općin|sigurnosn|europsk|zrak|vlak|siječnj|veljač|ožujk)"
)


class Language(NamedTuple):
    """A language and what told it: `declared` or `detected`; both None when the text is too short."""

    code: str | None
    source: str | None


NO_LANGUAGE = Language(None, None)


def find_language(
    title: str | None, lead: str | None, body: tuple[str, ...], *, declared: str | None, url: str | None
) -> Language:
    """Tell the language of an article.

    What the page declares counts unless its words plainly say otherwise; the detector is asked only
    when neither the declaration nor the words are clear.

    Args:
        title: the headline.
        lead: the summary.
        body: the paragraphs.
        declared: the value of `<html lang>`.
        url: the page's address, whose path may begin with a language.
    """
    text = " ".join(filter(None, (*body[:6], lead, title)))[:_SAMPLE]
    words = list(map(str.lower, _WORD.findall(text)))
    hint = _declared(declared) or _in_path(url)
    if len(words) < _FEWEST_WORDS:
        return Language(hint, "declared") if hint and words else NO_LANGUAGE
    share = sum(map(_ENGLISH.__contains__, words)) / len(words)
    if share >= _ENGLISH_SHARE:
        is_declared = hint == "en" and share < _SURE_SHARE
        return Language("en", "declared" if is_declared or hint == "en" else "detected")
    if hint and (hint != "en" or (share > 0 and text.isascii())):
        return Language(hint, "declared")
    told = _by_script(text) or _by_words(words, text)
    if told is None and len(words) < _FEWEST_DETECTED and all(map(str.isascii, words)):
        return Language(hint, "declared") if hint else NO_LANGUAGE
    return Language(told or _detect(text), "detected")


def _declared(value: str | None) -> str | None:
    match = _CODE.match(value.strip().lower()) if value else None
    return match[1] if match and match[1] in _LANGUAGES else None


def _in_path(url: str | None) -> str | None:
    match = _PATH.match(url) if url else None
    return match[1] if match and match[1] in _LANGUAGES and match[1] != "me" else None


def _by_script(text: str) -> str | None:
    """Tell languages in Cyrillic letters by those that only they write."""
    letters = len(_WORD.findall(text)) and sum(1 for character in text if character.isalpha())
    if len(_CYRILLIC.findall(text)) * 2 < letters:
        return None
    for code, own, needed in letters_of_languages():
        count = sum(text.count(letter) for letter in own)
        if count * 100 >= letters and all(any(letter in text for letter in group) for group in needed):
            return code
    return "ru" if any(letter in text for letter in "ыэёъЫЭ") else None


def _by_words(words: list[str], text: str) -> str | None:
    """Tell languages by their small words where these leave no doubt.

    The detector that is asked else takes a second to load and doubles the memory of the process.
    """
    found = Counter(language for word in words for language in languages_of(word))
    (first, count), (_, other) = [*found.most_common(2), ("", 0), ("", 0)][:2]
    least = _FEWEST_ENGLISH if first == "en" else max(_FEWEST_FOREIGN, len(words) * _FOREIGN_SHARE)
    if count < least or count < other * _AHEAD:
        return None
    if first != "sh":
        return first
    # Only the detector tells Croatian.
    return None if _CROATIAN.search(text.lower()) else _south_slavic(text.lower(), first)


def _detect(text: str) -> str | None:
    import py3langid

    code, _ = py3langid.classify(text)
    if code in _SOUTH_SLAVIC:
        return _south_slavic(text.lower(), str(code))
    return str(code)


def _south_slavic(text: str, code: str) -> str:
    """Tell Serbian from its neighbours by the vowel of "vreme" and "vrijeme"; the detector cannot."""
    words = len(_WORD.findall(text))
    long = len(_IJEKAVIAN.findall(text))
    if long * 60 < words:
        return "sr"
    return "hr" if code == "hr" and _CROATIAN.search(text) else "bs"

# ruff: noqa: E501
"""The language of an article: declared, told by its words and letters, or detected."""

from __future__ import annotations

import subprocess
import sys

import pytest

from osce_extract.pages.language import find_language

TEXTS = {
    "en": "The beekeepers of the town met on a Sunday to compare their hives and the honey that was in them.",
    "ru": "Пчеловоды города встретились в воскресенье, чтобы сравнить свои ульи и мёд, который был в них.",
    "uk": "Бджолярі міста зустрілися в неділю, щоб порівняти свої вулики та мед, який їм дали бджоли.",
    "sq": "Bletarët e qytetit u takuan të dielën për të krahasuar kosheret e tyre dhe mjaltin që ishte në to.",
    "sr": "Pčelari iz grada sastali su se u nedelju da uporede košnice i med, uvek na istom mestu kao i pre rata.",
    "bs": "Pčelari iz grada sastali su se u nedjelju na istom mjestu kao i prije rata da uporede med i vrijeme u svijetu.",
    "mk": "Пчеларите од градот се сретнаа во недела за да ги споредат своите кошници, а ќе се сретнат и наесен.",
    "tg": "Занбӯрпарварони шаҳр рӯзи якшанбе ҷамъ омаданд, то асали худро муқоиса кунанд ва роҳҳои навро ёбанд.",
    "kk": "Қала ара өсірушілері жексенбі күні кездесіп, балдарын салыстырып, жаңа әдістерді талқылады.",
    "ky": "Шаардын бал челекчилери жекшемби күнү чогулуп, балдарын салыштырып, жаңы жолдорду көрүшүп өттү.",
    "ro": "Apicultorii din oraș s-au întâlnit duminică pentru a compara stupii și mierea care se afla în ei.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_languages_are_told_by_their_words(code: str) -> None:
    found = find_language(None, None, (TEXTS[code],), declared=None, url=None)
    assert (found.code, found.source) == (code, "detected")


def test_what_the_page_declares_counts_unless_its_words_say_otherwise() -> None:
    assert find_language(None, None, (TEXTS["sr"],), declared="sr-Latn", url=None) == ("sr", "declared")
    assert (
        find_language(None, None, (TEXTS["bs"],), declared=None, url="https://www.osce.org/bs/node/1").code
        == "bs"
    )
    assert find_language(None, None, (TEXTS["ru"],), declared="en", url=None) == ("ru", "detected")
    assert find_language(None, None, (TEXTS["en"],), declared="ru", url=None) == ("en", "detected")
    assert find_language(None, None, (), declared=None, url=None) == (None, None)


def test_english_pages_do_not_load_the_detector() -> None:
    code = (
        "import sys; from osce_extract.pages.language import find_language as f;"
        f"assert f(None, None, ({TEXTS['en']!r},), declared=None, url=None).code == 'en';"
        "assert 'numpy' not in sys.modules and 'py3langid' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


SMALL_WORDS = {
    "sq": "Prezenca dhe këshilli i qytetit folën për një ligj që është i ri, në të cilën nuk kishte asgjë për bletët.",
    "de": "Die Imker der Stadt trafen sich, und das Gespräch mit den Gästen war ein Erfolg für alle, auch wenn es lang wurde.",
    "fr": "Les apiculteurs et leurs voisins sont venus pour une rencontre qui est dans cette ville depuis des années.",
    "sr": "Pčelari su se sastali u gradu koji je poznat po medu, kao što su pisali, a sve će biti bolje posle rata.",
    "bs": "Pčelari su se sastali u gradu koji je cijeli svijet znao, kao što su pisali, a ovo će vrijeme biti bolje.",
    "tr": "Arıcılar bal ve mum için bir araya geldi, daha sonra çok güzel bir gün olarak anıldı ve akşama kadar konuştular.",
}


@pytest.mark.parametrize("code", SMALL_WORDS)
def test_small_words_tell_most_languages_without_the_detector(code: str) -> None:
    check = (
        "import sys; from osce_extract.pages.language import find_language as f;"
        f"found = f(None, None, ({SMALL_WORDS[code]!r},), declared=None, url=None);"
        f"assert found == ({code!r}, 'detected'), found;"
        "assert 'numpy' not in sys.modules and 'py3langid' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", check], check=True)


def test_names_alone_tell_no_language() -> None:
    names = "Osh, Batken, Naryn, Talas, Chui"
    assert find_language(names, None, (), declared=None, url=None) == (None, None)
    assert find_language(names, None, (), declared="en", url=None) == ("en", "declared")


@pytest.mark.parametrize("title", ["Secretary General visits Osh", "Judges meet for a new training in Gori"])
def test_short_english_titles_are_english(title: str) -> None:
    assert find_language(title, None, (), declared=None, url=None) == ("en", "detected")

"""Labels and values in a language whose labels are not known: told by their order."""

from __future__ import annotations

import pytest

from osce_extract.pages import Page, read_pages
from osce_extract.sources import Document

_TEXT = (
    "<p>Двадцать пчеловодов из восьми деревень встретились в Берате, чтобы сравнить свои ульи.</p>"
    "<p>Они говорили о болезнях пчёл и о том, как продавать мёд за границей без посредников.</p>"
    "<p>Следующая встреча пройдёт весной, когда зацветут сады, и на неё пригласят соседей.</p>"
)


def _read(labels: str) -> Page:
    markup = f"<html lang=ru><body><main><h1>Пчёлы Берата</h1>{labels}<div>{_TEXT}</div></main></body></html>"
    return read_pages(Document(location="page", content=markup.encode()))[0]


@pytest.mark.parametrize(
    "labels",
    [
        "<dl><dt>Дата<dd><time datetime=2024-05-06>6.5.</time><dt>От<dd>Секретариат, Миссия<dt>О<dd>Мёд</dl>",
        "<p>Дата: 06.05.2024</p><p>Кем выпущено: Секретариат, Миссия</p><p>Тема: Мёд</p>",
    ],
)
def test_rows_are_told_by_their_order(labels: str) -> None:
    page = _read(labels)
    assert page.issued_on == "2024-05-06"
    assert page.issued_by == ("Секретариат", "Миссия")
    assert page.fields_of_work == ("Мёд",)


def test_rows_without_a_day_are_no_labels() -> None:
    page = _read("<p>Кем выпущено: Секретариат</p><p>Тема: Мёд</p>")
    assert page.issued_on is None
    assert page.issued_by == page.fields_of_work == ()

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


def test_rows_in_a_language_that_is_not_known_at_all() -> None:
    """Who issued it and what it is about, by their order behind the date; a fourth row is neither."""
    page = _read(
        "<dl><dt>Ημερομηνία<dd>06.05.2024<dt>Εκδόθηκε από"
        "<dd><a href=/a>Γραμματεία</a>, <a href=/b>Αποστολή</a>"
        "<dt>Θέμα<dd>Μέλι<dt>Πόλη<dd>Μπεράτι</dl>"
    )
    assert page.issued_on == "2024-05-06"
    assert page.issued_by == ("Γραμματεία", "Αποστολή")
    assert page.fields_of_work == ("Μέλι",)


@pytest.mark.parametrize(
    ("labels", "issued_by", "issued_on"),
    [
        ("<p>Put out for: OSCE Presence in Albania</p>", ["OSCE Presence in Albania"], None),
        (
            "<dl><dt>Put out for<dd>OSCE Presence in Albania<dd>OSCE Secretariat<dd>Honey</dl>",
            ["OSCE Presence in Albania", "OSCE Secretariat"],
            None,
        ),
        (
            "<p>6 May 2024 | Press release | OSCE Presence in Albania</p>",
            ["OSCE Presence in Albania"],
            "2024-05-06",
        ),
        ("<p>6 May 2024 | Honey for everybody | OSCE Presence in Albania</p>", [], None),
    ],
)
def test_values_that_are_known_tell_their_label(
    labels: str, issued_by: list[str], issued_on: str | None
) -> None:
    page = _read(labels)
    assert (list(page.issued_by), page.issued_on) == (issued_by, issued_on)

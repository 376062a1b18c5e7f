# ruff: noqa: E501
"""Listings: their items as pages, their links for the crawler; and pages that only look like listings."""

from __future__ import annotations

from osce_extract.pages import read_listing_links, read_pages
from osce_extract.sources import Document

TITLES = ("Bees of Berat", "Fish of Vlora", "Goats of Korça", "Oaks of Tropoja")


def document(text: str, url: str | None = None) -> Document:
    return Document(location="listing", content=text.encode(), url=url)


def text_item(title: str, day: int) -> str:
    return (
        f"{title}\nPublishing date: {day} May 2016\nContent type: News\n"
        f"Where we are: OSCE Presence in Albania, OSCE Office in Yerevan (closed)\nWhat we do: Roma and Sinti, Policing\n"
        f"What became of them is told by those who saw it on {day} May...\n"
    )


def html_item(title: str, day: int) -> str:
    return (
        f"<div><h3><a href='/albania/20000{day}'>{title}</a></h3><p><span>Publishing date:</span> {day} May 2016</p>"
        f"<p><span>Where we are:</span> OSCE Presence in Albania</p><p>What became of them is told here.</p></div>"
    )


LISTING = (
    "Newsroom\nNews and press releases\n"
    + "".join(text_item(t, n) for n, t in enumerate(TITLES, 1))
    + "1\n2\nnext ›\n"
)
PAGER = "<ul><li><a href='?page=2'>‹ previous</a><li><a href='?page=4'>next ›</a><li><a href='?page=90'>last »</a></ul>"
HTML = f"<html><body><h1>Newsroom</h1><div>{''.join(html_item(t, n) for n, t in enumerate(TITLES, 1))}</div>{PAGER}</body></html>"


def test_a_listing_in_text_gives_an_item_a_page() -> None:
    pages = read_pages(document(LISTING))
    assert [page.title for page in pages] == list(TITLES)
    assert {page.kind for page in pages} == {"listing_item"}
    assert [page.issued_on for page in pages] == [f"2016-05-0{day}" for day in (1, 2, 3, 4)]
    assert pages[0].issued_by == ("OSCE Presence in Albania", "OSCE Office in Yerevan (closed)")
    assert pages[0].fields_of_work == ("Roma and Sinti", "Policing")
    assert pages[3].teaser == "What became of them is told by those who saw it on 4 May..."
    assert pages[3].body == (pages[3].teaser,)


def test_any_label_of_an_item_may_be_missing() -> None:
    text = LISTING.replace("Publishing date: 2 May 2016\n", "").replace("Content type: News\n", "", 1)
    pages = read_pages(document(text))
    assert [page.title for page in pages] == list(TITLES)
    assert (pages[1].issued_on, pages[0].content_type, pages[1].content_type) == (None, None, "News")


def test_a_listing_in_html_gives_addresses() -> None:
    pages = read_pages(document(HTML, "https://www.osce.org/press-releases?page=3"))
    assert [page.title for page in pages] == list(TITLES)
    assert pages[1].url == "https://www.osce.org/albania/200002"
    assert (pages[1].issued_on, pages[1].teaser) == ("2016-05-02", "What became of them is told here.")


def test_items_with_a_content_type_but_no_label_for_it() -> None:
    markup = HTML.replace("<p><span>Publishing date:", "<p>News Item</p><p><span>Publishing date:")
    pages = read_pages(document(markup))
    assert {page.content_type for page in pages} == {"News item"}
    assert {page.teaser for page in pages} == {"What became of them is told here."}


def test_items_without_boxes_keep_their_days() -> None:
    items = "".join(
        f"<a href='/albania/20000{day}'>{title} are told of here</a><br><br>{day} May 2016<br><br>Told here.<br><br>"
        for day, title in enumerate(TITLES, 1)
    )
    footer = "<footer><p>All rights are with the keepers.</p></footer>"
    pages = read_pages(document(f"<html><body><h1>Newsroom</h1><main>{items}</main>{footer}</body></html>"))
    assert [page.teaser for page in pages] == ["Told here."] * 4
    assert [page.title for page in pages] == [f"{title} are told of here" for title in TITLES]
    assert [page.issued_on for page in pages] == [f"2016-05-0{day}" for day in (1, 2, 3, 4)]


def test_a_listings_links() -> None:
    links = read_listing_links(document(HTML, "https://www.osce.org/press-releases?page=3"))
    assert links.items == tuple(f"https://www.osce.org/albania/20000{n}" for n in (1, 2, 3, 4))
    assert links.next_page == "https://www.osce.org/press-releases?page=4"
    last = HTML.replace("<li><a href='?page=4'>next ›</a>", "")
    assert read_listing_links(document(last, "https://www.osce.org/press-releases?page=90")).next_page is None


def test_a_text_has_no_links() -> None:
    assert read_listing_links(document(LISTING)) == ((), None)


def test_an_article_with_related_items_is_no_listing() -> None:
    text = "Forty beekeepers of the old town met on a Sunday to compare hives and honey for the summer. " * 5
    related = "".join(html_item(t, n) for n, t in enumerate(TITLES, 1))
    markup = f"<html><body><h1>Bees</h1><main><p>{text}</p></main><section>{related}</section></body></html>"
    (page,) = read_pages(document(markup))
    assert (page.kind, page.title) == ("article", "Bees")
    assert read_listing_links(document(markup)).items == ()


def test_labels_of_an_item_may_share_a_line_or_stand_above_their_values() -> None:
    expected = [page.issued_by for page in read_pages(document(LISTING))]
    shared = LISTING.replace("\nContent type", " Content type").replace("\nWhere we are", " | Where we are")
    above = LISTING.replace("date: ", "date:\n").replace("are: ", "are:\n").replace("do: ", "do:\n")
    for text in (shared, above):
        pages = read_pages(document(text))
        assert [page.title for page in pages] == list(TITLES)
        assert [page.issued_by for page in pages] == expected
        assert [page.issued_on for page in pages] == [f"2016-05-0{day}" for day in (1, 2, 3, 4)]
        assert pages[0].fields_of_work == ("Roma and Sinti", "Policing")


def test_labels_of_an_item_parted_by_line_breaks() -> None:
    rows = "<span>Publishing date: 2 May 2016</span><br>Content type: News<br>What we do: Policing, Youth"
    items = "".join(
        f"<div><h3><a href='/a/10000{n}'>{t}</a></h3><div>{rows}</div></div>" for n, t in enumerate(TITLES)
    )
    pages = read_pages(document(f"<html><body><h1>Newsroom</h1><div>{items}</div></body></html>"))
    assert len(pages) == 4
    assert (pages[2].issued_on, pages[2].content_type) == ("2016-05-02", "News")
    assert pages[2].fields_of_work == ("Policing", "Youth")


def test_a_link_around_a_whole_item() -> None:
    item = "<a href='/a/10000{0}'><h3>{1}</h3><p>News – 2 May 2016</p><p>What became of them is told by those who saw it.</p></a>"
    items = "".join(item.format(n, t) for n, t in enumerate(TITLES))
    pages = read_pages(document(f"<html><body><h1>Newsroom</h1><div>{items}</div></body></html>"))
    assert [page.title for page in pages] == list(TITLES)
    assert (pages[1].issued_on, pages[1].content_type) == ("2016-05-02", "News")
    assert pages[1].teaser == "What became of them is told by those who saw it."

# ruff: noqa: E501, ISC004
"""HTML: structure, metadata, what stands about the article, hostile markup."""

from __future__ import annotations

import pytest

from osce_extract.pages import Page, read_pages
from osce_extract.sources import Document

FIRST = (
    "Forty beekeepers from both banks of the river met in Berat on 4 May to compare their hives and honey."
)
SECOND = "“A bee asks nobody for a passport,” one of them said, and the others nodded for quite a while."
THIRD = "The next meeting will be held in Korça when the lime trees are in flower."
MENU = "<nav><ul><li><a href=/a>Our work</a><ul><li>Policing<li>Elections</ul><li>About us</ul></nav>"
TEXT = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def read(markup: str, **more: object) -> Page:
    return read_pages(Document(location="page", content=markup.encode(), **more))[0]  # type: ignore[arg-type]


def page_of(inside: str, head: str = "", menu: str = MENU) -> Page:
    return read(f"<!doctype html><html lang=en><head>{head}</head><body>{menu}{inside}</body></html>")


@pytest.mark.parametrize(
    "labels",
    [
        "<dl><dt>Issued on:<dd><time datetime=2024-05-06T08:00Z>6 May 2024</time>"
        "<dt>Issued by:<dd><a href=/x>OSCE Secretariat</a>, <a href=/y>OSCE Mission to Serbia</a>"
        "<dt>Fields of work:<dd>Policing, Rule of law</dl>",
        "<table><tr><th>Issued on<td>06.05.2024<tr><th>Issued by<td>OSCE Secretariat, OSCE Mission to Serbia"
        "<tr><th>Fields of work<td>Policing, Rule of law</table>",
        "<div><span>Issued on</span> <time>6 May 2024</time> <span>Issued by</span> <ul><li>OSCE Secretariat"
        "<li>OSCE Mission to Serbia</ul> <span>Fields of work</span> <ul><li>Policing<li>Rule of law</ul></div>",
        "<p>Issued on: <time datetime=2024-05-06>Monday</time></p><p>Issued by: OSCE Secretariat; OSCE Mission to Serbia"
        "</p><p>Fields of work: Policing, Rule of law</p>",
        "<div><div>Publishing date:</div><div><div>6 May 2024</div></div></div><div><div>Where we are:</div><div>"
        "<div>OSCE Secretariat</div><div>OSCE Mission to Serbia</div></div></div><div><div>What we do:</div><div>"
        "<div>Policing</div><div>Rule of law</div></div></div>",
        "<dl><dt>Released<dd>6 May 2024<dt>From<dd>OSCE Secretariat, OSCE Mission to Serbia"
        "<dt>Subjects<dd>Policing, Rule of law</dl>",
        "<p>6 May 2024 | OSCE Secretariat, OSCE Mission to Serbia | Policing, Rule of law</p>",
    ],
)
@pytest.mark.parametrize("is_above", [True, False])
def test_labels_of_any_make_are_read(labels: str, is_above: bool) -> None:
    parts = [labels, f"<div>{TEXT}</div>"] if is_above else [f"<div>{TEXT}</div>", labels]
    page = page_of(f"<main><p>News Item</p><h1>Bees of Berat</h1>{''.join(parts)}</main>")
    assert (page.title, page.content_type, page.issued_on) == ("Bees of Berat", "News item", "2024-05-06")
    assert page.issued_by == ("OSCE Secretariat", "OSCE Mission to Serbia")
    assert page.fields_of_work == ("Policing", "Rule of law")
    assert page.body == (FIRST, SECOND, THIRD)


@pytest.mark.parametrize(
    "beside",
    [
        "<aside><h2>Share</h2><ul><li>Facebook<li>X</ul></aside>",
        "<section class=related><h2>More</h2><h3><a href=/b/123456>Fish</a></h3><p>Twelve fishermen met in Vlora to talk of nets.</p></section>",
        "<h2>Related content</h2><p><a href=/b/123456>Fishermen of Vlora meet</a></p>",
        "<figure><img src=x><figcaption>A keeper opens a hive while all the others look on.</figcaption></figure>",
        "<div><p>Was this page helpful?</p><button>Yes</button></div>",
        "<ul><li><a href=/d?download=true>Agenda (PDF)</a></ul>",
        "<footer><p>Organization for Security and Co-operation in Europe, Vienna, Austria.</p></footer>",
        "<div hidden><p>A paragraph of ten words that nobody is to see at all.</p></div>",
        "<noscript><p>Please switch on JavaScript so that this page can be read.</p></noscript>",
        "<div class=contact><h3>Contacts</h3><p>Press Officer<br>+355 4 222 22 22</p></div>",
    ],
)
def test_what_stands_about_the_article_is_left_out(beside: str) -> None:
    page = page_of(f"<main><h1>Bees of Berat</h1><div>{TEXT}</div>{beside}</main>")
    assert page.body == (FIRST, SECOND, THIRD)


def test_lists_subheadings_and_quotes_are_body() -> None:
    inside = f"<p>{FIRST}</p><h3>Hives</h3><ul><li>wood;<li>straw.</ul><blockquote><p>{SECOND}</p></blockquote><p>{THIRD}</p>"
    page = page_of(f"<main><h1>Bees</h1><div>{inside}</div></main>")
    assert page.body == (FIRST, "Hives", "wood;", "straw.", SECOND, THIRD)


def test_a_heading_may_open_the_body_and_a_box_of_its_own_close_it() -> None:
    last = "<div><p>Honey of the year was given to the oldest keeper of them all.</p></div>"
    page = page_of(
        f"<main><h1>Bees</h1><section><div><h3>In the garden</h3>{TEXT}</div>{last}</section></main>"
    )
    assert page.body[:2] == ("In the garden", FIRST)
    assert page.body[-1] == "Honey of the year was given to the oldest keeper of them all."


@pytest.mark.parametrize(
    "links",
    [
        "<ul><li><a href=/x/1>Fish of Vlora</a><li><a href=/x/2>Goats of Korça</a></ul>",
        "<h3><a href=/x/1>Fish of Vlora</a></h3>",
    ],
)
def test_links_between_paragraphs_are_none_of_them_unless_announced(links: str) -> None:
    page = page_of(f"<main><h1>Bees</h1><div><p>{FIRST}</p>{links}<p>{SECOND}</p></div></main>")
    assert page.body == (FIRST, SECOND)
    page = page_of(f"<main><h1>Bees</h1><div><p>{FIRST} They read:</p>{links}<p>{SECOND}</p></div></main>")
    assert ("Fish of Vlora" in page.body) is links.startswith("<ul>")


def test_who_issued_it_and_its_topics_may_stand_below_without_a_label() -> None:
    around = "<p>OSCE Presence in Albania</p><p>Policing, Rule of law</p>"
    page = page_of(f"<main><h1>Bees</h1><div>{TEXT}</div>{around}</main>")
    assert page.issued_by == ("OSCE Presence in Albania",)
    assert page.fields_of_work == ("Policing", "Rule of law")
    assert page.body == (FIRST, SECOND, THIRD)


def test_labels_in_a_side_column_count_where_their_values_are_known() -> None:
    aside = "<p>Issued by: OSCE Presence in Albania</p><p>Fields of work: Honey for everybody</p>"
    page = page_of(f"<main><h1>Bees</h1><div>{TEXT}</div></main><aside><h2>About</h2>{aside}</aside>")
    assert page.issued_by == ("OSCE Presence in Albania",)
    assert page.fields_of_work == ()


def test_a_machines_date_counts_where_only_a_weekday_is_shown() -> None:
    page = page_of(
        f"<main><h1>Bees</h1><p><time datetime=2024-05-06>Monday</time></p><div>{TEXT}</div></main>"
    )
    assert (page.issued_on, page.issued_on_from) == ("2024-05-06", "time")


def test_a_paragraph_whose_class_calls_it_a_lead_is_the_lead() -> None:
    lead = "Keepers of bees met in the old town and spoke of honey."
    page = page_of(f"<main><h1>Bees</h1><div><p class=lead>{lead}</p>{TEXT}</div></main>")
    assert (page.lead, page.body) == (lead, (FIRST, SECOND, THIRD))


def test_paragraphs_in_boxes_nested_deeper_than_any_site_does() -> None:
    page = page_of(f"<main><h1>Bees</h1>{'<div>' * 130}{TEXT}{'</div>' * 130}<p>{SECOND}</p></main>")
    assert page.body == (FIRST, SECOND, THIRD)


def test_paragraphs_parted_by_two_line_breaks() -> None:
    page = page_of(f"<h1>Bees</h1><div><font>{FIRST}<BR><br/>{SECOND}<br>\n&nbsp;<br>{THIRD}</font></div>")
    assert page.body == (FIRST, SECOND, THIRD)


def test_a_lead_is_kept_where_it_says_something_else() -> None:
    labels = "<p>Issued by: OSCE Secretariat</p>"
    other = page_of(f"<article><h1>Bees</h1><p>They fly and they hum.</p>{labels}<div>{TEXT}</div></article>")
    assert (other.lead, other.body[0]) == ("They fly and they hum.", FIRST)
    same = page_of(f"<article><h1>Bees</h1><p>{FIRST}</p>{labels}<div>{TEXT}</div></article>")
    assert (same.lead, same.body) == (None, (FIRST, SECOND, THIRD))


def test_metadata_fill_what_the_page_does_not_show() -> None:
    head = (
        '<title>Bees of Berat | OSCE</title><link rel=canonical href="https://www.osce.org/albania/600001">'
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "OSCE"}, {"@type": "NewsArticle",'
        ' "headline": "Bees of Berat", "datePublished": "2024-05-06T10:00:00+02:00", "dateModified": "2025-01-01"}]}</script>'
    )
    page = page_of(f"<main><div>{TEXT}</div></main>", head)
    assert (page.title, page.issued_on, page.issued_on_from) == ("Bees of Berat", "2024-05-06", "metadata")
    assert page.url == "https://www.osce.org/albania/600001"
    assert page.body == (FIRST, SECOND, THIRD)


def test_dates_that_disagree_are_told() -> None:
    head = '<meta property="article:published_time" content="2024-05-09">'
    page = page_of(f"<h1>Bees</h1><p>Issued on: 6 May 2024</p><div>{TEXT}</div>", head)
    assert page.issued_on == "2024-05-06"
    assert any(warning.startswith("dates disagree") for warning in page.warnings)


def test_the_sites_name_is_no_title() -> None:
    page = page_of(
        f"<h1>OSCE</h1><main><h2>Bees of Berat</h2><div>{TEXT}</div></main>",
        "<title>Bees of Berat - OSCE</title>",
    )
    assert page.title == "Bees of Berat"


@pytest.mark.parametrize(
    "inside",
    [
        "<h1>Page not found</h1><p>The page that you asked for could not be found on this server.</p>",
        "<h1>404 - nothing here</h1><p>Whoever looks for a page of this name looks for it in vain.</p>",
        "<h1>Search</h1><p>Type the words that you are looking for into the field below.</p>",
        "",
    ],
)
def test_pages_that_are_no_article(inside: str) -> None:
    page = page_of(f"<main>{inside}</main>")
    assert (page.kind, page.body, page.issued_by, page.fields_of_work) == ("other", (), (), ())
    assert any(warning.startswith("no article found") for warning in page.warnings)


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + TEXT + "</div>" * 100_000,
        "<b><p>word " * 30_000,
        "<!--" * 100_000,
        "<script>" * 100_000,
        "<table>" * 30_000,
        "<p>" + "word " * 200_000,
        "<p title='" + "x" * 1_000_000 + f"'>{TEXT}",
        "<" * 300_000,
    ],
    ids=["divs", "unclosed", "comments", "scripts", "tables", "a huge line", "a huge attribute", "brackets"],
)
def test_hostile_markup_leaves_the_title(markup: str) -> None:
    page = read(f"<!doctype html><html><body><h1>Bees</h1>{TEXT}{markup}")
    assert page.title == "Bees"

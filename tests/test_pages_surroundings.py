# ruff: noqa: E501
"""What sites and republishers put around an article, and the forms in which they print its labels."""

from __future__ import annotations

import pytest

from osce_extract.pages import Page, read_pages
from osce_extract.pages.days import is_span, parse_day
from osce_extract.pages.mastheads import is_byline, is_masthead, is_trail
from osce_extract.sources import Document

FIRST = "Nine lighthouse keepers came to Bar in March to learn how a fog horn is repaired without a ladder."
SECOND = "“The sea hears us better than the harbour does,” said Petra Lukić, who has kept a light for thirty years."
THIRD = "The course was organized by the OSCE Mission to Montenegro and the harbour office of the town."
BODY = (FIRST, SECOND, THIRD)
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
TITLE = "Keepers learn to mend fog horns"
MENU = "<nav><ul><li><a href=/a>Our work</a></li><li><a href=/b>About us</a></li></ul></nav>"
LABELS = "<dl><dt>Issued on:<dd>6 March 2024<dt>Issued by:<dd><a href=/m>OSCE Mission to Montenegro</a></dl>"
ISSUERS = (
    "Chairpersonship",
    "OSCE Secretariat",
    "Office of the Secretary General",
    "OSCE Mission to Serbia",
    "OSCE Mission in Kosovo",
    "OSCE Presence in Albania",
)


def read(content: str) -> Page:
    return read_pages(Document(location="page", content=content.encode()))[0]


def page(inside: str, *, top: str = "", head: str = "", labels: str = LABELS) -> Page:
    return read(
        f"<!doctype html><html lang=en><head>{head}</head><body>{top}{MENU}"
        f"<main><p>News Item</p><h1>{TITLE}</h1>{labels}{inside}</main></body></html>"
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("OSCE – Organization for Security and Co-operation in Europe", True),
        ("Organization for Security and Co-operation in Europe (OSCE)", True),
        ("OSCE | Newsroom", True),
        ("OSCE Newsroom", True),
        ("www.osce.org", True),
        ("OSCE Mission to Serbia", False),
        ("OSCE: keepers learn to mend fog horns", False),
        ("OSCE - Albania", False),
        ("Newsroom", False),
    ],
)
def test_names_of_the_site(line: str, expected: bool) -> None:
    assert is_masthead(line) is expected


def test_bylines_and_trails() -> None:
    assert is_byline("By the press team")
    assert not is_byline("By boat, the keepers reached the island.")
    assert is_trail("Home » News » Balkans")
    assert not is_trail("Keepers » News")


@pytest.mark.parametrize(
    "name", ["OSCE – Organization for Security and Co-operation in Europe", "OSCE | Newsroom"]
)
def test_the_name_of_the_site_is_no_headline(name: str) -> None:
    assert page(TEXT, top=f"<div><h1><a href=/>{name}</a></h1></div>").title == TITLE
    plain = read(f"{name}\n{TITLE}\nBAR, 6 March 2024 – {FIRST}\n{SECOND}\n{THIRD}")
    assert (plain.title, len(plain.body)) == (TITLE, 3)


def test_of_several_headlines_the_one_that_metadata_resemble() -> None:
    top = "<div><h1>Light for all who sail by night</h1></div>"
    assert page(TEXT, top=top, head="<title>Keepers learn to mend… | OSCE</title>").title == TITLE


ROW = "<div><h3>Pilots count buoys</h3><p>{} counted the buoys of the bay twice, once by day and once by night, since nobody believed the first figure and few believed the second.</p><p>2 May 2024</p></div>"
ROWS = "".join(map(ROW.format, ("Ana and Mira", "Two pilots", "Their pupils", "Four captains")))


@pytest.mark.parametrize("opening", ["Related items", "You may also like", "Другие новости", "Lexo edhe"])
def test_a_box_of_other_items_is_not_the_article_however_long(opening: str) -> None:
    found = page(f"<div>{TEXT}</div><div><h2>{opening}</h2>{ROWS}</div>", labels="")
    assert found.body == BODY
    assert found.issued_on is None
    card = f"<div><div>{opening}</div><a href=/x/123456>Pilots count buoys</a><div>They counted all of them twice, by day and by night.</div></div>"
    assert page(f"<div><p>{FIRST}</p>{card}<p>{SECOND}</p><p>{THIRD}</p></div>").body == BODY


def test_a_heading_of_the_article_opens_no_other_items() -> None:
    inside = f"<section><p>{FIRST}</p></section><section><h2>More information</h2><p>{SECOND}</p></section><section><p>{THIRD} {FIRST.lower()}</p></section>"
    assert SECOND in page(inside).body


def test_who_wrote_a_text_is_told_in_a_box_behind_it() -> None:
    box = "<div><div>By the press team</div><div>The team tells stories from all the harbours of the coast.</div></div>"
    assert page(f"<div>{TEXT}</div>{box}").body == BODY
    assert page(f"<p>By Petra Lukić</p><div>{TEXT}</div>").lead is None


@pytest.mark.parametrize(
    "ending",
    [
        "Categories:\n- Coast\n- Education",
        "Tags:\n- fog\n- horns",
        "Topics\n- Fog\n- Horns",
        "OSCE published this content on March 6, 2024, and is solely responsible for the information contained herein.",
        "If you believe the information included here is outdated, please write to us.",
        "This text was provided by a third party and is shown as it came.",
        "/ Public Release.",
        "Notes to editors:\nPetra Lukić, tel. +382 20 000 000",
    ],
)
def test_what_a_republisher_adds_below(ending: str) -> None:
    found = read(f"{TITLE}\nOSCE - Wed, 03/06/2024 - 09:05\n77001\n{FIRST}\n{SECOND}\n{THIRD}\n{ending}")
    assert found.body == BODY
    assert found.fields_of_work == ()


def test_a_republishers_labels_without_colons() -> None:
    head = "News and Press Release\nSource\n- OSCE\nPosted\n8 March 2024\nOriginally published\n6 March 2024"
    found = read(f"{head}\n{TITLE}\n{FIRST}\n{SECOND}\n{THIRD}")
    assert (found.title, found.issued_on, found.body) == (TITLE, "2024-03-06", BODY)


def _links(names: tuple[str, ...]) -> str:
    return "".join(f"<li><a href=/x>{name}</a></li>" for name in names)


@pytest.mark.parametrize(
    "labels",
    [
        f"<div><h2>Issued on</h2><p>6 March 2024</p></div><div><h2>Issued by</h2><ul>{_links(ISSUERS)}</ul></div>",
        f"<ul><li>Issued on: 6 March 2024</li><li>Issued by:<ul>{_links(ISSUERS)}</ul></li></ul>",
        f"<p>Issued on <time datetime=2024-03-06>Wednesday, 6 March</time> · Issued by {', '.join(f'<a href=/x>{n}</a>' for n in ISSUERS)}</p>",
        f"<p>Issued on: 6 March 2024 / Issued by: {', '.join(ISSUERS)}</p>",
        f"<p><span>Issued on: 6 March 2024</span><br><span>Issued by: {', '.join(ISSUERS)}</span></p>",
        f"<table><tr><th>Issued on<th>Issued by<tr><td>March 6, 2024<td>{', '.join(ISSUERS)}</table>",
    ],
)
@pytest.mark.parametrize("is_above", [True, False])
def test_many_values_and_labels_that_share_a_line(labels: str, is_above: bool) -> None:
    text = f"<div>{TEXT}</div>"
    found = page(text, labels=labels) if is_above else page(text + labels, labels="")
    assert found.issued_on == "2024-03-06"
    assert found.issued_by == ISSUERS
    assert found.body == BODY


def test_a_label_in_a_sentence_parts_no_line() -> None:
    line = "Issued by: the harbour office, which has said for years: no light, no harbour, and no ships at night."
    assert page(f"<div>{TEXT}</div>", labels=f"<p>{line}</p>").issued_on is None


def test_a_long_list_of_links_below_the_headline_is_a_menu() -> None:
    menu = (
        "<h3>Fields of work</h3><ul>"
        + _links(
            (
                "Elections",
                "Policing",
                "Youth",
                "Education",
                "Migration",
                "Rule of law",
                "Human rights",
                "Arms control",
                "Good governance",
                "Gender equality",
            )
        )
        + "</ul>"
    )
    assert page(f"<div>{TEXT}</div>{menu}").fields_of_work == ()


def test_the_days_of_an_event_are_no_day_of_publication() -> None:
    found = page(f"<div>{TEXT}</div>", labels="<div><div>Date</div><div>6 - 8 March 2024</div></div>")
    assert (found.issued_on, found.event_when) == (None, "6 - 8 March 2024")
    assert is_span("6 March 2024 – 8 March 2024")
    assert not is_span("6 March 2024 - 10:30")


def test_a_change_of_the_page_is_no_publication() -> None:
    assert page(f"<div>{TEXT}</div>", labels="<p>Last updated: 6 March 2024</p>").issued_on is None


@pytest.mark.parametrize(
    "title", ["Search", "Contacts"], ids=["facets with words of labels", "a table of structures"]
)
def test_pages_that_say_what_they_are_have_no_facts(title: str) -> None:
    facets = "<fieldset><legend>Content type</legend><label>News Item (12)</label><label>Statement (3)</label></fieldset>"
    table = "<table><tr><td>OSCE Mission to Serbia</td><td>Belgrade</td></tr></table><p>6 March 2024</p>"
    found = read(f"<html><body>{MENU}<main><h1>{title}</h1>{facets}{table}</main></body></html>")
    assert (found.kind, found.content_type, found.issued_on, found.issued_by) == ("other", None, None, ())


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Пресс-релиз", "Пресс-релиз"),
        ("Saopštenje za javnost", "Saopštenje za javnost"),
        ("Njoftim për shtyp", "Njoftim për shtyp"),
        ("NEWS RELEASE", "News release"),
        ("Бисквит", None),
    ],
)
def test_content_types_are_as_the_page_prints_them(printed: str, expected: str | None) -> None:
    found = read(
        f"<html><body>{MENU}<main><p>{printed}</p><h1>{TITLE}</h1><div>{TEXT}</div></main></body></html>"
    )
    assert found.content_type == expected


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("6-Mar-2024", "2024-03-06"),
        ("6. mart 2024.", "2024-03-06"),
        ("6. децембра 2024. године", "2024-12-06"),
        ("6 грудня 2024 року", "2024-12-06"),
        ("6 de marzo de 2024", "2024-03-06"),
        ("2024-yil 6-mart", "2024-03-06"),
        ("2024 жылғы 6 наурыз", "2024-03-06"),
        ("2024 and 6 March", None),
    ],
)
def test_days_in_other_languages(printed: str, day: str | None) -> None:
    assert parse_day(printed) == day


def test_a_subtitle_is_a_lead_and_a_remark_is_none() -> None:
    subtitle = "Keepers of nine lights learn what a horn says"
    assert page(f"<h2>{subtitle}</h2>{LABELS}<div>{TEXT}</div>", labels="").lead == subtitle
    assert page(f"<p>2 min read</p><div>{TEXT}</div>").lead is None
    assert page(f"<p>Also available in: <a href=/ru>Русский</a></p><div>{TEXT}</div>").lead is None


def test_a_short_quote_drawn_out_of_the_text_counts_once() -> None:
    inside = f"<p>{FIRST}</p><p>{SECOND} “We wait for fog.”</p><blockquote>We wait for fog.</blockquote><p>{THIRD}</p>"
    assert "We wait for fog." not in page(f"<div>{inside}</div>").body


@pytest.mark.parametrize(
    "sentence",
    [
        "Text messages were sent to all keepers who had missed the first day of the course.",
        "Views of the bay were used to show what fog looks like from above in the early morning.",
        "Copyright law was the topic of the last session, in which a judge spoke for an hour.",
        "The spare horns were distributed via the harbour offices, which know all of the keepers.",
        "By boat, the keepers then went to the island, where the oldest of the lights stands.",
        "Published twice a year, the magazine of the keepers will report on the course in June.",
        "Updated charts of the bay were handed over to the keepers at the end of the course.",
    ],
)
def test_sentences_that_only_begin_like_what_sites_print(sentence: str) -> None:
    assert page(f"<div>{TEXT}<p>{sentence}</p></div>").body == (*BODY, sentence)
    plain = read(f"{TITLE}\nBAR, 6 March 2024 – {FIRST}\n{SECOND}\n{THIRD}\n{sentence}")
    assert plain.body[-1] == sentence


@pytest.mark.parametrize(
    "line",
    [
        "<p>March 6, 2024 10:30 AM Eastern Daylight Time</p>",
        "<div><span>OSCE</span> <span>6 March 2024</span> <span>2 min</span></div>",
        "<p>Posted on 6 March 2024 by admin</p>",
        "<ul><li>Source: OSCE</li><li>Posted: 8 March 2024</li><li>Originally published: 6 March 2024</li></ul>",
    ],
)
def test_lines_below_the_headline_on_other_sites(line: str) -> None:
    found = page(f"<div>{TEXT}</div>", labels=line)
    assert (found.issued_on, found.issued_by, found.lead, found.body) == ("2024-03-06", (), None, BODY)


@pytest.mark.parametrize(
    "text", ["<a href=/x/123456>Pilots: who counts buoys?</a>", "<a href=/x>Pilots count buoys</a>"]
)
def test_a_day_beside_a_link_to_another_page_is_that_pages(text: str) -> None:
    other = f"<div><h3>Coming</h3><div>9 June 2024 {text}</div></div>"
    assert page(f"<div>{TEXT}</div>", top=other, labels="").issued_on is None
    assert page(f"<div>{TEXT}</div>{other}", labels="").issued_on is None
    assert page(f"<div>{TEXT}</div>", top=other, labels="<p>6 March 2024</p>").issued_on == "2024-03-06"


def test_a_content_type_may_be_a_link_but_no_step_of_a_trail() -> None:
    markup = f"<html><body>{MENU}<main>{{}}<h1>{TITLE}</h1><div>{TEXT}</div></main></body></html>"
    assert read(markup.format("<p><a href=/n>News Item</a></p>")).content_type == "News item"
    trail = "<div><div><a href=/>Home</a></div><div><a href=/n>News</a></div></div>"
    assert read(markup.format(trail)).content_type is None

"""Plain text: both sites' forms, republications, event pages, pages that are no article."""

from __future__ import annotations

import pytest

from osce_extract.pages import Page, read_pages
from osce_extract.pages.repeats import find_repeats
from osce_extract.sources import Document, Fetched

MENU = """-
Our work
-
Fields of work
- Policing
- Elections
- A field that nobody knows yet
-
Countries
- Albania
- Serbia
- About us
"""
FIRST = (
    "Forty beekeepers from both banks of the river met in Berat on 4 May to compare their hives and honey."
)
SECOND = "“A bee asks nobody for a passport,” one of them said, and the others nodded for quite a while."
LABELS = """- Issued on:
- 6 May 2024
- Issued by:
- OSCE Presence in Albania, OSCE Secretariat
- Fields of work:
- Environmental activities, Rule of law
"""


def read(text: str, **more: object) -> Page:
    return read_pages(Document(location="page.txt", content=text.encode(), **more))[0]  # type: ignore[arg-type]


def article(body: str, labels: str = LABELS) -> Page:
    return read(f"{MENU}News Item\nBeekeepers meet in Berat\n{FIRST}\n{labels}{body}")


def test_an_article_of_the_current_site() -> None:
    page = article(f"{FIRST}\n{SECOND}\n")
    assert page.kind == "article"
    assert page.title == "Beekeepers meet in Berat"
    assert page.content_type == "News item"
    assert (page.issued_on, page.issued_on_from) == ("2024-05-06", "label")
    assert page.issued_by == ("OSCE Presence in Albania", "OSCE Secretariat")
    assert page.fields_of_work == ("Environmental activities", "Rule of law")
    assert page.body == (FIRST, SECOND)
    assert page.lead is None
    assert page.language == "en"


def test_a_title_may_stand_before_the_content_type() -> None:
    page = read(f"{MENU}Beekeepers meet in Berat\nNews Item\nA short lead about them all.\n{LABELS}{FIRST}")
    assert page.title == "Beekeepers meet in Berat"
    assert page.lead == "A short lead about them all."


def test_a_lost_value_is_a_warning_and_no_guess() -> None:
    page = article(f"{FIRST}\n{SECOND}", "- Issued on:\n- Issued by:\n- OSCE Presence in Albania\n")
    assert page.issued_on is None
    assert page.issued_by == ("OSCE Presence in Albania",)
    assert "issued_on lost: the label has no value" in page.warnings


def test_a_date_that_cannot_be_is_refused() -> None:
    fetched = Fetched(status=200, final_url="", fetched_at="2024-05-10T08:00:00Z", from_cache=False)
    page = read(f"Honey\nIssued on: 6 May 2031\n{FIRST}\n{SECOND}", fetched=fetched)
    assert page.issued_on is None
    assert any("cannot be a date of publication" in warning for warning in page.warnings)


@pytest.mark.parametrize(
    "line",
    [
        "Keepers open a hive, Berat, 4 May 2024. (OSCE/Ana Leka)",
        "(OSCE) Keepers open a hive.",
        "(Keepers open a hive. OSCE/Presence in Albania)",
        "Keepers open a hive in Berat, 4 May 2024",
        "Photo: OSCE/Ana Leka",
        "Foto: OSCE/Ana Leka",
        "OSCE/Ana Leka",
        "Keepers open a hive (Ana Leka/OSCE)",
        "Keepers open a hive (photo: Ana Leka)",
        "Keepers open a hive in Berat, 4 May 2024 (OSCE)",
    ],
)
def test_captions_are_left_out(line: str) -> None:
    assert article(f"{FIRST}\n{line}\n{SECOND}").body == (FIRST, SECOND)


@pytest.mark.parametrize(
    "ending",
    [
        "Contacts\nPress Officer\nOSCE Presence in Albania\nTel.: +355 4 222 22 22",
        "For further information, please contact:\nPress Officer\n+355 4 222 22 22",
        "OSCE Presence in Albania\nOak Street 1, Tirana\nTel.: +355 4 222 22 22",
        "Related stories\nFishermen meet in Vlora\nA story about twelve fishermen who met in Vlora.",
        "Share this\n- Facebook\n- E-mail",
        "© OSCE 2024\nPrivacy",
        "-\nCountries\n- All\n- Albania\n- Greece\n- Malta",
        "Read more\nAdd new comment",
        "Source: OSCE\n- 12 reads\nAnother headline of the same site",
    ],
)
def test_what_follows_an_article_is_left_out(ending: str) -> None:
    body = f"{FIRST}\n{SECOND}\nThe next meeting will be held in Korça when the lime trees are in flower.\n"
    assert article(body + ending).body == article(body).body


def test_lists_behind_a_colon_are_the_articles() -> None:
    page = article(
        f"{FIRST}\nThey came from four countries:\n- Albania\n- Serbia\n- Malta\n- Greece\n{SECOND}"
    )
    assert page.body[2:6] == ("Albania", "Serbia", "Malta", "Greece")


def test_a_topic_between_paragraphs_is_a_subheading() -> None:
    assert article(f"{FIRST}\nElections\n{SECOND}").body == (FIRST, "Elections", SECOND)


def test_paragraphs_that_repeat_count_once() -> None:
    near = FIRST.replace("met in", "gathered in")
    assert article(f"{FIRST}\n{SECOND}\n{near}\n{FIRST}").body == (FIRST, SECOND)
    assert find_repeats(["A bee asks nobody for a passport", SECOND]) == {0}
    assert find_repeats(
        ["Twelve came to the session in Osh on Monday.", "Nine came to the session in Osh on Monday."]
    ) <= {1}
    assert (
        find_repeats([f"On {day} May all {day} keepers of the village met again." for day in (3, 4)])
        == frozenset()
    )


def test_an_older_press_release() -> None:
    page = read(f"Newsroom\nBees of Berat\nTIRANA, 4 May 2012 – {FIRST}\n{SECOND}\n")
    assert page.title == "Bees of Berat"
    assert (page.issued_on, page.issued_on_from) == ("2012-05-04", "dateline")
    assert page.dateline is not None
    assert page.dateline.cities == ("TIRANA",)
    assert page.content_type is None


@pytest.mark.parametrize(
    ("stamp", "day", "content_type"),
    [
        ("OSCE - Tue, 05/14/2024 - 09:05\n77001", "2024-05-14", None),
        (
            "05/30/2024 | Press release | Distributed by a wire on 05/31/2024 10:00",
            "2024-05-30",
            "Press release",
        ),
        ("date 2024-05-02", "2024-05-02", None),
        ("Friday, May 3, 2024", "2024-05-03", None),
    ],
)
def test_stamps_of_republications(stamp: str, day: str, content_type: str | None) -> None:
    page = read(f"Bees of Berat\n{stamp}\n{FIRST}\n{SECOND}\nCategories: Balkans")
    assert (page.title, page.issued_on, page.content_type) == ("Bees of Berat", day, content_type)
    assert page.body == (FIRST, SECOND)


def test_event_pages_keep_what_their_labels_say() -> None:
    page = read(
        f"Bee forum\nWhen:\n3 - 4 May 2018\nWhere:\nTown hall, Berat\nOrganized by:\n{FIRST}\n{SECOND}"
    )
    assert (page.event_when, page.event_where, page.event_organizer) == (
        "3 - 4 May 2018",
        "Town hall, Berat",
        None,
    )
    assert page.body == (FIRST, SECOND)
    assert page.issued_on is None


@pytest.mark.parametrize("span", ["Monday, 7 May 2018 - Tuesday, 8 May 2018", "3 May 2018 – 4 May 2018"])
def test_a_line_of_two_days_says_when_an_event_is_and_not_when_it_was_told(span: str) -> None:
    page = read(f"Bee forum\n{span}\n{FIRST}\n{SECOND}")
    assert (page.title, page.event_when, page.issued_on) == ("Bee forum", span, None)
    assert page.body == (FIRST, SECOND)


def test_an_event_page_may_print_its_place_below_its_title() -> None:
    page = read(f"Bee forum\nHotel Lindje, Berat, Albania\n{FIRST}\n{SECOND}")
    assert (page.title, page.event_where) == ("Bee forum", "Hotel Lindje, Berat, Albania")
    assert page.body == (FIRST, SECOND)


@pytest.mark.parametrize("line", ["(OSCE/Ana Leka)", "- Home", "Photo: OSCE/Ana Leka"])
def test_what_stands_before_a_title_is_passed_over(line: str) -> None:
    page = read(f"{line}\nBees of Berat\n{FIRST}\n{SECOND}")
    assert (page.title, page.body) == ("Bees of Berat", (FIRST, SECOND))


def test_one_word_before_the_content_type_is_no_title() -> None:
    page = read(f"Berat\nNews Item\nKeepers of bees meet\n{FIRST}\n{SECOND}")
    assert (page.title, page.content_type) == ("Keepers of bees meet", "News item")
    alone = read("Bees\nNews Item")
    assert (alone.title, alone.content_type) == ("Bees", "News item")


def test_paragraphs_between_two_labels_are_the_articles() -> None:
    page = read(
        f"Bees of Berat\nIssued on: 6 May 2024\n{FIRST}\nIssued by: OSCE Presence in Albania\n{SECOND}"
    )
    assert (page.issued_on, page.issued_by) == ("2024-05-06", ("OSCE Presence in Albania",))
    assert page.body == (FIRST, SECOND)


def test_a_source_among_list_items_is_who_issued_it() -> None:
    page = read(f"Bees of Berat\n- Source:\n- OSCE Presence in Albania\n{FIRST}\n{SECOND}")
    assert page.issued_by == ("OSCE Presence in Albania",)
    other = read(f"Bees of Berat\n- Source:\n- A wire of news\n{FIRST}\n{SECOND}")
    assert other.issued_by == ()


def test_a_list_of_names_ends_where_one_is_not_known() -> None:
    labels = "- Issued by:\n- OSCE Presence in Albania\n- Honey and more\n"
    page = read(f"Bees of Berat\n{labels}{FIRST}\n{SECOND}")
    assert page.issued_by == ("OSCE Presence in Albania",)
    assert page.body == ("Honey and more", FIRST, SECOND)


@pytest.mark.parametrize("value", [",", " ;"])
def test_a_value_of_commas_is_lost(value: str) -> None:
    page = read(f"Bees of Berat\nIssued by: {value}\n{FIRST}\n{SECOND}")
    assert page.issued_by == ()
    assert "issued_by lost: the label has no value" in page.warnings


@pytest.mark.parametrize("day", ["31 February 2024", "31.31.2024", "40.05.2024"])
def test_a_day_that_is_not_in_the_calendar_is_lost(day: str) -> None:
    page = read(f"Bees of Berat\nIssued on: {day}\n{FIRST}\n{SECOND}")
    assert page.issued_on is None
    assert "issued_on lost: the label has no value" in page.warnings


def test_a_dateline_that_stands_alone_and_again_is_kept_once() -> None:
    page = read(f"Bees of Berat\nTIRANA, 4 May 2012\nTIRANA, 4 May 2012 – {FIRST}\n{SECOND}")
    assert page.body == (f"TIRANA, 4 May 2012 – {FIRST}", SECOND)
    assert page.issued_on == "2012-05-04"


def test_a_lead_in_capitals_is_none() -> None:
    labels = "- Issued on:\n- 6 May 2024\n"
    page = read(f"News Item\nBees of Berat\nBEES FOR ALL\n{labels}{FIRST}\n{SECOND}")
    assert (page.lead, page.body) == (None, (FIRST, SECOND))
    page = read(f"News Item\nBees of Berat\nBees for all.\n{labels}{FIRST}\n{SECOND}")
    assert page.lead == "Bees for all."


def test_pictures_in_markdown_are_left_out() -> None:
    page = read(f"Bees of Berat\n![A hive](https://pictures.example/hive.jpg)\n{FIRST}\n{SECOND}")
    assert page.body == (FIRST, SECOND)


@pytest.mark.parametrize(
    "menu",
    [
        "- Our work\n- Policing\n- Elections\nRivers and wells\n- Albania\n- Serbia\n- About us\n",
        "Our work\nFields of work\nElections\nRivers and wells\nCountries\nAlbania\nAbout us\n",
    ],
)
def test_a_line_that_nobody_knows_parts_no_menu(menu: str) -> None:
    page = read(f"{menu}Bees of Berat\n{FIRST}\n{SECOND}")
    assert (page.title, page.body) == ("Bees of Berat", (FIRST, SECOND))


def test_a_menu_behind_a_list_of_the_article_is_left_out() -> None:
    menu = "Countries\nOur work\nAbout us\n"
    page = read(f"Bees of Berat\n{FIRST}\nThey came from:\n- Albania\n- Serbia\n- Malta\n{menu}")
    assert page.body == (FIRST, "They came from:", "Albania", "Serbia", "Malta")


def test_an_invitation_is_told_from_a_sentence_that_begins_alike() -> None:
    sentence = "Followers of the old queen came next and were given honey too, he said on Facebook."
    page = read(f"Bees of Berat\n{FIRST}\nFollow us on Facebook\n{sentence}\n{SECOND}")
    assert page.body == (FIRST, sentence, SECOND)


def test_a_bare_menu_is_no_article() -> None:
    page = read(MENU + "© OSCE\n")
    assert (page.kind, page.title, page.body, page.language) == ("other", None, (), None)
    assert any(warning.startswith("no article found") for warning in page.warnings)


def test_the_address_of_the_contact_block() -> None:
    page = read(
        f"Bees\n{FIRST}\n{SECOND}\nFor PDF attachments or links, please visit: http://www.osce.org/albania/12345\n"
    )
    assert page.url == "https://www.osce.org/albania/12345"


def test_lines_broken_at_a_fixed_width_are_joined() -> None:
    wrapped = (
        "Bees of Berat\n\n"
        "Forty beekeepers from both banks of the river met in the old town of\n"
        "Berat on 4 May to compare their hives, their honey and their hopes for\n"
        "the summer, which had been dry for the third year in a row, they said.\n\n"
        "The next meeting of the keepers will be held in Korça as soon as the\n"
        "lime trees are in flower, and the one after it in Vlora in the autumn,\n"
        "when the last jars will have been sold on the markets of the region\n"
        "and the queens have gone to sleep.\n"
    )
    page = read(wrapped)
    assert len(page.body) == 2
    assert page.body[1].endswith("queens have gone to sleep.")

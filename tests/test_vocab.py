"""The vocabularies: data files that load and are well formed, and look-ups by many forms."""

import hashlib
import subprocess
import sys
import unicodedata
from importlib.resources import files
from pathlib import Path

import msgspec
import pytest

from osce_extract.text.folding import fold
from osce_extract.vocab import tables
from osce_extract.vocab.bodies import BodyWords
from osce_extract.vocab.countries import all_countries, find_capital, find_form
from osce_extract.vocab.languages import letters_of_languages
from osce_extract.vocab.matcher import Matcher
from osce_extract.vocab.months import month_numbers
from osce_extract.vocab.navigation import find_navigation
from osce_extract.vocab.pagewords import page_words
from osce_extract.vocab.placecues import PlaceCues, area_nouns, place_cues
from osce_extract.vocab.places import find_places
from osce_extract.vocab.structures import all_structures, find_structure
from osce_extract.vocab.tables import read_lines, read_rows, split_list
from osce_extract.vocab.ties import TieWords
from osce_extract.vocab.topics import (
    content_types,
    fields_of_work,
    find_content_type,
    find_field_of_work,
    find_label,
    split_label,
)
from osce_extract.vocab.wordlists import read_lists

DATA = files("osce_extract.vocab") / "data"
SORTED = ["content_types", "fields_of_work", "labels", "navigation", "places_extra", "structures"]


@pytest.mark.parametrize("path", sorted(p.name for p in DATA.iterdir() if p.name.endswith((".tsv", ".toml"))))
def test_data_files_are_nfc_and_end_in_a_line_feed(path):
    text = (DATA / path).read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert text.endswith("\n")
    assert not any(line != line.rstrip(" \r") for line in text.split("\n"))


@pytest.mark.parametrize("name", SORTED)
def test_rows_are_sorted_and_unlike(name):
    rows = read_lines(f"{name}.tsv")[1:]
    keys = [row.split("\t")[0] for row in rows]
    assert keys == sorted(keys)
    assert len(set(rows)) == len(rows)
    if name != "places_extra":
        assert len(set(keys)) == len(keys)


def test_every_toml_file_has_its_twin():
    script = Path(__file__).parent.parent / "scripts" / "build_twins.py"
    done = subprocess.run([sys.executable, script, "--check"], check=False)
    assert done.returncode == 0, "run python scripts/build_twins.py"


@pytest.mark.parametrize("twin", ["of it", "of an earlier one", "none"])
def test_a_toml_file_is_read_as_it_is_whatever_its_twin(tmp_path, monkeypatch, twin):
    source = b"greetings = ['hello']\n"
    (tmp_path / "words.toml").write_bytes(source)
    if twin != "none":
        digest = hashlib.sha256(source if twin == "of it" else b"greetings = []\n").hexdigest()
        content = msgspec.Raw(b'{"greetings":["from the twin"]}')
        (tmp_path / "words.toml.json").write_bytes(
            msgspec.json.encode(tables.Twin(sha256=digest, content=content))
        )
    monkeypatch.setattr(tables, "DATA", tmp_path)
    monkeypatch.setattr(tables, "TWINS", tmp_path)
    words = tables.read_toml("words.toml", dict[str, list[str]])
    assert words == {"greetings": ["from the twin" if twin == "of it" else "hello"]}


class Tools(msgspec.Struct):
    cutting: frozenset[str]


def test_lists_of_words_are_read_in_any_spelling_and_none_may_miss():
    lists = {"cutting": ["Saw", "saw", "Organiser"], "binding": ["glue"]}
    assert read_lists(lists, Tools) == Tools(frozenset({"saw", "organizer"}))
    with pytest.raises(KeyError, match="cutting"):
        read_lists({"binding": ["glue"]}, Tools)


@pytest.mark.parametrize(
    ("name", "form", "others"),
    [
        ("ties.toml", TieWords, set()),
        ("body_words.toml", BodyWords, set()),
        ("place_cues.toml", PlaceCues, {"town", "district", "region", "sites"}),
    ],
)
def test_every_list_of_words_is_read(name, form, others):
    lists = tables.read_toml(name, dict[str, list[str]])
    assert lists.keys() - others == set(form.__struct_fields__) - {"unnamed"}


def test_nouns_of_places_are_known_by_what_they_make_of_a_name():
    assert (area_nouns()["villages"], area_nouns()["oblast"]) == ("town", "region")
    assert {"villages", "locations"} <= place_cues().unnamed
    assert {"refugees", "hospital"} <= place_cues().people


def test_a_row_of_another_width_is_refused():
    with pytest.raises(ValueError, match="columns must be"):
        read_rows("labels.tsv", ("label",))


def test_countries_have_codes_of_their_own():
    countries = all_countries()
    assert len({c.code for c in countries}) == len(countries)
    assert all(len(c.code) == 2 and c.code.isupper() for c in countries)
    assert sum(c.status == "participating" for c in countries) == 57
    assert sum(c.status == "partner" for c in countries) == 11


def test_no_form_names_two_countries():
    named = {}
    for country in all_countries():
        for form in (*country.forms, *country.demonyms):
            assert named.setdefault(fold(form), country.code) == country.code, form


@pytest.mark.parametrize(
    ("text", "code", "kind"),
    [
        ("the Netherlands", "NL", "name"),
        ("Dutch", "NL", "demonym"),
        ("UK", "GB", "name"),
        ("U.S.", "US", "name"),
        ("United States of America", "US", "name"),
        ("American", "US", "demonym"),
        ("Turkey", "TR", "name"),
        ("TURKIYE", "TR", "name"),
        ("the former Yugoslav Republic of Macedonia", "MK", "name"),
        ("Kyrgyz Republic", "KG", "name"),
        ("Slovak", "SK", "demonym"),
        ("Czech Republic", "CZ", "name"),
        ("BiH", "BA", "name"),
        ("Republic of Korea", "KR", "name"),
        ("Kosovo", "XK", "name"),
        ("Monégasque", "MC", "demonym"),
    ],
)
def test_a_country_is_found_by_its_forms(text, code, kind):
    form = find_form(text)
    assert form is not None
    assert (form.country.code, form.kind) == (code, kind)


@pytest.mark.parametrize("text", ["us", "turkey", "Serbian Ministry", "Atlantis", "", "the"])
def test_other_words_are_no_country(text):
    assert find_form(text) is None


def test_capitals_stand_for_countries():
    assert [c and c.code for c in map(find_capital, ("Kyiv", "Kiev", "Chisinau", "Geneva"))] == [
        "UA",
        "UA",
        "MD",
        None,
    ]


def test_structures_are_well_formed():
    codes = {c.code for c in all_countries()}
    for entry in all_structures():
        assert entry.country is None or entry.country in codes
        assert entry.closed is None or (entry.opened is not None and entry.opened <= entry.closed)
        assert entry.id == entry.id.lower().replace(" ", "-")


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("OSCE Mission to Serbia", "mission-to-serbia"),
        ("the OSCE Centre in Bishkek", "programme-office-in-bishkek"),
        ("OSCE Programme Office in Bishkek", "programme-office-in-bishkek"),
        ("OSCE Office in Yerevan (closed)", "office-in-yerevan"),
        ("OSCE Office for Democratic Institutions and Human Rights (ODIHR)", "odihr"),
        ("ODIHR", "odihr"),
        ("OSCE Project Coordinator in Ukraine", "project-co-ordinator-in-ukraine"),
        ("Spillover Monitor Mission to Skopje", "mission-to-skopje"),
        ("TNTD/SPMU", "spmu"),
        ("OSCE Chairmanship", "chairpersonship"),
        ("OSCE Office in Zagreb", "mission-to-croatia"),
    ],
)
def test_a_structure_is_found_in_all_its_eras(text, id_):
    found = find_structure(text)
    assert found is not None
    assert found.id == id_


@pytest.mark.parametrize("text", ["Secretariat", "OSCE Mission to Mars", "Mission", "odihr", ""])
def test_other_words_are_no_structure(text):
    assert find_structure(text) is None


def test_no_form_names_two_structures():
    named = {}
    for entry in all_structures():
        for form in (entry.name, *entry.abbreviations, *entry.forms):
            assert named.setdefault(fold(form), entry.id) == entry.id, form


def test_topics_and_content_types_in_any_capitals():
    assert find_field_of_work("GENDER EQUALITY") == "Gender equality"
    assert find_content_type("News Item") == "News item"
    assert find_content_type("Press Releases") == "Press release"
    assert find_content_type("Cake") is None
    assert all(find_field_of_work(topic) == topic for topic in fields_of_work())
    assert all(find_content_type(name) == name for name in content_types())
    for name, forms in read_rows("content_types.tsv", ("name", "forms")):
        assert all(find_content_type(form) == name for form in split_list(forms)), name


def test_every_label_of_the_file_is_found():
    for label, field in read_rows("labels.tsv", ("label", "field")):
        assert find_label(f"- {label}: ") == field, label


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("- Issued on:", ("issued_on", "")),
        ("Publishing date: 2 May 2014", ("issued_on", "2 May 2014")),
        ("Where we are: OSCE Secretariat", ("issued_by", "OSCE Secretariat")),
        ("The judge was clear: no", None),
        ("Issued on a Monday", None),
    ],
)
def test_labels_with_their_values(line, label):
    assert split_label(line) == label


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("- Our work", "menu"),
        ("- Finland – OSCE Chairpersonship 2025", "menu"),
        ("- Mission to Serbia", "menu"),
        ("Policing", "menu"),
        ("Share on Facebook", "share"),
        ("Related items:", "related"),
        ("next ›", "pager"),
        ("Security Review Conferences", "meeting"),
        ("Twelve judges met in Serbia.", None),
        ("Serbian", None),
    ],
)
def test_navigation_lines(line, kind):
    assert find_navigation(line) == kind


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Osh", "KG"),
        ("Peć", "XK"),
        ("Pec", "XK"),
        ("PRISTINA", "XK"),
        ("Gjilan/Gnjilane", "XK"),
        ("Qurghonteppa", "TJ"),
        ("Kurgan-Tyube", "TJ"),
        ("Kiev", "UA"),
        ("Ust-Kamenogorsk", "KZ"),
        ("Oskemen", "KZ"),
        ("Kishinev", "MD"),
        ("Durres", "AL"),
        ("Khatlon", "TJ"),
        ("Preševo Valley", "RS"),
        ("Sveti Stefan", "ME"),
        ("Sremska Kamenica", "RS"),
        ("Niš", "RS"),
        ("Bar", "ME"),
    ],
)
def test_places_by_their_names_of_all_eras(text, country):
    places = find_places(text)
    assert places
    assert places[0].country == country


@pytest.mark.parametrize("text", ["", "Zzyzx Springs", "Ministry", "\t", "a"])
def test_other_words_are_no_place(text):
    assert find_places(text) == ()


def test_the_places_lie_sorted_and_each_is_found():
    codes = {c.code for c in all_countries()}
    keys = []
    for line in (DATA / "places.tsv").read_text(encoding="utf-8").splitlines():
        key, country, latitude, longitude, _, _ = line.split("\t")
        assert fold(key) == key
        assert country in codes
        assert abs(float(latitude)) <= 90
        assert abs(float(longitude)) <= 180
        keys.append(key)
    assert keys == sorted(keys)
    assert all(find_places(key) for key in (keys[0], keys[-1], *keys[::97]))


def test_places_kept_by_hand_have_a_country_and_degrees_in_pairs():
    codes = {c.code for c in all_countries()} | {""}
    for name, kind, country, latitude, longitude, _ in read_rows(
        "places_extra.tsv", ("name", "kind", "country", "latitude", "longitude", "forms")
    ):
        assert country in codes, name
        assert kind in {"town", "village", "district", "region", "area"}, name
        assert bool(latitude) == bool(longitude), name


def test_the_matcher_keeps_to_whole_words_and_the_longest():
    matcher = Matcher([("Bar", 1), ("Bar ash", 2), ("Peć", 3), ("Port of Bar", 4)], "capitalized")
    found = matcher.find("İ: Bar association, Barbara, PEĆ and Port of Bar, not bar or pec")
    assert [(m.start, m.value) for m in found] == [(3, 1), (29, 3), (37, 4)]


def test_the_matcher_of_exact_case_and_of_any():
    assert Matcher([("US", 1)], "exact").find("us and US") == ((7, 9, 1),)
    assert [m.start for m in Matcher([("US", 1)], "any").find("us and US")] == [0, 7]
    assert Matcher([], "any").find("nothing") == ()


def test_months_in_the_languages_of_the_site():
    months = month_numbers()
    assert sorted(set(months.values())) == list(range(1, 13))
    assert [months[name] for name in ("may", "mai", "мая", "märz", "gusht", "dec")] == [5, 5, 5, 3, 8, 12]


def test_letters_that_tell_languages_are_their_own():
    for language in letters_of_languages():
        assert language.needed
        assert set("".join(language.needed)) <= set(language.letters)
        assert not set(language.letters) & set("абвгдежзиклмнопрстуфхцчшщъыьэюя")


def test_words_of_pages_keep_their_case():
    assert "OSCE" in page_words().no_cities
    assert all(title == title.lower() for title in page_words().site_titles)

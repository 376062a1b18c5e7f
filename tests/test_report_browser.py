"""The report in a real browser: headless Chromium, driven as a person would use it."""

from __future__ import annotations

import base64
import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import invented
import msgspec
import pytest
from many import find, make_record, many_records

from osce_extract.facts.model import DateRange, Donor, Evidence, Location, Organizer, Partner, Project
from osce_extract.record import EventLabels, Record
from osce_extract.sinks.report import build_report

selenium = pytest.importorskip("selenium")
from selenium.common.exceptions import NoAlertPresentException  # noqa: E402
from selenium.webdriver import Chrome, ChromeOptions  # noqa: E402
from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.remote.webelement import WebElement  # noqa: E402
from selenium.webdriver.support.ui import Select  # noqa: E402

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="no browser here: apt-get install chromium chromium-driver"
)

FLAGS = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync""".split()
HOSTILE = (
    "<script>window.ran=1</script><img src=x onerror='window.ran=2'>\"><svg onload=window.ran=3></script>"
)
MANY = 300


class Browser:
    """A browser with the report in it."""

    def __init__(self, profile: Path) -> None:
        options = ChromeOptions()
        options.binary_location = str(CHROMIUM)
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = Chrome(options=options, service=Service(DRIVER))
        self.driver.get("about:blank")

    def tell(self, command: str, **values: Any) -> Any:
        return self.driver.execute_cdp_cmd(command, values)

    def run(self, script: str, *values: Any) -> Any:
        return self.driver.execute_script(script, *values)

    def open(self, path: Path, width: int = 1400, scheme: str = "light", media: str = "") -> None:
        self.tell(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=900,
            deviceScaleFactor=1,
            mobile=width < 500,
        )
        self.tell(
            "Emulation.setEmulatedMedia",
            media=media,
            features=[
                {"name": "prefers-color-scheme", "value": scheme},
                {"name": "prefers-reduced-motion", "value": "reduce"},
            ],
        )
        self.driver.get("about:blank")
        self.said()
        self.driver.get(path.as_uri())
        self.wait_for("document.documentElement.dataset.ready === 'yes'")

    def wait_for(self, condition: str) -> None:
        until = time.monotonic() + 60
        while not self.run(f"return Boolean({condition})"):
            assert time.monotonic() < until, (condition, self.run("return document.body.innerText")[:500])
            time.sleep(0.02)

    def after_filter(self, act: Callable[[], Any]) -> None:
        """Act, and wait until the page has filtered; slow typing filters more than once."""
        count = "return performance.getEntriesByName('filter').length"
        before = self.run(count)
        act()
        self.wait_for(f"performance.getEntriesByName('filter').length > {before}")
        while before != (now := self.run(count)):
            before = now
            time.sleep(0.5)

    def choose(self, name: str, value: str) -> None:
        self.after_filter(lambda: Select(self.one(f"[name={name}]")).select_by_value(value))

    def one(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        script = "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent.trim())"
        found: list[str] = self.run(script, selector)
        return found

    def said(self) -> list[str]:
        """What the console has said since it was last asked."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """What was asked for since it was last asked; the browser's own icons are `data:` and no requests."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        sent = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
        return [url for url in sent if not url.startswith("data:")]

    def focused(self) -> WebElement:
        return self.driver.switch_to.active_element


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    browser = Browser(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.driver.quit()


def save(records: list[Record], path: Path, title: str = "OSCE activities") -> Path:
    path.write_bytes(build_report(records, title=title, source="many.jsonl"))
    return path


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return list(many_records(MANY))


@pytest.fixture(scope="module")
def report(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(records, tmp_path_factory.mktemp("report") / "report.html")


def in_country(records: list[Record], code: str) -> list[Record]:
    return [record for record in records if any(place.country == code for place in record.locations)]


def test_it_opens_in_silence_and_asks_nothing_of_the_network(browser: Browser, report: Path) -> None:
    browser.driver.get("about:blank")
    browser.requests()
    browser.open(report)
    assert browser.requests() == [report.as_uri()]
    browser.one("td.title button").click()
    browser.wait_for("document.getElementById('activity').open")
    assert browser.requests() == []
    assert browser.said() == []
    assert not browser.one("#trouble").is_displayed()
    assert browser.run("return typeof DecompressionStream") == "function"


def test_a_filter_narrows_table_figures_and_every_chart(
    browser: Browser, report: Path, records: list[Record]
) -> None:
    browser.open(report)
    charts = ["timeline", "participants", "map", "donors", "partners"]
    drawn = {
        name: browser.run("return document.querySelector(arguments[0]).innerHTML", f"#chart-{name} svg")
        for name in charts
    }
    kept = in_country(records, "TJ")
    assert 0 < len(kept) < MANY
    browser.choose("country", "TJ")
    assert browser.one("#count").text == f"{len(kept)} of {MANY} records"
    assert browser.one("#chosen").text == "country Tajikistan"
    assert len(browser.all("#table tbody tr")) == min(50, len(kept))
    assert all("Tajikistan" in cell for cell in browser.texts("#table td.where"))
    assert browser.texts("#figures dd")[0] == str(len(kept))
    for name in charts:
        assert (
            browser.run("return document.querySelector(arguments[0]).innerHTML", f"#chart-{name} svg")
            != drawn[name]
        )
    for summary in browser.all("#charts summary"):
        browser.run("arguments[0].click()", summary)
    browser.wait_for("document.querySelectorAll('#charts table').length === 5")
    assert set(browser.texts("#chart-map td:first-child")) == {"Dushanbe", "Khorog", "Bokhtar"}
    assert set(browser.texts("#chart-donors td:nth-child(2)")) == {"Tajikistan"}
    months = sum(int(count) for count in browser.texts("#chart-timeline td:nth-child(2)"))
    assert months == len(kept)
    people = sum(int(count) for count in browser.texts("#chart-participants td:nth-child(3)"))
    assert people == sum(r.participants.total or 0 for r in kept if r.participants)
    browser.after_filter(browser.one("button[type=reset]").click)
    assert browser.one("#count").text == f"{MANY} of {MANY} records"


def test_search_and_months_filter_too(browser: Browser, report: Path, records: list[Record]) -> None:
    browser.open(report)
    browser.after_filter(lambda: browser.one("[name=words]").send_keys("teachers MEDIATION"))
    kept = [r for r in records if "Teachers" in (r.title or "") and "mediation" in (r.title or "")]
    assert browser.one("#count").text.startswith(f"{len(kept)} of")
    browser.after_filter(lambda: browser.one("[name=words]").clear())
    script = """
    const from = document.querySelector('[name=from]');
    from.value = '2024-03';
    from.dispatchEvent(new Event('input', {bubbles: true}));
    """
    browser.after_filter(lambda: browser.run(script))
    later = [r for r in records if (r.dates[0].start or "") >= "2024-03"]
    assert browser.one("#count").text.startswith(f"{len(later)} of")
    browser.after_filter(lambda: browser.one("[name=words]").send_keys("no such words"))
    assert browser.one("#page").text == "No activity fits."
    assert browser.said() == []


def test_a_name_is_chosen_whole_or_in_part(browser: Browser, report: Path, records: list[Record]) -> None:
    browser.open(report)

    def held(fits: Callable[[str], bool]) -> str:
        return f"{sum(any(fits(body.name) for body in record.partners) for record in records)} of"

    names = {body.name for record in records for body in record.partners}
    offered = "return [...document.querySelectorAll('#partner-names option')].map((option) => option.value)"
    assert set(browser.run(offered)) == names
    browser.after_filter(lambda: browser.one("[name=partner]").send_keys("academy"))
    assert browser.one("#count").text.startswith(held(lambda name: "Academy" in name))
    browser.after_filter(lambda: browser.one("[name=partner]").send_keys(" of justice"))
    assert browser.one("#count").text.startswith(held(lambda name: name == "Academy of Justice"))
    assert browser.one("#chosen").text == "partner academy of justice"


def test_a_click_on_a_chart_filters(browser: Browser, report: Path) -> None:
    browser.open(report)
    bar = browser.one("#chart-partners svg .mark-rect.role-mark path")
    said = bar.get_attribute("aria-label")
    assert said is not None
    browser.after_filter(bar.click)
    chosen = browser.one("[name=partner]").get_attribute("value")
    assert chosen
    assert f"partner: {chosen}" in said


def test_headings_sort_both_ways_and_empty_cells_come_last(browser: Browser, report: Path) -> None:
    browser.open(report)

    def totals() -> list[int]:
        return [
            int(text.replace("about ", "").replace(",", ""))
            for text in browser.texts("#table td.total")
            if text
        ]

    heading = browser.one("th.total")
    heading.find_element(By.TAG_NAME, "button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    most = totals()
    assert most == sorted(most, reverse=True)
    assert len(most) == 50
    heading.find_element(By.TAG_NAME, "button").send_keys(Keys.ENTER)
    assert heading.get_attribute("aria-sort") == "ascending"
    assert totals() == sorted(totals())
    assert totals()[0] < most[-1]
    assert len(browser.all("th[aria-sort]")) == 1
    while browser.one("#later").is_enabled():
        browser.run("arguments[0].click()", browser.one("#later"))
    assert browser.texts("#table td.total")[-1] == ""


def open_first(browser: Browser) -> WebElement:
    """Open the first activity with the keyboard; gives what was pressed."""
    title = browser.one("td.title button")
    title.send_keys(Keys.ENTER)
    browser.wait_for("document.getElementById('activity').open")
    return title


def test_facts_and_marked_words_point_at_each_other(
    browser: Browser, report: Path, records: list[Record]
) -> None:
    browser.open(report)
    title = open_first(browser)
    shown = next(
        r for r in records if r.title == title.text and r.body[0] == browser.texts("#activity-text p")[0]
    )
    assert browser.texts("#activity-text p") == list(shown.body)
    marked = {(m.get_attribute("data-field"), m.text) for m in browser.all("#activity-text mark")}
    assert {("organizers", organizer.evidence.text) for organizer in shown.organizers} <= marked
    assert {("dates", date.evidence.text) for date in shown.dates} <= marked
    colours = """
    const colourOf = (mark) => getComputedStyle(mark).backgroundColor;
    return new Set([...document.querySelectorAll('mark')].map(colourOf)).size;
    """
    assert browser.run(colours) == len({field for field, _ in marked})
    browser.one("#activity-facts [data-field=organizers]").click()
    [pressed] = browser.all("mark[aria-pressed=true]")
    assert pressed.text == shown.organizers[0].evidence.text
    assert shown.organizers[0].evidence.rule in browser.one("#activity-rule").text
    mark = browser.one("mark[data-field=dates]")
    assert "rule dates.range" in (mark.get_attribute("title") or "")
    for key in (Keys.ENTER, Keys.SPACE):
        mark.send_keys(key)
        assert browser.one("#activity-facts [aria-pressed=true]").get_attribute("data-field") == "dates"
        assert "dates.range" in browser.one("#activity-rule").text


def test_days_are_told_in_words_and_sorted_by_the_calendar(browser: Browser, tmp_path: Path) -> None:
    days = {
        "30 Nov – 2 Dec 2021": ("2021-11-30", "2021-12-02"),
        "9–11 Dec 2021": ("2021-12-09", "2021-12-11"),
        "28 Dec 2021 – 3 Jan 2022": ("2021-12-28", "2022-01-03"),
        "4 Jan 2022": ("2022-01-04", "2022-01-04"),
        "2022-02": ("2022-02", "2022-02"),
        "2022-03-04 – ?": ("2022-03-04", None),
    }
    words = Evidence(paragraph=0, start=0, end=1, text="x", rule="r")
    records = [
        make_record(str(n), ("x",), n, dates=(DateRange(start=start, end=end, evidence=words),))
        for n, (start, end) in enumerate(days.values())
    ]
    browser.open(save([*records, make_record("issued", ("x",), issued_on="2020-05-06")], tmp_path / "r.html"))
    assert browser.texts("#table td.when") == [*reversed(days), "issued 6 May 2020"]


def test_all_that_a_record_says_is_shown(browser: Browser, tmp_path: Path) -> None:
    [full] = (one for one in invented.RECORDS if one.cumulative)
    labels = EventLabels(when="30 November 2021", where="Lower Bridge", organized_by="The Mission")
    place = Evidence(source="where", paragraph=None, start=0, end=12, text="Lower Bridge", rule="label")
    located = msgspec.structs.replace(full.locations[0], evidence=place)
    browser.open(
        save([msgspec.structs.replace(full, event=labels, locations=(located,))], tmp_path / "r.html")
    )
    open_first(browser)
    assert browser.texts("#activity-facts h4") == [
        *("Kind", "When", "Where", "Held by", "Partner", "Participants"),
        *("Reached by the project", "Donor", "Project", "To be read with care", "The page"),
    ]
    said = browser.texts("#activity-facts button")
    assert {"Lower Bridge, United Kingdom", "Norway", "900 rangers (since 2015)"} <= set(said)
    assert {"Green Borders (extrabudgetary)", "OSCE Mission to Nowhere"} <= set(said)
    assert browser.texts(".warnings li") == list(full.warnings)
    told = dict(zip(browser.texts(".page-facts dt"), browser.texts(".page-facts dd"), strict=True))
    assert told == {
        "Content type": "News item",
        "Issued by": "OSCE Mission to Nowhere; OSCE Secretariat",
        "Issued on": "2021-12-03",
        "Fields of work": "Environmental activities; Border management",
        "Language": "en",
        "Read from": "page.txt",
    }
    assert browser.texts(".labels dd") == ["30 November 2021", "Lower Bridge", "The Mission"]
    browser.one("#activity-facts [data-field=locations]").click()
    [pressed] = browser.all("mark[aria-pressed=true]")
    assert pressed == browser.one(".labels mark[data-field=locations]")
    assert browser.said() == []


def test_the_keyboard_reaches_all_and_finds_its_way_back(browser: Browser, report: Path) -> None:
    browser.open(report)
    title = open_first(browser)
    assert browser.focused().get_attribute("id") == "activity-title"
    reached = set()
    for _ in range(40):
        browser.focused().send_keys(Keys.TAB)
        reached.add(browser.focused().tag_name + (browser.focused().get_attribute("data-field") or ""))
    assert {"markdates", "markorganizers", "buttondates", "buttonorganizers", "a"} <= reached
    first = browser.one("#activity-title").text
    browser.one("#after").click()
    browser.wait_for(f"document.getElementById('activity-title').textContent !== {json.dumps(first)}")
    browser.focused().send_keys(Keys.ESCAPE)
    browser.wait_for("!document.getElementById('activity').open")
    assert browser.focused() == title


def test_everything_to_use_has_a_name_and_a_place(browser: Browser, report: Path) -> None:
    browser.open(report)
    nodes = [node for node in browser.tell("Accessibility.getFullAXTree")["nodes"] if not node["ignored"]]
    by_role: dict[str, list[str]] = {}
    for node in nodes:
        by_role.setdefault(node["role"]["value"], []).append(node.get("name", {}).get("value", ""))
    for role in ("button", "combobox", "searchbox", "columnheader", "region", "figure", "link"):
        assert by_role[role], role
        assert all(name.strip() for name in by_role[role]), role
    assert {"banner", "main", "contentinfo", "search", "navigation", "table", "status"} <= set(by_role)
    assert len(by_role["row"]) >= 51
    assert browser.run("return document.querySelector('output').getAttribute('aria-live')") == "polite"


CONTRASTS = """
const luminance = (colour) => {
  const canvas = document.createElement('canvas').getContext('2d');
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((c) => c / 255)
    .map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
};
const style = getComputedStyle(document.documentElement);
const shade = (name) => luminance(style.getPropertyValue(name).trim());
const contrast = (a, b) => (Math.max(shade(a), shade(b)) + 0.05) / (Math.min(shade(a), shade(b)) + 0.05);
const pairs = [];
for (const back of ['--page', '--paper'])
  for (const text of ['--ink', '--soft', '--accent']) pairs.push([text, back]);
for (const field of arguments[0]) pairs.push(['--ink', '--' + field]);
return Object.fromEntries(pairs.map(([a, b]) => [a + b, contrast(a, b)]));
"""
FIELDS = "activity_type dates locations organizers partners participants cumulative donors project".split()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_in_both_schemes(browser: Browser, report: Path, scheme: str) -> None:
    browser.open(report, scheme=scheme)
    contrasts = browser.run(CONTRASTS, FIELDS)
    assert len(contrasts) == 15
    assert {pair: ratio for pair, ratio in contrasts.items() if ratio < 4.5} == {}
    back = browser.run("return getComputedStyle(document.body).backgroundColor")
    assert (sum(int(part) for part in back[4:-1].split(",")) < 200) is (scheme == "dark")


def test_a_phone_shows_it_without_scrolling_sideways(browser: Browser, report: Path) -> None:
    browser.open(report, width=390)
    assert browser.run("return document.documentElement.scrollWidth") == 390
    wide = """
    const all = [...document.querySelectorAll('main *')];
    const seen = all.filter((element) => !element.closest('.unseen, svg'));
    return seen.filter((element) => element.getBoundingClientRect().right > 391).length;
    """
    assert browser.run(wide) == 0
    assert browser.one("th.total button").is_displayed()
    open_first(browser)
    assert browser.run("return document.querySelector('.sheet').scrollWidth") <= 390
    assert browser.run("return getComputedStyle(document.querySelector('#table tbody tr')).display") == "grid"


def test_paper_gets_charts_and_table_in_light_colours_without_controls(
    browser: Browser, report: Path
) -> None:
    browser.open(report, scheme="dark", media="print")
    assert not browser.one("#filters").is_displayed()
    assert not browser.one("#later").is_displayed()
    assert browser.one("#table").is_displayed()
    assert (
        browser.run("return getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()")
        == "#fff"
    )
    assert base64.b64decode(browser.tell("Page.printToPDF")["data"]).startswith(b"%PDF")
    open_first(browser)
    assert browser.one("#activity-text").is_displayed()
    assert not browser.one("#table").is_displayed()


def hostile_record() -> Record:
    turned = "\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe"
    body = (HOSTILE, f"In {HOSTILE} by {turned}", "${title} $script &lt;b&gt; ]]> <!-- <script>")
    evidence = find(body, HOSTILE, f"rule{HOSTILE}")
    return make_record(
        HOSTILE,
        body,
        url="javascript:window.ran=4",
        language='"><script>window.ran=5</script>',
        issued_on=HOSTILE,
        issued_by=(HOSTILE, turned),
        fields_of_work=(HOSTILE,),
        lead=HOSTILE,
        locations=(Location(name=HOSTILE, country=HOSTILE, latitude=1e9, longitude=-4.2, evidence=evidence),),
        organizers=(Organizer(name=HOSTILE, evidence=evidence),),
        partners=(Partner(name=f"{HOSTILE} {turned}", role="host", evidence=evidence),),
        donors=(
            Donor(name=HOSTILE, evidence=find(body, HOSTILE[5:20], "r")),
            Donor(name="constructor", evidence=evidence),
        ),
        project=Project(name="__proto__", evidence=evidence),
        warnings=(HOSTILE,),
    )


def test_text_of_pages_runs_nothing_and_hides_nothing(browser: Browser, tmp_path: Path) -> None:
    report = save([hostile_record(), *many_records(3)], tmp_path / "hostile.html", title=HOSTILE)
    browser.driver.get("about:blank")
    browser.requests()
    browser.open(report)
    number = browser.texts("#table td.title").index(HOSTILE)
    browser.run("arguments[0].click()", browser.all("td.title button")[number])
    browser.wait_for("document.getElementById('activity').open")
    for control in browser.all("#activity-facts button, mark"):
        browser.run("arguments[0].click()", control)
    for summary in browser.all("#charts summary"):
        browser.run("arguments[0].click()", summary)
    browser.run(
        """
        for (const mark of document.querySelectorAll('svg [aria-label]'))
          for (const name of ['mousemove', 'mouseover', 'click'])
            mark.dispatchEvent(new MouseEvent(name, {bubbles: true, clientX: 20, clientY: 20}));
        """
    )
    assert browser.run("return window.ran") is None
    with pytest.raises(NoAlertPresentException):
        browser.driver.switch_to.alert.accept()
    alien = "main script, main img, main iframe, dialog script, dialog img, [onload], [onerror]"
    assert browser.all(alien) == []
    assert browser.run("return document.querySelectorAll('dialog a').length") == 0
    assert browser.texts("#activity-text p")[1:] == [
        text.replace("\u202e", "\ufffd") for text in hostile_record().body
    ]
    assert "\u202e" not in browser.run("return document.documentElement.innerText")
    assert browser.one("h1").text == HOSTILE
    assert browser.said() == []
    assert browser.requests() == [report.as_uri()]


def test_a_script_that_slips_in_would_not_run(browser: Browser, report: Path) -> None:
    browser.open(report)
    browser.run("document.querySelector('main').innerHTML += \"<img src=x onerror='window.ran=1'>\"")
    browser.run(
        "const s = document.createElement('script'); s.textContent = 'window.ran=2'; document.body.append(s)"
    )
    browser.wait_for("document.querySelector('main img')")
    time.sleep(0.2)
    assert browser.run("return window.ran") is None
    assert any("Content Security Policy" in message for message in browser.said())


def test_ten_thousand_records_open_and_filter(browser: Browser, tmp_path: Path) -> None:
    records = list(many_records(10_000))
    browser.open(save(records, tmp_path / "large.html"))
    assert browser.one("#count").text == "10,000 of 10,000 records"
    assert len(browser.all("#table tbody tr")) == 50
    assert browser.run("return document.querySelectorAll('*').length") < 6000
    browser.choose("country", "KG")
    assert browser.one("#count").text == f"{len(in_country(records, 'KG')):,} of 10,000 records"
    browser.after_filter(lambda: browser.one("[name=words]").send_keys("osh"))
    open_first(browser)
    assert browser.all("#activity-text mark")
    assert browser.said() == []


def test_a_report_of_one_bare_record_is_whole(browser: Browser, tmp_path: Path) -> None:
    bare = make_record(None, ("Nothing to count here.",), language=None)
    browser.open(save([bare], tmp_path / "bare.html"))
    assert browser.texts("#table td.title") == ["(no title)"]
    assert all("Nothing to show." in note for note in browser.texts("figcaption"))
    open_first(browser)
    assert browser.texts("#activity-facts p") == ["The page states no fact that we could read."]
    assert browser.said() == []

"""Take the picture of the report that README.md shows, docs/report.png, of invented activities."""

from __future__ import annotations

import base64
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from many import many_records  # noqa: E402
from test_report_browser import Browser  # noqa: E402

from osce_extract.sinks.report import build_report  # noqa: E402

WIDTH = 1100
BOTH = "<body style='margin:0;background:#fff'>{}</body>"
ONE = "<img style='display:block;margin-bottom:16px' src='data:image/png;base64,{}'>"


def main() -> None:
    """Show the report from its top, and below it an activity with one of its facts chosen."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        title, source = "OSCE activities", "invented.jsonl"
        page.write_bytes(build_report(list(many_records(300)), title=title, source=source))
        browser = Browser(Path(folder) / "profile")
        try:
            browser.open(page, width=WIDTH)
            top = shot(browser, 1100)
            browser.run("[...document.querySelectorAll('td.title button')][4].click()")
            browser.wait_for("document.getElementById('activity').open")
            browser.run("document.querySelector('#activity-facts [data-field=organizers]').click()")
            shots = (top, shot(browser, 700))
            both = Path(folder) / "both.html"
            both.write_text(BOTH.format("".join(map(ONE.format, shots))), encoding="utf-8")
            browser.driver.get(both.as_uri())
            (ROOT / "docs" / "report.png").write_bytes(base64.b64decode(shot(browser, 1100 + 700 + 16)))
        finally:
            browser.driver.quit()


def shot(browser: Browser, height: int) -> str:
    """What the window shows at a height, as PNG in base64."""
    browser.tell(
        "Emulation.setDeviceMetricsOverride", width=WIDTH, height=height, deviceScaleFactor=1, mobile=False
    )
    browser.tell("Emulation.setScrollbarsHidden", hidden=True)
    browser.run("return new Promise((done) => setTimeout(done, 500))")
    return str(browser.tell("Page.captureScreenshot", format="png")["data"])


if __name__ == "__main__":
    main()

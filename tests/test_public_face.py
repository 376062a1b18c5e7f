"""What `import osce_extract` offers, and what it does not drag in."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest
from conftest import FIXTURES, Cli

import osce_extract
from osce_extract import errors


def test_everything_promised_is_there() -> None:
    assert osce_extract.__all__ == sorted(osce_extract.__all__)
    for name in osce_extract.__all__:
        assert getattr(osce_extract, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'Nonsense'"):
        _ = osce_extract.Nonsense


def test_every_error_is_public_and_drawn_in_the_tree() -> None:
    for name in errors.__all__:
        assert name in osce_extract.__all__
        assert issubclass(getattr(errors, name), osce_extract.OsceExtractError)
        assert errors.__doc__ is not None
        assert name in errors.__doc__


def test_extract_takes_bytes_or_text() -> None:
    content = (FIXTURES / "dev-text-01.txt").read_bytes()
    from_bytes = osce_extract.extract(content, location="x")
    from_text = osce_extract.extract(content.decode(), location="x")
    assert [r.body for r in from_bytes] == [r.body for r in from_text]
    assert [r.dates for r in from_bytes] == [r.dates for r in from_text]


def test_parse_gives_the_page_without_facts() -> None:
    content = (FIXTURES / "dev-text-01.txt").read_bytes()
    [page] = osce_extract.parse(content, url="https://www.osce.org/secretariat/1")
    [record] = osce_extract.extract(content)
    assert page.body == record.body
    assert page.title == record.title
    assert page.url == "https://www.osce.org/secretariat/1"


@pytest.mark.parametrize(
    ("content", "error"), [(b"", osce_extract.EmptyPage), (b"%PDF-1.4\n\x00\x01", osce_extract.NotAPage)]
)
def test_what_is_no_page_raises(content: bytes, error: type[osce_extract.OsceExtractError]) -> None:
    with pytest.raises(error):
        osce_extract.extract(content)


def test_the_same_bytes_give_the_same_record(cli: Cli) -> None:
    page = FIXTURES / "dev-text-02.txt"
    alone = cli("parse", page).stdout
    among_others = cli("parse", FIXTURES / "dev-text-01.txt", page, FIXTURES / "dev-plain-02.txt").stdout
    assert alone in among_others


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["parse", "--help"]])
def test_help_imports_no_heavy_module(args: list[str]) -> None:
    script = (
        "import sys\n"
        "from osce_extract.cli import main\n"
        f"sys.argv = ['osce-extract', *{args!r}]\n"
        "try: main()\n"
        "except SystemExit as end: assert end.code == 0, end.code\n"
        "heavy = {'httpx', 'selectolax', 'ahocorasick', 'py3langid', 'numpy', 'pyarrow'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stderr.decode().splitlines()[-1] == "[]"


def test_parse_never_loads_the_network() -> None:
    script = (
        "import sys, osce_extract\n"
        f"osce_extract.extract(open({str(FIXTURES / 'dev-text-01.txt')!r}, 'rb').read())\n"
        "print(sorted({'httpx', 'ssl', 'rich', 'typer'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout == b"[]\n"


def test_pages_leave_no_cycles_of_objects_behind() -> None:
    """The command line lets the collector of cycles run rarely: what a page leaves must go without it."""
    pages = [path.read_bytes() for path in sorted(FIXTURES.glob("dev-*.html"))[:6]]
    pages += [path.read_bytes() for path in sorted(FIXTURES.glob("dev-*.txt"))[:6]]
    osce_extract.extract(pages[0])
    gc.collect()
    gc.disable()
    try:
        for page in pages:
            osce_extract.extract(page)
        assert gc.collect() == 0
    finally:
        gc.enable()

"""Lines that stand on most pages of a host: the pages testify, and no record hears of it."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from pathlib import Path

import pytest
from conftest import COMMAND, FIXTURES, Cli
from processes import read_terminal, running

from osce_extract.runs.parsing import Outcome
from osce_extract.runs.witness import Witness

PLANTED = "Tell us what you think of our pages about bees."
TOWNS = ("Korça", "Osh", "Prizren", "Tivat", "Batumi", "Gori", "Shkodra")
HEARD = "may be navigation"


def page(town: str, number: int, *, planted: bool = True, closing: str = "") -> str:
    lines = [
        "News Item",
        f"Keepers meet in {town}",
        f"Some {number + 11} keepers met in {town} on {number + 2} May 2021 to compare their hives.",
        *([PLANTED] if planted else []),
        f"The keepers of {town} will meet again when the lime trees are in flower near {town}.",
        *([closing] if closing else []),
    ]
    return "\n".join(lines) + "\n"


def bodies(output: bytes) -> list[list[str]]:
    return [json.loads(line)["body"] for line in output.splitlines()]


def save(folder: Path, texts: list[str]) -> Path:
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return save(tmp_path / "pages", [page(town, number) for number, town in enumerate(TOWNS)])


def on_terminal(*args: str | Path, cwd: Path) -> str:
    """What a person sees on standard error."""
    leader, follower = pty.openpty()
    command = [*COMMAND, *map(str, args)]
    with running(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=follower) as process:
        os.close(follower)
        seen = read_terminal(leader).decode()
        assert process.wait() == 0
    return seen


def test_a_page_alone_gives_the_bytes_that_it_gives_in_a_batch(cli: Cli, pages: Path) -> None:
    files = sorted(pages.iterdir())
    alone = b"".join(cli("parse", file).stdout for file in files)
    for jobs in ("1", "2"):
        assert cli("parse", pages, "--jobs", jobs).stdout == alone
        assert cli("parse", pages, "--jobs", jobs, "--verbose").stdout == alone
    assert cli("parse", *reversed(files)).stdout.splitlines() == alone.splitlines()[::-1]
    assert all(PLANTED in json.loads(line)["body"] for line in alone.splitlines())


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_line_on_most_pages_is_told_of_behind_the_summary(cli: Cli, pages: Path, jobs: str) -> None:
    (pages / "1.txt").write_text(page(TOWNS[1], 1, planted=False), encoding="utf-8")
    said = cli("parse", pages, "--verbose", "--jobs", jobs).stderr.decode()
    summary, sentence, line, advice = said.splitlines()[-4:]
    assert summary == "7 pages, 7 records, 0 failed"
    assert sentence.startswith(f"1 line stands in the body of 6 of 7 pages of {pages}")
    assert line == f"  on 6 pages: {PLANTED}"
    assert "--navigation FILE" in advice


def test_it_is_told_to_a_person_and_not_into_a_pipe(cli: Cli, pages: Path, tmp_path: Path) -> None:
    assert cli("parse", pages).stderr == b""
    assert cli("parse", pages, "--quiet", "--verbose").stderr == b""
    seen = on_terminal("parse", pages, cwd=tmp_path)
    assert HEARD in seen
    assert f"'{PLANTED}'" in seen
    assert on_terminal("parse", "--quiet", pages, cwd=tmp_path) == ""


def test_navigation_of_the_caller_is_left_out_of_every_page(cli: Cli, pages: Path, tmp_path: Path) -> None:
    known = tmp_path / "navigation.txt"
    known.write_text(f"# what stands about the bees\n\n- {PLANTED.upper()}\n", encoding="utf-8")
    done = cli("parse", pages, "--navigation", known, "--verbose")
    assert HEARD.encode() not in done.stderr
    bare = save(tmp_path / "bare", [page(town, n, planted=False) for n, town in enumerate(TOWNS)])
    for told, never in zip(done.stdout.splitlines(), cli("parse", bare).stdout.splitlines(), strict=True):
        one, other = json.loads(told), json.loads(never)
        assert {**one, "source": None} == {**other, "source": None}
    [explained] = cli("explain", pages / "0.txt", "--json", "--navigation", known).stdout.splitlines()
    assert PLANTED not in json.loads(explained)["record"]["body"]


def test_navigation_of_the_caller_is_left_out_of_html_and_of_listings(cli: Cli, tmp_path: Path) -> None:
    known = tmp_path / "navigation.txt"
    known.write_text(PLANTED, encoding="utf-8")
    for name in ("dev-current-01.html", "dev-drupal7-01.html", "dev-listing-01.txt", "dev-listing-03.html"):
        text = (FIXTURES / name).read_text(encoding="utf-8")
        bare = bodies(cli("parse", stdin=text.encode()).stdout)
        at = text.rindex(bare[-1][-1][:20])
        between = "\n" if name.endswith(".txt") else "<br><br>"
        planted = (text[:at] + PLANTED + between + text[at:]).encode()
        assert PLANTED in str(bodies(cli("parse", stdin=planted).stdout)), name
        assert bodies(cli("parse", "--navigation", known, stdin=planted).stdout) == bare, name


def test_navigation_that_cannot_be_read_is_an_error_of_usage(cli: Cli, pages: Path, tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes("Über uns".encode("latin-1"))
    for name in ("absent.txt", "latin.txt"):
        done = cli("parse", pages, "--navigation", name)
        assert (done.returncode, done.stdout) == (2, b"")
        assert name.encode() in done.stderr


def test_what_the_fixtures_say_again_is_their_own(cli: Cli) -> None:
    assert HEARD.encode() not in cli("parse", FIXTURES, "--verbose").stderr


def test_few_pages_few_repeats_and_copies_of_a_page_say_nothing() -> None:
    def testimony(*bodies: tuple[str, ...]) -> tuple[str, ...]:
        witness = Witness()
        for number, body in enumerate(bodies):
            witness.watch(outcome("https://www.example.org/1", *body, location=str(number)))
        return tuple(line.line for told in witness.testify() for line in told.lines)

    about = "About the project: it teaches bees."
    assert testimony(*((about, str(n)) for n in range(5))) == (about,)
    assert testimony(*((about, str(n)) for n in range(4))) == ()
    assert testimony(*((about if n < 5 else str(-n), str(n)) for n in range(10))) == ()
    assert testimony(*((about, "the same page") for _ in range(9))) == ()


def test_hosts_are_told_apart_and_a_folder_stands_for_pages_without_an_address() -> None:
    witness = Witness()
    for n in range(6):
        witness.watch(outcome("https://www.example.org/1", "Follow the bees", str(n)))
        witness.watch(outcome("https://example.org/2", "Follow the bees", str(-n)))
        witness.watch(outcome("https://other.example.org/2", str(n)))
        witness.watch(outcome(None, "Feed the bees", str(n), location=f"pages/{n}.txt"))
    said = {told.host: (told.pages, [tuple(line) for line in told.lines]) for told in witness.testify()}
    assert said == {"example.org": (11, [("Follow the bees", 11)]), "pages": (6, [("Feed the bees", 6)])}


def test_memory_is_bounded_and_what_stands_everywhere_is_found_all_the_same() -> None:
    witness = Witness(room=100)
    for n in range(400):
        unique = [f"{n} {at}" for at in range(10)]
        witness.watch(outcome(f"https://{n % 3}.example.org/", "Follow the bees", *unique))
        assert witness.held <= 150
    assert [len(told.lines) for told in witness.testify()] == [1, 1, 1]


def test_lines_of_too_many_hosts_are_not_counted() -> None:
    witness = Witness(room=60)
    for n in range(3000):
        witness.watch(outcome(f"https://{n % 1000}.example.org/", "Follow the bees", str(n)))
    assert witness.held <= 90


def outcome(url: str | None, *body: str, location: str = "page") -> Outcome:
    return Outcome(location=location, lines=(json.dumps({"url": url, "body": body}).encode(),))

"""`make eval`: how right the facts are, on our own fixtures; fails when a figure falls below its floor.

    python evaluation                          score the fixtures against the floors
    python evaluation --update                 make today's figures the floors, when none gets lower
    python evaluation --folder ../shared/corpus  only show the figures of another folder of pages with gold

Exit codes: 0 all floors hold; 1 a figure fell, or the fixtures changed since the floors were set; 2 usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from floors import Figures, digest, lower, pin, read_floors, write_floors
from pages import read_gold, read_records
from scoring import HEADLINE, Tally, add_up, compare, compare_listing, headline

HERE = Path(__file__).resolve().parent
FIXTURES = HERE.parent / "tests" / "fixtures"
FLOORS = HERE / "floors.json"
# Rules are tuned on one set; the other tells what they are worth on pages nobody tuned for.
SETS = {"dev": "dev-", "held": "held-"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Score, show, and compare with the floors or set them."""
    args = _parse(arguments)
    sets = {"folder": ""} if args.folder else SETS
    tallies = {name: measure(args.folder or args.fixtures, prefix) for name, prefix in sets.items()}
    if args.json:
        _say(
            json.dumps(
                {"figures": _figures(tallies), "headline": {n: headline(t) for n, t in tallies.items()}}
            )
        )
    else:
        for name, fields in tallies.items():
            _show(name, fields, args.errors)
    if args.folder:
        return 0
    pages = digest(p for p in args.fixtures.iterdir() if p.suffix in {".json", ".txt", ".html"})
    return _update(args, pages, tallies) if args.update else _check(args, pages, tallies)


def measure(folder: Path, prefix: str) -> dict[str, Tally]:
    """Score every page of a folder whose name begins with a prefix."""
    scores = []
    for page in read_gold(folder, prefix):
        records = read_records(page)
        if page.is_listing:
            score = {"listing": compare_listing(page.gold["items"], records)}
        else:
            score = compare(page.gold["gold"], records[0] if records else {})
        for tally in score.values():
            tally.errors = [f"{page.path.stem}: {error}" for error in tally.errors]
        scores.append(score)
    return {
        name: tally for name, tally in add_up(scores).items() if tally.hits + tally.invented + tally.missed
    }


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="evaluation", description="Score the facts against gold.")
    parser.add_argument("--folder", type=Path, help="score another folder of pages with gold; no floors")
    parser.add_argument("--fixtures", type=Path, default=FIXTURES, help=argparse.SUPPRESS)
    parser.add_argument("--floors", type=Path, default=FLOORS, help=argparse.SUPPRESS)
    parser.add_argument("--update", action="store_true", help="make today's figures the floors")
    parser.add_argument("--allow-regression", action="store_true", help="with --update: even lower ones")
    parser.add_argument(
        "--errors", metavar="FIELD", help="list what was missed and made up (never of held pages)"
    )
    parser.add_argument("--json", action="store_true", help="the figures as one JSON object")
    args = parser.parse_args(arguments)
    if args.allow_regression and not args.update:
        parser.error("--allow-regression goes with --update")
    if args.folder and args.update:
        parser.error("floors are for the fixtures, not for --folder")
    return args


def _figures(tallies: Mapping[str, Mapping[str, Tally]]) -> Figures:
    return {
        name: {field: {"precision": tally.precision, "f1": tally.f1} for field, tally in fields.items()}
        for name, fields in tallies.items()
    }


def _show(name: str, fields: Mapping[str, Tally], errors: str | None) -> None:
    _say(f"{name:<16} precision  recall  f1     (mean f1 of *: {headline(fields):.3f})")
    for field in sorted(fields, key=lambda field: (field not in HEADLINE, field)):
        tally = fields[field]
        mark = "*" if field in HEADLINE else " "
        _say(f"{mark} {field:<15}{tally.precision:.3f}      {tally.recall:.3f}   {tally.f1:.3f}")
    asked = fields.get(errors or "")
    if asked is not None and name != "held":
        for error in asked.errors:
            _say(f"    {error}")


def _check(args: argparse.Namespace, pages: str, tallies: Mapping[str, Mapping[str, Tally]]) -> int:
    measured_on, floors = read_floors(args.floors)
    if pages != measured_on:
        _complain("the fixtures changed since the floors were set: look at the figures, then --update")
        return 1
    fallen = lower(floors, _figures(tallies))
    for line in fallen:
        _complain(line)
    return 1 if fallen else 0


def _update(args: argparse.Namespace, pages: str, tallies: Mapping[str, Mapping[str, Tally]]) -> int:
    figures = _figures(tallies)
    fallen = lower(read_floors(args.floors)[1], figures)
    if fallen and not args.allow_regression:
        for line in fallen:
            _complain(line)
        _complain("floors kept: --allow-regression lowers them; say why in the commit")
        return 1
    write_floors(args.floors, pages, pin(figures))
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _complain(line: str) -> None:
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())

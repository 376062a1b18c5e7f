"""Mutation testing of facts/ by sample: change one place of the code and see whether a test notices.

    python scripts/mutants.py --number 200 --seed 6     (`make mutants`)

cosmic-ray makes the changes. Where it can put any of a dozen signs for one, only the nearest is put, which is
the hardest to notice. A place counts once: it is drawn, then one of the changes it allows. Annotations are
left out, since nothing at run time reads them. What judges is the evaluation with its floors, then the tables
of sentences, in a copy of the project. The mutants come in random order, so the share holds also when
--minutes or Ctrl-C ends the run early.
"""

from __future__ import annotations

import argparse
import ast
import compileall
import math
import os
import random
import shlex
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from py_compile import PycInvalidationMode

from cosmic_ray.ast import ast_nodes, get_ast_from_path
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.plugins import get_operator
from cosmic_ray.testing import run_tests
from cosmic_ray.work_item import MutationSpec, TestOutcome

ROOT = Path(__file__).parent.parent
FOLDERS = ("osce_extract", "tests", "evaluation")
FACTS = Path("osce_extract/facts")
OPERATORS = (
    *("AddNot", "ReplaceUnaryOperator_Delete_Not", "ReplaceAndWithOr", "ReplaceOrWithAnd"),
    *("ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "NumberReplacer", "ReplaceUnaryOperator_Delete_USub"),
    *("ReplaceComparisonOperator_Eq_NotEq", "ReplaceComparisonOperator_NotEq_Eq"),
    *("ReplaceComparisonOperator_Is_IsNot", "ReplaceComparisonOperator_IsNot_Is"),
    *("ReplaceComparisonOperator_Lt_LtE", "ReplaceComparisonOperator_LtE_Lt"),
    *("ReplaceComparisonOperator_Gt_GtE", "ReplaceComparisonOperator_GtE_Gt"),
    *("ReplaceBinaryOperator_Add_Sub", "ReplaceBinaryOperator_Sub_Add", "ReplaceBinaryOperator_Mul_FloorDiv"),
    *("ReplaceBinaryOperator_BitOr_BitAnd", "ReplaceBinaryOperator_BitAnd_BitOr"),
    *("ReplaceContinueWithBreak", "ReplaceBreakWithContinue", "ZeroIterationForLoop", "RemoveDecorator"),
)
TESTS = ("stories", "roles", "participants", "dates", "locations", "frames", "activity", "ties", "names")
BARE = (
    "-qx --noconftest --assert=plain -p no:cacheprovider -p no:hypothesispytest -p no:xdist -p no:pytest_cov"
)
# In seconds of the processor and kilobytes, many times what a clean run needs; more than that is noticed.
LIMITS = "ulimit -t 150; ulimit -v 4000000"
Z = 1.96  # of a normal distribution lies 95 % within so many standard deviations

Position = tuple[int, int]


def main() -> int:
    """Draw, run, report; 1 when the tests fail on the code as it is."""
    args = _parse()
    with tempfile.TemporaryDirectory() as folder:
        _copy(Path(folder))
        os.chdir(folder)
        os.environ["PYTHONPATH"] = folder
        if run_tests(_command(), None)[0] != TestOutcome.SURVIVED:
            print("the tests fail on the code as it is", file=sys.stderr)
            return 1
        places = find_places(sorted(FACTS.glob("*.py")))
        print(f"{len(places)} places in {FACTS}", flush=True)
        drawn = draw(places, args.number, args.seed)
        survived = list(_run(drawn, time.monotonic() + 60 * args.minutes))
    _report(survived)
    return 0


def find_places(modules: Iterable[Path]) -> list[list[MutationSpec]]:
    """All that can be changed, by place."""
    places: defaultdict[tuple[Path, Position, Position], list[MutationSpec]] = defaultdict(list)
    for module in modules:
        nodes = list(ast_nodes(get_ast_from_path(module)))
        annotated = _annotations(module)
        for name in OPERATORS:
            operator = get_operator(f"core/{name}")()
            positions = (position for node in nodes for position in operator.mutation_positions(node))
            for occurrence, (start, end) in enumerate(positions):
                if not any(first <= start < last for first, last in annotated):
                    change = MutationSpec(module, f"core/{name}", occurrence, start, end)
                    places[module, start, end].append(change)
    return [places[place] for place in sorted(places)]


def _annotations(module: Path) -> list[tuple[Position, Position]]:
    """Where the annotations of a module stand."""
    nodes: list[ast.expr | None] = []
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.AnnAssign | ast.arg):
            nodes.append(node.annotation)
        elif isinstance(node, ast.FunctionDef):
            nodes.append(node.returns)
    return [((n.lineno, n.col_offset), (n.end_lineno or 0, n.end_col_offset or 0)) for n in nodes if n]


def draw(places: list[list[MutationSpec]], number: int, seed: int) -> list[MutationSpec]:
    """So many places, and one change of each."""
    chance = random.Random(seed)
    return [chance.choice(changes) for changes in chance.sample(places, min(number, len(places)))]


def _run(drawn: list[MutationSpec], end: float) -> Iterator[bool]:
    """Whether each mutant survived; those that did are printed."""
    for number, change in enumerate(drawn, 1):
        if time.monotonic() > end:
            return
        try:
            result = mutate_and_test([change], _command(), None)
        except KeyboardInterrupt:
            return
        has_survived = result.test_outcome == TestOutcome.SURVIVED
        where = f"{change.module_path}:{change.start_pos[0]}"
        print(
            f"{number} {'SURVIVED' if has_survived else 'killed'} {where} {change.operator_name}", flush=True
        )
        if has_survived:
            lines = (result.diff or "").splitlines()
            print("\n".join(line for line in lines if line[:1] in "+-" and line[:3] not in {"+++", "---"}))
        yield has_survived


def _report(survived: list[bool]) -> None:
    tried, left = len(survived), sum(survived)
    if not tried:
        return
    low, high = interval(left, tried)
    print(f"{left} of {tried} mutants survived: {left / tried:.1%} (95 % interval {low:.1%} to {high:.1%})")


def interval(part: int, whole: int) -> tuple[float, float]:
    """Wilson's interval of a share."""
    share, weight = part / whole, Z * Z / whole
    middle = share + weight / 2
    reach = Z * math.sqrt(share * (1 - share) / whole + weight / (4 * whole))
    return (middle - reach) / (1 + weight), (middle + reach) / (1 + weight)


def _command() -> str:
    python = shlex.quote(sys.executable)
    tests = " ".join(f"tests/test_{name}.py" for name in TESTS)
    run = f"{python} evaluation && {python} -m pytest {BARE} {tests}"
    return f"sh -c {shlex.quote(f'{LIMITS}; {run}')}"


def _copy(folder: Path) -> None:
    """The project, compiled so that a change is seen whatever the clock says."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    compileall.compile_dir(folder, quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Mutation testing of facts/ by sample.")
    parser.add_argument("--number", type=int, default=200, help="how many mutants to draw")
    parser.add_argument("--seed", type=int, default=6, help="which ones")
    parser.add_argument("--minutes", type=float, default=math.inf, help="draw no more after so long")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

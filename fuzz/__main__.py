"""`make fuzz`: every target for a while, guided by coverage, with the fixtures as seeds.

By hand, for hours, and with a corpus that grows: `python fuzz extractor --seconds 14400 --corpus corpus/`.
What it finds is left as `crash-…`; put it into `tests/found/`, where the tests replay it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
SEEDS = (HERE.parent / "tests" / "fixtures", HERE.parent / "tests" / "found")
WORDS = HERE / "words.dict"
# libFuzzer counts memory of the whole process, coverage counters and vocabularies included.
MEGABYTES = 1024


def main() -> None:
    """Run the targets one after another; stop at the first that fails."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("target", nargs="*", help="default: all of them")
    options.add_argument("--seconds", type=int, default=60, help="in all (default 60)")
    options.add_argument("--corpus", type=Path, help="folder that keeps what reaches new code")
    args = options.parse_args()
    from targets import TARGETS

    names = args.target or list(TARGETS)
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            corpus = (args.corpus / name) if args.corpus else Path(folder)
            corpus.mkdir(parents=True, exist_ok=True)
            print(f"--- {name}", flush=True)
            command = [sys.executable, __file__, "--inside", name, str(corpus), *map(str, SEEDS)]
            command += [f"-max_total_time={max(1, args.seconds // len(names))}", f"-dict={WORDS}"]
            command += ["-timeout=20", f"-rss_limit_mb={MEGABYTES}", "-max_len=4096", "-verbosity=0"]
            if code := subprocess.run(command, check=False).returncode:
                sys.exit(code)


def fuzz(name: str, arguments: list[str]) -> None:
    """Fuzz one target in this process, which libFuzzer ends."""
    import atheris

    with atheris.instrument_imports(include=["osce_extract"]):
        from targets import TARGETS
    atheris.Setup([sys.argv[0], *arguments], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        fuzz(sys.argv[2], sys.argv[3:])
    else:
        main()

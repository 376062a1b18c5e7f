"""Resolve the dependencies of pyproject.toml into requirements/, with the hash of every file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCKS = {
    "run.txt": "build",
    "dev.txt": "dev",
    "bench.txt": "bench",
    "fuzz.txt": "fuzz",
    "mutants.txt": "mutants",
}


def main() -> None:
    """Write one lock for each group; one lock serves all platforms and Python versions."""
    for name, group in LOCKS.items():
        command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--upgrade", "--universal"]
        command += ["--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-annotate"]
        command += ["--no-header", "--all-extras"] if name == "dev.txt" else ["--no-header"]
        command += ["--group", group, "pyproject.toml", "--output-file", f"requirements/{name}"]
        subprocess.run(command, check=True, cwd=ROOT)


if __name__ == "__main__":
    main()

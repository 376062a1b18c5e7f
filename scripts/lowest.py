"""Test the lower bounds of pyproject.toml: install the lowest versions they allow, run part of the tests."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
# What the lowest versions touch: parsing, the command line, the network, the sinks, the schema.
TESTS = (
    "test_cli_parse.py",
    "test_fetch.py",
    "test_formats.py",
    "test_pages_html.py",
    "test_pages_language.py",
)
BESIDE = ("pytest", "pytest-httpserver", "hypothesis", "jsonschema", "trustme", "duckdb", "pandas", "warcio")


def main() -> None:
    """Make an environment of the lowest direct dependencies and run the tests in it."""
    with tempfile.TemporaryDirectory() as folder:
        lowest = Path(folder) / "lowest.txt"
        compile_ = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--resolution", "lowest-direct"]
        compile_ += [
            "--all-extras",
            "--python-version",
            "3.11",
            "--no-header",
            "--no-annotate",
            "pyproject.toml",
        ]
        subprocess.run([*compile_, "--output-file", str(lowest)], check=True, cwd=ROOT)
        print(lowest.read_text(encoding="utf-8"), flush=True)
        python = str(Path(folder) / "venv" / "bin" / "python")
        subprocess.run([sys.executable, "-m", "venv", str(Path(folder) / "venv")], check=True)
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, "--requirement", str(lowest)], check=True)
        subprocess.run([*install, "--constraint", str(lowest), *BESIDE, "hatchling"], check=True)
        subprocess.run([*install, "--no-deps", "--no-build-isolation", str(ROOT)], check=True)
        tests = [str(ROOT / "tests" / name) for name in TESTS]
        subprocess.run(
            [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests], check=True, cwd=folder
        )


if __name__ == "__main__":
    main()

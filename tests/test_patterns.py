"""No pattern of the package takes long on what was built against it.

Every compiled expression of every module is found and given long runs of its own characters and literals,
and near misses of them. One that backtracks would need hours, so the process is given minutes.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent / "bombs.py"
PATIENCE = 240
FEWEST = 80


@pytest.mark.costly
def test_no_pattern_hangs_on_inputs_built_against_it() -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT)], capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    *names, total = done.stdout.splitlines()
    assert int(total) == len(names) >= FEWEST
    assert any(name.startswith("osce_extract.facts") for name in names)
    assert any(name.startswith("osce_extract.pages.trimming") for name in names)

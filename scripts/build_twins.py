"""Rebuild `osce_extract/vocab/data/twins/`: the vocabulary's TOML files once more as JSON, for a quick start.

    python scripts/build_twins.py
    python scripts/build_twins.py --check

With `--check` nothing is written; it returns 1 when a twin is missing, left over or not of its file as it is.
An edited file is read itself until its twin is made anew: nothing is wrong then, only slower.
"""

from __future__ import annotations

import sys
import tomllib
from hashlib import sha256

import msgspec

from osce_extract.vocab.tables import DATA, TWINS, Twin


def build() -> dict[str, bytes]:
    """The twins by file name."""
    twins = {}
    for path in sorted(DATA.glob("*.toml")):
        source = path.read_bytes()
        content = msgspec.json.encode(tomllib.loads(source.decode()))
        twin = Twin(sha256=sha256(source).hexdigest(), content=msgspec.Raw(content))
        twins[f"{path.name}.json"] = msgspec.json.encode(twin) + b"\n"
    return twins


def main() -> int:
    """Write the twins, or check them."""
    twins = build()
    found = {path.name: path.read_bytes() for path in TWINS.glob("*.json")}
    if "--check" in sys.argv[1:]:
        return int(found != twins)
    TWINS.mkdir(exist_ok=True)
    for name in found.keys() - twins.keys():
        (TWINS / name).unlink()
    for name, content in twins.items():
        (TWINS / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())

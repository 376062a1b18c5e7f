"""The command line, `osce-extract`. The only part that prints, exits and reads the environment."""

from __future__ import annotations

from osce_extract.cli.app import app

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line."""
    app(prog_name="osce-extract")

"""`osce-extract cache`."""

from __future__ import annotations

from typing import Annotated

import typer

from osce_extract.cli.network import CacheDir

__all__ = ["cache"]


def cache(
    clear: Annotated[bool, typer.Option("--clear", help="Remove what is in it.")] = False,
    cache_dir: CacheDir = None,
) -> None:
    r"""Show where the cache of fetched pages is and how large, or clear it.

    \b
    Example:
        osce-extract cache --clear
    """
    from osce_extract.cli.console import Console
    from osce_extract.cli.exits import Exit
    from osce_extract.cli.network import cache_folder
    from osce_extract.errors import SinkError
    from osce_extract.sources import Failure
    from osce_extract.sources.cache import cache_file, clear_cache, measure_cache

    file = cache_file(cache_folder(cache_dir))
    size = measure_cache(file)
    typer.echo(f"place: {file.parent}")
    kib = -(-size.size // 1024)
    typer.echo(f"size: {kib / 1024:.1f} MiB" if kib >= 1024 else f"size: {kib} KiB", nl=False)
    typer.echo(f", {size.responses} responses")
    if clear:
        try:
            clear_cache(file)
        except SinkError as error:
            Console().failure(Failure.of(error))
            raise typer.Exit(Exit.ALL_FAILED) from None
        typer.echo("cleared")

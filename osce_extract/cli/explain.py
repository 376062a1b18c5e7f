"""`osce-extract explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from osce_extract.cli.network import NetworkOptions, with_network
from osce_extract.cli.options import IssuedOn, Navigation, ReferenceDate
from osce_extract.cli.screen import FACT_STYLES, open_screen, plain

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from osce_extract.runs.explanation import Explanation

__all__ = ["explain"]


@with_network
def explain(
    path: Annotated[str, typer.Argument(metavar="FILE|URL", help='A saved page, "-" or an address.')] = "-",
    as_json: Annotated[bool, typer.Option("--json", help="Print the explanation as JSON Lines.")] = False,
    issued_on: IssuedOn = None,
    reference_date: ReferenceDate = None,
    navigation: Navigation = None,
    *,
    network: NetworkOptions,
) -> None:
    r"""Show why a record says what it says.

    The page is shown with the words of each fact coloured in place, then the rule that read each fact, then
    what was considered and refused, with the reason.

    \b
    Examples:
        osce-extract explain page.txt
        osce-extract explain page.txt --json | jq .rejected
        osce-extract explain https://www.osce.org/secretariat/598000
    """
    import sys

    from osce_extract.cli.console import Console as Voice
    from osce_extract.cli.exits import Exit
    from osce_extract.cli.inputs import open_input
    from osce_extract.cli.running import read_navigation
    from osce_extract.errors import OsceExtractError
    from osce_extract.facts import Hints
    from osce_extract.runs.explanation import explain as explain_document
    from osce_extract.sinks.jsonl import encode, stream
    from osce_extract.sources import Failure

    voice = Voice()
    hints = Hints(issued_on=issued_on, reference_date=reference_date, navigation=read_navigation(navigation))
    try:
        document = open_input(path, network, voice)
        explanations = explain_document(document, hints)
    except OsceExtractError as error:
        voice.failure(Failure.of(error, path))
        raise typer.Exit(Exit.ALL_FAILED) from None
    if as_json:
        lines = stream(sys.stdout.buffer)
        for explanation in explanations:
            lines.write(encode(explanation))
        return
    _show(explanations)


def _show(explanations: tuple[Explanation, ...]) -> None:
    console = open_screen()
    for explanation in explanations:
        _show_page(console, explanation)
        _show_facts(console, explanation)
        _show_rejected(console, explanation)


def _show_page(console: Console, explanation: Explanation) -> None:
    record = explanation.record
    console.rule(style="dim")
    if record.title:
        console.print(_marked(explanation, "title", None, record.title), style="bold")
        console.print()
    if record.lead:
        console.print(_marked(explanation, "lead", None, record.lead), style="italic")
        console.print()
    for source in ("when", "where", "organized_by") if record.event else ():
        value = getattr(record.event, source)
        if value:
            console.print(plain(f"{source}: "), _marked(explanation, source, None, value), sep="")
    for number, paragraph in enumerate(record.body):
        console.print(_marked(explanation, "body", number, paragraph))
        console.print()
    for warning in record.warnings:
        console.print(plain(f"warning: {warning}", "yellow"))


def _marked(explanation: Explanation, source: str, paragraph: int | None, text: str) -> Text:
    from rich.text import Text

    from osce_extract.cli.console import printable

    # One character stands for one, so the offsets of the evidence hold in what is shown.
    shown = Text(printable(text))
    for ground in explanation.grounds:
        evidence = ground.evidence
        if (evidence.source, evidence.paragraph) == (source, paragraph):
            shown.stylize(FACT_STYLES[ground.field], evidence.start, evidence.end)
    return shown


def _show_facts(console: Console, explanation: Explanation) -> None:
    from rich.table import Table

    table = Table("fact", "value", "words", "rule", box=None, header_style="dim", pad_edge=False)
    for ground in explanation.grounds:
        field = f"[{FACT_STYLES[ground.field]}]{ground.field}[/]"
        cells = (ground.value, ground.evidence.text, ground.evidence.rule)
        table.add_row(field, *(plain(cell) for cell in cells))
    console.print(table if explanation.grounds else "no facts")
    console.print()


def _show_rejected(console: Console, explanation: Explanation) -> None:
    from rich.table import Table

    if not explanation.rejected:
        return
    table = Table("refused for", "words", "because", "rule", box=None, header_style="dim", pad_edge=False)
    for rejection in explanation.rejected:
        cells = (rejection.fact, rejection.evidence.text, rejection.reason, rejection.evidence.rule)
        table.add_row(*(plain(cell) for cell in cells))
    console.print(table)
    console.print()

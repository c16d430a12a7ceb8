"""How a line that holds the words asked for is shown, and which parameters print some of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import click

from policybuilder.cli.screen import screen_width
from policybuilder.document import Document, ParameterUse, clauses
from policybuilder.resolution.printed import PrintedLine, excerpt


def uses_of(document: Document, clause: str) -> dict[str, str]:
    """Return who set each parameter of a clause, and where, by name."""
    found = (each.provenance.parameters for each in clauses(document) if each.id == clause)
    return {use.name: _setter(use) for uses in found for use in uses}


def _setter(use: ParameterUse) -> str:
    return f"{use.origin}, {use.source}"


def show_printed(line: PrintedLine, words: Iterable[str], setters: Mapping[str, str], indent: str) -> None:
    """Print a line around the words, and below it which parameter prints each value among them."""
    places = [place for word in words if (place := line.find(word))]
    start, end = min(places, default=(0, 0))
    click.echo(f"{indent}{excerpt(line.text, start, end, screen_width() - len(indent))}")
    printing = dict.fromkeys(value for place in places for value in line.printing(*place))
    for value in printing:
        setter = setters.get(value.name, "")
        shown = line.text[value.start : value.end]
        click.echo(f'{indent}  "{shown}" is printed by {value.name}' + (f" ({setter})" if setter else ""))

"""How a line that holds the words asked for is shown, and which parameters print some of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from policybuilder.cli.screen import screen_width
from policybuilder.resolution.printed import ClauseLine, excerpt


def show_printed(line: ClauseLine, words: Sequence[str], setters: Mapping[str, str], indent: str) -> None:
    """Print a line around the words, and below it which parameter prints each value among them."""
    places = [place for word in words if (place := line.find(word))]
    start, end = min(places, default=(0, 0))
    click.echo(f"{indent}{excerpt(line.text, start, end, screen_width() - len(indent))}")
    for value in line.values_among(words):
        setter = setters.get(value.name, "")
        shown = line.text[value.start : value.end]
        click.echo(f'{indent}  "{shown}" is printed by {value.name}' + (f" ({setter})" if setter else ""))

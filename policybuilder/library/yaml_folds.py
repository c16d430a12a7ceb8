"""Lines that the parser reads as more of the text above, though they look like an entry or a key of their own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from policybuilder.errors import Location, Problem
from policybuilder.library.yaml_indents import spaces
from policybuilder.library.yaml_slips import MOST_SLIPS, line_slips


@lru_cache(maxsize=1)
def _lines(text: str) -> list[str]:
    """Return the lines of a text, which may hold many such texts."""
    return text.split("\n")


def folded(text: str, first: int, last: int, place: Location) -> Iterator[Problem]:
    """Yield a problem for each line below the first of a text without quotes that is no more of that text.

    `first` and `last` are the lines of the text, counting from 0, and `place` is where it starts in its file.
    """
    lines = _lines(text)[first : min(last, first + MOST_SLIPS - 1) + 1]
    entry = lines[0].lstrip(" ").startswith("- ")
    above = len(lines[0]) - len(lines[0].lstrip(" "))
    marked = False  # whether the first entry lost its hyphen, so that those below only look like more of it
    for number, line in enumerate(lines):
        bare = line.lstrip(" ")
        at = Location(place.path, place.line + number, len(line) - len(bare) + 1)
        slips = line_slips(at.line, line)[1]
        if slips and slips[0].code in ("list-marker", "missing-space", "word-quotes") and (number or not entry):
            # The first line is looked at only where it is not itself the value of a key or an entry.
            if number or at.column == place.column:
                yield Problem(
                    Location(at.path, at.line, slips[0].column), slips[0].message, slips[0].code, slips[0].hint
                )
                marked |= not number and slips[0].code == "list-marker"
        elif number and bare.startswith("- ") and not marked:
            message = f'"{bare.strip()}" is read as more of the line above, not as an entry of its own'
            hint = "entries of one list are set in alike"
            if entry:
                hint = f"{spaces(at.column - 1)} before this hyphen; the entry above has {spaces(above).split()[0]}"
            yield Problem(at, message, "indentation", hint)

"""Reading on after a mistake in YAML, so that every mistake of a file is told at once and each at its own line.

First the slips that a person makes are put right (`yaml_slips`). Where the parser still gives up, the line it gives up
at is left out and the rest read again. Whatever happens here ends in at least one problem: nothing mended is taken as
read.
"""

from __future__ import annotations

from collections.abc import Collection

import yaml

from policybuilder.errors import Location, Problem
from policybuilder.library.strict_yaml import Node, Reading, parse
from policybuilder.library.yaml_slips import MOST_SLIPS, mend

_MOST = 10
"""How many lines that no rule explains are told before the rest is left unread: after so many, most are echoes."""

_NEAR = 2
"""How many lines below a bad line a second refusal counts as an echo of it."""


def recover(text: str, name: str, first_line: int, top: Collection[str], first: yaml.MarkedYAMLError) -> Reading:
    """Return what can be read of a text that the parser refused with `first`, with every problem."""

    def place(line: int, column: int) -> Location:
        return Location(name, line + first_line - 1, column)

    mended, slips = mend(text, top)
    problems = [Problem(place(slip.line, slip.column), slip.message, slip.code, slip.hint) for slip in slips]
    if len(slips) > MOST_SLIPS:
        return Reading(Node({}, place(1, 1), {}), _rest_unread(problems), "", whole=False)
    lines = mended.split("\n")
    refused: list[int] = []
    left_out: set[int] = set()
    while True:
        try:
            reading = parse("\n".join(lines), name, first_line)
            break
        except yaml.MarkedYAMLError as error:
            line, column = _blamed(error)
            echo = _of_structure(error) and any(0 <= line - other <= _NEAR for other in refused)
            if not echo:
                problems.append(Problem(place(line + 1, column + 1), _sentence(error), "yaml", _hint(error, text)))
            going_on = line < len(lines) and line not in left_out and len(refused) < _MOST
            refused.append(line)
            if not going_on:
                return Reading(Node({}, place(1, 1), {}), _rest_unread(problems), "", whole=False)
            left_out |= _leave_out(lines, line)
    if not problems:
        # What was mended cannot be told, so what the parser said stands.
        line, column = _blamed(first)
        problems.append(Problem(place(line + 1, column + 1), _sentence(first), "yaml", _hint(first, text)))
    return Reading(reading.root, (*problems, *reading.problems), reading.text, whole=not left_out)


def _rest_unread(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return the problems, the last of which says that the rest of the file was not read."""
    problem = max(problems, key=lambda each: each.location)
    hint = f"{problem.hint}; the rest of the file was not read" if problem.hint else "the rest of the file was not read"
    last = Problem(problem.location, problem.message, problem.code, hint)
    return (*(each for each in problems if each != problem), last)


def _blamed(error: yaml.MarkedYAMLError) -> tuple[int, int]:
    """Return the line and column, counting from 0, of what the parser could not read: where it began, if known."""
    begun = str(error.context or "").startswith(("while scanning a simple key", "while scanning a quoted scalar"))
    mark = error.context_mark if begun and error.context_mark is not None else error.problem_mark
    return (mark.line, mark.column) if mark is not None else (0, 0)


def _of_structure(error: yaml.MarkedYAMLError) -> bool:
    """Return whether the parser missed something, which may be for want of a line that was left out."""
    return "expected" in str(error.problem)


def _leave_out(lines: list[str], line: int) -> set[int]:
    """Empty a line and those set in below it; return which."""
    indent = len(lines[line]) - len(lines[line].lstrip(" "))
    out = {line}
    for below in range(line + 1, len(lines)):
        bare = lines[below].lstrip(" ")
        if bare and len(lines[below]) - len(bare) <= indent:
            break
        out.add(below)
    for each in out:
        lines[each] = ""
    return out


def _sentence(error: yaml.MarkedYAMLError) -> str:
    parts = [part for part in (error.problem, error.context) if part]
    return "not valid YAML: " + ", ".join(parts)


def _hint(error: yaml.MarkedYAMLError, text: str) -> str:
    problem = str(error.problem or "")
    if "mapping values are not allowed" in problem:
        return 'text that holds a colon and a space needs quotes: title: "Scope: who is covered"'
    if "cannot start any token" in problem:
        mark = error.problem_mark
        line = text.split("\n")[mark.line] if mark is not None else ""
        if "\t" in line[: mark.column + 1 if mark is not None else 0]:
            return "use spaces, not tabs"
        return "put quotes around text that starts with @, % or `"
    return "look at the indentation and the quotes on this line and the line above"

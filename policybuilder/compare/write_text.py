"""A comparison for a terminal: with colour, or with [-deleted-] and {+inserted+} where there is none."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from policybuilder.compare.changes import ClauseChange, Comparison, DetailChange, Weight
from policybuilder.compare.sentences import (
    MarkedPiece,
    beneath_pieces,
    beneath_texts,
    changed_lines,
    detail_pieces,
    elided,
    heading_of,
    kinds_of,
    printable,
    summary_lines,
)

_RESET = "\x1b[0m"
_COLOURS = {"deleted": "\x1b[31;9m", "inserted": "\x1b[32m", "bold": "\x1b[1m", "quiet": "\x1b[2m"}
_WEIGHTS: dict[Weight, str] = {"editorial": "\x1b[2m", "minor": "\x1b[33m", "major": "\x1b[31;1m"}


def write_text(comparison: Comparison, colour: bool = False, width: int = 100) -> str:
    """Return a comparison as text, its reasons and explanations wrapped at `width` characters."""
    return "\n".join(_lines(comparison, colour, width)) + "\n"


def _lines(comparison: Comparison, colour: bool, width: int) -> Iterator[str]:
    def styled(text: str, style: str) -> str:
        return f"{style}{text}{_RESET}" if colour else text

    yield styled(f"{printable(comparison.old_name)} -> {printable(comparison.new_name)}", _COLOURS["bold"])
    yield from summary_lines(comparison)
    for change in comparison.every:
        yield ""
        yield _heading(change, colour)
        for text in _explanations(change):
            yield from textwrap.wrap(text, width - 2, initial_indent="  ", subsequent_indent="       ")
        if isinstance(change, DetailChange):
            yield f"    {_marked(detail_pieces(change), colour)}"
            continue
        for below in change.beneath:
            then, _, yours = beneath_texts(below)
            yield f"    then:  {printable(then)}"
            yield f"    now:   {_marked(beneath_pieces(below), colour)}"
            yield f"    yours: {printable(yours)}"
        for line in changed_lines(change.marked.blocks):
            moved = styled(" (moved)", _COLOURS["quiet"]) if line.moved else ""
            yield f"    {line.lead}{_marked(elided(line.pieces), colour)}{moved}"
    if comparison.renumbered:
        yield ""
        yield "Only renumbered:"
        yield from (f"    {r.old_place} -> {r.new_place} {printable(r.title)}" for r in comparison.renumbered)


def _heading(change: ClauseChange | DetailChange, colour: bool) -> str:
    if isinstance(change, DetailChange):
        title, kinds = printable(change.label), ""
    else:
        title, kinds = heading_of(change), f" {kinds_of(change)},"
        if "removed" in change.kinds:
            title += " (as it was)"
    if not colour:
        return f"{title} -{kinds} {change.weight}"
    weight = f"{_WEIGHTS[change.weight]}{change.weight}{_RESET}"
    return f"{_COLOURS['bold']}{title}{_RESET} -{kinds} {weight}"


def _explanations(change: ClauseChange | DetailChange) -> Iterator[str]:
    for reason in change.reasons:
        source = f" [{reason.source}]" if reason.source else ""
        yield f"why: {printable(reason.told)}{source}"
    yield f"how much: {change.weight}, because {printable(change.deciding.text)}"
    yield f"who approves: {printable(change.approver)}"


def _marked(pieces: tuple[MarkedPiece, ...], colour: bool) -> str:
    parts = []
    for piece in pieces:
        if piece.op == "same":
            parts.append(piece.text)
        elif colour:
            parts.append(f"{_COLOURS[piece.op]}{piece.text}{_RESET}")
        else:
            parts.append(f"[-{piece.text}-]" if piece.op == "deleted" else f"{{+{piece.text}+}}")
    return "".join(parts)

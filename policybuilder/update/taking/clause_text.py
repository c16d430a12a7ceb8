"""Passages of a clause as one Markdown text with live values, as a person would have typed it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policybuilder.update.taking.live_passages import LivePassage
from policybuilder.update.taking.live_words import source_of

_STARTS = re.compile(r"(?:[-+](?=\s)|\d{1,9}[.)](?=\s)|#{1,6}(?=\s)|>|={2,}|-{2,})")
_LEVEL = 4


def clause_text(passages: Sequence[LivePassage]) -> str:
    """Return passages as Markdown; numbered items all begin with 1, so that each of them may stand first."""
    parts: list[str] = []
    for number, passage in enumerate(passages):
        before = passages[number - 1] if number else None
        parts += [_parting(before, passage), _text(passage)]
    return "".join(parts)


def _parting(before: LivePassage | None, passage: LivePassage) -> str:
    """Return what parts a passage from the one before it."""
    if before is None:
        return ""
    rows = ("header", "row")
    if passage.kind == "row" and before.kind in rows:
        return "\n"
    if passage.kind == "item" and before.kind == "item" and not passage.continues:
        same = passage.ordered == before.ordered or passage.depth != before.depth
        return "\n" if same and not before.continues else "\n\n"
    return "\n>\n" if passage.kind == before.kind == "quote" else "\n\n"


def _text(passage: LivePassage) -> str:
    if passage.kind in ("header", "row"):
        row = "| " + " | ".join(_one_line(source_of(cell)) for cell in passage.cells) + " |"
        return row + "\n|" + " --- |" * len(passage.cells) if passage.kind == "header" else row
    words = _guarded(source_of(passage.cells[0]))
    match passage.kind:
        case "heading":
            return (passage.mark or "### ") + _one_line(words)
        case "quote":
            return "\n".join(f"> {line}" for line in words.split("\n"))
        case "item":
            indent = " " * (_LEVEL * (passage.depth - (0 if passage.continues else 1)))
            mark = "" if passage.continues else "1. " if passage.ordered else "- "
            further = indent + " " * len(mark)
            return indent + mark + f"\n{further}".join(words.split("\n"))
    return words


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _guarded(words: str) -> str:
    """Return words none of whose lines is read as the start of a list, a heading or a quotation."""
    lines = words.split("\n")
    return "\n".join(_STARTS.sub(_escaped, line, count=1) if _STARTS.match(line) else line for line in lines)


def _escaped(found: re.Match[str]) -> str:
    start = found[0]
    return f"{start[:-1]}\\{start[-1]}" if start[-1] in ".)" else f"\\{start}"


__all__ = ["clause_text"]

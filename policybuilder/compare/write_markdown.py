"""A comparison as Markdown: ~~deleted~~ and **inserted** words; and the summary table of a committee report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policybuilder.compare.changes import ClauseChange, Comparison, DetailChange, Reason
from policybuilder.compare.sentences import (
    MarkedPiece,
    beneath_pieces,
    beneath_texts,
    changed_lines,
    detail_pieces,
    heading_of,
    kinds_of,
    printable,
    sentence_of,
    summary_lines,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#&])")
_STARTS = re.compile(r"^(\s*)(\d+)([.)])(?=\s|$)")


SUMMARY_COLUMNS = ("Clause", "What changes", "Why", "Kind", "Who approves")


def write_markdown(comparison: Comparison) -> bytes:
    """Return a comparison as Markdown, UTF-8."""
    return ("\n\n".join(_parts(comparison)) + "\n").encode()


def write_summary(comparison: Comparison) -> bytes:
    """Return the table that a committee report needs, as Markdown: clause, change, reason, who approves."""
    rows = summary_rows(comparison)
    lines = [
        f"# Changes from {escape(comparison.old_name)} to {escape(comparison.new_name)}",
        " ".join(escape(line) for line in summary_lines(comparison)),
    ]
    if rows:
        table = [f"| {' | '.join(SUMMARY_COLUMNS)} |", "| --- | --- | --- | --- | --- |"]
        table += [f"| {' | '.join(escape(cell) for cell in row)} |" for row in rows]
        lines.append("\n".join(table))
    return ("\n\n".join(lines) + "\n").encode()


def summary_rows(comparison: Comparison) -> list[tuple[str, str, str, str, str]]:
    """Return the rows of the summary table; the record of versions and dates needs no decision, so has no row."""
    return [summary_row(change) for change in comparison.every if change.deciding.rule != "record"]


def summary_row(change: ClauseChange | DetailChange) -> tuple[str, str, str, str, str]:
    """Return a change as the cells of the summary table."""
    name = printable(change.label) if isinstance(change, DetailChange) else heading_of(change)
    return (name, sentence_of(change), reasons_text(change.reasons), change.weight.capitalize(), change.approver)


def reasons_text(reasons: Iterable[Reason]) -> str:
    """Return reasons as one text, without the files and lines that say so."""
    texts = [printable(reason.told).rstrip(".") for reason in reasons]
    text = "; ".join(texts) + "."
    # A parameter's name keeps its small letter: it is a name.
    return text if re.match(r"[a-z_]+(?::|[._][a-z])", text) else text[:1].upper() + text[1:]


def _parts(comparison: Comparison) -> Iterator[str]:
    yield f"# {escape(comparison.old_name)} compared with {escape(comparison.new_name)}"
    yield "\n".join(f"- {escape(line)}" for line in summary_lines(comparison))
    for change in comparison.every:
        if isinstance(change, DetailChange):
            yield f"## {escape(change.label)}"
        else:
            yield f"## {escape(heading_of(change))} ({kinds_of(change)})"
        facts = [f"- Why: {escape(r.told)}" + (f" (`{r.source}`)" if r.source else "") for r in change.reasons]
        facts.append(f"- How much: **{change.weight}**, because {escape(change.deciding.text)}")
        facts.append(f"- Who approves: {escape(change.approver)}")
        yield "\n".join(facts)
        if isinstance(change, DetailChange):
            yield f"> {_marked(detail_pieces(change))}"
            continue
        for below in change.beneath:
            then, _, yours = (escape(printable(text)) for text in beneath_texts(below))
            row = f"| {then} | {_marked(beneath_pieces(below))} | {yours} |"
            yield f"| Then | Now | Yours |\n| --- | --- | --- |\n{row}"
        lines = [
            f"> {escape(line.lead)}{_marked(line.pieces)}{' (moved)' if line.moved else ''}"
            for line in changed_lines(change.marked.blocks)
        ]
        if lines:
            yield "\n>\n".join(lines)
    if comparison.renumbered:
        yield "## Only renumbered"
        yield "\n".join(f"- {r.old_place} became {r.new_place}: {escape(r.title)}" for r in comparison.renumbered)


def _marked(pieces: Iterable[MarkedPiece]) -> str:
    marks = {"same": "", "deleted": "~~", "inserted": "**"}
    parts: list[str] = []
    for piece in pieces:
        text = escape(piece.text)
        mark = marks[piece.op] if text.strip() else ""
        if mark and parts and parts[-1].endswith("~~"):
            parts.append(" ")
        # A mark must touch the words that it marks, or it is read as a sign.
        lead, words, tail = re.match(r"(\s*)(.*?)(\s*)$", text, re.DOTALL).groups()  # type: ignore[union-attr]
        parts.append(f"{lead}{mark}{words}{mark}{tail}")
    return "".join(parts)


def escape(text: str) -> str:
    """Return text that Markdown reads as mere words."""
    flat = printable(text) if "\n" in text else text
    return _STARTS.sub(r"\1\2\\\3", _SPECIAL.sub(r"\\\1", flat))

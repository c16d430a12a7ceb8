"""A comparison as JSON, for other programs. The member `format` goes up when an older reader would misread it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from policybuilder.compare.changes import ClauseChange, Comparison, DetailChange, approvals
from policybuilder.compare.sentences import MarkedLine, MarkedPiece, changed_lines, detail_pieces, sentence_of

FORMAT = 1


def write_json(comparison: Comparison) -> bytes:
    """Return a comparison as UTF-8 JSON, indented, ending in a new line."""
    # A lone surrogate, which no UTF-8 can hold, is written as an escape.
    content = comparison_as_json(comparison)
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode(errors="backslashreplace")


def comparison_as_json(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as JSON can hold it."""
    return {
        "format": FORMAT,
        "old": comparison.old_name,
        "new": comparison.new_name,
        "verdict": comparison.verdict,
        "weight": comparison.weight,
        "approvals": [{"weight": w, "approver": who, "changes": count} for w, who, count in approvals(comparison)],
        "details": [_detail(change) for change in comparison.details],
        "clauses": [_clause(change) for change in comparison.changes],
        "renumbered": [asdict(item) for item in comparison.renumbered],
        "unchanged": comparison.unchanged,
        "left_out": [asdict(item) for item in comparison.left_out],
        "ignored": [asdict(item) for item in comparison.ignored],
    }


def _shared(change: ClauseChange | DetailChange) -> dict[str, Any]:
    return {
        "sentence": sentence_of(change),
        "weight": change.weight,
        "rule": change.deciding.rule,
        "because": change.deciding.text,
        "findings": [asdict(finding) for finding in change.findings],
        "approver": change.approver,
        "reasons": [asdict(reason) for reason in change.reasons],
    }


def _detail(change: DetailChange) -> dict[str, Any]:
    text = [_piece(piece) for piece in detail_pieces(change)]
    return {"label": change.label, "old": change.old, "new": change.new, **_shared(change), "text": text}


def _clause(change: ClauseChange) -> dict[str, Any]:
    edits = [
        {
            "kind": edit.kind,
            "part": edit.part,
            "old": edit.old,
            "new": edit.new,
            "parameters": list(edit.parameters),
            "reasons": [change.reasons.index(reason) for reason in change.reasons_for(edit)],
        }
        for edit in change.edits
    ]
    return {
        "id": change.id,
        "title": change.title,
        "kinds": list(change.kinds),
        "old_place": change.old_place,
        "new_place": change.new_place,
        **_shared(change),
        "edits": edits,
        "beneath": [asdict(below) for below in change.beneath],
        "text": [_line(line) for line in changed_lines(change.marked.blocks)],
    }


def _line(line: MarkedLine) -> dict[str, Any]:
    return {"lead": line.lead, "moved": line.moved, "pieces": [_piece(piece) for piece in line.pieces]}


def _piece(piece: MarkedPiece) -> list[str]:
    return [piece.op, piece.text]

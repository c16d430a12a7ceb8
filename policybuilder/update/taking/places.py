"""Where in a document something stands, as a person finds it: "4.2.1", "4.2, item 3"."""

from __future__ import annotations

from collections.abc import Sequence

from policybuilder.document.passages import Passage
from policybuilder.update.taking.draft import Draft
from policybuilder.update.taking.live_passages import LivePassage
from policybuilder.update.taking.rows import Slot


def place_in(draft: Draft, clause: str, slots: Sequence[Slot], number: int) -> str:
    """Return where in the document a place of a clause is."""
    return place_of(draft, clause, [slot.live or _first(slot) for slot in slots[: number + 1]])


def place_of(draft: Draft, clause: str, passages: Sequence[LivePassage | Passage | None]) -> str:
    """Return where in the document the last of a clause's first passages is."""
    known = draft.clauses.get(clause)
    if known is None:
        return clause
    numbered = draft.numbers_paragraphs(clause)
    paragraph, within, kind = 0, 0, ""
    for passage in passages:
        if passage is None:
            continue
        kind = passage.kind
        if kind == "paragraph":
            paragraph, within = paragraph + 1, 0
        elif kind == "header":
            within = 0
        elif not passage.continues:
            within += 1
    below = f"{known.number}.{paragraph}" if numbered and paragraph else known.number
    match kind:
        case "paragraph":
            return below if numbered else f"{known.number}, paragraph {paragraph}"
        case "item" | "row":
            return f"{below}, {kind} {within}"
        case "header":
            return f"{below}, header row"
    return f"{below}, {kind}" if kind else known.number


def _first(slot: Slot) -> LivePassage | None:
    return next((option.after for option in slot.options if option.after is not None), None)

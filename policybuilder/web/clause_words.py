"""A clause piece by piece, as it prints, each with the words that can be changed; and why a clause is not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from policybuilder.document import Text, block_text, plain_text
from policybuilder.readers.markdown.blocks import UnreadableMarkdownError, read_blocks
from policybuilder.readers.markdown.marks import value_mark

if TYPE_CHECKING:
    from policybuilder.document import Omission
    from policybuilder.library.library import Library
    from policybuilder.resolution.live import Piece

_KINDS = {"paragraph": "paragraph", "item": "item", "row": "row", "header": "heads of the table", "heading": "heading"}
_WHY_NOT = {
    "list": "An answer makes these words: change the answer.",
    "base": "These are words of the base that your council extends: they are changed there.",
}
"""Why the words of a piece cannot be changed here, by whose they are."""
_NUMBERED = re.compile(r"^([0-9]{1,4})[.)][ ]+")
_ITEM = re.compile(r"(?:[-*+]|[0-9]{1,4}[.)])[ ]+")
"""How the text of an item of a list starts."""


@dataclass(frozen=True)
class PieceShown:
    """A paragraph, item or row of a clause, by its number from 1: as it prints, and its words with its answers live.

    `kind` says what it is; `own` whether the council wrote it. `answers` are those that it prints, as they are typed,
    each with what it prints and the name of its question, "" where that is not known. `why_not` says why it cannot be
    changed here.
    """

    number: int
    kind: str
    html: Markup
    start: str
    text: str
    own: bool
    answers: tuple[tuple[str, str, str], ...]
    why_not: str


def pieces_shown(pieces: Iterable[Piece], library: Library) -> tuple[PieceShown, ...]:
    """Return the pieces of a clause in reading order, ready to be shown."""
    return tuple(_shown(number, piece, library) for number, piece in enumerate(pieces, start=1))


def _shown(number: int, piece: Piece, library: Library) -> PieceShown:
    from policybuilder.html.blocks import Setting, blocks_html
    from policybuilder.resolution.decided import PRINT

    found = [each[0] for each in PRINT.finditer(piece.text)]
    values = [plain_text(each) for each in piece.values or ()]
    known = len(found) == len(values)
    inlines = [Text(each) for each in (values if known else found)]
    marks = iter(range(len(found)))
    marked = PRINT.sub(lambda _: value_mark(next(marks)), piece.text)
    # A list that is read starts with 1; the number that the item has is put back below.
    start = _NUMBERED.match(marked)
    marked = _NUMBERED.sub("1. ", marked)
    parts = _cells(marked) if piece.kind in ("row", "header") else [marked]
    try:
        blocks = [read_blocks(part, inlines) for part in parts]
    except UnreadableMarkdownError:
        blocks = [(), ()]
    words = [" ".join(block_text(block) for block in part) for part in blocks]
    if len(parts) > 1:
        html = Markup("<p>{}</p>").format(" | ".join(words))
    else:
        # The renderer escapes every word that a person wrote.
        html = Markup("".join(blocks_html(blocks[0], Setting(anchored=False))))  # noqa: S704
    if start:
        html = Markup(str(html).replace("<ol>", f'<ol start="{start[1]}">', 1))  # noqa: S704 - a number
    if not any(words):
        printed = iter(each.text for each in inlines)
        words = [PRINT.sub(lambda _: next(printed), piece.text)]
        html = Markup("<p>{}</p>").format(words[0])
    names = [token.strip("{} ").partition("|")[0].strip() for token in found]
    questions = [name if name in library.reference.parameters else "" for name in names]
    answers = tuple(zip(found, values, questions, strict=True)) if known else ()
    line = " | ".join(words)
    return PieceShown(
        number,
        _KINDS.get(piece.kind, "passage"),
        html,
        line if len(line) <= 60 else f"{line[:59]}…",
        piece.text,
        piece.origin == "own",
        tuple(dict.fromkeys(answers)),
        _WHY_NOT.get(piece.origin, ""),
    )


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def with_piece(pieces: Sequence[Piece], number: int, text: str, *, after: bool) -> str:
    """Return the words of a clause with other words for one piece, or with words of its own after it.

    Words among items and rows need no sign of a list or table before them.
    """
    from policybuilder.resolution.live import joined

    piece = pieces[number - 1]
    kind = "row" if piece.kind == "header" else piece.kind
    words = text.strip()
    if kind == "item" and not _ITEM.match(words):
        sign = _ITEM.match(piece.text)
        words = f"{sign[0] if sign else '- '}{words}"
    elif kind == "row" and not words.startswith("|"):
        words = f"| {words.rstrip('| ')} |"
    new = replace(piece, kind=kind if after else piece.kind, text=words)
    kept = [*pieces[:number], new] if after else [*pieces[: number - 1], new]
    return joined([*kept, *pieces[number:]])


def without_piece(pieces: Sequence[Piece], number: int) -> str:
    """Return the words of a clause without one piece."""
    from policybuilder.resolution.live import joined

    return joined([*pieces[: number - 1], *pieces[number:]])


@dataclass(frozen=True)
class WhyOut:
    """Why a clause is not in a document; the questions whose answers decide that; whether it can be taken in."""

    words: str
    questions: tuple[tuple[str, str], ...] = ()
    can_come: bool = True


def why_out(omission: Omission, library: Library) -> WhyOut:
    """Return why a clause that the template names is not in a document."""
    known = library.reference.parameters
    questions = tuple((use.name, known[use.name].question) for use in omission.parameters if use.name in known)
    if omission.why == "depth":
        return WhyOut(f"It comes at a greater depth than {omission.detail}.")
    if omission.why == "excluded":
        return WhyOut(f"Your council left it out: {omission.detail.rstrip('.')}.")
    if omission.why == "elsewhere":
        return WhyOut(f"It stands in another document of yours: {omission.detail}.")
    if questions:
        return WhyOut("It comes only with other answers.", questions, can_come=False)
    return WhyOut("It is not meant for a council like yours.", can_come=False)

"""What a comparison says in words: each change in a sentence, and each text with its marks, whatever the format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from policybuilder import inert
from policybuilder.compare.align import mark_words
from policybuilder.compare.changes import (
    EDITORIAL,
    Beneath,
    ClauseChange,
    Comparison,
    DetailChange,
    Edit,
    approvals,
    counted,
)
from policybuilder.compare.marked import (
    ChangedItem,
    ChangedList,
    ChangedQuote,
    ChangedRow,
    ChangedTable,
    ChangedText,
    MarkedBlock,
    MarkedRun,
    Only,
    Rebroken,
    Same,
)
from policybuilder.compare.tokens import Token, text_tokens, to_tokens
from policybuilder.document import Block, Cell, List, ListItem, Quote, Table, block_text

_SHORT = 90


def printable(text: str) -> str:
    """Return the text on one line, each character that no format can hold replaced by U+FFFD."""
    return inert.single_spaced(text)


def shortened(text: str, length: int = _SHORT) -> str:
    """Return a text cut at a word's end, with "…", when it is longer than `length`."""
    text = printable(text)
    if len(text) <= length:
        return text
    return text[: text.rfind(" ", length // 2, length)].rstrip(" ,;:.") + "…"


def heading_of(change: ClauseChange) -> str:
    """Return a clause's place and title, as in "4.2 Meetings"; of a clause that is gone, where it was."""
    place = change.new_place or change.old_place
    return printable(f"{place}: {change.title}" if change.marked.clause.is_appendix else f"{place} {change.title}")


def kinds_of(change: ClauseChange) -> str:
    """Return what happened to a clause, as in "moved and reworded"."""
    return " and ".join(change.kinds)


def sentence_of(change: ClauseChange | DetailChange) -> str:
    """Return a change in a sentence."""
    if isinstance(change, DetailChange):
        return _detail(change)
    parts: list[str] = []
    if "added" in change.kinds:
        return f"New: “{shortened(_first_words(change.edits, 'new'))}”"
    if "removed" in change.kinds:
        return f"Taken out: “{shortened(_first_words(change.edits, 'old'))}”"
    if "moved" in change.kinds:
        same = change.old_place == change.new_place
        parts.append("Moved among its neighbours." if same else f"Moved from {change.old_place} to {change.new_place}.")
    if "retitled" in change.kinds and change.marked.old:
        parts.append(f"Its title was “{printable(change.marked.old.title)}”.")
    if change.edits:
        parts.append(_edits(change.edits))
    parts.extend(beneath_sentence(each) for each in change.beneath)
    return " ".join(parts)


def beneath_sentence(below: Beneath) -> str:
    """Return what changed beneath the council's own text: what the library said then, what it says now, and yours."""
    then, now, yours = (shortened(text, 300).removesuffix(".") for text in beneath_texts(below))
    return (
        "The library changed words that the council's own text takes the place of. "
        f"Then: {_quoted(then, below.then)}. Now: {_quoted(now, below.now)}. Yours: “{yours}”."
    )


def beneath_texts(below: Beneath) -> tuple[str, str, str]:
    """Return what the library said, what it says now, and the council's text, in words also where there are none."""
    return (below.then or "not recorded by the older version", below.now or "no longer in the clause", below.yours)


def beneath_pieces(below: Beneath) -> tuple[MarkedPiece, ...]:
    """Return what the library says now with what changed marked; unmarked where it is not known what it said."""
    if not below.then or not below.now:
        return (MarkedPiece("same", printable(beneath_texts(below)[1])),)
    return pieces_of(mark_words(text_tokens(below.then), text_tokens(below.now)))


def _quoted(text: str, known: str) -> str:
    return f"“{text}”" if known else text


def _first_words(edits: Sequence[Edit], side: Literal["old", "new"]) -> str:
    texts = (edit.old if side == "old" else edit.new for edit in edits)
    return next((text for text in texts if text), "")


def _detail(change: DetailChange) -> str:
    if not change.old:
        return f"Added: {printable(change.new)}."
    if not change.new:
        return f"Taken out: {printable(change.old)}."
    return f"{printable(change.old)} became {printable(change.new)}."


def _edits(edits: Sequence[Edit]) -> str:
    telling = [edit for edit in edits if edit.kind != "marked"] or list(edits)
    first = _heaviest_looking(telling)
    more = len(telling) - 1
    rest = f" And {counted(more, 'more place')}." if more else ""
    return edit_sentence(first) + rest


def _heaviest_looking(edits: Sequence[Edit]) -> Edit:
    """Return the edit that says most: one with a duty or a number in it before others."""
    return max(edits, key=lambda edit: bool(re.search(r"\b(must|may|should|\d+)\b", f"{edit.old} {edit.new}")))


def edit_sentence(edit: Edit) -> str:
    """Return an edit in a sentence, with a few words around it."""
    # The sentence has a full stop of its own, after the quotation.
    old, new = shortened(edit.old).removesuffix("."), shortened(edit.new).removesuffix(".")
    if edit.kind == "marked" and edit.part == "paragraph":
        return "Paragraphs begin and end elsewhere."
    if edit.kind == "marked":
        return "The words are set in another way."
    if edit.kind == "moved":
        return f"A {_noun(edit)} was moved {'here' if new else 'away'}: “{new or old}”."
    if edit.part != "words":
        return f"A {_noun(edit)} was {'added' if edit.kind == 'added' else 'taken out'}: “{new or old}”."
    around = _around(edit)
    if edit.kind == "added":
        return f"Added “{new}”{around}."
    if edit.kind == "removed":
        return f"Taken out: “{old}”{around}."
    return f"“{old}” became “{new}”{around}."


def _noun(edit: Edit) -> str:
    return {"item": "list item", "lines": "text", "list": "list"}.get(edit.part, edit.part)


def _around(edit: Edit) -> str:
    if edit.lead:
        return f", in “{shortened(edit.lead, 50)}”"
    if edit.before and len(edit.before) > 3:
        return f" after “{shortened(edit.before, 60)}”"
    if edit.after and len(edit.after) > 3:
        return f" before “{shortened(edit.after, 60)}”"
    return ""


def summary_lines(comparison: Comparison) -> list[str]:
    """Return what a comparison comes to, in a few sentences."""
    if not comparison:
        return [_SAME[comparison.verdict], *_ignored(comparison), *_left_out(comparison), *_renumbered(comparison)]
    every = comparison.every
    total = counted(len(every), "change")
    parts = [f"{count} {weight}" for weight, _, count in approvals(comparison)]
    lines = [f"{total}: {', '.join(parts)}."]
    lines += [f"{weight.capitalize()} changes are approved by: {who}." for weight, who, _ in approvals(comparison)]
    same = f"{counted(comparison.unchanged, 'clause')} " + ("is" if comparison.unchanged == 1 else "are")
    same = f"{same} unchanged."
    return [*lines, same, *_ignored(comparison), *_left_out(comparison), *_renumbered(comparison)]


_SAME = {
    "nothing": "Nothing has changed: every printed word is the same.",
    "nothing-in-the-policy": "No change to what the policy says.",
    "nothing-else": "No other change: what differs was ignored, as asked.",
}


def _ignored(comparison: Comparison) -> list[str]:
    """Return what was not shown because a person asked so, a sentence each."""
    editorial = [counted(each.places, "editorial change") for each in comparison.ignored if each.what == EDITORIAL]
    alike = [
        f"{counted(each.places, 'place')} where {each.what} alone differs"
        for each in comparison.ignored
        if each.what != EDITORIAL
    ]
    lines = [f"Not shown, as asked: {editorial[0]}."] if editorial else []
    return [*lines, f"Ignored, as asked: {'; '.join(alike)}."] if alike else lines


def _left_out(comparison: Comparison) -> list[str]:
    """Return what differs and is not compared, and what only one side has, a sentence each."""
    differing = [f"{each.what}: {counted(each.lines, 'line')}" for each in comparison.left_out if not each.one_sided]
    alone = [f"{each.what}: {counted(each.lines, 'line')}" for each in comparison.left_out if each.one_sided]
    lines = [f"Left out, though it differs: {'; '.join(differing)}."] if differing else []
    return [*lines, f"Left out, because only one side is a file: {'; '.join(alone)}."] if alone else lines


def _renumbered(comparison: Comparison) -> list[str]:
    count = len(comparison.renumbered)
    return [f"{counted(count, 'clause')} only renumbered."] if count else []


# Texts with marks ----------------------------------------------------------------------------------------

Op = Literal["same", "deleted", "inserted"]


class MarkedPiece(NamedTuple):
    """Words that are the same, deleted or inserted."""

    op: Op
    text: str


class MarkedLine(NamedTuple):
    """A line of marked text: what stands before it (a bullet), its pieces, and whether it was only moved."""

    lead: str
    pieces: tuple[MarkedPiece, ...]
    moved: bool = False


def changed_lines(blocks: Iterable[MarkedBlock]) -> Iterator[MarkedLine]:
    """Yield the lines of what changed, those that stayed the same left out."""
    for block in blocks:
        match block:
            case Only(side=side, value=value, moved=moved):
                yield from _whole(value, side, moved)
            case ChangedText(runs=runs):
                yield MarkedLine("", pieces_of(runs))
            case Rebroken(new=parts, runs=runs):
                if all(run.same for run in runs):
                    yield from (MarkedLine("¶ ", (MarkedPiece("same", printable(block_text(part))),)) for part in parts)
                else:
                    yield MarkedLine("¶ ", pieces_of(runs))
            case ChangedList(items=items):
                yield from _items(items)
            case ChangedTable():
                yield from _rows(block)
            case ChangedQuote(blocks=inner):
                yield from (MarkedLine(f"> {line.lead}", line.pieces, line.moved) for line in changed_lines(inner))


def _items(items: Iterable[Same[ListItem] | Only[ListItem] | ChangedItem]) -> Iterator[MarkedLine]:
    for item in items:
        match item:
            case Only(side=side, value=value, moved=moved):
                text = "\n".join(block_text(block) for block in value.blocks)
                yield MarkedLine("- ", (MarkedPiece(_op(side), printable(text)),), moved)
            case ChangedItem(blocks=blocks):
                yield from (MarkedLine(f"- {line.lead}", line.pieces, line.moved) for line in changed_lines(blocks))


def _rows(table: ChangedTable) -> Iterator[MarkedLine]:
    for row in (table.header, *table.rows):
        match row:
            case Only(side=side, value=cells, moved=moved):
                texts = [printable(block_text(Table((cell,), ()))) for cell in cells]
                yield MarkedLine("| ", (MarkedPiece(_op(side), " | ".join(texts)),), moved)
            case ChangedRow(cells=marked) if any(not isinstance(cell, Same) for cell in marked):
                pieces: list[MarkedPiece] = []
                for index, cell in enumerate(marked):
                    pieces.extend([MarkedPiece("same", " | ")] if index else [])
                    pieces.extend(_cell(cell))
                yield MarkedLine("| ", tuple(pieces))


def _cell(cell: object) -> tuple[MarkedPiece, ...]:
    match cell:
        case Same(new=Cell(inlines=inlines)):
            return (MarkedPiece("same", _spaced(to_tokens(inlines))),)
        case Only(side=side, value=Cell(inlines=inlines)):
            return (MarkedPiece(_op(side), _spaced(to_tokens(inlines))),)
    return pieces_of(getattr(cell, "runs", ()))


def _whole(block: Block, side: str, moved: bool) -> Iterator[MarkedLine]:
    match block:
        case List(items=items):
            for item in items:
                text = "\n".join(block_text(child) for child in item.blocks)
                yield MarkedLine("- ", (MarkedPiece(_op(side), printable(text)),), moved)
        case Table(header=header, rows=rows):
            for row in (header, *rows):
                texts = [printable(block_text(Table((cell,), ()))) for cell in row]
                yield MarkedLine("| ", (MarkedPiece(_op(side), " | ".join(texts)),), moved)
        case Quote(blocks=blocks):
            for child in blocks:
                yield from (MarkedLine(f"> {line.lead}", line.pieces, moved) for line in _whole(child, side, moved))
        case _:
            yield MarkedLine("", (MarkedPiece(_op(side), printable(block_text(block))),), moved)


def _op(side: str) -> Op:
    return "deleted" if side == "old" else "inserted"


def pieces_of(runs: Sequence[MarkedRun]) -> tuple[MarkedPiece, ...]:
    """Return runs of words as pieces; the space before a change stands outside it."""
    pieces: list[MarkedPiece] = []
    before = ""
    for run in runs:
        op: Op = "same" if run.same else ("deleted" if run.old else "inserted")
        text = _spaced(run.new if run.new else run.old)
        if op == "deleted" and before.endswith(" ") and not pieces[-1].text.endswith(" "):
            # The old text had a space here that belongs to the words before it.
            pieces.append(MarkedPiece("same", " "))
        before = _spaced(run.old) if run.same else ""
        if op == "same" and pieces and pieces[-1].op == "deleted" and begins_nearer(run):
            text = f" {text}"
        if op != "same" and text[:1] == " ":
            pieces.append(MarkedPiece("same", " "))
            text = text[1:]
        elif op == "inserted" and pieces and pieces[-1].op == "deleted":
            # The words before and after must not run together.
            pieces.append(MarkedPiece("same", " "))
        if text:
            pieces.append(MarkedPiece(op, text))
    return tuple(pieces)


def begins_nearer(run: MarkedRun) -> bool:
    """Return whether words that stayed have a space before them on the old side alone: what stood there went."""
    return run.old[0].text[:1].isspace() and not run.new[0].text[:1].isspace()


def _spaced(tokens: Sequence[Token]) -> str:
    return inert.printable(re.sub(r"\s+", " ", "".join([token.text for token in tokens])))


def elided(pieces: Sequence[MarkedPiece], around: int = 60) -> tuple[MarkedPiece, ...]:
    """Return pieces with long unchanged stretches cut to what is near a change."""
    if len(pieces) == 1:
        return tuple(pieces)
    short: list[MarkedPiece] = []
    for index, piece in enumerate(pieces):
        text = piece.text
        if piece.op == "same" and len(text) > 2 * around + 20:
            head = "" if index == 0 else text[:around].rsplit(" ", 1)[0] + " "
            tail = "" if index == len(pieces) - 1 else " " + text[-around:].split(" ", 1)[-1]
            text = f"{head}…{tail}"
        short.append(MarkedPiece(piece.op, text))
    return tuple(short)


def detail_pieces(change: DetailChange) -> tuple[MarkedPiece, ...]:
    """Return the text of a change outside the clauses with its marks."""
    if change.runs:
        return pieces_of(change.runs)
    sides = (MarkedRun(text_tokens(change.old), ()) if change.old else None, MarkedRun((), text_tokens(change.new)))
    return pieces_of([run for run in sides if run is not None and (run.old or change.new)])

"""The places where a clause's text changed, one by one, from its blocks with their marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policybuilder.compare.changes import Edit, EditKind, Part
from policybuilder.compare.marked import (
    ChangedCell,
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
    block_on,
    tokens_on,
)
from policybuilder.compare.tokens import Token, words_of
from policybuilder.document import (
    Block,
    Heading,
    List,
    ListItem,
    Paragraph,
    Preformatted,
    Quote,
    Reference,
    Table,
    Value,
    block_text,
    inlines_of,
    plain_text,
)

_AROUND = 5
"""How many words before and after a change help a reader to find it."""

_PARTS: dict[type[Block], Part] = {
    Paragraph: "paragraph",
    Heading: "heading",
    List: "list",
    Table: "table",
    Quote: "quotation",
    Preformatted: "lines",
}
_ENDS = frozenset(".;:?!")


def edits_of(blocks: Iterable[MarkedBlock], lead: tuple[str, str] = ("", "")) -> Iterator[Edit]:
    """Yield the edits of some blocks in reading order. `lead` is what they follow, on the old and the new side."""
    for block in blocks:
        match block:
            case Same(old=old, new=new):
                lead = (_lead(old) or lead[0], _lead(new) or lead[1])
            case Only(side=side, value=value, moved=moved):
                yield _one_sided(side, value, moved, lead)
                text = _lead(value)
                lead = (text or lead[0], lead[1]) if side == "old" else (lead[0], text or lead[1])
            case Rebroken(old=old_parts, new=new_parts, runs=runs):
                old_text, new_text = (" ".join(map(block_text, parts)) for parts in (old_parts, new_parts))
                yield Edit("marked", "paragraph", old_text, new_text)
                yield from _words(runs)
                lead = (block_text(old_parts[-1]), block_text(new_parts[-1]))
            case ChangedText():
                yield from _words(block.runs)
                lead = (block_text(block_on(block, "old")), block_text(block_on(block, "new")))
            case ChangedList():
                yield from _items(block, lead)
            case ChangedTable():
                yield from _rows(block)
            case ChangedQuote(blocks=inner):
                yield from edits_of(inner, lead)


def _lead(block: Block) -> str:
    return plain_text(block.inlines) if isinstance(block, Paragraph) else ""


def _one_sided(side: str, block: Block, moved: bool, lead: tuple[str, str]) -> Edit:
    text = " ".join(block_text(block).split())
    parameters = [inline.parameter for inline in inlines_of(block) if isinstance(inline, Value)]
    references = [inline.clause for inline in inlines_of(block) if isinstance(inline, Reference)]
    return _only(side, _PARTS[type(block)], text, moved, lead, parameters, references)


def _only(
    side: str,
    part: Part,
    text: str,
    moved: bool,
    lead: tuple[str, str] = ("", ""),
    parameters: Sequence[str] = (),
    references: Sequence[str] = (),
) -> Edit:
    kind: EditKind = "moved" if moved else ("removed" if side == "old" else "added")
    old, new = (text, "") if side == "old" else ("", text)
    names, clauses = tuple(dict.fromkeys(parameters)), tuple(dict.fromkeys(references))
    return Edit(
        kind,
        part,
        old,
        new,
        lead=lead[0] if side == "old" else lead[1],
        parameters=names,
        references=clauses,
        old_whole=old,
        new_whole=new,
    )


def _items(block: ChangedList, lead: tuple[str, str]) -> Iterator[Edit]:
    if block.old_ordered != block.new_ordered:
        words = ("numbered" if block.old_ordered else "bulleted", "numbered" if block.new_ordered else "bulleted")
        yield Edit("marked", "list", *words)
    for item in block.items:
        match item:
            case ChangedItem(blocks=blocks):
                yield from edits_of(blocks, lead)
            case Only(side=side, value=value, moved=moved):
                yield _item(side, value, moved, lead)


def _item(side: str, item: ListItem, moved: bool, lead: tuple[str, str]) -> Edit:
    text = " ".join(" ".join(block_text(block) for block in item.blocks).split())
    inlines = [inline for block in item.blocks for inline in inlines_of(block)]
    parameters = [inline.parameter for inline in inlines if isinstance(inline, Value)]
    references = [inline.clause for inline in inlines if isinstance(inline, Reference)]
    return _only(side, "item", text, moved, lead, parameters, references)


def _rows(table: ChangedTable) -> Iterator[Edit]:
    for cell in table.header.cells:
        if isinstance(cell, Only):
            yield _only(cell.side, "column", words_of_cell(cell.value.inlines), False)
        elif isinstance(cell, ChangedCell):
            yield from _words(cell.runs)
    for row in table.rows:
        match row:
            case Only(side=side, value=cells, moved=moved):
                inlines = [inline for cell in cells for inline in cell.inlines]
                parameters = [inline.parameter for inline in inlines if isinstance(inline, Value)]
                yield _only(side, "row", ": ".join(_texts(cells)), moved, parameters=parameters)
            case ChangedRow(cells=marked):
                subject = _subject(row)
                for cell in marked:
                    if isinstance(cell, ChangedCell):
                        yield from _words(cell.runs, subject)


def words_of_cell(inlines: tuple[object, ...]) -> str:
    """Return the words of a cell on one line."""
    return " ".join(plain_text(inlines).split())  # type: ignore[arg-type]


def _texts(cells: Iterable[object]) -> list[str]:
    texts = (words_of_cell(cell.inlines) for cell in cells)  # type: ignore[attr-defined]
    return [text for text in texts if text]


def _subject(row: ChangedRow) -> str:
    """Return what a row is about: the words of its first cell."""
    first = row.cells[0] if row.cells else None
    match first:
        case Same(new=cell):
            return words_of_cell(cell.inlines)
        case ChangedCell(runs=runs):
            return words_of(tokens_on(runs, "new"))
        case Only(value=cell):
            return words_of_cell(cell.inlines)
    return ""


# Words ---------------------------------------------------------------------------------------------------


def _words(runs: Sequence[MarkedRun], subject: str = "") -> Iterator[Edit]:
    """Yield an edit for each change of words, and one for words that are only marked in another way."""
    old_whole, new_whole = words_of(tokens_on(runs, "old")), words_of(tokens_on(runs, "new"))
    marked_otherwise = False
    index = 0
    while index < len(runs):
        if runs[index].same:
            marked_otherwise = marked_otherwise or _styled_otherwise(runs[index])
            index += 1
            continue
        start = index
        while index < len(runs) and not runs[index].same:
            index += 1
        old = [token for run in runs[start:index] for token in run.old]
        new = [token for run in runs[start:index] for token in run.new]
        if not words_of(old) and not words_of(new):
            continue
        kind: EditKind = "reworded" if old and new else ("removed" if old else "added")
        yield Edit(
            kind,
            "words",
            words_of(old),
            words_of(new),
            before=_before(runs, start),
            after=_after(runs, index),
            lead=subject,
            parameters=tuple(dict.fromkeys(token.parameter for token in (*old, *new) if token.parameter)),
            only_values=all(token.parameter for token in (*old, *new) if token.is_word),
            references=tuple(dict.fromkeys(_reference(token) for token in (*old, *new) if _reference(token))),
            old_whole=old_whole,
            new_whole=new_whole,
            values=_value_pairs(old, new),
            over=_typed_over(runs, start, index),
        )
    if marked_otherwise:
        yield Edit("marked", "words", old_whole, new_whole, old_whole=old_whole, new_whole=new_whole)


def _typed_over(runs: Sequence[MarkedRun], start: int, end: int) -> str:
    """Return the parameter or fact whose printed value, whole and alone, the runs replace by mere words; else ""."""
    old = [token for run in runs[start:end] for token in run.old]
    new = [token for run in runs[start:end] for token in run.new]
    if not old or not new or not old[0].parameter or any(token.parameter for token in new):
        return ""
    beside = [*(run.old[-1:] for run in runs[:start][-1:]), *(run.old[:1] for run in runs[end : end + 1])]
    if any(token.path == old[0].path for tokens in beside for token in tokens):
        return ""  # a part of a longer value
    return old[0].parameter if all(token.path == old[0].path for token in old) else ""


def _styled_otherwise(run: MarkedRun) -> bool:
    return any(old.style != new.style for old, new in zip(run.old, run.new, strict=True) if old.is_word)


def _reference(token: Token) -> str:
    head = token.path[-1][1]
    return head[1] if head[0] == "reference" else ""


def _value_pairs(old: Sequence[Token], new: Sequence[Token]) -> tuple[tuple[str, str, str], ...]:
    """Return each parameter or fact with the words of it on both sides; empty on the side where it does not stand."""
    names = dict.fromkeys(token.parameter for token in (*old, *new) if token.parameter)
    return tuple(
        (
            name,
            words_of(token for token in old if token.parameter == name),
            words_of(token for token in new if token.parameter == name),
        )
        for name in names
    )


def _before(runs: Sequence[MarkedRun], index: int) -> str:
    words: list[str] = []
    tokens = runs[index - 1].new if index else ()
    for token in reversed(tokens):
        if len(words) >= _AROUND * 2 or token.key in _ENDS or sum(map(str.isalnum, words)) >= _AROUND:
            break
        words.append(token.text)
    return " ".join("".join(reversed(words)).split())


def _after(runs: Sequence[MarkedRun], index: int) -> str:
    words: list[str] = []
    tokens = runs[index].new if index < len(runs) else ()
    for token in tokens:
        if len(words) >= _AROUND:
            break
        words.append(token.text)
        if token.key in _ENDS:
            break
    return " ".join("".join(words).split())

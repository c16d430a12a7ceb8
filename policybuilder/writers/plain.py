"""A document as plain text, to be read in an e-mail: lines of 72 letters, numbers as text, a table row by row.

Nothing in it is markup. Sections are told by the lines below their headings, what belongs together by its indent. It
has no contents list: what it would lead to is found by searching for the number.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from policybuilder.document import (
    Block,
    Cell,
    Document,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Marked,
    Paragraph,
    Preformatted,
    Quote,
    Table,
    plain_text,
)
from policybuilder.inert import address, lines, one_line
from policybuilder.labels import labels_for
from policybuilder.writers.before_approval import before_approval, with_drafting_notes
from policybuilder.writers.front import (
    appendix_heading,
    clause_heading,
    illustrative_notice,
    is_compact,
    section_heading,
)

WIDTH = 72
"""How many letters a line has: what every program for e-mail shows without breaking it anew."""

_STEP = "  "


def write_plain(document: Document, _shell: bytes = b"") -> bytes:
    """Return the document as plain text, UTF-8."""
    document = with_drafting_notes(document)
    labels = labels_for(document.language)
    parts = [_underlined(document.title, "="), *_filled(document.council.name)]
    if notice := illustrative_notice(document):
        parts += _filled(f"{labels.illustrative} {notice}")
    control = [_control(document, labels.document_control)] if document.control else []
    body = list(_body(document))
    parts += [*body, *control] if is_compact(document) else [*control, *body]
    if points := before_approval(document):
        parts += [_underlined(labels.before_approval, "-"), *_blocks(points)]
    return ("\n\n".join(filter(None, parts)) + "\n").encode()


def _control(document: Document, heading: str) -> str:
    rows = [_entry(entry.label, one_line(entry.value.text)) for entry in document.control]
    return "\n".join([_underlined(heading, "-"), "", *rows])


def _body(document: Document) -> Iterator[str]:
    for section in document.sections:
        yield "\n" + _underlined(section_heading(section), "-")
        for clause in section.clauses:
            yield from _filled(clause_heading(clause))
            yield from _blocks(clause.blocks)
    for clause in document.appendices:
        yield "\n" + _underlined(appendix_heading(clause, labels_for(document.language)), "-")
        yield from _blocks(clause.blocks)


def _underlined(words: str, line: str) -> str:
    rows = _wrapped(one_line(words))
    return "\n".join([*rows, line * max(map(len, rows), default=0)])


def _filled(words: str) -> list[str]:
    return ["\n".join(_wrapped(one_line(words)))]


def _entry(label: str, text: str) -> str:
    return "\n".join(_wrapped(f"{one_line(label)}: {text}", "", _STEP))


def _wrapped(words: str, first: str = "", other: str = "", width: int = WIDTH) -> list[str]:
    """Return words as lines, the first of which begins with one text and the others with another.

    An address stays whole, however long it is: one that is broken leads nowhere.
    """
    return textwrap.wrap(
        words,
        max(width, _NARROWEST),
        initial_indent=first,
        subsequent_indent=other,
        break_long_words=False,
        break_on_hyphens=False,
    )


_NARROWEST = 24


# Blocks --------------------------------------------------------------------------------------------------


def _blocks(blocks: Iterable[Block], width: int = WIDTH) -> Iterator[str]:
    """Yield each block that has any words, as lines of at most so many letters."""
    for block in blocks:
        if text := BLOCKS[type(block)](block, width):
            yield text


def _paragraph(block: Paragraph, width: int) -> str:
    number = f"{one_line(block.number)}  " if block.number else ""
    indent = " " * len(number)
    found: list[str] = []
    for line in words_of(block.inlines).split("\n"):
        found += _wrapped(line, indent if found else number, indent, width)
    # A paragraph may be told by its number alone.
    return "\n".join(found) or number.rstrip()


def _heading(block: Heading, width: int) -> str:
    return "\n".join(_wrapped(words_of(block.inlines), width=width))


def _list(block: List, width: int) -> str:
    marks = [f"{number}. " if block.ordered else "- " for number in range(1, len(block.items) + 1)]
    wide = len(_STEP) + max(map(len, marks), default=0)
    items = []
    for mark, item in zip(marks, block.items, strict=True):
        text = "\n".join(_blocks(item.blocks, width - wide))
        items.append(mark.rjust(wide) + textwrap.indent(text, " " * wide)[wide:])
    return "\n".join(items)


def _table(block: Table, width: int) -> str:
    """Return a table row by row: what a row is about, and below it each of its columns by name."""
    names = [_cell(cell) for cell in block.header]
    rows = [] if block.rows else _wrapped("; ".join(filter(None, names)), width=width)
    for row in block.rows:
        first, *others = map(_cell, row)
        told = [
            line
            for name, text in zip(names[1:], others, strict=False)
            if text
            for line in _wrapped(f"{name}: {text}" if name else text, _STEP, _STEP * 2, width)
        ]
        about = f"{names[0]}: {first}" if names[0] and first else first
        rows.append("\n".join([*_wrapped(about, width=width), *told]))
    return "\n\n".join(rows)


def _cell(cell: Cell) -> str:
    return "; ".join(filter(None, (line.strip() for line in words_of(cell.inlines).split("\n"))))


def _quote(block: Quote, width: int) -> str:
    indent = _STEP * 2
    return textwrap.indent("\n\n".join(_blocks(block.blocks, width - len(indent))), indent)


def _preformatted(block: Preformatted, _width: int) -> str:
    return textwrap.indent(lines(block.text).strip("\n"), _STEP * 2)


BLOCKS: Mapping[type[Block], Callable[[Any, int], str]] = MappingProxyType(
    {
        Paragraph: _paragraph,
        Heading: _heading,
        List: _list,
        Table: _table,
        Quote: _quote,
        Preformatted: _preformatted,
    }
)
"""The function that writes each kind of block in lines of at most so many letters."""


# Words ---------------------------------------------------------------------------------------------------


def words_of(inlines: Iterable[Inline]) -> str:
    """Return inlines as words: a link with its address behind it, a line break as a new line."""
    return "".join(map(_words, inlines))


def _words(inline: Inline) -> str:
    if isinstance(inline, LineBreak):
        return "\n"
    if isinstance(inline, Link):
        words, target = words_of(inline.inlines), address(inline.target)
        is_said = not target or target.startswith("#") or target in (words.strip(), f"mailto:{words.strip()}")
        return words if is_said else f"{words} ({target.removeprefix('mailto:')})"
    if isinstance(inline, Marked):
        words = words_of(inline.inlines)
        return f"{{+{words}+}}" if inline.came else f"[-{words}-]"
    if hasattr(inline, "inlines"):
        return words_of(inline.inlines)
    return one_line(plain_text((inline,)))

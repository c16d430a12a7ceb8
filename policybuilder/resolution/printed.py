"""The words of a document as a reader sees them, line by line, each value with the parameter that prints it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from policybuilder.document import (
    Block,
    Clause,
    Code,
    Document,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Paragraph,
    Preformatted,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
    Value,
    clauses,
)

# What Word and people type otherwise than each other: a character for a character, so that places stay the same.
_ALIKE = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2011": "-"})


class Printing(NamedTuple):
    """Where a value stands in a line, and the parameter or fact that prints it."""

    start: int
    end: int
    name: str


@dataclass(frozen=True)
class ClauseLine:
    """A paragraph, list item, heading or cell as it is printed, on one line, and the values in it."""

    text: str
    values: tuple[Printing, ...] = ()

    def find(self, words: str) -> tuple[int, int] | None:
        """Return where the line holds some words, or None. Capitals, line ends and kinds of quotes do not count."""
        wanted = as_sought(words)
        start = as_sought(self.text, whole=True).find(wanted) if wanted else -1
        return None if start < 0 else (start, start + len(wanted))

    def printing(self, start: int, end: int) -> tuple[Printing, ...]:
        """Return the values that print some of the characters from `start` to `end`."""
        return tuple(value for value in self.values if value.start < end and start < value.end)

    def values_among(self, words: Iterable[str]) -> tuple[Printing, ...]:
        """Return the values that print some of the words, each once."""
        places = [place for one in words if (place := self.find(one))]
        return tuple(dict.fromkeys(value for place in places for value in self.printing(*place)))


def as_sought(text: str, whole: bool = False) -> str:
    """Return words as they are looked for. With `whole`, each character keeps its place."""
    flat = text if whole else " ".join(text.split())
    small = "".join(low if len(low := char.lower()) == 1 else char for char in flat)
    return small.translate(_ALIKE)


class Line:
    """A line that is being made. Space in a row is one space, as a reader sees it."""

    def __init__(self) -> None:
        """Start an empty line."""
        self.text = ""
        self.values: list[Printing] = []

    def add(self, text: str, name: str = "") -> None:
        """Add words; `name` is the parameter or fact that prints them."""
        flat = " ".join(text.split())
        before = " " if text[:1].isspace() and self.text and not self.text.endswith(" ") else ""
        start = len(self.text) + len(before)
        self.text += before + flat + (" " if flat and text[-1:].isspace() else "")
        if name and flat:
            self.values.append(Printing(start, start + len(flat), name))

    def made(self) -> ClauseLine:
        """Return the line."""
        return ClauseLine(self.text.rstrip(), tuple(self.values))


def lines_of(clause: Clause) -> Iterator[ClauseLine]:
    """Yield the lines of a clause, its title first."""
    yield ClauseLine(clause.title)
    for block in clause.blocks:
        yield from _lines(block)


def _lines(block: Block) -> Iterator[ClauseLine]:
    match block:
        case Paragraph(inlines=inlines) | Heading(inlines=inlines):
            yield _line(inlines)
        case List(items=items):
            for item in items:
                for child in item.blocks:
                    yield from _lines(child)
        case Table(header=header, rows=rows):
            for row in (header, *rows):
                yield from (_line(cell.inlines) for cell in row)
        case Quote(blocks=blocks):
            for child in blocks:
                yield from _lines(child)
        case Preformatted(text=text):
            yield from (ClauseLine(line) for line in text.split("\n"))


def _line(inlines: Iterable[Inline]) -> ClauseLine:
    line = Line()
    _add(line, inlines)
    return line.made()


def _add(line: Line, inlines: Iterable[Inline]) -> None:
    for inline in inlines:
        match inline:
            case Value(text=text, parameter=name):
                line.add(text, name)
            case Text(text=text) | Code(text=text) | Reference(text=text):
                line.add(text)
            case LineBreak():
                line.add(" ")
            case Strong(inlines=inner) | Emphasis(inlines=inner) | Link(inlines=inner):
                _add(line, inner)


def lines_with(lines: Iterable[ClauseLine], words: Sequence[str]) -> tuple[ClauseLine, ...]:
    """Return the lines that hold any of the words, when each of the words stands in one of the lines; else none."""
    every = tuple(lines)
    held = [{at for at, line in enumerate(every) if line.find(one)} for one in words]
    return tuple(every[at] for at in sorted(set().union(*held))) if all(held) else ()


def clauses_with(document: Document, words: Sequence[str]) -> Iterator[tuple[Clause, tuple[ClauseLine, ...]]]:
    """Yield the clauses of a document in which all the words stand as printed, with the lines that hold them."""
    for clause in clauses(document):
        if lines := lines_with(lines_of(clause), words):
            yield clause, lines


def setters_of(document: Document, clause: str) -> dict[str, str]:
    """Return who set each parameter of a clause of a document, and where, by name."""
    found = (each.provenance.parameters for each in clauses(document) if each.id == clause)
    return {use.name: f"{use.origin}, {use.source}" for uses in found for use in uses}


def excerpt(text: str, start: int, end: int, room: int) -> str:
    """Return a text in at most `room` characters: whole where it fits, else what is around `start` to `end`."""
    if len(text) <= room:
        return text
    first = min(max(start - (room - (end - start)) // 2, 0), len(text) - room)
    # Cut between words where there is a space near, never inside the words that were asked for.
    space = text.find(" ", first, start)
    head = "" if first == 0 else "…"
    begin = 0 if first == 0 else first + 1 if space < 0 else space + 1
    rest = text[begin:]
    if len(head + rest) <= room:
        return head + rest
    last = room - len(head) - 1
    space = rest.rfind(" ", max(end - begin, last // 2), last + 1)
    return f"{head}{rest[: last if space < 0 else space]}…"

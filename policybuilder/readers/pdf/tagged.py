"""A tagged PDF -> its headings, paragraphs, items and rows, as whoever made it says that they are.

Word and LibreOffice tag what they save, because the public sector must publish so that everybody can read. What the
tags say is exact, where looks are only likely. A file whose tags leave out much of its text is read by its looks.
ISO 32000-1, 14.7 and 14.8.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from policybuilder.document import Block, Cell, Inline, List, ListItem, Paragraph, Strong, Table, Text, block_text
from policybuilder.printed import CONTENTS_LIST, PrintedLine
from policybuilder.readers.outline import Entry, HeadingLine
from policybuilder.readers.pdf.chunks import Chunk
from policybuilder.readers.pdf.joining import joined, words_of
from policybuilder.readers.pdf.pages import Page

RUNNING = "On every page"
"""Where a running header or footer stands."""

_INLINE_WORDS = "Span Link Reference Lbl Quote Code Em Strong Annot Sub Ruby Warichu BibEntry Private"
_BLOCK_WORDS = """
Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct P H H1 H2 H3 H4 H5 H6 L LI LBody Table TR THead
TBody TFoot Figure Formula Form Title Aside DocumentFragment TH TD Note FENote
"""
_INLINE = frozenset(_INLINE_WORDS.split())
_NOTES = frozenset(("Note", "FENote"))
_STANDARD = _INLINE | frozenset(_BLOCK_WORDS.split())
_LEAST = 0.9
"""Which share of the letters must be tagged for the tags to be believed."""
_DEEPEST, _MOST = 60, 400_000
_BULLET = re.compile(r"^(?:[•·▪◦●○■□–—*\uf0b7\uf0a7]|[o-](?=\s|$))\s*")
_LABEL = re.compile(r"^(?:\(?[a-z]{1,3}\)|\(?[ivx]+\)|\d{1,2}[.)](?=\s|$))\s*")
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[A-Z]{1,2}(?:\.\d{1,2})+|[A-Z]\.)(?:\s+(?=[^a-z\s])|$)")
_PARAGRAPH_NUMBER = re.compile(r"^((?:\d{1,2}|[A-Z]{1,2})(?:\.\d{1,2}){1,3})[.)]?\s+(?=\S)")
_HEADING = re.compile(r"H([1-6])?")


@dataclass(frozen=True)
class Tagged:
    """What the tags of a PDF say: its title ("" for none), headings and blocks, and lines that are no part of them."""

    title: str
    entries: tuple[Entry, ...]
    left_out: tuple[PrintedLine, ...]


def tagged(root: Any, pages: Sequence[Page]) -> Tagged | None:
    """Return what the tags of a PDF say, whose catalogue is `root`; None where it has none that can be believed."""
    tree = _dictionary(root.get("/StructTreeRoot"))
    if tree is None:
        return None
    words = words_of([line.text for page in pages for line in page.lines])
    walk = _Walk(_roles(tree), {number: page for page in pages for number in page.names}, words)
    try:
        entries = tuple(walk.blocks(tree, "", None, 0))
    except (_NotBelievedError, RecursionError, TypeError, ValueError, KeyError):
        return None
    shown = [chunk for page in pages for chunk in page.chunks if not chunk.artifact]
    letters = sum(len(chunk.text.strip()) for chunk in shown)
    told = sum(len(chunk.text.strip()) for chunk in shown if id(chunk) in walk.told)
    beside = [chunk for page in pages for chunk in page.chunks if chunk.artifact]
    lines = _lines_of(beside)
    # What stands on every page is counted once, or the foot of a short file would weigh more than its text.
    spoken = sum(map(len, {re.sub(r"\d+", "#", line) for line in lines}))
    if not letters or told < _LEAST * letters or spoken > 0.35 * (letters + spoken) or not entries:
        return None
    running = dict.fromkeys(PrintedLine(RUNNING, text) for text in lines)
    return Tagged(walk.title, entries, (*walk.contents, *running))


class _NotBelievedError(Exception):
    """The tags are damaged."""


def _roles(tree: Any) -> dict[str, str]:
    mapped = _dictionary(tree.get("/RoleMap")) or {}
    return {str(name)[1:]: str(role)[1:] for name, role in mapped.items()}


def _dictionary(value: Any) -> Any:
    value = value.get_object() if hasattr(value, "get_object") else value
    return value if isinstance(value, Mapping) else None


def _page_of(element: Any, page: Any) -> Any:
    """Return the name of the page that an element says it is on, else of the one above."""
    return element.raw_get("/Pg") if "/Pg" in element else page


def _lines_of(chunks: Iterable[Chunk]) -> list[str]:
    lines = groupby(chunks, key=lambda chunk: (chunk.page, round(chunk.height)))
    texts = (" ".join("".join(chunk.text for chunk in line).split()) for _, line in lines)
    return [text for text in texts if text]


@dataclass
class _Walk:
    """Walks the tags in their order and takes the words that each holds."""

    roles: Mapping[str, str]
    pages: Mapping[tuple[int, int], Page]
    words: frozenset[str]
    title: str = ""
    told: set[int] = field(default_factory=set)
    contents: list[PrintedLine] = field(default_factory=list)
    seen: int = 0

    def role(self, element: Any) -> str:
        name = str(element.get("/S", ""))[1:]
        for _ in range(8):
            if name in _STANDARD or name not in self.roles:
                return name
            name = self.roles[name]
        return name

    def kids(self, element: Any, page: Any) -> Iterator[tuple[Any, Any, int | None]]:
        """Yield what an element holds: an element or the number of marked words, each with its page."""
        page = _page_of(element, page)
        held = element.get("/K", [])
        held = held.get_object() if hasattr(held, "get_object") else held
        for kid in held if isinstance(held, list) else [held]:
            kid = kid.get_object() if hasattr(kid, "get_object") else kid
            self.seen += 1
            if self.seen > _MOST:
                raise _NotBelievedError
            if isinstance(kid, int):
                yield None, page, int(kid)
            elif isinstance(kid, Mapping):
                if str(kid.get("/Type", "")) == "/OBJR":
                    continue
                if "/MCID" in kid and "/S" not in kid:
                    yield None, _page_of(kid, page), int(kid["/MCID"])
                else:
                    yield kid, page, None

    def marked(self, page: Any, number: int) -> list[Chunk]:
        name = (getattr(page, "idnum", -1), getattr(page, "generation", 0))
        found = self.pages.get(name)
        chunks = [chunk for chunk in found.marked.get(number, ()) if id(chunk) not in self.told] if found else []
        self.told.update(map(id, chunks))
        return chunks

    def every(self, element: Any, page: Any, depth: int) -> list[Chunk]:
        """Return all words within an element."""
        if depth > _DEEPEST:
            raise _NotBelievedError
        found: list[Chunk] = []
        for kid, at, number in self.kids(element, page):
            if number is not None:
                found += self.marked(at, number)
            else:
                found += self.every(kid, _page_of(kid, at), depth + 1)
        return found

    def text(self, chunks: Iterable[Chunk]) -> str:
        return joined(_lines_of(chunks), self.words)

    def blocks(self, element: Any, role: str, page: Any, depth: int) -> Iterator[Entry]:
        """Yield the headings and blocks within an element; words that stand straight in it are a paragraph."""
        if depth > _DEEPEST:
            raise _NotBelievedError
        inline: list[Chunk] = []
        notes: list[Chunk] = []
        for kid, at, number in self.kids(element, page):
            if number is not None:
                inline += self.marked(at, number)
                continue
            inner = self.role(kid)
            below = _page_of(kid, at)
            if inner in _INLINE:
                inline += self.every(kid, below, depth + 1)
            elif inner in _NOTES and inline:
                notes += self.every(kid, below, depth + 1)
            else:
                yield from self.paragraph(inline)
                inline = []
                yield from self.block(kid, inner, below, depth + 1)
        yield from self.paragraph(inline)
        yield from self.paragraph(notes)

    def block(self, element: Any, role: str, page: Any, depth: int) -> Iterator[Entry]:
        heading = _HEADING.fullmatch(role)
        titled = str(element.get("/S", ""))[1:].lower() == "title"
        if heading or titled:
            text = self.text(self.every(element, page, depth))
            if titled and not self.title:
                self.title = text
            elif text:
                number = _NUMBER.match(text)
                level = int(heading[1] or 1) if heading else 1
                rest = text[number.end() :] if number and number.end() < len(text) else text
                label = number.group().strip().rstrip(".)") if number and rest != text else ""
                yield HeadingLine(level, rest, label)
        elif role in ("TOC", "TOCI"):
            lines = _lines_of(self.every(element, page, depth))
            self.contents += [PrintedLine(CONTENTS_LIST, text) for text in lines]
        elif role == "L":
            yield from self.listed(element, page, depth)
        elif role == "Table":
            yield from self.table(element, page, depth)
        else:
            yield from self.blocks(element, role, page, depth)

    def paragraph(self, chunks: Sequence[Chunk]) -> Iterator[Entry]:
        text = self.text(chunks)
        if not text:
            return
        bold = all(chunk.bold for chunk in chunks if re.search(r"\w", chunk.text))
        number = _PARAGRAPH_NUMBER.match(text)
        words: tuple[Inline, ...] = (Text(text[number.end() :] if number else text),)
        yield Paragraph((Strong(words),) if bold else words, number[1] if number else "")

    def listed(self, element: Any, page: Any, depth: int) -> Iterator[Entry]:
        """Yield a list as one; items that carry the number of a paragraph, as in 4.2, are paragraphs."""
        items: list[ListItem] = []
        for kid, at, number in self.kids(element, page):
            if number is not None:
                continue
            entries = list(self.blocks(kid, "LI", _page_of(kid, at), depth + 1))
            entries = _labelled(entries)
            if not entries:
                continue
            if any(isinstance(each, HeadingLine) for each in entries) or _is_numbered(entries[0]):
                if items:
                    yield List(False, tuple(items))
                    items = []
                yield from entries
            else:
                items.append(ListItem(tuple(each for each in entries if not isinstance(each, HeadingLine))))
        if items:
            yield List(False, tuple(items))

    def table(self, element: Any, page: Any, depth: int) -> Iterator[Entry]:
        rows = list(self.rows(element, page, depth))
        if not rows:
            return
        width = max(len(cells) for cells in rows)
        if width == 1:
            # A frame round some text: what stands in it is text.
            for (_, entries), *_ in rows:
                yield from entries
            return
        made = [tuple(_cell(entries) for _, entries in cells) for cells in rows]
        made = [(*cells, *(Cell(()) for _ in range(width - len(cells)))) for cells in made]
        if len(rows) > 1 and all(role == "TH" for role, _ in rows[0]):
            made[0] = tuple(Cell((Strong(cell.inlines),) if cell.inlines else ()) for cell in made[0])
        yield Table(made[0], tuple(made[1:]))

    def rows(self, element: Any, page: Any, depth: int) -> Iterator[list[tuple[str, list[Entry]]]]:
        if depth > _DEEPEST:
            raise _NotBelievedError
        for kid, at, number in self.kids(element, page):
            if number is not None:
                continue
            below = _page_of(kid, at)
            role = self.role(kid)
            if role == "TR":
                cells = []
                for cell, where, mark in self.kids(kid, below):
                    if mark is None:
                        place = _page_of(cell, where)
                        cells.append((self.role(cell), list(self.blocks(cell, "TD", place, depth + 1))))
                if any(entries for _, entries in cells):
                    yield cells
            elif role in ("THead", "TBody", "TFoot"):
                yield from self.rows(kid, below, depth + 1)
            else:
                entries = list(self.block(kid, role, below, depth + 1))
                if entries:
                    yield [("TD", entries)]


def _labelled(entries: list[Entry]) -> list[Entry]:
    """Return the entries of an item without its bullet or letter."""
    if not entries or not isinstance(entries[0], Paragraph) or entries[0].number:
        return entries
    first, *rest = entries
    text = block_text(first) if not isinstance(first, HeadingLine) else first.text
    mark = _BULLET.match(text) or _LABEL.match(text)
    text = text[mark.end() :] if mark else text
    if text:
        return [Paragraph((Text(text),)), *rest]
    return _labelled(rest)


def _is_numbered(entry: Entry) -> bool:
    return isinstance(entry, Paragraph) and bool(entry.number)


def _cell(entries: Iterable[Entry]) -> Cell:
    texts = []
    for entry in entries:
        if isinstance(entry, HeadingLine):
            texts.append(entry.text)
        else:
            texts.append(_numbered(entry))
    text = " ".join(" ".join(texts).split())
    return Cell((Text(text),) if text else ())


def _numbered(block: Block) -> str:
    number = f"{block.number} " if isinstance(block, Paragraph) and block.number else ""
    return f"{number}{block_text(block)}"

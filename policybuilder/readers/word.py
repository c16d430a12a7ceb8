"""Any Word document -> a `Document`.

Headings are known by their styles or outline levels, lists by their numbering, and this project's own clauses by
their content controls. Tracked changes are read as accepted, or as rejected where that is asked for. Footnotes and
endnotes are read where they are referred to. Headers, footers, comments, pictures and the table of contents are not
part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from policybuilder.document import (
    DRAFTING_NOTE,
    Block,
    Cell,
    Document,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
    plain_text,
)
from policybuilder.errors import Location, fail
from policybuilder.readers.outline import Entry, HeadingLine, assemble
from policybuilder.readers.word_styles import Styles, w
from policybuilder.readers.word_zip import WordParts, open_word

_TRANSPARENT = frozenset({w("sdt"), w("sdtContent"), w("customXml"), w("smartTag"), w("fldSimple"), w("dir"), w("bdo")})
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TAG = "clause:"


@dataclass(frozen=True)
class _Line:
    """A paragraph of the file, before lists are put together."""

    inlines: tuple[Inline, ...]
    style: str
    heading: int
    clause: str
    number: str
    list_level: int
    ordered: bool
    continues: bool
    boxes: tuple[Block, ...] = ()


@dataclass
class _Open:
    """Runs of a paragraph whose end was deleted: they join the next paragraph."""

    inlines: list[Inline] = field(default_factory=list)


def read_word(content: bytes, name: str, tracked: str = "accept") -> Document:
    """Return the policy of a .docx. `tracked` is "accept" or "reject".

    Raises PolicyBuilderError, located at `name`, for what `word_zip.open_word` refuses and for a file without text.
    """
    parts = open_word(content, name)
    reader = _Reader(parts, tracked == "reject")
    body = parts.main.find(w("body"))
    lines = [] if body is None else list(reader.body(body))
    if not any(isinstance(line, Table) or plain_text(line.inlines).strip() or line.boxes for line in lines):
        raise fail(Location(name), "the document holds no text", "word-empty", "is it the right file?")
    own = any(isinstance(line, _Line) and line.clause for line in lines)
    title = next((plain_text(line.inlines) for line in lines if isinstance(line, _Line) and line.style == "title"), "")
    return assemble(name, " ".join(title.split()), _entries(_own(lines) if own else lines))


def _own(lines: list[_Line | Table]) -> list[_Line | Table]:
    """Return the sections: before them are the cover, the control table and the contents, after them the end sheet."""
    first_clause = next(index for index, line in enumerate(lines) if isinstance(line, _Line) and line.clause)
    before = lines[first_clause - 1] if first_clause else None
    in_section = isinstance(before, _Line) and before.heading > 0
    own = lines[first_clause - in_section :]
    ends = (i for i, line in enumerate(own) if isinstance(line, _Line) and line.heading and _is_end_sheet(line))
    return [line for line in own[: next(ends, len(own))] if not _is_drafting_note(line)]


def _is_drafting_note(line: _Line | Table) -> bool:
    return isinstance(line, _Line) and plain_text(line.inlines).startswith(DRAFTING_NOTE)


def _is_end_sheet(line: _Line) -> bool:
    return not line.clause and plain_text(line.inlines).strip().lower() == "before approval"


class _Reader:
    """Walks the main part of one file."""

    def __init__(self, parts: WordParts, rejected: bool) -> None:
        self.styles = Styles(parts.styles, parts.numbering)
        self.links = parts.links
        # Accepting leaves out what was deleted, rejecting what was inserted.
        gone = ("ins", "moveTo") if rejected else ("del", "moveFrom")
        self.gone = frozenset(w(name) for name in gone)
        self.gone_mark = w("ins") if rejected else w("del")
        self.waiting = _Open()
        self.notes = {w("footnoteReference"): parts.footnotes, w("endnoteReference"): parts.endnotes}

    def body(self, parent: etree._Element, clause: str = "") -> Iterator[_Line | Table]:
        for child in parent:
            if child.tag == w("p"):
                line = self.paragraph(child, clause)
                if line is not None:
                    yield line
                    if line.heading:
                        clause = ""
            elif child.tag == w("tbl"):
                table = self.table(child)
                if table is not None:
                    yield table
            elif child.tag == w("sdt"):
                yield from self.control(child, clause)
            elif child.tag in self.gone:
                continue
            elif child.tag in _TRANSPARENT or child.tag in (w("ins"), w("del"), w("moveTo"), w("moveFrom")):
                yield from self.body(child, clause)

    def control(self, control: etree._Element, clause: str) -> Iterator[_Line | Table]:
        """Yield the content of a content control; that of a table of contents is left out."""
        properties = control.find(w("sdtPr"))
        gallery = properties.find(f".//{w('docPartGallery')}") if properties is not None else None
        if gallery is not None and gallery.get(w("val")) == "Table of Contents":
            return
        tag = properties.find(w("tag")) if properties is not None else None
        value = (tag.get(w("val")) or "") if tag is not None else ""
        content = control.find(w("sdtContent"))
        if content is not None:
            yield from self.body(content, value.removeprefix(_TAG) if value.startswith(_TAG) else clause)

    def paragraph(self, element: etree._Element, clause: str) -> _Line | None:
        properties = element.find(w("pPr"))
        look = self.styles.look(properties)
        inlines = [*self.waiting.inlines, *self.runs(element)]
        mark = properties.find(f"{w('rPr')}/{self.gone_mark}") if properties is not None else None
        if mark is not None:
            # The end of this paragraph is gone: its words join the next one.
            self.waiting = _Open(inlines)
            return None
        self.waiting = _Open()
        if look.contents:
            return None
        number = self.styles.counted(look)
        words = _tidy(inlines)
        boxes = tuple(self.boxes(element))
        if not words and not boxes:
            return None
        listed = look.list_level >= 0 and not look.heading and not look.legal
        return _Line(
            words,
            look.name,
            look.heading,
            clause if look.heading else "",
            number if look.heading or look.legal else "",
            look.list_level if listed else -1,
            look.ordered,
            look.name.startswith("list continue"),
            boxes,
        )

    def boxes(self, element: etree._Element) -> Iterator[Block]:
        """Yield the text boxes of a paragraph as quotations."""
        for box in element.iter(w("txbxContent")):
            if any(parent.tag == _FALLBACK for parent in box.iterancestors()):
                continue
            blocks = tuple(
                Paragraph(line.inlines) if isinstance(line, _Line) else line for line in _Reader.body(self, box)
            )
            if blocks:
                yield Quote(blocks)

    def table(self, element: etree._Element) -> Table | None:
        rows = []
        for row in self.rows(element):
            cells = [Cell(tuple(self.cell(cell))) for cell in self.cells(row)]
            if cells:
                rows.append(tuple(cells))
        width = max((len(row) for row in rows), default=0)
        rows = [(*row, *(Cell(()) for _ in range(width - len(row)))) for row in rows]
        return Table(rows[0], tuple(rows[1:])) if rows else None

    def rows(self, element: etree._Element) -> Iterator[etree._Element]:
        for child in element:
            if child.tag == w("tr"):
                if child.find(f"{w('trPr')}/{self.gone_mark}") is None:
                    yield child
            elif child.tag in _TRANSPARENT:
                yield from self.rows(child)

    def cells(self, row: etree._Element) -> Iterator[etree._Element]:
        for child in row:
            if child.tag == w("tc"):
                yield child
            elif child.tag in _TRANSPARENT:
                yield from self.cells(child)

    def cell(self, cell: etree._Element) -> Iterator[Inline]:
        first = True
        for line in self.body(cell):
            if not first:
                yield LineBreak()
            first = False
            if isinstance(line, Table):
                texts = (plain_text(inner.inlines) for row in (line.header, *line.rows) for inner in row)
                yield Text("; ".join(text for text in texts if text))
            else:
                yield from line.inlines

    # Words -----------------------------------------------------------------------------------------------

    def runs(self, parent: etree._Element) -> Iterator[Inline]:
        for child in parent:
            if child.tag == w("r"):
                yield from self.run(child)
            elif child.tag in self.gone:
                continue
            elif child.tag == w("hyperlink"):
                yield from self.link(child)
            elif child.tag in _TRANSPARENT or child.tag in (w("ins"), w("del"), w("moveTo"), w("moveFrom")):
                yield from self.runs(child)

    def link(self, element: etree._Element) -> Iterator[Inline]:
        inner = tuple(self.runs(element))
        target = self.links.get(element.get(_RELATION_ID, ""), "")
        if re.match(r"(https?://|mailto:)\S+$", target) and plain_text(inner).strip():
            yield Link(target, inner)
        else:
            yield from inner

    def run(self, element: etree._Element) -> Iterator[Inline]:
        properties = element.find(w("rPr"))
        bold, italic = self.styles.is_on(properties, "b"), self.styles.is_on(properties, "i")
        for text in self.texts(element):
            inline: Inline = LineBreak() if text == "\n" else Text(text)
            if italic and text.strip():
                inline = Emphasis((inline,))
            yield Strong((inline,)) if bold and text.strip() else inline

    def texts(self, element: etree._Element) -> Iterator[str]:
        for child in element:
            if child.tag in (w("t"), w("delText")) and child.text:
                yield re.sub(r"\s+", " ", child.text)
            elif child.tag in self.notes:
                yield from self.note(self.notes[child.tag], child.get(w("id"), ""))
            elif child.tag in (w("tab"), w("ptab")):
                yield " "
            elif child.tag == w("noBreakHyphen"):
                yield "-"
            elif child.tag == w("cr") or (child.tag == w("br") and child.get(w("type")) in (None, "textWrapping")):
                yield "\n"

    def note(self, notes: etree._Element | None, id: str) -> Iterator[str]:
        """Yield the words of a footnote or endnote, in the place that refers to it."""
        for note in notes if notes is not None else ():
            if note.get(w("id")) == id:
                texts = (text for run in note.iter(w("r")) for text in _own_texts(run, self.gone))
                words = " ".join("".join(texts).split())
                if words:
                    yield f" [note: {words}]"


def _own_texts(run: etree._Element, gone: frozenset[str]) -> Iterator[str]:
    if not any(parent.tag in gone for parent in run.iterancestors()):
        yield from (node.text for node in run if node.tag in (w("t"), w("delText")) and node.text)


def _tidy(inlines: list[Inline]) -> tuple[Inline, ...]:
    """Return inlines with neighbours of a kind joined and no space at the ends: Word cuts words into runs at will."""
    joined: list[Inline] = []
    for inline in inlines:
        last = joined[-1] if joined else None
        match last, inline:
            case Text(text=first), Text(text=second):
                joined[-1] = Text(first + second)
            case Strong(inlines=first), Strong(inlines=second):
                joined[-1] = Strong(_tidy([*first, *second]) if len(first) + len(second) else ())
            case Emphasis(inlines=first), Emphasis(inlines=second):
                joined[-1] = Emphasis(_tidy([*first, *second]))
            case _:
                joined.append(inline)
    while joined and (joined[0] == LineBreak() or (isinstance(joined[0], Text) and not joined[0].text.strip())):
        del joined[0]
    while joined and (joined[-1] == LineBreak() or (isinstance(joined[-1], Text) and not joined[-1].text.strip())):
        del joined[-1]
    if joined and isinstance(joined[0], Text):
        joined[0] = Text(joined[0].text.lstrip())
    if joined and isinstance(joined[-1], Text):
        joined[-1] = Text(joined[-1].text.rstrip())
    return tuple(joined)


# Lists ---------------------------------------------------------------------------------------------------


def _entries(lines: list[_Line | Table]) -> list[Entry]:
    """Return the headings and blocks of the lines, list paragraphs put together."""
    entries: list[Entry] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if isinstance(line, Table):
            entries.append(line)
        elif line.style == "title":
            continue
        elif line.heading:
            entries.append(HeadingLine(line.heading, plain_text(line.inlines), line.number, line.clause))
        elif line.list_level >= 0:
            start = index - 1
            while index < len(lines) and _in_list(lines[index]):
                index += 1
            entries.extend(_lists([item for item in lines[start:index] if isinstance(item, _Line)]))
        elif line.inlines:
            entries.append(Paragraph(line.inlines, line.number))
        if isinstance(line, _Line) and line.boxes:
            entries.extend(line.boxes)
    return entries


def _in_list(line: _Line | Table) -> bool:
    return isinstance(line, _Line) and not line.heading and (line.list_level >= 0 or line.continues)


def _lists(lines: list[_Line]) -> list[List]:
    """Return paragraphs with list levels as lists, a deeper level within the item before it."""
    found: list[List] = []
    level = min(line.list_level for line in lines if line.list_level >= 0)
    index = 0
    while index < len(lines):
        ordered = lines[index].ordered
        items: list[ListItem] = []
        while index < len(lines) and (not items or lines[index].ordered == ordered or lines[index].list_level != level):
            line = lines[index]
            index += 1
            if line.list_level == level or not items:
                items.append(ListItem((Paragraph(line.inlines),)))
                continue
            deeper = [line]
            while index < len(lines) and lines[index].list_level != level:
                deeper.append(lines[index])
                index += 1
            items[-1] = replace(items[-1], blocks=(*items[-1].blocks, *_below(deeper)))
        found.append(List(ordered, tuple(items)))
    return found


def _below(lines: list[_Line]) -> list[Block]:
    found: list[Block] = []
    nested: list[_Line] = []
    for line in lines:
        if line.continues and line.list_level < 0 and not nested:
            found.append(Paragraph(line.inlines))
        else:
            nested.append(line)
    if nested and any(line.list_level >= 0 for line in nested):
        found.extend(_lists(nested))
    return found

"""Any Word document -> a `Document`.

Headings are known by their styles or outline levels, lists by their numbering, and this project's own clauses by
their content controls. Tracked changes are read as accepted, or as rejected where that is asked for. Footnotes and
endnotes are read where they are referred to. Comments and pictures are not part of the text; headers, footers, cover,
notes to a draft and contents lists are read apart from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from policybuilder.document import (
    TAG,
    Block,
    Cell,
    ControlEntry,
    Document,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
    plain_text,
)
from policybuilder.errors import Location, fail
from policybuilder.ooxml.names import COMPATIBILITY, RELATION, w
from policybuilder.printed import (
    CONTENTS,
    CONTENTS_LIST,
    CONTROL,
    COVER,
    END_SHEET,
    FILE_CODE,
    NOTE,
    PAGE_NUMBERS,
    Printed,
    PrintedLine,
    words_in,
)
from policybuilder.readers.outline import assemble
from policybuilder.readers.own_front import (
    control_entries,
    is_control_table,
    is_drafting_note,
    lines_of,
    place_of,
    printed,
    without_heading,
)
from policybuilder.readers.word.fields import field_results
from policybuilder.readers.word.lines import Line, entries_of
from policybuilder.readers.word.parts import WordParts, open_word
from policybuilder.readers.word.styles import Styles

_TRANSPARENT = frozenset({w("sdt"), w("sdtContent"), w("customXml"), w("smartTag"), w("fldSimple"), w("dir"), w("bdo")})
_RELATION_ID = f"{{{RELATION}}}id"
_FALLBACK = f"{{{COMPATIBILITY}}}Fallback"


@dataclass
class _Open:
    """Runs of a paragraph whose end was deleted: they join the next paragraph."""

    inlines: list[Inline] = field(default_factory=list)


def read_word(content: bytes, name: str, tracked: str = "accept") -> Document:
    """Return the policy of a .docx. `tracked` is "accept" or "reject".

    Raises PolicyBuilderError, located at `name`, for what `parts.open_word` refuses and for a file without text.
    """
    return read_word_file(content, name, tracked)[0]


def read_word_file(content: bytes, name: str, tracked: str = "accept") -> tuple[Document, Printed]:
    """Return the policy of a .docx and what else the file prints; see `read_word`."""
    parts = open_word(content, name)
    reader = _Reader(parts, tracked == "reject")
    body = parts.main.find(w("body"))
    lines = [] if body is None else list(reader.body(body))
    if not any(isinstance(line, Table) or plain_text(line.inlines).strip() or line.boxes for line in lines):
        raise fail(Location(name), "the document holds no text", "docx-no-text", "is it the right file?")
    titles = [line for line in lines if isinstance(line, Line) and line.style == "title"]
    title = " ".join(plain_text(titles[0].inlines).split()) if titles else ""
    policy, around, rows = _apart(lines, parts.built)
    control = tuple(row for row in rows if row.id != FILE_CODE)
    reader.left_out += [PrintedLine(row.label, row.value.text) for row in rows if row.id == FILE_CODE]
    reader.left_out += [PrintedLine(CONTENTS_LIST, line.text) for line in around if line.place == CONTENTS]
    around = [line for line in around if line.place != CONTENTS]
    around += [line for other in titles[1:] for line in lines_of("Title", Paragraph(other.inlines))]
    every = words_in(_texts(parts, reader.gone))
    for place, tree in parts.margins:
        lines_there, numbers = _margin(parts, place, tree, tracked)
        around += [line for line in lines_there if line not in around]
        reader.left_out += numbers
    document = assemble(name, title, entries_of(policy), control)
    return document, printed("word", document, bool(title), around, reader.left_out, every)


def _margin(
    parts: WordParts, place: str, tree: etree._Element, tracked: str
) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """Return the lines of a header or footer, and the numbers of pages that they show."""
    reader = _Reader(replace(parts, main=tree), tracked == "reject")
    found: list[PrintedLine] = []
    for line in reader.body(tree):
        found += lines_of(place, Paragraph(line.inlines) if isinstance(line, Line) else line)
        for box in line.boxes if isinstance(line, Line) else ():
            found += lines_of(place, box)
    return found, reader.left_out


def _texts(parts: WordParts, gone: frozenset[str]) -> Iterator[str]:
    """Yield every word that the body and its notes print, paragraph by paragraph, in whatever they stand."""
    for tree in (parts.main, parts.footnotes, parts.endnotes):
        for paragraph in tree.iter(w("p")) if tree is not None else ():
            texts = []
            for node in paragraph.iter(w("t"), w("delText"), w("tab"), w("br"), w("cr"), w("noBreakHyphen")):
                above = {parent.tag for parent in node.iterancestors()}
                nested = next(node.iterancestors(w("p"))) is not paragraph
                if not nested and _FALLBACK not in above and not above & gone:
                    texts.append((node.text or "") if node.tag in (w("t"), w("delText")) else " ")
            yield "".join(texts)


def _apart(
    lines: list[Line | Table], built: bool
) -> tuple[list[Line | Table], list[PrintedLine], tuple[ControlEntry, ...]]:
    """Return the policy of our own file, what is printed around it, and its control table.

    Before the sections are the cover, the control table and the contents, after them the end sheet. They are known by
    their headings: another program that saves the file may drop the marks of clauses. Any other file is all policy.
    """
    own = built or any(isinstance(line, Line) and (line.clause or _is_front(line)) for line in lines)
    if not own:
        return lines, [], ()
    policy: list[Line | Table] = []
    around: list[PrintedLine] = []
    control: tuple[ControlEntry, ...] = ()
    place = COVER
    for line in lines:
        if isinstance(line, Table):
            if place == CONTROL and not control and is_control_table(line):
                control = control_entries(line)
                around = without_heading(around)
            elif place:
                around += lines_of(place, line)
            else:
                policy.append(line)
            continue
        text = " ".join(plain_text(line.inlines).split())
        if _is_front(line):
            place = place_of(text) or text
        elif line.heading:
            place = ""
        if line.style == "title":
            continue
        if place or _is_drafting_note(line):
            around += lines_of(place or NOTE, Paragraph(line.inlines))
            around += [found for box in line.boxes for found in lines_of(place or NOTE, box)]
        else:
            policy.append(line)
    return policy, around, control


def _is_front(line: Line) -> bool:
    """Return whether a line is a heading of ours that no clause has."""
    if not line.heading or line.clause:
        return False
    # The sheet of open points has no number, as every section has, also where another program dropped its style.
    return line.style == "front heading" or (not line.number and place_of(plain_text(line.inlines)) == END_SHEET)


def _is_drafting_note(line: Line | Table) -> bool:
    return isinstance(line, Line) and is_drafting_note(plain_text(line.inlines))


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
        self.results = field_results(parts.main)
        self.left_out: list[PrintedLine] = []
        self.notes = {w("footnoteReference"): parts.footnotes, w("endnoteReference"): parts.endnotes}

    def body(self, parent: etree._Element, clause: str = "") -> Iterator[Line | Table]:
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

    def control(self, control: etree._Element, clause: str) -> Iterator[Line | Table]:
        """Yield the content of a content control; that of a table of contents is left out."""
        properties = control.find(w("sdtPr"))
        gallery = properties.find(f".//{w('docPartGallery')}") if properties is not None else None
        if gallery is not None and gallery.get(w("val")) == "Table of Contents":
            for paragraph in control.iter(w("p")):
                self.leave_out(CONTENTS_LIST, self.runs(paragraph))
            return
        tag = properties.find(w("tag")) if properties is not None else None
        value = (tag.get(w("val")) or "") if tag is not None else ""
        content = control.find(w("sdtContent"))
        if content is not None:
            yield from self.body(content, value.removeprefix(TAG) if value.startswith(TAG) else clause)

    def paragraph(self, element: etree._Element, clause: str) -> Line | None:
        properties = element.find(w("pPr"))
        look = self.styles.look(properties)
        inlines = [*self.waiting.inlines, *self.runs(element)]
        mark = properties.find(f"{w('rPr')}/{self.gone_mark}") if properties is not None else None
        if mark is not None:
            # The end of this paragraph is gone: its words join the next one.
            self.waiting = _Open(inlines)
            return None
        self.waiting = _Open()
        if look.contents or element in self.results.contents:
            self.leave_out(CONTENTS_LIST, inlines)
            return None
        number = self.styles.counted(look)
        words = _tidy(inlines)
        boxes = tuple(self.boxes(element))
        if not words and not boxes:
            return None
        listed = look.list_level >= 0 and not look.heading and not look.legal
        return Line(
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

    def leave_out(self, what: str, inlines: Iterable[Inline]) -> None:
        """Keep the words of what a program makes from the rest: they are no part of the text."""
        words = " ".join(plain_text(tuple(inlines)).split())
        self.left_out += [PrintedLine(what, words)] if words else []

    def boxes(self, element: etree._Element) -> Iterator[Block]:
        """Yield the text boxes of a paragraph as quotations."""
        for box in element.iter(w("txbxContent")):
            if any(parent.tag == _FALLBACK for parent in box.iterancestors()):
                continue
            blocks = tuple(
                Paragraph(line.inlines) if isinstance(line, Line) else line for line in _Reader.body(self, box)
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
            if child in self.results.pages:
                self.leave_out(PAGE_NUMBERS, self.run(child))
            elif child.tag == w("r"):
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

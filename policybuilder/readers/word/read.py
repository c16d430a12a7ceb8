"""Any Word document -> a `Document`.

Headings are known by their styles or outline levels, lists by their numbering, and this project's own clauses by
their content controls. Tracked changes are read as accepted, or as rejected where that is asked for. Footnotes and
endnotes are read where they are referred to. Comments and pictures are not part of the text; headers, footers, cover,
notes to a draft and contents lists are read apart from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from policybuilder.document import (
    ControlEntry,
    Document,
    Paragraph,
    Table,
    plain_text,
)
from policybuilder.errors import Location, fail
from policybuilder.ooxml.names import w
from policybuilder.printed import (
    CONTENTS,
    CONTENTS_LIST,
    CONTROL,
    COVER,
    END_SHEET,
    FILE_CODE,
    NOTE,
    Printed,
    PrintedLine,
    code_in,
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
from policybuilder.readers.word.lines import Line, entries_of
from policybuilder.readers.word.parts import WordParts, open_word
from policybuilder.readers.word.reader import FALLBACK, BodyReader


def read_word(content: bytes, name: str, tracked: str = "accept") -> Document:
    """Return the policy of a .docx. `tracked` is "accept" or "reject".

    Raises PolicyBuilderError, located at `name`, for what `parts.open_word` refuses and for a file without text.
    """
    return read_word_file(content, name, tracked)[0]


def read_word_file(content: bytes, name: str, tracked: str = "accept") -> tuple[Document, Printed]:
    """Return the policy of a .docx and what else the file prints; see `read_word`."""
    parts = open_word(content, name)
    reader = BodyReader(parts, tracked == "reject")
    body = parts.main.find(w("body"))
    lines = [] if body is None else list(reader.body(body))
    if not any(isinstance(line, Table) or plain_text(line.inlines).strip() or line.boxes for line in lines):
        raise fail(Location(name), "the document holds no text", "docx-no-text", "is it the right file?")
    titles = [line for line in lines if isinstance(line, Line) and line.style == "title"]
    title = " ".join(plain_text(titles[0].inlines).split()) if titles else ""
    # A guide prints its code in a footer.
    built = parts.built or any(code_in("".join(map(str, tree.itertext()))) for _, tree in parts.margins)
    policy, around, rows = apart(lines, built)
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
    reader = BodyReader(replace(parts, main=tree), tracked == "reject")
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
                if not nested and FALLBACK not in above and not above & gone:
                    texts.append((node.text or "") if node.tag in (w("t"), w("delText")) else " ")
            yield "".join(texts)


def apart(
    lines: list[Line | Table], built: bool
) -> tuple[list[Line | Table], list[PrintedLine], tuple[ControlEntry, ...]]:
    """Return the policy of our own file, what is printed around it, and its control table.

    Before the sections are the cover, the control table and the contents, after them the end sheet. They are known by
    their headings: another program that saves the file may drop the marks of clauses. Any other file is all policy.
    """
    own = built or any(
        _prints_code(line) if isinstance(line, Table) else line.clause or _is_front(line) for line in lines
    )
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


def _prints_code(table: Table) -> bool:
    """Return whether a table is a control table that ends with the code of a file of ours."""
    return is_control_table(table) and any(code_in(row.value.text) for row in control_entries(table))


def _is_front(line: Line) -> bool:
    """Return whether a line is a heading of ours that no clause has."""
    if not line.heading or line.clause:
        return False
    # The sheet of open points has no number, as every section has, also where another program dropped its style.
    return line.style == "front heading" or (not line.number and place_of(plain_text(line.inlines)) == END_SHEET)


def _is_drafting_note(line: Line | Table) -> bool:
    return isinstance(line, Line) and is_drafting_note(plain_text(line.inlines))

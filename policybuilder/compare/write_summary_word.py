"""The summary table of a committee report as a Word file."""

from __future__ import annotations

import datetime
import io
import zipfile

from policybuilder.compare.changes import Comparison
from policybuilder.compare.sentences import printable, summary_lines
from policybuilder.compare.write_markdown import summary_rows

_COLUMNS = ("Clause", "What changes", "Why", "Kind", "Who approves")
_WIDTHS_CM = (4.2, 7.2, 7.2, 2.2, 4.2)
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def write_summary_word(comparison: Comparison) -> bytes:
    """Return the summary as a .docx on landscape A4: a heading, what it comes to, and a table with a header row.

    The same comparison gives the same bytes.
    """
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    word = Document()
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.0)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), comparison.new.language or "en-GB")
    normal.element.get_or_add_rPr().append(language)
    for name, size in (("Heading 1", 18), ("Table Grid", 10)):
        word.styles[name].font.name, word.styles[name].font.size = "Arial", Pt(size)
    heading = word.styles["Heading 1"].element.get_or_add_rPr()
    for fonts in heading.findall(qn("w:rFonts")):
        # The default file's theme font would win over the name.
        for attribute in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[attribute]

    title = f"Changes from {printable(comparison.old_name)} to {printable(comparison.new_name)}"
    word.add_heading(title, level=1)
    for line in summary_lines(comparison):
        word.add_paragraph(printable(line))
    rows = summary_rows(comparison)
    if rows:
        table = word.add_table(rows=1, cols=len(_COLUMNS))
        table.style = word.styles["Table Grid"]
        table.autofit = False
        for cell, text in zip(table.rows[0].cells, _COLUMNS, strict=True):
            cell.paragraphs[0].add_run(text).bold = True
        mark = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(mark)
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.paragraphs[0].add_run(printable(text))
        for column, width in zip(table.columns, _WIDTHS_CM, strict=True):
            column.width = Cm(width)
        for line_of_cells in table.rows:
            keep = OxmlElement("w:cantSplit")
            line_of_cells._tr.get_or_add_trPr().insert(0, keep)
            for cell, width in zip(line_of_cells.cells, _WIDTHS_CM, strict=True):
                cell.width = Cm(width)
    # A second copy of the styles that the default file carries for Word 2007, and that no longer agrees with them.
    for id, relation in list(word.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            del word.part.rels[id]
    properties = word.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.language = comparison.new.language or "en-GB"
    # A fixed moment, so that the same comparison gives the same bytes.
    properties.created = properties.modified = datetime.datetime(1980, 1, 1)
    stream = io.BytesIO()
    word.save(stream)
    return _with_fixed_times(stream.getvalue())


def _with_fixed_times(content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            fixed = zipfile.ZipInfo(entry.filename, _FIXED_TIME)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.create_system = 0
            target.writestr(fixed, source.read(entry))
    return stream.getvalue()

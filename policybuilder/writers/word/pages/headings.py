"""On which page each heading will stand: the numbers that the contents list shows until Word works them out.

Word counts pages only when it opens a file, and asking it to (`w:updateFields`) makes it ask the reader first. So the
writer counts as Word would: words into lines by the widths of Arial, lines and rows into pages, headings kept with
what follows, no single lines left alone (widow control), rows kept whole, header rows repeated. It is an estimate:
right for the shipped shell as a rule, and now and then a page out where a paragraph only just fits, or in a font whose
widths are not known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from policybuilder.document import (
    Block,
    Cell,
    Clause,
    Document,
    Heading,
    List,
    Paragraph,
    Preformatted,
    Quote,
    Table,
    plain_text,
)
from policybuilder.ooxml.names import w
from policybuilder.ooxml.numbering import counted
from policybuilder.writers.word.body import (
    GAPS,
    Bookmarks,
    ListPlace,
    heading_style,
    in_places,
    list_style,
    paragraph_style,
)
from policybuilder.writers.word.pages.flow import Flow
from policybuilder.writers.word.pages.measure import Columns, column_widths, line_count
from policybuilder.writers.word.shell.look import CELL_MARGINS, Look, Page, TextStyle

_CELL_SIDES = sum(size for side, size in CELL_MARGINS if side in ("left", "right"))
_CELL_ENDS = sum(size for side, size in CELL_MARGINS if side in ("top", "bottom")) / 20
_BORDER = 0.5
_TABLE_BORDERS = 1.5
"""What the heavier lines above and below a table take, beyond one light line a row."""


# The front -----------------------------------------------------------------------------------------------

# Elements that may stand where the slots are, and that nothing in a shell can be mistaken for.
CONTENTS_MARK = '<w:bookmarkStart w:id="-1" w:name="contents"/>'
BODY_MARK = '<w:bookmarkEnd w:id="-1"/>'


class Pages(NamedTuple):
    """The page on which each heading is likely to start, by its bookmark, and how many pages there are.

    Pages count from 1; `shift` is what is added for the number that is printed on the pages of the text, and `format`
    how it is written there.
    """

    starts: dict[str, int]
    total: int
    shift: int = 0
    format: str = ""
    counts_from_text: bool = False
    """The pages of the text are counted anew, whatever the contents list before it takes."""

    def printed(self, laid_out: Mapping[str, int]) -> dict[str, str]:
        """Return what is printed on the page of each bookmark; `laid_out` are the pages that a layout found."""
        shift = self.shift
        first = min(laid_out.keys() & self.starts.keys(), key=lambda name: self.starts[name], default="")
        if first and self.counts_from_text:
            shift += self.starts[first] - laid_out[first]
        return {name: counted(page + shift, self.format) for name, page in {**self.starts, **laid_out}.items()}


def pages_of(
    document: Document,
    filled: Element,
    lines: Sequence[tuple[str, str]],
    bookmarks: Bookmarks,
    room: tuple[Page, Look, Columns],
    body_on_new_page: bool,
) -> Pages:
    """Return the pages of a document, without a sheet of open points after its text.

    `filled` is the shell's main part, its tags filled and the marks above in its slots; `lines` are the words of the
    contents list, each with the name of its style.
    """
    flow = Flow(*room, coming=sections_of(filled))
    _begin_section(flow, is_first=True)
    _flow_front(flow, filled, {id: name for name, id in flow.look.ids.items()}, lines)
    if body_on_new_page:
        flow.new_page()
    _flow_body(flow, document, bookmarks)
    # The text ends with a new page.
    return Pages(flow.starts, flow.number - 1, flow.shift, flow.format, flow.counts_from_text)


def _flow_front(flow: Flow, parent: Element, names: Mapping[str, str], lines: Sequence[tuple[str, str]]) -> bool:
    """Add what stands before the body's slot, its own page breaks counted. Return whether the slot was reached."""
    for element in parent:
        mark = element.get(w("id")) == "-1"
        if element.tag == w("p"):
            _flow_paragraph_element(flow, element, names)
        elif element.tag == w("tbl"):
            _flow_table_element(flow, element, names)
        elif mark and element.tag == w("bookmarkStart"):
            gap = None if len({style for _, style in lines}) > 1 else 0.0
            for words, style in lines:
                flow.text(words, flow.style(style), gap=gap)
            flow.listed()
        elif (mark and element.tag == w("bookmarkEnd")) or (
            element.tag in _CONTAINERS and _flow_front(flow, element, names, lines)
        ):
            return True
    return False


_CONTAINERS = tuple(w(name) for name in ("body", "sdt", "sdtContent"))


def _style_of(flow: Flow, paragraph: Element, names: Mapping[str, str]) -> TextStyle:
    node = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return flow.look.default if node is None else flow.style(names.get(node.get(w("val"), ""), ""))


def _is_on(node: Element | None) -> bool:
    return node is not None and node.get(w("val"), "1") not in ("0", "false", "off")


def _words(element: Element) -> str:
    return "".join(node.text or "" for node in element.iter(w("t")))


def _flow_paragraph_element(flow: Flow, paragraph: Element, names: Mapping[str, str]) -> None:
    properties = paragraph.find(w("pPr"))
    style = _style_of(flow, paragraph, names)
    gap = None
    if properties is not None:
        if _is_on(properties.find(w("pageBreakBefore"))) and (flow.used or flow.number > 1):
            flow.new_page()
        spacing = properties.find(w("spacing"))
        if spacing is not None and spacing.get(w("before"), "").isdigit():
            gap = int(spacing.get(w("before"), "0")) / 20
    flow.text(_words(paragraph), style, gap=gap)
    breaks = sum(1 for node in paragraph.iter(w("br")) if node.get(w("type")) == "page")
    for _ in range(breaks):
        flow.new_page()
    if paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None:
        _begin_section(flow)


def sections_of(main: Element) -> list[Element]:
    """Return the properties of each section, without those that a tracked change keeps of before."""
    before = {id(node) for change in main.iter(w("sectPrChange")) for node in change.iter(w("sectPr"))}
    return [node for node in main.iter(w("sectPr")) if id(node) not in before]


def _begin_section(flow: Flow, *, is_first: bool = False) -> None:
    """Go to where the next section begins, as its own properties say, and count its pages as they say."""
    if not flow.coming:
        return
    section = flow.coming.pop(0)
    kind, numbering = section.find(w("type")), section.find(w("pgNumType"))
    starts = "" if kind is None else kind.get(w("val"), "")
    if not is_first and starts != "continuous":
        flow.new_page()
    begin = "" if numbering is None else numbering.get(w("start"), "")
    flow.format = "" if numbering is None else numbering.get(w("fmt"), "")
    if begin.isdecimal():
        flow.counts_from(int(begin))
    elif not is_first and starts in _SIDES and (flow.number + flow.shift) % 2 != _SIDES[starts]:
        flow.new_page()


_SIDES = {"oddPage": 1, "evenPage": 0}


def _flow_table_element(flow: Flow, table: Element, names: Mapping[str, str]) -> None:
    for row in table.iter(w("tr")):
        heights = []
        for cell in row.findall(w("tc")):
            width = cell.find(f"{w('tcPr')}/{w('tcW')}")
            points = (float(width.get(w("w"), "0") or 0) if width is not None else 0) / 20 or flow.page.width / 2
            heights.append(
                sum(
                    _paragraph_height(_words(paragraph), _style_of(flow, paragraph, names), points)
                    for paragraph in cell.iter(w("p"))
                )
            )
        flow.row(max(heights, default=0.0) + _CELL_ENDS + _BORDER, 0.0)


def _paragraph_height(words: str, style: TextStyle, width: float) -> float:
    lines = line_count(words, style.capacity(width - _CELL_SIDES / 20), style.bold)
    return lines * style.line_height + style.before + style.after


def starts_appendices_on_new_page(document: Document) -> bool:
    """Return whether the appendices start on a page of their own; they then follow one another, as most are short.

    A single appendix follows the text.
    """
    return bool(document.sections) and len(document.appendices) > 1


# The body ------------------------------------------------------------------------------------------------


def _flow_body(flow: Flow, document: Document, bookmarks: Bookmarks) -> None:
    """Add sections and appendices. Headings start where `flow.starts` says, by bookmark."""
    for number, section in enumerate(document.sections):
        gap = 0.0 if number == 0 and not flow.used else None
        flow.text(section.title, flow.style("heading 1"), bookmarks.sections[section.id], gap)
        for clause in section.clauses:
            _flow_clause(flow, clause, bookmarks, appendix=False)
    if starts_appendices_on_new_page(document):
        flow.new_page()
    for clause in document.appendices:
        _flow_clause(flow, clause, bookmarks, appendix=True)
    flow.new_page()


def _flow_clause(flow: Flow, clause: Clause, bookmarks: Bookmarks, *, appendix: bool) -> None:
    style = flow.style("appendix heading" if appendix else "heading 2")
    flow.text(clause.title, style, bookmarks.clauses[clause.id])
    _flow_blocks(flow, clause.blocks, ListPlace(appendix=appendix))


def _flow_blocks(flow: Flow, blocks: tuple[Block, ...], place: ListPlace) -> None:
    for block, here in in_places(blocks, place):
        gap = GAPS[here.below] / 20 if here.below else None
        match block:
            case Paragraph(inlines=inlines):
                style = flow.style(paragraph_style(block, here))
                flow.text(plain_text(inlines), style.leading if here.leads else style, gap=gap)
            case Heading(inlines=inlines):
                flow.text(plain_text(inlines), flow.style(heading_style(here)))
            case Preformatted(text=text):
                flow.text(text.rstrip("\n"), flow.style("html preformatted"), gap=gap)
            case Quote(blocks=inner):
                _flow_blocks(flow, inner, here._replace(quoted=True, leads=False))
            case List():
                _flow_list(flow, block, here, gap)
            case Table():
                _flow_table(flow, block)


def _flow_list(flow: Flow, block: List, place: ListPlace, gap: float | None) -> None:
    style = flow.style(list_style(block.ordered, place.depth + 1))
    inside = ListPlace(place.depth + 1, place.appendix)
    for item in block.items:
        first = item.blocks[0] if item.blocks else None
        if isinstance(first, Paragraph):
            flow.text(plain_text(first.inlines), style, gap=gap)
            _flow_blocks(flow, item.blocks[1:], inside)
        else:
            flow.text("", style, gap=gap)
            _flow_blocks(flow, item.blocks, inside)
        gap = None


def _flow_table(flow: Flow, table: Table) -> None:
    columns = max(len(row) for row in (table.header, *table.rows))
    if not columns:
        return
    widths = [width / 20 for width in column_widths(table, round(flow.page.width * 20), flow.columns)]
    header_style, first_style, style = (flow.style(name) for name in ("table header", "table row header", "table text"))
    header = _row_height(table.header, widths, [header_style] * columns) if table.header else 0.0
    styles = [first_style] + [style] * (columns - 1)
    heights = [_row_height(row, widths, styles) for row in table.rows]
    if header:
        # The first row stays with the header row.
        first = heights[0] if heights else 0.0
        flow.row(header + first + _TABLE_BORDERS, 0.0)
        heights = heights[1:]
    for height in heights:
        flow.row(height, header + _TABLE_BORDERS)


def _row_height(row: tuple[Cell, ...], widths: list[float], styles: list[TextStyle]) -> float:
    cells = zip(row, widths, styles, strict=False)
    heights = [_paragraph_height(plain_text(cell.inlines), style, width) for cell, width, style in cells]
    return max(heights, default=0.0) + _CELL_ENDS + _BORDER

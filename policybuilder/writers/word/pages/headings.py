"""On which page each heading will stand: the numbers that the contents list shows until Word works them out.

Word counts pages only when it opens a file, and asking it to (`w:updateFields`) makes it ask the reader first. So the
writer counts as Word would: words into lines by the widths of Arial, lines and rows into pages, headings kept with
what follows, no single lines left alone (widow control), rows kept whole, header rows repeated. It is an estimate:
right for the shipped shell as a rule, and now and then a page out where a paragraph only just fits, or in a font whose
widths are not known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
from policybuilder.writers.word.body import (
    GAPS,
    Bookmarks,
    ListPlace,
    heading_style,
    in_places,
    list_style,
    paragraph_style,
)
from policybuilder.writers.word.pages.measure import Columns, column_widths, line_count
from policybuilder.writers.word.shell.look import CELL_MARGINS, Look, Page, TextStyle

_CELL_SIDES = sum(size for side, size in CELL_MARGINS if side in ("left", "right"))
_CELL_ENDS = sum(size for side, size in CELL_MARGINS if side in ("top", "bottom")) / 20
_BORDER = 0.5
_TABLE_BORDERS = 1.5
"""What the heavier lines above and below a table take, beyond one light line a row."""


class _Lines(NamedTuple):
    """A paragraph as lines. Heights are in points; `extra` is what its border takes, `leading` is between lines."""

    total: int
    each: float
    before: float
    after: float
    extra: float
    leading: float
    joined: bool
    """No room above: the style leaves none between its own paragraphs, and the last one was of it, too."""
    name: str

    def height(self, count: int) -> float:
        return count * self.each + self.extra


@dataclass
class Flow:
    """Text as it fills pages. Heights are in points; pages count from 1."""

    page: Page
    look: Look
    columns: Columns = field(default_factory=dict)
    number: int = 1
    used: float = 0.0
    """How far down the page the text reaches."""
    starts: dict[str, int] = field(default_factory=dict)
    """The page on which each named paragraph starts."""
    shift: int = 0
    """What is added to a page for the number that is printed on it: sections may begin to count anew."""
    coming: list[Element] = field(default_factory=list)
    """The properties of the sections that are still to begin."""
    _after: float = 0.0
    _last: TextStyle | None = None
    _fresh: bool = True
    _kept: list[_Lines] = field(default_factory=list)

    def style(self, name: str) -> TextStyle:
        """Return how a style looks."""
        return self.look.text.get(name, self.look.default)

    def new_page(self) -> None:
        """Go to the top of the next page."""
        self._put_kept()
        self._turn(fresh=True)

    def text(self, words: str, style: TextStyle, name: str = "", gap: float | None = None) -> None:
        """Add a paragraph; `gap` is the space above it where it is not the style's."""
        if style.new_page and (self.used or self._kept):
            self.new_page()
        count = line_count(words, style.capacity(self.page.width), style.bold)
        before = style.before if gap is None else gap
        joined = style.contextual and style is self._last
        self._last = style
        each, leading = style.line_height, style.leading_height
        lines = _Lines(count, each, before, style.after, style.border, leading, joined, name)
        if style.keep_next:
            self._kept.append(lines)
        else:
            self._place(lines)

    def row(self, height: float, header: float) -> None:
        """Add a row of a table, which stays whole; `header` is repeated at the top of a new page."""
        if self.used > header and self._bottom(self._kept) + self._after_kept() + height > self._limit:
            again = 0.0 if self._kept else header
            self._turn(fresh=False)
            self.used = again
        self._put_kept()
        self.used += self._after + height
        self._after, self._last = 0.0, None

    @property
    def _limit(self) -> float:
        return self.page.height + 0.5

    def _turn(self, *, fresh: bool) -> None:
        self.number += 1
        self.used = self._after = 0.0
        self._fresh = fresh

    def _gap(self, lines: _Lines, used: float, after: float) -> float:
        """Return the room above a paragraph: the larger of its own and the last one's, not both.

        (Word adds the two only under an old setting, `w:doNotUseHTMLParagraphAutoSpacing`.) At the top of a page
        there is none, unless something other than the text's own length turned the page.
        """
        if used:
            return 0.0 if lines.joined else max(lines.before, after)
        return lines.before if self._fresh else 0.0

    def _bottom(self, blocks: list[_Lines]) -> float:
        """Return how far down some paragraphs would reach."""
        used, after = self.used, self._after
        for lines in blocks:
            used += self._gap(lines, used, after) + lines.height(lines.total)
            after = lines.after
        return used

    def _after_kept(self) -> float:
        return self._kept[-1].after if self._kept else self._after

    def _put_kept(self) -> None:
        """Put down, here, the paragraphs that waited for the next one."""
        for lines in self._kept:
            self._put(lines, lines.total)
        self._kept.clear()

    def _put(self, lines: _Lines, count: int) -> None:
        self.used += self._gap(lines, self.used, self._after) + lines.height(count)
        self._after = lines.after
        if lines.name:
            self.starts.setdefault(lines.name, self.number)

    def _place(self, lines: _Lines) -> None:
        """Put a paragraph down, over as many pages as it takes, two lines at least on each."""
        limit = self._limit + lines.leading  # what is below the last line may be cut off
        room = limit - self.used - self._gap(lines, self.used, self._after)
        if not self._kept and lines.total * lines.each + lines.extra <= room:
            self._put(lines, lines.total)  # as most do
            return
        first = lines if lines.total <= 3 else lines._replace(total=2)
        if self.used and self._bottom([*self._kept, first]) > limit:
            self._turn(fresh=False)
        self._put_kept()
        room = limit - self.used - self._gap(lines, self.used, self._after)
        left = lines.total
        while left * lines.each > room:
            fit = max(min(int(room / lines.each), left - 2), 1)
            left -= fit
            if lines.name:
                self.starts.setdefault(lines.name, self.number)
            self._turn(fresh=False)
            room = limit
        self._put(lines, left)


# The front -----------------------------------------------------------------------------------------------

# Elements that may stand where the slots are, and that nothing in a shell can be mistaken for.
CONTENTS_MARK = '<w:bookmarkStart w:id="-1" w:name="contents"/>'
BODY_MARK = '<w:bookmarkEnd w:id="-1"/>'


class Pages(NamedTuple):
    """The page on which each heading is likely to start, by its bookmark, and how many pages there are.

    Pages count from 1; `shift` is what is added for the number that is printed on the pages of the text.
    """

    starts: dict[str, int]
    total: int
    shift: int = 0


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
    return Pages(flow.starts, flow.number - 1, flow.shift)  # the text ends with a new page


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
    if begin.isdecimal():
        flow.shift = int(begin) - flow.number
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

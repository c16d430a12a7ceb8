"""A policy in a PDF file -> a `Document`: lines put together as paragraphs, without what stands on every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from policybuilder.document import Cell, Document, List, ListItem, Paragraph, Strong, Table, Text
from policybuilder.printed import CONTENTS_LIST, PAGE_NUMBERS, Printed, PrintedLine, words_in
from policybuilder.readers.outline import Entry, HeadingLine, assemble
from policybuilder.readers.own_front import printed
from policybuilder.readers.pdf.joining import joined, words_of
from policybuilder.readers.pdf.pages import Page, PdfLine, pdf_file
from policybuilder.readers.pdf.tagged import RUNNING, tagged

_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?\|?\s*[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:of|/)\s*\d{1,4})?\s*(?:\|\s*page)?", re.IGNORECASE
)
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d*\s*$|…{2,}\s*\d*\s*$")
_BULLET = re.compile(r"^(?:[•·▪◦●○■□–—*\uf0b7\uf0a7]|o(?=\s)|-(?=\s)|\([a-z]{1,3}\)|\([ivx]+\)|[a-z]\))\s*")
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[A-Z]{1,2}(?:\.\d{1,2})+|[A-Z]\.)(?:\s+(?=[^a-z\s])|$)")
_COUNTED = re.compile(r"^\d{1,2}[.)]\s+(?=[a-z])")
_APPENDIX = re.compile(r"(?:appendix|annex|schedule)\s+\w{1,3}", re.IGNORECASE)
_ENDS = re.compile(r"[.!?:;]['\"”’)]*$")
_LARGE = 1.08
_LABEL = 3
"""How many words may stand alone at the foot of a column without an end."""
_SAME = 2.0
"""How far apart, in points, the beginnings of two lines are at most that stand below each other."""
_OFTEN, _OFTEN_ENOUGH = 3, 0.15
"""How often lines stand so far apart, at least and as a share of the most usual, where that may be their leading."""
_WIDER, _FEWEST, _A_THIRD = 1.25, 2, 0.3
"""How much more room is between rows than in them where that parts them, how often, and what few of the lines are."""
_EDGE = 3
"""How many lines at the top and at the foot of a page may be a running header or footer."""


def read_pdf_file(content: bytes, name: str, _tracked: str = "accept") -> tuple[Document, Printed]:
    """Return the policy of a PDF file, and what was left out of it.

    Raises PolicyBuilderError, located at `name`, as `pdf_file` does.
    """
    file = pdf_file(content, name)
    pages = file.pages
    if said := tagged(file.root, pages):
        document = assemble(name, said.title, said.entries)
        every = words_in(_unbroken([*(line.text for page in pages for line in page.lines)]))
        return document, printed("pdf", document, bool(said.title), [], list(said.left_out), every)
    lines, left_out = _without_running(pages)
    # What stands on every page is named once, so it counts once.
    every = words_in(_unbroken([*(line.text for line in lines), *(line.text for line in left_out)]))
    entries, title = _entries(lines, _Look.of(lines))
    document = assemble(name, title, entries)
    return document, printed("pdf", document, bool(title), [], left_out, every)


def _without_running(pages: Sequence[Page]) -> tuple[list[PdfLine], list[PrintedLine]]:
    """Return the lines of some pages without headers, footers, page numbers and contents lists, and these."""
    # A title that is the running header, too, is set larger than that.
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({(_pattern(line), round(line.size)) for line in _edges(page)})
    placed = Counter((_pattern(line), round(line.height)) for page in pages for line in page.lines if not line.rows)
    least = max(2, round(0.5 * len(pages)))
    title = _largest(pages[0]) if pages else ""
    kept: list[PdfLine] = []
    left_out: dict[str, PrintedLine] = {}
    header: tuple[str, ...] = ()
    for page in pages:
        edges = set(map(id, _edges(page)))
        for line in page.lines:
            text = line.text
            if kept and kept[-1].rows and kept[-1].page < line.page and line.rows and line.rows[0] == header:
                # The names of the columns stand again where a table goes on on the next page.
                left_out.setdefault(" ".join(header), PrintedLine(RUNNING, " | ".join(header)))
                if line.rows[1:]:
                    kept.append(replace(line, rows=line.rows[1:], segments=line.segments[len(header) :]))
                continue
            header = line.rows[0] if line.rows else header
            if id(line) in edges and _PAGE_NUMBER.fullmatch(text.strip()):
                left_out[text] = PrintedLine(PAGE_NUMBERS, text)
            elif len(pages) > 1 and (
                placed[_pattern(line), round(line.height)] >= least
                or (id(line) in edges and seen[_pattern(line), round(line.size)] >= least)
                or (id(line) in edges and _is_head(line, page, title))
            ):
                left_out.setdefault(_pattern(line), PrintedLine(RUNNING, text))
            elif _LEADERS.search(text):
                left_out[text] = PrintedLine(CONTENTS_LIST, text)
            else:
                kept.append(line)
    return kept, list(left_out.values())


def _largest(page: Page) -> str:
    """Return the words of a page that are set largest, which are the title on the first."""
    largest = max((line.size for line in page.lines), default=0.0)
    return " ".join(line.text for line in page.lines if line.size >= largest - 0.5)


def _is_head(line: PdfLine, page: Page, title: str) -> bool:
    """Return whether a line stands at the head of a later page and holds the title in small letters."""
    top = page.number > 1 and line.height >= max(each.height for each in page.lines)
    return top and bool(title) and title in line.text and line.size <= min(each.size for each in page.lines) + 1.5


def _edges(page: Page) -> list[PdfLine]:
    ranked = sorted(page.lines, key=lambda line: -line.height)
    return [*ranked[:_EDGE], *ranked[-_EDGE:]]


def _pattern(line: PdfLine) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text.split()))


@dataclass(frozen=True)
class _Look:
    """How the text of a file looks: the size of most of it, and how far its lines stand apart."""

    size: float
    leading: float
    right: float
    words: frozenset[str]

    @classmethod
    def of(cls, lines: Sequence[PdfLine]) -> _Look:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size, 1)] += 0 if line.rows else len(line.text)
        size = sizes.most_common(1)[0][0] if sizes else 10.0
        apart = Counter(
            round(before.height - line.height, 1)
            for before, line in pairwise(lines)
            if before.page == line.page and 0 < before.height - line.height < 3 * size
        )
        # Where most paragraphs have one line, most lines stand as far apart as paragraphs do.
        often = max(_OFTEN, _OFTEN_ENOUGH * max(apart.values(), default=0))
        usual = [each for each, times in apart.items() if times >= often and each >= 0.95 * size]
        leading = min(usual) if usual else apart.most_common(1)[0][0] if apart else 1.2 * size
        edges = sorted(line.right for line in lines if not line.rows)
        right = edges[int(len(edges) * 0.9)] if edges else 0.0
        return cls(size, leading, right, words_of([line.text for line in lines]))


@dataclass
class _Block:
    kind: str
    texts: list[str] = field(default_factory=list)
    bold: bool = False
    size: float = 0.0
    number: str = ""
    left: float = 0.0
    rows: list[list[str]] = field(default_factory=list)
    edges: list[float] = field(default_factory=list)
    lines: list[PdfLine] = field(default_factory=list)
    is_ruled: bool = False


def _entries(lines: Sequence[PdfLine], look: _Look) -> tuple[list[Entry], str]:
    blocks = list(_blocks(lines, look))
    title = ""
    largest = max((block.size for block in blocks), default=0.0)
    titled = next((b for b in blocks[:4] if b.kind == "heading" and b.size >= max(largest, look.size * 1.15)), None)
    entries: list[Entry] = []
    items: list[ListItem] = []
    headings = [block for block in blocks if block.kind == "heading" and block is not titled]
    sizes = sorted({round(block.size, 1) for block in headings}, reverse=True)
    for block in blocks:
        if block.kind != "item" and items:
            entries.append(List(False, tuple(items)))
            items = []
        text = joined(block.texts, look.words)
        if block is titled:
            title = text
            continue
        if block.kind == "heading":
            number = block.number.rstrip(".)")
            level = 1 + number.count(".") if number else 1 + min(sizes.index(round(block.size, 1)), 2)
            entries.append(HeadingLine(level, text, number))
        elif block.kind == "item":
            items.append(ListItem((Paragraph((Text(text),)),)))
        elif block.kind == "table":
            cells = [tuple(Cell((Text(cell),)) for cell in row) for row in block.rows]
            width = max(map(len, cells))
            filled = [(*row, *(Cell(()) for _ in range(width - len(row)))) for row in cells]
            if block.is_ruled and block.bold:
                filled[0] = tuple(Cell((Strong(cell.inlines),) if cell.inlines else ()) for cell in filled[0])
            entries.append(Table(filled[0], tuple(filled[1:])))
        else:
            inlines = (Strong((Text(text),)),) if block.bold else (Text(text),)
            entries.append(Paragraph(inlines, block.number.rstrip(".)")))
    if items:
        entries.append(List(False, tuple(items)))
    return entries, title


def _blocks(lines: Sequence[PdfLine], look: _Look) -> Iterator[_Block]:
    block: _Block | None = None
    before: PdfLine | None = None
    for line in lines:
        if line.rows:
            if block is not None and block.is_ruled and before is not None and before.page != line.page:
                # A table goes on on the next page.
                more = [list(row) for row in line.rows]
                if more and _goes_on_in(more[0], block.rows[-1]):
                    pairs = zip(block.rows[-1], more.pop(0), strict=True)
                    block.rows[-1] = [f"{above} {below}".strip() for above, below in pairs]
                block.rows += more
            else:
                if block is not None:
                    yield _settled(block)
                rows = [list(row) for row in line.rows]
                block = _Block("table", [], line.bold, line.size, rows=rows, is_ruled=True)
            before = line
            continue
        kind, number, text = _kind(line, look)
        if block is not None and before is not None and _goes_on(block, before, line, kind, look):
            if block.kind == "table":
                _add_row(block, line)
            else:
                block.texts.append(text if kind == block.kind == "item" else line.text)
        else:
            if block is not None:
                yield _settled(block)
            block = _Block(kind, [text], line.bold, line.size, number, _text_left(line, number))
            if kind == "table":
                _add_row(block, line)
        before = line
    if block is not None:
        yield _settled(block)


def _goes_on_in(row: Sequence[str], above: Sequence[str]) -> bool:
    """Return whether the first row of a page only goes on with the last of the page before: no cell of it begins."""
    cells = [cell for cell in row if cell]
    return bool(cells) and len(row) == len(above) and all(cell[:1].islower() for cell in cells)


def _kind(line: PdfLine, look: _Look) -> tuple[str, str, str]:
    """Return what a line looks like, the number it begins with, and its words without a mark of an item."""
    text = line.text
    bullet = _BULLET.match(text) or _COUNTED.match(text)
    if bullet and len(text) > bullet.end():
        return "item", "", text[bullet.end() :]
    number = _NUMBER.match(text)
    rest = text[number.end() :] if number else text
    head = number.group().strip() if number else ""
    large = line.size > look.size * _LARGE
    ends = _ENDS.search(rest) and not (line.bold and rest.endswith("?"))
    short = len(rest) < 90 and not ends and bool(re.match(r"[A-Z0-9\"“(]", rest or "-"))
    first = line.segments[0].text
    if len(line.segments) > (2 if (number and first == head) or _APPENDIX.fullmatch(first) else 1):
        return "table", "", text
    if (large or line.bold) and short:
        return "heading", head, rest
    return "paragraph", head, rest


def _goes_on(block: _Block, before: PdfLine, line: PdfLine, kind: str, look: _Look) -> bool:
    """Return whether a line goes on with the block before it."""
    if block.is_ruled:
        return False
    apart = before.height - line.height
    new_page = before.page != line.page or apart <= 0
    near = new_page or apart <= 1.35 * max(look.leading, line.size)
    if block.kind == "table":
        # The cells of a table have room above and below.
        return (near or apart <= 2.4 * max(look.leading, line.size)) and (
            kind == "table"
            or any(abs(line.left - edge) < 6 for edge in block.edges[1:])
            # The first cell may have more lines than the others.
            or (0 < apart <= 1.1 * look.leading and _is_of_first_cell(line, block))
        )
    ended = bool(_ENDS.search(before.text))
    full = before.right >= look.right - 0.25 * max(look.right - line.left, 1.0)
    # A reference at the beginning of a line is no number of a paragraph or item: "in section", "5.6. Nobody may".
    below = abs(line.left - block.left) < _SAME or abs(line.left - before.left) < _SAME
    refers = full and not ended and below and line.text[:1] in "(0123456789"
    if kind == "table" or (kind == "item" and not (refers and block.kind == "paragraph")):
        return False
    if block.kind == "heading":
        alike = abs(block.size - line.size) < 0.5 and line.bold == block.bold and not _NUMBER.match(line.text)
        # A long heading goes on with a small letter.
        same = kind == "heading" or (kind == "paragraph" and line.size > look.size * _LARGE)
        return alike and same and near and not new_page
    if kind == "heading" or (_NUMBER.match(line.text) and not refers):
        return False
    if not new_page and (abs(line.size - before.size) > 1.0 or (block.kind == "item" and apart > 1.15 * look.leading)):
        return False
    if new_page and ended:
        # Where paragraphs have numbers, one that has none goes on with the one before, if its first word had no room.
        numbered = block.kind == kind == "paragraph" and bool(block.number) and abs(line.left - block.left) < _SAME
        return numbered and before.right + _first_word(line) > look.right
    if new_page:
        # A paragraph that does not end in its column goes on in the next, but for a few words that stand alone.
        column = before.page == line.page and len(before.text.split()) > _LABEL
        half = before.right >= look.right - 0.5 * max(look.right - line.left, 1.0)
        return line.text[:1].islower() or ((column or half) and kind == block.kind == "paragraph")
    short = before.right < look.right - 0.25 * max(look.right - line.left, 1.0)
    # Lines of the usual size are as far apart as those of one paragraph: a little more is the room between two.
    room = 1.08 if abs(line.size - look.size) < 0.6 else 1.15 if short else 9.0
    return near and not (ended and apart > room * look.leading)


def _text_left(line: PdfLine, number: str) -> float:
    """Return where the words of a line begin, behind its number."""
    return line.segments[1].left if number and line.segments[0].text == number and line.segments[1:] else line.left


def _first_word(line: PdfLine) -> float:
    """Return how wide the first word of a line is, with the space before it."""
    word, _, rest = line.text.partition(" ")
    return (line.right - line.left) * (len(word) + 1) / (len(word) + len(rest) + 1)


def _add_row(block: _Block, line: PdfLine) -> None:
    lefts = [segment.left for segment in line.segments]
    block.lines.append(line)
    if not block.rows or abs(line.left - block.edges[0]) < 6:
        block.rows.append([segment.text for segment in line.segments])
        if len(lefts) > len(block.edges):
            block.edges = lefts
        return
    row = block.rows[-1]
    for segment in line.segments:
        at = min(range(len(block.edges)), key=lambda each: abs(block.edges[each] - segment.left))
        while len(row) <= at:
            row.append("")
        row[at] = f"{row[at]} {segment.text}".strip()


def _settled(block: _Block) -> _Block:
    """Return a block as it is meant: a single line of two parts is no table."""
    if block.kind == "table" and len(block.rows) < 2:
        return replace(block, kind="paragraph", texts=[" ".join(block.rows[0])], rows=[])
    if block.kind == "table" and block.lines and (room := _room_in_rows(block.lines, len(block.edges))):
        return replace(block, rows=_rows_by_room(block.lines, block.edges, room))
    return block


def _room_in_rows(lines: Sequence[PdfLine], columns: int) -> float:
    """Return how far apart the lines of one row of a table without lines stand at most; 0 where that does not tell.

    It tells where rows have more room between them, and few of the lines that stand nearer fill every column.
    """
    gaps = [(above.height - line.height, line) for above, line in pairwise(lines) if above.page == line.page]
    low, high = min((gap for gap, _ in gaps), default=0.0), max((gap for gap, _ in gaps), default=0.0)
    middle = (low + high) / 2
    inside = [len(line.segments) >= columns for gap, line in gaps if gap <= middle]
    between = len(gaps) - len(inside)
    tells = low > 0 and high > _WIDER * low and between >= _FEWEST and sum(inside) <= _A_THIRD * len(inside)
    return middle if tells else 0.0


def _rows_by_room(lines: Sequence[PdfLine], edges: Sequence[float], room: float) -> list[list[str]]:
    rows: list[list[str]] = []
    above: PdfLine | None = None
    for line in lines:
        turned = above is None or above.page != line.page
        begins = above is None or (not turned and above.height - line.height > room)
        if turned and above is not None:
            begins = abs(line.left - edges[0]) < 6 and not line.text[:1].islower()
        if begins:
            rows.append(["" for _ in edges])
        for segment in line.segments:
            at = min(range(len(edges)), key=lambda each: abs(edges[each] - segment.left))
            rows[-1][at] = f"{rows[-1][at]} {segment.text}".strip()
        above = line
    return rows


def _is_of_first_cell(line: PdfLine, block: _Block) -> bool:
    """Return whether a line stands below the first cell of a table's row and within its column."""
    return len(block.edges) > 1 and abs(line.left - block.edges[0]) < 6 and line.right < block.edges[1]


def _unbroken(texts: Sequence[str]) -> list[str]:
    return [re.sub(r"(?<=[A-Za-z])- (?=[a-z])", "", " ".join(texts))]

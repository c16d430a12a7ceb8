"""A PDF file -> its pages as lines: where each stands, how large it is and whether it is bold."""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from policybuilder.errors import Location, PolicyBuilderError, fail
from policybuilder.readers.pdf.chunks import Chunk
from policybuilder.readers.pdf.rules import Drawn, ruled_tables

MOST_PAGES = 400
_LETTER = re.compile(r"[^\W\d_]")
_FEW, _OFTEN = 3, 4
"""What has no more letters is a number or a mark of an item, and how often words begin in a column at least."""
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)


@dataclass(frozen=True)
class Segment:
    """Words that stand together on a line: their left and right edge, and their text."""

    left: float
    right: float
    text: str


@dataclass(frozen=True)
class PdfLine:
    """A line of a page: its segments from left to right, its height on the page (0 below), its size and its weight.

    A table that the page draws lines round is one line with `rows`, bold where its first row is.
    """

    page: int
    height: float
    size: float
    bold: bool
    segments: tuple[Segment, ...]
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def left(self) -> float:
        """The left edge of its first word."""
        return self.segments[0].left

    @property
    def right(self) -> float:
        """The right edge of its last word, as far as it is known."""
        return self.segments[-1].right

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(segment.text for segment in self.segments)


@dataclass(frozen=True)
class Page:
    """A page: its lines in the order in which they stand, column after column, and how high and wide it is.

    `chunks` are its words in the order of the file; `names` are how the file calls the page.
    """

    number: int
    height: float
    width: float
    lines: tuple[PdfLine, ...]
    chunks: tuple[Chunk, ...] = ()
    names: tuple[tuple[int, int], ...] = ()

    @cached_property
    def marked(self) -> dict[int, list[Chunk]]:
        """The words that tags name, by their numbers."""
        found: dict[int, list[Chunk]] = {}
        for chunk in self.chunks:
            if chunk.mark is not None:
                found.setdefault(chunk.mark, []).append(chunk)
        return found


@dataclass(frozen=True)
class PdfFile:
    """A PDF file: its pages, and its catalogue, which holds what it says of itself."""

    pages: tuple[Page, ...]
    root: Any


def pdf_file(content: bytes, name: str) -> PdfFile:
    """Return a PDF file as its pages.

    Raises PolicyBuilderError, located at `name`, for one that is damaged, has a password, is too long or holds no text,
    and where the program that reads PDF files is not installed.
    """
    reader = _opened(content, name)
    count = len(reader.pages)
    if count > MOST_PAGES:
        hint = "name the policy alone, without the papers round it"
        raise fail(Location(name), f"the PDF has {count:,} pages; the most is {MOST_PAGES}", "too-large", hint)
    found = []
    for number in range(count):
        try:
            found.append(_page(reader.pages[number], number + 1))
        except Exception as error:  # what a damaged page makes the library raise may be anything
            if _is_missing(error):
                raise _encrypted(name) from None
            message = f"page {number + 1} of the PDF cannot be read"
            raise fail(Location(name), message, "pdf-damaged", "open it and print it as a new PDF") from None
    if not any(line.text.strip() for page in found for line in page.lines):
        hint = "ask for the Word file, or have the text recognised (OCR) and name the result"
        raise fail(Location(name), "the PDF holds no text: it is a scan, or pictures of pages", "pdf-no-text", hint)
    return PdfFile(tuple(found), reader.trailer["/Root"])


def _opened(content: bytes, name: str) -> Any:
    where = Location(name)
    if not content.lstrip()[:5] == b"%PDF-":
        raise fail(where, "this is no PDF, whatever its name says", "not-pdf", "is it the right file?")
    try:
        import pypdf
    except ImportError:
        hint = "pip install 'policybuilder[pdf]', or save the policy as a Word document"
        raise fail(where, "PDF files are read with an extra that is not installed", "pdf-extra", hint) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            reader = pypdf.PdfReader(io.BytesIO(content))
            locked = reader.is_encrypted and not reader.decrypt("")
            if not locked:
                len(reader.pages)
        except Exception as error:  # what a damaged file makes the library raise may be anything
            if _is_missing(error):
                raise _encrypted(name) from None
            hint = "open it and print it as a new PDF, or ask for the Word file"
            raise fail(where, "the PDF is damaged and cannot be read", "pdf-damaged", hint) from None
    if locked:
        hint = "open it with its password, print it as a new PDF without one, and name that"
        raise fail(where, "the PDF has a password", "pdf-password", hint)
    return reader


def _is_missing(error: Exception) -> bool:
    """Return whether an error says that a package is missing, without which a kind of encryption cannot be read."""
    return type(error).__name__ == "DependencyError"


def _encrypted(name: str) -> PolicyBuilderError:
    """Return the refusal of an encrypted file: it may have a password, or only forbid that it is changed."""
    hint = "print it as a new PDF, and name that; `pip install cryptography` helps where it opens without a password"
    return fail(Location(name), "the PDF is encrypted, and what reads that is not installed", "pdf-encrypted", hint)


def _page(page: Any, number: int) -> Page:
    chunks: list[Chunk] = []
    marks = _Marks(page)
    drawn = Drawn()

    def seen(text: str, cm: Any, tm: Any, font: Mapping[str, Any] | None, size: float) -> None:
        mark, artifact = marks.taken()
        for line, words in enumerate(text.split("\n")):
            if not words.strip() and (mark is None or not words):
                continue
            scale = abs(float(tm[3]) * float(cm[3])) or 1.0
            real = abs(float(size)) * scale or 10.0
            left = float(tm[4]) * float(cm[0]) + float(tm[5]) * float(cm[2]) + float(cm[4])
            height = float(tm[4]) * float(cm[1]) + float(tm[5]) * float(cm[3]) + float(cm[5])
            name = str((font or {}).get("/BaseFont", ""))
            bold = bool(_BOLD.search(name))
            chunks.append(Chunk(number, left, height - line * real * 1.2, real, bold, words, mark, artifact, name))

    def step(operator: bytes, operands: Any, cm: Any, _tm: Any) -> None:
        marks.step(operator, operands)
        drawn.step(operator, operands, cm)

    page.extract_text(visitor_text=seen, visitor_operand_before=step)
    words = [chunk for chunk in chunks if chunk.text.strip()]
    box = page.mediabox
    width, height = float(box.width) or 595.0, float(box.height) or 842.0
    lines = _all_lines(words, drawn, width, number)
    name = page.indirect_reference
    names = ((name.idnum, name.generation),) if name is not None else ()
    return Page(number, height, width, tuple(lines), tuple(chunks), names)


class _Marks:
    """Follows the marks of a page's content: which tag the words belong to that are shown."""

    def __init__(self, page: Any) -> None:
        resources = page.get("/Resources")
        resources = resources.get_object() if resources is not None else {}
        named = resources.get("/Properties")
        self.named = named.get_object() if named is not None else {}
        self.open: list[tuple[int | None, bool]] = []
        self.shown: tuple[int | None, bool] | None = None

    def step(self, operator: bytes, operands: Any) -> None:
        """Note what an operator of the page opens, closes or shows."""
        if operator in (b"BDC", b"BMC"):
            self.open.append(self._opened(operator, operands))
        elif operator == b"EMC" and self.open:
            self.open.pop()
        elif operator in (b"Tj", b"TJ", b"'", b'"') and self.shown is None:
            self.shown = self._now()

    def taken(self) -> tuple[int | None, bool]:
        """Return the mark of the words shown since this was asked last, and whether they are no part of the text."""
        shown, self.shown = self.shown, None
        return shown or self._now()

    def _opened(self, operator: bytes, operands: Any) -> tuple[int | None, bool]:
        held = operands[1] if operator == b"BDC" and len(operands) > 1 else {}
        held = self.named.get(held, {}) if isinstance(held, str) else held
        held = held.get_object() if hasattr(held, "get_object") else held
        number = held.get("/MCID") if isinstance(held, Mapping) else None
        return (int(number) if isinstance(number, int) else None), str(operands[:1]) == "['/Artifact']"

    def _now(self) -> tuple[int | None, bool]:
        mark = next((number for number, _ in reversed(self.open) if number is not None), None)
        return mark, mark is None and any(artifact for _, artifact in self.open)


def _all_lines(words: list[Chunk], drawn: Drawn, width: float, number: int) -> list[PdfLine]:
    """Return the lines of a page, a table that it draws lines round as one of them."""
    tables = ruled_tables(drawn.rules, words)
    within = {id(chunk) for table in tables for chunk in table.chunks}
    rest = [chunk for chunk in words if id(chunk) not in within]
    drawn_lines = []
    for table in tables:
        cells = tuple(Segment(table.left, table.right, cell) for row in table.rows for cell in row)
        drawn_lines.append(PdfLine(number, table.height, table.size, table.is_headed, cells, table.rows))
    lines = [line for column in _columns(rest, width) for line in _lines(column, number)]
    if _gutter(rest, width) is not None:
        return [*lines, *drawn_lines]
    return sorted([*lines, *drawn_lines], key=lambda line: -line.height)


def _columns(chunks: list[Chunk], width: float) -> Iterator[list[Chunk]]:
    """Yield the words of each column: of one page-wide column, or of two that a gutter parts."""
    gutter = _gutter(chunks, width)
    if gutter is None:
        yield chunks
        return
    across = [each for each in chunks if each.left < gutter - 5 and each.right > gutter + 25]
    heights = [each.height for each in chunks if each not in across]
    top = max(heights, default=0.0)
    yield [each for each in across if each.height >= top]
    inside = [each for each in chunks if each not in across or each.height < top]
    yield [each for each in inside if each.left < gutter]
    yield [each for each in inside if each.left >= gutter]


def _gutter(chunks: list[Chunk], width: float) -> float | None:
    """Return where the second column of a page begins; None for a page of one column."""
    starts: dict[int, list[Chunk]] = {}
    for chunk in chunks:
        starts.setdefault(round(chunk.left / 4), []).append(chunk)
    middle = [(key, found) for key, found in starts.items() if 0.4 * width <= key * 4 <= 0.65 * width]
    if not middle:
        return None
    key, second = max(middle, key=lambda each: len(each[1]))
    edge = key * 4 - 4
    first = [chunk for chunk in chunks if chunk.left < edge]
    wide = [chunk for chunk in first if chunk.right - chunk.left > 0.18 * width]
    if len(second) < 6 or len(second) < 0.2 * len(chunks) or len(wide) < 0.4 * len(first):
        return None
    crossing = [chunk for chunk in first if chunk.right > edge + 30]
    return float(edge) if len(crossing) <= 0.15 * len(first) + 2 else None


def _lines(chunks: list[Chunk], page: int) -> Iterator[PdfLine]:
    """Yield the lines of a column from top to bottom, words on one height together."""
    rows: list[list[Chunk]] = []
    for chunk in sorted(chunks, key=lambda each: (-each.height, each.left)):
        if rows and abs(rows[-1][0].height - chunk.height) <= 0.4 * min(chunk.size, rows[-1][0].size):
            rows[-1].append(chunk)
        else:
            rows.append([chunk])
    for row in rows:
        row.sort(key=lambda each: each.left)
    columns = _column_edges(rows)
    for row in rows:
        longest = max(row, key=lambda each: len(each.text))
        bold = all(each.bold for each in row if re.search(r"\w", each.text))
        yield PdfLine(page, row[0].height, longest.size, bold, tuple(_segments(row, columns)))


def _column_edges(rows: list[list[Chunk]]) -> frozenset[int]:
    """Return where words begin again and again behind others: the columns of a table that has no lines."""
    starts = Counter(
        round(chunk.left) for row in rows for before, chunk in pairwise(row) if len(_LETTER.findall(before.text)) > _FEW
    )
    return frozenset(left for left, times in starts.items() if times >= _OFTEN)


def _segments(row: list[Chunk], columns: frozenset[int]) -> Iterator[Segment]:
    left, right, text, before = row[0].left, row[0].right, row[0].text, row[0]
    for chunk in row[1:]:
        if (chunk.left - right > 1.2 * chunk.size and not text.endswith(" ")) or round(chunk.left) in columns:
            yield Segment(left, right, " ".join(text.split()))
            left, text = chunk.left, chunk.text
        else:
            spaced = text.endswith(" ") or chunk.text.startswith(" ") or chunk.touches(before)
            text = f"{text}{'' if spaced else ' '}{chunk.text}"
        right, before = chunk.right, chunk
    yield Segment(left, right, " ".join(text.split()))

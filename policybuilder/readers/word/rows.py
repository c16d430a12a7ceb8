"""A Word file that may have been edited, as a row of passages, each with what people left on it.

The same reader as for any Word file finds the words; here nothing is put together to lists and sections, so that each
paragraph and table row can be held against what was sent.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from policybuilder.document import Inline, Paragraph, Quote, Table, plain_text
from policybuilder.document.passages import Passage
from policybuilder.errors import Location, Problems, fail
from policybuilder.ooxml.names import BOOKMARK_START, NAME, TR, P, w
from policybuilder.ooxml.printed_lines import printed_lines
from policybuilder.printed import PrintedLine
from policybuilder.readers.word.lines import Line
from policybuilder.readers.word.parts import open_word
from policybuilder.readers.word.read import apart
from policybuilder.readers.word.reader import BodyReader
from policybuilder.readers.word.remarks import (
    Comment,
    Tracked,
    comments_in,
    faults_of_tracking,
    is_taken_out,
    tracked_in,
)


@dataclass(frozen=True)
class WordRow:
    """A paragraph or table row with tracked changes accepted.

    `heading` is its level, 0 for none; `number` what its numbering shows, of a heading; `clause` the tag of the control
    that it heads, and `bookmarks` those that begin in it. A reference's `clause` is the name of a bookmark here. `gone`
    are the tracked changes that took out whole passages after it and before the next.
    """

    passage: Passage
    heading: int = 0
    number: str = ""
    clause: str = ""
    bookmarks: tuple[str, ...] = ()
    tracked: tuple[Tracked, ...] = ()
    comments: tuple[Comment, ...] = ()
    gone: tuple[Tracked, ...] = ()


@dataclass(frozen=True)
class WordRows:
    """The passages of a Word file's policy, in order, what stands around them, and every comment.

    `gone` are tracked changes that took out whole passages before the first. `has_headings` is false for a file whose
    styles are gone; then `rows` are all of its paragraphs, also those of cover and control table.
    """

    rows: tuple[WordRow, ...]
    title: str
    around: tuple[PrintedLine, ...]
    control: tuple[tuple[str, str], ...]
    comments: tuple[Comment, ...]
    gone: tuple[Tracked, ...]
    has_headings: bool


def read_rows(content: bytes, name: str) -> WordRows:
    """Return the passages of a Word file.

    Raises PolicyBuilderError, located at `name`, for what `parts.open_word` refuses, for a file without text, and for
    tracked changes that are broken.
    """
    parts = open_word(content, name)
    body = parts.main.find(w("body"))
    if body is None:
        raise fail(Location(name), "the document holds no text", "docx-no-text", "is it the right file?")
    _refuse_broken_tracking(body, name)
    reader = BodyReader(parts, rejected=False, references=True)
    lines = list(reader.body(body))
    has_headings = any(isinstance(line, Line) and line.heading for line in lines)
    policy, around, control = apart(lines, built=True) if has_headings else (lines, [], ())
    assert parts.file is not None
    on_paragraphs, comments = comments_in(parts.file, body)
    remarks = _Remarks(on_paragraphs)
    rows = tuple(_rows(policy, reader, remarks))
    before, after = _gone_between(body, remarks)
    titles = [line for line in lines if isinstance(line, Line) and line.style == "title"]
    return WordRows(
        tuple(replace(row, gone=after.get(at, ())) for at, row in enumerate(rows)),
        " ".join(plain_text(titles[0].inlines).split()) if titles else "",
        (
            *around,
            *(PrintedLine(place, line) for place, tree in parts.margins for line in printed_lines(tree)),
        ),
        tuple((entry.label, entry.value.text) for entry in control),
        comments,
        before,
        has_headings,
    )


def _refuse_broken_tracking(body: etree._Element, name: str) -> None:
    problems = Problems()
    hint = "open it in Word, accept or reject the changes there, save it, and take that file"
    for fault in faults_of_tracking(body):
        problems.add(Location(name), f"its tracked changes are broken: {fault}", "broken-tracking", hint)
    problems.raise_errors()


@dataclass
class _Remarks:
    """What stands on paragraphs, and which row each paragraph or table row became."""

    comments: Mapping[etree._Element, tuple[Comment, ...]]
    row_of: dict[etree._Element, int] = field(default_factory=dict)
    count: int = 0

    def row(self, made: WordRow, elements: Sequence[etree._Element]) -> WordRow:
        # One that was taken out whole with its end joins the next, and is no part of it.
        elements = [each for each in elements if each.tag != P or not is_taken_out(each)] or elements
        paragraphs = [each for element in elements for each in element.iter(P)]
        for each in (*elements, *paragraphs):
            self.row_of[each] = self.count
        self.count += 1
        bookmarks = (mark.get(NAME, "") for element in elements for mark in element.iter(BOOKMARK_START))
        return replace(
            made,
            bookmarks=tuple(bookmarks),
            tracked=tracked_in(elements),
            comments=tuple(each for paragraph in paragraphs for each in self.comments.get(paragraph, ())),
        )


def _rows(policy: Iterable[Line | Table], reader: BodyReader, remarks: _Remarks) -> Iterator[WordRow]:
    groups = itertools.count()
    group, in_list = -1, False
    for line in policy:
        if isinstance(line, Table):
            group, in_list = next(groups), False
            kinds = itertools.chain(["header"], itertools.repeat("row"))
            for kind, cells, element in zip(kinds, (line.header, *line.rows), reader.rows_of[id(line)], strict=False):
                passage = Passage(
                    "header" if kind == "header" else "row", tuple(cell.inlines for cell in cells), group=group
                )
                if passage.words.strip():
                    yield remarks.row(WordRow(passage), [element])
            continue
        passage = _passage(line)
        listed = passage.kind == "item"
        if listed and not in_list:
            group = next(groups)
        in_list = listed
        if listed:
            passage = replace(passage, group=group)
        if passage.words.strip():
            yield remarks.row(WordRow(passage, line.heading, line.number, line.clause), line.elements)
        for box in line.boxes:
            if isinstance(box, Quote):
                for inner in box.blocks:
                    if isinstance(inner, Paragraph):
                        yield remarks.row(WordRow(Passage("quote", (inner.inlines,))), [])


_LISTED = re.compile(r"list (bullet|number|continue)(?: ([23]))?")


def _passage(line: Line) -> Passage:
    inlines: tuple[Inline, ...] = line.inlines
    if line.heading:
        return Passage("heading", (inlines,))
    if line.list_level >= 0:
        return Passage("item", (inlines,), line.list_level + 1, line.ordered)
    # An item also by its style alone, where a program dropped the numbering; one that numbers clauses counts for more.
    if (listed := _LISTED.fullmatch(line.style)) and not line.number:
        return Passage(
            "item", (inlines,), int(listed[2] or 1), listed[1] == "number", continues=listed[1] == "continue"
        )
    if line.style == "quote":
        return Passage("quote", (inlines,))
    if line.style == "html preformatted":
        return Passage("lines", (inlines,))
    return Passage("paragraph", (inlines,))


def _gone_between(
    body: etree._Element, remarks: _Remarks
) -> tuple[tuple[Tracked, ...], dict[int, tuple[Tracked, ...]]]:
    """Return the tracked changes that took out whole passages: before the first row, and after each."""
    found: dict[int, list[Tracked]] = {}
    at = -1
    for element in body.iter(P, TR):
        if element in remarks.row_of:
            at = max(at, remarks.row_of[element])
        elif element.tag == TR:
            if not any(above in remarks.row_of for above in element.iterancestors(TR)) and _is_row_gone(element):
                found.setdefault(at, []).extend(tracked_in([element])[:1])
        elif is_taken_out(element) and not any(_is_row_gone(above) for above in element.iterancestors(TR)):
            gone = [each for each in tracked_in([element]) if each.text]
            found.setdefault(at, []).extend(gone)
    return tuple(found.pop(-1, ())), {at: tuple(some) for at, some in found.items()}


def _is_row_gone(row: etree._Element) -> bool:
    return row.find(f"{w('trPr')}/{w('del')}") is not None


__all__ = ["WordRow", "WordRows", "read_rows"]

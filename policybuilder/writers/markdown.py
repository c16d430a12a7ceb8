"""A document as Markdown, to be read and reviewed in a repository.

A paragraph is one line. A numbered paragraph is what a council talks about ("4.2.1 goes too far"), so the
line that a change shows, and that a reviewer's comment hangs on, is that paragraph and no other; a new word
never moves the line ends of its neighbours. A line for each sentence would need a guess where sentences end
("No. 5", "e.g."), and a guess that changes its mind makes a difference where there is none.

Numbers are text (**4.2.1**, not a Markdown list, which would renumber itself), anchors are clause ids (a
heading's own anchor would change with its number), and every text is escaped: whichever reader of Markdown
takes it, a value is only words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from policybuilder.document import (
    Block,
    Document,
    Heading,
    List,
    ListItem,
    Paragraph,
    Preformatted,
    Quote,
    Table,
    plain_text,
)
from policybuilder.inert import address, lines, one_line
from policybuilder.labels import Labels, labels_for
from policybuilder.printed import END_ANCHOR
from policybuilder.writers.before_approval import before_approval, with_drafting_notes
from policybuilder.writers.front import (
    appendix_heading,
    clause_heading,
    illustrative_notice,
    is_compact,
    law_as_at,
    section_anchor,
    section_heading,
)
from policybuilder.writers.markdown_inline import escape, guarded, line_of

_NOT_WORDS = re.compile(r"[^\w\s.,;:'()/%+=?@!-]|_")
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


def write_markdown(document: Document, _shell: bytes = b"") -> bytes:
    """Return the document as Markdown with YAML front matter, UTF-8."""
    document = with_drafting_notes(document)
    open_points = before_approval(document)
    front_matter = "\n".join(_front_matter(document))
    parts = [front_matter, *_opening(document)]
    if is_compact(document):
        parts += [*_body(document), *_control(document)]
    else:
        parts += [*_control(document), *_contents(document, bool(open_points)), *_body(document)]
    parts += _end_sheet(open_points, labels_for(document.language))
    return ("\n\n".join(parts) + "\n").encode()


def _front_matter(document: Document) -> Iterator[str]:
    entries = {"title": document.title, "council": document.council.name}
    for entry in document.control:
        entries.setdefault(entry.id, entry.value.text)
    entries.setdefault("law_as_at", law_as_at(document))
    entries.setdefault("language", document.language)
    yield "---"
    for key, text in entries.items():
        if text:
            yield f"{key if key.isidentifier() else _quoted(key)}: {_quoted(text)}"
    if document.council.illustrative:
        yield "illustrative: true"
    yield "---"


def _quoted(text: str) -> str:
    """Return text as a double-quoted YAML scalar: JSON's form, with YAML's own line ends escaped too."""
    quoted = json.dumps(one_line(text), ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


# The parts of the document -------------------------------------------------------------------------------


def _opening(document: Document) -> Iterator[str]:
    yield f"# {escape(document.title).strip()}"
    yield guarded(escape(document.council.name))
    notice = illustrative_notice(document)
    if notice:
        yield f"> **{escape(labels_for(document.language).illustrative)}** {escape(notice)}"


def _control(document: Document) -> Iterator[str]:
    if document.control:
        labels = labels_for(document.language)
        yield f"## {escape(labels.document_control)}"
        rows = [(escape(entry.label), line_of((entry.value,))) for entry in document.control]
        yield _pipe_table([(escape(labels.item), escape(labels.detail)), *rows])


def _contents(document: Document, has_end_sheet: bool) -> Iterator[str]:
    yield f"## {escape(labels_for(document.language).contents)}"
    yield "\n".join(_entries(document, has_end_sheet))


def _entries(document: Document, has_end_sheet: bool) -> Iterator[str]:
    labels = labels_for(document.language)
    for section in document.sections:
        yield f"- {_entry(section_heading(section), section_anchor(section))}"
        for clause in section.clauses:
            yield f"    - {_entry(clause_heading(clause), clause.id)}"
    for clause in document.appendices:
        yield f"- {_entry(appendix_heading(clause, labels), clause.id)}"
    if has_end_sheet:
        yield f"- {_entry(labels.before_approval, END_ANCHOR)}"


def _entry(heading: str, anchor: str) -> str:
    return f"[{escape(heading)}]({address(f'#{anchor}')})"


def _body(document: Document) -> Iterator[str]:
    for section in document.sections:
        yield _heading(2, section_heading(section), section_anchor(section))
        for clause in section.clauses:
            yield _heading(3, clause_heading(clause), clause.id)
            yield from _blocks(clause.blocks, 4)
    for clause in document.appendices:
        yield _heading(2, appendix_heading(clause, labels_for(document.language)), clause.id)
        yield from _blocks(clause.blocks, 3)


def _end_sheet(open_points: tuple[Block, ...], labels: Labels) -> Iterator[str]:
    if open_points:
        yield _heading(2, labels.before_approval, END_ANCHOR)
        yield from _blocks(open_points, 3)


def _heading(level: int, text: str, anchor: str) -> str:
    return f'<a id="{address(anchor)}"></a>\n{"#" * level} {escape(text).strip()}'


# Blocks --------------------------------------------------------------------------------------------------

_NOTHING = "<!-- -->"
"""Keeps two lists in a row from being read as one, and begins an item that does not begin with words."""

_INDENT = "    "
_LINE_STARTS = re.compile(r"(?<=\n)(?=[^\n])")

BlockWriters = Mapping[type[Block], Callable[[Any, int], str]]


def _blocks(blocks: Iterable[Block], level: int) -> Iterator[str]:
    """Yield blocks as Markdown without indentation; `level` is that of a heading among them."""
    return (text for _, text in _written(blocks, level, BLOCKS))


def _written(blocks: Iterable[Block], level: int, writers: BlockWriters) -> Iterator[tuple[Block, str]]:
    """Yield each block that has any words, with its Markdown."""
    previous: Block | None = None
    for block in blocks:
        text = writers[type(block)](block, level)
        if text:
            follows_list = isinstance(block, List) and isinstance(previous, List)
            yield block, f"{_NOTHING}\n\n{text}" if follows_list else text
            previous = block


def _paragraph(block: Paragraph, _level: int) -> str:
    words = line_of(block.inlines)
    if block.number:
        return f"**{escape(block.number)}** {words.strip()}"
    # A tag alone on a line begins a block of HTML that would take the lines after it as they are.
    return "" if words.startswith("<") and not plain_text(block.inlines).strip() else guarded(words)


def _block_heading(block: Heading, level: int) -> str:
    words = line_of(block.inlines).strip()
    return f"{'#' * level} {words}" if words else ""


def _list(block: List, level: int) -> str:
    items: list[str] = []
    # From 100 a number is wider than the indent of what is nested below it, so a list that long leaves counting to
    # the reader of the Markdown, as every such reader does.
    counted = len(block.items) < 100
    for number, item in enumerate(block.items, 1):
        marker = f"{number if counted else 1}." if block.ordered else "-"
        items.append(f"{marker} {_LINE_STARTS.sub(_INDENT, _item(item, level))}")
    # Where one item holds blank lines, all items are set apart: some readers nest the next item otherwise.
    return ("\n\n" if any("\n\n" in item for item in items) else "\n").join(items)


def _item(item: ListItem, level: int) -> str:
    """Return an item's content, its first line without indentation.

    A list straight below the words of an item takes no blank line, which would set all the items apart; after
    anything else it needs one.
    """
    parts = list(_written(item.blocks, level, _NESTED))
    if not parts:
        return _NOTHING
    (first, text), *rest = parts
    if not isinstance(first, Paragraph):
        text = f"{_NOTHING}\n\n{text}"
    for place, (block, part) in enumerate(rest):
        is_below_words = place == 0 and isinstance(block, List) and isinstance(first, Paragraph)
        text += f"\n{part}" if is_below_words else f"\n\n{part}"
    return text


def _table(block: Table, _level: int) -> str:
    rows = (block.header, *block.rows)
    return _pipe_table([[line_of(cell.inlines) for cell in row] for row in rows])


def _pipe_table(rows: Iterable[Iterable[str]]) -> str:
    """Return a pipe table. Cells are not padded: a longer word would change every line of the table."""
    header, *others = [[cell.strip() for cell in row] for row in rows]
    lines = [header, ["---"] * len(header), *others]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _quote(block: Quote, level: int) -> str:
    text = "\n\n".join([text for _, text in _written(block.blocks, level, _NESTED)])
    return "\n".join([f"> {line}".rstrip() for line in text.split("\n")]) if text else ""


def _preformatted(block: Preformatted, _level: int) -> str:
    """Return lines in a `pre` element: a fence is not in every dialect, and the text itself could close it."""
    return f"<pre>\n{_lines(block)}</pre>"


def _nested_preformatted(block: Preformatted, _level: int) -> str:
    """Return lines as one: a list or a quotation would put its own indent or mark before each."""
    return f"<pre>{_lines(block)}</pre>".replace("\n", "&#10;")


def _lines(block: Preformatted) -> str:
    # Some readers see Markdown within the element and some do not; a character reference means the same to both.
    return _NOT_WORDS.sub(lambda match: f"&#{ord(match[0])};", lines(block.text).strip("\n"))


BLOCKS: BlockWriters = MappingProxyType(
    {
        Paragraph: _paragraph,
        Heading: _block_heading,
        List: _list,
        Table: _table,
        Quote: _quote,
        Preformatted: _preformatted,
    }
)
"""The function that writes each kind of block."""

_NESTED: BlockWriters = MappingProxyType({**BLOCKS, Preformatted: _nested_preformatted})

"""A policy's clauses as WordprocessingML text: headings, paragraphs, lists, tables, content controls.

Each kind of block has one small function that returns its XML; `BLOCKS` says which. The XML is joined as text, not
built as a tree, because that is several times faster and the shapes are few. docs/word.md shows a specimen of
everything written here; words.py writes what stands in a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from policybuilder.document import (
    TAG,
    Block,
    Cell,
    Clause,
    Heading,
    List,
    Paragraph,
    Preformatted,
    Quote,
    Table,
    cut_id,
    digest,
    fitted,
)
from policybuilder.writers.word.pages.measure import column_widths
from policybuilder.writers.word.styles import LIST_STEP
from policybuilder.writers.word.words import Body, escape, inlines_xml, run


@dataclass(frozen=True)
class Bookmarks:
    """The bookmarks of a document's headings: by section id and by clause id."""

    sections: Mapping[str, str]
    clauses: Mapping[str, str]


# Paragraphs ----------------------------------------------------------------------------------------------


class ListPlace(NamedTuple):
    """Where a block stands: how many lists are around it, in what, below what and above what."""

    depth: int = 0
    appendix: bool = False
    quoted: bool = False
    flush: bool = False
    """On the end sheet and in reports, where nothing is numbered and so nothing stands in from the margin but lists."""
    below: str = ""
    """"table" or "list" where one is just above."""
    leads: bool = False
    """A list or table follows, which a page should not part from its lead-in."""


GAPS = {"table": 180, "list": 120}
"""The room that what follows a table or a list has above it, more than its style gives."""


def paragraph(style_id: str, content: str, properties: str = "") -> str:
    """Return a paragraph in a style; `properties` are more of CT_PPr, in its order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{properties}</w:pPr>{content}</w:p>'


def _gap(place: ListPlace) -> str:
    return f'<w:spacing w:before="{GAPS[place.below]}"/>' if place.below else ""


def _placed(place: ListPlace) -> str:
    left = f'<w:ind w:left="{place.depth * LIST_STEP}"/>' if place.flush else ""
    return ("<w:keepNext/>" if place.leads else "") + _gap(place) + left


def paragraph_style(block: Paragraph, place: ListPlace) -> str:
    """Return the name of the style that a paragraph is set in."""
    if place.quoted:
        return "quote"
    if place.depth:
        return f"list continue{_level_suffix(place.depth)}"
    if not block.number:
        return "body text"
    return "appendix paragraph" if place.appendix else "policy paragraph"


def _paragraph(block: Paragraph, body: Body, place: ListPlace) -> str:
    style = body.styles[paragraph_style(block, place)]
    return paragraph(style, inlines_xml(block.inlines, body), _placed(place))


def heading_style(place: ListPlace) -> str:
    """Return the style of a heading inside a clause: one level below the clause's own."""
    return "appendix heading 2" if place.appendix else "heading 3"


def _heading(block: Heading, body: Body, place: ListPlace) -> str:
    return paragraph(body.styles[heading_style(place)], inlines_xml(block.inlines, body))


def _quote(block: Quote, body: Body, place: ListPlace) -> str:
    return blocks_xml(block.blocks, body, place._replace(quoted=True, leads=False))


def _preformatted(block: Preformatted, body: Body, place: ListPlace) -> str:
    lines = "<w:r><w:br/></w:r>".join(
        "<w:r><w:tab/></w:r>".join(run(part) for part in line.split("\t"))
        for line in block.text.rstrip("\n").splitlines()
    )
    return paragraph(body.styles["html preformatted"], lines, _placed(place))


def in_places(blocks: tuple[Block, ...], place: ListPlace) -> Iterator[tuple[Block, ListPlace]]:
    """Yield each of some blocks with its own place: what is above it, and whether it leads on to the next."""
    below = place.below
    followers = (*blocks[1:], None)
    for block, follower in zip(blocks, followers, strict=False):
        leads = isinstance(follower, List | Table) and isinstance(block, Paragraph)
        yield block, place._replace(below=below, leads=leads) if (below or leads) else place
        below = ends_in(block)
        if below and place.below:
            place = place._replace(below="")


def blocks_xml(blocks: tuple[Block, ...], body: Body, place: ListPlace) -> str:
    """Return some blocks, with a small paragraph between a table and the table or list above it."""
    parts = []
    for block, here in in_places(blocks, place):
        if here.below and isinstance(block, Table):
            parts.append(spacer(body))  # Word joins two tables that touch into one, and a table has no room above it
        parts.append(BLOCKS[type(block)](block, body, here))
    return "".join(parts)


def ends_in(block: Block) -> str:
    """Return "table" or "list" where the last thing of a block is one, else an empty string."""
    if isinstance(block, Table):
        return "table"
    inner: tuple[Block, ...] = ()
    if isinstance(block, List):
        inner = block.items[-1].blocks[1:] if block.items else ()
    elif isinstance(block, Quote):
        inner = block.blocks
    found = ends_in(inner[-1]) if inner else ""
    return found or ("list" if isinstance(block, List) else "")


def spacer(body: Body) -> str:
    """Return an empty paragraph, a few points high, for where two tables, or a list and a table, meet."""
    tight = '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'
    return paragraph(body.styles["body text"], "", tight)


def closing_paragraph(body: Body) -> str:
    """Return the empty paragraph that Word must have after a table that ends the text.

    It is a point high: higher, it would fall over to an empty page where the table ends at a page's foot.
    """
    tight = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    return paragraph(body.styles["body text"], "", f'{tight}<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>')


# Lists ---------------------------------------------------------------------------------------------------

_DEEPEST = 8
"""Word's lists have nine levels; what is nested deeper stands on the last."""


def _level_suffix(depth: int) -> str:
    """Return what follows the name of a list style at a depth from 1; there are styles for three levels."""
    return f" {min(depth, 3)}" if depth > 1 else ""


def list_style(ordered: bool, depth: int) -> str:
    """Return the name of the style of list items at a depth (1 is the outermost)."""
    return ("list number" if ordered else "list bullet") + _level_suffix(depth)


def _list(block: List, body: Body, place: ListPlace) -> str:
    """Each list has a numbering instance of its own, so that its numbers start at 1 and it can be edited alone."""
    level = min(place.depth, _DEEPEST)
    number_id = next(body.list_ids)
    body.lists.append((number_id, "numbers" if block.ordered else "bullets", level))
    style = body.styles[list_style(block.ordered, place.depth + 1)]
    opening = (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:numPr><w:ilvl w:val="{level}"/>'
        f'<w:numId w:val="{number_id}"/></w:numPr>'
    )
    inside = ListPlace(place.depth + 1, place.appendix, flush=place.flush)
    left = f'<w:ind w:left="{inside.depth * LIST_STEP}" w:hanging="{LIST_STEP}"/>' if place.flush else ""
    parts = []
    below = place.below
    for item in block.items:
        first, rest = item.blocks[:1], item.blocks[1:]
        if first and isinstance(first[0], Paragraph):
            words = inlines_xml(first[0].inlines, body)
        else:
            words, rest = "", item.blocks
        parts.append(f"{opening}{_gap(ListPlace(below=below))}{left}</w:pPr>{words}</w:p>")
        if rest:
            parts.append(blocks_xml(rest, body, inside))
        below = "table" if rest and ends_in(rest[-1]) == "table" else ""
    return "".join(parts)


# Tables --------------------------------------------------------------------------------------------------


def _table(block: Table, body: Body, _place: ListPlace) -> str:
    """Return a table: a header row that repeats on each page, rows that stay whole, no merged cells."""
    width = body.text_width
    rows = (block.header, *block.rows)
    columns = max(len(row) for row in rows)
    if not columns:
        return ""
    widths = column_widths(block, width, body.columns)
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in widths)
    header, row_header, text = (body.styles[name] for name in ("table header", "table row header", "table text"))
    parts = [
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{body.styles["policy table"]}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" '
        f'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    ]
    if block.header:
        parts.append(_row(block.header, (header,) * columns, widths, body, "<w:tblHeader/>"))
    styles = (row_header, *((text,) * (columns - 1)))
    parts += [_row(row, styles, widths, body) for row in block.rows]
    parts.append("</w:tbl>")
    return "".join(parts)


def _row(
    cells: tuple[Cell, ...], styles: tuple[str, ...], widths: tuple[int, ...], body: Body, header: str = ""
) -> str:
    filled = cells + (Cell(()),) * (len(widths) - len(cells))
    # Without it Word may leave a header row alone at the foot of a page, and LibreOffice 7 lose the rows below one.
    kept = "<w:keepNext/>" if header else ""
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{paragraph(style, inlines_xml(cell.inlines, body), kept)}</w:tc>"
        for cell, style, width in zip(filled, styles, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{inner}</w:tr>"


BLOCKS: Mapping[type, Callable[..., str]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    List: _list,
    Table: _table,
    Quote: _quote,
    Preformatted: _preformatted,
}


# Headings and clauses ------------------------------------------------------------------------------------


def numbered_heading(style_id: str, title: str, bookmark: str, number: int, properties: str = "") -> str:
    """Return a heading that can be referred to by its bookmark; Word numbers it by its style."""
    return paragraph(
        style_id,
        f'<w:bookmarkStart w:id="{number}" w:name="{bookmark}"/>{run(title)}<w:bookmarkEnd w:id="{number}"/>',
        properties,
    )


UNNUMBERED_SECTION, _UNNUMBERED_CLAUSE = "front heading", "appendix heading 2"
"""The styles of headings without a number, as reports have: they look like the numbered ones, and are of no list."""


def clause_xml(clause: Clause, body: Body, control_id: int, appendix: bool, properties: str = "") -> str:
    """Return a clause, heading and all, in a content control tagged with its id.

    The text of a clause without a number is flush with the margin.
    """
    numbered = appendix or bool(clause.number)
    style = body.styles["appendix heading" if appendix else "heading 2" if numbered else _UNNUMBERED_CLAUSE]
    bookmark, _ = body.targets[clause.id]
    heading = numbered_heading(style, clause.title, bookmark, next(body.bookmark_ids), properties)
    blocks = blocks_xml(clause.blocks, body, ListPlace(appendix=appendix, flush=not numbered))
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape(_short(clause.title))}"/><w:tag w:val="{clause_tag(clause.id)}"/>'
        f'<w:id w:val="{control_id}"/></w:sdtPr><w:sdtContent>{heading}{blocks}</w:sdtContent></w:sdt>'
    )


_LONGEST_TITLE = 64
"""Word takes a file for damaged when a content control's title is longer; for its tag, see document/ids.py."""


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"


def clause_tag(clause_id: str) -> str:
    """Return the tag of a clause's content control: `clause:<id>`, its end a digest where the id is very long."""
    return escape(f"{TAG}{cut_id(clause_id)}")


_LONGEST_BOOKMARK = 40


def bookmark_name(kind: str, id: str) -> str:
    """Return a bookmark's name: a letter first, then letters, digits and underlines, 40 at most (Word's rule)."""
    plain = re.sub(r"[^A-Za-z0-9_]", "_", id)
    if plain.replace("_", "-") != id:  # something else became an underline: keep "a_b" and "a.b" apart
        plain = f"{plain[:20]}_{digest(id)}"
    return fitted(f"{kind}_{plain}", _LONGEST_BOOKMARK)


def control_ids(ids: list[str], taken: frozenset[int]) -> dict[str, int]:
    """Return a content-control id for each clause id: from the id, so that it stays when clauses come and go."""
    found: dict[str, int] = {}
    used = set(taken)
    for id in ids:
        number = int.from_bytes(sha256(id.encode("utf-8", "surrogatepass")).digest()[:4], "big") & 0x7FFFFFFF
        while number in used or number == 0:
            number = (number + 1) & 0x7FFFFFFF
        used.add(number)
        found[id] = number
    return found

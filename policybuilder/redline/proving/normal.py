"""The normal form of a story: what it says, how it is built and formatted, and nothing else.

Two stories with equal normal forms are the same document to a reader: equal runs are merged, ids replaced by
what they point at. The law of the redline is an equality of normal forms. Bookmarks are kept beside the
blocks, because they have no tracked form and are reported apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.redline.proving.fields import (
    FIELD_DATA,
    FIELD_KIND,
    SIMPLE,
    link_key,
    link_of_code,
    simple_characters,
)
from policybuilder.redline.reading.keys import (
    FIGURE,
    Key,
    References,
    attributes_key,
    control_key,
    element_key,
    properties_key,
)

_NOT_STORY = n.MARKERS | n.NOISE | n.MOVE_MARKERS
_MERGING_WRAPPERS = frozenset({n.HYPERLINK, n.w("dir"), n.w("bdo")})
_PPR_APART = frozenset({n.RPR, n.SECTPR})
_MARK_REVISIONS = frozenset({n.INS, n.DEL, n.MOVE_FROM, n.MOVE_TO})
_SECTION_REFERENCES = frozenset({n.w("headerReference"), n.w("footerReference")})
_JOINED = frozenset({n.T, n.INSTR_TEXT})
EMPTY_PARAGRAPH: Key = ("p", (), (), (), ())
"""The key of a paragraph without content and properties."""


@dataclass(frozen=True)
class Block:
    """One block of a story: its key, its element (none where a control ends), and where it stands."""

    key: Key
    element: etree._Element | None
    place: str

    @property
    def text(self) -> str:
        """The text of the block, for messages."""
        return "" if self.element is None else text_of(self.element)


_ONE_PARAGRAPH = Block(EMPTY_PARAGRAPH, None, "paragraph 1")
"""What Word shows of a body that holds nothing."""


@dataclass
class Normal:
    """A story in normal form: its blocks, its last section's properties, and its bookmarks."""

    blocks: list[Block] = field(default_factory=list)
    section: Key = ()
    bookmarks: dict[str, Key] = field(default_factory=dict)


def normal_story(root: etree._Element, refs: References) -> Normal:
    """Return the normal form of a body, header, footer, note or comment."""
    container = root.find(n.BODY) if root.tag.endswith("}document") else root
    assert container is not None
    normal = Normal(list(_blocks(container, refs)) or [_ONE_PARAGRAPH])
    section = container.find(n.SECTPR)
    normal.section = section_key(section, refs)
    normal.bookmarks = bookmarks(container)
    return normal


def section_key(section: etree._Element | None, refs: References) -> Key:
    """Return a key of a section's properties, without its headers and footers, which are stories themselves."""
    if section is None:
        return ()
    return properties_key(section, refs, without=_SECTION_REFERENCES)


def _blocks(container: etree._Element, refs: References, place: str = "") -> Iterator[Block]:
    paragraphs = tables = others = 0
    for child in container:
        tag = child.tag
        if tag == n.P:
            paragraphs += 1
            key = paragraph_key(child, refs)
            yield Block(key, child, f"{place}paragraph {paragraphs}")
        elif tag == n.TBL:
            tables += 1
            yield Block(table_key(child, refs), child, f"{place}table {tables}")
        elif tag == n.SDT:
            others += 1
            inside = f"{place}control {others}, "
            opening = ("sdt", control_key(child.find(n.SDTPR), refs))
            yield Block(opening, None, f"{place}control {others}")
            held = child.find(n.SDTCONTENT)
            if held is not None:
                yield from _blocks(held, refs, inside)
            yield Block(("/sdt",), None, f"{place}end of control {others}")
        elif not isinstance(tag, str) or tag in _NOT_STORY or tag in n.XML_RANGES or tag.endswith("Pr"):
            continue
        elif tag == n.CUSTOM_XML:
            others += 1
            own = tuple(element_key(part, refs) for part in child.iterchildren(n.CUSTOM_XMLPR))
            yield Block(("xml", attributes_key(child, tag, refs), own), None, f"{place}custom XML {others}")
            yield from _blocks(child, refs, f"{place}custom XML {others}, ")
            yield Block(("/xml",), None, f"{place}end of custom XML {others}")
        else:
            others += 1
            yield Block(element_key(child, refs), child, f"{place}element {others}")


def container_key(container: etree._Element, refs: References) -> Key:
    """Return a key of everything that a cell, text box, note or control holds."""
    return tuple(block.key for block in _blocks(container, refs))


def table_key(table: etree._Element, refs: References) -> Key:
    """Return a key of a table: properties, grid, rows and cells."""
    rows = tuple(_row_key(child, refs) for child in table if child.tag in {n.TR, n.SDT, n.w("customXml")})
    grid = table.find(n.TBLGRID)
    widths = () if grid is None else tuple(column.get(n.w("w")) for column in grid.findall(n.w("gridCol")))
    return ("tbl", properties_key(table.find(n.TBLPR), refs), widths, rows)


def _row_key(row: etree._Element, refs: References) -> Key:
    if row.tag != n.TR:
        held = row.find(n.SDTCONTENT)
        return (
            "row control",
            control_key(row.find(n.SDTPR), refs),
            tuple(_row_key(child, refs) for child in (row if held is None else held) if child.tag in {n.TR, n.SDT}),
        )
    cells = tuple(_cell_key(child, refs) for child in row if child.tag in {n.TC, n.SDT, n.w("customXml")})
    apart = _MARK_REVISIONS
    return ("tr", properties_key(row.find(n.TRPR), refs, apart), properties_key(row.find(n.TBLPREX), refs), cells)


def _cell_key(cell: etree._Element, refs: References) -> Key:
    if cell.tag != n.TC:
        held = cell.find(n.SDTCONTENT)
        return (
            "cell control",
            control_key(cell.find(n.SDTPR), refs),
            tuple(_cell_key(child, refs) for child in (cell if held is None else held) if child.tag in {n.TC, n.SDT}),
        )
    return ("tc", properties_key(cell.find(n.TCPR), refs), container_key(cell, refs))


def paragraph_key(paragraph: etree._Element, refs: References) -> Key:
    """Return a key of a paragraph: its properties, its mark's formatting, its section and its content."""
    properties = paragraph.find(n.PPR)
    if properties is None:
        return ("p", (), (), (), inline_key(paragraph, refs))
    return (
        "p",
        properties_key(properties, refs, without=_PPR_APART),
        properties_key(properties.find(n.RPR), refs, without=_MARK_REVISIONS),
        section_key(properties.find(n.SECTPR), refs) if properties.find(n.SECTPR) is not None else (),
        inline_key(paragraph, refs),
    )


def inline_key(paragraph: etree._Element, refs: References) -> Key:
    """Return a key of what stands in a paragraph, with equal neighbouring runs merged."""
    items: list[list[Key]] = []
    _collect(paragraph, (), items, refs)
    if any(item[1] == n.INSTR_TEXT for item in items):
        items = _with_links(items)
    return tuple(tuple(item) for item in items)


def _collect(parent: etree._Element, path: tuple[Key, ...], items: list[list[Key]], refs: References) -> None:
    for child in parent:
        tag = child.tag
        if tag == n.R:
            _collect_run(child, path, items, refs)
        elif tag in _NOT_STORY or tag in n.XML_RANGES or not isinstance(tag, str) or tag.endswith("Pr"):
            continue
        elif tag == FIELD_DATA:
            continue  # it goes with the character that begins the field
        elif tag in _MERGING_WRAPPERS:
            key = link_key(child, refs) if tag == n.HYPERLINK else attributes_key(child, tag, refs)
            _collect(child, (*path, (tag, key)), items, refs)
            if not any(_is_held(part) for part in child):
                items.append([(*path, (tag, key)), "empty"])
        elif tag == SIMPLE:
            _collect_simple_field(child, path, items, refs)
        elif tag == n.SDT:
            items.append([path, "sdt", control_key(child.find(n.SDTPR), refs)])
            held = child.find(n.SDTCONTENT)
            if held is not None:
                _collect(held, path, items, refs)
            items.append([path, "/sdt"])
        elif tag in n.WRAPPERS:
            own = tuple(element_key(part, refs) for part in child if n.local(part.tag).endswith("Pr"))
            items.append([path, tag, attributes_key(child, tag, refs), own])
            _collect(child, path, items, refs)
            items.append([path, "/" + tag])
        else:
            items.append([path, "atom", element_key(child, refs, lambda box: container_key(box, refs))])


def _is_held(part: etree._Element) -> bool:
    tag = part.tag
    if not isinstance(tag, str) or tag in _NOT_STORY or tag in n.XML_RANGES or tag.endswith("Pr"):
        return False
    return tag != n.R or any(child.tag not in n.NOISE and child.tag != n.RPR for child in part)


def _collect_simple_field(
    field: etree._Element, path: tuple[Key, ...], items: list[list[Key]], refs: References
) -> None:
    """Read a simple field as the complex one of the same code, which it is."""
    code, begin, separate, end = simple_characters(field)
    items.append([path, (), element_key(begin, refs)])
    if code:
        items.append([path, n.INSTR_TEXT, (), code])
    items.append([path, (), element_key(separate, refs)])
    _collect(field, path, items, refs)
    items.append([path, (), element_key(end, refs)])


def _with_links(items: list[list[Key]]) -> list[list[Key]]:
    """Return the items with each field that is a link, and ends in the same paragraph, read as the link it is."""
    found: list[list[Key]] = []
    begun: list[tuple[int, int]] = []  # where each open field begins, and where its result does
    linked = False
    for item in items:
        found.append(item)
        kind = _field_character(item)
        if kind == "begin":
            begun.append((len(found) - 1, 0))
        elif kind == "separate" and begun:
            begun[-1] = (begun[-1][0], len(found))
        elif kind == "end" and begun:
            start, result = begun.pop()
            code = found[start + 1 : result - 1]
            link = link_of_code("".join(str(part[3]) for part in code)) if _is_code(code) else None
            if link is None:
                continue
            path = found[start][0]
            assert isinstance(path, tuple)
            wrapped = (*path, (n.HYPERLINK, link))
            held = found[result:-1]
            for each in held:
                assert isinstance(each[0], tuple)
                each[0] = (*wrapped, *each[0][len(path) :])
            found[start:] = held or [[wrapped, "empty"]]
            linked = True
    return _merged(found) if linked else items


def _is_code(items: list[list[Key]]) -> bool:
    return bool(items) and all(item[1] == n.INSTR_TEXT for item in items)


def _field_character(item: list[Key]) -> str:
    """Return which field character an item is: begin, separate or end; "" where it is none."""
    if len(item) != 3 or isinstance(item[1], str):
        return ""
    key = item[2]
    if not isinstance(key, tuple) or key[0] != n.FLD_CHAR:
        return ""
    return str(dict(key[1]).get(FIELD_KIND, ""))


def _merged(items: list[list[Key]]) -> list[list[Key]]:
    found: list[list[Key]] = []
    for item in items:
        last = found[-1] if found else None
        if last is not None and item[1] in _JOINED and last[:3] == item[:3]:
            last[3] = f"{last[3]}{item[3]}"
        else:
            found.append(item)
    return found


def _collect_run(run: etree._Element, path: tuple[Key, ...], items: list[list[Key]], refs: References) -> None:
    formatting: Key = ()
    for child in run:
        tag = child.tag
        if tag == n.RPR:
            formatting = properties_key(child, refs, without=_MARK_REVISIONS)
        elif tag in _JOINED:
            text = child.text or ""
            last = items[-1] if items else None
            if last is not None and last[1] == tag and last[2] == formatting and last[0] == path:
                last[3] = str(last[3]) + text
            elif text:
                items.append([path, tag, formatting, text])
        elif tag in n.NOISE or not isinstance(tag, str):
            continue
        else:
            items.append([path, formatting, element_key(child, refs, lambda box: container_key(box, refs))])


def text_of(element: etree._Element) -> str:
    """Return the text of an element, with tabs and breaks as spaces."""
    return "".join(
        (child.text or "") if child.tag == n.T else " " for child in element.iter(n.T, n.w("tab"), n.w("br"), n.P)
    ).strip()


def bookmarks(container: etree._Element) -> dict[str, Key]:
    """Return the bookmarks of a story by name: the text of the first paragraph, where in it, and what is held.

    One that begins between two paragraphs begins where the second does, as when the two were joined.
    """
    started: dict[str, tuple[str, int, bool]] = {}
    found: dict[str, tuple[int, int, bool]] = {}
    texts: list[str] = []
    length = 0
    for element in container.iter(n.BOOKMARK_START, n.BOOKMARK_END, n.T, n.P):
        mark = element.get(n.ID, "")
        if element.tag == n.T and next(element.iterancestors(FIGURE, n.P), element).tag == FIGURE:
            continue
        if element.tag in {n.P, n.T}:
            texts.append("\n" if element.tag == n.P else element.text or "")
            length += len(texts[-1])
        elif element.tag == n.BOOKMARK_START:
            between = next(element.iterancestors(n.P), None) is None
            started[mark] = (element.get(n.NAME, ""), length, between)
        elif mark in started:
            name, start, between = started.pop(mark)
            if name != "_GoBack":
                found[name] = (start, length, between)
    whole = "".join(texts)
    keys: dict[str, Key] = {}
    for name, (start, end, between) in found.items():
        at = start + 1 if between and whole[start : start + 1] == "\n" else start
        keys[name] = (whole[max(0, at - 20) : at], whole[at:end].strip("\n"))
    return keys

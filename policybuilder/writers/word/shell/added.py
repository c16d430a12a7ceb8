"""What preparing adds to a letterhead's text: title, control table, contents list and slot; a header and a footer."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from lxml import etree

from policybuilder.labels import Labels, labels_for
from policybuilder.ooxml.elements import as_bytes
from policybuilder.ooxml.names import RELATION, WORD_TYPE, w
from policybuilder.ooxml.package import WordFile, relationships_part
from policybuilder.ooxml.zip import TYPES
from policybuilder.writers.word import front, styles
from policybuilder.writers.word.shell.contrast import contrast, is_colour
from policybuilder.writers.word.shell.look import Look
from policybuilder.writers.word.shell.sections import EDGE, is_counted_anew, section_of, sections_in, slot_of
from policybuilder.writers.word.shell.settings import add_override, add_relationship, default_language
from policybuilder.writers.word.shell.style_sheet import read_look, read_page
from policybuilder.writers.word.shell.tag_check import used_tags

Changes = Mapping[str, bytes | None]

_PALE = "E9EEF6"
_NEUTRAL = "404040"


def labels_of(file: WordFile) -> Labels:
    """Return the words of the language that a letterhead is marked with."""
    return labels_for(default_language(file))


def element(xml: str) -> etree._Element:
    """Return the element that some XML is, with the usual prefixes bound."""
    return etree.fromstring(f"<all {front.NAMESPACES}>{xml}</all>")[0]


def new_part(file: WordFile, base: str, kind: str) -> tuple[str, Changes]:
    """Return the name of a part to come, and the parts changed to announce it."""
    folder = posixpath.dirname(file.main)
    part = posixpath.join(folder, f"{base}.xml")
    while part in file.parts:
        base += "1"
        part = posixpath.join(folder, f"{base}.xml")
    types, links_part = file.tree(TYPES), relationships_part(file.main)
    add_override(types, part, f"{WORD_TYPE}.{kind}+xml")
    links = file.tree(links_part)
    add_relationship(links, f"{RELATION}/{kind}", f"{base}.xml")
    return part, {TYPES: as_bytes(types), links_part: as_bytes(links)}


def added_colours(look: Look) -> tuple[str, str]:
    """Return the accent of added styles, and the fill of a table's header row.

    The accent is the colour of the council's own headings where it reads well on white. The fill must suit the
    council's own "Table Header" style, if it has one.
    """
    heading = look.text.get("heading 1")
    accent = styles.ACCENT
    if heading is not None:
        readable = is_colour(heading.colour) and contrast(heading.colour, "FFFFFF") >= 4.5
        accent = heading.colour if readable else _NEUTRAL
    own_header = look.text.get("table header")
    if own_header is None:
        return accent, accent
    words = own_header.colour if is_colour(own_header.colour) else "000000"
    return accent, accent if contrast(words, accent) >= 4.5 else _PALE


# Tags ----------------------------------------------------------------------------------------------------


def tagged(file: WordFile, section: int = 0) -> Changes:
    """Add title, control table, contents and slot where their tags are missing.

    Each goes straight before the first of those that follow it, so that tags which are there keep their order; where
    none does, after what the section of that number holds already, the last for 0.
    """
    used = used_tags(file)
    missing = [tag for tag in _BLOCKS if tag not in used]
    if not missing:
        return {}
    ids, labels = read_look(file).ids, labels_of(file)
    root = file.tree(file.main)
    last = _last_section(root)
    body = last.getparent()
    if body is None:
        return {}
    sections = sections_in(root)
    end = last if not section or sections[section - 1] is last else _end_of(sections[section - 1])
    places = {tag: _first_with(tag, body, end) for tag in missing}
    # Where it goes, not where the file ends: a landscape annex may follow.
    width = round(read_page(section_of(places[missing[0]], root)).width * 20)
    blocks = {
        "title": front.title_block(ids, labels),
        "control": front.control_block(ids, width, labels),
        "contents": front.contents_block(ids, labels),
        "body": front.body_slot(ids),
    }
    if not used & {"contents", "body"}:
        _drop_blank(body)
    for tag in missing:
        wrapped = etree.fromstring(f"<w:body {front.NAMESPACES}>{blocks[tag]}</w:body>")
        for node in list(wrapped):
            places[tag].addprevious(node)
    etree.cleanup_namespaces(root, keep_ns_prefixes=list(filter(None, root.nsmap)))
    return {file.main: as_bytes(root)}


_BLOCKS = ("title", "control", "contents", "body")
"""The tags that print what stands before a policy, and the policy itself, in their order."""


def _first_with(tag: str, body: etree._Element, end: etree._Element) -> etree._Element:
    """Return the first block of the text that holds a tag which follows another; without one, the section's end."""
    following = "|".join(_BLOCKS[_BLOCKS.index(tag) + 1 :])
    typed = re.compile(rf"\{{[{{%][^{{}}]*\b(?:{following})\b") if following else None
    for block in body if typed else ():
        if typed and typed.search("".join(node.text or "" for node in block.iter(w("t")))):
            return block
    return end


def _last_section(root: etree._Element) -> etree._Element:
    """Return the document's last section properties, made (A4) where there are none."""
    body = root.find(w("body"))
    if body is None:
        body = etree.SubElement(root, w("body"))
    found = body.find(w("sectPr"))
    if found is None:
        found = element(
            '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1134" w:bottom="1191" '
            f'w:left="1134" w:header="{_HEADER}" w:footer="{_FOOTER}" w:gutter="0"/></w:sectPr>'
        )
        body.append(found)
    return found


def _end_of(section: etree._Element) -> etree._Element:
    """Return the paragraph that ends a section and holds nothing else, made where it holds words."""
    paragraph = next(section.iterancestors(w("p")))
    if next(paragraph.iter(*_CONTENT), None) is None:
        return paragraph
    empty = etree.Element(w("p"))
    etree.SubElement(empty, w("pPr")).append(section)
    paragraph.addnext(empty)
    return empty


def _drop_blank(body: etree._Element) -> None:
    """Take out the empty paragraph of a blank document; a body with anything in it stays as it is."""
    blocks = [node for node in body if node.tag != w("sectPr")]
    if all(node.tag == w("p") and next(node.iter(*_CONTENT, w("sectPr")), None) is None for node in blocks):
        for node in blocks:
            body.remove(node)


_CONTENT = tuple(w(name) for name in ("t", "br", "drawing", "pict", "object", "fldChar", "fldSimple", "bookmarkStart"))
"""What makes a paragraph more than an empty line."""


# Header and footer ---------------------------------------------------------------------------------------

_HEADER, _FOOTER = 652, 510
"""How far from the paper's edge the shipped shell has them, in twentieths of a point."""


def with_header(file: WordFile) -> Changes:
    """Give a file that has neither header nor footer those of the shipped shell: a policy needs page numbers.

    They go where the policy does; one that would stand at the very edge of the paper is moved in.
    """
    if file.related("header") or file.related("footer"):
        return {}
    look = read_look(file)
    accent, _ = added_colours(look)
    root = file.tree(file.main)
    section = section_of(slot_of(root), root)
    if section is None:
        section = _last_section(root)
    width = round(read_page(section).width * 20)
    changes: Changes = {}
    contents = {
        "header": front.header(look.ids, width, labels_of(file), look.tabs.get("header", ()), accent),
        "footer": front.footer(look.ids, width, labels_of(file), look.tabs.get("footer", ())),
    }
    if is_counted_anew(section):
        # "Page 1 of 9" that counts a cover, too, would never come to its end.
        contents["footer"] = contents["footer"].replace(" NUMPAGES ", " SECTIONPAGES ")
    for kind, xml in contents.items():
        part, announced = new_part(file.with_parts(changes), kind, kind)
        changes = {**changes, **announced, part: xml.encode()}
    grown = file.with_parts(changes)
    margins = section.find(w("pgMar"))
    for kind, usual in (("footer", _FOOTER), ("header", _HEADER)):
        id = next(link.id for link in grown.relationships if link.kind == f"{RELATION}/{kind}")
        reference = element(f'<w:{kind}Reference w:type="default" r:id="{id}"/>')
        section.insert(0, reference)
        distance = "" if margins is None else margins.get(w(kind), "")
        if margins is not None and distance.isdecimal() and int(distance) < EDGE:
            margins.set(w(kind), str(usual))
    return {**changes, file.main: as_bytes(root)}

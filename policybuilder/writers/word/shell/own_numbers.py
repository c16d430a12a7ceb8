"""Numbers that a shell's own words would take from the policy, and a contents list beside its own: taken off.

Word counts every paragraph of a list, so a heading of the letterhead in a numbered style would be 1, and the policy's
first section 2, while its contents list and its references say 1. Such a heading gets a style of its own that looks
the same, has no number, and stands in no contents list.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from policybuilder.ooxml.elements import as_bytes
from policybuilder.ooxml.names import w
from policybuilder.ooxml.numbering import Numbering
from policybuilder.ooxml.order import PARAGRAPH, STYLE, put
from policybuilder.ooxml.package import WordFile
from policybuilder.writers.word.shell.look import Look
from policybuilder.writers.word.shell.numbering import read_numbering
from policybuilder.writers.word.shell.style_sheet import read_look

CONTENTS = ("toc 1", "toc 2")
_NUMBERED = ("heading 1", "appendix heading")
"""A style of each list that numbers a policy."""
_LISTED = ("heading 1", "heading 2", "heading 3", "appendix heading")
"""The styles that Word puts into a contents list."""
_REPLACED = re.compile(r"\s*\{[{%]\s*p\s")
"""How a paragraph begins that is not printed: a slot, or a test."""


@dataclass(frozen=True)
class NumberedHere:
    """A paragraph of a shell's own that is numbered with the policy, and the name of its style in lower case."""

    paragraph: etree._Element
    style: str


def numbered_with_policy(main: etree._Element, look: Look, numbering: Numbering) -> Iterator[NumberedHere]:
    """Yield the paragraphs of a shell's text that stand on a list of the policy's, in the file's order."""
    lists = {numbering.abstract_of(look.text[name].number_id) for name in _NUMBERED if name in look.text} - {""}
    names = {id: name for name, id in look.ids.items()}
    for paragraph in main.iter(w("p")):
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        name = names.get(style.get(w("val"), ""), "") if style is not None else ""
        direct = paragraph.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
        held = look.text.get(name, look.default).number_id
        number_id = held if direct is None else direct.get(w("val"), "")
        if name not in look.text and direct is None:
            continue
        if numbering.abstract_of(number_id) in lists and not _is_replaced(paragraph):
            yield NumberedHere(paragraph, name)


def _is_replaced(paragraph: etree._Element) -> bool:
    return bool(_REPLACED.match("".join(node.text or "" for node in paragraph.iter(w("t")))))


def is_list(look: Look, style: str) -> bool:
    """Return whether a style's paragraphs have a number or a bullet of their own."""
    return style in look.text and look.text[style].number_id not in ("", "0")


def without_own_numbers(file: WordFile) -> dict[str, bytes]:
    """Return the parts changed so that a shell's own words are not numbered with the policy, nor its contents list."""
    look, numbering = read_look(file), read_numbering(file)
    main, part = file.tree(file.main), file.one("styles")
    found = list(numbered_with_policy(main, look, numbering))
    lists = [name for name in CONTENTS if is_list(look, name)]
    if not part or not (found or lists):
        return {}
    sheet = file.tree(part)
    by_id = {node.get(w("styleId")): node for node in sheet.iter(w("style"))}
    for name in lists:
        _unnumber(_properties(by_id[look.ids[name]], STYLE, "pPr"))
    for each in found:
        properties = _properties(each.paragraph, {}, "pPr")
        if each.style in _LISTED:
            id = _own_style(sheet, by_id, look.ids[each.style])
            style = properties.find(w("pStyle"))
            assert style is not None
            style.set(w("val"), id)
        _unnumber(properties)
    return {file.main: as_bytes(main), part: as_bytes(sheet)} if found else {part: as_bytes(sheet)}


def _own_style(sheet: etree._Element, by_id: dict[str | None, etree._Element], id: str) -> str:
    """Return the id of a style that looks like another and is in no contents list, made where there is none."""
    own = f"Letterhead{id}"
    if own not in by_id:
        name = by_id[id].find(w("name"))
        shown = "" if name is None else name.get(w("val"), "")
        style = etree.Element(w("style"), {w("type"): "paragraph", w("customStyle"): "1", w("styleId"): own})
        for tag, value in (("name", f"Letterhead {shown.capitalize()}"), ("basedOn", id)):
            etree.SubElement(style, w(tag)).set(w("val"), value)
        following = by_id[id].find(w("next"))
        if following is not None:
            put(style, copy.deepcopy(following), STYLE)
        _unnumber(_properties(style, STYLE, "pPr"))
        sheet.append(style)
        by_id[own] = style
    return own


def _properties(parent: etree._Element, order: dict[str, int], name: str) -> etree._Element:
    found = parent.find(w(name))
    if found is None:
        found = etree.Element(w(name))
        if order:
            put(parent, found, order)
        else:
            parent.insert(0, found)
    return found


def _unnumber(properties: etree._Element) -> None:
    """Take a paragraph or a style off its list, with the indent that it had from it."""
    for old in properties.findall(w("numPr")):
        properties.remove(old)
    off = etree.Element(w("numPr"))
    etree.SubElement(off, w("numId")).set(w("val"), "0")
    put(properties, off, PARAGRAPH)

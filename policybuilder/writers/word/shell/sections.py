"""The section of a Word file that a policy is printed in, and where its pages would look wrong.

A section's properties stand at its end. Headers and footers that a section does not name are those of the one before
it (ECMA-376 part 1, 17.10.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from policybuilder.errors import Location, Problem
from policybuilder.ooxml.names import RELATION, w
from policybuilder.ooxml.package import WordFile, part_named
from policybuilder.writers.word.shell.fields import fields_of
from policybuilder.writers.word.shell.style_sheet import is_on, read_page

SLOT = re.compile(r"\{\{p\s+body\s*\}\}")
_NARROW = 12 * 72 / 2.54
_EDGE = 200
"""How near to the paper's edge most printers print, in twentieths of a point: about 3.5 mm."""
_PAINTED = tuple(w(name) for name in ("t", "drawing", "pict", "object", "instrText", "fldSimple"))
_Margins = dict[tuple[str, str], str]


def slot_of(main: etree._Element) -> etree._Element | None:
    """Return the paragraph of the slot for the body, or None."""
    paragraphs = main.iter(w("p"))
    return next((node for node in paragraphs if SLOT.search("".join(t.text or "" for t in node.iter(w("t"))))), None)


def section_of(node: etree._Element | None, main: etree._Element) -> etree._Element | None:
    """Return the properties of the section that an element stands in; the last one's for None."""
    sections = _sections(main)
    if node is None or not sections:
        return sections[-1] if sections else None
    order = {each: at for at, each in enumerate(main.iter())}
    return next((section for section in sections if order[section] >= order[node]), sections[-1])


def _sections(main: etree._Element) -> list[etree._Element]:
    """Return the properties of every section, without those that a tracked change keeps of before."""
    return [node for node in main.iter(w("sectPr")) if next(node.iterancestors(w("sectPrChange")), None) is None]


def section_problems(file: WordFile) -> Iterator[Problem]:
    """Yield what makes the pages of a policy look wrong: the section that it stands in, its columns, its margins."""
    main = file.tree(file.main)
    slot = slot_of(main)
    section = section_of(slot, main)
    if section is None:
        return
    sections = _sections(main)
    if slot is None and len(sections) > 1:
        message = f"the file has {len(sections)} sections, and the policy would go into the last"
        yield _warning(file, message, "type {{p body }} in Word, in a paragraph of its own, where it is to stand")
    for what in (*_of_the_page(section), *_of_the_margins(file, sections, section)):
        yield _warning(file, f"the pages of the policy {what}", "change it in Word (Layout) where that is not meant")


def _warning(file: WordFile, message: str, hint: str) -> Problem:
    return Problem(Location(file.name), message, "shell-section", hint, "warning")


def _of_the_page(section: etree._Element) -> Iterator[str]:
    size, columns, margins = (section.find(w(name)) for name in ("pgSz", "cols", "pgMar"))
    if size is not None and _number(size, "w") > _number(size, "h") > 0:
        yield "are landscape"
    if columns is not None and (_number(columns, "num") > 1 or len(columns.findall(w("col"))) > 1):
        yield "have columns: tables and long headings will not fit them"
    if read_page(section).width < _NARROW:
        yield f"leave the text {read_page(section).width / 72 * 2.54:.1f} cm: tables will be hard to read"
    for name in ("header", "footer"):
        if margins is not None and margins.get(w(name)) is not None and abs(_number(margins, name)) < _EDGE:
            yield f"have their {name} at the very edge of the paper, where printers cannot print"


def _of_the_margins(file: WordFile, sections: list[etree._Element], section: etree._Element) -> Iterator[str]:
    """Yield what is wrong with headers and footers: none after the first page, page numbers on some pages only."""
    links = {link.id: part_named(file.parts, file.main, link.target) for link in file.relationships}
    margins: _Margins = {}
    for each in sections[: sections.index(section) + 1]:
        for kind in ("header", "footer"):
            for reference in each.iterfind(w(f"{kind}Reference")):
                part = links.get(reference.get(f"{{{RELATION}}}id", ""), "")
                margins[kind, reference.get(w("type"), "default")] = part
    settings = file.one("settings")
    is_even = bool(settings) and is_on(file.tree(settings).find(w("evenAndOddHeaders")))
    pages = ["default", *(["even"] if is_even else [])]
    has_first = is_on(section.find(w("titlePg")))
    printed = {place: file.tree(part) for place, part in margins.items() if part}

    def holds(kind: str, page: str) -> bool:
        return (kind, page) in printed and next(printed[kind, page].iter(*_PAINTED), None) is not None

    if has_first and holds("header", "first") and not holds("header", "default"):
        yield "have a header on the first of them only"
    numbered = {
        page
        for (_, page), tree in printed.items()
        if any(field.name == "PAGE" for field in fields_of(tree)) and (page in pages or (page == "first" and has_first))
    }
    if numbered and not numbered >= set(pages):
        yield "have a page number on some of them only"


def _number(node: etree._Element, name: str) -> float:
    text = node.get(w(name), "")
    return float(text) if re.fullmatch(r"-?[0-9]{1,7}(\.[0-9]{1,7})?", text) else 0.0

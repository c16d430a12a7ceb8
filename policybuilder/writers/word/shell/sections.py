"""The section of a Word file that a policy is printed in, and where its pages would look wrong.

A section's properties stand at its end. Headers and footers that a section does not name are those of the one before
it (ECMA-376 part 1, 17.10.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from policybuilder.errors import Location, Problem
from policybuilder.ooxml.names import RELATION, w
from policybuilder.ooxml.package import WordFile, part_named
from policybuilder.writers.word.shell.fields import fields_of
from policybuilder.writers.word.shell.style_sheet import is_on, read_page

SLOT = re.compile(r"\{\{p\s+body\s*\}\}")
_NARROW = 12 * 72 / 2.54
EDGE = 200
"""How near to the paper's edge most printers print, in twentieths of a point: about 3.5 mm."""
_PAINTED = tuple(w(name) for name in ("t", "drawing", "pict", "object", "instrText", "fldSimple"))


def slot_of(main: etree._Element) -> etree._Element | None:
    """Return the paragraph of the slot for the body, or None."""
    paragraphs = main.iter(w("p"))
    return next((node for node in paragraphs if SLOT.search("".join(t.text or "" for t in node.iter(w("t"))))), None)


def section_of(node: etree._Element | None, main: etree._Element) -> etree._Element | None:
    """Return the properties of the section that an element stands in; the last one's for None."""
    sections = sections_in(main)
    if node is None or not sections:
        return sections[-1] if sections else None
    order = {each: at for at, each in enumerate(main.iter())}
    return next((section for section in sections if order[section] >= order[node]), sections[-1])


def sections_in(main: etree._Element) -> list[etree._Element]:
    """Return the properties of every section, without those that a tracked change keeps of before."""
    return [node for node in main.iter(w("sectPr")) if next(node.iterancestors(w("sectPrChange")), None) is None]


@dataclass(frozen=True)
class SectionSeen:
    """A section of a letterhead as a person knows it: its number from 1, its pages, and the words it begins with."""

    number: int
    pages: str
    begins: str

    def __str__(self) -> str:
        """Return it as a line."""
        begins = f"begins “{self.begins}”" if self.begins else "has no words"
        return f"{self.number}: {self.pages}, {begins}"


def sections_seen(main: etree._Element) -> tuple[SectionSeen, ...]:
    """Return the sections of a letterhead, in its order."""
    words: list[str] = [""]
    for node in main.iter(w("t"), w("sectPr")):
        if node.tag == w("t"):
            words[-1] += f"{node.text or ''} "
        elif next(node.iterancestors(w("sectPrChange")), None) is None:
            words.append("")  # a section's properties stand in its last paragraph, before that one's words
    # Words of the paragraph that ends a section follow its properties: they are its own, too, but not its first.
    return tuple(
        SectionSeen(number, _pages(section), " ".join(begins.split())[:_BEGINS])
        for number, (section, begins) in enumerate(zip(sections_in(main), words, strict=False), 1)
    )


_BEGINS = 40


def _pages(section: etree._Element) -> str:
    shape = "landscape" if "are landscape" in _of_the_page(section) else "upright"
    columns = section.find(w("cols"))
    count = 1 if columns is None else round(_number(columns, "num"))
    of_columns = f", {count} columns" if count > 1 else ""
    return f"{shape}, text {read_page(section).width / 72 * 2.54:.1f} cm wide{of_columns}"


def section_faults(file: WordFile, number: int) -> Iterator[Problem]:
    """Yield why a policy cannot go into the section of a number: there is none, or the slot stands elsewhere."""
    main = file.seen(file.main)
    sections, slot = sections_in(main), slot_of(main)
    where, code = Location(file.name), "shell-no-section"
    if number and not 0 < number <= max(len(sections), 1):
        seen = "; ".join(str(each) for each in sections_seen(main))
        yield Problem(where, f"the file has no section {number}", code, f"it has {seen or 'one section'}")
    elif number and slot is not None and sections and section_of(slot, main) is not sections[number - 1]:
        stands = sections.index(section_of(slot, main)) + 1  # type: ignore[arg-type]
        hint = "leave --section out, or take the slot out in Word"
        yield Problem(where, f"the slot {{{{p body }}}} is in section {stands}, not in {number}", code, hint)


def section_problems(file: WordFile) -> Iterator[Problem]:
    """Yield what makes the pages of a policy look wrong: the section that it stands in, its columns, its margins."""
    main = file.seen(file.main)
    slot = slot_of(main)
    section = section_of(slot, main)
    if section is None:
        return
    sections = sections_in(main)
    if slot is None and len(sections) > 1:
        message = f"the file has {len(sections)} sections, and the policy would go into the last"
        yield _warning(file, message, "`policybuilder shell prepare --section` with a number takes another")
    for what in (*_of_the_page(section), *_of_the_margins(file, section)):
        yield _warning(file, f"the pages of the policy {what}", "change it in Word (Layout) where that is not meant")


def _warning(file: WordFile, message: str, hint: str) -> Problem:
    return Problem(Location(file.name), message, "shell-section", hint, "warning")


def _of_the_page(section: etree._Element) -> Iterator[str]:
    size, columns, margins = (section.find(w(name)) for name in ("pgSz", "cols", "pgMar"))
    if size is not None and _number(size, "w") > _number(size, "h") > 0:
        yield "are landscape"
    if columns is not None and (_number(columns, "num") > 1 or len(columns.findall(w("col"))) > 1):
        yield "have columns: tables and long headings will not fit them"
    if (aligned := section.find(w("vAlign"))) is not None and aligned.get(w("val"), "top") not in ("top", "both"):
        yield "are set from the middle or the foot of the page: a page that is not full begins half way down"
    if (way := section.find(w("textDirection"))) is not None and way.get(w("val"), "lrTb") not in (
        "lrTb",
        "lrTbV",
        "tb",
    ):
        yield "print their lines from top to bottom"
    if read_page(section).width < _NARROW:
        yield f"leave the text {read_page(section).width / 72 * 2.54:.1f} cm: tables will be hard to read"
    for name in ("header", "footer"):
        if margins is not None and margins.get(w(name)) is not None and abs(_number(margins, name)) < EDGE:
            yield f"have their {name} at the very edge of the paper, where printers cannot print"


def margins_of(file: WordFile, section: etree._Element) -> dict[tuple[str, str], str]:
    """Return the parts of a section's headers and footers, those of sections before it among them.

    They are known by kind ("header" or "footer") and by page ("default", "first" or "even").
    """
    links = {link.id: part_named(file.parts, file.main, link.target) for link in file.relationships}
    margins: dict[tuple[str, str], str] = {}
    sections = sections_in(section.getroottree().getroot())
    for each in sections[: sections.index(section) + 1]:
        for kind in ("header", "footer"):
            for reference in each.iterfind(w(f"{kind}Reference")):
                part = links.get(reference.get(f"{{{RELATION}}}id", ""), "")
                margins[kind, reference.get(w("type"), "default")] = part
    return margins


def _of_the_margins(file: WordFile, section: etree._Element) -> Iterator[str]:
    """Yield what is wrong with headers and footers: none after the first page, page numbers on some pages only."""
    margins = margins_of(file, section)
    settings = file.one("settings")
    is_even = bool(settings) and is_on(file.seen(settings).find(w("evenAndOddHeaders")))
    pages = ["default", *(["even"] if is_even else [])]
    has_first = is_on(section.find(w("titlePg")))
    printed = {place: file.seen(part) for place, part in margins.items() if part}

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
    names = {field.name for tree in printed.values() for field in fields_of(tree)}
    if numbered and "NUMPAGES" in names and is_counted_anew(section):
        yield "begin to count anew, beside the number of all pages of the file: put SECTIONPAGES in place of NUMPAGES"
    if numbered and "SECTIONPAGES" in names and not (_counts_from(section) or _is_first(section)):
        yield "go on counting, beside the number of the section's own pages: put NUMPAGES in place of SECTIONPAGES"


def _counts_from(section: etree._Element) -> str:
    """Return the number that a section's pages begin with; empty where they go on from the section before."""
    numbering = section.find(w("pgNumType"))
    return "" if numbering is None else numbering.get(w("start"), "")


def _is_first(section: etree._Element) -> bool:
    return sections_in(section.getroottree().getroot())[0] is section


def is_counted_anew(section: etree._Element) -> bool:
    """Return whether the pages of a section have other numbers than they have in the file."""
    return _counts_from(section) not in (("", "1") if _is_first(section) else ("",))


def _number(node: etree._Element, name: str) -> float:
    text = node.get(w(name), "")
    return float(text) if re.fullmatch(r"-?[0-9]{1,7}(\.[0-9]{1,7})?", text) else 0.0

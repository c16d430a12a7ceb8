"""The text that a draft's Word file had when it left, read from the item that marks the file."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from policybuilder.document import (
    Code,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Reference,
    Strong,
    Text,
    Value,
)
from policybuilder.document.passages import Passage
from policybuilder.document.sent import SentClause, SentSection, SentText
from policybuilder.printed import BUILT, PASSAGE_ELEMENTS

_KINDS = {element: kind for kind, element in PASSAGE_ELEMENTS.items()}


def sent_in(item: etree._Element) -> SentText | None:
    """Return the text that an item holds, or None for an item without one."""
    sent = item.find(_name("sent"))
    if sent is None:
        return None
    sheet = sent.find(_name("sheet"))
    return SentText(
        sent.get("title", ""),
        tuple((row.get("label", ""), row.text or "") for row in sent.iter(_name("row"))),
        tuple(
            SentSection(each.get("id", ""), each.get("number", ""), each.get("title", ""))
            for each in sent.iter(_name("section"))
        ),
        tuple(
            SentClause(
                each.get("id", ""),
                each.get("number", ""),
                each.get("title", ""),
                each.get("section", ""),
                tuple(_passages_in(each)),
                tuple(note.text or "" for note in each.iterchildren(_name("note"))),
            )
            for each in sent.iter(_name("clause"))
        ),
        tuple((line.get("at", ""), line.text or "") for line in sent.iter(_name("line"))),
        None if sheet is None else tuple(point.text or "" for point in sheet.iter(_name("point"))),
    )


def _name(tag: str) -> str:
    return f"{{{BUILT}}}{tag}"


def _passages_in(clause: etree._Element) -> Iterator[Passage]:
    for element in clause.iterchildren("{*}*"):
        kind = _KINDS.get(etree.QName(element).localname)
        if kind is None:
            continue  # a note, or of a later program
        cells = element.findall(_name("td")) if kind in ("header", "row") else [element]
        yield Passage(
            kind,
            tuple(tuple(_inlines_in(cell)) for cell in cells),
            _number(element.get("depth"), 0),
            element.get("ordered") == "1",
            _number(element.get("in"), -1),
            element.get("continues") == "1",
        )


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else otherwise


def _inlines_in(element: etree._Element) -> Iterator[Inline]:
    if element.text:
        yield Text(element.text)
    for child in element.iterchildren("{*}*"):
        yield from _inline_in(child)
        if child.tail:
            yield Text(child.tail)


def _inline_in(element: etree._Element) -> Iterator[Inline]:
    match etree.QName(element).localname:
        case "v":
            yield Value(element.text or "", element.get("of", ""), element.get("open") != "1")
        case "ref":
            yield Reference(element.get("to", ""), element.text or "")
        case "b":
            yield Strong(tuple(_inlines_in(element)))
        case "i":
            yield Emphasis(tuple(_inlines_in(element)))
        case "code":
            yield Code(element.text or "")
        case "a":
            yield Link(element.get("to", ""), tuple(_inlines_in(element)))
        case "br":
            yield LineBreak()
        case _:
            yield Text("".join(str(text) for text in element.itertext()))

"""What a Word file's styles and numbering make of a paragraph: a heading, a list item, a numbered paragraph."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

from policybuilder.ooxml.names import w
from policybuilder.ooxml.numbering import Numbering, counted

_DEEPEST = 20


@dataclass(frozen=True)
class ParagraphLook:
    """What a paragraph is: its style's name in small letters, its heading level (0 for none), its place in a numbering.

    `list_level` is -1 for a paragraph without numbering. `legal` numbering shows more than one level ("4.2.1"), so
    numbers paragraphs rather than items. `contents` is a line of a table of contents.
    """

    name: str
    heading: int
    numbering: str
    list_level: int
    ordered: bool
    legal: bool
    contents: bool


class Styles:
    """The styles and numberings of one file. `counted` must be asked once for each paragraph, in order."""

    def __init__(self, styles: etree._Element | None, numbering: etree._Element | None) -> None:
        """Read the two parts; either may be missing."""
        self.by_id: dict[str, etree._Element] = {}
        self.default = ""
        for style in styles.iter(w("style")) if styles is not None else ():
            self.by_id[style.get(w("styleId"), "")] = style
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true"):
                self.default = style.get(w("styleId"), "")
        self.numbering = Numbering(numbering)
        self.counters: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self.started: set[tuple[str, int]] = set()
        self.looks: dict[tuple[str, ...], ParagraphLook] = {}

    def look(self, properties: etree._Element | None) -> ParagraphLook:
        """Return what a paragraph with these properties is."""
        said = _said(properties)
        found = self.looks.get(said)
        if found is None:
            found = self.looks[said] = self._look(properties, said[0])
        return found

    def _look(self, properties: etree._Element | None, style_id: str) -> ParagraphLook:
        chain = self._chain(style_id or self.default)
        name = _value(chain[0].find(w("name"))).lower() if chain else ""
        numbering, level = self._numbering(properties, chain)
        found = self.numbering.levels(numbering).get(level)
        listed = level if numbering not in ("", "0") else -1
        return ParagraphLook(
            name,
            self._heading(properties, chain),
            numbering,
            listed,
            found is not None and found.format not in ("bullet", "none"),
            found is not None and found.text.count("%") > 1,
            name.startswith("toc ") or name in ("toc heading", "table of figures"),
        )

    def _chain(self, style_id: str) -> list[etree._Element]:
        """Return a style and those that it is based on, the nearest first."""
        chain: list[etree._Element] = []
        while style_id in self.by_id and len(chain) < _DEEPEST:
            style = self.by_id[style_id]
            chain.append(style)
            style_id = _value(style.find(w("basedOn")))
        return chain

    def _heading(self, properties: etree._Element | None, chain: list[etree._Element]) -> int:
        for holder in (properties, *(style.find(w("pPr")) for style in chain)):
            outline = holder.find(w("outlineLvl")) if holder is not None else None
            if outline is not None and _value(outline).isdigit():
                level = int(_value(outline)) + 1
                return level if level <= 9 else 0
        for style in chain:
            found = re.fullmatch(r"heading ([1-9])", _value(style.find(w("name"))).lower())
            if found:
                return int(found[1])
        return 0

    def _numbering(self, properties: etree._Element | None, chain: list[etree._Element]) -> tuple[str, int]:
        numbering, level = "", -1
        for holder in (properties, *(style.find(w("pPr")) for style in chain)):
            found = holder.find(w("numPr")) if holder is not None else None
            if found is None:
                continue
            numbering = numbering or _value(found.find(w("numId")))
            given = _value(found.find(w("ilvl")))
            level = int(given) if level < 0 and given.isdigit() else level
        return numbering, min(max(level, 0), 8)

    def counted(self, look: ParagraphLook) -> str:
        """Count a paragraph in its numbering and return its number, as in "4.2.1"; empty for a bullet."""
        if look.list_level < 0:
            return ""
        levels, at = self.numbering.levels(look.numbering), look.list_level
        level = levels.get(at)
        if level is None:
            return ""
        counts = self.counters[self.numbering.abstract_of(look.numbering)]
        if level.restarts and (look.numbering, at) not in self.started:
            counts.pop(at, None)
        self.started.add((look.numbering, at))
        counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [other for other in counts if other > at]:
            del counts[deeper]
        if level.format in ("bullet", "none"):
            return ""

        def shown(found: re.Match[str]) -> str:
            other = int(found[1]) - 1
            one = levels.get(other, level)
            return counted(counts.get(other, one.start), one.format)

        return re.sub(r"%([1-9])", shown, level.text).strip(" .):")

    @staticmethod
    def is_on(properties: etree._Element | None, name: str) -> bool:
        """Return whether a run has a property such as bold."""
        found = properties.find(w(name)) if properties is not None else None
        return found is not None and found.get(w("val"), "true") not in ("0", "false", "off", "none")


def _said(properties: etree._Element | None) -> tuple[str, ...]:
    """Return what a paragraph says itself of its style, level and numbering; "-" for what it does not say."""
    if properties is None:
        return ("",)
    numbering = properties.find(w("numPr"))
    named = (properties, "outlineLvl"), (numbering, "numId"), (numbering, "ilvl")
    held = (holder.find(w(name)) if holder is not None else None for holder, name in named)
    return _value(properties.find(w("pStyle"))), *("-" if each is None else _value(each) for each in held)


def _value(element: etree._Element | None) -> str:
    return element.get(w("val"), "") if element is not None else ""

"""The lists of a Word file: which list and level a style's paragraphs stand on, and what their numbers look like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from policybuilder.labels import Labels
from policybuilder.ooxml.names import w
from policybuilder.ooxml.package import WordFile
from policybuilder.writers.word.shell.look import Look, TextStyle


@dataclass(frozen=True)
class Level:
    """A level of a list. `text` has "%1" for the first level's number; `left` is in points."""

    kind: str
    text: str
    left: float
    style_id: str


@dataclass(frozen=True)
class Numbering:
    """The lists of a Word file: for each `w:numId` its `w:abstractNumId`, and the levels of each of those."""

    lists: Mapping[str, str]
    levels: Mapping[str, Mapping[int, Level]]

    def level_of(self, style: TextStyle) -> tuple[str, Level] | None:
        """Return the list and level that a style's paragraphs stand on, or None when it has no numbers."""
        abstract = self.lists.get(style.number_id, "")
        level = self.levels.get(abstract, {}).get(style.level)
        return (abstract, level) if level else None


def read_numbering(file: WordFile) -> Numbering:
    """Return the lists of a Word file; none when it has no numbering part."""
    part = file.one("numbering")
    if not part:
        return Numbering({}, {})
    root = file.tree(part)
    levels = {
        node.get(w("abstractNumId"), ""): {
            int(level.get(w("ilvl"), "")): _level(level)
            for level in node.iter(w("lvl"))
            if re.fullmatch("[0-8]", level.get(w("ilvl"), ""))
        }
        for node in root.iter(w("abstractNum"))
    }
    lists = {}
    for node in root.iter(w("num")):
        abstract = node.find(w("abstractNumId"))
        if abstract is not None:
            lists[node.get(w("numId"), "")] = abstract.get(w("val"), "")
    return Numbering(lists, levels)


def _level(node: etree._Element) -> Level:
    def value(name: str) -> str:
        child = node.find(w(name))
        return "" if child is None else child.get(w("val"), "")

    indent = node.find(f"{w('pPr')}/{w('ind')}")
    left = "0" if indent is None else indent.get(w("left"), indent.get(w("start"), "0"))
    return Level(
        value("numFmt"), value("lvlText"), int(left) / 20 if re.fullmatch("[0-9]{1,6}", left) else 0.0, value("pStyle")
    )


def _expected(labels: Labels) -> dict[str, tuple[str, str]]:
    """Return how the numbers of these styles must look, so that Word shows the numbers that the document has."""
    return {
        "heading 1": ("decimal", "%1"),
        "heading 2": ("decimal", "%1.%2"),
        "policy paragraph": ("decimal", "%1.%2.%3"),
        "appendix heading": ("upperLetter", labels.appendix_of("%1")),
        "appendix paragraph": ("decimal", "%1.%2"),
    }


GROUPS = {
    "sections": ("heading 1", "heading 2", "policy paragraph"),
    "appendices": ("appendix heading", "appendix paragraph"),
    "bullets": ("list bullet",),
    "numbers": ("list number",),
}
"""The styles that make each list what it is, by the list's name in styles.py; those of one must share a list."""


def numbering_faults(look: Look, numbering: Numbering, labels: Labels) -> dict[str, str]:
    """Return the styles whose numbers would differ from the document's, each with what is wrong.

    `labels` are those of the document's language.

    A point after a number is let pass: "1." is read as the number 1.
    """
    faults: dict[str, str] = {}
    for name, (kind, text) in _expected(labels).items():
        style = look.text.get(name)
        if style is None:
            continue
        found = numbering.level_of(style)
        if found is None:
            faults[name] = "it has no numbering"
        elif found[1].kind != kind or found[1].text.rstrip(".") != text:
            faults[name] = f'its numbers read "{found[1].text}", not "{text}"'
    for names in GROUPS.values():
        lists = {found[0] for name in names if name in look.text and (found := numbering.level_of(look.text[name]))}
        if len(lists) > 1:
            faults.setdefault(names[-1], f"it is not in one list with {names[0].capitalize()}")
    for name, kinds in (("list bullet", {"bullet"}), ("list number", _NUMBER_KINDS)):
        style = look.text.get(name)
        found = numbering.level_of(style) if style else None
        if style and (found is None or found[1].kind not in kinds):
            faults[name] = "it is not a list"
    return faults


_NUMBER_KINDS = {"decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman"}


def with_list_indents(look: Look, numbering: Numbering) -> Look:
    """Return the look with the indents that styles have from their lists and not from themselves."""
    text = {}
    for name, style in look.text.items():
        found = numbering.level_of(style)
        indented = found is not None and not style.left
        text[name] = style.at(found[1].left) if indented and found else style
    return replace(look, text=text)

"""The lists of a Word file: ECMA-376 part 1, 17.9.

A paragraph or style names an instance (`w:num`), which is one of an abstract list (`w:abstractNum`) and may change some
of its levels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from policybuilder.ooxml.names import VAL, w

NO_LEVEL = -1
"""Stands for the number of a level that is none: such a level holds for no paragraph."""


@dataclass(frozen=True)
class Level:
    """A level of a list. `text` has "%1" for the first level's number; `left` is in points.

    A level that `restarts` begins at `start` again where its instance is first used.
    """

    format: str
    text: str
    start: int
    left: float
    style_id: str
    restarts: bool = False


class Numbering:
    """The lists of a Word file as elements, by their ids, and what the levels of each are."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read the numbering part; a file without one has no lists. Of two with one id, the first counts."""
        self.root = root
        self.instances: dict[str, etree._Element] = {}
        self.abstracts: dict[str, etree._Element] = {}
        for child in () if root is None else root:
            if child.tag == w("num"):
                self.instances.setdefault(child.get(w("numId"), ""), child)
            elif child.tag == w("abstractNum"):
                self.abstracts.setdefault(child.get(w("abstractNumId"), ""), child)
        self._levels: dict[str, Mapping[int, Level]] = {}
        self._abstract_levels: dict[str, Mapping[int, Level]] = {}

    def abstract_of(self, num_id: str) -> str:
        """Return the id of an instance's abstract list, or an empty string."""
        instance = self.instances.get(num_id)
        return "" if instance is None else _value(instance, "abstractNumId")

    def levels(self, num_id: str) -> Mapping[int, Level]:
        """Return the levels of an instance by number, from 0: those of its abstract list, with its own changes."""
        if num_id not in self._levels:
            levels = dict(self._of_abstract(self.abstract_of(num_id)))
            instance = self.instances.get(num_id)
            for change in () if instance is None else instance.findall(w("lvlOverride")):
                at, level = _number(change.get(w("ilvl")), NO_LEVEL), change.find(w("lvl"))
                if level is not None and at != NO_LEVEL:
                    levels[at] = _level(level)
                start = _value(change, "startOverride")
                if start and at in levels:
                    levels[at] = replace(levels[at], start=_number(start, 1), restarts=True)
            self._levels[num_id] = levels
        return self._levels[num_id]

    def _of_abstract(self, abstract_id: str) -> Mapping[int, Level]:
        if abstract_id not in self._abstract_levels:
            abstract = self._with_levels(self.abstracts.get(abstract_id))
            found = () if abstract is None else abstract.findall(w("lvl"))
            levels = {_number(each.get(w("ilvl")), NO_LEVEL): _level(each) for each in found}
            levels.pop(NO_LEVEL, None)
            self._abstract_levels[abstract_id] = levels
        return self._abstract_levels[abstract_id]

    def _with_levels(self, abstract: etree._Element | None) -> etree._Element | None:
        """Return the abstract list that has the levels: one that names a list style leaves them to the style's own."""
        style = "" if abstract is None else _value(abstract, "numStyleLink")
        if not style:
            return abstract
        return next((each for each in self.abstracts.values() if _value(each, "styleLink") == style), abstract)


def next_id(ids: Iterable[str], first: int = 1) -> int:
    """Return the number above all of these ids; `first` where there is none."""
    return max((int(id) + 1 for id in ids if id.isdecimal()), default=first)


def after_abstracts(root: etree._Element) -> int:
    """Return where an abstract list may be put in a numbering part: after the others, and before the instances."""
    abstracts = root.findall(w("abstractNum"))
    return root.index(abstracts[-1]) + 1 if abstracts else len(root.findall(w("numPicBullet")))


def _level(element: etree._Element) -> Level:
    indent = element.find(f"{w('pPr')}/{w('ind')}")
    left = "0" if indent is None else indent.get(w("left"), indent.get(w("start"), "0"))
    return Level(
        _value(element, "numFmt") or "decimal",
        _value(element, "lvlText"),
        _number(_value(element, "start"), 1),
        int(left) / 20 if re.fullmatch("[0-9]{1,6}", left) else 0.0,
        _value(element, "pStyle"),
    )


def _value(element: etree._Element, name: str) -> str:
    child = element.find(w(name))
    return "" if child is None else child.get(VAL, "")


def _number(text: str | None, otherwise: int) -> int:
    """Return a number as typed in a file: up to nine digits, else what holds where none is given."""
    return int(text) if text and re.fullmatch("[0-9]{1,9}", text) else otherwise


_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def counted(count: int, format: str) -> str:
    """Return a count as a numbering format of Word writes it, such as "lowerRoman"; in figures for one not known."""
    if format in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if format == "lowerLetter" else letter.upper()
    if format in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        text = ""
        for value, sign in _ROMAN:
            text += sign * (count // value)
            count %= value
        return text if format == "lowerRoman" else text.upper()
    return f"- {count} -" if format == "numberInDash" else str(count)

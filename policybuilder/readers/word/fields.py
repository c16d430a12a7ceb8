"""What Word works out by itself in a file: the lines of contents lists, and the numbers of pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from policybuilder.ooxml.names import w

_CONTENTS = re.compile(r"\s*TOC\b")
_REFERENCE = re.compile(r"\s*REF\s+\"?(\w+)")
_PAGES = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF)\b")


@dataclass
class _Field:
    instruction: str = ""
    shows: bool = False


@dataclass(frozen=True)
class FieldResults:
    """The paragraphs that are lines of a contents list, and the runs that are numbers of pages.

    `references` are the runs that say something of a bookmark, such as its number, each with the bookmark's name.
    """

    contents: frozenset[etree._Element]
    pages: frozenset[etree._Element]
    references: Mapping[etree._Element, str]


def field_results(root: etree._Element) -> FieldResults:
    """Return what fields show in a part: those of several runs, which may reach over paragraphs, and simple ones."""
    contents: set[etree._Element] = set()
    pages: set[etree._Element] = set()
    references: dict[etree._Element, str] = {}
    open_fields: list[_Field] = []
    paragraph: etree._Element | None = None
    for element in root.iter(w("p"), w("r"), w("fldChar"), w("instrText"), w("fldSimple"), w("t")):
        if element.tag == w("p"):
            paragraph = element
        elif element.tag == w("fldSimple"):
            if _PAGES.match(element.get(w("instr"), "")):
                pages.update(element.iter(w("r")))
            elif found := _REFERENCE.match(element.get(w("instr"), "")):
                references.update(dict.fromkeys(element.iter(w("r")), found[1]))
        elif element.tag == w("instrText"):
            if open_fields and not open_fields[-1].shows:
                open_fields[-1].instruction += element.text or ""
        elif element.tag == w("fldChar"):
            _step(open_fields, element.get(w("fldCharType"), ""))
        else:
            showing = [field.instruction for field in open_fields if field.shows]
            if not showing:
                continue
            if any(_CONTENTS.match(instruction) for instruction in showing):
                if element.tag == w("t") and paragraph is not None:
                    contents.add(paragraph)
            elif element.tag == w("r") and any(_PAGES.match(instruction) for instruction in showing):
                pages.add(element)
            elif element.tag == w("r") and (found := _REFERENCE.match(showing[-1])):
                references[element] = found[1]
    return FieldResults(frozenset(contents), frozenset(pages), references)


def _step(open_fields: list[_Field], kind: str) -> None:
    if kind == "begin":
        open_fields.append(_Field())
    elif kind == "separate" and open_fields:
        open_fields[-1].shows = True
    elif kind == "end" and open_fields:
        open_fields.pop()

"""What Word would show of a written .docx: its words, the numbers it works out, its fields and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lxml import etree

from policybuilder.document import Block, Document
from policybuilder.ooxml.names import w
from policybuilder.ooxml.numbering import Level
from policybuilder.ooxml.package import WordFile, open_word_file
from policybuilder.writers.word.shell.numbering import read_numbering
from policybuilder.writers.word.shell.style_sheet import read_look
from policybuilder.writers.word.write import write_word
from tests.builders import control, holding


@dataclass
class Written:
    """A .docx that has been read again."""

    file: WordFile
    main: etree._Element
    names: dict[str, str]
    """Style names by style id."""


def read_written(content: bytes) -> Written:
    """Return a .docx read again; every XML part is well-formed."""
    file = open_word_file(content, "written.docx")
    for part in file.parts:
        if part.endswith((".xml", ".rels")):
            file.tree(part)
    names = {id: name for name, id in read_look(file).ids.items()}
    return Written(file, file.tree(file.main), names)


def words(element: etree._Element) -> str:
    """Return the words of an element: a line break reads as a new line, a tab as a tab."""
    parts = []
    for node in element.iter(w("t"), w("br"), w("tab")):
        if node.tag == w("t"):
            parts.append(node.text or "")
        elif node.getparent().tag == w("r"):
            parts.append("\n" if node.tag == w("br") else "\t")
    return "".join(parts)


def style_of(paragraph: etree._Element, written: Written) -> str:
    """Return the name of a paragraph's style, in lower case."""
    node = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "normal" if node is None else written.names[node.get(w("val"))]


def body_paragraphs(written: Written) -> list[etree._Element]:
    """Return the paragraphs of the policy itself: those from the first numbered heading or content control on."""
    found = list(written.main.iter(w("p")))
    headings = ("heading 1", "appendix heading")
    first = next(at for at, node in enumerate(found) if style_of(node, written) in headings)
    return found[first:]


def paragraphs_in(written: Written, style: str) -> list[etree._Element]:
    """Return the paragraphs of the policy in a style."""
    return [node for node in body_paragraphs(written) if style_of(node, written) == style]


@dataclass
class _Counter:
    counts: dict[str, list[int]] = field(default_factory=dict)

    def next(self, list_id: str, level: int, starts: bool) -> list[int]:
        counts = self.counts.setdefault(list_id, [0] * 9)
        counts[level] = 1 if starts else counts[level] + 1
        counts[level + 1 :] = [0] * (8 - level)
        return counts


def numbers(written: Written) -> Iterator[tuple[str, str]]:
    """Yield the number that Word works out for each numbered paragraph, with the paragraph's words."""
    file = written.file
    look, numbering = read_look(file), read_numbering(file)
    overridden = {
        node.get(w("numId"))
        for node in file.tree(file.one("numbering")).iter(w("num"))
        if node.find(f"{w('lvlOverride')}/{w('startOverride')}") is not None
    }
    counter, seen = _Counter(), set()
    for paragraph in written.main.iter(w("p")):
        style = look.text[style_of(paragraph, written)]
        own = paragraph.find(f"{w('pPr')}/{w('numPr')}")
        number_id, level = style.number_id, style.level
        if own is not None:
            number_id = own.find(w("numId")).get(w("val"))
            deep = own.find(w("ilvl"))
            level = 0 if deep is None else int(deep.get(w("val")))
        if number_id in ("", "0"):
            continue
        abstract = numbering.abstract_of(number_id)
        starts = number_id in overridden and number_id not in seen
        seen.add(number_id)
        counts = counter.next(abstract, level, starts)
        yield _shown(numbering.levels(number_id), level, counts), words(paragraph)


def _shown(levels: Mapping[int, Level], level: int, counts: list[int]) -> str:
    return re.sub(r"%(\d)", lambda m: _figure(levels[int(m[1]) - 1].format, counts[int(m[1]) - 1]), levels[level].text)


def _figure(kind: str, count: int) -> str:
    if kind in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if kind == "upperLetter" else letter.lower()
    return {1: "i", 2: "ii", 3: "iii"}.get(count, str(count)) if kind == "lowerRoman" else str(count)


def fields(element: etree._Element) -> list[tuple[str, str]]:
    """Return the fields in an element, innermost too: what each asks for, and the result it shows."""
    found: list[tuple[str, str]] = []
    stack: list[list[str]] = []
    for node in element.iter(w("fldChar"), w("instrText"), w("t"), w("tab")):
        if node.tag == w("fldChar"):
            kind = node.get(w("fldCharType"))
            if kind == "begin":
                stack.append(["", "", "asking"])
            elif kind == "separate":
                stack[-1][2] = "showing"
            else:
                asked, shown, _ = stack.pop()
                found.append((asked.strip(), shown))
                if stack:
                    stack[-1][1] += shown
        elif stack and node.tag == w("instrText"):
            stack[-1][0] += node.text or ""
        elif stack and stack[-1][2] == "showing":
            stack[-1][1] += (node.text or "") if node.tag == w("t") else "\t"
    return found


# Writing, then reading -----------------------------------------------------------------------------------

SHELL = Path("templates/word/policy.docx").read_bytes()

APPROVED = control(version="1.0", status="Approved", date=date(2027, 3, 12))


def written(made: Document) -> Written:
    """Return a document as it is written in the shipped shell, read again."""
    return read_written(write_word(made, SHELL))


def body_of(*blocks: Block) -> Written:
    """Return a document whose only clause holds these blocks, written and read again."""
    return written(holding(*blocks))


def in_body(found: Written) -> list[tuple[str, str]]:
    """Return the style and words of each paragraph of the policy."""
    return [(style_of(node, found), words(node)) for node in body_paragraphs(found)]

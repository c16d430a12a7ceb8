"""Edits a built Word file as people do in Word, by script: words, paragraphs, items, rows, headings, comments.

`Edited` opens a .docx in memory; each function makes one edit, and `content` is the file. With `by`, an edit is a
tracked change.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from policybuilder.ooxml.names import w

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DAY = "2026-11-20T10:00:00Z"


class Edited:
    """A Word file while it is edited. `by` names who edits; without it, edits are plain."""

    def __init__(self, content: bytes, by: str = "") -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            self.parts = {name: file.read(name) for name in file.namelist()}
        self.main = etree.fromstring(self.parts["word/document.xml"])
        self.by = by

    @property
    def content(self) -> bytes:
        """The file as it is now."""
        self.parts["word/document.xml"] = etree.tostring(self.main, xml_declaration=True, encoding="UTF-8")
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as file:
            for name, part in self.parts.items():
                file.writestr(name, part)
        return packed.getvalue()

    # What is there ---------------------------------------------------------------------------------------

    def paragraphs(self) -> Iterator[etree._Element]:
        """Yield every paragraph of the body."""
        yield from self.main.iter(w("p"))

    def paragraph(self, words: str) -> etree._Element:
        """Return the last paragraph that holds these words."""
        found = [each for each in self.paragraphs() if words in text_of(each)]
        assert found, f"no paragraph holds {words!r}"
        return found[-1]

    def row(self, words: str) -> etree._Element:
        """Return the last row of a table that holds these words."""
        return next(each for each in self.paragraph(words).iterancestors(w("tr")))

    # Edits -----------------------------------------------------------------------------------------------

    def replace(self, old: str, new: str) -> None:
        """Write other words over some, in the last paragraph that holds them."""
        self.reword(self.paragraph(old), old, new)

    def reword(self, paragraph: etree._Element, old: str, new: str) -> None:
        """Write other words over some in a paragraph."""
        runs = [run for run in paragraph.iter(w("r")) if run.find(w("t")) is not None]
        text = "".join("".join(run.itertext(w("t"))) for run in runs)
        start = text.index(old)
        self._write(runs, start, start + len(old), new)

    def _write(self, runs: list[etree._Element], start: int, end: int, new: str) -> None:
        at, done = 0, False
        for run in runs:
            words = "".join(run.itertext(w("t")))
            first, last = max(start - at, 0), min(end - at, len(words))
            here = at <= start < at + len(words) or (start == end == at + len(words))
            at += len(words)
            if first >= last and not (here and not done):
                continue
            parts = [words[:first], words[first:last], words[last:]]
            made = [_run_like(run, parts[0])] if parts[0] else []
            if self.by and parts[1]:
                made.append(self._tracked("del", _run_like(run, parts[1], deleted=True)))
            if not done and new:
                fresh = _run_like(run, new)
                made.append(self._tracked("ins", fresh) if self.by else fresh)
            done = True
            made += [_run_like(run, parts[2])] if parts[2] else []
            for each in made:
                run.addprevious(each)
            run.getparent().remove(run)

    def _tracked(self, kind: str, child: etree._Element) -> etree._Element:
        mark = etree.Element(w(kind), {w("id"): "900", w("author"): self.by, w("date"): _DAY})
        mark.append(child)
        return mark

    def add_after(self, words: str, new: str) -> None:
        """Put in a paragraph, item or the like after the one that holds some words, of its kind."""
        self.add_after_paragraph(self.paragraph(words), new)

    def add_after_paragraph(self, paragraph: etree._Element, new: str) -> None:
        """Put in a paragraph, item or the like after another, of its kind."""
        made = copy.deepcopy(paragraph)
        _set(made, new)
        paragraph.addnext(made)
        if self.by:
            _mark(made, self._tracked("ins", etree.Element(w("r"))), "ins", self.by)
            for run in made.findall(w("r")):
                run.addprevious(self._tracked("ins", copy.deepcopy(run)))
                made.remove(run)

    def remove(self, words: str) -> None:
        """Take out the paragraph or item that holds some words."""
        paragraph = self.paragraph(words)
        if not self.by:
            paragraph.getparent().remove(paragraph)
            return
        _mark(paragraph, self._tracked("del", etree.Element(w("r"))), "del", self.by)
        for run in list(paragraph.iter(w("r"))):
            deleted = _run_like(run, "".join(run.itertext(w("t"))), deleted=True)
            run.addprevious(self._tracked("del", deleted))
            run.getparent().remove(run)

    def move_after(self, words: str, target: str) -> None:
        """Move a paragraph or item behind another."""
        self.paragraph(target).addnext(self.paragraph(words))

    def split(self, words: str, at: str) -> None:
        """Part the paragraph that holds some words in two, before `at`."""
        paragraph = self.paragraph(words)
        first, _, second = text_of(paragraph).partition(at)
        made = copy.deepcopy(paragraph)
        _set(paragraph, first.rstrip())
        _set(made, at + second)
        paragraph.addnext(made)

    def join(self, words: str) -> None:
        """Join the paragraph that holds some words with the one after it."""
        paragraph = self.paragraph(words)
        following = paragraph.getnext()
        assert following is not None
        _set(paragraph, f"{text_of(paragraph)} {text_of(following)}")
        following.getparent().remove(following)

    def remove_row(self, words: str) -> None:
        """Take out the row of a table that holds some words."""
        row = self.row(words)
        row.getparent().remove(row)

    def add_row(self, words: str, *cells: str) -> None:
        """Put a row behind the one that holds some words."""
        row = self.row(words)
        made = copy.deepcopy(row)
        for cell, new in zip(made.iter(w("tc")), cells, strict=True):
            _set(cell.find(w("p")), new)
        row.addnext(made)

    def bold(self, words: str) -> None:
        """Set the paragraph that holds some words in bold type."""
        for run in self.paragraph(words).iter(w("r")):
            properties = run.find(w("rPr"))
            if properties is None:
                properties = etree.Element(w("rPr"))
                run.insert(0, properties)
            etree.SubElement(properties, w("b"))

    def relink(self, old: str, new: str) -> None:
        """Let the links that lead to an address lead to another."""
        name = "word/_rels/document.xml.rels"
        self.parts[name] = self.parts[name].replace(old.encode(), new.encode())

    def comment(self, words: str, text: str, by: str = "A. Reviewer") -> None:
        """Put a comment on the paragraph that holds some words."""
        name = "word/comments.xml"
        number = len(re.findall(rb"<w:comment ", self.parts.get(name, b"")))
        namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        one = (
            f'<w:comment w:id="{number}" w:author="{by}" w:date="{_DAY}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p>'
            "</w:comment>"
        )
        if name in self.parts:
            self.parts[name] = self.parts[name].replace(b"</w:comments>", one.encode() + b"</w:comments>")
        else:
            self.parts[name] = f'<w:comments xmlns:w="{namespace}">{one}</w:comments>'.encode()
            self._relate()
        paragraph = self.paragraph(words)
        start = etree.Element(w("commentRangeStart"), {w("id"): str(number)})
        paragraph.insert(1 if paragraph.find(w("pPr")) is not None else 0, start)
        etree.SubElement(paragraph, w("commentRangeEnd"), {w("id"): str(number)})
        run = etree.SubElement(paragraph, w("r"))
        etree.SubElement(run, w("commentReference"), {w("id"): str(number)})

    def _relate(self) -> None:
        types = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        relations, content = "word/_rels/document.xml.rels", "[Content_Types].xml"
        link = f'<Relationship Id="rIdC" Type="{kind}" Target="comments.xml"/></Relationships>'
        self.parts[relations] = self.parts[relations].replace(b"</Relationships>", link.encode())
        part = f'<Override PartName="/word/comments.xml" ContentType="{types}"/></Types>'
        self.parts[content] = self.parts[content].replace(b"</Types>", part.encode())

    # Clauses ---------------------------------------------------------------------------------------------

    def clause(self, title: str) -> etree._Element:
        """Return the content control of the clause with a title."""
        return next(each for each in self.paragraph(title).iterancestors(w("sdt")))

    def remove_clause(self, title: str) -> None:
        """Take out a clause with its heading."""
        control = self.clause(title)
        control.getparent().remove(control)

    def move_clause(self, title: str, after: str) -> None:
        """Move a clause with its heading behind another."""
        self.clause(after).addnext(self.clause(title))

    def add_clause(self, after: str, title: str, *paragraphs: str) -> None:
        """Put a heading and paragraphs behind the clause with a title, without a content control."""
        control = self.clause(after)
        heading, *rest = (each for each in control.iter(w("p")))
        texts = [each for each in rest if each.getparent().tag != w("tc")]
        for words in reversed(paragraphs):
            made = copy.deepcopy(texts[0])
            _set(made, words)
            control.addnext(made)
        made = copy.deepcopy(heading)
        _set(made, title)
        control.addnext(made)


def text_of(paragraph: etree._Element) -> str:
    """Return the words of a paragraph, those that were deleted left out."""
    return "".join(paragraph.itertext(w("t")))


def _run_like(run: etree._Element, words: str, deleted: bool = False) -> etree._Element:
    made = etree.Element(w("r"))
    properties = run.find(w("rPr"))
    if properties is not None:
        made.append(copy.deepcopy(properties))
    text = etree.SubElement(made, w("delText" if deleted else "t"), {_SPACE: "preserve"})
    text.text = words
    return made


def _set(paragraph: etree._Element, words: str) -> None:
    """Give a paragraph other words, in the look of its first run."""
    runs = [run for run in paragraph.iter(w("r")) if run.find(w("t")) is not None]
    first = _run_like(runs[0], words) if runs else _run_like(etree.Element(w("r")), words)
    for child in list(paragraph):
        if child.tag != w("pPr"):
            paragraph.remove(child)
    paragraph.append(first)


def _mark(paragraph: etree._Element, _like: etree._Element, kind: str, by: str) -> None:
    """Mark the end of a paragraph as put in or taken out."""
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    look = properties.find(w("rPr"))
    if look is None:
        look = etree.SubElement(properties, w("rPr"))
    look.insert(0, etree.Element(w(kind), {w("id"): "901", w("author"): by, w("date"): _DAY}))

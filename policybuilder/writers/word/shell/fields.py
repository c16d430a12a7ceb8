"""The fields of a Word file's parts, and which of them may stand in what we write.

A field may come in one element (`w:fldSimple`) or in pieces over many runs and paragraphs (`w:fldChar`); its
instruction may be cut up, and hold other fields. The kinds that may stay are listed, not those that may not: a kind
that nobody has heard of is refused, and so is one whose name another field works out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from policybuilder.ooxml.names import w

_NAMES = (
    "= ADDRESSBLOCK ADVANCE AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT BARCODE BIBLIOGRAPHY BIDIOUTLINE CITATION COMMENTS "
    "COMPARE CREATEDATE DATE DISPLAYBARCODE DOCPROPERTY DOCVARIABLE EDITTIME EQ FILENAME FILESIZE FORMCHECKBOX "
    "FORMDROPDOWN FORMTEXT FTNREF GOTOBUTTON GREETINGLINE HYPERLINK IF INDEX INFO KEYWORDS LASTSAVEDBY LISTNUM "
    "MERGEBARCODE MERGEFIELD MERGEREC MERGESEQ NEXT NEXTIF NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE "
    "QUOTE REF REVNUM SAVEDATE SECTION SECTIONPAGES SEQ SET SHAPE SKIPIF STYLEREF SUBJECT SYMBOL TA TC TEMPLATE TIME "
    "TITLE TOA TOC USERADDRESS USERINITIALS USERNAME XE"
)
OF_THE_DOCUMENT = frozenset(_NAMES.split())
"""Fields that Word works out from the document, the clock and the reader's name: nothing runs, nothing is fetched."""

WHAT_THEY_DO = {
    "ADDIN": "belongs to an add-in",
    "ASK": "asks the reader for an answer",
    "AUTOTEXT": "prints what the reader's own computer holds",
    "AUTOTEXTLIST": "prints what the reader's own computer holds",
    "CONTROL": "runs a control",
    "DATABASE": "fetches from a database",
    "DDE": "starts another program",
    "DDEAUTO": "starts another program",
    "EMBED": "holds an object of another program",
    "FILLIN": "asks the reader for an answer",
    "GLOSSARY": "prints what the reader's own computer holds",
    "HTMLCONTROL": "runs a control",
    "IMPORT": "fetches a picture from elsewhere",
    "INCLUDE": "fetches text from elsewhere",
    "INCLUDEPICTURE": "fetches a picture from elsewhere",
    "INCLUDETEXT": "fetches text from elsewhere",
    "LINK": "fetches from another file",
    "MACROBUTTON": "runs a macro",
    "OCX": "runs a control",
    "PRINT": "sends commands to a printer",
    "PRIVATE": "holds what another program left",
    "RD": "fetches from another file",
}
"""What the usual fields do that may not stay."""

_MOMENTS = {
    "CREATEDATE": "made",
    "CREATETIME": "made",
    "SAVEDATE": "saved",
    "LASTSAVEDTIME": "saved",
    "PRINTDATE": "printed",
    "LASTPRINTED": "printed",
}
_OF_A_PROPERTY = frozenset({"DOCPROPERTY", "DOCVARIABLE", "INFO"})
_PROPERTIES = frozenset({"TITLE", "SUBJECT", "KEYWORDS", "COMMENTS", "REVNUM"})
"""Fields of the file's properties that Word shows as it last saved them until somebody updates them."""

INSTRUCTIONS = frozenset({w("instrText"), w("delInstrText")})
_TEXTS = INSTRUCTIONS | {w("t"), w("delText")}
"""What makes up an instruction: Word reads any text there, not only that which is marked as one."""
_MADE_OF = (w("fldSimple"), w("fldChar"), *INSTRUCTIONS)
_COMPUTED = "\0"  # in an instruction, in place of another field
_DEEPEST = 20
_BOX = w("txbxContent")


@dataclass
class Field:
    """A field: its instruction, and the elements that it is made of."""

    instruction: str = ""
    pieces: list[etree._Element] = field(default_factory=list)
    """Its `w:fldSimple`; or its field characters and all that stands in runs between the first and the second."""
    has_result: bool = False
    is_loose: bool = False
    """Whether it is only what stands of instructions outside of any."""
    is_too_deep: bool = False
    """Whether more fields stand within one another in it than in any real document."""

    @property
    def name(self) -> str:
        """What kind of field it is, in capitals, such as "PAGE"; empty when another field works it out."""
        words = self.instruction.split(None, 1)
        first = words[0] if words else ""
        if first.startswith("="):
            return "="
        return "" if _COMPUTED in first else first.upper()

    @property
    def link(self) -> str | None:
        """The address that a HYPERLINK field leads to; empty for a place in the document, None for another field."""
        return self._hyperlink[0] if self.name == "HYPERLINK" else None

    @property
    def has_frame(self) -> bool:
        """Whether a HYPERLINK field names the frame that its target opens in."""
        return self.name == "HYPERLINK" and self._hyperlink[1]

    @property
    def moment(self) -> str:
        """What happened to the file when it says: "made", "saved" or "printed"; empty for another field."""
        words = [word.strip('"').upper() for word in self.instruction.translate(_QUOTES).split()]
        asked = words[1:2] if self.name in ("DOCPROPERTY", "INFO") else words[:1]
        return next((_MOMENTS[word] for word in asked if word in _MOMENTS), "")

    @property
    def shows_property(self) -> str:
        """Its kind and what it shows, where that is a property of the file: "DOCPROPERTY Ref"; empty for another."""
        words = [word.strip('"') for word in _TOKEN.findall(self.instruction.translate(_QUOTES))]
        if self.name in _OF_A_PROPERTY and not self.moment:
            return f"{self.name} {words[1]}".strip() if len(words) > 1 else self.name
        return self.name if self.name in _PROPERTIES else ""

    @property
    def is_plain(self) -> bool:
        """Whether no other field stands in the instruction."""
        return _COMPUTED not in self.instruction

    def without_frame(self) -> str:
        """Return the instruction of a HYPERLINK without the frame that its target opens in."""
        return _FRAME.sub(lambda found: found[1] or "", self.instruction.translate(_QUOTES))

    @property
    def _hyperlink(self) -> tuple[str, bool]:
        address, has_frame, tokens = "", False, iter(_TOKEN.findall(self.instruction.translate(_QUOTES))[1:])
        for token in tokens:
            if token.startswith("\\"):
                has_frame = has_frame or token[1] in "tT"
                if token[1] in "lLoOsStT":
                    next(tokens, "")
            else:
                address = address or token.strip('"').strip()
        return address, has_frame


_TOKEN = re.compile(r'"[^"]*"?|\\[A-Za-z](?![\w\\])|[^\s"]+')
_FRAME = re.compile(r'("[^"]*"?)|\\[tT](?![\w\\])\s*(?:"[^"]*"?|[^\s"\\]+)?')
_QUOTES = str.maketrans("“”", '""')


def fields_of(root: etree._Element) -> list[Field]:
    """Return every field of a part, of its text boxes too. One that is not closed counts, and so does loose text."""
    found: list[Field] = []
    if next(root.iter(*_MADE_OF), None) is None:
        return found
    for story in (root, *root.iter(_BOX)):
        found += list(_in_story(story))
    return found


def _in_story(story: etree._Element) -> Iterator[Field]:
    stack: list[Field] = []
    loose = Field(is_loose=True)
    for node in _own(story):
        for outer in stack[:_DEEPEST]:
            # All that stands in the instruction goes with it, other fields and their results too.
            if not outer.has_result and _is_content(node):
                outer.pieces.append(node)
        if node.tag == w("fldSimple"):
            yield Field(node.get(w("instr"), ""), [node], has_result=True)
        elif node.tag == w("fldChar"):
            yield from _turned(node, stack)
        elif node.tag in _TEXTS and stack and not stack[-1].has_result:
            stack[-1].instruction += node.text or ""
        elif node.tag in INSTRUCTIONS:
            loose.instruction += node.text or ""
            loose.pieces.append(node)
    yield from stack
    if loose.instruction.strip():
        yield loose


def _turned(character: etree._Element, stack: list[Field]) -> Iterator[Field]:
    """Open, turn to its result, or close the field on top; yield one that closed."""
    kind = character.get(w("fldCharType"))
    if kind == "begin":
        if stack and not stack[-1].has_result:
            stack[-1].instruction += _COMPUTED
        stack.append(Field(pieces=[character]))
        stack[0].is_too_deep = stack[0].is_too_deep or len(stack) > _DEEPEST
    elif stack and kind == "separate":
        if stack[-1].has_result:
            stack[-1].pieces.append(character)
        stack[-1].has_result = True
    elif stack and kind == "end":
        ended = stack.pop()
        if ended.has_result:
            ended.pieces.append(character)
        yield ended


def _is_content(node: etree._Element) -> bool:
    parent = node.getparent()
    return parent is not None and parent.tag == w("r") and node.tag != w("rPr")


def _own(story: etree._Element) -> Iterator[etree._Element]:
    """Yield what stands in a story in its order, without the text boxes within it, which are stories of their own."""
    skipped: etree._Element | None = None
    for event, node in etree.iterwalk(story, events=("start", "end")):
        if node is skipped and event == "end":
            skipped = None
        elif skipped is None and event == "start":
            if node.tag == _BOX and node is not story:
                skipped = node
            else:
                yield node

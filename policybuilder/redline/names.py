"""The names of WordprocessingML (ECMA-376, transitional) that a redline reads and writes."""

from __future__ import annotations

from typing import cast

from lxml import etree

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M_NS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MC_NS = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14_NS = "http://schemas.microsoft.com/office/word/2010/wordml"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
PACKAGE_RELS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"
STRICT_NS = "http://purl.oclc.org/ooxml/"

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
DOCUMENT_TYPE = f"{_WORD}document.main+xml"
TEMPLATE_TYPE = f"{_WORD}template.main+xml"
STORY_TYPES = {
    DOCUMENT_TYPE: "document",
    f"{_WORD}header+xml": "header",
    f"{_WORD}footer+xml": "footer",
    f"{_WORD}footnotes+xml": "footnotes",
    f"{_WORD}endnotes+xml": "endnotes",
    f"{_WORD}comments+xml": "comments",
}


def w(name: str) -> str:
    """Return a name in the WordprocessingML namespace, in lxml's form."""
    return f"{{{W_NS}}}{name}"


def shell(element: etree._Element) -> etree._Element:
    """Return a new element like another one, without what it holds."""
    return etree.Element(element.tag, attributes(element), nsmap=cast(dict[str, str], element.nsmap))


def attributes(element: etree._Element) -> dict[str, str]:
    """Return an element's attributes."""
    return {str(name): str(value) for name, value in element.attrib.items()}


def forget(element: etree._Element, attribute: str) -> None:
    """Take an attribute off an element, if it has it."""
    if attribute in element.attrib:
        del element.attrib[attribute]


def local(tag: str) -> str:
    """Return a name without its namespace."""
    return tag.rsplit("}", 1)[-1]


P, R, T, TBL, TR, TC, SDT = w("p"), w("r"), w("t"), w("tbl"), w("tr"), w("tc"), w("sdt")
PPR, RPR, TBLPR, TRPR, TCPR, SECTPR = w("pPr"), w("rPr"), w("tblPr"), w("trPr"), w("tcPr"), w("sectPr")
SDTPR, SDTENDPR, SDTCONTENT = w("sdtPr"), w("sdtEndPr"), w("sdtContent")
TBLGRID, TBLPREX = w("tblGrid"), w("tblPrEx")
BODY, HYPERLINK, TXBX = w("body"), w("hyperlink"), w("txbxContent")
INS, DEL, MOVE_FROM, MOVE_TO = w("ins"), w("del"), w("moveFrom"), w("moveTo")
DEL_TEXT, INSTR_TEXT, DEL_INSTR_TEXT, FLD_CHAR = w("delText"), w("instrText"), w("delInstrText"), w("fldChar")
PPR_CHANGE, RPR_CHANGE, SECTPR_CHANGE = w("pPrChange"), w("rPrChange"), w("sectPrChange")
TBLPR_CHANGE, TBLPREX_CHANGE, TBLGRID_CHANGE = w("tblPrChange"), w("tblPrExChange"), w("tblGridChange")
TRPR_CHANGE, TCPR_CHANGE = w("trPrChange"), w("tcPrChange")
CELL_INS, CELL_DEL, CELL_MERGE = w("cellIns"), w("cellDel"), w("cellMerge")
BOOKMARK_START, BOOKMARK_END = w("bookmarkStart"), w("bookmarkEnd")
COMMENT_START, COMMENT_END = w("commentRangeStart"), w("commentRangeEnd")
COMMENT_REF, FOOTNOTE_REF, ENDNOTE_REF = w("commentReference"), w("footnoteReference"), w("endnoteReference")
ID, VAL, NAME, AUTHOR, DATE = w("id"), w("val"), w("name"), w("author"), w("date")
R_ID = f"{{{R_NS}}}id"

MARKERS = frozenset(
    w(name)
    for name in (
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "permStart",
        "permEnd",
    )
)
"""Points between runs and blocks, which have no tracked form of their own."""

MOVE_MARKERS = frozenset(w(f"move{side}Range{end}") for side in ("From", "To") for end in ("Start", "End"))
XML_RANGES = frozenset(
    w(f"customXml{kind}Range{end}") for kind in ("Ins", "Del", "MoveFrom", "MoveTo") for end in ("Start", "End")
)
NOISE = frozenset({w("proofErr"), w("lastRenderedPageBreak")})
"""What Word writes down about its own last session; it says nothing about the document."""

WRAPPERS = frozenset({HYPERLINK, w("smartTag"), w("customXml"), w("fldSimple"), w("dir"), w("bdo"), SDT})
"""Elements inside a paragraph that hold runs."""

CHANGE_RECORDS = frozenset(
    {
        PPR_CHANGE,
        RPR_CHANGE,
        SECTPR_CHANGE,
        TBLPR_CHANGE,
        TBLPREX_CHANGE,
        TBLGRID_CHANGE,
        TRPR_CHANGE,
        TCPR_CHANGE,
        w("numberingChange"),
    }
)
REVISIONS = (
    CHANGE_RECORDS
    | MOVE_MARKERS
    | XML_RANGES
    | {
        INS,
        DEL,
        MOVE_FROM,
        MOVE_TO,
        CELL_INS,
        CELL_DEL,
        CELL_MERGE,
    }
)
"""Every element that records a tracked change."""

"""The names of WordprocessingML (ECMA-376, transitional) and of the packages that hold it, as XML libraries write them.

No library is imported here.
"""

from __future__ import annotations

from functools import cache

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPE = "http://schemas.openxmlformats.org/package/2006/content-types"
CORE_PROPERTIES = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
STRICT = "http://purl.oclc.org/ooxml/"
STRICT_RELATION = f"{STRICT}officeDocument/relationships"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

PREFIXES = {"w": WORD, "r": RELATION}
"""The prefixes that the writer uses, and that a shell's main part must bind to the same names."""

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MAIN_TYPE = f"{WORD_TYPE}.document.main+xml"
_MACROS = "application/vnd.ms-word"
MAIN_TYPES = frozenset(
    {
        MAIN_TYPE,
        f"{WORD_TYPE}.template.main+xml",
        f"{_MACROS}.document.macroEnabled.main+xml",
        f"{_MACROS}.template.macroEnabledTemplate.main+xml",
    }
)
"""What a main part is said to be: of a document, of a template, and of either where it may have macros."""
STORY_TYPES = {
    MAIN_TYPE: "document",
    **{f"{WORD_TYPE}.{kind}+xml": kind for kind in ("header", "footer", "footnotes", "endnotes", "comments")},
}
"""The content types of the parts that hold text, and what each is."""


@cache
def w(name: str) -> str:
    """Return a WordprocessingML name in full, such as "{http://…}p" for "p"."""
    return f"{{{WORD}}}{name}"


def local(tag: str) -> str:
    """Return a name without its namespace."""
    return tag.rsplit("}", 1)[-1]


P, R, T, TBL, TR, TC, SDT = w("p"), w("r"), w("t"), w("tbl"), w("tr"), w("tc"), w("sdt")
PPR, RPR, TBLPR, TRPR, TCPR, SECTPR = w("pPr"), w("rPr"), w("tblPr"), w("trPr"), w("tcPr"), w("sectPr")
SDTPR, SDTENDPR, SDTCONTENT = w("sdtPr"), w("sdtEndPr"), w("sdtContent")
CUSTOM_XML, CUSTOM_XMLPR = w("customXml"), w("customXmlPr")
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
R_ID = f"{{{RELATION}}}id"

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

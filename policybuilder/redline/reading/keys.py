"""Normalised keys of WordprocessingML: equal keys mean that Word would show and do the same.

Ids that only point (relationships, notes, lists, styles) are replaced by what they point at, through a
`References`; what Word writes about its own sessions (rsids, spelling marks, page-break hints) is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Protocol, cast

from lxml import etree

from policybuilder.ooxml import names as n

Key = Hashable

FIGURE = "{urn:policybuilder}figure"
"""What holds a number that the program works out which shows a file: it says nothing, whichever it is."""
_SESSION_IDS = frozenset(
    {
        n.w("rsid"),
        n.w("rsidR"),
        n.w("rsidRPr"),
        n.w("rsidP"),
        n.w("rsidRDefault"),
        n.w("rsidDel"),
        n.w("rsidSect"),
        n.w("rsidTr"),
        n.w("dirty"),
        n.w("tplc"),
        f"{{{n.WORD_2010}}}paraId",
        f"{{{n.WORD_2010}}}textId",
        "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}anchorId",
        "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}editId",
        n.XML_SPACE,
    }
)
_ON = frozenset({"1", "true", "on"})
_OFF = frozenset({"0", "false", "off"})
_TOGGLES = frozenset(
    n.w(name)
    for name in [
        "b",
        "bCs",
        "i",
        "iCs",
        "caps",
        "smallCaps",
        "strike",
        "dstrike",
        "outline",
        "shadow",
        "emboss",
        "imprint",
        "noProof",
        "snapToGrid",
        "vanish",
        "webHidden",
        "specVanish",
        "rtl",
        "cs",
        "oMath",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "widowControl",
        "suppressLineNumbers",
        "contextualSpacing",
        "suppressAutoHyphens",
        "kinsoku",
        "wordWrap",
        "overflowPunct",
        "topLinePunct",
        "autoSpaceDE",
        "autoSpaceDN",
        "bidi",
        "adjustRightInd",
        "mirrorIndents",
        "suppressOverlap",
        "cantSplit",
        "tblHeader",
        "hidden",
        "bidiVisual",
        "noWrap",
        "tcFitText",
        "hideMark",
        "titlePg",
        "rtlGutter",
        "formProt",
        "noEndnote",
    ]
)
_STYLE_KINDS = {n.w("pStyle"): "paragraph", n.w("rStyle"): "character", n.w("tblStyle"): "table"}
_DRAWING_NAMES = frozenset({"id", "name"})
_NAMES_OF_DRAWINGS = frozenset({"docPr", "cNvPr"})
_SIDES = {n.w("start"): n.w("left"), n.w("end"): n.w("right")}
_NOTE_KINDS = {n.FOOTNOTE_REF: "footnote", n.ENDNOTE_REF: "endnote"}
_NUM_ID, _IND = n.w("numId"), n.w("ind")
_R_PREFIX = f"{{{n.RELATION}}}"
_SESSION_CHILDREN = frozenset({n.w("rsid"), n.w("nsid"), n.w("tmpl")}) | n.NOISE


class References(Protocol):
    """Says what the ids in one story point at."""

    def rel(self, rel_id: str) -> Key:
        """Return a key of what a relationship points at."""

    def style(self, kind: str, style_id: str) -> Key | None:
        """Return a key of a style, or None when it is the default one of its kind."""

    def num(self, num_id: str) -> Key:
        """Return a key of a list."""

    def note(self, kind: str, note_id: str) -> Key:
        """Return a key of what a footnote or endnote says."""

    def comment(self, comment_id: str) -> Key:
        """Return a key of who said what in a comment."""


class NotesApart:
    """References by which every note says the same: for comparing a place without the notes it refers to."""

    def __init__(self, refs: References) -> None:
        """Everything but the notes is asked of `refs`."""
        self._refs = refs
        self.rel, self.style, self.num, self.comment = refs.rel, refs.style, refs.num, refs.comment

    def note(self, kind: str, note_id: str) -> Key:
        """Return the kind of the note."""
        return kind


def element_key(
    element: etree._Element, refs: References, story_key: Callable[[etree._Element], Key] | None = None
) -> Key:
    """Return a key of an element and all below it; `story_key` gives the key of a text box's content."""
    tag = element.tag
    if not isinstance(tag, str):
        return None
    if tag == FIGURE:
        return (FIGURE,)
    if tag == n.TXBX and story_key is not None:
        return ("textbox", story_key(element))
    attributes = attributes_key(element, tag, refs)
    if len(element) == 0:
        text = element.text
        return (tag, attributes, text) if text and text.strip() else (tag, attributes)
    children = tuple(
        element_key(child, refs, story_key)
        for child in element
        if child.tag not in _SESSION_CHILDREN and isinstance(child.tag, str)
    )
    return (tag, attributes, children)


def attributes_key(element: etree._Element, tag: str, refs: References) -> Key:
    """Return a key of an element's attributes, with ids replaced by what they point at."""
    attrib = cast(dict[str, str], element.attrib)
    if not attrib:
        return ()
    if tag in _TOGGLES:
        value = attrib.get(n.VAL)
        return () if value is None or value in _ON else ((n.VAL, "0"),) if value in _OFF else ((n.VAL, value),)
    if tag in _STYLE_KINDS:
        return (refs.style(_STYLE_KINDS[tag], attrib.get(n.VAL, "")),)
    if tag == _NUM_ID:
        return (refs.num(attrib.get(n.VAL, "")),)
    items = attrib.items()
    if len(attrib) == 1 and n.VAL in attrib:
        return tuple(items)
    found: list[tuple[str, Key]] = []
    for name, value in items:
        if name in _SESSION_IDS:
            continue
        if name.startswith(_R_PREFIX):
            found.append((name, refs.rel(value)))
        elif name == n.ID and tag in _NOTE_KINDS:
            found.append((name, refs.note(_NOTE_KINDS[tag], value)))
        elif name == n.ID and tag == n.COMMENT_REF:
            found.append((name, refs.comment(value)))
        elif name in _DRAWING_NAMES and n.local(tag) in _NAMES_OF_DRAWINGS:
            continue
        elif tag == _IND and name in _SIDES:
            found.append((_SIDES[name], value))
        else:
            found.append((name, value))
    if len(found) > 1:
        found.sort(key=lambda pair: pair[0])
    return tuple(found)


def properties_key(properties: etree._Element | None, refs: References, without: Iterable[str] = frozenset()) -> Key:
    """Return a key of an rPr, pPr, tblPr and the like; the order of its children does not matter."""
    if properties is None or len(properties) == 0:
        return ()
    found: list[tuple[str, Key]] = []
    for child in properties:
        tag = child.tag
        if tag in without or tag in _SESSION_CHILDREN or tag in n.CHANGE_RECORDS:
            continue
        if tag in _STYLE_KINDS and refs.style(_STYLE_KINDS[tag], child.get(n.VAL, "")) is None:
            continue
        found.append((tag, element_key(child, refs)))
    if len(found) > 1:
        found.sort(key=lambda pair: pair[0])
    return tuple(found)


def control_key(properties: etree._Element | None, refs: References) -> Key:
    """Return a key of a content control's properties, without the random id that Word gives each one."""
    return properties_key(properties, refs, without=frozenset({n.ID}))


def control_tag(control: etree._Element) -> str:
    """Return the tag of a content control (`clause:…` in our own documents), or an empty string."""
    properties = control.find(n.SDTPR)
    tag = None if properties is None else properties.find(n.w("tag"))
    return "" if tag is None else tag.get(n.VAL, "")

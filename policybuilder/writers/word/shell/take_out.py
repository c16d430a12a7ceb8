"""Taking out of a Word file what runs, fetches or asks, and keeping what a reader sees of it.

A field leaves its last result, as text; a link its words; an object its picture, where it has one. The parts that
nothing leads to afterwards go too, with all that is said of them.
"""

from __future__ import annotations

from lxml import etree

from policybuilder.ooxml.elements import as_bytes
from policybuilder.ooxml.names import CONTENT_TYPE, DRAWING, PACKAGE_RELATION, RELATION, XML_SPACE, w
from policybuilder.ooxml.package import WordFile, relationships_part
from policybuilder.ooxml.zip import TYPES
from policybuilder.writers.word.shell.active import ActiveContent, Scan, scanned
from policybuilder.writers.word.shell.fields import INSTRUCTIONS, Field
from policybuilder.writers.word.shell.links import Verdict, links_of, orphans

_ROUNDS = 5


def without_refused(scan: Scan) -> Scan:
    """Return the scan of a file without what no shell may hold. Raises PolicyBuilderError for damaged XML."""
    return _without(scan, "refused")


def without_left_out(scan: Scan) -> Scan:
    """Return the scan of a file without what we leave out of what we write. Raises PolicyBuilderError as above."""
    return _without(scan, "left out")


def _without(scan: Scan, verdict: Verdict) -> Scan:
    # Once is enough as a rule; what stood within something else may show only when that is gone.
    for _ in range(_ROUNDS):
        findings = [finding for finding in scan.findings if finding.verdict == verdict]
        if not findings:
            break
        scan = scanned(_reduced(scan, findings))
    return scan


def _reduced(scan: Scan, findings: list[ActiveContent]) -> WordFile:
    file, changed = scan.file, {finding.part for finding in findings if finding.node is not None}
    for finding in findings:
        _take_out(finding)
    for part in changed:
        _fill_up(scan.trees[part])
    file = file.with_parts({part: as_bytes(scan.trees[part]) for part in changed})
    file = _without_links(file, findings)
    return _only_reached(file)


# Elements ------------------------------------------------------------------------------------------------


def _take_out(finding: ActiveContent) -> None:
    if finding.node is None:
        return
    if finding.field is not None:
        if finding.verdict == "left out":
            _drop_frame(finding.field)
        else:
            _to_text(finding.field)
    elif finding.link is None and finding.attribute and not finding.attribute.startswith(f"{{{RELATION}}}"):
        _unset(finding.node, finding.attribute)
        if etree.QName(finding.attribute).localname == "src":
            _drop_picture(finding.node)
    elif finding.attribute:
        _unhook(finding.node, finding.attribute)
    else:
        _drop(finding.node)


def _to_text(field: Field) -> None:
    """Leave of a field what it showed last."""
    first = field.pieces[0]
    if first.tag == w("fldSimple"):
        _unwrap(first)
        return
    shown = "" if field.has_result else _shown_without_result(field)
    run = first.getparent()
    if shown and run is not None:
        text = etree.Element(w("t"))
        text.text = shown
        text.set(XML_SPACE, "preserve")
        first.addprevious(text)
    runs = [piece.getparent() for piece in field.pieces]
    for piece in field.pieces:
        _remove(piece)
    for emptied in runs:
        if emptied is not None and emptied.tag == w("r") and all(child.tag == w("rPr") for child in emptied):
            _remove(emptied)


def _shown_without_result(field: Field) -> str:
    """Return the words that a MACROBUTTON shows, which stand in its instruction."""
    words = field.instruction.split(None, 2)
    return words[2].strip() if field.name == "MACROBUTTON" and len(words) == 3 else ""


def _drop_frame(field: Field) -> None:
    r"""Take `\t "frame"` out of a HYPERLINK's instruction, which may be cut up."""
    plain = field.without_frame()
    pieces = field.pieces
    if pieces[0].tag == w("fldSimple"):
        pieces[0].set(w("instr"), plain)
        return
    texts = [piece for piece in pieces if piece.tag in (*INSTRUCTIONS, w("t"), w("delText"))]
    for at, piece in enumerate(texts):
        piece.text = plain if at == 0 else ""


_OBJECTS = (w("object"), w("pict"), w("drawing"))


def _unhook(node: etree._Element, attribute: str) -> None:
    """Take away what hangs on a relationship by an attribute, and as little else as may be."""
    name = etree.QName(node).localname
    if name == "hyperlink" and node.tag == w("hyperlink"):
        _unset(node, attribute)
        if not node.get(w("anchor")):
            _unwrap(node)
    elif name in ("blip", "imagedata", "fill", "stroke"):
        _unset(node, attribute)
        _drop_picture(node)
    else:
        _drop(node)


def _drop_picture(node: etree._Element) -> None:
    """Drop a drawing whose picture has gone; one that has a picture of its own besides stays."""
    held = {str(name) for name in node.keys()}  # noqa: SIM118 (an element's keys are its attributes)
    if etree.QName(node).localname in ("blip", "imagedata") and not held & _EMBEDDED:
        _remove(_around(node, _OBJECTS))


_EMBEDDED = frozenset(f"{{{RELATION}}}{name}" for name in ("embed", "id", "pict"))


def _drop(node: etree._Element) -> None:
    name = etree.QName(node).localname
    outer = _around(node, (w("object"),))
    if name == "frameset":
        while (parent := node.getparent()) is not None and etree.QName(parent).localname == "frameset":
            node = parent
        _remove(node)
    elif name == "frame":
        _drop(_around(node, (w("frameset"),)))
    elif outer is not node or node.tag == w("object"):
        _as_picture(outer)
    elif name in ("chart", "relIds", "contentPart"):
        _remove(_around(node, (w("drawing"), w("pict"))))
    else:
        # Word keeps what it added to a picture later in an extension, which must not stay empty.
        _remove(_around(node, (f"{{{DRAWING}}}ext",)))


def _as_picture(holder: etree._Element) -> None:
    """Turn an object into the picture that stands for it, or take it out when there is none."""
    pictures = [
        node for node in holder.iter("{urn:schemas-microsoft-com:vml}imagedata") if set(node.keys()) & _EMBEDDED
    ]
    if not pictures:
        _remove(holder)
        return
    holder.tag = w("pict")
    holder.attrib.clear()
    for node in list(holder.iter()):
        if isinstance(node.tag, str):
            _unset(node, "{urn:schemas-microsoft-com:office:office}ole")
            if etree.QName(node).localname in ("OLEObject", "control", "objectEmbed", "objectLink"):
                _remove(node)


def _around(node: etree._Element, tags: tuple[str, ...]) -> etree._Element:
    """Return the nearest element of some kinds that an element stands in, or the element itself."""
    return next((outer for outer in node.iterancestors() if outer.tag in tags), node)


def _unset(node: etree._Element, name: str) -> None:
    if name in node.attrib:
        del node.attrib[name]


def _remove(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _unwrap(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is None:
        return
    at = parent.index(node)
    parent[at : at + 1] = [child for child in node if child.tag not in (w("fldData"), w("smartTagPr"))]


_NEEDS_PARAGRAPH = tuple(w(name) for name in ("tc", "hdr", "ftr", "txbxContent", "comment", "footnote", "endnote"))


def _fill_up(root: etree._Element) -> None:
    """Give what must hold a paragraph one, where it has lost its last."""
    for node in root.iter(*_NEEDS_PARAGRAPH):
        last = node[-1] if len(node) else None
        if last is None or last.tag not in (w("p"), w("sdt")):
            etree.SubElement(node, w("p"))


# Parts ---------------------------------------------------------------------------------------------------


def _without_links(file: WordFile, findings: list[ActiveContent]) -> WordFile:
    gone: dict[str, set[str]] = {}
    for finding in findings:
        if finding.link is not None:
            gone.setdefault(relationships_part(finding.link.source), set()).add(finding.link.relationship.id)
    changed = {}
    for part, ids in gone.items():
        root = file.tree(part)
        for node in list(root.iter(f"{{{PACKAGE_RELATION}}}Relationship")):
            if node.get("Id", "") in ids:
                _remove(node)
        changed[part] = as_bytes(root)
    return file.with_parts(changed)


def _only_reached(file: WordFile) -> WordFile:
    """Return a file with the parts that links lead to, and what is said of them."""
    gone = dict.fromkeys(orphans(file, links_of(file)))
    types = file.tree(TYPES)
    for node in list(types.iter(f"{{{CONTENT_TYPE}}}Override")):
        if node.get("PartName", "").lstrip("/") in gone:
            _remove(node)
    return file.with_parts({**gone, TYPES: as_bytes(types)}) if gone else file

"""Give each document the headers and footers that only the other has, empty: so what they say can be marked."""

from __future__ import annotations

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.ooxml.elements import as_bytes
from policybuilder.redline.package import Package
from policybuilder.redline.reading.stories import header_kind, section_elements, sections

_ROOTS = {"header": "hdr", "footer": "ftr"}
_BLOCKS = frozenset({n.P, n.TBL, n.SDT})


def level_headers(old: Package, new: Package) -> None:
    """Add to each package, in place, an empty header or footer at the sections where only the other has that kind.

    Which headers a section has cannot be tracked, but the words of one can: they come, or go, in it. Nothing is added
    where the two have unlike numbers of sections, and for what would not be brought back whole.
    """
    if len(sections(old)) != len(sections(new)):
        return
    known = {id(package): {kind for section in sections(package) for kind in section} for package in (old, new)}
    for one, other in ((old, new), (new, old)):
        added: dict[str, str] = {}
        places = zip(section_elements(one), section_elements(other), strict=False)
        for section, place in list(places):
            for reference in list(section):
                kind = header_kind(reference)
                part = None if kind is None else _part(one, reference)
                if kind is None or part is None or kind in known[id(other)] or not _comes_back(one.root(part)):
                    continue
                if part not in added:
                    added[part] = _add_empty(other, kind[0], part)
                _refer(other, place, reference, added[part])


def _part(package: Package, reference: etree._Element) -> str | None:
    rel = package.rels(package.main).get(reference.get(n.R_ID, ""))
    if rel is None or rel.external:
        return None
    part = package.target(package.main, rel)
    return part if part in package.parts else None


def _comes_back(root: etree._Element) -> bool:
    """Return whether a header says something, and ends in a paragraph, whose mark can stay."""
    says = any(True for _ in root.iter(n.R, n.HYPERLINK, n.w("fldSimple")))
    return says and root[-1].tag == n.P and all(child.tag in _BLOCKS for child in root)


def _add_empty(package: Package, kind: str, like_part: str) -> str:
    root = etree.Element(n.w(_ROOTS[kind]), nsmap={"w": n.WORD})
    etree.SubElement(root, n.P)
    name = f"{package.main.rpartition('/')[0]}/{like_part.rpartition('/')[2]}".lstrip("/")
    return package.add_part(name, as_bytes(root), f"{n.WORD_TYPE}.{kind}+xml")


def _refer(package: Package, section: etree._Element, like_reference: etree._Element, part: str) -> None:
    package.edit(package.main)
    kind = n.local(like_reference.tag).removesuffix("Reference")
    reference = etree.Element(like_reference.tag)
    if (where := like_reference.get(n.w("type"))) is not None:
        reference.set(n.w("type"), where)
    reference.set(n.R_ID, package.add_rel(package.main, f"{n.RELATION}/{kind}", f"/{part}"))
    section.insert(0, reference)

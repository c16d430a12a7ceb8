"""Which header and footer of the old document belongs to which of the new one."""

from __future__ import annotations

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.redline.package import Package

_KINDS = {n.w("headerReference"): "header", n.w("footerReference"): "footer"}


def sections(package: Package) -> list[dict[tuple[str, str], str]]:
    """Return, for each section in order, its headers and footers: (header or footer, default/first/even) to part.

    A section without one of its own has that of the section before it (ECMA-376 part 1, 17.10.5).
    """
    found: list[dict[tuple[str, str], str]] = []
    rels = package.rels(package.main)
    current: dict[tuple[str, str], str] = {}
    root = package.root(package.main)
    for section in section_elements(package):
        current = dict(current)
        for reference in section:
            kind = header_kind(reference)
            rel = None if kind is None else rels.get(reference.get(n.R_ID, ""))
            if kind is not None and rel is not None and not rel.external:
                current[kind] = package.target(package.main, rel)
        found.append(current)
    return found if story_content(root).find(n.SECTPR) is not None else [*found, current]


def section_elements(package: Package) -> list[etree._Element]:
    """Return the properties of each section that states its own, in order; those on record are left out."""
    found: list[etree._Element] = []
    for section in package.root(package.main).iter(n.SECTPR):
        parent = section.getparent()
        if parent is None or parent.tag != n.SECTPR_CHANGE:
            found.append(section)
    return found


def header_kind(reference: etree._Element) -> tuple[str, str] | None:
    """Return what a reference in a section names: (header or footer, default/first/even); None for what is none."""
    kind = _KINDS.get(reference.tag)
    return None if kind is None else (kind, reference.get(n.w("type"), "default"))


def pair_headers(old: Package, new: Package) -> list[tuple[str, str]]:
    """Return the pairs (old part, new part) of headers and footers; each part is in one pair at most.

    The last section of one document is that of the other; those before are paired by their order.
    """
    mine, theirs = sections(old), sections(new)
    pairs: list[tuple[str, str]] = []
    matched = [*zip(mine[:-1], theirs[:-1], strict=False), *zip(mine[-1:], theirs[-1:], strict=False)]
    for before, after in matched:
        for kind, part in after.items():
            partner = before.get(kind)
            free = all(partner != left and part != right for left, right in pairs)
            if free and partner in old.parts and part in new.parts:
                pairs.append((partner, part))
    return pairs


def story_content(root: etree._Element) -> etree._Element:
    """Return the element that holds a story's blocks."""
    body = root.find(n.BODY)
    return root if body is None else body

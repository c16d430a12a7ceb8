"""Where a child goes among those that an element holds already."""

from __future__ import annotations

import pytest
from lxml import etree

from policybuilder.ooxml.names import MATH, local, w
from policybuilder.ooxml.order import NUMBERING, PARAGRAPH, RUN, SETTINGS, put

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def parent(*names: str) -> etree._Element:
    root = etree.Element(w("parent"))
    for name in names:
        if name == "comment":
            root.append(etree.Comment("written by hand"))
        else:
            etree.SubElement(root, name if name.startswith("{") else w(name))
    return root


@pytest.mark.parametrize(
    ("order", "held", "child", "expected"),
    [
        (SETTINGS, "", "compat", "compat"),
        (SETTINGS, "zoom compat", "trackRevisions", "zoom trackRevisions compat"),
        (SETTINGS, "compat rsids", "trackRevisions", "trackRevisions compat rsids"),
        (SETTINGS, f"zoom {{{MATH}}}mathPr", "compat", "zoom compat mathPr"),
        (SETTINGS, f"zoom {{{W14}}}docId", "compat", "zoom compat docId"),
        (SETTINGS, "comment zoom", "compat", "comment zoom compat"),
        (RUN, f"rFonts {{{W14}}}ligatures", "lang", "rFonts lang ligatures"),
        (RUN, "sz specVanish", "lang", "sz lang specVanish"),
        (PARAGRAPH, "keepNext spacing rPr", "numPr", "keepNext numPr spacing rPr"),
        (
            NUMBERING,
            "abstractNum num numIdMacAtCleanup",
            "abstractNum",
            "abstractNum abstractNum num numIdMacAtCleanup",
        ),
        (NUMBERING, "abstractNum num numIdMacAtCleanup", "num", "abstractNum num num numIdMacAtCleanup"),
    ],
)
def test_a_child_goes_where_the_schema_has_it(order: dict[str, int], held: str, child: str, expected: str) -> None:
    root = parent(*held.split())
    put(root, etree.Element(w(child)), order)
    assert [local(node.tag) if isinstance(node.tag, str) else "comment" for node in root] == expected.split()

"""Any damage to any element of a redline's stories: what a careless program, or a person with an editor, might do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from tests.redline import word
from tests.redline.generate_fields import take_out, unwrap

W = f"{{{word.W}}}"
_STORIES = ("document", "header", "footer", "footnotes", "endnotes")
_OTHER_TAGS = {
    W + tag: W + other
    for tag, other in {
        "ins": "del",
        "del": "ins",
        "moveFrom": "del",
        "moveTo": "ins",
        "b": "i",
        "delText": "t",
        "t": "delText",
    }.items()
}


def _double(element: etree._Element) -> None:
    element.addnext(deepcopy(element))


def _follow_with_an_empty_paragraph(element: etree._Element) -> None:
    if element.tag in {W + "p", W + "tbl"}:
        element.addnext(etree.Element(W + "p"))


def _take_out_an_attribute(element: etree._Element) -> None:
    for name in sorted(map(str, element.attrib))[:1]:
        del element.attrib[name]


def _change_an_attribute(element: etree._Element) -> None:
    for name in sorted(map(str, element.attrib))[:1]:
        element.set(name, "7")


def _add_a_letter(element: etree._Element) -> None:
    if (element.text or "").strip():
        element.text = f"{element.text}x"


def _call_it_something_else(element: etree._Element) -> None:
    element.tag = _OTHER_TAGS.get(element.tag, element.tag)


def _swap_with_the_next(element: etree._Element) -> None:
    following = element.getnext()
    if following is not None:
        element.addprevious(following)


KINDS: tuple[Callable[[etree._Element], None], ...] = (
    take_out,
    unwrap,
    _double,
    _follow_with_an_empty_paragraph,
    _take_out_an_attribute,
    _change_an_attribute,
    _add_a_letter,
    _call_it_something_else,
    _swap_with_the_next,
)


def damaged(content: bytes, kind: Callable[[etree._Element], None], which: int) -> bytes:
    """Return a .docx with one element, counted through its stories, damaged."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        parts = {info.filename: source.read(info) for info in source.infolist()}
    stories = {name: etree.fromstring(part) for name, part in parts.items() if _is_story(name)}
    elements = [
        each
        for root in stories.values()
        for each in root.iter(etree.Element)
        if each is not root and each.tag != W + "body"
    ]
    kind(elements[which % len(elements)])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, part in parts.items():
            target.writestr(name, etree.tostring(stories[name]) if name in stories else part)
    return buffer.getvalue()


def _is_story(name: str) -> bool:
    return name.startswith(tuple(f"word/{story}" for story in _STORIES)) and name.endswith(".xml")

"""What a Word file holds that runs, fetches or asks: each with its place, and what becomes of it.

A shell goes into every document that is written in it. So nothing in it may run a program, fetch anything, or ask the
reader something. Most of that is refused; what no word hangs on (a template elsewhere, a part that nothing leads to)
is left out of what we write, and named. Embedded pictures and links to the web, mail and telephone may stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from policybuilder.errors import Location, Problem
from policybuilder.ooxml.names import RELATION, w
from policybuilder.ooxml.package import WordFile
from policybuilder.writers.word.shell.fields import OF_THE_DOCUMENT, WHAT_THEY_DO, Field, fields_of
from policybuilder.writers.word.shell.links import PartLink, Verdict, address_is_allowed, kind_of, links_of, orphans
from policybuilder.writers.word.shell.tag_check import part_name

TAKE_OUT = "`policybuilder shell prepare --take-out` takes it out, and keeps what a field showed last as text"
_LEFT_OUT = "the documents that are written go without it"

_RUNNING = {
    "altChunk": "a whole file of another kind (altChunk)",
    "subDoc": "a part that is another file (subDoc)",
    "object": "an object of another program",
    "control": "an ActiveX control",
    "OLEObject": "an object of another program (OLE)",
    "objectEmbed": "an object of another program",
    "objectLink": "an object of another program",
    "movie": "a film",
    "webVideoPr": "a film from the web",
    "videoFile": "a film",
    "audioFile": "sound",
    "quickTimeFile": "a film",
    "wavAudioFile": "sound",
    "snd": "sound",
    "externalData": "data of another file",
    "entryMacro": "a macro that runs when a form field is entered",
    "exitMacro": "a macro that runs when a form field is left",
    "saveThroughXslt": "an XSL transform",
    "schemaLibrary": "schemas that are fetched (schemaLibrary)",
    "script": "a script",
    "scriptAnchor": "a script",
}
"""Elements that run or fetch, whatever namespace they are in."""

_IDLE = {
    "attachedTemplate": "a template elsewhere",
    "linkStyles": "styles that are fetched from a template",
    "mailMerge": "a mail merge, with its source",
    "frameset": "a page of frames",
    "printerSettings": "the settings of a printer",
}
"""Elements that are left out: what is written is the same without them."""

_DATA = frozenset({"customXml", "customXmlProps", "core-properties", "extended-properties", "custom-properties"})
_NO_MARKUP = frozenset({"image", "thumbnail", "hdphoto", "font", "classificationlabels", *_DATA})
_TAG = re.compile(r"\{[{%#]")


@dataclass(frozen=True)
class ActiveContent:
    """Something active: what it is, in which part, and where in it. `link` or `field` say what it is made of."""

    verdict: Verdict
    what: str
    part: str
    node: etree._Element | None = None
    attribute: str = ""
    link: PartLink | None = None
    field: Field | None = None


@dataclass(frozen=True)
class Scan:
    """A file's links, the trees of the parts that can be reached and hold markup, and what was found in them.

    Its trees are its own: what is found can be taken out of them.
    """

    file: WordFile
    links: list[PartLink]
    trees: dict[str, etree._Element]
    findings: list[ActiveContent]


def scanned(file: WordFile) -> Scan:
    """Return what a file holds that runs, fetches or asks. Raises PolicyBuilderError for damaged XML."""
    links = links_of(file)
    kinds = {link.target: kind_of(link.relationship) for link in links if link.verdict == "kept" and link.target}
    trees = {part: file.tree(part) for part, kind in kinds.items() if kind not in _NO_MARKUP}
    watched = {part: _watched(tree) for part, tree in trees.items()}
    uses = _uses(watched)
    findings = [finding for link in links for finding in _of_link(link, uses)]
    findings += _unlinked(links, uses)
    linked = {finding.node for finding in findings if finding.node is not None}
    for part, tree in trees.items():
        findings += _in_fields(part, tree)
        findings += [found for node in watched[part] if node not in linked for found in _in_element(part, node)]
    findings += [ActiveContent("left out", "a part that nothing leads to", part) for part in orphans(file, links)]
    return Scan(file, links, trees, findings)


def active_problems(scan: Scan) -> list[Problem]:
    """Return what a file holds that is refused (errors) or left out (warnings), each with its place."""
    file = scan.file
    places = {finding.part for finding in scan.findings if finding.node is not None}
    paragraphs = {part: _paragraphs(scan.trees[part]) for part in places}
    return [_problem(finding, file, paragraphs) for finding in scan.findings]


def carried(scan: Scan) -> tuple[str, ...]:
    """Return the pictures and links that a file brings into every document, each once, in the file's order."""
    found = [link.what for link in scan.links if link.verdict == "kept" and kind_of(link.relationship) == "hyperlink"]
    for tree in scan.trees.values():
        fields = [field.link for field in fields_of(tree) if field.link and address_is_allowed(field.link)]
        shapes = [str(node.get("href")) for node in tree.iter("{urn:schemas-microsoft-com:vml}*") if node.get("href")]
        found += [f"a link to {address}" for address in [*fields, *shapes]]
    kept = (link for link in scan.links if link.verdict == "kept" and kind_of(link.relationship) == "image")
    pictures = [f"a picture: {link.target or link.relationship.target}" for link in kept]
    return tuple(dict.fromkeys([*pictures, *found]))


# What is found -------------------------------------------------------------------------------------------


_Uses = dict[tuple[str, str], list[tuple[etree._Element, str]]]


def _watched(tree: etree._Element) -> list[etree._Element]:
    """Return the elements whose names, or attributes' names, are any that may run or fetch: few of many thousand."""
    return [node for node in tree.iter("*") if _may_run(node.tag) or any(map(_may_run, node.keys()))]


@lru_cache(4096)
def _may_run(name: str) -> bool:
    plain = name.rpartition("}")[2]
    return plain in _RUNNING or plain in _IDLE or plain in _LEADING or name.startswith(f"{{{RELATION}}}")


def _uses(watched: dict[str, list[etree._Element]]) -> _Uses:
    """Return the elements that hang on relationships, by part and id, each with its attribute."""
    found: _Uses = {}
    for part, nodes in watched.items():
        for node in nodes:
            for name, value in node.items():
                if str(name).startswith(f"{{{RELATION}}}"):
                    found.setdefault((part, str(value)), []).append((node, str(name)))
    return found


def _of_link(link: PartLink, uses: _Uses) -> Iterator[ActiveContent]:
    if link.verdict == "kept":
        return
    at = uses.get((link.source, link.relationship.id), [])
    yield from (ActiveContent(link.verdict, link.what, link.source, node, name, link) for node, name in at)
    if not at:
        yield ActiveContent(link.verdict, link.what, link.source, link=link)


def _unlinked(links: list[PartLink], uses: _Uses) -> Iterator[ActiveContent]:
    """Yield what hangs on a relationship that the file does not have."""
    known = {(link.source, link.relationship.id) for link in links}
    for (part, id), at in uses.items():
        if id and (part, id) not in known:
            yield from (
                ActiveContent("left out", f"a link that is missing ({id})", part, node, name) for node, name in at
            )


def _in_fields(part: str, tree: etree._Element) -> Iterator[ActiveContent]:
    for field in fields_of(tree):
        verdict, what = _of_field(field)
        if verdict != "kept":
            yield ActiveContent(verdict, what, part, field.pieces[0], field=field)


def _of_field(field: Field) -> tuple[Verdict, str]:
    name = field.name
    if field.is_loose:
        return "refused", f"an instruction that stands in no field: {field.instruction.strip()[:30]}"
    if field.is_too_deep:
        return "refused", "a field with others deep within one another"
    if _TAG.search(field.instruction):
        return "refused", f"the field {name} with a tag in its instruction"
    if not name:
        if not field.instruction.strip():
            return "kept", ""
        return "refused", "a field whose kind another field works out"
    if name not in OF_THE_DOCUMENT:
        shown = name if len(name) <= 30 else f"{name[:29]}…"
        return "refused", f"the field {shown}, which {WHAT_THEY_DO.get(name, 'is not one of the usual')}"
    if field.link is not None and not address_is_allowed(field.link):
        return "refused", f"a link to {field.link}"
    if field.has_frame:
        if not field.is_plain:
            return "refused", f"a link to {field.link}, with a frame that it opens in and another field"
        return "left out", f"the frame that a link to {field.link} opens in"
    return "kept", ""


def _in_element(part: str, node: etree._Element) -> Iterator[ActiveContent]:
    name = node.tag.rpartition("}")[2]
    if (
        name == "object"
        and node.tag == w("object")
        and any(_is_active(child) for child in node.iter() if child is not node)
    ):
        return  # what stands in it is named
    if name in _RUNNING:
        yield ActiveContent("refused", _RUNNING[name], part, node)
    elif name in _IDLE:
        yield ActiveContent("left out", _IDLE[name], part, node)
    for key, value in node.items():
        yield from _in_attribute(part, node, str(key), str(value))


def _is_active(node: etree._Element) -> bool:
    return isinstance(node.tag, str) and etree.QName(node).localname in (
        "OLEObject",
        "control",
        "objectEmbed",
        "objectLink",
    )


_VML = "urn:schemas-microsoft-com:"
_FRAMES = frozenset({"tgtFrame", "target"})
_LEADING = frozenset({"src", "href", "althref", "invalidUrl", "action", *_FRAMES})
"""Attributes that may lead somewhere. A file has many thousand others, so these are asked first."""


def _in_attribute(part: str, node: etree._Element, key: str, value: str) -> Iterator[ActiveContent]:
    name = key.rpartition("}")[2]
    if name not in _LEADING or not value.strip() or key.startswith(f"{{{RELATION}}}"):
        return
    owner = etree.QName(node)
    is_drawn = (owner.namespace or "").startswith(_VML)
    if name == "href" and is_drawn and key == "href" and owner.localname not in ("imagedata", "fill", "stroke"):
        if not address_is_allowed(value):
            yield ActiveContent("refused", f"a link to {value}", part, node, key)
    elif name in ("src", "href", "althref") and not value.startswith("#"):
        yield ActiveContent("refused", f"a linked picture: {value}", part, node, key)
    elif name == "invalidUrl" and not address_is_allowed(value):
        yield ActiveContent("refused", f"a link to {value}", part, node, key)
    elif name == "action" and owner.localname.startswith("hlink"):
        yield ActiveContent("refused", f"an action of a link: {value}", part, node, key)
    elif name in _FRAMES and (is_drawn or owner.localname in ("hyperlink", "hlinkClick", "hlinkHover")):
        yield ActiveContent("left out", f"the frame that a link opens in: {value}", part, node, key)


# Where it is ---------------------------------------------------------------------------------------------

_Paragraphs = dict[etree._Element, str]


def _paragraphs(tree: etree._Element) -> _Paragraphs:
    """Return what a person finds each paragraph by: its number, and its first words."""
    found = {}
    for number, node in enumerate(tree.iter(w("p")), 1):
        words = " ".join("".join(text.text or "" for text in node.iter(w("t"))).split())
        found[node] = f"paragraph {number}" + (f', near "{words[:40]}"' if words else "")
    return found


def _problem(finding: ActiveContent, file: WordFile, paragraphs: dict[str, _Paragraphs]) -> Problem:
    message = f"{finding.what}, in {_place(finding, paragraphs)}"
    if finding.verdict == "refused":
        return Problem(Location(file.name), message, "shell-active", TAKE_OUT)
    is_template = finding.link is not None and kind_of(finding.link.relationship) == "attachedTemplate"
    code = "shell-attached-template" if is_template else "shell-left-out"
    return Problem(Location(file.name), message, code, _LEFT_OUT, "warning")


def _place(finding: ActiveContent, paragraphs: dict[str, _Paragraphs]) -> str:
    if not finding.part:
        return "the file"
    called = part_name(finding.part)
    place = called if called == finding.part else f"{called} ({finding.part})"
    if finding.node is None:
        return place
    paragraph: etree._Element | None = finding.node
    while paragraph is not None and paragraph.tag != w("p"):
        paragraph = paragraph.getparent()
    return place if paragraph is None else f"{place}, {paragraphs[finding.part][paragraph]}"

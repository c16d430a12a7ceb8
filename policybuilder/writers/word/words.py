"""The words of a policy as WordprocessingML text: runs, values to confirm, references, links.

`escape` is the only way that words get in. Each kind of inline has a function that returns its XML; `INLINES` says
which.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from policybuilder.document import (
    Code,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Marked,
    Reference,
    Strong,
    Text,
    Value,
    without_links,
)
from policybuilder.inert import address, one_line
from policybuilder.ooxml.change_looks import CAME, WENT, ChangeLook
from policybuilder.writers.word.pages.measure import Columns


@dataclass
class Body:
    """The body of one Word file while it is written: what the clauses need, and what they add to the file."""

    styles: Mapping[str, str]
    """Style ids of the shell, by style name in lower case."""
    targets: Mapping[str, tuple[str, str]]
    """For each clause id its bookmark and its number as Word shows it ("7.2", "Appendix B")."""
    text_width: int
    """The width of the text in twentieths of a point."""
    list_ids: Iterator[int]
    """Numbering ids that the shell does not use."""
    bookmark_ids: Iterator[int]
    lists: list[tuple[int, str, int]] = field(default_factory=list)
    """The numbering instances the body uses: id, "bullets" or "numbers", and level."""
    columns: Columns = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    """Relationship ids of the addresses that the body links to."""


# Words ---------------------------------------------------------------------------------------------------


def escape(text: str) -> str:
    """Return text as XML character data, fit for an attribute too, on one line.

    What XML 1.0 cannot hold (its production 2, `Char`) shows as U+FFFD.
    """
    text = one_line(text)
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace('"', "&quot;") if '"' in text else text


@dataclass(frozen=True)
class RunLook:
    """How a run looks: its character style (an id, or empty), bold, italic, taken out or put in."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    change: ChangeLook | None = None


PLAIN = RunLook()


def _change_marks(look: ChangeLook) -> str:
    """Return the run properties of a change, in the order of CT_RPr; a link that went is not underlined, too."""
    name, value = look.line
    strike = f'<w:strike w:val="{value}"/>' if name == "strike" else ""
    underline = value if name == "u" else "none"
    return (
        f'{strike}<w:color w:val="{look.colour}"/><w:u w:val="{underline}"/>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{look.ground}"/>'
    )


@cache
def _open(look: RunLook) -> str:
    return f'<w:r>{_properties(look)}<w:t xml:space="preserve">'


@cache
def _properties(look: RunLook) -> str:
    inner = (
        (f'<w:rStyle w:val="{look.style}"/>' if look.style else "")
        + ("<w:b/><w:bCs/>" if look.bold else "")
        + ("<w:i/><w:iCs/>" if look.italic else "")
        + (_change_marks(look.change) if look.change else "")
    )
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


_PLAIN = _open(PLAIN)


def run(text: str, look: RunLook = PLAIN) -> str:
    """Return words as a run."""
    opening = _PLAIN if look is PLAIN else _open(look)
    return f"{opening}{escape(text)}</w:t></w:r>"


def inlines_xml(inlines: tuple[Inline, ...], body: Body, look: RunLook = PLAIN) -> str:
    """Return the runs of some inlines; plain neighbours are one run, as when a person types them."""
    parts: list[str] = []
    plain: list[str] = []
    for inline in inlines:
        if isinstance(inline, Text) or (isinstance(inline, Value) and inline.confirmed):
            plain.append(inline.text)
            continue
        if plain:
            parts.append(run("".join(plain), look))
            plain.clear()
        parts.append(INLINES[type(inline)](inline, body, look))
    if plain:
        parts.append(run("".join(plain), look))
    return "".join(parts)


def _strong(inline: Strong, body: Body, look: RunLook) -> str:
    return inlines_xml(inline.inlines, body, replace(look, bold=True))


def _emphasis(inline: Emphasis, body: Body, look: RunLook) -> str:
    return inlines_xml(inline.inlines, body, replace(look, italic=True))


def _marked(inline: Marked, body: Body, look: RunLook) -> str:
    return inlines_xml(inline.inlines, body, replace(look, change=CAME if inline.came else WENT))


def _code(inline: Code, body: Body, look: RunLook) -> str:
    return run(inline.text, replace(look, style=body.styles["html code"]))


def _value(inline: Value, body: Body, look: RunLook) -> str:
    """Return a value that is still to be confirmed; a confirmed one is words like any others."""
    return run(inline.text, replace(look, style=body.styles["to confirm"]))


def _line_break(_inline: LineBreak, _body: Body, _look: RunLook) -> str:
    return "<w:r><w:br/></w:r>"


def _link(inline: Link, body: Body, look: RunLook) -> str:
    words = without_links(inline.inlines)
    target = safe_address(inline.target)
    if not target:
        return inlines_xml(words, body, look)
    relation = body.links.setdefault(target, f"rIdLink{len(body.links) + 1}")
    shown = inlines_xml(words, body, replace(look, style=body.styles["hyperlink"]))
    return f'<w:hyperlink r:id="{relation}" w:history="1">{shown}</w:hyperlink>'


def safe_address(target: str) -> str:
    """Return an address that Word opens as a link, or an empty string for one that it should not.

    Word takes a file for damaged when a link's address is no URI (RFC 3986), so a bare per cent sign is encoded
    too, and only whole addresses are let through: a policy in Word has no page to be relative to.
    """
    found = address(target)
    return re.sub("%(?![0-9A-Fa-f]{2})", "%25", found) if re.match("[A-Za-z]+:", found) else ""


def _reference(inline: Reference, body: Body, look: RunLook) -> str:
    """Return a REF field on a clause's number; Word works out the number alone, so the words before it stay outside."""
    if inline.clause not in body.targets:
        return run(inline.text, look)
    bookmark, number = body.targets[inline.clause]
    if not number or not inline.text.endswith(number):
        # Words that do not end in the number would be lost when Word updates a REF field; a link keeps them.
        return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{run(inline.text, look)}</w:hyperlink>'
    before = inline.text[: -len(number)]
    return (run(before, look) if before else "") + field_xml(f"REF {bookmark} \\r \\h", number, look)


def field_xml(instruction: str, cached: str, look: RunLook = PLAIN, marks: str = "") -> str:
    """Return a field with the result that shows until Word works it out again; `marks` are more run properties."""
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else _properties(look)
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r>{properties}<w:t>{escape(cached)}</w:t></w:r>"
        f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
    )


INLINES: Mapping[type, Callable[..., str]] = {
    Strong: _strong,
    Emphasis: _emphasis,
    Marked: _marked,
    Code: _code,
    Link: _link,
    LineBreak: _line_break,
    Value: _value,
    Reference: _reference,
}

"""Links and fields in their two forms, which say the same: an element of its own, and field characters round runs.

A `w:hyperlink` or `w:fldSimple` cannot be inserted or deleted: only the runs in it can, and the element would stay,
empty. So one that comes or goes is written as Word writes it, as a complex field (ECMA-376 part 1, 17.16.18), whose
characters and code are runs. Proof and writing both ask here which link a field is.
"""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from policybuilder.ooxml import names as n
from policybuilder.ooxml.elements import attributes
from policybuilder.redline.reading.keys import Key, References

SIMPLE = n.w("fldSimple")
FIELD_KIND = n.w("fldCharType")
FIELD_DATA = n.w("fldData")
_INSTR, _LOCK = n.w("instr"), n.w("fldLock")
_ANCHOR, _TOOLTIP, _FRAME, _PLACE = n.w("anchor"), n.w("tooltip"), n.w("tgtFrame"), n.w("docLocation")
# The standard leaves out \s: it is what Word 2003 named for a place that is no bookmark, such as a sheet's cells.
_SWITCHES = {"l": _ANCHOR, "o": _TOOLTIP, "t": _FRAME, "s": _PLACE}
_SAYS_NOTHING = frozenset({n.w("history"), n.XML_SPACE})
_LINK_TYPE = f"{n.RELATION}/hyperlink"
_CODE_PART = re.compile(r'"((?:\\.|[^"\\])*)"|\\(\w)|([^\s"\\]+)|(\S)', re.DOTALL)


def link_key(link: etree._Element, refs: References) -> Key:
    """Return a key of where a `w:hyperlink` leads; whether Word remembers a visit is no part of it."""
    found: list[tuple[str, Key]] = []
    for name, value in attributes(link).items():
        if name == n.R_ID:
            found.append((name, refs.rel(value)))
        elif name not in _SAYS_NOTHING:
            found.append((name, value))
    return tuple(sorted(found, key=lambda pair: pair[0]))


def link_of_code(code: str) -> Key | None:
    """Return the key of the link that a field's code stands for, or None where it is no link, or an unusual one."""
    parts = list(_CODE_PART.finditer(code))
    if not parts or (parts[0].group(3) or "").upper() != "HYPERLINK":
        return None
    found: list[tuple[str, Key]] = []
    switch = n.R_ID
    for part in parts[1:]:
        quoted, letter, bare, other = part.groups()
        if letter is not None and letter.lower() in _SWITCHES:
            switch = _SWITCHES[letter.lower()]
        elif letter is not None or other is not None or not switch:
            return None
        else:
            value = bare if quoted is None else re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL)
            found.append((switch, (_LINK_TYPE, value) if switch == n.R_ID else value))
            switch = ""
    return tuple(sorted(found, key=lambda pair: pair[0]))


def code_of_link(link: etree._Element, address: str | None) -> str | None:
    """Return the code of the field that a `w:hyperlink` to `address` is, or None where no code says all of it."""
    own = attributes(link)
    known = {n.R_ID, *_SWITCHES.values(), *_SAYS_NOTHING}
    if not own.keys() <= known or (n.R_ID in own and address is None):
        return None
    code = " HYPERLINK "
    if n.R_ID in own:
        code += f"{_quoted(address or '')} "
    for letter, name in _SWITCHES.items():
        if name in own:
            code += f"\\{letter} {_quoted(own[name])} "
    return code


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def simple_characters(field: etree._Element) -> tuple[str, etree._Element, etree._Element, etree._Element]:
    """Return the code of a `w:fldSimple` and the three field characters that stand for the element."""
    begin, separate, end = (etree.Element(n.FLD_CHAR, {FIELD_KIND: kind}) for kind in ("begin", "separate", "end"))
    lock = field.get(_LOCK)
    if lock is not None:
        begin.set(_LOCK, lock)
    data = field.find(FIELD_DATA)
    if data is not None:
        begin.append(deepcopy(data))
    return field.get(_INSTR, ""), begin, separate, end


def as_runs(element: etree._Element, address: str | None) -> tuple[list[etree._Element], etree._Element] | None:
    """Return the runs before and the run after what a link or simple field holds, as a complex field has them.

    None where the element is neither, or is a link that no code says all of.
    """
    if element.tag == SIMPLE:
        code, begin, separate, end = simple_characters(element)
    elif element.tag == n.HYPERLINK:
        link = code_of_link(element, address)
        if link is None:
            return None
        _, begin, separate, end = simple_characters(element)
        code = link
    else:
        return None
    text = etree.Element(n.INSTR_TEXT)
    text.text = code
    text.set(n.XML_SPACE, "preserve")
    return [_run(begin), _run(text), _run(separate)], _run(end)


def _run(child: etree._Element) -> etree._Element:
    run = etree.Element(n.R)
    run.append(child)
    return run

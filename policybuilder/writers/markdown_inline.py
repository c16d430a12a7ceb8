"""Words, marks and links within a line of Markdown.

Readers of Markdown differ, so what is written here is what they agree on: CommonMark, GitHub's dialect and
Python-Markdown. Where `**` could be read in more than one way (within a word, within other marks) the tag is
written instead, which all of them take.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

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
    map_inlines,
    plain_text,
    without_links,
)
from policybuilder.inert import address, one_line

# A backslash where every reader takes it away again, and a character reference for the rest: a pipe would end
# a table cell, "$" begin mathematics on GitHub, "{" a Liquid tag on GitHub Pages, "://" or "www." an automatic
# link.
_ESCAPES = {
    "\\": "\\\\",
    "*": "\\*",
    "_": "\\_",
    "[": "\\[",
    "]": "\\]",
    "#": "\\#",
    "<": "&lt;",
    ">": "&gt;",
    "&": "&amp;",
    "`": "&#96;",
    "|": "&#124;",
    "~": "&#126;",
    "$": "&#36;",
    "{": "&#123;",
    "}": "&#125;",
    ":": "&#58;",
    ".": "&#46;",
}
# "&" before a space begins no character reference, and "H & M" reads better so. What follows the end of the
# text is not known here.
_SPECIAL = re.compile(r"[\\*_\[\]#<>`|~${}&](?!(?<=&) )")
_ADDRESS = re.compile(r":(?=//)|(?<=\bwww)\.", re.IGNORECASE)

_BEFORE_MARK = frozenset(" (\"'\u2018\u201c\u00a0")
_AFTER_MARK = frozenset(" .,;:!?)\"'\u2019\u201d\u00a0")
_PLAIN_CODE = re.compile(r"[^\s`|{}&<\\](?:[^\n`|{}&<\\]*[^\s`|{}&<\\])?")


def escape(text: str) -> str:
    """Return text that is inert anywhere in a line but at its start, for which see `guarded`."""
    text = _SPECIAL.sub(_escaped, one_line(text))
    return _ADDRESS.sub(_escaped, text) if "://" in text or "www." in text.lower() else text


def _escaped(match: re.Match[str]) -> str:
    return _ESCAPES[match[0]]


_LIST_START = re.compile(r"([-+]|\d+[.)])(?=[-\s]|$)")


def guarded(line: str) -> str:
    """Return a line of Markdown whose start cannot be taken for a list, a rule or a code block."""
    line = line.strip()
    start = _LIST_START.match(line)
    return f"{line[: start.end() - 1]}\\{line[start.end() - 1 :]}" if start else line


def line_of(inlines: tuple[Inline, ...], nested: bool = False) -> str:
    """Return inlines as Markdown on one line. `nested`: they stand within other marks."""
    parts: list[str] = []
    for index, inline in enumerate(inlines):
        kind = type(inline)
        part = INLINES[kind](inline, kind in _MARKED and not nested and _is_clear(inlines, index))
        if part.startswith("[") and parts and parts[-1].endswith("!"):
            parts[-1] = f"{parts[-1][:-1]}\\!"  # "!" before a link would make it an image
        parts.append(part)
    return "".join(parts)


def _is_clear(inlines: tuple[Inline, ...], index: int) -> bool:
    """Say whether marks around this inline can be read in one way only, by what stands on either side."""
    return (index == 0 or _ends_clear(inlines[index - 1])) and (
        index == len(inlines) - 1 or _begins_clear(inlines[index + 1])
    )


def _ends_clear(inline: Inline) -> bool:
    match inline:
        case Text(text=text) | Value(text=text, confirmed=True):
            return text[-1:] in _BEFORE_MARK
    return isinstance(inline, LineBreak)


def _begins_clear(inline: Inline) -> bool:
    match inline:
        case Text(text=text) | Value(text=text, confirmed=True):
            return text[:1] in _AFTER_MARK
    return isinstance(inline, LineBreak)


def _text(inline: Text, _clear: bool) -> str:
    return escape(inline.text)


def _strong(inline: Strong, clear: bool) -> str:
    if len(inline.inlines) == 1 and isinstance(value := inline.inlines[0], Value) and not value.confirmed:
        return _value(value, clear)  # bold already: marked twice, it would stand there with its tags
    return _marked(line_of(map_inlines(inline.inlines, _bold_already), nested=True), "**", "strong", clear)


def _bold_already(inline: Inline) -> tuple[Inline]:
    """Return an inline of bold words: a value to be confirmed needs no marks of its own there."""
    return (replace(inline, confirmed=True) if isinstance(inline, Value) else inline,)


def _emphasis(inline: Emphasis, clear: bool) -> str:
    return _marked(line_of(inline.inlines, nested=True), "*", "em", clear)


def _changed(inline: Marked, _clear: bool) -> str:
    words, tag = line_of(inline.inlines, nested=True), "ins" if inline.came else "del"
    return f"<{tag}>{words}</{tag}>" if words.strip() else words


def _marked(words: str, mark: str, tag: str, clear: bool) -> str:
    if not words.strip():
        return words
    if clear and words == words.strip():
        return f"{mark}{words}{mark}"
    return f"<{tag}>{words}</{tag}>"


def _code(inline: Code, clear: bool) -> str:
    text = one_line(inline.text)
    if clear and _PLAIN_CODE.fullmatch(text):
        return f"`{text}`"
    return f"<code>{escape(text)}</code>" if text.strip() else escape(text)


def _link(inline: Link, _clear: bool) -> str:
    target, words = address(inline.target), line_of(without_links(inline.inlines), nested=True)
    if not target or not words.strip():
        return words
    if target.startswith(("https://", "http://")) and plain_text(inline.inlines) == target:
        return f"<{target}>"
    return f"[{words}]({target})"


def _line_break(_inline: LineBreak, _clear: bool) -> str:
    return "<br>"


def _value(value: Value, clear: bool) -> str:
    """Return a value; one to be confirmed is bold, its brackets bare since what follows makes them no link."""
    text = one_line(value.text)
    if value.confirmed:
        return escape(text)
    if clear and text.startswith("[") and text.endswith("]"):
        return f"**[{escape(text[1:-1])}]**"
    return _marked(escape(text), "**", "strong", clear)


def _reference(inline: Reference, _clear: bool) -> str:
    words = escape(inline.text)
    return f"[{words}]({address(f'#{inline.clause}')})" if words.strip() else words


INLINES: Mapping[type[Inline], Callable[[Any, bool], str]] = MappingProxyType(
    {
        Text: _text,
        Strong: _strong,
        Emphasis: _emphasis,
        Marked: _changed,
        Code: _code,
        Link: _link,
        LineBreak: _line_break,
        Value: _value,
        Reference: _reference,
    }
)
"""The function that writes each kind of inline; `clear`: marks around it can be read in one way only."""

_MARKED = frozenset((Strong, Emphasis, Code, Value))

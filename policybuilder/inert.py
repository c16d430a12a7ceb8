"""Words and addresses that are safe to write, whatever the format, before its own escaping."""

from __future__ import annotations

import re
from urllib.parse import quote

# What XML 1.0 and HTML forbid or ask to avoid: control characters, lone surrogates and noncharacters.
# (https://www.w3.org/TR/xml/#charsets, https://infra.spec.whatwg.org/#noncharacter)
NO_FORMAT = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
"""The characters that no format can hold, as what stands in a pattern's square brackets."""

_UNPRINTABLE = re.compile(f"[{NO_FORMAT}]")
_LINE_SPACE = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]+")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_PLAIN = re.compile("#?[A-Za-z0-9_-]+")

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""The kinds of address that a document may lead to. Anything else could run code in a reader's browser."""


def printable(text: str) -> str:
    """Return the text with each character that no format can hold replaced by U+FFFD, so that it shows."""
    return _UNPRINTABLE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Return printable text on one line: a line end or tab in it reads as a space."""
    if text.isprintable():
        return text
    return printable(_LINE_SPACE.sub(" ", text))


def single_spaced(text: str) -> str:
    """Return printable text on one line, each stretch of space in it as one space."""
    return printable(" ".join(text.split()))


def lines(text: str) -> str:
    """Return printable text whose lines matter, every kind of line end in it as a new line."""
    return printable(_LINE_END.sub("\n", text))


def address(target: str) -> str:
    """Return a link's target as a percent-encoded address, or "" when it is not safe to follow."""
    target = target.strip()
    if _PLAIN.fullmatch(target):
        return target
    scheme = _SCHEME.match(target)
    if not target or (scheme and scheme[1].lower() not in SCHEMES):
        return ""
    return quote(printable(target).encode("utf-8"), safe="/:?#@!&+,;=%-._~")

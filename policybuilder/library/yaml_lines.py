"""The lines of a YAML text as a person sees them, for when the parser cannot read it.

A parser says where it gave up, which is seldom where the mistake is. Here each line is looked at by itself: how far it
is set in, which key it gives, and whether lines below belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARKERS = re.compile(r"(?:- +)*")
_KEY = re.compile(r"""("[^"]*"|'[^']*'|[^\s#:\[\]{}"',|>&*!%@`-][^#:\[\]{}]*?)\s*:(?=\s|$)""")
_COMMENT = re.compile(r"(?:^|\s+)#.*$")
_BLOCK_TEXT = re.compile(r"[|>][-+]?[1-9]?[-+]?\s*(#.*)?")
_COMMENTED_KEY = re.compile(r"( *)# ?[a-z][a-z0-9_]*:(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is no comment. Columns count from 0.

    `markers` are the columns of the hyphens it starts with, `start` is where its key or text begins. `key` is empty
    for a line without one. `value` is what follows the key or the hyphens, without a comment.
    """

    number: int
    text: str
    markers: tuple[int, ...]
    start: int
    key: str
    value: str
    value_at: int

    @property
    def indent(self) -> int:
        """How many spaces stand before it."""
        return self.markers[0] if self.markers else self.start

    @property
    def opens(self) -> bool:
        """Whether it has no value of its own, so that what is set in below belongs to it."""
        return not self.value and bool(self.key or self.markers)

    @property
    def starts_text(self) -> bool:
        """Whether the lines below it that are set in further are a text, after | or >."""
        return bool(_BLOCK_TEXT.fullmatch(self.value))

    @property
    def holder(self) -> int:
        """How far the key or hyphen is set in that holds the value."""
        return self.start if self.key else self.indent

    @property
    def shown(self) -> str:
        """What the line is called in a message: its key, or its hyphen and first words."""
        if self.key and not self.markers:
            return self.key
        words = self.text.strip()
        return f'"{words if len(words) <= 40 else f"{words[:40]}…"}"'


def read_line(number: int, text: str) -> Line | None:
    """Return a line of a text; None where it is empty or a comment."""
    bare = text.lstrip(" ")
    if not bare.strip() or bare.startswith("#"):
        return None
    indent = len(text) - len(bare)
    found = _MARKERS.match(bare)
    width = found.end() if found else 0
    markers = tuple(indent + at for at, sign in enumerate(bare[:width]) if sign == "-")
    if bare[width:].rstrip() == "-":  # a hyphen with nothing after it
        markers, width = (*markers, indent + width), len(bare.rstrip())
    start = indent + width
    key = _KEY.match(text, start)
    after = key.end() if key else start
    rest = text[after:]
    value_at = after + len(rest) - len(rest.lstrip(" \t"))
    value = text[value_at:].strip()
    if value[:1] not in ("'", '"'):
        value = _COMMENT.sub("", value).strip()
    return Line(number, text, markers, start, key[1] if key else "", value, value_at)


def in_flow(value: str) -> int:
    """Return how many brackets a value in brackets leaves open; 0 for any other value."""
    if value[:1] not in ("[", "{"):
        return 0
    bare = re.sub(r""""(?:[^"\\]|\\.)*"|'[^']*'""", "", value)
    return max(0, len(re.findall(r"[\[{]", bare)) - len(re.findall(r"[\]}]", bare)))


def open_quote(value: str) -> str:
    """Return the quotation mark that a value opens and does not close on its line, or an empty text."""
    mark = value[:1]
    if mark == '"' and not re.match(r'"(?:[^"\\]|\\.)*"', value):
        return mark
    if mark == "'" and not re.match(r"'(?:[^']|'')*'", value):
        return mark
    return ""


def commented_keys(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the index and the indent of each line that would give a key if its # and space were taken away."""
    for index, text in enumerate(lines):
        if found := _COMMENTED_KEY.match(text):
            yield index, len(found[1])

"""What a file prints besides the clauses of its policy, and every word of it, so that nothing is missed in silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

CONTENTS_LIST = "contents list"
PAGE_NUMBERS = "page numbers"
TYPED_NUMBERS = "typed numbers"
FRONT_MATTER = "Front matter"
ELSEWHERE = "Elsewhere in the file"
COVER = "Cover"
CONTROL = "Document control"
CONTENTS = "Contents"
END_SHEET = "Before approval"
NOTE = "Drafting note"
END_ANCHOR = "page_end"
"""The anchor of the sheet of open points in Markdown and HTML; no clause has one like it."""

BUILT = "urn:policybuilder:built"
"""The namespace of the mark that every Word file of ours holds, and which programs keep that drop those of clauses."""

PassageKind = Literal["paragraph", "heading", "item", "header", "row", "quote", "lines"]
"""What a passage of a clause is. "lines" are preformatted."""

PASSAGE_ELEMENTS: Mapping[PassageKind, str] = {
    "paragraph": "p",
    "heading": "h",
    "item": "li",
    "header": "th",
    "row": "tr",
    "quote": "q",
    "lines": "pre",
}
"""The element of each kind of passage in the text that a draft's Word file holds of itself, as it was sent."""

FILE_CODE = "file_code"
"""The id of the row of the control table that prints the code of a Word file; no other format has it."""

CODE_SIGNS = "23456789BCDFGHJKLMNPQRSTVWXZ"
"""What that code is made of: no vowels and nothing that is misread, so that it never reads as a word."""

_CODE = re.compile(rf"(?<![0-9A-Za-z])[{CODE_SIGNS}]{{5}}-[{CODE_SIGNS}]{{5}}(?![0-9A-Za-z])")
_WORD = re.compile(r"\w+")


class PrintedLine(NamedTuple):
    """A line of a file, and the place where it stands, such as "Cover" or "Footer"."""

    place: str
    text: str


@dataclass(frozen=True)
class Printed:
    """What a file prints besides the clauses and the control table.

    `around` is compared line by line. `left_out` is named where it differs, and no more: a program makes it from the
    rest. `words` are all the words of the file in the order of the file, and `format` is the file's. `titled` says
    whether the file prints its title; otherwise its name stands in for one.
    """

    format: str
    titled: bool
    around: tuple[PrintedLine, ...]
    left_out: tuple[PrintedLine, ...]
    words: tuple[str, ...]


def code_in(text: str) -> str:
    """Return the first code of a Word file that stands in a text, "" for none."""
    found = _CODE.search(text)
    return found[0] if found else ""


def words_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the words and numbers of some texts in order, without signs."""
    return tuple(word for text in texts for word in _WORD.findall(text))


def what_was_not_read(every: Iterable[str], read: Iterable[str]) -> tuple[PrintedLine, ...]:
    """Return the words of a file that are in nothing that was read of it, as one line; none when all were read."""
    missing = Counter(every) - Counter(read)
    if not missing:
        return ()
    return (PrintedLine(ELSEWHERE, " ".join(missing.elements())),)

"""A policy in a plain text file -> a `Document`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policybuilder.document import Document, List, ListItem, Paragraph, Text
from policybuilder.errors import Location, fail
from policybuilder.printed import Printed, words_in
from policybuilder.readers.outline import Entry, assemble
from policybuilder.readers.own_front import printed
from policybuilder.readers.typed_headings import headings_of

MAX_CHARACTERS = 2_000_000
_BULLET = re.compile(r"^\s*(?:[•·▪◦●○■□–—*o-]|\([a-z]{1,3}\)|\([ivx]+\)|[a-z]\))\s+(?=\S)")
_NUMBER = re.compile(r"^\s*(?:\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,3}(?:\.\d{1,3})+)\s+(?=\S)")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read_text_file(content: bytes, name: str, _tracked: str = "accept") -> tuple[Document, Printed]:
    """Return the policy of a plain text file, and that it prints nothing else.

    Raises PolicyBuilderError, located at `name`, for what is no text, is too long, or holds no words.
    """
    text = _decoded(content, name)
    if len(text) > MAX_CHARACTERS:
        raise fail(Location(name), f"the file is longer than {MAX_CHARACTERS:,} characters", "too-large")
    if not re.search(r"\w", text):
        raise fail(Location(name), "the file holds no text", "text-empty", "is it the right file?")
    entries, title = headings_of(list(blocks_of(text.split("\n"))), titled=True)
    document = assemble(name, title, entries)
    return document, printed("text", document, bool(title), [], [], words_in(text.split("\n")))


def _decoded(content: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    hint = "save the policy as .docx or .txt"
    raise fail(Location(name), "this is no text, whatever its name says", "not-text", hint)


def blocks_of(lines: Iterable[str]) -> Iterator[Entry]:
    """Yield the paragraphs and lists of some lines; an empty line ends a paragraph, and so does a mark of an item."""
    items: list[ListItem] = []
    for kind, words in _paragraphs(lines):
        if kind == "item":
            items.append(ListItem((Paragraph((Text(words),)),)))
            continue
        if items:
            yield List(False, tuple(items))
            items = []
        yield Paragraph((Text(words),))
    if items:
        yield List(False, tuple(items))


def _paragraphs(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    kind, words = "", ""
    for line in (*lines, ""):
        bullet, number = _BULLET.match(line), _NUMBER.match(line)
        stripped = line.strip()
        if words and (not stripped or bullet or number):
            yield kind, words
            kind, words = "", ""
        if not stripped:
            continue
        if bullet:
            kind, words = "item", line[bullet.end() :].strip()
        elif not words:
            kind, words = "paragraph", " ".join(stripped.split())
        else:
            words = f"{words} {' '.join(stripped.split())}"

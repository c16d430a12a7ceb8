"""A policy in a plain text file -> a `Document`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from policybuilder.document import Document
from policybuilder.errors import Location, fail
from policybuilder.printed import Printed, PrintedLine, words_in
from policybuilder.readers.outline import Entry, HeadingLine, assemble
from policybuilder.readers.own_front import printed
from policybuilder.readers.text.lines import blocks_of, said_again
from policybuilder.readers.typed_headings import headings_of

MAX_CHARACTERS = 2_000_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_OUR_MARK = re.compile(r"\[policybuilder-built (?:\S+=\S*\s*)+\]")


def read_text_file(content: bytes, name: str, _tracked: str = "accept") -> tuple[Document, Printed]:
    """Return the policy of a plain text file, and what of it was left out.

    Raises PolicyBuilderError, located at `name`, for what is no text, is too long, or holds no words.
    """
    text = _decoded(content, name)
    if len(text) > MAX_CHARACTERS:
        raise fail(Location(name), f"the file is longer than {MAX_CHARACTERS:,} characters", "too-large")
    if not re.search(r"\w", text):
        raise fail(Location(name), "the file holds no text", "text-empty", "is it the right file?")
    marks = [PrintedLine("The last line", mark) for mark in _OUR_MARK.findall(text)]
    blocks = list(blocks_of(_OUR_MARK.sub("", text).split("\n")))
    every = tuple((Counter(words_in(text.split("\n"))) - Counter(words_in(said_again(blocks)))).elements())
    entries, title = _headed(blocks)
    document = assemble(name, title, entries)
    return document, printed("text", document, bool(title), [], marks, every)


def _headed(entries: list[Entry]) -> tuple[list[Entry], str]:
    """Return entries with those that are headings as such, and the title: the first line, where it reads as one."""
    first = entries[0] if entries else None
    if not isinstance(first, HeadingLine):
        return headings_of(entries, titled=not any(isinstance(entry, HeadingLine) for entry in entries))
    title = ""
    if not any(isinstance(entry, HeadingLine) and entry.level < 2 for entry in entries[1:]):
        title = " ".join(f"{first.number} {first.text}".split())
        entries = entries[1:]
    by_line = {id(entry) for entry in entries if isinstance(entry, HeadingLine)}
    made, _ = headings_of(entries, titled=False)
    return _below(made, by_line), title


def _below(entries: Sequence[Entry], by_line: set[int]) -> list[Entry]:
    """Return entries with the headings that have no line of signs below those that have one, unless numbers tell."""
    levels: list[Entry] = []
    for entry in entries:
        if isinstance(entry, HeadingLine) and entry.number:
            entry = replace(entry, level=2 + entry.number.count("."))
        elif isinstance(entry, HeadingLine) and id(entry) not in by_line:
            entry = replace(entry, level=3)
        levels.append(entry)
    return levels


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

"""Receipts: the digests of a document's records, for somebody to keep away from the folder that holds them.

A receipt is a short text with a line for each record, a version or a withdrawal: the day, the check number of the text
as the version prints it, and the SHA-256 of the manifest. Each manifest holds that of the one before it, so the last
line stands for all; its check number is the receipt's, short enough to be read aloud. A receipt is proven against the
records for ever after: they may go on, and nothing of what it names may be altered, taken away or put in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policybuilder.as_json import AsJson, fields_as_json
from policybuilder.errors import Location, PolicyBuilderError, Problems, fail
from policybuilder.files.read import read_input
from policybuilder.inert import one_line
from policybuilder.lifecycle.chain import Link
from policybuilder.lifecycle.check_numbers import check_number, read_check_number
from policybuilder.lifecycle.manifests import Record
from policybuilder.lifecycle.records import Records

_TITLE = "Receipt of approved versions"
_NONE = "none printed"
_MAX_SIZE = 4 * 1024 * 1024


@dataclass(frozen=True)
class ReceiptLine(AsJson):
    """A record in a receipt: the name of its folder, its ISO day, the check number of its text, and its SHA-256.

    A withdrawal has no text, and versions that print no check number have "".
    """

    record: str
    day: str
    text_number: str
    digest: str


@dataclass(frozen=True)
class Receipt(AsJson):
    """The receipt of a document's records, oldest first."""

    council: str
    title: str
    profile: str
    document: str
    lines: tuple[ReceiptLine, ...]

    @property
    def number(self) -> str:
        """The receipt's check number."""
        return check_number(self.lines[-1].digest)

    @property
    def name(self) -> str:
        """The document's name, as on the command line."""
        return f"{self.profile}/{self.document}"

    def as_json(self) -> dict[str, Any]:
        """Return the fields and the number."""
        return {**fields_as_json(self), "number": self.number}


# Giving --------------------------------------------------------------------------------------------------


def receipt_of(records: Records, new: Link | None = None, digest: str = "") -> Receipt:
    """Return the receipt of a document's records, of which there must be one, and of a new one with its digest."""
    lines = [_line(link, records.digests[link.folder]) for link in records.chain]
    lines += [_line(new, digest)] if new is not None else []
    named = new if isinstance(new, Record) else records.versions[-1]
    return Receipt(named.council, named.title, named.profile, named.document, tuple(lines))


def _line(link: Link, digest: str) -> ReceiptLine:
    words = link.words if isinstance(link, Record) else ""
    return ReceiptLine(link.folder, link.date, check_number(words) if words else "", digest)


def receipt_text(receipts: Sequence[Receipt]) -> str:
    """Return receipts as the text that somebody keeps."""
    return "\n\n\n".join("\n".join(_text(receipt)) for receipt in receipts) + "\n"


def _text(receipt: Receipt) -> Iterator[str]:
    yield _TITLE
    yield ""
    yield f"Council:         {one_line(receipt.council)}"
    yield f"Policy:          {one_line(receipt.title)}"
    yield f"Document:        {receipt.name}"
    yield f"Records:         {len(receipt.lines)}"
    yield f"Receipt number:  {receipt.number}"
    yield ""
    yield from table_lines(receipt)
    yield ""
    yield "Keep this with the minutes, where those who keep the policies do not write."
    yield "It proves that none of these records was altered, taken away or put in since:"
    yield f"policybuilder verify {receipt.profile} {receipt.document} --receipt FILE"


def table_lines(receipt: Receipt) -> Iterator[str]:
    """Yield the table of a receipt: a line for each record, below a header."""
    rows = [("Record", "Decided on", "Check number of the text", "SHA-256 of the record")]
    rows += [(line.record, line.day, line.text_number or _NONE, line.digest) for line in receipt.lines]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


# Reading -------------------------------------------------------------------------------------------------

_START = re.compile(rf"^[ \t>]*{_TITLE}[ \t\r]*$", re.MULTILINE)
_DOCUMENT = re.compile(r"^[ \t>]*Document:\s*([a-z0-9-]+)/([a-z0-9-]+)(?=\s)", re.MULTILINE)
_COUNT = re.compile(r"^[ \t>]*Records:\s*([0-9]{1,6})(?=\s)", re.MULTILINE)
_NUMBER = re.compile(r"^[ \t>]*Receipt number:\s*((?:[0-9]{4}\s){4}[0-9]{4})(?![0-9])", re.MULTILINE)
_LINE = re.compile(
    r"(?<![0-9.])(?P<record>[0-9]+\.[0-9]+(?:-withdrawn)?)\s+(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})\s+"
    rf"(?P<text>(?:[0-9]{{4}}\s){{4}}[0-9]{{4}}|{_NONE})\s+(?P<digest>[0-9a-f]{{64}})(?![0-9a-f])"
)


def read_receipts(path: Path) -> tuple[Receipt, ...]:
    """Return the receipts of a text file; what stands around them and how lines are spaced and broken do not count.

    Raises PolicyBuilderError for a file that holds none, and for one that is damaged or not whole.
    """
    content = read_input(path, _MAX_SIZE)
    where = Location(str(path))
    hint = "name the file that `policybuilder receipt -o FILE` wrote, or paste its text into a text file"
    # Notepad may keep a pasted text in UTF-16, and word processors paste spaces that do not break.
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = content.decode(encoding, "replace").replace("\u00a0", " ")
    starts = [match.start() for match in _START.finditer(text)]
    if not starts:
        raise fail(where, "this is no receipt", "receipt", hint)
    problems = Problems()
    found = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        try:
            found.append(_receipt(text[start:end], Location(str(path), text.count("\n", 0, start) + 1)))
        except PolicyBuilderError as error:
            problems.extend(error.problems)
    problems.raise_errors()
    return tuple(found)


def _receipt(text: str, where: Location) -> Receipt:
    document, count, number = _DOCUMENT.search(text), _COUNT.search(text), _NUMBER.search(text)
    lines = tuple(
        ReceiptLine(one["record"], one["day"], read_check_number(one["text"]), one["digest"])
        for one in _LINE.finditer(text)
    )
    hint = "take the receipt again from where it is kept; copy all of it, from its title to its last line"
    if not (document and count and number and lines):
        raise fail(where, "the receipt is damaged: a part of it cannot be read", "receipt", hint)
    if len(lines) != int(count[1]):
        message = f"the receipt is not whole: it is of {count[1]} records, and {len(lines)} can be read"
        raise fail(where, message, "receipt", hint)
    receipt = Receipt(_entry(text, "Council"), _entry(text, "Policy"), document[1], document[2], lines)
    if receipt.number != read_check_number(number[1]):
        raise fail(where, "the receipt was altered: its number is not that of its last line", "receipt", hint)
    return receipt


def _entry(text: str, name: str) -> str:
    found = re.search(rf"^[ \t]*{name}:[ \t]*(.*?)[ \t\r]*$", text, re.MULTILINE)
    return found[1] if found else ""

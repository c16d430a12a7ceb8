"""Check numbers: digests short enough to be read aloud, and the words of a version that one of them stands for.

A check number is twenty figures, from a SHA-256. Two texts that differ have the same one by chance once in 10^20.

The check number of a text is the same for every format, because it covers words and no looks: the title, the rows of
document control but those of the record, the headings with their numbers, and the text, in reading order. Where a
format prints no such table, as a guide's Word file, it covers the rest. What stands around the text (cover, header,
footer, contents list, the front matter of Markdown), where a link leads, and the record itself are not in it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policybuilder.document import Clause, ControlEntry, Document, Paragraph, Value, block_text
from policybuilder.inert import printable
from policybuilder.labels import Labels, filled, languages
from policybuilder.lifecycle.manifests import Withdrawal
from policybuilder.lifecycle.records import Records
from policybuilder.lifecycle.words import RECORD_ROWS
from policybuilder.printed import Printed

FIGURES, _GROUP = 20, 4

_NUMBER = r"(?<!\d)(?:\d{4}[\s-]?){4}\d{4}(?!\d)"
# Signs without width, such as the hyphen that shows only at a line's end, come and go as programs save a file.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")


def check_number(digest: str) -> str:
    """Return twenty figures, in groups of four, for a SHA-256 in hexadecimal."""
    figures = f"{int(digest, 16) % 10**FIGURES:0{FIGURES}d}"
    return " ".join(figures[at : at + _GROUP] for at in range(0, FIGURES, _GROUP))


def read_check_number(text: str) -> str:
    """Return the check number that a text is, as it is written here; an empty text for any other."""
    figures = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(rf"[0-9]{{{FIGURES}}}", figures):
        return ""
    return " ".join(figures[at : at + _GROUP] for at in range(0, FIGURES, _GROUP))


@dataclass(frozen=True)
class TextDigests:
    """The SHA-256 of a text's words with the rows of document control, and without any."""

    with_control: str
    alone: str

    @property
    def numbers(self) -> tuple[str, str]:
        """Their check numbers."""
        return check_number(self.with_control), check_number(self.alone)


def text_digests(document: Document, printed: Printed | None = None) -> TextDigests:
    """Return the digests of a document's words. `printed` is what a file prints besides, where it was read from one."""
    title, control, text = _parts(document, printed)
    return TextDigests(_digest([title, *control, *text]), _digest([title, *text]))


def text_lines(document: Document, printed: Printed | None = None) -> tuple[str, ...]:
    """Return the words that a check number covers, a line for each row, heading and block."""
    title, control, text = _parts(document, printed)
    return tuple(" ".join(line.split()) for line in (title, *control, *text))


def _parts(document: Document, printed: Printed | None) -> tuple[str, list[str], list[str]]:
    if printed is not None and not printed.titled:
        # A page's body leaves the title to the page around it.
        document = replace(document, title=document.control_text("title"))
    control = [f"{entry.label} {entry.value.text}" for entry in document.control if entry.id not in RECORD_ROWS]
    return document.title, control, list(_lines(document))


def _lines(document: Document) -> Iterator[str]:
    for section in document.sections:
        yield f"{section.number} {section.title}"
        for clause in section.clauses:
            # A text straight below a section's heading is read as a clause with the same one.
            headed = (clause.number, clause.title) != (section.number, section.title)
            yield from _clause(clause, headed)
    for clause in document.appendices:
        yield from _clause(clause, headed=True)


def _clause(clause: Clause, headed: bool) -> Iterator[str]:
    if headed:
        yield f"{clause.number} {clause.title}"
    for block in clause.blocks:
        if isinstance(block, Paragraph) and block.number:
            yield block.number
        yield block_text(block)


def _digest(lines: list[str]) -> str:
    words = _UNSEEN.sub("", unicodedata.normalize("NFC", printable(" ".join(lines)))).replace("\u2011", "-").split()
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


# What a version prints -----------------------------------------------------------------------------------


def printed_number(document: Document, printed: Printed | None) -> str:
    """Return the check number that a file prints, in its control table or else around its text; "" for none."""
    if found := read_check_number(document.control_text("check_number")):
        return found
    lines = [line.text for line in printed.around] if printed is not None else []
    labels = "|".join(re.escape(each.control["check_number"]) for each in languages().values())
    beside = re.compile(rf"(?:{labels}):?\s*({_NUMBER})")
    return next((read_check_number(match[1]) for line in lines if (match := beside.search(line))), "")


def number_rows(number: str, records: Records, labels: Labels) -> Iterator[ControlEntry]:
    """Yield the rows of document control by which a version is proven: of its text, and of the record before it."""
    if number:
        yield ControlEntry("check_number", labels.control["check_number"], Value(number, "document.check_number"))
    last = records.last
    if last is not None:
        number = check_number(records.digests[last.folder])
        if isinstance(last, Withdrawal):
            receipt = filled(labels.receipt_of_withdrawal, receipt=number, version=last.withdraws)
        else:
            receipt = filled(labels.receipt_of_version, receipt=number, version=last.version)
        yield ControlEntry(
            "receipt_before", labels.control["receipt_before"], Value(receipt, "document.receipt_before")
        )

"""What the reports on a comparison share when they are documents: whose they are, what was compared, plain blocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from policybuilder.compare.changes import Comparison
from policybuilder.compare.sentences import printable
from policybuilder.document import (
    Cell,
    ControlEntry,
    Council,
    Document,
    Inline,
    List,
    ListItem,
    Paragraph,
    Provenance,
    Strong,
    Table,
    Text,
    Value,
)

SHIPPED_SHELL = "word/guide.docx"
"""The shell of guides, which open with their text: a report is as short at its front."""
_FOR_A_POLICY = "word/policy.docx"
NO_PROVENANCE = Provenance("", "", "", "", "", "", "", (), (), (), ())


def shell_of(comparison: Comparison) -> str:
    """Return the Word shell of a report: that of the new side, else of the old one.

    In place of the shipped one for policies, which has a cover, and where neither side has one, it is that of guides.
    """
    shell = comparison.new.shell or comparison.old.shell
    return SHIPPED_SHELL if shell in ("", _FOR_A_POLICY) else shell


def council_of(comparison: Comparison) -> Council:
    """Return the council whose policy is compared: that of the new side, where it is known."""
    known = (each.council for each in (comparison.new, comparison.old) if each.council.name)
    return next(known, replace(comparison.new.council, name="Two files compared"))


def side_labels(comparison: Comparison) -> tuple[str, str]:
    """Return what the sides are called: "Before" and "After", or the short names of two councils."""
    old, new = comparison.old, comparison.new
    names = printable(old.council.short_name), printable(new.council.short_name)
    are_two = bool(old.profile and new.profile and old.profile != new.profile and all(names)) and names[0] != names[1]
    return names if are_two else ("Before", "After")


def side_names(comparison: Comparison) -> tuple[str, str]:
    """Return what each side is, as people read it, with the name by which it was asked for."""
    return _in_full(comparison.old, comparison.old_name), _in_full(comparison.new, comparison.new_name)


def _in_full(document: Document, name: str) -> str:
    parts = (document.title, document.council.name, _edition(document))
    told = ", ".join(printable(part) for part in parts if part)
    return f"{told} ({printable(name)})." if told and told != name else f"{printable(name)}."


def _edition(document: Document) -> str:
    """Return which edition of a policy a document is, as in "version 1.0 of 8 December 2026"; empty for other texts."""
    if not document.template or not document.stage:
        return ""
    version = document.control_text("version")
    day = document.control_text("approved_on") or document.control_text("date")
    if document.stage == "approved":
        return f"version {version} of {day}" if day else f"version {version}"
    return f"{document.stage} {version}".rstrip()


def _short_names(comparison: Comparison) -> tuple[str, str]:
    """Return what tells the two sides apart at the foot of a page."""
    before, after = _edition(comparison.old), _edition(comparison.new)
    if before and after and before != after and comparison.old.profile == comparison.new.profile:
        return before, after
    return comparison.old_name, comparison.new_name


def control_rows(comparison: Comparison, status: str) -> tuple[ControlEntry, ...]:
    """Return the rows of a report's control table."""
    labels, (before, after) = side_labels(comparison), _short_names(comparison)
    rows = (
        ("old", labels[0], before),
        ("new", labels[1], after),
        ("version", "Version", comparison.new.control_text("version") or "not stated"),
        ("status", "Status", status),
    )
    return tuple(ControlEntry(id, label, Value(printable(text), "")) for id, label, text in rows)


def line(text: str) -> Paragraph:
    """Return a text as a paragraph."""
    return Paragraph((Text(printable(text)),))


def lines_list(texts: Iterable[str]) -> List:
    """Return texts as a list, each a paragraph."""
    return List(False, tuple(ListItem((line(text),)) for text in texts))


def bold_item(lead: str, text: str) -> ListItem:
    """Return a list item that begins with bold words."""
    # The space stands outside: a Word file drops it from the end of what is bold.
    rest: tuple[Inline, ...] = (Text(f" {printable(text)}"),) if text else ()
    return ListItem((Paragraph((Strong((Text(lead),)), *rest)),))


def text_table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Table:
    """Return texts as a table."""

    def cells(texts: Iterable[str]) -> tuple[Cell, ...]:
        return tuple(Cell((Text(printable(text)),)) for text in texts)

    return Table(cells(header), tuple(cells(row) for row in rows))

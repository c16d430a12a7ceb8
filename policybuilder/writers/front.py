"""What a document says around its clauses, in the same words whatever the format."""

from __future__ import annotations

import datetime

from policybuilder.document import Clause, Document, Section
from policybuilder.labels import Labels, filled, labels_for


def is_compact(document: Document) -> bool:
    """Return whether the text comes first, with no contents list before it and the control table after it."""
    return document.opening == "compact"


MOST_LISTED = 80
"""How many lines a contents list has: with more it runs over to a third page, and its sections find a page sooner."""


def lists_clauses(document: Document) -> bool:
    """Return whether the contents list on paper gives clauses below the sections.

    A short policy is short all through, and in a very long one the list itself would have to be searched: there the
    sections are list enough.
    """
    lines = len(document.sections) + sum(len(section.clauses) for section in document.sections)
    return document.depth != "essential" and lines + len(document.appendices) <= MOST_LISTED


def illustrative_notice(document: Document) -> str:
    """Return the sentences that say that the council is invented, or "" for a real one."""
    if not document.council.illustrative:
        return ""
    return filled(labels_for(document.language).invented, council=document.council.name)


def law_as_at(document: Document) -> str:
    """Return the date, as written, at which the law was last looked at: "" when it relies on none.

    It is the control table's, which leaves it out where the document lists no law to which the day could belong. A
    document without such a table has the earliest of the dates of its laws.
    """
    if document.control:
        return document.control_text("law_as_at")
    earliest = min((entry.as_at for entry in document.law if entry.as_at), default="")
    return written_date(earliest, labels_for(document.language))


def written_date(iso: str, labels: Labels) -> str:
    """Return an ISO date as a person writes it, "12 March 2027"; text that is no such date stays as it is."""
    try:
        return labels.day(datetime.date.fromisoformat(iso))
    except ValueError:
        return iso


def section_heading(section: Section) -> str:
    """Return "4 Using AI"."""
    return f"{section.number} {section.title}".strip()


def clause_heading(clause: Clause) -> str:
    """Return "4.2 Meeting transcription"."""
    return f"{clause.number} {clause.title}".strip()


def appendix_heading(clause: Clause, labels: Labels) -> str:
    """Return "Appendix A: Glossary"."""
    return f"{labels.appendix_of(clause.number)}: {clause.title}"


def section_anchor(section: Section) -> str:
    """Return the anchor of a section. Clause ids hold no underscore, so the two can never be the same."""
    return f"section_{section.id}"

"""Other documents of the council that an approved one refers to for its rules, and that nobody has approved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from policybuilder.document import Document, clauses
from policybuilder.library.library import Library
from policybuilder.lifecycle.paper import FOLDER
from policybuilder.lifecycle.records import read_records
from policybuilder.resolution.inheritance import inherit


def notes_on_referred(library: Library, root: Path, document: Document) -> Iterator[str]:
    """Yield a note for each document that has rules of this one, and neither an approved version nor a paper."""
    referred = {clause.provenance.rule_in for clause in clauses(document)} - {""}
    effective = inherit(library, library.profile(document.profile))
    for id in effective.documents:
        if id == document.id or id not in library.template_files:
            continue
        setting = effective.field(id, "title")
        title = str(setting.value) if setting else library.template(id).front.title
        if title not in referred:
            continue
        records = read_records(root, document.profile, id)
        paper = records.folder / FOLDER
        if records.latest is None and not records.problems and not (paper.is_dir() and any(paper.iterdir())):
            yield (
                f"it refers to the {title} ({id}) for rules, and nobody has approved that: "
                "take both to the meeting together, or those rules bind nobody"
            )

"""Other documents of the council that an approved one refers to for its rules, and that nobody has approved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from policybuilder.document import Document, clauses
from policybuilder.errors import Problems
from policybuilder.library.library import Library
from policybuilder.lifecycle.paper import FOLDER
from policybuilder.lifecycle.records import read_records
from policybuilder.resolution.inheritance import inherit


def refuse_apart(library: Library, root: Path, document: Document, because: str) -> None:
    """Raise PolicyBuilderError for each document that has rules of this one and that nobody approves, without a reason.

    A reason where there is no such document is refused, too: it would stand in the record and mean nothing.
    """
    problems, place = Problems(), library.profile(document.profile).place("documents", document.id)
    waiting = list(_waiting(library, root, document))
    if because and not waiting:
        problems.add(place, "it refers to no policy that nobody has approved", "not-apart", "leave --apart-because out")
    for id, title in waiting if not because else ():
        message = f"it refers to the {title} ({id}) for rules, which has neither an approved version nor a paper"
        hint = f"take both to the meeting together (`policybuilder build {document.profile} --document {id} "
        hint += '--for-committee`), or say why not with --apart-because "…"'
        problems.add(place, message, "apart", hint)
    problems.raise_errors()


def _waiting(library: Library, root: Path, document: Document) -> Iterator[tuple[str, str]]:
    """Yield id and title of each document that has rules of this one, and neither an approved version nor a paper."""
    # A version of earlier days has a line for each such clause in its place.
    referred = {clause.provenance.rule_in for clause in clauses(document)} - {""}
    referred |= {omission.detail for omission in document.omissions if omission.why == "elsewhere"}
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
            yield id, title

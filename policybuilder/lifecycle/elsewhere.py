"""What an answer changes in the documents that a build was not asked for: their drafts stay as they are."""

from __future__ import annotations

from pathlib import Path

from policybuilder.errors import PolicyBuilderError, Problems
from policybuilder.files.read import read_regular
from policybuilder.library.library import Library
from policybuilder.lifecycle.changed_sections import ChangedSection, changed_sections, footprint_of
from policybuilder.resolution import EffectiveProfile, resolve_case
from policybuilder.resolution.case import case_from

Elsewhere = tuple[tuple[str, tuple[ChangedSection, ...]], ...]
"""Documents by title, each with the sections that a build would change."""


def changed_elsewhere(
    library: Library, effective: EffectiveProfile, document: str, sections: tuple[ChangedSection, ...], drafts: Path
) -> Elsewhere:
    """Return the council's other documents in which the answers that changed these sections change some, too.

    `drafts` is the council's folder of output. A document without a draft, or that cannot be made, is left out: what
    is wrong with it is told when it is built.
    """
    answers = {name for section in sections for name in section.answers}
    others = [id for id in effective.documents if id != document] if answers else []
    found = ((id, _changed_by(answers, library, effective, id, drafts)) for id in others)
    return tuple((title, changed) for _, (title, changed) in found if changed)


def _changed_by(
    answers: set[str], library: Library, effective: EffectiveProfile, id: str, drafts: Path
) -> tuple[str, tuple[ChangedSection, ...]]:
    try:
        content = read_regular(drafts / id / "draft" / f"{id}.docx")
        made = resolve_case(case_from(library, effective, id), Problems())
    except (OSError, PolicyBuilderError):
        return id, ()
    before = footprint_of(made, content)
    changed = () if before is None else changed_sections(before, made)
    return made.title, tuple(section for section in changed if answers.intersection(section.answers))

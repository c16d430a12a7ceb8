"""Edits of more than words: a clause that is gone or new, and headings that read otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.update.returned import ReturnedFile
from policybuilder.update.taking.draft import Draft
from policybuilder.update.taking.edits import Edit

TITLED = "a clause's title is the library's"
SECTION = "a section's heading is the template's"
REMOVED = "leave it out with `policybuilder amend {profile} {clause} --exclude`"
ADDED = "a new clause is a file in clauses/ that the profile includes"


def structure_edits(draft: Draft, file: ReturnedFile) -> Iterator[Edit]:
    """Yield the clauses that are gone from a file or new in it, and the headings that read otherwise."""
    for clause in file.edited:
        sent = clause.sent
        if clause.is_gone:
            why = REMOVED.format(profile=draft.profile, clause=sent.id)
            yield Edit("clause removed", sent.id, sent.number, sent.title, "", refused=why)
        elif clause.title is None or clause.title.words != " ".join(sent.title.split()):
            now = clause.title.words if clause.title else ""
            yield Edit("title", sent.id, sent.number, sent.title, now, refused=TITLED)
    for new in file.new:
        yield Edit("clause added", "", new.title.words, "", new.title.words, refused=ADDED)
    for section in file.sections:
        yield Edit("section", "", section.section, section.sent, section.now, refused=SECTION)

"""Reads a Word file that came back: finds out which document it is, and holds its text against what was sent."""

from __future__ import annotations

from policybuilder.document.sent import sent_text
from policybuilder.errors import Location, fail
from policybuilder.library.library import Library
from policybuilder.lifecycle.recorded_library import with_records
from policybuilder.ooxml.elements import parse_part
from policybuilder.ooxml.zip import read_parts
from policybuilder.readers.word.rows import read_rows
from policybuilder.readers.word.sent_item import sent_in
from policybuilder.resolution import resolve
from policybuilder.update.regions import held_against
from policybuilder.update.returned import Identity, ReturnedFile, SentFrom
from policybuilder.writers.word import mark as word_mark


def read_returned(library: Library, content: bytes, name: str, profile: str = "", document: str = "") -> ReturnedFile:
    """Return what came back in a Word file. `profile` and `document` are what a person says of it, "" for nothing.

    Raises PolicyBuilderError, located at `name`, for a file that is no Word document or that was not built here.
    """
    parts = read_parts(content, name)
    mark = word_mark.mark_in_parts(parts)
    if mark is None and not (profile and document):
        hint = "say which document it is with --profile and --document"
        raise fail(Location(name), "the file was not built here, as far as it says", "not-ours", hint)
    identity = (
        Identity(mark.profile, mark.document, mark.stage, mark.version, "item")
        if mark
        else Identity(profile, document, "draft", "", "asked")
    )
    profile, document = identity.profile, identity.document
    item = word_mark.item_in_parts(parts)
    sent = sent_in(parse_part(item, "item", name)) if item else None
    source: SentFrom = "item" if sent else "draft"
    if sent is None:
        sent = sent_text(resolve(with_records(library, profile, document), profile, document))
    file = read_rows(content, name)
    held = held_against(sent, file)
    return ReturnedFile(
        name,
        identity,
        source,
        word_mark.is_as_built_parts(parts),
        held.clauses,
        held.new,
        held.sections,
        comments=file.comments,
    )

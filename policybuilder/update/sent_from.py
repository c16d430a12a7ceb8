"""What a Word file's text was when it left: from its own item, or from the workspace."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from policybuilder.document import Document
from policybuilder.document.sent import SentText, sent_text
from policybuilder.errors import Location, PolicyBuilderError, Problem
from policybuilder.files.read import read_regular
from policybuilder.library.library import Library
from policybuilder.lifecycle.edited import FOLDER as EDITED
from policybuilder.lifecycle.frozen import frozen_document
from policybuilder.lifecycle.paper import read_paper
from policybuilder.lifecycle.recorded_library import with_records
from policybuilder.lifecycle.records import document_folder, find_version, read_records
from policybuilder.ooxml.elements import parse_part
from policybuilder.ooxml.zip import read_parts
from policybuilder.readers.word.sent_item import sent_in
from policybuilder.resolution import resolve
from policybuilder.update.returned import Identity, SentFrom
from policybuilder.writers.before_approval import with_open_points
from policybuilder.writers.footprint import footprint
from policybuilder.writers.word import mark as word_mark
from policybuilder.writers.word.file_code import file_code


@dataclass(frozen=True)
class Sent:
    """A text as it was sent, where it comes from, and what is doubtful about that."""

    text: SentText
    source: SentFrom
    warnings: tuple[Problem, ...] = ()


def sent_with(library: Library, identity: Identity, parts: Mapping[str, bytes], name: str) -> Sent:
    """Return the text that a file left with.

    Raises PolicyBuilderError for an approved version that is not in the workspace, or is not as it was approved.
    """
    if identity.stage in ("draft", "") and (own := sent_in_parts(parts, name)) is not None:
        return Sent(own, "item")
    root = library.workspace.root
    if root is not None:
        records = read_records(root, identity.profile, identity.document)
        approved = {record.version for record in records.versions}
        if identity.stage == "approved" or (not identity.stage and identity.version in approved):
            try:
                record = find_version(records, f"{identity.profile}/{identity.document}", identity.version)
            except PolicyBuilderError as error:
                raise PolicyBuilderError(_at(name, problem) for problem in error.problems) from None
            return Sent(_text_of(frozen_document(records, record)), "version")
        kept = None
        if identity.stage in ("paper", ""):
            with contextlib.suppress(PolicyBuilderError):  # a paper that is not as it was made is none
                kept = read_paper(records.folder, records.shown, identity.profile, identity.document)
        if kept is not None and (identity.stage == "paper" or _left_with(kept.content, identity)):
            doubts = (
                () if _left_with(kept.content, identity) or not identity.code else (_other_paper(name, kept.paper.day),)
            )
            return Sent(_text_of(kept.content), "paper", doubts)
        for path in _drafts(document_folder(root, identity.profile, identity.document), identity):
            if (built := _built_with(path, identity.code)) is not None:
                return Sent(built, "draft")
    profile, document = identity.profile, identity.document
    draft = resolve(with_records(library, profile, document), profile, document)
    return Sent(_text_of(draft), "draft", () if _left_with(draft, identity) else (_todays_draft(name),))


def sent_in_parts(parts: Mapping[str, bytes], name: str) -> SentText | None:
    """Return the text that a Word file holds in its item, or None where it holds none that is whole."""
    item = word_mark.item_in_parts(parts)
    try:
        return sent_in(parse_part(item, "customXml/item", name)) if item else None
    except PolicyBuilderError:
        return None  # damaged, and so no record of what was sent


def _text_of(document: Document) -> SentText:
    return with_open_points(sent_text(document), document)


def _left_with(document: Document, identity: Identity) -> bool:
    """Return whether a file left with the words of this document, as far as its code says."""
    return identity.code != "" and file_code(document, footprint(document)) == identity.code


def _drafts(folder: Path, identity: Identity) -> Iterator[Path]:
    """Yield the draft that was built last, and those that were set aside because somebody edited them."""
    if identity.code:
        yield folder / "draft" / f"{identity.document}.docx"
        yield from sorted((folder / "draft" / EDITED).glob("*.docx"))


def _built_with(path: Path, code: str) -> SentText | None:
    """Return the text that a Word file of the workspace left with, if its code is this one."""
    try:
        parts = read_parts(read_regular(path), path.name)
    except (OSError, PolicyBuilderError):
        return None
    return sent_in_parts(parts, path.name) if word_mark.code_in_parts(parts) == code else None


def _at(name: str, problem: Problem) -> Problem:
    message = f"the file is of a version that is not here: {problem.message}"
    return Problem(Location(name), message, "unknown-version", problem.hint)


def _todays_draft(name: str) -> Problem:
    message = "what it left with is not known: it is held against the draft as it would be built now"
    hint = "what the draft changed since it left shows as an edit, too; look at each"
    return Problem(Location(name), message, "sent-text-lost", hint, "warning")


def _other_paper(name: str, day: str) -> Problem:
    message = f"it left with other words than the paper of {day}, against which it is held"
    hint = "what the paper changed since shows as an edit, too; look at each"
    return Problem(Location(name), message, "sent-text-lost", hint, "warning")

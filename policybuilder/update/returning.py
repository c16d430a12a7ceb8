"""Reads a Word file that came back: finds out which document it is, and holds its text against what was sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policybuilder.compare.documents import compare
from policybuilder.compare.marked import MarkedClause
from policybuilder.document import Clause, Document, Text
from policybuilder.document.passages import Passage, passages_of
from policybuilder.errors import Location, fail
from policybuilder.library.library import Library
from policybuilder.lifecycle.recorded_library import with_records
from policybuilder.ooxml.zip import read_parts
from policybuilder.readers.word.read import read_word_file
from policybuilder.resolution import resolve
from policybuilder.sequences.alike import alike_in_order
from policybuilder.sequences.common import common_members
from policybuilder.update.returned import (
    Identity,
    NewClause,
    ReturnedClause,
    ReturnedFile,
    ReturnedPassage,
    SentClause,
)
from policybuilder.writers.word import mark as word_mark

_ALIKE = 0.4
"""From how alike, word by word, a passage counts as changed rather than as another one, from 0 to 1."""


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
    sent = resolve(with_records(library, profile, document), profile, document)
    now, _ = read_word_file(content, name)
    clauses, new = _held_against(sent, now)
    return ReturnedFile(name, identity, "draft", word_mark.is_as_built_parts(parts), clauses, new)


def _held_against(sent: Document, now: Document) -> tuple[tuple[ReturnedClause, ...], tuple[NewClause, ...]]:
    sections = {clause.id: section.id for section in sent.sections for clause in section.clauses}
    found: list[ReturnedClause] = []
    new: list[NewClause] = []
    last = ""
    for marked in sorted(compare(sent, now).marked.clauses, key=lambda each: (each.new_index, each.old_index)):
        section = sections.get(last, "")
        if marked.old is None:
            assert marked.new is not None
            passages = tuple(ReturnedPassage(each) for each in passages_of(marked.new.blocks))
            new.append(NewClause(_title(marked.new), passages, marked.new_index, section, last))
        else:
            last = marked.old.id if marked.new is not None else last
            found.append(_clause(marked, sections))
    order = {clause_id: n for n, clause_id in enumerate(sections)}
    return tuple(sorted(found, key=lambda each: order.get(each.sent.id, len(order)))), tuple(new)


def _clause(marked: MarkedClause, sections: dict[str, str]) -> ReturnedClause:
    assert marked.old is not None
    sent = SentClause(
        marked.old.id,
        marked.old.number,
        marked.old.title,
        sections.get(marked.old.id, ""),
        passages_of(marked.old.blocks),
    )
    if marked.new is None:
        return ReturnedClause(sent, None, (), -1, sent.section)
    passages = tuple(aligned(sent.passages, passages_of(marked.new.blocks)))
    return ReturnedClause(sent, _title(marked.new), passages, marked.new_index, sent.section)


def _title(clause: Clause) -> ReturnedPassage:
    return ReturnedPassage(Passage("heading", ((Text(clause.title),),)))


def aligned(sent: Sequence[Passage], now: Sequence[Passage]) -> Iterator[ReturnedPassage]:
    """Yield the passages of a clause as they read now, each with the one that it was."""
    was: dict[int, int] = {}
    at = new = 0
    for i, j in [*common_members([each.words for each in sent], [each.words for each in now]), (len(sent), len(now))]:
        before, after = [each.words for each in sent[at:i]], [each.words for each in now[new:j]]
        was |= {new + b: at + a for a, b in alike_in_order(before, after, _ALIKE)}
        if i < len(sent):
            was[j] = i
        at, new = i + 1, j + 1
    for number, passage in enumerate(now):
        yield ReturnedPassage(passage, was.get(number, -1))

"""Reads a Word file that came back: finds out which document it is, and holds its text against what was sent."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from policybuilder.document import CELL
from policybuilder.document.sent import SentText
from policybuilder.errors import Location, Problem, fail
from policybuilder.library.library import Library
from policybuilder.ooxml.zip import read_parts
from policybuilder.printed import CONTROL, code_in
from policybuilder.readers.own_front import place_of
from policybuilder.readers.word.rows import WordRows, read_rows
from policybuilder.update.alignment import same_words
from policybuilder.update.identity import identity_of
from policybuilder.update.regions import Held, held_against
from policybuilder.update.returned import Around, Identity, ReturnedFile, reads_otherwise
from policybuilder.update.sent_from import sent_with
from policybuilder.writers.word import mark as word_mark


def read_returned(library: Library, content: bytes, name: str, profile: str = "", document: str = "") -> ReturnedFile:
    """Return what came back in a Word file. `profile` and `document` are what a person says of it, "" for nothing.

    Raises PolicyBuilderError, located at `name`, for a file that is no Word document, has a password or broken tracked
    changes; that was not built here, is of another council or of a version that is not in this workspace; and for one
    in which hardly anything of the document is left.
    """
    parts = read_parts(content, name)
    file = read_rows(content, name)
    identity = identity_of(library, parts, file, name, profile, document)
    sent = sent_with(library, identity, parts, name)
    held = held_against(sent.text, file)
    _refuse_another_text(held, file, identity, name)
    edited = reads_otherwise(held.clauses, held.new, held.sections)
    warnings = [*(sent.warnings if edited else ()), *_lost(file, name)]
    return ReturnedFile(
        name,
        identity,
        sent.source,
        word_mark.is_as_built_parts(parts),
        held.clauses,
        held.new,
        held.sections,
        (*_around(sent.text, file), *held.around),
        file.comments,
        tuple(warnings),
    )


_LEAST_FOUND = 0.3
"""How much of the clauses that were sent a file must have to be a copy of the document, from 0 to 1."""


def _refuse_another_text(held: Held, file: WordRows, identity: Identity, name: str) -> None:
    """Raise for a file in which hardly a clause is found."""
    found = sum(not clause.is_gone for clause in held.clauses)
    if found >= _LEAST_FOUND * len(held.clauses):
        return
    what = f"{identity.profile}/{identity.document}"
    message = f"of the {len(held.clauses)} clauses of {what} the file has {found}"
    if not file.has_headings:
        hint = (
            "ask for the copy from before somebody took its styles out, or type the changes with `policybuilder amend`"
        )
        raise fail(Location(name), f"its styles are gone, and {message}", "cleaned", hint)
    raise fail(Location(name), message, "other-text", "is it the right file?")


def _lost(file: WordRows, name: str) -> Iterator[Problem]:
    if not file.has_headings:
        message = "its styles are gone: what is a heading, an item or a paragraph is taken to be as it was sent"
        hint = "new text comes as paragraphs; look at each"
        yield Problem(Location(name), message, "styles-lost", hint, "warning")


def _around(sent: SentText, file: WordRows) -> Iterator[Around]:
    """Yield what differs in title, control table, cover, header and footer, of a file that still has styles."""
    if not file.has_headings:
        return
    if file.title and same_words(file.title) != same_words(sent.title):
        yield Around("Title", sent.title, file.title)
    before = {same_words(label): same_words(words) for label, words in sent.control}
    now = {same_words(label): same_words(words) for label, words in file.control if not code_in(words)}
    for label in (*before, *(each for each in now if each not in before)) if now else ():
        if before.get(label, "") != now.get(label, ""):
            yield Around(f"{CONTROL}: {label}", before.get(label, ""), now.get(label, ""))
    for place in dict.fromkeys(place for place, _ in sent.around):
        yield from _lines_around(place, sent, file)


def _lines_around(place: str, sent: SentText, file: WordRows) -> Iterator[Around]:
    """Yield the lines of a place that are gone or new, in pairs as they stand."""
    lines = [same_words(line) for at, line in sent.around if at == place and not place_of(line)]
    there = [same_words(line.text) for line in file.around if line.place == place]
    every = {*there, same_words(file.title)}
    gone = list(dict.fromkeys(line for line in lines if line not in every and line != same_words(sent.title)))
    # A table's row reads otherwise where it was written and where it was read.
    new = list(dict.fromkeys(line for line in there if line not in lines and CELL not in line))
    yield from (Around(place, was, now) for was, now in zip_longest(gone, new, fillvalue=""))

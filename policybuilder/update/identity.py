"""Which document a Word file is: by its item, its properties, the code that it prints, or its title and council."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from policybuilder.errors import Location, PolicyBuilderError, did_you_mean, fail
from policybuilder.library.library import Library
from policybuilder.lifecycle.check_numbers import read_check_number, text_digests
from policybuilder.lifecycle.frozen import frozen_document
from policybuilder.lifecycle.records import read_records, recorded
from policybuilder.ooxml.escapes import unescaped
from policybuilder.printed import code_in
from policybuilder.readers.word.rows import WordRows
from policybuilder.resolution import documents_of
from policybuilder.update.returned import Identity
from policybuilder.writers.word import mark as word_mark
from policybuilder.writers.word.file_code import code_of_document
from policybuilder.writers.word.properties import property_in

_CORE = "docProps/core.xml"
_IDENTIFIER = re.compile(rb"<(?:\w+:)?identifier\b[^<>]*>\s*([^<>/\s]+)/([^<>/\s]+)\s*<")
_VERSION = re.compile(rb"<(?:\w+:)?version\b[^<>]*>([^<>]*)<")


def identity_of(
    library: Library, parts: Mapping[str, bytes], file: WordRows, name: str, profile: str = "", document: str = ""
) -> Identity:
    """Return which document a file is. `profile` and `document` are what a person says of it, "" for nothing.

    Raises PolicyBuilderError, located at `name`, for a file of which nothing is known, for one of a council or document
    that this workspace has not, and for one that is of another document than the person says.
    """
    found = _by_item(parts) or _by_property(parts) or _by_code(library, file)
    found = found or _by_check_number(library, file) or _by_title(library, file)
    if profile or document:
        found = _as_said(library, found, name, profile, document)
    if found is not None and not found.code:
        found = replace(found, code=_printed_code(file, found.profile, found.document))
    if found is None:
        hint = "was it built here? --profile PROFILE --document DOCUMENT takes it as a copy of that document"
        message = "nothing in the file says that it was built here: no item, no property, no code, no title of ours"
        raise fail(Location(name), message, "not-ours", hint)
    _refuse_other(library, found, name)
    return found


def _by_item(parts: Mapping[str, bytes]) -> Identity | None:
    mark = word_mark.mark_in_parts(parts)
    if mark is None:
        return None
    code = word_mark.code_in_parts(parts)
    return Identity(mark.profile, mark.document, mark.stage, mark.version, "item", code)


def _by_property(parts: Mapping[str, bytes]) -> Identity | None:
    said = property_in(parts)
    if said is not None:
        return Identity(said.profile, said.document, said.stage, said.version.replace("_", " "), "property", said.code)
    core = parts.get(_CORE, b"")
    named, version = _IDENTIFIER.search(core), _VERSION.search(core)
    if named is None:
        return None
    profile, document = (unescaped(each.decode(errors="replace")) for each in named.groups())
    return Identity(profile, document, "", version[1].decode(errors="replace") if version else "", "property")


# By what it prints ---------------------------------------------------------------------------------------


def _lines(file: WordRows) -> Iterator[str]:
    """Yield what a file prints around its clauses; of one without styles everything is there."""
    yield from (words for row in file.control for words in row)
    yield from (line.text for line in file.around)
    if not file.has_headings:
        yield from (row.passage.words for row in file.rows)


def _by_code(library: Library, file: WordRows) -> Identity | None:
    named = ((profile, document) for profile in library.profile_files for document in library.template_files)
    codes = {code.partition("-")[0] for line in _lines(file) if (code := code_in(line))}
    for profile, document in named if codes else ():
        if code_of_document(profile, document) in codes:
            return Identity(profile, document, "", "", "code")
    return None


def _printed_code(file: WordRows, profile: str, document: str) -> str:
    """Return the code of a document that a file prints, "" for none."""
    wanted = code_of_document(profile, document)
    return next((code for line in _lines(file) if (code := code_in(line)).startswith(wanted)), "")


def _by_check_number(library: Library, file: WordRows) -> Identity | None:
    """Return the approved version whose check number a file prints."""
    printed = {number for line in _lines(file) for cell in line.split("\t") if (number := read_check_number(cell))}
    root = library.workspace.root
    if not printed or root is None:
        return None
    for profile, document in recorded(root):
        records = read_records(root, profile, document)
        for record in reversed(records.versions):
            try:
                numbers = text_digests(frozen_document(records, record)).numbers
            except PolicyBuilderError:
                continue  # one that is damaged is not the one that is looked for
            if printed.intersection(numbers):
                return Identity(profile, document, "approved", record.version, "code")
    return None


def _by_title(library: Library, file: WordRows) -> Identity | None:
    """Return the document whose council and title a file prints: of titles that hold one another the longest."""
    text = "\n".join(" ".join(line.split()) for line in (file.title, *_lines(file)))
    found: list[tuple[int, int, Identity]] = []
    for id in library.profile_files:
        try:
            profile = library.profile(id)
            council = profile.front.council
            named = [name for name in (council.name, council.short_name) if name in text] if council else []
            documents = documents_of(library, id) if named else ()
        except PolicyBuilderError:
            continue
        for document in documents:
            said = profile.front.documents.get(document)
            front = library.template(document).front
            usual = (front.title, *(front.title_by.titles.values() if front.title_by else ()))
            titles = [title for title in ((said.title,) if said and said.title else usual) if title in text]
            if titles:
                longest = max(map(len, titles))
                found.append((longest, len(named[0]), Identity(id, document, "", "", "title")))
    best = max((each[:2] for each in found), default=(0, 0))
    fitting = [identity for *size, identity in found if tuple(size) == best]
    return fitting[0] if len(fitting) == 1 else None


# By what a person says -----------------------------------------------------------------------------------


def _as_said(library: Library, found: Identity | None, name: str, profile: str, document: str) -> Identity | None:
    """Return the document that a person names, where the file says nothing else."""
    if found is not None:
        if profile in ("", found.profile) and document in ("", found.document):
            return found
        said = "/".join(each for each in (profile, document) if each)
        message = f"the file is of {found.profile}/{found.document}, not of {said}"
        raise fail(
            Location(name), message, "other-document", "leave out --profile and --document, or take another file"
        )
    if profile and not document and profile in library.profile_files:
        documents = documents_of(library, profile)
        if len(documents) == 1:
            document = documents[0]
        else:
            hint = f"add --document; the documents are {', '.join(documents)}"
            raise fail(Location(name), f"which document of {profile} is the file?", "which-document", hint)
    return Identity(profile, document, "", "", "asked") if profile and document else None


def _refuse_other(library: Library, found: Identity, name: str) -> None:
    """Raise for a council or document that this workspace has not."""
    if found.profile not in library.profile_files:
        message = f"the file is of {found.profile}/{found.document}, and there is no profile {found.profile} here"
        known = sorted(library.profile_files)
        hint = did_you_mean(found.profile, known, "name the workspace that has it with --workspace FOLDER")
        raise fail(Location(name), message, "other-council", hint)
    documents = documents_of(library, found.profile)
    if found.document not in documents:
        message = f"the file is of {found.profile}/{found.document}, which the profile does not name"
        hint = did_you_mean(found.document, documents, f"its documents are {', '.join(documents)}")
        raise fail(Location(name), message, "unknown-document", hint)

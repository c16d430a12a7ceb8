"""What a document was made of: the files, as they were, to be kept with an approved version.

They are kept in one zip: a version is then a handful of files that a clerk can look through and that SharePoint or
OneDrive move quickly, where the sources alone would be eighty.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.document import Document, clauses
from policybuilder.errors import Location
from policybuilder.library.library import Library
from policybuilder.library.workspace import AuthoredFile
from policybuilder.ooxml.zip import write_parts

ARCHIVE = "sources.zip"
_REFERENCE = ("parameters", "terms", "law", "frameworks", "facts")


def sources_archive(library: Library, document: Document) -> bytes:
    """Return the files that a document was made of as a zip, by the paths that its provenance gives.

    They are the profile and its bases, the template and its shell, the clauses, and the reference files. The same files
    give the same bytes.
    """
    files = sorted(set(_files(library, document)), key=lambda file: file.name)
    return write_parts({file.name: file.content() for file in files}, level=6)


def _files(library: Library, document: Document) -> Iterator[AuthoredFile]:
    waiting = [document.profile]
    seen: set[str] = set()
    while waiting:
        id = waiting.pop()
        if id not in seen:
            seen.add(id)
            yield library.profile_files[id]
            waiting.extend(library.profile(id).front.extends)
    yield library.template_files[document.template]
    place = library.profile(document.profile).place("documents", document.id)
    yield library.workspace.named_file(document.shell, place, "templates")
    for id in sorted({clause.id for clause in clauses(document)}):
        yield library.clause_files[id]
    for name in _REFERENCE:
        yield from library.workspace.versions_of(f"clauses/{name}.yaml")


def shell_of(library: Library, document: Document) -> bytes:
    """Return the Word shell of a document. Raises PolicyBuilderError when there is no such file."""
    place: Location = library.profile(document.profile).place("documents", document.id)
    return library.workspace.named_file(document.shell, place, "templates").content()

"""What a document was made of: the files, as they were, to be kept with an approved version.

They are kept in one zip: a version is then a handful of files that a clerk can look through and that SharePoint or
OneDrive move quickly, where the sources alone would be eighty.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybuilder.document import Document, clauses
from policybuilder.library.workspace import AuthoredFile
from policybuilder.ooxml.zip import write_parts
from policybuilder.resolution.case import Case

ARCHIVE = "sources.zip"
_REFERENCE = ("parameters", "terms", "law", "frameworks", "facts")


def sources_archive(case: Case, document: Document) -> bytes:
    """Return the files that a document was made of, of this case, as a zip, by the paths that its provenance gives.

    They are the profile and its bases, the template and its shell, the clauses, and the reference files. The same files
    give the same bytes.
    """
    files = sorted(set(_files(case, document)), key=lambda file: file.name)
    return write_parts({file.name: file.content() for file in files}, level=6)


def _files(case: Case, document: Document) -> Iterator[AuthoredFile]:
    library = case.library
    yield from case.files()
    for id in sorted({clause.id for clause in clauses(document)}):
        yield library.clause_files[id]
    for name in _REFERENCE:
        yield from library.workspace.versions_of(f"clauses/{name}.yaml")

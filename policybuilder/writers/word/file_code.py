"""The code of a Word file: ten letters and figures in its control table, its custom property and its item.

The first five are of the document, the last five of its words. So a copy that lost everything but what it prints is
known to be of this document, and whether it left with the words that the document has today. No vowels and nothing that
is misread, so that it can be typed from a printed page and never reads as a word.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from policybuilder.document import ControlEntry, Document, Value
from policybuilder.labels import labels_for
from policybuilder.printed import CODE_SIGNS, FILE_CODE
from policybuilder.writers.footprint import Footprint

_LENGTH = 5
"""Of 28 signs: two of 300 documents have the same by chance once in 400 workspaces."""


def file_code(document: Document, made: Footprint) -> str:
    """Return the code of a document with this footprint, as in "K7QM3-2FZ9B"."""
    words = "\n".join(f"{id}:{digest}" for id, (_, digest) in made.clauses.items())
    return f"{code_of_document(document.profile, document.id)}-{_short(words)}"


def code_of_document(profile: str, document: str) -> str:
    """Return the first half of a code: which document of which council it is."""
    return _short(f"{profile}/{document}")


def with_file_code(document: Document, code: str) -> Document:
    """Return a document whose control table ends with the code."""
    label = labels_for(document.language).control[FILE_CODE]
    return replace(document, control=(*document.control, ControlEntry(FILE_CODE, label, Value(code, FILE_CODE))))


def _short(text: str) -> str:
    number = int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8], "big")
    found = ""
    for _ in range(_LENGTH):
        number, at = divmod(number, len(CODE_SIGNS))
        found += CODE_SIGNS[at]
    return found

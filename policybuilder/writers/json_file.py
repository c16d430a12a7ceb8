"""A document as the JSON file that is kept with a version."""

from __future__ import annotations

from policybuilder.document import Document
from policybuilder.document_json import dumps


def write_json(document: Document, _shell: bytes = b"") -> bytes:
    """Return the document as JSON, UTF-8."""
    return dumps(document)

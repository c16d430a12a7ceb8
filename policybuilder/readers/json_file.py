"""A document as it was kept as JSON -> the document."""

from __future__ import annotations

from policybuilder.document import Document
from policybuilder.document_json import loads


def read_json_file(content: bytes, name: str, _tracked: str = "accept") -> tuple[Document, None]:
    """Return the document of a JSON file, which prints nothing. Raises PolicyBuilderError as `loads` does."""
    return loads(content, name), None

"""The policy in a file of any format that is built here, and what else the file prints."""

from __future__ import annotations

from policybuilder.document import Document
from policybuilder.document_json import loads
from policybuilder.errors import Location, fail
from policybuilder.printed import Printed

PRINTED = (".docx", ".md", ".html")
"""The endings of the files that people read."""

_WORD = (".docx", ".docm", ".dotx")
_MARKDOWN = (".md", ".markdown")


def read_policy_file(content: bytes, name: str) -> tuple[Document, Printed | None]:
    """Return the policy of a file and what else it prints, which a document's JSON does not say.

    Raises PolicyBuilderError, located at `name`, when the file is not what its name says.
    """
    ending = name.lower()
    # The readers are imported where they are used: who names a Word file needs nothing that reads pages.
    if ending.endswith(_WORD):
        from policybuilder.readers.word.read import read_word_file

        return read_word_file(content, name)
    if ending.endswith(_MARKDOWN):
        from policybuilder.readers.markdown.document import read_markdown_file

        return read_markdown_file(content, name)
    if ending.endswith((".html", ".htm")):
        from policybuilder.readers.html.page import read_html_file

        return read_html_file(content, name)
    if ending.endswith(".json"):
        return loads(content, name), None
    hint = "a policy is a Word document (.docx), Markdown (.md), a page (.html) or a document's JSON (.json)"
    raise fail(Location(name), "unknown kind of file", "unknown-format", hint)

"""The policy in a file of any format that is built here, what else the file prints, and what it says of itself."""

from __future__ import annotations

from policybuilder.document import Document
from policybuilder.document_json import loads
from policybuilder.errors import Location, fail
from policybuilder.ooxml.zip import read_parts
from policybuilder.printed import Printed
from policybuilder.writers import own_mark
from policybuilder.writers.own_mark import Mark
from policybuilder.writers.word import mark as word_mark

WORD = (".docx", ".docm", ".dotx")
MARKDOWN = (".md", ".markdown")
HTML = (".html", ".htm")
JSON = ".json"

PRINTED = (".docx", ".md", ".html")
"""The endings of the files that people read, as they are built."""


def read_policy_file(content: bytes, name: str, tracked: str = "accept") -> tuple[Document, Printed | None]:
    """Return the policy of a file and what else it prints, which a document's JSON does not say.

    `tracked` is "accept" or "reject": how tracked changes in Word files are read. Raises PolicyBuilderError, located at
    `name`, when the file is not what its name says.
    """
    ending = name.lower()
    # The readers are imported where they are used: two versions are compared without them.
    if ending.endswith(WORD):
        from policybuilder.readers.word.read import read_word_file

        return read_word_file(content, name, tracked)
    if ending.endswith(MARKDOWN):
        from policybuilder.readers.markdown.document import read_markdown_file

        return read_markdown_file(content, name)
    if ending.endswith(HTML):
        from policybuilder.readers.html.page import read_html_file

        return read_html_file(content, name)
    if ending.endswith(JSON):
        return loads(content, name), None
    hint = "a policy is a Word document (.docx), Markdown (.md), a page (.html) or a document's JSON (.json)"
    raise fail(Location(name), "unknown kind of file", "unknown-format", hint)


def mark_in_file(content: bytes, name: str) -> tuple[Mark | None, bool]:
    """Return what a file says of itself, when it was built here, and whether it is as it was built.

    Raises PolicyBuilderError for a Word file that cannot be opened.
    """
    ending = name.lower()
    if ending.endswith(WORD):
        parts = read_parts(content, name)
        return word_mark.mark_in_parts(parts), word_mark.is_as_built_parts(parts)
    suffix = next((built for kinds, built in ((MARKDOWN, ".md"), (HTML, ".html")) if ending.endswith(kinds)), JSON)
    return own_mark.mark_in(content, suffix), own_mark.is_as_built(content, suffix)

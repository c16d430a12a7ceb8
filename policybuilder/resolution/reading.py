"""Phase 5: filled Markdown into blocks, with a clause's problems located in its file."""

from __future__ import annotations

from policybuilder.document import Block
from policybuilder.errors import Location, Problems
from policybuilder.readers.markdown.blocks import UnreadableMarkdownError, flattened_lists, read_blocks
from policybuilder.readers.markdown.marks import quotable
from policybuilder.resolution.fill import Filled


def read(filled: Filled, file: str, first_line: int, problems: Problems) -> tuple[Block, ...]:
    """Return the blocks of a filled text; what a policy cannot hold is noted as a problem."""
    lines = filled.text.split("\n")
    for number, reason in flattened_lists(filled.text):
        message = f'{reason}: "{quotable(lines[number - 1])}"'
        problems.add(Location(file, first_line), message, "flattened-list", "Markdown would run it into the text")
    try:
        return read_blocks(filled.text, filled.values)
    except UnreadableMarkdownError as error:
        problems.add(Location(file, first_line), str(error), "unreadable-markdown")
    return ()

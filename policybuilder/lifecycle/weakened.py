"""What the merge of a council's words with a newer library weakens, so that nothing gets weaker in silence."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from policybuilder.document import Block, Document, clauses
from policybuilder.errors import Location, PolicyBuilderError, Problem
from policybuilder.readers.markdown.blocks import UnreadableMarkdownError, read_blocks

if TYPE_CHECKING:
    from policybuilder.compare.changes import Weighing

_VALUE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_TEST = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)


def weakened(before: str, after: str) -> tuple[Weighing, ...]:
    """Return what makes an authored text weaker than it was, weighed as `compare` does.

    Values count as the names that they print, and the words within tests as if they were always printed.
    """
    # Imported here: most builds merge nothing, and need nothing that compares.
    from policybuilder.compare.weaker import weaker

    return weaker(_blocks(before), _blocks(after))


def _blocks(text: str) -> tuple[Block, ...]:
    words = _VALUE.sub(lambda value: f"[{value[1].strip()}]", _TEST.sub("", text))
    try:
        return read_blocks(words)
    except UnreadableMarkdownError:
        return ()  # told where the text is read


@contextlib.contextmanager
def merges_weighed(draft: Callable[[], Document]) -> Iterator[None]:
    """Tell, beside the amendments that a block refuses because they are not written yet, what their merge weakens.

    `draft` gives the document as it is without the refusal.
    """
    try:
        yield
    except PolicyBuilderError as error:
        if not any(problem.code in ("amendment-carried", "amendment-adopted") for problem in error.problems):
            raise
        raise PolicyBuilderError([*error.problems, *weakened_by_merge(draft())]) from None


def weakened_by_merge(document: Document) -> Iterator[Problem]:
    """Yield a warning for each amendment that is weaker for being carried over to a newer clause."""
    for clause in clauses(document):
        for each in clause.provenance.amendments:
            if each.state not in ("carried", "adopted"):
                continue
            for found in weakened(each.unmerged, each.text or each.was):
                message = f'carried over, the amendment of "{clause.id}" is weaker than it was: {found.text}'
                hint = f"a {found.weight} change; read the draft, and amend the clause where that is not meant"
                yield Problem(Location.parse(each.source), message, "amendment-weakened", hint, "warning")

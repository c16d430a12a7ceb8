"""The table at the front of a policy that says whose it is, who approved it and when: facts, and no rules of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policybuilder.document import Block, ControlEntry, Table, Value, plain_text
from policybuilder.readers.own_front import row_id

_LABEL = re.compile(
    r"\b(?:owner|author|authors|sponsor|version|status|reference|ref|approv\w+|ratif\w+|adopted|agreed|issued?|review\w*"
    r"|date|dated|effective|expiry|classification|marking|title|responsible|lead|department|directorate|division"
    r"|supersedes|replaces|contact|distribution|circulation|audience|file ?name|publication|published|publish"
    r"|equality impact assessment|eqia|next|document|policy|edition|amended)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"(?:document|policy|version|procedure|corporate)? ?(?:control|information|details|properties|record|data"
    r"|management|governance|summary sheet|control sheet)(?: (?:sheet|table|page|panel|box))?",
    re.IGNORECASE,
)
_RULE = re.compile(r"\b(?:must|shall|should)\b", re.IGNORECASE)
_LONGEST_LABEL, _LONGEST_VALUE = 6, 20
_FEWEST = 3


def is_front_heading(heading: str) -> bool:
    """Return whether a heading is one that the table of a document's facts stands under."""
    return bool(_HEADING.fullmatch(" ".join(heading.split())))


def is_front_table(block: Block) -> bool:
    """Return whether a block is a table of a document's facts: names on the left, each with what it is beside it."""
    if not isinstance(block, Table):
        return False
    facts = list(_facts(block))
    named = [fact for fact in facts if _is_fact(*fact)]
    rows = [block.header, *block.rows] if block.header else block.rows
    in_pairs = all(len(row) in (2, 4) for row in rows)
    return in_pairs and len(named) >= _FEWEST and 4 * len(named) >= 3 * len(facts)


def front_entries(block: Block) -> tuple[ControlEntry, ...]:
    """Return the facts of such a table, in order."""
    assert isinstance(block, Table)
    found: dict[str, ControlEntry] = {}
    for label, text in _facts(block):
        id = row_id(label)
        while id in found:
            id += "_"
        found[id] = ControlEntry(id, label, Value(text, f"document.{id}"))
    return tuple(found.values())


def _facts(table: Table) -> Iterator[tuple[str, str]]:
    for row in [table.header, *table.rows] if table.header else table.rows:
        cells = [" ".join(plain_text(cell.inlines).split()) for cell in row]
        for label, text in zip(cells[::2], cells[1::2], strict=False):
            if label or text:
                yield label.rstrip(":").strip(), text


def _is_fact(label: str, text: str) -> bool:
    """Return whether a pair of cells is a fact of a document, and no rule."""
    short = len(label.split()) <= _LONGEST_LABEL and len(text.split()) <= _LONGEST_VALUE
    return short and bool(_LABEL.search(label)) and not _RULE.search(text)

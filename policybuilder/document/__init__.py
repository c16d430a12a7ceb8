"""The hub: a resolved policy as one frozen value, which knows no file format.

A `Document` holds `Section`s, a section holds `Clause`s (policy.py), a clause holds `Block`s and a block holds
`Inline`s (words.py). Writers, comparison and the record of versions read only this. It is complete and numbered, and
carries for every clause where it came from (provenance.py), so that two versions can be compared, with reasons, without
the library they were made from. reading.py asks a document, mapped.py makes a changed one.
`policybuilder.document_json` turns it into JSON and back.
"""

from __future__ import annotations

from policybuilder.document.ids import (
    TAG,
    cut_id,
    digest,
    fitted,
    with_whole_ids,
)
from policybuilder.document.mapped import (
    map_blocks,
    map_clauses,
    map_inlines,
    map_runs,
    map_texts,
    without_links,
)
from policybuilder.document.policy import (
    Clause,
    ControlEntry,
    Council,
    Document,
    OpenQuestion,
    Section,
)
from policybuilder.document.provenance import (
    LATER,
    Amendment,
    Change,
    LawEntry,
    LawState,
    Omission,
    Origin,
    ParameterUse,
    Provenance,
    SignOff,
    with_mover,
)
from policybuilder.document.reading import (
    CELL,
    block_lines,
    block_text,
    clauses,
    inlines_of,
    plain_text,
    unconfirmed,
    word_count,
)
from policybuilder.document.words import (
    Block,
    Cell,
    Code,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Paragraph,
    Preformatted,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
    Value,
)

__all__ = [
    "CELL",
    "LATER",
    "TAG",
    "Amendment",
    "Block",
    "Cell",
    "Change",
    "Clause",
    "Code",
    "ControlEntry",
    "Council",
    "Document",
    "Emphasis",
    "Heading",
    "Inline",
    "LawEntry",
    "LawState",
    "LineBreak",
    "Link",
    "List",
    "ListItem",
    "Omission",
    "OpenQuestion",
    "Origin",
    "Paragraph",
    "ParameterUse",
    "Preformatted",
    "Provenance",
    "Quote",
    "Reference",
    "Section",
    "SignOff",
    "Strong",
    "Table",
    "Text",
    "Value",
    "block_lines",
    "block_text",
    "clauses",
    "cut_id",
    "digest",
    "fitted",
    "inlines_of",
    "map_blocks",
    "map_clauses",
    "map_inlines",
    "map_runs",
    "map_texts",
    "plain_text",
    "unconfirmed",
    "with_mover",
    "with_whole_ids",
    "without_links",
    "word_count",
]

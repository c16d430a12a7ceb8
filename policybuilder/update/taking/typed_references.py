"""References in an edited file over which somebody wrote: they are words now, and lead nowhere of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from policybuilder.document import Inline, Reference, Text, map_inlines
from policybuilder.library.wording import as_read
from policybuilder.update.returned import ReturnedFile, ReturnedPassage
from policybuilder.update.taking.draft import Draft


def known_references(draft: Draft, file: ReturnedFile) -> Mapping[str, frozenset[str]]:
    """Return what a reference to each clause reads, when the file was sent and now, in small letters."""
    found = {clause: {as_read(text).lower()} for clause, text in draft.assembly.references.items()}
    for clause in file.clauses:
        for passage in clause.sent.passages:
            for inline in passage.inlines:
                if isinstance(inline, Reference):
                    found.setdefault(inline.clause, set()).add(as_read(inline.text).lower())
    return {clause: frozenset(texts) for clause, texts in found.items()}


def with_typed_references(
    passages: Sequence[ReturnedPassage], known: Mapping[str, frozenset[str]]
) -> tuple[ReturnedPassage, ...]:
    """Return passages in which a reference that reads otherwise than any to its clause is what was typed."""

    def typed(inline: Inline) -> Iterable[Inline]:
        if isinstance(inline, Reference) and as_read(inline.text).lower() not in known.get(inline.clause, ()):
            return (Text(inline.text),)
        return (inline,)

    return tuple(
        replace(
            each, passage=replace(each.passage, cells=tuple(map_inlines(cell, typed) for cell in each.passage.cells))
        )
        if any(isinstance(inline, Reference) for inline in each.passage.inlines)
        else each
        for each in passages
    )


__all__ = ["known_references", "with_typed_references"]

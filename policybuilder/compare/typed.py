"""Words that somebody typed over a printed value: the parameter that they come from, and what to answer instead.

A Word or Markdown file holds a value as mere words. Where the other side is the document that it was built from, the
words that were there are known to be a value, and nothing else: only then is the parameter named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from policybuilder.compare.changes import Edit, Reason, place_of
from policybuilder.compare.marked import MarkedClause
from policybuilder.document import Document, Origin, Value, clauses, inlines_of


@dataclass(frozen=True)
class Typed:
    """A value that was typed over: its parameter or fact, what it printed, and what stands there now.

    `elsewhere` are the places of the clauses where the value is printed and was left as it was.
    """

    name: str
    was: str
    now: str
    elsewhere: tuple[str, ...] = ()


Naming = Callable[[Typed], Reason]
"""Returns the reason that names where words come from, and says what to do to have what was typed."""


def named(typed: Typed, advice: str, source: str = "", origin: Origin | None = None) -> Reason:
    """Return the reason for words that were typed over a value: who set it (`origin`), and what to do about it."""
    who = f" ({origin})" if origin else ""
    places = ", ".join(typed.elsewhere)
    also = f"; {places} {'prints' if len(typed.elsewhere) == 1 else 'print'} it, too, unchanged here" if places else ""
    return Reason("parameter", f"“{typed.was}” comes from {typed.name}{who}; {advice}{also}", source, typed.name)


def by_record(document: Document) -> Naming:
    """Return a naming from what a document records of its parameters, for where nothing more is known of them."""
    uses = {use.name: use for clause in clauses(document) for use in clause.provenance.parameters}

    def naming(typed: Typed) -> Reason:
        use = uses.get(typed.name)
        return named(typed, f"set it to {typed.now}", use.source if use else "", use.origin if use else None)

    return naming


def values_typed_over(marked: Sequence[MarkedClause], edits: Sequence[Sequence[Edit]]) -> list[tuple[Typed, ...]]:
    """Return for each clause the values that were typed over in it, from the edits of each."""
    if not any(edit.over for made in edits for edit in made):
        return [()] * len(marked)
    printed = [_printed(clause) for clause in marked]
    places = [place_of(clause.old) if clause.old else "" for clause in marked]
    done = [Counter((edit.over, edit.new) for edit in made if edit.over) for made in edits]

    def left(edit: Edit) -> Iterator[str]:
        for place, values, typed in zip(places, printed, done, strict=True):
            if place and values[edit.over] > typed[edit.over, edit.new]:
                yield place

    return [
        tuple(dict.fromkeys(Typed(edit.over, edit.old, edit.new, tuple(left(edit))) for edit in made if edit.over))
        for made in edits
    ]


def _printed(clause: MarkedClause) -> Counter[str]:
    """Return how often each value stands in the old version of a clause."""
    inlines = (inline for block in (clause.old.blocks if clause.old else ()) for inline in inlines_of(block))
    return Counter(inline.parameter for inline in inlines if isinstance(inline, Value))

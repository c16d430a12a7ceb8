"""Which sections a build changes, compared with the draft that stood in its place, and which answer changed them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from policybuilder.document import Clause, Document, ParameterUse, clauses
from policybuilder.errors import PolicyBuilderError
from policybuilder.ooxml.zip import read_parts
from policybuilder.writers.footprint import Footprint, answer_digest, footprint
from policybuilder.writers.own_mark import mark_for
from policybuilder.writers.word.mark import footprint_in_parts, mark_in_parts


@dataclass(frozen=True)
class ChangedSection:
    """A numbered clause whose words a build changed. `heading` is its number and title.

    `answers` are the parameters with another answer than before that the clause depends on; none where the library, the
    council's own text or a fact of the council did it. `how` is "changed", "new" or "gone".
    """

    heading: str
    how: Literal["changed", "new", "gone"]
    answers: tuple[str, ...] = ()


def footprint_of(document: Document, content: bytes | None) -> Footprint | None:
    """Return what the Word file that stood in a draft's place says of its sections, or None when it says nothing."""
    try:
        parts = {} if content is None else read_parts(content, "")
    except PolicyBuilderError:
        return None
    mark = mark_in_parts(parts)
    return footprint_in_parts(parts) if mark and mark.name == mark_for(document).name else None


def changed_sections(before: Footprint, document: Document) -> tuple[ChangedSection, ...]:
    """Return the sections of a document with other words than before, in reading order, then those that are gone."""
    return tuple(_changed(before, document))


def _changed(before: Footprint, document: Document) -> Iterator[ChangedSection]:
    now = footprint(document)
    for clause in clauses(document):
        _, digest = before.clauses.get(clause.id, ("", ""))
        if digest != now.clauses[clause.id][1]:
            yield ChangedSection(
                _heading(clause), "changed" if digest else "new", _moved(before, clause.provenance.parameters)
            )
    omitted = {omission.id: omission for omission in document.omissions}
    for id, (number, _) in before.clauses.items():
        if id not in now.clauses:
            omission = omitted.get(id)
            title = omission.title if omission else id
            yield ChangedSection(f"{number} {title}", "gone", _moved(before, omission.parameters if omission else ()))


def _heading(clause: Clause) -> str:
    return f"{clause.number} {clause.title}"


def _moved(before: Footprint, uses: tuple[ParameterUse, ...]) -> tuple[str, ...]:
    """Return which of some answers are known to have been others before."""
    return tuple(use.name for use in uses if before.answers.get(use.name, answer_digest(use)) != answer_digest(use))

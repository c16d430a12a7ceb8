"""A council's document as it is now: resolved, and its clauses with the sources of their words when asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from policybuilder.document import Clause, Document, Paragraph, clauses
from policybuilder.library.library import Library
from policybuilder.resolution import Assembly, assembled, case_of
from policybuilder.resolution.case import Case
from policybuilder.resolution.live import LiveClause, live_in
from policybuilder.update.taking.live_passages import LivePassage, live_passages


@dataclass
class Draft:
    """A document of a council, by its ids, in a library. What is asked for twice is worked out once."""

    library: Library
    profile: str
    id: str
    _live: dict[str, tuple[LiveClause, tuple[LivePassage, ...] | None]] = field(default_factory=dict)

    @cached_property
    def case(self) -> Case:
        """The case that the document is made of."""
        return case_of(self.library, self.profile, self.id)

    @cached_property
    def assembly(self) -> Assembly:
        """What fills and numbers its clauses."""
        return assembled(self.case)

    @cached_property
    def document(self) -> Document:
        """The document, resolved. Raises PolicyBuilderError for what is wrong with it."""
        return self.assembly.document()

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        """Its clauses by id, in reading order."""
        return {clause.id: clause for clause in clauses(self.document)}

    def live(self, clause: str) -> LiveClause:
        """Return a clause with its pieces and their sources."""
        return self._of(clause)[0]

    def passages(self, clause: str) -> tuple[LivePassage, ...] | None:
        """Return the passages of a clause with the sources of their words; None where they cannot be told apart."""
        return self._of(clause)[1]

    def _of(self, clause: str) -> tuple[LiveClause, tuple[LivePassage, ...] | None]:
        if clause not in self._live:
            live = live_in(self.assembly, self.case, clause)
            self._live[clause] = live, live_passages(live, self.clauses[clause])
        return self._live[clause]

    def section_number(self, section: str) -> str:
        """Return the number of a section, "" where it is not in the document."""
        return next((each.number for each in self.document.sections if each.id == section), "")

    def numbers_paragraphs(self, clause: str) -> bool:
        """Return whether the paragraphs of a clause are numbered."""
        return any(isinstance(block, Paragraph) and block.number for block in self.clauses[clause].blocks)


__all__ = ["Draft"]

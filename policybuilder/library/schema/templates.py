"""What a document type is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from policybuilder.library.schema.words import (
    Depth,
    Opening,
)
from policybuilder.library.shapes import (
    Bool,
    Id,
    Int,
    Line,
    OrOnly,
    Shape,
    SomeEntries,
    Version,
    Words,
)


@dataclass(frozen=True, kw_only=True)
class ListedClauseModel(Shape):
    """A clause in its place in a template; `from_depth` says from which depth on, in place of the clause's level.

    `rule_in` is the document in which its rule stands whole, where the council has that one, too.
    """

    clause: Id
    from_depth: Depth | None = None
    rule_in: Id | None = None


@dataclass(frozen=True, kw_only=True)
class SectionModel(Shape):
    """A section of a template: its clauses in order."""

    id: Id
    title: Line
    clauses: Annotated[list[Annotated[ListedClauseModel, OrOnly("clause")]], SomeEntries()]

    def ids(self) -> list[str]:
        """Return the ids of its clauses."""
        return [entry.clause for entry in self.clauses]


@dataclass(frozen=True, kw_only=True)
class TitleByModel(Shape):
    """The titles of a document by the choice that a parameter has, where its usual title would not fit."""

    parameter: Line
    titles: dict[Id, Line]

    def titled(self, choice: object) -> str | None:
        """Return the title for a choice, or None where the usual one fits."""
        return self.titles.get(str(choice))


@dataclass(frozen=True, kw_only=True)
class TemplateModel(Shape):
    """A document type.

    `variant_of` names one that has the same clauses in another order, to be used in its place. One that is `on_request`
    is in a new profile only when somebody asked for it. `opening` is compact for a document of a page or two, which
    goes without a contents list and has its control table last. `title_by` are titles that follow from a decision.
    """

    id: Id
    title: Line
    title_by: TitleByModel | None = None
    version: Version
    variant_of: Id | None = None
    shell: Line
    on_request: Bool = False
    opening: Opening = "full"
    numbered_paragraphs: Bool = True
    purpose: Words
    reading_age: Int | None = None
    sections: Annotated[list[SectionModel], SomeEntries()]
    appendices: list[Annotated[ListedClauseModel, OrOnly("clause")]] = field(default_factory=list)

"""What a council decides, and what a workspace needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from policybuilder.library.schema.clauses import SaysModel
from policybuilder.library.schema.words import (
    BasedOn,
    Depth,
    Nation,
)
from policybuilder.library.shapes import (
    AtLeast,
    Bool,
    Date,
    Digest,
    DocumentVersion,
    Id,
    Int,
    LibraryId,
    Line,
    Name,
    OrOnly,
    ProgramVersion,
    Shape,
    Version,
    Words,
)


@dataclass(frozen=True, kw_only=True)
class CouncilModel(Shape):
    """Who the council is. The functions are those that differ from what its type usually has."""

    name: Line
    short_name: Line
    nation: Nation
    type: Id
    functions: dict[str, Bool] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class IncludeModel(Shape):
    """A clause beyond the template or the depth, and where it goes.

    `by` is the body that moved it and `minute` where that is written.
    """

    clause: Id
    section: Id | None = None
    after: Id | None = None
    by: Line | None = None
    minute: Line | None = None
    reason: Words | None = None


@dataclass(frozen=True, kw_only=True)
class ExcludeModel(Shape):
    """A clause left out, with the council's reason.

    `base` is the version of the clause that was read, `by` the body that moved it and `minute` where that is written.
    """

    clause: Id
    base: Version | None = None
    by: Line | None = None
    minute: Line | None = None
    reason: Words


@dataclass(frozen=True, kw_only=True)
class AmendModel(Shape):
    """The council's own text in a clause, or, with `place: remove`, words of the library that it takes out.

    With `place: title`, `text` is the clause's title, on one line.

    `was` holds the words of the paragraph, item, row or clause that it was written for, and so says where it stands.
    `by` is the body that moved it and `minute` where that is written. With `says`, the clause permits, forbids and
    requires that from then on, and not what its own front matter says.
    """

    clause: Id
    place: Literal["append", "before", "after", "replace", "remove", "title"]
    paragraph: Annotated[Int, AtLeast(1)] | None = None
    base: Version
    was: Words | None = None
    by: Line | None = None
    minute: Line | None = None
    reason: Words
    text: Words | None = None
    says: list[SaysModel] | None = None


@dataclass(frozen=True, kw_only=True)
class OrderModel(Shape):
    """The order of a document, in place of the template's: what is named comes first, and the rest follows as it was.

    `clauses` names the clauses of a section by the section's id; one that the template has elsewhere moves there.
    """

    sections: list[Id] = field(default_factory=list)
    clauses: dict[Id, list[Id]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ProfileDocumentModel(Shape):
    """What a council says about one of its documents."""

    title: Line | None = None
    owner: Line | None = None
    approver: Line | None = None
    version: DocumentVersion | None = None
    status: Literal["draft", "in-consultation", "for-approval"] | None = None
    date: Date | None = None
    effective_date: Date | None = None
    review_date: Date | None = None
    classification: Line | None = None
    depth: Depth | None = None
    word_shell: Line | None = None
    parameters: dict[Name, Any] = field(default_factory=dict)
    kept: dict[Name, Any] = field(default_factory=dict)
    include: list[Annotated[IncludeModel, OrOnly("clause")]] = field(default_factory=list)
    exclude: list[ExcludeModel] = field(default_factory=list)
    order: OrderModel = field(default_factory=OrderModel)
    amend: list[AmendModel] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class AppendixModel(Shape):
    """The version of an appendix that a role keeps, wherever the appendix stands."""

    version: DocumentVersion
    date: Date | None = None


@dataclass(frozen=True, kw_only=True)
class LawCheckedModel(Shape):
    """A sign-off: that a role read a statement of law at its source, when, and what it read.

    `note` is the digest of the statement that was signed off and of its day, so that the sign-off lapses when they
    change; `says` keeps the statement for people. An `illustrative` one is an example: no real council may rest on it.
    """

    role: Line
    date: Date
    read: Words
    note: Digest
    says: Words | None = None
    illustrative: Bool = False


@dataclass(frozen=True, kw_only=True)
class PutOffModel(Shape):
    """That the council does not take a newer library in before a day, with its reason, and the role that said so."""

    not_before: Date
    reason: Words
    by: Line | None = None


@dataclass(frozen=True, kw_only=True)
class ProfileModel(Shape):
    """A profile: a council, or a base that councils extend. `kept` are defaults that were looked at, as they were."""

    id: Id
    base: Bool = False
    illustrative: Bool = False
    extends: list[Id] = field(default_factory=list)
    council: CouncilModel | None = None
    based_on: BasedOn | None = None
    depth: Depth | None = None
    word_shell: Line | None = None
    tools: dict[str, Any] = field(default_factory=dict)
    roles: dict[str, Any] = field(default_factory=dict)
    governance: dict[str, Any] = field(default_factory=dict)
    structure: dict[str, Any] = field(default_factory=dict)
    risk: dict[str, Any] = field(default_factory=dict)
    lgr: dict[str, Any] = field(default_factory=dict)
    parameters: dict[Name, Any] = field(default_factory=dict)
    kept: dict[Name, Any] = field(default_factory=dict)
    appendices: dict[Id, AppendixModel] = field(default_factory=dict)
    law_checked: dict[LibraryId, LawCheckedModel] = field(default_factory=dict)
    newer_library: PutOffModel | None = None
    documents: dict[Id, ProfileDocumentModel] = field(default_factory=dict)


PARAMETER_SECTIONS = ("tools", "roles", "governance", "structure", "risk", "lgr")
"""The sections of a profile whose keys are parameters named section.key."""


@dataclass(frozen=True, kw_only=True)
class WorkspaceModel(Shape):
    """The file policybuilder.yaml at the top of a workspace: the least version of policybuilder that reads it."""

    needs: ProgramVersion

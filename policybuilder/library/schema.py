"""The shapes of the authored files, as dataclasses; the published JSON Schemas come from them.

Values arrive as text (see `strict_yaml`), and the annotations (see `shapes`) say how text becomes each value. Nothing
is guessed: only `true` and `false` are booleans, only 2026-11-22 is a date.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

from policybuilder.library.parameters.types import PARAMETER_TYPES
from policybuilder.library.shapes import (
    AtLeast,
    Bool,
    Date,
    Digest,
    DocumentVersion,
    Id,
    Int,
    Key,
    LibraryId,
    Line,
    Name,
    OneOf,
    OrKeys,
    OrOnly,
    ProgramVersion,
    Record,
    SomeEntries,
    Version,
    Words,
    YesNo,
    hyphenated,
)

NATIONS = ("england", "wales", "scotland", "northern-ireland")
Nation = Literal["england", "wales", "scotland", "northern-ireland"]
LEVELS = ("mandatory", "recommended", "optional")
Level = Literal["mandatory", "recommended", "optional"]
DEPTHS = {"essential": 0, "standard": 1, "full": 2}
"""How deep a policy goes; depth n takes the clauses of the first n + 1 levels."""
Depth = Literal["essential", "standard", "full"]
ChangeKind = Literal["editorial", "minor", "major"]
BasedOn = Literal["socitm-v1", "socitm-v2", "own", "none"]
Opening = Literal["full", "compact"]


# Clauses -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ChangeModel(Record):
    """An entry of a clause's history."""

    version: Version
    date: Date
    kind: ChangeKind
    why: Words


@dataclass(frozen=True, kw_only=True)
class NoteModel(Record):
    """How a clause answers an item of a framework.

    `from_depth` and `nations` are for words that it has only from that depth on, or only there.
    """

    note: Words
    from_depth: Depth | None = None
    nations: list[Nation] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class SaysModel(Record):
    """What a clause permits, forbids or requires, so that two that do not go together can be found.

    One of the three names an act. `of` is whom it binds and `using` with what, where not everyone or anything; `when`
    is the condition under which the clause says so.
    """

    permits: LibraryId | None = None
    forbids: LibraryId | None = None
    requires: LibraryId | None = None
    of: LibraryId | None = None
    using: LibraryId | None = None
    when: Words | None = None


@dataclass(frozen=True, kw_only=True)
class ClauseModel(Record):
    """The front matter of a clause file."""

    id: Id
    title: Line
    version: Version
    level: Level
    applies_when: Words | None = None
    parameters: list[Name] = field(default_factory=list)
    requires: list[Id] = field(default_factory=list)
    law: list[LibraryId] = field(default_factory=list)
    frameworks: dict[LibraryId, Annotated[dict[str, Annotated[NoteModel | None, OrOnly("note")]], OrKeys()]] = field(
        default_factory=dict
    )
    covers: list[Id] = field(default_factory=list)
    says: list[SaysModel] = field(default_factory=list)
    kept_by: Name | None = None
    changes: Annotated[list[ChangeModel], SomeEntries()]


# Templates -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ListedClauseModel(Record):
    """A clause in its place in a template; `from_depth` says from which depth on, in place of the clause's level.

    `rule_in` is the document in which its rule stands whole, where the council has that one, too.
    """

    clause: Id
    from_depth: Depth | None = None
    rule_in: Id | None = None


@dataclass(frozen=True, kw_only=True)
class SectionModel(Record):
    """A section of a template: its clauses in order."""

    id: Id
    title: Line
    clauses: Annotated[list[Annotated[ListedClauseModel, OrOnly("clause")]], SomeEntries()]

    def ids(self) -> list[str]:
        """Return the ids of its clauses."""
        return [entry.clause for entry in self.clauses]


@dataclass(frozen=True, kw_only=True)
class TemplateModel(Record):
    """A document type.

    `variant_of` names one that has the same clauses in another order, to be used in its place. `opening` is compact for
    a document of a page or two, which goes without a contents list and has its control table last.
    """

    id: Id
    title: Line
    version: Version
    variant_of: Id | None = None
    shell: Line
    opening: Opening = "full"
    numbered_paragraphs: Bool = True
    purpose: Words
    reading_age: Int | None = None
    sections: Annotated[list[SectionModel], SomeEntries()]
    appendices: list[Annotated[ListedClauseModel, OrOnly("clause")]] = field(default_factory=list)


# Reference files -----------------------------------------------------------------------------------------

ParameterTypeName = Annotated[str, OneOf(tuple(PARAMETER_TYPES))]


@dataclass(frozen=True, kw_only=True)
class ParameterModel(Record):
    """A decision that a council makes. Without any default it is required.

    The default of a `fact` (a post, a body, a course, a named policy) is a guess until the council has looked at it;
    `fact_columns` are the columns of a table that hold such names, where not all do.
    """

    type: ParameterTypeName
    group: Id
    label: Line
    question: Line
    help: Words | None = None
    ask: Line
    options: dict[LibraryId, Words] = field(default_factory=dict)
    columns: dict[Key, Line] = field(default_factory=dict)
    unit: Line | None = None
    minimum: Int | None = None
    maximum: Int | None = None
    default: Any = None
    default_by_nation: dict[Nation, Any] = field(default_factory=dict)
    default_from: Name | None = None
    fact: Bool = False
    fact_columns: list[Key] = field(default_factory=list)
    rationale: Words | None = None


@dataclass(frozen=True, kw_only=True)
class ContradictionModel(Record):
    """Decisions that do not go together, with `when` as the test, for each row of the table or list `each`.

    It counts only for a council that has made the decisions under `given` itself.
    """

    id: Id
    each: Name | None = None
    when: Words
    given: list[Name] = field(default_factory=list)
    between: Annotated[list[Name], SomeEntries()]
    why: Line
    hint: Line


@dataclass(frozen=True, kw_only=True)
class ParametersModel(Record):
    """The file parameters.yaml: groups, the decisions that a council makes, and those that do not go together."""

    groups: dict[Id, Line] = field(default_factory=dict)
    parameters: dict[Name, ParameterModel] = field(default_factory=dict)
    contradictions: list[ContradictionModel] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class TermModel(Record):
    """Words that change with the nation; null where a nation has no such thing."""

    # The file writes the nation as it is named everywhere else, with a hyphen.
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid", "alias_generator": hyphenated}

    meaning: Words
    england: Line | None
    wales: Line | None
    scotland: Line | None
    northern_ireland: Line | None
    law: dict[Nation, list[LibraryId]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class LawModel(Record):
    """An instrument, code or guidance that policies rely on; `part_of` names the Act that a section belongs to.

    `as_at` is the day to which what was read is current, and `read` says what that was: the text, a page of the body
    responsible or a copy.
    """

    title: Line
    cite: Line
    nations: Annotated[list[Nation], SomeEntries()]
    note: Words
    as_at: Date
    source: Words
    verified: YesNo
    read: Words | None = None
    check: Words | None = None
    part_of: LibraryId | None = None
    replaced_by: LibraryId | None = None


@dataclass(frozen=True, kw_only=True)
class ItemModel(Record):
    """An item of a framework.

    `parts` are what a policy must say to answer a composite item, by id; without parts the item is one part.
    `out_of_reach` says why no council's policy can answer the item.
    """

    title: Words
    parts: dict[LibraryId, Words] = field(default_factory=dict)
    out_of_reach: Words | None = None


@dataclass(frozen=True, kw_only=True)
class FrameworkModel(Record):
    """A published framework and the items that clauses may cover."""

    title: Line
    source: Words
    items: Annotated[dict[str, Annotated[ItemModel, OrOnly("title")]], SomeEntries()]


@dataclass(frozen=True, kw_only=True)
class StaleModel(Record):
    """Names that a current policy no longer uses: what took their place, why, and who says so.

    `severity` is error where the old name misleads, and warning where the change is not certain.
    """

    names: Annotated[list[Line], SomeEntries()]
    instead: Line
    why: Words
    as_at: Date
    source: Words
    severity: Literal["error", "warning"] = "error"


@dataclass(frozen=True, kw_only=True)
class AvoidedModel(Record):
    """A word to avoid: what to write instead, and the phrases in which it is right."""

    instead: Line
    unless: list[Line] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class CouncilTypeModel(Record):
    """A type of council: where it exists and which functions it usually has.

    `known_by` are words by which the name of a body shows that it is of this type, for bodies that the register does
    not hold; `note` is said to whoever starts a profile of one.
    """

    label: Line
    nations: list[Nation]
    register: list[Line] = field(default_factory=list)
    known_by: list[Line] = field(default_factory=list)
    functions: list[str]
    note: Words | None = None


@dataclass(frozen=True, kw_only=True)
class NationModel(Record):
    """A nation of the UK."""

    label: Line
    language: Line


@dataclass(frozen=True, kw_only=True)
class ReorganisationModel(Record):
    """A rule that says which councils are due to end, when, and how sure that is."""

    register_types: list[Line]
    county: Line | None = None
    nations: list[Nation]
    date: Date
    successors: list[Line] = field(default_factory=list)
    successor_type: Id | None = None
    note: Words
    source: Words
    verified: YesNo
    check: Words | None = None


@dataclass(frozen=True, kw_only=True)
class EndedModel(Record):
    """Councils that ended on a day, and those that took over, where the register does not say so."""

    date: Date
    councils: Annotated[list[Line], SomeEntries()]
    successors: Annotated[list[Line], SomeEntries()]
    source: Words
    verified: YesNo
    check: Words | None = None


@dataclass(frozen=True, kw_only=True)
class FactsModel(Record):
    """The file facts.yaml: what follows from a council's nation and type."""

    nations: dict[Nation, NationModel]
    functions: dict[str, Line]
    types: dict[Id, CouncilTypeModel]
    reorganisation: list[ReorganisationModel] = field(default_factory=list)
    ended: list[EndedModel] = field(default_factory=list)


# Profiles ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class CouncilModel(Record):
    """Who the council is. The functions are those that differ from what its type usually has."""

    name: Line
    short_name: Line
    nation: Nation
    type: Id
    functions: dict[str, Bool] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class IncludeModel(Record):
    """A clause beyond the template or the depth, and where it goes."""

    clause: Id
    section: Id | None = None
    after: Id | None = None
    reason: Words | None = None


@dataclass(frozen=True, kw_only=True)
class ExcludeModel(Record):
    """A clause left out, with the council's reason.

    `base` is the version of the clause that was read, `by` the body that moved it and `minute` where that is written.
    """

    clause: Id
    base: Version | None = None
    by: Line | None = None
    minute: Line | None = None
    reason: Words


@dataclass(frozen=True, kw_only=True)
class AmendModel(Record):
    """The council's own text in a clause, or, with `place: remove`, words of the library that it takes out.

    `was` holds the words of the paragraph, item, row or clause that it was written for, and so says where it stands.
    `by` is the body that moved it and `minute` where that is written. With `says`, the clause permits, forbids and
    requires that from then on, and not what its own front matter says.
    """

    clause: Id
    place: Literal["append", "before", "after", "replace", "remove"]
    paragraph: Annotated[Int, AtLeast(1)] | None = None
    base: Version
    was: Words | None = None
    by: Line | None = None
    minute: Line | None = None
    reason: Words
    text: Words | None = None
    says: list[SaysModel] | None = None


@dataclass(frozen=True, kw_only=True)
class ProfileDocumentModel(Record):
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
    amend: list[AmendModel] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class AppendixModel(Record):
    """The version of an appendix that a role keeps, wherever the appendix stands."""

    version: DocumentVersion
    date: Date | None = None


@dataclass(frozen=True, kw_only=True)
class LawCheckedModel(Record):
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
class ProfileModel(Record):
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
    documents: dict[Id, ProfileDocumentModel] = field(default_factory=dict)


PARAMETER_SECTIONS = ("tools", "roles", "governance", "structure", "risk", "lgr")
"""The sections of a profile whose keys are parameters named section.key."""


@dataclass(frozen=True, kw_only=True)
class WorkspaceModel(Record):
    """The file policybuilder.yaml at the top of a workspace: the least version of policybuilder that reads it."""

    needs: ProgramVersion


SCHEMAS: dict[str, Any] = {
    "workspace": WorkspaceModel,
    "clause": ClauseModel,
    "template": TemplateModel,
    "profile": ProfileModel,
    "parameters": ParametersModel,
    "terms": dict[Key, TermModel],
    "law": dict[LibraryId, LawModel],
    "frameworks": dict[LibraryId, FrameworkModel],
    "facts": FactsModel,
    "stale": dict[LibraryId, StaleModel],
    "avoided_words": dict[Line, Annotated[AvoidedModel, OrOnly("instead")]],
    "abbreviations": dict[Line, Line],
}
"""The kinds of authored file, with the model of each."""

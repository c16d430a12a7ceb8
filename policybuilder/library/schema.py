"""The shapes of the authored files, as pydantic models; the published JSON Schemas come from them.

Values arrive as text (see `strict_yaml`), so each scalar type here says how text becomes that type, and nothing is
guessed: only `true` and `false` are booleans, only 2026-11-22 is a date.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

NATIONS = ("england", "wales", "scotland", "northern-ireland")
Nation = Literal["england", "wales", "scotland", "northern-ireland"]
LEVELS = ("mandatory", "recommended", "optional")
Level = Literal["mandatory", "recommended", "optional"]
Depth = Literal["essential", "standard", "full"]
ChangeKind = Literal["editorial", "minor", "major"]


def _boolean(value: Any) -> Any:
    if value in ("true", "false"):
        return value == "true"
    if isinstance(value, bool):
        return value
    raise ValueError("expected true or false")


def _whole_number(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"-?(0|[1-9][0-9]*)", value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError("expected a whole number, such as 30")


def _calendar_date(value: Any) -> Any:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"{value} is not a day of the calendar") from None
    raise ValueError("expected a date written as 2026-11-22")


def _yes_no(value: Any) -> Any:
    if value in ("yes", "no"):
        return value == "yes"
    if isinstance(value, bool):
        return value
    raise ValueError("expected yes or no")


Bool = Annotated[bool, BeforeValidator(_boolean)]
YesNo = Annotated[bool, BeforeValidator(_yes_no, json_schema_input_type=Literal["yes", "no"])]
Int = Annotated[int, BeforeValidator(_whole_number)]
Date = Annotated[date, BeforeValidator(_calendar_date)]
Line = Annotated[str, StringConstraints(min_length=1, pattern=r"^[^\n\r]*$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=80)]
LibraryId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$", max_length=80)]
Version = Annotated[str, StringConstraints(pattern=r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$")]
DocumentVersion = Annotated[str, StringConstraints(pattern=r"^(0|[1-9]\d*)\.(0|[1-9]\d*)$")]


class Model(BaseModel):
    """A mapping whose unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _nothing_is_empty(cls, content: Any) -> Any:
        """Read a key with nothing below it (all its lines are comments) as an empty list or mapping."""
        if not isinstance(content, dict):
            return content
        fields = cls.model_fields
        empty = {key for key, value in content.items() if value is None and key in fields}
        empty = {key for key in empty if isinstance(fields[key].default, list | dict)}
        return {key: value for key, value in content.items() if key not in empty}


# Clauses -------------------------------------------------------------------------------------------------


class ChangeModel(Model):
    """An entry of a clause's history."""

    version: Version
    date: Date
    kind: ChangeKind
    why: Words


class ClauseModel(Model):
    """The front matter of a clause file."""

    id: Id
    title: Line
    version: Version
    level: Level
    applies_when: Words | None = None
    parameters: list[Name] = []
    requires: list[Id] = []
    law: list[LibraryId] = []
    frameworks: dict[LibraryId, list[str]] = {}
    covers: list[Id] = []
    changes: Annotated[list[ChangeModel], Field(min_length=1)]


# Templates -----------------------------------------------------------------------------------------------


class SectionModel(Model):
    """A section of a template: its clauses in order."""

    id: Id
    title: Line
    clauses: Annotated[list[Id], Field(min_length=1)]


class TemplateModel(Model):
    """A document type."""

    id: Id
    title: Line
    version: Version
    shell: Line
    numbered_paragraphs: Bool = True
    purpose: Words
    sections: Annotated[list[SectionModel], Field(min_length=1)]
    appendices: list[Id] = []


# Reference files -----------------------------------------------------------------------------------------

ParameterType = Literal[
    "text", "choice", "choices", "boolean", "integer", "date", "email", "url", "role", "list", "table"
]


class ParameterModel(Model):
    """A decision that a council makes. Without any default it is required."""

    type: ParameterType
    group: Id
    label: Line
    question: Line
    help: Words | None = None
    ask: Line
    options: dict[LibraryId, Words] = {}
    columns: dict[Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")], Line] = {}
    unit: Line | None = None
    minimum: Int | None = None
    maximum: Int | None = None
    default: Any = None
    default_by_nation: dict[Nation, Any] = {}
    default_from: Name | None = None
    rationale: Words | None = None


class ParametersModel(Model):
    """The file parameters.yaml: groups, and the decisions that a council makes."""

    groups: dict[Id, Line]
    parameters: dict[Name, ParameterModel]


class TermModel(Model):
    """Words that change with the nation; null where a nation has no such thing."""

    meaning: Words
    england: Line | None
    wales: Line | None
    scotland: Line | None
    northern_ireland: Annotated[Line | None, Field(alias="northern-ireland")]
    law: dict[Nation, list[LibraryId]] = {}


class LawModel(Model):
    """An instrument, code or guidance that policies rely on; `part_of` names the Act that a section belongs to."""

    title: Line
    cite: Line
    nations: Annotated[list[Nation], Field(min_length=1)]
    note: Words
    as_at: Date
    source: Words
    verified: YesNo
    check: Words | None = None
    part_of: LibraryId | None = None
    replaced_by: LibraryId | None = None


class FrameworkModel(Model):
    """A published framework and the items that clauses may cover."""

    title: Line
    source: Words
    items: dict[str, Words]


class CouncilTypeModel(Model):
    """A type of council: where it exists and which functions it usually has."""

    label: Line
    nations: list[Nation]
    registered: Annotated[list[Line], Field(alias="register")] = []
    functions: list[str]


class NationModel(Model):
    """A nation of the UK."""

    label: Line
    language: Line


class ReorganisationModel(Model):
    """A rule that says which councils are due to end, when, and how sure that is."""

    register_types: list[Line]
    county: Line | None = None
    nations: list[Nation]
    date: Date
    successors: list[Line] = []
    note: Words
    source: Words
    verified: YesNo
    check: Words | None = None


class FactsModel(Model):
    """The file facts.yaml: what follows from a council's nation and type."""

    nations: dict[Nation, NationModel]
    functions: dict[str, Line]
    types: dict[Id, CouncilTypeModel]
    reorganisation: list[ReorganisationModel] = []


# Profiles ------------------------------------------------------------------------------------------------


class CouncilModel(Model):
    """Who the council is. The functions are those that differ from what its type usually has."""

    name: Line
    short_name: Line
    nation: Nation
    type: Id
    functions: dict[str, Bool] = {}


class IncludeModel(Model):
    """A clause beyond the template or the depth, and where it goes."""

    clause: Id
    section: Id | None = None
    after: Id | None = None
    reason: Words | None = None


class ExcludeModel(Model):
    """A clause left out, with the council's reason."""

    clause: Id
    reason: Words


class AmendModel(Model):
    """The council's own text in a clause."""

    clause: Id
    place: Literal["append", "before", "after", "replace"]
    paragraph: Annotated[Int, Field(ge=1)] | None = None
    base: Version
    reason: Words
    text: Words


class ProfileDocumentModel(Model):
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
    parameters: dict[Name, Any] = {}
    include: list[Id | IncludeModel] = []
    exclude: list[ExcludeModel] = []
    amend: list[AmendModel] = []


class ProfileModel(Model):
    """A profile: a council, or a base that councils extend."""

    id: Id
    base: Bool = False
    illustrative: Bool = False
    extends: list[Id] = []
    council: CouncilModel | None = None
    depth: Depth | None = None
    word_shell: Line | None = None
    tools: dict[str, Any] = {}
    roles: dict[str, Any] = {}
    governance: dict[str, Any] = {}
    structure: dict[str, Any] = {}
    risk: dict[str, Any] = {}
    lgr: dict[str, Any] = {}
    parameters: dict[Name, Any] = {}
    documents: dict[Id, ProfileDocumentModel] = {}


PARAMETER_SECTIONS = ("tools", "roles", "governance", "structure", "risk", "lgr")
"""The sections of a profile whose keys are parameters named section.key."""

SCHEMAS: dict[str, type[Model] | Any] = {
    "clause": ClauseModel,
    "template": TemplateModel,
    "profile": ProfileModel,
    "parameters": ParametersModel,
    "terms": dict[Name, TermModel],
    "law": dict[LibraryId, LawModel],
    "frameworks": dict[LibraryId, FrameworkModel],
    "facts": FactsModel,
}
"""The kinds of authored file, with the model of each."""

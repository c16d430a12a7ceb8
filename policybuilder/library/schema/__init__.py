"""The shapes of the authored files, as dataclasses; the published JSON Schemas come from them.

Values arrive as text (see `strict_yaml`), and the annotations (see `shapes`) say how text becomes each value. Nothing
is guessed: only `true` and `false` are booleans, only 2026-11-22 is a date.
"""

from __future__ import annotations

from typing import Annotated, Any

from policybuilder.library.schema.clauses import ChangeModel, ClauseModel, NoteModel, SaysModel
from policybuilder.library.schema.profiles import (
    PARAMETER_SECTIONS,
    AmendModel,
    AppendixModel,
    CouncilModel,
    ExcludeModel,
    IncludeModel,
    LawCheckedModel,
    OrderModel,
    ProfileDocumentModel,
    ProfileModel,
    WorkspaceModel,
)
from policybuilder.library.schema.reference import (
    AvoidedModel,
    ContradictionModel,
    CouncilTypeModel,
    EndedModel,
    FactsModel,
    FollowsModel,
    FrameworkModel,
    ImpliedModel,
    IssuedModel,
    ItemModel,
    LawModel,
    NationModel,
    ParameterModel,
    ParametersModel,
    ParameterTypeName,
    ReorganisationModel,
    SoundModel,
    SoundsLikeModel,
    StaleModel,
    TermModel,
    WithdrawalModel,
    WithdrawnModel,
)
from policybuilder.library.schema.templates import ListedClauseModel, SectionModel, TemplateModel
from policybuilder.library.schema.words import (
    DEPTHS,
    LEVELS,
    NATIONS,
    BasedOn,
    ChangeKind,
    Depth,
    Level,
    Nation,
    Opening,
)
from policybuilder.library.shapes import Key, LibraryId, Line, OrOnly

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
    "withdrawn": WithdrawnModel,
    "issued": IssuedModel,
    "stale": dict[LibraryId, StaleModel],
    "avoided_words": dict[Line, Annotated[AvoidedModel, OrOnly("instead")]],
    "abbreviations": dict[Line, Line],
    "sounds_like": SoundsLikeModel,
}
"""The kinds of authored file, with the model of each."""

__all__ = [
    "DEPTHS",
    "LEVELS",
    "NATIONS",
    "PARAMETER_SECTIONS",
    "SCHEMAS",
    "AmendModel",
    "AppendixModel",
    "AvoidedModel",
    "BasedOn",
    "ChangeKind",
    "ChangeModel",
    "ClauseModel",
    "ContradictionModel",
    "CouncilModel",
    "CouncilTypeModel",
    "Depth",
    "EndedModel",
    "ExcludeModel",
    "FactsModel",
    "FollowsModel",
    "FrameworkModel",
    "ImpliedModel",
    "IncludeModel",
    "IssuedModel",
    "ItemModel",
    "LawCheckedModel",
    "LawModel",
    "Level",
    "ListedClauseModel",
    "Nation",
    "NationModel",
    "NoteModel",
    "Opening",
    "OrderModel",
    "ParameterModel",
    "ParameterTypeName",
    "ParametersModel",
    "ProfileDocumentModel",
    "ProfileModel",
    "ReorganisationModel",
    "SaysModel",
    "SectionModel",
    "SoundModel",
    "SoundsLikeModel",
    "StaleModel",
    "TemplateModel",
    "TermModel",
    "WithdrawalModel",
    "WithdrawnModel",
    "WorkspaceModel",
]

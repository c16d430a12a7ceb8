"""What a clause says of itself: its front matter."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from policybuilder.library.schema.words import (
    ChangeKind,
    Depth,
    Level,
    Nation,
)
from policybuilder.library.shapes import (
    Date,
    Id,
    LibraryId,
    Line,
    Name,
    OrKeys,
    OrOnly,
    Shape,
    SomeEntries,
    Version,
    Words,
)


@dataclass(frozen=True, kw_only=True)
class ChangeModel(Shape):
    """An entry of a clause's history."""

    version: Version
    date: Date
    kind: ChangeKind
    why: Words


@dataclass(frozen=True, kw_only=True)
class NoteModel(Shape):
    """How a clause answers an item of a framework.

    `from_depth` and `nations` are for words that it has only from that depth on, or only there.
    """

    note: Words
    from_depth: Depth | None = None
    nations: list[Nation] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class SaysModel(Shape):
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
class ClauseModel(Shape):
    """The front matter of a clause file. `formerly` lists the ids that it had before."""

    id: Id
    formerly: list[Id] = field(default_factory=list)
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

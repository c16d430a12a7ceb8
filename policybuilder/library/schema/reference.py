"""The reference files of the library: decisions, terms, law, frameworks, facts and lists of words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

from policybuilder.library.parameters.types import PARAMETER_TYPES
from policybuilder.library.schema.words import (
    Nation,
)
from policybuilder.library.shapes import (
    Bool,
    Date,
    Id,
    Int,
    Key,
    LibraryId,
    Line,
    Name,
    OneOf,
    OrOnly,
    Shape,
    SomeEntries,
    Words,
    YesNo,
    hyphenated,
)

ParameterTypeName = Annotated[str, OneOf(tuple(PARAMETER_TYPES))]


@dataclass(frozen=True, kw_only=True)
class SoundModel(Shape):
    """Words by which a decision is heard in a policy that was written elsewhere, and what they mean.

    `says` are the words (see `library/sounds.py`), `also` other ways to say them; `means` the answer, where they do not
    hold it. A sentence with one of the words under `unless` says something else. What is not `sure` is only suggested.
    Where `shape` names a shape, the words are what `<it>` stands for in each of its patterns. Words that tell little by
    themselves are heard only in a passage that says one of the clauses `of`.
    """

    says: Line
    also: list[Line] = field(default_factory=list)
    shape: Id = ""
    of: list[Id] = field(default_factory=list)
    means: Any = None
    unless: list[Line] = field(default_factory=list)
    sure: YesNo = True


@dataclass(frozen=True, kw_only=True)
class ImpliedModel(Shape):
    """What an answer to one of the decisions in `by` tells of another: who names a chair has a board."""

    by: Annotated[list[Name], SomeEntries()]
    means: Any


@dataclass(frozen=True, kw_only=True)
class ParameterModel(Shape):
    """A decision that a council makes. Without any default it is required.

    The default of a `fact` (a post, a body, a course, a named policy) is a guess until the council has looked at it;
    `fact_columns` are the columns of a table that hold such names, where not all do. `formerly` lists the names that it
    had before.
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
    formerly: list[Name] = field(default_factory=list)
    sounds_like: list[Annotated[SoundModel, OrOnly("says")]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ContradictionModel(Shape):
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
class FollowsModel(Shape):
    """A row that stands in a table while `when` holds, unless a row of the council's own is the one meant.

    That one is a row for which `unless` holds; without it, one that has the same name in its first column. `taken` are
    cells that come from another decision; a list there gives a row for each entry.
    """

    id: Id
    table: Name
    when: Words
    unless: Words | None = None
    row: dict[Key, Line] = field(default_factory=dict)
    taken: dict[Key, Name] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ParametersModel(Shape):
    """The file parameters.yaml: groups, the decisions that a council makes, and those that do not go together.

    `follows` are rows that stand in a table because of another decision.
    """

    groups: dict[Id, Line] = field(default_factory=dict)
    parameters: dict[Name, ParameterModel] = field(default_factory=dict)
    follows: list[FollowsModel] = field(default_factory=list)
    contradictions: list[ContradictionModel] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class TermModel(Shape):
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
class LawModel(Shape):
    """An instrument, code or guidance that policies rely on; `part_of` names the Act that a section belongs to.

    `as_at` is the day to which what was read is current, and `read` says what that was: the text, a page of the body
    responsible or a copy. `formerly` lists the ids that it had before.
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
    formerly: list[LibraryId] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ItemModel(Shape):
    """An item of a framework.

    `parts` are what a policy must say to answer a composite item, by id; without parts the item is one part.
    `out_of_reach` says why no council's policy can answer the item.
    """

    title: Words
    parts: dict[LibraryId, Words] = field(default_factory=dict)
    out_of_reach: Words | None = None


@dataclass(frozen=True, kw_only=True)
class FrameworkModel(Shape):
    """A published framework and the items that clauses may cover."""

    title: Line
    source: Words
    items: Annotated[dict[str, Annotated[ItemModel, OrOnly("title")]], SomeEntries()]


@dataclass(frozen=True, kw_only=True)
class WithdrawalModel(Shape):
    """That the library has an id no more: since when, why, and the ids to use instead."""

    date: Date
    why: Words
    instead: list[Line] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class WithdrawnModel(Shape):
    """The file withdrawn.yaml: the clauses, parameters and statements of law that the library had and has no more."""

    clauses: dict[Id, WithdrawalModel] = field(default_factory=dict)
    parameters: dict[Name, WithdrawalModel] = field(default_factory=dict)
    law: dict[LibraryId, WithdrawalModel] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class IssuedModel(Shape):
    """The file issued.yaml: every id that the library ever gave out, so that none goes without a word."""

    clauses: list[Id] = field(default_factory=list)
    parameters: list[Name] = field(default_factory=list)
    law: list[LibraryId] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class StaleModel(Shape):
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
class AvoidedModel(Shape):
    """A word to avoid: what to write instead, and the phrases in which it is right."""

    instead: Line
    unless: list[Line] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class SoundsLikeModel(Shape):
    """The file sounds_like.yaml: how other policies say what the library says.

    `words` are groups of words that mean the same, `clauses` sayings by which a clause's rule is known elsewhere,
    `subjects` the words and phrases of what a clause is about, and `control` what the owner, the approving body and the
    dates of a document sound like, as in a parameter. `classes` are words that patterns share, each class by the name
    that stands in a pattern for any of them, and `labels` what stands before a colon in the line that says who owns a
    document and when it was approved. `shapes` are patterns in which `<it>` stands for words of a decision: how a
    policy says who does something, or by when. `implied` says by which answers a decision is known that nothing says.
    `documents` are words by which the title of such a document is known elsewhere.
    """

    words: list[Annotated[list[Line], SomeEntries()]] = field(default_factory=list)
    clauses: dict[Id, list[Line]] = field(default_factory=dict)
    subjects: dict[Id, list[Line]] = field(default_factory=dict)
    control: dict[Key, list[Annotated[SoundModel, OrOnly("says")]]] = field(default_factory=dict)
    classes: dict[LibraryId, Annotated[list[Line], SomeEntries()]] = field(default_factory=dict)
    shapes: dict[LibraryId, list[Annotated[SoundModel, OrOnly("says")]]] = field(default_factory=dict)
    implied: dict[Name, list[ImpliedModel]] = field(default_factory=dict)
    labels: list[Line] = field(default_factory=list)
    documents: dict[Id, list[Line]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class CouncilTypeModel(Shape):
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
class NationModel(Shape):
    """A nation of the UK."""

    label: Line
    language: Line


@dataclass(frozen=True, kw_only=True)
class ReorganisationModel(Shape):
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
class EndedModel(Shape):
    """Councils that ended on a day, and those that took over, where the register does not say so."""

    date: Date
    councils: Annotated[list[Line], SomeEntries()]
    successors: Annotated[list[Line], SomeEntries()]
    source: Words
    verified: YesNo
    check: Words | None = None


@dataclass(frozen=True, kw_only=True)
class FactsModel(Shape):
    """The file facts.yaml: what follows from a council's nation and type."""

    nations: dict[Nation, NationModel]
    functions: dict[str, Line]
    types: dict[Id, CouncilTypeModel]
    reorganisation: list[ReorganisationModel] = field(default_factory=list)
    ended: list[EndedModel] = field(default_factory=list)

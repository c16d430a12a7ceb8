"""What a comparison says, as values: the changes of each clause, each with its reasons, weight and approver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from policybuilder.as_json import AsJson
from policybuilder.compare.marked import MarkedClause, MarkedDocument, MarkedRun
from policybuilder.document import Clause, Document, with_mover

Weight = Literal["editorial", "minor", "major"]
WEIGHTS: tuple[Weight, ...] = ("editorial", "minor", "major")

Kind = Literal["added", "removed", "moved", "retitled", "reworded", "changed beneath"]
"""What happened to a clause; changed beneath is where the library's words changed below the council's own text.

Renumbering alone is not among them.
"""

EditKind = Literal["reworded", "added", "removed", "moved", "marked"]
Part = Literal["words", "paragraph", "heading", "list", "item", "table", "row", "column", "quotation", "lines"]

RECORDS = ("document.", "change_log", "law_as_at", "document_law", "document_coverage")
"""How the names of values begin that belong to the record of versions and of the law."""


@dataclass(frozen=True)
class Reason:
    """Why something changed, from the records of both documents, and the file and line that say so.

    `about` is the parameter or fact, where the reason is one. The kind "unknown" means that no record says why. `by` is
    the body that moved what the council changed itself, and `minute` where that is written.
    """

    kind: Literal["library", "parameter", "amendment", "condition", "template", "fact", "law", "record", "unknown"]
    text: str
    source: str = ""
    about: str = ""
    by: str = ""
    minute: str = ""

    @property
    def told(self) -> str:
        """The reason with who moved it, as people read it."""
        return with_mover(self.text, self.by, self.minute)


@dataclass(frozen=True)
class Weighing:
    """A rule that says how much a change weighs, and what it found.

    A `fixed` rule holds whatever an officer thinks of it; the others may be overruled with a reason when a version is
    approved.
    """

    rule: str
    weight: Weight
    text: str
    fixed: bool = False


@dataclass(frozen=True)
class Edit:
    """One place where a clause's text changed: what it read, what it reads now, and a few words around it.

    `parameters` are those whose values changed here; `lead` is the sentence that a list item completes. `over` is the
    parameter or fact that printed all of the old words and no other, where the new ones are mere words.
    """

    kind: EditKind
    part: Part
    old: str
    new: str
    before: str = ""
    after: str = ""
    lead: str = ""
    parameters: tuple[str, ...] = ()
    only_values: bool = False
    references: tuple[str, ...] = ()
    old_whole: str = ""
    new_whole: str = ""
    values: tuple[tuple[str, str, str], ...] = ()
    over: str = ""


@dataclass(frozen=True)
class Beneath:
    """What the library said that the council's own text takes the place of, what it says now, and the council's text.

    `then` is empty where an older version did not keep the words, `now` where they are in the clause no more.
    """

    then: str
    now: str
    yours: str


@dataclass(frozen=True)
class ClauseChange:
    """What happened to one clause, why, how much it weighs, and who must approve it."""

    id: str
    title: str
    old_place: str
    new_place: str
    kinds: tuple[Kind, ...]
    edits: tuple[Edit, ...]
    reasons: tuple[Reason, ...]
    findings: tuple[Weighing, ...]
    approver: str
    marked: MarkedClause = field(repr=False)
    beneath: tuple[Beneath, ...] = ()

    @property
    def weight(self) -> Weight:
        """The weight of the heaviest finding."""
        return heaviest(self.findings)

    @property
    def deciding(self) -> Weighing:
        """The finding that decided the weight."""
        return deciding(self.findings)

    def reasons_for(self, edit: Edit) -> tuple[Reason, ...]:
        """Return why one place changed: its own parameter or reference where one is recorded, else what is left.

        What is left are the reasons of the clause as a whole (a library version, an amendment) when there are any.
        """
        if edit.over and (typed := tuple(reason for reason in self.reasons if reason.about == edit.over)):
            return typed
        about = {*edit.parameters, *(name.split(".")[0] for name in edit.parameters), *edit.references}
        own = tuple(reason for reason in self.reasons if reason.about and reason.about in about)
        if own and edit.only_values:
            return own
        whole = tuple(reason for reason in self.reasons if not reason.about)
        return tuple(dict.fromkeys((*own, *whole))) or self.reasons


@dataclass(frozen=True)
class DetailChange:
    """A change outside the clauses: the title, the control table, a section's heading. An empty side was not there."""

    label: str
    old: str
    new: str
    runs: tuple[MarkedRun, ...]
    reasons: tuple[Reason, ...]
    findings: tuple[Weighing, ...]
    approver: str

    @property
    def weight(self) -> Weight:
        """The weight of the heaviest finding."""
        return heaviest(self.findings)

    @property
    def deciding(self) -> Weighing:
        """The finding that decided the weight."""
        return deciding(self.findings)


@dataclass(frozen=True)
class LeftOut:
    """What differs and says nothing of the policy, such as a contents list: how many of its lines differ.

    One that is `one_sided` stands in a file whose other side has none, so its lines are not compared at all.
    """

    what: str
    lines: int
    one_sided: bool = False


EDITORIAL = "editorial"
"""What is ignored where only the changes of rules are asked for."""


@dataclass(frozen=True)
class Ignored:
    """What a person asked not to see: in what alone so many places differ, or the editorial changes."""

    what: str
    places: int


Verdict = Literal["nothing", "nothing-in-the-policy", "nothing-else", "changed"]
"""Whether every printed word is the same, only what is left out or what was ignored differs, or something changed."""


@dataclass(frozen=True)
class Renumbered:
    """A clause that has another number and is otherwise the same."""

    id: str
    title: str
    old_place: str
    new_place: str


@dataclass(frozen=True)
class Comparison(AsJson):
    """Two documents, what differs between them, why, and who must approve it. The names say what each side is."""

    old: Document
    new: Document
    old_name: str
    new_name: str
    marked: MarkedDocument = field(repr=False)
    changes: tuple[ClauseChange, ...]
    details: tuple[DetailChange, ...]
    renumbered: tuple[Renumbered, ...]
    unchanged: int
    left_out: tuple[LeftOut, ...] = ()
    same_words: bool = True
    ignored: tuple[Ignored, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return what `compare --format json` writes, as JSON can hold it."""
        from policybuilder.compare.write_json import comparison_as_json

        return comparison_as_json(self)

    @property
    def verdict(self) -> Verdict:
        """What the comparison comes to."""
        if self:
            return "changed"
        if self.ignored:
            return "nothing-else"
        return "nothing" if self.same_words and not self.left_out else "nothing-in-the-policy"

    @property
    def findings(self) -> tuple[Weighing, ...]:
        """Every finding of every change."""
        return tuple(finding for change in self.every for finding in change.findings)

    @property
    def every(self) -> tuple[DetailChange | ClauseChange, ...]:
        """Every change in the order of importance: outside the clauses, in the clauses, the record of versions."""
        record = tuple(change for change in self.details if change.deciding.rule == "record")
        return (*(change for change in self.details if change not in record), *self.changes, *record)

    @property
    def weight(self) -> Weight | None:
        """The weight of the heaviest change, or None when nothing changed."""
        return heaviest(self.findings) if self.details or self.changes else None

    def __bool__(self) -> bool:
        """Return whether anything changed that a reader would see, renumbering left out."""
        return bool(self.details or self.changes)


def heaviest(findings: tuple[Weighing, ...]) -> Weight:
    """Return the weight of the heaviest finding; editorial when there is none."""
    return max((finding.weight for finding in findings), key=WEIGHTS.index, default="editorial")


def deciding(findings: tuple[Weighing, ...]) -> Weighing:
    """Return the finding that decided: the heaviest, of several a fixed one, else the first."""
    return max(findings, key=lambda finding: (WEIGHTS.index(finding.weight), finding.fixed))


def place_of(clause: Clause) -> str:
    """Return how a clause's place is spoken of: "4.2", or "Appendix A"; empty for a clause without number."""
    return f"Appendix {clause.number}" if clause.is_appendix else clause.number


def counted(count: int, noun: str) -> str:
    """Return a number with its noun, as in "1 change" and "2 changes"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def approvals(comparison: Comparison) -> Iterator[tuple[Weight, str, int]]:
    """Yield, heaviest first, each weight that occurs with who approves it and how many changes have it."""
    for weight in reversed(WEIGHTS):
        having = [change for change in comparison.every if change.weight == weight]
        if having:
            yield weight, having[0].approver, len(having)

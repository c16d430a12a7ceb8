"""Library + profile -> Coverage: pure, and without filling a text in: only which clauses are in matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from policybuilder.as_json import AsJson
from policybuilder.errors import Location, Problems, did_you_mean, fail
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.coverage import STATUSES, WHOLE, FrameworkNote, Status, mappings, parts_of, status_of
from policybuilder.library.library import APPENDICES, Library
from policybuilder.library.schema import FrameworkModel, ItemModel
from policybuilder.library.vocabulary import DEPTHS, levels_of
from policybuilder.resolution.answers import answer, title_in
from policybuilder.resolution.case import case_of
from policybuilder.resolution.elsewhere import printed_here
from policybuilder.resolution.inheritance import EffectiveProfile, inherit
from policybuilder.resolution.numbering import places_of, read_as

STARTED_FROM = {"socitm-v1": "socitm-v1-attention", "socitm-v2": "socitm-v2-principles"}
"""The framework that holds the headings of what a policy started from (`based_on`), where there is one."""


@dataclass(frozen=True)
class ClausePlace:
    """Where a clause stands: the document's id, title and depth, and "section 4.2" or "Appendix B"."""

    document: str
    title: str
    number: str
    depth: str


@dataclass(frozen=True)
class Answered:
    """A clause that answers a part, with the note that says how (empty where nobody wrote one)."""

    clause: str
    title: str
    note: str
    places: tuple[ClausePlace, ...]


@dataclass(frozen=True)
class LeftOutAnswer:
    """A clause that would answer a part and is in none of the council's documents, with why."""

    clause: str
    title: str
    why: str


@dataclass(frozen=True)
class PartCoverage:
    """A part of an item: its id ("" for the whole item), what a policy must say, what says it, and what would."""

    id: str
    text: str
    answered: tuple[Answered, ...]
    left_out: tuple[LeftOutAnswer, ...]


@dataclass(frozen=True)
class ItemCoverage:
    """An item of a framework: how it stands, and its parts. `out_of_reach` says why no policy can answer it."""

    id: str
    title: str
    status: Status
    parts: tuple[PartCoverage, ...]
    out_of_reach: str

    @property
    def missing(self) -> tuple[PartCoverage, ...]:
        """The parts that no clause answers, where the item is within reach."""
        named = (part for part in self.parts if not part.answered and (part.id or len(self.parts) == 1))
        return () if self.status == "out-of-reach" else tuple(named)


@dataclass(frozen=True)
class FrameworkCoverage:
    """A framework: its items in order. `started_from` is true of the one that the council's policy started from."""

    id: str
    title: str
    source: str
    items: tuple[ItemCoverage, ...]
    started_from: bool = False

    def counts(self) -> dict[Status, int]:
        """Return how many items stand in each way, in the order in which the ways are told."""
        found = Counter(item.status for item in self.items)
        return {status: found[status] for status in STATUSES}


@dataclass(frozen=True)
class Coverage(AsJson):
    """What the documents of a council answer. `documents` are their ids and titles."""

    profile: str
    council: str
    illustrative: bool
    based_on: str
    documents: tuple[tuple[str, str], ...]
    frameworks: tuple[FrameworkCoverage, ...]

    def as_json(self) -> dict[str, Any]:
        """Return what `coverage --format json` writes, as JSON can hold it."""
        from policybuilder.coverage.write_json import coverage_as_json

        return coverage_as_json(self)


def cover(
    library: Library,
    profile_id: str,
    wanted: Sequence[str] = (),
    known_as: Callable[[str], Library] | None = None,
) -> Coverage:
    """Return the coverage of some frameworks by the documents of a council, in the order wanted; of all without any.

    Of all, the one that the council's policy started from comes first. `known_as` gives the library as one
    document sees it, where that differs.

    Raises PolicyBuilderError for an unknown framework, for a council without documents, and
    for what is wrong with the profile, a clause or a document.
    """
    frameworks = library.reference.frameworks
    for id in wanted:
        if id not in frameworks:
            hint = did_you_mean(id, frameworks, f"the frameworks are {', '.join(frameworks)}")
            raise fail(Location("--framework"), f'unknown framework "{id}"', "unknown-framework", hint)
    effective = inherit(library, library.profile(profile_id))
    if not effective.documents:
        raise fail(effective.profile.place("id"), "the profile names no document", "no-documents")
    there = _There(library, effective, known_as or (lambda _: library))
    first = STARTED_FROM.get(effective.based_on, "")
    order = dict.fromkeys(wanted) or dict.fromkeys(id for id in (first, *frameworks) if id in frameworks)
    return Coverage(
        profile_id,
        effective.council.name,
        effective.profile.front.illustrative,
        effective.based_on,
        tuple(there.documents.items()),
        tuple(there.framework(id, frameworks[id], id == first) for id in order),
    )


@dataclass
class _There:
    """What is in the council's documents and what is not, and which clause answers what."""

    library: Library
    effective: EffectiveProfile
    known_as: Callable[[str], Library]
    documents: dict[str, str] = field(default_factory=dict)
    places: dict[str, list[ClausePlace]] = field(default_factory=dict)
    omitted: dict[str, list[str]] = field(default_factory=dict)
    answers: dict[tuple[str, str], list[tuple[ClauseSource, FrameworkNote]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Work out where every clause stands, and gather what each answers."""
        for document in self.effective.documents:
            self._read(document)
        problems = Problems()
        for clause in self.library.every_clause(problems):
            for found in mappings(clause):
                self.answers.setdefault((found.framework, found.item), []).append((clause, found))
        problems.raise_errors()

    def _read(self, document: str) -> None:
        answers = answer(case_of(self.known_as(document), self.effective.profile.id, document))
        selection = printed_here(answers)
        title = self.documents[document] = title_in(answers.case)
        chosen = {section: [each.source.id for each in clauses] for section, _, clauses in selection.sections}
        appendices = chosen.pop(APPENDICES, [])
        for id, number in read_as(places_of(chosen.values(), appendices), answers.labels).items():
            self.places.setdefault(id, []).append(ClausePlace(document, title, number, answers.depth))
        for omission in selection.omissions:
            if omission.why == "elsewhere":
                continue  # that document says where
            if omission.why == "depth":
                deeper = self._deeper(document, omission.id, omission.level)
                why = f"in {title}, it comes in from depth {deeper} on, and the depth is {answers.depth}"
            elif omission.why == "condition":
                why = f"in {title}, its condition does not hold ({omission.detail})"
            else:
                why = f"from {title}, the profile excludes it ({omission.detail.rstrip('.')})"
            self.omitted.setdefault(omission.id, []).append(why)

    def _deeper(self, document: str, clause: str, level: str) -> str:
        listed = (entry.from_depth for _, entry, _ in self.library.template(document).listed if entry.clause == clause)
        return next(listed, None) or next(depth for depth in DEPTHS if level in levels_of(depth))

    def why_absent(self, clause: str) -> str:
        """Return why a clause is in none of the council's documents."""
        if clause in self.omitted:
            return "; ".join(self.omitted[clause])
        others = (self.library.template(id) for id in self.library.template_files if id not in self.documents)
        holding = [f"{each.front.title} ({each.id})" for each in others if clause in each.clause_ids()]
        if holding:
            return f"it stands in {' and '.join(holding)}, which the council does not have"
        return "no template lists it, and the profile does not include it"

    def framework(self, id: str, framework: FrameworkModel, started_from: bool) -> FrameworkCoverage:
        """Return the coverage of a framework."""
        items = tuple(self.item(id, item_id, item) for item_id, item in framework.items.items())
        return FrameworkCoverage(id, framework.title, framework.source, items, started_from)

    def item(self, framework: str, id: str, item: ItemModel) -> ItemCoverage:
        """Return the coverage of an item. What names no part of a composite item stands in a part of its own."""
        found = self.answers.get((framework, id), [])
        parts = [self.part(part, item.parts.get(part, ""), found) for part in parts_of(item)]
        if item.parts and any(answer.part == WHOLE for _, answer in found):
            parts.append(self.part(WHOLE, "Part not named", found))
        status = status_of(item, {part.id for part in parts if part.answered})
        return ItemCoverage(id, item.title, status, tuple(parts), item.out_of_reach or "")

    def part(self, id: str, text: str, found: Sequence[tuple[ClauseSource, FrameworkNote]]) -> PartCoverage:
        """Return the coverage of a part by those of an item's clauses that name it, in the order of the documents."""
        fitting = {clause.id: (clause, answer) for clause, answer in found if answer.part == id}
        answered, left_out = [], []
        nation = self.effective.council.nation
        for each in (each for each in self.places if each in fitting):
            clause, answer = fitting[each]
            if places := tuple(place for place in self.places[each] if answer.holds(place.depth, nation)):
                answered.append(Answered(each, clause.front.title, answer.note, places))
            else:
                why = f"it is there, but has the words on this only {answer.where()}"
                left_out.append(LeftOutAnswer(each, clause.front.title, why))
        absent = [(each, clause) for each, (clause, _) in fitting.items() if each not in self.places]
        left_out += [LeftOutAnswer(each, clause.front.title, self.why_absent(each)) for each, clause in absent]
        return PartCoverage(id, text, tuple(answered), tuple(left_out))

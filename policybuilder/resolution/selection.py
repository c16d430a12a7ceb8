"""Phase 2: which clauses are in the document, in which order, and why the others are not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeVar

from policybuilder.document import Omission
from policybuilder.errors import Location, PolicyBuilderError, Problem, Problems, did_you_mean
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.evaluate import holds
from policybuilder.library.library import APPENDICES, Library
from policybuilder.library.schema import ExcludeModel, IncludeModel
from policybuilder.library.values import UnansweredError
from policybuilder.library.vocabulary import DEPTHS, levels_of
from policybuilder.resolution.answers import Answers
from policybuilder.resolution.answers import origins as origins_of
from policybuilder.resolution.contradictions import in_words
from policybuilder.resolution.inheritance import Placed
from policybuilder.resolution.order import NOTHING_MOVED, Arranged, arrange


@dataclass(frozen=True)
class Selected:
    """A clause that is in, by "template", "include" or "requires", and the place that brought it in.

    `placed_by` is the place of the profile's `order` that moved it, "" for none. `include` is the entry of the profile
    that includes it, if one does.
    """

    source: ClauseSource
    origin: str
    location: Location
    placed_by: str = ""
    include: IncludeModel | None = None

    @property
    def mover(self) -> dict[str, str]:
        """Why a council includes it, by which body and in which minute, as a provenance has them."""
        entry = self.include
        return {
            "reason": (entry and entry.reason) or "",
            "by": (entry and entry.by) or "",
            "minute": (entry and entry.minute) or "",
        }


@dataclass
class Selection:
    """The clauses of a document by section, in order, those that were left out, and what is doubtful of the order."""

    sections: list[tuple[str, str, list[Selected]]] = field(default_factory=list)
    omissions: list[Omission] = field(default_factory=list)
    doubtful: tuple[Problem, ...] = ()

    def selected(self) -> Iterator[Selected]:
        """Yield every clause that is in, in reading order."""
        for _, _, clauses in self.sections:
            yield from clauses


@dataclass(frozen=True)
class _Candidate:
    source: ClauseSource
    section: str
    location: Location
    include: Placed | None

    @property
    def entry(self) -> IncludeModel | None:
        """The entry of the profile that includes it, if one does."""
        entry = self.include.entry if self.include else None
        return entry if isinstance(entry, IncludeModel) else None

    from_depth: str | None = None

    def within(self, depth: str) -> bool:
        """Return whether a document of this depth takes the clause: the template's word before the clause's level."""
        if self.from_depth:
            return DEPTHS[depth] >= DEPTHS[self.from_depth]
        return self.source.front.level in levels_of(depth)


def select(answers: Answers) -> Selection:
    """Return the selection for one council and document.

    Raises PolicyBuilderError for inclusions and exclusions that mean nothing, and for a clause that requires one which
    is left out.
    """
    problems = Problems()
    document = answers.template.id
    excluded = {entry.clause: (entry, placed.location) for entry, placed in answers.effective.excludes(document)}
    candidates = list(_candidates(answers, problems))
    by_id = {candidate.source.id: candidate for candidate in candidates}
    _check_excludes(answers, by_id, problems)
    arranged = _arranged(answers, candidates, problems)
    problems.raise_errors()

    origins: dict[str, tuple[str, Location]] = {}
    omissions: dict[str, Omission] = {}
    for id, candidate in by_id.items():
        front = candidate.source.front
        if id in excluded:
            entry, place = excluded[id]
            omissions[id] = Omission(
                id,
                front.title,
                front.level,
                "excluded",
                entry.reason,
                str(place),
                by=entry.by or "",
                minute=entry.minute or "",
            )
        elif not _applies(candidate, answers, problems):
            condition = candidate.source.condition_place
            detail = front.applies_when or ""
            tested = sorted(candidate.source.condition.paths() & answers.parameters.keys())
            uses = origins_of(answers, tested)
            omissions[id] = Omission(id, front.title, front.level, "condition", detail, str(condition), uses)
            if candidate.include and candidate.include.profile == answers.effective.profile.id:
                # A base includes it for those of its members to which it applies.
                message = f'"{id}" cannot be included: it applies only when {front.applies_when}'
                said = in_words(sorted(candidate.source.condition.paths()), answers)
                hint = f"{said + '; ' if said else ''}change what the condition tests, or drop the inclusion"
                problems.add(candidate.include.location, message, "include-condition", hint)
        elif candidate.include or candidate.within(answers.depth):
            origin = "include" if candidate.include else "template"
            origins[id] = (origin, candidate.location)
        else:
            omissions[id] = Omission(id, front.title, front.level, "depth", answers.depth, str(candidate.location))
    _pull_required(by_id, origins, omissions, problems)
    problems.raise_errors()
    selection = _ordered(answers, by_id, arranged, origins)
    selection.omissions = [omissions[id] for id in by_id if id in omissions]
    selection.doubtful = tuple(each for each in problems.found if each.code == NOTHING_MOVED)
    return selection


def _candidates(answers: Answers, problems: Problems) -> Iterator[_Candidate]:
    """Yield the template's clauses in order, with the council's inclusions in their places."""
    template, library = answers.template, answers.library
    placed = _placed_includes(answers, problems)
    listed = set(template.clause_ids())
    in_place = {entry.clause: each for entry, each in answers.effective.includes(template.id) if entry.clause in listed}

    def extras(section: str, after: str) -> Iterator[_Candidate]:
        for id, extra in placed.get((section, after), ()):
            yield from _read(library, id, section, extra.location, extra, problems)

    for section, entries in groupby(template.listed, key=lambda listed: listed[0]):
        for _, entry, place in entries:
            id = entry.clause
            for candidate in _read(library, id, section, place, in_place.get(id), problems):
                yield replace(candidate, from_depth=entry.from_depth)
            yield from extras(section, id)
        yield from extras(section, "")
    if not template.front.appendices:
        yield from extras(APPENDICES, "")


def _read(
    library: Library, id: str, section: str, place: Location, include: Placed | None, problems: Problems
) -> Iterator[_Candidate]:
    try:
        source = library.clause(id, include.location if include else place)
        yield _Candidate(source, section, include.location if include else place, include)
    except PolicyBuilderError as error:
        problems.extend(error.problems)


def _placed_includes(answers: Answers, problems: Problems) -> dict[tuple[str, str], list[tuple[str, Placed]]]:
    """Return the inclusions that name a place, by section and by the clause that they follow ("" for the end)."""
    template = answers.template
    sections = {section.id: section.ids() for section in template.front.sections}
    sections[APPENDICES] = [entry.clause for entry in template.front.appendices]
    listed = set(template.clause_ids())
    found: dict[tuple[str, str], list[tuple[str, Placed]]] = {}
    for entry, placed in _once(answers.effective.includes(template.id), problems):
        section = entry.section or next((id for id, clauses in sections.items() if entry.after in clauses), None)
        if section is None and entry.after is None:
            if entry.clause not in listed:
                hint = (
                    did_you_mean(entry.clause, answers.library.clause_files)
                    if (entry.clause not in answers.library.clause_files)
                    else f"say where it goes: {{clause: {entry.clause}, section: {next(iter(sections))}}}"
                )
                message = f'"{entry.clause}" is not in the template {template.id}'
                problems.add(placed.location, message, "include-place", hint)
            continue
        if entry.clause in listed:
            message = f'"{entry.clause}" is in the template already; it keeps its place'
            problems.add(placed.location, message, "include-place", f"write only: {entry.clause}")
        elif section is None:
            message = f'no clause "{entry.after}" in {template.id}'
            problems.add(placed.location, message, "unknown-clause", did_you_mean(str(entry.after), listed))
        elif section not in sections:
            hint = did_you_mean(section, sections, f"the sections are {', '.join(sections)}")
            problems.add(placed.location, f'no section "{section}" in {template.id}', "unknown-section", hint)
        elif entry.after is not None and entry.after not in sections[section]:
            hint = did_you_mean(entry.after, sections[section])
            message = f'no clause "{entry.after}" in the section "{section}"'
            problems.add(placed.location, message, "unknown-clause", hint)
        else:
            found.setdefault((section, entry.after or ""), []).append((entry.clause, placed))
    return found


_Listed = TypeVar("_Listed", IncludeModel, ExcludeModel)


def _once(entries: list[tuple[_Listed, Placed]], problems: Problems) -> Iterator[tuple[_Listed, Placed]]:
    """Yield each clause's entry once: two bases may name the same clause, if they say the same of its place."""
    seen: dict[str, tuple[_Listed, Placed]] = {}
    for entry, placed in entries:
        first, where = seen.setdefault(entry.clause, (entry, placed))
        if where is placed:
            yield entry, placed
        elif where.profile == placed.profile or _place_of(first) != _place_of(entry):
            hint = f"the other is at {where.location}; keep one of them"
            problems.add(placed.location, f'"{entry.clause}" is named twice', "listed-twice", hint)


def _place_of(entry: IncludeModel | ExcludeModel) -> tuple[str | None, str | None]:
    return (entry.section, entry.after) if isinstance(entry, IncludeModel) else (None, None)


def _check_excludes(answers: Answers, by_id: dict[str, _Candidate], problems: Problems) -> None:
    included = {entry.clause for entry, _ in answers.effective.includes(answers.template.id)}
    for entry, placed in _once(answers.effective.excludes(answers.template.id), problems):
        if entry.clause not in by_id:
            message = f'"{entry.clause}" cannot be excluded: it is not in {answers.template.id}'
            problems.add(placed.location, message, "unknown-clause", did_you_mean(entry.clause, by_id))
        elif entry.clause in included:
            message = f'"{entry.clause}" is both included and excluded'
            problems.add(placed.location, message, "include-exclude", "keep one of the two")


def _applies(candidate: _Candidate, answers: Answers, problems: Problems) -> bool:
    try:
        return holds(candidate.source.condition, answers.names)
    except UnansweredError as error:
        why, code, hint = answers.why_untestable(error.args[0])
        message = f'whether "{candidate.source.id}" applies cannot be worked out: {why}'
        problems.add(candidate.source.condition_place, message, code, hint)
        return False
    except TypeError as error:
        message = f"the condition cannot be worked out: {error}"
        problems.add(candidate.source.condition_place, message, "condition")
        return False


def _pull_required(
    by_id: dict[str, _Candidate],
    origins: dict[str, tuple[str, Location]],
    omissions: dict[str, Omission],
    problems: Problems,
) -> None:
    """Bring in what the clauses that are in require, whatever the depth."""
    waiting = list(origins)
    while waiting:
        source = by_id[waiting.pop()].source
        for index, required in enumerate(source.front.requires):
            place = source.place("requires", index)
            if required in origins:
                continue
            omission = omissions.get(required)
            if omission is not None and omission.why == "depth":
                del omissions[required]
                origins[required] = ("requires", place)
                waiting.append(required)
                continue
            why = (
                f"which is left out: {omission.why} ({omission.source})" if omission else "which is not in the template"
            )
            message = f'"{source.id}" requires "{required}", {why}'
            hint = f'exclude "{source.id}", too, or keep "{required}"'
            problems.add(place, message, "required-clause", hint)


def _arranged(answers: Answers, candidates: list[_Candidate], problems: Problems) -> Arranged:
    """Return the candidates by section, in the order that the profile gives them."""
    sections = {section.id: tuple[str, ...]() for section in answers.template.front.sections} | {APPENDICES: ()}
    behind: dict[str, str] = {}
    for candidate in candidates:
        id, entry = candidate.source.id, candidate.entry
        sections[candidate.section] += (id,)
        if entry is not None and entry.after:
            behind[id] = entry.after
    return arrange(answers, sections, behind, problems)


def _ordered(
    answers: Answers, by_id: dict[str, _Candidate], arranged: Arranged, origins: dict[str, tuple[str, Location]]
) -> Selection:
    titles = {section.id: section.title for section in answers.template.front.sections}
    selection = Selection()
    for section, ids in arranged.sections.items():
        chosen = [
            Selected(by_id[id].source, *origins[id], str(arranged.placed.get(id, "")), by_id[id].entry)
            for id in ids
            if id in origins
        ]
        selection.sections.append((section, titles.get(section, ""), chosen))
    return selection

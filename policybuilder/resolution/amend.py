"""Phase 3: the council's own text, checked against the clauses it amends and put in its place.

Paragraph n is the nth numbered paragraph of the clause as the reader sees it, with the lists and tables that follow it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policybuilder.document import Amendment, Block, Paragraph
from policybuilder.errors import Location, Problems, did_you_mean
from policybuilder.library.clauses import body_problems, version_key
from policybuilder.library.schema import AmendModel
from policybuilder.library.template_language import Analysis, analyse_body
from policybuilder.resolution.answers import Answers
from policybuilder.resolution.inherit import Placed
from policybuilder.resolution.select import Selection


@dataclass(frozen=True)
class Amending:
    """An amendment that will be made: the entry, where it stands, and what its text uses."""

    entry: AmendModel
    placed: Placed
    analysis: Analysis

    @property
    def text_line(self) -> int:
        """The line on which the amendment's text starts."""
        return self.placed.text_location.line

    def record(self) -> Amendment:
        """Return the record of this amendment for provenance."""
        entry = self.entry
        source = str(self.placed.location)
        return Amendment(entry.place, entry.paragraph or 0, entry.base, entry.reason, source, entry.text)


def amend(answers: Answers, selection: Selection) -> Mapping[str, tuple[Amending, ...]]:
    """Return the amendments of each clause, in the profile's order.

    Raises PolicyBuilderError for an amendment of a clause that is not in the document, of a place that makes no sense,
    of the same paragraph twice, or written against a version that does not exist yet.
    """
    problems = Problems()
    selected = {item.source.id: item.source for item in selection.selected()}
    omitted = {omission.id: omission for omission in selection.omissions}
    found: dict[str, list[Amending]] = {}
    for entry, placed in answers.effective.amendments(answers.template.id):
        source = selected.get(entry.clause)
        if source is None:
            omission = omitted.get(entry.clause)
            if omission and placed.profile != answers.effective.profile.id:
                continue  # a base amends it for those of its members that have it
            why = f"it is left out ({omission.why})" if omission else f"it is not in {answers.template.id}"
            hint = "" if omission else did_you_mean(entry.clause, selected)
            problems.add(placed.location, f'"{entry.clause}" cannot be amended: {why}', "unknown-clause", hint)
            continue
        if (entry.place in ("before", "after")) and entry.paragraph is None:
            hint = "add paragraph: and the number of the paragraph within the clause"
            problems.add(placed.location, f"{entry.place}: which paragraph?", "amendment-place", hint)
        if entry.place == "append" and entry.paragraph is not None:
            hint = "use place: after, or leave paragraph: out"
            problems.add(placed.location, "append has no paragraph", "amendment-place", hint)
        if version_key(entry.base) > version_key(source.front.version):
            message = f'written against version {entry.base} of "{entry.clause}", which is at {source.front.version}'
            problems.add(placed.location, message, "amendment-base", f"write base: {source.front.version}")
        amending = Amending(entry, placed, _analyse(answers, entry, placed, problems))
        for other in found.get(entry.clause, ()):
            if _clash(other.entry, entry):
                message = f'"{entry.clause}": another amendment replaces this text'
                hint = f"the other amendment is at {other.placed.location}"
                problems.add(placed.location, message, "amended-twice", hint)
        found.setdefault(entry.clause, []).append(amending)
    problems.raise_errors()
    return {id: tuple(items) for id, items in found.items()}


def outdated(amendments: Mapping[str, tuple[Amending, ...]], selection: Selection, problems: Problems) -> None:
    """Warn of amendments that were written against an earlier version of their clause."""
    versions = {item.source.id: item.source.front.version for item in selection.selected()}
    for id, items in amendments.items():
        for item in items:
            if version_key(item.entry.base) < version_key(versions[id]):
                message = f'the amendment was written against {item.entry.base} of "{id}", now at {versions[id]}'
                hint = f"read the clause again (`policybuilder clauses show {id}`), then write base: {versions[id]}"
                problems.add(item.placed.location, message, "amendment-base", hint, "warning")


def _analyse(answers: Answers, entry: AmendModel, placed: Placed, problems: Problems) -> Analysis:
    where: Location = placed.text_location
    analysis = analyse_body(entry.text, where.path, where.line)
    problems.extend(analysis.problems)
    problems.extend(body_problems(entry.text, where.path, where.line))
    answers.library.vocabulary.check_names(analysis, problems)
    return analysis


def _clash(first: AmendModel, second: AmendModel) -> bool:
    """Return whether one amendment replaces what the other one stands beside or replaces, too."""
    whole = [entry for entry in (first, second) if entry.place == "replace" and entry.paragraph is None]
    if len(whole) == 1:
        return "append" not in (first.place, second.place)
    both_replace = first.place == second.place == "replace"
    return both_replace and first.paragraph == second.paragraph


def place_text(
    blocks: Sequence[Block], amending: Sequence[tuple[Amending, tuple[Block, ...]]], problems: Problems
) -> tuple[Block, ...]:
    """Return a clause's blocks with the council's own blocks in their places."""
    units = _units(blocks)
    count = len(units) - 1
    before: dict[int, list[Block]] = {}
    after: dict[int, list[Block]] = {}
    instead: dict[int, tuple[Block, ...]] = {}
    for item, text in amending:
        paragraph = item.entry.paragraph
        if paragraph is not None and paragraph > count:
            have = f"{count} paragraph" + ("" if count == 1 else "s")
            message = f'"{item.entry.clause}" has {have}, no paragraph {paragraph}'
            problems.add(item.placed.location, message, "amendment-place")
        elif item.entry.place == "append":
            after.setdefault(count, []).extend(text)
        elif item.entry.place == "before":
            before.setdefault(paragraph or 0, []).extend(text)
        elif item.entry.place == "after":
            after.setdefault(paragraph or 0, []).extend(text)
        elif paragraph is None:
            instead.update(dict.fromkeys(range(count + 1), ()))
            instead[0] = text
        else:
            instead[paragraph] = text
    placed: list[Block] = []
    for number, unit in enumerate(units):
        placed.extend(before.get(number, ()))
        placed.extend(instead.get(number, unit))
        placed.extend(after.get(number, ()))
    return tuple(placed)


def _units(blocks: Sequence[Block]) -> list[tuple[Block, ...]]:
    """Return the blocks by paragraph: unit n starts with paragraph n; unit 0 is what comes before the first."""
    units: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Paragraph):
            units.append([])
        units[-1].append(block)
    return [tuple(unit) for unit in units]

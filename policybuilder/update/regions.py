"""The rows of a Word file, clause by clause: what belongs to one that was sent, and what to none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from policybuilder.document import Text
from policybuilder.document.passages import Passage
from policybuilder.document.sent import SentClause, SentText
from policybuilder.readers.word.rows import WordRow, WordRows
from policybuilder.sequences.common import common_members
from policybuilder.update.alignment import aligned, returned, same_words
from policybuilder.update.headings import SentHeading, found_headings, without_typed_numbers
from policybuilder.update.open_points import open_points_apart
from policybuilder.update.references import with_references
from policybuilder.update.returned import Around, NewClause, Retitled, ReturnedClause, ReturnedPassage, Tracked

_NO_TITLE = ReturnedPassage(Passage("heading", ((),)))
_LEAST_WORDS = 5
"""How many words a passage has by which it is known where a clause without its heading stands."""


@dataclass
class _Region:
    """A stretch of rows: of a clause that was sent, or of none; `section` is where it stands."""

    section: str
    heading: WordRow | None = None
    clause: str = ""
    is_section: bool = False
    rows: list[WordRow] = field(default_factory=list)


@dataclass(frozen=True)
class Held:
    """A file held against what was sent, clause by clause."""

    clauses: tuple[ReturnedClause, ...]
    new: tuple[NewClause, ...]
    sections: tuple[Retitled, ...]
    around: tuple[Around, ...] = ()


def held_against(sent: SentText, file: WordRows) -> Held:
    """Return what a file has of each clause that was sent, and what belongs to none."""
    apart = open_points_apart(sent, file)
    file = with_references(apart.policy, sent)
    headings = found_headings(sent, file)
    known = {same_words(each.words) for clause in sent.clauses for each in clause.passages}
    known |= {same_words(section.title) for section in sent.sections}
    known |= {same_words(clause.title) for clause in sent.clauses}
    file = without_typed_numbers(file, known)
    regions = list(_regions(sent, file, headings))
    kinds_known = file.has_headings and _shows_items(sent, file)
    places = {id(region): place for place, region in enumerate(regions)}
    gone = _gone(sent, file, regions)
    found: dict[str, list[_Region]] = {}
    for region in regions:
        found.setdefault(region.clause, []).append(region)
    headed = {"", *(each.id for each in headings.values() if each.is_section)}
    clauses = [
        _clause(clause, found.get(clause.id, ()), headed, places, kinds_known, gone.get(clause.id, ()))
        for clause in sent.clauses
    ]
    left = {clause.sent.id for clause in clauses if not clause.is_gone}
    return Held(
        tuple(clauses),
        tuple(_new(regions, places)),
        tuple(_retitled(sent, file, headings)),
        tuple(apart.changed(left)),
    )


def _shows_items(sent: SentText, file: WordRows) -> bool:
    """Return whether a file says which of its passages are items, where any were sent."""
    sent_any = any(passage.kind == "item" for clause in sent.clauses for passage in clause.passages)
    return not sent_any or any(row.passage.kind == "item" for row in file.rows)


# Regions -------------------------------------------------------------------------------------------------


def _regions(sent: SentText, file: WordRows, headings: Mapping[int, SentHeading]) -> Iterator[_Region]:
    """Yield the regions of a file in reading order; of a region that is only a section's heading, none."""
    section_of = {clause.id: clause.section for clause in sent.clauses}
    homeless = _homeless(sent, file, headings)
    appendices = {clause.id for clause in sent.clauses if not clause.section}
    region = _Region("")
    started = file.has_headings
    for at, row in enumerate(file.rows):
        heading = headings.get(at)
        if heading is not None:
            started = True
            yield from _if_any(region)
            if heading.is_section:
                region = _Region(heading.id)
            else:
                section = "" if heading.id in appendices else region.section or section_of[heading.id]
                region = _Region(section, row, heading.id)
        elif not started:
            continue  # cover and control table of a file without styles
        elif row.heading and _opens(row, region, appendices):
            yield from _if_any(region)
            region = _opened(row, region)
        elif at in homeless and homeless[at] != region.clause:
            yield from _if_any(region)
            region = _Region(region.section, None, homeless[at], rows=[row])
        else:
            region.rows.append(row)
    yield from _if_any(region)


def _if_any(region: _Region) -> Iterator[_Region]:
    if region.rows or region.heading is not None:
        yield region


def _opens(row: WordRow, region: _Region, appendices: set[str]) -> bool:
    """Return whether a heading that nobody sent opens a clause or section, rather than standing within one."""
    in_appendix = region.clause in appendices or (region.heading is not None and not region.section)
    return row.heading == 1 or (row.heading == 2 and not in_appendix)


def _opened(row: WordRow, before: _Region) -> _Region:
    if row.heading > 1:
        return _Region(before.section, row)
    if row.number and not row.number[0].isdigit():
        return _Region("", row)
    return _Region(" ".join(row.passage.words.split()), row, is_section=True)


def _homeless(sent: SentText, file: WordRows, headings: Mapping[int, SentHeading]) -> Mapping[int, str]:
    """Return the rows by which clauses are known that have lost their heading, or stand where it is not."""
    found = {each.id for each in headings.values() if not each.is_section}
    owners = [(clause.id, passage) for clause in sent.clauses for passage in clause.passages]
    before = [same_words(passage.words) for _, passage in owners]
    after = [same_words(row.passage.words) for row in file.rows]
    return {
        b: owners[a][0]
        for a, b in common_members(before, after)
        if owners[a][0] not in found and len(before[a].split()) >= _LEAST_WORDS
    }


# Clauses -------------------------------------------------------------------------------------------------


def _clause(
    clause: SentClause,
    mine: Sequence[_Region],
    headed: Set[str],
    places: Mapping[int, int],
    kinds_known: bool,
    gone: tuple[Tracked, ...],
) -> ReturnedClause:
    if not mine:
        return ReturnedClause(clause, None, (), -1, clause.section, gone)
    first = mine[0]
    heading = next((region.heading for region in mine if region.heading is not None), None)
    rows = [row for region in mine for row in region.rows]
    title = None if heading is None else _title(heading, clause.title)
    passages = tuple(aligned(clause.passages, rows, kinds_known))
    section = first.section if clause.section in headed else clause.section
    return ReturnedClause(clause, title, passages, places[id(first)], section, gone)


def _title(row: WordRow, sent: str) -> ReturnedPassage:
    return returned(replace(row, passage=replace(row.passage, kind="heading")), _heading(sent), 0, kinds_known=True)


def _heading(title: str) -> Passage:
    return Passage("heading", ((Text(title),),))


def _new(regions: Sequence[_Region], places: Mapping[int, int]) -> Iterator[NewClause]:
    after: dict[str, str] = {}
    for region in regions:
        if region.clause:
            after[region.section] = region.clause
            continue
        title = _NO_TITLE if region.heading is None else returned(region.heading, None, -1, kinds_known=True)
        passages = tuple(returned(row, None, -1, kinds_known=True) for row in region.rows)
        last = after.get(region.section, "")
        yield NewClause(title, passages, places[id(region)], region.section, last, region.is_section)


def _retitled(sent: SentText, file: WordRows, headings: Mapping[int, SentHeading]) -> Iterator[Retitled]:
    now = {each.id: file.rows[at].passage.words for at, each in headings.items() if each.is_section}
    for section in sent.sections:
        if same_words(now.get(section.id, "")) != same_words(section.title):
            yield Retitled(section.id, section.title, " ".join(now.get(section.id, "").split()))


def _gone(sent: SentText, file: WordRows, regions: Sequence[_Region]) -> Mapping[str, tuple[Tracked, ...]]:
    """Return the tracked changes that took out whole passages, by the clause whose passage it was."""
    owner: dict[str, str] = {}
    for clause in sent.clauses:
        for words in (clause.title, *(passage.words for passage in clause.passages)):
            owner.setdefault(same_words(words), clause.id)
    found: dict[str, list[Tracked]] = {}

    def add(changes: Sequence[Tracked], beside: str) -> None:
        for change in changes:
            found.setdefault(owner.get(same_words(change.text), beside), []).append(change)

    add(file.gone, "")
    for region in regions:
        for row in (*([region.heading] if region.heading else []), *region.rows):
            add(row.gone, region.clause)
    return {clause: tuple(changes) for clause, changes in found.items()}


__all__ = ["Held", "held_against"]

"""Which clause of one document is which of the other, and which of them stand elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from policybuilder.compare.align import NO_VERSIONS, block_key, mark_blocks, may_move
from policybuilder.compare.marked import (
    MarkedBlock,
    MarkedClause,
    MarkedDocument,
    Only,
    frame_of,
    in_reading_order,
    mirrored,
)
from policybuilder.document import Clause, Document, block_text, clauses
from policybuilder.sequences.alike import alike_anywhere
from policybuilder.sequences.rising import Pair, longest_rise

_LEAST_ALIKE = 0.5
_LEAST_ALIKE_WITH_IDS = 0.8
"""Clauses of the library have ids, so two with different ids are only taken as one when they are nearly equal."""


def mark_documents(old: Document, new: Document, versions: Mapping[str, str] = NO_VERSIONS) -> MarkedDocument:
    """Return two documents as one with marks; `versions` as in `mark_blocks`.

    Exchanging the documents gives the mirror image.
    """
    # The work is always done in one direction, because the best match of two rows need not be the only one.
    if _comes_after(list(clauses(old)), list(clauses(new))):
        return mirrored(_mark(new, old, versions))
    return _mark(old, new, versions)


def _comes_after(old: Sequence[Clause], new: Sequence[Clause]) -> bool:
    """Return whether the first clause that differs comes later in the order of words than the other side's."""
    for one, other in zip(old, new, strict=False):
        if one is not other and (before := _order(one)) != (after := _order(other)):
            return before > after
    return len(old) > len(new)


def _order(clause: Clause) -> tuple[str, ...]:
    return clause.id, clause.title, clause.number, *(block_key(block) for block in clause.blocks)


def _mark(old: Document, new: Document, versions: Mapping[str, str]) -> MarkedDocument:
    old_clauses, new_clauses = list(clauses(old)), list(clauses(new))
    pairs = _pairs(old_clauses, new_clauses)
    moved = _moved(pairs, old, new)
    marked = [
        MarkedClause(
            old_clauses[i],
            new_clauses[j],
            i,
            j,
            mark_blocks(old_clauses[i].blocks, new_clauses[j].blocks, versions),
            j in moved,
        )
        for i, j in pairs
    ]
    paired_old, paired_new = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, clause in enumerate(old_clauses):
        if i not in paired_old:
            marked.append(MarkedClause(clause, None, i, -1, tuple(Only("old", block) for block in clause.blocks)))
    for j, clause in enumerate(new_clauses):
        if j not in paired_new:
            marked.append(MarkedClause(None, clause, -1, j, tuple(Only("new", block) for block in clause.blocks)))
    return MarkedDocument(frame_of(old), frame_of(new), in_reading_order(_moved_between(marked)))


def _pairs(old: Sequence[Clause], new: Sequence[Clause]) -> list[Pair]:
    """Return the places of clauses that are versions of one another: by id, else by title, else by likeness."""
    pairs = _by_name(*_ids(old, new), range(len(old)), range(len(new)))
    rest_old, rest_new = _rest(pairs, len(old), len(new))
    if not rest_old or not rest_new:
        return pairs
    with_ids = _from_library(old) and _from_library(new)
    if not with_ids:
        titles_old, titles_new = [_title(clause) for clause in old], [_title(clause) for clause in new]
        pairs += _by_name(titles_old, titles_new, rest_old, rest_new)
        rest_old, rest_new = _rest(pairs, len(old), len(new))
    alike = alike_anywhere(
        [_text(old[i]) for i in rest_old],
        [_text(new[j]) for j in rest_new],
        _LEAST_ALIKE_WITH_IDS if with_ids else _LEAST_ALIKE,
    )
    return sorted([*pairs, *((rest_old[i], rest_new[j]) for i, j in alike)])


def _ids(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[list[str], list[str]]:
    """Return the ids of two rows of clauses; one that was renamed between them has its later id in both."""
    later: dict[str, str] = {}
    for ours, theirs in ((old, new), (new, old)):
        here = {clause.id for clause in ours}
        later |= {was: each.id for each in theirs if each.id not in here for was in each.provenance.formerly}
    return [later.get(clause.id, clause.id) for clause in old], [later.get(clause.id, clause.id) for clause in new]


def _by_name(old: Sequence[str], new: Sequence[str], in_old: Sequence[int], in_new: Sequence[int]) -> list[Pair]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for j in in_new:
        places[new[j]].append(j)
    return [(i, places[old[i]].pop(0)) for i in in_old if old[i] and places.get(old[i])]


def _rest(pairs: Sequence[Pair], old: int, new: int) -> tuple[list[int], list[int]]:
    used_old, used_new = {i for i, _ in pairs}, {j for _, j in pairs}
    return [i for i in range(old) if i not in used_old], [j for j in range(new) if j not in used_new]


def _from_library(clauses: Sequence[Clause]) -> bool:
    return all(clause.provenance.version for clause in clauses)


def _title(clause: Clause) -> str:
    return " ".join(clause.title.lower().split())


def _text(clause: Clause) -> str:
    return " ".join([clause.title, *(block_text(block) for block in clause.blocks)])


def _moved(pairs: Sequence[Pair], old: Document, new: Document) -> set[int]:
    """Return the new places of the clauses that stand elsewhere: in another section, or out of the others' order."""
    old_sections, new_sections = _sections(old), _sections(new)
    ordered = sorted(pairs)
    staying = {ordered[index] for index in longest_rise([j for _, j in ordered])}
    same_names = set(old_sections) & set(new_sections)
    moved = set()
    for i, j in pairs:
        section, other = old_sections[i], new_sections[j]
        elsewhere = section != other and section in same_names and other in same_names
        if (i, j) not in staying or elsewhere:
            moved.add(j)
    return moved


def _sections(document: Document) -> list[str]:
    """Return the id of each clause's section, in reading order; appendices have none."""
    named = [section.id for section in document.sections for _ in section.clauses]
    return [*named, *("" for _ in document.appendices)]


def _moved_between(marked: Sequence[MarkedClause]) -> list[MarkedClause]:
    """Return the clauses with those paragraphs marked as moved that went from one clause to another."""
    gone: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    come: list[tuple[int, int, str]] = []
    for at, clause in enumerate(marked):
        for index, block in enumerate(clause.blocks):
            if isinstance(block, Only) and not block.moved and may_move(block.value, block_text(block.value)):
                key = block_key(block.value)
                if block.side == "old":
                    gone[key].append((at, index))
                else:
                    come.append((at, index, key))
    moved: dict[int, set[int]] = defaultdict(set)
    for at, index, key in come:
        if gone.get(key):
            origin = gone[key].pop(0)
            moved[origin[0]].add(origin[1])
            moved[at].add(index)
    return [_marked_moved(clause, moved[at]) if at in moved else clause for at, clause in enumerate(marked)]


def _marked_moved(clause: MarkedClause, moved: set[int]) -> MarkedClause:
    blocks: list[MarkedBlock] = []
    for index, block in enumerate(clause.blocks):
        if index in moved and isinstance(block, Only):
            blocks.append(Only(block.side, block.value, moved=True))
        else:
            blocks.append(block)
    return MarkedClause(clause.old, clause.new, clause.old_index, clause.new_index, tuple(blocks), clause.moved)

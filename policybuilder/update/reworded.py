"""The old policy's passages below the clauses that they became, beside the paragraph of the draft that each became.

So a passage whose rule stands in the library's words reads as that paragraph, reworded, and not as one that went and
another that came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import token_set_ratio

from policybuilder.adopt.adoption import Adoption
from policybuilder.adopt.old_policy import OldPassage
from policybuilder.document import Block, Clause, Document, List, ListItem, Paragraph, Text, block_text, clauses
from policybuilder.library.wording import as_read

_IS_OF = 75
"""From which likeness, of 100, a sentence of the library is one of a paragraph: values stand in it otherwise."""


@dataclass(frozen=True)
class Reworded:
    """The old policy's words by the clause that they became, and which of the draft's each of these is now.

    `versions` has the words of a block of the old policy and those of the draft's that says the same now.
    """

    blocks: Mapping[str, tuple[Block, ...]]
    versions: Mapping[str, str]


def reworded(adoption: Adoption, document: Document, homes: Mapping[int, str], ours: Collection[int]) -> Reworded:
    """Return what a draft makes of an old policy; `homes` has the clause of each passage that became one.

    The words of the passages `ours` stand in the draft as they are.
    """
    blocks: dict[str, tuple[Block, ...]] = {}
    versions: dict[str, str] = {}
    said = [passage for passage in adoption.policy.passages if passage.says]
    for clause in clauses(document):
        passages = [passage for passage in said if homes.get(passage.number) == clause.id]
        standing = _standing(passages, clause)
        made: list[Block] = []
        for target, group in _by_target(passages, clause, standing, adoption, ours):
            stand = target is not None and group[0].number in standing
            block = target if target is not None and stand else _block(group, target)
            made.append(block)
            if target is not None and block_text(block) != block_text(target):
                versions[block_text(block)] = block_text(target)
        if made:
            blocks[clause.id] = tuple(made)
    return Reworded(blocks, versions)


def _by_target(
    passages: Sequence[OldPassage],
    clause: Clause,
    standing: Mapping[int, int],
    adoption: Adoption,
    ours: Collection[int],
) -> list[tuple[Block | None, list[OldPassage]]]:
    """Return passages with the block of a clause that each became, in the order of these; those of one together."""
    placed: list[tuple[int, list[OldPassage], bool]] = []
    at = -1
    for passage in passages:
        found = standing.get(passage.number, -1 if passage.number in ours else _target(passage, clause, adoption))
        at = found if found >= 0 else at
        joins = next((group for place, group, became in placed if place == found and became), None)
        if joins is not None and (joins[0].number in standing) != (passage.number in standing):
            joins, found = None, -1  # what says again what stands there already
        if joins is not None:
            joins.append(passage)
        else:
            placed.append((at, [passage], found >= 0))
    placed.sort(key=lambda each: each[0])
    return [(clause.blocks[place] if became else None, group) for place, group, became in placed]


def _standing(passages: Sequence[OldPassage], clause: Clause) -> dict[int, int]:
    """Return, by their numbers, which block of a clause has the words of which passages as they are, and no others."""
    found: dict[int, int] = {}
    for at, block in enumerate(clause.blocks):
        wanted = _letters(block_text(block))
        for start in range(len(passages)):
            run = next((run for run in _runs(passages[start:], wanted) if run), ())
            if run and all(each.number not in found for each in run):
                found |= {each.number: at for each in run}
                break
    return found


def _runs(passages: Sequence[OldPassage], wanted: str) -> Iterator[Sequence[OldPassage]]:
    """Yield the first of some passages whose words together are those that are wanted, as cells or as a line each."""
    columns = _letters(" ".join(passages[0].columns))
    for words in (columns, ""):
        for form in (_cells, _line):
            said = words
            for count, passage in enumerate(passages, 1):
                said += _letters(form(passage))
                if said == wanted:
                    yield passages[:count]
                if not wanted.startswith(said):
                    break


def _cells(passage: OldPassage) -> str:
    return " ".join(passage.cells) or passage.text


def _line(passage: OldPassage) -> str:
    return ": ".join(cell for cell in passage.cells if cell) or passage.text


def _letters(text: str) -> str:
    return "".join(as_read(text).split())


def _target(passage: OldPassage, clause: Clause, adoption: Adoption) -> int:
    """Return which block of a clause has the sentence that is most like a passage; -1 for none."""
    matches = adoption.matches.get(passage.number, ())
    sentence = next((as_read(match.ours) for match in matches if match.clause == clause.id), "")
    ranked = [
        (token_set_ratio(sentence, as_read(block_text(block))), -at)
        for at, block in enumerate(clause.blocks)
        if sentence and isinstance(block, (Paragraph, List))
    ]
    score, at = max(ranked, default=(0.0, 1))
    return -at if score >= _IS_OF else -1


def _block(passages: Sequence[OldPassage], target: Block | None) -> Block:
    """Return passages as a block of the kind that they became, so that they can be read as its version."""
    if isinstance(target, List):
        return List(target.ordered, tuple(ListItem((Paragraph((Text(each.text),)),)) for each in passages))
    return Paragraph((Text(" ".join(each.text for each in passages)),))

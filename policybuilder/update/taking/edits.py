"""The edits of a Word file that came back, one by one, as a person would name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from policybuilder.update.returned import Comment, ReturnedClause, ReturnedFile, Tracked
from policybuilder.update.taking.draft import Draft
from policybuilder.update.taking.live_passages import LivePassage
from policybuilder.update.taking.rows import Option, Slot, slots_of

Kind = Literal[
    "words",
    "added",
    "removed",
    "moved",
    "split",
    "joined",
    "value",
    "title",
    "clause added",
    "clause removed",
    "section",
]

ABSENT = "the clause is not in the draft any more"
BLENDED = "its paragraphs cannot be told apart: amend it by hand"


class Choice(NamedTuple):
    """An option of a place: the clause's id, the place in it and the option's position."""

    clause: str
    slot: int
    option: int


@dataclass(frozen=True)
class Edit:
    """One edit: what kind, in which clause and where in it, and the words before and after.

    `choices` are what it takes at the places that it touches. A changed value has the `parameter`, and `after` is what
    it should read. `refused` says why it cannot be taken; who and when are in `tracked`, for showing alone.
    """

    kind: Kind
    clause: str
    place: str
    before: str
    after: str
    choices: tuple[Choice, ...] = ()
    parameter: str = ""
    tracked: tuple[Tracked, ...] = ()
    comments: tuple[Comment, ...] = ()
    files: tuple[int, ...] = (0,)
    refused: str = ""


@dataclass(frozen=True)
class Rows:
    """The clauses that an edited file changes, place by place, and what they read in the draft."""

    slots: Mapping[str, tuple[Slot, ...]]

    def passages(self, clause: str, chosen: frozenset[Choice]) -> list[LivePassage]:
        """Return a clause's passages with some options taken, and the draft's in every other place."""
        found: list[LivePassage] = []
        for number, slot in enumerate(self.slots[clause]):
            taken = next((n for n in range(len(slot.options)) if Choice(clause, number, n) in chosen), None)
            passage = slot.live if taken is None else slot.options[taken].after
            found += [passage] if passage is not None else []
        return found


def rows_of(draft: Draft, file: ReturnedFile, number: int = 0) -> Rows:
    """Return the clauses of a file that read otherwise than they were sent, place by place."""
    found: dict[str, tuple[Slot, ...]] = {}
    for returned in file.edited:
        if not returned.is_gone:
            slots = _slots(draft, returned, number)
            if any(slot.options or slot.already for slot in slots):
                found[returned.sent.id] = slots
    return Rows(found)


def _slots(draft: Draft, returned: ReturnedClause, number: int) -> tuple[Slot, ...]:
    id = returned.sent.id
    if id not in draft.clauses:
        return _refused(returned, ABSENT, number)
    live = draft.passages(id)
    if live is None:
        other = draft.clauses[id].provenance.rule_in
        why = f'its rule stands in "{other}": change it there' if other else BLENDED
        return _refused(returned, why, number)
    return slots_of(returned, live, number)


def _refused(returned: ReturnedClause, why: str, number: int) -> tuple[Slot, ...]:
    """Return the places of a clause that cannot be changed, each with why."""
    slots = slots_of(returned, [], number)
    return tuple(
        replace(slot, options=tuple(replace(each, refused=why) for each in slot.options), already=False)
        for slot in slots
    )


def edits_of(draft: Draft, rows: Rows) -> tuple[Edit, ...]:
    """Return the edits of the clauses in the order of the draft, values that should read otherwise among them."""
    order = {id: place for place, id in enumerate(draft.clauses)}
    found: list[Edit] = []
    for clause in sorted(rows.slots, key=lambda clause: order.get(clause, len(order))):
        found += _clause_edits(draft, clause, rows.slots[clause])
    return tuple(found)


def _clause_edits(draft: Draft, clause: str, slots: Sequence[Slot]) -> Iterator[Edit]:
    for number, slot in enumerate(slots):
        for position, option in enumerate(slot.options):
            place = place_in(draft, clause, slots, number)
            for value in option.values:
                why = f"the words come from the answer {value.word.parameter}: change it in the profile"
                parameter = value.word.parameter
                yield Edit("value", clause, place, value.word.printed, value.now, parameter=parameter, refused=why)
            if option.values and option.after is not None and _same(slot.live, option.after):
                continue
            yield Edit(
                option.kind,
                clause,
                place,
                slot.live.words if slot.live else "",
                option.after.words if option.after else "",
                (Choice(clause, number, position),),
                tracked=option.returned.tracked if option.returned else (),
                comments=option.returned.comments if option.returned else (),
                files=option.files,
                refused=option.refused,
            )


def _same(live: LivePassage | None, after: LivePassage) -> bool:
    return live is not None and (live.kind, live.depth, live.words) == (after.kind, after.depth, after.words)


def place_in(draft: Draft, clause: str, slots: Sequence[Slot], number: int) -> str:
    """Return where in the document a place of a clause is, as in "4.2.1" or "4.2, item 3"."""
    known = draft.clauses.get(clause)
    if known is None:
        return clause
    numbered = draft.numbers_paragraphs(clause)
    paragraph, within = 0, 0
    kind = ""
    for slot in slots[: number + 1]:
        passage = slot.live or _first(slot.options)
        if passage is None:
            continue
        kind = passage.kind
        if kind == "paragraph":
            paragraph, within = paragraph + 1, 0
        elif kind == "header":
            within = 0
        elif not passage.continues:
            within += 1
    below = f"{known.number}.{paragraph}" if numbered and paragraph else known.number
    match kind:
        case "paragraph":
            return below if numbered else f"{known.number}, paragraph {paragraph}"
        case "item" | "row":
            return f"{below}, {kind} {within}"
        case "header":
            return f"{below}, header row"
    return f"{below}, {kind}" if kind else known.number


def _first(options: Sequence[Option]) -> LivePassage | None:
    return next((option.after for option in options if option.after is not None), None)


__all__ = ["Choice", "Edit", "Kind", "Rows", "edits_of", "place_in", "rows_of"]

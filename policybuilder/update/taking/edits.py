"""The edits of a Word file that came back, one by one, as a person would name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from policybuilder.edit.changes import Change
from policybuilder.update.returned import Comment, ReturnedClause, ReturnedFile, Tracked
from policybuilder.update.taking.answered import answer_change
from policybuilder.update.taking.draft import Draft
from policybuilder.update.taking.grouping import Group, grouped
from policybuilder.update.taking.listed_answers import Listed, listed_in
from policybuilder.update.taking.live_passages import LivePassage
from policybuilder.update.taking.places import place_in
from policybuilder.update.taking.rows import Option, Slot, links_in, links_of, slots_of, typed_passage
from policybuilder.update.taking.typed_references import known_references, with_typed_references

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
    "clause moved",
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
class NewClause:
    """A clause of the council's own that a file puts in: its text, its section and the clause before it there."""

    id: str
    title: str
    text: str
    words: tuple[str, ...]
    section: str
    after: str


@dataclass(frozen=True)
class Edit:
    """One edit: what kind, in which clause and where in it, and the words before and after.

    `choices` are what it takes at the places that it touches, and `changes` what it does beside those; `new` is a
    clause that it puts in. Of edits with one `rival`, on which files disagree, one can be taken. A changed value has
    the `parameter` and the clauses `at` which it was changed, and `after` is what it should read. `refused` says why it
    cannot be taken. `tracked` and `comments` are for showing; `files` are the positions of those that have it.
    """

    kind: Kind
    clause: str
    place: str
    before: str
    after: str
    choices: tuple[Choice, ...] = ()
    changes: tuple[Change, ...] = ()
    parameter: str = ""
    at: tuple[str, ...] = ()
    tracked: tuple[Tracked, ...] = ()
    comments: tuple[Comment, ...] = ()
    files: tuple[int, ...] = (0,)
    refused: str = ""
    rival: str = ""
    new: NewClause | None = None


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


def slots_in(draft: Draft, file: ReturnedFile, number: int = 0) -> dict[str, list[Slot]]:
    """Return the clauses of a file that read otherwise than they were sent, place by place."""
    found: dict[str, list[Slot]] = {}
    known = known_references(draft, file)
    for returned in file.edited:
        if not returned.is_gone:
            returned = replace(returned, passages=with_typed_references(returned.passages, known))
            slots = _slots(draft, returned, number)
            if any(slot.options or slot.already for slot in slots):
                found[returned.sent.id] = list(slots)
    return found


def _slots(draft: Draft, returned: ReturnedClause, number: int) -> tuple[Slot, ...]:
    id = returned.sent.id
    if id not in draft.clauses:
        return _refused(returned, absent(draft, id), number)
    live = draft.passages(id)
    if live is None:
        return _refused(returned, BLENDED, number)
    return slots_of(returned, live, number)


def absent(draft: Draft, id: str) -> str:
    """Return why a clause that was sent is not in the draft."""
    stands = (each.detail for each in draft.document.omissions if each.id == id and each.why == "elsewhere")
    other = next(stands, "")
    return f'its rule stands in "{other}": change it there' if other else ABSENT


def _refused(returned: ReturnedClause, why: str, number: int) -> tuple[Slot, ...]:
    """Return the places of a clause that cannot be changed, each with why."""
    slots = slots_of(returned, [typed_passage(each) for each in returned.sent.passages], number)
    return tuple(
        replace(slot, options=tuple(replace(each, refused=why) for each in slot.options), already=False)
        for slot in slots
    )


def edits_of(draft: Draft, slots: dict[str, list[Slot]]) -> tuple[Rows, tuple[Edit, ...]]:
    """Return the clauses place by place with what belongs together, and their edits in the order of the draft."""
    listed = {
        (clause, place): each for clause in slots for each in _lists(draft, clause, slots) for place in each.places
    }
    groups: dict[tuple[str, int], Group] = {}
    for group in grouped(slots):
        if listed.keys().isdisjoint(group.places):
            groups |= dict.fromkeys(group.places, group)
    order = {id: place for place, id in enumerate(draft.clauses)}
    found: list[Edit] = []
    for clause in sorted(slots, key=lambda clause: order.get(clause, len(order))):
        for number, slot in enumerate(slots[clause]):
            if (here := listed.get((clause, number))) is not None:
                if number == here.places[0]:
                    found.append(
                        _list_edit(clause, place_in(draft, clause, slots[clause], number), slots[clause], here)
                    )
                continue
            found += _place_edits(draft, slots, (clause, number), groups.get((clause, number)))
            found += _value_edits(draft, clause, place_in(draft, clause, slots[clause], number), slot)
    return Rows({clause: tuple(each) for clause, each in slots.items()}), tuple(_one_value_each(found))


def _lists(draft: Draft, clause: str, slots: dict[str, list[Slot]]) -> list[Listed]:
    """Return the lists of answers that a clause has otherwise; each of their places then reads what the file does."""
    if clause not in draft.clauses or draft.passages(clause) is None:
        return []
    found = list(listed_in(draft, clause, slots[clause]))
    for place in (place for each in found for place in each.places):
        (option,) = slots[clause][place].options
        after = typed_passage(option.returned.passage) if option.after and option.returned else None
        slots[clause][place] = replace(slots[clause][place], options=(replace(option, after=after, values=()),))
    return found


def _list_edit(clause: str, place: str, slots: Sequence[Slot], listed: Listed) -> Edit:
    options = [slots[number].options[0] for number in listed.places]
    return Edit(
        "value",
        clause,
        place,
        listed.before,
        listed.now,
        tuple(Choice(clause, number, 0) for number in listed.places),
        changes=() if isinstance(listed.made, str) else (listed.made,),
        parameter=listed.parameter,
        at=(clause,),
        tracked=tuple(each for option in options for each in (*_returned(option, "tracked"), *option.tracked)),
        comments=tuple(each for option in options for each in _returned(option, "comments")),
        files=tuple(sorted({file for option in options for file in option.files})),
        refused=listed.made if isinstance(listed.made, str) else "",
    )


def _place_edits(
    draft: Draft, slots: Mapping[str, Sequence[Slot]], at: tuple[str, int], group: Group | None
) -> Iterator[Edit]:
    clause, number = at
    slot = slots[clause][number]
    if group is not None:
        if at == group.places[0]:
            yield _grouped_edit(draft, slots, group)
        return
    for position, option in enumerate(slot.options):
        if option.values and option.after is not None and _same(slot.live, option.after):
            continue
        yield Edit(
            option.kind,
            clause,
            place_in(draft, clause, slots[clause], number),
            _shown(slot, option, slot.live.words if slot.live else ""),
            _shown(slot, option, option.after.words if option.after else "", now=True),
            (Choice(clause, number, position),),
            tracked=option.returned.tracked if option.returned else option.tracked,
            comments=option.returned.comments if option.returned else (),
            files=option.files,
            refused=option.refused,
            rival=f"{clause} {number}" if len(slot.options) > 1 else "",
        )


def _shown(slot: Slot, option: Option, words: str, now: bool = False) -> str:
    """Return words with where their links lead, in a passage of which only that changed."""
    returned = option.returned
    if returned is None or returned.looks != "link" or slot.live is None:
        return words
    targets = links_of(returned.passage) if now else links_in(slot.live)
    return f"{words} ({', '.join(targets)})"


def _grouped_edit(draft: Draft, slots: Mapping[str, Sequence[Slot]], group: Group) -> Edit:
    """Return the edit of several places: its words before and after are those of all of them."""
    mine = [slots[clause][number] for clause, number in group.places]
    options = [slot.options[0] for slot in mine]
    places = [place_in(draft, clause, slots[clause], number) for clause, number in group.places]
    place = f"{places[1]} to {places[0]}" if group.kind == "moved" else places[0]
    return Edit(
        group.kind,
        group.places[0][0],
        place,
        " / ".join(slot.live.words for slot in mine if slot.live),
        " / ".join(option.after.words for option in options if option.after),
        tuple(Choice(clause, number, 0) for clause, number in group.places),
        tracked=tuple(each for option in options for each in _returned(option, "tracked")),
        comments=tuple(each for option in options for each in _returned(option, "comments")),
        files=options[0].files,
    )


def _returned(option: Option, name: str) -> tuple:  # type: ignore[type-arg]
    return getattr(option.returned, name) if option.returned else ()


def _value_edits(draft: Draft, clause: str, place: str, slot: Slot) -> Iterator[Edit]:
    for option in slot.options:
        for value in option.values if not option.refused else ():
            made = answer_change(draft, value.word, value.now)
            yield Edit(
                "value",
                clause,
                place,
                value.word.printed,
                value.now,
                changes=() if isinstance(made, str) else (made,),
                parameter=value.word.parameter,
                at=(clause,),
                tracked=option.returned.tracked if option.returned else (),
                files=option.files,
                refused=made if isinstance(made, str) else "",
            )


def _one_value_each(edits: Sequence[Edit]) -> Iterator[Edit]:
    """Yield edits, an answer that was changed alike in several places once; one changed in two ways is refused."""
    wanted: dict[str, dict[str, None]] = {}
    at: dict[tuple[str, str], dict[str, None]] = {}
    for edit in edits:
        if edit.kind == "value":
            wanted.setdefault(edit.parameter, {})[edit.after] = None
            at.setdefault((edit.parameter, edit.after), {}).update(dict.fromkeys(edit.at))
    told: set[tuple[str, str]] = set()
    for edit in edits:
        key = (edit.parameter, edit.after)
        if edit.kind != "value":
            yield edit
        elif key not in told:
            told.add(key)
            ways = list(wanted[edit.parameter])
            said = " and ".join(f"“{way}”" for way in ways)
            two = f"it is one answer, {edit.parameter}, and reads {said} now" if len(ways) > 1 else ""
            yield replace(edit, at=tuple(at[key]), refused=edit.refused or two)


def _same(live: LivePassage | None, after: LivePassage) -> bool:
    return live is not None and (live.kind, live.depth, live.words) == (after.kind, after.depth, after.words)


__all__ = ["Choice", "Edit", "Kind", "Rows", "edits_of", "slots_in"]

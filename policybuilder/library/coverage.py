"""Which item of a framework a clause answers, and what that makes of the item; nothing of it is stored.

A clause says in its front matter which item, or which part of a composite item, its text answers, and why. From the
clauses that are there follows whether an item is answered in full, in part, or not at all. A mapping that leaves open
which part of an item it answers never makes the item full.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from policybuilder.errors import Location, Problems, did_you_mean
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.schema import DEPTHS, FrameworkModel, ItemModel
from policybuilder.library.strict_yaml import Node
from policybuilder.library.workspace import BUILT_IN

Status = Literal["full", "partial", "none", "out-of-reach"]
STATUSES: Mapping[Status, str] = {
    "full": "in full",
    "partial": "in part",
    "none": "not covered",
    "out-of-reach": "out of reach",
}
"""How an item can stand, in the words that people read."""

WHOLE = ""
"""The part of an item that has no parts; of one that has parts, a mapping that names none of them."""


@dataclass(frozen=True)
class FrameworkNote:
    """One line of a clause's `frameworks:`: the item and part that the clause answers, with the note that says how."""

    framework: str
    item: str
    part: str
    note: str
    from_depth: str = ""
    nations: tuple[str, ...] = ()

    def holds(self, depth: str, nation: str) -> bool:
        """Return whether a document of this depth has the words that answer the item, for a council of this nation."""
        deep_enough = not self.from_depth or DEPTHS[depth] >= DEPTHS[self.from_depth]
        return deep_enough and (not self.nations or nation in self.nations)

    def where(self) -> str:
        """Return at which depth and in which nations its clause has the words, for those who lack them."""
        there = [f"from depth {self.from_depth} on"] if self.from_depth else []
        if self.nations:
            there.append(f"in {' and '.join(nation.replace('-', ' ').title() for nation in self.nations)}")
        return " ".join(there)


def mappings(clause: ClauseSource) -> Iterator[FrameworkNote]:
    """Yield what a clause says that it answers, in the order of its front matter."""
    for framework, items in clause.front.frameworks.items():
        for key, note in items.items():
            item, _, part = key.partition("/")
            if note is None:
                yield FrameworkNote(framework, item, part, "")
            else:
                yield FrameworkNote(framework, item, part, note.note, note.from_depth or "", tuple(note.nations))


def parts_of(item: ItemModel) -> tuple[str, ...]:
    """Return the ids of what must be said to answer an item; one that is not composite has only itself."""
    return tuple(item.parts) or (WHOLE,)


def status_of(item: ItemModel, answered: Collection[str]) -> Status:
    """Return how an item stands when clauses that are there answer some of its parts."""
    if item.out_of_reach:
        return "out-of-reach"
    if all(part in answered for part in parts_of(item)):
        return "full"
    return "partial" if answered else "none"


def check_framework(id: str, framework: FrameworkModel, node: Node, problems: Problems) -> None:
    """Note what is wrong with the items of a framework, which are at `node` of its file."""
    for item_id, item in framework.items.items():
        if "/" in item_id:
            place = node.place(id, "items", item_id)
            hint = "a stroke parts an item from its part, as in P2/law"
            problems.add(place, f'the item "{item_id}" has a stroke in its id', "item-id", hint)
        if item.parts and item.out_of_reach:
            place = node.place(id, "items", item_id)
            hint = "keep parts: where a policy can answer them, or out_of_reach:"
            problems.add(place, f'the item "{item_id}" has parts and is out of reach', "out-of-reach", hint)


def check_mappings(clause: ClauseSource, frameworks: Mapping[str, FrameworkModel], problems: Problems) -> None:
    """Note each framework, item or part that a clause names and that does not exist or is out of a policy's reach.

    A workspace may keep a framework as it was. What a clause of the library answers that is not there answers nothing.
    """
    if clause.file.startswith(f"{BUILT_IN}/"):
        return
    for id, items in clause.front.frameworks.items():
        if id not in frameworks:
            place, hint = clause.place("frameworks", id), did_you_mean(id, frameworks)
            problems.add(place, f'unknown framework "{id}"', "unknown-framework", hint)
            continue
        known = frameworks[id].items
        for key in items:
            item, stroke, part = key.partition("/")
            if item not in known:
                hint = did_you_mean(item, known, f"its items are {', '.join(known)}")
                problems.add(place_of(clause, id, key), f'"{id}" has no item "{item}"', "unknown-item", hint)
            elif stroke and part not in known[item].parts:
                parts = known[item].parts
                names = f"its parts are {', '.join(parts)}" if parts else f"it has no parts; write {item}:"
                message = f'the item "{item}" of "{id}" has no part "{part}"'
                problems.add(place_of(clause, id, key), message, "unknown-part", did_you_mean(part, parts, names))
            elif known[item].out_of_reach:
                message = f'the item "{item}" of "{id}" is out of a policy\'s reach, so no clause can answer it'
                hint = "drop it here, or take out_of_reach: from the item in frameworks.yaml"
                problems.add(place_of(clause, id, key), message, "out-of-reach", hint)


def place_of(clause: ClauseSource, framework: str, key: str) -> Location:
    """Return where a clause maps an item, in whichever form it is written."""
    listed = clause.node.child("frameworks", framework)
    if listed is not None and isinstance(listed.value, list):
        return clause.place("frameworks", framework, list(clause.front.frameworks[framework]).index(key))
    return clause.place("frameworks", framework, key)


def vague_mappings(
    clause: ClauseSource, frameworks: Mapping[str, FrameworkModel]
) -> Iterator[tuple[Location, str, str]]:
    """Yield place, message and hint for each mapping that has no note, or leaves open which part it answers."""
    for id, items in clause.front.frameworks.items():
        for key, note in items.items():
            known = frameworks[id].items.get(key)
            parts = known.parts if known else {}
            place = place_of(clause, id, key)
            if note is None:
                first = f"{key}/{next(iter(parts))}" if parts else key
                hint = f'write {id}: {{{first}: "which words of the clause answer it"}}'
                yield place, f'"{clause.id}" says that it covers {key} of "{id}", not how', hint
            if parts:
                hint = f"write one or more of {', '.join(f'{key}/{part}' for part in parts)}"
                yield place, f'"{clause.id}" does not say which part of {key} of "{id}" it covers', hint

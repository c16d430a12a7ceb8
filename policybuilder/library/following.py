"""Rows that stand in a table because of another decision, as declared in parameters.yaml under `follows`.

A council that switches a tool on expects to find it wherever tools are listed. A row of the library's stands there
until the council's own rows name the tool. A workspace adds its own there, in no Python.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from policybuilder.errors import Location, Problems
from policybuilder.library.contradictions import ROW
from policybuilder.library.given_up import Names
from policybuilder.library.schema import FollowsModel, ParametersModel
from policybuilder.library.strict_yaml import Node
from policybuilder.library.template_language import Analysis, known_condition


@dataclass(frozen=True)
class Following:
    """A declared row, or several, and its place in the file."""

    front: FollowsModel
    node: Node

    def place(self, *path: str | int) -> Location:
        """Return the place of a key or item of the entry."""
        return self.node.place(*path)

    @cached_property
    def condition(self) -> Analysis:
        """The decision that the rows follow."""
        return known_condition(self.front.when, self.place("when"))

    @cached_property
    def there(self) -> Analysis:
        """Whether a row of the council's own is the one that would be added, where names alone do not tell."""
        unless = self.front.unless
        return Analysis() if unless is None else known_condition(unless, self.place("unless"), {ROW: self.front.table})

    def parameters(self) -> frozenset[str]:
        """Return the decisions that the rows follow or take cells from."""
        return frozenset((*self.condition.paths(), *self.front.taken.values()))


def following_of_now(each: Following, names: Names) -> Following:
    """Return a row that names decisions as they were called before with the names of now."""
    front = each.front
    now = replace(
        front,
        table=names.now("parameter", front.table),
        when=names.expression(front.when),
        unless=names.expression(front.unless) if front.unless else None,
        taken={cell: names.now("parameter", name) for cell, name in front.taken.items()},
    )
    return each if now == front else replace(each, front=now)


def declared_following(model: ParametersModel, node: Node, problems: Problems) -> dict[str, Following]:
    """Return the rows of one file by id; an id that stands there twice is noted in `problems`."""
    found: dict[str, Following] = {}
    for index, front in enumerate(model.follows):
        at = node.child("follows", index)
        assert at is not None
        if front.id in found:
            hint = f"the other is on line {found[front.id].place('id').line}; give one of them another id"
            problems.add(at.place("id"), f'the row "{front.id}" stands in the file twice', "listed-twice", hint)
        found[front.id] = Following(front, at)
    return found

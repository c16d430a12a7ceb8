"""Decisions that do not go together, as declared in parameters.yaml: a workspace adds its own there, in no Python."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from policybuilder.errors import Location, Problems
from policybuilder.library.given_up import Names
from policybuilder.library.schema import ContradictionModel, ParametersModel
from policybuilder.library.strict_yaml import Node
from policybuilder.library.template_language import Analysis, known_condition

ROW = "row"
"""What a condition calls the row, or the entry of a list, that it is tested for."""


@dataclass(frozen=True)
class Contradiction:
    """A declared contradiction and its place in the file."""

    front: ContradictionModel
    node: Node

    def place(self, *path: str | int) -> Location:
        """Return the place of a key or item of the entry."""
        return self.node.place(*path)

    @cached_property
    def condition(self) -> Analysis:
        """What the condition uses; rows are named by the table or list that they are in, as in approved_tools[]."""
        at = self.node.child("when")
        place = at.location if at else self.place()
        each = self.front.each
        return known_condition(self.front.when, place, {ROW: each} if each else None)

    def parameters(self) -> frozenset[str]:
        """Return the names that the condition uses, a row's counting as its table's."""
        return frozenset(path.partition("[]")[0] for path in self.condition.paths())


def with_names_of_now(each: Contradiction, names: Names) -> Contradiction:
    """Return a contradiction that names parameters as they were called before with the names of now."""
    front = each.front
    said = [*front.between, *front.given, *([front.each] if front.each else [])]
    if all(names.now("parameter", name) == name for name in said):
        return each
    now = replace(
        front,
        when=names.expression(front.when),
        between=[names.now("parameter", name) for name in front.between],
        given=[names.now("parameter", name) for name in front.given],
        each=names.now("parameter", front.each) if front.each else None,
    )
    return replace(each, front=now)


def declared(model: ParametersModel, node: Node, problems: Problems) -> dict[str, Contradiction]:
    """Return the contradictions of one file by id; an id that stands there twice is noted in `problems`."""
    found: dict[str, Contradiction] = {}
    for index, front in enumerate(model.contradictions):
        at = node.child("contradictions", index)
        assert at is not None
        if front.id in found:
            hint = f"the other is on line {found[front.id].place('id').line}; give one of them another id"
            message = f'the contradiction "{front.id}" stands in the file twice'
            problems.add(at.place("id"), message, "listed-twice", hint)
        found[front.id] = Contradiction(front, at)
    return found

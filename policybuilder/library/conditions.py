"""Whether tests can hold together, for some council: the choices of each name are few, so they are tried.

A name that a test compares with fixed texts takes each of its choices (a parameter's options, the nations, the
depths, the types of council); anything else that can be tested (a list that may be empty, a number compared with
another) may hold or not. What is said to be impossible is so; what would take too many tries is taken for possible.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jinja2 import nodes

from policybuilder.library.parameters import type_of
from policybuilder.library.reference import ReferenceFiles
from policybuilder.library.schema import DEPTHS, NATIONS
from policybuilder.library.template_language import Analysis
from policybuilder.library.tree_names import dotted_path

Wanted = tuple[nodes.Node, bool]
"""A test, and whether it should hold."""

_MOST_TRIES = 20_000


@dataclass(frozen=True)
class Conditions:
    """Works tests out with the choices that a library's reference files give."""

    reference: ReferenceFiles

    def possible(self, wanted: Sequence[Wanted], given: Mapping[str, str] | None = None) -> bool:
        """Return whether some council meets all of some tests; `given` fixes names, such as the nation."""
        given = dict(given or {})
        choices: dict[str, tuple[object, ...]] = {}
        for test, _ in wanted:
            for key, values in self._choices(test):
                choices.setdefault(key, values)
        if "council_type" in choices:
            choices.setdefault("nation", NATIONS)
        open_names = [name for name in choices if name not in given]
        tries = 1
        for name in open_names:
            tries *= len(choices[name])
        if tries > _MOST_TRIES:
            return True
        for values in itertools.product(*(choices[name] for name in open_names)):
            world: dict[str, object] = {**given, **dict(zip(open_names, values, strict=True))}
            if self._consistent(world) and all(_holds(test, world) == expected for test, expected in wanted):
                return True
        return False

    def _consistent(self, world: Mapping[str, object]) -> bool:
        if "council_type" not in world or "nation" not in world:
            return True
        return world["nation"] in self.reference.facts.types[str(world["council_type"])].nations

    def _choices(self, test: nodes.Node) -> Iterator[tuple[str, tuple[object, ...]]]:
        """Yield each name or comparison that a test rests on with what it can be."""
        if isinstance(test, nodes.And | nodes.Or):
            yield from self._choices(test.left)
            yield from self._choices(test.right)
        elif isinstance(test, nodes.Not):
            yield from self._choices(test.node)
        elif isinstance(test, nodes.Compare) and (path := _compared(test)) and (values := self._values(path)):
            yield path, values
        else:
            name = dotted_path(test, {})
            yield (name, self._values(name) or (True, False)) if name else (_key(test), (True, False))

    def _values(self, path: str) -> tuple[object, ...]:
        """Return every value of a name that has few, else nothing."""
        fixed: dict[str, tuple[object, ...]] = {
            "nation": NATIONS,
            "depth": tuple(DEPTHS),
            "council_type": tuple(self.reference.facts.types),
        }
        if path in fixed:
            return fixed[path]
        parameter = self.reference.parameters.get(path)
        if parameter is None or not parameter.options or type_of(parameter).is_list:
            return ()
        return (*parameter.options, None) if parameter.optional else tuple(parameter.options)


def can_hold(condition: Analysis, reference: ReferenceFiles, nations: Collection[str] = NATIONS) -> bool:
    """Return whether a condition may hold for some council of the nations; one that was refused may always."""
    if condition.tree is None or condition.problems:
        return True
    output = condition.tree.body[0]
    assert isinstance(output, nodes.Output)
    test, conditions = (output.nodes[0], True), Conditions(reference)
    return any(conditions.possible([test], {"nation": nation}) for nation in nations)


def _key(node: nodes.Node) -> str:
    """Return a key for an expression, the same for the same expression. It is kept on the node: nodes never change."""
    known = node.__dict__.get("condition_key")
    if known is None:
        known = node.__dict__["condition_key"] = _made_key(node)
    return str(known)


def _made_key(node: nodes.Node) -> str:
    if isinstance(node, nodes.Const):
        return repr(node.value)
    path = dotted_path(node, {})
    if path:
        return path
    fields = (getattr(node, name, "") for name in ("name", "op") if hasattr(node, name))
    return f"{type(node).__name__}({', '.join([*map(str, fields), *map(_key, node.iter_child_nodes())])})"


def _texts(node: nodes.Node) -> list[object] | None:
    if isinstance(node, nodes.Const):
        return [node.value]
    if isinstance(node, nodes.List | nodes.Tuple) and all(isinstance(item, nodes.Const) for item in node.items):
        return [item.value for item in node.items if isinstance(item, nodes.Const)]
    return None


def _compared(test: nodes.Compare) -> str:
    """Return the name that is compared with fixed texts, or "" for any other comparison."""
    if len(test.ops) != 1 or test.ops[0].op not in ("eq", "ne", "in", "notin"):
        return ""
    return (dotted_path(test.expr, {}) or "") if _texts(test.ops[0].expr) is not None else ""


def _holds(test: nodes.Node, world: Mapping[str, object]) -> bool:
    if isinstance(test, nodes.And):
        return _holds(test.left, world) and _holds(test.right, world)
    if isinstance(test, nodes.Or):
        return _holds(test.left, world) or _holds(test.right, world)
    if isinstance(test, nodes.Not):
        return not _holds(test.node, world)
    if isinstance(test, nodes.Compare) and (path := _compared(test)) in world:
        texts = _texts(test.ops[0].expr) or []
        found = world[path] in texts
        return found if test.ops[0].op in ("eq", "in") else not found
    return bool(world.get(_key(test), True))

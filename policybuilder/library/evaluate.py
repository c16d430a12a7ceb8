"""Clause bodies and conditions worked out, straight from their checked trees.

Jinja's parser reads them; its compiler is not used. No Python is ever made from a clause, so there is nothing to break
out of, and each printed value is known together with the names it came from. It is also several times faster for
texts that are filled in once.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2 import nodes

from policybuilder.labels import ENGLISH, Labels
from policybuilder.library.template_language import Analysis
from policybuilder.library.tree_names import paths_in
from policybuilder.library.values import FILTERS, IN_LANGUAGE, ClauseReference, Missing, NoSuchName, UnansweredError

Names = Mapping[str, Any]
Printer = Callable[[Any, str, int], str]
"""Turns a printed value into text, given the names that it came from and its line in the body."""

_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "gteq": operator.ge,
    "lt": operator.lt,
    "lteq": operator.le,
    "in": lambda value, many: value in many,
    "notin": lambda value, many: value not in many,
}


def render(
    analysis: Analysis, names: Names, included: Callable[[str], bool], printer: Printer, labels: Labels = ENGLISH
) -> str:
    """Return the text of an analysed body, the words of filters in the language of `labels`.

    Raises UnansweredError when the body tests a value that is not there, and TypeError for a comparison that makes no
    sense, such as a number with a text.
    """
    assert analysis.tree is not None
    return "".join(_Evaluation(included, printer, labels).body(analysis.tree.body, names, {}))


def holds(condition: Analysis, names: Names) -> bool:
    """Return whether an analysed condition holds; a clause that has none always applies. Raises like `render`."""
    if condition.tree is None:
        return True
    output = condition.tree.body[0]
    assert isinstance(output, nodes.Output)
    return expression_holds(output.nodes[0], names)


def expression_holds(expression: nodes.Node, names: Names, included: Callable[[str], bool] = lambda _: False) -> bool:
    """Return whether an expression of a condition, or a part of it, holds. Raises like `render`."""
    return bool(expression_value(expression, names, included))


def expression_value(expression: nodes.Node, names: Names, included: Callable[[str], bool]) -> Any:
    """Return the value of an expression that a text tests or loops over. Raises like `render`."""
    evaluation = _Evaluation(included, lambda _value, _names, _line: "")
    return evaluation.there(evaluation.value(expression, names))


def _origin(printed: nodes.Node, loops: Mapping[str, str]) -> str:
    """Return the names that a printed expression came from. They are kept on the node: its loops never change."""
    known = printed.__dict__.get("origin")
    if known is None:
        known = printed.__dict__["origin"] = ", ".join(sorted(set(paths_in(printed, loops))))
    return str(known)


class _Evaluation:
    """Works one tree out. `loops` maps each loop variable to the name of what it loops over."""

    def __init__(self, included: Callable[[str], bool], printer: Printer, labels: Labels = ENGLISH) -> None:
        self.included, self.printer, self.labels = included, printer, labels

    def body(self, statements: list[nodes.Node], names: Names, loops: Mapping[str, str]) -> Iterator[str]:
        for statement in statements:
            if isinstance(statement, nodes.Output):
                for child in statement.nodes:
                    if isinstance(child, nodes.TemplateData):
                        yield child.data
                    else:
                        printed = self.printed(child, names)
                        yield self.printer(self.value(child, names), _origin(printed, loops), child.lineno)
            elif isinstance(statement, nodes.If):
                yield from self.body(self.branch(statement, names), names, loops)
            elif isinstance(statement, nodes.For):
                yield from self.loop(statement, names, loops)

    def printed(self, node: nodes.Node, names: Names) -> nodes.Node:
        """Return the part of a printed expression that its value comes from: the branch taken, below its filters."""
        match node:
            case nodes.Filter(node=inner) if inner is not None:
                return self.printed(inner, names)
            case nodes.CondExpr(test=test, expr1=then, expr2=otherwise):
                chosen = then if self.test(test, names) else otherwise
                return node if chosen is None else self.printed(chosen, names)
        return node

    def branch(self, statement: nodes.If, names: Names) -> list[nodes.Node]:
        for option in (statement, *statement.elif_):
            if self.test(option.test, names):
                return option.body
        return statement.else_

    def loop(self, statement: nodes.For, names: Names, loops: Mapping[str, str]) -> Iterator[str]:
        assert isinstance(statement.target, nodes.Name)
        variable = statement.target.name
        items = self.there(self.value(statement.iter, names))
        inner = {**loops, variable: next(iter(paths_in(statement.iter, loops)), "")}
        for number, item in enumerate(items, start=1):
            place = {"first": number == 1, "last": number == len(items)}
            yield from self.body(statement.body, {**names, variable: item, "loop": place}, inner)
        if not items:
            yield from self.body(statement.else_, names, loops)

    def test(self, expression: nodes.Node, names: Names) -> bool:
        return bool(self.there(self.value(expression, names)))

    def there(self, value: Any) -> Any:
        if isinstance(value, Missing | NoSuchName):
            raise UnansweredError(value.name)
        return value

    def value(self, node: nodes.Node, names: Names) -> Any:
        match node:
            case nodes.Const(value=value):
                return value
            case nodes.Name(name=name):
                return names[name] if name in names else NoSuchName(name)
            case nodes.Getattr(node=parent, attr=member):
                return self.member(parent, member, names)
            case nodes.Getitem(node=parent, arg=nodes.Const(value=member)):
                return self.member(parent, member, names)
            case nodes.Filter(node=inner, name=name) if inner is not None:
                value, words = self.value(inner, names), FILTERS[name]
                return words(value, self.labels) if name in IN_LANGUAGE else words(value)
            case nodes.Call(node=nodes.Name(name=function), args=[nodes.Const(value=clause)]):
                return self.included(clause) if function == "included" else ClauseReference(clause)
            case nodes.Not(node=inner):
                return not self.test(inner, names)
            case nodes.And(left=left, right=right):
                return self.test(left, names) and self.test(right, names)
            case nodes.Or(left=left, right=right):
                return self.test(left, names) or self.test(right, names)
            case nodes.CondExpr(test=test, expr1=then, expr2=otherwise):
                chosen = then if self.test(test, names) else otherwise
                return "" if chosen is None else self.value(chosen, names)
            case nodes.List(items=items) | nodes.Tuple(items=items):
                return [self.value(item, names) for item in items]
            case nodes.Compare(expr=first, ops=operands):
                return self.comparison(first, operands, names)
        raise TypeError(f"{type(node).__name__.lower()} is not part of the clause language")

    def member(self, parent: nodes.Node, member: str, names: Names) -> Any:
        value = self.value(parent, names)
        if isinstance(value, NoSuchName):
            return NoSuchName(f"{value.name}.{member}")
        if not isinstance(value, Mapping):
            raise TypeError(f'a {type(value).__name__} has no "{member}"')
        if member in value:
            return value[member]
        return NoSuchName(".".join([*paths_in(parent, {}), member]))

    def comparison(self, first: nodes.Node, operands: list[nodes.Operand], names: Names) -> bool:
        left = self.there(self.value(first, names))
        for operand in operands:
            right = self.there(self.value(operand.expr, names))
            if not _COMPARISONS[operand.op](left, right):
                return False
            left = right
        return True

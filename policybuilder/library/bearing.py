"""Whether a text could read otherwise if one of the names in it had another value."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jinja2 import nodes

from policybuilder.library.evaluate import Names, expression_holds, expression_value
from policybuilder.library.template_language import Analysis
from policybuilder.library.tree_names import paths_in
from policybuilder.library.values import UnansweredError


def bears_on(analysis: Analysis, name: str, names: Names, included: Callable[[str], bool]) -> bool:
    """Return whether the value of `name` can change what an analysed body says, every other name being as it is.

    It does where the text prints it, or chooses between words by it. It does not where another test keeps the words
    that print it out, as in `{% if depth != 'essential' %}`, or decides beside it, as in `{% if days and a_table %}`.
    What cannot be worked out, because something else is not answered, counts as changing the text.
    """
    if analysis.tree is None:
        return False
    return _Bearing(name, included).body(analysis.tree.body, names, {})


class _Bearing:
    """Walks one tree with the value of one name unknown."""

    def __init__(self, name: str, included: Callable[[str], bool]) -> None:
        self.name, self.included = name, included

    def body(self, statements: list[nodes.Node], names: Names, loops: Mapping[str, str]) -> bool:
        return any(self.statement(each, names, loops) for each in statements)

    def statement(self, statement: nodes.Node, names: Names, loops: Mapping[str, str]) -> bool:
        match statement:
            case nodes.Output(nodes=printed):
                return any(self.printed(each, names, loops) for each in printed)
            case nodes.If():
                return self.branches(statement, names, loops)
            case nodes.For():
                return self.loop(statement, names, loops)
        return False

    def branches(self, statement: nodes.If, names: Names, loops: Mapping[str, str]) -> bool:
        for option in (statement, *statement.elif_):
            holds = self.holds(option.test, names, loops)
            if holds is None:
                return True
            if holds:
                return self.body(option.body, names, loops)
        return self.body(statement.else_, names, loops)

    def loop(self, statement: nodes.For, names: Names, loops: Mapping[str, str]) -> bool:
        if self.mentions(statement.iter, loops):
            return True
        assert isinstance(statement.target, nodes.Name)
        variable = statement.target.name
        try:
            items = expression_value(statement.iter, names, self.included)
        except UnansweredError:
            return True
        inner = {**loops, variable: next(iter(paths_in(statement.iter, loops)), "")}
        for number, item in enumerate(items, start=1):
            place = {"first": number == 1, "last": number == len(items)}
            if self.body(statement.body, {**names, variable: item, "loop": place}, inner):
                return True
        return not items and self.body(statement.else_, names, loops)

    def printed(self, node: nodes.Node, names: Names, loops: Mapping[str, str]) -> bool:
        match node:
            case nodes.TemplateData():
                return False
            case nodes.Filter(node=inner) if inner is not None:
                return self.printed(inner, names, loops)
            case nodes.CondExpr(test=test, expr1=then, expr2=otherwise):
                holds = self.holds(test, names, loops)
                chosen = then if holds else otherwise
                return holds is None or (chosen is not None and self.printed(chosen, names, loops))
        return self.mentions(node, loops)

    def holds(self, test: nodes.Node, names: Names, loops: Mapping[str, str]) -> bool | None:
        """Return whether a test holds, or None where that is for the value of the name to say."""
        match test:
            case nodes.Not(node=inner):
                held = self.holds(inner, names, loops)
                return None if held is None else not held
            case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
                decides = isinstance(test, nodes.Or)
                sides = [self.holds(left, names, loops), self.holds(right, names, loops)]
                if decides in sides:
                    return decides
                return None if None in sides else not decides
        if self.mentions(test, loops):
            return None
        try:
            return expression_holds(test, names, self.included)
        except (UnansweredError, TypeError):
            return None

    def mentions(self, node: nodes.Node, loops: Mapping[str, str]) -> bool:
        return any(path.partition("[]")[0] == self.name for path in paths_in(node, loops))

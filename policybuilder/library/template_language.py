"""The small language of clause bodies and conditions: sandboxed Jinja, cut down to what a policy needs.

A body may print values, test and loop over them, and refer to clauses. Everything else that Jinja can do
(calls, imports, macros, arithmetic, attributes of Python objects) is refused when the clause is loaded, with its
line, so a clause library from elsewhere is only ever text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from policybuilder.errors import Location, Problem, did_you_mean
from policybuilder.library.strict_yaml import UNSHOWABLE
from policybuilder.library.tree_names import children, dotted_path, written_path
from policybuilder.library.values import FILTERS
from policybuilder.readings import READINGS, key_of

_Place = Callable[[int, str], Location]
"""Gives the place of a line of a text, and of a word on it where one is given; lines count from 1."""

FUNCTIONS = frozenset({"ref", "included"})
MAX_NESTING = 30
"""How deep tests, loops and expressions may be nested; the clauses of the library need about ten."""

_STATEMENTS = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For)
_EXPRESSIONS = (
    nodes.Name,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Const,
    nodes.List,
    nodes.Tuple,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
    nodes.Filter,
    nodes.Call,
)


_TESTS = (nodes.List, nodes.Tuple, nodes.Compare, nodes.And, nodes.Or, nodes.Not)
"""Expressions that have no words: they can be tested, not printed."""

_WRITTEN = {
    "assign": "set",
    "assignblock": "set",
    "callblock": "call",
    "filterblock": "filter",
    "fromimport": "from",
    "scope": "autoescape",
}
"""Statements that Jinja names in another way than authors write them."""

_TAG = re.compile(r"\{%.*?%\}")
_INSIDE_TAGS = re.compile(r"\{[{%].*?(?:[%}]\}|$)")


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
    )
    environment.globals.clear()
    environment.filters.clear()
    environment.filters.update(FILTERS)
    return environment


ENVIRONMENT = _environment()


# Analysis ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Use:
    """A name that a text uses: its dotted path, where, and whether it is printed or tested."""

    path: str
    location: Location
    printed: bool


@dataclass(frozen=True)
class ClauseCall:
    """A `ref("x")` or `included("x")`; `guards` are the clauses known to be there at that point."""

    function: str
    clause: str
    location: Location
    guards: frozenset[str]


@dataclass(frozen=True)
class NameTest:
    """A name compared with fixed texts, as in `tools.agents == 'none'`."""

    path: str
    texts: tuple[str, ...]
    location: Location


@dataclass
class Analysis:
    """What a body or condition uses, what is wrong with it, and its tree; `bare` names are tested as they are."""

    uses: list[Use] = field(default_factory=list)
    loops: list[Use] = field(default_factory=list)
    calls: list[ClauseCall] = field(default_factory=list)
    bare: list[Use] = field(default_factory=list)
    comparisons: list[NameTest] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tree: nodes.Template | None = None

    def paths(self) -> frozenset[str]:
        """Return every dotted name used."""
        return frozenset(use.path for use in self.uses)


def analyse_body(source: str, name: str, first_line: int = 1) -> Analysis:
    """Return the analysis of a clause body that starts on `first_line` of the file `name`."""
    lines = source.split("\n")

    def place(line: int, word: str) -> Location:
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        return Location(name, first_line + line - 1, _column(text, word) if word else 0)

    hint = "values look like {{ name }}, tests like {% if name %} … {% endif %}"

    def parse() -> nodes.Template:
        # As the environment parses it, but that no node is told of the environment: what is kept needs none of it.
        return nodes.Template(Parser(ENVIRONMENT, _keep_line_ends(source)).subparse(), lineno=1)

    return _analyse(parse, place, hint)


def analyse_condition(expression: str, location: Location, loops: Mapping[str, str] | None = None) -> Analysis:
    """Return the analysis of a condition such as `applies_when`, its problems all at `location`: it is one value.

    `loops` says which list each variable goes through, where a condition is tested for every entry of one.
    """
    return _condition(expression, location, tuple((loops or {}).items()))


def known_condition(expression: str, location: Location, loops: Mapping[str, str] | None = None) -> Analysis:
    """Return what `analyse_condition` does, as an earlier run has it: for conditions that every run needs."""
    entries = tuple((loops or {}).items())
    key = key_of("condition", expression, f"{location.line}:{location.column}", repr(entries))
    return READINGS.of(key, location.path, lambda: _condition(expression, location, entries))


@lru_cache(maxsize=4_000)
def _condition(expression: str, location: Location, loops: tuple[tuple[str, str], ...]) -> Analysis:
    # A library that is opened again, for another council or another request, has the same conditions.
    def parse() -> nodes.Template:
        parser = Parser(ENVIRONMENT, expression, state="variable")
        whole = parser.parse_expression()
        if not parser.stream.eos:
            raise TemplateSyntaxError("a condition is one expression", 1)
        return nodes.Template([nodes.Output([whole], lineno=1)], lineno=1)

    hint = "a condition is written like tools.agents != 'none' and functions.planning"
    analysis = _analyse(parse, lambda _line, _word: location, hint, dict(loops))
    if analysis.calls:
        # Which clauses are in is not known before every condition has been worked out.
        message = "ref() and included() cannot stand in a condition"
        analysis.problems.append(Problem(location, message, "clause-language", hint))
    return analysis


@lru_cache(maxsize=1000)
def _tags_of(line: str) -> tuple[tuple[int, str], ...]:
    return tuple((tag.start(), tag.group()) for tag in _INSIDE_TAGS.finditer(line))


def _column(line: str, word: str) -> int:
    """Return the column of a name in a line of a body: within a tag where it stands in one, else 0."""
    for start, tag in _tags_of(line):
        at = tag.find(word)
        while at >= 0:
            before, after = tag[at - 1 : at], tag[at + len(word) : at + len(word) + 1]
            if not (before == "." or _is_letter(before) or _is_letter(after)):
                return start + at + 1
            at = tag.find(word, at + 1)
    return line.find(word) + 1


def _is_letter(character: str) -> bool:
    """Return whether a character, if there is one, may stand in a name."""
    return character == "_" or character.isalnum()


def _analyse(
    parse: Callable[[], nodes.Template], place: _Place, hint: str, loops: Mapping[str, str] | None = None
) -> Analysis:
    analysis = Analysis()
    too_deep = Problem(place(1, ""), "tests, loops or brackets are nested too deep", "clause-syntax")
    try:
        tree = parse()
    except TemplateSyntaxError as error:
        analysis.problems.append(Problem(place(error.lineno, ""), f"{error.message}", "clause-syntax", hint))
        return analysis
    except RecursionError:
        analysis.problems.append(too_deep)
        return analysis
    if _nested_too_deep(tree):
        analysis.problems.append(too_deep)
        return analysis
    analysis.tree = tree
    walker = _Walker(analysis, place)
    for node in tree.body:
        walker.statement(node, loops or {}, frozenset(), printed=loops is None)
    return analysis


def _nested_too_deep(tree: nodes.Node) -> bool:
    """Return whether any node has more than `MAX_NESTING` others above it, counted without recursion."""
    level: list[nodes.Node] = [tree]
    for _ in range(MAX_NESTING):
        level = [child for node in level for child in children(node)]
        if not level:
            return False
    return True


def _keep_line_ends(source: str) -> str:
    """Return the source with a line's end kept where a tag stands at the end of a line of text.

    Jinja's trim_blocks takes the new line after every tag. That is right for a tag on a line of its own, and joins
    a paragraph to what follows it otherwise.
    """
    return "\n".join(
        line[:-2] + "+%}"
        if line.endswith("%}") and not line.endswith(("+%}", "-%}")) and _TAG.sub("", line).strip()
        else line
        for line in source.split("\n")
    )


class _Walker:
    """Walks one tree, noting names, calls and what is not allowed. Loop variables map to what they loop over."""

    def __init__(self, analysis: Analysis, place: _Place) -> None:
        self.analysis, self.place_of = analysis, place

    def place(self, node: nodes.Node, word: str = "") -> Location:
        line = node.lineno or next((child.lineno for child in children(node) if child.lineno), 1)
        return self.place_of(line, word)

    def refuse(self, node: nodes.Node, what: str, word: str = "", hint: str = "") -> None:
        hint = hint or "a clause may print values, test them with if, loop over lists and use ref() and included()"
        self.analysis.problems.append(Problem(self.place(node, word), what, "clause-language", hint))

    def statement(self, node: nodes.Node, loops: Mapping[str, str], guards: frozenset[str], printed: bool) -> None:
        if not isinstance(node, _STATEMENTS):
            word = type(node).__name__.lower()
            self.refuse(node, f"{{% {_WRITTEN.get(word, word)} %}} is not part of the clause language")
        elif isinstance(node, nodes.Output):
            for child in node.nodes:
                if not isinstance(child, nodes.TemplateData):
                    self.expression(child, loops, guards, printed)
                    if not printed:
                        self.truth(child, loops)
        elif isinstance(node, nodes.If):
            self.branch(node, loops, guards)
        elif isinstance(node, nodes.For):
            self.loop(node, loops, guards)

    def branch(self, node: nodes.If, loops: Mapping[str, str], guards: frozenset[str]) -> None:
        self.expression(node.test, loops, guards, False)
        self.truth(node.test, loops)
        for child in node.body:
            self.statement(child, loops, guards | _guards(node.test), True)
        for child in (*node.elif_, *node.else_):
            self.statement(child, loops, guards, True)

    def loop(self, node: nodes.For, loops: Mapping[str, str], guards: frozenset[str]) -> None:
        path = dotted_path(node.iter, loops)
        if path is None or not isinstance(node.target, nodes.Name) or node.test or node.recursive:
            self.refuse(node, "a loop is written {% for item in list %}")
            return
        self.expression(node.iter, loops, guards, False)
        self.analysis.loops.append(Use(path, self.place(node, written_path(node.iter)), False))
        for child in node.body:
            self.statement(child, {**loops, node.target.name: path}, guards, True)
        for child in node.else_:
            self.statement(child, loops, guards, True)

    def expression(self, node: nodes.Node, loops: Mapping[str, str], guards: frozenset[str], printed: bool) -> None:
        if not isinstance(node, _EXPRESSIONS):
            self.refuse(node, f"{type(node).__name__.lower()} is not part of the clause language")
            return
        if printed and (isinstance(node, _TESTS) or (isinstance(node, nodes.Const) and not _is_text(node.value))):
            self.refuse(
                node, "a test or a list has no words to print", hint="write {% if … %}, or name a list | listed"
            )
        if isinstance(node, nodes.Const) and isinstance(node.value, str) and UNSHOWABLE.search(node.value):
            self.refuse(node, "a text holds a character that no document can show", hint="delete it")
        if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
            self.name_used(node, loops, printed)
        elif isinstance(node, nodes.Call):
            self.call(node, guards)
        elif isinstance(node, nodes.Filter):
            self.filter(node, loops, guards, printed)
        elif isinstance(node, nodes.CondExpr):
            self.expression(node.test, loops, guards, False)
            self.truth(node.test, loops)
            for branch in (node.expr1, node.expr2):
                if branch is not None:
                    self.expression(branch, loops, guards | _guards(node.test), printed)
        else:
            if isinstance(node, nodes.Compare):
                self.comparison(node, loops)
            known = guards
            for child in children(node):
                self.expression(child, loops, known, False)
                if isinstance(node, nodes.And):
                    known = known | _guards(child)

    def truth(self, node: nodes.Node, loops: Mapping[str, str]) -> None:
        """Note the names that a test asks nothing of but whether there is anything."""
        if isinstance(node, nodes.And | nodes.Or | nodes.Not):
            for child in children(node):
                self.truth(child, loops)
        elif path := dotted_path(node, loops):
            self.analysis.bare.append(Use(path, self.place(node, written_path(node)), False))

    def name_used(self, node: nodes.Node, loops: Mapping[str, str], printed: bool) -> None:
        path = dotted_path(node, loops)
        if path is None or any(part.startswith("_") for part in path.split(".")):
            self.refuse(node, "only plain names such as roles.siro can be used")
            return
        word = written_path(node)
        self.analysis.uses.append(Use(path, self.place(node, word), printed))

    def filter(self, node: nodes.Filter, loops: Mapping[str, str], guards: frozenset[str], printed: bool) -> None:
        if node.name not in FILTERS:
            place = self.place(node, node.name)
            hint = did_you_mean(node.name, FILTERS, f"the filters are {', '.join(sorted(FILTERS))}")
            self.analysis.problems.append(Problem(place, f'unknown filter "{node.name}"', "unknown-filter", hint))
        if node.args or node.kwargs:
            self.refuse(node, f'the filter "{node.name}" takes nothing in brackets', node.name)
        if node.node is not None:
            self.expression(node.node, loops, guards, printed)

    def call(self, node: nodes.Call, guards: frozenset[str]) -> None:
        match node:
            case nodes.Call(node=nodes.Name(name=function), args=[nodes.Const(value=str(clause))], kwargs=[]) if (
                function in FUNCTIONS and not node.dyn_args and not node.dyn_kwargs
            ):
                self.analysis.calls.append(ClauseCall(function, clause, self.place(node, function), guards))
            case _:
                self.refuse(node, 'only ref("clause-id") and included("clause-id") can be called')

    def comparison(self, node: nodes.Compare, loops: Mapping[str, str]) -> None:
        sides = [node.expr, *(operand.expr for operand in node.ops)]
        texts = tuple(text for side in sides for text in _texts(side))
        for path in (dotted_path(side, loops) for side in sides):
            if path and texts:
                self.analysis.comparisons.append(NameTest(path, texts, self.place(node, texts[0])))


def _is_text(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _texts(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, nodes.List | nodes.Tuple):
        for item in node.items:
            yield from _texts(item)


def _guards(test: nodes.Node) -> frozenset[str]:
    """Return the clauses that are surely in the document where a test holds."""
    if isinstance(test, nodes.And):
        return _guards(test.left) | _guards(test.right)
    match test:
        case nodes.Call(node=nodes.Name(name="included"), args=[nodes.Const(value=str(clause))]):
            return frozenset({clause})
    return frozenset()

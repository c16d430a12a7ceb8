"""What the words of a library's passage tell of the answers that it was printed with.

A value that was printed is an answer as it stands. A test whose branch was taken says what its names are, or are not;
where that leaves a choice one option, it is an answer, too. Of what is not printed nothing is said.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import nodes

from policybuilder.adopt.decisions import Decision
from policybuilder.adopt.old_policy import OldPassage
from policybuilder.adopt.unify import Filled
from policybuilder.errors import Location, Problems
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.library import Library
from policybuilder.library.parameters import INVALID, Parameter, read_value
from policybuilder.library.said import node_of
from policybuilder.library.scalars import day_in_words
from policybuilder.library.schema import DEPTHS
from policybuilder.library.template_language import analyse_condition
from policybuilder.library.tree_names import dotted_path

_OPEN = "[to confirm"
_TITLE = {"capitalised", "lowered"}
_FUNCTIONS = "functions."


@dataclass(frozen=True)
class Deduced:
    """The decisions that printed passages show, the depth that they were printed at ("" where they do not tell).

    `functions` is whether the council has each function of which the passages tell, such as "cctv".
    """

    decisions: tuple[Decision, ...]
    depth: str
    functions: Mapping[str, bool]


def deduced(
    library: Library,
    found: Mapping[int, Filled],
    passages: Mapping[int, OldPassage],
    clauses: Mapping[str, ClauseSource],
) -> Deduced:
    """Return what the passages that the library printed tell of a council's answers: that a clause is there, too."""
    taker = _Taker(library)
    for number, each in found.items():
        taker.take(each, passages[number])
    for number, each in found.items():
        if condition := clauses[each.clause].front.applies_when:
            taker.test(condition, True, passages[number])
    return taker.settled()


class _Taker:
    def __init__(self, library: Library) -> None:
        self.library = library
        self.known = library.reference.parameters
        self.values: dict[str, Decision] = {}
        self.lists: dict[str, list[str]] = defaultdict(list)
        self.rows: dict[str, list[dict[str, str]]] = defaultdict(list)
        self.shown: dict[str, OldPassage] = {}
        self.left: dict[str, set[Any]] = {}
        self.first: dict[str, tuple[OldPassage, str]] = {}

    def take(self, filled: Filled, passage: OldPassage) -> None:
        loop = re.fullmatch(r"(\w+)\s+in\s+([\w.]+)", filled.loop)
        row: dict[str, str] = {}
        for expression, words in filled.values:
            path, *filters = (part.strip() for part in expression.split("|"))
            if words.startswith(_OPEN):
                continue
            if loop and path == loop[1]:
                self.lists[loop[2]].append(words)
                self.shown.setdefault(loop[2], passage)
            elif loop and path.startswith(f"{loop[1]}."):
                row[path.partition(".")[2]] = _cell(tuple(filters), words)
            else:
                self.value(path, filters, words, passage)
        if loop and row:
            self.rows[loop[2]].append(row)
            self.shown.setdefault(loop[2], passage)
        for test, truth in filled.tests:
            self.test(test, truth, passage)

    def value(self, path: str, filters: Iterable[str], words: str, passage: OldPassage) -> None:
        parameter = self.known.get(path)
        if parameter is None and path not in ("document.owner", "document.approver"):
            return
        value = _as_typed(parameter, tuple(filters), words) if parameter else words
        if value is not None and path not in self.values and self.is_valid(parameter, value):
            self.values[path] = Decision(path, value, passage.number, passage.place, words, sure=True)

    def is_valid(self, parameter: Parameter | None, value: Any) -> bool:
        if parameter is None:
            return True
        problems = Problems()
        return read_value(parameter, node_of(value), problems) is not INVALID and not problems.found

    # Tests -----------------------------------------------------------------------------------------------

    def test(self, test: str, truth: bool, passage: OldPassage) -> None:
        for path, kept, members in _told(test, truth):
            choices = self.choices(path)
            if not choices:
                continue
            left = self.left.setdefault(path, set(choices))
            left &= set(members) if kept else left - set(members)
            self.first.setdefault(path, (passage, passage.beginning))

    def choices(self, path: str) -> tuple[Any, ...]:
        if path == "depth":
            return tuple(DEPTHS)
        if path.removeprefix(_FUNCTIONS) in self.library.reference.facts.functions:
            return (True, False)
        parameter = self.known.get(path)
        if parameter is None:
            return ()
        return (
            (True, False)
            if parameter.type == "boolean"
            else tuple(parameter.options)
            if parameter.type == "choice"
            else ()
        )

    # Together --------------------------------------------------------------------------------------------

    def settled(self) -> Deduced:
        listed: list[tuple[str, Sequence[str | dict[str, str]]]] = [*self.lists.items(), *self.rows.items()]
        for name, entries in listed:
            parameter, passage = self.known.get(name), self.shown[name]
            if parameter is not None and self.is_valid(parameter, entries):
                words = passage.text if len(entries) == 1 else f"{passage.text} … ({len(entries)} entries)"
                # A table whose columns are not all printed is only shown in part.
                whole = all(isinstance(row, str) or set(row) == set(parameter.columns) for row in entries)
                self.values[name] = Decision(name, entries, passage.number, passage.place, words, whole)
        for name, left in self.left.items():
            if len(left) == 1 and name in self.known and name not in self.values:
                passage, words = self.first[name]
                (value,) = left
                self.values[name] = Decision(name, value, passage.number, passage.place, words, sure=True)
            elif name in self.known and name not in self.values and self.known[name].default not in (None, *left):
                passage, words = self.first[name]
                among = tuple(each for each in self.choices(name) if each in left)
                if among:
                    self.values[name] = Decision(name, among[0], passage.number, passage.place, words, False, among)
        depth = self.left.get("depth", set())
        order = [name for name in self.known if name in self.values]
        order += [name for name in self.values if name not in self.known]
        functions = {name.removeprefix(_FUNCTIONS): True in left for name, left in self.left.items()
                     if name.startswith(_FUNCTIONS) and len(left) == 1}  # fmt: skip
        return Deduced(
            tuple(self.values[name] for name in order), next(iter(depth)) if len(depth) == 1 else "", functions
        )


def _cell(filters: tuple[str, ...], words: str) -> str:
    """Return a printed cell as a profile writes it: a day in ISO form, a word without the capital that was given it."""
    if "date" in filters and (day := day_in_words(words)):
        return day.isoformat()
    return _small(words) if "capitalised" in filters else words


def _small(words: str) -> str:
    """Return words without the capital of a sentence's beginning; a second capital is a name's own: "UNISON"."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _as_typed(parameter: Parameter, filters: tuple[str, ...], words: str) -> Any:
    """Return a printed value as a profile writes it; None where the words do not give it back."""
    if parameter.type == "integer":
        digits = words.replace(",", "").replace("£", "")
        return int(digits) if digits.isdecimal() else None
    if parameter.type == "date":
        day = day_in_words(words)
        return day.isoformat() if day else None
    if parameter.type == "list":
        return _entries(words)
    if parameter.type in ("choice", "choices"):
        labels = {text.partition(":")[0].strip().lower(): id for id, text in parameter.options.items()}
        parts = re.split(r", | and ", words) if parameter.type == "choices" else [words]
        ids = [labels.get(part.strip().lower()) for part in parts]
        if None in ids:
            return None
        return ids if parameter.type == "choices" else ids[0]
    if parameter.type in ("boolean", "table"):
        return None
    if _TITLE & set(filters) and not words[:1].isalpha():
        return None
    # At the beginning of a sentence nothing tells how the word is written: it is taken to be as the usual one is.
    usual = str(parameter.default or "")
    return _small(words) if "capitalised" in filters and usual[:1].islower() else words


def _entries(words: str) -> list[str]:
    """Return the entries of "a, b and c"; the last two are parted at the first "and"."""
    *first, last = words.split(", ")
    return [*first, *re.split(r" and | or ", last, maxsplit=1)]


@lru_cache(maxsize=4_000)
def _told(test: str, truth: bool) -> tuple[tuple[str, bool, tuple[Any, ...]], ...]:
    """Return what a test says that held, or did not: names that are among some values (True), or not (False)."""
    tree = analyse_condition(test, Location("")).tree
    if tree is None:
        # It calls included(), which says nothing of answers.
        return ()
    output = tree.body[0]
    assert isinstance(output, nodes.Output)
    return tuple(_of(output.nodes[0], truth))


def _of(node: nodes.Node, truth: bool) -> Iterator[tuple[str, bool, tuple[Any, ...]]]:
    match node:
        case nodes.Not(node=inner):
            yield from _of(inner, not truth)
        case nodes.And(left=left, right=right) if truth:
            yield from (*_of(left, True), *_of(right, True))
        case nodes.Or(left=left, right=right) if not truth:
            yield from (*_of(left, False), *_of(right, False))
        case nodes.Compare(expr=expr, ops=[nodes.Operand(op=op, expr=other)]):
            path = dotted_path(expr, {})
            members = _constants(other)
            if path and members is not None and op in ("eq", "ne", "in", "notin"):
                yield path, truth == (op in ("eq", "in")), members
        case nodes.Name() | nodes.Getattr():
            path = dotted_path(node, {})
            if path:
                yield path, truth, (True,)


def _constants(node: nodes.Node) -> tuple[Any, ...] | None:
    match node:
        case nodes.Const(value=value):
            return (value,)
        case nodes.List(items=items) | nodes.Tuple(items=items):
            found = [_constants(item) for item in items]
            return tuple(value for each in found if each for value in each) if None not in found else None
    return None

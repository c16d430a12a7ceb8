"""Phase 4: parameters and facts into the text of clauses.

A value is data: it stands in the filled text as a mark, and comes back as an inline of its own after the Markdown has
been read. So it can never become a heading, a list, a link, a tag or Jinja, and it knows its parameter.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from policybuilder.document import Inline, Link, Reference, Text, Value
from policybuilder.errors import Location, Problems
from policybuilder.library.evaluate import render
from policybuilder.library.forms import form_of
from policybuilder.library.parameters import type_of
from policybuilder.library.template_language import Analysis
from policybuilder.library.values import (
    ClauseReference,
    Missing,
    NoSuchName,
    References,
    UnansweredError,
)
from policybuilder.library.vocabulary import ELSEWHERE
from policybuilder.readers.markdown.blocks import VALUE_MARK, value_mark
from policybuilder.resolution.answers import Answers
from policybuilder.resolution.titles import with_closing_commas


@dataclass(frozen=True)
class Filled:
    """A text with marks where values stand, and the values in the order of their marks."""

    text: str
    values: tuple[Inline, ...]


@dataclass
class Filler:
    """Fills the texts of one document in. `selected` are the clauses in it, `left_out` those that the council excludes.

    A clause of the library may refer to one that is left out: what says so is taken out of it later.
    """

    answers: Answers
    selected: Collection[str]
    law: tuple[Mapping[str, Any], ...]
    law_as_at: date | None
    problems: Problems
    coverage: tuple[Mapping[str, Any], ...] = ()
    left_out: Collection[str] = ()
    elsewhere: tuple[Mapping[str, Any], ...] = ()
    _names: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the names that depend on which clauses are in."""
        self._names = {
            **self.answers.names,
            "document": {**self.answers.names["document"], "law_as_at": self.law_as_at},
            "document_law": list(self.law),
            "document_coverage": list(self.coverage),
            ELSEWHERE: list(self.elsewhere),
        }

    def fill(self, body: Analysis, file: str, first_line: int, *, own: bool = False) -> Filled:
        """Return an analysed body filled in; what cannot be printed is noted as a problem.

        A text of the council's `own` may not refer to what the council leaves out.
        """
        printer = _Printer(self, file, first_line, () if own else self.left_out)
        try:
            text = render(body, self._names, self.selected.__contains__, printer.print, self.answers.labels)
        except UnansweredError as error:
            why, code, hint = self.answers.why_untestable(error.args[0])
            self.problems.add(Location(file, first_line), f"the text cannot be filled in: {why}", code, hint)
            return Filled("", ())
        except TypeError as error:
            self.problems.add(Location(file, first_line), f"the text cannot be filled in: {error}", "fill")
            return Filled("", ())
        known = self.answers.library.reference.parameters
        return Filled(with_closing_commas(text, printer.values, known), tuple(printer.values))

    def prints(self, body: Analysis, file: str, first_line: int) -> tuple[tuple[Inline, ...], ...]:
        """Return what each printed value of a body reads, in order: several inlines where it is a list of references.

        A body that cannot be filled in prints nothing, which `fill` says.
        """
        printer = _Printer(self, file, first_line, self.left_out)
        found: list[tuple[Inline, ...]] = []

        def note(value: Any, names: str, line: int) -> str:
            before = len(printer.values)
            parts = VALUE_MARK.split(printer.print(value, names, line))
            texts = (Text(part) if part else None for part in parts[::2])
            every = itertools.chain.from_iterable(itertools.zip_longest(texts, printer.values[before:]))
            found.append(tuple(inline for inline in every if inline is not None))
            return ""

        try:
            render(body, self._names, self.selected.__contains__, note, self.answers.labels)
        except (UnansweredError, TypeError):
            return ()
        return tuple(found)


class _Printer:
    """Turns each printed value of one text into a mark, and keeps the inline that the mark stands for."""

    def __init__(self, filler: Filler, file: str, first_line: int, left_out: Collection[str]) -> None:
        self.filler, self.file, self.first_line, self.left_out = filler, file, first_line, left_out
        self.labels = filler.answers.labels
        self.values: list[Inline] = []

    def print(self, value: Any, names: str, line: int) -> str:
        if isinstance(value, References):
            return ", ".join(self.print(reference, names, line) for reference in value)
        inline = self.inline(value, names, line)
        if inline is None:
            return ""
        self.values.append(inline)
        return value_mark(len(self.values) - 1)

    def inline(self, value: Any, names: str, line: int) -> Inline | None:
        if isinstance(value, Missing):
            # The parameter to answer, which may be one that this takes its default from.
            return Value(self.labels.unconfirmed(value.label), value.name, confirmed=False)
        if isinstance(value, ClauseReference):
            if value.clause not in self.filler.selected and value.clause not in self.left_out:
                hint = 'put {% if included("…") %} around it, or include the clause'
                self.refuse(line, f'refers to "{value.clause}", which is not in this document', "absent-clause", hint)
                return None
            # The numbers come in the last phase; the word says whether the reference starts a sentence.
            return Reference(value.clause, "Section" if value.capital else "section")
        name = names.replace("[]", "")
        text = self.text(value, name, line)
        if not text:
            return None
        if guess := self.guess(names):
            return Value(self.labels.guessed(text), guess, confirmed=False)
        return self.linked(text, name) if isinstance(value, str) else Value(text, name)

    def guess(self, names: str) -> str:
        """Return the parameter among what a value came from whose default nobody has looked at, or ""."""
        for path in names.split(", "):
            name, _, column = path.partition("[]")
            if self.filler.answers.open_fact(name, column.removeprefix(".")):
                return name
        return ""

    def text(self, value: Any, name: str, line: int) -> str:
        """Return the text of a value; "" for one that is empty, and for one that is no text, which is noted."""
        form = form_of(value)
        if form is not None and form.printed is not None:
            parameter = self.filler.answers.library.reference.parameters.get(name)
            return form.printed(value, self.labels, bool(parameter and parameter.unit))
        if form is not None:
            self.refuse(line, f'"{name}" is {form.said}, which is no text', "not-text", "test it with if")
        elif value is None:
            hint = f"write {{% if {name} %}} around it"
            self.refuse(line, f'"{name}" is optional and not set', "not-set", hint)
        elif isinstance(value, NoSuchName):
            self.refuse_undefined(value.name, line)
        elif value == []:
            hint = f"give it an entry, or write {{% if {name} %}} around it"
            self.refuse(line, f'"{name}" is an empty list, which would leave a gap', "not-set", hint)
        else:
            self.refuse(line, f'"{name}" is a list, which is no text', "not-text", "use | listed, or a loop")
        return ""

    def linked(self, text: str, name: str) -> Inline:
        """Return a text as a value, or as a link where its parameter is an address."""
        parameter = self.filler.answers.library.reference.parameters.get(name)
        address = type_of(parameter).address if parameter else ""
        return Link(f"{address.strip('-')}{text}", (Value(text, name),)) if address else Value(text, name)

    def refuse_undefined(self, name: str, line: int) -> None:
        nation = self.filler.answers.nation.replace("-", " ").title()
        family, _, member = name.partition(".")
        if family == "law":
            nations = self.filler.answers.library.reference.law[member].nations
            hint = f"it is law in {', '.join(nations)}; test nation first, or use a term"
            self.refuse(line, f'cites "{member}", which is not law in {nation}', "wrong-nation", hint)
        else:
            self.refuse(line, f'"{name}" has no words for {nation}', "wrong-nation", "test nation first")

    def refuse(self, line: int, message: str, code: str, hint: str) -> None:
        self.filler.problems.add(Location(self.file, self.first_line + line - 1), message, code, hint)

"""The names that clauses may use, and whether a clause uses them rightly.

A clause may print and test parameters, facts, terms and law. Everything is looked up when the clause is loaded, so a
misspelt name, a choice that does not exist or a law that is not listed is found before any policy is built.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from policybuilder.errors import Location, Problems, did_you_mean
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.parameters import Parameter
from policybuilder.library.reference import Reference
from policybuilder.library.schema import LEVELS, NATIONS
from policybuilder.library.template_language import Analysis, ClauseCall, Use

DEPTHS = {"essential": 0, "standard": 1, "full": 2}
"""How deep a policy goes; depth n takes the clauses of the first n + 1 levels."""

COUNCIL_FACTS = frozenset({"name", "in_text", "short_name", "possessive"})
DOCUMENT_FACTS = frozenset(
    {
        "title",
        "owner",
        "approver",
        "version",
        "status",
        "date",
        "effective_date",
        "review_date",
        "classification",
        "law_as_at",
        "previously_approved",
    }
)
WHOLE_FACTS = ("nation", "council_type", "depth")
LOOP_FACTS = ("loop.first", "loop.last")
"""Where a loop is; outside a loop there is no such thing, which shows when the text is filled in."""
LAW_COLUMNS = frozenset({"title", "cite", "note", "as_at", "verified", "check"})


@dataclass(frozen=True)
class Vocabulary:
    """Every name of a library, for checking clauses against."""

    reference: Reference
    clause_ids: Collection[str]

    def check_clause(self, clause: ClauseSource, problems: Problems) -> None:
        """Note what a clause uses and should not, or declares and does not use."""
        front = clause.front
        uses = self.check_names(clause.analysis, problems) | self.check_names(clause.condition, problems)
        self._check_listed(clause, "parameters", front.parameters, uses & self.reference.parameters.keys(), problems)
        cited = {path.partition(".")[2] for path in uses if path.startswith("law.")}
        self._check_listed(clause, "law", front.law, cited, problems)
        for index, id in enumerate(front.requires):
            if id not in self.clause_ids:
                place, hint = clause.place("requires", index), did_you_mean(id, self.clause_ids)
                problems.add(place, f'unknown clause "{id}"', "unknown-clause", hint)
        self._check_frameworks(clause, problems)

    def check_names(self, analysis: Analysis, problems: Problems) -> set[str]:
        """Return the names that a text uses; those that mean nothing are noted."""
        found: set[str] = set()
        for use in analysis.uses:
            name = self._resolve(use, problems)
            if name:
                found.add(name)
                self._check_tested(use, name, problems)
        self._check_loops(analysis, found, problems)
        self._check_comparisons(analysis, problems)
        for call in analysis.calls:
            self._check_call(call, problems)
        return found

    def _resolve(self, use: Use, problems: Problems) -> str:
        """Return the parameter, fact, term or law that a use means, or "" when a problem was noted."""
        path, _, column = use.path.partition("[]")
        column = column.removeprefix(".")
        family, _, member = path.partition(".")
        if path in self.reference.parameters:
            return path if self._check_column(use, self.reference.parameters[path], column, problems) else ""
        families: dict[str, Collection[str]] = {
            "council": COUNCIL_FACTS,
            "document": DOCUMENT_FACTS,
            "functions": self.reference.facts.functions,
            "terms": self.reference.terms,
            "law": self.reference.law,
        }
        if path in (*WHOLE_FACTS, *LOOP_FACTS) or (path == "document_law" and column in ("", *LAW_COLUMNS)):
            return path
        if family in families and member in families[family]:
            return path
        known = [f"{family}.{name}" for name in families.get(family, ())] or list(self.reference.parameters)
        kind = {"terms": "term", "law": "law", "functions": "function"}.get(family, "name")
        hint = did_you_mean(path, known, "" if family in families else "declare it in clauses/parameters.yaml")
        problems.add(use.location, f'unknown {kind} "{use.path.replace("[]", "")}"', f"unknown-{kind}", hint)
        return ""

    def _check_column(self, use: Use, parameter: Parameter, column: str, problems: Problems) -> bool:
        if not column or column in parameter.columns:
            return True
        hint = did_you_mean(column, parameter.columns, f"its columns are {', '.join(parameter.columns) or 'none'}")
        problems.add(use.location, f'"{parameter.name}" has no column "{column}"', "unknown-column", hint)
        return False

    def _check_tested(self, use: Use, name: str, problems: Problems) -> None:
        parameter = self.reference.parameters.get(name)
        if parameter and parameter.required and not use.printed:
            message = f'"{name}" is required, so it may be unanswered: it can be printed, not tested'
            problems.add(use.location, message, "required-tested", "give the parameter a default")

    def _check_loops(self, analysis: Analysis, found: set[str], problems: Problems) -> None:
        parameters = self.reference.parameters.values()
        lists = {parameter.name for parameter in parameters if parameter.type in ("list", "choices", "table")}
        for use in analysis.loops:
            if use.path.partition("[]")[0] in found and use.path not in lists | {"document_law"}:
                message = f'"{use.path.replace("[]", "")}" is no list, so there is nothing to loop over'
                problems.add(use.location, message, "not-a-list", "print it with {{ … }}")

    def _check_comparisons(self, analysis: Analysis, problems: Problems) -> None:
        for comparison in analysis.comparisons:
            path = comparison.path.removesuffix("[]")
            parameter = self.reference.parameters.get(path)
            fixed: dict[str, Collection[str]] = {
                "nation": NATIONS,
                "council_type": self.reference.facts.types,
                "depth": DEPTHS,
            }
            options = parameter.options if parameter and parameter.options else fixed.get(path)
            for text in comparison.texts:
                if options and text not in options:
                    hint = did_you_mean(text, options, f"the choices are {', '.join(options)}")
                    problems.add(comparison.location, f'"{path}" is never "{text}"', "unknown-choice", hint)
                elif parameter and parameter.type in ("boolean", "integer", "date"):
                    message = f'"{path}" is of the type {parameter.type}, never the text "{text}"'
                    hint = f"test it with {{% if {path} %}}" if parameter.type == "boolean" else "compare numbers"
                    problems.add(comparison.location, message, "unknown-choice", hint)

    def _check_call(self, call: ClauseCall, problems: Problems) -> None:
        if call.clause not in self.clause_ids:
            hint = did_you_mean(call.clause, self.clause_ids, "`policybuilder clauses` lists them")
            problems.add(call.location, f'unknown clause "{call.clause}"', "unknown-clause", hint)

    def _check_listed(
        self, clause: ClauseSource, key: str, listed: list[str], used: set[str], problems: Problems
    ) -> None:
        known: Collection[str] = self.reference.parameters if key == "parameters" else self.reference.law
        for index, name in enumerate(listed):
            place = clause.place(key, index)
            if name not in known:
                what = "parameter" if key == "parameters" else "law"
                problems.add(place, f'unknown {what} "{name}"', f"unknown-{what}", did_you_mean(name, known))
            elif name not in used and key == "parameters":
                # A clause may rest on a law that it does not name; it has no use for a parameter it does not read.
                problems.add(
                    place,
                    f'"{name}" is listed under {key} and not used',
                    "not-used",
                    "remove it from the list",
                )
            elif name in listed[:index]:
                problems.add(place, f'"{name}" is listed twice', "listed-twice", "keep one of them")
        for name in sorted(used - set(listed)):
            uses = (clause.analysis.uses, clause.condition.uses)
            where = next((use.location for group in uses for use in group if _means(use.path, name)), clause.place(key))
            hint = f"add it to {key}: in the front matter"
            problems.add(where, f'"{name}" is used and not listed', "not-listed", hint)

    def _check_frameworks(self, clause: ClauseSource, problems: Problems) -> None:
        frameworks = self.reference.frameworks
        for id, items in clause.front.frameworks.items():
            if id not in frameworks:
                place, hint = clause.place("frameworks", id), did_you_mean(id, frameworks)
                problems.add(place, f'unknown framework "{id}"', "unknown-framework", hint)
                continue
            for index, item in enumerate(items):
                if item not in frameworks[id].items:
                    place = clause.place("frameworks", id, index)
                    hint = did_you_mean(item, frameworks[id].items, f"its items are {', '.join(frameworks[id].items)}")
                    problems.add(place, f'"{id}" has no item "{item}"', "unknown-item", hint)


def _means(path: str, name: str) -> bool:
    path = path.partition("[]")[0]
    return path in (name, f"law.{name}")


def unguarded_references(
    clause: ClauseSource, always_there: Callable[[str], bool], requires: Mapping[str, Collection[str]]
) -> list[Location]:
    """Return the places where a clause refers to one that may be absent, without `included()` around it."""
    sure = set(requires.get(clause.id, ()))
    return [
        call.location
        for call in clause.analysis.calls
        if call.function == "ref"
        and call.clause not in call.guards | sure | {clause.id}
        and not always_there(call.clause)
    ]


def levels_of(depth: str) -> tuple[str, ...]:
    """Return the levels of clause that a depth takes."""
    return LEVELS[: DEPTHS[depth] + 1]

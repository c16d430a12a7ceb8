"""The names that clauses may use, and whether a clause uses them rightly.

A clause may print and test parameters, facts, terms and law. Everything is looked up when the clause is loaded, so a
misspelt name, a choice that does not exist or a law that is not listed is found before any policy is built.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from policybuilder.errors import Location, Problems, did_you_mean
from policybuilder.library.clauses import ClauseSource
from policybuilder.library.conditions import can_hold
from policybuilder.library.contradictions import Contradiction
from policybuilder.library.coverage import check_mappings
from policybuilder.library.parameters import Parameter, type_of
from policybuilder.library.reference import ReferenceFiles
from policybuilder.library.schema import DEPTHS as DEPTHS
from policybuilder.library.schema import LEVELS, NATIONS
from policybuilder.library.template_language import Analysis, ClauseCall, NameTest, Use
from policybuilder.library.workspace import BUILT_IN

COUNCIL_FACTS = frozenset({"name", "in_text", "short_name", "possessive"})
DOCUMENT_FACTS = frozenset(
    {
        "id",
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
FIXED = {"nation": NATIONS, "depth": tuple(DEPTHS)}
"""The values of facts that are never anything else."""

LOOP_FACTS = ("loop.first", "loop.last")
"""Where a loop is; outside a loop there is no such thing, which shows when the text is filled in."""
ELSEWHERE = "document_elsewhere"
"""The rows for the rules that stand in another document of the council."""
DOCUMENT_LISTS = {
    "document_law": frozenset(
        {"title", "cite", "note", "as_at", "as_at_last", "verified", "signed_off", "to_check", "check"}
    ),
    "document_coverage": frozenset({"framework", "item", "title", "status", "where", "here", "there", "document"}),
    ELSEWHERE: frozenset({"subject", "headings", "documents"}),
}
"""Lists that follow from which clauses are in a document, with the columns of their rows."""


@dataclass(frozen=True)
class Vocabulary:
    """Every name of a library, for checking clauses against."""

    reference: ReferenceFiles
    clause_ids: Collection[str]
    document_ids: Collection[str] = ()

    def check_clause(self, clause: ClauseSource, problems: Problems) -> None:
        """Note what a clause uses and should not, or declares and does not use."""
        front = clause.front
        uses = self.check_names(clause.analysis, problems) | self.check_names(clause.condition, problems)
        for declared in clause.said:
            uses |= self.check_names(declared, problems)
        self._check_listed(clause, "parameters", front.parameters, uses & self.reference.parameters.keys(), problems)
        cited = {path.partition(".")[2] for path in uses if path.startswith("law.")}
        self._check_listed(clause, "law", front.law, cited, problems)
        for index, id in enumerate(front.requires):
            if id not in self.clause_ids:
                place, hint = clause.place("requires", index), did_you_mean(id, self.clause_ids)
                problems.add(place, f'unknown clause "{id}"', "unknown-clause", hint)
        check_mappings(clause, self.reference.frameworks, problems)
        self._check_keeper(clause, problems)

    def _check_keeper(self, clause: ClauseSource, problems: Problems) -> None:
        name = clause.front.kept_by
        if name is None:
            return
        roles = [parameter.name for parameter in self.reference.parameters.values() if parameter.type == "role"]
        if name not in roles:
            hint = did_you_mean(name, roles, "the keeper is a parameter of the type role")
            problems.add(clause.place("kept_by"), f'no role "{name}" to keep this appendix', "unknown-role", hint)

    def check_contradictions(self, problems: Problems) -> None:
        """Note what is wrong with the contradictions declared in parameters.yaml."""
        for each in self.reference.contradictions:
            before = len(problems.found)
            problems.extend(each.condition.problems)
            uses = self.check_names(each.condition, problems)
            # What a faulty condition uses is not known: a name that it misspells would be told twice.
            self._check_declared(each, each.parameters() if len(problems.found) == before else None, problems)
            for name in sorted(uses - self.reference.parameters.keys() - set(WHOLE_FACTS)):
                if not name.startswith("functions."):
                    message = f'the contradiction "{each.front.id}" tests "{name}", which no council decides'
                    hint = "test decisions, functions, the nation, the council type or the depth"
                    problems.add(each.place("when"), message, "contradiction", hint)
            if len(problems.found) == before and not can_hold(each.condition, self.reference):
                message = f'the contradiction "{each.front.id}" can never hold'
                problems.add(each.place("when"), message, "never-holds", "look for tests that exclude one another")

    def check_following(self, problems: Problems) -> None:
        """Note what is wrong with the rows that follow decisions, as declared in parameters.yaml."""
        parameters = self.reference.parameters
        for each in self.reference.following:
            front = each.front
            for condition in (each.condition, each.there):
                problems.extend(condition.problems)
                self.check_names(condition, problems)
            table = parameters.get(front.table)
            if table is None or not table.columns:
                tables = [name for name, known in parameters.items() if known.columns]
                hint = did_you_mean(front.table, tables)
                problems.add(each.place("table"), f'"{front.table}" is no table of parameters', "not-a-list", hint)
                continue
            for key, cells in (("row", front.row), ("taken", front.taken)):
                for column in cells:
                    if column not in table.columns:
                        hint = did_you_mean(column, table.columns)
                        message = f'"{front.table}" has no column "{column}"'
                        problems.add(each.place(key, column), message, "unknown-column", hint)
            for column, name in front.taken.items():
                if name not in parameters:
                    hint = did_you_mean(name, parameters)
                    message = f'unknown parameter "{name}"'
                    problems.add(each.place("taken", column), message, "unknown-parameter", hint)

    def _check_declared(self, each: Contradiction, used: Collection[str] | None, problems: Problems) -> None:
        """Note names of a contradiction that are no parameters, or that its condition does not use."""
        front, parameters = each.front, self.reference.parameters
        if front.each is not None and (front.each not in parameters or not type_of(parameters[front.each]).is_list):
            hint = did_you_mean(front.each, [name for name, each in parameters.items() if type_of(each).is_list])
            problems.add(each.place("each"), f'"{front.each}" is no list or table of parameters', "not-a-list", hint)
        elif front.each is not None and used is not None and front.each not in used:
            message = f'"{front.each}" is gone through, and its rows are not tested'
            problems.add(each.place("each"), message, "not-used", "test row, or row.column, or remove each:")
        functions = [f"functions.{name}" for name in self.reference.facts.functions]
        for index, name in enumerate(front.between):
            place = each.place("between", index)
            if name not in (*parameters, *functions, "nation", "council_type"):
                hint = did_you_mean(name, [*parameters, *functions])
                problems.add(place, f'unknown parameter "{name}"', "unknown-parameter", hint)
            elif name in front.between[:index]:
                problems.add(place, f'"{name}" is listed twice', "listed-twice", "keep one of them")
            elif used is not None and name not in (*used, *front.given):
                message = f'"{name}" is listed under between and the condition does not use it'
                hint = "test it under when:, or list it under given:, or remove it"
                problems.add(place, message, "not-used", hint)
        if len(front.between) < 2:
            message = f'the contradiction "{front.id}" is between fewer than two decisions'
            problems.add(each.place("between"), message, "contradiction", "name two or more under between:")
        for index, name in enumerate(front.given):
            if name not in parameters or name not in front.between:
                known = [known for known in front.between if known in parameters]
                hint = did_you_mean(name, known, f"choose from {', '.join(known)}")
                message = f'"{name}" is listed under given and is no decision listed under between'
                problems.add(each.place("given", index), message, "contradiction", hint)

    def check_names(self, analysis: Analysis, problems: Problems) -> set[str]:
        """Return the names that a text uses; those that mean nothing are noted."""
        found: set[str] = set()
        for use in analysis.uses:
            name = self._resolve(use, problems)
            if name:
                found.add(name)
                self._check_tested(use, name, problems)
        self._check_bare(analysis, problems)
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
        families = self._families
        if path in (*WHOLE_FACTS, *LOOP_FACTS) or (path in DOCUMENT_LISTS and column in ("", *DOCUMENT_LISTS[path])):
            return path
        if family in families and member in families[family]:
            return path
        known = [f"{family}.{name}" for name in families.get(family, ())] or list(self.reference.parameters)
        kind = {"terms": "term", "law": "law", "functions": "function", "titles": "document"}.get(family, "name")
        hint = did_you_mean(path, known, "" if family in families else _otherwise(use.location))
        problems.add(use.location, f'unknown {kind} "{use.path.replace("[]", "")}"', f"unknown-{kind}", hint)
        return ""

    @cached_property
    def _families(self) -> Mapping[str, Collection[str]]:
        """The members of each family of names, such as `law.`; parameters that have a dot are no family."""
        return {
            "council": COUNCIL_FACTS,
            "document": DOCUMENT_FACTS,
            "titles": self.document_ids,
            "functions": self.reference.facts.functions,
            "terms": self.reference.terms,
            "law": self.reference.law,
        }

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

    def _check_bare(self, analysis: Analysis, problems: Problems) -> None:
        """Note a test of whether there is anything, of what always has a value: it holds for every council."""
        for use in analysis.bare:
            parameter = self.reference.parameters.get(use.path)
            options = parameter.options if parameter else FIXED.get(use.path, ())
            if use.path in FIXED or (parameter and parameter.always_given and type_of(parameter).is_text):
                off = "none" if "none" in options else next(iter(options), "")
                hint = f"compare it: {use.path} != '{off}'" if off else "leave the test out"
                problems.add(use.location, f'"{use.path}" always has a value, so this always holds', "always", hint)

    def _check_loops(self, analysis: Analysis, found: set[str], problems: Problems) -> None:
        if not analysis.loops:
            return
        parameters = self.reference.parameters.values()
        lists = {parameter.name for parameter in parameters if type_of(parameter).is_list}
        for use in analysis.loops:
            if use.path.partition("[]")[0] in found and use.path not in lists | DOCUMENT_LISTS.keys():
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
                    if parameter and _is_older(parameter, comparison):
                        continue
                    hint = did_you_mean(text, options, f"the choices are {', '.join(options)}")
                    problems.add(comparison.location, f'"{path}" is never "{text}"', "unknown-choice", hint)
                elif parameter and (tested := type_of(parameter).tested):
                    message = f'"{path}" is of the type {parameter.type}, never the text "{text}"'
                    hint = tested.format(path=path)
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
            if name not in known:
                what, hint = "parameter" if key == "parameters" else "law", did_you_mean(name, known)
                problems.add(clause.place(key, index), f'unknown {what} "{name}"', f"unknown-{what}", hint)
            elif name not in used and key == "parameters":
                # A clause may rest on a law that it does not name; it has no use for a parameter it does not read.
                message, hint = f'"{name}" is listed under {key} and not used', "remove it from the list"
                problems.add(clause.place(key, index), message, "not-used", hint)
            elif name in listed[:index]:
                problems.add(clause.place(key, index), f'"{name}" is listed twice', "listed-twice", "keep one of them")
        for name in sorted(used - set(listed)):
            uses = (clause.analysis.uses, clause.condition.uses, *(declared.uses for declared in clause.said))
            where = next((use.location for group in uses for use in group if _means(use.path, name)), clause.place(key))
            hint = f"add it to {key}: in the front matter"
            problems.add(where, f'"{name}" is used and not listed', "not-listed", hint)


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


def _is_older(parameter: Parameter, comparison: NameTest) -> bool:
    """Return whether a workspace's own parameter is tested by a clause of the library for a choice that came later."""
    library = f"{BUILT_IN}/"
    return comparison.location.path.startswith(library) and not parameter.location.path.startswith(library)


def _otherwise(location: Location) -> str:
    """Return what helps whoever wrote an unknown name: a council in its profile, or an author in a clause."""
    if location.path.startswith("profiles/"):
        return "between {{ and }} stands the name of a question; write the words themselves where there is none"
    return "declare it in clauses/parameters.yaml"

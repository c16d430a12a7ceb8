"""The library's reference files: parameters, terms, law, frameworks and facts, merged entry by entry.

A workspace may hold its own clauses/parameters.yaml and so on. Its entries are added to the built-in ones, and take
their place where the id is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policybuilder.errors import Location, PolicyBuilderError, Problems, did_you_mean
from policybuilder.library.contradictions import Contradiction, declared
from policybuilder.library.coverage import check_framework
from policybuilder.library.parameters import INVALID, Parameter, SettingValue, read_value
from policybuilder.library.schema import (
    NATIONS,
    PARAMETER_SECTIONS,
    FactsModel,
    FrameworkModel,
    LawModel,
    ParameterModel,
    ParametersModel,
    TermModel,
)
from policybuilder.library.strict_yaml import Node
from policybuilder.library.validate import read_checked
from policybuilder.library.workspace import AuthoredFile, Workspace

FOLDER = "clauses"
FACTS = frozenset(
    {
        "council",
        "council_type",
        "nation",
        "depth",
        "document",
        "documents",
        "document_coverage",
        "document_law",
        "functions",
        "terms",
        "law",
    }
)
"""The names that clauses have for what is no parameter; no parameter may take one of them."""


@dataclass(frozen=True)
class Term:
    """Words that change with the nation, and the law that they name."""

    id: str
    meaning: str
    words: Mapping[str, str | None]
    law: Mapping[str, tuple[str, ...]]
    location: Location


@dataclass(frozen=True)
class Reference:
    """The reference files of a workspace, checked."""

    parameters: Mapping[str, Parameter]
    groups: Mapping[str, str]
    terms: Mapping[str, Term]
    law: Mapping[str, LawModel]
    law_places: Mapping[str, Location]
    frameworks: Mapping[str, FrameworkModel]
    facts: FactsModel
    files: tuple[str, ...]
    contradictions: tuple[Contradiction, ...] = ()


def load_reference(workspace: Workspace, problems: Problems) -> Reference:
    """Return the reference files of a workspace; what is wrong with them is noted in `problems`."""
    loader = _Loader(workspace, problems)
    facts = loader.facts()
    law, law_places = loader.law()
    return Reference(
        *loader.parameters(),
        loader.terms(law),
        law,
        law_places,
        loader.frameworks(),
        facts,
        tuple(loader.files),
        tuple(loader.contradictions.values()),
    )


class _Loader:
    def __init__(self, workspace: Workspace, problems: Problems) -> None:
        self.workspace, self.problems = workspace, problems
        self.files: list[str] = []
        self.contradictions: dict[str, Contradiction] = {}

    def layers(self, kind: str) -> Iterator[tuple[AuthoredFile, Node, Any]]:
        """Yield each layer's file of a kind, farthest first, so that nearer entries replace farther ones."""
        for file in reversed(self.workspace.versions_of(f"{FOLDER}/{kind}.yaml")):
            self.files.append(file.name)
            try:
                node, model = read_checked(file.text(), file.name, kind)
                yield file, node, model
            except PolicyBuilderError as error:
                self.problems.extend(error.problems)

    def facts(self) -> FactsModel:
        facts = FactsModel(nations={}, functions={}, types={})
        for _, node, model in self.layers("facts"):
            facts = FactsModel(
                nations={**facts.nations, **model.nations},
                functions={**facts.functions, **model.functions},
                types={**facts.types, **model.types},
                reorganisation=[*model.reorganisation, *facts.reorganisation],
                ended=[*model.ended, *facts.ended],
            )
            for id, council_type in model.types.items():
                for index, function in enumerate(council_type.functions):
                    if function not in facts.functions:
                        place = node.place("types", id, "functions", index)
                        hint = did_you_mean(function, facts.functions)
                        self.problems.add(place, f'unknown function "{function}"', "unknown-function", hint)
        return facts

    def law(self) -> tuple[dict[str, LawModel], dict[str, Location]]:
        law: dict[str, LawModel] = {}
        places: dict[str, Location] = {}
        nodes: list[Node] = []
        for _, node, model in self.layers("law"):
            law.update(model)
            places.update({id: node.place(id) for id in model})
            nodes.append(node)
            for id, entry in model.items():
                if not entry.verified and not entry.check:
                    hint = "say what Legal should look up, as check:"
                    self.problems.add(node.place(id), f'"{id}" is not verified and has no check', "law-check", hint)
        for node in nodes:
            for id, entry in law.items():
                for key, other in (("replaced_by", entry.replaced_by), ("part_of", entry.part_of)):
                    if other and other not in law and node.child(id):
                        hint = did_you_mean(other, law)
                        self.problems.add(node.place(id, key), f'unknown law "{other}"', "unknown-law", hint)
        return law, places

    def terms(self, law: Mapping[str, LawModel]) -> dict[str, Term]:
        terms: dict[str, Term] = {}
        for _, node, model in self.layers("terms"):
            for id, entry in model.items():
                self.check_term(id, entry, node, law)
                words = dict(
                    zip(
                        NATIONS,
                        (entry.england, entry.wales, entry.scotland, entry.northern_ireland),
                        strict=True,
                    )
                )
                cited = {nation: tuple(ids) for nation, ids in entry.law.items()}
                terms[id] = Term(id, entry.meaning, words, cited, node.place(id))
        return terms

    def check_term(self, id: str, entry: TermModel, node: Node, law: Mapping[str, LawModel]) -> None:
        for nation, ids in entry.law.items():
            for index, cited in enumerate(ids):
                place = node.place(id, "law", nation, index)
                if cited not in law:
                    self.problems.add(place, f'unknown law "{cited}"', "unknown-law", did_you_mean(cited, law))
                elif nation not in law[cited].nations:
                    message = f'"{cited}" is not law in {nation}'
                    hint = f"it applies in {', '.join(law[cited].nations)}"
                    self.problems.add(place, message, "wrong-nation", hint)

    def frameworks(self) -> dict[str, FrameworkModel]:
        frameworks: dict[str, FrameworkModel] = {}
        for _, node, model in self.layers("frameworks"):
            frameworks.update(model)
            for id, framework in model.items():
                check_framework(id, framework, node, self.problems)
        return frameworks

    def parameters(self) -> tuple[dict[str, Parameter], dict[str, str]]:
        parameters: dict[str, Parameter] = {}
        groups: dict[str, str] = {}
        defaults_from: list[tuple[str, str, Location]] = []
        for _, node, model in self.layers("parameters"):
            assert isinstance(model, ParametersModel)
            groups.update(model.groups)
            self.contradictions.update(declared(model, node, self.problems))
            for name, entry in model.parameters.items():
                at = node.child("parameters", name)
                assert at is not None
                parameters[name] = self.parameter(name, entry, at, node.place("parameters", name))
                if entry.group not in groups:
                    hint = did_you_mean(entry.group, groups)
                    self.problems.add(at.place("group"), f'unknown group "{entry.group}"', "unknown-group", hint)
                if entry.default_from:
                    defaults_from.append((name, entry.default_from, at.place("default_from")))
        for name, other, place in defaults_from:
            if other in parameters and parameters[other].type != parameters[name].type:
                message = f'"{name}" is {_a(parameters[name].type)}, its default "{other}" {_a(parameters[other].type)}'
                self.problems.add(place, message, "wrong-type", "take the default from one of the same type")
            seen = [name]
            while other:
                if other in seen or other not in parameters:
                    message = f'"{name}" takes its default from "{other}", ' + (
                        "which leads back to it" if other in seen else "which is not a parameter"
                    )
                    hint = "" if other in parameters else did_you_mean(other, parameters)
                    self.problems.add(place, message, "unknown-parameter", hint)
                    break
                seen.append(other)
                other = parameters[other].default_from
        return parameters, groups

    def parameter(self, name: str, entry: ParameterModel, node: Node, place: Location) -> Parameter:
        default, nations = node.child("default"), node.child("default_by_nation")
        bare = Parameter(
            name=name,
            type=entry.type,
            group=entry.group,
            label=entry.label,
            question=entry.question,
            help=entry.help or "",
            ask=entry.ask,
            rationale=entry.rationale or "",
            options=entry.options,
            columns=entry.columns,
            unit=entry.unit or "",
            minimum=entry.minimum,
            maximum=entry.maximum,
            required=default is None and nations is None and entry.default_from is None,
            default=None,
            default_by_nation={},
            default_from=entry.default_from or "",
            location=place,
            fact=entry.fact,
            fact_columns=tuple(entry.fact_columns),
        )
        self.check_declaration(bare, node)
        value: SettingValue = None
        if default is not None and default.value is not None:
            value = self.value(bare, default)
        by_nation = {}
        if nations is not None and isinstance(nations.value, dict):
            by_nation = {nation: self.value(bare, child) for nation, child in nations.value.items()}
            for nation in (nation for nation in NATIONS if nation not in by_nation and default is None):
                message = f'"{name}" has no default for {nation}'
                self.problems.add(node.place("default_by_nation"), message, "missing-key", f"add {nation}:")
        return Parameter(**{**vars(bare), "default": value, "default_by_nation": by_nation})

    def value(self, parameter: Parameter, node: Node) -> SettingValue:
        if node.value is None:
            return None
        value = read_value(parameter, node, self.problems)
        return None if value is INVALID else value  # type: ignore[return-value]

    def check_declaration(self, parameter: Parameter, node: Node) -> None:
        section, dot, _ = parameter.name.partition(".")
        if dot and section not in PARAMETER_SECTIONS:
            hint = did_you_mean(section, PARAMETER_SECTIONS, f"the sections are {', '.join(PARAMETER_SECTIONS)}")
            message = f'profiles have no section "{section}" for "{parameter.name}"'
            self.problems.add(parameter.location, message, "parameter-name", hint)
        if not dot and parameter.name in FACTS | set(PARAMETER_SECTIONS):
            message = f'"{parameter.name}" is the name of something else'
            self.problems.add(parameter.location, message, "parameter-name", "choose another name")
        for key in ("unit", "minimum", "maximum"):
            if parameter.type != "integer" and node.child(key):
                message = f'"{parameter.name}" is {_a(parameter.type)} and has no use for {key}'
                self.problems.add(node.place(key), message, "parameter-limits", "only an integer has it")
        low, high = parameter.minimum, parameter.maximum
        if low is not None and high is not None and low > high:
            self.problems.add(node.place("maximum"), f"the maximum is less than the minimum, {low}", "parameter-limits")
        if parameter.default_from and (node.child("default") or node.child("default_by_nation")):
            message = f'"{parameter.name}" has two defaults'
            self.problems.add(node.place("default_from"), message, "two-defaults", "keep one of them")
        wants_options, has_options = parameter.type in ("choice", "choices"), bool(parameter.options)
        if wants_options != has_options:
            message = f'"{parameter.name}" is {_a(parameter.type)} and ' + (
                "needs" if wants_options else "has no use for"
            )
            self.problems.add(parameter.location, f"{message} options", "parameter-options")
        if (parameter.type == "table") != bool(parameter.columns):
            message = f'"{parameter.name}" is {_a(parameter.type)} and '
            message += "needs columns" if parameter.type == "table" else "has no use for columns"
            self.problems.add(parameter.location, message, "parameter-columns")
        self.check_fact(parameter, node)
        if not parameter.required and not node.child("rationale"):
            hint = "say in a sentence why this default, as rationale:"
            self.problems.add(
                parameter.location, f'"{parameter.name}" has a default and no rationale', "missing-key", hint
            )

    def check_fact(self, parameter: Parameter, node: Node) -> None:
        if parameter.fact and parameter.type == "boolean":
            message = f'"{parameter.name}" is yes or no, which no text prints'
            hint = "only what a text prints can stand there as [to confirm]; drop fact:"
            self.problems.add(node.place("fact"), message, "parameter-fact", hint)
        elif parameter.fact and parameter.required:
            hint = "drop fact:; a draft says [to confirm] until it is answered"
            message = f'"{parameter.name}" has no default that could be taken for a fact'
            self.problems.add(node.place("fact"), message, "parameter-fact", hint)
        if parameter.fact_columns and not (parameter.fact and parameter.type == "table"):
            message = f'"{parameter.name}" has no use for fact_columns'
            self.problems.add(node.place("fact_columns"), message, "parameter-fact", "only a table with fact: true has")
            return
        for index, column in enumerate(parameter.fact_columns):
            if column not in parameter.columns:
                hint = did_you_mean(column, parameter.columns, f"the columns are {', '.join(parameter.columns)}")
                place = node.place("fact_columns", index)
                self.problems.add(place, f'{parameter.name}: unknown column "{column}"', "unknown-key", hint)


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"

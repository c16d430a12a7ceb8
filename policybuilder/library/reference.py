"""The library's reference files: parameters, terms, law, frameworks and facts, merged entry by entry.

A workspace may hold its own clauses/parameters.yaml and so on. Its entries are added to the built-in ones, and take
their place where the id is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from policybuilder.errors import Location, PolicyBuilderError, Problems, did_you_mean
from policybuilder.library.contradictions import Contradiction, declared, with_names_of_now
from policybuilder.library.coverage import check_framework
from policybuilder.library.following import Following, declared_following, following_of_now
from policybuilder.library.given_up import KINDS, WITHDRAWN_KEYS, IdKind, Names, Withdrawn
from policybuilder.library.parameters import Parameter
from policybuilder.library.parameters.declared import a_type, declared_parameter
from policybuilder.library.schema import (
    NATIONS,
    FactsModel,
    FrameworkModel,
    LawModel,
    ParametersModel,
    TermModel,
    WithdrawnModel,
)
from policybuilder.library.strict_yaml import Node
from policybuilder.library.validate import read_checked
from policybuilder.library.workspace import AuthoredFile, Workspace

FOLDER = "clauses"


@dataclass(frozen=True)
class Term:
    """Words that change with the nation, and the law that they name."""

    id: str
    meaning: str
    words: Mapping[str, str | None]
    law: Mapping[str, tuple[str, ...]]
    location: Location


@dataclass(frozen=True)
class ReferenceFiles:
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
    following: tuple[Following, ...] = ()
    withdrawn: Mapping[IdKind, Mapping[str, Withdrawn]] = field(default_factory=dict)
    """What the library had and has no more, by kind and id."""

    def former(self, kind: IdKind) -> Mapping[str, str]:
        """Return the present id of each former one; of parameters or law."""
        if kind == "law":
            return {old: id for id, entry in self.law.items() for old in entry.formerly}
        return {old: name for name, each in self.parameters.items() for old in each.formerly}


def load_reference(workspace: Workspace, problems: Problems) -> ReferenceFiles:
    """Return the reference files of a workspace; what is wrong with them is noted in `problems`."""
    loader = _Loader(workspace, problems)
    facts = loader.facts()
    law, law_places = loader.law()
    parameters, groups = loader.parameters()
    names = _names(parameters, law)
    return ReferenceFiles(
        parameters,
        groups,
        loader.terms(law),
        law,
        law_places,
        loader.frameworks(),
        facts,
        tuple(loader.files),
        tuple(with_names_of_now(each, names) for each in loader.contradictions.values()),
        tuple(following_of_now(each, names) for each in loader.following.values()),
        loader.withdrawn(),
    )


def _names(parameters: Mapping[str, Parameter], law: Mapping[str, LawModel]) -> Names:
    """Return the names of parameters and law alone; clauses are not known yet."""
    former = {old: name for name, each in parameters.items() for old in each.formerly}
    return Names(
        {"parameter": parameters, "law": law, "clause": ()}, lambda kind: former if kind == "parameter" else {}, {}
    )


class _Loader:
    def __init__(self, workspace: Workspace, problems: Problems) -> None:
        self.workspace, self.problems = workspace, problems
        self.files: list[str] = []
        self.contradictions: dict[str, Contradiction] = {}
        self.following: dict[str, Following] = {}

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

    def withdrawn(self) -> dict[IdKind, dict[str, Withdrawn]]:
        found: dict[IdKind, dict[str, Withdrawn]] = {kind: {} for kind in KINDS}
        for _, node, model in self.layers("withdrawn"):
            assert isinstance(model, WithdrawnModel)
            for kind, key in WITHDRAWN_KEYS.items():
                for id, entry in getattr(model, key).items():
                    place = node.place(key, id)
                    found[kind][id] = Withdrawn(entry.date, entry.why, tuple(entry.instead), place)
        return found

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
            self.following.update(declared_following(model, node, self.problems))
            for name, entry in model.parameters.items():
                at = node.child("parameters", name)
                assert at is not None
                parameters[name] = declared_parameter(name, entry, at, node.place("parameters", name), self.problems)
                if entry.group not in groups:
                    hint = did_you_mean(entry.group, groups)
                    self.problems.add(at.place("group"), f'unknown group "{entry.group}"', "unknown-group", hint)
                if entry.default_from:
                    defaults_from.append((name, entry.default_from, at.place("default_from")))
        former = {old: name for name, each in parameters.items() for old in each.formerly}
        for index, (name, other, place) in enumerate(defaults_from):
            if other not in parameters and other in former:
                parameters[name] = replace(parameters[name], default_from=former[other])
                defaults_from[index] = (name, former[other], place)
        for name, other, place in defaults_from:
            if other in parameters and parameters[other].type != parameters[name].type:
                own, taken = a_type(parameters[name].type), a_type(parameters[other].type)
                message = f'"{name}" is {own}, its default "{other}" {taken}'
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

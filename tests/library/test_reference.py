"""Reference files: entries merged over the built-in ones, and everything they name checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from policybuilder.errors import PolicyBuilderError, Problems
from policybuilder.library.reference import ReferenceFiles, load_reference
from policybuilder.library.values import Choice
from policybuilder.library.workspace import Layer, Workspace
from tests.saying import place_of, said
from tests.strategies import mutations
from tests.workspaces import FACTS, FRAMEWORKS, LAW, PARAMETERS, TERMS, alone, reference, write


def load(*roots: Path) -> ReferenceFiles:
    """Return the reference files of some folders, the nearest first."""
    problems = Problems()
    layers = tuple(Layer(root, "" if root == roots[0] else "built-in") for root in roots)
    found = load_reference(Workspace(layers, roots[0]), problems)
    problems.raise_errors()
    return found


def told(root: Path, **files: str) -> str:
    reference(root, **files)
    return said(lambda: load(root)).replace("clauses/", "")


def declared(lines: str, name: str = "x") -> str:
    """Return parameters.yaml with one more declaration."""
    usual = "group: use, label: l, question: q, ask: a"
    return f"{PARAMETERS}  {name}: {{{usual}, {lines}}}\n"


LINE = PARAMETERS.count("\n") + 1


# What is read ---------------------------------------------------------------------------------------------


def test_everything_is_read(tmp_path: Path) -> None:
    found = load(reference(tmp_path))
    assert list(found.parameters) == [
        "contact", "motto", "days", "uses", "tools.agents", "tools.transcription", "roles.siro",
    ]  # fmt: skip
    assert found.groups == {"use": "Using AI", "roles": "Who does what"}
    assert found.terms["access_act"].words["scotland"] == "FOISA"
    assert found.terms["welsh_law"].words["england"] is None
    assert found.terms["access_act"].law["scotland"] == ("foisa",)
    assert found.law["foia"].cite == "the Freedom of Information Act 2000"
    assert (found.law["foia"].verified, found.law["foisa"].verified) == (False, True)
    assert str(found.law_places["foisa"]) == "clauses/law.yaml:4:1"
    items = found.frameworks["playbook"].items
    assert {id: item.title for id, item in items.items()} == {"P1": "Know AI", "P2": "Use it lawfully"}
    assert found.facts.types["district"].functions == ["planning"]
    assert set(found.files) == {
        f"clauses/{name}.yaml" for name in ("parameters", "terms", "law", "frameworks", "facts")
    }


def test_a_default_is_a_checked_value(tmp_path: Path) -> None:
    parameters = load(reference(tmp_path)).parameters
    assert parameters["days"].default == 30
    assert parameters["tools.transcription"].default is False
    assert parameters["uses"].default == ["drafting", "summarising"]
    assert isinstance(parameters["tools.agents"].default, Choice)
    assert (parameters["contact"].required, parameters["contact"].optional) == (True, False)
    assert (parameters["motto"].required, parameters["motto"].optional) == (False, True)
    assert (parameters["days"].required, parameters["days"].optional) == (False, False)
    assert str(parameters["contact"].location) == "clauses/parameters.yaml:3:3"


def test_a_default_may_come_from_the_nation_or_from_another_parameter(tmp_path: Path) -> None:
    nations = "{england: 1, wales: 2, scotland: 3, northern-ireland: 4}"
    text = declared(f"type: integer, default_by_nation: {nations}, rationale: R")
    text += "  y: {group: use, label: l, question: q, ask: a, type: integer, default_from: x, rationale: R}\n"
    parameters = load(reference(tmp_path, parameters=text)).parameters
    assert parameters["x"].default_by_nation == {"england": 1, "wales": 2, "scotland": 3, "northern-ireland": 4}
    assert parameters["y"].default_from == "x"
    assert not parameters["x"].required
    assert not parameters["y"].required


def test_a_workspace_adds_entries_and_replaces_those_of_the_same_id(tmp_path: Path) -> None:
    built_in, own = reference(tmp_path / "built-in"), tmp_path / "own"
    write(own, "clauses/parameters.yaml", """\
        groups: {local: Our own}
        parameters:
          days: {type: integer, group: use, question: How long?, ask: Us, label: days, default: 7, rationale: R}
          slogan: {type: text, group: local, question: Which?, ask: Us, label: slogan}
        """)  # fmt: skip
    write(own, "clauses/law.yaml", LAW.split("foisa:")[0].replace("2000, cite", "2000 as amended, cite"))
    write(own, "clauses/terms.yaml", TERMS.replace("FOISA", "the Scottish Act"))
    found = load(own, built_in)
    assert (found.parameters["days"].default, found.parameters["slogan"].required) == (7, True)
    assert "contact" in found.parameters
    assert found.groups["use"] == "Using AI"
    assert found.groups["local"] == "Our own"
    assert found.law["foia"].title == "Freedom of Information Act 2000 as amended"
    assert found.terms["access_act"].words["scotland"] == "the Scottish Act"
    assert str(found.law_places["foia"]) == "clauses/law.yaml:1:1"
    assert str(found.law_places["foisa"]) == "built-in/clauses/law.yaml:4:1"


def test_a_workspace_need_not_have_any(tmp_path: Path) -> None:
    built_in, own = reference(tmp_path / "built-in"), tmp_path / "own"
    own.mkdir()
    assert list(load(own, built_in).parameters) == list(load(built_in).parameters)


# What is refused ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "at", "answer"),
    [
        ("type: choice", "x: ", '"x" is a choice and needs options [parameter-options]'),
        ("type: text, options: {a: b}", "x: ", '"x" is a text and has no use for options [parameter-options]'),
        ("type: table", "x: ", '"x" is a table and needs columns [parameter-columns]'),
        ("type: integer, columns: {a: b}", "x: ", '"x" is an integer and has no use for columns [parameter-columns]'),
        (
            "type: text, default: y",
            "x: ",
            '"x" has a default and no rationale [missing-key]\n'
            "  hint: say in a sentence why this default, as rationale:",
        ),
        (
            "type: integer, default: ten, rationale: R",
            "ten,",
            'x: expected a whole number, found "ten" [wrong-type]\n  hint: write 10',
        ),
        (
            "type: integer, minimum: 5, default: 1, rationale: R",
            "1, rat",
            "x: 1 is out of range [out-of-range]\n  hint: it must be at least 5",
        ),
        (
            "type: text, minimum: 1",
            "minimum: 1}",
            '"x" is a text and has no use for minimum [parameter-limits]\n  hint: only an integer has it',
        ),
        (
            "type: integer, minimum: 5, maximum: 4",
            "maximum: 4",
            "the maximum is less than the minimum, 5 [parameter-limits]",
        ),
        (
            "type: integer, default: 2, default_from: days, rationale: R",
            "default_from",
            '"x" has two defaults [two-defaults]\n  hint: keep one of them',
        ),
        (
            "type: text, default_from: days, rationale: R",
            "default_from",
            '"x" is a text, its default "days" an integer [wrong-type]\n'
            "  hint: take the default from one of the same type",
        ),
        (
            "type: text, default_from: mottto, rationale: R",
            "default_from",
            '"x" takes its default from "mottto", which is not a parameter [unknown-parameter]\n'
            '  hint: did you mean "motto"?',
        ),
        (
            "type: text, default_from: x, rationale: R",
            "default_from",
            '"x" takes its default from "x", which leads back to it [unknown-parameter]',
        ),
        (
            "type: integer, default_by_nation: {england: 1, wales: 2, scotland: 3}, rationale: R",
            "default_by_nation",
            '"x" has no default for northern-ireland [missing-key]\n  hint: add northern-ireland:',
        ),
    ],
)
def test_a_wrong_declaration_is_refused_at_its_place(tmp_path: Path, lines: str, at: str, answer: str) -> None:
    text = declared(lines)
    assert told(tmp_path, parameters=text) == f"parameters.yaml:{place_of(at, text)}: error: {answer}"


@pytest.mark.parametrize(
    "name", ["nation", "council", "document", "terms", "law", "functions", "depth", "tools", "roles"]
)
def test_a_parameter_cannot_take_the_name_of_something_else(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, parameters=declared("type: text", name)) == (
        f'parameters.yaml:{LINE}:3: error: "{name}" is the name of something else [parameter-name]\n'
        "  hint: choose another name"
    )


def test_a_dotted_name_belongs_to_a_section_of_profiles(tmp_path: Path) -> None:
    assert told(tmp_path, parameters=declared("type: text", "tool.phone")) == (
        f'parameters.yaml:{LINE}:3: error: profiles have no section "tool" for "tool.phone" [parameter-name]\n'
        '  hint: did you mean "tools"? the sections are tools, roles, governance, structure, risk, lgr'
    )


@pytest.mark.parametrize(
    ("name", "text", "at", "answer"),
    [
        (
            "terms",
            TERMS.replace("[foisa]", "[foisaa]"),
            "foisaa",
            'unknown law "foisaa" [unknown-law]\n  hint: did you mean "foisa"?',
        ),
        (
            "terms",
            TERMS.replace("scotland: [foisa]", "scotland: [ foia]"),
            "foia], n",
            '"foia" is not law in scotland [wrong-nation]\n  hint: it applies in england, wales, northern-ireland',
        ),
        (
            "law",
            LAW.replace(", check: All", ""),
            "foia:",
            '"foia" is not verified and has no check [law-check]\n  hint: say what Legal should look up, as check:',
        ),
        (
            "law",
            LAW.replace("check: All", "check: All, replaced_by: fioa"),
            "replaced_by",
            'unknown law "fioa" [unknown-law]\n  hint: did you mean "foia"?',
        ),
        (
            "law",
            LAW.replace("check: All", "check: All, part_of: fioa"),
            "part_of",
            'unknown law "fioa" [unknown-law]\n  hint: did you mean "foia"?',
        ),
        (
            "facts",
            FACTS.replace("[planning, social_care]", "[planning, social_cares]", 1),
            "social_cares",
            'unknown function "social_cares" [unknown-function]\n  hint: did you mean "social_care"?',
        ),
        (
            "frameworks",
            FRAMEWORKS.replace("items: {", "itmes: {}, items: {"),
            "itmes",
            'unknown key "itmes" [unknown-key]\n  hint: did you mean "items"?',
        ),
        (
            "parameters",
            PARAMETERS.replace("group: roles", "group: rolls"),
            "group: rolls",
            'unknown group "rolls" [unknown-group]\n  hint: did you mean "roles"?',
        ),
    ],
)
def test_what_a_reference_file_names_must_exist(tmp_path: Path, name: str, text: str, at: str, answer: str) -> None:
    assert told(tmp_path, **{name: text}) == f"{name}.yaml:{place_of(at, text)}: error: {answer}"


def test_every_reference_files_problems_are_reported_at_once(tmp_path: Path) -> None:
    reference(tmp_path, terms=TERMS + "x: 1\n", frameworks="x: [", facts=FACTS.replace("wales: {", "wails: {"))
    with pytest.raises(PolicyBuilderError) as caught:
        load(tmp_path)
    assert {problem.location.path for problem in caught.value.problems} == {
        "clauses/terms.yaml",
        "clauses/frameworks.yaml",
        "clauses/facts.yaml",
    }


@settings(max_examples=40, deadline=None)
@given(mutations(LAW.encode(), TERMS.encode(), FACTS.encode(), PARAMETERS.encode()))
def test_any_bytes_are_a_reference_file_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    root = reference(tmp_path_factory.getbasetemp())
    kind = "parameters" if b"groups" in content else "facts" if b"nations:" in content else "law"
    write(root, f"clauses/{kind}.yaml", content)
    problems = Problems()
    load_reference(alone(root), problems)
    assert all(problem.location.path.startswith("clauses/") for problem in problems.found)

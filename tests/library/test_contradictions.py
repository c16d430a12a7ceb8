"""Contradictions as they are declared in parameters.yaml: what is read, and what is wrong with a declaration."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.errors import Location
from policybuilder.library.conditions import can_hold
from policybuilder.library.library import Library, open_library
from policybuilder.library.template_language import analyse_condition
from policybuilder.library.workspace import Layer, Workspace
from tests.saying import place_of, said
from tests.workspaces import PARAMETERS, clause, library, reference, tiny, write

TOOLS = """\
  tools_list:
    {type: table, group: use, question: q, ask: a, label: l, default: [], rationale: r,
     columns: {name: Name, class: Class}}
"""
AGENTS = {
    "id": "agents",
    "when": "tools.agents == 'none' and tools.transcription",
    "between": "[tools.agents, tools.transcription]",
    "why": "no agents, no transcripts",
    "hint": "choose one",
}


def entry(**keys: str) -> str:
    """Return a declaration with the usual keys, some replaced or (by an empty text) left out."""
    lines = [f"{key}: {value}" for key, value in {**AGENTS, **keys}.items() if value]
    return "  - " + "\n    ".join(lines) + "\n"


def declaring(*entries: str) -> str:
    return PARAMETERS + TOOLS + "contradictions:\n" + "".join(entries)


def told(root: Path, *entries: str) -> str:
    reference(root, parameters=declaring(*entries))
    return said(lambda: library(root)).replace("clauses/parameters.yaml:", "")


# What is read ---------------------------------------------------------------------------------------------


def test_a_contradiction_is_read_with_its_place(tmp_path: Path) -> None:
    text = declaring(entry(given="[tools.agents]"))
    reference(tmp_path, parameters=text)
    (found,) = library(tmp_path).reference.contradictions
    assert found.front.between == ["tools.agents", "tools.transcription"]
    assert found.front.given == ["tools.agents"]
    assert found.front.why == "no agents, no transcripts"
    assert str(found.place("id")) == f"clauses/parameters.yaml:{place_of('id: agents', text)}"
    assert found.parameters() == {"tools.agents", "tools.transcription"}


def test_a_condition_may_be_tested_for_each_row_or_entry(tmp_path: Path) -> None:
    rows = entry(each="tools_list", when="tools.agents == 'none' and 'agent' in row.class").replace(
        AGENTS["between"], "[tools.agents, tools_list]"
    )
    entries = entry(id="uses", each="uses", when="tools.agents == 'none' and row == 'agents'").replace(
        AGENTS["between"], "[tools.agents, uses]"
    )
    assert told(tmp_path, rows, entries) == ""
    found = library(tmp_path).reference.contradictions
    assert [each.parameters() for each in found] == [{"tools.agents", "tools_list"}, {"tools.agents", "uses"}]


def test_a_workspace_adds_its_own_and_replaces_the_built_in_ones_by_id(tmp_path: Path) -> None:
    reference(tmp_path / "built-in", parameters=declaring(entry(), entry(id="kept")))
    own = "contradictions:\n" + entry(why="ours") + entry(id="added")
    write(tmp_path, "own/clauses/parameters.yaml", own)
    layers = (Layer(tmp_path / "own", ""), Layer(tmp_path / "built-in", "built-in"))
    found = open_library(Workspace(layers, tmp_path / "own")).reference.contradictions
    assert [(each.front.id, each.front.why) for each in found] == [
        ("agents", "ours"),
        ("kept", AGENTS["why"]),
        ("added", AGENTS["why"]),
    ]


# What is wrong --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "at", "answer"),
    [
        ({"why": ""}, "id: agents", 'the key "why" is missing [missing-key]\n  hint: add why:'),
        (
            {"hint": "choose one\n    betwen: [a]"},
            "betwen",
            'unknown key "betwen" [unknown-key]\n  hint: did you mean "between"?',
        ),
        (
            {"when": "tools.agent == 'none' and tools.transcription"},
            "tools.agent == 'none'",
            'unknown name "tools.agent" [unknown-name]\n'
            '  hint: did you mean "tools.agents"? declare it in clauses/parameters.yaml',
        ),
        (
            {"when": "tools.agents == 'nonne' and tools.transcription"},
            "tools.agents == 'nonne'",
            '"tools.agents" is never "nonne" [unknown-choice]\n'
            '  hint: did you mean "none"? the choices are none, pilot, permitted',
        ),
        (
            {"when": "tools.agents == 'none' and tools.transcription and"},
            "tools.agents == 'none' and",
            "unexpected 'end of template' [clause-syntax]\n"
            "  hint: a condition is written like tools.agents != 'none' and functions.planning",
        ),
        (
            {"when": "tools.agents == 'none' and tools.transcription and document.owner == 'A'"},
            "when:",
            'the contradiction "agents" tests "document.owner", which no council decides [contradiction]\n'
            "  hint: test decisions, functions, the nation, the council type or the depth",
        ),
        (
            {"when": "tools.agents == 'none' and tools.agents == 'pilot' and tools.transcription"},
            "when:",
            'the contradiction "agents" can never hold [never-holds]\n  hint: look for tests that exclude one another',
        ),
        (
            {"between": "[tools.agents, tools.transcripts, tools.transcription]"},
            "tools.transcripts",
            'unknown parameter "tools.transcripts" [unknown-parameter]\n  hint: did you mean "tools.transcription"?',
        ),
        (
            {"between": "[tools.agents, days, tools.transcription]"},
            "days, tools",
            '"days" is listed under between and the condition does not use it [not-used]\n'
            "  hint: test it under when:, or list it under given:, or remove it",
        ),
        (
            {"between": "[tools.agents, tools.agents]"},
            "tools.agents]",
            '"tools.agents" is listed twice [listed-twice]\n  hint: keep one of them',
        ),
        (
            {"between": "[tools.agents]"},
            "between:",
            'the contradiction "agents" is between fewer than two decisions [contradiction]\n'
            "  hint: name two or more under between:",
        ),
        (
            {"given": "[days]"},
            "days]",
            '"days" is listed under given and is no decision listed under between [contradiction]\n'
            "  hint: choose from tools.agents, tools.transcription",
        ),
        (
            {"each": "motto"},
            "each:",
            '"motto" is no list or table of parameters [not-a-list]',
        ),
        (
            {"each": "tools_list"},
            "each:",
            '"tools_list" is gone through, and its rows are not tested [not-used]\n'
            "  hint: test row, or row.column, or remove each:",
        ),
        (
            {"each": "tools_list", "when": "tools.agents == 'none' and tools.transcription and row.clas"},
            "tools.agents == 'none'",
            '"tools_list" has no column "clas" [unknown-column]\n'
            '  hint: did you mean "class"? its columns are name, class',
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, keys: dict[str, str], at: str, answer: str) -> None:
    text = declaring(entry(**keys))
    start = text.index("contradictions:")
    line, _, column = place_of(at, text[start:]).partition(":")
    place = f"{int(line) + text[:start].count(chr(10))}:{column}"
    assert told(tmp_path, entry(**keys)) == f"{place}: error: {answer}"


def test_the_same_id_twice_in_a_file_is_an_error(tmp_path: Path) -> None:
    found = told(tmp_path, entry(), entry())
    first = PARAMETERS.count("\n") + TOOLS.count("\n") + 2
    assert found == (
        f'{first + 5}:5: error: the contradiction "agents" stands in the file twice [listed-twice]\n'
        f"  hint: the other is on line {first}; give one of them another id"
    )


# Whether a condition can hold -----------------------------------------------------------------------------


@pytest.fixture
def here(tmp_path: Path) -> Library:
    tiny(tmp_path)
    return library(tmp_path)


@pytest.mark.parametrize(
    ("condition", "nations"),
    [
        ("tools.transcription", ("england",)),
        ("tools.agents != 'none' and not tools.transcription", ("england",)),
        ("functions.social_care and nation == 'england'", ("england",)),
        ("functions.social_care and not functions.planning", ("northern-ireland",)),
        ("motto and days > 3", ("england",)),
        ("'drafting' in uses", ("wales",)),
        ("nation == 'wales' and council_type == 'welsh'", ("wales", "scotland")),
    ],
)
def test_what_can_hold(here: Library, condition: str, nations: tuple[str, ...]) -> None:
    assert can_hold(analyse_condition(condition, Location("x")), here.reference, nations)


@pytest.mark.parametrize(
    ("condition", "nations"),
    [
        ("tools.transcription and not tools.transcription", ("england",)),
        ("tools.agents == 'none' and tools.agents in ['pilot', 'permitted']", ("england",)),
        ("tools.agents == 'none' and motto and not (tools.agents == 'none' or days > 3)", ("england",)),
        ("functions.social_care and not functions.social_care", ("northern-ireland",)),
        ("nation == 'wales'", ("england", "scotland")),
        ("nation == 'northern-ireland' and council_type == 'district'", ("england", "northern-ireland")),
        ("nation == 'wales' and council_type == 'scottish'", ("wales", "scotland")),
    ],
)
def test_what_can_never_hold(here: Library, condition: str, nations: tuple[str, ...]) -> None:
    assert not can_hold(analyse_condition(condition, Location("x")), here.reference, nations)


# Tests that always hold -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (
            "{% if tools.agents %}Agents.{% endif %}",
            '9:7: error: "tools.agents" always has a value, so this always holds [always]\n'
            "  hint: compare it: tools.agents != 'none'",
        ),
        (
            "{{ 'No.' if not tools.agents and uses }}",
            '9:17: error: "tools.agents" always has a value, so this always holds [always]\n'
            "  hint: compare it: tools.agents != 'none'",
        ),
        (
            "{% if days == 3 or depth %}Yes.{% endif %}",
            '9:20: error: "depth" always has a value, so this always holds [always]\n'
            "  hint: compare it: depth != 'essential'",
        ),
        (
            "{% if roles.siro %}Ask.{% endif %}",
            '9:7: error: "roles.siro" always has a value, so this always holds [always]\n  hint: leave the test out',
        ),
        ("{% if motto %}{{ motto }}{% endif %}", ""),
        ("{% if uses and tools.transcription %}Yes.{% endif %}", ""),
    ],
)
def test_a_test_of_what_is_always_there_is_refused(tmp_path: Path, body: str, answer: str) -> None:
    reference(tmp_path)
    names = ("tools.agents", "uses", "days", "roles.siro", "motto", "tools.transcription")
    used = [name for name in names if name in body]
    clause(tmp_path, "care", body + "\n", parameters=f"[{', '.join(used)}]")
    assert said(lambda: library(tmp_path).clause("care")).replace("clauses/about/care.md:", "") == answer


def test_a_condition_is_held_to_the_same(tmp_path: Path) -> None:
    reference(tmp_path)
    clause(tmp_path, "care", applies_when="tools.agents", parameters="[tools.agents]")
    assert '"tools.agents" always has a value' in said(lambda: library(tmp_path).clause("care"))

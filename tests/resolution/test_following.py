"""A row stands in a table because of another decision, until the council's own rows name the thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.library.values import Choice
from policybuilder.resolution import case_of
from policybuilder.resolution.answers import answer
from policybuilder.resolution.following import with_following
from tests.saying import said
from tests.workspaces import PARAMETERS, library, profile, reference, shell, tiny

TABLE = """\
  listed:
    {type: table, group: use, question: Which?, ask: a, label: l, default: [], rationale: r,
     columns: {name: Tool, owner: Owner}}
  recorders:
    {type: list, group: use, question: Which?, ask: a, label: l, default: [the Scribe, Notes], rationale: r}
"""
AGENTS = (
    "  - {id: agents, table: listed, when: tools.agents != 'none', unless: \"'gent' in row.name\", "
    "row: {name: Agents}, taken: {owner: roles.siro}}\n"
)
EACH = "  - {id: recorders, table: listed, when: tools.transcription, row: {owner: Head}, taken: {name: recorders}}\n"


def rows(root: Path, said: str, declared: str = AGENTS) -> list[tuple[str, str]]:
    shell(tiny(root))
    reference(root, parameters=f"{PARAMETERS}{TABLE}follows:\n{declared}")
    profile(root, said)
    answers = with_following(answer(case_of(library(root), "riverton", "policy")))
    value = answers.parameters["listed"].value
    assert isinstance(value, list)
    return [(row["name"], row["owner"]) for row in value if not isinstance(row, str | Choice)]


def test_what_is_switched_on_is_listed_with_the_officer_who_is_named_elsewhere(tmp_path: Path) -> None:
    assert rows(tmp_path, "tools: {agents: pilot}\nroles: {siro: Clerk}\n") == [("Agents", "Clerk")]
    assert rows(tmp_path, "tools: {agents: none}\n") == []


def test_a_row_of_the_councils_own_stands_instead(tmp_path: Path) -> None:
    own = "tools: {agents: pilot}\nparameters: {listed: [{name: Repairs agent, owner: Us}]}\n"
    assert rows(tmp_path, own) == [("Repairs agent", "Us")]
    other = own.replace("Repairs agent", "Chat")
    assert rows(tmp_path, other) == [("Chat", "Us"), ("Agents", "Director of Resources")]


def test_a_list_gives_a_row_for_each_entry_that_is_not_listed_by_name(tmp_path: Path) -> None:
    on = "tools: {transcription: true}\n"
    assert rows(tmp_path, on, EACH) == [("Scribe", "Head"), ("Notes", "Head")]
    own = on + "parameters: {listed: [{name: the scribe (visits), owner: Us}]}\n"
    assert rows(tmp_path, own, EACH) == [("the scribe (visits)", "Us"), ("Notes", "Head")]
    assert rows(tmp_path, on + "parameters: {recorders: []}\n", EACH) == []


@pytest.mark.parametrize(
    ("wrong", "answer"),
    [
        (AGENTS.replace("table: listed", "table: uses"), '"uses" is no table of parameters'),
        (AGENTS.replace("tools.agents", "tools.agent"), 'unknown name "tools.agent"'),
        (AGENTS.replace("row: {name", "row: {title"), '"listed" has no column "title"'),
        (AGENTS.replace("roles.siro", "roles.sirro"), 'unknown parameter "roles.sirro"'),
        (AGENTS + AGENTS, 'the row "agents" stands in the file twice'),
    ],
)
def test_a_wrong_declaration_is_told(tmp_path: Path, wrong: str, answer: str) -> None:
    reference(tiny(tmp_path), parameters=f"{PARAMETERS}{TABLE}follows:\n{wrong}")
    assert answer in said(lambda: library(tmp_path))

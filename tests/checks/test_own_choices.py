"""A workspace's own decision may have other choices than the library's clauses test: that is no fault of theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.checks import check
from policybuilder.library.library import open_library
from policybuilder.library.workspace import BUILT_IN, Layer, Workspace
from tests.workspaces import clause, profile, shell, tiny, write

BODY = "{% if tools.agents == 'pilot' %}\nIn a pilot.\n{% else %}\nNever.\n{% endif %}\n"
OWN = """\
parameters:
  tools.agents:
    {type: choice, group: use, question: Are agents used?, ask: a, label: l, default: none, rationale: r,
     options: {none: No agents, soon: Soon}}
"""


@pytest.mark.parametrize("of_the_library", [True, False])
def test_a_choice_that_only_the_library_knows_is_a_slip_in_the_councils_own_clause_alone(
    tmp_path: Path, of_the_library: bool
) -> None:
    built_in, own = tiny(tmp_path / "library"), tmp_path / "own"
    shell(built_in)
    clause(built_in if of_the_library else own, "care", BODY, parameters="[tools.agents]")
    write(own, "clauses/parameters.yaml", OWN)
    profile(own)
    library = open_library(Workspace((Layer(own, ""), Layer(built_in, BUILT_IN)), own))
    codes = {problem.code for problem in check(library) if problem.severity == "error"}
    assert codes == (set() if of_the_library else {"unknown-choice"})

"""Every type of council, in each nation and at each depth: all documents are made and checked, as decided and not."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.checks import check
from policybuilder.library.library import Library, open_library
from policybuilder.library.workspace import Layer, Workspace, built_in_root, built_in_workspace
from policybuilder.resolution import resolve
from tests.library.example_council import DEPTHS
from tests.library.test_decisions import DECIDED
from tests.workspaces import write

DOCUMENTS = sorted(path.stem for path in (built_in_root() / "templates").glob("*.yaml") if "socitm" not in path.stem)


def _places() -> list[tuple[str, str]]:
    facts = open_library(Workspace(built_in_workspace().layers, built_in_root())).reference.facts
    return [(id, nation) for id, type in facts.types.items() for nation in type.nations]


def a_council(root: Path, type: str, nation: str, depth: str, answers: str) -> Library:
    """Return the built-in library with a council of a type, and every document type."""
    council = f"{{name: Example Council, short_name: Example, nation: {nation}, type: {type}}}"
    one = "{approver: Cabinet, owner: Head of Digital}"
    named = ", ".join(f"{id}: {one}" for id in DOCUMENTS)
    text = f"id: example\ncouncil: {council}\ndepth: {depth}\ndocuments: {{{named}}}\n{answers}"
    write(root, "profiles/example.yaml", text)
    return open_library(Workspace((Layer(root, ""), *built_in_workspace().layers), root))


def suited(answers: str, library: Library, nation: str, type: str) -> str:
    """Return answers without those that say something of adults' care, for a council that has none."""
    functions = library.reference.facts.types[type].functions
    if "adult_social_care" in functions and nation != "northern-ireland":
        return answers
    return answers.replace("  early_help_position: adults\n", "")


@pytest.mark.long
@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize(("type", "nation"), _places())
def test_all_documents_of_every_council_are_made_and_have_no_error(
    tmp_path: Path, type: str, nation: str, depth: str
) -> None:
    for name, answers in (("defaults", ""), ("decided", DECIDED)):
        root = tmp_path / name
        library = a_council(root, type, nation, depth, "")
        library = a_council(root, type, nation, depth, suited(answers, library, nation, type))
        for id in DOCUMENTS:
            assert resolve(library, "example", id).sections
        found = [problem for problem in check(library, ["example"]) if problem.severity == "error"]
        assert [str(problem) for problem in found] == []

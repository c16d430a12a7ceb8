"""A library that gives an id up says so, and files of a workspace that name an old id are understood and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.checks import check
from policybuilder.library.library import Library, open_library
from policybuilder.library.workspace import Layer, Workspace
from policybuilder.resolution import resolve
from tests.workspaces import PARAMETERS, clause, library, profile, reference, template, tiny, write

ISSUED = "clauses: [care, cloud]\nparameters: [contact, motto]\nlaw: [foia]\n"
CODES = {"dropped-id", "formerly", "withdrawn-id", "unknown-clause", "renamed", "withdrawn"}


def told(found: Library) -> list[str]:
    every = (each for each in check(found) if each.code in CODES)
    return [f"{each.location}: {each.severity}: {each.message} [{each.code}]" for each in every]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    tiny(tmp_path)
    write(tmp_path, "clauses/issued.yaml", ISSUED)
    return tmp_path


DROPPED = (
    'clauses/issued.yaml:1:17: error: the library had the clause "cloud", and does not say what became of it'
    " [dropped-id]"
)


def test_a_library_that_drops_an_id_without_a_word_is_refused(root: Path) -> None:
    assert told(library(root)) == [DROPPED]


def test_a_line_in_withdrawn_yaml_or_a_new_name_is_that_word(root: Path) -> None:
    write(root, "clauses/withdrawn.yaml", "clauses: {cloud: {date: 2026-12-01, why: Not needed.}}\n")
    assert told(library(root)) == []
    (root / "clauses/withdrawn.yaml").unlink()
    clause(root, "servers", formerly="[cloud]")
    template(root, "care", "servers")
    assert told(library(root)) == []


def test_what_a_council_last_took_in_is_remembered_where_no_list_is_kept(root: Path) -> None:
    (root / "clauses/issued.yaml").unlink()
    write(root, "library-seen/riverton.yaml", "day: 2026-11-27\nclauses:\n  tea: {version: 1.0.0, digest: abc}\n")
    assert told(library(root)) == [
        'library-seen/riverton.yaml:3:3: error: the library had the clause "tea", and does not say what became of it'
        " [dropped-id]"
    ]


@pytest.mark.parametrize(
    ("withdrawn", "formerly", "problem"),
    [
        ("clauses: {care: {date: 2026-12-01, why: No.}}", "[cloud]", '"care" is listed as withdrawn, and the library'),
        ("clauses: {x: {date: 2026-12-01, why: No., instead: [car]}}", "[cloud]", 'unknown clause "car"'),
        ("{}", "[cloud, care]", '"care" is there, and "servers" says that it was called so before'),
    ],
)
def test_what_contradicts_itself_is_told(root: Path, withdrawn: str, formerly: str, problem: str) -> None:
    write(root, "clauses/withdrawn.yaml", withdrawn + "\n")
    clause(root, "servers", formerly=formerly)
    template(root, "care", "servers")
    (found,) = told(library(root))
    assert problem in found


def test_two_cannot_have_had_the_same_id(root: Path) -> None:
    for id in ("one", "two"):
        clause(root, id, formerly="[cloud]")
    template(root, "care", "one", "two")
    (found,) = told(library(root))
    assert '"cloud" cannot be what both "one" and "two" were called' in found


# A workspace over a newer library ------------------------------------------------------------------------


@pytest.fixture
def over(tmp_path: Path) -> Library:
    """A workspace whose template, clause and contradiction name what the library below calls otherwise now."""
    below, own = tmp_path / "below", tmp_path / "own"
    tiny(below)
    contact = "  roles.contact: {formerly: [contact], "
    days = "  keep_days:\n    {formerly: [days], "
    rows = "  table_of_uses:\n    {formerly: [rows], type: table, columns: {what: What}, group: use, question: What?,\n"
    rows += "     ask: All, label: uses, default: [], rationale: None.}\n"
    renamed = PARAMETERS.replace("  contact: {", contact).replace("  days:\n    {", days) + rows
    reference(below, parameters=renamed)
    clause(below, "keeping", "Ask {{ roles.contact }}.\n", formerly="[holding]", parameters="[roles.contact]")
    said = 'Ask {{ contact }} first. See {{ ref("holding") }}.\n'
    clause(own, "asking", said, parameters="[contact]", requires="[holding]")
    template(own, "care", "holding", "asking")
    when = "days > 99 and tools.agents == 'pilot'"
    extra = f'{{id: late, between: [days, tools.agents], when: "{when}", why: Late., hint: Ask.}}'
    added = "{id: notes, table: rows, when: days > 9, row: {what: Notes}}"
    write(own, "clauses/parameters.yaml", f"contradictions:\n  - {extra}\nfollows:\n  - {added}\n")
    profile(own, "parameters: {contact: the AI team}\n")
    return open_library(Workspace((Layer(own, ""), Layer(below, "built-in")), own))


def test_a_workspace_s_own_files_go_on_working_and_are_told_the_new_names(over: Library) -> None:
    made = str(resolve(over, "riverton", "policy"))
    assert "the AI team" in made
    assert [each for each in told(over) if "error" in each] == []
    assert sorted(each.partition(": ")[0] for each in told(over)) == [
        "clauses/about/asking.md:7:14",
        "clauses/about/asking.md:8:12",
        "clauses/parameters.yaml:2:26",
        "profiles/riverton.yaml:4:14",
        "templates/policy.yaml:6:58",
    ]


def test_a_file_that_replaced_a_clause_is_not_left_out_in_silence(over: Library) -> None:
    assert over.workspace.root is not None
    clause(over.workspace.root, "holding", "Our own words.\n")
    (found,) = [each for each in told(open_library(over.workspace)) if "[formerly]" in each]
    assert found.startswith('clauses/about/holding.md: error: "holding" is called "keeping" in the library now')

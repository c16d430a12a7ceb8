"""What ships ready: exactly what reading the built-in library gives, and enough for a first run to read none of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from policybuilder.checks import check
from policybuilder.errors import Problems
from policybuilder.library.clauses import ClauseSource, read_clause
from policybuilder.library.library import Library, open_library
from policybuilder.library.reference import ReferenceFiles
from policybuilder.library.template_language import Analysis
from policybuilder.library.workspace import Layer, Workspace, built_in_root, open_workspace
from policybuilder.lifecycle.shipped import readings_in_place, shipped_readings
from policybuilder.readings import READINGS, Readings, Stored, in_place_stamp, key_of, stored_form
from policybuilder.resolution import case_of, documents_of, resolve
from policybuilder.version import VERSION
from policybuilder.writers.word.write import write_word
from tests.some import one_in

COUNCIL = "id: {id}\ncouncil: {{name: Newtown Council, short_name: Newtown, nation: {nation}, type: {type}}}\n"


NEW = [("england", "county"), ("wales", "welsh"), ("scotland", "scottish")]


@pytest.fixture(scope="module")
def stored() -> Stored:
    """What ships, without the policies of the councils that no test here is about."""
    return Stored(shipped_readings([type for _, type in NEW]), VERSION, "shipped")


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    READINGS.forget()
    yield
    READINGS.forget()


def anew(workspace: Workspace) -> Library:
    READINGS.forget()
    return open_library(workspace)


def from_store(workspace: Workspace, stored: Stored) -> Library:
    READINGS.forget()
    READINGS.use(stored)
    return open_library(workspace)


def _analyses(clause: ClauseSource) -> tuple[Analysis, ...]:
    return (clause.analysis, clause.condition, *clause.said)


def _conditions(reference: ReferenceFiles) -> list[Analysis]:
    following = [found for each in reference.following for found in (each.condition, each.there)]
    return [*(each.condition for each in reference.contradictions), *following]


@pytest.mark.rest
def test_every_clause_and_template_is_what_reading_it_gives(stored: Stored) -> None:
    workspace = Workspace((Layer(built_in_root(), "built-in"),), None)
    known, problems = from_store(workspace, stored), Problems()
    clauses = {clause.id: clause for clause in known.every_clause(problems)}
    templates = {id: known.template(id) for id in known.template_files}
    assert (READINGS.made, problems.found) == (0, [])
    read = anew(workspace)
    assert templates == {id: read.template(id) for id in read.template_files}
    assert len(clauses) == len(read.clause_files)
    for id, file in read.clause_files.items():
        clause = read_clause(file)
        assert clause == clauses[id]
        assert repr(_analyses(clause)) == repr(_analyses(clauses[id]))


@pytest.mark.rest
def test_the_parameters_law_terms_facts_and_frameworks_are_what_reading_them_gives(stored: Stored) -> None:
    workspace = Workspace((Layer(built_in_root(), "built-in"),), None)
    known = from_store(workspace, stored).reference
    conditions = repr(_conditions(known))
    assert READINGS.made == 0
    read = anew(workspace).reference
    assert repr(known) == repr(read)
    assert conditions == repr(_conditions(read))


@pytest.mark.rest
def test_a_check_of_a_new_council_reads_its_own_profile_alone_and_finds_what_it_finds_anew(
    stored: Stored, tmp_path: Path
) -> None:
    nation, type = NEW[0]
    (tmp_path / "profiles").mkdir()
    profile = COUNCIL.format(id="newtown", nation=nation, type=type) + "documents: {staff-guide: {}}\n"
    (tmp_path / "profiles" / "newtown.yaml").write_text(profile, encoding="utf-8")
    known = check(from_store(open_workspace(tmp_path), stored))
    assert READINGS.made == 1
    assert known == check(anew(open_workspace(tmp_path)))


@pytest.mark.rest
def test_a_check_of_the_checkout_reads_nothing_of_its_library_where_it_was_installed(tmp_path: Path) -> None:
    workspace = open_workspace(built_in_root())
    stored = Stored(readings_in_place(), in_place_stamp(), "in place")
    known = check(from_store(workspace, stored))
    assert READINGS.made == 0
    assert known == check(anew(workspace))


@pytest.mark.rest
def test_what_rules_find_in_a_clause_is_found_anew_when_its_text_or_a_list_of_words_changes(tmp_path: Path) -> None:
    def found(name: str, text: str) -> set[str]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
        workspace = Workspace((Layer(tmp_path, ""), *built_in.layers), tmp_path)
        return {problem.code for problem in check(open_library(workspace), only=())} - {"stray-file"}

    front = "id: own-rule\ntitle: Own rule\nversion: 1.0.0\nlevel: mandatory\n"
    changes = "changes: [{version: 1.0.0, date: 2026-11-27, kind: major, why: First version}]\n"
    clause = f"---\n{front}{changes}---\n"
    built_in = Workspace((Layer(built_in_root(), "built-in"),), None)
    plain = found("clauses/own/own-rule.md", clause + "Staff must keep a flumbox.\n")
    assert "avoided-word" not in plain
    assert "avoided-word" in found("clauses/own/own-rule.md", clause + "Staff must utilise a flumbox.\n")
    assert "avoided-word" not in found("clauses/own/own-rule.md", clause + "Staff must keep a flumbox.\n")
    assert "avoided-word" in found("clauses/avoided_words.yaml", 'flumbox: write "box"\n')


def test_the_readings_of_a_checkout_are_believed_by_the_program_that_made_them_alone(tmp_path: Path) -> None:
    key, file = key_of("profile", "text"), tmp_path / "kept.json"

    def made(stamp: str) -> int:
        file.write_bytes(stored_form({(key, "a.yaml"): "kept"}, stamp))
        readings = Readings((tmp_path / "none.json", lambda: VERSION), (file, in_place_stamp))
        assert readings.of(key, "a.yaml", lambda: "anew") == ("kept" if readings.made == 0 else "anew")
        return readings.made

    assert made(in_place_stamp()) == 0
    assert made(VERSION) == 1
    assert made(in_place_stamp().replace("markdown", "markdown 0")) == 1


@pytest.mark.rest
@pytest.mark.parametrize("council", one_in(2, ["strathlorne", "riverton"]))
def test_documents_are_the_same_to_the_byte_with_what_ships_and_without(stored: Stored, council: str) -> None:
    workspace = open_workspace(built_in_root())
    for make in (lambda: from_store(workspace, stored), lambda: anew(workspace)):
        library = make()
        made = [resolve(library, council, id) for id in documents_of(library, council)]
        files = [
            write_word(each, case_of(library, council, each.id).shell_file().content(), each.shell) for each in made
        ]
        if make is not None and READINGS.made == 0:
            known = (made, files)
    assert known == (made, files)


@pytest.mark.rest
@pytest.mark.parametrize(("nation", "type"), one_in(3, NEW))
def test_the_first_build_of_a_new_council_reads_its_own_profile_alone(
    stored: Stored, tmp_path: Path, nation: str, type: str
) -> None:
    (tmp_path / "profiles").mkdir()
    text = COUNCIL.format(id="newtown", nation=nation, type=type)
    documents = "documents: {generative-ai-policy: {}, ai-governance-policy: {}, staff-guide: {}}\n"
    (tmp_path / "profiles" / "newtown.yaml").write_text(text + documents, encoding="utf-8")
    library = from_store(open_workspace(tmp_path), stored)
    for id in documents_of(library, "newtown"):
        made = resolve(library, "newtown", id)
        write_word(made, case_of(library, "newtown", id).shell_file().content(), made.shell)
    assert key_of("profile", text + documents) not in stored
    assert READINGS.made == 1

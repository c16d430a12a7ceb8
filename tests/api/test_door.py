"""The Python door: each command has its functions there, and each function does what the command does, as values."""

from __future__ import annotations

import inspect
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policybuilder import api
from policybuilder.as_json import as_json
from policybuilder.errors import PolicyBuilderError
from policybuilder.library import workspace
from tests import workspaces
from tests.cli.test_main import every_command
from tests.lifecycle import story
from tests.redline.word import docx, p

DOOR = {
    "init": ("look_up_council", "council", "questions", "new_profile"),
    "open": ("asked", "answer", "effects", "sign_off"),
    "adopt": ("adopt", "take_over", "answer_from", "bring_in"),
    "build": ("load", "resolve", "write", "build"),
    "check": ("check", "check_file", "named_rules", "rules"),
    "clauses": ("clauses",),
    "clauses list": ("clauses",),
    "clauses show": ("clause",),
    "clauses search": ("search",),
    "clauses parameters": ("parameters", "parameter"),
    "clauses law": ("law", "relied_on"),
    "explain": ("explain",),
    "coverage": ("cover",),
    "amend": ("amend",),
    "take": ("edits", "take"),
    "undo": ("undo",),
    "update": ("update", "updates", "put_off"),
    "settle": ("settle",),
    "approve": ("approve",),
    "withdraw": ("withdraw",),
    "verify": ("verify", "verify_file"),
    "receipt": ("receipt",),
    "history": ("history",),
    "review": ("review",),
    "compare": ("compare", "compare_councils", "write_comparison"),
    "redline": ("redline", "verify_redline"),
    "show": ("built_file",),
    "shell": ("check_shell", "prepare_shell", "preview_shell", "shell_questions"),
    "shell check": ("check_shell", "preview_shell"),
    "shell prepare": ("prepare_shell", "shell_questions"),
    "schema": ("schema",),
    "doctor": ("doctor",),
}
"""The functions of each command. A new command has a line here, and a test that calls what it names through `api`."""

OF_THE_TERMINAL = {"completion"}
"""Commands about the words that a person types, which no program and no page has a use for."""


def test_every_command_has_its_functions_in_the_door() -> None:
    assert {name for name, _ in every_command()} == DOOR.keys() | OF_THE_TERMINAL


def test_every_function_of_the_door_belongs_to_a_command() -> None:
    assert sorted({name for names in DOOR.values() for name in names}) == api.__all__


def test_every_function_of_the_door_is_called_by_a_test() -> None:
    tests = (path.read_text(encoding="utf-8") for path in Path(__file__).parent.parent.rglob("test_*.py"))
    called = {name for text in tests for name in re.findall(r"\bapi\.(\w+)\(", text)}
    assert set(api.__all__) - called == set()


@pytest.mark.parametrize("name", api.__all__)
def test_every_function_says_what_it_returns_and_raises(name: str) -> None:
    function = getattr(api, name)
    said = inspect.getdoc(function) or ""
    assert "return" in said.lower()
    assert "Raises" in said or "raised" in said or name in NEVER_RAISES
    assert inspect.signature(function).return_annotation not in (inspect.Signature.empty, "None")


NEVER_RAISES = {"check", "doctor", "law", "look_up_council", "parameters", "rules"}


def test_no_function_of_the_door_prints() -> None:
    folder = Path(api.__file__).parent
    assert not [path.name for path in folder.glob("*.py") if "click" in path.read_text(encoding="utf-8")]


def told(value: Any) -> Any:
    """Return what a program reads of a value, after a way through JSON."""
    return json.loads(json.dumps(as_json(value)))


# A workspace ---------------------------------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose policy is ready to be approved. Of the built-in library there is only the Word shell."""
    root, shelf = story.workspace(tmp_path / "workspace"), tmp_path / "built-in"
    workspaces.shell(shelf)
    workspaces.shell(shelf, "templates/word/guide.docx")
    monkeypatch.setattr(workspace, "built_in_root", lambda: shelf)
    return root


def test_a_profile_is_made_for_a_council_that_was_looked_up(tmp_path: Path) -> None:
    library = api.load(or_built_in=True)
    assert [each.id for each in api.look_up_council(library, "Hounslow").councils] == ["hounslow"]
    council = api.council(library, "hounslow")
    (parish,) = {api.council(library, "Ashby Parish Council", "parish", "england").type}
    assert parish == "parish"
    asked = api.questions(library, ["staff-guide"])
    made = api.new_profile(
        tmp_path,
        council,
        documents=["staff-guide"],
        answers={asked[0].name: "ai@hounslow.example"},
        owners={"staff-guide": "Head of Digital"},
    )
    assert made.path == tmp_path / "profiles/hounslow.yaml"
    assert asked[0].name not in [each.name for each in made.unanswered]
    library = api.load(tmp_path)
    assert api.resolve(library, "hounslow", "staff-guide").control_text("owner") == "Head of Digital"
    with pytest.raises(PolicyBuilderError, match="the profile is there already"):
        api.new_profile(tmp_path, council)


def test_a_document_is_resolved_and_written(root: Path) -> None:
    document = api.resolve(api.load(root), "riverton", "policy")
    assert b"You must keep it for 30 days." in api.write(document, "markdown")


def test_a_build_says_of_each_document_what_came_of_it(root: Path) -> None:
    done = api.build(root, formats=["markdown"])
    assert [(item.document, item.changed) for item in done.built] == [
        ("policy", ("output/riverton/policy/draft/policy.md",))
    ]
    assert not api.build(root, formats=["markdown"], write=False).stale
    workspaces.clause(root, "keeping", "You must keep it.\n")
    assert api.build(root, formats=["markdown"], write=False).stale
    assert told(done)["profiles"][0]["profile"] == "riverton"


def test_a_build_says_which_sections_an_answer_changes(root: Path) -> None:
    api.build(root, formats=["word"])
    story.decide(root, "parameters: {contact: the AI team, days: 60}\n")
    (changed,) = api.build(root, formats=["word"], write=False).changes
    assert (changed.council, changed.answer) == ("riverton", "days")
    assert told(changed)["documents"] == [
        ["AI policy", [{"heading": "1.2 Keeping", "how": "changed", "answers": ["days"]}]]
    ]


def test_a_build_of_papers_is_refused_while_anything_is_open(root: Path) -> None:
    workspaces.profile(root, documents=story.DOCUMENTS)
    done = api.build(root, for_committee=True)
    assert done.not_built == ["riverton/policy"]
    assert {problem.code for problem in done.problems} >= {"unconfirmed"}


def test_problems_are_found_in_a_workspace_and_in_any_file(root: Path, tmp_path: Path) -> None:
    workspaces.profile(root, "parameters: {dayz: 1}\n")
    library = api.load(root)
    assert "unknown-parameter" in {problem.code for problem in api.check(library)}
    rules = api.named_rules(["long_sentence"])
    assert rules == ("long-sentence",)
    assert rules[0] in {rule.id for rule in api.rules()}
    assert api.check(library, rules=rules) == ()
    old = tmp_path / "old.md"
    old.write_text(f"# Policy\n\nStaff must {'ask and ' * 30}wait.\n", encoding="utf-8")
    assert [problem.code for problem in api.check_file(old, root, rules=rules)] == ["long-sentence"]


# The library ---------------------------------------------------------------------------------------------


def test_clauses_are_listed_shown_and_found(root: Path) -> None:
    library = api.load(root)
    listed = api.clauses(library, "policy")
    assert [each.source.id for each in listed.found] == ["care", "keeping", "agents", "history"]
    assert [each.name for each in api.clause(library, "keeping").paragraphs] == ["paragraph 1"]
    assert told(api.clause(library, "keeping"))["parameters"] == ["days", "contact"]
    (hit,) = api.search(library, ["30 days"]).found
    assert hit.clause == "keeping"
    (hit,) = api.search(library, ["30 days"], "riverton").found
    assert (hit.place, told(hit)["lines"][0]["values"]) == ("1.2", [{"words": "30", "parameter": "days"}])


def test_parameters_and_law_are_listed(root: Path) -> None:
    library = api.load(root)
    assert "days" in {each.name for each in api.parameters(library)}
    assert told(api.parameter(library, "days"))["default"] == 30
    with pytest.raises(PolicyBuilderError, match='did you mean "days"'):
        api.parameter(library, "dayz")
    assert {each.id: each.state for each in api.law(library)} == {"foia": "unchecked", "foisa": "read at source"}
    (relied,) = api.relied_on(library, "riverton")
    assert (relied.entry.state, relied.where) == ("signed off", {"policy": ("1.2",)})
    assert told(relied)["digest"] == story.NOTE


def test_it_is_said_why_a_clause_is_in_a_policy_or_not(root: Path) -> None:
    library = api.load(root)
    (found,) = api.explain(library, "riverton", "keeping")
    assert (found.state, found.place) == ("in", "section 1.2")
    assert {use.name: use.state for use in found.parameters} == {"days": "never looked at", "contact": "decided"}
    (left_out,) = api.explain(library, "riverton", "agents")
    assert (left_out.state, told(left_out)["omission"]["why"]) == ("left out", "condition")
    assert [use.name for use in left_out.parameters] == ["tools.agents"]


def test_coverage_is_a_value(root: Path) -> None:
    covered = api.cover(api.load(root), "riverton", ["playbook"])
    assert told(covered)["frameworks"][0]["counts"] == {"full": 0, "partial": 0, "none": 2, "out-of-reach": 0}


# Editing -------------------------------------------------------------------------------------------------


def test_a_clause_is_amended_and_the_amendment_taken_back(root: Path) -> None:
    file = root / "profiles/riverton.yaml"
    before = file.read_bytes()
    library = api.load(root)
    words = "You must always take care.\n"
    for dry_run in (True, False):
        done = api.amend(
            library, "riverton", "care", "policy", text=words, reason="Members asked for it.", dry_run=dry_run
        )
        assert (done.refused, (file.read_bytes() == before)) == ((), dry_run)
    amended = api.load(root)
    assert b"You must always take care." in api.write(api.resolve(amended, "riverton", "policy"), "markdown")
    api.undo(amended, "riverton")
    assert file.read_bytes() == before


# Versions ------------------------------------------------------------------------------------------------


def approved(root: Path, version: str = "1.0", **more: Any) -> Any:
    """Approve a version through the door."""
    given = {"by": "Cabinet", "date": story.DAY, "no_paper": "An officer decides."}
    return api.approve(api.load(root), "riverton", "policy", version=version, now=story.NOW, **{**given, **more})


def test_a_question_is_answered_and_what_that_changes_is_known_before(root: Path) -> None:
    library = api.load(root)
    (asked,) = [each for each in api.asked(library, "riverton") if each.parameter.name == "days"]
    assert not asked.looked_at or asked.documents == ("policy",)
    (effect,) = api.effects(library, "riverton", {"days": 90})
    assert effect.document == "policy"
    assert [change.kinds for change in effect.comparison.changes]
    assert api.answer(library, "riverton", {"days": 90}, dry_run=True).files
    assert api.resolve(api.load(root), "riverton", "policy") == api.resolve(library, "riverton", "policy")
    api.answer(library, "riverton", {"days": 90})
    assert b"You must keep it for 90 days." in api.write(api.resolve(api.load(root), "riverton", "policy"), "markdown")


def test_law_is_signed_off_unless_nobody_need_read_it(root: Path) -> None:
    library, read = api.load(root), "the Act, at legislation.gov.uk"
    signed = api.sign_off(library, "riverton", "foia", role="Head of Legal", read=read, day=date(2024, 12, 5))
    assert read in "\n".join(signed.lines())
    (resting,) = [each for each in api.relied_on(api.load(root), "riverton") if each.entry.id == "foia"]
    assert resting.entry.sign_offs[0].read == read
    for law, code in (("foisa", "law-checked-already"), ("nothing", "unknown-law")):
        with pytest.raises(PolicyBuilderError) as refused:
            api.sign_off(library, "riverton", law, role="Head of Legal", read=read, day=date(2024, 12, 5))
        assert [each.code for each in refused.value.problems] == [code]


def test_a_version_is_approved_listed_proven_reviewed_and_withdrawn(root: Path) -> None:
    assert approved(root, dry_run=True).record == approved(root).record
    assert [told(each)["state"] for each in api.history(root, "riverton").versions] == ["approved"]
    assert [(each.document, each.problems) for each in api.verify(root)] == [("policy", ())]
    kept = api.verify_file(root / "output/riverton/policy/1.0/policy.md", root)
    assert (kept.version, kept.state, kept.problems) == ("1.0", "approved", ())
    assert [each.name for each in api.receipt(root)] == ["riverton/policy"]
    assert api.verify_file(root / "output/riverton/policy/1.0/policy.md", root).proofs == ("number", "record")
    (due,) = api.review(api.load(root), today=date(2027, 12, 20)).reviews
    assert (due.version, due.due) == ("1.0", "overdue")
    gone = api.withdraw(
        root, "riverton", "policy", "1.0", by="Cabinet", date=story.DAY, reason="In error.", now=story.NOW
    )
    assert (gone.record.withdraws, gone.stands) == ("1.0", None)
    assert [told(each)["state"] for each in api.history(root, "riverton").versions] == ["withdrawn"]


def test_records_are_read_although_the_library_has_faults(root: Path) -> None:
    approved(root)
    (root / "clauses/parameters.yaml").write_text("groups: [", encoding="utf-8")
    assert api.history(root, "riverton").versions[0].record.version == "1.0"
    assert api.verify(root)[0].problems == ()


def test_what_has_no_versions_offers_the_nearest(root: Path) -> None:
    approved(root)
    for ask in (api.history, api.verify):
        with pytest.raises(PolicyBuilderError, match='did you mean "riverton"'):
            ask(root, "rivertown")


# Changes -------------------------------------------------------------------------------------------------


def test_a_draft_is_compared_with_the_version_before_and_with_another_council(root: Path) -> None:
    approved(root)
    story.decide(root, "parameters: {days: 60}\n")
    workspaces.profile(root, id="millbeck", documents=story.DOCUMENTS)
    library = api.load(root)
    comparison = api.compare(library, "riverton@approved", "riverton")
    assert [change.id for change in comparison.changes if change.weight != "editorial"] == ["keeping"]
    assert told(comparison)["verdict"] == "changed"
    assert api.write_comparison(comparison, "word", library).startswith(b"PK")
    assert api.write_comparison(comparison, "markdown", summary=True).startswith(b"# Changes from")
    with pytest.raises(PolicyBuilderError, match="the formats are markdown, word"):
        api.write_comparison(comparison, "html", summary=True)
    councils = api.compare_councils(library, ["riverton", "millbeck"])
    assert "days" in [decision.parameter for decision in councils.decisions]


def test_a_redline_of_two_files_is_proven_without_a_workspace(tmp_path: Path) -> None:
    old, new, marked = (tmp_path / name for name in ("old.docx", "new.docx", "marked.docx"))
    old.write_bytes(docx(p("You must ask first.")))
    new.write_bytes(docx(p("You must always ask first.")))
    made = api.redline(None, str(old), str(new), author="Clerk")
    marked.write_bytes(made.content)
    assert (told(made)["verdict"], made.counts.insertions) == ("proven", 1)
    assert api.verify_redline(None, str(old), str(new), marked).holds


def test_an_altered_version_is_no_side_of_a_redline(root: Path) -> None:
    approved(root)
    file = root / "output/riverton/policy/1.0/policy.docx"
    file.write_bytes(docx(p("You need not ask.")))
    with pytest.raises(PolicyBuilderError, match="is not the file that was approved"):
        api.redline(api.load(root), "riverton@1.0", "riverton")


# Files, and this machine ---------------------------------------------------------------------------------


def test_a_built_file_is_found_by_the_name_of_its_policy(root: Path) -> None:
    api.build(root, formats=["markdown"])
    assert api.built_file(root, "riverton", "markdown") == root / "output/riverton/policy/draft/policy.md"


def test_a_letterhead_becomes_a_shell(tmp_path: Path) -> None:
    letterhead, shell = tmp_path / "letterhead.docx", tmp_path / "shell.docx"
    letterhead.write_bytes(docx(p("Riverton Council")))
    assert "error" in {problem.severity for problem in api.check_shell(letterhead).problems}
    assert [own.words for own in api.shell_questions(letterhead).text] == ["Riverton Council"]
    shell.write_bytes(api.prepare_shell(letterhead, keep_text=True).content)
    assert "error" not in {problem.severity for problem in api.check_shell(shell).problems}


def test_a_schema_and_the_state_of_this_machine_are_values(root: Path) -> None:
    assert "council" in api.schema("profile")["properties"]
    assert "workspace" in {finding.subject for finding in api.doctor(root)}


# JSON ----------------------------------------------------------------------------------------------------


def test_what_is_no_text_is_refused_as_json_and_days_and_paths_are_written_alike() -> None:
    assert as_json({"day": date(2026, 12, 8), "file": Path("a") / "b"}) == {"day": "2026-12-08", "file": "a/b"}
    with pytest.raises(TypeError, match="bytes is nothing that JSON holds"):
        as_json((b"PK",))

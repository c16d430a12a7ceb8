"""An old policy taken over: the council's own words as they were, the answers found, and a comparison that reads."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from policybuilder import api
from policybuilder.adopt.adoption import Adoption, adopted
from policybuilder.adopt.decisions import Decision
from policybuilder.adopt.old_policy import old_policy
from policybuilder.cli import adopt as command
from policybuilder.compare.documents import compare
from policybuilder.compare.reasons import UNKNOWN
from policybuilder.compare.report_parts import side_names
from policybuilder.document import block_text, clauses
from policybuilder.errors import PolicyBuilderError
from policybuilder.library.councils import unregistered
from policybuilder.library.library import Library
from policybuilder.readers.old_policy import read_old_policy
from policybuilder.resolution.asked import asked
from policybuilder.resolution.case import case_of
from policybuilder.resolution.live import live_clause
from policybuilder.update.adopting import TakenOver, chosen, regrouped, taken_over
from policybuilder.update.adopting_files import files_of, old_to_new, write
from policybuilder.update.adopting_set import take_away_unfinished
from tests.adopt.benchmark import adoption_of
from tests.adopt.expected import policies
from tests.some import one_in

ROOT = Path(__file__).resolve().parents[2]
POLICY = policies()[2]


@cache
def library() -> Library:
    return api.load(ROOT)


@cache
def adoption() -> Adoption:
    return adoption_of(POLICY, library())


@cache
def taken() -> TakenOver:
    council = unregistered("Wyrefold Council", "unitary", "england", library().reference.facts)
    return taken_over(adoption(), library(), "wyrefold", council, chosen(adoption(), {}), "2026-11-27")


def letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


@pytest.mark.rest
def test_the_words_that_are_the_council_s_stand_in_the_draft_as_they_were() -> None:
    printed = letters(" ".join(block_text(block) for clause in clauses(taken().document) for block in clause.blocks))
    texts = {passage.number: passage.text for passage in adoption().policy.passages}
    assert taken().ours
    assert [number for number in taken().ours if letters(texts[number]) not in printed] == []
    assert any("kettles" in texts[number] for number in taken().ours)


def test_the_answers_are_in_the_profile_each_with_its_place_and_words() -> None:
    text = taken().text
    assert "review_months: 12\n" in text
    assert "incident_contact: ai.incidents@wyrefold.example" in text
    comments = " ".join(text.replace("# ", "").split())
    assert "The old policy (passage 24, before the first heading, paragraph 24) says:" in comments
    assert "The old policy says nothing of this; to be confirmed" in text


def test_a_passage_that_was_mapped_compares_as_reworded_and_not_as_removed_and_added() -> None:
    comparison = compare(regrouped(taken(), adoption()), taken().document)
    mapped = set(taken().homes.values())
    kinds = {change.id: set(change.kinds) for change in comparison.changes}
    assert len(mapped & kinds.keys()) > 10
    assert [id for id in mapped if kinds.get(id, set()) & {"added", "removed"}] == []
    # Left where it was in the old policy, the same text would be removed here and added there.
    apart = compare(adoption().policy.document, taken().document)
    assert len([change for change in apart.changes if {"added", "removed"} & set(change.kinds)]) > 10


def test_a_person_chooses_by_number_and_for_all() -> None:
    numbers, every = command._choices(ours="3,7-9", library="all", both="")
    assert (sorted(numbers), every) == ([3, 7, 8, 9], "library")
    whose = chosen(adoption(), numbers, every)
    assert [number for number, choice in whose.items() if choice == "ours"] == [3, 7, 8, 9]
    with pytest.raises(PolicyBuilderError, match="no passage has the number 99"):
        chosen(adoption(), {99: "ours"})


@pytest.mark.rest
def test_a_table_of_the_council_s_own_stays_a_table_with_the_names_of_its_columns() -> None:
    table = "| Kettle | Who fills it |\n| --- | --- |\n| The big one, on the first floor | The caretaker \\| cook |"
    text = f"# AI\n\n## Kettles\n\nKettles are listed.\n\n{table}\n| The small one, by the lift | Nobody |\n"
    old = adopted(library(), old_policy(read_old_policy(text.encode(), "old.md"), "old.md"), "generative-ai-policy")
    council = unregistered("Wyrefold Council", "unitary", "england", library().reference.facts)
    made = taken_over(old, library(), "wyrefold", council, chosen(old, {}, "ours"), "2026-11-27")
    printed = next(clause for clause in clauses(made.document) if clause.id == "own-kettles")
    assert block_text(printed.blocks[1]).split("\n") == [
        "Kettle\tWho fills it",
        "The big one, on the first floor\tThe caretaker | cook",
        "The small one, by the lift\tNobody",
    ]


def test_an_answer_that_does_not_go_with_another_is_only_suggested() -> None:
    text = "# AI\n\n## Future\n\nThe council will become part of a new unitary council on 1 April 2028.\n"
    old = adopted(library(), old_policy(read_old_policy(text.encode(), "old.md"), "old.md"), "generative-ai-policy")
    assert {each.parameter for each in old.decisions} >= {"lgr.status", "lgr.vesting_date"}
    alone = replace(old, decisions=tuple(each for each in old.decisions if each.parameter != "lgr.status"))
    council = unregistered("Wyrefold Council", "unitary", "england", library().reference.facts)
    made = taken_over(alone, library(), "wyrefold", council, chosen(alone, {}), "2026-11-27").text
    assert "It does not go with another answer: please decide." in " ".join(made.replace("# ", "").split())


@pytest.mark.rest
def test_the_door_takes_over_without_writing_and_answers_a_profile(tmp_path: Path) -> None:
    council = unregistered("Wyrefold Council", "unitary", "england", library().reference.facts)
    made = api.take_over(adoption(), library(), tmp_path, council, dry_run=True, today=date(2026, 11, 27))
    assert made.text == taken().text
    assert list(tmp_path.iterdir()) == []
    text = "# AI\n\n## Review\n\nThis policy will be reviewed every eighteen months.\n"
    other = adopted(library(), old_policy(read_old_policy(text.encode(), "old.md"), "old.md"), "generative-ai-policy")
    proposal = api.answer_from(other, library(), "millbeck", dry_run=True)
    assert any(line.split() == ["+", "review_months:", "18"] for line in proposal.lines())


OLD = """# AI policy

Wyrefold Council

Version 2 | Approved by: Cabinet

## Kettles

The caretaker fills the big kettles.

No decision with a significant effect on a person is made by AI alone.

Nobody may fill a kettle in the post room.

## Raising a concern

Concerns can be raised in confidence under the Speak Up Policy. A bad joke is no concern.
"""


@cache
def of_old() -> tuple[Adoption, TakenOver]:
    old = adopted(library(), old_policy(read_old_policy(OLD.encode(), "old.md"), "old.md"), "generative-ai-policy")
    council = unregistered("Wyrefold Council", "unitary", "england", library().reference.facts)
    return old, taken_over(old, library(), "wyrefold", council, chosen(old, {}), "2026-11-27")


def test_the_lines_of_a_cover_become_no_clause_and_the_words_of_one_heading_one() -> None:
    _, made = of_old()
    (own,) = made.own
    assert own.id == "own-kettles"
    assert "Wyrefold Council" not in own.content
    assert "big kettles.\n\nNobody may fill" in own.content


def test_a_paragraph_that_names_law_is_not_replaced_unless_somebody_asks() -> None:
    _, made = of_old()
    concern = next(clause for clause in clauses(made.document) if clause.id == "raising-concerns")
    printed = " ".join(block_text(block) for block in concern.blocks)
    assert "A bad joke is no concern." in printed
    assert "protects workers who report" in printed


def test_the_comparison_says_whose_words_stand_for_what_the_earlier_policy_said() -> None:
    old, made = of_old()
    reasons = {change.id: [each.text for each in change.reasons] for change in old_to_new(made, old).changes}
    assert "the library's words stand for passage 4 of the earlier policy" in reasons[made.homes[4]]
    assert reasons["raising-concerns"] == ["passage 6 of the earlier policy stands in it, beside words of the library"]
    assert reasons["left-out"] == ["no clause of the draft came of it"]
    assert not any("gives no reason" in text for texts in reasons.values() for text in texts)


def test_no_reason_is_left_open_and_the_earlier_policy_is_called_no_draft() -> None:
    comparison = old_to_new(taken(), adoption())
    assert [each for each in comparison.every if not each.reasons or UNKNOWN in each.reasons] == []
    before, after = side_names(comparison)
    assert "draft" not in before
    assert "draft 0.1" in after


def test_a_passage_stands_beside_the_paragraph_that_it_became() -> None:
    text = (
        "# AI\n\n## Working well\n\n"
        "The output of AI tools must always be checked by a person for accuracy before it is used.\n\n"
        "Someone in a senior post has to check every use.\n\n## Kettles\n\nKettles are listed.\n\n"
        "| Kettle | Who fills it |\n| --- | --- |\n| The big one | The caretaker |\n| The small one | Nobody |\n"
    )
    old = adopted(library(), old_policy(read_old_policy(text.encode(), "old.md"), "old.md"), "generative-ai-policy")
    council = unregistered("Wyrefold Council", "unitary", "england", library().reference.facts)
    made = taken_over(old, library(), "wyrefold", council, chosen(old, {1: "library"}), "2026-11-27")
    comparison = old_to_new(made, old)
    (checked,) = [each for each in comparison.changes if each.id == made.homes[1]]
    assert checked.edits[0].kind == "reworded"
    assert checked.edits[0].old_whole.startswith("The output of AI tools must always")
    assert "Before you use output, you must read all of it" in checked.edits[0].new_whole
    # What stands as it was, a table too, is no change.
    assert [each.id for each in comparison.changes if each.id.startswith("own-kettles")] == []


@pytest.mark.parametrize("at", one_in(4, [0, 3, 6, 10, 11, 16]))
def test_every_passage_stands_in_the_comparison_once(at: int) -> None:
    old = adoption_of(policies()[at], library())
    council = unregistered("Wyrefold Council", "unitary", "england", library().reference.facts)
    made = taken_over(old, library(), "wyrefold", council, chosen(old, {}), "2026-11-27")
    before = letters(" ".join(block_text(b) for clause in clauses(regrouped(made, old)) for b in clause.blocks))
    counted = {each.text: letters(each.text) for each in old.policy.passages if each.says and each.kind != "row"}
    same = [letters(each.text) for each in old.policy.passages if each.says]
    assert [text for text, each in counted.items() if before.count(each) < same.count(each)] == []


# Whole or not at all ---------------------------------------------------------------------------------------


def tree_of(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def killed_at(move: int, files: dict[Path, bytes], root: Path) -> bool:
    """Write a set in a process that is killed before it moves its nth file; return whether it came that far."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    moved = 0
    move_one = Path.replace

    def replace_or_die(path: Path, target: Path) -> Path:
        nonlocal moved
        moved += 1
        if moved == move:
            os._exit(9)
        return move_one(path, target)

    Path.replace = replace_or_die  # type: ignore[assignment,method-assign]
    try:
        write(files, taken(), root)
    finally:
        os._exit(0)


@pytest.mark.rest
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_whatever_move_a_kill_comes_before_the_set_is_whole_or_not_there(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    parts = {path.relative_to(whole): file for path, file in files_of(taken(), adoption(), library(), whole).items()}

    def below(root: Path) -> dict[Path, bytes]:
        return {root / path: file for path, file in parts.items()}

    write(below(whole), taken(), whole)
    wanted = tree_of(whole)
    assert "profiles/wyrefold.yaml" in wanted
    assert not [name for name in wanted if "unfinished" in name]
    for move in range(1, len(wanted) + 2):
        root = tmp_path / str(move)
        root.mkdir()
        assert killed_at(move, below(root), root), move
        assert not (root / "profiles" / "wyrefold.yaml").exists(), "the profile is the last to come"
        take_away_unfinished(root)
        assert [name for name in tree_of(root) if "/.policybuilder-" not in f"/{name}"] == []
        write(below(root), taken(), root)
        assert tree_of(root) == wanted
    assert not killed_at(len(wanted) + 2, below(tmp_path / "end"), tmp_path / "end")


def test_what_a_person_changed_of_an_unfinished_set_stays(tmp_path: Path) -> None:
    note = tmp_path / "adopted" / "wyrefold" / "unfinished.json"
    note.parent.mkdir(parents=True)
    kept, left = tmp_path / "clauses" / "own" / "own-a.md", tmp_path / "clauses" / "own" / "own-b.md"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"changed since")
    left.write_bytes(b"as written")
    digests = {f"clauses/own/{path.name}": hashlib.sha256(b"as written").hexdigest() for path in (kept, left)}
    outside = tmp_path.parent / "outside.md"
    outside.write_bytes(b"as written")
    digests["../outside.md"] = hashlib.sha256(b"as written").hexdigest()
    note.write_text(json.dumps({"profile": "wyrefold", "files": digests}))
    take_away_unfinished(tmp_path)
    assert (kept.exists(), left.exists(), outside.exists(), note.exists()) == (True, False, True, False)


def test_an_own_clause_that_is_there_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    there = tmp_path / taken().own[0].file
    there.parent.mkdir(parents=True)
    there.write_text("somebody's")
    with pytest.raises(PolicyBuilderError, match="the file is there already"):
        write(files_of(taken(), adoption(), library(), tmp_path), taken(), tmp_path)
    assert tree_of(tmp_path) == {taken().own[0].file: b"somebody's"}
    assert not (tmp_path / "adopted").exists()


# Into a profile that is there ------------------------------------------------------------------------------

CHANGES = """# AI policy

## Review

This policy will be reviewed every eighteen months.

## Incidents

You must not report an AI incident, unless your manager says so.

## Kettles

Nobody may fill a kettle in the post room. The caretaker fills the big kettles.
"""


@pytest.fixture
def millbeck(tmp_path: Path) -> Library:
    """A workspace that holds one profile, with comments of its own."""
    (tmp_path / "profiles").mkdir()
    shutil.copy(ROOT / "profiles" / "millbeck.yaml", tmp_path / "profiles")
    return api.load(tmp_path)


def changes_of(library: Library, text: str = CHANGES, document: str = "generative-ai-policy") -> Adoption:
    return adopted(library, old_policy(read_old_policy(text.encode(), "old.md"), "old.md"), document)


def test_a_profile_gets_answers_and_the_council_s_words_and_undo_takes_them_back(millbeck: Library) -> None:
    root = millbeck.workspace.root
    assert root is not None
    file = root / "profiles" / "millbeck.yaml"
    before = file.read_text(encoding="utf-8")
    shown = api.bring_in(changes_of(millbeck), millbeck, "millbeck", dry_run=True)
    assert file.read_text(encoding="utf-8") == before
    found = api.bring_in(changes_of(millbeck), millbeck, "millbeck")
    assert found == shown
    after = file.read_text(encoding="utf-8")
    assert "review_months: 18\n" in after
    assert set(found.proposal.files) >= {"profiles/millbeck.yaml", "clauses/own/own-kettles.md"}
    printed = letters(str(api.resolve(api.load(root), "millbeck", "generative-ai-policy")))
    wanted = [line for line in CHANGES.splitlines() if "kettle" in line.lower() and "#" not in line]
    assert [line for line in wanted if letters(line) not in printed] == []
    comments = [line for line in before.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in after.splitlines() if line in comments] == comments
    with pytest.raises(PolicyBuilderError, match="already"):
        api.bring_in(changes_of(millbeck), api.load(root), "millbeck")
    api.undo(api.load(root), "millbeck")
    assert file.read_text(encoding="utf-8") == before
    assert not (root / "clauses" / "own" / "own-kettles.md").exists()


@pytest.mark.rest
def test_whose_words_stand_in_a_profile_is_chosen_by_number_and_for_all(millbeck: Library) -> None:
    old = changes_of(millbeck)
    library_s = api.bring_in(old, millbeck, "millbeck", every="library", dry_run=True)
    assert library_s.ours == ()
    assert list(library_s.proposal.files) == ["profiles/millbeck.yaml", "adopted/millbeck/decisions.json"]
    ours = api.bring_in(old, millbeck, "millbeck", choices={1: "both"}, every="library", dry_run=True)
    assert ours.ours == (1,)
    (_, after) = ours.proposal.files["profiles/millbeck.yaml"]
    assert after is not None
    assert b"place: after" in after
    assert b"This policy will be reviewed every eighteen months." in after
    with pytest.raises(PolicyBuilderError, match="no passage has the number 99"):
        api.bring_in(old, millbeck, "millbeck", choices={99: "ours"})


@pytest.mark.rest
def test_what_a_profile_leaves_out_on_purpose_stays_out_and_is_said(millbeck: Library) -> None:
    root = millbeck.workspace.root
    assert root is not None
    file = root / "profiles" / "millbeck.yaml"
    text = file.read_text(encoding="utf-8")
    document = "generative-ai-policy"
    pieces = live_clause(case_of(millbeck, "millbeck", document), "accessibility-digital").pieces
    said = next(piece.text for piece in pieces if piece.kind == "paragraph")
    out = f"  {document}:\n    exclude:\n      - {{clause: accessibility-digital, reason: Another policy has it}}\n"
    file.write_text(text.replace(f"  {document}:\n", out, 1), encoding="utf-8")
    left = api.load(root)
    old = changes_of(left, f"# AI\n\n## Access\n\n{said}\n\n## Kettles\n\nNo kettle may be connected to AI.\n")
    found = api.bring_in(old, left, "millbeck", every="ours", dry_run=True)
    assert found.left == {1: 'the profile leaves out "accessibility-digital", which says it'}
    assert found.ours == (2,)


def test_a_refusal_leaves_the_profile_as_it_was(millbeck: Library) -> None:
    root = millbeck.workspace.root
    assert root is not None
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    with pytest.raises(PolicyBuilderError, match='the profile has no document "principles-statement"'):
        api.bring_in(changes_of(millbeck, document="principles-statement"), millbeck, "millbeck")
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_what_a_council_decided_in_the_same_way_is_not_left_to_decide(millbeck: Library) -> None:
    found = changes_of(millbeck)
    unsure = replace(
        found,
        decisions=(
            *found.decisions,
            Decision("tools.copilot_chat", True, 1, "1", "Copilot", sure=False),
            Decision("tools.agents", "permitted", 1, "1", "agents", sure=False),
        ),
    )
    given = {each.parameter.name: each for each in asked(millbeck, "millbeck")}
    assert given["tools.copilot_chat"].state == given["tools.agents"].state == "decided"
    assert given["tools.copilot_chat"].value is True
    left = api.bring_in(unsure, millbeck, "millbeck", dry_run=True).to_decide
    assert "tools.agents" in left
    assert "tools.copilot_chat" not in left

"""A newer library comes: what it changed is said, and what is the council's own meets it without a word lost."""

from __future__ import annotations

import os
import signal
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from policybuilder import api
from policybuilder.document import block_text, clauses
from policybuilder.errors import Location, PolicyBuilderError, Problems
from policybuilder.library.library import Library
from policybuilder.lifecycle.weakened import weakened_by_merge
from policybuilder.lifecycle.workers import of_each
from policybuilder.resolution import resolve
from policybuilder.update.updating import Update
from tests.workspaces import base, clause, library, profile, template, tiny

WAS = "Tell the owner within 24 hours. Keep a note of it. Do not delete it."
OURS = "Tell the owner and the DPO within 24 hours. Keep a note of it. Do not delete it."
NEWER = {
    "version": "1.1.0",
    "changes": "[{version: 1.1.0, date: 2026-12-01, kind: minor, why: The Act changed}, "
    "{version: 1.0.0, date: 2026-11-22, kind: major, why: First version}]",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    tiny(tmp_path)
    clause(tmp_path, "telling", f"One.\n\n{WAS}\n\nTwo.\n")
    clause(tmp_path, "other", "Other words.\n")
    template(tmp_path, "care", "telling", "other")
    profile(tmp_path, "# ours\n")
    api.amend(library(tmp_path), "riverton", "telling", "policy", text=f"One.\n\n{OURS}\n\nTwo.", reason="Asked.")
    api.update(library(tmp_path), "riverton", today=date(2026, 11, 27))
    return tmp_path


def update(root: Path, **more: bool) -> Update:
    return api.update(library(root), "riverton", today=date(2026, 12, 2), **more)


def newer(root: Path, paragraph: str) -> None:
    clause(root, "telling", f"One.\n\n{paragraph}\n\nTwo.\n", **NEWER)


def printed(root: Path) -> list[str]:
    document = resolve(library(root), "riverton", "policy")
    return [block_text(block) for each in clauses(document) if each.id == "telling" for block in each.blocks]


def written(root: Path) -> str:
    return (root / "profiles/riverton.yaml").read_text(encoding="utf-8")


def test_a_library_that_is_the_same_changes_no_byte(root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    done = update(root)
    assert not done.is_due
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_the_first_time_nothing_is_guessed(tmp_path: Path) -> None:
    tiny(tmp_path)
    done = update(tmp_path)
    assert done.first
    assert done.news == ()
    assert (tmp_path / "library-seen/riverton.yaml").is_file()
    assert not update(tmp_path).is_due


@pytest.mark.parametrize("left", [0, 2, 5], ids=["nothing", "its comment", "its first lines"])
def test_what_was_cut_off_is_no_news(root: Path, left: int) -> None:
    """Every clause would be called new, and its questions be put to the council again."""
    file = root / "library-seen/riverton.yaml"
    file.write_text("\n".join(file.read_text("utf-8").split("\n")[:left]), encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(PolicyBuilderError, match=r"the file is damaged: .* is missing"):
        update(root)
    assert file.read_bytes() == before


def test_what_the_library_changed_is_said_with_its_reason_and_weight(root: Path) -> None:
    newer(root, WAS.replace("Do not delete", "Never delete"))
    clause(root, "more", "You must do more.\n")
    template(root, "care", "telling", "more")
    told = {(each.kind, each.id): each for each in update(root).news}
    assert told["changed", "telling"].why == "The Act changed"
    assert told["changed", "telling"].weight == "minor"
    assert told["new", "more"].documents == ("policy",)
    assert ("no longer in", "other") in told


def test_a_clause_that_is_left_out_and_changed_is_told_too(root: Path) -> None:
    api.amend(library(root), "riverton", "other", "policy", exclude=True, reason="Not ours.")
    update(root)
    clause(root, "other", "Other, newer words.\n", **NEWER)
    (found,) = update(root).news
    assert (found.kind, found.id, found.documents) == ("left out", "other", ("policy",))


def test_an_amendment_is_merged_and_written_and_then_it_stands(root: Path) -> None:
    newer(root, WAS.replace("Do not delete", "Never delete"))
    done = update(root)
    assert [each.state for each in done.moved] == ["carried"]
    (entry,) = library(root).profile("riverton").front.documents["policy"].amend
    assert entry.base == "1.1.0"
    assert entry.was == WAS.replace("Do not delete", "Never delete")
    assert entry.text == OURS.replace("Do not delete", "Never delete")
    assert "# ours\n" in written(root)
    assert printed(root) == ["One.", entry.text, "Two."]
    assert not update(root).is_due


def test_words_that_moved_only_get_their_new_base(root: Path) -> None:
    clause(root, "telling", f"Two.\n\n{WAS}\n\nOne.\n", **NEWER)
    before = written(root)
    assert [each.state for each in update(root).moved] == ["stands"]
    assert written(root) == before.replace("base: 1.0.0", "base: 1.1.0")


def test_what_the_library_says_by_now_is_dropped_and_told(root: Path) -> None:
    newer(root, OURS)
    assert [each.state for each in update(root).moved] == ["adopted"]
    assert "amend" not in written(root)
    assert printed(root) == ["One.", OURS, "Two."]


def conflict(root: Path) -> str:
    theirs = WAS.replace("24 hours", "12 hours")
    newer(root, theirs)
    return theirs


def test_a_conflict_is_told_with_three_texts_and_the_profile_keeps_the_council_s_words(root: Path) -> None:
    theirs = conflict(root)
    before = written(root)
    (found,) = update(root).conflicts
    assert (found.entry.was, found.entry.text, found.now) == (WAS, OURS, theirs)
    assert written(root) == before
    assert update(root).is_due


@pytest.mark.parametrize(("keep", "paragraph"), [("ours", OURS), ("library", WAS.replace("24 hours", "12 hours"))])
def test_a_conflict_is_settled_either_way_and_undone(root: Path, keep: str, paragraph: str) -> None:
    conflict(root)
    before = written(root)
    api.settle(library(root), "riverton", "telling", keep)
    assert printed(root) == ["One.", paragraph, "Two."]
    update(root)
    assert not update(root).is_due
    api.undo(library(root), "riverton")
    api.undo(library(root), "riverton")
    assert written(root) == before


def test_a_conflict_whose_paragraph_is_gone_is_kept_at_the_end_of_the_clause(root: Path) -> None:
    clause(root, "telling", "Quite another matter.\n", **NEWER)
    api.settle(library(root), "riverton", "telling", "ours")
    assert printed(root) == ["Quite another matter.", OURS]


def test_a_conflict_is_settled_by_amending_the_clause(root: Path) -> None:
    conflict(root)
    both = OURS.replace("24 hours", "12 hours")
    api.amend(library(root), "riverton", "telling", "policy", text=f"One.\n\n{both}\n\nTwo.", reason="Both.")
    assert printed(root) == ["One.", both, "Two."]
    assert not update(root).conflicts


def test_only_what_is_in_conflict_can_be_settled(root: Path) -> None:
    with pytest.raises(PolicyBuilderError, match="no amendment of"):
        api.settle(library(root), "riverton", "telling", "ours")


def test_two_steps_are_as_one(root: Path) -> None:
    newer(root, WAS.replace("Do not delete", "Never delete"))
    update(root)
    last = WAS.replace("Do not delete", "Never delete").replace("Keep a note", "Keep a dated note")
    changes = NEWER["changes"].replace("[", "[{version: 1.2.0, date: 2026-12-02, kind: minor, why: X}, ", 1)
    twice = {"version": "1.2.0", "changes": changes}
    clause(root, "telling", f"One.\n\n{last}\n\nTwo.\n", **twice)
    update(root)
    (entry,) = library(root).profile("riverton").front.documents["policy"].amend
    assert entry.text == OURS.replace("Do not delete", "Never delete").replace("Keep a note", "Keep a dated note")


RULES = "You must tell the owner. You must keep a note of it. Do not delete it."
AMENDED = "You must tell the owner and the DPO. You must keep a note of it. Do not delete it."
WEAKENED = {
    "a duty becomes advice": ("must keep", "should keep", "must-weakened", "major"),
    "a ban goes": ("Do not delete it.", "Ask before you delete it.", "rule-weakened", "major"),
    "an exception comes": ("a note of it.", "a note of it, unless it is short.", "exception-added", "major"),
}


@pytest.mark.parametrize("name", WEAKENED)
def test_what_the_merge_weakens_is_weighed_as_a_comparison_does_and_said(tmp_path: Path, name: str) -> None:
    old, new, rule, weight = WEAKENED[name]
    root = of_rules(tmp_path)
    clause(root, "telling", f"One.\n\n{RULES.replace(old, new)}\n", **NEWER)
    done = update(root, dry_run=True)
    assert [each.state for each in done.moved] == ["carried"]
    assert (rule, weight) in {(each.rule, each.weight) for each in done.moved[0].weaker}
    (told,) = build_warnings(root)
    assert told.startswith('carried over, the amendment of "telling" is weaker than it was: ')


def of_rules(root: Path) -> Path:
    tiny(root)
    clause(root, "telling", f"One.\n\n{RULES}\n")
    template(root, "care", "telling")
    api.amend(library(root), "riverton", "telling", "policy", text=f"One.\n\n{AMENDED}", reason="Asked.")
    update(root)
    return root


def build_warnings(root: Path) -> list[str]:
    document = resolve(library(root), "riverton", "policy")
    return [each.message for each in weakened_by_merge(document)]


def test_a_merge_that_weakens_nothing_says_nothing_and_one_adopted_is_weighed_too(tmp_path: Path) -> None:
    root = of_rules(tmp_path)
    clause(root, "telling", f"One.\n\n{RULES.replace('a note', 'a dated note')}\n", **NEWER)
    assert update(root, dry_run=True).moved[0].weaker == ()
    assert build_warnings(root) == []
    clause(root, "telling", f"One.\n\n{AMENDED.replace('must keep', 'should keep')}\n", **NEWER)
    (found,) = update(root, dry_run=True).moved
    assert found.state == "adopted"
    assert [each.rule for each in found.weaker] == ["must-weakened"]


def test_a_merge_that_leaves_nothing_is_a_conflict_and_no_empty_paragraph(root: Path) -> None:
    api.amend(
        library(root),
        "riverton",
        "telling",
        "policy",
        text="One.\n\nTell the owner within 24 hours.\n\nTwo.",
        reason="X",
    )
    newer(root, WAS.replace("Tell the owner within 24 hours. ", ""))
    (found,) = update(root).conflicts
    assert found.entry.text == "Tell the owner within 24 hours."
    assert "Tell the owner within 24 hours." in " ".join(printed(root))


def test_an_amendment_that_a_newer_library_leaves_no_place_for_is_a_conflict_and_no_error(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "telling", "You must tell the owner.\n\nYou must keep a note of it.\n")
    template(tmp_path, "care", "telling")
    ours = "You must tell the owner soon.\n\nYou must keep a note of it for ever."
    profile(tmp_path)
    api.amend(library(tmp_path), "riverton", "telling", "policy", text=ours, reason="X")
    clause(tmp_path, "telling", "You must tell the owner and keep a note of it.\n", **NEWER)
    found = update(tmp_path)
    assert [each.state for each in found.moved].count("conflict") >= 1
    assert {"soon", "ever"} <= set(" ".join(printed(tmp_path)).replace(".", " ").split())


def test_the_words_of_an_amendment_whose_clause_applies_here_no_more_wait_for_a_person(root: Path) -> None:
    narrower = {"applies_when": "tools.transcription", "parameters": "[tools.transcription]", **NEWER}
    clause(root, "telling", f"One.\n\n{WAS}\n\nTwo.\n", **narrower)
    (found,) = update(root).conflicts
    assert found.withdrawn == "applies here no more since version 1.1.0: it wants tools.transcription"
    assert OURS in written(root)
    document = resolve(library(root), "riverton", "policy", warnings := Problems())
    assert "telling" not in {each.id for each in clauses(document)}
    assert [each.location.line for each in warnings.found if each.code == "amendment-withdrawn"] == [3]
    with pytest.raises(PolicyBuilderError, match="its words are in no draft: it applies here no more"):
        resolve(library(root), "riverton", "policy", final=True)
    with pytest.raises(PolicyBuilderError, match="there is no clause"):
        api.settle(library(root), "riverton", "telling", "ours")
    api.settle(library(root), "riverton", "telling", "library")
    assert not update(root).is_due


def test_a_clause_that_stands_in_another_document_now_takes_no_words_along_in_silence(root: Path) -> None:
    newer(root, WAS)
    template(root, "care", "other")
    (found,) = update(root).conflicts
    assert found.withdrawn == "is not in policy since version 1.1.0"
    assert found.entry.text == OURS


def test_an_amendment_of_what_the_council_s_own_answers_leave_out_is_an_error_that_says_what_brings_it_back(
    root: Path,
) -> None:
    clause(
        root,
        "telling",
        f"One.\n\n{WAS}\n\nTwo.\n",
        applies_when="tools.transcription",
        parameters="[tools.transcription]",
    )
    with pytest.raises(PolicyBuilderError, match="answer so, or take the amendment out"):
        update(root)


@pytest.mark.rest
def test_many_councils_are_told_the_same_by_one_process_and_by_two_and_what_cannot_be_read_is_said(root: Path) -> None:
    newer(root, WAS.replace("Do not", "Never"))
    one = root / "profiles/riverton.yaml"
    for id in ("ashby", "brook"):
        one.with_name(f"{id}.yaml").write_text(written(root).replace("riverton", id), encoding="utf-8")
    one.with_name("broken.yaml").write_text("document: [\n", encoding="utf-8")
    base(root, "parameters: {contact: Help Desk}\n")
    alone, together = (list(api.updates(library(root), jobs=jobs, today=date(2026, 12, 2))) for jobs in (1, 2))
    assert together == alone
    told = {found.profile: found for found in alone if isinstance(found, Update)}
    assert list(told) == ["ashby", "brook", "riverton"]  # a base is no council, and names nothing that was given up
    assert all([each.state for each in found.moved] == ["carried"] for found in told.values())
    (problems,) = (found for found in alone if isinstance(found, tuple))
    assert {problem.location.path for problem in problems} == {"profiles/broken.yaml"}


def _stopped(_: Library, profile: str) -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return profile


def test_a_process_that_is_stopped_from_outside_is_told_and_not_waited_for(root: Path) -> None:
    with pytest.raises(PolicyBuilderError) as refused:
        list(of_each(partial(library, root), _stopped, ["riverton", "ashby"], 2, Location("output"), "try again"))
    assert [problem.code for problem in refused.value.problems] == ["stopped"]

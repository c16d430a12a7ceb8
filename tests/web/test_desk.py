"""What was made of a council is shown for as long as its words stand, and never longer."""

from __future__ import annotations

import gc
import os
import weakref
from pathlib import Path

import pytest

from policybuilder import api
from policybuilder.document import clauses
from policybuilder.edit.changes import Answer
from policybuilder.edit.proposal import as_changed
from policybuilder.errors import PolicyBuilderError
from policybuilder.library import workspace
from policybuilder.update.effects import effects
from policybuilder.web import desk as desks
from policybuilder.web.desk import Desk
from tests import workspaces
from tests.lifecycle import story

POLICY = "policy"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a policy."""
    root, shelf = story.workspace(tmp_path / "workspace"), tmp_path / "built-in"
    workspaces.shell(shelf)
    monkeypatch.setattr(workspace, "built_in_root", lambda: shelf)
    return root


@pytest.fixture
def desk(root: Path) -> Desk:
    """The desk of the workspace."""
    return Desk(root)


def edited(file: Path, old: str, new: str) -> None:
    """Change words of a file as an editor does."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def as_resolved_now(desk: Desk, root: Path) -> bool:
    """Return whether the desk gives what the files give to who reads all of them now."""
    return desk.document("riverton", POLICY) == api.resolve(api.load(root), "riverton", POLICY)


def test_a_profile_that_somebody_changed_is_read_and_nothing_else(desk: Desk, root: Path) -> None:
    before = desk.document("riverton", POLICY)
    clauses = desk.library().clause_files
    api.answer(api.load(root), "riverton", {"contact": "the front desk"})
    after = desk.document("riverton", POLICY)
    assert after != before
    assert as_resolved_now(desk, root)
    assert desk.library().clause_files is clauses


def test_a_clause_that_somebody_changed_is_read_again(desk: Desk, root: Path) -> None:
    desk.document("riverton", POLICY)
    clause = next((root / "clauses").rglob("keeping.md"))
    clause.write_text(clause.read_text(encoding="utf-8").rstrip() + "\n\nA paragraph more.\n", encoding="utf-8")
    assert "A paragraph more." in str(desk.document("riverton", POLICY))
    assert as_resolved_now(desk, root)


def test_a_file_put_in_anothers_place_with_its_size_and_time_is_seen(desk: Desk, root: Path) -> None:
    file = root / "profiles/riverton.yaml"
    api.answer(api.load(root), "riverton", {"contact": "desk one"})
    desk.document("riverton", POLICY)
    status = file.stat()
    other = root / "other.yaml"
    other.write_text(file.read_text(encoding="utf-8").replace("desk one", "desk two"), encoding="utf-8")
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    other.replace(file)
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (status.st_size, status.st_mtime_ns)
    assert "desk two" in str(desk.document("riverton", POLICY))


def test_what_a_preview_made_is_what_the_answer_gives_once_saved(desk: Desk, root: Path) -> None:
    library = desk.library()
    (effect,) = effects(library, "riverton", [Answer("contact", "the front desk")], [POLICY], desk.resolved)
    api.answer(library, "riverton", {"contact": "the front desk"}, resolved=desk.resolved)
    assert desk.document("riverton", POLICY) is effect.comparison.new
    assert as_resolved_now(desk, root)


def test_questions_are_asked_anew_once_one_is_answered(desk: Desk, root: Path) -> None:
    assert desk.asked("riverton") is desk.asked("riverton")
    api.answer(api.load(root), "riverton", {"contact": "the front desk"})
    assert [each.shown for each in desk.asked("riverton") if each.parameter.name == "contact"] == ["the front desk"]


def test_a_profile_that_came_is_seen_and_one_that_was_broken_is_told(desk: Desk, root: Path) -> None:
    file = root / "profiles/riverton.yaml"
    desk.document("riverton", POLICY)
    text = file.read_text(encoding="utf-8").replace("id: riverton", "id: elsewhere", 1)
    (root / "profiles/elsewhere.yaml").write_text(text, encoding="utf-8")
    assert "elsewhere" in desk.library().profile_files
    file.write_text(file.read_text(encoding="utf-8") + "\n\tdays: 30\n", encoding="utf-8")
    with pytest.raises(PolicyBuilderError):
        desk.document("riverton", POLICY)


def test_a_base_that_somebody_changed_is_seen_by_those_who_extend_it(desk: Desk, root: Path) -> None:
    base = root / "profiles/region.yaml"
    base.write_text("id: region\nbase: true\nparameters: {contact: the shared desk}\n", encoding="utf-8")
    file = root / "profiles/riverton.yaml"
    text = file.read_text(encoding="utf-8").replace("parameters: {contact: the AI team}\n", "")
    file.write_text(f"{text.rstrip()}\nextends: [region]\n", encoding="utf-8")
    assert "the shared desk" in str(desk.document("riverton", POLICY))
    base.write_text("id: region\nbase: true\nparameters: {contact: the common desk}\n", encoding="utf-8")
    assert "the common desk" in str(desk.document("riverton", POLICY))
    assert as_resolved_now(desk, root)


def test_documents_are_kept_while_their_clauses_have_room_and_the_oldest_goes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = desk.document("riverton", POLICY)
    room = len(list(clauses(now))) * 2
    monkeypatch.setattr(desks, "_MOST_CLAUSES", room)

    def would_be(contact: str) -> object:
        library = as_changed(desk.library(), "riverton", [Answer("contact", contact)])
        return desk.resolved(library, "riverton", POLICY)

    one = would_be("desk one")
    assert desk.document("riverton", POLICY) is now
    assert would_be("desk two") is would_be("desk two")
    assert desk.document("riverton", POLICY) is now  # it was asked for after the first answer was
    assert would_be("desk one") is not one
    monkeypatch.setattr(desks, "_MOST_CLAUSES", 1)
    two = would_be("desk two")
    assert would_be("desk two") is two  # the last stays, however long it is


def test_a_document_that_is_kept_keeps_no_profile_that_it_was_made_of(desk: Desk) -> None:
    library = as_changed(desk.library(), "riverton", [Answer("contact", "the front desk")])
    profile = weakref.ref(library.profile("riverton"))
    made = desk.resolved(library, "riverton", POLICY)
    del library
    gc.collect()
    assert profile() is None
    again = as_changed(desk.library(), "riverton", [Answer("contact", "the front desk")])
    assert desk.resolved(again, "riverton", POLICY) is made

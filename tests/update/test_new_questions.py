"""What a newer library asks is added to an older profile as a comment, in its group, as `init` writes it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policybuilder import api
from policybuilder.library.councils import RegisteredCouncil
from policybuilder.library.new_profile import NewProfile, profile_text
from policybuilder.update.updating import Update
from tests.workspaces import PARAMETERS, clause, library, profile, reference, template, tiny, write

NEW = """\
  backups:
    {type: integer, unit: days, group: use, question: How long are backups kept?, ask: Records manager, label: backups,
     default: 7, rationale: A week is enough., help: "In days, of all kinds."}
  tools.images:
    {type: choice, group: use, question: May images be made?, ask: Head of Digital, label: images, default: none,
     rationale: Start small., options: {none: Not at all, drafts: In drafts}}
  roles.caldicott:
    {type: role, group: roles, question: Who is the Caldicott Guardian?, ask: Director, label: guardian}
"""
USED = "[contact, days, tools.agents, roles.siro]"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    tiny(tmp_path)
    clause(tmp_path, "keeping", "{{ contact }} {{ days }} {{ tools.agents }} {{ roles.siro }}\n", parameters=USED)
    template(tmp_path, "care", "keeping")
    return tmp_path


def started(root: Path) -> str:
    """Write the profile as `init` does, let the council take the library in, and return its text."""
    council = RegisteredCouncil("riverton", "Riverton Council", "Riverton", "england", "district", "", "", "")
    text = profile_text(library(root), NewProfile("riverton", council, "standard", ("policy",), (), {}))
    write(root, "profiles/riverton.yaml", text)
    update(root)
    return text


def newer(root: Path) -> None:
    reference(root, parameters=PARAMETERS + NEW)
    clause(root, "more", "{{ backups }} {{ roles.caldicott }}\n", parameters="[backups, roles.caldicott]")
    images = {"parameters": "[tools.images]", "applies_when": "tools.images != 'none'"}
    clause(root, "images", "You may.\n", **images)
    template(root, "care", "keeping", "more", "images")


def update(root: Path) -> Update:
    return api.update(library(root), "riverton", today=date(2026, 12, 2))


def written(root: Path) -> str:
    return (root / "profiles/riverton.yaml").read_text(encoding="utf-8")


def test_the_profile_is_then_as_init_would_have_written_it_but_for_the_order_of_questions(root: Path) -> None:
    before = started(root)
    newer(root)
    done = update(root)
    assert set(done.asked) == {"backups", "tools.images", "roles.caldicott"}
    after = written(root)
    council = library(root).profile("riverton").front.council
    assert council is not None
    fresh = started(root)
    assert sorted(after.split("\n")) == sorted(fresh.split("\n"))
    kept = iter(after.split("\n"))
    assert all(line in kept for line in before.split("\n")), "every line of before is there, in its order"


def test_each_question_stands_in_its_section_or_group(root: Path) -> None:
    started(root)
    newer(root)
    update(root)
    lines = written(root).split("\n")
    at = {key: lines.index(f"  # {key}") for key in ("images: none", "caldicott:", "backups: 7", "days: 30")}
    assert lines.index("tools:") < at["images: none"] < lines.index("roles:") < at["caldicott:"]
    assert lines.index("  # --- Using AI ---") < at["days: 30"] < at["backups: 7"]
    assert "  # How long are backups kept? In days, of all kinds." in lines


def test_it_is_answered_by_taking_the_hash_away_and_then_it_is_not_asked_again(root: Path) -> None:
    started(root)
    newer(root)
    update(root)
    write(root, "profiles/riverton.yaml", written(root).replace("  # backups: 7", "  backups: 9"))
    assert library(root).profile("riverton").settings["backups"].value == 9
    before = written(root)
    assert update(root).asked == ()
    assert written(root) == before


def test_a_profile_without_the_section_gets_one_and_braces_are_left_alone(root: Path) -> None:
    profile(root, "roles: {siro: Head of Risk}\n")
    update(root)
    newer(root)
    done = update(root)
    assert done.asked == ("backups", "tools.images")
    assert ("new parameter", "roles.caldicott") in {(each.kind, each.id) for each in done.news}
    lines = written(root).split("\n")
    assert lines[3:6] == ["roles: {siro: Head of Risk}", "", "parameters:"]
    assert lines.index("tools:") > lines.index("  # backups: 7")
    assert set(library(root).profile("riverton").settings) == {"roles.siro"}


def test_what_is_answered_or_asked_already_is_not_asked_twice(root: Path) -> None:
    profile(root, "parameters:\n  # backups: 30\n  contact: us\n")
    update(root)
    newer(root)
    assert "backups" not in update(root).asked

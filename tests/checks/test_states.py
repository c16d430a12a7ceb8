"""What `check` says of defaults: those that moved after they were kept, and those that nobody has looked at."""

from __future__ import annotations

from pathlib import Path

from policybuilder.checks import check
from tests.workspaces import PARAMETERS, base, clause, library, profile, reference, shell, template, tiny

LEAD = """\
  lead:
    {type: role, group: roles, question: Who leads?, ask: Director, label: lead, fact: true, rationale: By nation.,
     default_by_nation: {england: Head, wales: Pennaeth, scotland: Head, northern-ireland: Head}}
  chair:
    {type: role, group: roles, question: Who chairs?, ask: Director, label: chair, fact: true, default_from: roles.siro,
     rationale: Usual.}
"""


def workspace(root: Path, body: str, parameters: str, said: str = "", **more: str) -> Path:
    """Write a workspace whose clause prints some parameters, and what the council says."""
    tiny(root)
    shell(root)
    reference(root, parameters=PARAMETERS + LEAD)
    clause(root, "care", body, parameters=parameters)
    profile(root, said, **more)
    return root


def found(root: Path, *rules: str) -> list[str]:
    """Return what the two rules report, as printed."""
    return [str(problem) for problem in check(library(root), (), rules or ("moved-default", "never-looked-at"))]


def test_a_default_that_moved_is_told_then_and_now_at_the_line_that_kept_it(tmp_path: Path) -> None:
    workspace(tmp_path, "Keep it {{ days }} days.\n", "[days]", "kept:\n  days: 90\n")
    assert found(tmp_path, "moved-default") == [
        'profiles/riverton.yaml:5:3: warning: the default of "days" moved after it was kept: then 90, now 30 '
        "[moved-default]\n"
        "  hint: look at it again: write days: 30 to keep it, or take the line out and write days: under parameters:"
    ]


def test_it_is_told_once_for_all_documents_and_all_members_of_a_base(tmp_path: Path) -> None:
    workspace(
        tmp_path, "Keep it {{ days }} days.\n", "[days]", "extends: [alliance]\n", documents="{policy: {}, guide: {}}"
    )
    template(tmp_path, "care", id="guide")
    profile(tmp_path, "extends: [alliance]\n", id="millbeck")
    base(tmp_path, "kept: {days: 90}\n")
    (told,) = found(tmp_path, "moved-default")
    assert told.startswith("profiles/alliance.yaml:3:8: warning:")


def test_a_kept_default_that_follows_another_answer_says_which(tmp_path: Path) -> None:
    said = "roles: {siro: Director of Law}\nkept: {chair: Director of Resources}\n"
    workspace(tmp_path, "Ask the {{ chair }}.\n", "[chair]", said)
    (told,) = found(tmp_path, "moved-default")
    assert "then Director of Resources, now Director of Law" in told
    assert "write chair: Director of Law to keep it (the same as roles.siro)" in told


def test_what_a_base_kept_for_its_members_in_one_nation_has_not_moved_for_those_in_another(tmp_path: Path) -> None:
    said = "extends: [alliance]\n"
    workspace(tmp_path, "Ask the {{ lead }}.\n", "[lead]", said, nation="wales", type="welsh")
    base(tmp_path, "kept: {lead: Head}\n")
    assert found(tmp_path, "moved-default") == []
    assert "1 answer is a default that nobody has looked at, 1 of them a fact" in found(tmp_path)[0]
    base(tmp_path, "kept: {lead: Chief}\n")
    assert len(found(tmp_path, "moved-default")) == 1


def test_what_nobody_has_looked_at_is_counted_and_named_until_it_is_decided_or_kept(tmp_path: Path) -> None:
    body = "Keep it {{ days }} days; ask the {{ lead }}, {{ roles.siro }} and {{ contact }}.\n"
    used = "[days, lead, roles.siro, contact]"
    workspace(tmp_path, body, used)
    (told,) = found(tmp_path)
    assert "warning: 3 answers are defaults that nobody has looked at, 1 of them a fact about the council" in told
    assert told.endswith("with their defaults: days, roles.siro, lead")
    workspace(tmp_path, body, used, "kept: {days: 30, lead: Head}\nroles: {siro: Director of Law}\n")
    assert found(tmp_path) == []


def test_a_default_that_is_tested_and_not_printed_is_not_counted(tmp_path: Path) -> None:
    workspace(tmp_path, "{% if days > 7 %}\nKeep it.\n{% endif %}\n", "[days]")
    assert found(tmp_path) == []

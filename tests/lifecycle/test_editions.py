"""Approving a policy whose appendices have versions of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.errors import PolicyBuilderError
from tests import workspaces
from tests.lifecycle import story

TOOLS = "parameters: {contact: the AI team, uses: [drafting, summarising%s]}\n%s"
BODY = "You may use the tools for:\n\n{% for use in uses %}\n- {{ use }}\n{% endfor %}\n\nYou must lock them.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A policy, approved as 1.0, with an appendix of permitted uses."""
    story.workspace(tmp_path)
    workspaces.clause(tmp_path, "app-tools", BODY, parameters="[uses]", kept_by="roles.siro")
    workspaces.template(tmp_path, "care", "keeping", "agents", "history", appendices="[app-tools]")
    story.approved(tmp_path)
    return tmp_path


def change(root: Path, use: str = "", version: str = "", body: str = BODY) -> None:
    workspaces.clause(root, "app-tools", body, parameters="[uses]", kept_by="roles.siro")
    edition = f'appendices: {{app-tools: {{version: "{version}"}}}}\n' if version else ""
    story.decide(root, TOOLS % (f", {use}" if use else "", edition))


def test_a_new_entry_needs_no_approving_body_and_names_the_keeper(root: Path) -> None:
    change(root, "translating", "1.1")
    done = story.approved(root, "1.1", by="Director of Resources")
    assert done.record.kind == "minor"
    assert done.comparison is not None
    (changed,) = done.comparison.changes
    assert changed.approver == "Director of Resources"
    assert changed.deciding.text.endswith("in an appendix that the Director of Resources keeps")


def test_the_same_entry_in_a_clause_of_the_policy_is_major(root: Path) -> None:
    workspaces.clause(root, "care", BODY, parameters="[uses]")
    with pytest.raises(PolicyBuilderError, match="a major change"):
        story.approved(root, "1.1", by="Director of Resources")


def test_an_appendix_that_changed_must_have_a_new_version(root: Path) -> None:
    change(root, "translating")
    with pytest.raises(PolicyBuilderError) as caught:
        story.approved(root, "1.1", by="Director of Resources")
    assert str(caught.value) == (
        'profiles/riverton.yaml:1:1: error: the appendix "App tools" changed, and is still version 1.0 [same-edition]\n'
        '  hint: give it the next version in the profile: appendices: {app-tools: {version: "1.1"}}'
    )


def test_a_version_never_goes_back(root: Path) -> None:
    change(root, "translating", "0.9")
    with pytest.raises(PolicyBuilderError, match=r'"App tools" was version 1\.0 and is now 0\.9'):
        story.approved(root, "1.1", by="Director of Resources")


def test_a_must_weakened_in_an_appendix_still_goes_to_the_approving_body(root: Path) -> None:
    change(root, "", "1.1", BODY.replace("must lock", "should lock"))
    with pytest.raises(PolicyBuilderError, match='"must" became "should"'):
        story.approved(root, "1.1", by="Director of Resources")
    assert story.approved(root, "2.0").record.kind == "major"


def test_a_new_job_title_needs_no_new_version(root: Path) -> None:
    change(root)
    story.decide(root, TOOLS % ("", "roles: {siro: Director of Finance}\n"))
    assert story.approved(root, "1.1", by="Director of Finance").record.kind == "editorial"

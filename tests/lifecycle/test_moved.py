"""Who moved what the council changed itself, and in which minute, is told with each version and each comparison."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from policybuilder.cli.history import command
from policybuilder.compare import compare
from policybuilder.compare.changes import Comparison
from policybuilder.compare.write_html import write_html
from policybuilder.compare.write_json import write_json
from policybuilder.compare.write_markdown import write_markdown
from policybuilder.compare.write_text import write_text
from policybuilder.lifecycle.history import history
from policybuilder.lifecycle.moved import OwnChange
from policybuilder.resolution import resolve
from tests import workspaces
from tests.lifecycle import story

AMENDED = """{clause: keeping, place: append, base: 1.0.0, by: Audit Committee, minute: AUD/26/9,
      reason: Members asked for it., text: Keep a note of it.}"""
LEFT_OUT = "{clause: care, base: 1.0.0, by: Cabinet, minute: CAB/26/4, reason: Said elsewhere.}"
TAKEN_IN = "{clause: tea, section: rules, by: Cabinet, minute: CAB/26/5, reason: Asked for.}"
MOVED = f"""{{policy: {{owner: Head of Digital, approver: Cabinet, date: 2026-12-01, amend: [{AMENDED}],
  exclude: [{LEFT_OUT}], include: [{TAKEN_IN}]}}}}"""


def with_tea(root: Path) -> Path:
    story.workspace(root)
    workspaces.clause(root, "tea", "Tea is served.\n")
    return root


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with a version as the library has it, and one with what two bodies moved."""
    root = with_tea(tmp_path_factory.mktemp("moved"))
    story.approved(root)
    story.decide(root, documents=MOVED)
    story.approved(root, "2.0", date(2026, 12, 10))
    return root


def test_history_tells_what_came_with_each_version_and_who_moved_it(root: Path) -> None:
    first, second = history(root, "riverton").versions
    assert first.moved == ()
    assert second.moved == (
        OwnChange("keeping", "amended", "Audit Committee", "AUD/26/9", "Members asked for it."),
        OwnChange("tea", "taken in", "Cabinet", "CAB/26/5", "Asked for."),
        OwnChange("care", "left out", "Cabinet", "CAB/26/4", "Said elsewhere."),
    )
    assert second.as_json()["moved"][0]["minute"] == "AUD/26/9"


def test_the_command_prints_it_below_the_table(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command.main(["riverton"], obj=root, standalone_mode=False)
    assert capsys.readouterr().out.endswith(
        "the council's own in policy 2.0:\n"
        "  keeping, amended: Members asked for it (moved by Audit Committee, minute AUD/26/9)\n"
        "  tea, taken in: Asked for (moved by Cabinet, minute CAB/26/5)\n"
        "  care, left out: Said elsewhere (moved by Cabinet, minute CAB/26/4)\n"
    )


def test_what_stays_in_the_next_version_is_not_told_again(tmp_path: Path) -> None:
    root = with_tea(tmp_path)
    story.decide(root, documents=MOVED)
    story.approved(root)
    story.decide(root, "parameters: {contact: the AI team, days: 20}\n", documents=MOVED)
    story.approved(root, "2.0", date(2026, 12, 10))
    assert [len(each.moved) for each in history(root, "riverton").versions] == [3, 0]


def test_a_version_that_was_altered_tells_nothing(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(root, copy)
    file = story.folder(copy) / "2.0/policy.json"
    file.write_bytes(file.read_bytes().replace(b"AUD/26/9", b"AUD/26/8"))
    assert history(copy, "riverton").versions[1].moved == ()


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    root = with_tea(tmp_path_factory.mktemp("compared"))
    before = resolve(story.library(root), "riverton", "policy")
    story.decide(root, documents=MOVED)
    return compare(before, resolve(story.library(root), "riverton", "policy"))


@pytest.mark.parametrize("write", [write_text, write_markdown, write_html, write_json])
def test_a_comparison_prints_who_moved_an_amendment_and_an_exclusion(compared: Comparison, write: object) -> None:
    made = write(compared)  # type: ignore[operator]
    text = " ".join((made if isinstance(made, str) else made.decode()).split())
    if write is write_json:
        assert '"by": "Audit Committee", "minute": "AUD/26/9"' in text
        assert '"by": "Cabinet", "minute": "CAB/26/4"' in text
        return
    assert "Members asked for it (moved by Audit Committee, minute AUD/26/9)" in text
    assert "the profile includes it: Asked for (moved by Cabinet, minute CAB/26/5)" in text
    assert "Said elsewhere (moved by Cabinet, minute CAB/26/4)" in text

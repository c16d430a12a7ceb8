"""Appendices with a version of their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policybuilder.document import Clause, Paragraph, block_text
from policybuilder.resolution import resolve
from tests import workspaces
from tests.saying import said


def appendix(root: Path, text: str = "", *, documents: str = "{policy: {date: 2026-11-16}}") -> Clause:
    workspaces.tiny(root)
    workspaces.clause(root, "app-tools", "| Tool |\n| --- |\n| A chat |\n", level="optional", kept_by="roles.siro")
    workspaces.template(root, "care", appendices="[{clause: app-tools, from_depth: essential}]")
    workspaces.profile(root, text, documents=documents)
    return resolve(workspaces.library(root), "riverton", "policy").appendices[0]


def test_an_appendix_that_a_role_keeps_says_its_version_date_and_keeper(tmp_path: Path) -> None:
    found = appendix(tmp_path, 'appendices: {app-tools: {version: "1.2", date: 2026-12-03}}\n')
    assert block_text(found.blocks[0]) == (
        "Version 1.2, 3 December 2026. The Director of Resources keeps this appendix and may change it within the "
        "rules of this policy."
    )
    assert (found.provenance.kept_by, found.provenance.edition) == ("Director of Resources", "1.2")


def test_the_line_has_no_number_so_that_an_amendment_counts_the_appendixs_own_paragraphs(tmp_path: Path) -> None:
    workspaces.tiny(tmp_path)
    workspaces.clause(tmp_path, "app-tools", "Ask first.\n", kept_by="roles.siro")
    workspaces.template(tmp_path, "care", appendices="[app-tools]")
    own = "{clause: app-tools, place: after, paragraph: 1, base: 1.0.0, reason: Asked for, text: Then wait.}"
    workspaces.profile(tmp_path, documents=f"{{policy: {{amend: [{own}]}}}}")
    found = resolve(workspaces.library(tmp_path), "riverton", "policy").appendices[0].blocks
    assert [(block.number, block_text(block)) for block in found[1:] if isinstance(block, Paragraph)] == [
        ("A.1", "Ask first."),
        ("A.2", "Then wait."),
    ]
    assert isinstance(found[0], Paragraph)
    assert found[0].number == ""


def test_without_a_version_it_is_the_first_of_the_day_of_the_document(tmp_path: Path) -> None:
    assert block_text(appendix(tmp_path).blocks[0]).startswith("Version 1.0, 16 November 2026. ")


@pytest.mark.parametrize(
    ("text", "documents"),
    [('appendices: {app-tools: {version: "2.0"}}\n', "{policy: {date: 2026-11-16}}"), ("", "{policy: {}}")],
)
def test_a_day_that_is_not_known_is_left_out(tmp_path: Path, text: str, documents: str) -> None:
    first = block_text(appendix(tmp_path, text, documents=documents).blocks[0])
    assert re.match(r"Version \d\.0\. The Director", first)


def test_other_clauses_say_nothing_of_a_version(tmp_path: Path) -> None:
    appendix(tmp_path)
    care = resolve(workspaces.library(tmp_path), "riverton", "policy").sections[0].clauses[0]
    assert (block_text(care.blocks[0]), care.provenance.edition) == ("You must take care.", "")


def test_a_base_may_give_the_version(tmp_path: Path) -> None:
    workspaces.base(tmp_path, 'appendices: {app-tools: {version: "3.1"}}\n')
    assert appendix(tmp_path, "extends: [alliance]\n").provenance.edition == "3.1"


def test_a_version_for_what_keeps_none_is_refused_with_every_place(tmp_path: Path) -> None:
    text = 'appendices:\n  app-tool: {version: "1.2"}\n  care: {version: "1.2"}\n'
    own = '"care" has no version of its own: it changes with its document'
    assert said(lambda: appendix(tmp_path, text)).splitlines() == [
        'profiles/riverton.yaml:5:14: error: unknown appendix "app-tool" [unknown-clause]',
        '  hint: did you mean "app-tools"?',
        f"profiles/riverton.yaml:6:10: error: {own} [no-edition]",
        "  hint: drop it here; only a clause with kept_by: has its own version",
    ]


def test_a_keeper_that_is_no_role_is_refused_with_its_place(tmp_path: Path) -> None:
    workspaces.tiny(tmp_path)
    workspaces.clause(tmp_path, "care", kept_by="roles.sirro")
    assert said(lambda: workspaces.library(tmp_path).clause("care")) == (
        'clauses/about/care.md:7:1: error: no role "roles.sirro" to keep this appendix [unknown-role]\n'
        '  hint: did you mean "roles.siro"? the keeper is a parameter of the type role'
    )

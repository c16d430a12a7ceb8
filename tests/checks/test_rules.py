"""Every rule: its page, its examples, the place and the hint of what it finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from policybuilder.checks import check
from policybuilder.checks.manual import manual
from policybuilder.checks.rule import Rule
from policybuilder.checks.rules import RULES
from policybuilder.library.library import open_library
from policybuilder.library.workspace import Layer, Workspace, built_in_root
from tests.checks.examples import found
from tests.some import one_in

ROOT = Path(__file__).parents[2]
PASSES = [(rule, example) for rule in RULES for example in rule.examples()[0]]
FAILS = [(rule, example) for rule in RULES for example in rule.examples()[1]]


def name(value: Any) -> str:
    return value.id if isinstance(value, Rule) else str(value)[:30]


@pytest.mark.parametrize(("rule", "example"), one_in(3, PASSES), ids=name)
def test_an_example_that_passes_has_nothing_reported(tmp_path: Path, rule: Rule, example: Any) -> None:
    assert found(tmp_path, rule, example) == ()


@pytest.mark.parametrize(("rule", "example"), one_in(3, FAILS), ids=name)
def test_an_example_that_fails_is_reported_with_a_line_and_a_hint(tmp_path: Path, rule: Rule, example: Any) -> None:
    problems = found(tmp_path, rule, example)
    assert problems
    for problem in problems:
        assert problem.severity == rule.severity
        assert problem.location.line > 0
        assert problem.hint
        assert (tmp_path / problem.location.path).is_file()


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_a_rule_has_a_page_a_title_and_examples(rule: Rule) -> None:
    assert rule.look.__module__.rpartition(".")[2] == rule.id.replace("-", "_")
    assert "To put it right" in rule.page
    assert all(rule.examples())
    assert rule.page.split("\n")[0].endswith(".")


def test_every_module_of_rules_is_in_the_list() -> None:
    modules = {path.stem for path in (ROOT / "policybuilder/checks/rules").glob("*.py")} - {"__init__"}
    assert modules == {rule.id.replace("-", "_") for rule in RULES}


def test_the_manual_is_what_the_rules_say() -> None:
    page = (ROOT / "docs/checks.md").read_text(encoding="utf-8")
    assert page == manual(), "python -m policybuilder.checks.manual > docs/checks.md"


@pytest.mark.rest  # test_check.py asks the same of all the rules that are on
def test_the_shipped_library_passes_its_own_rules() -> None:
    shipped = open_library(Workspace((Layer(built_in_root(), ""),), built_in_root()))
    problems = check(shipped, only=[rule.id for rule in RULES])
    assert [str(problem) for problem in problems] == []

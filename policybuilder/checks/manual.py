"""The manual of the rules, docs/checks.md, made from their modules: `python -m policybuilder.checks.manual`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

from policybuilder.checks.rule import LOOKS_AT, Rule
from policybuilder.checks.rules import RULES

_HEAD = """\
# What `check` looks for

`policybuilder check` reads every clause, template, profile and Word shell, makes every document of every council
(writing nothing), and then looks at them with the rules below. An *error* is wrong in law or would mislead, and ends
with exit code 1. A *warning* is about how a text reads. `policybuilder check --rules` lists the rules, and `--rule ID`
asks for one alone.

    policybuilder check                       the library and every council
    policybuilder check riverton              the library and one council
    policybuilder check "AI policy 2024.docx" what is out of date or hard to read in any existing policy

A file (.docx or .md) needs no workspace. Places in it name the paragraph. The rules that look at existing policies look
at it.

This page is made from the rules themselves (`policybuilder/checks/rules/`, one module each); `python -m
policybuilder.checks.manual > docs/checks.md` makes it anew.
"""


def manual(rules: Iterable[Rule] = RULES) -> str:
    """Return the page: each rule with its docstring and its examples."""
    listed = list(rules)
    contents = [f"| [{rule.id}](#{rule.id}) | {rule.severity} | {rule.title} |" for rule in listed]
    table = ["| Rule | Severity | What it finds |", "| --- | --- | --- |", *contents]
    return "\n".join([_HEAD, *table, "", *(_page(rule) for rule in listed)])


def _page(rule: Rule) -> str:
    passes, fails = rule.examples()
    return "\n".join(
        [
            f"## {rule.id}",
            "",
            f"{rule.title}. Severity: {rule.severity}. Looks at: {LOOKS_AT[rule.looks_at]}.",
            "",
            rule.page.strip(),
            "",
            "Passes:",
            "",
            *_examples(passes),
            "Fails:",
            "",
            *_examples(fails),
        ]
    )


def _examples(examples: Iterable[object]) -> Iterable[str]:
    for example in examples:
        yield "```"
        yield from _shown(example).rstrip().split("\n")
        yield "```"
        yield ""


def _shown(example: object) -> str:
    if isinstance(example, dict):
        return "\n".join(f"{key}: {_shown(value)}" for key, value in example.items())
    return example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)


if __name__ == "__main__":
    sys.stdout.write(manual())

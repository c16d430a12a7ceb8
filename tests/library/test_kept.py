"""`kept:` in a profile, and `fact:` in parameters.yaml: what is read, and what is refused with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policybuilder.errors import Problems
from policybuilder.library.profiles import Profile, read_profile
from policybuilder.library.reference import ReferenceFiles, load_reference
from policybuilder.library.written_values import entry, one_line
from tests.saying import place_of, said
from tests.workspaces import PARAMETERS, alone, reference

MORE = """\
  started: {type: date, group: use, question: When?, ask: HR, label: start, default: 2026-01-31, rationale: Usual.}
  apps:
    {type: table, group: use, question: Which?, ask: ICT, label: tools, columns: {name: Tool, use: Use},
     default: [{name: "Chat: the one", use: "Drafting, sorting"}], rationale: Usual.}
"""
HEAD = """\
id: riverton
council: {name: Riverton Council, short_name: Riverton, nation: england, type: district}
documents: {policy: {parameters: {days: 60}, kept: {uses: [drafting, summarising]}}}
"""


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> ReferenceFiles:
    root = reference(tmp_path_factory.mktemp("reference"), parameters=PARAMETERS + MORE)
    return load_reference(alone(root), Problems())


def read(text: str, known: ReferenceFiles) -> Profile:
    return read_profile("profiles/riverton.yaml", HEAD + text, known)


def test_a_default_that_was_kept_is_read_as_a_value_of_its_type_with_its_place(known: ReferenceFiles) -> None:
    text = (
        "kept:\n  roles.siro: Director of Resources\n  tools.agents: none\n  tools.transcription: false\n  days: 30\n"
        "  motto:\n  started: 2026-01-31\n  apps:\n    - {name: 'Chat: the one', use: 'Drafting, sorting'}\n"
    )
    profile = read(text, known)
    defaults = {name: known.parameters[name].default for name in profile.kept}
    assert {name: setting.value for name, setting in profile.kept.items()} == defaults
    assert (defaults["started"], defaults["motto"]) == (date(2026, 1, 31), None)
    assert (
        str(profile.kept["tools.agents"].location) == f"profiles/riverton.yaml:{place_of('tools.agents', HEAD + text)}"
    )
    assert profile.document_kept["policy"]["uses"].value == ["drafting", "summarising"]
    assert profile.settings == {}


def test_what_is_written_as_yaml_is_read_as_the_same_value(known: ReferenceFiles) -> None:
    named = ("roles.siro", "tools.agents", "tools.transcription", "days", "motto", "started", "apps", "uses")
    values = {name: known.parameters[name].default for name in named}
    block = [line for name, value in values.items() for line in entry(name, value, "  ")]
    for lines in (block, [f"  {name}: {one_line(value)}" for name, value in values.items()]):
        profile = read("\n".join(["kept:", *lines, ""]), known)
        assert {name: setting.value for name, setting in profile.kept.items()} == values


@pytest.mark.parametrize(
    ("text", "at", "answer"),
    [
        (
            "kept: {roles.sirro: Director}\n",
            "roles.sirro",
            'unknown parameter "roles.sirro" [unknown-parameter]\n  hint: did you mean "roles.siro"?',
        ),
        (
            "kept:\n  roles:\n    siro: Director of Resources\n",
            "roles:",
            'unknown parameter "roles" [unknown-parameter]\n  hint: write whole names here, such as roles.siro:',
        ),
        (
            "roles: {siro: Director of Law}\nkept: {roles.siro: Director of Resources}\n",
            "roles.siro",
            '"roles.siro" is kept here, and decided at profiles/riverton.yaml:4:9 [kept-and-decided]\n'
            "  hint: take one of the two out: the default stands only where riverton decides nothing",
        ),
        (
            "kept: {contact: ai@example.org}\n",
            "contact",
            '"contact" has no default that could be kept [nothing-to-keep]\n'
            "  hint: answer it: write contact: under parameters:",
        ),
        (
            "kept:\n  tools.agents:\n",
            "tools.agents:",
            '"tools.agents" is kept, and no value stands there [empty-value]\n'
            "  hint: write the default that you looked at, as in tools.agents: none",
        ),
        (
            "kept: {days: thirty}\n",
            "thirty",
            'days: expected a whole number, found "thirty" [wrong-type]\n  hint: write the number of days in figures',
        ),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_place(known: ReferenceFiles, text: str, at: str, answer: str) -> None:
    place = place_of(at, HEAD + text)
    assert said(lambda: read(text, known)) == f"profiles/riverton.yaml:{place}: error: {answer}"


def test_a_document_cannot_keep_what_it_or_the_profile_decides(known: ReferenceFiles) -> None:
    for decided, name in (("parameters: {uses: [sorting]}\n", "uses"), ("", "days")):
        text = HEAD.replace("kept: {uses: [drafting, summarising]}", f"kept: {{{name}: 30}}") + decided
        told = said(lambda text=text: read_profile("profiles/riverton.yaml", text, known))  # type: ignore[misc]
        assert f'"{name}" is kept here, and decided at' in told


def test_a_document_may_decide_what_the_profile_keeps(known: ReferenceFiles) -> None:
    profile = read("kept: {days: 30}\n", known)
    assert (profile.kept["days"].value, profile.document_settings["policy"]["days"].value) == (30, 60)


# Facts ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        ("type: boolean, fact: true", '"x" has no default that could be taken for a fact'),
        ("type: text, fact: true", '"x" has no default that could be taken for a fact'),
        ("type: text, default: d, rationale: r, fact_columns: [a]", '"x" has no use for fact_columns'),
        (
            "type: table, columns: {a: A}, default: [], rationale: r, fact_columns: [a]",
            '"x" has no use for fact_columns',
        ),
        (
            "type: table, columns: {name: A}, default: [], rationale: r, fact: true, fact_columns: [nmae]",
            'x: unknown column "nmae" [unknown-key]\n  hint: did you mean "name"?',
        ),
        ("type: text, default: d, rationale: r, fact: perhaps", "fact: expected yes or no"),
    ],
)
def test_a_declaration_that_makes_no_fact_is_refused(tmp_path: Path, lines: str, answer: str) -> None:
    usual = "group: use, label: l, question: q, ask: a"
    reference(tmp_path, parameters=f"{PARAMETERS}  x: {{{usual}, {lines}}}\n")

    def load() -> None:
        problems = Problems()
        load_reference(alone(tmp_path), problems)
        problems.raise_errors()

    assert answer in said(load)

"""An id that the library gave up is understood in a profile, said, and counts as the one that is used now."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.errors import PolicyBuilderError
from policybuilder.library.library import Library
from policybuilder.library.profiles import Profile
from policybuilder.resolution import resolve
from tests.workspaces import PARAMETERS, clause, library, profile, reference, template, tiny, write

RENAMED = (
    PARAMETERS.replace("  roles.siro:\n    {", "  roles.risk_owner:\n    {formerly: [roles.siro], ")
    .replace("  contact: {", "  roles.contact: {formerly: [contact], ")
    .replace("  days:\n    {", "  keep_days:\n    {formerly: [days], ")
)
WITHDRAWN = """\
clauses:
  cloud: {date: 2026-12-01, why: "The law changed,\\n and it says so.", instead: [care]}
parameters:
  motto: {date: 2026-12-01, why: Nobody used it.}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a workspace whose library renamed two clauses and three parameters, and withdrew one of each."""
    tiny(tmp_path)
    reference(tmp_path, parameters=RENAMED.replace(MOTTO, ""))
    write(tmp_path, "clauses/withdrawn.yaml", WITHDRAWN)
    body = "Keep it for {{ keep_days }} days. Ask {{ roles.contact }} or the {{ roles.risk_owner }}.\n"
    used = "[keep_days, roles.contact, roles.risk_owner]"
    clause(tmp_path, "keeping", body, formerly="[holding, storing]", parameters=used)
    clause(tmp_path, "asking", "Ask first.\n", formerly="[telling]")
    template(tmp_path, "care", "keeping", "asking")
    return tmp_path


MOTTO = PARAMETERS[PARAMETERS.index("  motto:") : PARAMETERS.index("  days:")]


def read(root: Path, text: str, documents: str = "{policy: {}}") -> tuple[Library, Profile]:
    profile(root, text, documents=documents)
    found = library(root)
    return found, found.profile("riverton")


def told(found: Profile) -> list[str]:
    return [f"{each.location.line}: {each.message}" for each in found.warnings]


def test_an_answer_under_an_old_name_counts_in_the_section_of_the_new_one_and_is_said(root: Path) -> None:
    known, found = read(root, "parameters: {contact: the AI team, days: 20}\nroles:\n  siro: Head of Risk\n")
    assert {name: setting.value for name, setting in found.settings.items()} == {
        "roles.contact": "the AI team", "keep_days": 20, "roles.risk_owner": "Head of Risk",
    }  # fmt: skip
    assert told(found) == [
        '4: "contact" is called "roles.contact" now',
        '4: "days" is called "keep_days" now',
        '6: "roles.siro" is called "roles.risk_owner" now',
    ]
    assert str(found.settings["roles.risk_owner"].location) == "profiles/riverton.yaml:6:3"
    resolve(known, "riverton", "policy")


def test_what_was_kept_and_what_one_document_says_is_understood_too(root: Path) -> None:
    _, found = read(root, "kept: {days: 30}\n", "{policy: {parameters: {contact: us}, kept: {roles.siro: X}}}")
    assert list(found.kept) == ["keep_days"]
    assert list(found.document_settings["policy"]) == ["roles.contact"]
    assert list(found.document_kept["policy"]) == ["roles.risk_owner"]


@pytest.mark.parametrize("old", ["holding", "storing"])
def test_old_clauses_are_understood_wherever_a_document_names_one(root: Path, old: str) -> None:
    entry = f"{{clause: {old}, place: append, base: 1.0.0, reason: So., text: 'Ask {{{{ contact }}}} twice.'}}"
    documents = f"{{policy: {{amend: [{entry}]}}}}"
    known, found = read(root, "parameters: {contact: the AI team}\n", documents)
    made = resolve(known, "riverton", "policy")
    (amended,) = found.front.documents["policy"].amend
    assert (amended.clause, amended.text) == ("keeping", "Ask {{ roles.contact }} twice.")
    assert "Ask the AI team twice." in str(made)
    for text in ("{exclude: [{clause: %s, reason: No.}]}", "{include: [%s]}", "{order: {clauses: {rules: [%s]}}}"):
        _, found = read(root, "", f"{{policy: {text % old}}}")
        assert found.old_names[0].new == "keeping"
        assert f'"{old}" is called "keeping" now' in told(found)[0]


def test_references_and_law_in_the_councils_own_words_are_understood(root: Path) -> None:
    known = library(root)
    text = 'See {{ ref("holding") }}{% if included(\'telling\') %} or {{ law.foia }}{% endif %} "holding" contact.'
    assert known.names.words(text) == text.replace('ref("holding")', 'ref("keeping")').replace("'telling'", "'asking'")
    rows = "{% for row in contact %}{{ row.days }}{% endfor %}{{ days }}"
    assert known.names.words(rows) == rows.replace("in contact", "in roles.contact").replace("{{ days", "{{ keep_days")


def test_what_was_withdrawn_counts_for_nothing_and_is_said_with_the_reason_and_what_to_use(root: Path) -> None:
    documents = "{policy: {include: [cloud], exclude: [{clause: cloud, reason: No.}, {clause: care, reason: No.}]}}"
    known, found = read(root, "parameters: {contact: x, motto: Onward}\n", documents)
    assert told(found)[0] == (
        '3: "cloud" was withdrawn on 2026-12-01: The law changed, and it says so.;'
        " what is said of it here counts for nothing"
    )
    assert found.warnings[0].hint == "use care instead. `policybuilder update riverton` puts it right"
    assert [entry.clause for entry in found.front.documents["policy"].exclude] == ["care"]
    assert found.front.documents["policy"].include == []
    assert "motto" not in found.settings
    resolve(known, "riverton", "policy")


def test_an_id_under_both_names_is_refused_because_nobody_knows_which_counts(root: Path) -> None:
    profile(root, "parameters: {days: 20, keep_days: 30}\n")
    with pytest.raises(PolicyBuilderError, match='"days" is called "keep_days" now, which stands in the file, too'):
        library(root).profile("riverton")


def test_an_id_that_never_was_is_as_unknown_as_before(root: Path) -> None:
    profile(root, "parameters: {dayz: 20}\n")
    with pytest.raises(PolicyBuilderError, match='unknown parameter "dayz"'):
        library(root).profile("riverton")


def test_whoever_asks_for_an_old_clause_is_told_its_new_name(root: Path) -> None:
    with pytest.raises(PolicyBuilderError) as renamed:
        library(root).clause("holding")
    assert renamed.value.problems[0].hint == 'it is called "keeping" now'
    with pytest.raises(PolicyBuilderError, match='"cloud" was withdrawn on 2026-12-01'):
        library(root).clause("cloud")

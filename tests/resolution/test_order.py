"""The order that a council gives to sections and clauses, and what is said of an order that means nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.compare import compare
from policybuilder.errors import Problems
from policybuilder.resolution import resolve
from tests.library.example_council import GOVERNANCE, Council
from tests.resolution.reading import clause_of, ids, outline, refused, resolved, warned, words
from tests.workspaces import base, clause, profile, template, tiny

SECTIONS = """\
[{id: rules, title: Rules, clauses: [care, check]}, {id: secrets, title: Secrets, clauses: [keep, share]},
 {id: more, title: More, clauses: [report]}]"""


def ordered(root: Path, order: str, more: str = "", text: str = "", sections: str = SECTIONS) -> Path:
    """Write a council with a policy of five clauses and two appendices, in the order that it gives."""
    tiny(root)
    for id in ("check", "keep", "share", "report", "glossary", "form"):
        clause(root, id)
    clause(root, "care", 'You must take care ({{ ref("keep") }}).\n')
    template(root, sections=sections, appendices="[glossary, form]")
    profile(root, text, documents=f"{{policy: {{order: {{{order}}}{more}}}}}")
    return root


def test_the_sections_that_are_named_come_first_and_the_rest_follows(tmp_path: Path) -> None:
    document = resolved(ordered(tmp_path, "sections: [secrets]"))
    assert outline(document) == [
        "1 Secrets", "1.1 Keep", "1.2 Share",
        "2 Rules", "2.1 Care", "2.2 Check",
        "3 More", "3.1 Report",
        "A Glossary", "B Form",
    ]  # fmt: skip
    assert words(document) == ["You must take care (section 1.1)."]


def test_the_clauses_that_are_named_come_first_in_their_section(tmp_path: Path) -> None:
    ordered(tmp_path, "clauses: {secrets: [share], appendices: [form]}")
    assert ids(resolved(tmp_path)) == ["care", "check", "share", "keep", "report", "form", "glossary"]


def test_a_clause_named_below_another_section_moves_there_and_an_empty_section_goes(tmp_path: Path) -> None:
    document = resolved(ordered(tmp_path, "clauses: {rules: [report, check]}"))
    assert outline(document)[:4] == ["1 Rules", "1.1 Report", "1.2 Check", "1.3 Care"]
    assert "More" not in " ".join(outline(document))


def test_what_a_council_includes_behind_a_clause_moves_with_it(tmp_path: Path) -> None:
    clause(tmp_path, "own")
    clause(tmp_path, "other")
    include = ", include: [{clause: own, section: more, after: report}, {clause: other, section: more, after: report}]"
    ordered(tmp_path, "clauses: {rules: [report, other]}", include)
    assert ids(resolved(tmp_path))[:5] == ["report", "own", "other", "care", "check"]


def test_a_clause_that_is_left_out_may_be_named_and_takes_no_place(tmp_path: Path) -> None:
    ordered(tmp_path, "clauses: {rules: [check, report]}", ", exclude: [{clause: check, reason: Ours}]")
    assert outline(resolved(tmp_path))[:3] == ["1 Rules", "1.1 Report", "1.2 Care"]


def test_the_line_that_moved_a_clause_is_recorded(tmp_path: Path) -> None:
    document = resolved(ordered(tmp_path, "sections: [secrets], clauses: {rules: [report]}"))
    placed = {id: clause_of(document, id).provenance.placed_by for id in ids(document)}
    assert {id for id, line in placed.items() if line} == {"keep", "share", "report"}
    assert placed["keep"].startswith("profiles/riverton.yaml:3:")


def test_the_nearest_profile_orders(tmp_path: Path) -> None:
    ordered(tmp_path, "sections: [more]", text="extends: [alliance]\n")
    base(tmp_path, "documents: {policy: {order: {sections: [secrets], clauses: {rules: [check]}}}}\n")
    assert ids(resolved(tmp_path))[:4] == ["report", "check", "care", "keep"]


def test_bases_that_order_otherwise_are_refused(tmp_path: Path) -> None:
    ordered(tmp_path, "", text="extends: [alliance, partners]\n")
    for id, first in (("alliance", "secrets"), ("partners", "more")):
        base(tmp_path, f"documents: {{policy: {{order: {{sections: [{first}]}}}}}}\n", id=id)
    assert 'the bases disagree about "policy.order.sections"' in refused(tmp_path)


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ("sections: [secret]", 'no section "secret" in policy [unknown-section]\n  hint: did you mean "secrets"?'),
        ("sections: [appendices]", "the appendices always come last [order-appendix]"),
        ("sections: [more, more]", '"more" is named twice in the order [listed-twice]'),
        ("clauses: {rule: [care]}", 'no section "rule" in policy [unknown-section]\n  hint: did you mean "rules"?'),
        ("clauses: {rules: [cares]}", '"cares" is not in policy [unknown-clause]\n  hint: did you mean "care"?'),
        ("clauses: {rules: [loose]}", "name it under include:, too: {clause: loose, section: rules}"),
        ("clauses: {rules: [keep], more: [keep]}", '"keep" is named twice in the order [listed-twice]'),
        ("clauses: {rules: [form]}", '"form" is an appendix, and cannot stand in a section [order-appendix]'),
        ("clauses: {appendices: [care]}", '"care" is a clause, and cannot stand among the appendices'),
    ],
)
def test_an_order_that_means_nothing_is_refused_at_its_place(tmp_path: Path, order: str, told: str) -> None:
    clause(tmp_path, "loose")
    said = refused(ordered(tmp_path, order))
    assert told in said
    assert said.startswith("profiles/riverton.yaml:3:")


@pytest.mark.parametrize("order", ["sections: [rules, secrets]", "clauses: {secrets: [keep]}"])
def test_an_order_that_moves_nothing_is_pointed_out(tmp_path: Path, order: str) -> None:
    (told,) = warned(ordered(tmp_path, order))
    assert (told.code, told.severity) == ("order-moves-nothing", "warning")


def test_an_order_beside_one_that_moves_nothing_still_moves(tmp_path: Path) -> None:
    ordered(tmp_path, "sections: [secrets], clauses: {rules: [care]}")
    assert [each.message for each in warned(tmp_path)] == [
        "this order moves nothing: the template has these in this order already"
    ]
    assert ids(resolved(tmp_path))[0] == "keep"


@pytest.mark.parametrize(
    ("order", "more", "why"),
    [
        ("clauses: {rules: [report, check]}", ", exclude: [{clause: check, reason: Ours}]", "you exclude it"),
        ("clauses: {rules: [deep, check]}", "", "the depth standard leaves it out"),
        ("sections: [secrets, more]", ", exclude: [{clause: report, reason: Ours}]", "nothing of that section is"),
    ],
)
def test_an_entry_that_the_document_does_not_print_is_pointed_out(
    tmp_path: Path, order: str, more: str, why: str
) -> None:
    clause(tmp_path, "deep", level="optional")
    ordered(tmp_path, order, more, sections=SECTIONS.replace("check]", "check, deep]"))
    (told,) = (each for each in warned(tmp_path) if each.code == "order-not-printed")
    assert why in told.message
    assert str(told.location).startswith("profiles/riverton.yaml:3:")
    assert "take it out of the order" in told.hint


def test_an_entry_for_a_clause_that_waits_for_other_answers_keeps_its_place_in_silence(tmp_path: Path) -> None:
    clause(tmp_path, "own", applies_when="nation == 'wales'")
    sections = SECTIONS.replace("[report]", "[own]")
    order = "sections: [secrets, more], clauses: {rules: [check, care]}"
    assert warned(ordered(tmp_path, order, sections=sections)) == ()


@pytest.mark.rest
def test_an_order_of_a_rule_that_stands_in_another_policy_says_where(tmp_path: Path) -> None:
    order = "order: {clauses: {deciding: [incident-reporting]}}"
    council = Council(tmp_path, governance=f"{{approver: Cabinet, owner: Head of Digital, {order}}}")
    warnings = Problems()
    resolve(council.library, "example", GOVERNANCE, warnings)
    (told,) = (each for each in warnings.found if each.code == "order-not-printed")
    assert "its rule stands in the AI use policy" in told.message
    assert "include: [incident-reporting]" in told.hint


def test_comparing_shows_what_an_order_moved_as_moved_and_why(tmp_path: Path) -> None:
    before, after = ordered(tmp_path / "a", ""), ordered(tmp_path / "b", "clauses: {rules: [report]}")
    (change,) = compare(resolved(before), resolved(after)).changes
    assert change.kinds == ("moved",)
    assert [reason.text for reason in change.reasons] == ["the order that the profile gives"]
    (back,) = compare(resolved(after), resolved(before)).changes
    assert (back.kinds, back.reasons[0].text) == (("moved",), "the profile no longer gives an order of its own")

"""The council's own text in a clause: where it can stand, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybuilder.document import Value, inlines_of
from tests.resolution.reading import clause_of, ids, refused, resolved, warned, words
from tests.workspaces import base, clause, profile, template, tiny

BODY = """\
One.

Two:

- a
- b

Three.
"""


def amended(root: Path, *amendments: str, id: str = "care", more: str = "") -> Path:
    """Write a profile whose amendments are given as flow mappings without clause, base and reason."""
    entries = ", ".join(f"{{clause: {id}, base: 1.0.0, reason: Asked for, {each}}}" for each in amendments)
    return profile(root, more, documents=f"{{policy: {{amend: [{entries}]}}}}")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    tiny(tmp_path)
    clause(tmp_path, "care", BODY)
    return tmp_path


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("place: append", ["One.", "Two:", "a\nb", "Three.", "Own."]),
        ("place: before, paragraph: 1", ["Own.", "One.", "Two:", "a\nb", "Three."]),
        ("place: after, paragraph: 1", ["One.", "Own.", "Two:", "a\nb", "Three."]),
        ("place: after, paragraph: 2", ["One.", "Two:", "a\nb", "Own.", "Three."]),
        ("place: after, paragraph: 3", ["One.", "Two:", "a\nb", "Three.", "Own."]),
        ("place: replace, paragraph: 1", ["Own.", "Two:", "a\nb", "Three."]),
        ("place: replace, paragraph: 2", ["One.", "Own.", "Three."]),
        ("place: replace", ["Own."]),
    ],
)
def test_the_councils_text_stands_in_its_place(root: Path, place: str, expected: list[str]) -> None:
    amended(root, f"{place}, text: Own.")
    assert words(resolved(root)) == expected


def test_amended_text_is_numbered_with_the_rest(root: Path) -> None:
    amended(root, "place: before, paragraph: 2, text: Own.")
    blocks = clause_of(resolved(root), "care").blocks
    numbers = [getattr(block, "number", "") for block in blocks]
    assert numbers == ["1.1.1", "1.1.2", "1.1.3", "", "1.1.4"]


def test_several_amendments_of_one_clause_all_count_against_the_text_as_the_library_has_it(root: Path) -> None:
    amended(
        root,
        "place: before, paragraph: 1, text: Zero.",
        "place: replace, paragraph: 1, text: Uno.",
        "place: after, paragraph: 3, text: Four.",
        "place: append, text: Five.",
    )
    assert words(resolved(root)) == ["Zero.", "Uno.", "Two:", "a\nb", "Three.", "Four.", "Five."]


def test_an_amendment_may_hold_paragraphs_lists_and_tables(root: Path) -> None:
    text = '"You must:\\n\\n- ask\\n- wait\\n\\n| a | b |\\n| --- | --- |\\n| 1 | 2 |"'
    amended(root, f"place: replace, text: {text}")
    assert words(resolved(root)) == ["You must:", "ask\nwait", "a\tb\n1\t2"]


def test_a_whole_clause_may_be_replaced_and_more_appended(root: Path) -> None:
    amended(root, "place: replace, text: Ours.", "place: append, text: And more.")
    assert words(resolved(root)) == ["Ours.", "And more."]


def test_an_amendment_is_recorded_with_its_reason_its_base_and_its_line(root: Path) -> None:
    amended(root, "place: after, paragraph: 2, text: Own.")
    (found,) = clause_of(resolved(root), "care").provenance.amendments
    assert (found.place, found.paragraph, found.base, found.reason, found.source, found.text) == (
        "after",
        2,
        "1.0.0",
        "Asked for",
        "profiles/riverton.yaml:3:30",
        "Own.",
    )


# What an amendment may say -------------------------------------------------------------------------------


def test_an_amendment_may_use_parameters_and_tests_like_a_clause(root: Path) -> None:
    amended(
        root,
        "place: replace, text: \"Ask {{ contact }}{% if tools.agents == 'none' %} (no agents){% endif %}.\"",
        more="parameters: {contact: Help Desk}\n",
    )
    assert words(resolved(root)) == ["Ask Help Desk (no agents)."]


def test_the_parameters_of_an_amendment_are_recorded_with_those_of_the_clause(root: Path) -> None:
    clause(root, "care", "Keep it {{ days }} days.\n", parameters="[days]")
    text = '"Ask {{ contact }}:\\n\\n{% for use in uses %}\\n- {{ use }}\\n{% endfor %}"'
    amended(root, f"place: append, text: {text}")
    assert [use.name for use in clause_of(resolved(root), "care").provenance.parameters] == ["days", "contact", "uses"]


def test_the_law_of_an_amendment_is_law_that_the_document_relies_on(root: Path) -> None:
    assert resolved(root).law == ()
    amended(root, 'place: append, text: "See {{ law.foia }}."')
    document = resolved(root)
    assert [entry.id for entry in document.law] == ["foia"]
    assert clause_of(document, "care").provenance.law == ("foia",)


def test_values_in_an_amendment_are_as_inert_as_in_a_clause(root: Path) -> None:
    value = "**bold** <b>x</b> {{ days }} - [a](b)"
    amended(
        root,
        'place: replace, text: "Ask {{ contact }}."',
        more=f'parameters: {{contact: "{value}"}}\n',
    )
    (block,) = clause_of(resolved(root), "care").blocks
    assert [inline.text for inline in inlines_of(block) if isinstance(inline, Value)] == [value]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{{ dayz }}", 'unknown name "dayz" [unknown-name]\n  hint: did you mean "days"?'),
        ("{{ days | upper }}", 'unknown filter "upper"'),
        ("{% if contact %}x{% endif %}", '"contact" is required, so it may be unanswered'),
        ("{% if days %}", "Unexpected end of template"),
        ("{% import 'os' as os %}", "is not part of the clause language"),
        ("{{ ''.__class__ }}", "only plain names such as roles.siro can be used"),
        ("<b>bold</b>", "HTML is not used: <b>"),
        ("![x](y.png)", "images are not used in clauses"),
        ("{{ ref('nothing') }}", 'unknown clause "nothing"'),
        ("{{ ref('other') }}", 'refers to "other", which is not in this document [absent-clause]'),
        ("{{ law.foisa }}", 'cites "foisa", which is not law in England [wrong-nation]'),
        ("{{ motto }}", '"motto" is optional and not set [not-set]'),
        ("So:\\n- a", 'a list needs a blank line before it: "- a" [flattened-list]'),
    ],
)
def test_what_is_wrong_in_an_amendment_is_told_at_its_line(root: Path, text: str, problem: str) -> None:
    clause(root, "other")
    amended(root, f'place: append, text: "{text}"')
    told = refused(root)
    assert problem in told
    assert told.startswith("profiles/riverton.yaml:")


def test_the_line_of_a_problem_is_the_line_of_the_text(root: Path) -> None:
    (root / "profiles/riverton.yaml").write_text(
        "id: riverton\ncouncil: {name: Riverton, short_name: Riverton, nation: england, type: district}\n"
        "documents:\n  policy:\n    amend:\n      - clause: care\n        place: append\n        base: 1.0.0\n"
        "        reason: Asked for\n        text: |\n          Fine.\n\n          Not {{ dayz }}.\n"
    )
    assert refused(root).startswith('profiles/riverton.yaml:13:8: error: unknown name "dayz"')


# Wrong places --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amendments", "problem"),
    [
        (["place: before, text: Own."], "before: which paragraph? [amendment-place]\n  hint: add was:"),
        (["place: after, text: Own."], "after: which paragraph? [amendment-place]"),
        (
            ["place: append, paragraph: 1, text: Own."],
            "append has no paragraph [amendment-place]\n  hint: use place: after",
        ),
        (["place: after, paragraph: 4, text: Own."], '"care" has 3 paragraphs, no paragraph 4 [amendment-place]'),
        (["place: after, paragraph: 0, text: Own."], "paragraph: the least is 1"),
        (["place: beside, text: Own."], "is not one of the choices"),
        (
            ["place: replace, paragraph: 1, text: A.", "place: replace, paragraph: 1, text: B."],
            '"care": another amendment replaces this text [amended-twice]\n'
            "  hint: the other amendment is at profiles/riverton.yaml:3:30",
        ),
        (["place: replace, text: A.", "place: replace, text: B."], "[amended-twice]"),
        (["place: replace, text: A.", "place: replace, paragraph: 2, text: B."], "[amended-twice]"),
        (["place: after, paragraph: 2, text: A.", "place: replace, text: B."], "[amended-twice]"),
    ],
)
def test_an_amendment_of_no_place_is_refused(root: Path, amendments: list[str], problem: str) -> None:
    amended(root, *amendments)
    assert problem in refused(root)


def test_a_clause_without_paragraphs_can_be_appended_to_and_replaced(root: Path) -> None:
    clause(root, "care", "- a\n- b\n")
    amended(root, "place: append, text: Own.")
    assert words(resolved(root)) == ["a\nb", "Own."]
    amended(root, "place: replace, text: Own.")
    assert words(resolved(root)) == ["Own."]
    amended(root, "place: before, paragraph: 1, text: Own.")
    assert '"care" has 0 paragraphs, no paragraph 1' in refused(root)


def test_a_clause_that_is_not_in_the_document_cannot_be_amended(root: Path) -> None:
    clause(root, "extra", level="optional")
    template(root, "care", "extra")
    amended(root, "place: append, text: Own.", id="extra")
    assert refused(root) == (
        'profiles/riverton.yaml:3:30: error: "extra" cannot be amended: it is left out (depth) [unknown-clause]\n'
        "  hint: take the amendment out, or the clause in: `policybuilder amend … --include`"
    )
    amended(root, "place: append, text: Own.", id="cares")
    assert refused(root) == (
        'profiles/riverton.yaml:3:30: error: "cares" cannot be amended: it is not in policy [unknown-clause]\n'
        '  hint: did you mean "care"?'
    )


def test_a_base_may_amend_a_clause_for_those_of_its_members_that_have_it(root: Path) -> None:
    clause(root, "social", applies_when="functions.social_care")
    template(root, "care", "social")
    base(
        root,
        "documents: {policy: {amend: [{clause: social, place: append, base: 1.0.0, reason: Agreed, text: Own.}]}}\n",
    )
    profile(root, "extends: [alliance]\n")
    assert ids(resolved(root)) == ["care"]
    profile(root, "extends: [alliance]\n", type="unitary")
    assert words(resolved(root), "social") == ["You must take care.", "Own."]


def test_a_base_cannot_amend_a_clause_that_nobody_has(root: Path) -> None:
    base(root, "documents: {policy: {amend: [{clause: x, place: append, base: 1.0.0, reason: Agreed, text: Own.}]}}\n")
    profile(root, "extends: [alliance]\n")
    assert refused(root).startswith('profiles/alliance.yaml:3:30: error: "x" cannot be amended')


def test_an_amendment_needs_a_reason_and_the_version_it_was_written_against(root: Path) -> None:
    profile(root, documents="{policy: {amend: [{clause: care, place: append, text: Own.}]}}")
    told = refused(root)
    assert 'the key "reason" is missing' in told
    assert 'the key "base" is missing' in told


# The version it was written against ----------------------------------------------------------------------

CHANGES = (
    "[{version: 1.2.0, date: 2026-11-23, kind: minor, why: Clearer}, "
    "{version: 1.0.0, date: 2026-11-22, kind: major, why: First version}]"
)


def test_an_amendment_of_an_older_version_is_made_and_reported(root: Path) -> None:
    clause(root, "care", BODY, version="1.2.0", changes=CHANGES)
    amended(root, "place: append, text: Own.")
    assert words(resolved(root))[-1] == "Own."
    (problem,) = warned(root)
    assert str(problem) == (
        'profiles/riverton.yaml:3:30: warning: the amendment was written against 1.0.0 of "care", now at 1.2.0 '
        "[amendment-base]\n  hint: read the clause again (`policybuilder clauses show care`), then write base: 1.2.0"
    )


def test_versions_are_compared_as_numbers(root: Path) -> None:
    clause(root, "care", BODY, version="1.10.0", changes=CHANGES.replace("1.2.0", "1.10.0"))
    profile(root, documents="{policy: {amend: [{clause: care, base: 1.9.0, reason: A, place: append, text: Own.}]}}")
    (problem,) = warned(root)
    assert "written against 1.9.0" in problem.message


def test_an_amendment_of_the_newest_version_is_no_concern(root: Path) -> None:
    amended(root, "place: append, text: Own.")
    assert warned(root) == ()


def test_an_amendment_of_a_version_that_is_still_to_come_is_refused(root: Path) -> None:
    profile(root, documents="{policy: {amend: [{clause: care, base: 1.10.0, reason: A, place: append, text: Own.}]}}")
    assert (
        'written against version 1.10.0 of "care", which is at 1.0.0 [amendment-base]\n  hint: write base: 1.0.0'
        in (refused(root))
    )

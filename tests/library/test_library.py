"""A library: what it holds by id, files read once and checked as they are read."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from policybuilder.checks import check
from policybuilder.errors import Location, Problems
from policybuilder.library.library import Library, open_library
from policybuilder.library.workspace import Layer, Workspace, open_workspace
from tests.saying import said
from tests.workspaces import alone, base, clause, library, profile, reference, shell, template, tiny, write

ROOT = Path(__file__).parents[2]


def over(own: Path, built_in: Path) -> Library:
    """Return the library of a workspace laid over another folder."""
    return open_library(Workspace((Layer(own, ""), Layer(built_in, "built-in")), own))


def told(root: Path, id: str = "policy") -> str:
    """Return what is said of a template, and of its clauses together."""
    problems = Problems()

    def read() -> None:
        made = library(root)
        made.check_template(made.template(id), problems)
        problems.raise_errors()

    return said(read)


# Reading --------------------------------------------------------------------------------------------------


def test_clauses_templates_and_profiles_are_found_by_id(tmp_path: Path) -> None:
    made = library(tiny(tmp_path))
    assert (list(made.clause_files), list(made.template_files), list(made.profile_files)) == (
        ["care"],
        ["policy"],
        ["riverton"],
    )
    assert made.clause("care").front.title == "Care"
    assert made.template("policy").clause_ids() == ("care",)
    assert made.profile("riverton").id == "riverton"


def test_a_file_is_read_once(tmp_path: Path) -> None:
    made = library(tiny(tmp_path))
    first = (made.clause("care"), made.template("policy"), made.profile("riverton"))
    (tmp_path / "clauses/about/care.md").unlink()
    assert made.clause("care") is first[0]
    assert made.template("policy") is first[1]
    assert made.profile("riverton") is first[2]


def test_files_are_read_only_when_asked_for(tmp_path: Path) -> None:
    write(tiny(tmp_path), "clauses/about/broken.md", "no clause\n")
    assert library(tmp_path).clause("care").id == "care"


def test_appendices_come_last_among_a_templates_clauses(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "app-list")
    template(tmp_path, "care", appendices="[app-list]")
    found = library(tmp_path).template("policy")
    assert found.clause_ids() == ("care", "app-list")
    assert found.place("appendices", 0) == Location("templates/policy.yaml", 7, 14)


def test_a_mandatory_clause_is_in_at_every_depth_whatever_a_template_says(tmp_path: Path) -> None:
    tiny(tmp_path)
    template(tmp_path, "{clause: care, from_depth: full}")
    problems = Problems()
    made = library(tmp_path)
    made.check_template(made.template("policy"), problems)
    (problem,) = problems.found
    assert str(problem) == (
        'templates/policy.yaml:6:52: error: the clause "care" is mandatory, so it is in at every depth '
        "[mandatory-depth]\n  hint: drop from_depth, or make the clause recommended"
    )


def test_a_variant_of_a_document_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    file = template(tiny(tmp_path), "care", id="policy-old")
    file.write_text(file.read_text() + "variant_of: polcy\n")
    assert said(lambda: library(tmp_path).template("policy-old")) == (
        'templates/policy-old.yaml:8:1: error: unknown document "polcy" [unknown-template]\n'
        '  hint: did you mean "policy"?'
    )


def test_a_workspace_lies_over_the_built_in_library_by_id(tmp_path: Path) -> None:
    built_in, own = tiny(tmp_path / "built-in"), tmp_path / "own"
    clause(built_in, "theirs")
    clause(own, "care", "Our own words.\n", topic="local")
    template(own, "care", "theirs")
    profile(own, id="millbeck")
    made = over(own, built_in)
    assert made.clause("care").file == "clauses/local/care.md"
    assert made.clause("theirs").file == "built-in/clauses/about/theirs.md"
    assert made.template("policy").file == "templates/policy.yaml"
    assert list(made.profile_files) == ["millbeck"], "the illustrative councils are not the user's"


def test_notes_beside_the_topic_folders_and_hidden_files_are_no_clauses(tmp_path: Path) -> None:
    tiny(tmp_path)
    write(tmp_path, "clauses/README.md", "# Notes\n")
    write(tmp_path, "clauses/about/.care.md", "draft\n")
    assert list(library(tmp_path).clause_files) == ["care"]


# Asking for what is not there -----------------------------------------------------------------------------

HERE = Location("profiles/riverton.yaml", 14, 5)


@pytest.mark.parametrize(
    ("kind", "id", "answer"),
    [
        (
            "clause",
            "car",
            'unknown clause "car" [unknown-clause]\n  hint: did you mean "care"? `policybuilder clauses` lists them',
        ),
        (
            "template",
            "polcy",
            'unknown document "polcy" [unknown-template]\n  hint: did you mean "policy"? the templates are policy',
        ),
        (
            "profile",
            "rivertown",
            'unknown profile "rivertown" [unknown-profile]\n'
            '  hint: did you mean "riverton"? the profiles are alliance, riverton',
        ),
    ],
)
def test_an_unknown_id_is_refused_where_it_was_asked_for(tmp_path: Path, kind: str, id: str, answer: str) -> None:
    base(tiny(tmp_path))
    made = library(tmp_path)
    assert said(lambda: getattr(made, kind)(id, HERE)) == f"profiles/riverton.yaml:14:5: error: {answer}"


def test_ids_never_lead_out_of_the_workspace(tmp_path: Path) -> None:
    made = library(tiny(tmp_path / "workspace"))
    write(tmp_path, "secret.yaml", "id: secret\n")
    for name in ("../secret", "/etc/passwd", "..", "", "riverton.yaml", "\x00"):
        for kind in ("profile", "clause", "template"):
            assert "error: unknown" in said(partial(getattr(made, kind), name))


# What is wrong --------------------------------------------------------------------------------------------


def test_two_clauses_of_one_layer_cannot_share_an_id(tmp_path: Path) -> None:
    clause(tiny(tmp_path), "care", topic="other")
    assert said(lambda: library(tmp_path)) == (
        'clauses/other/care.md: error: a second clause "care" [listed-twice]\n'
        "  hint: the other is clauses/about/care.md"
    )


@pytest.mark.parametrize(
    ("sections", "place", "answer"),
    [
        (
            "[{id: a, title: A, clauses: [care, cares]}]",
            "6:46",
            'unknown clause "cares" [unknown-clause]\n  hint: did you mean "care"? `policybuilder clauses` lists them',
        ),
        (
            "[{id: a, title: A, clauses: [care]}, {id: b, title: B, clauses: [care]}]",
            "6:76",
            'the clause "care" stands in the template twice [listed-twice]\n'
            "  hint: it is first on line 6; keep one of them",
        ),
        (
            "[{id: a, title: A, clauses: [care]}, {id: a, title: B, clauses: [other]}]",
            "6:49",
            'the section id "a" is taken [listed-twice]\n  hint: give it another id',
        ),
        (
            "[{id: appendices, title: A, clauses: [care]}]",
            "6:13",
            'the section id "appendices" is taken [listed-twice]\n  hint: give it another id',
        ),
        ("[{id: a, title: A, clauses: []}]", "6:39", "clauses: expected at least one entry [wrong-type]"),
    ],
)
def test_a_wrong_template_is_refused_at_its_place(tmp_path: Path, sections: str, place: str, answer: str) -> None:
    clause(tiny(tmp_path), "other")
    template(tmp_path, sections=sections)
    assert told(tmp_path) == f"templates/policy.yaml:{place}: error: {answer}"


def test_a_title_of_a_template_goes_by_a_choice_that_there_is(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care")
    made = template(tmp_path, "care")
    by = "title_by: {parameter: tools.agents, titles: {pilot: AI and agents policy, pilots: Other}}\n"
    made.write_text(made.read_text() + by)
    problems = Problems()
    everything = library(tmp_path)
    everything.check_template(everything.template("policy"), problems)
    (found,) = problems.found
    assert str(found).splitlines() == [
        'templates/policy.yaml:8:75: error: "tools.agents" has no choice "pilots" [wrong-choice]',
        '  hint: did you mean "pilot"? use the id of an option',
    ]


def test_a_template_has_the_name_of_its_file(tmp_path: Path) -> None:
    tiny(tmp_path)
    (tmp_path / "templates/policy.yaml").rename(tmp_path / "templates/rules.yaml")
    assert told(tmp_path, "rules") == (
        'templates/rules.yaml:1:1: error: the template "policy" is in a file of another name [file-name]\n'
        '  hint: name the file policy.yaml, or the template "rules"'
    )


def test_a_clause_that_is_required_must_be_in_the_template(tmp_path: Path) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", requires="[other]")
    clause(tmp_path, "other")
    assert told(tmp_path) == (
        'clauses/about/care.md:7:12: error: "care" requires "other", which is not in the template policy '
        "[required-clause]\n  hint: add it to templates/policy.yaml, or drop the requirement"
    )
    template(tmp_path, "care", "other")
    assert told(tmp_path) == ""


@pytest.mark.parametrize(
    ("front", "safe"),
    [
        ({}, True),
        ({"level": "recommended"}, False),
        ({"applies_when": "functions.planning"}, False),
    ],
)
def test_a_reference_to_what_may_be_absent_needs_a_guard(tmp_path: Path, front: dict[str, str], safe: bool) -> None:
    tiny(tmp_path)
    clause(tmp_path, "care", 'See {{ ref("other") }}.\n')
    clause(tmp_path, "other", **front)
    template(tmp_path, "care", "other")
    assert told(tmp_path) == (
        ""
        if safe
        else "clauses/about/care.md:8:8: error: refers to a clause that may be absent from policy "
        '[unguarded-reference]\n  hint: put {% if included("…") %} around it, or name the clause under requires:'
    )
    clause(tmp_path, "care", '{% if included("other") %}See {{ ref("other") }}.{% endif %}\n')
    assert told(tmp_path) == ""
    clause(tmp_path, "care", 'See {{ ref("other") }}.\n', requires="[other]")
    assert told(tmp_path) == ""


def test_every_clause_is_given_and_what_is_wrong_with_the_others_noted(tmp_path: Path) -> None:
    clause(tiny(tmp_path), "broken", "{{ nothing }}\n")
    clause(tmp_path, "wrong", level="must")
    problems = Problems()
    assert [found.id for found in library(tmp_path).every_clause(problems)] == ["care"]
    assert {problem.location.path for problem in problems.found} == {
        "clauses/about/broken.md",
        "clauses/about/wrong.md",
    }


def test_problems_of_reference_files_are_raised_when_the_library_is_opened(tmp_path: Path) -> None:
    reference(tiny(tmp_path), law="foia: 1\n")
    assert said(lambda: library(tmp_path)).startswith("clauses/law.yaml:1:7: error: foia: expected a mapping")


# The shipped library --------------------------------------------------------------------------------------


def test_a_tiny_workspace_has_no_problems(tmp_path: Path) -> None:
    shell(tiny(tmp_path))
    assert check(library(tmp_path)) == ()


@pytest.mark.rest  # tests/checks/test_check.py asks the same of the library without a workspace
def test_the_shipped_library_templates_and_profiles_have_no_problems() -> None:
    assert [str(problem) for problem in check(open_library(open_workspace(ROOT)))] == []


def test_the_same_library_is_read_whichever_order_the_files_are_found_in(tmp_path: Path) -> None:
    for name in ("zeta", "alpha", "mid"):
        clause(tiny(tmp_path), name, topic=name[0])
    assert list(open_library(alone(tmp_path)).clause_files) == ["alpha", "care", "mid", "zeta"]
